"""Status and counting: the one place that decides both. Neither is ever stored."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from .checklist import CONSULT, DAY, MAINTENANCE, PREP, RECOVERY
from .plan import REDO, SHAPING, SUPPLY, UNDO, Key, Outcome
from .schedule import ONE_DAY, Occurrence, Schedule, Window, applies
from .timing import Tick
from .values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from .checklist import Supply, Task
    from .entry import Entry
    from .plan import History, Plan
    from .schedule import Fixed

NUMBERED: Final = (PREP, DAY, RECOVERY, MAINTENANCE)
NOTHING_YET: Final = Outcome()


class Status(Enum):
    """Where an occurrence stands; follows from its outcome and the clock."""

    UPCOMING = "upcoming"
    DUE = "due"
    PARTLY = "partly"
    DONE = "done"
    SKIPPED = "skipped"
    OVERDUE = "overdue"
    MISSED = "missed"


@frozen
class Figure:
    """A count of ticks: done, of those due; ``skipped`` are no longer due."""

    done: int = 0
    due: int = 0
    skipped: int = 0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.done + other.done, self.due + other.due, self.skipped + other.skipped)


@frozen
class Line:
    """A task on a page: an occurrence with what was recorded for it.

    ``done`` may pass ``times``; ``counted`` is whether its ticks are in that day's figure; ``late_until`` is to which
    day a ``once`` task is worth doing (None: no end is known); ``last`` is the true time of the latest tick of an
    as-needed task, on whatever day.
    """

    occurrence: Occurrence
    outcome: Outcome
    status: Status
    counted: bool
    late_until: date | None = None
    last: datetime | None = None

    @property
    def task(self) -> Task:
        """The task it is about."""
        return self.occurrence.task

    @property
    def times(self) -> int:
        """How many ticks it asks for; 0 when as needed."""
        return self.occurrence.times

    @property
    def done(self) -> int:
        """How many ticks were recorded."""
        return self.outcome.ticks

    @property
    def skipped(self) -> int:
        """How many ticks ``skip`` settled."""
        return max(0, self.times - self.done) if self.outcome.skipped else 0

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to do."""
        return self.status in {Status.DONE, Status.SKIPPED}


def status(occurrence: Occurrence, outcome: Outcome, today: date, late_until: date | None = None) -> Status:
    """Where an occurrence stands on ``today``."""
    if outcome.ticks and outcome.ticks >= occurrence.times:
        return Status.DONE
    if outcome.skipped:
        return Status.SKIPPED
    if outcome.ticks:
        return Status.PARTLY
    if occurrence.task.once:
        return _once_status(occurrence, today, late_until)
    if occurrence.day > today:
        return Status.UPCOMING
    never_missed = occurrence.task.optional or occurrence.task.as_needed
    return Status.DUE if occurrence.day == today or never_missed else Status.MISSED


def _once_status(occurrence: Occurrence, today: date, late_until: date | None) -> Status:
    window = occurrence.window
    if window.first is not None and today < window.first:
        return Status.UPCOMING
    if window.last is None or today <= window.last or occurrence.task.optional:
        return Status.DUE
    return Status.OVERDUE if late_until is None or today <= late_until else Status.MISSED


def settled_on(occurrence_key: Key, plan: Plan) -> date | None:
    """The day a ``once`` task was settled for; None while it is not."""
    outcome = plan.outcomes.get(occurrence_key)
    return outcome.day if outcome and (outcome.ticks or outcome.skipped) else None


def on_page(occurrence: Occurrence, plan: Plan) -> bool:
    """Whether a ``once`` task is on a day's page: until it is settled, and on the day it was settled for."""
    settled = settled_on(occurrence.key, plan) if occurrence.task.once else None
    return settled is None or occurrence.day <= settled


def countable(occurrence: Occurrence) -> bool:
    """Whether an occurrence can count at all: not optional, not as needed, and for this person."""
    task = occurrence.task
    return not task.optional and not task.as_needed and occurrence.applies is True


def counted(occurrence: Occurrence, plan: Plan) -> bool:
    """Whether the ticks of an occurrence are in its day's figure.

    A ``once`` task counts on the day it was settled for, else on the last day of its window.
    """
    task, day, window = occurrence.task, occurrence.day, occurrence.window
    if not countable(occurrence) or day < plan.made:
        return False
    if not task.once:
        return window.counts(day)
    settled = settled_on(occurrence.key, plan)
    if settled is not None:
        return day == settled
    return day == (window.counted_to if window.last is None else window.last) and window.counts(day)


