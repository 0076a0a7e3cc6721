from __future__ import annotations

import json as standard
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.calendar import calendar
from resurf_cli.core.call import call_sheet
from resurf_cli.core.card import card
from resurf_cli.core.check_in import answer, diary_page
from resurf_cli.core.diary import CheckIn, Raised
from resurf_cli.core.log import log
from resurf_cli.core.phase import phase_page
from resurf_cli.core.ready import ready_page
from resurf_cli.core.signs import signs_page
from resurf_cli.core.summary import summary
from resurf_cli.core.timeline import timeline
from resurf_cli.core.when import when_page
from resurf_cli.pages import html, json, markdown, plain
from resurf_cli.pages.calendar import as_ics, entries
from tests.core.record import Record, on
from tests.pages import NUMBERS, SHEET, TREATED, drawn, page

if TYPE_CHECKING:
    from resurf_cli.core.check_in import Answer

DAY = "2026-12-13"
NOON = datetime(2026, 12, 13, 12, tzinfo=UTC)
HOSTILE = "\x1b[2J\x1b]0;owned\x07 \u202egnihton\u202c [red]loud[/red] \x9b31m a\tb\nc <b>bold</b> *stars*"
FORBIDDEN = "\x1b\x07\x9b\u202e\u202c"


def hostile() -> Record:
    """A plan whose every text would rewrite a terminal."""
    written = {name: part for name, part in SHEET.items() if name not in {"consult", "visits"}}
    tasks = [{"id": "ointment", "do": HOSTILE, "how": HOSTILE, "from": "0", "until": "healed", "repeat": "daily"}]
    written |= {"title": HOSTILE, "about": HOSTILE, "clinic": HOSTILE, "recovery": tasks}
    for name, word in (("avoid", "what"), ("expect", "what"), ("signs", "sign"), ("supplies", "item")):
        written[name] = [{**each, word: HOSTILE} for each in SHEET[name]]
    values = {**NUMBERS, "contact.day": HOSTILE, "contact.emergency": HOSTILE}
    record = Record(written, TREATED, values=values)
    record.skip("ointment", DAY, HOSTILE).note(HOSTILE, DAY, "ointment")
    return record.check_in(DAY, pain=3, note=HOSTILE, raised=[Raised("fever", "same-day", "temperature 39.0 >= 38.0")])


def feverish(record: Record) -> Answer:
    """A check-in with a fever, a sign that is there, and a note."""
    entered = CheckIn(on(DAY), NOON, {"temperature": 38.4}, {"temperature": "celsius"}, ("itch",), HOSTILE)
    return answer(record.ledger(DAY), entered, NOON, signs_asked=False)


def texts(width: int, *, colour: bool) -> list[str]:
    record = hostile()
    how: dict[str, Any] = {"width": width, "colour": colour}
    ledger = record.ledger(DAY)
    return [
        drawn("day", page(record, DAY), **how),
        drawn("day", page(record, DAY), full=True, **how),
        drawn("phase", phase_page(ledger, "recovery", on(DAY), whole=True), **how),
        *(drawn("card", card(ledger, name, on(DAY)), **how) for name in ("ointment", "avoid.sun", "signs.fever")),
        drawn("signs", signs_page(ledger, on(DAY)), **how),
        drawn("log", log(record.history), **how),
        drawn("timeline", timeline(ledger), whole=True, **how),
        drawn("when", when_page(ledger, on(DAY)), **how),
        drawn("when", when_page(ledger, on(DAY), HOSTILE), **how),
        drawn("when", when_page(ledger, on(DAY), "sun"), **how),
        drawn("check_in", feverish(record), **how),
        drawn("call", call_sheet(ledger, on(DAY), NOON), **how),
        drawn("diary", diary_page(ledger.plan, on(DAY)), **how),
        drawn("ready", ready_page(record.ledger(TREATED), NOON), full=True, **how),
        drawn("plan", ledger.plan, on(DAY), **how),
        drawn("plans", [(ledger.plan, True)], **how),
        drawn("summary", summary(ledger), label=HOSTILE, **how),
        drawn("checklist", ledger.plan.checklist, sources=True, **how),
        markdown.summary(summary(ledger), label=HOSTILE),
        html.summary(summary(ledger), label=HOSTILE),
        as_ics(calendar(ledger), entries(calendar(ledger), "6f1d3c52-8a43-4d0b-9a53-6f6dd0a1f9b1")).replace(
            "\r\n", "\n"
        ),
        markdown.checklist(ledger.plan.checklist, sources=True),
    ]


@pytest.mark.parametrize("width", [40, 80])
def test_no_text_of_a_person_or_a_file_controls_the_terminal(width: int) -> None:
    for text in texts(width, colour=False):
        assert not [each for each in text if each in FORBIDDEN or (unicodedata.category(each) == "Cc" and each != "\n")]


def test_in_colour_the_only_escapes_are_those_of_colour() -> None:
    for text in texts(80, colour=True):
        parts = text.split("\x1b[")[1:]
        assert all(part.split("m", 1)[0].replace(";", "").isdigit() for part in parts)
        assert not [each for each in text if each in "\x07\x9b\u202e\u202c"]


def test_markup_of_rich_is_shown_as_it_was_written() -> None:
    assert all("[red]loud[/red]" in text for text in texts(400, colour=True)[:8])


def test_markdown_and_html_in_a_text_are_not_marks() -> None:
    found = markdown.summary(summary(hostile().ledger(DAY)), label="# <script>alert(1)</script>")
    assert "<script>" not in found
    assert "\n# " not in found
    assert "\\*stars\\*" in found
    assert found.startswith("# Care summary\n")


def test_a_plain_record_is_one_line_of_ascii_with_its_fields() -> None:
    found = plain.day(page(hostile(), DAY))
    assert found.isascii()
    task = next(line.split("\t") for line in found.splitlines() if line.startswith("task\t4\tointment\t"))
    assert len(task) == 12
    assert "\\u001b[2J" in task[3]
    assert "a b c" in task[3]
    assert {line.split("\t")[0] for line in found.splitlines()} == {
        *("date", "event", "progress", "task", "avoid", "expect", "sign", "call", "emergency"),
    }


def test_a_plain_task_has_number_id_title_status_done_times_and_whose_word() -> None:
    record = Record(SHEET, TREATED, shipped=True, values=NUMBERS).tick("ointment", DAY, 3)
    lines = [line.split("\t") for line in plain.day(page(record, DAY)).splitlines()]
    found = next(line for line in lines if line[:3] == ["task", "5", "ointment"])
    title = "Keep a thin film of ointment on the skin"
    assert found[1:8] == ["5", "ointment", title, "partly", "3", "4", "resurf's default: ask"]


def test_json_keeps_a_text_as_it_was_written() -> None:
    found = standard.loads(standard.dumps(json.summary(summary(hostile().ledger(DAY)))))
    assert found["notes"][0]["text"] == HOSTILE


def test_a_label_is_in_the_json_only_when_it_was_given() -> None:
    made = summary(hostile().ledger(DAY))
    assert json.summary(made, label="For Dr. Lee")["label"] == "For Dr. Lee"
    assert "label" not in json.summary(made)
