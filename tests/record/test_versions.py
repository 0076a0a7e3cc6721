"""Records of every version that was let out, as they were written then, and what becomes of them now."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from resurf_cli.errors import RecordError
from resurf_cli.record import schema
from resurf_cli.record.store import Record

WRITTEN = Path(__file__).with_name("versions")
EARLIER = range(1, len(schema.MIGRATIONS))
each_version = pytest.mark.parametrize("version", EARLIER)


def of_version(version: int, folder: Path) -> Record:
    """A record as the program of that version left it."""
    record = Record(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(record.path)) as connection:
        connection.executescript((WRITTEN / f"{version}.sql").read_text(encoding="utf-8"))
    return record


def add(record: Record) -> None:
    with record.writing() as writing:
        writing.append("spring", "note", date(2026, 12, 13), datetime(2026, 12, 13, 9, tzinfo=UTC), {"text": "x"})


def test_there_is_a_record_of_every_version_before_this_one() -> None:
    assert {each.name for each in WRITTEN.iterdir()} == {f"{version}.sql" for version in EARLIER}


@each_version
def test_it_is_read_as_it_is_and_nothing_is_written(version: int, tmp_path: Path) -> None:
    record = of_version(version, tmp_path / "data")
    before = record.path.read_bytes()
    assert [(each.id, each.used) for each in record.plans()] == [("spring", 1), ("second", 3)]
    assert [(each.seq, each.kind) for each in record.entries("spring")] == [(1, "new"), (2, "tick"), (4, "undo")]
    assert record.entries("second")[0].data["checklist"]["title"] == "Ärztlich \N{WOMAN}"
    assert record.identity()
    assert record.path.read_bytes() == before


@each_version
def test_a_change_brings_it_up_to_date_and_nothing_of_it_is_lost(version: int, tmp_path: Path) -> None:
    record = of_version(version, tmp_path / "data")
    before = record.entries("spring"), record.entries("second"), record.identity()
    add(record)
    assert (record.entries("spring")[:-1], record.entries("second"), record.identity()) == before
    assert record.entries("spring")[-1].seq == 5
    with closing(sqlite3.connect(record.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    assert [each.name for each in record.backups.glob("*before-version*")]


def test_a_record_has_one_id_for_good_and_no_two_have_the_same(tmp_path: Path) -> None:
    one, other = Record(tmp_path / "one"), Record(tmp_path / "other")
    assert one.identity() == ""
    add(one)
    add(other)
    found = one.identity()
    add(one)
    one.erase("spring")
    assert (one.identity(), len(found)) == (found, 36)
    assert other.identity() != found
    with one.writing() as writing:
        assert writing.identity() == found


def test_an_id_that_was_changed_by_hand_is_damage(tmp_path: Path) -> None:
    record = Record(tmp_path)
    add(record)
    with closing(sqlite3.connect(record.path)) as connection, connection:
        connection.execute("UPDATE seal SET record = 'another'")
    with pytest.raises(RecordError, match="damaged"):
        record.identity()
