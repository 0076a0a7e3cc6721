"""The bars on a terminal: what is over, a part of the journey, days that lie far off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.timeline import timeline
from resurf_cli.pages.timeline import Scale, ruler
from tests.core.record import Record, document, on
from tests.pages import TREATED, drawn, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = "2026-12-13"


def the_page(record: Record, day: str, width: int = 80, *, whole: bool = False) -> str:
    return drawn("timeline", timeline(record.ledger(day)), width=width, whole=whole)


def lines_with(text: str, word: str) -> Iterator[str]:
    return (line for line in text.splitlines() if word in line)


@pytest.mark.parametrize(
    ("last", "room", "expected"),
    [
        ("2026-12-14", 60, "10 Dec,11 Dec,12 Dec,13 Dec,14 Dec"),
        ("2027-01-10", 32, "14 Dec,21 Dec,28 Dec,4 Jan"),
        ("2027-02-15", 36, "14 Dec,28 Dec,11 Jan,25 Jan"),
        ("2027-06-10", 36, "2027,Feb,Mar,Apr,May"),
        ("2027-12-10", 36, "2027,Apr,Jul,Oct"),
        ("2036-12-10", 36, "2027,2029,2031,2033,2035"),
    ],
)
def test_the_ruler_has_days_weeks_months_or_years_as_the_journey_is_long(last: str, room: int, expected: str) -> None:
    found = ruler(Scale.fitting(on(TREATED), on(last), room))
    assert len(found) <= room
    assert found.split() == expected.replace(",", " ").split()


def test_what_is_over_is_named_with_its_last_day_and_drawn_when_asked() -> None:
    short, whole = the_page(sheet(), DAY), the_page(sheet(), DAY, whole=True)
    assert "Over by now: 1 of care and of what is normal" in short
    assert "Over by now: Make-up (15 Dec) · 7 of care" in the_page(
        sheet().happened("healed", "2026-12-15"), "2026-12-18"
    )
    assert not [line for line in lines_with(short, "Leave off acids") if "━" in line]
    assert [line for line in lines_with(whole, "Leave off acids") if "━" in line]
    assert "Over by now" not in whole


def test_when_all_is_over_all_of_it_is_drawn() -> None:
    record = Record(document(avoid=[{"id": "sun", "from": "0", "until": "7"}]))
    text = the_page(record, "2026-12-30")
    assert "Over by now" not in text
    assert next(lines_with(text, "About sun")).count("█") > 2


def test_a_day_far_from_the_journey_is_said_and_leaves_the_bars_their_room() -> None:
    record = Record(document(avoid=[{"id": "sun", "from": "0", "until": "7"}]), made="2025-01-01")
    assert "Today lies before the days shown here." in the_page(record, "2025-01-01")
    assert "Today lies after the days shown here." in the_page(record, "2030-01-01")
    assert "today" in next(lines_with(the_page(record, "2026-12-20"), "▼"))


def test_a_part_shows_what_applies_on_its_days_and_nothing_else() -> None:
    page = timeline(sheet().ledger(DAY), on("2027-02-01"), on("2027-02-28"))
    text = drawn("timeline", page)
    assert "Direct sun" in text
    assert "Make-up" in text  # nobody has said that the skin has closed
    assert "The gym" not in text
    assert "Redness" not in text


def test_something_that_only_may_apply_has_a_mark_that_the_page_explains() -> None:
    text = the_page(sheet(), DAY)
    assert next(lines_with(text, "Spray with the mist")).startswith("Spray with the mist ?")
    assert "? if this applies to you." in text
    assert "Keep a thin film of  " in text


def test_an_expected_day_that_has_passed_is_said_to_be_past() -> None:
    text = " ".join(the_page(sheet(), "2026-12-18", 60).split())
    assert "healed: Is the skin closed?: not recorded, was expected 16 Dec" in text
