"""A day's page as data: what is to be done, to be avoided, normal, and worth a call."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .avoid import STRICT, BanLine, bans
from .checklist import CONSULT, DAY, MAINTENANCE, PREP, RECOVERY, URGENCIES, Ban, Expect, Sign, Task
from .items import TASKS, items
from .plan import SUPPLY
from .progress import Figure, Ledger, Line, kept, total
from .schedule import ONE_DAY, Window, applies
from .telling import Unused, unused
from .timing import away, points_of
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .checklist import Checklist, Event, Supply, Visit
    from .plan import Key, Outcome, Plan
    from .schedule import Schedule
    from .timing import End

    Item = Task | Ban | Expect | Sign
    Dated = tuple[str, Item]


@frozen
class SessionDay:
    """A session, and which day of it a date is: 0 is the treatment, negative before it."""

    session: int
    date: date
    day: int


@frozen
class Asked:
    """An event that the page asks for.

    ``late``: past its latest day, so that its sign is raised. ``medicine``: it ends a medicine that should be
    finished by now. ``applies`` None: only what may apply hangs on it.
    """

    event: Event
    session: int
    expected: date | None
    latest: date | None
    late: bool
    medicine: bool
    applies: bool | None


@frozen
class Normal:
    """Something that is normal on a day; ``applies`` None while an answer is missing."""

    item: Expect
    window: Window
    applies: bool | None


@frozen
class Listed:
    """A sign that is listed on a day; ``raised``: an event past its latest day raises it.

    ``session`` is the latest one that lists it, None of what runs once and of what is only raised.
    """

    item: Sign
    window: Window
    applies: bool | None
    raised: bool = False
    session: int | None = None


@frozen
class Begun:
    """A task whose window began before the plan was made; ``first`` None: no first day."""

    task: Task
    session: int | None
    first: date | None


@frozen
class Change:
    """Something that is different tomorrow; ``ref`` is a task's id, or its kind and id as in ``avoid.sun``."""

    ref: str
    title: str


@frozen
class Tomorrow:
    """What changes with the next day: what is new, what is over, and what is no longer strict."""

    starts: tuple[Change, ...] = ()
    ends: tuple[Change, ...] = ()
    eases: tuple[Change, ...] = ()


@frozen
class SupplyLine:
    """A supply, and the day it should be at home by."""

    supply: Supply
    by: date
    outcome: Outcome
    applies: bool | None

    @property
    def done(self) -> bool:
        """Whether it was ticked."""
        return self.outcome.ticks > 0


@frozen
class VisitDay:
    """A follow-up visit with the date it was given."""

    visit: Visit
    on: date


@frozen
class DayPage:
    """All that a day's page says. Lists are in the order of the page."""

    plan: Plan
    day: date
    today: date
    phase: str
    sessions: tuple[SessionDay, ...]
    under_way: SessionDay
    begins: date | None  # before the first window: its first day
    over: bool  # after the last window
    asked: tuple[Asked, ...]
    tasks: tuple[Line, ...]
    still_open: tuple[Line, ...]
    begun_before: tuple[Begun, ...]
    kept: tuple[tuple[Key, Outcome], ...]
    avoid: tuple[BanLine, ...]
    expect: tuple[Normal, ...]
    signs: tuple[Listed, ...]
    tomorrow: Tomorrow
    figure: Figure
    consult: Figure
    supplies: tuple[SupplyLine, ...]
    visits: tuple[VisitDay, ...]
    unused: tuple[Unused, ...]
    assumed: tuple[str, ...]
    unconfirmed: int
    contact: Mapping[str, str]


def day_page(ledger: Ledger, day: date) -> DayPage:
    """The page of a day."""
    plan, schedule = ledger.plan, ledger.schedule
    lines = sorted(ledger.lines(day), key=lambda line: line.task.optional or line.task.as_needed)
    open_lines = tuple(ledger.still_open(day))
    avoid, expect, signs = tuple(bans(schedule, day)), tuple(normal(schedule, day)), tuple(listed_signs(schedule, day))
    begins, over = bounds(schedule, day)
    return DayPage(
        plan=plan,
        day=day,
        today=ledger.today,
        phase=phase_of(ledger, day),
        sessions=session_days(plan, day),
        under_way=next(each for each in session_days(plan, day) if each.session == plan.session_on(day)),
        begins=begins,
        over=over,
        asked=tuple(asked(schedule, day)),
        tasks=tuple(lines),
        still_open=open_lines,
        begun_before=tuple(begun_before(ledger, day)),
        kept=tuple(kept(ledger, lines, day)),
        avoid=avoid,
        expect=expect,
        signs=signs,
        tomorrow=tomorrow(ledger, day, avoid),
        figure=ledger.figure(day),
        consult=total(ledger.consult()),
        supplies=supply_lines(ledger, day),
        visits=visit_days(plan, day),
        unused=unused(plan, day),
        assumed=_assumed(plan, lines, avoid, expect, signs),
        unconfirmed=_unconfirmed([line.task for line in (*lines, *open_lines)], avoid),
        contact=plan.contact,
    )


