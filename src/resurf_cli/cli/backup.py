"""The whole record as one file, and back."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Final

import typer

from resurf_cli.cli.options import Yes
from resurf_cli.cli.output import writing_new
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.record.backup import Contents

LONG: Final = 20
"""From how many files on a bar shows how far it is."""


def backup(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
) -> None:
    """Everything in one file that can be read without resurf.

    Plans with all that was recorded, your own checklists, photographs. It is not encrypted. - is stdout.

    Example: resurf backup resurf-backup.zip
    """
    from resurf_cli.record.backup import write

    here: Surroundings = ctx.obj
    path = Path(file).expanduser()
    to = _to_stdout() if file == "-" else writing_new(path, force=force)
    with to as stream, progressing(here, sum(1 for _ in here.folder.glob("photos/*/*"))) as seen:
        found = write(here.record, here.folder, stream, seen)
    if file == "-":
        here.tell(f"Written: {words(found)}. It is not encrypted.")
    else:
        here.say(f"Written to {path}: {words(found)}. It is not encrypted; only you can read it here.")
    for name in found.missing[:5]:
        here.tell(f"Missing, so not in it: {name}")


@contextmanager
def _to_stdout() -> Iterator[IO[bytes]]:
    """Write a file whole to the standard output, or nothing of it."""
    if sys.stdout.isatty():
        raise UsageError("A backup is no text for a screen: name a file, or send it on: resurf backup - > FILE")
    with tempfile.TemporaryFile() as stream:
        yield stream
        stream.seek(0)
        shutil.copyfileobj(stream, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def restore(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    yes: Yes = False,
) -> None:
    """Put a backup back; what is there now is kept beside it.

    The backup is checked as a whole before anything is touched.

    Example: resurf restore resurf-backup.zip
    """
    from resurf_cli.record.backup import Backup
    from resurf_cli.record.backup import restore as put_back

    here: Surroundings = ctx.obj
    path = Path(file).expanduser()
    if not path.exists():
        raise NotFound(f"There is no file {path}.")
    with progressing(here, path.stat().st_size >> 20) as seen:
        found = Backup(path, seen)
    there = here.record.path.exists() or any((here.folder / name).exists() for name in ("photos", "checklists"))
    if there:
        here.tell(f"{path} has {words(found.contents)}. What is in your data folder now is kept beside it.")
        if not here.confirmed("Put the backup in its place?", yes=yes):
            here.say("Nothing was changed.")
            return
    kept = put_back(found, here.record, here.folder, here.clock)
    here.say(f"Restored: {words(found.contents)}.")
    if kept is not None:
        here.say(f"What was there before is kept in {kept}")


def words(found: Contents) -> str:
    """What is in a backup."""
    parts = (
        (found.plans, "plan"),
        (found.entries, "recorded change"),
        (found.checklists, "own checklist"),
        (found.photos, "file of photographs"),
    )
    said = [f"{number} {_several(what, number)}" for number, what in parts if number or what == "plan"]
    return ", ".join(said)


def _several(what: str, number: int) -> str:
    if number == 1:
        return what
    return "files of photographs" if what == "file of photographs" else f"{what}s"


def progressing(here: Surroundings, total: int) -> AbstractContextManager[Callable[[], None]]:
    """A bar where many files are looked at and somebody is there to see it; what it gives is called for each."""
    if total < LONG or not here.interactive:
        return nullcontext(lambda: None)
    from resurf_cli.pages.terminal import progress

    return progress("files", total)
