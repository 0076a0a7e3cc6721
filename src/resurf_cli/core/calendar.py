"""What a calendar shows of a plan: treatments, visits, last days, questions, the day's reminders, what to avoid.

Care that has no known start is not in it, nothing in it starts or ends by an event that is not recorded: the calendar
asks for the event on the day it is expected (product rules, *Events*).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from .avoid import span_of, spans
from .checklist import MAINTENANCE
from .progress import NUMBERED
from .schedule import ONE_DAY, applies
from .timeline import timeline
from .timing import Kind, away, shift
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from .avoid import Span
    from .checklist import Ban, Event, Task
    from .day import VisitDay
    from .plan import Plan
    from .progress import Ledger, Line
    from .schedule import Schedule, Window
    from .timing import Point

DAYS_AFTER: Final = timedelta(days=60)
"""How long after the last session the calendar reminds of each day's care."""


@frozen
class Place:
    """Where something stands in a plan however its dates move: the session, and the days from it; else only a day."""

    session: int
    gone: int


@frozen
class LastDay:
    """The last day of the windows of ``once`` tasks; ``settled`` are those of them that are done or skipped."""

    day: date
    place: Place
    tasks: tuple[tuple[Task, bool], ...]  # with whether it is settled

    @property
    def left(self) -> tuple[Task, ...]:
        """Those that are still to be done."""
        return tuple(task for task, settled in self.tasks if not settled)


@frozen
class Ask:
    """An event that is not recorded, on the day it is expected, or today where that has passed."""

    day: date
    event: Event
    session: int


@frozen
class Reminder:
    """The care of a day that is due at one time, in minutes after midnight; None: at any time of that day."""

    day: date
    minutes: int | None
    place: Place
    lines: tuple[Line, ...]


@frozen
class Avoiding:
    """The days of a ban in the calendar, both inclusive, of the session in which they begin.

    Where an event not recorded decides the end, ``last`` is the latest day it can be, and ``assumed`` the day it is
    expected. ``endless``: no end is known, and it stands on its first day alone. ``applies`` None: an answer is
    missing, and what may have to be avoided is never left out for that.
    """

    span: Span
    session: int
    first: date
    last: date
    assumed: date | None = None
    endless: bool = False
    applies: bool | None = True


@frozen
class Calendar:
    """All of a plan that goes into a calendar, seen from today.

    ``changed`` is the true time of the latest change of the plan, ``changes`` how many there were: what is put into a
    calendar again is newer than what is there. ``began`` is the number of the entry that made the plan.
    """

    plan: Plan
    today: date
    changed: datetime
    changes: int
    began: int
    visits: tuple[VisitDay, ...]
    last_days: tuple[LastDay, ...]
    asks: tuple[Ask, ...]
    reminders: tuple[Reminder, ...]
    avoiding: tuple[Avoiding, ...]


def calendar(ledger: Ledger) -> Calendar:
    """What a calendar shows of a plan from today on."""
    entries, journey = ledger.history.entries, timeline(ledger)
    return Calendar(
        plan=ledger.plan,
        today=ledger.today,
        changed=entries[-1].at,
        changes=len(entries) - 1,
        began=entries[0].seq,
        visits=journey.visits,
        last_days=tuple(_last_days(ledger)),
        asks=tuple(_asks(ledger)),
        reminders=tuple(_reminders(ledger)),
        avoiding=tuple(_avoiding(ledger.schedule)),
    )


def uid(record: str, began: int, *parts: object) -> str:
    """The id of something of a plan in other programs (RFC 9562, version 5), the same whenever it is made again.

    It hangs on the record, by its own id, on the entry that made the plan, and on parts that a moved date leaves as
    they are. Without "@": a program that syncs would take it for unsafe in the name of a file, and give a random one.
    """
    return str(uuid5(UUID(record), "/".join(map(str, (began, *parts)))))


def place(plan: Plan, day: date) -> Place:
    """Where a day stands in a plan: before the first session it is counted from that."""
    session = plan.session_on(day)
    return Place(session, (day - plan.sessions[session]).days)


# --- last days -------------------------------------------------------------------------------------------------------


