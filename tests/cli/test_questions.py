from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

TREATMENT = ("--treatment", "fractional-ablative", "--date", "2026-12-10")


@pytest.fixture
def fractional(resurf: Program) -> Program:
    assert resurf("prep", *TREATMENT).code == 0
    return resurf


def test_without_a_plan_there_is_nothing_to_ask(resurf: Program) -> None:
    assert resurf("questions").code == 3


def test_a_screen_shows_a_part_and_how_to_see_all(fractional: Program) -> None:
    ran = fractional("questions")
    assert ran.code == 0
    assert len(ran.out.splitlines()) <= 24
    assert "To ask at the consultation (30, the first" in ran.out
    assert "resurf questions --all" in ran.out
    whole = fractional("questions", "--all").out
    assert "resurf questions --all" not in whole
    assert all(f" {each['id']}: " in whole for each in fractional("questions", "--json").json["instructions"])


def test_what_the_clinic_confirms_is_asked_about_no_more(fractional: Program) -> None:
    before = fractional("questions", "--json").json
    fractional("told", "ointment", "avoid.sun")
    after = fractional("questions", "--json").json
    gone = {each["id"] for each in before["instructions"]} - {each["id"] for each in after["instructions"]}
    assert (gone, before["unconfirmed"] - after["unconfirmed"]) == ({"ointment", "avoid.sun"}, 2)


def test_the_json_holds_all_of_it_whatever_the_screen_shows(fractional: Program) -> None:
    found = fractional("questions", "--json").json
    assert found == fractional("questions", "--format", "json", "--all").json
    assert list(found)[:5] == ["schema", "plan", "date", "treated", "unconfirmed"]
    assert found["schema"] == "resurf.questions/1"
    assert {each["why"] for each in found["instructions"]} == {"range", "choice", "default"}
    sun = next(each for each in found["instructions"] if each["id"] == "avoid.sun")
    assert (sun["command"], sun["windows"][0]["until"]) == ("resurf told avoid.sun", "2027-06-10")


def test_markdown_has_a_box_for_each_and_a_line_to_write_on(fractional: Program) -> None:
    fractional("note", "The *left* cheek <stings>")
    out = fractional("questions", "--format", "markdown").out
    found = fractional("questions", "--json").json
    boxes = [line for line in out.splitlines() if line.startswith("- [ ] ")]
    wanted = sum(len(found[name]) for name in ("consult", "unused", "notes", "questions", "instructions"))
    assert len(boxes) == wanted
    assert r"The \*left\* cheek \<stings\>" in out
    assert sum(line.endswith("_" * 24) for line in boxes) == len(found["instructions"]) + len(found["questions"])


def test_a_file_holds_all_of_it_is_private_and_never_written_over(fractional: Program, tmp_path: Path) -> None:
    path = tmp_path / "ask.txt"
    assert fractional("questions", "--output", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == fractional("questions", "--all").out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = fractional("questions", "--format", "markdown", "--output", str(path))
    assert (again.code, path.read_text(encoding="utf-8").startswith("Questions")) == (2, True)
    assert fractional("questions", "--format", "markdown", "--output", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("# Questions for your clinic")


@pytest.mark.parametrize(
    ("words", "code"), [(("--format", "html"), 2), (("--output", "/nowhere/at/all.txt"), 3), (("--output", "-"), 0)]
)
def test_a_form_or_a_place_that_does_not_exist_is_said(fractional: Program, words: tuple[str, ...], code: int) -> None:
    assert fractional("questions", *words).code == code


def test_plain_holds_all_of_it_a_record_a_line(fractional: Program) -> None:
    lines = [line.split("\t") for line in fractional("--plain", "questions").out.splitlines()]
    assert {line[0] for line in lines} == {"date", "unconfirmed", "consult", "earlier", "question", "ask"}
    assert sum(line[0] == "ask" for line in lines) == len(fractional("questions", "--json").json["instructions"])


def test_the_day_of_the_clinic_s_word_is_asked_for_where_no_end_is_given(resurf: Program) -> None:
    resurf.planned()
    ends = [each for each in resurf("questions", "--json").json["instructions"] if each["why"] == "end"]
    assert all(each["command"].endswith("--until DATE") for each in ends)
