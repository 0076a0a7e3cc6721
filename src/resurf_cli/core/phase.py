"""The page of one phase: today's part of it, another day's, or the whole, with its progress so far."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .checklist import CONSULT, PREP
from .day import Begun, SupplyLine, begun_before, bounds, supply_lines
from .progress import Figure, Ledger, Line
from .schedule import ONE_DAY, Occurrence, applies
from .timing import Tick
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .checklist import Task
    from .plan import Plan
    from .schedule import Window

LOOK_AHEAD = 400
"""How many days are searched for the next or the last day of a task; longer than the longest repeat in use."""


@frozen
class PhaseLine:
    """A task of a phase with its figure so far; ``line`` is that of the page's day, else of the next, else the last."""

    line: Line
    so_far: Figure


@frozen
class PhasePage:
    """All that a phase's page says. ``whole``: it is not one day's."""

    plan: Plan
    phase: str
    day: date
    today: date
    whole: bool
    begins: date | None
    lines: tuple[PhaseLine, ...]
    still_open: tuple[PhaseLine, ...]
    begun_before: tuple[Begun, ...]
    supplies: tuple[SupplyLine, ...]
    progress: Figure


def phase_page(ledger: Ledger, phase: str, day: date, *, whole: bool) -> PhasePage:
    """The page of a phase on a day, or the whole phase; consult is always whole."""
    whole = whole or phase == CONSULT
    still_open = [] if phase == CONSULT else ledger.still_open(day, (phase,))
    return PhasePage(
        plan=ledger.plan,
        phase=phase,
        day=day,
        today=ledger.today,
        whole=whole,
        begins=bounds(ledger.schedule, day)[0],
        lines=tuple(PhaseLine(line, _so_far(ledger, line)) for line in _lines(ledger, phase, day, whole=whole)),
        still_open=() if whole else tuple(PhaseLine(line, _so_far(ledger, line)) for line in still_open),
        begun_before=tuple(begun_before(ledger, day, (phase,))),
        supplies=supply_lines(ledger, day) if phase == PREP else (),
        progress=ledger.progress(phase),
    )


def _so_far(ledger: Ledger, line: Line) -> Figure:
    if line.task.phase == CONSULT:
        return Figure(min(line.done, 1), 0 if line.outcome.skipped and not line.done else 1, line.skipped)
    return ledger.so_far(line.task.id, line.occurrence.session)


def _lines(ledger: Ledger, phase: str, day: date, *, whole: bool) -> list[Line]:
    if phase == CONSULT:
        return ledger.consult()
    if whole:
        return [ledger.line(each) for each in _whole(ledger, phase, day)]
    lines = ledger.lines(day, (phase,))
    return sorted(lines, key=lambda line: line.task.optional or line.task.as_needed)


def _whole(ledger: Ledger, phase: str, day: date) -> Iterator[Occurrence]:
    """One occurrence of every task of a phase, for each session: the page's day's, else the next, else the last."""
    for task in ledger.plan.checklist.phase(phase):
        if applies(task.said, ledger.plan) is not False:
            for session, window in ledger.schedule.windows(task, day):
                yield nearest(ledger, task, session, window, day)


def nearest(ledger: Ledger, task: Task, session: int | None, window: Window, day: date) -> Occurrence:
    """The occurrence of a task on a day, else its next one, else its last one."""
    if not task.once:
        for each in _days(window, day):
            if found := ledger.schedule.occurrence(task, session, window, each):
                return found
    last = window.first if window.first and day < window.first else window.last
    there = day if window.covers(day) or last is None else last
    return Occurrence(task, session, there, window, (Tick(),) * task.once, applies(task.said, ledger.plan))


def _days(window: Window, day: date) -> Iterator[date]:
    """The days to look at: the day itself and those after it in the window, then those before, the latest first."""
    first = max(day, window.first) if window.first else day
    for days in range(min(LOOK_AHEAD, (date.max - first).days + 1)):
        if window.last is not None and first + ONE_DAY * days > window.last:
            break
        yield first + ONE_DAY * days
    last = min(day, window.last) if window.last else day
    for days in range(min(LOOK_AHEAD, (last - date.min).days + 1)):
        if window.first is not None and last - ONE_DAY * days < window.first:
            break
        yield last - ONE_DAY * days
