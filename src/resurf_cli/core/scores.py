"""Scores as people type them, temperatures in either unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from resurf_cli.errors import UsageError

from .diary import CELSIUS, FAHRENHEIT, in_unit, is_temperature

if TYPE_CHECKING:
    from .checklist import Measure

UNITS: Final = {"c": CELSIUS, "f": FAHRENHEIT}
_SCORE: Final = re.compile(
    r"([+-]?\d{1,4}(?:[.,]\d{1,3})?)\s*(?:°|º|deg(?:rees)?)?\s*([cf])?", re.ASCII | re.IGNORECASE
)


def read_score(text: str, measure: Measure) -> float:
    """The score that a person typed for a measure, in the measure's unit.

    A temperature may end in C or F; a bare one is in the measure's unit. A comma may stand for the point.

    Raises:
        UsageError: it is no number, has a unit that is none of the measure's, or lies outside its scale.
    """
    match = _SCORE.fullmatch(text.strip())
    if match is None or (match[2] and not is_temperature(measure)):
        raise UsageError(f'"{text}" is no score for {measure.id}: write a number{_span(measure)}.')
    typed = float(match[1].replace(",", "."))
    value = in_unit(typed, UNITS[match[2].lower()], measure.unit) if match[2] else typed
    if measure.scale is not None and not measure.scale[0] <= value <= measure.scale[1]:
        raise UsageError(
            f"{measure.id} {text} is outside its scale{_span(measure)}{_other_unit(typed, match, measure)}."
        )
    return value


def _span(measure: Measure) -> str:
    unit = f" ({measure.unit})" if measure.unit else ""
    return f" from {measure.scale[0]:g} to {measure.scale[1]:g}{unit}" if measure.scale else unit


def _other_unit(typed: float, match: re.Match[str], measure: Measure) -> str:
    """What a temperature would be that was typed in the other unit, if that lies on the scale."""
    if match[2] or not is_temperature(measure) or measure.scale is None:
        return ""
    other = FAHRENHEIT if measure.unit == CELSIUS else CELSIUS
    value, letter = in_unit(typed, other, measure.unit), other[0].upper()
    if not measure.scale[0] <= value <= measure.scale[1]:
        return ""
    return f". In {other.title()} that is {value:.1f} {measure.unit[0].upper()}: write {match[1]}{letter}"
