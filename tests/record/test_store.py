from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.errors import RecordError
from resurf_cli.record import Kept, Record, schema
from tests.record import AT, DAY, add, program, said

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = "petrolatum-on-the-left-cheek"
WINTER_IN_INDIA = timezone(timedelta(hours=5, minutes=30))

# A step n + 1 that changes the tables, and one that fails half way.
LATER = (*schema.MIGRATIONS, lambda connection: connection.execute("CREATE TABLE later (word TEXT) STRICT"))


def failing(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE half (word TEXT) STRICT")
    connection.execute("DELETE FROM entries")
    connection.execute("SELECT * FROM never_made")


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "data", timeout=0.2)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that also a process without privileges can reach; pytest's own cannot."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


# What is kept


def test_reading_where_nothing_is_recorded_makes_nothing(record: Record, tmp_path: Path) -> None:
    before = files(tmp_path)
    assert record.plans() == ()
    assert record.entries("co2") == ()
    record.erase("co2")
    assert files(tmp_path) == before


def test_reading_leaves_every_byte_and_file_as_it_was(record: Record) -> None:
    add(record)
    content, there = record.path.read_bytes(), files(record.path.parent)
    record.plans()
    record.entries("co2")
    assert record.path.read_bytes() == content
    assert files(record.path.parent) == there


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "",
        "é ß \u202e 👩‍🚒",
        "\x01\x1b[31m\r\n\t\x7f",
        "\ud800 alone",
        "a\x00b",
        "'); DROP TABLE plans;--",
        "x" * 100_000,
    ],
)
def test_any_text_comes_back_as_it_was_written(record: Record, text: str) -> None:
    data = {"note": text, text: [1, 2.5, None, True, {"deep": text}]}
    written = add(record, data=data)
    assert written.data == data
    assert record.entries("co2") == (written,)


@pytest.mark.parametrize("plan", ["", "co2-2", "é'\"\x01", "a\x00b", "x" * 1000])
def test_any_name_that_can_be_written_down_is_a_plan(record: Record, plan: str) -> None:
    written = add(record, plan)
    add(record, plan + "x")
    assert record.entries(plan) == (written,)


def test_a_name_that_is_no_text_is_refused_and_nothing_changes(record: Record) -> None:
    kept = add(record)
    with pytest.raises(RecordError, match="cannot be kept"):
        add(record, "co2\ud800")
    assert record.entries("co2\ud800") == ()
    record.erase("co2\ud800")
    assert record.entries("co2") == (kept,)


def test_the_time_keeps_its_offset_and_the_day_its_own_date(record: Record) -> None:
    at = datetime(2026, 12, 11, 0, 20, 1, 5, tzinfo=WINTER_IN_INDIA)
    with record.writing() as writing:
        writing.append("co2", "tick", DAY, at, {})
    [entry] = record.entries("co2")
    assert entry.day == DAY
    assert entry.at.isoformat() == "2026-12-11T00:20:01.000005+05:30"


def test_a_time_without_a_zone_and_a_number_json_has_no_word_for_are_our_mistakes(record: Record) -> None:
    with pytest.raises(ValueError, match="zone"), record.writing() as writing:
        writing.append("co2", "tick", DAY, AT.replace(tzinfo=None), {})
    with pytest.raises(ValueError, match="JSON"), record.writing() as writing:
        writing.append("co2", "tick", DAY, AT, {"pain": float("nan")})
    assert record.plans() == ()


def test_entries_are_numbered_over_all_plans_in_the_order_they_were_written(record: Record) -> None:
    with record.writing() as writing:
        for plan in ("co2", "pico", "co2"):
            writing.append(plan, "tick", DAY, AT, {})
        assert [entry.seq for entry in writing.entries("co2")] == [1, 3]
    assert [entry.seq for entry in record.entries("co2")] == [1, 3]
    assert [entry.seq for entry in record.entries("pico")] == [2]


