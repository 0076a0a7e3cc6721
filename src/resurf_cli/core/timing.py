"""The little language for points in time and repeats, and its calendar.

A point is written in days, weeks or months from a treatment or an event; it becomes a date only once the dates are
known. Repeats say how many ticks a day asks for, and when. Nothing here knows a plan or a clock.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Final

from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TREATMENT: Final = "treatment"
FIRST: Final = "first treatment"
LAST: Final = "last treatment"
_ANCHORS: Final = frozenset({TREATMENT, FIRST, LAST})
MOMENTS: Final = ("wake", "morning", "midday", "evening", "bedtime")
MINUTES_A_DAY: Final = 24 * 60
MOST_NAMED: Final = 8
"""How many of the names that were possible a message lists."""


class Unreadable(ValueError):
    """A text that is not of the little language; ``fix`` says how to right it."""

    def __init__(self, reason: str, fix: str) -> None:
        """Keep the reason (what is wrong) apart from the fix (what to write instead)."""
        super().__init__(reason)
        self.fix = fix


class UnknownEvent(Unreadable):
    """A point in good order that counts from an event which the file does not have."""


class OutOfOrder(Unreadable):
    """Two numbers in good order but for the greater one coming first."""


class Open(Enum):
    """An end that is no day."""

    TOLD = "told"
    FOREVER = "forever"


@frozen
class Point:
    """A day counted from an anchor: a treatment (``TREATMENT``, ``FIRST``, ``LAST``) or the id of an event.

    ``months`` are calendar months, counted first; ``days`` are added after. Negative is before. ``part`` is the time
    of day (morning, midday or evening) at which a start begins.
    """

    anchor: str = TREATMENT
    months: int = 0
    days: int = 0
    part: str | None = None

    def span(self) -> tuple[int, int]:
        """The fewest and the most days this can lie from its anchor, a month taken as 28 to 31 days."""
        ends = sorted((self.months * 28 + self.days, self.months * 31 + self.days))
        return ends[0], ends[1]


@frozen
class Latest:
    """The later of several points; with ``told``, later still if the clinic has not spoken."""

    points: tuple[Point, ...]
    told: bool = False


Start = Point | Latest
End = Point | Latest | Open

_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
# The others are compiled when they are first matched: a command of every day meets few of them.
_NUMBER_AND_PART: Final = r"([+-]?\d{1,9}) (morning|midday|evening)"
_DISTANCE: Final = r"(\d{1,9}) (hour|day|week|month)s? (before|after)(?: (.+))?"
_EVENT: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_POINT_FIX = 'write a number of days such as -14, or words such as "2 weeks before"'


def point(text: str, events: Collection[str] = ()) -> Point | Open:
    """Read one point in time.

    ``events`` are the ids that may be counted from.

    Raises:
        Unreadable: it is neither a number, a distance, an anchor, ``told`` nor ``forever``.
        UnknownEvent: its anchor could be the id of an event, and is none of ``events``.
    """
    read = _read(text)
    anchor = read.anchor if isinstance(read, Point) else TREATMENT
    if anchor not in _ANCHORS and anchor not in events:
        raise _unknown(anchor, " ".join(text.split()), events)
    return read


@lru_cache(maxsize=1024)
def _read(text: str) -> Point | Open:
    """A point in time, whatever it counts from; the same few are written again and again."""
    text = " ".join(text.split())
    if _NUMBER.fullmatch(text):
        return Point(days=int(text))
    if match := re.fullmatch(_NUMBER_AND_PART, text, re.ASCII):
        return Point(days=int(match[1]), part=match[2])
    if text in {Open.TOLD.value, Open.FOREVER.value}:
        return Open(text)
    match = re.fullmatch(_DISTANCE, text, re.ASCII)
    return _distance(match) if match else Point(anchor=text)


def _distance(match: re.Match[str]) -> Point:
    amount = int(match[1]) * (-1 if match[3] == "before" else 1)
    anchor = TREATMENT if match[4] is None else match[4]
    if match[2] == "month":
        return Point(anchor=anchor, months=amount)
    if match[2] == "hour":
        return Point(anchor=anchor, days=ceil(abs(amount) / 24) * (-1 if amount < 0 else 1))
    return Point(anchor=anchor, days=amount * (7 if match[2] == "week" else 1))


def _unknown(name: str, text: str, events: Collection[str]) -> Unreadable:
    what = f'"{text}" is neither a number of days nor an event of this file'
    choices = f"{_POINT_FIX}, or one of: {_first(events)}" if events else _POINT_FIX
    return (UnknownEvent if re.fullmatch(_EVENT, name) else Unreadable)(what, choices)


def _first(events: Collection[str]) -> str:
    """The events by their names, or some of them."""
    some = sorted(islice(events, MOST_NAMED))
    return ", ".join([*some, "…"] if len(events) > len(some) else some)


def end(written: str | Sequence[str], events: Collection[str] = ()) -> End:
    """Read an end: one point, ``told``, ``forever``, or a list of which the latest counts.

    Raises:
        Unreadable: a point of it cannot be read, ``forever`` stands in a list, or it names a time of day.
    """
    read = [point(text, events) for text in ([written] if isinstance(written, str) else written)]
    if any(isinstance(each, Point) and each.part for each in read):
        raise Unreadable("a time of day can only begin something", "leave the time of day out")
    if len(read) == 1:
        return read[0]
    if Open.FOREVER in read:
        raise Unreadable('"forever" cannot be one of several', 'write "forever" alone, or leave it out')
    return Latest(tuple(each for each in read if isinstance(each, Point)), told=Open.TOLD in read)


def start(written: str | Sequence[str], events: Collection[str] = ()) -> Start:
    """Read a start: one point, or a list of which the latest counts.

    Raises:
        Unreadable: a point of it cannot be read, or it is ``told`` or ``forever``, which can only be ends.
    """
    read = [point(text, events) for text in ([written] if isinstance(written, str) else written)]
    points = tuple(each for each in read if isinstance(each, Point))
    if len(points) < len(read):
        raise Unreadable("told and forever can only be ends", _POINT_FIX)
    return points[0] if len(points) == 1 else Latest(points)


def points_of(written: Start | End | None) -> tuple[Point, ...]:
    """The points a start or an end is made of; none for an open one."""
    if isinstance(written, Latest):
        return written.points
    return (written,) if isinstance(written, Point) else ()


def of_whole_plan(start: Start | None, end: End | None) -> bool:
    """Whether both ends count from the first or the last treatment, so that the item runs once, not per session."""
    anchors = [point.anchor for point in (*points_of(start), *points_of(end))]
    both = bool(points_of(start)) and bool(points_of(end))
    return both and all(anchor in {FIRST, LAST} for anchor in anchors)


def shift(day: date, months: int = 0, days: int = 0) -> date:
    """Move a date by calendar months, then by days; outside the years 1 to 9999 it is the nearest date there is.

    A day that does not exist is the last of its month: 31 August and 6 months is 28 (or 29) February.
    """
    try:
        if not months:
            return day + timedelta(days)
        count = day.year * 12 + day.month - 1 + months
        year, month = divmod(count, 12)
        last = 31 if month == 11 else (date(year, month + 2, 1) - timedelta(1)).day
        return date(year, month + 1, min(day.day, last)) + timedelta(days=days)
    except (ValueError, OverflowError):
        return date.max if months > 0 or (months == 0 and days > 0) else date.min


def away(day: date, distance: timedelta) -> date:
    """A date some days from another; outside the years 1 to 9999 it is the nearest date there is."""
    return shift(day, days=distance.days)


# --- repeats ---------------------------------------------------------------------------------------------------------


class Kind(Enum):
    """How a repeat makes ticks."""

    ONCE = "once"
    COUNT = "count"  # so many ticks a day, at no set time
    HOURS = "hours"  # every so many hours, from wake to bedtime
    MOMENTS = "moments"  # at named times or clock times
    AS_NEEDED = "as needed"  # listed, never counted


@frozen
class Times:
    """When a person's day turns, in minutes after midnight; a bedtime after midnight belongs to the day before."""

    wake: int = 8 * 60
    morning: int = 8 * 60
    midday: int = 12 * 60
    evening: int = 18 * 60
    bedtime: int = 22 * 60

    def of(self, moment: str) -> int:
        """Minutes after midnight of a named time or a clock time such as 08:00."""
        if moment in MOMENTS:
            minutes: int = getattr(self, moment)
            return minutes + MINUTES_A_DAY if moment == "bedtime" and minutes < self.wake else minutes
        return minutes_of(moment)


