from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import pytest

from resurf_cli.core.calendar import calendar
from resurf_cli.core.card import card
from resurf_cli.core.checklist import checklist
from resurf_cli.core.log import log
from resurf_cli.core.phase import phase_page
from resurf_cli.core.signs import signs_page
from resurf_cli.core.summary import summary
from resurf_cli.core.timeline import timeline
from resurf_cli.pages import markdown, plain
from resurf_cli.pages.calendar import as_ics, entries
from tests.content import checklist as content
from tests.content.plans import least
from tests.content.plans import record as treated
from tests.core.record import Record, on
from tests.pages import NUMBERS, SHEET, TREATED, drawn, fractional, page, series, sheet, sheet_in_recovery
from tests.pages.backwards_pages import BACKWARDS
from tests.pages.before import READY
from tests.pages.check_ins import CHECK_INS
from tests.pages.visit import QUESTIONS
from tests.pages.whens import WHENS

if TYPE_CHECKING:
    from collections.abc import Callable

    from resurf_cli.core.summary import Summary

GOLDEN: Final = Path(__file__).parent / "golden"
DAY: Final = "2026-12-13"


def _recovering(width: int, *, ascii_only: bool = False) -> str:
    return drawn("day", page(sheet_in_recovery(), DAY), width=width, ascii_only=ascii_only)


def _late() -> str:
    record = sheet(answers__area=["face"], answers__cold_sores=["no"])
    return drawn("day", page(record, "2026-12-22"))


def _summary() -> str:
    record = sheet_in_recovery().happened("healed", "2026-12-16").note("It itches *badly* <here>", "2026-12-15", "wash")
    return markdown.summary(summary(record.ledger("2026-12-20")), label="For Dr. Lee")


def _calendar() -> str:
    """A whole calendar: a visit agreed, an event to ask for, care at set times."""
    record = sheet(visit__check="2026-12-17").tick("driver", "2026-12-04")
    found = calendar(record.ledger("2026-12-07"))
    return as_ics(found, entries(found, "6f1d3c52-8a43-4d0b-9a53-6f6dd0a1f9b1"))


def _clinic() -> Record:
    """The sheet as a clinic's own file, by its name."""
    return Record({**SHEET, "clinic": "Harbour Skin Clinic"}, TREATED, values=NUMBERS)


def _told() -> Record:
    """The sheet on day 3, after a call with the clinic."""
    record = sheet_in_recovery().told("ointment", "2026-12-12").told("avoid.sun", "2026-12-12", last="2027-01-10")
    return record.told("tablets", "2026-12-12", last="2026-12-20").told("avoid.gym", "2026-12-12", drop=True)


def _sum() -> Summary:
    record = sheet_in_recovery().happened("healed", "2026-12-16").note("It itches", "2026-12-15", "wash")
    return summary(record.ledger("2026-12-20"))


def _shelf() -> list[Any]:
    row = {"version": "3", "reviewed": None, "base": False, "mistakes": ()}
    return [
        SimpleNamespace(**row, id="small-peel", title="A small peel", where="shipped"),
        SimpleNamespace(**{**row, "mistakes": (1, 2)}, id="mine.yaml", title="", where="yours"),
    ]


def _series() -> Record:
    """The sheet as a series of two, with a visit."""
    return sheet("2026-12-10", "2027-01-07").set("2026-11-23", visit__check="2026-12-17")


def _short() -> Record:
    """A journey of a week."""
    avoid = [{"id": "gym", "what": "The gym", "from": "0", "until": "3", "then-careful-until": "6"}]
    recovery = [{"id": "wash", "do": "Wash gently", "from": "1", "until": "6", "repeat": "daily"}]
    return Record({"resurf": "1", "id": "short", "title": "A short one", "avoid": avoid, "recovery": recovery}, TREATED)


def _treated(name: str, *sessions: str, answered: bool = True) -> Record:
    """A plan of a shipped treatment, made long before."""
    answers = least(content(name)) if answered else {}
    return treated(name, answers, [on(day) for day in sessions or (TREATED,)])


def _timeline(record: Record, day: str, first: str = "", last: str = "", **how: Any) -> str:
    part = (on(first), on(last)) if first else ()
    return drawn("timeline", timeline(record.ledger(day), *part), **how)


