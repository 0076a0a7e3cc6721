from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.calendar import calendar
from resurf_cli.core.call import call_sheet
from resurf_cli.core.card import card
from resurf_cli.core.check_in import answer, diary_page
from resurf_cli.core.checklist import checklist
from resurf_cli.core.diary import CheckIn
from resurf_cli.core.health import DAMAGED, LEFT, Copy, Health, Rescue
from resurf_cli.core.health import Found as Beside
from resurf_cli.core.log import log
from resurf_cli.core.phase import phase_page
from resurf_cli.core.ready import ReadyPage, ready_page
from resurf_cli.core.signs import signs_page
from resurf_cli.core.summary import summary
from resurf_cli.core.timeline import timeline
from resurf_cli.core.todos import Found, Said, Synced, Taken
from resurf_cli.core.when import when_page
from resurf_cli.pages import json
from resurf_cli.pages.calendar import entries
from tests.core.record import Record, on
from tests.pages import SHEET, page, sheet_in_recovery
from tests.pages.backwards_pages import asked
from tests.pages.before import before
from tests.pages.visit import questions_on, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from resurf_cli.core.check_in import Answer

DAY = "2026-12-13"
NOON = datetime(2026, 12, 13, 12, tzinfo=UTC)
WRITTEN = Path(__file__).parents[2] / "docs" / "json.md"


def _told() -> Record:
    """The sheet in recovery, with an end the clinic moved."""
    return sheet_in_recovery().told("ointment", DAY, last="2026-12-20")


def _confirmed() -> Record:
    """The sheet in recovery, with an instruction the clinic confirmed."""
    return sheet_in_recovery().told("ointment", DAY)


def _feverish() -> Answer:
    """A check-in that asks for a call."""
    at = datetime(2026, 12, 13, 9, 30, tzinfo=UTC)
    entered = CheckIn(on(DAY), at, {"temperature": 38.4}, {"temperature": "celsius"})
    return answer(sheet_in_recovery().ledger(DAY), entered, at, signs_asked=False)


def _ready() -> ReadyPage:
    """The sheet before the treatment, with a question that needs a call and one that is answered."""
    return ready_page(before("2026-12-05").ledger("2026-12-08"), NOON, {"sun-now": True, "consent-read": True})


def _diary() -> Record:
    """The sheet in recovery, with two check-ins."""
    return sheet_in_recovery().check_in(DAY, pain=3).check_in(DAY, temperature=38.4, raised=_feverish().check_in.raised)


def _journey() -> Record:
    """The sheet in recovery, with a visit."""
    return sheet_in_recovery().set(DAY, visit__check="2026-12-17")


def _calendar() -> dict[str, Any]:
    found = calendar(_journey().ledger(DAY))
    made: dict[str, Any] = json.calendar(found, entries(found, "6f1d3c52-8a43-4d0b-9a53-6f6dd0a1f9b1"))
    return made


def _health() -> Health:
    """A damaged record with a copy, and something left beside it."""
    left = Beside(LEFT, "photos/co2/9.jpg", "look at it")
    rescue = Rescue(7, ("co2",), on(DAY), 2, (5,), ("resurf-2026-12-12.sqlite3",))
    return Health("/data", DAMAGED, "damaged", 0, 0, (Copy("resurf-2026-12-12.sqlite3", NOON, 5),), (left,), rescue)


def _synced() -> Synced:
    """A sync that took a tick and a skip, and left the rest."""
    mark = {"task": "ointment", "session": 1, "day": DAY, "once": False}
    found = Found("x", "wash", 1, once=False, day=on("2026-12-14"), said=Said.DONE, base=Said.OPEN)
    taken = Taken(({**mark, "times": 3},), ({**mark, "task": "wash"},), (found,), (found,))
    return Synced(_journey().ledger(DAY), on(DAY), taken, (("x.ics", "it is cut off"),), 1, 2, 3)


