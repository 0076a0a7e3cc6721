from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.call import call_sheet
from resurf_cli.core.check_in import (
    answer,
    answer_without_plan,
    common,
    common_measures,
    common_signs,
    diary_page,
    judged,
)
from resurf_cli.core.checklist import checklist
from resurf_cli.core.diary import CheckIn, Raised
from resurf_cli.core.plan import latest_change
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, on

if TYPE_CHECKING:
    from resurf_cli.core.check_in import Answer

MEASURES = {"pain": {"ask": "Pain", "scale": "0..10"}, "temperature": {"ask": "Temperature", "unit": "celsius"}}
SIGNS: list[dict[str, Any]] = [
    {"id": "not-healed", "from": "10", "until": "42", "urgency": "same-day"},
    {"id": "itch", "from": "0", "until": "5", "urgency": "soon"},
    {"id": "pain-late", "from": "5", "until": "20", "urgency": "same-day", "alert": "pain >= 4"},
    {"id": "fever", "from": "3", "until": "20", "urgency": "same-day", "alert": "temperature >= 38.0"},
    {"id": "breathing", "from": "0", "until": "14", "urgency": "emergency"},
    {"id": "cold-sore", "from": "0", "until": "14", "urgency": "now", "if": "cold-sores", "alert": "pain >= 9"},
]
READY = [{"id": "fever-now", "alert": "temperature >= 38.0", "then": "call"}]
SHEET = document(
    questions={"cold-sores": {"ask": "Ever?"}},
    events=HEALED,
    measures=MEASURES,
    signs=SIGNS,
    ready=READY,
    recovery=[{"id": "ointment", "until": "healed", "repeat": "daily"}],
)


def check_in(day: str, *signs: str, **found: float) -> CheckIn:
    at = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    return CheckIn(on(day), at, found, {"temperature": "celsius"} if "temperature" in found else {}, signs)


def raised(record: Record, day: str, *signs: str, **found: float) -> dict[str, str]:
    """What a check-in raises, with why, in order."""
    ledger = record.ledger(day)
    return {each.raised.id: each.raised.because for each in judged(ledger, check_in(day, *signs, **found))}


def answered(record: Record, day: str, *signs: str, **found: float) -> Answer:
    at = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    return answer(record.ledger(day), check_in(day, *signs, **found), at, signs_asked=False)


@pytest.mark.parametrize("day", ["2026-11-25", "2026-12-10", "2026-12-13", "2027-06-01"])
def test_a_sign_the_person_names_counts_on_every_day(day: str) -> None:
    found = raised(Record(SHEET).happened("healed", "2026-12-16", wrote="2026-12-16"), day, "breathing")
    assert found == {"breathing": "you named it"}


def test_an_alert_fires_from_the_first_day_of_its_sign_on_and_after_its_last() -> None:
    record = Record(SHEET).happened("healed", "2026-12-16")
    days = ["2026-12-14", "2026-12-15", "2026-12-30", "2026-12-31", "2027-04-01"]
    assert [list(raised(record, day, pain=4)) for day in days] == [[], *[["pain-late"]] * 4]


def test_an_alert_of_temperature_fires_on_every_day() -> None:
    record = Record(SHEET).happened("healed", "2026-12-16")
    for day in ("2026-12-11", "2027-04-01"):
        assert raised(record, day, temperature=38.2) == {"fever": "temperature 38.2 >= 38.0"}


def test_in_a_series_an_alert_of_the_session_before_fires_and_says_from_which_it_counts() -> None:
    record = Record(SHEET, TREATED, AGAIN).happened("healed", "2026-12-16")

    def counted(day: str) -> list[tuple[str, int | None]]:
        found = judged(record.ledger(day), check_in(day, pain=4))
        return [(each.raised.id, each.counted_from) for each in found]

    assert counted("2026-12-15") == [("pain-late", None)]
    assert counted("2027-01-08") == [("pain-late", 1)]
    assert counted("2027-01-12") == [("pain-late", None)]


