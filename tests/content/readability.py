"""How hard the words of a checklist are to read, by the two formulas that are used of leaflets for patients.

Flesch and Kincaid's (words in a sentence, syllables in a word) for one instruction; SMOG (words of three syllables and
more, over at least thirty sentences) for a whole checklist. Both give years of school; five more is about the age.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import textstat  # type: ignore[import-untyped]

from tests.content import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_WORDS: Final = 12
"""Of fewer words a formula made for passages says nothing: "Thermometer" would be for doctors of philosophy."""

NAMES: Final = re.compile(
    r"\b(?:tretinoin|adapalene|tazarotene|retinoids?|retinol|retinal|isotretinoin|petrolatum|petroleum|paracetamol"
    r"|acetaminophen|ibuprofen|naproxen|aspirin|antihistamines?|antivirals?|antibiotics?|moisturi[sz]ers?|amiodarone"
    r"|minocycline|doxycycline|glycolic|salicylic|benzoyl|peroxide|hydroquinone|titanium)\b",
    re.IGNORECASE,
)
"""What stands on a tube or a label: a patient compares it letter by letter, and a shorter word would be a wrong one.

For the measure such a name is read as a word of one syllable; the sentence around it counts in full.
"""


@dataclass(frozen=True, slots=True)
class Grade:
    """An instruction's years of school, names from labels read as short words; ``whole`` counts them as they are."""

    ref: str
    years: float
    whole: float


def advice(piece: Piece) -> str:
    """What is read of an item beside its range, its note and its choices, each field a sentence of its own."""
    shown = (
        words.strip()
        for key, words in piece.texts.items()
        if key not in {"range", "note", "repeat"} and not key.startswith("choices.")
    )
    return " ".join(words if words.endswith((".", "?", "!")) else f"{words}." for words in shown)


@cache
def grades(name: str) -> tuple[Grade, ...]:
    """The instructions of a checklist that are long enough to measure, the hardest first."""
    return tuple(sorted(_grades(name), key=lambda each: -each.years))


def _grades(name: str) -> Iterator[Grade]:
    for piece in pieces(name):
        words = advice(piece)
        if len(words.split()) >= LEAST_WORDS:
            yield Grade(piece.ref, years(words), float(textstat.flesch_kincaid_grade(words)))


def years(words: str) -> float:
    """Years of school for a short text."""
    return float(textstat.flesch_kincaid_grade(NAMES.sub("this", words)))


@cache
def smog(name: str) -> float:
    """Years of school for a whole checklist."""
    return float(textstat.smog_index(NAMES.sub("this", " ".join(advice(each) for each in pieces(name)))))


def report(name: str) -> list[str]:
    """A checklist in two lines: the whole, and its five hardest instructions."""
    whole, found = smog(name), grades(name)
    hardest = ", ".join(f"{each.ref} {each.years:.1f}" for each in found[:5])
    school = f"SMOG {whole:.1f} years of school (age {whole + 5:.0f})"
    middle = f"the middle one of {len(found)} instructions {found[len(found) // 2].years:.1f} by Flesch and Kincaid"
    return [f"{name}: {school}, {middle}", f"  hardest: {hardest}"]
