"""A clinic's own file through the commands: checked, shown beside what it extends, and made a plan of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import SMALL

if TYPE_CHECKING:
    from .conftest import Program

SCHEMA = Path(__file__).parents[2] / "checklists" / "checklist.schema.json"
SHEET = """\
resurf: 1
id: harbour-clinic
extends: fractional-ablative
title: Fractional CO2 at Harbour Clinic
clinic: Harbour Clinic
contact: {day: "+1 555 0100", emergency: "911"}
confirmed: [ointment, avoid.sun]
change:
  leave-off-retinoids: {from: 1 week before}
remove: [supplies.ointment]
recovery:
  - {id: cool-mist, do: Spray with the mist you were given, from: 0, until: 3, repeat: every 2 hours while awake}
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.yaml"
    path.write_text(SHEET)
    return path


def test_a_clinics_file_is_shown_beside_what_it_extends_with_both_dates(resurf: Program, sheet: Path) -> None:
    ran = resurf("checklist", "show", str(sheet), "--date", "2026-12-10")
    assert ran.code == 0
    assert "Beside Fractional ablative laser resurfacing (CO2 or Er:YAG) (fractional-ablative)" in ran.text
    assert "Leave off retinoid creams (leave-off-retinoids): from Thu 26 Nov 2026 → Thu 3 Dec 2026" in ran.text
    assert "Spray with the mist you were given (cool-mist): new, from Thu 10 Dec 2026 to Sun 13 Dec 2026" in ran.text
    assert "two large, unopened (supplies.ointment): taken off" in ran.text


def test_without_a_date_the_words_of_both_stand_beside_each_other(resurf: Program, sheet: Path) -> None:
    assert "(leave-off-retinoids): from 2 weeks before → 7 days before" in resurf("checklist", "show", str(sheet)).text


def test_a_shipped_checklist_is_beside_nothing(resurf: Program) -> None:
    assert "Beside" not in resurf("checklist", "show", "fractional-ablative").out
    assert resurf("checklist", "show", "fractional-ablative", "--json").json["differences"] is None


def test_in_json_and_plain_lines_the_differences_are_there_too(resurf: Program, sheet: Path) -> None:
    found = resurf("checklist", "show", str(sheet), "--date", "2026-12-10", "--json").json["differences"]
    assert [(each["id"], each["change"], each["fields"]) for each in found] == [
        ("leave-off-retinoids", "other", ["start"]),
        ("cool-mist", "new", []),
        ("supplies.ointment", "gone", []),
    ]
    assert found[0]["before"] == "from Thu 26 Nov 2026 to Wed 9 Dec 2026"
    assert found[0]["after"] == "from Thu 3 Dec 2026 to Wed 9 Dec 2026"
    plain = resurf("checklist", "show", str(sheet), "--plain").out
    assert (
        "differs\tSpray with the mist you were given (cool-mist)\tnew, from the treatment day to 3 days after" in plain
    )


def test_a_file_in_ones_own_folder_is_listed_and_chosen_by_its_id(resurf: Program, sheet: Path) -> None:
    own = resurf.folder / "checklists"
    own.mkdir(parents=True)
    sheet.rename(own / "anything.yaml")
    listed = resurf("checklist", "list", "--json").json["checklists"]
    assert [(each["id"], each["where"]) for each in listed if not each["base"]] == [
        *((each, "shipped") for each in ("ablative", "fractional-ablative", "non-ablative")),
        ("harbour-clinic", "yours"),
    ]
    ran = resurf("prep", "--treatment", "harbour-clinic", "--date", "2026-12-10", "--no-input")
    assert ran.code == 0, ran.text


def test_a_file_of_ones_own_with_a_shipped_id_is_refused_with_the_reason(resurf: Program, tmp_path: Path) -> None:
    text = SMALL.read_text().replace("id: small\n", "id: fractional-ablative\n", 1)
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    assert resurf("checklist", "check", str(path)).code == 0
    ran = resurf("prep", "--treatment", str(path), "--date", "2026-12-10", "--no-input")
    assert ran.code == 4
    assert 'write "extends: fractional-ablative"' in ran.text
    assert resurf("plan", "list", "--json").json["plans"] == []
    own = resurf.folder / "checklists"
    own.mkdir(parents=True)
    path.rename(own / "mine.yaml")
    assert resurf("checklist", "check", str(own / "mine.yaml")).code == 4


