"""What a command says of a long record: the same with a checkpoint as without one, and the same as another command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core import checkpoint
from resurf_cli.record import Record
from tests import demonstration

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

DAYS = ("2026-11-20", "2026-12-01", "2026-12-09", "2026-12-10", "2026-12-13", "2026-12-23", "2026-12-24", "2027-02-01")
PAGES = (("today",), ("today", "--for", "day3"), ("when",), ("when", "sun"), ("timeline",), ("signs",))


def said(resurf: Program) -> list[str]:
    lines = [[*page, "--json"] for page in PAGES] + [[*PAGES[0], "--plain"]]
    return [resurf(*line, now=f"{day}T10:00").out for line in lines for day in DAYS]


@pytest.fixture
def long_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weeks of a record with many checkpoints."""
    monkeypatch.setattr(checkpoint.step, "__defaults__", (6, 3))
    demonstration.make()


@pytest.mark.usefixtures("long_record")
def test_every_page_says_the_same_as_without_one(resurf: Program, tmp_path: Path) -> None:
    record = Record(tmp_path / "data")
    with record.reading() as reading:
        assert reading is not None
        assert len(reading.recent("fractional-ablative").entries) < 10 < len(reading.entries("fractional-ablative"))
    found = said(resurf)
    with record.writing() as writing:  # a change taken back from the very beginning makes it void
        last = writing.entries("fractional-ablative")[-1]
        writing.append("fractional-ablative", "undo", last.day, last.at, {"change": 0})
    with record.reading() as reading:
        assert reading is not None
        assert reading.recent("fractional-ablative").state is None
    assert said(resurf) == found


def day(resurf: Program, date: str) -> Any:
    return resurf("today", "--for", date, "--json").json


@pytest.mark.usefixtures("long_record")
def test_what_was_recorded_long_ago_can_be_taken_back_and_put_back(resurf: Program) -> None:
    resurf.now = "2026-12-24T10:00"
    before = day(resurf, "2026-12-22")
    for _ in range(40):
        assert resurf("undo").code == 0
    assert day(resurf, "2026-12-22") != before
    for _ in range(40):
        assert resurf("redo").code == 0
    assert day(resurf, "2026-12-22") == before


@pytest.mark.usefixtures("long_record")
def test_a_day_of_long_ago_can_still_be_ticked(resurf: Program) -> None:
    resurf.now = "2026-12-24T10:00"
    before = {each["id"]: each["done"] for each in day(resurf, "2026-12-12")["tasks"]}
    for _ in range(20):
        assert resurf("done", "ointment", "--for", "2026-12-12").code == 0
    after = {each["id"]: each["done"] for each in day(resurf, "2026-12-12")["tasks"]}
    assert after == {**before, "ointment": before["ointment"] + 20}


@pytest.mark.usefixtures("long_record")
def test_what_a_tick_comes_to_is_said_with_the_ticks_of_before(resurf: Program) -> None:
    resurf.now = "2026-12-24T10:00"
    said = [resurf("done", "moisturiser").out.splitlines()[0] for _ in range(12)]
    assert [line.rpartition("(")[2] for line in said] == [f"{number}/2)." for number in range(1, 13)]
