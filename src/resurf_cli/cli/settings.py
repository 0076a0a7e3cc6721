"""NAME=VALUE on the command line: answers, times of day, the clinic's numbers, visits, the title."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core import dates
from resurf_cli.core.timing import MOMENTS, Unreadable, minutes_of
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from resurf_cli.core.checklist import Checklist, Question

CONTACT: Final = ("day", "hours", "after-hours", "emergency")
LONGEST: Final = 200
"""How many letters a number, a title or opening hours may have."""
_YES_NO: Final = {"y": "yes", "n": "no", "yes": "yes", "no": "no"}


def settings(written: Iterable[str], checklist: Checklist, today: date) -> dict[str, Any]:
    """What NAME=VALUE pairs set, as an entry records it. An empty value takes one away.

    Raises:
        UsageError: a pair has no ``=``, or its value is not of its kind.
        NotFound: a name is none of the plan's.
    """
    found: dict[str, Any] = {}
    for pair in written:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f'"{pair}" sets nothing: write NAME=VALUE, for example cold-sores=yes.')
        key, setting = _setting(name.strip(), value.strip(), checklist, today)
        found[key] = setting
    return found


def _setting(name: str, value: str, checklist: Checklist, today: date) -> tuple[str, Any]:
    kind, _, rest = name.partition(".")
    if name in MOMENTS:
        return f"times.{name}", _minutes(name, value)
    if kind == "contact" and rest in CONTACT:
        return name, _short(name, value) or None
    if kind == "visit" and rest in checklist.visits:
        return name, dates.read(value, today).isoformat() if value else None
    if name == "title":
        return name, _short(name, value) or None
    if name in checklist.questions:
        return f"answers.{name}", list(answer(checklist.questions[name], value)) if value else None
    raise NotFound(_unknown(name, checklist))


def _minutes(name: str, value: str) -> int:
    try:
        return minutes_of(value)
    except Unreadable as error:
        raise UsageError(f"{name}: {error}; {error.fix}.") from None


def _short(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise UsageError(f"{name} is too long: {LONGEST} letters are the most.")
    if re.search(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", value):
        raise UsageError(f"{name} holds a character that cannot be shown. Type it anew.")
    return value


def answer(question: Question, value: str) -> tuple[str, ...]:
    """Read the answer to a question.

    Raises:
        UsageError: it is none that the question takes.
    """
    given = [part.strip().lower() for part in value.split(",")]
    words = [_YES_NO.get(part, part) for part in given] if question.kind == "yes-no" else given
    readings = {each.lower(): each for each in question.readings()}
    if any(word not in readings for word in words) or (question.kind != "several" and len(words) != 1):
        several = "one or more of" if question.kind == "several" else "one of"
        raise UsageError(f'"{value}" does not answer {question.id}: write {several} {", ".join(question.readings())}.')
    return tuple(readings[word] for word in dict.fromkeys(words))


def _unknown(name: str, checklist: Checklist) -> str:
    names = [*checklist.questions, *MOMENTS, *(f"contact.{each}" for each in CONTACT), "title"]
    names += [f"visit.{each}" for each in checklist.visits]
    near = get_close_matches(name, names, n=2, cutoff=0.6)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(names)}."
    return f'There is nothing called "{name}" to set. {hint}'