SHAPES: dict[str, Callable[[], dict[str, Any]]] = {
    "resurf.today/1": lambda: json.day(page(_told().move(DAY, "2026-12-09"), DAY)),
    "resurf.phase/1": lambda: json.phase(phase_page(sheet_in_recovery().ledger(DAY), "prep", on(DAY), whole=True)),
    "resurf.show/1": lambda: json.card(card(_confirmed().ledger(DAY), "ointment", on(DAY))),
    "resurf.signs/1": lambda: json.signs(signs_page(sheet_in_recovery().ledger(DAY), on(DAY))),
    "resurf.when/1": lambda: json.when(when_page(_told().ledger(DAY), on(DAY), "sun")),
    "resurf.check-in/1": lambda: json.check_in(_feverish(), stored=True),
    "resurf.check-in-history/1": lambda: json.diary(diary_page(_diary().history.plan, on(DAY))),
    "resurf.call/1": lambda: json.call(
        call_sheet(_diary().ledger(DAY), on(DAY), datetime(2026, 12, 13, 9, tzinfo=UTC))
    ),
    "resurf.plan-new/1": lambda: json.backwards(
        asked(Record(SHEET, shipped=True), "2027-06-20", "2027-06-01", "make-up"), "resurf plan new"
    ),
    "resurf.timeline/1": lambda: json.timeline(timeline(_journey().ledger(DAY))),
    "resurf.calendar/1": _calendar,
    "resurf.doctor/1": lambda: json.doctor(_health()),
    "resurf.photos/1": lambda: json.photos(_journey().photo(DAY, "chin").history.plan, on(DAY), {}),
    "resurf.calendar-sync/1": lambda: json.synced(_synced()),
    "resurf.log/1": lambda: json.log(log(sheet_in_recovery().history)),
    "resurf.summary/1": lambda: json.summary(summary(_told().check_in(DAY, pain=3).photo(DAY).ledger(DAY)), label="x"),
    "resurf.ready/1": lambda: json.ready(_ready()),
    "resurf.questions/1": lambda: json.questions(questions_on(told().answer(DAY, "area"))),
    "resurf.plans/1": lambda: json.plans([(sheet_in_recovery().history.plan, True)]),
    "resurf.plan-show/1": lambda: json.plan(sheet_in_recovery().history.plan, on(DAY)),
    "resurf.checklist-show/1": lambda: json.checklist(checklist(SHEET, shipped=True), day0=on("2026-12-10")),
}
COMMON = {"applies", "origin", "source", "basis", "done", "due", "skipped", "from", "until", "depends_on", "schema"}
"""Fields that the head of the page explains once for all shapes."""


def sections() -> dict[str, str]:
    """The text of each shape, by its name."""
    parts = re.split(r"^## .*`(resurf\.[a-z-]+/1)`$", WRITTEN.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def words_of(text: str) -> set[str]:
    return {word for quoted in re.findall(r"`([^`]+)`", text) for word in quoted.split()}


def test_every_shape_is_written_down() -> None:
    assert {*SHAPES, "resurf.checklists/1"} == set(sections())


@pytest.mark.parametrize("name", SHAPES)
def test_every_field_that_is_printed_is_written_down(name: str) -> None:
    found = SHAPES[name]()
    assert found["schema"] == name
    assert set(found) - words_of(sections()[name]) - COMMON == set()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("resurf.today/1", "tasks"),
        ("resurf.today/1", "asked"),
        ("resurf.today/1", "unused"),
        ("resurf.today/1", "sessions"),
        ("resurf.signs/1", "signs"),
        ("resurf.log/1", "changes"),
        *(("resurf.doctor/1", name) for name in ("copies", "found")),
        ("resurf.when/1", "matches"),
        ("resurf.check-in/1", "signs"),
        ("resurf.check-in/1", "expect"),
        ("resurf.check-in-history/1", "measures"),
        ("resurf.check-in-history/1", "check_ins"),
        ("resurf.ready/1", "reasons"),
        ("resurf.ready/1", "answered"),
        ("resurf.questions/1", "unused"),
        ("resurf.questions/1", "questions"),
        ("resurf.questions/1", "instructions"),
        ("resurf.summary/1", "measures"),
        *(("resurf.plan-new/1", name) for name in ("avoid", "earlier", "still", "expect")),
        *(("resurf.timeline/1", name) for name in ("avoid", "tasks", "once", "expect", "events", "visits")),
        ("resurf.plans/1", "plans"),
        ("resurf.show/1", "sources"),
        ("resurf.summary/1", "told"),
        ("resurf.calendar/1", "entries"),
        *(("resurf.calendar-sync/1", name) for name in ("taken", "waiting", "unknown", "broken")),
        ("resurf.summary/1", "curves"),
        ("resurf.summary/1", "photos"),
        ("resurf.photos/1", "photos"),
        ("resurf.summary/1", "days"),
        ("resurf.show/1", "days"),
        ("resurf.plan-show/1", "questions"),
        ("resurf.plan-show/1", "visits"),
        ("resurf.plan-show/1", "events"),
    ],
)
def test_every_field_of_what_is_listed_is_written_down(name: str, field: str) -> None:
    listed = SHAPES[name]()[field]
    assert listed
    assert {key for each in listed for key in each} - words_of(sections()[name]) - COMMON == set()


def test_every_field_of_a_window_of_a_ban_is_written_down() -> None:
    (window,) = SHAPES["resurf.when/1"]()["matches"][0]["windows"]
    assert set(window) - words_of(sections()["resurf.when/1"]) == set()
