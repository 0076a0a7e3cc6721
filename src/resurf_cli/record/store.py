"""The file of the record: made, opened, locked, copied, and what is said when any of that fails.

Reading opens the file read-only. Writing takes SQLite's write lock first (BEGIN IMMEDIATE), so that two
commands at the same moment wait for each other, and is on the disk when it returns (journal_mode DELETE,
synchronous FULL).

Copies are made in ``backups/``: before the first change of a day, seven of them kept, and before a migration.
One of a day that fails is left out without a word: it must never cost a change the person has just made. One
before a migration that fails stops the migration.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from resurf_cli.errors import DamagedRecord, RecordError
from resurf_cli.record import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from resurf_cli.core.entry import Entry

DAILY_COPIES = 7


class Kept(NamedTuple):
    """A plan the record knows.

    ``used`` is the number of its latest ``new`` or ``use`` entry (0 without one); ``ended`` says that its
    latest ``end`` is later than its latest ``reopen``.
    """

    id: str
    used: int
    ended: bool


class Snapshot(NamedTuple):
    """All of a record at one moment: its id, the last number given, and the entries of each plan."""

    identity: str
    last: int
    plans: Mapping[str, tuple[Entry, ...]]


class Recent(NamedTuple):
    """A plan from its checkpoint on: the entries that one names, what it holds, those after it, and its portions.

    ``state`` is None where there is no checkpoint yet: ``entries`` are all then. What is called can be read as long as
    the record is open.
    """

    named: Callable[[], tuple[Entry, ...]]
    state: Mapping[str, Any] | None
    entries: tuple[Entry, ...]
    portion: Callable[[str], Mapping[str, Any]]


class Reading:
    """The record at one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection inside its transaction."""
        self._connection = connection

    def plans(self) -> tuple[Kept, ...]:
        """Return the plans in the order they were last used."""
        return _kept(schema.heads(self._connection))

    def identity(self) -> str:
        """Return the record's own id."""
        return schema.heads(self._connection).record

    def entries(self, plan: str) -> tuple[Entry, ...]:
        """Return all entries of ``plan`` in the order they were written; none when there is no such plan."""
        return schema.entries(self._connection, schema.heads(self._connection).head(plan))

    def recent(self, plan: str) -> Recent:
        """Return ``plan`` from its checkpoint on."""
        found = schema.checkpoint(self._connection, schema.heads(self._connection).head(plan))
        if found is None:
            return Recent(tuple, None, self.entries(plan), lambda _: {})
        return Recent(
            lambda: schema.named(self._connection, plan, found),
            found.state,
            found.tail,
            lambda name: schema.portion(self._connection, plan, found, name),
        )


class Writing(Reading):
    """A change under way: nobody else can write until it is over. What is read is with what was appended here."""

    def __init__(self, connection: sqlite3.Connection, copy_of_day: Callable[[date], None]) -> None:
        """Take a connection inside its transaction, and what copies the record before the first entry."""
        super().__init__(connection)
        self._copy_of_day = copy_of_day
        self._first = True

    def append(self, plan: str, kind: str, day: date, at: datetime, data: Mapping[str, Any]) -> Entry:
        """Add an entry and return it as it will be read; it is kept once the change is over.

        Raises:
            ValueError: ``at`` has no zone, or ``data`` holds a number that JSON has no word for.
            TypeError: ``data`` is not plain JSON.
        """
        _refuse_what_is_no_text(plan, kind)
        if self._first and schema.heads(self._connection).last:
            self._copy_of_day(day)
        self._first = False
        return schema.append(self._connection, plan, kind, day, at, data)

    def keep(
        self,
        plan: str,
        seq: int,
        named: Sequence[int],
        state: Mapping[str, Any],
        portions: Mapping[str, Mapping[str, Any]],
    ) -> None:
        """Keep a checkpoint of ``plan`` up to an entry, by the numbers of the entries it names."""
        schema.keep(self._connection, plan, seq, named, state, portions)


