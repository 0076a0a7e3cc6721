"""Whatever happens to the bytes of the record: the right answer, or that it is damaged; never a wrong one."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from resurf_cli.errors import RecordError
from resurf_cli.record import Kept, Record
from tests.record import add

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from resurf_cli.core.entry import Entry


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A record with two plans, of more pages than one tree node can name, with long and short texts."""
    record = Record(tmp_path / "data", timeout=0)
    add(record, "co2", "new", {"checklist": ["an instruction"] * 500})
    add(record, "pico", "new")
    with record.writing() as writing:
        first = writing.entries("co2")[0]
        for number in range(120):
            plan = "co2" if number % 3 else "pico"
            writing.append(plan, "tick", first.day, first.at, {"task": "ointment", "note": "x" * (number % 7 * 40)})
    add(record, "co2", "end")
    shutil.rmtree(tmp_path / "data" / "backups")
    return record


def answers(record: Record) -> tuple[tuple[Kept, ...], tuple[Entry, ...], tuple[Entry, ...]]:
    return record.plans(), record.entries("co2"), record.entries("pico")


def each_is_right_or_refused(record: Record, right: tuple[object, ...]) -> int:
    """Return how many of the answers were refused."""
    refused = 0
    readings: list[Callable[[], object]] = [
        record.plans,
        lambda: record.entries("co2"),
        lambda: record.entries("pico"),
    ]
    for reading, expected in zip(readings, right, strict=True):
        try:
            assert reading() == expected
        except RecordError:
            refused += 1
    return refused


def test_a_flipped_bit_anywhere_is_seen_or_does_not_matter(record: Record) -> None:
    right, content = answers(record), record.path.read_bytes()
    chance = random.Random(3)  # noqa: S311 - the same places in every run
    places = [*range(100), *(chance.randrange(len(content)) for _ in range(500))]
    refused = 0
    for place in places:
        damaged = bytearray(content)
        damaged[place] ^= 1 << chance.randrange(8)
        record.path.write_bytes(damaged)
        refused += each_is_right_or_refused(record, right) > 0
    assert refused > 200  # most of the file is text, and every text counts


def test_bytes_that_are_no_text_in_the_definition_of_a_table_are_damage(record: Record) -> None:
    right, content = answers(record), record.path.read_bytes()
    start, end = content.index(b"CREATE TABLE entries"), content.index(b"checksum", content.index(b"at TEXT"))
    refused = 0
    for place in range(start, end):
        damaged = bytearray(content)
        damaged[place] ^= 0x80
        record.path.write_bytes(damaged)
        refused += each_is_right_or_refused(record, right) == 3
    assert refused > 100  # SQLite quotes the bytes in its complaint, and Python cannot read that


def test_a_byte_run_of_zeros_is_seen_or_does_not_matter(record: Record) -> None:
    right, content = answers(record), record.path.read_bytes()
    for place in range(0, len(content), 512):
        record.path.write_bytes(content[:place] + bytes(512) + content[place + 512 :])
        each_is_right_or_refused(record, right)


def test_two_pages_that_changed_places_are_seen_or_do_not_matter(record: Record) -> None:
    right, content = answers(record), record.path.read_bytes()
    pages = [content[place : place + 4096] for place in range(0, len(content), 4096)]
    for number in range(1, len(pages) - 1):
        swapped = [*pages[:number], pages[number + 1], pages[number], *pages[number + 2 :]]
        record.path.write_bytes(b"".join(swapped))
        each_is_right_or_refused(record, right)


def test_a_record_cut_short_is_refused_wherever_it_is_cut(record: Record) -> None:
    right, content = answers(record), record.path.read_bytes()
    for length in [*range(0, len(content), 1024), 1, 99, 100, 5000, len(content) - 1]:
        record.path.write_bytes(content[:length])
        assert each_is_right_or_refused(record, right) > 0, length


