"""Whatever was answered and whatever happened on whatever day: no window is reversed, and every page can be made."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resurf_cli.core import day as core
from resurf_cli.core.avoid import spans
from resurf_cli.pages import plain
from tests.content import TREATMENTS, checklist, none_of
from tests.content.plans import MADE, TREATED, record, with_events
from tests.content.windows import windows

if TYPE_CHECKING:
    from resurf_cli.core.checklist import Checklist, Question
    from tests.core.record import Record

LAW: Final = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
BEYOND: Final = 60
"""How many days past its latest an event may still be recorded."""


@pytest.mark.parametrize("number", [-60, -30, -1, 0, 3, 6, 7])
@pytest.mark.parametrize("name", TREATMENTS)
def test_with_one_session_and_events_on_their_expected_days_every_item_has_days(name: str, number: int) -> None:
    """Seen from before, from the day itself, and from when the events have come."""
    today = TREATED + timedelta(days=number)
    for plan in (record(name, {}), with_events(record(name, {}))):
        schedule = plan.ledger(today.isoformat()).schedule
        none_of(ref for ref, _, window in windows(schedule, today) if window is None)


@pytest.mark.parametrize("name", TREATMENTS)
def test_on_whichever_day_of_its_own_each_event_comes_every_item_has_days(name: str) -> None:
    """From its earliest to its latest day, in any combination with the others: what is past those may leave none."""
    events = [each for each in checklist(name).events.values() if each.earliest and each.latest]
    spans = [(each.earliest.days, each.latest.days) for each in events if each.earliest and each.latest]
    for combined in product(*spans):
        plan = record(name, {})
        for event, after in zip(events, combined, strict=True):
            plan.happened(event.id, (TREATED + timedelta(days=after)).isoformat())
        seen = TREATED + timedelta(days=max(combined))
        missing = [ref for ref, _, found in windows(plan.ledger(seen.isoformat()).schedule, seen) if found is None]
        none_of(f"{ref} with {dict(zip([each.id for each in events], combined, strict=True))}" for ref in missing)


@pytest.mark.parametrize("name", TREATMENTS)
def test_careful_days_come_after_the_strict_ones(name: str) -> None:
    plan = with_events(record(name, {}))
    schedule = plan.ledger(TREATED.isoformat()).schedule
    early = []
    for ban in checklist(name).avoid.values():
        if ban.strict is None or ban.careful is None:
            continue
        strict, careful = (schedule.ban_window(ban, end, 1, TREATED) for end in (ban.strict, ban.careful))
        assert strict is not None
        assert careful is not None
        if strict.last is None or (careful.last is not None and careful.last <= strict.last):
            early.append(ban.id)
    none_of(early)


def answers_to(question: Question) -> st.SearchStrategy[list[str]]:
    """Any answer to a question."""
    if question.kind == "several":
        return st.lists(st.sampled_from(question.readings()), min_size=1, unique=True)
    return st.sampled_from(question.readings()).map(lambda each: [each])


@st.composite
def lives(draw: st.DrawFn, found: Checklist) -> tuple[Record, date]:
    """A plan of one to four sessions with any answers, its events on any day, and the day it is looked at."""
    name = found.id
    given = draw(st.fixed_dictionaries({}, optional={each: answers_to(q) for each, q in found.questions.items()}))
    gaps = draw(st.lists(st.integers(1, 150), max_size=3))
    sessions = [TREATED + timedelta(days=sum(gaps[:place])) for place in range(len(gaps) + 1)]
    plan = record(name, {each: tuple(words) for each, words in given.items()}, sessions, made=MADE)
    for number, treated in enumerate(sessions, 1):
        happen(draw, plan, number, treated)
    return plan, TREATED + timedelta(days=draw(st.integers(-80, sum(gaps) + 420)))


def happen(draw: Any, plan: Record, number: int, treated: date) -> None:
    """Record the events of a session or not, on any day from their earliest on; some open again later."""
    for event in plan.checklist.events.values():
        earliest = event.earliest.days if event.earliest else 0
        latest = event.latest.days if event.latest else earliest
        after = draw(st.none() | st.integers(earliest, latest + BEYOND))
        if after is None:
            continue
        plan.happened(event.id, (treated + timedelta(days=after)).isoformat(), number)
        if draw(st.integers(0, 4)) == 0:
            again = treated + timedelta(days=after + draw(st.integers(1, 20)))
            plan.not_yet(event.id, again.isoformat(), number)


@pytest.mark.parametrize("name", TREATMENTS)
@LAW
@given(data=st.data())
def test_no_window_is_reversed_whatever_was_answered_and_whatever_happened(name: str, data: st.DataObject) -> None:
    plan, today = data.draw(lives(checklist(name)))
    ledger = plan.ledger(today.isoformat())
    page = today + timedelta(days=data.draw(st.integers(-90, 90)))
    for ref, session, window in windows(ledger.schedule, page):
        if window is not None and window.first is not None and window.last is not None and not window.stays:
            assert window.first <= window.last, (ref, session)
    for occurrence in ledger.schedule.occurrences(page):
        assert occurrence.window.covers(page), occurrence.task.id
    for ban in ledger.plan.checklist.avoid.values():
        for span in spans(ban, ledger.schedule, page):
            assert span.first is None or span.last is None or span.first <= span.last or span.depends_on, ban.id
    shown = core.day_page(ledger, page)
    assert plain.day(shown).startswith("date\t")
    due = {line.task.id for line in shown.tasks}
    assert due <= {each.task.id for each in ledger.schedule.occurrences(page)}
