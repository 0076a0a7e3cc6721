"""A plan as tasks in a folder that other programs tick too: what each file is to say, and what comes back from it.

A file carries what it said when it was written last (its *base*): where it says something else now, somebody ticked it
elsewhere; where the record says something else, it was ticked here. It also carries which entry of the record was the
last one then: a file with an entry that this record does not have was written on another computer, from a copy of the
record, and all that it says is news. Done wins over everything, whoever said it, and nothing that was said is lost:
what cannot be taken yet stays in its file.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from .plan import Key
from .progress import NUMBERED, Status
from .schedule import ONE_DAY
from .timing import away
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from .entry import Entry
    from .progress import Ledger, Line

DAYS_AHEAD: Final = timedelta(days=60)
"""How far ahead tasks are written."""
STAYS_OPEN: Final = ONE_DAY
"""How long after its day a task can still be ticked in its file: last night's is ticked in the morning."""
SKIPPED_THERE: Final = "skipped on the phone"


class Said(Enum):
    """What a file says of its task (RFC 5545, STATUS of a VTODO)."""

    OPEN = "NEEDS-ACTION"
    DONE = "COMPLETED"
    CANCELLED = "CANCELLED"


@frozen
class Todo:
    """What the file of a task is to say: a repeated task has one for each day, a ``once`` task one for each session.

    ``gone`` are the days from its session, which name the file of a repeated task wherever its date moves; None: once.
    ``day`` is the day it is for, or the last day to do it; ``at`` the true time it was done.
    """

    task: str
    session: int | None
    gone: int | None
    day: date
    said: Said
    line: Line
    at: datetime | None = None

    @property
    def name(self) -> tuple[str, object, object]:
        """What tells it from every other of its plan."""
        return self.task, "plan" if self.session is None else self.session, "once" if self.gone is None else self.gone


@frozen
class Found:
    """What the file of a task says now, and what it said when it was written last.

    ``foreign``: that was another computer; ``gone``: the file is cancelled because the plan had no such task any more.
    """

    uid: str
    task: str
    session: int | None
    once: bool
    day: date
    said: Said
    base: Said
    done_on: date | None = None
    foreign: bool = False
    gone: bool = False

    @property
    def news(self) -> Said | None:
        """What was said elsewhere since; open again is no news: what was done stays done."""
        if self.said is Said.OPEN or (self.gone and self.said is Said.CANCELLED):
            return None
        return self.said if self.foreign or self.said is not self.base else None


@frozen
class Taken:
    """What comes back from a folder: marks to record, and files whose news has to wait for their day or is no one's."""

    ticks: tuple[dict[str, Any], ...]
    skips: tuple[dict[str, Any], ...]
    waiting: tuple[Found, ...]
    unknown: tuple[Found, ...]

    def written(self) -> dict[str, Any] | None:
        """The change as an entry records it; None where there is none."""
        if not self.ticks and not self.skips:
            return None
        return {"ticks": list(self.ticks), "skips": list(self.skips), "because": SKIPPED_THERE}


@dataclass
class Synced:
    """What a sync came to; ``ledger`` None: there is no plan to write, and what is left of others was cancelled."""

    ledger: Ledger | None
    today: date
    taken: Taken
    broken: tuple[tuple[str, str], ...]  # the name of a file, and why it cannot be read
    new: int = 0
    changed: int = 0
    cancelled: int = 0

    @property
    def still(self) -> bool:
        """Whether both sides said the same already."""
        return not (self.taken.ticks or self.taken.skips or self.new or self.changed or self.cancelled)


def stamp(entry: Entry) -> str:
    """What an entry is known by in a file: its number, and a checksum that a copy of the record does not share."""
    written = json.dumps([entry.kind, entry.at.isoformat(), entry.data], sort_keys=True)
    return f"{entry.seq}.{sha256(written.encode()).hexdigest()[:12]}"


def knows(entries: Sequence[Entry], written: str) -> bool:
    """Whether a stamp is that of one of these entries; they are in the order of their numbers."""
    number = written.partition(".")[0]
    if not number.isdecimal():
        return False
    place = bisect_left(entries, int(number), key=lambda each: each.seq)
    return place < len(entries) and stamp(entries[place]) == written


# --- out -------------------------------------------------------------------------------------------------------------


