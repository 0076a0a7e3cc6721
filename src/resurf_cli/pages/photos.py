"""The photo diary as rows: the photographs by day."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates

from .call import day_words
from .rows import heading, item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from resurf_cli.core.photos import Photo
    from resurf_cli.core.plan import Plan

    from .layout import Row

NONE: Final = 'No photographs yet: resurf photo add FILE --area "left cheek"'


def photos(found: Plan, today: date, gone: Mapping[int, str]) -> Iterator[Row]:
    """The photographs by day, each with its number; ``gone`` are those that cannot be shown, with why."""
    if not found.photos:
        yield item(NONE, indent=0)
    in_order = sorted(found.photos, key=lambda each: (each.day, each.number))
    for day, mine in groupby(in_order, key=lambda each: each.day):
        session = found.session_on(day)
        which = f"session {session}" if len(found.sessions) > 1 else "the treatment"
        yield heading(f"{dates.near(day, today)}, {day_words((day - found.sessions[session]).days, which)}")
        yield from (item(_line(each), more=gone.get(each.number, "")) for each in mine)


def _line(each: Photo) -> str:
    return f"{each.number}  {each.area or 'no place given'} ({each.width} × {each.height})"
