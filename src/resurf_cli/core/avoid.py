"""Bans on a plan's dates: what to avoid on a day, strictly or carefully, over all sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .schedule import ONE_DAY, applies
from .values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .checklist import Ban
    from .schedule import Schedule, Window

STRICT = "strict"
CAREFUL = "careful"


@frozen
class Span:
    """The days of a ban, both ends inclusive, of one session or of several whose windows touch or overlap.

    ``first`` None: always. ``strict`` is whether a part of it is strict; ``strict_last`` None then means that no end
    of that part is known. ``last`` None: no end is known. ``depends_on`` as in a window.
    """

    ban: Ban
    first: date | None
    strict: bool
    strict_last: date | None
    last: date | None
    depends_on: str | None
    windows: tuple[tuple[str, Window], ...]

    def open_window(self, kind: str) -> Window | None:
        """The latest window of a kind whose end no date decides yet."""
        found = [window for each, window in self.windows if each == kind and window.ends_by is not None]
        return found[-1] if found else None

    def now(self, day: date) -> str | None:
        """Whether the ban is strict or careful on a day; None when it does not apply."""
        found = {kind for kind, window in self.windows if window.covers(day)}
        return STRICT if STRICT in found else CAREFUL if found else None


def spans(ban: Ban, schedule: Schedule, page: date) -> list[Span]:
    """The spans of a ban seen from a page, in order of their first day; none where the clinic took it off."""
    if schedule.plan.dropped(f"avoid.{ban.id}", page):
        return []
    found = (span_of(ban, schedule, session, page) for session in schedule.sessions_of(ban))
    return _joined([span for span in found if span is not None])


def span_of(ban: Ban, schedule: Schedule, session: int | None, page: date) -> Span | None:
    """The days of a ban in one session, seen from a page; None where it has none."""
    ends = {STRICT: ban.strict, CAREFUL: ban.careful}
    found = {kind: schedule.ban_window(ban, end, session, page) for kind, end in ends.items() if end is not None}
    windows = tuple((kind, window) for kind, window in found.items() if window is not None)
    if not windows:
        return None
    strict = found.get(STRICT)
    return Span(
        ban,
        windows[0][1].first,
        strict=strict is not None,
        strict_last=strict.last if strict else None,
        last=_latest(window.last for _, window in windows),
        depends_on=next((window.depends_on for _, window in windows if window.depends_on), None),
        windows=windows,
    )


def _latest(days: Iterable[date | None]) -> date | None:
    """The latest of several ends; None as soon as one of them is not known."""
    found = list(days)
    return None if None in found else max(day for day in found if day)


def _joined(found: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(found, key=lambda span: span.first.toordinal() if span.first else 0):
        if joined and _touch(joined[-1], span):
            joined[-1] = _join(joined[-1], span)
        else:
            joined.append(span)
    return joined


def _touch(one: Span, other: Span) -> bool:
    stays = any(window.stays for _, window in one.windows)
    return stays or one.last is None or other.first is None or other.first - one.last <= ONE_DAY


def _join(one: Span, other: Span) -> Span:
    stricts = [span.strict_last for span in (one, other) if span.strict]
    return replace(
        one,
        strict=bool(stricts),
        strict_last=_latest(stricts) if stricts else None,
        last=_latest((one.last, other.last)),
        depends_on=other.depends_on or one.depends_on,
        windows=(*one.windows, *other.windows),
    )


@frozen
class BanLine:
    """A ban in force on a day; ``now`` is strict or careful, ``applies`` None while an answer is missing."""

    ban: Ban
    span: Span
    now: str
    applies: bool | None


def bans(schedule: Schedule, page: date) -> list[BanLine]:
    """The bans in force on a day that apply or might: the strict ones first, else in the order of the checklist."""
    mine = [(ban, applies(ban.said, schedule.plan)) for ban in schedule.plan.checklist.avoid.values()]
    found = [
        BanLine(ban, span, now, answer)
        for ban, answer in mine
        if answer is not False
        for span in spans(ban, schedule, page)
        if (now := span.now(page))
    ]
    return sorted(found, key=lambda line: line.now != STRICT)
