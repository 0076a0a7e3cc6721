"""The tables of the record, the checksums that guard them, and the numbered steps that change them.

Every entry carries a SHA-256 over its fields and the checksum before it in its plan. ``plans`` keeps for each
plan how many entries it has and the last checksum; one seal covers ``plans``, the last number given, the id of the
record, and the version. SQLite does not notice every cut or flipped bit; this does, because whatever is read is checked
against the seal.

A checkpoint spares reading all entries of a plan: a row of ``checkpoints`` without a portion, whose checksum is in
``plans``, and one for each portion, whose checksum is in the first. It names entries by number and by a checksum of
what they say; those after it are checked by the chain.

Everything here runs inside a transaction of the caller's. Besides what is said, ``sqlite3.Error`` can come
out of it.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from resurf_cli.core.entry import Entry

# hashlib loads OpenSSL, which takes longer than all the checksums of a day's page; random does the same.
try:
    from _sha2 import sha256  # type: ignore[import-not-found]  # Python 3.12 and later
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]
    except ImportError:
        from hashlib import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

IDENTIFIED = 2
"""From which version on a record has an id of its own."""
WITH_CHECKPOINTS = 3
"""From which version on a plan may have a checkpoint."""
APPLICATION_ID = 0x52535246  # "RSRF", where SQLite lets a program say whose file it is


_NOT_READ = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file ends with."""


class NotARecordError(Exception):
    """A database, but not one that resurf made."""


class NewerError(Exception):
    """A record of a version that this program does not know."""


class DamagedError(Exception):
    """What the record holds is not what was written."""


class Head(NamedTuple):
    """Where the chain of one plan ends; ``checksum`` is empty before the first entry.

    ``kept`` is the number of the last entry of its checkpoint, ``state`` that one's checksum; 0 and empty without one.
    """

    plan: str
    size: int = 0
    checksum: str = ""
    used: int = 0
    ended: int = 0
    kept: int = 0
    state: str = ""

    def after(self, seq: int, kind: str, checksum: str) -> Head:
        """Return the head once one more entry is added."""
        used = seq if kind in {"new", "use"} else self.used
        ended = {"end": 1, "reopen": 0}.get(kind, self.ended)
        return Head(self.plan, self.size + 1, checksum, used, ended, self.kept, self.state)


class Heads(NamedTuple):
    """The heads of all plans, in the order of their ids, and the last number ever given to an entry.

    ``record`` is the record's own id, by which what it gave to other programs is known as its; empty before version 2.
    """

    last: int
    of: tuple[Head, ...]
    record: str = ""

    def head(self, plan: str) -> Head:
        """Return the head of ``plan``, one without entries when it is not in the record."""
        return next((head for head in self.of if head.plan == plan), Head(plan))


def version(connection: sqlite3.Connection) -> int:
    """Return the version of the record, from 1.

    Raises:
        NotARecordError: it is somebody else's database, or one without a version.
        NewerError: it is above the last step known here.
    """
    [found] = connection.execute("PRAGMA application_id").fetchone()
    [number] = connection.execute("PRAGMA user_version").fetchone()
    if found != APPLICATION_ID or number < 1:
        raise NotARecordError
    if number > len(MIGRATIONS):
        raise NewerError
    return int(number)


def heads(connection: sqlite3.Connection) -> Heads:
    """Return what ends where, checked against the seal.

    Raises:
        DamagedError: the seal does not fit, or is not there.
        NotARecordError, NewerError: as ``version`` says.
    """
    number = version(connection)
    found = _unsealed_heads(connection, number)
    seals = connection.execute("SELECT checksum FROM seal").fetchall()
    if seals != [(_seal_of(number, found),)]:
        raise DamagedError
    return found


def entries(connection: sqlite3.Connection, head: Head) -> tuple[Entry, ...]:
    """Return the whole chain that ends in ``head``, every checksum computed again.

    Raises:
        DamagedError: an entry is missing, was changed, or is one too many.
    """
    if not head.size:
        return ()
    rows = connection.execute(
        "SELECT seq, kind, day, at, data, checksum FROM entries WHERE plan = ? ORDER BY seq LIMIT ?",
        (head.plan, head.size + 1),  # a damaged tree can go in circles
    ).fetchall()
    found = _chained(Head(head.plan, kept=head.kept, state=head.state), rows)
    if found != head:
        raise DamagedError
    return tuple(_entry(seq, head.plan, *words) for seq, *words, _ in rows)


def _chained(reached: Head, rows: list[Any]) -> Head:
    for seq, kind, day, at, data, checksum in rows:
        if checksum != _checksum([reached.checksum, seq, reached.plan, kind, day, at, data]):
            raise DamagedError
        reached = reached.after(seq, kind, checksum)
    return reached