def session_days(plan: Plan, day: date) -> tuple[SessionDay, ...]:
    """All sessions of a plan in order, each with which day of it a date is."""
    return tuple(SessionDay(each, when, (day - when).days) for each, when in sorted(plan.sessions.items()))


def _unconfirmed(tasks: Iterable[Task], avoid: Iterable[BanLine]) -> int:
    said = [task.said for task in {task.id: task for task in tasks}.values()]
    said += [ban.said for ban in {line.ban.id: line.ban for line in avoid}.values()]
    return sum(1 for each in said if each.origin == "default")


def _assumed(
    plan: Plan, lines: Iterable[Line], avoid: Iterable[BanLine], expect: Iterable[Normal], signs: Iterable[Listed]
) -> tuple[str, ...]:
    hangs = {line.occurrence.window.depends_on for line in lines} | {line.span.depends_on for line in avoid}
    hangs |= {each.window.depends_on for each in expect} | {each.window.depends_on for each in signs}
    return tuple(event for event in plan.checklist.events if event in hangs)


# --- phase and bounds ---


def phase_of(ledger: Ledger, day: date) -> str:
    """The phase of a day.

    Treatment on a session's date; recovery while a counted recovery window with an end is open; prep while a prep
    window of a coming session is open; else consult before the first treatment and maintenance after it.
    """
    plan = ledger.plan
    if day in plan.sessions.values():
        return DAY
    if day > plan.first and _recovering(ledger, day):
        return RECOVERY
    if plan.next_session(day) is not None and _preparing(ledger, day):
        return PREP
    return CONSULT if day < plan.first else MAINTENANCE


def _recovering(ledger: Ledger, day: date) -> bool:
    plan = ledger.plan
    return any(
        session is not None and plan.sessions[session] < day and window.last is not None and window.covers(day)
        for task in plan.checklist.phase(RECOVERY)
        if not task.optional and not task.as_needed and applies(task.said, plan)
        for session, window in ledger.schedule.windows(task, day)
        if window.counts(day)
    )


def _preparing(ledger: Ledger, day: date) -> bool:
    plan = ledger.plan
    return any(
        window.covers(day) and (plan.last if session is None else plan.sessions[session]) > day
        for task in plan.checklist.phase(PREP)
        if applies(task.said, plan) is not False
        for session, window in ledger.schedule.windows(task, day)
    )


def bounds(schedule: Schedule, day: date) -> tuple[date | None, bool]:
    """Before the first window of a task: its first day; and whether the last window of a task is over.

    A task that is always open counts as begun; one that waits for an event begins on no day that can be said. While an
    event is asked for, something may still wait for it.
    """
    plan = schedule.plan
    tasks = [task for task in plan.checklist.tasks.values() if task.phase != CONSULT]
    mine = [task for task in tasks if applies(task.said, plan) is not False]
    windows = [window for task in mine for _, window in schedule.windows(task, day)]
    earliest = min(windows, key=lambda window: window.first or date.min, default=None)
    begins = None if earliest is None or earliest.starts_by is not None else earliest.first
    over = bool(windows) and all(window.last is not None and window.last < day for window in windows)
    over = over and not asked(schedule, day)
    return (begins if begins is not None and day < begins else None), over


# --- events ---


def asked(schedule: Schedule, day: date) -> list[Asked]:
    """The events a page asks for: past their latest day first, of these those that surely apply; then medicines."""
    written = _by_event(schedule.plan.checklist)
    found = [
        each
        for event in schedule.plan.checklist.events.values()
        for session in schedule.plan.sessions
        if (each := _asked(schedule, event, session, day, written.get(event.id, []))) is not None
    ]
    return sorted(
        found, key=lambda each: (not each.late, each.late and each.applies is None, not each.medicine, each.session)
    )


def _by_event(checklist: Checklist) -> dict[str, list[Dated]]:
    """The instructions that are written to start or end by an event, by the event."""
    found: dict[str, list[Dated]] = {}
    for ref, item in items(checklist, (TASKS, "avoid", "expect", "signs")):
        ends = [point for end in _ends(item, moved=False) for point in points_of(end)]
        for anchor in {point.anchor for point in (*points_of(item.start), *ends)} & checklist.events.keys():
            found.setdefault(anchor, []).append((ref, item))
    return found


