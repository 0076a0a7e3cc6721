"""Conditions on answers (``if``), and alerts on the scores of the diary.

A condition is true, false or unknown (None): an answer not given is unknown, and so is ``not`` of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .timing import Unreadable
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@frozen
class Term:
    """One question's answer: ``choice`` is what it must be, or contain; ``negated`` turns it round."""

    question: str
    choice: str = "yes"
    negated: bool = False

    def holds(self, answers: Mapping[str, tuple[str, ...]]) -> bool | None:
        """Whether it is so; None while the question is not answered."""
        given = answers.get(self.question)
        return None if given is None else (self.choice in given) is not self.negated


@frozen
class Condition:
    """Any of several; each is all of its terms."""

    any_of: tuple[tuple[Term, ...], ...]

    def holds(self, answers: Mapping[str, tuple[str, ...]]) -> bool | None:
        """True if any entry is; else unknown if any is; a false term makes its entry false, whatever the others."""
        found = [_all(term.holds(answers) for term in terms) for terms in self.any_of]
        return True if True in found else None if None in found else False


def _all(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return False if False in found else None if None in found else True


_TERM = re.compile(r"(not )?([a-z][a-z0-9-]*)(?:=(\S+))?")


def condition(written: str | Sequence[str]) -> Condition:
    """Read an ``if``: one entry, or a list of which any will do. Questions and choices are not looked up here.

    Raises:
        Unreadable: an entry is not ``question``, ``question=choice``, ``not …`` or several joined by ``and``.
    """
    entries = [written] if isinstance(written, str) else written
    return Condition(tuple(tuple(_term(part) for part in _words(entry).split(" and ")) for entry in entries))


def _words(text: str) -> str:
    return " ".join(text.split())


def _term(text: str) -> Term:
    if not (match := _TERM.fullmatch(text)):
        fix = 'write a question\'s id, "area=face", "not smokes", or two joined by "and"'
        raise Unreadable(f'"{text}" is not a condition that resurf knows', fix)
    return Term(match[2], match[3] or "yes", negated=bool(match[1]))


# --- alerts ----------------------------------------------------------------------------------------------------------


@frozen
class Limit:
    """The value of this check-in against a number: ``temperature >= 38.0``."""

    measure: str
    sign: str
    value: float


@frozen
class Rise:
    """At least ``needed`` of ``measures`` rise.

    ``by`` is against the lowest value of the three days before; None is above the last value of the latest earlier
    day; ``running`` is on how many days in a row.
    """

    measures: tuple[str, ...]
    by: float | None = None
    running: int = 1
    needed: int = 1


Alert = tuple[Limit | Rise, ...]
"""All of its parts must hold."""

_LIMIT: Final = r"([a-z][a-z0-9-]*) (>=|<=|>|<) (-?\d{1,6}(?:\.\d{1,4})?)"
_RISE: Final = r"([a-z][a-z0-9-]*) rises(?: by (\d{1,6}(?:\.\d{1,4})?))?(?: ([1-9]\d?) days running)?"
_SEVERAL: Final = r"(two|three|four|[1-9]) of ([a-z0-9, -]+) rise"
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4}


def alert(text: str) -> Alert:
    """Read one alert rule. Measures are not looked up here.

    Raises:
        Unreadable: it is not of the grammar.
    """
    return tuple(_part(part) for part in _words(text).split(" and "))


def _part(text: str) -> Limit | Rise:
    if match := re.fullmatch(_LIMIT, text, re.ASCII):
        return Limit(match[1], match[2], float(match[3]))
    if match := re.fullmatch(_RISE, text, re.ASCII):
        return Rise((match[1],), float(match[2]) if match[2] else None, int(match[3] or 1))
    if match := re.fullmatch(_SEVERAL, text, re.ASCII):
        measures = tuple(each.strip() for each in match[2].split(","))
        return Rise(measures, needed=_NUMBERS.get(match[1]) or int(match[1]))
    fix = 'write for example "temperature >= 38.0", "pain rises by 2" or "two of pain, redness, itch rise"'
    raise Unreadable(f'"{text}" is not an alert that resurf knows', fix)


def measures_of(rule: Alert) -> tuple[str, ...]:
    """The ids of the measures a rule looks at."""
    return tuple(name for part in rule for name in ((part.measure,) if isinstance(part, Limit) else part.measures))
