"""A damaged record, met by every kind of command: the right answer or exit code 5, and the file left as it is."""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from resurf_cli.cli import main
from resurf_cli.core import checkpoint
from tests import demonstration
from tests.faults import sizes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT = ("--now", demonstration.NOW, "--no-input")
READING = (
    ("today", "--json"),
    ("today", "--json", "--for", "2026-12-13"),
    ("when", "--json"),
    ("log", "--json"),
    ("summary", "--json"),
)


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A record of weeks with checkpoints, read only by the tests."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("weeks") / "data"
        patch.setenv("RESURF_DATA_DIR", str(folder))
        patch.setattr(checkpoint.step, "__defaults__", (24, 12))
        demonstration.make()
        yield folder


@pytest.fixture
def folder(weeks: Path, tmp_path: Path) -> Path:
    """A copy of it without automatic copies, to be damaged."""
    folder = tmp_path / "data"
    shutil.copytree(weeks, folder, ignore=shutil.ignore_patterns("backups"))
    return folder


def said(*line: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*line, *AT])
    return code, out.getvalue() if code == 0 else err.getvalue()


def each_is_right_or_refused(right: list[tuple[int, str]]) -> int:
    """How many answers were refused; every other one is as it was."""
    refused = 0
    for line, expected in zip(READING, right, strict=True):
        code, words = said(*line)
        if code == 5:
            assert "Nothing was changed." in " ".join(words.split())
            assert not words.startswith("Traceback")
            refused += 1
        else:
            assert (code, words) == expected, line
    return refused


@sizes(60, 500)
def test_one_flipped_bit_anywhere_never_gives_a_wrong_answer(folder: Path, count: int) -> None:
    path, right = folder / "resurf.sqlite3", [said(*line) for line in READING]
    content = path.read_bytes()
    chance = random.Random(count)  # noqa: S311 - the same places in every run
    refused = 0
    for _ in range(count):
        damaged = bytearray(content)
        damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        refused += each_is_right_or_refused(right) > 0
        assert path.read_bytes() == damaged
    assert refused > count // 3


@sizes(40, 100_000)
def test_cut_short_anywhere_never_gives_a_wrong_answer(folder: Path, count: int) -> None:
    path, right = folder / "resurf.sqlite3", [said(*line) for line in READING]
    content = path.read_bytes()
    lengths = range(0, len(content), 512)
    for length in lengths[:: max(1, len(lengths) // count)]:
        path.write_bytes(content[:length])
        refused = each_is_right_or_refused(right)
        assert refused or length > len(content) - 4096, length  # the end of the last page may hold nothing
        assert path.read_bytes() == content[:length]


@sizes(25, 150)
def test_a_change_to_a_damaged_record_is_refused_or_kept_and_the_rest_is_right(folder: Path, count: int) -> None:
    path = folder / "resurf.sqlite3"
    content = path.read_bytes()
    assert said("note", "x")[0] == 0
    right = said("log", "--plain")
    chance = random.Random(count)  # noqa: S311 - the same places in every run
    kept = 0
    for _ in range(count):
        damaged = bytearray(content)
        damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        shutil.rmtree(folder / "backups", ignore_errors=True)
        code, words = said("note", "x")
        if code == 0:
            kept += 1
            code, words = said("log", "--plain")
            assert code == 5 or (code, words) == right
        else:
            assert (code, path.read_bytes()) == (5, bytes(damaged)), words
    assert kept


# --- the folder ------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_gone_is_no_fault_and_says_how_to_start(folder: Path) -> None:
    shutil.rmtree(folder)
    code, words = said("today")
    assert code == 3
    assert "There is no plan yet." in words


def test_a_record_that_is_a_link_to_somebody_elses_file_is_refused(folder: Path, tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    theirs = tmp_path / "theirs.sqlite3"
    (folder / "resurf.sqlite3").replace(theirs)
    os.chown(theirs, 12345, 12345)
    (folder / "resurf.sqlite3").symlink_to(theirs)
    for line in (("today",), ("done", "sunscreen"), ("doctor",)):
        code, words = said(*line)
        assert code == 5
        assert "somebody else" in words or line == ("doctor",)


def test_a_newer_record_is_refused_by_every_command_and_left_as_it_is(folder: Path) -> None:
    import sqlite3
    from contextlib import closing

    path = folder / "resurf.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    content = path.read_bytes()
    for line in (*READING, ("done", "sunscreen"), ("undo",), ("doctor", "--yes"), ("backup", str(folder / "b.zip"))):
        code, words = said(*line)
        assert code == 5
        assert "newer resurf" in words or line[0] == "doctor"
    assert path.read_bytes() == content