class Kept(NamedTuple):
    """A checkpoint as it is kept: the entries it names, each with a checksum, what it holds, the entries after it."""

    named: tuple[tuple[int, str], ...]
    state: Mapping[str, Any]
    tail: tuple[Entry, ...]
    portions: Mapping[str, str]


def checkpoint(connection: sqlite3.Connection, head: Head) -> Kept | None:
    """Return the checkpoint of a plan and what came after it; None without one.

    Raises:
        DamagedError: any of it is not what was written.
    """
    if not head.state:
        return None
    written = _portion(connection, head.plan, "", head.state)
    rows = connection.execute(
        "SELECT seq, kind, day, at, data, checksum FROM entries WHERE plan = ? AND seq > ? ORDER BY seq LIMIT ?",
        (head.plan, head.kept, head.size - written["size"] + 1),
    ).fetchall()
    reached = _chained(Head(head.plan, written["size"], written["checksum"]), rows)
    if (reached.size, reached.checksum) != (head.size, head.checksum):
        raise DamagedError
    named = tuple((seq, checksum) for seq, checksum in written["entries"])
    tail = tuple(_entry(seq, head.plan, *words) for seq, *words, _ in rows)
    return Kept(named, written["state"], tail, written["portions"])


def named(connection: sqlite3.Connection, plan: str, found: Kept) -> tuple[Entry, ...]:
    """Return the entries that a checkpoint names.

    Raises:
        DamagedError: one of them is not what was written.
    """
    return tuple(_named(connection, plan, *each) for each in found.named)


def _named(connection: sqlite3.Connection, plan: str, seq: int, checksum: str) -> Entry:
    rows = connection.execute("SELECT plan, kind, day, at, data FROM entries WHERE seq = ?", (seq,)).fetchall()
    if len(rows) != 1 or rows[0][0] != plan or _checksum([seq, *rows[0]]) != checksum:
        raise DamagedError
    return _entry(seq, *rows[0])


def portion(connection: sqlite3.Connection, plan: str, found: Kept, name: str) -> Mapping[str, Any]:
    """Return a portion of a checkpoint; empty where it has none of that name.

    Raises:
        DamagedError: it is not what was written.
    """
    return _portion(connection, plan, name, found.portions[name]) if name in found.portions else {}


def _portion(connection: sqlite3.Connection, plan: str, name: str, checksum: str) -> Mapping[str, Any]:
    rows = connection.execute("SELECT data FROM checkpoints WHERE plan = ? AND portion = ?", (plan, name)).fetchall()
    if len(rows) != 1 or _checksum([plan, name, rows[0][0]]) != checksum:
        raise DamagedError
    found: Mapping[str, Any] = json.loads(rows[0][0])
    return found


def keep(  # noqa: PLR0913, PLR0917 - the parts of a checkpoint
    connection: sqlite3.Connection,
    plan: str,
    seq: int,
    entries: Sequence[int],
    state: Mapping[str, Any],
    portions: Mapping[str, Mapping[str, Any]],
) -> None:
    """Keep a checkpoint up to an entry; of its portions those that are not what they were in the last one."""
    head = heads(connection).head(plan)
    nothing: Mapping[str, Any] = {"size": 0, "portions": {}}
    before = _portion(connection, plan, "", head.state) if head.state else nothing
    [more] = connection.execute(
        "SELECT count(*) FROM entries WHERE plan = ? AND seq > ? AND seq <= ?", (plan, head.kept, seq)
    ).fetchone()
    written = {
        "size": before["size"] + more,
        "checksum": connection.execute("SELECT checksum FROM entries WHERE seq = ?", (seq,)).fetchone()[0],
        "entries": [[each, _said_by(connection, each)] for each in entries],
        "portions": before["portions"] | {name: _put(connection, plan, name, each) for name, each in portions.items()},
        "state": state,
    }
    checksum = _put(connection, plan, "", written)
    connection.execute("UPDATE plans SET kept = ?, state = ? WHERE id = ?", (seq, checksum, plan))
    _seal(connection)


def _said_by(connection: sqlite3.Connection, seq: int) -> str:
    row = connection.execute("SELECT seq, plan, kind, day, at, data FROM entries WHERE seq = ?", (seq,)).fetchone()
    return _checksum(list(row))


def _put(connection: sqlite3.Connection, plan: str, name: str, found: Mapping[str, Any]) -> str:
    words = _json(found)
    connection.execute("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)", (plan, name, words))
    return _checksum([plan, name, words])