def todos(ledger: Ledger) -> list[Todo]:
    """The files of a plan, from yesterday to sixty days on; none of what starts by an event not recorded."""
    today = ledger.today
    first, last = away(today, -STAYS_OPEN), away(today, DAYS_AHEAD)
    days = (first + ONE_DAY * gone for gone in range((last - first).days + 1))
    found = [each for day in days if day >= ledger.plan.made for each in _of_day(ledger, day)]
    return [*found, *_once(ledger, last)]


def _of_day(ledger: Ledger, day: date) -> Iterator[Todo]:
    for line in ledger.lines(day, NUMBERED):
        each = line.occurrence
        if not line.task.once and line.times and _known(line):
            session = ledger.plan.session_on(day) if each.session is None else each.session
            gone = (day - ledger.plan.sessions[session]).days
            yield Todo(line.task.id, each.session, gone, day, _said(line), line, line.outcome.at)


def _once(ledger: Ledger, last: date) -> Iterator[Todo]:
    for task in ledger.plan.checklist.tasks.values():
        if not task.once or task.phase not in NUMBERED or ledger.plan.dropped(task.id, ledger.today):
            continue
        for line in map(ledger.line, ledger.once_occurrences(task, ledger.today)):
            each = line.occurrence
            wanted = _known(line) and each.applies is not False and each.window.last is not None
            if wanted and each.window.last and _near(line, ledger.today, last):
                yield Todo(task.id, each.session, None, each.window.last, _said(line), line, line.outcome.at)


def _near(line: Line, today: date, last: date) -> bool:
    """Whether a ``once`` task can be done by the last day written, and is still worth doing, or was just settled."""
    begins, settled = line.occurrence.window.first, line.outcome.day
    if line.settled:
        return settled is not None and settled >= away(today, -STAYS_OPEN)
    return line.status is not Status.MISSED and (begins is None or begins <= last)


def _known(line: Line) -> bool:
    return line.occurrence.window.starts_by is None


def _said(line: Line) -> Said:
    return {Status.DONE: Said.DONE, Status.SKIPPED: Said.CANCELLED}.get(line.status, Said.OPEN)


# --- in --------------------------------------------------------------------------------------------------------------


def taken(found: Iterable[Found], ledger: Ledger) -> Taken:
    """What is to be recorded of what files say: first what was done, in the order of days; each task of a day once."""
    ticks: list[dict[str, Any]] = []
    skips: list[dict[str, Any]] = []
    waiting, unknown = [], []
    settled: set[Key] = set()
    news = (each for each in found if each.news)
    for each in sorted(news, key=lambda one: (one.said is not Said.DONE, one.day, one.uid)):
        day = _day_of(each, ledger.today)
        if not _of_plan(each, ledger):
            unknown.append(each)
        elif day > ledger.today:
            waiting.append(each)
        elif (left := _left(each, ledger, day)) and _key(each, day) not in settled:
            mark = {"task": each.task, "session": each.session, "day": day.isoformat(), "once": each.once}
            if each.said is Said.DONE:
                ticks.append({**mark, "times": left})
                settled.add(_key(each, day))
            elif not _skipped(each, ledger, day):
                skips.append(mark)
                settled.add(_key(each, day))
    return Taken(tuple(ticks), tuple(skips), tuple(waiting), tuple(unknown))


def _day_of(each: Found, today: date) -> date:
    """The day a tick is for: that of the file; of what is done once, the day it was done."""
    return min(each.done_on or today, today) if each.once else each.day


def _of_plan(each: Found, ledger: Ledger) -> bool:
    plan = ledger.plan
    known = each.task in plan.checklist.tasks or each.task in plan.former
    return known and (each.session is None or each.session in {*plan.sessions, *plan.removed}) and each.day >= plan.made


def _key(each: Found, day: date) -> Key:
    return Key(each.task, each.session) if each.once else Key(each.task, day=day)


def _left(each: Found, ledger: Ledger, day: date) -> int:
    """How many ticks are left of a task on a day; where the plan does not ask for it any more, one if there is none."""
    outcome = ledger.plan.outcomes.get(_key(each, day))
    done = outcome.ticks if outcome else 0
    if each.once:
        return max(0, 1 - done)
    times = max((line.times for line in ledger.lines(day) if line.task.id == each.task), default=1)
    return max(0, times - done)


def _skipped(each: Found, ledger: Ledger, day: date) -> bool:
    outcome = ledger.plan.outcomes.get(_key(each, day))
    return outcome is not None and outcome.skipped
