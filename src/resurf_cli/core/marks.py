"""Finding the task a person means, and what ticking or skipping it comes to."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from resurf_cli.errors import NotFound

from . import dates
from .checklist import CONSULT, Supply, Task
from .plan import SUPPLY, Key
from .progress import NUMBERED, Line
from .schedule import ONE_DAY, Occurrence, Window, applies
from .timing import Tick
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .progress import Ledger


@frozen
class Mark:
    """What a tick or a skip is recorded for; ``line`` is how it stood before, None for a supply."""

    id: str
    title: str
    session: int | None
    day: date
    once: bool
    line: Line | None
    ticks: int  # how many were recorded before

    def written(self) -> dict[str, Any]:
        """The mark as an entry records it."""
        return {"task": self.id, "session": self.session, "day": self.day.isoformat(), "once": self.once}


def label(task: Task, session: int | None) -> str:
    """The number of a task as pages show it: ``17``, or ``7.2`` for a ``once`` task of a later session.

    It never changes: where session 1 was taken off, that of session 2 is still ``7.2``.
    """
    if task.number is None:
        return ""
    later = task.once and session not in {None, 1}
    return f"{task.number}.{session}" if later else str(task.number)


def mark(ledger: Ledger, text: str, day: date, session: int | None = None) -> Mark:
    """What a word of the command line means on a day: a task by id, by a prefix that tells it, or by number.

    Raises:
        NotFound: no task or more than one fits, or it is not to be done on that day; the text names the candidates.
    """
    found = find(ledger, text, day)
    _refuse_dropped(ledger, found, day)
    if isinstance(found, Supply):
        outcome = ledger.plan.outcomes.get(_supply_key(found))
        return Mark(
            SUPPLY + found.id, found.item, None, day, once=True, line=None, ticks=outcome.ticks if outcome else 0
        )
    task, numbered = found
    if session is not None and session not in ledger.plan.sessions:
        there = ", ".join(str(each) for each in sorted(ledger.plan.sessions))
        raise NotFound(f"There is no session {session} in this plan. There are: {there}.")
    line = _line(ledger, task, day, session if session is not None else numbered)
    return Mark(task.id, task.do, line.occurrence.session, day, once=task.once, line=line, ticks=line.done)


def _refuse_dropped(ledger: Ledger, found: Supply | tuple[Task, int | None], day: date) -> None:
    ref, title = (SUPPLY + found.id, found.item) if isinstance(found, Supply) else (found[0].id, found[0].do)
    if ledger.plan.dropped(ref, day):
        off = dates.full(ledger.plan.told[ref].dropped or day)
        raise NotFound(f'"{title}" ({ref}): your clinic took it off on {off}. resurf told {ref} brings it back.')


def _supply_key(supply: Supply) -> Key:
    return Key(SUPPLY + supply.id)


# --- which task ------------------------------------------------------------------------------------------------------


def find(ledger: Ledger, text: str, day: date) -> Supply | tuple[Task, int | None]:
    """The supply, or the task and the session its number names, that a word means on a day.

    Raises:
        NotFound: nothing or more than one fits.
    """
    word = text.strip()
    if word.startswith(SUPPLY):
        return _supply(ledger, word.removeprefix(SUPPLY))
    if match := re.fullmatch(r"(\d{1,4})(?:\.(\d{1,3}))?", word):
        return _numbered(ledger, int(match[1]), int(match[2]) if match[2] else None, word)
    tasks = ledger.plan.checklist.tasks
    if word in tasks:
        return _mine(ledger, tasks[word]), None
    here = {line.task.id for line in (*ledger.lines(day), *ledger.still_open(day))}
    theirs = [task.id for task in tasks.values() if applies(task.said, ledger.plan) is not False]
    return tasks[_one(word, here, theirs)], None


def _one(word: str, here: Iterable[str], all_ids: list[str]) -> str:
    """The one id that begins with a word: among those of the day, else among those of the plan."""
    starts = [each for each in all_ids if word and each.startswith(word)]
    fitting = [each for each in starts if each in set(here)] or starts
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NotFound(
            f'"{word}" fits more than one task: {_several(fitting)}. Write a little more of the one you mean.'
        )
    near = get_close_matches(word, all_ids, n=3, cutoff=0.6)
    hint = f" Did you mean {_several(near, ' or ')}?" if near else " resurf today shows the tasks of today."
    raise NotFound(f'There is no task "{word}" in this plan.{hint}')


def _several(names: Iterable[str], last: str = ", ") -> str:
    return last.join(names)


def _numbered(ledger: Ledger, number: int, session: int | None, word: str) -> tuple[Task, int | None]:
    task = next((each for each in ledger.plan.checklist.tasks.values() if each.number == number), None)
    if task is None or (session is not None and session not in ledger.plan.sessions):
        raise NotFound(f"There is no task with the number {word} in this plan. resurf today shows the tasks of today.")
    return _mine(ledger, task), session


def _mine(ledger: Ledger, task: Task) -> Task:
    if applies(task.said, ledger.plan) is False:
        raise NotFound(f'"{task.do}" ({task.id}) does not apply to you, by your answers. resurf plan show lists them.')
    return task


def _supply(ledger: Ledger, word: str) -> Supply:
    mine = [supply.id for supply, _ in ledger.supplies()]
    fitting = [word] if word in mine else [each for each in mine if word and each.startswith(word)]
    if len(fitting) != 1:
        reason = (
            f"fits more than one supply: {_several(fitting)}" if fitting else "is none of the supplies of this plan"
        )
        raise NotFound(f'"{SUPPLY}{word}" {reason}. resurf prep lists them.')
    return ledger.plan.checklist.supplies[fitting[0]]


# --- which line ------------------------------------------------------------------------------------------------------


def _line(ledger: Ledger, task: Task, day: date, session: int | None) -> Line:
    if task.phase == CONSULT:
        return ledger.line(_consult(ledger, task, day))
    if task.once:
        return _once(ledger, task, day, session)
    lines = [line for line in ledger.lines(day) if line.task.id == task.id]
    wanted = [line for line in lines if session is None or line.occurrence.session == session]
    if not wanted:
        raise NotFound(
            f'"{task.do}" ({task.id}) is not on the page of {dates.full(day)}: {when_due(ledger, task, day)}.'
        )
    return wanted[0]


def _consult(ledger: Ledger, task: Task, day: date) -> Occurrence:
    window = ledger.schedule.task_window(task, None, ledger.today) or Window(None, None)
    return Occurrence(task, None, day, window, (Tick(),), applies(task.said, ledger.plan))


def _once(ledger: Ledger, task: Task, day: date, session: int | None) -> Line:
    """The nearest open one of a task's sessions, or the one asked for."""
    lines = [ledger.line(each) for each in ledger.once_occurrences(task, day)]
    wanted = [line for line in lines if session is None or line.occurrence.session == session]
    if not wanted:
        raise NotFound(f'"{task.do}" ({task.id}) has no day in session {session}.' if session else _no_day(task))
    open_lines = [line for line in wanted if not line.settled]
    return min(open_lines or wanted[-1:], key=lambda line: _days_away(line.occurrence.window, day))


