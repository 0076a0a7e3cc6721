"""A disk that is full, files and folders that may not be written: exit code 5, what to do, and all that was there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import PIL.Image
import pytest

import resurf_cli
from resurf_cli.record import Record
from tests.faults import NOW, planned, program, read, resurf

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte with a plan on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = ROOT and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False)
    if not mounted or mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        yield planned(disk / "data")
    finally:
        subprocess.run(["umount", disk], check=True)


def fill(disk: Path) -> Path:
    """Fill a disk to its last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 512)
    return filler


def test_a_full_disk_costs_nothing_that_was_there(small_disk: Path, tmp_path: Path) -> None:
    assert resurf(small_disk, "done", "ointment").returncode == 0
    PIL.Image.effect_noise((600, 600), 200).save(tmp_path / "cheek.png")
    before = read(small_disk, "log")
    filler = fill(small_disk.parent)
    for line in (
        ("done", "ointment"),
        ("note", "x" * 50_000),
        ("undo",),
        ("photo", "add", str(tmp_path / "cheek.png")),
    ):
        ran = resurf(small_disk, *line)
        assert (ran.returncode, ran.stdout) == (5, ""), (line, ran.stderr)
        words = " ".join(ran.stderr.split())
        assert "Nothing was" in words
        assert "Make room" in words or "No space left" in words
    assert read(small_disk, "log") == before
    backup = resurf(small_disk, "backup", str(small_disk.parent / "b.zip"))
    assert backup.returncode == 5
    assert not (small_disk.parent / "b.zip").exists()
    filler.unlink()
    assert resurf(small_disk, "done", "ointment").returncode == 0
    assert len(read(small_disk, "log")["changes"]) == len(before["changes"]) + 1
    assert read(small_disk, "doctor")["record"] == "fine"


def test_a_full_disk_has_no_record_half_made(small_disk: Path) -> None:
    shutil.rmtree(small_disk)
    fill(small_disk.parent)
    made = resurf(small_disk, "prep", "--treatment", "non-ablative", "--date", "2027-01-10")
    assert made.returncode == 5, made.stderr
    assert not (small_disk / "resurf.sqlite3").exists()


UNPRIVILEGED = """
import contextlib, io, os, sys
from pathlib import Path
from resurf_cli.cli import main
# All is loaded before: whoever has no privileges may not be able to read where the program lies.
with contextlib.redirect_stdout(io.StringIO()):
    main(["today"]), main([sys.argv[1], "--help"]), main(["log", "--plain"]), Path("/").as_uri()
if os.geteuid() == 0:
    os.setuid(65534)
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A data folder with a plan that belongs to somebody without privileges, below one that everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = planned(Path(name) / "data")
        for path in (folder, *folder.rglob("*")):
            if ROOT:
                os.chown(path, 65534, 65534)
        yield folder


@pytest.mark.parametrize(("closed", "mode"), [("resurf.sqlite3", 0o400), (".", 0o500)])
def test_what_may_not_be_written_is_read_and_its_writing_refused(shared_folder: Path, closed: str, mode: int) -> None:
    ticked = program(UNPRIVILEGED, shared_folder, "done", "ointment")
    assert "Ticked" in ticked.communicate()[0]
    (shared_folder / closed).chmod(mode)
    before = (shared_folder / "resurf.sqlite3").read_bytes()
    looked = program(UNPRIVILEGED, shared_folder, "today", "--plain")
    assert "ointment" in looked.communicate()[0]
    assert looked.returncode == 0
    for line in (("done", "ointment"), ("undo",), ("note", "x")):
        process = program(UNPRIVILEGED, shared_folder, *line)
        said, words = process.communicate()
        assert (process.returncode, said) == (5, ""), words
        assert "cannot be opened or written. Nothing was changed." in " ".join(words.split())
    assert (shared_folder / "resurf.sqlite3").read_bytes() == before


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    folder = planned(tmp_path / "data")
    size = (folder / "resurf.sqlite3").stat().st_size
    before = Record(folder).snapshot()

    env = {**os.environ, "PYTHONPATH": str(Path(resurf_cli.__file__).parents[1]), "RESURF_DATA_DIR": str(folder)}
    ran = subprocess.run(
        [sys.executable, "-m", "resurf_cli", "note", "x" * 90_000, "--now", NOW],
        capture_output=True,
        text=True,
        env=env,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        check=False,
    )
    assert ran.returncode == 5, ran.stderr
    assert Record(folder).snapshot() == before