_CLOCK: Final = r"(\d{1,2}):(\d{2})"


def minutes_of(clock: str) -> int:
    """Minutes after midnight of a clock time such as 08:00.

    Raises:
        Unreadable: it is no time of the 24-hour clock.
    """
    if not (match := re.fullmatch(_CLOCK, clock, re.ASCII)) or int(match[1]) > 23 or int(match[2]) > 59:
        raise Unreadable(f'"{clock}" is no time of day', "write it like 08:00 or 20:30")
    return int(match[1]) * 60 + int(match[2])


def clock_of(minutes: int) -> str:
    """A clock time such as 08:00 from minutes after midnight; past midnight it begins again at 00:00."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


@frozen
class Tick:
    """One of the times a task is to be done on a day; ``minutes`` after midnight, None when at no set time."""

    minutes: int | None = None
    moment: str | None = None  # the named time


@frozen
class Repeat:
    """How often something is to be done; ``every`` is hours for ``HOURS``, else days between the days it is due.

    Two that ask for the same are equal, whatever their words.
    """

    kind: Kind
    words: str
    count: int = 1
    every: int = 1
    moments: tuple[str, ...] = ()
    in_all: int | None = None
    prescribed: bool = False

    def __eq__(self, other: object) -> bool:
        return self._asked == other._asked if isinstance(other, Repeat) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._asked)

    @property
    def _asked(self) -> tuple[object, ...]:
        return self.kind, self.count, self.every, self.moments, self.in_all, self.prescribed

    def ticks(self, times: Times) -> tuple[Tick, ...]:
        """The ticks of one whole day, in order."""
        if self.kind is Kind.AS_NEEDED:
            return ()
        if self.kind is Kind.MOMENTS:
            named = [Tick(times.of(each), each if each in MOMENTS else None) for each in self.moments]
            return tuple(sorted(named, key=lambda tick: tick.minutes or 0))
        if self.kind is Kind.HOURS:
            return tuple(Tick(at) for at in range(times.wake, times.of("bedtime") + 1, self.every * 60))
        return (Tick(),) * self.count


ONCE: Final = Repeat(Kind.ONCE, "once")
_IN_ALL: Final = r"(.+), (\d{1,4}) in all"
_COUNT: Final = r"(?:at least )?(\d{1,4})(?: to (\d{1,4}))? times a day"
_HOURS: Final = r"every (?:(\d{1,4}) hours|hour)(?: while awake)?"
_DAYS: Final = r"every (\d{1,4}) days"
_WORDED: Final = {"daily": 1, "once a day": 1, "twice a day": 2}
_WEEKLY: Final = ("weekly", "once a week")
_REPEAT_FIX = 'write for example "daily", "4 times a day", "every 2 hours", "bedtime", "at 08:00, 20:00" or "as needed"'


def repeat(text: str) -> Repeat:
    """Read how often.

    Raises:
        Unreadable: it is not of the grammar, or asks for no tick or for more than 24 a day.
        OutOfOrder: of two numbers of ticks a day the greater comes first.
    """
    words = " ".join(text.split())
    if match := re.fullmatch(_IN_ALL, words, re.ASCII):
        base = _repeat(match[1].rstrip())
        if base.kind in {Kind.ONCE, Kind.AS_NEEDED} or int(match[2]) < 1:
            raise Unreadable(f'"{words}" counts what is not counted', 'write for example "daily, 3 in all"')
        return Repeat(base.kind, words, base.count, base.every, base.moments, int(match[2]), base.prescribed)
    return _repeat(words)


@lru_cache(maxsize=1024)
def _repeat(words: str) -> Repeat:
    if words == "once":
        return ONCE
    if words == "as prescribed":
        return Repeat(Kind.COUNT, words, prescribed=True)
    if words == "as needed" or words.startswith("each time "):
        return Repeat(Kind.AS_NEEDED, words, count=0)
    return _counted(words)


def _counted(words: str) -> Repeat:
    if words in _WORDED:
        return Repeat(Kind.COUNT, words, _WORDED[words])
    if words in _WEEKLY:
        return Repeat(Kind.COUNT, words, every=7)
    if match := re.fullmatch(_DAYS, words, re.ASCII):
        return Repeat(Kind.COUNT, words, every=_within(int(match[1]), 9999, words))
    if match := re.fullmatch(_HOURS, words, re.ASCII):
        return Repeat(Kind.HOURS, words, every=_within(int(match[1] or 1), 24, words))
    if match := re.fullmatch(_COUNT, words, re.ASCII):
        least, most = (_within(int(each), 24, words) for each in (match[1], match[2] or match[1]))
        if most < least:
            raise OutOfOrder(f'"{words}" goes from more to fewer', "write the lower number first")
        return Repeat(Kind.COUNT, words, least)
    return Repeat(Kind.MOMENTS, words, moments=_moments(words))


def _within(number: int, most: int, words: str) -> int:
    if not 1 <= number <= most:
        raise Unreadable(f'"{words}" is out of range', f"write a number from 1 to {most}")
    return number


def _moments(words: str) -> tuple[str, ...]:
    clocks = words.removeprefix("at ")
    found = tuple(re.split(r", | and ", clocks))
    if clocks == words and not all(each in MOMENTS for each in found):
        raise Unreadable(f'"{words}" is not a way to repeat that resurf knows', _REPEAT_FIX)
    if clocks != words:
        found = tuple(clock_of(minutes_of(each)) for each in found)
    if len(set(found)) < len(found) or len(found) > 24:
        raise Unreadable(f'"{words}" names a time twice', "name each time once")
    return found