def test_before_a_session_what_stands_in_its_way_is_raised_too() -> None:
    found = raised(Record(SHEET), "2026-12-10", temperature=38.2)
    assert found == {"fever": "temperature 38.2 >= 38.0", "ready.fever-now": "temperature 38.2 >= 38.0"}
    assert "ready.fever-now" not in raised(Record(SHEET), "2026-12-11", temperature=38.2)
    assert "ready.fever-now" in raised(Record(SHEET, TREATED, AGAIN), "2026-12-11", temperature=38.2)


def test_an_event_past_its_latest_day_raises_its_sign_at_every_check_in() -> None:
    assert raised(Record(SHEET), "2026-12-20") == {}
    assert raised(Record(SHEET), "2026-12-21") == {"not-healed": "healed not recorded by 2026-12-20"}
    found = answered(Record(SHEET), "2026-12-21")
    assert (found.urgency, found.check_in.raised) == ("same-day", ())


def test_events_that_raise_the_same_sign_are_all_named() -> None:
    sheet = document(
        events={**HEALED, "crust-off": {"ask": "Are the crusts off?", "latest": "8", "sign": "not-healed"}},
        signs=SIGNS[:1],
        recovery=[{"id": "ointment", "until": "healed", "repeat": "daily"}],
    )
    both = "healed not recorded by 2026-12-20; crust-off not recorded by 2026-12-18"
    assert raised(Record(sheet), "2026-12-21") == {"not-healed": both}
    assert raised(Record(sheet).happened("healed", "2026-12-17"), "2026-12-21") == {
        "not-healed": "crust-off not recorded by 2026-12-18"
    }


def test_a_missing_answer_leaves_an_alert_in_force_and_a_no_takes_it_off() -> None:
    assert "cold-sore" in raised(Record(SHEET), "2026-12-12", pain=9)
    assert "cold-sore" in raised(Record(SHEET).answer("2026-12-01", "cold-sores", "yes"), "2026-12-12", pain=9)
    no = Record(SHEET).answer("2026-12-01", "cold-sores", "no")
    assert "cold-sore" not in raised(no, "2026-12-12", pain=9)
    assert "cold-sore" in raised(no, "2026-12-12", "cold-sore")


def test_what_the_clinic_took_off_raises_nothing_unless_it_is_named() -> None:
    record = Record(SHEET).told("signs.fever", "2026-12-11", drop=True)
    assert "fever" not in raised(record, "2026-12-12", temperature=39)
    assert "fever" in raised(record, "2026-12-12", "fever")


def test_the_clinic_moves_the_first_day_of_an_alert() -> None:
    record = Record(SHEET).told("signs.pain-late", "2026-12-11", first="2026-12-20").happened("healed", "2026-12-16")
    assert [list(raised(record, day, pain=4)) for day in ("2026-12-19", "2026-12-20")] == [[], ["pain-late"]]


def test_the_most_urgent_comes_first_and_decides() -> None:
    found = answered(Record(SHEET), "2026-12-15", "itch", "breathing", pain=9)
    assert [each.raised.id for each in found.raised] == ["breathing", "cold-sore", "pain-late", "itch"]
    assert found.urgency == "emergency"


def test_nothing_raised_is_none_and_says_what_was_not_asked() -> None:
    found = answered(Record(SHEET), "2026-12-12", pain=2)
    assert (found.urgency, [each.id for each in found.not_asked]) == ("none", ["temperature"])


def test_an_earlier_check_in_is_shown_and_not_judged_again() -> None:
    record = Record(SHEET)
    first = answered(record, "2026-12-12", temperature=38.5)
    record.check_in("2026-12-12", temperature=38.5, raised=first.check_in.raised)
    found = answered(record, "2026-12-13", temperature=36.9)
    assert (found.urgency, found.raised) == ("none", ())
    assert found.sheet is not None
    assert [(day, each.id) for day, each in found.sheet.signs] == [(on("2026-12-12"), "fever")]


