"""The whole record as one archive that can be read without resurf, and back again.

A ZIP: ``README.txt`` for people, ``manifest.json`` with the version and a checksum of every file, ``plans/ID.jsonl``
with an entry a line in the order written, and the own checklists and photographs as they are. The same record gives
the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from resurf_cli.core.entry import Entry
from resurf_cli.core.photos import PHOTO
from resurf_cli.core.plan import NEW
from resurf_cli.core.values import frozen
from resurf_cli.errors import RecordError

from .sound import UNSOUND, prove
from .store import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .store import Record, Snapshot

FORMAT: Final = "resurf-backup"
VERSION: Final = 1
FOLDERS: Final = ("checklists", "photos")
"""What lies beside the record and belongs to it."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
MOST_FILES: Final = 100_000
LARGEST: Final = 1 << 30
"""How many files an archive has at most, and how many bytes one of them."""
CHUNK: Final = 1 << 20
MAKING: Final = ".restore-"
KEPT: Final = "before-restore-"
"""How the folders begin in which a restored record is made, and in which the one before it is kept."""
_NAME: Final = re.compile(r"(plans/[^/\\]+\.jsonl|(checklists|photos)(/[^/\\]+)+|README\.txt)")
README: Final = """\
This is a backup of resurf, a care companion for laser skin resurfacing.

plans/ID.jsonl    what was recorded for a plan: one JSON object a line, in the order it was written.
                  The first line holds the checklist and the dates the plan was made from, the others the changes.
checklists/       checklists of your own.
photos/PLAN/      photographs, as JPEG. The lines of kind "photo" say of which day and place.
manifest.json     the size and the SHA-256 checksum of every file here.

resurf restore FILE puts it back. It is not encrypted: whoever has this file can read it.
"""


@frozen
class Contents:
    """What is in an archive; ``missing`` are photographs of the record whose files were not there."""

    plans: int
    entries: int
    checklists: int
    photos: int
    missing: tuple[str, ...] = ()


# --- out -------------------------------------------------------------------------------------------------------------


def write(record: Record, folder: Path, stream: IO[bytes], seen: Callable[[], None] = lambda: None) -> Contents:
    """Write everything of a data folder as an archive.

    Raises:
        RecordError: the record is damaged, or a file beside it cannot be read.
    """
    found = record.snapshot()
    files = {f"plans/{plan}.jsonl": _lines(entries) for plan, entries in found.plans.items()}
    beside = dict(_beside(folder))
    listed = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted({**files, "README.txt": README.encode()}.items()):
            listed.append(_put(archive, name, content))
        for name, path in sorted(beside.items()):
            try:
                listed.append(_put(archive, name, path.read_bytes(), packed=False))
            except OSError as error:
                raise RecordError(f"{path} cannot be read: {error.strerror}. Nothing was written.") from None
            seen()
        head = {"format": FORMAT, "version": VERSION, "record": found.identity, "last": found.last, "files": listed}
        _put(archive, "manifest.json", json.dumps(head, indent=1, ensure_ascii=True).encode())
    return _contents(found, tuple(beside))


def _contents(found: Snapshot, names: tuple[str, ...]) -> Contents:
    wanted = [
        f"photos/{plan}/{each[kind]}"
        for plan, entries in found.plans.items()
        for entry in entries
        if entry.kind == PHOTO
        for each in entry.data["photos"]
        for kind in ("file", "small")
    ]
    missing = tuple(name for name in wanted if name not in names)
    return _counted(found.plans, names, missing)


def _counted(plans: Mapping[str, tuple[Entry, ...]], names: Sequence[str], missing: tuple[str, ...] = ()) -> Contents:
    checklists, photos = ([name for name in names if name.startswith(f"{folder}/")] for folder in FOLDERS)
    entries = sum(len(each) for each in plans.values())
    return Contents(len(plans), entries, len(checklists), len(photos), missing)


def _lines(entries: tuple[Entry, ...]) -> bytes:
    lines = (
        {"seq": each.seq, "kind": each.kind, "day": each.day.isoformat(), "at": each.at.isoformat(), "data": each.data}
        for each in entries
    )
    return "".join(f"{json.dumps(line, ensure_ascii=True)}\n" for line in lines).encode()


