"""How far apart the sessions of a series are, and which are closer than the checklist advises.

A warning and never a refusal: the clinic that gave the dates may know why.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .timing import shift
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from .checklist import Checklist


@frozen
class Interval:
    """The days from one session to the next; ``too_close``: fewer than the checklist's least distance."""

    before: int
    session: int
    on: date
    days: int
    too_close: bool


def intervals(checklist: Checklist, sessions: Mapping[int, date]) -> tuple[Interval, ...]:
    """The distance of each session from the one before it, in order."""
    apart = checklist.series.apart if checklist.series else None
    return tuple(
        Interval(
            before,
            session,
            on,
            (on - earlier).days,
            too_close=apart is not None and on < shift(earlier, apart.months, apart.days),
        )
        for (before, earlier), (session, on) in pairwise(sorted(sessions.items()))
    )


def too_close(checklist: Checklist, sessions: Mapping[int, date]) -> tuple[Interval, ...]:
    """The sessions that are closer to the one before than the checklist advises."""
    return tuple(each for each in intervals(checklist, sessions) if each.too_close)
