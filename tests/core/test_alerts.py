from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from resurf_cli.core.alerts import fired
from resurf_cli.core.checklist import Measure
from resurf_cli.core.condition import alert
from resurf_cli.core.diary import CheckIn
from tests.core.record import on

MEASURES = {name: Measure(name, f"{name}?") for name in ("pain", "redness", "itch", "swelling")}
MEASURES |= {"temperature": Measure("temperature", "Temperature", "celsius")}
TODAY = on("2026-12-13")


def entered(*check_ins: tuple[int, dict[str, float]]) -> list[CheckIn]:
    """Check-ins in the order written, each so many days before today."""
    at = datetime(2026, 12, 13, 9, tzinfo=UTC)
    units = {"temperature": "celsius"}
    return [CheckIn(TODAY - timedelta(days=ago), at, found, units) for ago, found in check_ins]


def fires(rule: str, *check_ins: tuple[int, dict[str, float]]) -> str | None:
    return fired([alert(rule)], entered(*check_ins), MEASURES)


@pytest.mark.parametrize(
    ("rule", "value", "why"),
    [
        ("temperature >= 38.0", 38.0, "temperature 38.0 >= 38.0"),
        ("temperature >= 38.0", 38.4, "temperature 38.4 >= 38.0"),
        ("temperature >= 38.0", 37.9, None),
        ("temperature > 38.0", 38.0, None),
        ("temperature < 35.0", 34.9, "temperature 34.9 < 35.0"),
        ("temperature <= 35.0", 35.0, "temperature 35.0 <= 35.0"),
    ],
)
def test_a_limit_looks_at_the_score_of_this_check_in(rule: str, value: float, why: str | None) -> None:
    assert fires(rule, (0, {"temperature": value})) == why


def test_a_limit_does_not_fire_by_an_earlier_check_in() -> None:
    assert fires("temperature >= 38.0", (0, {"temperature": 39}), (0, {"pain": 1})) is None
    assert fires("temperature >= 38.0", (0, {"temperature": 39}), (0, {"temperature": 37})) is None


@pytest.mark.parametrize(
    ("check_ins", "why"),
    [
        ([(1, 2), (0, 4)], "pain 4, up from 2 on 2026-12-12"),
        ([(1, 3), (0, 4)], None),
        ([(3, 2), (2, 5), (1, 5), (0, 4)], "pain 4, up from 2 on 2026-12-10"),
        ([(4, 2), (1, 4), (0, 4)], None),
        ([(0, 2), (0, 4)], "pain 4, up from 2 on 2026-12-13"),
        ([(0, 4)], None),
    ],
)
def test_rises_by_compares_with_the_lowest_of_three_days_earlier_today_included(
    check_ins: list[tuple[int, float]], why: str | None
) -> None:
    assert fires("pain rises by 2", *((ago, {"pain": value}) for ago, value in check_ins)) == why


def test_a_tenth_of_a_degree_is_not_lost_in_a_rise() -> None:
    assert fires("temperature rises by 0.3", (1, {"temperature": 36.6}), (0, {"temperature": 36.9})) is not None


def test_a_check_in_of_a_later_day_is_not_looked_at() -> None:
    assert fires("pain rises by 2", (-1, {"pain": 0}), (0, {"pain": 4})) is None
    assert fires("swelling rises", (-1, {"swelling": 0}), (0, {"swelling": 4})) is None


@pytest.mark.parametrize(
    ("check_ins", "rises"),
    [
        ([(1, 2), (0, 3)], True),
        ([(1, 3), (0, 3)], False),
        ([(3, 2), (0, 3)], True),
        ([(4, 2), (0, 3)], False),
        ([(1, 2), (1, 4), (0, 3)], False),
        ([(1, 4), (1, 2), (0, 3)], True),
        ([(3, 1), (1, 4), (0, 3)], False),
        ([(0, 2), (0, 3)], False),
    ],
)
def test_rises_compares_with_the_last_score_of_the_latest_earlier_day(
    check_ins: list[tuple[int, float]], *, rises: bool
) -> None:
    assert bool(fires("swelling rises", *((ago, {"swelling": value}) for ago, value in check_ins))) is rises


@pytest.mark.parametrize(
    ("check_ins", "rises"),
    [
        ([(2, 1), (1, 2), (0, 3)], True),
        ([(2, 2), (1, 2), (0, 3)], False),
        ([(1, 2), (0, 3)], False),
        ([(5, 1), (3, 2), (0, 3)], True),
        ([(7, 1), (3, 2), (0, 3)], False),
    ],
)
def test_two_days_running_needs_two_rises_in_a_row(check_ins: list[tuple[int, float]], *, rises: bool) -> None:
    found = fires("redness rises 2 days running", *((ago, {"redness": value}) for ago, value in check_ins))
    assert bool(found) is rises


def test_of_several_so_many_must_rise() -> None:
    rule = "two of pain, redness, itch rise"
    assert fires(rule, (1, {"pain": 1, "redness": 1}), (0, {"pain": 2, "redness": 2})) is not None
    assert fires(rule, (1, {"pain": 1, "redness": 1}), (0, {"pain": 2, "redness": 1})) is None


def test_a_rule_of_several_scores_takes_the_others_from_earlier_that_day() -> None:
    rule = "swelling >= 4 and itch >= 6"
    assert fires(rule, (0, {"swelling": 4}), (0, {"itch": 6})) == "swelling 4 >= 4 and itch 6 >= 6"
    assert fires(rule, (1, {"swelling": 4}), (0, {"itch": 6})) is None
    assert fires(rule, (0, {"swelling": 4, "itch": 6}), (0, {"pain": 1})) is None


def test_a_temperature_kept_in_fahrenheit_is_compared_in_the_unit_of_the_checklist() -> None:
    at = datetime(2026, 12, 13, 9, tzinfo=UTC)
    warm = CheckIn(TODAY, at, {"temperature": 101.1}, {"temperature": "fahrenheit"})
    assert fired([alert("temperature >= 38.0")], [warm], MEASURES) == "temperature 38.4 >= 38.0"
