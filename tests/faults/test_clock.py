"""Whatever the clock does: the day ends at 04:00, nothing is lost, and a record reads the same everywhere."""

from __future__ import annotations

import json
import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Program


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the zone of the machine."""

    def set_zone(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


PAGES = (
    ("today",), ("prep", "--all"), ("recovery",), ("maintenance", "--all"), ("when",), ("when", "sun"), ("timeline",),
    ("signs",), ("call",), ("questions",), ("ready",), ("summary",), ("summary", "--format", "html"), ("plan", "show"),
    ("calendar", "--output", "-"), ("check-in", "--pain", "3"), ("log",),
)  # fmt: skip


def done(resurf: Program, day: str) -> int:
    (task,) = (each for each in resurf("today", "--for", day, "--json").json["tasks"] if each["id"] == "ointment")
    found: int = task["done"]
    return found


def test_minute_by_minute_the_day_ends_at_four_o_clock(resurf: Program) -> None:
    resurf.planned()
    at = datetime(2026, 12, 12, 23, 59)  # noqa: DTZ001 - as it is typed, in the zone of the machine
    while at <= datetime(2026, 12, 13, 4, 1):  # noqa: DTZ001 - the same
        day = date(2026, 12, 12) if (at.day, at.hour) != (13, 4) else date(2026, 12, 13)
        assert resurf("today", "--json", now=at.isoformat()).json["date"] == day.isoformat(), at
        at += timedelta(minutes=1)


def test_what_is_ticked_after_midnight_is_of_the_evening_before(resurf: Program) -> None:
    resurf.planned()
    for number, now in enumerate(("2026-12-12T23:59", "2026-12-13T00:20", "2026-12-13T03:59"), 1):
        assert resurf("done", "ointment", now=now).code == 0
        resurf.now = "2026-12-13T12:00"
        assert (done(resurf, "2026-12-12"), done(resurf, "2026-12-13")) == (number, 0)


@pytest.mark.parametrize(
    ("name", "before", "times"),
    [
        ("Europe/Berlin", "2027-03-28", ("01:59", "02:30", "03:00", "03:59", "04:00")),  # 02:00 to 03:00 is not there
        ("Europe/Berlin", "2026-10-25", ("01:59", "02:30", "02:59", "03:59", "04:00")),  # 02:00 to 03:00 comes twice
        ("America/Los_Angeles", "2027-03-14", ("01:59", "02:30", "03:00", "03:59", "04:00")),
        ("Australia/Lord_Howe", "2027-04-04", ("01:29", "01:45", "02:00", "03:59", "04:00")),  # by half an hour
    ],
)
def test_a_change_of_the_hour_moves_no_tick_to_another_day(
    resurf: Program, zone: Callable[[str], None], name: str, before: str, times: tuple[str, ...]
) -> None:
    zone(name)
    day = date.fromisoformat(before)
    treated = (day - timedelta(days=3)).isoformat()
    resurf("prep", "--treatment", "fractional-ablative", "--date", treated, now=f"{day - timedelta(days=20)}T12:00")
    for clock in times:
        assert resurf("done", "ointment", now=f"{before}T{clock}").code == 0
    resurf.now = f"{before}T12:00"
    assert (done(resurf, (day - timedelta(days=1)).isoformat()), done(resurf, before)) == (len(times) - 1, 1)
    assert len(resurf("log", "--json").json["changes"]) == len(times) + 1


def test_a_clock_set_back_a_week_loses_nothing_and_counts_all(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "ointment", now="2026-12-19T09:00")
    resurf.now = "2026-12-12T09:00"
    assert resurf("done", "ointment").code == 0
    assert resurf("undo").code == 0  # of the two, the one that was written last
    assert done(resurf, "2026-12-12") == 0
    assert resurf("redo").code == 0
    assert len(resurf("log", "--json").json["changes"]) == 5  # the plan, two ticks, undo and redo
    resurf.now = "2026-12-19T10:00"
    assert (done(resurf, "2026-12-12"), done(resurf, "2026-12-19")) == (1, 1)


@pytest.mark.parametrize(
    ("treated", "days"),
    [
        ("2028-02-29", ("2028-02-28", "2028-02-29", "2028-03-01", "2028-08-29", "2029-02-28", "2029-03-01")),
        ("2026-12-31", ("2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02")),
        ("0001-01-01", ("0001-01-01", "0001-01-02")),
        ("9999-12-31", ("9999-12-30", "9999-12-31")),
    ],
)
def test_odd_days_have_pages_and_take_ticks(resurf: Program, treated: str, days: tuple[str, ...]) -> None:
    made = resurf("prep", "--treatment", "fractional-ablative", "--date", treated, now=f"{days[0]}T12:00+00:00")
    assert made.code == 0, made.text
    for day in days:
        resurf.now = f"{day}T12:00+00:00"
        for line in PAGES:
            assert resurf(*line).code in {0, 2, 3, 10, 11}, (day, line)
        page = resurf("today", "--json").json
        assert page["date"] == day
        first = next((each["id"] for each in page["tasks"] if each["status"] == "due"), None)
        if first:
            assert resurf("done", first).code == 0
    assert resurf("doctor").code == 0


def test_a_record_written_in_sydney_reads_the_same_in_los_angeles(resurf: Program, zone: Callable[[str], None]) -> None:
    zone("Australia/Sydney")
    resurf.planned()
    for now in ("2026-12-12T08:00", "2026-12-12T23:30", "2026-12-13T01:00", "2026-12-13T09:00"):
        resurf("done", "ointment", now=now)
    resurf("note", "stings", now="2026-12-13T01:05")
    resurf.now = "2026-12-13T12:00"
    lines = (
        ("today", "--json"), ("today", "--for", "2026-12-12", "--json"), ("log", "--json"), ("summary", "--json"),
        ("summary",), ("recovery", "--all", "--json"),
    )  # fmt: skip
    there = [resurf(*line).out for line in lines]
    zone("America/Los_Angeles")
    assert [resurf(*line).out for line in lines] == there
    assert json.loads(there[2])["changes"][1]["at"].endswith("+11:00")
    assert resurf("done", "ointment", now="2026-12-13T08:00").code == 0
    assert done(resurf, "2026-12-12") == 3
