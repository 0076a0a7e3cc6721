"""Everything that was recorded or missed, day by day: the full list at the end of the care summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .plan import Key
from .progress import Figure
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from .diary import CheckIn
    from .photos import Photo
    from .plan import Note
    from .progress import Ledger

_Found = TypeVar("_Found")


@frozen
class Done:
    """What became of an item on a day: ``figure`` is what counts of it, ``ticks`` all that was recorded.

    ``session`` is that of a ``once`` task, for which it was done.
    """

    ref: str
    title: str
    session: int | None
    figure: Figure
    ticks: int = 0
    skipped: bool = False
    because: str = ""

    @property
    def missed(self) -> int:
        """How many of the ticks asked for were neither done nor skipped."""
        return self.figure.due - self.figure.done


@frozen
class DatedDay:
    """One day of the list: its sessions and events, what was done or missed, and what was written down."""

    day: date
    sessions: tuple[int, ...]
    events: tuple[tuple[str, int], ...]
    done: tuple[Done, ...]
    check_ins: tuple[CheckIn, ...]
    notes: tuple[Note, ...]
    photos: tuple[Photo, ...] = ()


def dated(
    ledger: Ledger, first: date | None = None, last: date | None = None, *, photos: bool = True
) -> tuple[DatedDay, ...]:
    """The days on which something was recorded, missed or treated, from one to another, both inclusive."""
    plan = ledger.plan
    treated = _by_day((when, number) for number, when in sorted(plan.sessions.items()))
    events = _by_day(_events(ledger))
    done = _by_day(_done(ledger))
    diary = _by_day((each.day, each) for each in plan.diary)
    notes = _by_day((each.day, each) for each in plan.notes)
    pictures = _by_day((each.day, each) for each in plan.photos if photos)
    days = sorted({*treated, *events, *done, *diary, *notes, *pictures})
    return tuple(
        DatedDay(
            day,
            sessions=tuple(treated.get(day, ())),
            events=tuple(events.get(day, ())),
            done=tuple(done.get(day, ())),
            check_ins=tuple(diary.get(day, ())),
            notes=tuple(notes.get(day, ())),
            photos=tuple(pictures.get(day, ())),
        )
        for day in days
        if (first is None or first <= day) and (last is None or day <= last)
    )


def _by_day(found: Iterable[tuple[date, _Found]]) -> dict[date, list[_Found]]:
    by_day: dict[date, list[_Found]] = {}
    for day, each in found:
        by_day.setdefault(day, []).append(each)
    return by_day


def _events(ledger: Ledger) -> Iterator[tuple[date, tuple[str, int]]]:
    for event in ledger.plan.checklist.events:
        for session in sorted(ledger.plan.sessions):
            on = ledger.plan.happened(event, session, ledger.today)
            if on is not None:
                yield on, (event, session)


def _done(ledger: Ledger) -> Iterator[tuple[date, Done]]:
    """What was recorded, on the day it was recorded for, and what was missed; tasks in the order of the checklist."""
    plan, figures = ledger.plan, _figures(ledger)
    found = []
    for key, outcome in plan.outcomes.items():
        if outcome.day is not None:
            counted = figures.pop((Key(key.task, key.session, key.day), outcome.day), Figure())
            marks = outcome.ticks, outcome.skipped, outcome.because
            found.append((outcome.day, Done(key.task, plan.title_of(key.task), key.session, counted, *marks)))
    for (key, day), counted in figures.items():
        found.append((day, Done(key.task, plan.title_of(key.task), key.session, counted)))
    order = {task: place for place, task in enumerate(plan.checklist.tasks)}
    return iter(sorted(found, key=lambda each: (order.get(each[1].ref, len(order)), each[1].ref, each[1].session or 0)))


def _figures(ledger: Ledger) -> dict[tuple[Key, date], Figure]:
    """The figures of past days and today's ticks that asked for something, by what their outcome hangs on."""
    found: dict[tuple[Key, date], Figure] = {}
    for (task, session), days in ledger.tally.items():
        once = ledger.plan.checklist.tasks[task].once
        for day, figure in days.items():
            if figure.due or figure.skipped:
                found[Key(task, session) if once else Key(task, day=day), day] = figure
    return found
