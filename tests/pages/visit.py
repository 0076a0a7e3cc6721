"""What to ask at the visit, on a dozen days, as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core.questions import QuestionsPage, questions_page
from resurf_cli.pages import markdown, plain
from tests.content import checklist as checklist_of
from tests.content import plans
from tests.core.record import Record
from tests.pages import NUMBERS, SHEET, TREATED, drawn, fractional, sheet, sheet_in_recovery

if TYPE_CHECKING:
    from collections.abc import Callable

DAY: Final = "2026-12-13"
CLINIC: Final = {"clinic": "Harbour Skin Clinic"}


def questions_on(record: Record, day: str = DAY) -> QuestionsPage:
    return questions_page(record.ledger(day))


def told() -> Record:
    """The sheet on day 3: some of it confirmed, a date told before a move, notes of before and after."""
    record = sheet_in_recovery().told("ointment", DAY).told("avoid.gym", DAY, drop=True).note("ask about the gym", DAY)
    record.note("from before", "2026-12-01").told("avoid.sun", DAY, last="2027-01-10")
    return record.move(DAY, "2026-12-11")


def nothing() -> Record:
    """The sheet, with the clinic's word on all of it that lies ahead."""
    record = sheet(answers__cold_sores=["no"], answers__area=["face"]).happened("healed", "2026-12-16")
    for each in questions_on(record, "2026-12-28").instructions:
        record.told(each.ref, "2026-12-28", last="2027-06-10" if each.ref == "avoid.acids" else "")
    return record


def third_session() -> Record:
    return plans.record("non-ablative", plans.least(checklist_of("non-ablative")), plans.FOUR)


def _screen(record: Record, day: str = DAY, *, full: bool = False, width: int = 80, ascii_only: bool = False) -> str:
    return drawn("questions", questions_on(record, day), full=full, width=width, ascii_only=ascii_only)


QUESTIONS: Final[dict[str, Callable[[], str]]] = {
    "questions.txt": lambda: _screen(sheet(), "2026-11-22"),
    "questions-all.txt": lambda: _screen(sheet(), "2026-11-22", full=True),
    "questions-recovery.txt": lambda: _screen(sheet_in_recovery()),
    "questions-told.txt": lambda: _screen(told(), full=True),
    "questions-told.md": lambda: markdown.questions(questions_on(told())),
    "questions-nothing.txt": lambda: _screen(nothing(), "2026-12-28"),
    "questions-from-a-clinic.txt": lambda: _screen(Record({**SHEET, **CLINIC}, TREATED, values=NUMBERS), "2026-12-01"),
    "questions-plain.txt": lambda: plain.questions(questions_on(told())),
    "questions-40-ascii.txt": lambda: _screen(sheet_in_recovery(), width=40, ascii_only=True),
    "questions-fractional-before.txt": lambda: _screen(fractional(), "2026-11-22"),
    "questions-fractional-before.md": lambda: markdown.questions(questions_on(fractional(), "2026-11-22")),
    "questions-fractional-day-3.txt": lambda: _screen(fractional()),
    "questions-fractional-healed-all.txt": lambda: _screen(
        fractional().happened("healed", "2026-12-16"), "2026-12-28", full=True
    ),
    "questions-ablative-unanswered.txt": lambda: _screen(plans.record("ablative", {}), "2026-12-01"),
    "questions-non-ablative-series.md": lambda: markdown.questions(questions_on(third_session(), "2027-01-25")),
    "questions-month-6.txt": lambda: _screen(fractional().happened("healed", "2026-12-16"), "2027-06-12"),
}
