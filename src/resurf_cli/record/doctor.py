"""Examining a data folder, and putting back what can be proven.

An entry is proven by its checksum, which covers the one before it in its plan. So entries of a damaged file can be told
from what was never written, and a record is made anew of the proven entries of the file and those of the automatic
copies. The damaged file is kept as it is.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from resurf_cli.core.health import (
    DAMAGED,
    FINE,
    GONE,
    KEPT,
    LEFT,
    NONE,
    OPEN,
    UNUSABLE,
    WRONG,
    Copy,
    Found,
    Health,
    Rescue,
)
from resurf_cli.core.photos import PHOTO
from resurf_cli.errors import DamagedRecord, RecordError

from . import backup, schema, store
from .photos import GOING
from .sound import UNSOUND, prove
from .store import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from resurf_cli.core.entry import Entry

    from .store import Record

BESIDE: Final = "damaged-"
"""How the folders begin in which a damaged record is kept."""
LONGEST: Final = 1 << 31
"""How long, in bytes, a damaged file may say it is."""
STILL_WRITTEN: Final = 3600
"""How old, in seconds, something half written must be before it is taken for left over."""

Plans = dict[str, tuple["Entry", ...]]


class Examined(NamedTuple):
    """What was found, and what a record can be made of again."""

    health: Health
    rescued: Snapshot | None


# --- examining -------------------------------------------------------------------------------------------------------


def examine(record: Record, folder: Path, seen: Callable[[], None] = lambda: None) -> Examined:
    """Look at everything in a data folder; nothing is changed. ``seen`` is called after each copy and photograph."""
    state, words, snapshot = _state(record)
    copies = []
    for path in _copy_files(record):
        copies.append((path, *_copy(path)))
        seen()
    if state == NONE and copies:
        state, words = GONE, f"There is no record in {folder}, but there are copies of one."
    rescued = rescue = None
    if state in {DAMAGED, GONE}:
        rescued, rescue = _rescue(record, [(path.name, found) for path, _, found in copies if found])
    plans = (snapshot or rescued or Snapshot("", 0, {})).plans
    found = (*_modes(folder), *_pictures(folder, plans, seen), *_left(folder, plans))
    entries = sum(map(len, snapshot.plans.values())) if snapshot else 0
    listed = tuple(each for _, each, _ in copies)
    number = len(snapshot.plans) if snapshot else 0
    return Examined(Health(str(folder), state, words, number, entries, listed, found, rescue), rescued)


def _state(record: Record) -> tuple[str, str, Snapshot | None]:
    try:
        snapshot = record.snapshot()
        record.check()
        for entries in snapshot.plans.values():
            prove(entries)
    except DamagedRecord as error:
        return DAMAGED, str(error).partition(" resurf doctor looks")[0], None  # here it is looking
    except RecordError as error:
        return UNUSABLE, str(error), None
    except UNSOUND:
        return DAMAGED, f"What the record {record.path} holds comes to no plan.", None
    return (FINE if snapshot.last or record.path.exists() else NONE), "", snapshot


def _copy_files(record: Record) -> list[Path]:
    """The automatic copies, the latest first."""
    files = record.backups.glob("resurf-*.sqlite3") if record.backups.is_dir() else ()
    return sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def _copy(path: Path) -> tuple[Copy, Snapshot | None]:
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        snapshot = store.snapshot_of(path)
    except schema.NewerError:
        return Copy(path.name, made, None, "it was made by a newer resurf"), None
    except (OSError, sqlite3.Error, schema.NotARecordError, schema.DamagedError):
        return Copy(path.name, made, None, "it cannot be read"), None
    return Copy(path.name, made, sum(map(len, snapshot.plans.values()))), snapshot


# --- what can be put back --------------------------------------------------------------------------------------------


def _rescue(record: Record, copies: Sequence[tuple[str, Snapshot]]) -> tuple[Snapshot | None, Rescue | None]:
    """The record made of what the file still proves and of the copies that agree with it, the latest first."""
    identity, last, proven = _proven(record.path)
    known = dict(proven)
    used = []
    for name, copy in copies:
        theirs = {each.seq: each for entries in copy.plans.values() for each in entries}
        if all(known[seq] == each for seq, each in theirs.items() if seq in known):
            used += [name] if theirs.keys() - known.keys() else []
            known = {**theirs, **known}
            last, identity = max(last, copy.last), identity or copy.identity
    plans = _whole(known.values())
    if not plans:
        return None, None
    kept = {each.seq for entries in plans.values() for each in entries}
    from_file = len(kept & proven.keys() - {seq for _, copy in copies for seq in _numbers(copy)})
    last = max(last, *kept)
    lost = tuple(seq for seq in range(1, last + 1) if seq not in kept)
    snapshot = Snapshot(identity or os.urandom(16).hex(), last, plans)
    latest = max(known[seq].day for seq in kept)
    return snapshot, Rescue(len(kept), tuple(plans), latest, from_file, lost, tuple(used))


def _numbers(copy: Snapshot) -> Iterator[int]:
    return (each.seq for entries in copy.plans.values() for each in entries)


def _whole(entries: Iterable[Entry]) -> Plans:
    """The plans that entries come to; one whose first entry is not there cannot be made again."""
    plans: dict[str, list[Entry]] = {}
    for each in sorted(entries, key=lambda each: each.seq):
        plans.setdefault(each.plan, []).append(each)
    whole: Plans = {}
    for plan, mine in sorted(plans.items()):
        with suppress(*UNSOUND):
            prove(mine)
            whole[plan] = tuple(mine)
    return whole


def _proven(path: Path) -> tuple[str, int, dict[int, Entry]]:
    """What a damaged file still says of itself: its id, the last number given, and the entries that are proven.

    The first two count where the seal holds. Whatever is tried, it is tried in memory.
    """
    content = path.read_bytes() if path.is_file() else b""
    if not content:
        return "", 0, {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        try:
            connection.deserialize(_padded(content))
            entries = schema.proven(connection)
        except sqlite3.Error:
            return "", 0, {}
        try:
            found = schema.heads(connection)
        except (sqlite3.Error, ValueError, schema.NotARecordError, schema.NewerError, schema.DamagedError):
            return "", 0, entries
        return found.record, found.last, entries


def _padded(content: bytes) -> bytes:
    """A file that was cut short as long as it says it is: SQLite reads nothing of a shorter one."""
    size = int.from_bytes(content[16:18], "big") * int.from_bytes(content[28:32], "big")
    return content.ljust(size, b"\x00") if size <= LONGEST else content


# --- beside the record -----------------------------------------------------------------------------------------------


def _modes(folder: Path) -> Iterator[Found]:
    """Files that others may read."""
    if not folder.is_dir():
        return
    for path in (folder, *sorted(folder.rglob("*"))):
        with suppress(OSError):
            if any(part.startswith(backup.MAKING) for part in path.relative_to(folder).parts):
                continue  # it goes as a whole
            if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077:
                text = "others on this machine can read it" if path.is_file() else "others on this machine can look in"
                yield Found(OPEN, _below(path, folder), text, mendable=True)


def _below(path: Path, folder: Path) -> str:
    return "." if path == folder else path.relative_to(folder).as_posix()


def _pictures(folder: Path, plans: Mapping[str, Sequence[Entry]], seen: Callable[[], None]) -> Iterator[Found]:
    """Photographs that are recorded and missing or damaged, and files that no entry names."""
    named: set[str] = set()
    for plan, entries in plans.items():
        for each in (each for entry in entries if entry.kind == PHOTO for each in entry.data["photos"]):
            for file, checksum in ((each["file"], each["sha256"]), (each["small"], each["small_sha256"])):
                path = folder / "photos" / plan / file
                named.add(f"{plan}/{file}")
                if not path.is_file():
                    yield Found(WRONG, _below(path, folder), "this photograph is missing; a backup may have it")
                elif sha256(path.read_bytes()).hexdigest() != checksum:
                    yield Found(WRONG, _below(path, folder), "this photograph is damaged; a backup may have it whole")
                seen()
    for path in sorted((folder / "photos").glob("*/*")):
        inside = path.relative_to(folder / "photos").as_posix()
        if path.is_file() and inside not in named and not path.name.endswith(".new") and GOING not in inside:
            yield Found(
                LEFT, _below(path, folder), "no entry of the record names this photograph: look at it, delete it"
            )


def _left(folder: Path, plans: Mapping[str, object]) -> Iterator[Found]:
    """What commands that were killed left, and what restoring and repairing kept."""
    for path in sorted(folder.glob(f"{backup.MAKING}*")):
        yield Found(LEFT, _below(path, folder), "half of a restore that was stopped", mendable=_is_old(path))
    for pattern in ("*.new", "backups/*.new", "photos/*/*.new"):
        for path in sorted(folder.glob(pattern)):
            yield Found(
                LEFT, _below(path, folder), "half written by a command that was stopped", mendable=_is_old(path)
            )
    for path in sorted(folder.glob(f"photos/*{GOING}")):
        plan = path.name.removesuffix(GOING)
        words = "photographs of a plan that was being deleted" if plan not in plans else "photographs to be put back"
        yield Found(LEFT, _below(path, folder), words, mendable=_is_old(path))
    for path in sorted((*folder.glob(f"{backup.KEPT}*"), *folder.glob(f"{BESIDE}*"))):
        what = "what was there before a restore" if path.name.startswith(backup.KEPT) else "a damaged record"
        yield Found(KEPT, _below(path, folder), f"{what}, kept until you delete it")


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > STILL_WRITTEN


# --- repairing -------------------------------------------------------------------------------------------------------


def repair(record: Record, folder: Path, found: Examined, clock: datetime) -> Path | None:
    """Put back and clear away what an examination says; where the damaged file is kept, or None where there was none.

    Raises:
        RecordError: the folder cannot be written; the damaged file is where it was.
    """
    try:
        kept = _put_back(record, folder, found.rescued, clock) if found.rescued else None
        known = found.rescued or (record.snapshot() if found.health.state == FINE else None)
        plans = known.plans if known else None  # where no plan is known, no photograph is taken for left over
        for each in found.health.found:
            if each.mendable:
                _mend(folder / each.path, plans)
    except (OSError, sqlite3.Error) as error:
        raise RecordError(
            f"The data folder {folder} cannot be written: {error}. The files in it are as they were."
        ) from error
    return kept


def _put_back(record: Record, folder: Path, rescued: Snapshot, clock: datetime) -> Path | None:
    making = folder / f"{backup.MAKING}{os.urandom(4).hex()}"
    store.make_folder(making)
    try:
        with record.held():
            rescued = examine(record, folder).rescued or rescued  # with what was written since
            record.made_of(making, rescued.identity, rescued.last, rescued.plans)
            kept = _keep_damaged(record.path, folder, clock)
            record.replace_with(making / record.path.name)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return kept


def _keep_damaged(path: Path, folder: Path, clock: datetime) -> Path | None:
    there = [each for each in (path, path.with_name(f"{path.name}-journal")) if os.path.lexists(each)]
    if not there:
        return None
    kept = folder / f"{BESIDE}{clock:%Y%m%d-%H%M%S}-{os.urandom(2).hex()}"
    store.make_folder(kept)
    for each in there:
        shutil.copy2(each, kept / each.name, follow_symlinks=False)
    return kept


def _mend(path: Path, plans: Mapping[str, object] | None) -> None:
    plan = path.name.removesuffix(GOING)
    if path.name.endswith(GOING) and (plans is None or plan in plans):
        if plans is not None and not path.with_name(plan).exists():
            path.replace(path.with_name(plan))
    elif path.name.endswith((".new", GOING)) or path.name.startswith(backup.MAKING):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    elif path.exists():  # a file that was half written may be gone by now
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)