class Record:
    """What a person did, in the file ``resurf.sqlite3`` of a data folder.

    Every method raises ``RecordError`` when the file or folder cannot be used, is damaged, is newer than this
    program, or is written by another one for longer than ``timeout`` seconds. Then nothing was changed.
    """

    def __init__(self, folder: Path, *, timeout: float = 5.0) -> None:
        """Name the folder; nothing is touched."""
        self._folder = folder
        self._timeout = timeout
        self.damaged = False
        """Whether no copy of the day was made, because a part of the record that the change did not need is damaged."""

    @property
    def path(self) -> Path:
        """Where the record is, or will be."""
        return self._folder / "resurf.sqlite3"

    @property
    def backups(self) -> Path:
        """Where the automatic copies are, or will be."""
        return self._folder / "backups"

    @contextmanager
    def reading(self) -> Iterator[Reading | None]:
        """Hold the record at one moment; None when there is no record yet."""
        if not self._exists():
            yield None
            return
        with self._reading() as connection:
            yield Reading(connection)

    def plans(self) -> tuple[Kept, ...]:
        """Return the plans in the order they were last used; none when there is no record yet."""
        with self.reading() as reading:
            return reading.plans() if reading else ()

    def identity(self) -> str:
        """Return the record's own id, by which what it gave to other programs is known as its; empty without a record.

        It stays the same for as long as the record lives, also in a copy that is put in its place elsewhere.
        """
        with self.reading() as reading:
            return reading.identity() if reading else ""

    def entries(self, plan: str) -> tuple[Entry, ...]:
        """Return all entries of ``plan`` in the order they were written; none when there is no such plan."""
        with self.reading() as reading:
            return reading.entries(plan) if reading else ()

    def snapshot(self) -> Snapshot:
        """Return everything, as it is at one moment; nothing when there is no record yet."""
        if not self._exists():
            return Snapshot("", 0, {})
        with self._reading() as connection:
            return _snapshot(connection)

    def check(self) -> None:
        """Read all of it, also what no page needs: the checkpoints, and SQLite's own order."""
        if self._exists():
            with self._reading() as connection:
                schema.check(connection)

    def made_of(self, folder: Path, identity: str, last: int, plans: Mapping[str, tuple[Entry, ...]]) -> None:
        """Make another record of entries in a folder, with their numbers, and look that it says the same."""
        made = Record(folder)
        made._make()
        with closing(_connection(made.path, "rw", 0)) as connection, _transaction(connection):
            schema.fill(connection, identity, last, plans)
        if made.snapshot() != Snapshot(identity, last, plans):
            raise RecordError("The restored record does not say what the backup says. Nothing was changed.")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the record against others who write; one that cannot be opened nobody writes to."""
        with ExitStack() as stack:
            with suppress(RecordError):
                if self._exists():
                    stack.enter_context(self.writing())
            yield

    def replace_with(self, file: Path) -> None:
        """Put another record in the place of this one, in one step; only while it is held."""
        self.path.with_name(self.path.name + "-journal").unlink(missing_ok=True)
        file.replace(self.path)
        _sync_folder(self._folder)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Hold the record for a change: kept as a whole at the end, taken back as a whole on any exception.

        Makes the folder and the record when they are missing.
        """
        if not self._exists():
            self._make()
        with self._explained(), self._open_to_write() as connection, _transaction(connection):
            yield Writing(connection, self._copy_of_day)

    def erase(self, plan: str) -> None:
        """Take ``plan`` out of the record and of the automatic copies: its words are in none of these files.

        Raises:
            RecordError: also when it is out of the record, but a copy could not be read and may still hold
                it; the text names that copy.
        """
        if not self._exists():
            return
        with self._explained_with_files(), self._open_to_write() as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()  # kept from DELETE to VACUUM
            with _transaction(connection):
                schema.erase(connection, plan)
                left = self._copies_left_with(plan)  # under the lock: no copy can be made meanwhile
            packed = _packed(connection)
        if not packed:
            raise RecordError(
                f"The plan {plan} is erased, but {self.path} could not be packed afterwards: words of the plan"
                " may still be found in that file. Make room on the disk: the next plan delete packs it."
            )
        if left:
            names = "\n".join(f"  {copy}" for copy in left)
            raise RecordError(
                f"The plan {plan} is erased from the record, but these automatic copies cannot be read and"
                f" may still hold it:\n{names}\nDelete these files yourself if nothing of the plan is to stay."
            )

    def _exists(self) -> bool:
        with self._explained_with_files():
            try:
                link = os.lstat(self.path)
            except FileNotFoundError:
                return False
            _refuse_what_is_no_record(self.path, link)
        return True

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._explained():
            self._take_back_what_was_interrupted()
            with closing(self._connection("ro")) as connection:
                connection.execute("BEGIN")
                if schema.version(connection) == len(schema.MIGRATIONS):
                    yield connection
                else:
                    with _migrated_in_memory(connection) as copy:
                        yield copy

    def _take_back_what_was_interrupted(self) -> None:
        # A command that was killed leaves its journal; SQLite takes the half change back as soon as somebody
        # who may write looks at the file, and cannot be read through a read-only connection before that.
        file = self.path.resolve()
        if file.with_name(f"{file.name}-journal").exists():
            with closing(self._connection("rw")) as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    @contextmanager
    def _open_to_write(self) -> Iterator[sqlite3.Connection]:
        with suppress(OSError):  # somebody else's file that we may write is theirs to close
            _keep_from_others(self.path)
        with closing(self._connection("rw")) as connection:
            if schema.version(connection) < len(schema.MIGRATIONS):
                with self._explained_with_files(), _transaction(connection):
                    self._copy(f"resurf-before-version-{len(schema.MIGRATIONS)}.sqlite3")
                    schema.migrate(connection)
            yield connection

    def _connection(self, mode: str) -> sqlite3.Connection:
        return _connection(self.path, mode, self._timeout)

    def _make(self) -> None:
        with self._explained_with_files():
            make_folder(self._folder)
            self._refuse_journal_without_record()
            making = self.path.with_name(f"{self.path.name}.{os.urandom(8).hex()}.new")
            with _new_file(making):
                with closing(_connection(making, "rw", 0)) as connection, _transaction(connection):
                    schema.make(connection)
                _move_unless_there(making, self.path)
            _sync_folder(self._folder)

    def _refuse_journal_without_record(self) -> None:
        # SQLite would play it into the new file. The journal is looked for first: one that another first
        # command has just begun lies beside its record.
        journal = self.path.with_name(self.path.name + "-journal")
        if journal.exists() and not self.path.exists():
            raise RecordError(
                f"The record {self.path} was moved or deleted while a change was half made:"
                f" only {journal.name} is left. Put the record back beside it, or move that file away to start anew."
            )

    def _copy_of_day(self, day: date) -> None:
        name = f"resurf-{day.isoformat()}.sqlite3"
        with suppress(OSError, sqlite3.Error, *_UNREADABLE):
            if not (self.backups / name).exists():
                try:
                    self._copy(name)
                except schema.DamagedError:
                    self.damaged = True
                    raise
                self._thin_out_copies()

    def _copy(self, name: str) -> None:
        """Copy what is in the record now; checked before it counts. Only under the write lock."""
        make_folder(self.backups)
        making = self.backups / f"{name}.new"
        making.unlink(missing_ok=True)  # of a command that was killed: nobody else is here now
        with _new_file(making):
            with closing(self._connection("ro")) as source, closing(_connection(making, "rw", 0)) as target:
                source.backup(target)
                schema.check(target)
            making.replace(self.backups / name)
        _sync_folder(self.backups)

    def _thin_out_copies(self) -> None:
        # By when they were made, not by name: a clock once set to 2099 must not hold all the places.
        copies = sorted(self.backups.glob("resurf-????-??-??.sqlite3"), key=_time_made)
        for copy in copies[:-DAILY_COPIES]:
            copy.unlink()

    def _copies_left_with(self, plan: str) -> list[Path]:
        if not self.backups.exists():
            return []
        files = sorted(self.backups.iterdir())  # not glob, which takes a folder it may not read for empty
        for file in files:
            if ".sqlite3.new" in file.name:  # half made by a command that was killed
                file.unlink()
        return [file for file in files if file.match("resurf-*.sqlite3") and not _erased_from(file, plan)]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise  # our own mistake, not the file's
        except (sqlite3.Error, *_UNREADABLE) as error:
            words = _words(error)
            kind = DamagedRecord if words in {_DAMAGED, _NOT_A_RECORD} else RecordError
            raise kind(words.format(path=self.path)) from error

    @contextmanager
    def _explained_with_files(self) -> Iterator[None]:
        # Not around what a caller does while writing: a file of theirs that fails is not the record's fault.
        try:
            with self._explained():
                yield
        except OSError as error:
            raise RecordError(
                f"The data folder {self._folder} cannot be used: {error.strerror} ({error.filename})."
                " Nothing was changed. Check that it is a folder of yours, or name another with --data-dir."
            ) from error


