"""A record made in a few lines: a checklist's document, the dates, and what was written on which day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from resurf_cli.core import diary
from resurf_cli.core.checklist import checklist
from resurf_cli.core.diary import CheckIn
from resurf_cli.core.entry import Entry
from resurf_cli.core.photos import PHOTO, next_number
from resurf_cli.core.plan import (
    ADD,
    CHECK_IN,
    EVENT,
    MOVE,
    NEW,
    NOTE,
    REDO,
    REMOVE,
    SET,
    SKIP,
    TICK,
    TOLD,
    UNDO,
    History,
    changes,
    latest_change,
)
from resurf_cli.core.progress import Figure, Ledger, Line
from resurf_cli.core.telling import Word, what_changed, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resurf_cli.core.diary import Raised

MADE = "2026-11-22"
TREATED = "2026-12-10"
AGAIN = "2027-01-07"
"""The second session of a series: four weeks after the first."""

HEALED: Mapping[str, Any] = {
    "healed": {"ask": "Is the skin closed?", "expected": "6", "earliest": "3", "latest": "10", "sign": "not-healed"}
}


def on(day: str) -> date:
    """A date from a literal."""
    return date.fromisoformat(day)


def document(**parts: Any) -> dict[str, Any]:
    """A checklist as a plan keeps it; a list may leave out the first words of its items."""
    whole: dict[str, Any] = {"resurf": "1", "id": "peel", "title": "A short checklist", **parts}
    for kind, words in FIRST_WORDS.items():
        whole |= {kind: [{words: f"About {each['id']}", **each} for each in whole.get(kind, ())]}
    return whole


FIRST_WORDS = {
    "consult": "do",
    "prep": "do",
    "treatment": "do",
    "recovery": "do",
    "maintenance": "do",
    "avoid": "what",
    "expect": "what",
    "signs": "sign",
    "supplies": "item",
}


class Record:
    """The entries of one plan, added to as a person would; days are ISO texts.

    Every change is written on ``wrote``, or else on the day it speaks of.
    """

    def __init__(
        self,
        written: Mapping[str, Any],
        *sessions: str,
        made: str = MADE,
        shipped: bool = False,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        self.checklist = checklist(written, shipped=shipped)
        self.entries: list[Entry] = []
        numbered = {str(place): day for place, day in enumerate(sessions or (TREATED,), 1)}
        self.add(NEW, made, checklist=written, shipped=shipped, sessions=numbered, values=dict(values or {}))

    def add(self, kind: str, wrote: str, **data: Any) -> Record:
        at = datetime.combine(on(wrote), time(12), tzinfo=UTC)
        self.entries.append(Entry(len(self.entries) + 1, self.checklist.id, kind, on(wrote), at, data))
        return self

    def mark(self, task: str, day: str, session: int | None) -> dict[str, Any]:
        found = self.checklist.tasks.get(task)
        once = found is None or found.once
        return {"task": task, "session": session if once else None, "day": day, "once": once}

    def tick(self, task: str, day: str, times: int = 1, *, session: int | None = 1, wrote: str = "") -> Record:
        mark = {**self.mark(task, day, session), "times": times}
        return self.add(TICK, wrote or day, ticks=[mark], day=day, text=None)

    def skip(self, task: str, day: str, because: str = "too tired", *, session: int | None = 1) -> Record:
        return self.add(SKIP, day, skips=[self.mark(task, day, session)], because=because)

    def note(self, text: str, day: str, task: str | None = None) -> Record:
        return self.add(NOTE, day, text=text, day=day, task=task)

    def check_in(
        self, day: str, *signs: str, raised: Sequence[Raised] = (), note: str = "", wrote: str = "", **scores: float
    ) -> Record:
        """A check-in with its scores, in the units that the checklist has now."""
        units = {name: self.checklist.measures[name].unit for name in scores if self.checklist.measures[name].unit}
        at = datetime.combine(on(wrote or day), time(12), tzinfo=UTC)
        found = CheckIn(on(day), at, scores, units, signs, note, tuple(raised))
        return self.add(CHECK_IN, wrote or day, **diary.written(found))

    def photo(self, day: str, area: str = "", wrote: str = "") -> Record:
        """A photograph whose files are nowhere."""
        number = next_number(self.entries)
        one = {"number": number, "file": f"{number}.jpg", "small": f"{number}-small.jpg", "width": 60, "height": 40}
        return self.add(PHOTO, wrote or day, day=day, area=area, photos=[{**one, "sha256": "", "small_sha256": ""}])

    def happened(self, event: str, day: str, session: int = 1, wrote: str = "") -> Record:
        return self.add(EVENT, wrote or day, event=event, session=session, on=day, open=False)

    def not_yet(self, event: str, day: str, session: int = 1, wrote: str = "") -> Record:
        return self.add(EVENT, wrote or day, event=event, session=session, on=day, open=True)

    def set(self, wrote: str, **values: Any) -> Record:
        return self.add(SET, wrote, values={name.replace("__", "."): value for name, value in values.items()})

    def answer(self, wrote: str, question: str, *given: str) -> Record:
        return self.add(SET, wrote, values={f"answers.{question}": list(given) or None})

    def move(self, wrote: str, day: str, session: int = 1) -> Record:
        return self.add(MOVE, wrote, sessions={str(session): day})

    def add_session(self, wrote: str, day: str) -> Record:
        return self.add(ADD, wrote, session=self.history.plan.next_number, date=day)

    def remove_session(self, wrote: str, session: int) -> Record:
        return self.add(REMOVE, wrote, session=session, date=self.history.plan.sessions[session].isoformat())

    def told(
        self, ref: str, wrote: str, *, first: str = "", last: str = "", drop: bool = False, session: int | None = None
    ) -> Record:
        """The clinic's word about an item, checked as the command checks it."""
        before = self.ledger(wrote)
        word = Word(on(first) if first else None, on(last) if last else None, drop=drop, session=session)
        self.add(TOLD, wrote, items=[written(before, ref, word)], text=None, day=wrote)
        what_changed(before, self.ledger(wrote), ref, word)
        return self

    def undo(self, wrote: str, task: str | None = None) -> Record:
        latest = latest_change(self.entries, task)
        assert latest is not None
        return self.add(UNDO, wrote, change=latest.seq)

    def redo(self, wrote: str) -> Record:
        return self.add(REDO, wrote, change=changes(self.entries).undone[-1])

    @property
    def history(self) -> History:
        return History(self.entries)

    def ledger(self, today: str) -> Ledger:
        return Ledger(self.history, on(today))


def lines_of(ledger: Ledger, day: str) -> dict[str, Line]:
    """The lines of a day by the id of their task; of a task with several sessions, the last."""
    return {line.task.id: line for line in ledger.lines(on(day))}


def line_of(ledger: Ledger, task: str, day: str) -> Line:
    """The line of a task on a day."""
    return lines_of(ledger, day)[task]


def status_of(ledger: Ledger, task: str, day: str) -> str:
    """The status of a task on the page of a day, in words."""
    return line_of(ledger, task, day).status.value


def open_on(ledger: Ledger, day: str) -> list[str]:
    """The ids of what is still open on a day."""
    return [line.task.id for line in ledger.still_open(on(day))]


def figure(done: int = 0, due: int = 0, skipped: int = 0) -> Figure:
    """A figure in the order it is said."""
    return Figure(done, due, skipped)
