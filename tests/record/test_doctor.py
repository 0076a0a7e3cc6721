"""The doctor of the record: what it finds, and that it puts back only what was written."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import stat
import time
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.health import DAMAGED, FINE, GONE, KEPT, LEFT, NONE, OPEN, UNUSABLE, WRONG
from resurf_cli.errors import RecordError
from resurf_cli.record import Record, schema
from resurf_cli.record.doctor import BESIDE, Examined, examine, repair
from tests.record import AT, add

if TYPE_CHECKING:
    from pathlib import Path

    from resurf_cli.core.entry import Entry

CHECKLIST = {"checklist": {"resurf": "1", "id": "co2", "title": "A checklist"}, "shipped": False}
MADE = {**CHECKLIST, "sessions": {"1": "2026-12-10"}}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Two plans over three days, with a copy of the second and the third; the last entries are in no copy."""
    record = Record(tmp_path / "data", timeout=0)
    add(record, "co2", "new", MADE, day=date(2026, 12, 10))
    add(record, "pico", "new", MADE, day=date(2026, 12, 10))
    for day in (11, 12):
        for number in range(20):
            data = {"text": f"a note {number}" * 20, "day": "2026-12-10"}
            add(record, "co2" if number % 3 else "pico", "note", data, day=date(2026, 12, day))
    return record


def numbered(record: Record) -> dict[int, Entry]:
    return {each.seq: each for entries in record.snapshot().plans.values() for each in entries}


def examined(record: Record) -> Examined:
    return examine(record, record.path.parent)


def repaired(record: Record) -> Path | None:
    return repair(record, record.path.parent, examined(record), AT)


def kinds(record: Record) -> list[tuple[str, str]]:
    return [(each.kind, each.path) for each in examined(record).health.found]


# --- what it finds ---------------------------------------------------------------------------------------------------


def test_a_whole_record_is_fine_and_nothing_is_changed_by_looking(record: Record) -> None:
    before = {path: path.read_bytes() for path in record.path.parent.rglob("*") if path.is_file()}
    health = examined(record).health
    assert (health.state, health.well, health.mendable, health.plans, health.entries) == (FINE, True, False, 2, 42)
    assert [each.entries for each in health.copies] == [22, 2, 1]
    assert {path: path.read_bytes() for path in record.path.parent.rglob("*") if path.is_file()} == before


def test_where_nothing_was_recorded_nothing_is_wrong(tmp_path: Path) -> None:
    health = examined(Record(tmp_path / "data")).health
    assert (health.state, health.well, health.mendable) == (NONE, True, False)


@pytest.mark.parametrize("content", [b"", b"no database", bytes(9000), b"SQLite format 3\x00"])
def test_a_file_that_is_no_record_is_replaced_from_the_copies_and_kept(record: Record, content: bytes) -> None:
    right = numbered(record)
    record.path.write_bytes(content)
    found = examined(record)
    assert (found.health.state, found.health.well) == (DAMAGED, False)
    assert found.health.rescue is not None
    assert (found.health.rescue.entries, found.health.rescue.from_file) == (22, 0)
    kept = repaired(record)
    assert kept is not None
    assert (kept / record.path.name).read_bytes() == content
    assert numbered(record) == {seq: each for seq, each in right.items() if seq <= 22}
    assert examined(record).health.well


def test_a_record_that_is_gone_is_put_back_from_the_copies(record: Record) -> None:
    record.path.unlink()
    assert examined(record).health.state == GONE
    assert repaired(record) is None
    assert len(numbered(record)) == 22


def test_without_a_copy_nothing_can_be_put_back_for_garbage(record: Record) -> None:
    shutil.rmtree(record.backups)
    record.path.write_bytes(b"no database")
    found = examined(record)
    assert (found.health.state, found.rescued, found.health.mendable) == (DAMAGED, None, False)


def test_a_newer_record_is_not_touched(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:-1])
    found = examined(record)
    assert (found.health.state, found.health.mendable) == (UNUSABLE, False)
    assert "newer" in found.health.words
    assert {each.why for each in found.health.copies} == {"it was made by a newer resurf"}


