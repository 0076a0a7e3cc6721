"""A folder of tasks, one iCalendar file each, as other programs left it (vdir, RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.todos import Said
from resurf_cli.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from icalendar import Calendar, Todo

LARGEST: Final = 1 << 20
"""A file of one task has no more bytes than that."""
OWN: Final = b"X-RESURF-"
MAKING: Final = ".resurf."
"""How the name of a file begins that is still being written; left behind where that was stopped."""


@dataclass(frozen=True, slots=True)
class Own:
    """What resurf wrote into a file, to know it again: whose it is, and what it said then.

    ``entry`` is the last entry of the record then, empty in files of versions that did not say; ``gone``: it was
    cancelled because the plan had no such task any more.
    """

    record: str
    plan: str
    task: str
    session: int | None
    once: bool
    day: date
    base: Said
    entry: str
    gone: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file with one task; ``own`` None: no properties of ours are in it. ``document`` is what it was parsed to.

    ``seen`` tells whether somebody wrote to it since.
    """

    path: Path
    seen: tuple[int, ...]
    uid: str
    said: Said
    done_on: date | None
    own: Own | None
    document: Calendar = field(compare=False)
    todo: Todo = field(compare=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: tasks that may be ours, and files that cannot be read, each with why."""

    files: tuple[File, ...]
    broken: tuple[tuple[Path, str], ...]


def read_folder(folder: Path, mine: Callable[[str], bool], seen: Callable[[], None] = lambda: None) -> Folder:
    """Read the tasks of a folder; ``mine`` knows ids that are ours, ``seen`` is told of each file.

    Files of other programs are not looked into. Of two with the same id the first, by name, is taken.

    Raises:
        RecordError: the folder cannot be read.
    """
    files: dict[str, File] = {}
    broken = []
    for path in _paths(folder):
        seen()
        try:
            found = _read(path, mine)
        except (OSError, ValueError) as error:
            broken.append((path, _reason(error)))
            continue
        if found is not None:
            files.setdefault(found.uid, found)
    return Folder(tuple(files.values()), tuple(broken))


def _paths(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.suffix.lower() == ".ics" and not each.is_symlink())
    except OSError as error:
        raise RecordError(f"The folder {folder} cannot be read: {error.strerror}.") from None


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return str(text or "it cannot be read").split("\n")[0][:120]


def _read(path: Path, mine: Callable[[str], bool]) -> File | None:
    """A file that is ours, or may be; None for one of another program.

    Raises:
        OSError: it cannot be opened.
        ValueError: it is no calendar.
    """
    if not path.is_file():
        return None
    seen = seen_of(path)
    if path.stat().st_size > LARGEST:
        raise ValueError("it is too large for one task")
    written = path.read_bytes()
    if not _is_calendar(written):
        raise ValueError("it is no calendar, or is cut off")
    return _parsed(path, seen, written, mine) if OWN in written or mine(path.stem) else None


def seen_of(path: Path) -> tuple[int, ...]:
    """What is different of a file after somebody wrote to it, or put another one in its place; empty: it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_calendar(written: bytes) -> bool:
    text = written.strip().upper()
    return text.startswith(b"BEGIN:VCALENDAR") and text.endswith(b"END:VCALENDAR")


def _parsed(path: Path, seen: tuple[int, ...], written: bytes, mine: Callable[[str], bool]) -> File | None:
    from icalendar import Calendar

    document = Calendar.from_ical(written.decode("utf-8"))
    todos = document.walk("VTODO")
    if len(todos) != 1:
        return None
    todo: Any = todos[0]
    uid, own = str(todo.get("UID", "")), _own(todo)
    if own is None and not mine(uid):
        return None
    return File(path, seen, uid, _said(todo), _done_on(todo), own, document, todo)


def _own(todo: Any) -> Own | None:
    texts = {name: str(todo[f"X-RESURF-{name}"]) for name in NAMES if f"X-RESURF-{name}" in todo}
    if set(texts) != set(NAMES):
        return None
    session = texts["SESSION"]
    return Own(
        texts["RECORD"],
        texts["PLAN"],
        texts["TASK"],
        None if session == WHOLE_PLAN else int(session),
        texts["REPEAT"] == ONCE,
        date.fromisoformat(texts["DAY"]),
        Said(texts["STATUS"]),
        str(todo.get("X-RESURF-ENTRY", "")),
        "X-RESURF-GONE" in todo,
    )


NAMES: Final = ("RECORD", "PLAN", "TASK", "SESSION", "REPEAT", "DAY", "STATUS")
WHOLE_PLAN: Final = "plan"
ONCE: Final = "once"


def _said(todo: Any) -> Said:
    """What a task says of itself; a program that only counts percents is understood too."""
    text = str(todo.get("STATUS", "")).upper()
    if text in {Said.DONE.value, Said.CANCELLED.value}:
        return Said(text)
    done = "COMPLETED" in todo or str(todo.get("PERCENT-COMPLETE", "")) == "100"
    return Said.DONE if done and not text else Said.OPEN


def _done_on(todo: Any) -> date | None:
    """The day on which a task was completed, where this machine is."""
    try:
        at = todo.decoded("COMPLETED")
    except (KeyError, ValueError):
        return None
    if isinstance(at, datetime):
        return (at.astimezone() if at.tzinfo else at).date()
    return at if isinstance(at, date) else None


def left_behind(folder: Path) -> Iterator[Path]:
    """The half-written files of a sync that was stopped."""
    return (each for each in folder.glob(f"{MAKING}*.tmp") if each.is_file())
