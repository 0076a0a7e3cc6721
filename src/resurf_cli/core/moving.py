"""What other dates of sessions do to a plan: one moved, added or taken off. Nothing of it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .avoid import bans
from .changes import counted_ticks, shifts
from .checklist import PREP
from .day import Change, present
from .items import title_of
from .schedule import applies
from .series import Interval, too_close
from .telling import Unused
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from .changes import Shift
    from .checklist import Task, Visit
    from .progress import Ledger

    Dated = Mapping[int, tuple[date | None, date | None]]


@frozen
class Late:
    """A task of prep that by the new date should have begun already; ``days`` ago."""

    task: Task
    session: int | None
    days: int


@frozen
class Before:
    """An event recorded for a day before the new date of its session, so that it is not used any more."""

    event: str
    session: int
    on: date


@frozen
class Move:
    """What new dates of sessions do to a plan.

    ``dates`` are those of each session before and after; None: it is added, or taken off. ``starts`` and ``ends`` are
    what today's page asks for or forbids from now on, and no more. ``counted`` ticks count as before, ``uncounted``
    are on days that ask for them no more. ``again``: ``once`` tasks done that may have to be done again; ``started``:
    medicines with ticks; ``late``: what should have begun by the new date; ``visits`` keep their date. ``correction``:
    a session that has an event or whose day is past. ``unused``: what the clinic told for other dates. ``close``:
    sessions closer to the one before than the checklist advises.
    """

    dates: Dated
    shifts: tuple[Shift, ...]
    starts: tuple[Change, ...]
    ends: tuple[Change, ...]
    again: tuple[Task, ...]
    started: tuple[Task, ...]
    late: tuple[Late, ...]
    counted: int
    uncounted: int
    correction: bool
    before: tuple[Before, ...]
    unused: tuple[Unused, ...]
    visits: tuple[tuple[Visit, date], ...]
    close: tuple[Interval, ...]

    @property
    def loses(self) -> bool:
        """Whether something recorded counts no more, or is no more used."""
        return bool(self.uncounted or self.before or self.unused)


def move(before: Ledger, after: Ledger) -> Move:
    """What moving, adding or taking off sessions does; ``after`` is the plan with it."""
    old, new = before.plan.sessions, after.plan.sessions
    changed = [each for each in sorted({*old, *new}) if old.get(each) != new.get(each)]
    dated = {each: (old.get(each), new.get(each)) for each in changed}
    starts, ends = _turned(before, after)
    here_before, here = counted_ticks(before), counted_ticks(after)
    return Move(
        dates=dated,
        shifts=tuple(shifts(before, after, by_session=True)),
        starts=starts,
        ends=ends,
        again=tuple(dict.fromkeys(_done_once(before, dated))),
        started=tuple(_started(before, dated)),
        late=tuple(_late(before, after, dated)),
        counted=here,
        uncounted=max(0, here_before - here),
        correction=any(_begun(before, each) for each in changed if each in old),
        before=tuple(_before(before, after)),
        unused=tuple(_unused(before, after)),
        visits=tuple(_visits(before)),
        close=tuple(each for each in too_close(after.plan.checklist, new) if {each.before, each.session} & {*changed}),
    )


def _turned(before: Ledger, after: Ledger) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """What is on today's page from now on, and what is not any more."""
    today = after.today
    here, there = (present(ledger, today, bans(ledger.schedule, today)) for ledger in (before, after))
    starts = tuple(Change(ref, title) for ref, title in there.items() if ref not in here)
    return starts, tuple(Change(ref, title) for ref, title in here.items() if ref not in there)


def _begun(ledger: Ledger, session: int) -> bool:
    plan = ledger.plan
    has_event = any(plan.happened(event, session, ledger.today) is not None for event in plan.checklist.events)
    return has_event or plan.sessions[session] < ledger.today


def _before(before: Ledger, after: Ledger) -> Iterator[Before]:
    for event in before.plan.checklist.events:
        for session in before.plan.sessions:
            old, new = (each.plan.happened(event, session, each.today) for each in (before, after))
            if old is not None and new is None:
                yield Before(event, session, old)


def _unused(before: Ledger, after: Ledger) -> Iterator[Unused]:
    """What the clinic told for dates that the sessions have no more."""
    for ref in before.plan.told:
        still = after.plan.told_ends(ref)
        for session, ends in before.plan.told_ends(ref).items():
            if session not in still:
                yield Unused(ref, title_of(ref, before.plan.checklist), session, ends)


def _done_once(ledger: Ledger, dated: Dated) -> Iterator[Task]:
    """The ``once`` tasks of prep that were done for a session with another date."""
    tasks = ledger.plan.checklist.tasks
    for key, outcome in ledger.plan.outcomes.items():
        if key.session in dated and outcome.ticks and key.task in tasks and tasks[key.task].phase == PREP:
            yield tasks[key.task]


def _started(ledger: Ledger, dated: Dated) -> Iterator[Task]:
    """The medicines with a tick in the days they had for such a session."""
    for task in ledger.plan.checklist.tasks.values():
        mine = [(key.day, each) for key, each in ledger.plan.outcomes.items() if key.task == task.id]
        days = [day or each.day for day, each in mine if each.ticks]
        windows = [window for session, window in ledger.schedule.windows(task, ledger.today) if session in dated]
        if task.medicine and any(window.covers(day) for window in windows for day in days if day):
            yield task


def _late(before: Ledger, after: Ledger, dated: Dated) -> Iterator[Late]:
    """What should have begun by the new date, and did not have to by the old one; none of a day that is past."""
    today = after.today
    for task in after.plan.checklist.phase(PREP):
        if applies(task.said, after.plan) is False or task.optional or task.as_needed:
            continue
        old = {session: window.first for session, window in before.schedule.windows(task, today)}
        for session, window in after.schedule.windows(task, today):
            first, was = window.first, old.get(session)
            late = first is not None and first < today and (session not in old or (was is not None and first < was))
            to_come = (session is None or session in dated) and after.plan.treated[session][0] >= today
            if to_come and first and late and not _settled(after, task, session):
                yield Late(task, session, (today - first).days)


def _settled(ledger: Ledger, task: Task, session: int | None) -> bool:
    lines = [ledger.line(each) for each in ledger.once_occurrences(task, ledger.today)] if task.once else []
    return any(line.settled for line in lines if line.occurrence.session == session)


def _visits(ledger: Ledger) -> Iterator[tuple[Visit, date]]:
    """The visits still to come that have a date: moving a session does not move them."""
    for name, on in ledger.plan.visits.items():
        visit = ledger.plan.checklist.visits.get(name)
        if visit is not None and on >= ledger.today and not ledger.plan.dropped(f"visits.{name}", ledger.today):
            yield visit, on
