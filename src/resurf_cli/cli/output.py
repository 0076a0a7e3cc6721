"""Writing a page to a file or to the screen, in the form asked for."""

from __future__ import annotations

import errno
import io
import os
import sys
import tempfile
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from resurf_cli.errors import NotFound, RecordError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resurf_cli.cli.context import Surroundings

FORMS: Final = ("text", "markdown", "json")
SUFFIXES: Final = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}
"""Which form a file is written in by its name, where nobody says."""
NOT_OURS: Final = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf"})
"""Names that promise a form that is not made here."""
PAPER: Final = 80
"""How wide a text is that is written to a file."""


def put(
    here: Surroundings,
    page: str,
    data: Any,
    *,
    form: str,
    output: str | None,
    force: bool,
    forms: Sequence[str] = FORMS,
    **how: Any,
) -> None:
    """Print a page, or write it to a new file that only its owner can read; ``how`` is what its form takes beside it.

    Raises:
        UsageError: no such form, or the file exists and ``--force`` was not said.
        RecordError: the file cannot be written.
    """
    if form not in forms:
        raise UsageError(f'There is no format "{form}". There are: {", ".join(forms)}.')
    if output in {None, "-"} and form == "text":
        here.show(page, data, **how)
        return
    text = _text(page, data, form, how)
    if output in {None, "-"}:
        sys.stdout.write(text)
        return
    into(here, str(output), text, force=force)


def into(here: Surroundings, output: str, text: str, *, force: bool) -> None:
    """Write a text to a new file, and say so.

    Raises:
        UsageError, NotFound, RecordError: as ``write_new`` says.
    """
    path = Path(output).expanduser()
    write_new(path, text, force=force)
    here.say(f"Written to {path}. Only you can read it.")


def form_of(output: str | None, forms: Sequence[str]) -> str:
    """The form that the name of a file asks for; text where it asks for none of them.

    Raises:
        UsageError: it asks for one that is not made here.
    """
    if output and Path(output).suffix.lower() in NOT_OURS:
        named = Path(output).with_suffix(".html")
        raise UsageError(
            f"resurf cannot write {Path(output).suffix} files: nothing was written."
            f" Write {named}; a browser prints it, also as PDF."
        )
    found = SUFFIXES.get(Path(output).suffix.lower(), "text") if output else "text"
    return found if found in forms else "text"


def _text(page: str, data: Any, form: str, how: Mapping[str, Any]) -> str:
    if form == "json":
        import json

        from resurf_cli.pages import json as pages

        return json.dumps(getattr(pages, page)(data, **how), ensure_ascii=False, indent=1) + "\n"
    if form == "text":
        return _as_text(page, data, how)
    written: str = getattr(import_module(f"resurf_cli.pages.{form}"), page)(data, **how)
    return written


def _as_text(page: str, data: Any, how: Mapping[str, Any]) -> str:
    from resurf_cli.pages.terminal import Terminal

    stream = io.StringIO()
    terminal = Terminal(stream, width=PAPER, colour=False, boxes=False, ascii_only=False)
    getattr(terminal, page)(data, **how)
    return stream.getvalue()


def write_new(path: Path, text: str | bytes, *, force: bool) -> None:
    """Write a file as ``writing_new`` does."""
    with writing_new(path, force=force) as stream:
        stream.write(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))


@contextmanager
def writing_new(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """Write a file whole or not at all, mode 0600, on the disk at the end; one that exists is kept unless ``force``.

    Raises:
        UsageError: it exists.
        NotFound: its folder does not exist.
        RecordError: it cannot be written.
    """
    try:
        refuse_taken(path, force=force)
        handle, making = tempfile.mkstemp(dir=path.parent, prefix=".resurf.")
        try:
            Path(making).chmod(0o600)  # whatever the umask took
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(making, path)  # noqa: PTH105
        except BaseException:
            Path(making).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RecordError(f"{path} cannot be written: {error.strerror}. Choose another place.") from None


def refuse_taken(path: Path, *, force: bool) -> None:
    """Say why a file cannot be written, before somebody has worked for it.

    Raises:
        UsageError: it exists.
        NotFound: its folder does not exist.
        OSError: its name, or its folder, is none that can be used.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder: write the name of a file.")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no ordinary file: nothing was written. Choose another place.")
    if not path.parent.is_dir():
        raise NotFound(f"There is no folder {path.parent}: make it first, or choose another place.")
    if path.exists() and not force:
        raise UsageError(f"{path} exists already: nothing was written. --force writes over it.")
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path.parent))
