"""Going back from a day, on a dozen days and for several treatments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from resurf_cli.core.backwards import Backwards, backwards
from resurf_cli.core.naming import named
from resurf_cli.pages import plain
from resurf_cli.pages.backwards import no_date
from tests.content import checklist as content
from tests.content.plans import least
from tests.content.plans import record as treated
from tests.core.record import Record, on
from tests.pages import SHEET, drawn

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND: Final = "resurf plan new --treatment ID --date DATE --answer area=face"


def asked(record: Record, by: str, today: str, *to: str, weeks: tuple[int, ...] = (0,)) -> Backwards:
    """The answer for bans by a day; ``weeks`` are how long after the first session each is."""

    def spread(first: date) -> tuple[date, ...]:
        return tuple(first + timedelta(weeks=each) for each in weeks)

    plan = record.history.plan
    bans = [ban for text in to for ban in named(text, tuple(plan.checklist.avoid.values())).bans]
    return backwards(plan, on(by), bans, spread, on(today))


def _of(name: str, by: str, today: str, *to: str, answered: bool = True, weeks: tuple[int, ...] = (0,)) -> Backwards:
    return asked(treated(name, least(content(name)) if answered else {}), by, today, *to, weeks=weeks)


def _drawn(found: Backwards, width: int = 80) -> str:
    return drawn("backwards", found, COMMAND, width=width)


def _sheet() -> Record:
    return Record(SHEET, shipped=True)


BACKWARDS: Final[dict[str, Callable[[], str]]] = {
    "ready-by.txt": lambda: _drawn(asked(_sheet(), "2027-06-20", "2027-03-01", "make-up")),
    "ready-by-40.txt": lambda: _drawn(asked(_sheet(), "2027-06-20", "2027-03-01", "make-up"), 40),
    "ready-by-plain.txt": lambda: plain.backwards(asked(_sheet(), "2027-06-20", "2027-06-01", "make-up"), COMMAND),
    "ready-by-too-late.txt": lambda: no_date(asked(_sheet(), "2027-06-20", "2027-05-20", "sun", "make-up")) + "\n",
    "ready-by-told.txt": lambda: no_date(asked(_sheet(), "2027-06-20", "2027-03-01", "acids", "sun")) + "\n",
    "ready-by-past.txt": lambda: no_date(asked(_sheet(), "2027-06-20", "2027-07-01", "sun")) + "\n",
    "ready-by-own-file.txt": lambda: _drawn(asked(Record(SHEET), "2027-06-20", "2027-06-01", "gym")),
    "ready-by-ablative.txt": lambda: _drawn(_of("ablative", "2027-06-20", "2027-01-10", "make-up")),
    "ready-by-ablative-unanswered.txt": lambda: _drawn(
        _of("ablative", "2027-06-20", "2027-04-20", "make-up", "work", answered=False)
    ),
    "ready-by-fractional-late.txt": lambda: _drawn(_of("fractional-ablative", "2027-06-20", "2027-05-28", "make-up")),
    "ready-by-fractional-sun.txt": lambda: _drawn(_of("fractional-ablative", "2027-06-20", "2026-09-01", "sun")),
    "ready-by-non-ablative-series.txt": lambda: _drawn(
        _of("non-ablative", "2027-06-20", "2027-01-10", "retinol", weeks=(0, 4, 8))
    ),
}
