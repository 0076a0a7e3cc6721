"""What is due on a day: the windows of items on a plan's dates, and the occurrences of tasks in them.

A window is seen from two days: the *page*, the day asked about, and *today*. What hangs on an event that has not
been recorded depends on both (product rules, *Events*): care that ends by it runs on to today, care that starts by it
waits until tomorrow, bans and signs stay.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from .checklist import DAY, MAINTENANCE, PREP, RECOVERY, Ban, Expect, Sign, Task
from .items import runs_once
from .plan import Key
from .timing import FIRST, LAST, TREATMENT, End, Latest, Open, Point, Start, Tick, away, points_of, shift
from .values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .checklist import Event, Said, Supply
    from .plan import Plan

ONE_DAY: Final = timedelta(days=1)
COUNTED_WHEN_OPEN: Final = 14
"""How many days of a window with no known end are counted."""
LATE_DAYS: Final = 14
"""How long a ``once`` task of recovery or maintenance is worth doing after its window, unless it says so itself."""
SIGN_LISTED_TO: Final = 42
"""To which day a sign without an end is listed."""
TOLD: Final = "told"


class Role(Enum):
    """What kind of item a window is for: each takes an event not recorded in its own way."""

    CARE = "care"  # tasks
    MEDICINE = "medicine"  # tasks too, but none is counted past the end they are expected to have
    NORMAL = "normal"  # what to expect
    GUARD = "guard"  # bans and signs


@frozen
class Window:
    """The days an item applies to in one session, both ends inclusive.

    ``first`` None: always open. ``last`` None: no day is known. ``ends_by`` is the event not recorded that decides
    the end, or "told"; ``starts_by`` the one that decides the start, which is then only assumed. ``open_starts`` and
    ``open_ends`` are the points counted from such events; ``at_least`` is the latest of the ends beside them that is
    a known day. ``stays`` is a guard whose end hangs on such an event: in force on later days too, ``last`` being only
    the day assumed. ``counted_to`` is the last day that counts; None: no limit.
    """

    first: date | None
    last: date | None
    ends_by: str | None = None
    stays: bool = False
    counted_to: date | None = None
    part: str | None = None
    starts_by: str | None = None
    open_starts: tuple[Point, ...] = ()
    open_ends: tuple[Point, ...] = ()
    at_least: date | None = None

    @property
    def depends_on(self) -> str | None:
        """The event not recorded that decides the end, or else the start, or "told"."""
        return self.ends_by or self.starts_by

    def covers(self, day: date) -> bool:
        """Whether the item applies on a day."""
        if self.first is not None and day < self.first:
            return False
        return self.stays or self.last is None or day <= self.last

    def counts(self, day: date) -> bool:
        """Whether what is due on a day counts."""
        return self.counted_to is None or day <= self.counted_to


@frozen
class _Reach:
    """What one end of a window comes to: a day (None: none is known), and what that hangs on."""

    day: date | None
    hangs_on: str | None = None
    counted: date | None = None  # for an end: the last day that counts
    part: str | None = None
    open: tuple[Point, ...] = ()  # the points that hang on an event not recorded
    at_least: date | None = None  # of several ends some of which are open: the latest known day


@frozen
class _Written:
    """The two ends of an item as its checklist has them; ``movable``: the clinic may have moved the last one too."""

    ref: str
    start: Start | None
    end: End
    movable: bool = True


@frozen
class Occurrence:
    """A task on one day of one session (None: once for the whole plan)."""

    task: Task
    session: int | None
    day: date
    window: Window
    ticks: tuple[Tick, ...]
    applies: bool | None  # None: an answer is missing

    @property
    def key(self) -> Key:
        """What its outcome hangs on."""
        return key(self.task, self.session, self.day)

    @property
    def times(self) -> int:
        """How many ticks it asks for."""
        return len(self.ticks)


def key(task: Task, session: int | None, day: date) -> Key:
    """What the outcome of a task hangs on."""
    return Key(task.id, session) if task.once else Key(task.id, None, day)


def applies(said: Said, plan: Plan) -> bool | None:
    """Whether an item is for this person; None while an answer is missing."""
    return True if said.condition is None else said.condition.holds(plan.answers)


Fixed = dict[tuple[str, int | None], Window | None]


class Schedule:
    """The windows of a plan, seen from a real ``today``."""

    def __init__(self, plan: Plan, today: date, fixed: Fixed | None = None) -> None:
        """Take a plan as it stands, or as it stood when ``today`` ended.

        ``fixed`` are windows that no event moves, from another schedule of the same plan.
        """
        self.plan = plan
        self.today = today
        self.fixed: Fixed = {} if fixed is None else fixed
        self._sessions: dict[tuple[type, str], tuple[int | None, ...]] = {}

    # --- events ---

    @cached_property
    def raising(self) -> dict[str, list[str]]:
        """The events that raise a sign, by the sign."""
        found: dict[str, list[str]] = {}
        for event in self.plan.checklist.events.values():
            if event.sign is not None:
                found.setdefault(event.sign, []).append(event.id)
        return found

    def closed(self, session: int, page: date) -> bool:
        """Whether the next session's day has come, so that open events of this one are asked for no more."""
        _, following = self.plan.neighbours(session)
        return following is not None and max(self.today, page) >= following

    def event_day(self, event: Event, session: int, which: str) -> date | None:
        """The day an event is expected, earliest or latest in a session; None when the checklist says none."""
        point: Point | None = getattr(event, which)
        return None if point is None else shift(self.plan.sessions[session], point.months, point.days)

    def happened(self, event: str, session: int, page: date) -> date | None:
        """The day an event of a session happened, seen from a page; None while it has not."""
        return self.plan.happened(event, session, page)

    # --- one end of a window ---

    def _anchor(self, point: Point, session: int | None) -> date | None:
        if point.anchor == LAST:
            return self.plan.last
        if point.anchor == FIRST or (point.anchor == TREATMENT and session is None):
            return self.plan.first
        return self.plan.sessions[session] if point.anchor == TREATMENT and session is not None else None

    def _start(self, point: Point, session: int | None, page: date, role: Role) -> _Reach | None:
        """Where a start lies; None: it never comes."""
        anchor = self._anchor(point, session)
        if anchor is not None:
            return _Reach(shift(anchor, point.months, point.days), part=point.part)
        number = session if session is not None else min(self.plan.sessions)
        happened = self.happened(point.anchor, number, page)
        if happened is not None:
            return _Reach(shift(happened, point.months, point.days))
        treated = self.plan.sessions[number]
        if role is Role.GUARD:
            return _Reach(treated, point.anchor)
        expected = self.event_day(self.plan.checklist.events[point.anchor], number, "expected")
        if expected is None or self.closed(number, page):
            return None
        assumed = shift(max(expected, self.today), point.months, point.days)
        return _Reach(max(assumed, shift(self.today, days=1)), point.anchor)

    def _end(self, point: Point, session: int | None, page: date, role: Role, ref: str = "") -> _Reach | None:
        """Where an end lies; None: the item is not shown. ``ref``: whose it is, if the clinic may have moved it."""
        anchor = self._anchor(point, session)
        if anchor is not None:
            return _known(shift(anchor, point.months, point.days))
        number = session if session is not None else min(self.plan.sessions)
        happened = self.happened(point.anchor, number, page)
        if happened is not None:
            return _known(shift(happened, point.months, point.days))
        if role is Role.GUARD and self.closed(number, page):
            following = min(each for each in self.plan.sessions if each > number)
            told = self.plan.ends(ref, following)
            return _known(told.last) if told and told.last else self._end(point, following, page, role, ref)
        return self._open_end(point, number, role)

    def _open_end(self, point: Point, session: int, role: Role) -> _Reach | None:
        event = self.plan.checklist.events[point.anchor]
        expected = self.event_day(event, session, "expected")
        latest = self.event_day(event, session, "latest")
        if role is Role.NORMAL:
            return None if expected is None else _Reach(shift(expected, point.months, point.days), event.id)
        sure = expected if role is Role.MEDICINE and expected is not None else latest
        counted = None if sure is None else shift(sure, point.months, point.days)
        if expected is None:
            return _Reach(None, event.id, counted)
        last = shift(max(expected, self.today), point.months, point.days)
        return _Reach(last if role is Role.GUARD else max(last, self.today), event.id, counted)

    # --- windows ---

    def task_window(self, task: Task, session: int | None, page: date) -> Window | None:
        """The window of a task in a session, cut where sessions meet; None when it has no days."""
        role = Role.MEDICINE if task.medicine else Role.CARE
        window = self._window(_Written(task.id, task.start, task.end), session, page, role)
        if window is None or session is None:
            return window and self._counted(window)
        before, after = self.plan.neighbours(session)
        if task.phase == PREP and before is not None:
            window = _begun_after(window, before)
        window = self._counted(window)
        if task.phase in {RECOVERY, MAINTENANCE} and after is not None:
            window = _cut(window, away(after, -ONE_DAY))
        return _not_empty(window)

    def _counted(self, window: Window) -> Window:
        """Mark how far a window counts that ends on no day the checklist can name."""
        if window.ends_by is None or window.counted_to is not None:
            return window
        return replace(window, counted_to=shift(window.first or self.plan.made, days=COUNTED_WHEN_OPEN - 1))

    def _window(self, written: _Written, session: int | None, page: date, role: Role) -> Window | None:
        """The window between two ends, those the clinic moved in place of the written ones."""
        told = self.plan.ends(written.ref, session)
        first = _Reach(told.first) if told and told.first else self._first(written.start, session, page, role)
        moved = told.last if told and written.movable else None
        last = _known(moved) if moved else self._last(written, session, page, role)
        if first is None or last is None:
            return None
        window = Window(
            first.day,
            None if last.day == date.max else last.day,
            last.hangs_on,
            stays=role is Role.GUARD and last.hangs_on is not None and last.hangs_on != TOLD,
            counted_to=last.counted,
            part=first.part,
            starts_by=first.hangs_on,
            open_starts=first.open,
            open_ends=last.open,
            at_least=last.at_least,
        )
        return _not_empty(window)

    def _first(self, start: Start | None, session: int | None, page: date, role: Role) -> _Reach | None:
        if start is None:
            return _Reach(None)
        reaches = [self._start(point, session, page, role) for point in points_of(start)]
        found = [reach for reach in reaches if reach is not None]
        if len(found) < len(reaches):
            return None
        latest = max(found, key=lambda reach: reach.day or date.min)
        hangs_on = next((each.hangs_on for each in found if each.hangs_on), None)
        return replace(latest, hangs_on=hangs_on, open=_open_points(start, found))

    def _last(self, written: _Written, session: int | None, page: date, role: Role) -> _Reach | None:
        end, ref = written.end, written.ref if written.movable else ""
        if isinstance(end, Open):
            return _Reach(None, TOLD if end is Open.TOLD else None)
        reaches = [self._end(point, session, page, role, ref) for point in points_of(end)]
        found = [reach for reach in reaches if reach is not None]
        if len(found) < len(reaches):
            return None
        told = isinstance(end, Latest) and end.told
        hangs_on = TOLD if told else next((each.hangs_on for each in found if each.hangs_on), None)
        counted = [each.counted for each in found if each.counted]
        return _Reach(
            None if told or any(each.day is None for each in found) else max(each.day for each in found if each.day),
            hangs_on,
            None if told or hangs_on is None or any(_uncounted(each) for each in found) else max(counted),
            open=_open_points(end, found),
            at_least=max((each.day for each in found if each.day and each.hangs_on is None), default=None),
        )

    def ban_window(self, ban: Ban, end: End, session: int | None, page: date) -> Window | None:
        """The window of a ban to one of its ends, the strict or the careful one; it runs on over later sessions.

        Of a ban with both, the clinic moves the strict one.
        """
        strict = end is ban.strict
        name = (f"avoid.{ban.id} strict" if strict else f"avoid.{ban.id}", session)
        if name in self.fixed:
            return self.fixed[name]
        written = _Written(f"avoid.{ban.id}", ban.start, end, movable=ban.strict is None or strict)
        window = self._window(written, session, page, Role.GUARD)
        if not self._moves(ban.start, end):
            self.fixed[name] = window
        return window

    def sign_window(self, sign: Sign, session: int | None, page: date) -> Window | None:
        """The window a sign is listed in; without an end to day 42, and while an event that raises it is open.

        None where the clinic took it off. What the clinic moved can only widen that of an emergency sign.
        """
        ref = f"signs.{sign.id}"
        if self.plan.dropped(ref, page):
            return None
        written = self._sign_window(sign, "", session, page)
        told = self.plan.ends(ref, session)
        if told is None:
            return written
        window = self._sign_window(sign, ref, session, page)
        return _widest(written, window) if self.plan.emergency(ref) else window

    def _sign_window(self, sign: Sign, ref: str, session: int | None, page: date) -> Window | None:
        end = Point(days=SIGN_LISTED_TO) if sign.end is None else sign.end
        window = self._window(_Written(ref, sign.start, end), session, page, Role.GUARD)
        told = self.plan.ends(ref, session)
        if window is None or sign.end is not None or session is None or (told and told.last):
            return window
        waiting = any(self.happened(each, session, page) is None for each in self.raising.get(sign.id, ()))
        return replace(window, stays=True) if waiting and not self.closed(session, page) else window

    def sign_begins(self, sign: Sign, session: int | None, page: date) -> date | None:
        """The first day of a sign in a session, whatever its end comes to; None where the clinic took it off."""
        ref = f"signs.{sign.id}"
        first = None if self.plan.dropped(ref, page) else self._first(sign.start, session, page, Role.GUARD)
        if first is None or first.day is None:
            return None
        told = self.plan.ends(ref, session)
        if told is None or told.first is None:
            return first.day
        return min(first.day, told.first) if self.plan.emergency(ref) else told.first

    def supply_day(self, supply: Supply) -> date:
        """The day a supply should be at home by; it is bought once, for the first treatment."""
        reach = self._first(supply.by, None, self.today, Role.CARE)
        return shift(self.plan.first, days=-1) if reach is None or reach.day is None else reach.day

    def normal_window(self, item: Expect, session: int | None, page: date) -> Window | None:
        """The window of something normal, cut where the next session comes."""
        ref = f"expect.{item.id}"
        dropped = self.plan.dropped(ref, page)
        window = None if dropped else self._window(_Written(ref, item.start, item.end), session, page, Role.NORMAL)
        if window is None or session is None:
            return window
        _, after = self.plan.neighbours(session)
        return window if after is None else _not_empty(_cut(window, away(after, -ONE_DAY)))

    def sessions_of(self, item: Task | Ban | Expect | Sign) -> tuple[int | None, ...]:
        """The sessions an item runs for; (None,) for one that runs once for the whole plan."""
        name = (type(item), item.id)
        if name not in self._sessions:
            self._sessions[name] = (None,) if runs_once(item) else tuple(sorted(self.plan.sessions))
        return self._sessions[name]

    # --- occurrences ---

    def windows(self, task: Task, page: date) -> Iterator[tuple[int | None, Window]]:
        """The windows of a task, one for each session it runs for; those that no event moves are kept.

        There are none on the page of a day by which the clinic took it off.
        """
        if self.plan.dropped(task.id, page):
            return
        for session in self.sessions_of(task):
            name = (task.id, session)
            window = self.fixed[name] if name in self.fixed else self.task_window(task, session, page)
            if name not in self.fixed and not self._moves(task.start, task.end):
                self.fixed[name] = window
            if window is not None:
                yield session, window

    def _moves(self, start: Start | None, end: End | None) -> bool:
        """Whether a window hangs on an event, so that it can be another one seen from another page."""
        return any(point.anchor in self.plan.checklist.events for point in (*points_of(start), *points_of(end)))

    def occurrence(self, task: Task, session: int | None, window: Window, day: date) -> Occurrence | None:
        """A task on a day of its window; None when it is not to be done on that day."""
        if not window.covers(day):
            return None
        ticks = self._ticks(task, window, day)
        if not ticks and not task.as_needed:
            return None
        return Occurrence(task, session, day, window, ticks, applies(task.said, self.plan))

    def _ticks(self, task: Task, window: Window, day: date) -> tuple[Tick, ...]:
        repeat, first = task.repeat, window.first or self.plan.made
        if task.once:
            return (Tick(),)
        gone = (day - first).days
        if repeat.every > 1 and not task.as_needed and repeat.kind.value == "count" and gone % repeat.every:
            return ()
        whole = repeat.ticks(self.plan.times)
        ticks = self._from_part(whole, window.part) if gone == 0 else whole
        if repeat.in_all is None:
            return ticks
        before = 0 if gone <= 0 else self._ticks_before(task, window, whole, gone)
        return ticks[: max(0, repeat.in_all - before)]

    def _from_part(self, ticks: tuple[Tick, ...], part: str | None) -> tuple[Tick, ...]:
        if part is None:
            return ticks
        begins = self.plan.times.of(part)
        return tuple(tick for tick in ticks if tick.minutes is None or tick.minutes >= begins)

    def _ticks_before(self, task: Task, window: Window, whole: tuple[Tick, ...], gone: int) -> int:
        every = task.repeat.every if task.repeat.kind.value == "count" else 1
        days = (gone - 1) // every  # whole days after the first one
        return len(self._from_part(whole, window.part)) + days * len(whole)

    def occurrences(self, day: date, phases: tuple[str, ...] = (PREP, DAY, RECOVERY, MAINTENANCE)) -> list[Occurrence]:
        """All occurrences of a day that apply or might, in the order of the checklist."""
        found: list[Occurrence] = []
        for task in self.plan.checklist.tasks.values():
            if task.phase in phases and applies(task.said, self.plan) is not False:
                found += self._of_task(task, day)
        return found

    def _of_task(self, task: Task, day: date) -> list[Occurrence]:
        """The occurrences of a task on a day: of a repeated one only the latest session's, never due for two."""
        every = [self.occurrence(task, session, window, day) for session, window in self.windows(task, day)]
        found = [each for each in every if each is not None]
        return found if task.once else found[-1:]

    def late_until(self, task: Task, session: int | None, window: Window, page: date) -> date | None:
        """To which day a ``once`` task is worth doing; None: its window has no known end."""
        if window.last is None:
            return None
        if task.late_until is not None:
            reach = self._end(task.late_until, session, page, Role.CARE)
            late = window.last if reach is None or reach.day is None else max(window.last, reach.day)
        elif task.phase == PREP:
            late = max(window.last, self.plan.first if session is None else self.plan.sessions[session])
        elif task.phase in {RECOVERY, MAINTENANCE}:
            late = shift(window.last, days=LATE_DAYS)
        else:
            late = window.last
        after = None if session is None else self.plan.neighbours(session)[1]
        return late if after is None or task.phase == PREP else min(late, away(after, -ONE_DAY))


