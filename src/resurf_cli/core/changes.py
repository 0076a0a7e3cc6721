"""What a change does to a plan's days: after an event, an answer, a moved date. Nothing of it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .avoid import spans
from .checklist import CONSULT, PREP
from .differences import differences
from .schedule import applies
from .telling import Unused, unused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .checklist import Task
    from .differences import Difference
    from .plan import Plan
    from .progress import Ledger


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an item in words' reach: first and last inclusive, None where no day is known.

    ``open``: it hangs on an event not recorded, or on the clinic's word, so ``last`` is only assumed.
    """

    first: date | None
    last: date | None
    open: bool = False
    waits: bool = False  # it starts by an event not recorded


@dataclass(frozen=True, slots=True)
class Shift:
    """An item whose days are others after a change; None: it does not apply, or has no days."""

    ref: str
    title: str
    session: int | None
    before: Days | None
    after: Days | None


def shifts(before: Ledger, after: Ledger) -> list[Shift]:
    """The items that come, go or move between two states of a plan, in the order of the checklist."""
    old, new = dict(_all_days(before)), dict(_all_days(after))
    titles = {**_titles(before.plan), **_titles(after.plan)}
    return [
        Shift(ref, titles[ref], session, old.get((ref, session)), new.get((ref, session)))
        for ref, session in dict.fromkeys((*new, *old))
        if old.get((ref, session)) != new.get((ref, session))
    ]


def _titles(plan: Plan) -> dict[str, str]:
    found = {task.id: task.do for task in plan.checklist.tasks.values()}
    found |= {f"avoid.{ban.id}": ban.what for ban in plan.checklist.avoid.values()}
    return found | {f"expect.{each.id}": each.what for each in plan.checklist.expect.values()}


Named = tuple[tuple[str, int | None], Days]


def _all_days(ledger: Ledger) -> Iterator[Named]:
    """The days of every task, ban and normal thing that applies or might, seen from today."""
    yield from _days_of_tasks(ledger)
    yield from _days_of_bans(ledger)
    yield from _days_of_the_normal(ledger)


def _days_of_tasks(ledger: Ledger) -> Iterator[Named]:
    for task in ledger.plan.checklist.tasks.values():
        if task.phase != CONSULT and applies(task.said, ledger.plan) is not False:
            for session, window in ledger.schedule.windows(task, ledger.today):
                days = Days(window.first, window.last, window.depends_on is not None, window.starts_by is not None)
                yield (task.id, session), days


def _days_of_bans(ledger: Ledger) -> Iterator[Named]:
    for ban in ledger.plan.checklist.avoid.values():
        if applies(ban.said, ledger.plan) is not False:
            for place, span in enumerate(spans(ban, ledger.schedule, ledger.today), 1):
                yield (f"avoid.{ban.id}", place), Days(span.first, span.last, span.depends_on is not None)


def _days_of_the_normal(ledger: Ledger) -> Iterator[Named]:
    schedule = ledger.schedule
    for item in ledger.plan.checklist.expect.values():
        if applies(item.said, ledger.plan) is not False:
            for session in schedule.sessions_of(item):
                window = schedule.normal_window(item, session, ledger.today)
                if window is not None:
                    waits = window.starts_by is not None
                    yield (
                        (f"expect.{item.id}", session),
                        Days(window.first, window.last, window.depends_on is not None, waits),
                    )


# --- moving a session ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Late:
    """A task of prep that by the new date should have begun already; ``days`` ago."""

    task: Task
    session: int
    days: int


@dataclass(frozen=True, slots=True)
class Move:
    """What new dates of sessions do to a plan.

    ``again``: ``once`` tasks done that may have to be done again; ``started``: medicines with ticks; ``late``: what
    should have begun by the new date; ``uncounted``: ticks on days that ask for them no more. ``correction``: a
    session that has an event or whose day is past. ``unused``: what the clinic told for other dates.
    """

    shifts: tuple[Shift, ...]
    again: tuple[Task, ...]
    started: tuple[Task, ...]
    late: tuple[Late, ...]
    uncounted: int
    correction: bool
    unused: tuple[Unused, ...]


def move(before: Ledger, after: Ledger, sessions: dict[int, date]) -> Move:
    """What moving sessions to new dates does; ``after`` is the plan with them moved."""
    return Move(
        shifts=tuple(shifts(before, after)),
        again=tuple(_done_once(before, sessions)),
        started=tuple(_started(before)),
        late=tuple(_late(before, after, sessions)),
        uncounted=max(0, counted_ticks(before) - counted_ticks(after)),
        correction=any(_begun(before, each) for each in sessions),
        unused=unused(after.plan, after.today),
    )


def _begun(ledger: Ledger, session: int) -> bool:
    has_event = any(number == session for _, number in ledger.plan.events)
    return has_event or ledger.plan.sessions[session] < ledger.today


def _done_once(ledger: Ledger, sessions: dict[int, date]) -> Iterator[Task]:
    tasks = ledger.plan.checklist.tasks
    for key, outcome in ledger.plan.outcomes.items():
        if key.session in sessions and outcome.ticks and key.task in tasks and tasks[key.task].phase == PREP:
            yield tasks[key.task]


def _started(ledger: Ledger) -> Iterator[Task]:
    ticked = {key.task for key, outcome in ledger.plan.outcomes.items() if outcome.ticks}
    return (task for task in ledger.plan.checklist.tasks.values() if task.medicine and task.id in ticked)


def _late(before: Ledger, after: Ledger, sessions: dict[int, date]) -> Iterator[Late]:
    today = after.today
    for task in after.plan.checklist.phase(PREP):
        if applies(task.said, after.plan) is False or task.optional:
            continue
        old = {session: window.first for session, window in before.schedule.windows(task, today)}
        for session, window in after.schedule.windows(task, today):
            first, was = window.first, old.get(session)
            moved_back = first is not None and was is not None and first < today and first < was
            if session in sessions and first is not None and moved_back and not _settled(after, task, session):
                yield Late(task, session, (today - first).days)


def _settled(ledger: Ledger, task: Task, session: int) -> bool:
    lines = [ledger.line(each) for each in ledger.once_occurrences(task, ledger.today)] if task.once else []
    return any(line.settled for line in lines if line.occurrence.session == session)


# --- another edition of the checklist --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Update:
    """What another edition of the checklist does to a plan.

    ``differences`` are between what both say, ``shifts`` the days that move with it. ``ticks`` were recorded,
    ``counted`` of them count before, ``still`` after. ``unanswered`` are questions whose answer is none any more,
    ``dropped`` items that differ and that the clinic took off: they stay off.
    """

    differences: tuple[Difference, ...]
    shifts: tuple[Shift, ...]
    ticks: int
    counted: int
    still: int
    unanswered: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def update(before: Ledger, after: Ledger) -> Update:
    """What following another edition does; ``after`` is the plan with it."""
    old, new = before.plan, after.plan
    found = differences(old.checklist, new.checklist)
    return Update(
        differences=found,
        shifts=tuple(shifts(before, after)),
        ticks=sum(each.ticks for each in old.outcomes.values()),
        counted=counted_ticks(before),
        still=counted_ticks(after),
        unanswered=tuple(name for name in old.answers if name in new.checklist.questions and name not in new.answers),
        dropped=tuple(each.ref for each in found if each.after is not None and new.dropped(each.ref, after.today)),
    )


def counted_ticks(ledger: Ledger) -> int:
    """How many recorded ticks count, over all days so far."""
    return sum(figure.done for days in ledger.tally.values() for figure in days.values())