def proven(connection: sqlite3.Connection) -> dict[int, Entry]:
    """Return the entries of a record that may be damaged whose checksum covers the one before them, by their number."""
    found: dict[int, Entry] = {}
    before: dict[object, dict[object, Any]] = {}  # of each plan, the checksums the next may cover, and whose they are
    for row in _rows_left(connection):
        seq, plan, *words, checksum = row
        here: dict[object, Any] = {checksum: None}
        for last, unproven in before.get(plan, {"": None}).items():
            with suppress(DamagedError, ValueError, TypeError):
                computed = _checksum([last, seq, plan, *words])
                if computed == checksum:
                    for proven_row in (unproven, row):
                        if proven_row is not None:
                            found[proven_row[0]] = _entry(*proven_row[:-1])
                else:
                    here[computed] = row  # its own checksum may be what is damaged: the next one tells
        before[plan] = here
    return found


def _rows_left(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The rows of the entries that can still be read, from both ends towards what cannot."""
    rows: dict[int, tuple[Any, ...]] = {}
    for order in ("ASC", "DESC"):
        with suppress(*_NOT_READ):
            for row in connection.execute(
                f"SELECT seq, plan, kind, day, at, data, checksum FROM entries NOT INDEXED ORDER BY seq {order}"  # noqa: S608
            ):
                if row[0] in rows and order == "DESC":
                    break
                rows[row[0]] = row
    return [rows[seq] for seq in sorted(rows)]


def check(connection: sqlite3.Connection) -> None:
    """Read the whole record.

    Raises:
        DamagedError: any of it is not what was written.
    """
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise DamagedError
    for head in heads(connection).of:
        entries(connection, head)
        if kept := checkpoint(connection, head):
            named(connection, head.plan, kept)
            for name in kept.portions:
                portion(connection, head.plan, kept, name)


def append(  # noqa: PLR0913, PLR0917 - the fields of an entry
    connection: sqlite3.Connection, plan: str, kind: str, day: date, at: datetime, data: Mapping[str, Any]
) -> Entry:
    """Add one entry to the chain of ``plan`` and return it as it will be read.

    Raises:
        ValueError: ``at`` has no zone, or ``data`` holds a number that JSON has no word for.
    """
    if at.utcoffset() is None:
        message = "the time of an entry needs its zone"
        raise ValueError(message)
    found = heads(connection)
    head, seq = found.head(plan), found.last + 1
    words = (kind, day.isoformat(), at.isoformat(), _json(data))
    checksum = _checksum([head.checksum, seq, plan, *words])
    if kind in {"undo", "redo"} and data["change"] <= head.kept:
        head = _without_checkpoint(connection, head)  # it holds what is no more
    connection.execute(
        """INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
            size = excluded.size, checksum = excluded.checksum,
            used = excluded.used, ended = excluded.ended, kept = excluded.kept, state = excluded.state""",
        head.after(seq, kind, checksum),
    )
    connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", (seq, plan, *words, checksum))
    connection.execute("UPDATE seal SET last = ?", (seq,))
    _seal(connection)
    return _entry(seq, plan, *words)


def _without_checkpoint(connection: sqlite3.Connection, head: Head) -> Head:
    connection.execute("DELETE FROM checkpoints WHERE plan = ?", (head.plan,))
    return head._replace(kept=0, state="")


def fill(connection: sqlite3.Connection, identity: str, last: int, plans: Mapping[str, tuple[Entry, ...]]) -> None:
    """Write entries into an empty record with the numbers they have, and give it an id and the last number given.

    Where there was no record, ``identity`` is empty: the record keeps the id it was made with.
    """
    for plan in sorted(plans):
        head = Head(plan)
        rows = []
        for each in plans[plan]:
            words = (each.kind, each.day.isoformat(), each.at.isoformat(), _json(each.data))
            checksum = _checksum([head.checksum, each.seq, plan, *words])
            head = head.after(each.seq, each.kind, checksum)
            rows.append((each.seq, plan, *words, checksum))
        connection.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?)", head)
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("UPDATE seal SET last = ?", (last,))
    if identity:
        connection.execute("UPDATE seal SET record = ?", (identity,))
    _seal(connection)


def erase(connection: sqlite3.Connection, plan: str) -> None:
    """Take the plan and its entries out; their numbers are not given again."""
    if not heads(connection).head(plan).size:
        return
    connection.execute("DELETE FROM checkpoints WHERE plan = ?", (plan,))
    connection.execute("DELETE FROM entries WHERE plan = ?", (plan,))
    connection.execute("DELETE FROM plans WHERE id = ?", (plan,))
    _seal(connection)


def make(connection: sqlite3.Connection) -> None:
    """Turn an empty database into a record without entries."""
    _run_from(connection, 0)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a record of an earlier version to the latest, if it is undamaged.

    Raises:
        DamagedError: the seal does not fit what is there now.
    """
    heads(connection)
    _run_from(connection, version(connection))


def _run_from(connection: sqlite3.Connection, number: int) -> None:
    for step in MIGRATIONS[number:]:
        step(connection)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    _seal(connection)


def _first_tables(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(
        """CREATE TABLE plans (
            id TEXT NOT NULL PRIMARY KEY,
            size INTEGER NOT NULL,
            checksum TEXT NOT NULL,
            used INTEGER NOT NULL,
            ended INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    connection.execute(
        """CREATE TABLE entries (
            seq INTEGER NOT NULL PRIMARY KEY,
            plan TEXT NOT NULL REFERENCES plans (id),
            kind TEXT NOT NULL,
            day TEXT NOT NULL,
            at TEXT NOT NULL,
            data TEXT NOT NULL,
            checksum TEXT NOT NULL
        ) STRICT"""
    )
    connection.execute("CREATE INDEX entries_of_plan ON entries (plan, seq)")
    connection.execute(
        """CREATE TABLE seal (
            only_one INTEGER NOT NULL PRIMARY KEY CHECK (only_one = 1),
            last INTEGER NOT NULL,
            checksum TEXT NOT NULL
        ) STRICT"""
    )
    connection.execute("INSERT INTO seal VALUES (1, 0, '')")


def _identity(connection: sqlite3.Connection) -> None:
    """Give the record an id; the same each time the same record of version 1 is brought up to date, as reading does."""
    from uuid import NAMESPACE_OID, uuid4, uuid5

    first = connection.execute("SELECT checksum FROM entries ORDER BY seq LIMIT 1").fetchone()
    found = uuid4() if first is None else uuid5(NAMESPACE_OID, str(first[0]))
    connection.execute("ALTER TABLE seal ADD COLUMN record TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE seal SET record = ?", (str(found),))


def _checkpoints(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE plans ADD COLUMN kept INTEGER NOT NULL DEFAULT 0")
    connection.execute("ALTER TABLE plans ADD COLUMN state TEXT NOT NULL DEFAULT ''")
    connection.execute(
        """CREATE TABLE checkpoints (
            plan TEXT NOT NULL REFERENCES plans (id),
            portion TEXT NOT NULL,
            data TEXT NOT NULL,
            PRIMARY KEY (plan, portion)
        ) STRICT, WITHOUT ROWID"""
    )


# Step n makes version n of version n - 1. Only ever added to: somebody has a record of every version that was
# let out. executescript() has no place in a step: it commits what is open, and a step that fails would leave
# its half behind.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_tables, _identity, _checkpoints)


def _unsealed_heads(connection: sqlite3.Connection, number: int) -> Heads:
    seal = "SELECT last, record FROM seal" if number >= IDENTIFIED else "SELECT last, '' FROM seal"
    seals = connection.execute(seal).fetchall()
    if len(seals) != 1:
        raise DamagedError
    [(last, record)] = seals
    more = ", kept, state" if number >= WITH_CHECKPOINTS else ""
    rows = connection.execute(f"SELECT id, size, checksum, used, ended{more} FROM plans ORDER BY id")  # noqa: S608
    return Heads(last, tuple(Head(*row) for row in rows), record)


def _seal(connection: sqlite3.Connection) -> None:
    [number] = connection.execute("PRAGMA user_version").fetchone()
    checksum = _seal_of(number, _unsealed_heads(connection, number))
    connection.execute("UPDATE seal SET checksum = ?", (checksum,))


def _seal_of(number: int, found: Heads) -> str:
    own = [found.record] if number >= IDENTIFIED else []
    of = found.of if number >= WITH_CHECKPOINTS else [head[:5] for head in found.of]
    return _checksum([number, found.last, *own, *of])


def _checksum(fields: list[Any]) -> str:
    try:
        words = _json(fields)
    except (TypeError, ValueError) as error:  # bytes or infinity: one flipped bit makes them of a text
        raise DamagedError from error
    found: str = sha256(words.encode("ascii")).hexdigest()
    return found


# ASCII only: control letters and lone surrogates become escapes, and come back as they were.
_json = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode


def _entry(seq: int, plan: str, kind: str, day: str, at: str, data: str) -> Entry:  # noqa: PLR0913, PLR0917
    return Entry(seq, plan, kind, date.fromisoformat(day), datetime.fromisoformat(at), json.loads(data))