def test_a_damaged_copy_is_named_and_not_used(record: Record) -> None:
    latest = record.backups / examined(record).health.copies[0].name
    latest.write_bytes(b"x" * 5000)
    os.utime(latest)
    record.path.write_bytes(b"")
    found = examined(record)
    assert [each.entries for each in found.health.copies] == [None, 2, 1]
    assert found.health.rescue is not None
    assert found.health.rescue.entries == 2


def test_a_plan_that_cannot_be_made_of_its_entries_is_damage(tmp_path: Path) -> None:
    record = Record(tmp_path / "data", timeout=0)
    add(record, "co2", "new", {"nothing": "of a plan"})
    assert examined(record).health.state == DAMAGED


# --- what it puts back -----------------------------------------------------------------------------------------------


def test_one_flipped_bit_costs_at_most_the_change_it_is_in(record: Record) -> None:
    right, content = numbered(record), record.path.read_bytes()
    chance = random.Random(11)  # noqa: S311 - the same places in every run
    put_back = 0
    for _ in range(60):
        damaged = bytearray(content)
        damaged[chance.randrange(4096, len(content))] ^= 1 << chance.randrange(8)
        record.path.write_bytes(damaged)
        if examined(record).health.state != DAMAGED:
            continue
        kept = repaired(record)
        put_back += 1
        assert kept is not None
        assert (kept / record.path.name).read_bytes() == damaged
        found = numbered(record)
        assert found.items() <= right.items()
        assert examined(record).health.well
        shutil.rmtree(kept)
    assert put_back > 15


def test_a_text_that_was_changed_costs_that_change_alone(record: Record) -> None:
    right = numbered(record)
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("UPDATE entries SET data = replace(data, 'a note 7', 'a nose 7') WHERE seq = 30")
    rescue = examined(record).health.rescue
    assert rescue is not None
    assert (rescue.lost, rescue.from_file) == ((30,), 19)
    repaired(record)
    assert numbered(record) == {seq: each for seq, each in right.items() if seq != 30}


def test_a_checksum_that_was_changed_costs_nothing(record: Record) -> None:
    right = numbered(record)
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("UPDATE entries SET checksum = replace(checksum, 'a', 'b') WHERE seq = 30")
    assert examined(record).health.state == DAMAGED
    repaired(record)
    assert numbered(record) == right


def test_a_file_cut_short_gives_what_is_left_of_it(record: Record) -> None:
    right, content = numbered(record), record.path.read_bytes()
    counts = []
    record.path.write_bytes(content[: len(content) - 8192])
    rescue = examined(record).health.rescue
    assert rescue is not None
    assert rescue.entries + len(rescue.lost) == len(right)  # the last ones are missed too
    for length in range(len(content) - 4096, 0, -8192):
        record.path.write_bytes(content[:length])
        repaired(record)
        found = numbered(record)
        assert found.items() <= right.items()
        counts.append(len(found))
    assert max(counts) > 30
    assert min(counts) == 22  # the latest copy


def test_a_checkpoint_that_is_damaged_costs_nothing(record: Record) -> None:
    right = numbered(record)
    with record.writing() as writing:
        writing.keep("co2", 30, [1], {"touched": []}, {"7": {"outcomes": []}})
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("UPDATE checkpoints SET data = '{}' WHERE portion = '7'")
    assert examined(record).health.state == DAMAGED
    repaired(record)
    assert numbered(record) == right


def test_the_id_and_the_last_number_stay(record: Record) -> None:
    before = record.identity()
    record.erase("pico")
    last = record.snapshot().last
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("UPDATE entries SET data = '{}' WHERE seq = 42")
        connection.execute("UPDATE entries SET checksum = 'x' WHERE seq = 42")
    repaired(record)
    assert record.identity() == before
    assert record.snapshot().last == last


def test_a_copy_of_another_record_is_not_mixed_in(record: Record, tmp_path: Path) -> None:
    other = Record(tmp_path / "other", timeout=0)
    for number in range(60):
        add(other, "co2", "note" if number else "new", {**MADE, "text": f"theirs {number}", "day": "2026-12-10"})
    shutil.copy(other.path, record.backups / "resurf-2026-12-13.sqlite3")
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("UPDATE entries SET data = '{}' WHERE seq = 42")
    repaired(record)
    assert not any("theirs" in each.data.get("text", "") for each in numbered(record).values())


