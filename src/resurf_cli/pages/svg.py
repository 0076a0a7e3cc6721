"""A line chart as SVG: the scores over their days, the usual band behind them, the days on which a rule fired."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.diary import by_day, is_temperature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from .paper import Chart

WIDTH: Final = 340
HEIGHT: Final = 190
LEFT: Final = 34
RIGHT: Final = 10
TOP: Final = 24
BOTTOM: Final = 28
"""The size of a chart and of its margins, in the pixels of a narrow phone: there it is shown as large as it is."""
DAYS_NAMED: Final = 5
TEMPERATURES: Final = {"celsius": (36.0, 40.0), "fahrenheit": (97.0, 104.0)}
"""What a chart of a temperature shows at least."""


class _Place:
    """Where a day and a value stand in a chart."""

    def __init__(self, chart: Chart) -> None:
        self.first, self.last = chart.begins, chart.ends
        self.least, self.most = _scale(chart)

    def x(self, day: date, part: float = 0.5) -> float:
        """The middle of a day; ``part`` 0 is its beginning, 1 its end."""
        days = (self.last - self.first).days + 1
        return LEFT + (WIDTH - LEFT - RIGHT) * ((day - self.first).days + part) / days

    def y(self, score: float) -> float:
        within = min(max(score, self.least), self.most)
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (within - self.least) / (self.most - self.least))


def _scale(chart: Chart) -> tuple[float, float]:
    """The least and the greatest value of the axis: the scale of the measure, or what a temperature can be."""
    measure, entered = chart.curve.measure, [each.value for each in chart.curve.scores]
    usual = [end for band in chart.curve.bands for end in (band.least, band.most)]
    least, most = min(entered + usual), max(entered + usual)
    if is_temperature(measure):
        low, high = TEMPERATURES[measure.unit]
        return min(least, low), max(most, high)
    low, high = measure.scale or (least, most)
    return min(least, low), max(most, high) if max(most, high) > min(least, low) else low + 1


def chart(found: Chart, name: str, text: Callable[[str], str]) -> Iterator[str]:
    """A figure with its chart; ``name`` is unique on the page, ``text`` makes a text harmless."""
    place = _Place(found)
    unit = f", {found.unit}" if found.unit else ""
    yield '<figure class="chart">'
    yield f"<figcaption>{text(found.title)}{text(unit)}</figcaption>"
    yield f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-title {name}-words">'
    yield f'<title id="{name}-title">{text(found.title)}</title><desc id="{name}-words">{text(found.words)}</desc>'
    yield from _bands(found, place)
    yield from _axes(found, place)
    yield from _fired(found, place)
    yield from _line(found, place)
    yield "</svg>"
    yield f'<p class="legend">{text(_legend(found))}</p>'
    yield "</figure>"


def _legend(found: Chart) -> str:
    parts = ["line: the last score of each day"]
    parts += ["band: usual by the checklist"] if found.curve.bands else []
    parts += ["▲: a rule fired"] if found.curve.fired else []
    parts += ["T: treatment"] if found.treated else []
    return "; ".join(parts)


def _bands(found: Chart, place: _Place) -> Iterator[str]:
    for each in found.curve.bands:
        first, last = max(each.first, found.begins), min(each.last or found.ends, found.ends)
        if first <= last:
            left, right, top = place.x(first, 0), place.x(last, 1), place.y(each.most)
            size = f'width="{right - left:.1f}" height="{max(place.y(each.least) - top, 2):.1f}"'
            yield f'<rect class="band" x="{left:.1f}" y="{top:.1f}" {size}/>'


def _axes(found: Chart, place: _Place) -> Iterator[str]:
    for each in _steps(place.least, place.most):
        y = place.y(each)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{each:g}</text>'
    days = (found.ends - found.begins).days
    step = max(1, -(-(days + 1) // DAYS_NAMED))
    for gone in range(0, days + 1, step):
        day = found.begins + timedelta(days=gone)
        yield f'<text x="{place.x(day):.1f}" y="{HEIGHT - 10}" text-anchor="middle">{dates.short(day)[4:]}</text>'
    for day in found.treated:
        x = place.x(day)
        yield f'<path class="treated" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x:.1f}" y="{TOP - 8}" text-anchor="middle">T</text>'


def _steps(least: float, most: float) -> list[float]:
    """At most six round values of an axis."""
    width = next(each for each in (0.5, 1, 2, 5, 10, 20, 50, 100, 1000, most - least) if (most - least) / each <= 5)
    count = int((most - least) / width + 1e-9)
    return [least + width * each for each in range(count + 1)]


def _fired(found: Chart, place: _Place) -> Iterator[str]:
    for day in found.curve.fired:
        x = place.x(day)
        yield f'<path class="fired" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<path class="mark" d="M{x - 5:.1f} {TOP - 2}h10l-5 -9z"/>'


def _line(found: Chart, place: _Place) -> Iterator[str]:
    days = by_day(found.curve.scores)
    path = " ".join(f"{place.x(day):.1f},{place.y(each.value):.1f}" for day, each in days.items())
    yield f'<polyline class="line" points="{path}"/>'
    for each in found.curve.scores:
        last = days[each.day] is each
        kind = "score" if last else "earlier"
        at = f'cx="{place.x(each.day):.1f}" cy="{place.y(each.value):.1f}"'
        yield f'<circle class="{kind}" {at} r="{3.5 if last else 2.5}"/>'
