from __future__ import annotations

import pytest

from resurf_cli.core.checklist import checklist
from resurf_cli.core.naming import named, words_of
from tests.core.record import document

BANS = tuple(
    checklist(
        document(
            avoid=[
                {"id": "retinoids", "what": "Retinoids", "aka": ["retinol", "Retin-A", "Differin"], "until": "7"},
                {"id": "make-up", "what": "Make-up", "aka": ["foundation", "crème compact"], "until": "7"},
                {"id": "lid-make-up", "what": "Lenses, eye make-up", "aka": ["mascara"], "until": "7"},
                {"id": "hair-dye", "what": "Hair dye, perm", "aka": ["hair colour"], "until": "7"},
                {"id": "gym", "what": "Exercise, lifting", "aka": ["gym", "run"], "until": "7"},
                {"id": "gym-later", "what": "Hard training", "aka": ["gym"], "until": "30"},
                {"id": "peels", "what": "Facials, peels", "aka": ["chemical peel"], "until": "7"},
            ]
        ),
        shipped=False,
    ).avoid.values()
)


def found(text: str) -> list[str]:
    return [ban.id for ban in named(text, BANS).bans]


@pytest.mark.parametrize(
    ("text", "bans"),
    [
        ("retinoids", ["retinoids"]),
        ("retinol", ["retinoids"]),
        ("RETINOL", ["retinoids"]),
        ("  retinol  ", ["retinoids"]),
        ("retin a", ["retinoids"]),
        ("retin-a", ["retinoids"]),
        ("Differin", ["retinoids"]),
        ("run", ["gym"]),
        ("peel", ["peels"]),
        ("facial", ["peels"]),
        ("creme compact", ["make-up"]),
        ("hair dyes", ["hair-dye"]),
        ("perm", ["hair-dye"]),
    ],
)
def test_a_ban_is_found_by_its_id_title_and_other_names_however_they_are_written(text: str, bans: list[str]) -> None:
    assert found(text) == bans


def test_an_exact_id_wins_over_names_that_hold_it() -> None:
    assert found("make-up") == ["make-up"]
    assert found("makeup") == ["make-up", "lid-make-up"]


def test_an_exact_id_does_not_hide_another_ban_of_just_that_name() -> None:
    assert found("gym") == ["gym", "gym-later"]


@pytest.mark.parametrize(
    "text", ["my hair dye", "when may I use hair dye again?", "can i have a perm", "going for a run"]
)
def test_the_words_of_a_question_do_not_hinder(text: str) -> None:
    assert found(text) in (["hair-dye"], ["gym"])


def test_a_name_within_a_longer_question_is_found() -> None:
    assert found("red hair dye at home") == ["hair-dye"]


@pytest.mark.parametrize("text", ["retinl", "retionol", "diferin", "foundatoin", "mascarra"])
def test_a_near_spelling_is_found_and_says_what_was_meant(text: str) -> None:
    meant = named(text, BANS)
    assert len(meant.bans) == 1
    assert meant.near


@pytest.mark.parametrize("text", ["gim", "tattoo", "", "   ", "my", "?!", "skydiving", "re", "ret"])
def test_a_short_word_is_not_guessed_and_what_is_not_named_is_not_found(text: str) -> None:
    assert (found(text), named(text, BANS).near) == ([], "")


def test_a_near_spelling_is_only_tried_when_nothing_else_fits() -> None:
    assert named("retinol", BANS).near == ""


def test_accents_case_and_several_are_one_word() -> None:
    assert words_of("Crème, Brushes & berries; glass") == ("creme", "brush", "berry", "glass")
