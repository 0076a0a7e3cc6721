"""The care summary as data: what a clinician wants to know, computed from the record alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .call import late_signs
from .checklist import BASES, CONSULT, DEFAULT, PHASES
from .curve import curves
from .dated import dated
from .day import asked
from .items import TASKS, items
from .progress import Figure, Ledger
from .questions import questions_page
from .schedule import applies
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from .checklist import Ban, Task
    from .curve import Curve
    from .dated import DatedDay
    from .day import Asked
    from .diary import CheckIn, Raised
    from .photos import Photo
    from .plan import Note, Outcome, Plan
    from .questions import QuestionsPage


@frozen
class Happened:
    """An event, on the day it happened in a session; ``on`` None: opened again and not closed since."""

    event: str
    session: int
    on: date


@frozen
class TaskSum:
    """What a task came to, over the days of the summary; ``reasons`` are those given for skipping, each once.

    ``missed`` are the past days that asked for more ticks than were done or skipped.
    """

    task: Task
    figure: Figure
    reasons: tuple[str, ...]
    settled: date | None  # a ``once`` task: the day it was ticked or skipped for
    ticks: int  # all that were recorded, counted or not
    missed: tuple[date, ...] = ()


@frozen
class Former:
    """What was recorded for an item that the plan has no more, or no more in that way, as after once became daily.

    Kept, never counted; ``first`` and ``last`` are the days it was recorded for.
    """

    ref: str
    title: str
    ticks: int
    reasons: tuple[str, ...]
    first: date
    last: date


@frozen
class Summary:
    """The care summary of a plan, from one day to another, both inclusive; None: no limit."""

    plan: Plan
    today: date
    first: date | None
    last: date | None
    happened: tuple[Happened, ...]
    open_events: tuple[Asked, ...]
    progress: dict[str, Figure]
    tasks: tuple[TaskSum, ...]
    notes: tuple[Note, ...]
    instructions: int
    bases: Mapping[str, int]  # how many instructions there are of each basis
    former: tuple[Former, ...]
    diary: tuple[CheckIn, ...]
    late: tuple[Raised, ...]  # the signs that events past their latest day raise today
    curves: tuple[Curve, ...]
    asking: QuestionsPage
    defaults: tuple[tuple[str, Task | Ban], ...]  # by reference: what no clinic has confirmed
    days: tuple[DatedDay, ...]
    photos: tuple[Photo, ...]

    @property
    def unconfirmed(self) -> int:
        """How many instructions no clinic has confirmed."""
        return len(self.defaults)


def summary(ledger: Ledger, first: date | None = None, last: date | None = None, *, photos: bool = True) -> Summary:
    """The care summary of a plan; ``first`` and ``last`` limit the days that are counted, the notes and the diary."""
    plan = ledger.plan

    def dropped(ref: str) -> bool:
        return plan.dropped(ref, ledger.today)

    sums = [_task_sum(ledger, task, first, last) for task in _mine(ledger)]
    sums = [each for each in sums if not dropped(each.task.id) or each.ticks or each.reasons or each.figure.due]
    listed = items(plan.checklist, (TASKS, "avoid"))
    mine = [(ref, item) for ref, item in listed if applies(item.said, plan) is not False and not dropped(ref)]
    diary = tuple(each for each in plan.diary if within(each.day, first, last))
    return Summary(
        plan=plan,
        today=ledger.today,
        first=first,
        last=last,
        happened=_happened(ledger),
        open_events=tuple(asked(ledger.schedule, ledger.today)),
        progress={phase: _phase(sums, phase) for phase in PHASES if any(each.task.phase == phase for each in sums)},
        tasks=tuple(sums),
        notes=tuple(note for note in plan.notes if within(note.day, first, last)),
        instructions=len(mine),
        bases={basis: sum(1 for _, item in mine if item.said.basis == basis) for basis in BASES},
        former=tuple(_former(ledger, first, last)),
        diary=diary,
        late=tuple(late_signs(ledger.schedule, ledger.today)),
        curves=curves(plan, diary),
        asking=questions_page(ledger),
        defaults=tuple((ref, item) for ref, item in mine if item.said.origin == DEFAULT),
        days=dated(ledger, first, last, photos=photos),
        photos=tuple(each for each in plan.photos if photos and within(each.day, first, last)),
    )


def _former(ledger: Ledger, first: date | None, last: date | None) -> Iterator[Former]:
    """What was recorded for items that the plan does not ask for any more, or not in that way."""
    plan = ledger.plan
    found: dict[str, list[tuple[date, Outcome]]] = {ref: [] for ref in (*plan.former, *plan.checklist.tasks)}
    for key, outcome in plan.outcomes.items():
        if outcome.day is not None and within(outcome.day, first, last) and not ledger.asks(key):
            found[key.task].append((outcome.day, outcome))
    for ref, mine in found.items():
        if mine:
            days = [day for day, _ in mine]
            reasons = tuple(dict.fromkeys(each.because for _, each in mine if each.skipped and each.because))
            yield Former(ref, plan.title_of(ref), sum(each.ticks for _, each in mine), reasons, min(days), max(days))


def within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies between two others, both inclusive; None is no limit."""
    return (first is None or first <= day) and (last is None or day <= last)


def _mine(ledger: Ledger) -> list[Task]:
    return [task for task in ledger.plan.checklist.tasks.values() if applies(task.said, ledger.plan) is not False]


def _phase(sums: list[TaskSum], phase: str) -> Figure:
    return sum((each.figure for each in sums if each.task.phase == phase), Figure())


def _happened(ledger: Ledger) -> tuple[Happened, ...]:
    plan = ledger.plan
    found = [
        Happened(event, session, on)
        for event in plan.checklist.events
        for session in sorted(plan.sessions)
        if (on := plan.happened(event, session, ledger.today)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.session)))


def _task_sum(ledger: Ledger, task: Task, first: date | None, last: date | None) -> TaskSum:
    outcomes = [each for key, each in ledger.plan.outcomes.items() if key.task == task.id and ledger.asks(key)]
    mine = [each for each in outcomes if each.day is not None and within(each.day, first, last)]
    reasons = dict.fromkeys(each.because for each in mine if each.skipped and each.because)
    settled = max((each.day for each in mine if each.day), default=None) if task.once else None
    figure, ticks = _figure(ledger, task, mine, first, last), sum(each.ticks for each in mine)
    return TaskSum(task, figure, tuple(reasons), settled, ticks, tuple(_missed(ledger, task, first, last)))


def _missed(ledger: Ledger, task: Task, first: date | None, last: date | None) -> list[date]:
    tally = [days for (name, _), days in ledger.tally.items() if name == task.id]
    return sorted(
        {day for days in tally for day, each in days.items() if each.done < each.due and within(day, first, last)}
    )


def _figure(ledger: Ledger, task: Task, mine: list[Outcome], first: date | None, last: date | None) -> Figure:
    if task.phase != CONSULT:
        tally = [days for (name, _), days in ledger.tally.items() if name == task.id]
        return sum((each for days in tally for day, each in days.items() if within(day, first, last)), Figure())
    if task.optional or task.as_needed or applies(task.said, ledger.plan) is not True:
        return Figure()
    if ledger.plan.dropped(task.id, ledger.today):
        return Figure()
    done = sum(1 for each in mine if each.ticks)
    skipped = sum(1 for each in mine if each.skipped and not each.ticks)
    return Figure(done, 1 - skipped, skipped)