def _last_days(ledger: Ledger) -> Iterator[LastDay]:
    """The last days that are still to come; of what hangs on an event not recorded no last day is known."""
    found: dict[tuple[date, Place], list[tuple[Task, bool]]] = {}
    for each in timeline(ledger).once:
        day, known = each.window.last, each.window.depends_on is None
        wanted = each.applies is True and not each.task.optional
        if wanted and known and day is not None and day >= ledger.today:
            at = place(ledger.plan, day) if each.session is None else _from(ledger.plan, each.session, day)
            found.setdefault((day, at), []).append((each.task, each.settled))
    for (day, at), tasks in sorted(found.items(), key=lambda each: (each[0][0], each[0][1].session)):
        yield LastDay(day, at, tuple(tasks))


def _from(plan: Plan, session: int, day: date) -> Place:
    return Place(session, (day - plan.sessions[session]).days)


# --- events ----------------------------------------------------------------------------------------------------------


def _asks(ledger: Ledger) -> Iterator[Ask]:
    for each in timeline(ledger).events:
        if each.happened is None and each.expected is not None and each.applies is True:
            yield Ask(max(each.expected, ledger.today), each.event, each.session)


# --- the care of each day --------------------------------------------------------------------------------------------


def _reminders(ledger: Ledger) -> Iterator[Reminder]:
    days = (away(ledger.plan.last, DAYS_AFTER) - ledger.today).days + 1
    for day in (ledger.today + ONE_DAY * gone for gone in range(max(0, days))):
        lines = [line for line in ledger.lines(day, NUMBERED) if _reminded(line)]
        times: dict[int | None, list[Line]] = {}
        for line in lines:
            for minutes in _times(line):
                times.setdefault(minutes, []).append(line)
        for minutes in sorted(times, key=lambda each: (each is not None, each)):
            yield Reminder(day, minutes, place(ledger.plan, day), tuple(times[minutes]))


def _reminded(line: Line) -> bool:
    """Whether a calendar reminds of a task on a day: not of what need not be done, and not of a habit for good."""
    task, window = line.task, line.occurrence.window
    wanted = line.occurrence.applies is True and not task.optional and not task.as_needed and not task.once
    habit = task.phase == MAINTENANCE and task.repeat.every == 1
    return wanted and not habit and not line.settled and window.starts_by is None and window.counts(line.occurrence.day)


def _times(line: Line) -> list[int | None]:
    """The clock times of a task; every so many hours is said once, for a bell each hour helps nobody."""
    if line.task.repeat.kind is not Kind.MOMENTS:
        return [None]
    return [*dict.fromkeys(tick.minutes for tick in line.occurrence.ticks)]


# --- what to avoid ---------------------------------------------------------------------------------------------------


def _avoiding(schedule: Schedule) -> Iterator[Avoiding]:
    plan, today = schedule.plan, schedule.today
    for ban in plan.checklist.avoid.values():
        mine = applies(ban.said, plan)
        if mine is not False:
            ends = _ends(schedule, ban)
            shown = (_shown(span, plan, today, ends, mine) for span in spans(ban, schedule, today))
            yield from (each for each in shown if each.last >= today or each.endless)


@frozen
class _End:
    """Of which session a window of a ban is, and the latest day an event not recorded lets it last."""

    session: int
    latest: date | None


def _ends(schedule: Schedule, ban: Ban) -> dict[Window, _End]:
    found: dict[Window, _End] = {}
    for session in schedule.sessions_of(ban):
        span = span_of(ban, schedule, session, schedule.today)
        for _, window in span.windows if span else ():
            days = [_latest(schedule, point, session) for point in window.open_ends]
            known = [day for day in (*days, window.at_least) if day]
            found[window] = _End(session or min(schedule.plan.sessions), max(known) if days and all(days) else None)
    return found


def _shown(span: Span, plan: Plan, today: date, ends: dict[Window, _End], mine: bool | None) -> Avoiding:  # noqa: FBT001
    first, of = max(span.first or plan.made, plan.made), [ends[window] for _, window in span.windows]
    latest = [each.latest for each in of if each.latest]
    if latest:
        last = max([today, first, *latest, *([span.last] if span.last else [])])
        return Avoiding(span, of[0].session, first, last, assumed=span.last, applies=mine)
    last = max(first, span.last or first)
    return Avoiding(span, of[0].session, first, last, endless=span.last is None, applies=mine)


def _latest(schedule: Schedule, point: Point, session: int | None) -> date | None:
    """The day a point comes to where the event it counts from comes on its latest day."""
    event = schedule.plan.checklist.events.get(point.anchor)
    if event is None or session is None:
        return None
    latest = schedule.event_day(event, session, "latest")
    return latest and shift(latest, point.months, point.days)
