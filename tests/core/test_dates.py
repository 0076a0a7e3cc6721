"""Dates as people write them: product rules, *DATE*."""

from __future__ import annotations

from datetime import date

import pytest

from resurf_cli.core import dates
from resurf_cli.errors import UsageError
from tests.core.record import on

TODAY = on("2026-11-24")  # a Tuesday
TREATMENT = on("2026-12-10")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-10", "2026-12-10"),
        ("10 Dec 2026", "2026-12-10"),
        ("10 december 2026", "2026-12-10"),
        ("1st Sept 2026", "2026-09-01"),
        ("  TODAY ", "2026-11-24"),
        ("yesterday", "2026-11-23"),
        ("tomorrow", "2026-11-25"),
        ("+3d", "2026-11-27"),
        ("-2w", "2026-11-10"),
        ("+1m", "2026-12-24"),
        ("day3", "2026-12-13"),
        ("day 0", "2026-12-10"),
        ("day-7", "2026-12-03"),
    ],
)
def test_a_date_is_read_in_each_of_its_forms(text: str, meant: str) -> None:
    assert dates.read(text, TODAY, TREATMENT) == on(meant)


@pytest.mark.parametrize(
    ("text", "past", "meant"),
    [
        ("tuesday", False, "2026-12-01"),
        ("tuesday", True, "2026-11-24"),
        ("wed", False, "2026-11-25"),
        ("wed", True, "2026-11-18"),
        ("Monday", False, "2026-11-30"),
        ("Monday", True, "2026-11-23"),
    ],
)
def test_a_weekday_is_the_latest_one_where_something_happened_else_the_next_after_today(
    text: str, past: bool, meant: str
) -> None:
    assert dates.read(text, TODAY, past=past) == on(meant)


def test_a_date_with_slashes_is_refused_with_its_readings() -> None:
    with pytest.raises(UsageError, match=r"2026-12-10.*2026-10-12|2026-10-12.*2026-12-10"):
        dates.read("12/10/2026", TODAY)


def test_a_date_with_dots_that_has_one_reading_is_refused_with_that_one() -> None:
    with pytest.raises(UsageError, match="2026-12-24"):
        dates.read("24.12.2026", TODAY)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-02-30", "31 Nov 2026", "10 Ju 2026", "10 Foo 2026", "t", "+999999w", "day-999999", "99/99/9999"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        dates.read(text, TODAY, TREATMENT)


def test_a_day_of_the_treatment_is_refused_while_there_is_no_treatment() -> None:
    with pytest.raises(UsageError, match="treatment"):
        dates.read("day3", TODAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-12-10", "Thu 10 Dec 2026, in 16 days"),
        ("2026-11-24", "Tue 24 Nov 2026, today"),
        ("2026-11-25", "Wed 25 Nov 2026, tomorrow"),
        ("2026-11-23", "Mon 23 Nov 2026, yesterday"),
        ("2026-11-04", "Wed 4 Nov 2026, 20 days ago"),
    ],
)
def test_a_date_is_said_back_with_its_weekday_and_distance(day: str, words: str) -> None:
    assert dates.said(on(day), TODAY) == words


def test_the_year_is_said_only_where_it_is_another() -> None:
    assert (dates.near(on("2026-12-10"), TODAY), dates.near(date(2027, 1, 7), TODAY)) == (
        "Thu 10 Dec",
        "Thu 7 Jan 2027",
    )
