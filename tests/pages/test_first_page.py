"""What the first page of the care summary chooses where there is more than it has room for, and where the rest is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resurf_cli.core.diary import Raised
from resurf_cli.core.summary import summary
from resurf_cli.pages import summary as page
from resurf_cli.pages.paper import Facts, Table, Words
from tests.core.record import Record, document

if TYPE_CHECKING:
    from resurf_cli.pages.paper import Block, Paper

MANY = range(20)
SHEET = document(
    measures={f"m{i}": {"ask": f"Trouble {i}", "scale": "0..10", "normal": {"0": "0..6"}} for i in MANY},
    events={f"e{i}": {"ask": f"Is thing {i} over?", "latest": "8", "sign": "late"} for i in MANY},
    signs=[
        {"id": "late", "until": "42", "urgency": "same-day"},
        {"id": "odd", "until": "42", "urgency": "soon", "alert": "m5 <= 1"},
    ],
    recovery=[{"id": "wash", "from": "0", "until": "30", "repeat": "daily"}],
)


def paper(made: Record, day: str) -> Paper:
    return page.paper(summary(made.ledger(day)))


def blocks(found: Paper, title: str) -> tuple[Block, ...]:
    return next(each.blocks for each in (*found.front, *found.details) if each.title == title)


def scored(made: Record) -> Record:
    """Check-ins whose measure ``mN`` has the score N - 10, and nothing below 0."""
    scores: dict[str, Any] = {f"m{i}": max(0, i - 10) for i in MANY}
    return made.check_in("2026-12-11", raised=[Raised("odd", "soon", "m5 0 <= 1")], **scores)


def test_scores_that_raised_a_sign_or_are_not_usual_come_before_the_others_in_the_order_of_the_sheet() -> None:
    table, more = blocks(paper(scored(Record(SHEET)), "2026-12-12"), "Scores")
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["M0", "M1", "M5", "M17", "M18", "M19"]
    assert more == Words("14 more below, under Diary.")


def test_all_scores_are_in_the_diary_a_few_to_a_table() -> None:
    found = blocks(paper(scored(Record(SHEET)), "2026-12-12"), "Diary")
    tables = [each for each in found if isinstance(each, Table)]
    assert [name for each in tables for name in each.head if name != "Check-in"] == [f"m{i}" for i in MANY]
    assert max(len(each.head) for each in tables) == 1 + page.COLUMNS
    assert [cell for each in tables for cell in each.rows[0][1:]] == [str(max(0, i - 10)) for i in MANY]


def test_a_check_in_stands_in_the_tables_it_has_a_score_for() -> None:
    made = Record(SHEET).check_in("2026-12-11", m0=1).check_in("2026-12-12", m9=2, m0=3)
    found = blocks(paper(made, "2026-12-13"), "Diary")
    [table] = [each for each in found if isinstance(each, Table)]
    assert [row[1:] for row in table.rows] == [("1", ""), ("3", "2")]


def test_events_that_are_late_come_before_the_latest_that_happened() -> None:
    made = Record(SHEET)
    for i in range(17):
        made.happened(f"e{i}", f"2026-12-{11 + i % 5}")
    found = paper(made, "2026-12-24")
    facts, more = blocks(found, "Events")
    assert isinstance(facts, Facts)
    assert [name for name, _ in facts.rows] == ["Is thing 4 over?", *(f"Is thing {i} over?" for i in (17, 18, 19))]
    assert more == Words("16 more below, under Every event.")
    [every] = blocks(found, "Every event")
    assert isinstance(every, Facts)
    assert {name for name, _ in every.rows} == {f"Is thing {i} over?" for i in MANY}


def test_where_all_events_fit_they_are_said_once() -> None:
    events = {"healed": {"ask": "Is it closed?", "expected": "6"}}
    few = document(events=events, recovery=[{"id": "wash", "until": "9"}])
    found = paper(Record(few).happened("healed", "2026-12-16"), "2026-12-17")
    assert blocks(found, "Events") == (Facts((("Is it closed?", "Yes, Wed 16 Dec, day 6."),)),)
    assert "Every event" not in {each.title for each in found.details}


def test_a_task_names_fewer_days_on_the_first_page_than_in_the_details() -> None:
    found = paper(Record(SHEET), "2026-12-24")
    first, whole = (blocks(found, title)[-1] for title in ("Missed or skipped", "Recovery"))
    assert isinstance(first, Table)
    assert isinstance(whole, Table)
    assert first.rows[0][2] == "Thu 10 Dec, Fri 11 Dec, Sat 12 Dec and 11 more"
    assert whole.rows[0][2] == "Thu 10 Dec, Fri 11 Dec, Sat 12 Dec, Sun 13 Dec and 10 more"
