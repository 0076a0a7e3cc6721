"""When something to avoid may be done again: *no*, *careful* or *yes*, with the days (product rules, *When*).

*Yes* is only said of a day on which no window of the plan holds, and never while one that has begun ends by something
that is not known: an event not recorded, the clinic's word, or never.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from .avoid import CAREFUL, STRICT, spans
from .naming import named
from .plan import Spell
from .schedule import ONE_DAY, Schedule, applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from .avoid import Span
    from .checklist import Ban, Event, Source
    from .plan import Plan
    from .progress import Ledger

NO: Final = "no"
YES: Final = "yes"
ANSWERS: Final = (YES, CAREFUL, NO)
"""The answers, the strictest last."""
_OF_NOW: Final = {STRICT: NO, CAREFUL: CAREFUL, None: YES}


@dataclass(frozen=True, slots=True)
class Again:
    """What is said of one ban on a day.

    ``allowed_from`` is the first day free of it, None while that hangs on something not known; the answer being *yes*
    it is the day asked about. ``allowed_until`` is the last free day before it holds again, None where it does not.
    ``expected_from`` is the first free day if what it waits for happens on the day it is expected, None once that day
    has come. ``here`` is the span that holds on the day, ``then`` the next one; ``waits`` are the events that decide.
    """

    ban: Ban
    answer: str
    applies: bool | None
    spans: tuple[Span, ...]
    here: Span | None
    then: Span | None
    allowed_from: date | None
    allowed_until: date | None
    expected_from: date | None
    waits: tuple[Event, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class WhenPage:
    """The answers to one question; ``asked`` None: of all bans, by date.

    ``near`` is the name that was meant, where what was asked was only spelt like it. ``others`` are bans of that name
    that are no answer: they do not apply, the clinic took them off, or they have no days.
    """

    plan: Plan
    day: date
    today: date
    asked: str | None
    near: str
    found: tuple[Again, ...]
    others: tuple[Ban, ...]
    contact: Mapping[str, str]


def when_page(ledger: Ledger, day: date, asked: str | None = None) -> WhenPage:
    """When something may be done again; of all bans where nothing is asked, else the strictest answer first."""
    schedule, plan = ledger.schedule, ledger.plan
    every = tuple(plan.checklist.avoid.values())
    meant = named(asked, every) if asked is not None else None
    answers = {ban.id: again(schedule, ban, day) for ban in (every if meant is None else meant.bans)}
    found = [each for each in answers.values() if each is not None]
    others = [plan.checklist.avoid[name] for name, each in answers.items() if each is None]
    return WhenPage(
        plan=plan,
        day=day,
        today=ledger.today,
        asked=asked,
        near=meant.near if meant else "",
        found=tuple(sorted(found, key=_strictest if meant else _by_date)),
        others=tuple(others) if meant else (),
        contact=plan.contact,
    )


def _strictest(each: Again) -> tuple[int, bool, int]:
    """The strictest answer first; of the same, the one that holds longest."""
    free = each.allowed_from
    return -ANSWERS.index(each.answer), free is not None, -(free.toordinal() if free else 0)


def _by_date(each: Again) -> tuple[int, int]:
    """In force with a known end, in force without one, to come, over; each by its day."""
    if each.here is not None:
        return (0, each.allowed_from.toordinal()) if each.allowed_from else (1, 0)
    if each.then is not None:
        return 2, each.then.first.toordinal() if each.then.first else 0
    return 3, max((span.last.toordinal() for span in each.spans if span.last), default=0)


def again(schedule: Schedule, ban: Ban, day: date) -> Again | None:
    """What is said of a ban on a day; None where it does not apply, is taken off, or has no days."""
    plan = schedule.plan
    mine = applies(ban.said, plan)
    found = spans(ban, schedule, day) if mine is not False else []
    if not found:
        return None
    here = next((span for span in found if span.now(day)), None)
    then = next((span for span in found if span.first is not None and span.first > day and span is not here), None)
    free, waits = _free_from(here, day), tuple(_waits(schedule, here)) if here else ()
    return Again(
        ban=ban,
        answer=_OF_NOW[here.now(day) if here else None],
        applies=mine,
        spans=tuple(found),
        here=here,
        then=then,
        allowed_from=free,
        allowed_until=then.first - ONE_DAY if free and then and then.first else None,
        expected_from=_expected_from(schedule, ban, waits, day) if waits and free is None else None,
        waits=waits,
        sources=tuple(plan.checklist.sources[each] for each in ban.said.source if each in plan.checklist.sources),
    )


def _free_from(here: Span | None, day: date) -> date | None:
    """The first free day; None while a window of the span has no end that is known."""
    if here is None:
        return day
    known = not any(window.stays or window.last is None for _, window in here.windows)
    return here.last + ONE_DAY if known and here.last is not None else None


def _waits(schedule: Schedule, here: Span) -> Iterator[Event]:
    """The events not recorded that decide the end of a span, in the order of the checklist."""
    names = {point.anchor for _, window in here.windows for point in window.open_ends}
    return (event for event in schedule.plan.checklist.events.values() if event.id in names)


def _expected_from(schedule: Schedule, ban: Ban, waits: Iterable[Event], day: date) -> date | None:
    """The first free day if every event that decides happens on the day it is expected.

    None where one of them has no such day, the clinic's word or nothing ends the ban, or that day has come.
    """
    plan = schedule.plan
    supposed = dict(plan.events)
    for event in waits:
        for session in plan.sessions:
            expected = schedule.event_day(event, session, "expected")
            if expected is None:
                return None
            if plan.happened(event.id, session, day) is None:
                supposed[event.id, session] = (Spell(None, expected),)
    then = Schedule(replace(plan, events=supposed), schedule.today)
    begun = [span for span in spans(ban, then, day) if span.first is None or span.first <= day]
    free = _free_from(begun[-1], day) if begun else None
    return free if free and free > schedule.today else None
