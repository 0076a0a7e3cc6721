"""Check-ins on a dozen days, as pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.call import call_sheet
from resurf_cli.core.check_in import answer, answer_without_plan, common, diary_page
from resurf_cli.core.diary import CheckIn
from resurf_cli.pages import plain
from resurf_cli.reading.shelf import Shelf, shipped_folder
from tests.content.plans import record as treated
from tests.core.record import on
from tests.pages import drawn, fractional, sheet, sheet_in_recovery

if TYPE_CHECKING:
    from collections.abc import Callable

    from resurf_cli.core.check_in import Answer
    from tests.core.record import Record

NIGHT: Final = {"contact.after-hours": "+1 555 0199"}


def entered(clock: str, *signs: str, note: str = "", **scores: Any) -> CheckIn:
    at = datetime.fromisoformat(clock)
    return CheckIn(at.date(), at, scores, {"temperature": "celsius"}, signs, note)


def answered(
    record: Record, clock: str, *signs: str, note: str = "", signs_asked: bool = False, **scores: Any
) -> Answer:
    """The answer to a check-in at a time of a day."""
    found = entered(clock, *signs, note=note, **scores)
    return answer(record.ledger(found.day.isoformat()), found, found.at, signs_asked=signs_asked)


def without_plan(clock: str, *signs: str, unread: bool = False, **scores: Any) -> Answer:
    found = entered(clock, *signs, **scores)
    shared = common(Shelf(shipped_folder() / "nobody").treatments(), unread=unread)
    return answer_without_plan(shared, found, found.at, found.day, signs_asked=False)


def diary() -> Record:
    """The fractional treatment with a week of check-ins, one day left out."""
    record = fractional()
    for day, pain, redness, temperature in (
        ("2026-12-10", 6, 8, 36.8),
        ("2026-12-11", 5, 8, 37.2),
        ("2026-12-12", 3, 7, 37.1),
        ("2026-12-14", 2, 6, 36.9),
        ("2026-12-15", 4, 6, 37.4),
    ):
        made = answered(record, f"{day}T09:30", pain=pain, redness=redness, temperature=temperature)
        record.check_in(day, pain=pain, redness=redness, temperature=temperature, raised=made.check_in.raised)
    return record


def _second_session() -> Record:
    """The non-ablative treatment, healed once, on the way to its second session."""
    return treated("non-ablative", {}, (on("2026-12-10"), on("2027-01-07"))).happened("healed", "2026-12-15")


def called(clock: str, *temperatures: float) -> str:
    at = datetime.fromisoformat(clock)
    record = diary().set("2026-12-10", **NIGHT)
    for temperature in temperatures:
        made = answered(record, clock, temperature=temperature)
        record.check_in(clock[:10], temperature=temperature, raised=made.check_in.raised)
    return drawn("call", call_sheet(record.ledger("2026-12-15"), at.date(), at))


def _history(width: int = 80, *, ascii_only: bool = False) -> str:
    page = diary_page(diary().history.plan, on("2026-12-17"))
    return drawn("diary", page, width=width, ascii_only=ascii_only)


def _year() -> str:
    record = fractional()
    for week in range(52):
        day = date.fromordinal(on("2026-12-10").toordinal() + 7 * week)
        record.check_in(day.isoformat(), redness=max(0, 8 - week // 3), itch=week % 5)
    return drawn("diary", diary_page(record.history.plan, on("2027-12-10")))


CHECK_INS: Final[dict[str, Callable[[], str]]] = {
    "check-in-before.txt": lambda: drawn("check_in", answered(fractional(), "2026-12-01T09:30", temperature=36.7)),
    "check-in-fever-on-the-day.txt": lambda: drawn(
        "check_in", answered(fractional(), "2026-12-10T07:00", temperature=38.1)
    ),
    "check-in-nothing.txt": lambda: drawn(
        "check_in", answered(sheet_in_recovery(), "2026-12-13T09:30", pain=2, itch=3, note="tight", signs_asked=True)
    ),
    "check-in-only-a-note.txt": lambda: drawn(
        "check_in", answered(sheet_in_recovery(), "2026-12-13T09:30", note="tight")
    ),
    "check-in-soon.txt": lambda: drawn("check_in", answered(sheet_in_recovery(), "2026-12-14T09:30", itch=8)),
    "check-in-today.txt": lambda: drawn(
        "check_in", answered(diary(), "2026-12-16T09:30", pain=5, redness=7, temperature=38.2, note="hot left cheek")
    ),
    "check-in-sunday.txt": lambda: drawn(
        "check_in", answered(sheet_in_recovery(), "2026-12-13T09:30", temperature=38.4)
    ),
    "check-in-now-at-night.txt": lambda: drawn(
        "check_in", answered(fractional().set("2026-12-10", **NIGHT), "2026-12-14T23:10", "cold-sore")
    ),
    "check-in-now-with-nobody.txt": lambda: drawn("check_in", answered(fractional(), "2026-12-14T23:10", "cold-sore")),
    "check-in-emergency.txt": lambda: drawn(
        "check_in", answered(diary(), "2026-12-15T23:10", "breathing", temperature=37.4)
    ),
    "check-in-late.txt": lambda: drawn("check_in", answered(sheet(), "2026-12-22T09:30", pain=1)),
    "check-in-second-session.txt": lambda: drawn(
        "check_in", answered(_second_session(), "2027-01-08T09:30", pain=5, temperature=37.0)
    ),
    "check-in-no-numbers.txt": lambda: drawn(
        "check_in", answered(fractional(answered=False, numbers=False), "2026-12-15T09:30", temperature=38.4)
    ),
    "check-in-no-plan.txt": lambda: drawn("check_in", without_plan("2026-12-15T09:30", temperature=38.4, pain=8)),
    "check-in-no-plan-nothing.txt": lambda: drawn("check_in", without_plan("2026-12-15T09:30", temperature=36.6)),
    "check-in-unread.txt": lambda: drawn("check_in", without_plan("2026-12-15T09:30", unread=True, pain=1)),
    "check-in-40.txt": lambda: drawn(
        "check_in", answered(sheet_in_recovery(), "2026-12-13T09:30", temperature=38.4), width=40
    ),
    "check-in-ascii.txt": lambda: drawn(
        "check_in", answered(sheet_in_recovery(), "2026-12-13T09:30", temperature=38.4), ascii_only=True
    ),
    "check-in-plain.txt": lambda: plain.check_in(
        answered(sheet_in_recovery(), "2026-12-13T09:30", "breathing", temperature=38.4)
    ),
    "diary.txt": _history,
    "diary-60-ascii.txt": lambda: _history(60, ascii_only=True),
    "diary-a-year.txt": _year,
    "diary-plain.txt": lambda: plain.diary(diary_page(diary().history.plan, on("2026-12-17"))),
    "call-after-an-emergency.txt": lambda: called("2026-12-15T10:00", 40.1, 37.4),
    "call-in-hours.txt": lambda: called("2026-12-15T10:00"),
    "call-at-night.txt": lambda: called("2026-12-15T22:00"),
}