def _no_day(task: Task) -> str:
    return f'"{task.do}" ({task.id}) has no day yet: it waits for something to happen. resurf show {task.id} says what.'


def _days_away(window: Window, day: date) -> int:
    if window.covers(day):
        return 0
    first, last = window.first or day, window.last or day
    return min(abs((first - day).days), abs((last - day).days))


def when_due(ledger: Ledger, task: Task, day: date) -> str:
    """In words, when a task that is not due on a day is: it starts, it ended, or its next day."""
    windows = [window for _, window in ledger.schedule.windows(task, day)]
    if any(window.covers(day) for window in windows):
        following = _next_day(ledger, task, day)
        return f"next due {dates.full(following)}" if following else "nothing more of it is due"
    coming = [window for window in windows if window.first is not None and window.first > day]
    if any(window.starts_by for window in coming):
        return "it waits until you record what it waits for"
    if coming:
        return f"starts {dates.full(min(window.first for window in coming if window.first))}"
    ended = [window.last for window in windows if window.last is not None]
    return f"ended {dates.full(max(ended))}" if ended else "it waits until you record what it waits for"


def _next_day(ledger: Ledger, task: Task, day: date) -> date | None:
    for days in range(1, min(400, (date.max - day).days + 1)):
        following = day + ONE_DAY * days
        if any(each.task.id == task.id for each in ledger.schedule.occurrences(following, NUMBERED)):
            return following
    return None
