"""Where checklists are: those that come with resurf, the user's own, and any file by its path."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resurf_cli.errors import InvalidChecklist, NotFound

from .diagnostics import Diagnostic, clean, rendered
from .reader import Loaded, Standing, read, real

if TYPE_CHECKING:
    from datetime import date

    from resurf_cli.core.checklist import Checklist

SHIPPED: Final = "shipped"
YOURS: Final = "yours"
_ENDINGS: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. A file with mistakes is listed by its file's name, with its mistakes."""

    id: str
    where: str  # shipped | yours
    path: Path
    title: str = ""
    version: str = ""
    reviewed: date | None = None
    base: bool = False
    mistakes: tuple[Diagnostic, ...] = ()


def shipped_folder() -> Path:
    """The folder of the checklists that come with resurf: inside an installed package, or beside ``src``."""
    package = Path(__file__).parent.parent
    installed = package / "checklists"
    return installed if installed.is_dir() else package.parent.parent / "checklists"


def schema_file() -> Path:
    """The JSON Schema of the format, beside the checklists that come with resurf."""
    return shipped_folder() / "checklist.schema.json"


class Shelf:
    """All checklists that can be named by their id."""

    def __init__(self, own: Path, shipped: Path | None = None) -> None:
        """``own`` is the user's folder, which need not exist; ``shipped`` is where the others are."""
        self.own = own
        self.shipped = shipped or shipped_folder()

    def listing(self) -> tuple[Listed, ...]:
        """The shipped ones and then the user's, each by file name."""
        return (
            *(_listed(path, SHIPPED, self.read(path)) for path in _files(self.shipped)),
            *(_listed(path, YOURS, self.read(path, refuse_taken=True)) for path in _files(self.own)),
        )

    def treatments(self) -> tuple[Checklist, ...]:
        """The shipped checklists that a plan can be made from."""
        found = (self._without_mistakes(path).checklist for path in _files(self.shipped))
        return tuple(each for each in found if not each.base)

    def find(self, name: str) -> Loaded:
        """The checklist of an id, or of a path.

        Raises:
            NotFound: there is none, or more than one of the user's files has the id; the text names what there is.
            InvalidChecklist: it has mistakes, which are the text.
        """
        if _is_path(name):
            return self._without_mistakes(Path(name))
        for path in _files(self.shipped):
            if path.stem == name:
                return self._without_mistakes(path)
        own = [path for path in _files(self.own) if self._is_called(path, name)]
        if len(own) > 1:
            names = " and ".join(clean(str(path)) for path in own)
            raise NotFound(f'more than one of your checklists has the id "{clean(name)}": {names}')
        if own or _is_file(Path(name)):
            return self._without_mistakes(own[0] if own else Path(name))
        raise NotFound(self._missing(name))

    def read(
        self, path: Path, *, refuse_taken: bool = False, content: bytes | None = None
    ) -> Loaded | tuple[Diagnostic, ...]:
        """Read one file, as one of resurf's own if it lies in their folder.

        ``refuse_taken`` makes an id of a shipped checklist a mistake in any other file, instead of a warning.
        ``content`` is what the file would hold that is not written yet.

        Raises:
            NotFound: there is no such file, or it cannot be opened.
        """
        ours = {each.stem: each for each in _files(self.shipped)}
        return read(path, Standing(ours, refuse_taken or _lies_in(path, self.own)), content)

    def check(self, path: Path) -> tuple[Diagnostic, ...]:
        """All mistakes of a file or, when it has none, all that is warned about.

        Raises:
            NotFound: there is no such file, or it cannot be opened.
        """
        found = self.read(path)
        return found.warnings if isinstance(found, Loaded) else found

    def named(self, loaded: Loaded) -> str:
        """How a checklist is asked for again: by its id where it lies in one of the two folders, else by its path."""
        here = _lies_in(loaded.path, self.shipped) or _lies_in(loaded.path, self.own)
        return loaded.checklist.id if here else str(real(loaded.path))

    def _without_mistakes(self, path: Path) -> Loaded:
        found = self.read(path, refuse_taken=True)
        if isinstance(found, Loaded):
            return found
        raise InvalidChecklist(rendered(found))

    def _is_called(self, path: Path, name: str) -> bool:
        found = self.read(path)
        return found.checklist.id == name if isinstance(found, Loaded) else path.stem == name

    def _missing(self, name: str) -> str:
        known = [each.id for each in self.listing()]
        near = difflib.get_close_matches(name, known, 1, 0.6)
        asked = f'; did you mean "{near[0]}"?' if near else "."
        there = f" There are: {', '.join(known)}." if known else ""
        return f'no checklist is called "{clean(name)}"{asked}{there} A file of yours is named by its path.'


def _files(folder: Path) -> list[Path]:
    """The checklist files of a folder, by name; hidden ones are somebody else's.

    Raises:
        NotFound: the folder cannot be read.
    """
    try:
        every = [*folder.iterdir()] if folder.is_dir() else []
    except OSError as error:
        raise NotFound(f"the folder {clean(str(folder))} cannot be read: {error.strerror}") from None
    found = (path for path in every if path.suffix in _ENDINGS and not path.name.startswith("."))
    return sorted(path for path in found if _is_file(path))


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that is too long for one is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith(_ENDINGS)


def _lies_in(path: Path, folder: Path) -> bool:
    return real(path).parent == real(folder)


def _listed(path: Path, where: str, found: Loaded | tuple[Diagnostic, ...]) -> Listed:
    if not isinstance(found, Loaded):
        return Listed(path.stem, where, path, mistakes=found)
    made = found.checklist
    return Listed(made.id, where, path, made.title, made.version, made.reviewed, made.base)
