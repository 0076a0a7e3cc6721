"""A plan and a folder of tasks brought together: first what was ticked there into the record, then the plan out again.

The record is locked while each half is done, and what came in is on the disk before a file is touched: a sync that is
stopped anywhere loses nothing, and the next one does the rest.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resurf_cli.core.plan import SYNC, History
from resurf_cli.core.progress import Ledger
from resurf_cli.core.todos import Found, Said, Synced, Taken, knows, taken, todos
from resurf_cli.errors import NotFound, RecordError, UsageError
from resurf_cli.pages.todos import Writer, cancelled, settled
from resurf_cli.reading.todos import MAKING, left_behind, read_folder, seen_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.todos import Todo
    from resurf_cli.reading.todos import File, Folder
    from resurf_cli.record.store import Writing

LONG: Final = 200
"""From how many files on a bar shows how far it is."""


def sync(here: Surroundings, folder: Path) -> Synced:
    """Bring the plan meant and a folder together.

    Raises:
        NotFound: there is no record, or the folder's own folder is missing.
        UsageError: it is no folder.
        RecordError: the folder cannot be read or written.
    """
    if not here.record.plans() and not here.record.identity():
        raise here.no_plan(())
    _make(folder)
    with here.record.writing() as writing:
        side = _Side(here, writing, folder)
        found = taken(side.found(), side.ledger) if side.ledger else Taken((), (), (), ())
        if (data := found.written()) is not None and side.ledger is not None:
            writing.append(side.ledger.plan.id, SYNC, here.today, here.clock, data)
    with here.record.writing() as writing:
        return _Side(here, writing, folder).written_out(found)


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: name a folder.")
    try:
        if not folder.exists():
            folder.mkdir(0o700)
            folder.chmod(0o700)  # whatever the umask took
    except FileNotFoundError:
        raise NotFound(f"There is no folder {folder.parent}: make it first, or choose another place.") from None
    except OSError as error:
        raise RecordError(f"The folder {folder} cannot be made: {error.strerror}.") from None


class _Side:
    """Both sides as they are while the record is locked."""

    def __init__(self, here: Surroundings, writing: Writing, folder: Path) -> None:
        self.here, self.folder, self.identity = here, folder, writing.identity()
        kept = writing.plans()
        chosen = here.chosen(kept)
        entries = {each.id: writing.entries(each.id) for each in kept if not each.ended}
        self.open_plans = {f"{name}.{found[0].seq}" for name, found in entries.items()}
        self.ledger = None if chosen is None else Ledger(History(writing.entries(chosen)), here.today)
        self.writer, self.wanted = self._wanted()
        self.known: dict[str, bool] = {}
        with self._progress(_count(folder)) as seen:
            self.read: Folder = read_folder(folder, self.wanted.__contains__, seen)

    def _wanted(self) -> tuple[Writer | None, dict[str, Todo]]:
        if self.ledger is None:
            return None, {}
        entries = self.ledger.history.entries
        writer = Writer(self.identity, self.ledger.plan, entries[0], entries[-1])
        return writer, {writer.uid(each): each for each in todos(self.ledger)}

    def _progress(self, total: int) -> AbstractContextManager[Callable[[], None]]:
        if total < LONG or not self.here.interactive:
            return nullcontext(lambda: None)
        from resurf_cli.pages.terminal import progress

        return progress("tasks", total)

    # --- in ---

    def found(self) -> list[Found]:
        """What the files of the plan say."""
        return [self._found(each) for each in self.read.files if self._of_plan(each)]

    def _of_plan(self, file: File) -> bool:
        own = file.own
        if own is None:
            return file.uid in self.wanted
        return self.writer is not None and (own.record, own.plan) == (self.identity, self.writer.mine)

    def _found(self, file: File) -> Found:
        own = file.own
        if own is None:  # another program dropped what it did not know
            each = self.wanted[file.uid]
            once = each.gone is None
            return Found(file.uid, each.task, each.session, once, each.day, file.said, Said.OPEN, file.done_on)
        foreign = bool(own.entry) and not self._knows(own.entry)
        return Found(
            file.uid, own.task, own.session, own.once, own.day, file.said, own.base, file.done_on, foreign, own.gone
        )

    def _knows(self, entry: str) -> bool:
        """Whether an entry is one of this record; asked once for each, for a file names one of few."""
        if entry not in self.known:
            self.known[entry] = self.ledger is not None and knows(self.ledger.history.entries, entry)
        return self.known[entry]

    # --- out ---

    def written_out(self, news: Taken) -> Synced:
        """Write what the plan says into the folder; a file whose news is not in the record is left as it is."""
        for path in left_behind(self.folder):
            path.unlink(missing_ok=True)
        broken = tuple((path.name, why) for path, why in self.read.broken)
        done = Synced(self.ledger, self.here.today, news, broken)
        for file in self.read.files:
            if not self._has_news(file):
                self._into(file, done)
        for uid in self.wanted.keys() - {each.uid for each in self.read.files}:
            self._new(uid, done)
        return done

    def _has_news(self, file: File) -> bool:
        """Whether something is still to be taken from a file: its day has not come, or it was ticked just now."""
        if self.ledger is None or not self._of_plan(file):
            return False
        left = taken([self._found(file)], self.ledger)
        return bool(left.ticks or left.skips or left.waiting or left.unknown)

    def _into(self, file: File, done: Synced) -> None:
        if not self._of_plan(file):
            gone = file.own is not None and file.own.record == self.identity and file.own.plan not in self.open_plans
            if gone and file.said is Said.OPEN:
                done.cancelled += self._put(file.path, cancelled(file.document, file.todo, self.here.clock), file.seen)
            return
        each, wanted = self._found(file), self.wanted.get(file.uid)
        if wanted is not None and self.writer is not None:
            if (text := self.writer.into(file.document, file.todo, wanted)) is not None:
                done.changed += self._put(file.path, text, file.seen)
        elif file.said is Said.OPEN:
            done.cancelled += self._put(file.path, cancelled(file.document, file.todo, self.here.clock), file.seen)
        elif each.news is not None and each.said is not each.base:
            self._put(file.path, settled(file.document, file.todo, file.said, self.here.clock), file.seen)

    def _new(self, uid: str, done: Synced) -> None:
        """A file that is missing is no news: it is written anew where there is something left to do."""
        each, path = self.wanted[uid], self.folder / f"{uid}.ics"
        ahead = each.gone is None or each.day >= self.here.today
        if self.writer is not None and each.said is Said.OPEN and ahead and not path.exists():
            done.new += self._put(path, self.writer.new(each), ())

    def _put(self, path: Path, text: bytes, seen: tuple[int, ...]) -> bool:
        """Write a file whole or not at all; nobody sees it half written.

        Not where somebody wrote to it since it was seen: the next sync takes what they said.
        """
        try:
            handle, making = tempfile.mkstemp(dir=self.folder, prefix=MAKING, suffix=".tmp")
            try:
                Path(making).chmod(0o600)  # whatever the umask took
                with os.fdopen(handle, "wb") as stream:
                    stream.write(text)
                if seen_of(path) != seen:
                    return False
                Path(making).replace(path)
            finally:
                Path(making).unlink(missing_ok=True)
        except OSError as error:
            raise RecordError(
                f"{path} cannot be written: {error.strerror}. What was ticked there is in the record;"
                " sync again when it can be written."
            ) from None
        return True


def _count(folder: Path) -> int:
    with os.scandir(folder) as found:
        return sum(1 for _ in found)