def test_plans_come_in_the_order_they_were_made_or_used(record: Record) -> None:
    for plan, kind in [("co2", "new"), ("pico", "new"), ("co2", "tick"), ("co2", "use"), ("co2", "tick")]:
        add(record, plan, kind)
    assert record.plans() == (Kept("pico", 2, ended=False), Kept("co2", 4, ended=False))


@pytest.mark.parametrize(
    ("kinds", "ended"),
    [
        (["new"], False),
        (["new", "end"], True),
        (["new", "end", "tick", "use"], True),
        (["new", "end", "reopen"], False),
        (["new", "end", "reopen", "end"], True),
        (["new", "reopen", "end", "reopen", "tick"], False),
    ],
)
def test_a_plan_is_ended_when_its_latest_end_is_later_than_its_latest_reopening(
    record: Record, kinds: list[str], ended: bool
) -> None:
    for kind in kinds:
        add(record, kind=kind)
    assert record.plans()[0].ended is ended


def test_a_change_is_kept_as_a_whole_or_not_at_all(record: Record) -> None:
    kept = add(record)

    def halfway() -> None:
        with record.writing() as writing:
            writing.append("co2", "tick", DAY, AT, {})
            writing.append("pico", "new", DAY, AT, {})
            assert len(writing.plans()) == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        halfway()
    assert record.entries("co2") == (kept,)
    assert len(record.plans()) == 1
    assert add(record).seq == 2


def test_a_file_of_the_caller_that_fails_while_writing_is_not_called_a_failure_of_the_record(record: Record) -> None:
    with pytest.raises(FileNotFoundError), record.writing():
        (record.path.parent / "photo.jpg").read_bytes()


# Several at once


def test_two_processes_that_write_at_once_lose_nothing_from_the_first_moment_on(record: Record) -> None:
    code = """
for number in range(100):
    with record.writing() as writing:
        seen = len(writing.entries("co2"))
        writing.append("co2", "tick", DAY, AT, {"by": rest[0], "number": number, "seen": seen})
"""
    writers = [program(code, record.path.parent, name) for name in ("ann", "ben")]
    for writer in writers:
        said(writer)
    found = record.entries("co2")
    assert [entry.seq for entry in found] == list(range(1, 201))
    assert [entry.data["seen"] for entry in found] == list(range(200))
    for name in ("ann", "ben"):
        assert [entry.data["number"] for entry in found if entry.data["by"] == name] == list(range(100))
    assert not [name for name in files(record.path.parent) if name.endswith((".new", "-journal"))]


def test_first_commands_at_the_same_moment_share_one_record(tmp_path: Path) -> None:
    code = """
with record.writing() as writing:
    writing.append("co2", "new", DAY, AT, {})
"""
    for attempt in range(4):
        folder = tmp_path / str(attempt)
        for process in [program(code, folder) for _ in range(4)]:
            said(process)
        assert len(Record(folder).entries("co2")) == 4


