"""Whatever a patient may type finds the ban that is meant, in British and in American words; brands stay in ``aka``."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

import pytest

from tests.content import FILES, Piece, none_of, pieces, texts

LEAST_NAMES: Final = 5
PAIRS: Final = (
    ("colour", "color"),
    ("moisturiser", "moisturizer"),
    ("sunbed", "tanning bed"),
    ("anaesthetic", "anesthetic"),
    ("sulphur", "sulfur"),
    ("chilli", "chili"),
    ("aeroplane", "airplane"),
    ("holiday", "vacation"),
    ("paracetamol", "acetaminophen"),
    ("lignocaine", "lidocaine"),
    ("draught", "draft"),
    ("jumper", "sweater"),
    ("football", "soccer"),
    ("whisky", "whiskey"),
    ("flannel", "washcloth"),
    ("polo neck", "turtleneck"),
    ("hoovering", "vacuuming"),
    ("fabric conditioner", "fabric softener"),
    ("blusher", "blush"),
    ("motorbike", "motorcycle"),
    ("plaster", "band-aid"),
    ("grey", "gray"),
    ("spot cream", "pimple cream"),
    ("spirits", "liquor"),
    ("e-cigarette", "vape"),
    ("garden work", "yard work"),
)
ORDINARY: Final = frozenset(
    (
        *(
            "AHA",
            "BHA",
            "PHA",
            "LHA",
            "TCA",
            "BB",
            "CC",
            "DHA",
            "MSM",
            "PRP",
            "PDT",
            "IPL",
            "BBL",
            "LED",
            "RF",
            "UV",
            "UVA",
        ),
        *("UVB", "SPF", "NSAID", "NSAIDs", "HRT", "CBD", "THC", "DEET", "DIY", "HIIT", "TV", "Epsom", "St", "John's"),
        *("A", "C", "E", "K"),
    )
)
"""Capital letters that are no brand: abbreviations, vitamins, saints."""


def bans(name: str) -> list[Piece]:
    """The bans of a checklist."""
    return [each for each in pieces(name) if each.kind == "avoid"]


@pytest.mark.parametrize("name", FILES)
def test_each_ban_has_at_least_five_other_names(name: str) -> None:
    none_of([each.ref for each in bans(name) if len(each.aka) < LEAST_NAMES])


@pytest.mark.parametrize("name", FILES)
def test_no_name_of_a_ban_is_there_twice_or_is_its_title(name: str) -> None:
    again = [
        f"{each.ref}: {other}"
        for each in bans(name)
        for other, times in Counter(word.casefold() for word in (*each.aka, each.first)).items()
        if times > 1
    ]
    none_of(again)


@pytest.mark.parametrize("name", FILES)
def test_what_british_people_type_american_people_find_too(name: str) -> None:
    missing = [
        f"{each.ref}: {there} without {absent}"
        for each in bans(name)
        for pair in PAIRS
        for there, absent in (pair, pair[::-1])
        if has(each, there) and not has(each, absent)
    ]
    none_of(missing)


def has(ban: Piece, words: str) -> bool:
    """Whether a ban can be found by these words."""
    return any(re.search(rf"\b{re.escape(words)}s?\b", name, re.IGNORECASE) for name in (ban.first, *ban.aka))


@cache
def brands() -> set[str]:
    """The names in ``aka`` that are written with a capital letter and are no ordinary word."""
    names = {name for file in FILES for ban in bans(file) for name in ban.aka if re.search("[A-Z]", name)}
    return {name for name in names if any(re.search("[A-Z]", word) and word not in ORDINARY for word in name.split())}


def test_the_brands_are_known() -> None:
    assert {"Retin-A", "Botox", "Advil", "Nurofen", "Neosporin", "EMLA"} <= brands()
    assert not {"St John's wort", "BB cream", "DIY", "UV lamp", "Epsom salts"} & brands()


@pytest.mark.parametrize("name", FILES)
def test_no_brand_stands_outside_the_other_names(name: str) -> None:
    pattern = "|".join(rf"(?<![\w-]){re.escape(brand)}(?![\w-])" for brand in sorted(brands()))
    none_of([f"{place}: {hit[0]}" for place, words in texts(name) for hit in re.finditer(pattern, words)])
