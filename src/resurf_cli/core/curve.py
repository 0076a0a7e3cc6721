"""A measure of the diary as a line over its days, with the band that is usual and the days on which an alert fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .alerts import measures_named
from .diary import scores
from .timing import shift
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from .checklist import Measure
    from .diary import CheckIn, Score
    from .plan import Plan


@frozen
class Band:
    """What is usual of a measure from one day to another, both inclusive; ``last`` None: from ``first`` on."""

    first: date
    last: date | None
    least: float
    most: float


@frozen
class Curve:
    """All scores of a measure by day and time; ``fired`` are the days on which one of them raised a sign."""

    measure: Measure
    scores: tuple[Score, ...]
    bands: tuple[Band, ...]
    fired: tuple[date, ...]

    @property
    def first(self) -> date:
        """The day of the first score."""
        return self.scores[0].day

    @property
    def last(self) -> date:
        """The day of the last score."""
        return self.scores[-1].day


def curves(plan: Plan, diary: Sequence[CheckIn]) -> tuple[Curve, ...]:
    """The measures that have a score in a diary, in the order of the checklist."""
    found = ((measure, scores(diary, measure)) for measure in plan.checklist.measures.values())
    return tuple(_curve(measure, mine, plan, diary) for measure, mine in found if mine)


def _curve(measure: Measure, found: Iterable[Score], plan: Plan, diary: Iterable[CheckIn]) -> Curve:
    in_order = sorted(found, key=lambda each: (each.day, each.at))
    fired = {each.day for each in diary for raised in each.raised if measure.id in measures_named(raised.because)}
    return Curve(measure, tuple(in_order), tuple(_bands(measure, plan)), tuple(sorted(fired)))


def _bands(measure: Measure, plan: Plan) -> Iterator[Band]:
    """The bands of each session, to the day before the next: what is usual counts from the session under way."""
    treated = sorted(plan.sessions.values())
    for day0, following in zip(treated, [*treated[1:], None], strict=True):
        begins = [shift(day0, days=days) for days, _, _ in measure.normal]
        ends = [*begins[1:], following] if begins else []
        for (_, least, most), first, after in zip(measure.normal, begins, ends, strict=True):
            last = min((shift(each, days=-1) for each in (after, following) if each), default=None)
            if last is None or first <= last:
                yield Band(first, last, least, most)
