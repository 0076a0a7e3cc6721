"""The words of the content: no dose, nothing prescribed told to stop, no promise, and short enough to be read tired.

Words are looked for in every file; what an item has to say as a whole, in the treatments: a base may leave it to them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from resurf_cli.core.checklist import PHASES
from tests.content import FILES, TREATMENTS, Piece, none_of, pieces, texts

if TYPE_CHECKING:
    from collections.abc import Iterable


def any_of(words: str, *more: str) -> str:
    """A pattern for any of several words, each with whatever ending it may have where it ends in ``*``."""
    endings = (each.replace("*", r"\w*") for each in (*words.split(), *more))
    return rf"\b(?:{'|'.join(endings)})\b"


COUNT: Final = r"(?:\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half an?|a couple of|several))"
MASS: Final = (
    r"(?:mg|milligrams?|mcg|[µμ]g|micrograms?|g|grams?|kg|ml|millilit(?:er|re)s?|cl|dl|l|lit(?:er|re)s?|cc|iu|units?"
    r"|oz|ounces?|pints?|quarts?|tsp|tbsp)\b"
)
SPOONS: Final = (
    r"(?:(?:table|tea|dessert)spoon(?:ful)?s?|cup(?:ful)?s?|drops?|puffs?|sprays?|capfuls?|sachets?|ampoules?|pumps?"
    r"|doses?|parts?(?= (?:of )?(?:water|vinegar|white)))\b"
)
TABLETS: Final = r"(?:tablets?|pills?|capsules?|caplets?|lozenges?)\b"
DOSES: Final = (
    rf"\d[\d.,/]*\s*-?\s*{MASS}",
    r"\d\s*(?:%|percent\b|per cent\b)",
    rf"(?:{COUNT}|\ban?)\s+(?:of\s+)?(?:(?:level|heaped|large|small|full|whole|more|extra)\s+)*{SPOONS}",
    rf"{COUNT}\s+(?:or\s+\w+\s+)?{TABLETS}",
    r"\b\d+\s*:\s*\d+\b",
)
"""A number with a unit of medicine, or a recipe's strength. SPF, degrees, minutes, days and centimetres are none."""

SMALL: Final = r"(?:\w+ )?(?:lines?|wrinkles?|flakes?|hairs?|grit|scales?|crusts?|mesh|holes?|dots?)"
BANNED: Final = {
    "a promise": any_of("safe safe* unsafe* guarante* harmless*", "as expected", "no risks?", "risk-free"),
    "fine, of a state": rf"\bfine\b(?! {SMALL})",
    "a comfort": r"\b(?:don't|do not|no need to|nothing to|never|without) worry\w*|\bno cause for alarm\b|\brelax\b",
    "of a medicine": rf"{any_of('paus* doubl*', 'make up for')}|(?<!extra to )\bcatch(?:ing)? up\b",
    "the third person": r"(?<!own )(?<!their )(?<!other )\bpatients?\b|\bthe client\b",
    "jargon": any_of(
        "erythema* oedema* edema* post-?inflammatory occlusi* analgesi* NSAIDs? prophyla* contraindicat* topical* "
        "pruri* desquamat* exudat* necro* re-?epitheli* epitheli* epiderm* dermis sequela* hypo-?pigment* "
        "hyper-?pigment* perioral peri-?orbital peri-?operative* pre-?op* post-?op* lesions? acneiform adjunct* "
        "comorbid* efficac* etiolog* aetiolog* immunosuppress* anticoagul* ameliorat* administer* prn bid qd"
    ),
    "the first person": rf"(?<!type )(?<!types )\bI\b(?! (?:or|to|and) I)|{any_of('[Ww]e [Oo]urs us [Mm]y [Mm]ine')}"
    r"|\b[Oo]ur(?! (?:choice|default))\b",
}
STOPPING: Final = rf"(?<!not )(?:{any_of('stop* quit* discontinu* ceas* halt* interrupt* withdraw*')})|" + any_of(
    "",
    "(?:come|coming|came|wean*) off (?:your|the|it|them|any|all|a)",
    "hold off",
    "go without",
    "give up",
    "cut (?:out|down)",
)
"""Never said, of whatever. Bleeding may "not stop"."""
ASK: Final = "who prescribed it"
UNLESS: Final = "unless it was prescribed to you: then ask who prescribed it"
WITHOUT_PRESCRIPTION: Final = any_of(
    "ibuprofen aspirin naproxen nicotine tobacco cigarettes? vape vapes vaping smoke smokes smoking",
    "vitamin e",
    "(?<!rubbing )alcohol(?!-free)",
)


def found(name: str, pattern: str, *, flags: int = re.IGNORECASE) -> list[str]:
    """Where a pattern is met in what a patient reads."""
    return [f"{place}: {hit[0]!r}" for place, words in texts(name) for hit in re.finditer(pattern, words, flags)]


@pytest.mark.parametrize("name", FILES)
def test_no_text_names_a_dose_or_the_strength_of_a_recipe(name: str) -> None:
    none_of([hit for pattern in DOSES for hit in found(name, pattern)])


