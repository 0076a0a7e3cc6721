from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

DAY3 = "2026-12-13T12:00"


def test_the_timeline_has_all_three_forms(resurf: Program) -> None:
    resurf.planned()
    text = resurf("timeline", now=DAY3)
    assert text.code == 0
    assert "To avoid" in text.out
    plain = resurf("timeline", "--plain", now=DAY3).out.splitlines()
    assert "avoid\tmake-up\tMake-up\t2026-12-10\t2026-12-16\tstrict\thealed" in [line[:57] for line in plain]
    found = resurf("timeline", "--json", now=DAY3).json
    assert (found["schema"], found["date"]) == ("resurf.timeline/1", "2026-12-13")


def test_a_part_of_it_is_said_by_two_dates(resurf: Program) -> None:
    found = resurf.planned()("timeline", "--from", "-1w", "--to", "+6w", "--json", now=DAY3).json
    assert (found["from"], found["until"]) == ("2026-12-06", "2027-01-24")


@pytest.mark.parametrize(("words", "code"), [(("--from", "day3", "--to", "day0"), 2), (("--from", "12/10/2026"), 2)])
def test_dates_the_wrong_way_round_or_unreadable_are_refused(
    resurf: Program, words: tuple[str, ...], code: int
) -> None:
    assert resurf.planned()("timeline", *words, now=DAY3).code == code


def test_without_a_plan_it_says_how_to_make_one(resurf: Program) -> None:
    ran = resurf("timeline")
    assert ran.code == 3
    assert "There is no plan yet" in ran.text