_UNREADABLE = (schema.NotARecordError, schema.NewerError, schema.DamagedError)

_NOT_A_RECORD = (
    "{path} is not a record of resurf. Nothing was changed. resurf doctor looks what can be put back in its place;"
    " it keeps that file."
)
_NEWER = "The record {path} was made by a newer resurf. Nothing was changed. Update resurf, then try again."
_DAMAGED = (
    "The record {path} is damaged. Nothing was changed. resurf doctor looks what can be put back, from that file and"
    " from the automatic copies; it keeps that file."
)
_LOCKED = "Another resurf is writing to the record {path}. Nothing was changed. Try again in a moment."
_NO_ACCESS = (
    "The record {path} cannot be opened or written. Nothing was changed. Check that the file and its folder"
    " are yours and that you may write there, then try again."
)
_FULL = "The disk is full: the record {path} cannot be written. Nothing was changed. Make room, then try again."
_DISK = (
    "The disk failed while the record {path} was read or written. Nothing was changed. Check the disk and its"
    " free space, then try again."
)

# By how SQLite's name of the error begins (sqlite.org/rescode.html); what is not here is damage: a table or
# column that is gone, a text that cannot be decoded.
_WORDS = {
    "SQLITE_NOTADB": _NOT_A_RECORD,
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_READONLY": _NO_ACCESS,
    "SQLITE_CANTOPEN": _NO_ACCESS,
    "SQLITE_PERM": _NO_ACCESS,
    "SQLITE_AUTH": _NO_ACCESS,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": _DISK,
}