def test_undo_takes_a_check_in_out_of_the_diary_with_its_note() -> None:
    record = Record(SHEET).check_in("2026-12-12", pain=3, note="sore")
    assert [each.text for each in record.history.plan.notes] == ["sore"]
    latest = latest_change(record.entries)
    assert latest is not None
    record.undo("2026-12-12")
    assert (record.history.plan.diary, record.history.plan.notes) == ((), ())
    record.redo("2026-12-12")
    assert [dict(each.scores) for each in record.history.plan.diary] == [{"pain": 3.0}]


# --- trends ----------------------------------------------------------------------------------------------------------


def trend_of(*check_ins: tuple[str, float]) -> tuple[float, float | None, bool]:
    record = Record(SHEET)
    for day, pain in check_ins:
        record.check_in(day, pain=pain)
    sheet = call_sheet(record.ledger("2026-12-15"), on("2026-12-15"), datetime(2026, 12, 15, tzinfo=UTC))
    (found,) = sheet.trends
    return found.latest.value, found.before.value if found.before else None, found.again


def test_a_trend_compares_with_the_last_score_of_the_day_before_that_has_one() -> None:
    assert trend_of(("2026-12-15", 3)) == (3, None, False)
    assert trend_of(("2026-12-12", 5), ("2026-12-12", 4), ("2026-12-15", 2), ("2026-12-15", 3)) == (3, 4, False)


def test_the_highest_score_of_the_day_stays_beside_the_latest() -> None:
    record = Record(SHEET).check_in("2026-12-14", temperature=39.5)
    for temperature in (38.2, 40.0, 37.0):
        record.check_in("2026-12-15", temperature=temperature)
    sheet = call_sheet(record.ledger("2026-12-15"), on("2026-12-15"), datetime(2026, 12, 15, tzinfo=UTC))
    (found,) = sheet.trends
    assert (found.latest.value, found.earlier and found.earlier.value) == (37.0, 40.0)
    assert found.before is not None
    assert found.before.value == 39.5


def urgency_of(record: Record, day: str) -> str:
    return call_sheet(record.ledger(day), on(day), datetime(2026, 12, 15, tzinfo=UTC)).urgency


def test_whom_to_call_is_as_urgent_as_the_most_urgent_that_was_raised_that_day() -> None:
    record = Record(SHEET)
    for day, name, urgency in (
        ("2026-12-15", "breathing", "emergency"),
        ("2026-12-15", "fever", "same-day"),
        ("2026-12-14", "breathing", "emergency"),
    ):
        record.check_in(day, raised=[Raised(name, urgency, "you named it")])
    assert urgency_of(record, "2026-12-15") == "emergency"
    assert urgency_of(record, "2026-12-16") == "none"
    record.undo("2026-12-15").undo("2026-12-15").undo("2026-12-15")
    assert urgency_of(record, "2026-12-15") == "none"


def test_worse_after_better_is_a_score_that_had_come_down_and_is_higher_again() -> None:
    assert trend_of(("2026-12-12", 5), ("2026-12-14", 2), ("2026-12-15", 3)) == (3, 2, True)
    assert trend_of(("2026-12-12", 2), ("2026-12-14", 2), ("2026-12-15", 3)) == (3, 2, False)
    assert trend_of(("2026-12-12", 5), ("2026-12-14", 4), ("2026-12-15", 3)) == (3, 4, False)


def test_a_score_older_than_three_days_is_not_read_out() -> None:
    record = Record(SHEET).check_in("2026-12-11", pain=3)
    at = datetime(2026, 12, 15, tzinfo=UTC)
    assert call_sheet(record.ledger("2026-12-15"), on("2026-12-15"), at).trends == ()
    assert len(call_sheet(record.ledger("2026-12-14"), on("2026-12-14"), at).trends) == 1


