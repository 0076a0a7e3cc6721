"""What a plan's entries come to up to one of them, kept so that a day's page need not read them all.

A checkpoint is no record: it can be made again from the entries at any time, and a change taken back from before it
makes it void. It names the entries that shape the plan and still stand, and holds the outcomes: those of ``once`` tasks
and the latest of every task together, the others in portions of a week.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from .plan import REDO, SETTLING, SHAPING, UNDO, Key, Outcome, Outcomes, changes, key_of, settle, touched, week_of
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .entry import Entry
    from .plan import History

    Written = Mapping[str, Any]

LEFT: Final = 64
"""How many of the latest entries stay after a checkpoint, so that they can be taken back without making it anew."""
MOST: Final = 128
"""From how many entries after a checkpoint on the next one is made."""


@frozen
class Checkpoint:
    """What was read of one: the shaping entries that stand, the outcomes, and what all changes spoke of.

    The entries are read when they are asked for: a note needs none of them.
    """

    shaping: Callable[[], tuple[Entry, ...]]
    outcomes: Outcomes
    touched: frozenset[str]


@frozen
class Step:
    """The next checkpoint, as it is kept: up to which entry, the shaping entries, the rest, and the weeks that changed.

    ``seq`` and ``shaping`` are numbers of entries.
    """

    seq: int
    shaping: tuple[int, ...]
    state: Written
    weeks: Mapping[str, Written]


def read(shaping: Callable[[], tuple[Entry, ...]], state: Written, week: Callable[[str], Written]) -> Checkpoint:
    """A checkpoint from what was kept of it; the entries, and a portion by its week, are read when asked for."""
    outcomes = Outcomes(dict(map(_outcome, state["outcomes"])), lambda number: _of_week(week(str(number))))
    return Checkpoint(shaping, outcomes, frozenset(state["touched"]))


def _of_week(portion: Written) -> dict[Key, Outcome]:
    return dict(map(_outcome, portion.get("outcomes", ())))


def step(history: History, most: int = MOST, left: int = LEFT) -> Step | None:
    """The next checkpoint of a plan, once ``most`` entries came after the last one; ``left`` stay after it."""
    last = _last(history.tail, left) if len(history.tail) >= most else None
    if last is None:
        return None
    new = [entry for entry in history.tail if entry.seq <= last]
    standing = changes(new).standing
    since = history.since
    outcomes = since.outcomes.copy() if since else Outcomes()
    for entry in standing:
        if entry.kind in SETTLING:
            settle(outcomes, entry)
    weeks = {week_of(key.day) for key in map(key_of, _settled(standing)) if key.day}
    shaping = (*(since.shaping() if since else ()), *(each for each in standing if each.kind in SHAPING))
    spoken_of = {*(since.touched if since else ()), *(each for entry in new for each in touched(entry))}
    state = {"outcomes": [_written(*each) for each in _together(outcomes)], "touched": sorted(spoken_of)}
    portions = {str(week): {"outcomes": [_written(*each) for each in _in_week(outcomes, week)]} for week in weeks}
    return Step(last, tuple(each.seq for each in shaping), state, portions)


def _last(entries: Sequence[Entry], left: int) -> int | None:
    """The last entry that can be taken into a checkpoint: none after it takes back one up to it."""
    if len(entries) <= left:
        return None
    last = entries[-left - 1].seq
    for entry in reversed(entries):
        if entry.seq <= last:
            break
        if entry.kind in {UNDO, REDO}:
            last = min(last, entry.data["change"] - 1)
    return last if last >= entries[0].seq else None


def _settled(entries: Iterable[Entry]) -> list[Mapping[str, Any]]:
    return [each for entry in entries for each in (*entry.data.get("ticks", ()), *entry.data.get("skips", ()))]


def _together(outcomes: Outcomes) -> list[tuple[Key, Outcome]]:
    """The outcomes of ``once`` tasks, and the one of the latest tick of every other task."""
    latest: dict[str, tuple[Key, Outcome]] = {}
    for key, outcome in outcomes.items():
        if key.day and outcome.ticks and outcome.at:
            known = latest.get(key.task)
            if known is None or known[1].at is None or outcome.at > known[1].at:
                latest[key.task] = (key, outcome)
    return [*((key, outcome) for key, outcome in outcomes.items() if key.day is None), *latest.values()]


def _in_week(outcomes: Outcomes, week: int) -> list[tuple[Key, Outcome]]:
    return [(key, outcome) for key, outcome in outcomes.items() if key.day and week_of(key.day) == week]


def _written(key: Key, outcome: Outcome) -> list[Any]:
    days = [each and each.isoformat() for each in (key.day, outcome.day, outcome.at)]
    return [key.task, key.session, outcome.ticks, outcome.skipped, outcome.because, *days]


def _outcome(written: Sequence[Any]) -> tuple[Key, Outcome]:
    task, session, ticks, skipped, because, day, settled, at = written
    key = Key(task, session, day and date.fromisoformat(day))
    on, when = settled and date.fromisoformat(settled), at and datetime.fromisoformat(at)
    return key, Outcome(ticks, skipped=skipped, because=because, day=on, at=when)
