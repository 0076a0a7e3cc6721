"""What an event changes once it is recorded, or opened again. Nothing of it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .avoid import CAREFUL, STRICT, Span, span_of, spans
from .changes import Shift, counted_ticks, shifts
from .day import Asked, asked
from .schedule import applies
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .checklist import Ban
    from .progress import Ledger


@frozen
class BanNews:
    """A ban whose end is another one now; ``span``: the days in force, or the last that were (None: there are none).

    ``again`` is the first day it comes back for a later session, and the number of that.
    """

    ban: Ban
    applies: bool | None
    span: Span | None
    again: tuple[date, int] | None


@frozen
class Happening:
    """What an event that is recorded changes, seen from today.

    ``shifts`` are of tasks and of what is normal. ``uncounted`` ticks are for days that ask for them no more. ``late``:
    the event is open past its latest day, so that its sign is raised.
    """

    shifts: tuple[Shift, ...]
    bans: tuple[BanNews, ...]
    uncounted: int
    late: Asked | None


def happening(before: Ledger, after: Ledger, event: str, session: int, on: date) -> Happening:
    """What recording an event of a session for a day changes."""
    today = after.today
    found = asked(after.schedule, today)
    return Happening(
        shifts=tuple(each for each in shifts(before, after) if _is_news(each, today)),
        bans=tuple(_bans(before, after, on)),
        uncounted=max(0, counted_ticks(before) - counted_ticks(after)) if before.plan.outcomes else 0,
        late=next((each for each in found if each.late and (each.event.id, each.session) == (event, session)), None),
    )


def _is_news(shift: Shift, today: date) -> bool:
    """Whether it is of a task or of something normal that is not past already, by its old days and by its new ones."""
    lasts = any(each is not None and (each.last is None or each.last >= today) for each in (shift.before, shift.after))
    return lasts and not shift.ref.startswith("avoid.")


def _bans(before: Ledger, after: Ledger, day: date) -> Iterator[BanNews]:
    for ban in after.plan.checklist.avoid.values():
        mine = applies(ban.said, after.plan)
        if mine is not False:
            old, new = ([*spans(ban, ledger.schedule, ledger.today)] for ledger in (before, after))
            was, now = _current(old, day), _current(new, day)
            again = _again(after, ban, new[new.index(now) + 1 :] if now else [])
            if _facts(was) != _facts(now) and (again is None or again[0] > after.today):
                yield BanNews(ban, mine, now, again)


def _current(found: list[Span], day: date) -> Span | None:
    """The days in force on a day or first after it; else the last there were."""
    open_ = (each for each in found if each.last is None or each.last >= day or _stays(each))
    return next(open_, found[-1] if found else None)


def _stays(span: Span) -> bool:
    return any(window.stays for _, window in span.windows)


def _facts(span: Span | None) -> object:
    """What a person would be told of a ban's days."""
    if span is None:
        return None
    waits = [span.open_window(part) is not None for part in (STRICT, CAREFUL)]
    return span.first, span.strict, span.last, span.strict_last, waits


def _again(ledger: Ledger, ban: Ban, later: list[Span]) -> tuple[date, int] | None:
    """When a ban comes back, and for which session."""
    first = later[0].first if later else None
    for session in ledger.schedule.sessions_of(ban):
        span = span_of(ban, ledger.schedule, session, ledger.today)
        if first is not None and session is not None and span is not None and span.first == first:
            return first, session
    return None