class Ledger:
    """The lines and figures of a plan's days, seen from a real ``today``."""

    def __init__(self, history: History, today: date, fixed: Fixed | None = None) -> None:
        """Take a plan with its past, and the day it is; ``fixed`` as a schedule of the same plan has them."""
        self.history = history
        self.today = today
        self._fixed = fixed
        self._then: dict[int, Schedule] = {}
        self._lines: dict[tuple[date, tuple[str, ...]], list[Line]] = {}

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self.history.plan

    @cached_property
    def schedule(self) -> Schedule:
        """Its windows, seen from today."""
        return Schedule(self.plan, self.today, self._fixed)

    def after(self, entry: Entry) -> Ledger:
        """The same with one more entry."""
        shapes = entry.kind in {*SHAPING, UNDO, REDO}
        known = None if shapes or "schedule" not in self.__dict__ else self.schedule.fixed
        return Ledger(self.history.after(entry), self.today, known)

    # --- lines ---

    def line(self, occurrence: Occurrence) -> Line:
        """An occurrence with what was recorded for it."""
        outcome = self.plan.outcomes.get(occurrence.key, NOTHING_YET)
        late = None
        if occurrence.task.once:
            late = self.schedule.late_until(occurrence.task, occurrence.session, occurrence.window, occurrence.day)
        where = status(occurrence, outcome, self.today, late)
        last = self.last_tick(occurrence.task) if occurrence.task.as_needed else None
        return Line(occurrence, outcome, where, counted(occurrence, self.plan), late, last)

    def last_tick(self, task: Task) -> datetime | None:
        """The true time of the latest tick of a task, on whatever day."""
        found = [each.at for key, each in self.plan.outcomes.items() if key.task == task.id and each.ticks and each.at]
        return max(found, default=None)

    def lines(self, day: date, phases: tuple[str, ...] = NUMBERED) -> list[Line]:
        """The lines of a day: its occurrences, and ``once`` tasks settled on it, in the order of the checklist."""
        if (day, phases) not in self._lines:
            self._lines[day, phases] = self._lines_of(day, phases)
        return [*self._lines[day, phases]]

    def _lines_of(self, day: date, phases: tuple[str, ...]) -> list[Line]:
        found = [each for each in self.schedule.occurrences(day, phases) if on_page(each, self.plan)]
        here = {each.key for each in found}
        found += [each for each in self._settled(day, phases) if each.key not in here]
        order = {task: place for place, task in enumerate(self.plan.checklist.tasks)}
        return [self.line(each) for each in sorted(found, key=lambda each: (order[each.task.id], each.session or 0))]

    def _settled(self, day: date, phases: tuple[str, ...]) -> list[Occurrence]:
        """The ``once`` tasks settled for a day outside their window."""
        tasks = self.plan.checklist.tasks
        on_day = {found.task for found, outcome in self.plan.outcomes.items() if outcome.day == day}
        once = [tasks[each] for each in on_day if each in tasks and tasks[each].once and tasks[each].phase in phases]
        return [
            each
            for task in once
            for each in self.once_occurrences(task, day)
            if each.applies is not False and settled_on(each.key, self.plan) == day
        ]

    def once_occurrences(self, task: Task, day: date) -> list[Occurrence]:
        """A ``once`` task on a day inside or outside its window, for each session it runs for."""
        return [
            Occurrence(task, session, day, window, (Tick(),), applies(task.said, self.plan))
            for session, window in self.schedule.windows(task, day)
        ]

    def still_open(self, day: date, phases: tuple[str, ...] = NUMBERED) -> list[Line]:
        """``once`` tasks whose window has passed by ``day``, not settled and still worth doing."""
        once = [task for task in self.plan.checklist.tasks.values() if task.once and task.phase in phases]
        found = [self.line(each) for task in once for each in self.once_occurrences(task, day)]
        return [line for line in found if self._still_open(line, day)]

    def _still_open(self, line: Line, day: date) -> bool:
        last = line.occurrence.window.last
        unsettled = line.occurrence.applies is not False and not line.settled and not line.task.optional
        return unsettled and last is not None and last < day and (line.late_until is None or day <= line.late_until)

    # --- figures ---

    def figure(self, day: date, phases: tuple[str, ...] = NUMBERED) -> Figure:
        """The ticks done and due on a day."""
        return sum((figure for _, figure in self.figures(day, phases)), Figure())

    def figures(self, day: date, phases: tuple[str, ...] = NUMBERED) -> list[tuple[Line, Figure]]:
        """The counted lines of a day, each with its figure; the figure of the day is their sum."""
        lines = [line for line in self.lines(day, phases) if line.counted]
        if day >= self.today:
            return [(line, count(line, line.times)) for line in lines]
        asked = self._asked(day, phases)
        return [(line, count(line, asked.get(line.occurrence.key, 0))) for line in lines]

    def _asked(self, day: date, phases: tuple[str, ...]) -> dict[Key, int]:
        """How many ticks the page of a past day asked for when that day ended; the day the plan was made, none."""
        if day <= self.plan.made:
            return {}
        then = self.history.as_of(day)
        plan = replace(then, outcomes=self.plan.outcomes)
        schedule = Schedule(plan, day, self._then.setdefault(id(then), Schedule(then, day)).fixed)
        found = schedule.occurrences(day, phases)
        return {each.key: each.times for each in found if on_page(each, plan) and counted(each, plan)}

    @cached_property
    def tally(self) -> dict[tuple[str, int | None], dict[date, Figure]]:
        """The figure of each task and session on each past day, and today's ticks already done."""
        found: dict[tuple[str, int | None], dict[date, Figure]] = {}
        for day in (self.plan.made + ONE_DAY * days for days in range((self.today - self.plan.made).days + 1)):
            for line, figure in self.figures(day):
                ticked = figure if day < self.today else Figure(figure.done, figure.done)
                found.setdefault((line.task.id, line.occurrence.session), {})[day] = ticked
        return found

    def so_far(self, task: str, session: int | None) -> Figure:
        """The figure of a task in a session over all past days, and today's ticks already done."""
        return sum(self.tally.get((task, session), {}).values(), Figure())

    def progress(self, phase: str) -> Figure:
        """The figure of a phase so far; of consult, its own tasks."""
        if phase == CONSULT:
            return total(self.consult())
        tasks = self.plan.checklist.tasks
        mine = [days for (task, _), days in self.tally.items() if tasks[task].phase == phase]
        return sum((figure for days in mine for figure in days.values()), Figure())

    def asks(self, key: Key) -> bool:
        """Whether an outcome hangs on something that the plan still has, and still has in that way.

        A task that was done once and is repeated now, or the other way round, is not what was ticked.
        """
        task = self.plan.checklist.tasks.get(key.task)
        if task is None:
            return key.task not in self.plan.former
        if applies(task.said, self.plan) is False or task.once is not (key.day is None):
            return False
        return not task.once or key.session in self.schedule.sessions_of(task)

    # --- consult and supplies ---

    def consult(self) -> list[Line]:
        """The consultation's tasks that apply or might, less those taken off; ticked on any day."""
        found = []
        for task in self.plan.checklist.phase(CONSULT):
            if applies(task.said, self.plan) is not False and not self.plan.dropped(task.id, self.today):
                window = self.schedule.task_window(task, None, self.today) or Window(None, None)
                found.append(
                    self.line(Occurrence(task, None, self.today, window, (Tick(),), applies(task.said, self.plan)))
                )
        return found

    def supplies(self) -> list[tuple[Supply, Outcome]]:
        """The supplies that apply or might, also those taken off, with what was recorded for each."""
        every = self.plan.checklist.supplies.values()
        mine = [each for each in every if applies(each.said, self.plan) is not False]
        return [(each, self.plan.outcomes.get(Key(SUPPLY + each.id), NOTHING_YET)) for each in mine]


