"""The whole journey as data: on which days each instruction applies, seen from today.

A *stretch* is days in a row on which an item is in one state. What hangs on an event not recorded runs on: a ban is in
force past the day its end is assumed for, in a stretch of its own that is *open*.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from .avoid import CAREFUL, STRICT, spans
from .checklist import CONSULT, Ban, Expect, Task
from .day import VisitDay
from .schedule import ONE_DAY, applies
from .timing import away
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .avoid import Span
    from .checklist import Event, Said
    from .plan import Plan
    from .progress import Ledger
    from .schedule import Schedule, Window

TO_DO: Final = "to do"
NORMAL: Final = "normal"
STRENGTH: Final = (NORMAL, TO_DO, CAREFUL, STRICT)
"""The states of a stretch, the strongest last: of two on one day it wins."""

Part = tuple[str, "Window"]
"""A window, and the state it puts its days in."""


@frozen
class Stretch:
    """Days in a row in one state, both ends inclusive.

    ``first`` None: always. ``last`` None: no end is known. ``open``: its end is not known yet, or it lies past the day
    that was assumed for it. ``depends_on`` as in a window. ``session`` is that of care and of what is normal; bans are
    joined over sessions.
    """

    state: str
    first: date | None
    last: date | None
    open: bool
    depends_on: str | None
    session: int | None = None

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@frozen
class Lane:
    """An item with the days it applies to, over all sessions; ``applies`` None while an answer is missing.

    ``spans`` are those of a ban, ``windows`` those of anything else, by session.
    """

    item: Ban | Task | Expect
    ref: str
    title: str
    applies: bool | None
    stretches: tuple[Stretch, ...]
    spans: tuple[Span, ...] = ()
    windows: tuple[tuple[int | None, Window], ...] = ()

    @property
    def said(self) -> Said:
        """Whom it is for and where it comes from."""
        return self.item.said

    @property
    def last(self) -> date | None:
        """Its last day of all; None: no end is known."""
        ends = [stretch.last for stretch in self.stretches]
        return None if None in ends else max(day for day in ends if day)

    @property
    def long(self) -> bool:
        """Whether it runs for more than a day in a row."""
        return any(None in {each.first, each.last} or each.first != each.last for each in self.stretches)

    def over(self, today: date) -> bool:
        """Whether all of its days are past."""
        return self.last is not None and self.last < today

    def within(self, first: date, last: date) -> bool:
        """Whether it applies to any day from the first to the last."""
        return any((each.first or first) <= last and (each.last or last) >= first for each in self.stretches)

    def state(self, day: date) -> str | None:
        """The state of a day; None when it does not apply."""
        return next((stretch.state for stretch in self.stretches if stretch.covers(day)), None)


@frozen
class Once:
    """A task that is done once, in one session (None: once for the whole plan); ``settled``: done, or skipped."""

    task: Task
    session: int | None
    window: Window
    applies: bool | None
    settled: bool


@frozen
class EventDay:
    """An event of a session: the day it happened, else the day it is expected.

    ``applies`` None: only what may apply hangs on it.
    """

    event: Event
    session: int
    happened: date | None
    expected: date | None
    applies: bool | None = True


@frozen
class Timeline:
    """The journey of a plan, from the ``first`` day to the ``last``: all that are known, or a ``part`` of them.

    Bans, care and what is normal stand in the order of their last day, those with no known end at last.
    """

    plan: Plan
    today: date
    bans: tuple[Lane, ...]
    care: tuple[Lane, ...]
    once: tuple[Once, ...]
    normal: tuple[Lane, ...]
    events: tuple[EventDay, ...]
    visits: tuple[VisitDay, ...]
    first: date
    last: date
    part: bool = False

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Everything that has stretches, in order."""
        return (*self.bans, *self.care, *self.normal)


