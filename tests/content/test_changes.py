"""Events and new dates over all shipped treatments: taken back, every page of every day reads as before."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resurf_cli.core.avoid import bans
from resurf_cli.core.day import day_page
from resurf_cli.core.happening import happening
from resurf_cli.core.when import again
from resurf_cli.pages import json as pages
from tests.content import TREATMENTS, checklist
from tests.content.plans import TREATED, most, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resurf_cli.core.happening import BanNews
    from resurf_cli.core.progress import Ledger
    from tests.core.record import Record

SESSIONS: Final = tuple(TREATED + timedelta(weeks=5) * place for place in range(3))
LAST_DAY: Final = 150
"""Past the last of three sessions and what follows it soon."""


def ticked(made: Record, today: date) -> Record:
    """The same with everything ticked that the page of every third day asks for, up to today."""
    for days in range(-40, (today - TREATED).days + 1, 3):
        day = (TREATED + timedelta(days=days)).isoformat()
        for line in made.ledger(day).lines(TREATED + timedelta(days=days))[::4]:
            made.tick(line.task.id, day, session=line.occurrence.session)
    return made


def page(ledger: Ledger, day: date) -> str:
    return json.dumps(pages.day(day_page(ledger, day)))


def every_page(made: Record, today: date, days: Iterable[int]) -> Iterator[str]:
    """The pages of days as programs read them, byte by byte, seen from a day."""
    ledger = made.ledger(today.isoformat())
    return (page(ledger, TREATED + timedelta(days=each)) for each in days)


@pytest.mark.parametrize(
    ("name", "sessions"),
    [("ablative", SESSIONS[:1]), ("fractional-ablative", SESSIONS[:2]), ("non-ablative", SESSIONS)],
)
def test_moving_there_and_back_before_the_day_ends_leaves_every_page_as_it_was(
    name: str, sessions: tuple[date, ...]
) -> None:
    today = TREATED + timedelta(days=20)
    made = ticked(record(name, most(checklist(name)), sessions), today)
    made.happened("healed", (TREATED + timedelta(days=8)).isoformat())
    number, present = len(sessions), sessions[-1]
    days = range(-60, LAST_DAY, 3)
    before = list(every_page(made, today, days))
    made.move(today.isoformat(), (present + timedelta(days=9)).isoformat(), number)
    assert list(every_page(made, today, days[-40:])) != before[-40:]
    made.move(today.isoformat(), present.isoformat(), number)
    assert list(every_page(made, today, days)) == before


# --- events ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TREATMENTS)
@given(data=st.data())
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_happened_and_is_taken_back_leaves_every_page_and_put_back_gives_the_same_again(
    name: str, data: st.DataObject
) -> None:
    found = checklist(name)
    made = record(name, data.draw(st.sampled_from([most(found), {}])), SESSIONS)
    number = data.draw(st.integers(1, 3))
    treated = SESSIONS[number - 1]
    on = treated + timedelta(days=data.draw(st.integers(0, 30)))
    today = on + timedelta(days=data.draw(st.integers(0, 20)))
    event = data.draw(st.sampled_from(sorted(found.events)))
    if data.draw(st.booleans()):
        made.happened(event, (treated + timedelta(days=2)).isoformat(), number)
    days = [(on - TREATED).days + each for each in (-1, 0, 1, 14, 40)]
    before = list(every_page(made, today, days))
    act = made.not_yet if data.draw(st.booleans()) else made.happened
    after = list(every_page(act(event, on.isoformat(), number, wrote=today.isoformat()), today, days))
    assert list(every_page(made.undo(today.isoformat()), today, days)) == before
    assert list(every_page(made.redo(today.isoformat()), today, days)) == after


def news(made: Record, event: str, on: date, today: date, number: int) -> tuple[Ledger, tuple[BanNews, ...]]:
    before = made.ledger(today.isoformat())
    after = made.happened(event, on.isoformat(), number, wrote=today.isoformat()).ledger(today.isoformat())
    return after, happening(before, after, event, number, on).bans


@pytest.mark.parametrize("name", TREATMENTS)
@pytest.mark.parametrize("sessions", [SESSIONS[:1], SESSIONS])
@pytest.mark.parametrize("later", [0, 2, 6])
def test_no_ban_that_is_said_to_be_allowed_is_in_force_on_a_day_it_is_said_for(
    name: str, sessions: tuple[date, ...], later: int
) -> None:
    found, said = checklist(name), 0
    for event, answers in ((each, mine) for each in found.events for mine in (most(found), {})):
        for number, treated in enumerate(sessions, 1):
            on = treated + timedelta(days=9)
            after, told = news(record(name, answers, sessions), event, on, on + timedelta(days=later), number)
            for each in told:
                if each.span is None or each.span.last is None or each.span.depends_on:
                    continue
                first = each.span.last + timedelta(days=1)
                last = each.again[0] - timedelta(days=1) if each.again else first + timedelta(days=30)
                free = (last - first).days + 1
                for day in (first + timedelta(days=days) for days in {*range(0, free, 5), free - 1} if days >= 0):
                    assert each.ban.id not in {line.ban.id for line in bans(after.schedule, day)}, (event, day)
                assert each.ban.id in {line.ban.id for line in bans(after.schedule, each.span.last)}
                if each.again:
                    assert each.ban.id in {line.ban.id for line in bans(after.schedule, each.again[0])}
                said += 1
    assert said


@pytest.mark.parametrize("name", TREATMENTS)
def test_while_another_event_decides_it_too_nothing_is_said_to_be_allowed(name: str) -> None:
    found = checklist(name)
    on = TREATED + timedelta(days=9)
    for event in found.events:
        after, told = news(record(name, {}), event, on, on, 1)
        for each in told:
            if each.span is not None and each.span.depends_on:
                far = on + timedelta(days=300)
                assert each.ban.id in {line.ban.id for line in bans(after.schedule, far)}


@pytest.mark.parametrize("name", TREATMENTS)
@pytest.mark.parametrize("sessions", [SESSIONS[:1], SESSIONS])
def test_an_event_and_when_name_the_same_first_day_that_is_free_of_a_ban(name: str, sessions: tuple[date, ...]) -> None:
    found, compared = checklist(name), 0
    on = TREATED + timedelta(days=9)
    for event in found.events:
        after, told = news(record(name, most(found), sessions), event, on, on, 1)
        for each in told:
            there = again(after.schedule, each.ban, on)
            if each.span is not None and there is not None and each.span.now(on):
                known = each.span.last is not None and not each.span.depends_on
                free = each.span.last + timedelta(days=1) if known and each.span.last else None
                assert there.allowed_from == free, (event, each.ban.id)
                compared += 1
    assert compared