def test_a_folder_that_cannot_be_written_is_said_and_the_damaged_file_stays(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.path.write_bytes(b"x")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copy2", full)
    found = examined(record)
    with pytest.raises(RecordError, match="as they were"):
        repair(record, record.path.parent, found, AT)
    assert record.path.read_bytes() == b"x"
    assert not list(record.path.parent.glob(".restore*"))


# --- beside the record -----------------------------------------------------------------------------------------------


def old(path: Path) -> Path:
    os.utime(path, (time.time() - 7200,) * 2)
    return path


def test_what_stopped_commands_left_is_cleared_away_once_it_is_old(record: Record) -> None:
    folder = record.path.parent
    (folder / ".restore-x").mkdir()
    (folder / ".restore-x" / "half").touch()
    for name in ("resurf.sqlite3.00.new", "backups/resurf-2026-12-13.sqlite3.new"):
        (folder / name).touch(0o600)
    assert {kind for kind, _ in kinds(record)} == {LEFT}
    repaired(record)
    assert (folder / ".restore-x").exists()
    for name in (".restore-x", "resurf.sqlite3.00.new", "backups/resurf-2026-12-13.sqlite3.new"):
        old(folder / name)
    repaired(record)
    assert kinds(record) == []
    assert not (folder / ".restore-x").exists()


@pytest.mark.parametrize("plan", ["co2", "erased"])
def test_photographs_of_an_erasing_that_was_stopped_are_put_back_or_go(record: Record, plan: str) -> None:
    going = record.path.parent / "photos" / f"{plan}.going"
    going.mkdir(0o700, parents=True)
    going.parent.chmod(0o700)
    (going / "1.jpg").touch(0o600)
    old(going)
    repaired(record)
    assert not going.exists()
    assert going.with_name(plan).exists() is (plan == "co2")


def test_photographs_are_looked_at(record: Record) -> None:
    from hashlib import sha256

    photos = record.path.parent / "photos" / "co2"
    photos.mkdir(0o700, parents=True)
    photos.parent.chmod(0o700)
    sums = {"sha256": sha256(b"a").hexdigest(), "small_sha256": sha256(b"b").hexdigest()}
    picture = {"number": 1, "file": "1.jpg", "small": "1-small.jpg", "width": 1, "height": 1, **sums}
    add(record, "co2", "photo", {"day": "2026-12-10", "area": "", "photos": [picture]})
    for name, content in (("1.jpg", b"a"), ("1-small.jpg", b"b"), ("9.jpg", b"c")):
        (photos / name).write_bytes(content)
        (photos / name).chmod(0o600)
    assert kinds(record) == [(LEFT, "photos/co2/9.jpg")]
    (photos / "1.jpg").write_bytes(b"x")
    (photos / "1-small.jpg").unlink()
    assert kinds(record)[:2] == [(WRONG, "photos/co2/1.jpg"), (WRONG, "photos/co2/1-small.jpg")]
    assert not examined(record).health.well


def test_what_was_kept_on_purpose_is_named_and_stays(record: Record) -> None:
    for name in ("before-restore-20261213-090000-aa", f"{BESIDE}20261213-090000-bb"):
        (record.path.parent / name).mkdir(0o700)
    repaired(record)
    assert [kind for kind, _ in kinds(record)] == [KEPT, KEPT]


def test_what_others_may_read_is_closed_to_them(record: Record) -> None:
    record.path.chmod(0o644)
    record.path.parent.chmod(0o755)
    assert kinds(record) == [(OPEN, "."), (OPEN, "resurf.sqlite3")]
    assert examined(record).health.well
    repaired(record)
    assert stat.S_IMODE(record.path.stat().st_mode) == 0o600
    assert kinds(record) == []


def test_photographs_are_not_taken_for_left_over_where_no_plan_is_known(record: Record) -> None:
    going = record.path.parent / "photos" / "co2.going"
    going.mkdir(0o700, parents=True)
    going.parent.chmod(0o700)
    old(going)
    shutil.rmtree(record.backups)
    record.path.unlink()
    assert examined(record).health.state == NONE
    repaired(record)
    assert going.exists()


def test_a_last_number_that_the_seal_does_not_hold_is_not_believed(record: Record) -> None:
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("UPDATE seal SET last = 1 << 60")
    rescue = examined(record).health.rescue
    assert rescue is not None
    assert (rescue.entries, rescue.lost) == (42, ())
