"""The examination of a data folder, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.pages import doctor as words

from . import parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resurf_cli.core.health import Health

    from .parts import Record


def doctor(found: Health) -> str:
    """``record`` with its state, ``rescue``, ``wrong``, ``left`` and ``kept``, and each ``copy``."""
    return parts.text(_doctor(found))


def _doctor(found: Health) -> Iterator[Record]:
    yield "record", found.state, found.plans, found.entries, words.verdict(found)
    if found.rescue is not None:
        figures = found.rescue.entries, found.rescue.from_file, len(found.rescue.lost)
        yield "rescue", *figures, words.rescue(found.rescue, found.state)
    for each in found.found:
        yield each.kind, each.path, each.text, words.marked(each)
    for copied in found.copies:
        yield "copy", copied.name, copied.made.isoformat(), copied.entries, copied.why