@pytest.mark.parametrize(
    "dose",
    [
        "400 mg",
        "2 tablets",
        "two tablets",
        "half a pill",
        "1/2 cup",
        "1 tsp",
        "a teaspoon",
        "5 ml",
        "0.05%",
        "1000 IU",
        "one part vinegar",
        "1:9",
        "2-3 drops",
        "30g",
        "one or two tablets",
    ],
)
def test_a_dose_would_be_found(dose: str) -> None:
    assert any(re.search(pattern, f"Take {dose} of it", re.IGNORECASE) for pattern in DOSES)


@pytest.mark.parametrize(
    "words",
    [
        "SPF 30 or more",
        "38.9 °C / 102 °F",
        "10 to 15 minutes an hour",
        "10 by 10 cm",
        "7 days",
        "about 7 of 100 people",
        "4 to 8 weeks",
        "two large jars",
        "Another part of the body",
    ],
)
def test_what_is_no_dose_is_not_taken_for_one(words: str) -> None:
    assert not any(re.search(pattern, words, re.IGNORECASE) for pattern in DOSES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", BANNED)
def test_no_text_has_a_word_of_the_banned_list(name: str, kind: str) -> None:
    flags = 0 if kind == "the first person" else re.IGNORECASE
    none_of(found(name, BANNED[kind], flags=flags))


@pytest.mark.parametrize("name", FILES)
def test_nobody_is_told_to_stop_anything(name: str) -> None:
    none_of(found(name, STOPPING))


@pytest.mark.parametrize("name", TREATMENTS)
def test_what_is_left_off_may_be_prescribed_so_the_item_says_whom_to_ask(name: str) -> None:
    left_off = [each for each in pieces(name) if re.search(r"\bleav\w+ (?:\w+ )?off\b", each.advice, re.IGNORECASE)]
    none_of(each.ref for each in left_off if ASK not in each.advice)


def is_medicine(piece: Piece) -> bool:
    """Whether a task is a medicine."""
    return piece.fields.get("medicine") == "true" or piece.fields.get("repeat") == "as prescribed"


@pytest.mark.parametrize("name", TREATMENTS)
def test_a_medicine_is_taken_as_its_label_says(name: str) -> None:
    silent = [each.ref for each in pieces(name) if is_medicine(each) and "label says" not in each.advice]
    none_of(silent)


@pytest.mark.parametrize("name", TREATMENTS)
def test_a_missed_medicine_is_told_and_never_made_up(name: str) -> None:
    missed = {each.ref: each.texts["missed"] for each in pieces(name) if is_medicine(each) and "missed" in each.texts}
    silent = [ref for ref, words in missed.items() if not re.search(r"\b(?:call|tell|ask)\b", words, re.IGNORECASE)]
    more = [
        ref for ref, words in missed.items() if re.search(r"(?<!not )\b(?:take|use|put on)\b", words, re.IGNORECASE)
    ]
    none_of([*silent, *more])


def avoided(name: str) -> Iterable[Piece]:
    """The items that may say to avoid something: bans, and tasks with dates."""
    return (each for each in pieces(name) if each.kind in {*PHASES[1:], "avoid"})


@pytest.mark.parametrize("name", TREATMENTS)
def test_what_can_be_had_without_prescription_is_avoided_unless_it_was_prescribed(name: str) -> None:
    silent = [
        each.ref
        for each in avoided(name)
        if re.search(WITHOUT_PRESCRIPTION, " ".join((each.advice, *each.aka)), re.IGNORECASE)
        and UNLESS not in each.advice
    ]
    none_of(silent)


MOST_LETTERS: Final = {"do": 60, "what": 60, "sign": 50, "item": 65, "at-most": 40}
MOST_SENTENCES: Final = {"how": 3, "why": 3, "instead": 3, "missed": 3, "note": 3, "range": 3}


@pytest.mark.parametrize("name", FILES)
def test_first_words_fit_a_line_of_a_page(name: str) -> None:
    long = [
        f"{each.ref} {key}: {len(words)}"
        for each in pieces(name)
        for key, words in each.texts.items()
        if len(words) > MOST_LETTERS.get(key, len(words))
    ]
    none_of(long)


@pytest.mark.parametrize("name", FILES)
def test_a_ban_is_named_in_a_few_words(name: str) -> None:
    long = [each.ref for each in pieces(name) if each.kind == "avoid" and (len(each.first) > 32 or "." in each.first)]
    none_of(long)


def sentences(words: str) -> list[str]:
    """The sentences of a text."""
    return [each for each in re.split(r"(?<=[.!?])\s+", words.strip()) if each]


@pytest.mark.parametrize("name", FILES)
def test_how_and_why_are_one_to_three_sentences(name: str) -> None:
    long = [
        f"{each.ref} {key}: {len(sentences(words))}"
        for each in pieces(name)
        for key, words in each.texts.items()
        if len(sentences(words)) > MOST_SENTENCES.get(key, len(words))
    ]
    none_of(long)


@pytest.mark.parametrize("name", FILES)
def test_a_task_says_what_to_do_before_anything_else(name: str) -> None:
    """``do`` is an order or a thing to do, without a full stop; ``how`` and ``why`` are sentences."""
    odd = [each.ref for each in pieces(name) if each.kind in PHASES and each.first.endswith((".", ";", ",", ":"))]
    odd += [
        f"{each.ref} {key}"
        for each in pieces(name)
        for key in ("how", "why", "instead", "missed")
        if key in each.texts and not each.texts[key].endswith((".", "?", "!"))
    ]
    none_of(odd)