def _open_points(written: Start | End, reaches: list[_Reach]) -> tuple[Point, ...]:
    return tuple(point for point, reach in zip(points_of(written), reaches, strict=True) if reach.hangs_on)


def _widest(one: Window | None, other: Window | None) -> Window | None:
    """The days of two windows together, where they are of one item."""
    if one is None or other is None:
        return one or other
    first = None if one.first is None or other.first is None else min(one.first, other.first)
    if one.stays or one.last is None:
        return replace(one, first=first)
    return replace(other, first=first, last=None if other.last is None else max(one.last, other.last))


def _known(day: date) -> _Reach:
    return _Reach(day, None, day)


def _uncounted(reach: _Reach) -> bool:
    return reach.counted is None


def _cut(window: Window, last: date) -> Window:
    """End a window on ``last`` at the latest; then no event decides its end any more."""
    if window.last is not None and window.last <= last:
        return window
    return replace(window, last=last, ends_by=None)


def _begun_after(window: Window, day: date) -> Window:
    """Begin a window no earlier than the day after another; then the whole of its first day counts."""
    first = away(day, ONE_DAY)
    return window if window.first is not None and window.first >= first else replace(window, first=first, part=None)


def _not_empty(window: Window | None) -> Window | None:
    if window is None or window.first is None or window.last is None or window.stays:
        return window
    return window if window.first <= window.last else None
