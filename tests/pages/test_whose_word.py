"""Whose word an instruction is, on pages and in JSON, once a clinic's file lies over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.card import card
from resurf_cli.pages import json as form
from resurf_cli.pages import words
from resurf_cli.reading.reader import Loaded, Standing, read
from resurf_cli.reading.shelf import shipped_folder
from tests.core.record import on
from tests.pages import drawn, sheet

if TYPE_CHECKING:
    from pathlib import Path

    from resurf_cli.core.checklist import Checklist

DAY = "2026-12-13"
OURS = Standing({path.stem: path for path in shipped_folder().glob("*.yaml")})
TEXT = """\
resurf: 1
id: harbour-clinic
extends: {base}
title: CO2 at Harbour Clinic
{clinic}
version: "3"
confirmed: [ointment]
change:
  leave-off-retinoids: {{from: 1 week before}}
"""


def made(folder: Path, base: str = "fractional-ablative", clinic: str = "clinic: Harbour Clinic") -> Checklist:
    path = folder / "harbour.yaml"
    path.write_text(TEXT.format(base=base, clinic=clinic))
    found = read(path, OURS)
    assert isinstance(found, Loaded), found
    return found.checklist


@pytest.mark.parametrize(
    ("clinic", "told"),
    [
        ("clinic: Harbour Clinic", ["Harbour Clinic", "confirmed by Harbour Clinic", "resurf's default: ask"]),
        ("", ["your own file", "confirmed by your own file", "resurf's default: ask"]),
    ],
)
def test_the_word_is_the_clinics_or_confirmed_by_it_or_resurfs_default(
    tmp_path: Path, clinic: str, told: list[str]
) -> None:
    found = made(tmp_path, clinic=clinic)
    asked = ("leave-off-retinoids", "ointment", "wash")
    assert [words.origin(found.tasks[each].said, found) for each in asked] == told


def test_what_is_inherited_from_a_file_that_is_not_resurfs_is_named_by_its_title(tmp_path: Path) -> None:
    tasks = ("leave-off-retinoids", "ointment", "wash")
    listed = "".join(f"  - {{id: {each}, do: Something, from: 0, until: 7}}\n" for each in tasks)
    (tmp_path / "group.yaml").write_text(f"resurf: 1\nid: group\ntitle: The sheet of the group\nrecovery:\n{listed}")
    found = made(tmp_path, "group.yaml")
    assert words.origin(found.tasks["wash"].said, found) == "from The sheet of the group, not confirmed"
    assert words.unconfirmed(1, found) == "1 instruction here is from The sheet of the group, not confirmed"


def test_what_the_clinic_changed_says_what_others_say(tmp_path: Path) -> None:
    found = made(tmp_path)
    task = found.tasks["leave-off-retinoids"]
    told = dict(words.fields(task, found))["others say"]
    assert told.startswith("from 2 weeks before; 1 day to 6 weeks before. An older hospital text")
    assert words.cited(task.said) == [
        "sources of what others say: text-afr-pre, jcas-retinoid-2016, orringer-2004, mayo-prepare-2017"
    ]


def test_json_names_the_files_of_the_chain_and_what_others_say(tmp_path: Path) -> None:
    found = made(tmp_path)
    page = form.checklist(found)
    assert [(each["id"], each["reviewer"], each["shipped"]) for each in page["chain"]][:2] == [
        ("harbour-clinic", None, False),
        ("fractional-ablative", "none", True),
    ]
    assert all(each["shipped"] and each["reviewer"] == "none" for each in page["chain"][1:])
    task = next(each for each in page["tasks"]["prep"] if each["id"] == "leave-off-retinoids")
    assert (task["origin"], task["source"], task["basis"]) == ("clinic", [], "source")
    assert task["others"]["was"] == {"from": "2 weeks before"}


def test_a_page_names_every_file_that_a_checklist_builds_on_and_who_reviewed_it(tmp_path: Path) -> None:
    told = words.chain(made(tmp_path))
    assert told[0].startswith(
        "It builds on Fractional ablative laser resurfacing (CO2 or Er:YAG) (fractional-ablative, "
    )
    assert all(each.endswith("): no clinician has reviewed it.") for each in told)


def test_what_a_person_writes_over_the_clinics_file_is_not_the_clinics_word(tmp_path: Path) -> None:
    made(tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_text(
        "resurf: 1\nid: mine\nextends: harbour.yaml\ntitle: Mine\nconfirmed: [wash]\nchange:\n  ointment: {until: 9}\n"
    )
    loaded = read(path, OURS)
    assert isinstance(loaded, Loaded)
    found = loaded.checklist
    asked = ("ointment", "wash", "leave-off-retinoids")
    assert [words.origin(found.tasks[each].said, found) for each in asked] == [
        "your own file",
        "confirmed by your own file",
        "Harbour Clinic",
    ]
    assert [each.clinic for each in found.chain][:3] == ["", "Harbour Clinic", ""]


def test_what_the_clinic_told_over_a_file_that_names_no_clinic_is_its_word() -> None:
    own = sheet(shipped=False).told("ointment", DAY).told("tablets", DAY, last="2026-12-20")
    ledger = own.ledger(DAY)
    cards = {name: drawn("card", card(ledger, name, on(DAY))) for name in ("ointment", "tablets", "wash")}
    assert "your clinic, confirmed on Sun 13 Dec 2026" in cards["ointment"]
    assert "told by your clinic on Sun 13 Dec 2026" in cards["tablets"]
    assert "your own file" in cards["wash"]


def test_what_others_say_of_days_is_in_the_words_of_the_pages(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "resurf: 1\nid: own\nextends: fractional-ablative\ntitle: Own\n"
        "change:\n  pillowcase: {until: 14, repeat: bedtime}\n  avoid.picking: {until: 60}\n"
    )
    loaded = read(path, OURS)
    assert isinstance(loaded, Loaded)
    found = loaded.checklist
    assert words.others(found.tasks["pillowcase"], found).startswith("until 7 days after, daily; ")
    assert words.others(found.avoid["picking"], found).startswith("until 2 weeks after or healed, whichever is later")


def test_inherited_words_beside_changed_ones_are_marked_as_those_of_who_wrote_them(tmp_path: Path) -> None:
    found = made(tmp_path)
    said = dict(words.fields(found.tasks["leave-off-retinoids"], found))
    assert said["why"] == "Irritated skin is injured more deeply. (resurf)"
    assert "(resurf)" not in dict(words.fields(found.tasks["ointment"], found))["why"]  # confirmed as it is
