"""``resurf doctor`` as a worried person meets it: after an error that names it, with nothing changed before a yes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Program, Sitting

MISHAPS = {
    "garbage": b"not a database at all",
    "empty": b"",
    "zeros": bytes(20_000),
    "another database": b"SQLite format 3\x00" + bytes(4080),
}


@pytest.fixture
def marked(resurf: Program) -> Program:
    """A plan with some days of ticks, and the copies of these days."""
    resurf.planned()
    for day in (10, 11, 12):
        resurf.now = f"2026-12-{day}T20:00"
        for _ in range(3):
            assert resurf("done", "ointment").code == 0
    return resurf


def record(resurf: Program) -> Path:
    return resurf.folder / "resurf.sqlite3"


@pytest.mark.parametrize("mishap", MISHAPS)
def test_the_error_names_the_doctor_the_doctor_explains_and_a_yes_repairs(marked: Program, mishap: str) -> None:
    content = MISHAPS[mishap]
    record(marked).write_bytes(content)
    for line in (("today",), ("done", "ointment"), ("log",), ("summary",), ("undo",), ("check-in", "--pain", "3")):
        ran = marked(*line)
        assert (ran.code, "resurf doctor" in ran.text) == (5, True), ran.text
    found = marked("doctor")
    assert found.code == 5
    assert "Can be put back: 7 recorded changes of small" in found.text
    assert "resurf doctor --yes" in found.text
    assert record(marked).read_bytes() == content
    done = marked("doctor", "--yes")
    assert done.code == 0
    assert "Repaired" in done.text
    [kept] = marked.folder.glob("damaged-*")
    assert (kept / "resurf.sqlite3").read_bytes() == content
    assert str(kept) in done.text.replace(" ", "") or kept.name in done.text
    assert len(marked("log", "--json").json["changes"]) == 7
    assert marked("doctor").code == 0


def test_a_whole_record_is_said_to_be_whole(marked: Program) -> None:
    ran = marked("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert "The record is whole: 10 recorded changes in 1 plan, each checked." in ran.text
    assert marked("doctor", "--json").json["record"] == "fine"
    assert marked("doctor", "--plain").out.startswith("record\tfine\t1\t10\t")


def test_without_a_record_there_is_nothing_to_mend(resurf: Program) -> None:
    ran = resurf("doctor")
    assert (ran.code, ran.out) == (0, "There is no record yet.\n")
    assert not resurf.folder.exists()


def test_where_nothing_can_be_put_back_it_says_so_and_names_the_backup(marked: Program) -> None:
    record(marked).write_bytes(b"x")
    for copy in (marked.folder / "backups").iterdir():
        copy.write_bytes(b"x")
    ran = marked("doctor", "--yes")
    assert ran.code == 5
    assert "Nothing can be put back here" in ran.text
    assert "resurf restore FILE" in ran.text
    assert record(marked).read_bytes() == b"x"


def test_a_change_that_cannot_be_read_any_more_is_named(marked: Program) -> None:
    with closing(sqlite3.connect(record(marked), isolation_level=None)) as connection:
        connection.execute("UPDATE entries SET data = replace(data, 'ointment', 'ointmend') WHERE seq = 9")
    assert marked("log").code == 5
    assert "Change 9 is missing: it cannot be read any more" in marked("doctor", "--yes").text
    assert len(marked("log", "--json").json["changes"]) == 9


def test_at_a_terminal_it_asks_first(marked: Program, at_a_terminal: Callable[..., Sitting]) -> None:
    record(marked).write_bytes(b"x")
    sitting = at_a_terminal("doctor", now=marked.now)
    sitting.types("Repair this?", "n")
    assert sitting.ends() == 5
    assert record(marked).read_bytes() == b"x"
    sitting = at_a_terminal("doctor", now=marked.now)
    sitting.types("Repair this?", "y")
    assert sitting.ends() == 0
    assert marked("today").code == 0


def test_json_holds_what_was_found_and_what_was_done_is_said_beside_it(marked: Program) -> None:
    record(marked).write_bytes(b"")
    ran = marked("doctor", "--yes", "--json")
    assert ran.code == 0
    assert (ran.json["record"], ran.json["rescue"]["entries"]) == ("damaged", 7)
    assert "Repaired" in ran.err


def test_damage_to_what_a_change_did_not_need_is_said_with_the_first_change_of_the_next_day(marked: Program) -> None:
    from resurf_cli.core import checkpoint

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkpoint.step, "__defaults__", (4, 2))
        marked("done", "ointment")
        with closing(sqlite3.connect(record(marked), isolation_level=None)) as connection:
            connection.execute("UPDATE entries SET data = '{}' WHERE seq = 3")
        marked.now = "2026-12-13T09:00"
        ran = marked("done", "ointment")
    assert ran.code == 0
    assert "Part of the record is damaged." in ran.err
    assert "see resurf doctor" in ran.text
    assert "missing" not in marked("doctor", "--yes").text  # a copy still has it
    assert len(marked("log", "--json").json["changes"]) == 12
