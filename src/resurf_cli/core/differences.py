"""What two checklists do not say alike: a clinic's file and the one it extends, a plan's checklist and a newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .items import KINDS, items
from .timing import Repeat
from .values import frozen, names_of, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .checklist import Checklist, Said

COMPARED: Final = (*KINDS, "questions", "events", "measures")
_NOT_SAID: Final = ("number", "said")
"""A number is a place in a file, and whose word it is no other instruction."""
ENDS: Final = {
    "start": "from",
    "end": "until",
    "strict": "until",
    "careful": "then careful until",
    "by": "by",
    "on": "on",
    "expected": "expected",
    "earliest": "not before",
    "latest": "not after",
}


@frozen
class Difference:
    """An item that two checklists do not say alike; None: it is in one of them only.

    ``ref`` is a task's id, else kind and id as in ``avoid.sun``. ``fields`` are the names of the attributes that
    differ, in the order of the item.
    """

    ref: str
    before: Any
    after: Any
    fields: tuple[str, ...] = ()


def differences(before: Checklist, after: Checklist) -> tuple[Difference, ...]:
    """The items that differ, in the order of ``after``; those that are gone come last."""
    old, new = dict(items(before, COMPARED)), dict(items(after, COMPARED))
    found = [Difference(ref, old.get(ref), item, _fields(old.get(ref), item)) for ref, item in new.items()]
    gone = [Difference(ref, item, None) for ref, item in old.items() if ref not in new]
    return (*(each for each in found if each.before is None or each.fields), *gone)


def _fields(before: Any, after: Any) -> tuple[str, ...]:
    if before is None:
        return ()
    names = [each for each in names_of(after) if each not in _NOT_SAID]
    said = _of_said(before.said, after.said) if hasattr(after, "said") else ()
    return (*(name for name in names if _differs(getattr(before, name), getattr(after, name))), *said)


def _differs(before: Any, after: Any) -> bool:
    """A span of numbers has as many ticks as its least, and says something else: at least 4, 4 to 6."""
    if isinstance(before, Repeat) and isinstance(after, Repeat):
        spans = any(each in before.words + after.words for each in ("at least", " to "))
        return before != after or (spans and before.words != after.words)
    return bool(before != after)


def _of_said(before: Said, after: Said) -> tuple[str, ...]:
    return tuple(name for name in ("condition", "note") if getattr(before, name) != getattr(after, name))


# --- a newer file for a plan -----------------------------------------------------------------------------------------


def renumbered(new: Checklist, numbers: Mapping[str, int]) -> Checklist:
    """A checklist whose tasks keep the numbers they had in a plan; new ones come after all that were ever given.

    ``numbers`` are those by task id, also of tasks that are gone: no number ever means another task (*Numbers*).
    """
    following = max(numbers.values(), default=0)
    tasks = {}
    for name, task in new.tasks.items():
        number = numbers.get(name) if task.number is not None else None
        if task.number is not None and number is None:
            following += 1
            number = following
        tasks[name] = replace(task, number=number)
    return replace(new, tasks=tasks)


def numbers_of(checklist: Checklist) -> dict[str, int]:
    """The numbers of the tasks that have one, by id."""
    return {name: task.number for name, task in checklist.tasks.items() if task.number is not None}
