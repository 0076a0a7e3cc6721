"""A checkpoint in the record: read as kept, void when it no longer holds, and never a way round the checksums."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.errors import RecordError
from resurf_cli.record import Record
from tests.record import add

if TYPE_CHECKING:
    from pathlib import Path

STATE = {"outcomes": [["wash", 1]], "touched": ["wash"]}
WEEKS = {"105700": {"outcomes": ["x" * 3000]}, "105701": {"outcomes": ["y" * 30]}}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A plan of 60 entries with a checkpoint up to the 50th, and another plan."""
    record = Record(tmp_path / "data", timeout=0)
    add(record, "co2", "new", {"checklist": ["an instruction"] * 500})
    with record.writing() as writing:
        first = writing.entries("co2")[0]
        for number in range(59):
            writing.append("co2", "tick", first.day, first.at, {"task": "ointment", "note": "x" * (number % 7 * 40)})
        writing.keep("co2", 50, [1, 7], STATE, WEEKS)
    add(record, "pico", "new")
    return record


def recent(record: Record, plan: str = "co2") -> Any:
    with record.reading() as reading:
        assert reading is not None
        found = reading.recent(plan)
        return found.named(), found.state, found.entries, [found.portion(name) for name in ("105700", "105701", "1")]


def test_it_is_read_as_it_was_kept_with_the_entries_after_it(record: Record) -> None:
    entries = record.entries("co2")
    assert recent(record) == ((entries[0], entries[6]), STATE, entries[50:], [*WEEKS.values(), {}])


def test_a_plan_without_one_is_read_from_its_first_entry(record: Record) -> None:
    assert recent(record, "pico") == ((), None, record.entries("pico"), [{}, {}, {}])


def test_the_next_one_keeps_the_portions_that_did_not_change(record: Record) -> None:
    with record.writing() as writing:
        writing.keep("co2", 60, [1], {"touched": []}, {"105701": {"outcomes": []}})
    named, state, entries, portions = recent(record)
    assert [each.seq for each in named] == [1]
    assert (state, entries, portions) == ({"touched": []}, (), [WEEKS["105700"], {"outcomes": []}, {}])
    add(record)
    assert len(recent(record)[2]) == 1


@pytest.mark.parametrize("kind", ["undo", "redo"])
def test_a_change_taken_back_from_before_it_makes_it_void(record: Record, kind: str) -> None:
    add(record, "co2", kind, {"change": 51})
    assert recent(record)[1] == STATE
    add(record, "co2", kind, {"change": 50})
    assert recent(record)[1] is None
    assert recent(record)[2] == record.entries("co2")
    with closing(sqlite3.connect(record.path)) as connection:
        assert connection.execute("SELECT count(*) FROM checkpoints").fetchone() == (0,)


def test_the_same_in_another_plan_does_not(record: Record) -> None:
    add(record, "pico", "undo", {"change": 1})
    assert recent(record)[1] == STATE


def test_a_change_that_fails_keeps_the_checkpoint_of_before(record: Record) -> None:
    before = recent(record)
    with suppress(ZeroDivisionError), record.writing() as writing:
        writing.keep("co2", 60, [1], {}, {"105700": {}})
        raise ZeroDivisionError
    assert recent(record) == before


def test_it_goes_with_its_plan(record: Record) -> None:
    record.erase("co2")
    assert b"yyyyyyyyyy" not in record.path.read_bytes()
    assert recent(record, "pico")[1] is None


def test_a_flipped_bit_anywhere_gives_what_was_kept_or_is_refused(record: Record) -> None:
    right, content = recent(record), record.path.read_bytes()
    chance = random.Random(7)  # noqa: S311 - the same places in every run
    refused = 0
    for place in [*range(100), *(chance.randrange(len(content)) for _ in range(500))]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << chance.randrange(8)
        record.path.write_bytes(damaged)
        try:
            assert recent(record) == right
        except RecordError:
            refused += 1
    assert refused > 100


def test_a_record_cut_short_gives_what_was_kept_or_is_refused(record: Record) -> None:
    right, content = recent(record), record.path.read_bytes()
    for length in range(512, len(content), 512):
        record.path.write_bytes(content[:length])
        try:
            assert recent(record) == right
        except RecordError:
            continue


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM checkpoints WHERE portion = ''",
        "DELETE FROM checkpoints WHERE portion = '105701'",
        "UPDATE checkpoints SET data = '{}' WHERE portion = '105701'",
        "UPDATE checkpoints SET portion = '105702' WHERE portion = '105701'",
        "UPDATE plans SET kept = 40 WHERE id = 'co2'",
        "UPDATE plans SET state = '' WHERE id = 'co2'",
        "UPDATE entries SET data = '{}' WHERE seq = 7",
        "UPDATE entries SET data = '{}' WHERE seq = 51",
        "DELETE FROM entries WHERE seq = 7",
        "DELETE FROM entries WHERE seq = 60",
        "DELETE FROM entries WHERE seq = 51",
        "INSERT INTO entries SELECT seq + 1000, plan, kind, day, at, data, checksum FROM entries WHERE seq = 60",
    ],
)
def test_a_change_past_the_program_is_seen_by_whoever_reads_from_it(record: Record, change: str) -> None:
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute(change)
    with pytest.raises(RecordError, match="damaged"):
        recent(record)


def test_a_copy_with_a_damaged_checkpoint_is_not_kept(record: Record) -> None:
    for copy in record.backups.glob("*"):
        copy.unlink()
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("UPDATE checkpoints SET data = '{}' WHERE portion = '105701'")
    add(record, "pico")
    assert not list(record.backups.glob("*"))