PAGES: Final[dict[str, Callable[[], str]]] = {
    "recovery-80.txt": lambda: _recovering(80),
    "recovery-60.txt": lambda: _recovering(60),
    "recovery-40.txt": lambda: _recovering(40),
    "recovery-80-ascii.txt": lambda: _recovering(80, ascii_only=True),
    "recovery-plain.txt": lambda: plain.day(page(sheet_in_recovery(), DAY)),
    "recovery-past.txt": lambda: drawn("day", page(sheet_in_recovery(), DAY, "2026-12-16")),
    "recovery-coming.txt": lambda: drawn("day", page(sheet_in_recovery(), "2026-12-18", DAY)),
    "event-late.txt": _late,
    "preparation-made-late.txt": lambda: drawn("day", page(sheet(made="2026-12-08"), "2026-12-08")),
    "before-the-first-day.txt": lambda: drawn("day", page(sheet(made="2026-11-01"), "2026-11-10")),
    "between-sessions.txt": lambda: drawn("day", page(sheet("2026-12-10", "2027-01-07"), "2026-12-30")),
    "from-a-clinic.txt": lambda: drawn("day", page(sheet(shipped=False), DAY)),
    "phase-prep.txt": lambda: drawn(
        "phase", phase_page(sheet().ledger("2026-12-08"), "prep", on("2026-12-08"), whole=False)
    ),
    "phase-recovery-all.txt": lambda: drawn(
        "phase", phase_page(sheet_in_recovery().ledger(DAY), "recovery", on(DAY), whole=True)
    ),
    "phase-consult.txt": lambda: drawn(
        "phase", phase_page(sheet().ledger("2026-11-22"), "consult", on("2026-11-22"), whole=True)
    ),
    "show-ointment.txt": lambda: drawn("card", card(sheet_in_recovery().ledger(DAY), "ointment", on(DAY))),
    "show-ban.txt": lambda: drawn("card", card(sheet_in_recovery().ledger(DAY), "avoid.make-up", on(DAY))),
    "show-told.txt": lambda: drawn("card", card(_told().ledger(DAY), "avoid.sun", on(DAY))),
    "show-taken-off.txt": lambda: drawn("card", card(_told().ledger(DAY), "avoid.gym", on(DAY))),
    "told-before-a-move.txt": lambda: drawn("day", page(_told().move(DAY, "2026-12-11"), DAY)),
    "told-before-a-move-plain.txt": lambda: plain.day(page(_told().move(DAY, "2026-12-11"), DAY)),
    "show-told-before-a-move.txt": lambda: drawn(
        "card", card(_told().move(DAY, "2026-12-11").ledger(DAY), "avoid.sun", on(DAY))
    ),
    "summary-told.txt": lambda: drawn("summary", summary(_told().ledger(DAY))),
    "summary-told-before-a-move.md": lambda: markdown.summary(summary(_told().move(DAY, "2026-12-11").ledger(DAY))),
    "signs.txt": lambda: drawn("signs", signs_page(sheet_in_recovery().ledger(DAY), on(DAY))),
    "log.txt": lambda: drawn("log", log(sheet_in_recovery().undo(DAY).history)),
    "plan.txt": lambda: drawn("plan", sheet_in_recovery().history.plan, on(DAY)),
    "summary.md": _summary,
    "calendar.ics": lambda: _calendar().replace("\r\n", "\n"),
    "summary.txt": lambda: drawn("summary", _sum(), label="For Dr. Lee"),
    "summary-plain.txt": lambda: plain.summary(_sum(), label="For Dr. Lee"),
    "summary-from-a-clinic.txt": lambda: drawn("summary", summary(_clinic().ledger("2026-12-22"))),
    "from-a-named-clinic.txt": lambda: drawn("day", page(_clinic(), "2026-12-10")),
    "signs-plain.txt": lambda: plain.signs(signs_page(sheet_in_recovery().ledger(DAY), on(DAY))),
    "phase-plain.txt": lambda: plain.phase(phase_page(sheet().ledger(DAY), "prep", on("2026-12-08"), whole=True)),
    "plans.txt": lambda: drawn("plans", [(sheet("2026-12-10", "2027-01-07").history.plan, True)]),
    "checklists.txt": lambda: drawn("checklists", _shelf()),
    "checklist.txt": lambda: drawn("checklist", checklist(SHEET, shipped=True), day0=None, sources=True),
    "timeline.txt": lambda: _timeline(sheet_in_recovery(), DAY),
    "timeline-all.txt": lambda: _timeline(sheet_in_recovery(), DAY, whole=True),
    "timeline-60-ascii.txt": lambda: _timeline(sheet_in_recovery(), DAY, width=60, ascii_only=True),
    "timeline-40.txt": lambda: _timeline(sheet_in_recovery(), DAY, width=40),
    "timeline-plain.txt": lambda: plain.timeline(timeline(_series().ledger("2026-11-30"))),
    "timeline-series.txt": lambda: _timeline(_series(), "2026-11-30"),
    "timeline-between-sessions.txt": lambda: _timeline(_series().happened("healed", "2026-12-17"), "2026-12-30"),
    "timeline-short.txt": lambda: _timeline(_short(), "2026-12-12"),
    "timeline-told.txt": lambda: _timeline(_told(), DAY),
    "timeline-healed.txt": lambda: _timeline(sheet_in_recovery().happened("healed", "2026-12-15"), "2026-12-18"),
    "timeline-late.txt": lambda: _timeline(sheet_in_recovery(), "2026-12-24"),
    "timeline-over.txt": lambda: _timeline(_short(), "2027-01-20"),
    "timeline-fractional-before.txt": lambda: _timeline(fractional(answered=False), "2026-10-20"),
    "timeline-fractional-day-3.txt": lambda: _timeline(fractional(), DAY),
    "timeline-fractional-closer.txt": lambda: _timeline(fractional(), DAY, "2026-12-06", "2027-01-24"),
    "timeline-fractional-healed.txt": lambda: _timeline(fractional().happened("healed", "2026-12-16"), "2026-12-28"),
    "timeline-ablative-month-3.txt": lambda: _timeline(
        _treated("ablative").happened("healed", "2026-12-20"), "2027-03-12"
    ),
    "timeline-non-ablative-series.txt": lambda: _timeline(
        _treated("non-ablative", "2026-12-10", "2027-01-07", "2027-02-04"), "2026-12-20"
    ),
    "timeline-non-ablative-120.txt": lambda: _timeline(
        _treated("non-ablative", answered=False), "2026-12-11", width=120
    ),
    "checklist-dated.md": lambda: markdown.checklist(checklist(SHEET, shipped=False), day0=on("2026-12-10")),
    **BACKWARDS,
    **CHECK_INS,
    **READY,
    **WHENS,
    **QUESTIONS,
    **series.PAGES,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_its_golden_file(name: str) -> None:
    assert PAGES[name]() == (GOLDEN / name).read_text(encoding="utf-8")


def test_every_golden_file_is_of_a_page() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(PAGES)


if __name__ == "__main__":  # python -m tests.pages.test_golden writes them anew: read the difference before it is kept
    for name in sys.argv[1:] or PAGES:
        (GOLDEN / name).write_text(PAGES[name](), encoding="utf-8")