def _words(error: Exception) -> str:
    if isinstance(error, schema.NotARecordError):
        return _NOT_A_RECORD
    if isinstance(error, schema.NewerError):
        return _NEWER
    name = getattr(error, "sqlite_errorname", "")
    return next((words for start, words in _WORDS.items() if name.startswith(start)), _DAMAGED)


def _snapshot(connection: sqlite3.Connection) -> Snapshot:
    found = schema.heads(connection)
    plans = {head.plan: schema.entries(connection, head) for head in found.of}
    return Snapshot(found.record, found.last, plans)


def snapshot_of(path: Path) -> Snapshot:
    """Return everything in a copy of a record.

    Raises:
        schema.NotARecordError, schema.NewerError, schema.DamagedError, sqlite3.Error: it cannot be read.
    """
    with closing(_connection(path, "ro", 0)) as connection:
        connection.execute("BEGIN")
        if schema.version(connection) == len(schema.MIGRATIONS):
            return _snapshot(connection)
        with _migrated_in_memory(connection) as migrated:
            return _snapshot(migrated)


def _kept(heads: schema.Heads) -> tuple[Kept, ...]:
    kept = (Kept(head.plan, head.used, bool(head.ended)) for head in heads.of)
    return tuple(sorted(kept, key=lambda plan: plan.used))