def test_a_change_to_a_damaged_record_is_refused_or_kept_right(record: Record) -> None:
    right, content = answers(record), record.path.read_bytes()
    chance = random.Random(5)  # noqa: S311 - the same places in every run
    for _ in range(150):
        damaged = bytearray(content)
        damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        record.path.write_bytes(damaged)
        try:
            entry = add(record, "pico")
        except RecordError:
            continue
        kept, co2, pico = right
        each_is_right_or_refused(record, (kept, co2, (*pico, entry)))
    # No copy of a damaged state was kept either.
    for copy in (record.path.parent / "backups").glob("*"):
        record.path.write_bytes(copy.read_bytes())
        assert each_is_right_or_refused(record, right) == 0


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM entries WHERE seq = 100",
        "DELETE FROM entries WHERE seq > 100",
        "UPDATE entries SET data = '{}' WHERE seq = 5",
        "UPDATE entries SET at = '2026-12-10T09:30:01+00:00' WHERE seq = 5",
        "UPDATE entries SET day = '2026-12-11' WHERE seq = 5",
        "UPDATE entries SET kind = 'skip' WHERE seq = 5",
        "UPDATE entries SET seq = 1000 WHERE seq = 123",
        "UPDATE entries SET plan = 'pico' WHERE seq = 123",
        "INSERT INTO entries SELECT seq + 1000, plan, kind, day, at, data, checksum FROM entries WHERE seq = 122",
    ],
)
def test_a_change_past_the_program_is_seen_by_whoever_reads_the_plan(record: Record, change: str) -> None:
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute(change)
    with pytest.raises(RecordError, match="damaged"):
        answers(record)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plans SET ended = 0 WHERE id = 'co2'",
        "UPDATE plans SET used = 3 WHERE id = 'co2'",
        "UPDATE plans SET id = 'other' WHERE id = 'co2'",
        "UPDATE plans SET size = size - 1 WHERE id = 'co2'",
        "DELETE FROM plans WHERE id = 'pico'",
        "INSERT INTO plans VALUES ('more', 0, '', 0, 0, 0, '')",
        "UPDATE seal SET last = last - 1",
        "UPDATE seal SET checksum = ''",
        "DELETE FROM seal",
        "DROP TABLE seal",
        "DROP TABLE plans",
        "ALTER TABLE plans RENAME COLUMN used TO made",
    ],
)
def test_a_change_to_the_list_of_plans_is_seen_by_everybody(record: Record, change: str) -> None:
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute(change)
    content = record.path.read_bytes()
    for attempt in (record.plans, lambda: record.entries("co2"), lambda: add(record), lambda: record.erase("co2")):
        with pytest.raises(RecordError, match="damaged"):
            attempt()
    assert record.path.read_bytes() == content


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET data = x'7b7d' WHERE seq = 5",
        "UPDATE entries SET day = NULL WHERE seq = 5",
        "UPDATE plans SET used = 9e999 WHERE id = 'co2'",
        "UPDATE plans SET id = x'636f32' WHERE id = 'co2'",
        "UPDATE seal SET last = 'many'",
    ],
)
def test_a_value_of_a_kind_that_was_never_written_is_damage(record: Record, change: str) -> None:
    # What one flipped bit in a row's header does; by hand it takes tables that are not strict.
    loosened = "replace(replace(sql, ' STRICT, ', ' '), ' STRICT', '')"
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(f"UPDATE sqlite_schema SET sql = replace({loosened}, 'NOT NULL', '')")  # noqa: S608
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(change)
    with pytest.raises(RecordError, match="damaged"):
        answers(record)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"not a database", "not a record of resurf"),
        (b"\x00" * 8192, "not a record of resurf"),
        (b"SQLite format 3\x00", "not a record of resurf"),
    ],
)
def test_a_file_that_is_no_record_is_refused_and_left_as_it_is(record: Record, content: bytes, words: str) -> None:
    record.path.write_bytes(content)
    for attempt in (record.plans, lambda: record.entries("co2"), lambda: add(record), lambda: record.erase("co2")):
        with pytest.raises(RecordError, match=words):
            attempt()
    assert record.path.read_bytes() == content


@pytest.mark.parametrize("pragma", ["application_id = 7", "user_version = 0", "user_version = -1"])
def test_a_database_of_another_program_is_not_a_record(record: Record, pragma: str) -> None:
    with closing(sqlite3.connect(record.path)) as connection:
        connection.execute(f"PRAGMA {pragma}")
    with pytest.raises(RecordError, match="not a record of resurf"):
        record.plans()
    with pytest.raises(RecordError, match="not a record of resurf"):
        add(record)


def test_every_refusal_names_the_file_and_ends_with_exit_code_5(record: Record) -> None:
    record.path.write_bytes(b"not a database")
    with pytest.raises(RecordError) as error:
        record.plans()
    assert str(record.path) in str(error.value)
    assert error.value.exit_code == 5
