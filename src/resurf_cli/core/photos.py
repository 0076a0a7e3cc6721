"""The photo diary: which picture is of which day and place. The pictures themselves are files beside the record."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .entry import Entry

PHOTO: Final = "photo"
PHOTO_REMOVE: Final = "photo-remove"


@frozen
class Photo:
    """A photograph of a day; ``at`` is the true time it was added.

    ``file`` and ``small``, its preview, are names below the plan's folder of photographs; the checksums are SHA-256.
    Numbers run through a plan and are never used again.
    """

    number: int
    day: date
    at: datetime
    area: str
    file: str
    small: str
    width: int
    height: int
    sha256: str
    small_sha256: str


def photos_of(data: Mapping[str, Any], at: datetime) -> list[Photo]:
    """The photographs of an entry that added some."""
    day, area = date.fromisoformat(data["day"]), data["area"]
    return [Photo(day=day, at=at, area=area, **each) for each in data["photos"]]


def next_number(entries: Iterable[Entry]) -> int:
    """The number of the next photograph: one that none ever had, also none that was taken back."""
    used = [each["number"] for entry in entries if entry.kind == PHOTO for each in entry.data["photos"]]
    return max(used, default=0) + 1


def by_area(found: Sequence[Photo]) -> dict[str, list[Photo]]:
    """Photographs of the same place together, each place in the order of days, to be seen side by side."""
    areas: dict[str, list[Photo]] = {}
    for each in sorted(found, key=lambda photo: (photo.day, photo.number)):
        areas.setdefault(each.area, []).append(each)
    return areas