def timeline(ledger: Ledger, first: date | None = None, last: date | None = None) -> Timeline:
    """All windows of a plan, seen from today; ``first`` and ``last``: the part of it that is looked at."""
    plan, schedule, today = ledger.plan, ledger.schedule, ledger.today
    bans, care, normal = _bans(schedule), _care(schedule), _normal(schedule)
    once, visits = tuple(_once(ledger)), tuple(_visits(plan, today))
    events = tuple(_events(schedule, _hanging((*bans, *care, *normal), once)))
    days = [*plan.sessions.values(), *(each.on for each in visits)]
    days += [each.happened or each.expected or plan.first for each in events]
    days += [day for lane in (*bans, *care, *normal) for day in _known(lane.stretches)]
    days += [each.window.first for each in once if each.window.first is not None and each.window.first < plan.last]
    part = first is not None or last is not None
    begins, ends = first or min(*days, last or date.max), last or max(*days, first or date.min)
    return Timeline(plan, today, bans, care, once, normal, events, visits, begins, ends, part)


def _seen_from(schedule: Schedule) -> date:
    """Today, or the day of an event recorded later than the clock: it counts too."""
    spells = [spell for found in schedule.plan.events.values() for spell in found]
    return max([schedule.today, *(spell.since for spell in spells if spell.since)])


def _known(found: Iterable[Stretch]) -> Iterator[date]:
    """The first and last days of stretches that have both: what has no end makes the journey no longer."""
    for each in found:
        if each.last is not None:
            yield each.last
            yield each.first or each.last


# --- stretches -------------------------------------------------------------------------------------------------------


def stretches(parts: Sequence[Part]) -> tuple[Stretch, ...]:
    """The days of windows of one item in order, each with the strongest state of those that cover it."""
    edges = sorted({date.min, *(edge for _, window in parts for edge in _edges(window))})
    found: list[Stretch] = []
    for place, begins in enumerate(edges):
        stretch = _stretch(parts, begins, away(edges[place + 1], -ONE_DAY) if place + 1 < len(edges) else None)
        if stretch is not None:
            found = [*found[:-1], *_joined(found[-1], stretch)] if found else [stretch]
    return tuple(found)


def _edges(window: Window) -> Iterator[date]:
    """The days on which something changes: its first, and the one after its last."""
    if window.first is not None:
        yield window.first
    if window.last is not None and window.last < date.max:
        yield away(window.last, ONE_DAY)


def _stretch(parts: Sequence[Part], begins: date, last: date | None) -> Stretch | None:
    """The state from one day on; nothing changes to ``last``."""
    here = [(state, window) for state, window in parts if window.covers(begins)]
    if not here:
        return None
    state = max((state for state, _ in here), key=STRENGTH.index)
    windows = [window for each, window in here if each == state]
    past = all(window.last is not None and window.last < begins for window in windows)
    unknown = any(window.last is None for window in windows)
    hangs_on = [window.depends_on for window in windows if window.depends_on]
    first = None if begins == date.min else begins
    return Stretch(state, first, last, past or unknown, hangs_on[-1] if hangs_on else None)


def _joined(one: Stretch, other: Stretch) -> list[Stretch]:
    """Two stretches in a row, as one where nothing changes between them."""
    touch = one.last is not None and other.first is not None and other.first - one.last == ONE_DAY
    if touch and (one.state, one.open, one.depends_on) == (other.state, other.open, other.depends_on):
        return [Stretch(one.state, one.first, other.last, other.open, other.depends_on)]
    return [one, other]


# --- lanes -----------------------------------------------------------------------------------------------------------


def _in_order(found: Iterable[Lane]) -> tuple[Lane, ...]:
    return tuple(sorted((lane for lane in found if lane.stretches), key=lambda lane: lane.last or date.max))


def _bans(schedule: Schedule) -> tuple[Lane, ...]:
    plan = schedule.plan
    found = []
    for ban in plan.checklist.avoid.values():
        mine = applies(ban.said, plan)
        over_sessions = tuple(spans(ban, schedule, _seen_from(schedule))) if mine is not False else ()
        parts = [part for span in over_sessions for part in span.windows]
        found.append(Lane(ban, f"avoid.{ban.id}", ban.what, mine, stretches(parts), over_sessions))
    return _in_order(found)