def _asked(schedule: Schedule, event: Event, session: int, day: date, written: list[Dated]) -> Asked | None:
    earliest = schedule.event_day(event, session, "earliest") or schedule.plan.sessions[session]
    if day < earliest or schedule.closed(session, day) or schedule.happened(event.id, session, day) is not None:
        return None
    hanging = [*_hanging(schedule.plan, event, session, day, written)]
    mine = _concerns(schedule.plan, hanging)
    if mine is False and (event.sign is None or schedule.plan.dropped(f"signs.{event.sign}", day)):
        return None
    expected, latest = (schedule.event_day(event, session, which) for which in ("expected", "latest"))
    return Asked(
        event,
        session,
        expected,
        latest,
        late=latest is not None and day > latest,
        medicine=expected is not None and day > expected and _ends_medicine(schedule.plan, hanging),
        applies=mine,
    )


def of_the_skin(plan: Plan, session: int, day: date) -> tuple[Event, ...]:
    """The events of a session that something surely hangs on; those that only end a medicine are left out."""
    written = _by_event(plan.checklist)
    found = []
    for event in plan.checklist.events.values():
        hanging = [item for item, _ in _hanging(plan, event, session, day, written.get(event.id, []))]
        if any(applies(item.said, plan) for item in hanging if not (isinstance(item, Task) and item.medicine)):
            found.append(event)
    return tuple(found)


def _concerns(plan: Plan, hanging: list[tuple[Item, bool]]) -> bool | None:
    """Whether something that hangs on an event applies; None when it only might."""
    found = {applies(item.said, plan) for item, _ in hanging}
    return True if True in found else None if None in found else False


def _ends_medicine(plan: Plan, hanging: list[tuple[Item, bool]]) -> bool:
    return any(
        ends and isinstance(item, Task) and item.medicine and applies(item.said, plan) is not False
        for item, ends in hanging
    )


def _hanging(plan: Plan, event: Event, session: int, day: date, written: list[Dated]) -> Iterator[tuple[Item, bool]]:
    """The instructions of a day that hang on an event in a session, and whether they end by it.

    An end that the clinic moved hangs on nothing.
    """
    for ref, item in written:
        told = plan.ends(ref, session)
        start = None if told and told.first else item.start
        ends = _ends(item, moved=told is not None and told.last is not None)
        points = [*points_of(start), *(point for end in ends for point in points_of(end))]
        if not plan.dropped(ref, day) and any(point.anchor == event.id for point in points):
            yield item, any(point.anchor == event.id for end in ends for point in points_of(end))


def _ends(item: Item, *, moved: bool) -> tuple[End | None, ...]:
    """The ends of an item that stand as written; of a ban with two the clinic moves the strict one."""
    if not isinstance(item, Ban):
        return () if moved else (item.end,)
    if item.strict is None:
        return () if moved else (item.careful,)
    return (item.careful,) if moved else (item.strict, item.careful)


# --- lists ---


def normal(schedule: Schedule, day: date) -> list[Normal]:
    """What is normal on a day."""
    found = []
    for item in schedule.plan.checklist.expect.values():
        mine = applies(item.said, schedule.plan)
        for session in schedule.sessions_of(item) if mine is not False else ():
            window = schedule.normal_window(item, session, day)
            if window is not None and window.covers(day):
                found.append(Normal(item, window, mine))
                break
    return found


def listed_signs(schedule: Schedule, day: date) -> list[Listed]:
    """The warning signs of a day, the most urgent first; those raised by an event past its latest day lead."""
    raised = {each.event.sign for each in asked(schedule, day) if each.late}
    found = []
    for sign in schedule.plan.checklist.signs.values():
        mine = applies(sign.said, schedule.plan)
        session, window = (None, None) if mine is False else _sign_window(schedule, sign, day)
        called = sign.id in raised and not schedule.plan.dropped(f"signs.{sign.id}", day)
        if mine is not False and (window is not None or called):
            found.append(Listed(sign, window or Window(None, None), mine, sign.id in raised, session))
    return sorted(found, key=lambda each: (-URGENCIES.index(each.item.urgency), not each.raised))


def _sign_window(schedule: Schedule, sign: Sign, day: date) -> tuple[int | None, Window | None]:
    """The window a sign is listed in on a day, of the latest session that lists it."""
    for session in reversed(schedule.sessions_of(sign)):
        window = schedule.sign_window(sign, session, day)
        if window is not None and window.covers(day):
            return session, window
    return None, None


