"""The examination of a data folder as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.health import DAMAGED, FINE, GONE, KEPT, LEFT, NONE, OPEN, WRONG

from .rows import heading, item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resurf_cli.core.health import Copy, Found, Health, Rescue

    from .layout import Row

TITLES: Final = {WRONG: "Wrong", OPEN: "Open to others", LEFT: "Left over", KEPT: "Kept"}
HOW: Final = "resurf doctor --yes does it."
WITHOUT: Final = (
    "Nothing can be put back here: neither that file nor a copy of it can be read."
    " If you have a backup, resurf restore FILE puts it back; it keeps what is there."
)


def doctor(found: Health) -> Iterator[Row]:
    """What was looked at, what is wrong, and what can be done."""
    yield item(verdict(found), indent=0)
    if found.rescue is not None:
        yield item(rescue(found.rescue, found.state), indent=0)
        if found.rescue.lost:
            yield item(lost(found.rescue), indent=0)
    elif found.state in {DAMAGED, GONE}:
        yield item(WITHOUT, indent=0)
    for kind, title in TITLES.items():
        if mine := [each for each in found.found if each.kind == kind]:
            yield heading(title)
            yield from (item(each.path, more=each.text) for each in mine)
    if found.copies:
        yield heading("Automatic copies")
        yield from (item(each.name, more=copy(each)) for each in found.copies)
    if found.mendable:
        yield item(mending(found), indent=0)


def verdict(found: Health) -> str:
    """The state of the record in words."""
    if found.state == FINE:
        count = f"{found.entries:,} recorded change{'s' * (found.entries != 1)}"
        plans = f"{found.plans} plan{'s' * (found.plans != 1)}"
        return f"The record is whole: {count} in {plans}, each checked."
    return "There is no record yet." if found.state == NONE else found.words


def rescue(found: Rescue, state: str) -> str:
    """What can be put back."""
    changes = f"{found.entries:,} recorded change{'s' * (found.entries != 1)}"
    sources = [f"{found.from_file:,} of them only from the damaged file"] if found.from_file else []
    sources += [f"from the copy {name}" for name in found.copies[:2]]
    beside = f" ({'; '.join(sources)})" if sources else ""
    what = f"{changes} of {', '.join(found.plans)}, each checked, the latest of {dates.full(found.latest)}"
    kept = " The damaged file is kept." if state == DAMAGED else ""
    return f"Can be put back: {what}{beside}.{kept}"


def lost(found: Rescue) -> str:
    """What cannot be put back."""
    count = len(found.lost)
    what = f"Change {found.lost[0]} is" if count == 1 else f"{count:,} changes are"
    why = "it cannot be read any more, or was" if count == 1 else "they cannot be read any more, or were"
    then = "After the repair look through resurf log, and tick again what is gone."
    return f"{what} missing: {why} erased with a plan. {then}"


def copy(found: Copy) -> str:
    """What is in a copy."""
    return found.why if found.entries is None else f"{found.entries:,} change{'s' * (found.entries != 1)}"


def mending(found: Health) -> str:
    """What a repair does, and how it is told to."""
    put_back = ["puts the record back"] if found.rescue else []
    clears = sum(each.mendable for each in found.found)
    does = [*put_back, *([f"puts {clears} of these right"] if clears else [])]
    return f"A repair {' and '.join(does)}: {HOW}"


def marked(found: Found) -> str:
    """Whether a repair puts something right."""
    return "mendable" if found.mendable else ""