def _care(schedule: Schedule) -> tuple[Lane, ...]:
    plan = schedule.plan
    found = []
    for task in plan.checklist.tasks.values():
        mine = applies(task.said, plan)
        if task.phase != CONSULT and not task.once and mine is not False:
            windows = tuple(schedule.windows(task, _seen_from(schedule)))
            found.append(Lane(task, task.id, task.do, mine, _of_sessions(TO_DO, windows), windows=windows))
    return _in_order(found)


def _of_sessions(state: str, windows: Iterable[tuple[int | None, Window]]) -> tuple[Stretch, ...]:
    """The stretches of what never runs on past its assumed day: one for each session."""
    found = [_of_session(state, session, window) for session, window in windows]
    return tuple(sorted(found, key=lambda stretch: stretch.first or date.min))


def _of_session(state: str, session: int | None, window: Window) -> Stretch:
    is_open = window.last is None or (state == TO_DO and window.ends_by is not None)
    return Stretch(state, window.first, window.last, is_open, window.depends_on, session)


def _normal(schedule: Schedule) -> tuple[Lane, ...]:
    plan, page = schedule.plan, _seen_from(schedule)
    found = []
    for item in plan.checklist.expect.values():
        mine = applies(item.said, plan)
        sessions = schedule.sessions_of(item) if mine is not False else ()
        every = [(session, schedule.normal_window(item, session, page)) for session in sessions]
        windows = tuple((session, window) for session, window in every if window is not None)
        days = _of_sessions(NORMAL, windows)
        found.append(Lane(item, f"expect.{item.id}", item.what, mine, days, windows=windows))
    return _in_order(found)


# --- days ------------------------------------------------------------------------------------------------------------


def _once(ledger: Ledger) -> Iterator[Once]:
    for task in ledger.plan.checklist.tasks.values():
        if task.once and task.phase != CONSULT and applies(task.said, ledger.plan) is not False:
            for line in map(ledger.line, ledger.once_occurrences(task, ledger.today)):
                each = line.occurrence
                yield Once(task, each.session, each.window, each.applies, line.settled)


def _hanging(lanes: Iterable[Lane], once: Iterable[Once]) -> dict[str, set[bool | None]]:
    """The events on which a window hangs, each with whether what hangs on it applies."""
    windows = [(lane.applies, window) for lane in lanes for _, window in lane.windows]
    windows += [(lane.applies, window) for lane in lanes for span in lane.spans for _, window in span.windows]
    windows += [(each.applies, each.window) for each in once]
    found: dict[str, set[bool | None]] = {}
    for mine, window in windows:
        for point in (*window.open_starts, *window.open_ends):
            found.setdefault(point.anchor, set()).add(mine)
    return found


def _events(schedule: Schedule, hanging: dict[str, set[bool | None]]) -> Iterator[EventDay]:
    """The events that have happened, and those on which a window hangs that the next session has not closed."""
    page = _seen_from(schedule)
    for session in sorted(schedule.plan.sessions):
        for event in schedule.plan.checklist.events.values():
            happened = schedule.happened(event.id, session, page)
            waits = event.id in hanging and not schedule.closed(session, page)
            if happened is not None or waits:
                mine = True if happened or True in hanging[event.id] else None
                yield EventDay(event, session, happened, schedule.event_day(event, session, "expected"), mine)


def _visits(plan: Plan, today: date) -> list[VisitDay]:
    """The visits that have a date, the earliest first."""
    known = plan.checklist.visits
    found = [
        VisitDay(known[each], on)
        for each, on in plan.visits.items()
        if each in known and not plan.dropped(f"visits.{each}", today) and applies(known[each].said, plan) is not False
    ]
    return sorted(found, key=lambda each: each.on)
