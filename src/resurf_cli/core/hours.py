"""The clinic's hours: whom to call at a given time.

Hours are read when they are written like ``Mon-Fri 09:00-17:00, Sat 09:00-12:00``. Written in any other way they decide
nothing, and both numbers stand side by side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .dates import WEEKDAYS
from .timing import Unreadable, minutes_of
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_PART: Final = r"([a-z]+)(?: ?[-–] ?([a-z]+))? (\d{1,2}:\d{2}) ?[-–] ?(\d{1,2}:\d{2})"
_SHORT: Final = tuple(name[:3].lower() for name in WEEKDAYS)


@frozen
class Lines:
    """The clinic's two numbers in the order to try them; ``open`` None: its hours decide nothing."""

    numbers: tuple[tuple[str, str], ...]  # which of the contact's, and the number
    open: bool | None


def whom(contact: Mapping[str, str], clock: datetime) -> Lines:
    """The numbers to call at a time of the clinic's day, the one that answers then first, the other one after it."""
    found = is_open(contact.get("hours", ""), clock)
    order = ("after-hours", "day") if found is False else ("day", "after-hours")
    return Lines(tuple((name, contact[name]) for name in order if contact.get(name)), found)


def is_open(hours: str, clock: datetime) -> bool | None:
    """Whether a clinic is open at a time; None where its hours are not written so that they can be read."""
    parts = [_part(each.strip()) for each in hours.split(",")] if hours.strip() else [None]
    if None in parts:
        return None
    minute = clock.hour * 60 + clock.minute
    return any(clock.weekday() in days and begins <= minute < ends for days, begins, ends in filter(None, parts))


def _part(text: str) -> tuple[frozenset[int], int, int] | None:
    match = re.fullmatch(_PART, text, re.IGNORECASE)
    if match is None:
        return None
    first, last = _weekday(match[1]), _weekday(match[2] or match[1])
    begins, ends = _minute(match[3]), _minute(match[4])
    if first is None or last is None or begins is None or ends is None or first > last or begins >= ends:
        return None
    return frozenset(range(first, last + 1)), begins, ends


def _weekday(word: str) -> int | None:
    low = word.lower()
    fits = [place for place, name in enumerate(WEEKDAYS) if low in {_SHORT[place], name.lower()}]
    return fits[0] if fits else None


def _minute(clock: str) -> int | None:
    try:
        return 24 * 60 if clock == "24:00" else minutes_of(clock)
    except Unreadable:
        return None
