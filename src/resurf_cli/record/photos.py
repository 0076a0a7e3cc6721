"""The files of the photo diary, in ``photos/`` of the data folder, a folder for each plan. Only their owner reads them.

A photograph that is taken off, or whose adding was undone, stays as a file, so that undo and redo can bring it back:
only ``plan delete`` erases.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from resurf_cli.errors import NotFound, RecordError

from .store import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

GOING = ".going"
"""How the folder of a plan is called while the plan is erased."""


class Photos:
    """The photographs of a plan; every method raises ``RecordError`` where the folder cannot be used."""

    def __init__(self, folder: Path, plan: str) -> None:
        """Name the data folder and the plan; nothing is touched."""
        self.folder = folder / "photos" / plan

    def read(self, name: str, checksum: str) -> bytes:
        """Return a file as it was written.

        Raises:
            NotFound: it is missing.
            RecordError: it cannot be read, or is not what was written.
        """
        path = self.folder / name
        try:
            found = path.read_bytes()
        except FileNotFoundError:
            raise NotFound(f"The photograph {path} is missing.") from None
        except OSError as error:
            raise RecordError(f"The photograph {path} cannot be read: {error.strerror}.") from None
        if sha256(found).hexdigest() != checksum:
            raise RecordError(f"The photograph {path} is damaged: it is not what was written.")
        return found

    @contextmanager
    def adding(self, files: Mapping[str, bytes]) -> Iterator[None]:
        """Write new files, all of them whole, before something about them is recorded; gone again where that fails."""
        written = []
        try:
            try:
                make_folder(self.folder)
                for name, content in files.items():
                    written.append(self.folder / name)
                    _write(self.folder / name, content)
            except OSError as error:
                raise RecordError(
                    f"The photographs cannot be written to {self.folder}: {error.strerror}. Nothing was added."
                ) from None
            yield
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise

    @contextmanager
    def erasing(self) -> Iterator[None]:
        """Erase all files of the plan once what is done inside has succeeded; else they are as they were."""
        going = self.folder.with_name(f"{self.folder.name}{GOING}")
        try:
            if self.folder.is_dir():
                self.folder.replace(going)
        except OSError as error:
            raise RecordError(f"The photographs in {self.folder} cannot be erased: {error.strerror}.") from None
        try:
            yield
        except BaseException:
            if going.is_dir() and not self.folder.exists():
                going.replace(self.folder)
            raise
        shutil.rmtree(going, ignore_errors=True)
        if going.exists():
            raise RecordError(f"The plan is erased, but its photographs in {going} could not be: delete that folder.")


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, on the disk, before it has its name."""
    making = path.with_name(f"{path.name}.{os.urandom(4).hex()}.new")
    try:
        with os.fdopen(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
            os.fchmod(stream.fileno(), 0o600)  # whatever the umask took
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)