class _Connection(sqlite3.Connection):
    """Knows damage also where SQLite's own words about it quote bytes that are no text, which Python cannot read."""

    def execute(self, *words: Any) -> sqlite3.Cursor:
        try:
            return super().execute(*words)
        except UnicodeDecodeError as error:
            raise schema.DamagedError from error


def _connection(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    """Open a database that is there: neither ``ro`` nor ``rw`` makes one."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None, factory=_Connection)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing of it in a folder that others share
        if mode == "rw":
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has taken it back already
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _migrated_in_memory(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    # Reading must not write, also not the step to a new version.
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        connection.backup(copy)
        with _transaction(copy):
            schema.migrate(copy)
        yield copy


def _erased_from(copy: Path, plan: str) -> bool:
    try:
        _keep_from_others(copy)
        with closing(_connection(copy, "rw", 0)) as connection:
            with _transaction(connection):
                schema.migrate(connection)
                schema.erase(connection, plan)
            return _packed(connection)
    except (OSError, sqlite3.Error, *_UNREADABLE):
        return False


def _packed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("VACUUM")
    except sqlite3.Error:
        return False
    return True


def _refuse_what_is_no_text(*words: str) -> None:
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError as error:
            raise RecordError(
                f"{word!r} cannot be kept: it holds a letter that is not valid. Nothing was changed. Write it anew."
            ) from error


def _refuse_what_is_no_record(path: Path, link: os.stat_result) -> None:
    file = link
    if stat.S_ISLNK(link.st_mode):
        file = _target(path)
    if not stat.S_ISREG(file.st_mode):
        raise RecordError(f"{path} is not a file: it cannot be the record. Nothing was changed. Move it away.")
    if file.st_size == 0:
        raise DamagedRecord(
            f"{path} is empty: it is not a record of resurf, which is never empty. Nothing was changed."
            " resurf doctor looks what can be put back from the automatic copies."
        )


def _target(path: Path) -> os.stat_result:
    try:
        file = path.stat()
    except FileNotFoundError:
        raise RecordError(
            f"{path} is a link to {path.readlink()}, which is not there. Nothing was changed."
            " Bring that file back, or remove the link."
        ) from None
    if hasattr(os, "geteuid") and file.st_uid != os.geteuid():
        raise RecordError(
            f"{path} is a link to a file of somebody else's. Nothing was changed. Remove the link, or make"
            " the file yours."
        )
    return file


def _keep_from_others(path: Path) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        path.chmod(mode & 0o700)


def make_folder(folder: Path) -> None:
    """Make a folder, and those it is in, for their owner alone; one that is there stays as it is."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        if not folder.is_dir():  # else another first command made it just now
            raise
    else:
        folder.chmod(0o700)  # whatever the umask took


@contextmanager
def _new_file(path: Path) -> Iterator[None]:
    """Make an empty file only we may read, before SQLite would make one for everybody; gone at the end."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        path.chmod(0o600)  # whatever the umask took
        yield
    finally:
        path.unlink(missing_ok=True)


def _move_unless_there(making: Path, path: Path) -> None:
    """Give the new file its name; when another first command was quicker, its record is the one."""
    try:
        os.link(making, path)
    except FileExistsError:
        return
    except OSError:  # no hard links here, as on FAT: the moment between looking and moving stays open
        if not os.path.lexists(path):
            making.rename(path)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can; the file itself is on the disk
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _time_made(copy: Path) -> tuple[int, str]:
    return copy.stat().st_mtime_ns, copy.name
