"""The text of a clinic's own file: whatever is written is read back as what was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from resurf_cli.reading.diagnostics import forbidden, rendered
from resurf_cli.reading.reader import Loaded
from resurf_cli.reading.shelf import Shelf
from resurf_cli.reading.writing import (
    EDITOR_LINE,
    Inherited,
    Sheet,
    file_text,
    free_id,
    scalar,
    spoken,
    starting_text,
    window,
)

SHELF = Shelf(Path("nowhere"))
BASE = SHELF.find("fractional-ablative")
PLAIN = Sheet("harbour", "fractional-ablative", "Harbour")
TEXTS = (
    st.text(min_size=1).map(str.strip).filter(lambda text: text and not any(map(forbidden, text)) and "\n" not in text)
)


def read(text: str) -> Loaded:
    found = SHELF.read(Path("nowhere") / "harbour.yaml", content=text.encode())
    assert isinstance(found, Loaded), rendered(found)
    return found


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Harbour Clinic", "Harbour Clinic"),
        ("2 weeks before", "2 weeks before"),
        ("Klinik Zürich", "Klinik Zürich"),
        ("morning, midday and evening", "morning, midday and evening"),
        ("+1 555 0100", '"+1 555 0100"'),
        ("5550100", '"5550100"'),
        ("12:30", '"12:30"'),
        ("no", '"no"'),
        ("null", '"null"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ('say "no"', '"say \\"no\\""'),
        ("- x", '"- x"'),
        ("a\\b", '"a\\\\b"'),
    ],
)
def test_quotes_stand_where_yaml_would_take_a_text_for_something_else(text: str, written: str) -> None:
    assert scalar(text) == written


@given(TEXTS)
def test_any_text_is_read_back_as_it_was_also_in_braces_and_by_other_readers(text: str) -> None:
    assert yaml.safe_load(f"title: {scalar(text)}\n") == {"title": text}
    assert yaml.safe_load(f"{{title: {scalar(text, flow=True)}, id: x}}\n") == {"title": text, "id": "x"}


@settings(max_examples=25)
@given(TEXTS, TEXTS, TEXTS)
def test_any_words_of_a_clinic_are_read_back_as_they_were(title: str, clinic: str, words: str) -> None:
    sheet = Sheet(
        "harbour",
        "fractional-ablative",
        title,
        clinic,
        {"day": words},
        added={"recovery": ({"id": "new", "do": words, "until": ["7", "healed"]},)},
    )
    made = read(file_text(sheet, BASE)).checklist
    assert (made.title, made.clinic, made.contact["day"], made.tasks["new"].do) == (title, clinic, words, words)


def test_the_file_says_only_what_differs_with_the_inherited_words_beside_it() -> None:
    sheet = Sheet(
        "harbour",
        "fractional-ablative",
        "Fractional CO2: Harbour Clinic",
        "Harbour Clinic",
        {"day": "+1 555 0100"},
        ("ointment",),
        {
            "leave-off-retinoids": {"from": "-7", "repeat": "twice a day"},
            "avoid.sun": {"until": ["90", "healed"], "then-careful-until": None},
        },
        ("supplies.vinegar",),
        {"recovery": ({"id": "mist", "do": "Spray with the mist: often", "until": "3"},)},
    )
    assert (
        file_text(sheet, BASE)
        == """\
# yaml-language-server: $schema=checklist.schema.json
# What our sheet says. It lies over fractional-ablative: what is not here is as it is there.
resurf: 1
id: harbour
extends: fractional-ablative
title: "Fractional CO2: Harbour Clinic"
clinic: Harbour Clinic
contact:
  day: "+1 555 0100"

# The sheet says these the same as resurf:
confirmed:
  - ointment                        # Keep a thin film of plain petrolatum on the skin: \
from day 0 until healed, at least 4 times a day

# The sheet says these otherwise:
change:
  leave-off-retinoids:              # Leave off retinoid creams
    from: -7                        # resurf: 2 weeks before
    repeat: twice a day             # resurf: daily
  avoid.sun:                        # Direct sun
    until: [90, healed]             # resurf: day 60
    then-careful-until:             # none; resurf: 6 months after

# Our clinic does not want these:
remove:
  - supplies.vinegar                # White distilled vinegar and a measuring spoon: by 3 days before

