"""Rubbish in, by every way in: an answer or a refusal; no traceback, no hang, nothing for the terminal to obey.

The examples are the same each time; the long form tries many more of them.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resurf_cli.cli import main
from resurf_cli.cli.app import GROUPS, MODULES
from tests.faults import NOW, SMALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CODES = {0, 2, 3, 4, 5, 10, 11, 20, 130}
"""All but our own fault."""
LONGEST = 10
"""In seconds: longer is a hang."""


def examples(number: int) -> settings:
    return settings(
        max_examples=number, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


few, many = examples(150), examples(1500)
SIZES = [few, pytest.param(many, marks=pytest.mark.long)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a plan and some of everything; beside it a backup and a folder of tasks."""
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("fuzz")
        patch.setenv("RESURF_DATA_DIR", str(place / "data"))
        for line in (
            ["prep", "--treatment", str(SMALL), "--date", "2026-12-10", "--now", "2026-11-24T12:00"],
            ["done", "ointment"],
            ["note", "stings"],
            ["check-in", "--pain", "3"],
            ["backup", str(place / "care.zip")],
            ["calendar", "sync", str(place / "tasks")],
        ):
            run(line, place)
        yield place


def run(line: list[str], place: Path) -> int:
    """Run a line on a data folder; what must hold for any line holds."""
    out, err = io.StringIO(), io.StringIO()
    at = [] if "--now" in line else ["--now", NOW]
    before = time.monotonic()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["--data-dir", str(place / "data"), "--no-input", *at, *line])
    said = out.getvalue() + err.getvalue()
    assert code in CODES, (line, said)
    assert "Traceback" not in err.getvalue(), line
    assert time.monotonic() - before < LONGEST, line
    harmless = said if "--json" in line else said.replace("\t", "").replace("\n", "").replace("\r", "")
    if "--json" not in line and "-" not in line:
        assert harmless.isprintable(), (line, [each for each in harmless if not each.isprintable()][:5])
    elif "--json" in line and out.getvalue():
        json.loads(out.getvalue())
        assert "\x1b" not in said
    return code


@contextlib.contextmanager
def apart(made: Path) -> Iterator[Path]:
    """A copy to be spoilt; nothing but the data folder and the file named is changed in it."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        shutil.copytree(made, place, dirs_exist_ok=True)
        yield place


def beside(place: Path) -> dict[str, bytes]:
    """All files that do not belong to the data folder."""
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and not path.is_relative_to(place / "data")
    }


# --- the command line ------------------------------------------------------------------------------------------------

EVERY = sorted({*GROUPS, *(command for commands in MODULES.values() for command in commands)} - {"backup", "restore"})
OTHER = [
    "list", "show", "new", "use", "set", "move", "update", "add-session", "remove-session", "end", "delete", "check",
    "schema", "add", "remove", "sync", "--json", "--plain", "--all", "--for", "--times", "--session", "--because",
    "--note", "--on", "--not-yet", "--from", "--to", "--until", "--drop", "--pain", "--temperature", "--score",
    "--sign", "--history", "--treatment", "--date", "--answer", "--set", "--every", "--sessions", "--yes", "--help",
    "--format", "--label", "--sources", "--reopen", "--", "-5", "0", "17", "2026-12-10", "today", "yesterday", "+3d",
    "day3", "friday", "ointment", "wash", "avoid.sun", "supplies.ointment", "healed", "sun", "small", "text", "html",
    "contact.day=+1 555 0100", "wake=07:30", "title=x", "pain=11", "38.4", "98.6F", "1e400", "nan",
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\nb", "\u202eabc", "\udc80", "x" * 5000, "", " ", "=", "--data-dir=",
    "9999-12-31", "0001-01-01",
]  # fmt: skip
WORDS = st.sampled_from(OTHER) | st.text(max_size=12)
LINES = st.tuples(st.sampled_from(EVERY), st.lists(WORDS, max_size=6)).map(lambda line: [line[0], *line[1]])
WRITES = ("--output", "-o", "--force", "--data-dir", "--debug", "calendar", "checklist", "--photo")


@pytest.mark.parametrize("size", SIZES, ids=["few", "many"])
def test_any_line_is_answered_or_refused(made: Path, size: settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with apart(made) as place:
        away = place / "away"
        away.mkdir()
        monkeypatch.chdir(away)
        before = beside(place)

        @size
        @given(LINES)
        def answered(line: list[str]) -> None:
            if any(word.startswith(WRITES) for word in line):
                return
            run(line, place)
            assert beside(place) == before, line

        answered()


# --- files -----------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [b"", b"\x00", b"\xff", b"\x1b[2J", b"\r\n", b"END:VTODO", b"9" * 30, b"{", b"}", b'"', b"\\", b"-1"]
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), min_size=1, max_size=8)


def spoilt(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Content with pieces of it replaced by others."""
    for where, length, piece in changes:
        at = int(where * len(content))
        content = content[:at] + piece + content[at + length :]
    return content


