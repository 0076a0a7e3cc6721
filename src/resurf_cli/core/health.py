"""What an examination of a data folder found, as data: what is wrong, what is left over, and what can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .values import frozen

if TYPE_CHECKING:
    from datetime import date, datetime

FINE: Final = "fine"
NONE: Final = "none"  # there is no record yet
GONE: Final = "gone"  # there is none any more, but copies of one
DAMAGED: Final = "damaged"
UNUSABLE: Final = "unusable"  # newer, somebody else's, not to be opened: nothing here can mend that
STATES: Final = (FINE, NONE, GONE, DAMAGED, UNUSABLE)

WRONG: Final = "wrong"
OPEN: Final = "open"
LEFT: Final = "left"
KEPT: Final = "kept"


@frozen
class Copy:
    """An automatic copy of the record; ``entries`` None: it cannot be read, ``why`` says the reason."""

    name: str
    made: datetime
    entries: int | None
    why: str = ""


@frozen
class Found:
    """Something beside the record.

    ``WRONG`` is wrong, ``OPEN`` can be read by others, ``LEFT`` was left over and can go, ``KEPT`` was kept on purpose.

    ``path`` is below the data folder; ``mendable``: a repair takes it away or puts it right.
    """

    kind: str
    path: str
    text: str
    mendable: bool = False


@frozen
class Rescue:
    """What a record can be made of again: how many entries, of which so many are in no copy but in the damaged file.

    ``latest`` is the day of the last of them; ``lost`` are the numbers of entries of which nothing can be proven;
    ``copies`` are those it is made from.
    """

    entries: int
    plans: tuple[str, ...]
    latest: date
    from_file: int
    lost: tuple[int, ...]
    copies: tuple[str, ...]


@frozen
class Health:
    """A data folder examined; ``words`` say what is wrong with a record that is not fine.

    ``rescue`` is None where there is nothing to put back, or nothing to be put back from.
    """

    folder: str
    state: str
    words: str
    plans: int
    entries: int
    copies: tuple[Copy, ...]
    found: tuple[Found, ...]
    rescue: Rescue | None = None

    @property
    def well(self) -> bool:
        """Whether nothing is wrong; what others may read, is left over or kept is nothing wrong."""
        return self.state in {FINE, NONE} and all(each.kind != WRONG for each in self.found)

    @property
    def mendable(self) -> bool:
        """Whether a repair would change anything."""
        return self.rescue is not None or any(each.mendable for each in self.found)