def begun_before(
    ledger: Ledger, day: date, phases: tuple[str, ...] = (PREP, DAY, RECOVERY, MAINTENANCE)
) -> list[Begun]:
    """Tasks whose window began before the plan was made, those with words for that first, then those surely meant.

    Shown while the window runs or, for prep, to the treatment day; in recovery only with ``missed`` words.
    """
    found = [
        Begun(task, session, window.first)
        for task in ledger.plan.checklist.tasks.values()
        if task.phase in phases and applies(task.said, ledger.plan) is not False and not task.optional
        for session, window in ledger.schedule.windows(task, day)
        if _begun_before(ledger, task, session, window, day)
    ]
    return sorted(found, key=lambda each: (not each.task.missed, not applies(each.task.said, ledger.plan)))


def _begun_before(ledger: Ledger, task: Task, session: int | None, window: Window, day: date) -> bool:
    plan = ledger.plan
    if task.as_needed or day < plan.made or (task.phase == RECOVERY and not task.missed):
        return False
    began = window.last is not None and window.last < plan.made if window.first is None else window.first < plan.made
    treated = plan.last if session is None else plan.sessions[session]
    runs = window.covers(day) or (task.phase == PREP and day <= treated and (window.first or day) <= day)
    settled = task.once and any(
        line.settled
        for line in map(ledger.line, ledger.once_occurrences(task, day))
        if line.occurrence.session == session
    )
    return began and runs and not settled


def tomorrow(ledger: Ledger, day: date, banned: Sequence[BanLine]) -> Tomorrow:
    """What changes with the day after; what hangs on an event not recorded is not said to start or end.

    ``banned`` are the bans of the day.
    """
    if day == date.max:
        return Tomorrow()
    schedule, following = ledger.schedule, away(day, ONE_DAY)
    banned_then = bans(schedule, following)
    here, there = present(ledger, day, banned), present(ledger, following, banned_then)
    strict = {line.ban.id for line in banned if line.now == STRICT}
    careful = {line.ban.id for line in banned_then if line.now != STRICT}
    carried = {task.id for task in schedule.plan.checklist.tasks.values() if task.once}
    eased = [ban for ban in schedule.plan.checklist.avoid.values() if ban.id in strict & careful]
    return Tomorrow(
        starts=tuple(Change(ref, title) for ref, title in there.items() if ref not in here),
        ends=tuple(Change(ref, title) for ref, title in here.items() if ref not in there and ref not in carried),
        eases=tuple(Change(f"avoid.{ban.id}", ban.what) for ban in eased),
    )


def present(ledger: Ledger, day: date, banned: Iterable[BanLine]) -> dict[str, str]:
    """The items whose window covers a day by dates that are known, by their ref."""
    schedule, plan = ledger.schedule, ledger.plan
    events = plan.checklist.events
    found = {}
    for task in plan.checklist.tasks.values():
        if task.phase != CONSULT and applies(task.said, plan) is not False and not _all_settled(ledger, task, day):
            windows = [window for _, window in schedule.windows(task, day)]
            if any(window.covers(day) or window.depends_on in events for window in windows):
                found[task.id] = task.do
    for line in banned:
        found[f"avoid.{line.ban.id}"] = line.ban.what
    return found


def _all_settled(ledger: Ledger, task: Task, day: date) -> bool:
    lines = [ledger.line(each) for each in ledger.once_occurrences(task, day)] if task.once else []
    return bool(lines) and all(line.settled for line in lines)


def visit_days(plan: Plan, day: date) -> tuple[VisitDay, ...]:
    """The visits of a day and of the day after it."""
    following = day if day == date.max else away(day, ONE_DAY)
    dated = [
        VisitDay(plan.checklist.visits[each], on) for each, on in plan.visits.items() if each in plan.checklist.visits
    ]
    kept = [each for each in dated if not plan.dropped(f"visits.{each.visit.id}", day)]
    return tuple(sorted((each for each in kept if day <= each.on <= following), key=lambda each: each.on))


def supply_lines(ledger: Ledger, day: date) -> tuple[SupplyLine, ...]:
    """The supplies that a day's page lists, each with the day it should be at home by."""
    schedule = ledger.schedule
    return tuple(
        SupplyLine(supply, schedule.supply_day(supply), outcome, applies(supply.said, ledger.plan))
        for supply, outcome in ledger.supplies()
        if not ledger.plan.dropped(SUPPLY + supply.id, day)
    )
