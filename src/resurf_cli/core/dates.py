"""Dates as people write and read them. English, whatever the machine's language: the record is read elsewhere too."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from resurf_cli.errors import UsageError

from .timing import shift

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FORMS: Final = "2026-12-10, 10 Dec 2026, today, tomorrow, +3d, -2w, friday or day3"


def short(day: date) -> str:
    """A date in a line: ``Thu 10 Dec``."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def full(day: date) -> str:
    """A date with its year: ``Thu 10 Dec 2026``."""
    return f"{short(day)} {day.year}"


def near(day: date, today: date) -> str:
    """A date with its year only where it is not today's: ``Thu 10 Dec``."""
    return short(day) if day.year == today.year else full(day)


def distance(day: date, today: date) -> str:
    """How far a date is from today: ``in 18 days``, ``yesterday``."""
    days = (day - today).days
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return named.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def said(day: date, today: date) -> str:
    """A date said back: ``Thu 10 Dec 2026, in 18 days``."""
    return f"{full(day)}, {distance(day, today)}"


_DISTANCE: Final = r"([+-])(\d{1,6})\s*([dwm])"
_DAY: Final = r"day\s*([+-]?\d{1,6})"
_WORDED: Final = r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?\s+(\d{4})"
_SLASHED: Final = r"(\d{1,4})([/.])(\d{1,2})\2(\d{1,4})"


def read(text: str, today: date, treatment: date | None = None, *, past: bool = False) -> date:
    """Read a date as a person types it.

    ``treatment`` is day 0 for forms such as ``day3``, and what ``past`` is to a weekday: the latest one, today
    included, instead of the next one after today.

    Raises:
        UsageError: it is no date, one that does not exist, or could be read in two ways.
    """
    words = " ".join(text.lower().split())
    named = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if words in named:
        return _plus(today, named[words], text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return _existing(int(words[:4]), int(words[5:7]), int(words[8:]), text)
    if match := re.fullmatch(_DISTANCE, words):
        return _distance(match, today, text)
    if match := re.fullmatch(_DAY, words):
        if treatment is None:
            raise UsageError(f'"{text}" counts from a treatment date, and there is none yet. Write {FORMS}.')
        return _plus(treatment, int(match[1]), text)
    if match := re.fullmatch(_WORDED, words):
        return _existing(int(match[3]), _month(match[2], text), int(match[1]), text)
    if match := re.fullmatch(_SLASHED, words):
        raise UsageError(_readings(match, text))
    return _weekday(words, today, text, past=past)


def _plus(day: date, days: int, text: str) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise UsageError(f'"{text}" lies outside the years 1 to 9999.') from None


def _existing(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UsageError(f'There is no day "{text}". Write a date such as {FORMS}.') from None


def _distance(match: re.Match[str], today: date, text: str) -> date:
    amount = int(match[2]) * (-1 if match[1] == "-" else 1)
    if match[3] == "m":
        return shift(today, months=amount)
    return _plus(today, amount * (7 if match[3] == "w" else 1), text)


def _month(word: str, text: str) -> int:
    found = [place for place, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.lower().startswith(word)]
    if word == "sept":
        return 9
    if len(found) != 1:
        raise UsageError(f'"{text}" names no month. Write a date such as {FORMS}.')
    return found[0]


def _readings(match: re.Match[str], text: str) -> str:
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    orders = ((first, second, third),) if first > 31 else ((third, first, second), (third, second, first))
    found = []
    for year, month, day in orders:
        try:
            found.append(date(year + 2000 if year < 100 else year, month, day))
        except ValueError:
            continue
    meant = " or ".join(f"{full(each)} ({each.isoformat()})" for each in dict.fromkeys(found))
    several = "can be read in more than one way" if len(set(found)) > 1 else "is not a form that resurf reads"
    return f'"{text}" {several}. Did you mean {meant or "2026-12-10"}?'


def _weekday(words: str, today: date, text: str, *, past: bool) -> date:
    found = [place for place, name in enumerate(WEEKDAYS) if len(words) >= 3 and name.lower().startswith(words)]
    if len(found) != 1:
        raise UsageError(f'"{text}" is not a date. Write {FORMS}.')
    ahead = (found[0] - today.weekday()) % 7
    return _plus(today, ahead - 7 if past and ahead else ahead if past else ahead or 7, text)
