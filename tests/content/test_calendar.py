"""The calendar of every treatment, for every kind of person, before, in and after it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from resurf_cli.core.calendar import calendar
from resurf_cli.core.schedule import applies
from resurf_cli.pages.calendar import ASKS, AVOID, CARE, KINDS, LAST_DAYS, SESSIONS, Entry, as_ics, entries
from resurf_cli.pages.words import UNKNOWN
from tests.content import TREATMENTS, loaded
from tests.content.plans import FOUR, TREATED, least, most, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from resurf_cli.core.checklist import Checklist
    from tests.core.record import Record

    Answers = Callable[[Checklist], dict[str, tuple[str, ...]]]

RECORD = "6f1d3c52-8a43-4d0b-9a53-6f6dd0a1f9b1"
TODAYS = ("2026-06-01", "2026-11-24", "2026-12-10", "2026-12-13", "2027-01-20", "2028-01-01")


def nobody(_: Checklist) -> dict[str, tuple[str, ...]]:
    """No answer given."""
    return {}


each_case = pytest.mark.parametrize(
    ("name", "answers", "sessions"),
    [(name, each, dates) for name in TREATMENTS for each in (most, least, nobody) for dates in ((TREATED,), FOUR)],
    ids=lambda each: getattr(each, "__name__", None) or (str(len(each)) if isinstance(each, tuple) else str(each)),
)


def made(plan: Record, today: str, without: tuple[str, ...] = ()) -> list[Entry]:
    return entries(calendar(plan.ledger(today)), RECORD, without)


def plan_of(name: str, answers: Answers, sessions: tuple[date, ...]) -> Record:
    return record(name, answers(loaded(name).checklist), sessions)


@each_case
def test_a_day_has_at_most_five_entries_beside_what_is_to_be_avoided(
    name: str, answers: Answers, sessions: tuple[date, ...]
) -> None:
    for today in TODAYS:
        found = made(plan_of(name, answers, sessions), today, (AVOID,))
        days = Counter(entry.first for entry in found)
        assert max(days.values(), default=0) <= 5, days.most_common(1)
        assert all(entry.first == entry.last for entry in found)


@each_case
def test_every_entry_has_an_id_of_its_own_which_a_move_there_and_back_leaves(
    name: str, answers: Answers, sessions: tuple[date, ...]
) -> None:
    before = made(plan_of(name, answers, sessions), "2026-11-24")
    assert len({entry.uid for entry in before}) == len(before)
    assert not [entry.uid for entry in before if "@" in entry.uid]
    plan = plan_of(name, answers, sessions)
    last = len(sessions)
    there = plan.move("2026-11-24", (sessions[-1] + timedelta(weeks=1)).isoformat(), last)
    moved = {entry.uid: entry for entry in made(there, "2026-11-24")}
    session = next(entry for entry in before if entry.kind == SESSIONS and entry.first == sessions[-1])
    assert moved[session.uid].first == sessions[-1] + timedelta(weeks=1)
    back = made(there.move("2026-11-24", sessions[-1].isoformat(), last), "2026-11-24")
    assert back == before


@each_case
def test_a_moved_treatment_takes_its_bans_questions_and_last_days_along_under_the_same_ids(
    name: str, answers: Answers, sessions: tuple[date, ...]
) -> None:
    kinds = (SESSIONS, LAST_DAYS, ASKS, AVOID)
    plan = plan_of(name, answers, sessions)
    before = {entry.uid for entry in made(plan, "2026-06-01") if entry.kind in kinds}
    for number, day in reversed([*enumerate(sessions, 1)]):
        plan = plan.move("2026-06-01", (day + timedelta(weeks=2)).isoformat(), number)
    after = {entry.uid for entry in made(plan, "2026-06-01") if entry.kind in kinds}
    assert after == before


@each_case
def test_every_ban_that_applies_or_might_is_there_until_it_is_over(
    name: str, answers: Answers, sessions: tuple[date, ...]
) -> None:
    plan = plan_of(name, answers, sessions)
    ledger = plan.ledger("2026-06-01")
    shown = {re.sub(".*[Aa]void: ", "", entry.title) for entry in made(plan, "2026-06-01") if entry.kind == AVOID}
    marks = {True: "", None: f" ({UNKNOWN})"}
    mine = {ban.what: applies(ban.said, ledger.plan) for ban in ledger.plan.checklist.avoid.values()}
    applying = {f"{what}{marks[answer]}" for what, answer in mine.items() if answer is not False}
    assert shown == applying
    for today in TODAYS:
        for entry in made(plan, today):
            assert entry.first <= entry.last
            assert entry.kind == SESSIONS or entry.last >= date.fromisoformat(today) or "no end" in " ".join(entry.text)


@each_case
def test_nothing_begins_by_an_event_that_is_not_recorded(
    name: str, answers: Answers, sessions: tuple[date, ...]
) -> None:
    plan = plan_of(name, answers, sessions)
    waiting = {
        task.id
        for task in plan.ledger("2026-12-13").plan.checklist.tasks.values()
        if task.start is not None and any(point.anchor in plan.checklist.events for point in _points(task.start))
    }
    for today in TODAYS:
        reminded = {line.task.id for each in calendar(plan.ledger(today)).reminders for line in each.lines}
        assert reminded.isdisjoint(waiting)


def _points(start: Any) -> tuple[Any, ...]:
    from resurf_cli.core.timing import points_of

    return points_of(start)


@each_case
def test_the_file_says_just_that_and_the_same_each_time(
    name: str, answers: Answers, sessions: tuple[date, ...]
) -> None:
    found = calendar(plan_of(name, answers, sessions).ledger("2026-11-24"))
    shown = entries(found, RECORD)
    text = as_ics(found, shown)
    assert text == as_ics(calendar(plan_of(name, answers, sessions).ledger("2026-11-24")), entries(found, RECORD))
    assert "\r\n" in text
    assert not [line for line in text.split("\r\n") if len(line.encode()) > 75]
    read = icalendar.Calendar.from_ical(text)
    events = list(read.walk("VEVENT"))
    assert [str(each["uid"]) for each in events] == [entry.uid for entry in shown]
    for event, entry in zip(events, shown, strict=True):
        assert str(event["summary"]) == entry.title
        assert str(event["description"]) == "\n".join(entry.text)
        begins, ends = event.decoded("dtstart"), event.decoded("dtend")
        if entry.at is None:
            assert (begins, ends) == (entry.first, entry.last + timedelta(days=1))
        else:
            assert begins == datetime.combine(entry.first, datetime.min.time()) + timedelta(minutes=entry.at)
            assert begins.tzinfo is None
        alarms = event.walk("VALARM")
        assert len(alarms) == (entry.rings is not None)
        for alarm in alarms:
            rings = datetime.combine(entry.first, datetime.min.time()) + timedelta(minutes=entry.rings or 0)
            start = begins if isinstance(begins, datetime) else datetime.combine(begins, datetime.min.time())
            assert start + alarm.decoded("trigger") == rings


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_left_out(kind: str) -> None:
    plan = plan_of("fractional-ablative", most, FOUR)
    every = made(plan, "2026-11-24")
    assert made(plan, "2026-11-24", (kind,)) == [entry for entry in every if entry.kind != kind]


def test_care_is_said_as_the_day_says_it() -> None:
    plan = plan_of("fractional-ablative", most, (TREATED,))
    found = [each for each in calendar(plan.ledger("2026-12-11")).reminders if each.day == date(2026, 12, 11)]
    asked = {
        line.task.id
        for line in plan.ledger("2026-12-11").lines(date(2026, 12, 11))
        if line.counted and not line.task.once
    }
    assert {line.task.id for each in found for line in each.lines} == asked
    assert CARE in {entry.kind for entry in made(plan, "2026-12-11")}
