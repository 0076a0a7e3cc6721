"""What is asked at the visit of every treatment: all that a page says by our word alone, and nothing that is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from resurf_cli.core.day import day_page
from resurf_cli.core.questions import Why, questions_page
from tests.content import TREATMENTS, checklist
from tests.content.plans import FOUR, TREATED, least, most, record

if TYPE_CHECKING:
    from resurf_cli.core.day import DayPage
    from resurf_cli.core.progress import Ledger

DAYS: Final = (-60, -29, -14, -7, -1, 0, 1, 3, 7, 10, 28, 35, 60, 120, 300)


def on_the_page(page: DayPage) -> set[str]:
    """The instructions of a day's page that are open, by their references."""
    found = {line.task.id for line in page.tasks if not (line.task.once and line.settled)}
    found |= {f"avoid.{line.ban.id}" for line in page.avoid}
    found |= {f"expect.{each.item.id}" for each in page.expect}
    return found | {f"signs.{each.item.id}" for each in page.signs if not each.raised}


def ledger(name: str, kind: str, day: int, *, series: bool) -> Ledger:
    answers = {} if kind == "none" else {"least": least, "most": most}[kind](checklist(name))
    sessions = FOUR if series else (TREATED,)
    return record(name, answers, sessions).ledger((TREATED + timedelta(days=day)).isoformat())


@pytest.mark.parametrize("name", TREATMENTS)
@pytest.mark.parametrize("kind", ["least", "most", "none"])
@pytest.mark.parametrize("series", [False, True])
def test_every_instruction_of_a_days_page_is_asked_about_and_none_that_is_over(
    name: str, kind: str, *, series: bool
) -> None:
    for day in DAYS:
        seen = ledger(name, kind, day, series=series)
        page = questions_page(seen)
        asked = {each.ref for each in page.instructions}
        assert on_the_page(day_page(seen, seen.today)) - asked == set()
        for each in page.instructions:
            windows = [window for _, window in each.windows]
            windows += [window for span in each.spans for _, window in span.windows]
            ahead = [each for each in windows if each.stays or each.last is None or each.last >= seen.today]
            assert bool(ahead) is bool(windows), each.ref
            assert each.soon >= seen.today


@pytest.mark.parametrize("name", TREATMENTS)
def test_no_shipped_instruction_has_an_end_that_nobody_gave_but_by_the_clinics_word(name: str) -> None:
    page = questions_page(ledger(name, "most", 0, series=False))
    assert all(each.said.origin == "default" for each in page.instructions)
    assert {each.ref.partition(".")[0] for each in page.because(Why.END)} & {"expect", "signs"} == set()
