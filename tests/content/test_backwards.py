"""The latest treatment date for a day is the latest after which a ban is free by then: tried out day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.backwards import backwards
from resurf_cli.core.plan import Spell
from resurf_cli.core.schedule import Schedule, applies
from resurf_cli.core.values import replace
from resurf_cli.core.when import YES, again
from tests.content import TREATMENTS, checklist
from tests.content.plans import least, most, record

if TYPE_CHECKING:
    from resurf_cli.core.checklist import Ban
    from resurf_cli.core.plan import Plan

BY = date(2027, 6, 20)
TODAY = date(2026, 3, 1)
BANS = [(name, ban) for name in TREATMENTS for ban in checklist(name).avoid]
DAY = timedelta(days=1)


def spread(first: date, sessions: int) -> tuple[date, ...]:
    return tuple(first + timedelta(weeks=4) * place for place in range(sessions))


def treated(plan: Plan, first: date, sessions: int, which: str) -> Schedule:
    """The plan treated on a date, every event recorded on its latest or its expected day."""
    dated = replace(plan, sessions=dict(enumerate(spread(first, sessions), 1)))
    schedule = Schedule(dated, TODAY)
    events = {
        (event.id, session): (Spell(None, day),)
        for event in plan.checklist.events.values()
        for session in dated.sessions
        if (day := schedule.event_day(event, session, which)) is not None
    }
    return Schedule(replace(dated, events=events), TODAY)


def free(ban: Ban, schedule: Schedule) -> bool:
    """Whether all sessions are past on the day, and when the ban is over is answered with yes, for good."""
    found = again(schedule, ban, BY) if schedule.plan.last < BY else None
    return found is not None and found.answer == YES and found.allowed_until is None


@pytest.mark.parametrize("sessions", [1, 3])
@pytest.mark.parametrize(("name", "ban_id"), BANS)
def test_no_later_date_is_free_by_the_day_and_the_one_named_is(name: str, ban_id: str, sessions: int) -> None:
    ban = checklist(name).avoid[ban_id]
    plan = record(name, most(checklist(name))).history.plan
    found = backwards(plan, BY, [ban], lambda first: spread(first, sessions), TODAY)
    if applies(ban.said, plan) is False:
        assert found.bans == ()
        assert found.latest is None
        return
    assert found.latest is not None
    for which, named in (("latest", found.latest.first), ("expected", found.expected)):
        days = (BY - DAY * gone for gone in range(1, 700))
        tried = next(day for day in days if free(ban, treated(plan, day, sessions, which)))
        assert named == tried, which


@pytest.mark.parametrize(("name", "ban_id"), BANS)
def test_a_later_event_never_gives_a_later_date(name: str, ban_id: str) -> None:
    plan = record(name, {}).history.plan
    found = backwards(plan, BY, [checklist(name).avoid[ban_id]], lambda first: (first,), TODAY)
    assert found.latest is not None
    assert found.expected is not None
    assert found.latest.first <= found.expected
    assert found.careful is None or found.latest.first <= found.careful
    assert all(each.first < found.latest.first and each.first.weekday() < 5 for each in found.earlier)


@pytest.mark.parametrize("name", TREATMENTS)
def test_an_answer_that_is_missing_never_gives_a_later_date_than_one_that_is_known(name: str) -> None:
    every = list(checklist(name).avoid.values())
    dates = []
    for answers in ({}, least(checklist(name)), most(checklist(name))):
        found = backwards(record(name, answers).history.plan, BY, every, lambda first: (first,), TODAY)
        assert found.latest is not None
        dates.append(found.latest.first)
    unknown, *known = dates
    assert all(unknown <= each for each in known)
