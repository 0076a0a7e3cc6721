"""The diary: what a person entered at a check-in, score by score, in the order it was written.

Several check-ins a day are kept, and the latest counts. What they came to was judged when they were made, and is kept
as it was said then: an earlier one is shown, never judged again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .values import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from .checklist import Measure


CELSIUS: Final = "celsius"
FAHRENHEIT: Final = "fahrenheit"


def is_temperature(measure: Measure) -> bool:
    """Whether a measure is a temperature: its unit says so."""
    return measure.unit in {CELSIUS, FAHRENHEIT}


def in_unit(value: float, unit: str, wanted: str) -> float:
    """A temperature in the unit wanted, to a tenth of a degree; any other value as it is."""
    if {unit, wanted} != {CELSIUS, FAHRENHEIT}:
        return value
    return round((value - 32) / 1.8 if unit == FAHRENHEIT else value * 1.8 + 32, 1)


@frozen
class Raised:
    """A warning sign that a check-in raised: how soon to call for it, and why it was raised.

    ``id`` is the sign's, or ``ready.ID`` of what stands in the way of a treatment still to come.
    """

    id: str
    urgency: str
    because: str

    def written(self) -> dict[str, str]:
        """What is kept of it."""
        return {"id": self.id, "urgency": self.urgency, "because": self.because}


@frozen
class CheckIn:
    """One check-in: the day it is for, the true time, and what was entered.

    ``scores`` are by the id of their measure, ``units`` the unit of those that have one; ``signs`` are the ids of the
    warning signs that the person named, ``raised`` what it came to.
    """

    day: date
    at: datetime
    scores: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    signs: tuple[str, ...] = ()
    note: str = ""
    raised: tuple[Raised, ...] = ()

    def score(self, measure: Measure) -> float | None:
        """What was entered for a measure, in the unit it has now; None for nothing."""
        found = self.scores.get(measure.id)
        return None if found is None else in_unit(found, self.units.get(measure.id, ""), measure.unit)


@frozen
class Score:
    """What was entered for a measure on a day, at a true time."""

    day: date
    at: datetime
    value: float


def scores(diary: Iterable[CheckIn], measure: Measure) -> list[Score]:
    """All that was entered for a measure, in the order it was written."""
    found = ((each, each.score(measure)) for each in diary)
    return [Score(each.day, each.at, value) for each, value in found if value is not None]


def by_day(found: Iterable[Score]) -> dict[date, Score]:
    """The latest score of each day, by day."""
    latest = {each.day: each for each in found}
    return dict(sorted(latest.items()))


def check_in_of(data: Mapping[str, Any], day: date, at: datetime) -> CheckIn:
    """A check-in as an entry records it."""
    return CheckIn(
        day,
        at,
        scores={name: float(value) for name, value in data["scores"].items()},
        units=dict(data["units"]),
        signs=tuple(data["signs"]),
        note=data["text"] or "",
        raised=tuple(Raised(**each) for each in data["raised"]),
    )


def written(found: CheckIn) -> dict[str, Any]:
    """A check-in as an entry records it; its note stands among the notes for the clinic too."""
    return {
        "day": found.day.isoformat(),
        "scores": dict(found.scores),
        "units": dict(found.units),
        "signs": list(found.signs),
        "text": found.note or None,
        "raised": [each.written() for each in found.raised],
    }
