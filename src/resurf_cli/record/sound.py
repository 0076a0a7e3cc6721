"""Whether entries that were not written here come to a plan and to its pages, whatever their words say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core.day import day_page
from resurf_cli.core.log import log
from resurf_cli.core.plan import NEW, History
from resurf_cli.core.progress import Ledger
from resurf_cli.core.summary import summary
from resurf_cli.core.timeline import timeline
from resurf_cli.core.values import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resurf_cli.core.entry import Entry

UNSOUND: Final = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration, OverflowError, RecursionError,
    ArithmeticError,
)  # fmt: skip
"""What making pages of words ends with that no program ever wrote."""


def prove(entries: Sequence[Entry]) -> None:
    """Make the pages of a plan, as its commands will.

    Raises:
        UNSOUND: its entries come to none.
    """
    if not entries or entries[0].kind != NEW:
        message = "a plan begins with what it was made from"
        raise ValueError(message)
    history = History(entries)
    for part in names_of(history.plan.checklist):
        getattr(history.plan.checklist, part)
    log(history)
    for day in {entries[0].day, entries[-1].day}:
        ledger = Ledger(history, day)
        day_page(ledger, day)
        timeline(ledger)
        summary(ledger)