def test_the_record_of_a_quicker_first_command_is_not_overwritten(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, quicker = schema.make, Record(record.path.parent)

    def make_late(connection: sqlite3.Connection) -> None:
        make(connection)
        monkeypatch.setattr(schema, "make", make)
        add(quicker, "theirs")

    monkeypatch.setattr(schema, "make", make_late)
    add(record, "ours")
    assert record.entries("theirs")[0].seq == 1
    assert record.entries("ours")[0].seq == 2


def test_the_record_is_made_where_there_are_no_hard_links(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    entry = add(record)
    assert record.entries("co2") == (entry,)
    assert files(record.path.parent) == {"resurf.sqlite3"}


def test_a_making_that_fails_leaves_no_record(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, failing))
    with pytest.raises(RecordError):
        add(record)
    assert files(record.path.parent) == set()
    assert record.plans() == ()


def test_a_lock_held_too_long_is_said_and_changes_nothing(record: Record) -> None:
    kept = add(record)
    with closing(sqlite3.connect(record.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for attempt in (lambda: add(record), record.plans, lambda: record.entries("co2"), lambda: record.erase("co2")):
            with pytest.raises(RecordError, match=r"Another resurf is writing.*Nothing was changed"):
                attempt()
    assert record.entries("co2") == (kept,)


def test_a_lock_held_by_another_process_is_waited_for(tmp_path: Path) -> None:
    record = Record(tmp_path / "data", timeout=30)
    add(record)
    code = """
with record.writing() as writing:
    writing.append("co2", "tick", DAY, AT, {})
    print("locked", flush=True)
    time.sleep(0.3)
"""
    other = program(code, tmp_path / "data")
    assert other.stdout
    assert other.stdout.readline() == "locked\n"
    assert add(record).seq == 3
    said(other)


def test_reading_goes_on_while_another_one_writes(record: Record) -> None:
    kept = add(record)
    with record.writing() as writing:
        writing.append("co2", "tick", DAY, AT, {})
        assert record.entries("co2") == (kept,)


# Killed


def test_a_record_whose_writer_is_killed_has_every_change_that_was_acknowledged(record: Record) -> None:
    code = """
for number in range(10_000):
    with record.writing() as writing:
        writing.append("co2", "tick", DAY, AT, {"note": "x" * 3000})
    print(number, flush=True)
"""
    kept = 0
    for attempt in range(20):
        process = program(code, record.path.parent)
        assert process.stdout
        acknowledged = 0
        for line in process.stdout:
            acknowledged = int(line) + 1
            if acknowledged == 1 + attempt:
                process.kill()
        process.communicate()
        found = len(record.entries("co2"))
        assert kept + acknowledged <= found <= kept + acknowledged + 1
        kept = found
    assert [entry.seq for entry in record.entries("co2")] == list(range(1, kept + 1))


def test_a_half_change_of_a_killed_process_is_taken_back_by_the_next_reading(record: Record) -> None:
    kept = add(record)
    before = record.path.read_bytes()
    code = """
connection = sqlite3.connect(record.path, isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE entries SET data = 'lost'")
for number in range(200):
    connection.execute("INSERT INTO entries VALUES (?, 'co2', 'x', 'x', 'x', ?, 'x')", (10 + number, "x" * 5000))
os.kill(os.getpid(), signal.SIGKILL)
"""
    program(code, record.path.parent).communicate()
    assert record.path.read_bytes() != before
    assert (record.path.parent / "resurf.sqlite3-journal").exists()
    assert record.entries("co2") == (kept,)
    assert record.path.read_bytes() == before


def test_a_journal_without_its_record_is_not_played_into_a_new_one(record: Record) -> None:
    record.path.parent.mkdir()
    journal = record.path.with_name("resurf.sqlite3-journal")
    journal.write_bytes(b"of another time")
    with pytest.raises(RecordError, match="moved or deleted"):
        add(record)
    assert journal.read_bytes() == b"of another time"
    assert not record.path.exists()


# Permissions


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o277])
def test_only_the_owner_can_read_what_is_made_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    record = Record(tmp_path / "a" / "b")
    old = os.umask(umask)
    try:
        add(record)
        add(record)
        with record.writing() as writing:
            writing.append("co2", "tick", DAY, AT, {})
            during = {name: mode(record.path.parent / name) for name in files(record.path.parent)}
    finally:
        os.umask(old)
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    assert during == {
        "resurf.sqlite3": 0o600,
        "resurf.sqlite3-journal": 0o600,
        "backups": 0o700,
        "backups/resurf-2026-12-10.sqlite3": 0o600,
    }


def test_a_folder_that_was_there_keeps_its_mode_and_a_record_that_was_open_to_others_is_closed(
    record: Record,
) -> None:
    record.path.parent.mkdir()
    record.path.parent.chmod(0o755)
    add(record)
    record.path.chmod(0o644)
    record.plans()
    assert mode(record.path) == 0o644
    add(record)
    assert mode(record.path) == 0o600
    assert mode(record.path.parent) == 0o755


UNPRIVILEGED = """
Path("/").as_uri()  # what it loads, somebody without privileges may not be able to read
if os.geteuid() == 0:
    os.setuid(65534)
def attempt(what):
    try:
        print(what())
    except RecordError as error:
        print(error)
def write():
    with record.writing() as writing:
        return writing.append("co2", "tick", DAY, AT, {}).seq
"""


def handed_over(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)


def test_a_file_that_may_not_be_written_is_read_and_its_writing_refused(shared_folder: Path) -> None:
    record = Record(shared_folder / "data")
    add(record)
    record.path.chmod(0o400)
    handed_over(shared_folder)
    lines = said(
        program(UNPRIVILEGED + "attempt(write); attempt(lambda: len(record.entries('co2')))", record.path.parent)
    )
    refused, read = lines.splitlines()
    assert "cannot be opened or written. Nothing was changed." in refused
    assert read == "1"


def test_a_folder_that_may_not_be_written_is_read_and_its_writing_refused(shared_folder: Path) -> None:
    record = Record(shared_folder / "data")
    add(record)
    handed_over(shared_folder)
    record.path.parent.chmod(0o500)
    lines = said(
        program(UNPRIVILEGED + "attempt(write); attempt(lambda: len(record.entries('co2')))", record.path.parent)
    )
    refused, read = lines.splitlines()
    assert "cannot be opened or written. Nothing was changed." in refused
    assert read == "1"


@pytest.mark.parametrize("closed", [0o000, 0o500])
def test_a_folder_in_which_nothing_can_be_made_is_named(shared_folder: Path, closed: int) -> None:
    folder = shared_folder / "data"
    folder.mkdir()
    handed_over(shared_folder)
    folder.chmod(closed)
    text = said(program(UNPRIVILEGED + "attempt(write)", folder))
    assert text.startswith(f"The data folder {folder} cannot be used: Permission denied")


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a letter")
    for attempt in (Record(tmp_path / "data"), Record(tmp_path / "data" / "below")):
        with pytest.raises(RecordError, match=r"data folder .* cannot be used"):
            attempt.plans()
        with pytest.raises(RecordError, match=r"data folder .* cannot be used"):
            add(attempt)
    assert (tmp_path / "data").read_text() == "a letter"


# Links


def test_a_link_to_a_record_of_ours_is_followed_and_stays_a_link(record: Record, tmp_path: Path) -> None:
    elsewhere = Record(tmp_path / "elsewhere")
    add(elsewhere)
    record.path.parent.mkdir()
    record.path.symlink_to(elsewhere.path)
    entry = add(record)
    assert record.path.is_symlink()
    assert elsewhere.entries("co2")[1:] == (entry,)


def test_a_link_that_ends_nowhere_or_in_a_folder_or_in_itself_is_refused(record: Record, tmp_path: Path) -> None:
    record.path.parent.mkdir()
    for target in (tmp_path / "nowhere", tmp_path, record.path):
        record.path.symlink_to(target)
        for attempt in (record.plans, lambda: add(record), lambda: record.erase("co2")):
            with pytest.raises(RecordError):
                attempt()
        record.path.unlink()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_link_to_a_file_of_somebody_else_is_refused(record: Record, tmp_path: Path) -> None:
    elsewhere = Record(tmp_path / "elsewhere")
    add(elsewhere)
    os.chown(elsewhere.path, 65534, 65534)
    record.path.parent.mkdir()
    record.path.symlink_to(elsewhere.path)
    with pytest.raises(RecordError, match="somebody else"):
        record.plans()


# New versions


def test_a_newer_record_is_neither_read_nor_written(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(schema, "MIGRATIONS", LATER)
        add(record)
    before = record.path.read_bytes()
    for attempt in (record.plans, lambda: record.entries("co2"), lambda: add(record), lambda: record.erase("co2")):
        with pytest.raises(RecordError, match=r"made by a newer resurf.*Update resurf"):
            attempt()
    assert record.path.read_bytes() == before
    assert files(record.path.parent) == {"resurf.sqlite3"}


def test_an_older_record_is_read_without_a_write_and_copied_before_it_is_brought_up_to_date(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add(record)
    before = record.path.read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", LATER)
    assert record.entries("co2") == (first,)
    assert [plan.id for plan in record.plans()] == ["co2"]
    assert record.path.read_bytes() == before
    second = add(record)
    assert record.entries("co2") == (first, second)
    with closing(sqlite3.connect(record.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(LATER),)
        assert connection.execute("SELECT * FROM later").fetchall() == []
    monkeypatch.undo()
    copy = record.path.parent / "backups" / f"resurf-before-version-{len(LATER)}.sqlite3"
    assert mode(copy) == 0o600
    assert entries_of_copy(copy) == (first,)


def test_a_migration_that_fails_leaves_the_record_as_it_was(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    first = add(record)
    before = record.path.read_bytes()
    with monkeypatch.context() as later:
        later.setattr(schema, "MIGRATIONS", (*LATER, failing))
        for attempt in (lambda: add(record), record.plans, lambda: record.erase("co2")):
            with pytest.raises(RecordError):
                attempt()
    assert record.path.read_bytes() == before
    assert record.entries("co2") == (first,)


def test_a_version_number_that_was_flipped_back_does_not_run_a_migration_again(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def harmless_twice(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE seal SET last = last")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, harmless_twice))
    add(record)
    with closing(sqlite3.connect(record.path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(LATER) - 1}")
    for attempt in (record.plans, lambda: add(record)):
        with pytest.raises(RecordError, match="damaged"):
            attempt()


def test_no_migration_runs_without_its_copy(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    add(record)
    (record.path.parent / "backups").write_text("in the way")
    before = record.path.read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", LATER)
    with pytest.raises(RecordError, match="backups"):
        add(record)
    assert record.path.read_bytes() == before


# Automatic copies


def entries_of_copy(copy: Path) -> tuple[Any, ...]:
    with closing(sqlite3.connect(copy)) as connection:
        schema.check(connection)
        return schema.entries(connection, schema.heads(connection).head("co2"))


def test_the_record_is_copied_before_the_first_change_of_a_day_and_seven_copies_are_kept(record: Record) -> None:
    written = [add(record, day=date(2026, 12, day)) for day in range(1, 11) for _ in range(2)]
    backups = record.path.parent / "backups"
    assert files(backups) == {f"resurf-2026-12-{day:02}.sqlite3" for day in range(4, 11)}
    assert entries_of_copy(backups / "resurf-2026-12-10.sqlite3") == tuple(written[:18])


def test_a_day_far_off_does_not_keep_later_copies_out(record: Record) -> None:
    for day in range(1, 9):
        add(record, day=date(2099, 1, day))
    add(record, day=DAY)
    assert "resurf-2026-12-10.sqlite3" in files(record.path.parent / "backups")


def test_a_copy_that_cannot_be_made_never_costs_the_change(record: Record) -> None:
    backups = record.path.parent / "backups"
    written = [add(record)]
    backups.write_text("in the way")
    written.append(add(record))
    backups.unlink()
    (backups / "resurf-2026-12-10.sqlite3.new").mkdir(parents=True)
    written.append(add(record))
    assert record.entries("co2") == tuple(written)


def test_a_copy_half_made_by_a_killed_command_is_made_anew(record: Record) -> None:
    first = add(record)
    backups = record.path.parent / "backups"
    backups.mkdir()
    (backups / "resurf-2026-12-10.sqlite3.new").write_text("half")
    add(record)
    assert files(backups) == {"resurf-2026-12-10.sqlite3"}
    assert entries_of_copy(backups / "resurf-2026-12-10.sqlite3") == (first,)


# Erasing


def test_erasing_takes_every_word_of_a_plan_out_of_the_record_and_its_copies(record: Record) -> None:
    for day in range(1, 11):
        for plan in ("co2", f"{WORD}-plan"):
            data = {"note": (WORD if plan != "co2" else "other") * 300}
            add(record, plan, data=data, day=date(2026, 12, day))
    backups = record.path.parent / "backups"
    (backups / "resurf-2026-12-11.sqlite3.new").write_text(WORD)
    others = record.entries("co2")
    assert any(WORD.encode() in file.read_bytes() for file in backups.iterdir())
    record.erase(f"{WORD}-plan")
    every = [path for path in record.path.parent.rglob("*") if path.is_file()]
    assert len(every) == 8
    assert not [path for path in every if WORD.encode() in path.read_bytes()]
    assert record.entries("co2") == others
    assert [plan.id for plan in record.plans()] == ["co2"]
    assert entries_of_copy(backups / "resurf-2026-12-10.sqlite3") == others[:9]


def test_a_number_is_not_given_again_after_its_plan_was_erased(record: Record) -> None:
    add(record, "co2")
    add(record, "pico")
    record.erase("pico")
    assert add(record, "co2").seq == 3
    record.erase("co2")
    assert record.plans() == ()
    assert add(record, "pico").seq == 4


@pytest.mark.parametrize("content", [b"", b"no copy at all" * 1000])
def test_a_copy_that_cannot_be_read_is_named_and_the_plan_is_erased_all_the_same(
    record: Record, content: bytes
) -> None:
    for day in (1, 2, 3):
        add(record, data={"note": WORD}, day=date(2026, 12, day))
    backups = record.path.parent / "backups"
    (backups / "resurf-2026-12-02.sqlite3").write_bytes(content)
    with pytest.raises(RecordError, match="may still hold it") as error:
        record.erase("co2")
    assert "resurf-2026-12-02.sqlite3" in str(error.value)
    assert "resurf-2026-12-03.sqlite3" not in str(error.value)
    assert record.plans() == ()
    assert WORD.encode() not in (backups / "resurf-2026-12-03.sqlite3").read_bytes()


def test_a_copy_of_an_earlier_version_is_freed_of_the_plan_too(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    add(record, data={"note": WORD})
    monkeypatch.setattr(schema, "MIGRATIONS", LATER)
    add(record)
    copy = record.path.parent / "backups" / f"resurf-before-version-{len(LATER)}.sqlite3"
    assert WORD.encode() in copy.read_bytes()
    record.erase("co2")
    assert WORD.encode() not in copy.read_bytes()
    assert entries_of_copy(copy) == ()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(LATER),)


def test_words_left_in_free_pages_by_another_program_go_too(record: Record) -> None:
    add(record)
    with closing(sqlite3.connect(record.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF").fetchone()
        connection.execute("CREATE TABLE left_over AS SELECT ? AS word", (WORD * 300,))
        connection.execute("DROP TABLE left_over")
    assert WORD.encode() in record.path.read_bytes()
    record.erase("co2")
    assert WORD.encode() not in record.path.read_bytes()


def test_an_erasing_that_cannot_pack_the_file_says_that_words_may_be_left(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(record, data={"note": WORD})
    monkeypatch.setattr("resurf_cli.record.store._packed", lambda _: False)
    with pytest.raises(RecordError, match=r"is erased, but .* could not be packed"):
        record.erase("co2")
    assert record.plans() == ()
    assert WORD.encode() not in record.path.read_bytes()


def test_nobody_comes_between_the_erasing_and_the_packing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    add(record)

    def while_packing(_: sqlite3.Connection) -> bool:
        with pytest.raises(RecordError, match="Another resurf"):
            record.plans()
        return True

    monkeypatch.setattr("resurf_cli.record.store._packed", while_packing)
    record.erase("co2")
    assert record.plans() == ()