recovery:
  - id: mist
    do: "Spray with the mist: often"
    until: 3
"""
    )
    assert read(file_text(sheet, BASE)).warnings == ()


# --- the file to begin with ---


def test_the_starting_file_is_read_at_once_and_says_nothing_of_its_own() -> None:
    text = starting_text(PLAIN, BASE)
    found = read(text)
    assert text.startswith(EDITOR_LINE + "\n")
    assert found.warnings == ()
    assert list(found.checklist.tasks) == list(BASE.checklist.tasks)
    assert {each.said.origin for each in found.checklist.tasks.values()} == {"default"}


def test_every_dated_item_that_a_sheet_may_speak_of_can_be_uncommented() -> None:
    text = starting_text(PLAIN, BASE)
    head, change = text.split("# change:\n")
    lines = [line.removeprefix("# ").removeprefix("#") for line in change.splitlines()]
    made = read("\n".join([head, "change:", *lines])).checklist
    assert {each.said.origin for each in made.avoid.values()} == {"clinic"}
    dated = [each for each in made.tasks.values() if each.phase in {"prep", "recovery", "maintenance"}]
    assert {each.said.origin for each in dated} == {"clinic"}
    assert [each.start for each in made.tasks.values()] == [each.start for each in BASE.checklist.tasks.values()]


@pytest.mark.parametrize("key", ["confirmed", "remove"])
def test_the_example_of_a_list_can_be_uncommented(key: str) -> None:
    text = starting_text(PLAIN, BASE).replace(f"# {key}:", f"{key}:")
    assert re.search(rf"^{key}: \[", text, re.MULTILINE)
    assert read(text).warnings == ()


# --- words and ids ---


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("from", "-7", "day -7"),
        ("until", ["7", "healed"], "day 7 or healed, the later"),
        ("until", "2 weeks after", "2 weeks after"),
        ("repeat", "4 times a day", "4 times a day"),
        ("from", None, "not said"),
        ("uses", ["sun", "acids"], "sun, acids"),
    ],
)
def test_a_field_is_said_in_words_that_can_be_typed(key: str, value: str | list[str] | None, words: str) -> None:
    assert spoken(key, value) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"from": "0", "until": "healed", "repeat": "daily"}, "from day 0 until healed, daily"),
        ({"until": "3"}, "until day 3"),
        ({"from": "57", "until": "forever", "repeat": "daily"}, "from day 57 without end, daily"),
        ({"from": "0", "until": "told"}, "from day 0 until your clinic says"),
        ({"until": "60", "then-careful-until": "90"}, "until day 60, then careful until day 90"),
        ({"from": "0", "then-careful-until": "7"}, "from day 0, careful until day 7"),
        ({"by": "3 days before"}, "by 3 days before"),
        ({"from": "0", "until": "0", "urgency": "emergency"}, "on day 0, emergency"),
        ({"from": "1 day before", "until": "1 day before"}, "1 day before"),
        ({}, ""),
    ],
)
def test_a_window_is_said_in_one_line(fields: dict[str, str], words: str) -> None:
    assert window(Inherited("recovery", "x", fields)) == words


@pytest.mark.parametrize(
    ("words", "taken", "name"),
    [
        ("Cool mist", (), "cool-mist"),
        ("Cool mist", ("cool-mist", "cool-mist-2"), "cool-mist-3"),
        ("Don't scratch!", (), "dont-scratch"),
        ("Zürich – Größe", (), "zurich-groe"),
        ("7 days of rest", (), "item-7-days-of-rest"),
        ("面霜", (), "item"),
        ("Use the cream that we gave you in the small white tube", (), "use-the-cream-that-we-gave-you"),
        ("x" * 50, (), "x" * 32),
    ],
)
def test_an_id_is_made_of_the_first_words_and_is_the_only_one(words: str, taken: tuple[str, ...], name: str) -> None:
    assert free_id(words, taken, "item") == name


@given(st.text(), st.integers(0, 3))
def test_an_id_is_always_one(words: str, taken: int) -> None:
    ids: list[str] = []
    for _ in range(taken + 1):
        ids.append(free_id(words, ids, "item"))
    assert len(set(ids)) == taken + 1
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", each) for each in ids)
