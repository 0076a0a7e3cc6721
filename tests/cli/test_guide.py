"""What the guide in ``docs/format.md`` shows of the questions at a terminal is what a person sees there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resurf_cli.cli.sheet import INTRO
from tests.test_format_docs import BLOCKS, PAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Sitting


def test_the_question_that_the_guide_shows_is_asked_and_its_answer_is_in_the_file(
    at_a_terminal: Callable[..., Sitting], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    heading, days, asked = next(each for each in BLOCKS if each.note == "at a terminal").text.splitlines()
    question, _, answer = asked.partition(": ")
    number, _, title = heading.partition("  ")
    sitting = at_a_terminal("checklist", "new", "--extends", "fractional-ablative", "harbour.yaml")
    sitting.types("The title of your sheet", "Fractional CO2 at Harbour Clinic")
    for each in (
        "name of your clinic",
        "patients call",
        "The hours",
        "outside these hours",
        "where your patients live",
    ):
        sitting.types(each, "")
    sitting.types("Does your sheet speak of this?", "")
    for place in range(1, int(number.split()[0])):
        sitting.types(f"{place} of ", "")
    for each in (title, days, question):
        sitting.child.expect_exact(each)
    sitting.child.sendline(answer)
    sitting.types("until when", "")
    sitting.types("how often", "")
    sitting.types(f"{int(number.split()[0]) + 1} of ", ".")
    assert sitting.ends() == 0
    written = (tmp_path / "harbour.yaml").read_text(encoding="utf-8")
    assert re.search(rf"^  leave-off-retinoids: .*\n    from: {answer} ", written, re.MULTILINE)


def test_every_key_that_the_guide_names_is_one_that_the_questions_take() -> None:
    table = PAGE.partition("| you type | it means |\n| --- | --- |\n")[2].partition("\n\n")[0]
    named = {each for row in table.splitlines() for each in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert named > {"=", "-", "?", "<", ">", "."}
    for each in named:
        assert re.search(rf"(?:^|\s){re.escape(each)}[\s,]", INTRO), each
