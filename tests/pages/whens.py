"""When may I …, on a dozen days and in a dozen situations, as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.when import when_page
from resurf_cli.pages import plain
from resurf_cli.pages.when import not_in_plan
from tests.content import loaded
from tests.content.plans import least
from tests.content.plans import record as treated
from tests.core.record import Record, on
from tests.pages import NUMBERS, SHEET, drawn, fractional, sheet_in_recovery

if TYPE_CHECKING:
    from collections.abc import Callable

    from resurf_cli.core.when import WhenPage

DAY: Final = "2026-12-13"
FOUR: Final = ("2026-12-10", "2027-01-07", "2027-02-04", "2027-03-04")


def asked(record: Record, today: str, thing: str | None = None, day: str | None = None) -> WhenPage:
    """The answer to a question on a day, of that day or of another."""
    return when_page(record.ledger(today), on(day or today), thing)


def _drawn(record: Record, today: str, thing: str | None = None, day: str | None = None, **how: Any) -> str:
    return drawn("when", asked(record, today, thing, day), **how)


def _series(*, answered: bool = True) -> Record:
    """Four sessions of the non-ablative treatment, the first of them healed."""
    answers = least(loaded("non-ablative").checklist) if answered else {}
    plan = treated("non-ablative", answers, [on(day) for day in FOUR])
    return plan.happened("healed", "2026-12-16")


def _clinic() -> Record:
    """The sheet as a clinic's own file, by its name."""
    return Record({**SHEET, "clinic": "Harbour Skin Clinic"}, "2026-12-10", values=NUMBERS)


def _opened_again() -> Record:
    return fractional().happened("healed", "2026-12-16").not_yet("healed", "2026-12-18")


WHENS: Final[dict[str, Callable[[], str]]] = {
    "when-all-long-before.txt": lambda: _drawn(fractional(), "2026-10-05"),
    "when-all-day-3.txt": lambda: _drawn(fractional(), DAY),
    "when-all-healed.txt": lambda: _drawn(fractional().happened("healed", "2026-12-16"), "2026-12-28"),
    "when-all-nothing-recorded.txt": lambda: _drawn(treated("ablative", {}), "2027-03-12"),
    "when-all-over.txt": lambda: _drawn(fractional().happened("healed", "2026-12-16"), "2028-01-14"),
    "when-all-series.txt": lambda: _drawn(_series(), "2026-12-20"),
    "when-all-series-40-ascii.txt": lambda: _drawn(_series(), "2026-12-20", width=40, ascii_only=True),
    "when-all-from-a-clinic.txt": lambda: _drawn(_clinic(), DAY),
    "when-all-plain.txt": lambda: plain.when(asked(_series(answered=False), "2026-12-20")),
    "when-retinol.txt": lambda: _drawn(fractional(), DAY, "retinl"),
    "when-hair-dye.txt": lambda: _drawn(fractional(), DAY, "dye my hair"),
    "when-makeup.txt": lambda: _drawn(fractional(), DAY, "makeup"),
    "when-makeup-60.txt": lambda: _drawn(fractional(), DAY, "makeup", width=60),
    "when-makeup-plain.txt": lambda: plain.when(asked(fractional(), DAY, "makeup")),
    "when-makeup-opened-again.txt": lambda: _drawn(_opened_again(), "2026-12-20", "make-up"),
    "when-makeup-healed.txt": lambda: _drawn(fractional().happened("healed", "2026-12-18"), "2026-12-19", "make-up"),
    "when-moisturiser.txt": lambda: _drawn(fractional(), DAY, "moisturiser"),
    "when-sun-in-march.txt": lambda: _drawn(fractional(), DAY, "sit in the sun", "2027-03-10"),
    "when-gym-unanswered.txt": lambda: _drawn(_series(answered=False), DAY, "gym"),
    "when-wax-in-a-series.txt": lambda: _drawn(_series(), "2026-12-20", "my eyebrows"),
    "when-new-products-in-a-series.txt": lambda: _drawn(_series(), "2026-12-20", "new serum"),
    "when-acids-told.txt": lambda: _drawn(_clinic(), DAY, "acids"),
    "when-sun-told.txt": lambda: _drawn(
        sheet_in_recovery().told("avoid.sun", DAY, last="2027-01-10"), "2026-12-14", "sun"
    ),
    "when-not-in-plan.txt": lambda: f"{not_in_plan(asked(fractional(numbers=False), DAY, 'skydiving'))}\n",
    "when-not-for-you.txt": lambda: f"{not_in_plan(asked(fractional(), DAY, 'signing'))}\n",
    "when-taken-off.txt": lambda: (
        not_in_plan(asked(sheet_in_recovery().told("avoid.gym", "2026-12-12", drop=True), DAY, "gym")) + "\n"
    ),
}