def count(line: Line, asked: int) -> Figure:
    """The figure of one line when its day asked for so many ticks; more ticks than ``times`` count as ``times``."""
    done = min(line.done, line.times)
    base = min(line.times, asked)
    if line.outcome.skipped:
        return Figure(done, done, max(0, base - done))
    return Figure(done, max(base, done))


def total(lines: Iterable[Line]) -> Figure:
    """The figure of lines that are all asked for, whatever the day: those optional or not answered yet left out."""
    return sum((count(line, line.times) for line in lines if countable(line.occurrence)), Figure())


def kept(ledger: Ledger, lines: Iterable[Line], day: date) -> list[tuple[Key, Outcome]]:
    """What was recorded on a day that no longer asks for it, or no longer so: shown, never counted."""
    here = {line.occurrence.key for line in lines}
    found = [(key, outcome) for key, outcome in ledger.plan.outcomes.items() if key not in here]
    return [(key, outcome) for key, outcome in found if day == key.day or (day == outcome.day and _other(ledger, key))]


def _other(ledger: Ledger, key: Key) -> bool:
    """Whether a task of a day's page that was recorded as done once is one no more."""
    task = ledger.plan.checklist.tasks.get(key.task)
    return key.day is None and task is not None and task.phase in NUMBERED and not ledger.asks(key)