def test_a_plan_of_a_clinics_file_says_whose_word_each_instruction_is(resurf: Program, sheet: Path) -> None:
    assert resurf("prep", "--treatment", str(sheet), "--date", "2026-12-10", "--no-input").code == 0
    tasks = resurf("recovery", "--all", "--json").json["tasks"]
    assert {each["id"]: each["origin"] for each in tasks if each["id"] in {"ointment", "cool-mist", "wash"}} == {
        "ointment": "confirmed",
        "cool-mist": "clinic",
        "wash": "default",
    }
    assert "Whose word confirmed by Harbour Clinic" in resurf("show", "ointment").text
    shown = resurf("show", "leave-off-retinoids").text
    assert "Whose word Harbour Clinic" in shown
    assert "Others say from 2 weeks before; 1 day to 6 weeks before" in shown
    summary = resurf("summary", "--json").json
    assert 0 < summary["unconfirmed"] < summary["instructions"]
    assert f"{summary['unconfirmed']} of {summary['instructions']} instructions are not confirmed by your clinic." in (
        resurf("summary").text
    )
    said = resurf("summary").text
    assert ") by Harbour Clinic, version" in said
    assert "Fractional ablative laser resurfacing (CO2 or Er:YAG) (fractional-ablative, version" in said
    assert resurf("today", "--json").json["call"]["day"] == "+1 555 0100"


def test_a_plan_keeps_its_checklist_when_the_file_is_gone(resurf: Program, sheet: Path) -> None:
    resurf("prep", "--treatment", str(sheet), "--date", "2026-12-10", "--no-input")
    sheet.unlink()
    assert resurf("show", "cool-mist").code == 0


def test_a_chain_is_named_whole_and_a_base_with_mistakes_makes_no_plan(
    resurf: Program, sheet: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("resurf: 1\nid: mine\nextends: harbour.yaml\ntitle: My sheet\nchange:\n  cool-mist: {until: 5}\n")
    assert resurf("checklist", "check", str(mine)).text == f"{mine}: no mistakes"
    made = resurf("checklist", "show", str(mine), "--json").json
    assert [each["id"] for each in made["chain"]][:3] == ["mine", "harbour-clinic", "fractional-ablative"]
    sheet.write_text(SHEET.replace("until: 3,", "unitl: 3,"))
    ran = resurf("prep", "--treatment", str(mine), "--date", "2026-12-10", "--no-input")
    assert ran.code == 4
    assert 'did you mean "until"?' in ran.text
    assert resurf("plan", "list", "--json").json["plans"] == []
    assert resurf("checklist", "check", str(mine), "--json").json["diagnostics"][0]["file"] == str(sheet)


def test_the_schema_of_the_format_is_printed_as_it_is(resurf: Program) -> None:
    ran = resurf("checklist", "schema")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.encode() == SCHEMA.read_bytes()
    assert resurf("checklist", "schema", "--json").out == ran.out
    assert ran.json["title"] == "A checklist for resurf"


def test_the_schema_of_the_format_can_be_printed_in_any_encoding() -> None:
    assert SCHEMA.read_bytes().isascii()


@pytest.mark.parametrize("path", sorted(SCHEMA.parent.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_comes_with_resurf_tells_an_editor_its_schema(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={SCHEMA.name}\n")


def test_a_checklist_on_paper_has_the_numbers_the_days_nobody_knows_and_the_questions(
    resurf: Program, sheet: Path
) -> None:
    text = resurf("checklist", "show", str(sheet), "--date", "2026-12-10").text
    assert "Call +1 555 0100. Emergency 911." in text
    assert (
        "Is the skin closed, with no raw, oozing or crusted spot? (healed) expected Wed 16 Dec 2026, "
        "asked from Sun 13 Dec 2026, late after Sun 20 Dec 2026"
    ) in text
    assert "Do you smoke, vape or use nicotine? (smokes) yes, no" in text


def test_a_phases_page_marks_the_defaults_among_the_clinics_words(resurf: Program, sheet: Path) -> None:
    resurf("prep", "--treatment", str(sheet), "--date", "2026-12-10", "--no-input")
    page = resurf("recovery", now="2026-12-11T12:00").out
    marked = {word for line in page.splitlines() for word in line.split()[1:2] if line[:5].strip().isdigit()}
    assert {"ointment", "cool-mist", "wash*"} <= marked
    assert "instructions here are resurf's defaults, not your clinic's" in " ".join(page.split())
    supplies = resurf("prep", "--all").text
    assert "Gentle cleanser without fragrance*" in supplies


def test_a_warning_is_a_mistake_only_when_strict(resurf: Program, sheet: Path) -> None:
    sheet.write_text(SHEET + "avoid:\n  - {id: steam, what: Steam}\n")
    assert resurf("checklist", "check", str(sheet)).code == 0
    ran = resurf("checklist", "check", "--strict", str(sheet))
    assert ran.code == 4
    assert "warning: " in ran.out
    found = resurf("checklist", "check", "--strict", "--json", str(sheet))
    assert (found.code, [each["severity"] for each in found.json["diagnostics"]]) == (4, ["warning"])


def test_of_several_files_the_one_that_is_missing_is_said_and_the_others_are_checked(
    resurf: Program, sheet: Path, tmp_path: Path
) -> None:
    sheet.write_text(SHEET.replace("until: 3,", "unitl: 3,"))
    ran = resurf("checklist", "check", "--json", str(tmp_path / "gone.yaml"), str(sheet))
    assert ran.code == 3
    assert [each["code"] for each in ran.json["diagnostics"]] == ["unknown-key"]
    assert "there is no file" in ran.err
