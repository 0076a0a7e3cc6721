"""Everything in one file and back: nothing is lost on the way, and nothing is touched before all of it was checked."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import PIL.Image
import pytest

from resurf_cli.errors import RecordError
from resurf_cli.record import backup as archives
from tests.cli.conftest import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

ENTRY = '{"seq": 1, "kind": "new", "day": "2026-12-10", "at": "2026-12-10T09:00:00+00:00", "data": {}}'
READING = (("summary", "--format", "html"), ("summary", "--json"), ("today", "--json"), ("log", "--json"))


@pytest.fixture
def full(resurf: Program, tmp_path: Path) -> Program:
    """Two plans, an own checklist, photographs, and changes that were taken back."""
    resurf.planned()
    resurf.now = "2026-12-12T20:00"
    resurf("done", "ointment", "--times", "2")
    resurf("skip", "wash", "--because", "zu müde \N{WOMAN}")
    resurf("note", "x" * 3000)
    PIL.Image.new("RGB", (40, 30), "red").save(tmp_path / "a.jpg")
    resurf("photo", "add", str(tmp_path / "a.jpg"), "--area", "chin")
    resurf("done", "ointment")
    resurf("undo")
    (resurf.folder / "checklists").mkdir()
    shutil.copy(SMALL, resurf.folder / "checklists" / "mine.yaml")
    resurf("plan", "new", "--treatment", "non-ablative", "--date", "2027-03-10", "--no-input")
    resurf("plan", "use", "small")
    assert resurf("backup", str(tmp_path / "b.zip")).code == 0
    return resurf


def said(resurf: Program) -> list[str]:
    found = [resurf(*line) for line in READING]
    assert {each.code for each in found} == {0}
    return [each.out for each in found]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def restored(resurf: Program, file: Path, *more: str) -> Any:
    return resurf("restore", str(file), *more)


# --- there and back --------------------------------------------------------------------------------------------------


def test_backup_wipe_restore_gives_the_same_pages_and_the_same_backup_to_the_byte(
    full: Program, tmp_path: Path
) -> None:
    before = said(full)
    shutil.rmtree(full.folder)
    ran = restored(full, tmp_path / "b.zip")
    assert (ran.code, ran.err) == (0, "")
    assert "2 plans" in ran.text
    assert said(full) == before
    assert full("backup", str(tmp_path / "again.zip")).code == 0
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert not list(full.folder.glob("before-restore*"))
    assert not list(full.folder.glob(".restore*"))


def test_redo_and_undo_go_on_where_they_were(full: Program, tmp_path: Path) -> None:
    shutil.rmtree(full.folder)
    restored(full, tmp_path / "b.zip")
    assert "put back" in full("redo").text.lower() or full("log", "--json").json
    (task,) = (each for each in full("today", "--json").json["tasks"] if each["id"] == "ointment")
    assert task["done"] == 3


def test_what_is_written_is_for_its_owner_alone(full: Program, tmp_path: Path) -> None:
    shutil.rmtree(full.folder)
    restored(full, tmp_path / "b.zip")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    files = [each for each in full.folder.rglob("*") if each.is_file()]
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert {stat.S_IMODE(each.stat().st_mode) for each in full.folder.rglob("*") if each.is_dir()} == {0o700}


@pytest.mark.usefixtures("full")
def test_it_can_be_read_without_resurf(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        lines = [json.loads(line) for line in archive.read("plans/small.jsonl").decode().splitlines()]
    assert {"README.txt", "manifest.json", "plans/small.jsonl", "plans/non-ablative.jsonl", "checklists/mine.yaml"} <= {
        *names
    }
    assert [each["kind"] for each in lines][:3] == ["new", "tick", "skip"]
    assert any(name.startswith("photos/small/") for name in names)


def test_a_file_that_is_there_is_kept_until_forced(full: Program, tmp_path: Path) -> None:
    before = (tmp_path / "b.zip").read_bytes()
    full("done", "ointment")
    assert full("backup", str(tmp_path / "b.zip")).code == 2
    assert (tmp_path / "b.zip").read_bytes() == before
    assert full("backup", str(tmp_path / "b.zip"), "--force").code == 0


def test_a_photograph_that_is_missing_is_named(full: Program, tmp_path: Path) -> None:
    for each in (full.folder / "photos" / "small").glob("*-small.jpg"):
        each.unlink()
    ran = full("backup", str(tmp_path / "c.zip"))
    assert (ran.code, "Missing, so not in it" in ran.err) == (0, True)


# --- over a record ---------------------------------------------------------------------------------------------------


def test_over_a_record_it_asks_and_without_an_answer_does_nothing(full: Program, tmp_path: Path) -> None:
    full("note", "newer")
    before = tree(full.folder)
    ran = restored(full, tmp_path / "b.zip")
    assert (ran.code, "--yes answers it" in ran.text, "2 plans" in ran.text) == (2, True, True)
    assert tree(full.folder) == before


def test_over_a_record_the_old_one_is_kept_beside_it_whole(full: Program, tmp_path: Path) -> None:
    pages = said(full)
    full("note", "newer")
    PIL.Image.new("RGB", (40, 30), "green").save(tmp_path / "g.jpg")
    full("photo", "add", str(tmp_path / "g.jpg"))
    later = said(full)
    assert restored(full, tmp_path / "b.zip", "--yes").code == 0
    assert said(full) == pages
    assert len(list((full.folder / "photos" / "small").iterdir())) == 2
    (kept,) = full.folder.glob("before-restore-*")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert [full(*line, "--data-dir", str(kept)).out for line in READING] == later


def test_nobody_writes_while_it_is_restored_and_who_waited_is_told(
    full: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[sqlite3.Connection] = []
    move_in = archives._move_in  # noqa: SLF001 - between keeping the old and putting the new in its place

    def busy(making: Path, folder: Path) -> Any:
        other = sqlite3.connect(folder / "resurf.sqlite3", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        waiting.append(other)
        return move_in(making, folder)

    monkeypatch.setattr(archives, "_move_in", busy)
    assert restored(full, tmp_path / "b.zip", "--yes").code == 0
    with closing(waiting[0]) as late, pytest.raises(sqlite3.OperationalError, match="readonly"):
        late.execute("CREATE TABLE late (word TEXT)")


def test_a_record_that_is_damaged_is_kept_too(full: Program, tmp_path: Path) -> None:
    pages = said(full)
    (full.folder / "resurf.sqlite3").write_bytes(b"garbage")
    assert restored(full, tmp_path / "b.zip", "--yes").code == 0
    assert said(full) == pages
    (kept,) = full.folder.glob("before-restore-*")
    assert (kept / "resurf.sqlite3").read_bytes() == b"garbage"


@pytest.mark.parametrize("step", ["_keep", "_move_in"])
def test_one_that_fails_half_way_leaves_the_record_as_it_was(
    full: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    full("note", "newer")
    pages = said(full)

    def fails(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(archives, step, fails)
        ran = restored(full, tmp_path / "b.zip", "--yes")
    assert (ran.code, "as it was" in ran.text) == (5, True)
    assert said(full) == pages
    assert not list(full.folder.glob(".restore*"))


# --- what is refused -------------------------------------------------------------------------------------------------


def refused(resurf: Program, file: Path, word: str = "") -> None:
    """Exit code 5, and not a byte of the data folder is another."""
    before = tree(resurf.folder)
    ran = restored(resurf, file, "--yes")
    assert (ran.code, "Nothing was changed" in ran.text, word in ran.text) == (5, True, True), ran.text
    assert tree(resurf.folder) == before


def test_a_backup_that_is_cut_off_anywhere_is_refused(full: Program, tmp_path: Path) -> None:
    whole, cut = (tmp_path / "b.zip").read_bytes(), tmp_path / "cut.zip"
    for size in range(0, len(whole), max(64, len(whole) // 60)):
        cut.write_bytes(whole[:size])
        refused(full, cut)


@pytest.mark.usefixtures("full")
def test_a_bit_that_was_flipped_is_refused_or_makes_no_difference(tmp_path: Path) -> None:
    whole, other = (tmp_path / "b.zip").read_bytes(), tmp_path / "other.zip"
    good, picked = archives.Backup(tmp_path / "b.zip"), random.Random(6)  # noqa: S311 - the same places each time
    caught = 0
    for _ in range(150):
        place, bit = picked.randrange(len(whole)), picked.randrange(8)
        other.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
        try:
            found = archives.Backup(other)
        except RecordError:
            caught += 1
        else:
            assert (found.plans, found.identity, found.last) == (good.plans, good.identity, good.last)
    assert caught > 100


def changed(source: Path, target: Path, head: dict[str, Any] | None = None, **members: bytes | str | None) -> Path:
    """A copy of an archive with other members; what the manifest says of them is right, unless ``head`` says else."""
    with zipfile.ZipFile(source) as archive:
        files: dict[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    for name, content in members.items():
        if content is None:
            del files[name]
        else:
            files[name] = content.encode() if isinstance(content, str) else content
    manifest["files"] = [
        {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()} for name, content in files.items()
    ]
    manifest |= head or {}
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return target


def test_a_newer_one_says_so(full: Program, tmp_path: Path) -> None:
    refused(full, changed(tmp_path / "b.zip", tmp_path / "n.zip", {"version": 2}), "newer resurf")


@pytest.mark.parametrize(
    "members",
    [
        {"../evil": "x"},
        {"/etc/evil": "x"},
        {"photos/../../evil.jpg": "x"},
        {"photos/./evil.jpg": "x"},
        {"photos\\evil.jpg": "x"},
        {"resurf.sqlite3": "x"},
        {"photos/SMALL.jpg": "x", "photos/small.jpg": "x"},
        {"plans/small.jsonl": ""},
        {"plans/small.jsonl": "{}\n"},
        {"plans/small.jsonl": "not json\n"},
        {"plans/small.jsonl": "[" * 100_000},
        {"plans/empty.jsonl": ENTRY},
    ],
    ids=lambda each: next(iter(each))[:24],
)
def test_what_would_go_elsewhere_or_comes_to_nothing_is_refused(
    full: Program, tmp_path: Path, members: dict[str, str]
) -> None:
    refused(full, changed(tmp_path / "b.zip", tmp_path / "evil.zip", None, **members))
    assert not [each for each in tmp_path.rglob("evil*") if each.name != "evil.zip"]


@pytest.mark.parametrize("head", [{"format": "other"}, {"version": 0}, {"version": "1"}, {"last": 1}, {"files": []}])
def test_a_manifest_that_lies_is_refused(full: Program, tmp_path: Path, head: dict[str, Any]) -> None:
    refused(full, changed(tmp_path / "b.zip", tmp_path / "lies.zip", head))


def test_a_checksum_that_does_not_fit_is_refused(full: Program, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        files = json.loads(archive.read("manifest.json"))["files"]
    files[-1]["sha256"] = "0" * 64
    refused(full, changed(tmp_path / "b.zip", tmp_path / "other.zip", {"files": files}))


def test_a_plan_that_cannot_be_made_of_its_lines_is_refused(full: Program, tmp_path: Path) -> None:
    line = ENTRY.replace('"seq": 1', '"seq": 999')
    refused(full, changed(tmp_path / "b.zip", tmp_path / "other.zip", {"last": 999}, **{"plans/x.jsonl": line}))


@pytest.mark.parametrize("content", [b"", b"PK", b"garbage" * 99])
def test_what_is_no_archive_is_refused_whatever_its_name(full: Program, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "backup.zip").write_bytes(content)
    refused(full, tmp_path / "backup.zip")


def test_a_file_that_is_not_there_is_said(full: Program, tmp_path: Path) -> None:
    assert restored(full, tmp_path / "none.zip").code == 3


def test_a_damaged_record_is_not_backed_up(full: Program, tmp_path: Path) -> None:
    (full.folder / "resurf.sqlite3").write_bytes(b"garbage" * 500)
    ran = full("backup", str(tmp_path / "c.zip"))
    assert (ran.code, (tmp_path / "c.zip").exists()) == (5, False)


def test_what_a_killed_restore_had_begun_is_taken_away_by_the_next(full: Program, tmp_path: Path) -> None:
    begun = full.folder / ".restore-abc"
    (begun / "photos").mkdir(parents=True)
    (begun / "resurf.sqlite3").write_bytes(b"half")
    assert full("restore", str(tmp_path / "b.zip"), "--yes").code == 0
    assert not begun.exists()


def test_deleting_a_plan_names_what_was_kept_before_a_restore_and_leaves_it(full: Program, tmp_path: Path) -> None:
    full("restore", str(tmp_path / "b.zip"), "--yes")
    [kept] = full.folder.glob("before-restore-*")
    before = tree(kept)
    (full.folder / ".restore-abc").mkdir()
    ran = full("plan", "delete", "small", "--yes", "small")
    assert (ran.code, ran.out) == (0, "The plan small is erased.\n")
    assert str(kept) in ran.err.replace("\n", "")
    assert tree(kept) == before
    assert not (full.folder / ".restore-abc").exists()


def test_a_backup_that_cannot_be_finished_leaves_no_file_and_the_one_that_was_there(
    full: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    there = tree(tmp_path)
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full_disk)
    for line in ((str(tmp_path / "b.zip"), "--force"), (str(tmp_path / "new.zip"),)):
        ran = full("backup", *line)
        assert (ran.code, ran.out) == (5, "")
        assert "No space left on device" in ran.err
    assert tree(tmp_path) == there


def test_a_backup_goes_to_stdout_whole_and_what_is_said_does_not(full: Program, tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "resurf_cli", "backup", "-"],
        env={**os.environ, "RESURF_DATA_DIR": str(full.folder)},
        capture_output=True,
        check=True,
    )
    assert made.stdout == (tmp_path / "b.zip").read_bytes()
    assert b"recorded changes" in made.stderr


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_what_is_no_ordinary_file_is_never_written_over(full: Program, tmp_path: Path, force: tuple[str, ...]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert full("backup", str(pipe), *force).code == 2
    assert full("summary", "--output", str(pipe), *force).code == 2
    assert stat.S_ISFIFO(pipe.stat().st_mode)
