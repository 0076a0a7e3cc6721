"""A tired person of twelve can read it. What is measured is printed at the end of every run of these tests."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.content import FILES, TREATMENTS, none_of, texts
from tests.content.readability import grades, report, smog, years

MOST_YEARS: Final = 8.0
"""Of a whole checklist by SMOG: a reading age of 13. Leaflets of hospitals are usually at 10 to 12 years of school."""
MOST_FOR_ONE: Final = 9.0
"""Of one instruction by Flesch and Kincaid; nine in ten are under 6."""
MOST_WORDS: Final = 25
"""Of one sentence: a hard one hides among easy ones, and who is tired loses the thread."""


@pytest.mark.parametrize("name", TREATMENTS)
def test_a_checklist_can_be_read_at_about_the_age_of_twelve(name: str) -> None:
    assert smog(name) <= MOST_YEARS


@pytest.mark.parametrize("name", FILES)
def test_no_instruction_is_hard_to_read(name: str) -> None:
    none_of(f"{each.ref}: {each.years:.1f}" for each in grades(name) if each.years > MOST_FOR_ONE)


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_is_long(name: str) -> None:
    none_of(
        f"{place}: {len(sentence.split())} words"
        for place, words in texts(name)
        for sentence in re.split(r"(?<=[.!?:;])\s+", words)
        if len(sentence.split()) > MOST_WORDS
    )


def test_a_name_on_a_label_is_no_hard_word_and_everything_else_is() -> None:
    plain = "Do not put tretinoin on your face. Ask who prescribed it how long to wait."
    hard = "Discontinue application of topical retinoid formulations until complete re-epithelialisation is documented."
    assert years(plain) < 4
    assert years(hard) > MOST_FOR_ONE


@pytest.mark.parametrize("name", TREATMENTS)
def test_the_report_names_the_hardest_instructions(name: str) -> None:
    whole, hardest = report(name)
    assert name in whole
    assert grades(name)[0].ref in hardest
