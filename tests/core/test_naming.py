from __future__ import annotations

import pytest

from resurf_cli.core.checklist import checklist
from resurf_cli.core.naming import LONG, apart, named, words_of
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
    assert len(meant.meant) == 1
    assert meant.loosely


@pytest.mark.parametrize("text", ["gim", "tattoo", "", "   ", "my", "?!", "skydiving", "re", "ret"])
def test_a_short_word_is_not_guessed_and_what_is_not_named_is_not_found(text: str) -> None:
    assert (found(text), named(text, BANS).loosely) == ([], False)


def test_a_near_spelling_is_only_tried_when_nothing_else_fits() -> None:
    assert not named("retinol", BANS).loosely


def test_accents_case_and_several_are_one_word() -> None:
    assert words_of("Crème, Brushes & berries; glass") == ("creme", "brush", "berry", "glass")


@pytest.mark.parametrize(("text", "name"), [("RETINOLS", "retinol"), ("mascarra", "mascara"), ("Retinoids", "")])
def test_it_says_by_which_other_name_a_ban_was_found(text: str, name: str) -> None:
    assert [each.name for each in named(text, BANS).meant] == [name]


@pytest.mark.parametrize(("text", "loosely"), [("my gym", False), ("the gym", False), ("gym in town", True)])
def test_what_says_more_than_the_name_is_said_back(text: str, *, loosely: bool) -> None:
    assert (found(text), named(text, BANS).loosely) == (["gym", "gym-later"], loosely)


@pytest.mark.parametrize(
    ("one", "other", "apart_by"),
    [
        ("retinl", "retinol", 1),
        ("retionl", "retinol", 1),
        ("retnlo", "retinol", LONG),
        ("foundatoins", "foundation", 2),
        ("biking", "hiking", LONG),
        ("gym", "gim", LONG),
        ("mowing", "mowing", 0),
    ],
)
def test_one_letter_may_be_wrong_of_a_long_word_two_never_the_first(one: str, other: str, apart_by: int) -> None:
    assert (apart(one, other), apart(other, one)) == (apart_by, apart_by)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("lenses", "lens"),
        ("noses", "nose"),
        ("boxes", "box"),
        ("viruses", "virus"),
        ("berries", "berry"),
        ("dyes", "dye"),
    ],
)
def test_of_several_is_the_same_word_as_of_one(many: str, one: str) -> None:
    assert words_of(many) == words_of(one)
