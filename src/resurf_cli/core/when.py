"""When something to avoid may be done again: *no*, *careful* or *yes*, with the days (product rules, *When*).

*Yes* is only said of a day on which no window of the plan holds, and never while one that has begun ends by something
that is not known: an event not recorded, the clinic's word, or never.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from .avoid import CAREFUL, STRICT, spans
from .naming import Meant, Named, named
from .plan import Spell
from .schedule import ONE_DAY, Schedule, applies
from .timing import away
from .values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .avoid import Span
    from .checklist import Ban, Event, Source
    from .plan import Plan
    from .progress import Ledger
    from .schedule import Window

NO: Final = "no"
YES: Final = "yes"
ANSWERS: Final = (YES, CAREFUL, NO)
"""The answers, the strictest last."""
_OF_NOW: Final = {STRICT: NO, CAREFUL: CAREFUL, None: YES}


@frozen
class Step:
    """The days from ``first`` on, as far as a ban stays as strict as it is then.

    ``known``: a date ends it. Else ``waiting`` is the window that something not known ends, None where nothing does;
    ``easing`` is the careful window after a strict one.
    """

    kind: str
    first: date
    known: bool = True
    waiting: Window | None = None
    easing: Window | None = None


@frozen
class Again:
    """What is said of one ban on a day.

    ``allowed_from`` is the first day free of it, None while that hangs on something not known; the answer being *yes*
    it is the day asked about. ``allowed_until`` is the last free day before it holds again, None where it does not.
    ``expected_from`` is the first free day if what it waits for happens on the day it is expected, None once that day
    has come. ``here`` is the span that holds on the day, ``steps`` how strict it is from that day on, ``then`` the next
    span; ``waits`` are the events that decide, ``name`` and ``partly`` are how it was meant.
    """

    ban: Ban
    answer: str
    applies: bool | None
    spans: tuple[Span, ...]
    here: Span | None
    steps: tuple[Step, ...]
    then: Span | None
    allowed_from: date | None
    allowed_until: date | None
    expected_from: date | None
    waits: tuple[Event, ...]
    sources: tuple[Source, ...]
    name: str = ""
    partly: bool = False


@frozen
class WhenPage:
    """The answers to one question; ``asked`` None: of all bans, by date.

    ``loosely``: what was asked is only spelt like the names that were found, or says more. ``others`` are bans of that
    name that are no answer: they do not apply, the clinic took them off, or they have no days. ``events`` are those
    that something here waits for and that can be recorded by now.
    """

    plan: Plan
    day: date
    today: date
    asked: str | None
    loosely: bool
    found: tuple[Again, ...]
    others: tuple[Ban, ...]
    events: tuple[Event, ...]
    contact: Mapping[str, str]


def when_page(ledger: Ledger, day: date, asked: str | None = None) -> WhenPage:
    """When something may be done again; of all bans where nothing is asked, else the strictest answer first."""
    plan, every = ledger.plan, tuple(ledger.plan.checklist.avoid.values())
    meant = Named(tuple(map(Meant, every))) if asked is None else named(asked, every)
    answers = [(each, again(ledger.schedule, each.ban, day)) for each in meant.meant]
    found = [replace(each, name=how.name, partly=how.partly) for how, each in answers if each is not None]
    found.sort(key=_by_date if asked is None else _strictest)
    return WhenPage(
        plan=plan,
        day=day,
        today=ledger.today,
        asked=asked,
        loosely=meant.loosely,
        found=tuple(found),
        others=tuple(how.ban for how, each in answers if each is None) if asked is not None else (),
        events=tuple(_recordable(ledger.schedule, found)),
        contact=plan.contact,
    )


def _recordable(schedule: Schedule, found: Iterable[Again]) -> Iterator[Event]:
    """The events waited for that the session under way has not had yet, from the earliest day they may come."""
    today, session = schedule.today, schedule.plan.session_on(schedule.today)
    waited = {event.id for each in found for event in each.waits}
    for event in schedule.plan.checklist.events.values():
        earliest = schedule.event_day(event, session, "earliest") or schedule.plan.sessions[session]
        if event.id in waited and today >= earliest and schedule.happened(event.id, session, today) is None:
            yield event


def _strictest(each: Again) -> tuple[int, bool, bool, int]:
    """The strictest answer first; of the same, what was asked for itself, then the one that holds longest."""
    free = each.allowed_from
    return -ANSWERS.index(each.answer), each.partly, free is not None, -(free.toordinal() if free else 0)


def _by_date(each: Again) -> tuple[int, int]:
    """In force with a known end, in force without one, to come, over; each by its day."""
    if each.here is not None and each.allowed_from is None:
        return 1, (each.expected_from or date.max).toordinal()
    if each.here is not None and each.allowed_from is not None:
        return 0, each.allowed_from.toordinal()
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
        steps=tuple(_steps(here, day)) if here else (),
        then=then,
        allowed_from=free,
        allowed_until=away(then.first, -ONE_DAY) if free and then and then.first else None,
        expected_from=_expected_from(schedule, ban, waits, day) if waits and free is None else None,
        waits=waits,
        sources=tuple(plan.checklist.sources[each] for each in ban.said.source if each in plan.checklist.sources),
    )


def _free_from(here: Span | None, day: date) -> date | None:
    """The first free day; None while a window of the span has no end that is known."""
    if here is None:
        return day
    known = not any(_endless(window) for _, window in here.windows)
    return away(here.last, ONE_DAY) if known and here.last is not None else None


def _steps(here: Span, day: date) -> Iterator[Step]:
    """How strict a span is from a day on; after a strict part with no known end, only when one begins anew."""
    kind, waits = None, False
    for edge in sorted({day, *(edge for _, window in here.windows for edge in _edges(window) if edge > day)}):
        now = here.now(edge)
        if now is None:
            return
        if waits and any((each, window.first) == (STRICT, edge) for each, window in here.windows):
            yield _step(here, now, edge)
            return
        if not waits and now != kind:
            step = _step(here, now, edge)
            yield step
            waits = step.kind == STRICT and not step.known
        kind = now


def _step(here: Span, kind: str, first: date) -> Step:
    windows = here.windows
    endless = [place for place, (each, window) in enumerate(windows) if each == kind and _holds_on(window, first)]
    if not endless:
        return Step(kind, first)
    place = next((place for place in endless if windows[place][1].ends_by), endless[0])
    waiting = windows[place][1] if windows[place][1].ends_by else None
    easing = next(
        (window for each, window in windows[place + 1 : place + 2] if (kind, each) == (STRICT, CAREFUL)), None
    )
    if waiting is None or easing is None:
        return Step(kind, first, known=False, waiting=waiting)
    return Step(kind, first, known=False, waiting=waiting, easing=_cut(easing, here, first))


def _cut(easing: Window, here: Span, first: date) -> Window:
    """A careful window up to the day before the next strict one begins."""
    begins = [window.first for kind, window in here.windows if kind == STRICT and window.first and window.first > first]
    last = away(min(begins), -ONE_DAY) if begins else None
    return replace(easing, last=last) if last and easing.last and not easing.stays and easing.last > last else easing


def _holds_on(window: Window, day: date) -> bool:
    return window.covers(day) and _endless(window)


def _edges(window: Window) -> Iterator[date]:
    """The days on which something changes: its first, and the one after its last where that is sure."""
    if window.first is not None:
        yield window.first
    if window.last is not None and not window.stays:
        yield away(window.last, ONE_DAY)


def _endless(window: Window) -> bool:
    return window.stays or window.last is None


def _waits(schedule: Schedule, here: Span) -> Iterator[Event]:
    """The events not recorded that decide the end of a span, in the order of the checklist."""
    names = {point.anchor for _, window in here.windows for point in window.open_ends}
    return (event for event in schedule.plan.checklist.events.values() if event.id in names)


def _expected_from(schedule: Schedule, ban: Ban, waits: Iterable[Event], day: date) -> date | None:
    """The first free day if every event that decides happens on the day it is expected.

    None where one of them has no such day, or it has passed without the event, and where the clinic's word or nothing
    ends the ban.
    """
    plan = schedule.plan
    supposed = dict(plan.events)
    for event in waits:
        for session in plan.sessions:
            expected = schedule.event_day(event, session, "expected")
            if plan.happened(event.id, session, day) is not None or schedule.closed(session, day):
                continue
            if expected is None or expected < schedule.today:
                return None
            supposed[event.id, session] = (Spell(None, expected),)
    then = Schedule(replace(plan, events=supposed), schedule.today)
    begun = [span for span in spans(ban, then, day) if span.first is None or span.first <= day]
    free = _free_from(begun[-1], day) if begun else None
    return free if free and free > schedule.today else None
