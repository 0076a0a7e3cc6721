"""A task of a plan as one iCalendar file (a VTODO of RFC 5545): written anew, or into what another program left."""

from __future__ import annotations

import hashlib
from datetime import UTC, date
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core import dates
from resurf_cli.core.calendar import uid
from resurf_cli.core.todos import Said, stamp

from . import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from icalendar import Calendar

    from resurf_cli.core.entry import Entry
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.todos import Synced, Todo

SHOWN: Final = 5
"""How many of several files are named."""


def lines(found: Synced) -> Iterator[str]:
    """What a sync came to: what came from the folder, what went there, and what it could not do."""
    plan = found.ledger.plan if found.ledger else None
    for kind, marks in (("Done", found.taken.ticks), ("Skipped", found.taken.skips)):
        for mark in marks if plan else ():
            day = dates.near(date.fromisoformat(mark["day"]), found.today)
            times = f", {mark['times']} times" if mark.get("times", 1) > 1 else ""
            yield f"{kind} there, now recorded: {plan.title_of(mark['task']) if plan else ''}, {day}{times}"
    counts = {"new": found.new, "changed": found.changed, "cancelled": found.cancelled}
    if out := ", ".join(f"{number} {what}" for what, number in counts.items() if number):
        yield f"Written to the folder: {out}."
    if found.still:
        yield "Nothing to do: both sides say the same."
    if plan is None:
        yield "There is no plan to write: resurf prep makes one."
    yield from _left(found)


def _left(found: Synced) -> Iterator[str]:
    waiting = found.taken.waiting
    if waiting:
        days = ", ".join(f"{each.task} ({dates.near(each.day, found.today)})" for each in waiting[:SHOWN])
        more = f" and {len(waiting) - SHOWN} more" if len(waiting) > SHOWN else ""
        yield f"Ticked ahead, and taken when the day comes: {days}{more}."
    if found.taken.unknown:
        yield f"Not of this plan, left as they are: {len(found.taken.unknown)}."
    for name, why in found.broken[:SHOWN]:
        yield f"Cannot be read, and left as it is: {name} ({why})."
    if len(found.broken) > SHOWN:
        yield f"{len(found.broken) - SHOWN} more files cannot be read."


class Writer:
    """Writes the tasks of one plan; ``record`` and ``plan`` say whose they are, ``first`` and ``last`` when."""

    def __init__(self, record: str, plan: Plan, first: Entry, last: Entry) -> None:
        self.record, self.plan, self.began, self.entry = record, plan, first.seq, stamp(last)
        self.made, self.changed = (each.at.astimezone(UTC).replace(microsecond=0) for each in (first, last))

    @property
    def mine(self) -> str:
        """What the files of this plan are known by: its id, and the entry that made it."""
        return f"{self.plan.id}.{self.began}"

    def uid(self, todo: Todo) -> str:
        """The id of a task's file."""
        return uid(self.record, self.began, "todo", *todo.name)

    def new(self, todo: Todo) -> bytes:
        """A file for a task."""
        from icalendar import Calendar
        from icalendar import Todo as Component

        document, component = Calendar(), Component()
        document.add("prodid", "-//resurf//care tasks//EN")
        document.add("version", "2.0")
        component.add("uid", self.uid(todo))
        component.add("dtstamp", self.made)
        component.add("created", self.made)
        component.add("sequence", 0)
        component.add("categories", ["resurf", todo.line.task.phase])
        component.add("X-RESURF-ENTRY", self.entry)
        self._say(component, todo)
        document.add_component(component)
        return bytes(document.to_ical())

    def into(self, document: Calendar, component: Any, todo: Todo) -> bytes | None:
        """A file that another program may have written to, brought to what the plan says; None: it says so already.

        Only what is ours is changed; words that somebody changed there are theirs from then on.
        """
        before = component.to_ical()
        self._say(component, todo)
        if component.to_ical() == before:
            return None
        _put(component, "X-RESURF-ENTRY", self.entry)
        return _newer(document, component, self.changed)

    def _say(self, component: Any, todo: Todo) -> None:
        title, text = self._words(todo)
        _put(component, "X-RESURF-RECORD", self.record)
        _put(component, "X-RESURF-PLAN", self.mine)
        _put(component, "X-RESURF-TASK", todo.task)
        _put(component, "X-RESURF-SESSION", str(todo.name[1]))
        _put(component, "X-RESURF-REPEAT", "once" if todo.gone is None else "daily")
        if str(component.get("X-RESURF-DAY", "")) != todo.day.isoformat():
            _put(component, "X-RESURF-DAY", todo.day.isoformat())
            component.pop("DUE", None)
            component.add("due", todo.day)
        if str(component.get("X-RESURF-TEXT", "")) in {"", _checksum(component)}:
            _put(component, "SUMMARY", title)
            _put(component, "DESCRIPTION", text)
            _put(component, "X-RESURF-TEXT", _checksum(component))
        component.pop("X-RESURF-GONE", None)
        _put_said(component, todo.said, todo.at)

    def _words(self, todo: Todo) -> tuple[str, str]:
        """The title of a task with when it is due, and what there is to say of it."""
        line = todo.line
        when = words.moments(line)
        optional = " (optional)" if line.task.optional else ""
        unknown = f" ({words.UNKNOWN})" if line.occurrence.applies is None else ""
        texts = [line.task.how, words.unconfirmed(int(line.task.said.origin == "default"), self.plan.checklist)]
        title = f"{line.task.do}{f': {when}' if when else ''}{optional}{unknown}"
        return words.clean(title), "\n".join(words.clean(each) for each in texts if each)


def cancelled(document: Calendar, component: Any, changed: datetime) -> bytes:
    """A file whose task the plan has no more: cancelled by us, so that nobody takes it for skipped."""
    _put(component, "X-RESURF-GONE", "TRUE")
    _put_said(component, Said.CANCELLED, None)
    return _newer(document, component, changed.astimezone(UTC).replace(microsecond=0))


def settled(document: Calendar, component: Any, said: Said, changed: datetime) -> bytes:
    """A file whose news was taken and whose task the plan has no more: it keeps what it says."""
    _put(component, "X-RESURF-STATUS", said.value)
    return _newer(document, component, changed.astimezone(UTC).replace(microsecond=0))


def _put_said(component: Any, said: Said, at: datetime | None) -> None:
    """What a file says of its task, and the same as what it is known to have said."""
    _put(component, "X-RESURF-STATUS", said.value)
    stays_open = said is Said.OPEN and str(component.get("STATUS", "")) == "IN-PROCESS"
    if stays_open or str(component.get("STATUS", "")) == said.value:
        return
    _put(component, "STATUS", said.value)
    for name in ("COMPLETED", "PERCENT-COMPLETE"):
        component.pop(name, None)
    if said is Said.DONE:
        component.add("percent-complete", 100)
        if at is not None:
            component.add("completed", at.astimezone(UTC).replace(microsecond=0))


def _put(component: Any, name: str, text: str) -> None:
    if str(component.get(name, "")) != text or name not in component:
        component.pop(name, None)
        component.add(name, text)


def _checksum(component: Any) -> str:
    """Of the words of a task, to know whether somebody changed them."""
    said = f"{component.get('SUMMARY', '')}\n{component.get('DESCRIPTION', '')}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _newer(document: Calendar, component: Any, changed: datetime) -> bytes:
    """The document with its task marked as changed, so that every program takes it."""
    number = int(component.get("SEQUENCE", 0)) + 1
    for name, value in (("SEQUENCE", number), ("LAST-MODIFIED", changed)):
        component.pop(name, None)
        component.add(name, value)
    return bytes(document.to_ical())
