"""One line of the record: a change a person made, as it was written.

The record is a list of entries that only grows (``plan delete`` excepted). A plan is what its entries replay to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


@frozen
class Entry:
    """One change: every command that records is one entry, also with several tasks.

    ``seq`` is its place in the record (from 1, over all plans, growing, never used again); ``day`` the resurf day
    it was written on (a day ends at 04:00); ``at`` the true time, with its zone; ``data`` is plain JSON.
    """

    seq: int
    plan: str
    kind: str
    day: date
    at: datetime
    data: Mapping[str, Any]
