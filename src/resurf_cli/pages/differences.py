"""What two checklists do not say alike, in words: what is new, what is gone, and the days of one beside the other's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.checklist import Ready
from resurf_cli.core.differences import ENDS
from resurf_cli.core.items import first_words

from . import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.differences import Difference

ARROW: Final = " → "
_NAMES: Final = {
    "do": "words",
    "what": "words",
    "sign": "words",
    "item": "words",
    "ask": "words",
    "late_until": "late until",
    "at_most": "at most",
    "missed": "if missed",
    "aka": "also called",
    "after_that": "after that",
    "alerts": "alert",
    "condition": "whom it is for",
    "verdicts": "what follows",
    "when": "when",
}


def sentences(
    found: Sequence[Difference], before: Checklist, after: Checklist, day0: date | None
) -> Iterator[tuple[str, str]]:
    """Each difference: what it is about, with its reference, and what differs, dated from ``day0``."""
    for each in found:
        item, made_of = (each.before, before) if each.after is None else (each.after, after)
        title = f"{_called(item, made_of) or each.ref} ({each.ref})"
        if each.after is None:
            yield title, "taken off"
        elif each.before is None:
            yield title, ", ".join(filter(None, ("new", days(item, after, day0))))
        else:
            yield title, "; ".join(_changes(each, before, after, day0))


def _called(item: Any, checklist: Checklist) -> str:
    return words.in_the_way(item, checklist) if isinstance(item, Ready) else first_words(item)


def days(item: Any, checklist: Checklist, day0: date | None) -> str:
    """The days of an item; nothing of what has none: questions, events and the like."""
    dated = any(hasattr(item, name) for name in ("start", "by", "on"))
    return words.days_of(item, checklist, day0) if dated else ""


def _changes(found: Difference, before: Checklist, after: Checklist, day0: date | None) -> Iterator[str]:
    """What differs of one item: ends and repeats as the one and the other, of other fields only which."""
    rest = []
    for name in found.fields:
        if name in ENDS:
            old, new = getattr(found.before, name), getattr(found.after, name)
            yield f"{ENDS[name]} {_end(old, before, day0)}{ARROW}{_end(new, after, day0)}"
        elif name == "repeat":
            yield f"{found.before.repeat.words}{ARROW}{found.after.repeat.words}"
        elif name == "urgency":
            urgencies = words.URGENCY_WORDS
            yield f"{urgencies[found.before.urgency]}{ARROW}{urgencies[found.after.urgency]}"
        elif name in {"do", "what", "sign", "item", "ask"}:
            yield f'"{getattr(found.before, name)}"{ARROW}"{getattr(found.after, name)}"'
        else:
            rest.append(_NAMES.get(name, name))
    if rest:
        yield f"{', '.join(rest)} {'differs' if len(rest) == 1 else 'differ'}"


def _end(found: Any, checklist: Checklist, day0: date | None) -> str:
    return words.when(found, checklist, day0) or "not said"
