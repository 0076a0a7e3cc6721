"""A measure as a line: its scores in order, the usual band of each session, the days on which a rule fired."""

from __future__ import annotations

import pytest

from resurf_cli.core.alerts import measures_named
from resurf_cli.core.curve import Band, Curve, curves
from resurf_cli.core.diary import Raised
from tests.core.record import Record, document, on

MEASURES = {
    "pain": {"ask": "Pain", "scale": "0..10", "normal": {"0": "0..6", "3": "0..3"}},
    "redness": {"ask": "Redness", "scale": "0..10"},
}
CHECKLIST = document(measures=MEASURES, signs=[{"id": "worse", "alert": "pain >= 5"}])


def line_of(made: Record, name: str = "pain") -> Curve:
    plan = made.ledger("2027-03-01").plan
    (found,) = (each for each in curves(plan, plan.diary) if each.measure.id == name)
    return found


def test_the_scores_stand_in_the_order_of_their_days_however_they_were_written() -> None:
    made = Record(CHECKLIST).check_in("2026-12-12", pain=2).check_in("2026-12-11", pain=4, wrote="2026-12-13")
    assert [(each.day, each.value) for each in line_of(made).scores] == [
        (on("2026-12-11"), 4),
        (on("2026-12-12"), 2),
    ]


def test_a_measure_without_a_score_has_no_line() -> None:
    plan = Record(CHECKLIST).check_in("2026-12-12", pain=2).ledger("2026-12-13").plan
    assert [each.measure.id for each in curves(plan, plan.diary)] == ["pain"]


def test_a_band_holds_to_the_next_one_and_the_last_for_good() -> None:
    made = Record(CHECKLIST).check_in("2026-12-12", pain=2)
    assert line_of(made).bands == (
        Band(on("2026-12-10"), on("2026-12-12"), 0, 6),
        Band(on("2026-12-13"), None, 0, 3),
    )
    assert line_of(made.check_in("2026-12-12", redness=2), "redness").bands == ()


def test_what_is_usual_is_counted_from_the_session_under_way() -> None:
    made = Record(CHECKLIST, "2026-12-10", "2026-12-12", "2027-01-20").check_in("2026-12-12", pain=2)
    assert line_of(made).bands == (
        Band(on("2026-12-10"), on("2026-12-11"), 0, 6),
        Band(on("2026-12-12"), on("2026-12-14"), 0, 6),
        Band(on("2026-12-15"), on("2027-01-19"), 0, 3),
        Band(on("2027-01-20"), on("2027-01-22"), 0, 6),
        Band(on("2027-01-23"), None, 0, 3),
    )


def test_a_rule_is_marked_on_the_line_of_each_measure_it_looked_at_and_a_named_sign_on_none() -> None:
    both = Raised("worse", "same-day", "pain 5 >= 5 and redness 7, up from 6 on 2026-12-11")
    made = Record(CHECKLIST).check_in("2026-12-12", pain=5, redness=7, raised=[both])
    made.check_in("2026-12-13", pain=1, redness=1, raised=[Raised("worse", "same-day", "you named it")])
    assert line_of(made).fired == (on("2026-12-12"),)
    assert line_of(made, "redness").fired == (on("2026-12-12"),)


@pytest.mark.parametrize(
    ("because", "named"),
    [
        ("temperature 38.4 >= 38.0", {"temperature"}),
        ("pain 4, up from 2 on 2026-12-14, redness 7, up from 6 on 2026-12-14", {"pain", "redness"}),
        ("pain 4 >= 4 and itch 3 > 2", {"pain", "itch"}),
        ("you named it; pain 4 >= 4", {"pain"}),
        ("you named it", set()),
        ("healed not recorded by 2026-12-20", set()),
    ],
)
def test_the_reason_of_an_alert_names_its_measures(because: str, named: set[str]) -> None:
    assert measures_named(because) == named
