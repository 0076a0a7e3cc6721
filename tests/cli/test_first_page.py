"""How much is asked before the first page, of every treatment that is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.content import TREATMENTS, checklist

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program, Sitting


@pytest.mark.parametrize("name", TREATMENTS)
def test_at_most_eight_questions_stand_before_the_first_page_of_a_treatment_each_passed_with_enter(
    name: str, resurf: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    asking = at_a_terminal("prep")
    asking.types("Which treatment?", name)
    asking.types("When is the treatment?", "2026-12-10")
    asked = list(checklist(name).questions.values())[:5]  # with the treatment, its date and the clinic's number: eight
    for question in asked:
        asking.types(f"[{question.readings()[0]}", "")
    asking.types("Your clinic's telephone number:", "")
    assert asking.ends() == 0
    assert "Not answered yet:" in asking.rest
    shown = resurf("plan", "show", "--json").json
    assert shown["checklist"]["id"] == name
    assert [each["id"] for each in shown["questions"]][: len(asked)] == [each.id for each in asked]
    assert not any(each["answer"] for each in shown["questions"])