# --- medicines -------------------------------------------------------------------------------------------------------


def test_medicines_are_read_out_with_what_was_ticked_and_the_days_that_lack_a_tick() -> None:
    tablets = {"id": "tablets", "until": "9", "repeat": "as prescribed"}
    pills = {"id": "pills", "until": "9", "repeat": "as needed", "medicine": "true"}
    record = Record(document(recovery=[tablets, pills, {"id": "wash", "until": "9", "repeat": "daily"}]))
    record.tick("tablets", "2026-12-10").tick("tablets", "2026-12-12")
    sheet = call_sheet(record.ledger("2026-12-13"), on("2026-12-13"), datetime(2026, 12, 13, tzinfo=UTC))
    (found,) = sheet.medicines
    assert (found.task.id, found.figure.done, found.figure.due) == ("tablets", 2, 3)
    assert found.missing == (on("2026-12-11"),)
    record.tick("pills", "2026-12-12")
    sheet = call_sheet(record.ledger("2026-12-13"), on("2026-12-13"), datetime(2026, 12, 13, tzinfo=UTC))
    assert [each.task.id for each in sheet.medicines] == ["tablets", "pills"]


def test_events_that_only_end_a_medicine_are_not_said_of_the_skin() -> None:
    events = {**HEALED, "tablets-end": {"ask": "Finished?", "expected": "5"}}
    tasks = [
        {"id": "ointment", "until": "healed", "repeat": "daily"},
        {"id": "tablets", "until": "tablets-end", "repeat": "as prescribed"},
    ]
    record = Record(document(events=events, recovery=tasks))
    sheet = call_sheet(record.ledger("2026-12-14"), on("2026-12-14"), datetime(2026, 12, 14, tzinfo=UTC))
    assert [each.id for each, _ in sheet.events] == ["healed"]


# --- without a plan --------------------------------------------------------------------------------------------------


def test_without_a_plan_signs_that_every_checklist_has_are_asked_and_every_emergency() -> None:
    one = checklist(SHEET, shipped=True)
    fewer = [each for each in SIGNS[1:5] if each["id"] != "breathing"]
    other = checklist(document(measures={"pain": {"ask": "Pain"}}, signs=fewer), shipped=True)
    for several in ([one, other], [other, one]):
        assert {each.id for each in common_signs(several)} == {"breathing", "pain-late", "fever"}
    assert list(common_measures([one, other])) == ["pain"]


def test_without_a_plan_every_alert_fires_whatever_the_day() -> None:
    found = answer_without_plan(
        common([checklist(SHEET, shipped=True)]),
        check_in("2026-12-12", "breathing", pain=4, temperature=38.1),
        datetime(2026, 12, 12, tzinfo=UTC),
        on("2026-12-12"),
        signs_asked=False,
    )
    assert [each.raised.id for each in found.raised] == ["breathing", "pain-late", "fever"]


def test_a_sign_that_two_checklists_rank_differently_counts_as_the_more_urgent() -> None:
    milder = [{**each, "urgency": "same-day"} for each in SIGNS]
    found = common_signs([checklist(document(signs=milder), shipped=True), checklist(SHEET, shipped=True)])
    assert {each.id: each.urgency for each in found}["breathing"] == "emergency"


# --- the diary -------------------------------------------------------------------------------------------------------


def test_the_diary_keeps_several_scores_a_day_in_the_order_written() -> None:
    record = Record(SHEET).check_in("2026-12-12", pain=3).check_in("2026-12-13", pain=1).check_in("2026-12-12", pain=4)
    ((measure, found),) = diary_page(record.history.plan, on("2026-12-14")).measures
    assert measure.id == "pain"
    assert [(each.day, each.value) for each in found] == [
        (on("2026-12-12"), 3),
        (on("2026-12-13"), 1),
        (on("2026-12-12"), 4),
    ]