def fed(made: Path, size: settings, file: str, lines: Callable[[Path], list[list[str]]]) -> None:
    """Run lines on a file that is spoilt in many ways; nothing else is changed by that."""
    with apart(made) as place:
        path = next(place.glob(file))
        content = path.read_bytes()

        @size
        @given(CHANGES)
        def survived(changes: list[tuple[float, int, bytes]]) -> None:
            path.write_bytes(spoilt(content, changes))
            for line in lines(path):
                run(line, place)

        survived()


@pytest.mark.parametrize("size", SIZES, ids=["few", "many"])
def test_any_backup_is_restored_or_refused(made: Path, size: settings) -> None:
    fed(made, size, "care.zip", lambda path: [["restore", str(path), "--yes"], ["today"]])


@pytest.mark.parametrize("size", SIZES, ids=["few", "many"])
def test_any_task_of_others_is_taken_or_named(made: Path, size: settings) -> None:
    fed(made, size, "tasks/*.ics", lambda path: [["calendar", "sync", str(path.parent)], ["today"]])


@pytest.mark.parametrize("size", SIZES, ids=["few", "many"])
def test_any_record_is_read_or_refused_and_the_doctor_copes(made: Path, size: settings) -> None:
    fed(made, size, "data/resurf.sqlite3", lambda _: [["today"], ["log", "--json"], ["doctor"]])


@pytest.mark.parametrize("size", SIZES, ids=["few", "many"])
def test_any_checklist_is_read_or_refused(made: Path, size: settings) -> None:
    shutil.copy(SMALL, made / "mine.yaml")
    fed(made, size, "mine.yaml", lambda path: [["checklist", "check", str(path)], ["checklist", "show", str(path)]])


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("size", SIZES, ids=["few", "many"])
def test_a_backup_whose_lines_say_anything_is_refused_with_the_record_as_it_was(made: Path, size: settings) -> None:
    import zipfile
    from hashlib import sha256

    with apart(made) as place, zipfile.ZipFile(place / "care.zip") as archive:
        head = json.loads(archive.read("manifest.json"))
        files = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
        lines = [json.loads(line) for line in files["plans/small.jsonl"].decode().splitlines()]

        @size
        @given(st.integers(0, len(lines) - 1), st.sampled_from(["seq", "kind", "day", "at", "data"]), VALUES)
        def coped(number: int, field: str, value: Any) -> None:
            changed = [{**line, field: value} if at == number else line for at, line in enumerate(lines)]
            words = "".join(json.dumps(line) + "\n" for line in changed).encode()
            spoilt_files = {**files, "plans/small.jsonl": words}
            listed = [
                {"name": name, "size": len(each), "sha256": sha256(each).hexdigest()}
                for name, each in spoilt_files.items()
            ]
            with zipfile.ZipFile(place / "other.zip", "w") as other:
                for name, each in spoilt_files.items():
                    other.writestr(name, each)
                other.writestr("manifest.json", json.dumps({**head, "files": listed}))
            if run(["restore", str(place / "other.zip"), "--yes"], place) == 0:
                for line in (["today"], ["log"], ["summary"], ["when"]):
                    run(line, place)

        coped()