def _beside(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files beside the record that belong to it; none that is half written or on its way out."""
    for name in FOLDERS:
        for path in (folder / name).rglob("*"):
            inside = path.relative_to(folder).as_posix()
            going = any(part.endswith((".new", ".going")) for part in path.parts)
            if path.is_file() and not path.is_symlink() and not going and _NAME.fullmatch(inside):
                yield inside, path


def _put(archive: zipfile.ZipFile, name: str, content: bytes, *, packed: bool = True) -> dict[str, Any]:
    member = zipfile.ZipInfo(name, EPOCH)
    member.create_system, member.external_attr = 3, 0o600 << 16
    member.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    archive.writestr(member, content)
    return {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}


# --- in --------------------------------------------------------------------------------------------------------------


class Backup:
    """An archive that was checked as a whole: version, names, sizes, checksums, and that every plan can be replayed."""

    def __init__(self, path: Path, seen: Callable[[], None] = lambda: None) -> None:
        """Read and check an archive; nothing else is touched.

        Raises:
            RecordError: it is none, is damaged, or was made by a newer resurf.
        """
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self._head = _manifest(archive)
                self._files = _listed(self._head, archive)
                for name in self._files:
                    self._check(archive, name)
                    seen()
                self.plans = dict(self._plans(archive))
            self.identity, self.last = str(self._head["record"]), int(self._head["last"])
            _replayed(self.plans, self.last)
        except _NewerError:
            raise RecordError(
                f"{path} was made by a newer resurf. Nothing was changed. Update resurf, then try again."
            ) from None
        except OSError as error:
            raise RecordError(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from None
        except _DAMAGE as error:
            raise RecordError(
                f"{path} is no backup of resurf, or is damaged. Nothing was changed. Try an older backup."
            ) from error

    def _check(self, archive: zipfile.ZipFile, name: str) -> None:
        found, size = sha256(), 0
        with archive.open(name) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > self._files[name]["size"]:
                    raise _BrokenError
                found.update(chunk)
        if (size, found.hexdigest()) != (self._files[name]["size"], self._files[name]["sha256"]):
            raise _BrokenError

    def _plans(self, archive: zipfile.ZipFile) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        for name in sorted(each for each in self._files if each.startswith("plans/")):
            plan = name.removeprefix("plans/").removesuffix(".jsonl")
            yield plan, tuple(_entry(plan, json.loads(line)) for line in archive.read(name).decode().splitlines())

    def extract(self, folder: Path) -> None:
        """Write what lies beside the record into a folder."""
        with zipfile.ZipFile(self.path) as archive:
            for name in self._files:
                if name.split("/")[0] in FOLDERS:
                    path = folder / name
                    make_folder(path.parent)
                    with archive.open(name) as source, _private(path) as target:
                        shutil.copyfileobj(source, target, CHUNK)

    @property
    def contents(self) -> Contents:
        """What is in it."""
        return _counted(self.plans, list(self._files))


class _BrokenError(Exception):
    """An archive is not what its manifest says."""


class _NewerError(Exception):
    """An archive of a version that this program does not know."""


_DAMAGE: Final = (
    _BrokenError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, MemoryError, *UNSOUND,
)  # fmt: skip


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    if archive.getinfo("manifest.json").file_size > LARGEST >> 4:
        raise _BrokenError
    head: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if head["format"] != FORMAT or type(head["version"]) is not int or head["version"] < 1:
        raise _BrokenError
    if head["version"] > VERSION:
        raise _NewerError
    return head


def _listed(head: Mapping[str, Any], archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    """The files of the manifest: just those that are in the archive, each once, with a name that stays inside."""
    files = {each["name"]: each for each in head["files"]}
    names = [each.filename for each in archive.infolist()]
    apart = {name.casefold() for name in names}
    if len(apart) != len(names) or set(names) != {*files, "manifest.json"} or len(names) > MOST_FILES:
        raise _BrokenError
    for name, each in files.items():
        member = archive.getinfo(name)
        inside = _NAME.fullmatch(name) and not {"", ".", ".."} & set(name.split("/"))
        if not inside or member.flag_bits & 1 or member.file_size != each["size"] or each["size"] > LARGEST:
            raise _BrokenError
    return files


def _entry(plan: str, line: Mapping[str, Any]) -> Entry:
    day, at = date.fromisoformat(line["day"]), datetime.fromisoformat(line["at"])
    if type(line["seq"]) is not int or type(line["data"]) is not dict or at.utcoffset() is None:
        raise _BrokenError
    return Entry(line["seq"], plan, str(line["kind"]), day, at, line["data"])


def _replayed(plans: Mapping[str, tuple[Entry, ...]], last: int) -> None:
    """That the numbers of entries are those of a record, and that each plan comes to something."""
    numbers = [each.seq for entries in plans.values() for each in entries]
    if len(set(numbers)) != len(numbers) or any(not 0 < number <= last for number in numbers):
        raise _BrokenError
    for entries in plans.values():
        in_order = [each.seq for each in entries]
        if not entries or entries[0].kind != NEW or in_order != sorted(in_order):
            raise _BrokenError
        prove(entries)


# --- back ------------------------------------------------------------------------------------------------------------


def restore(backup: Backup, record: Record, folder: Path, clock: datetime) -> Path | None:
    """Put a checked archive in the place of a data folder; where the old one is kept, or None where there was none.

    The old files are kept first, the new ones written beside them, and then the record is replaced in one step: stopped
    before it, the old record is there whole; after it, the new one.

    Raises:
        RecordError: the folder cannot be written; the old record is as it was.
    """
    try:
        make_folder(folder)
        making = Path(tempfile.mkdtemp(prefix=MAKING, dir=folder))
        making.chmod(0o700)  # whatever the umask took
        try:
            record.made_of(making, backup.identity, backup.last, backup.plans)
            backup.extract(making)
            with record.held():
                kept = _keep(record.path, folder, clock)
                new = _move_in(making, folder)
                record.replace_with(making / record.path.name)
                _sweep(folder, new)
                take_away_halves(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    except (OSError, sqlite3.Error) as error:
        raise RecordError(
            f"The data folder {folder} cannot be written: {error}. The old record is as it was."
        ) from error
    return kept


def _keep(record: Path, folder: Path, clock: datetime) -> Path | None:
    """Keep all that is there under another name."""
    journal = record.with_name(f"{record.name}-journal")
    there = [path for path in (record, journal, *(folder / name for name in FOLDERS)) if path.exists()]
    if not there:
        return None
    kept = folder / f"{KEPT}{clock:%Y%m%d-%H%M%S}-{os.urandom(2).hex()}"
    make_folder(kept)
    for path in there:
        if path.is_dir():
            shutil.copytree(path, kept / path.name, symlinks=True)
        else:
            shutil.copy2(path, kept / path.name)
    return kept


def _move_in(making: Path, folder: Path) -> set[Path]:
    moved = set()
    for name in FOLDERS:
        for path in sorted((making / name).rglob("*")):
            if path.is_file():
                target = folder / path.relative_to(making)
                make_folder(target.parent)
                path.replace(target)
                moved.add(target)
    return moved


def _sweep(folder: Path, new: set[Path]) -> None:
    """Take away what was beside the old record, which is kept: a restored folder is what its backup says."""
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*"), reverse=True):
            with suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    path.rmdir()  # only where nothing is left in it
                elif path not in new:
                    path.unlink()


def take_away_halves(folder: Path) -> None:
    """Delete what a restore that was killed had begun to make; one that goes on meanwhile fails and changes nothing."""
    for path in folder.glob(f"{MAKING}*"):
        shutil.rmtree(path, ignore_errors=True)


def kept_before(folder: Path) -> list[Path]:
    """The folders that hold what was there before a restore."""
    return sorted(folder.glob(f"{KEPT}*"))


def _private(path: Path) -> IO[bytes]:
    number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    path.chmod(0o600)  # whatever the umask took
    return os.fdopen(number, "wb")
