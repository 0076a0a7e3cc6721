"""Pages between the sessions of a series: where the day lies, and of which session things are."""

from __future__ import annotations

from resurf_cli.core.phase import phase_page
from resurf_cli.pages import json, plain
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, on
from tests.pages import drawn, page

PARTS = document(
    events=HEALED,
    prep=[
        {"id": "driver", "from": "-7", "until": "-1"},
        {"id": "wash", "from": "-7", "until": "-1", "repeat": "daily"},
    ],
    recovery=[
        {"id": "care", "from": "0", "until": "20", "repeat": "daily"},
        {"id": "once", "from": "1", "until": "40"},
    ],
    expect=[
        {"id": "pink", "from": "0", "until": "40", "after-that": "red"},
        {"id": "itch", "from": "0", "until": "5", "after-that": "red"},
    ],
    signs=[
        {"id": "red", "sign": "Red for long", "from": "20", "until": "60", "urgency": "same-day"},
        {"id": "pain", "sign": "Strong pain", "from": "0", "until": "60", "urgency": "same-day"},
    ],
)


def series() -> Record:
    return Record(PARTS, TREATED, AGAIN)


def text(day: str) -> str:
    return " ".join(drawn("day", page(series(), day), full=True).replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_page_says_how_far_it_is_from_the_session_before_and_from_the_next() -> None:
    said = "day 20 after session 1, 8 days before session 2"
    assert said in text("2026-12-30")
    assert said in plain.day(page(series(), "2026-12-30")).splitlines()[0]
    found = json.day(page(series(), "2026-12-30"))["sessions"]
    assert [(each["session"], each["day"]) for each in found] == [(1, 20), (2, -8)]


def test_a_page_of_a_phase_says_it_too() -> None:
    found = phase_page(series().ledger("2027-01-02"), "prep", on("2027-01-02"), whole=False)
    said = "day 23 after session 1, 5 days before session 2"
    assert drawn("phase", found).startswith(f"Preparation: {said}")
    assert plain.phase(found).splitlines()[0].endswith(said)
    assert [each["day"] for each in json.phase(found)["sessions"]] == [23, -5]


def test_a_once_task_for_another_session_than_the_one_under_way_says_its_date() -> None:
    assert "About driver (for 7 Jan)" in text("2027-01-02")
    assert "About once due" in text("2027-01-02")
    assert "(for" not in text("2026-12-05")


def test_a_sign_of_the_session_before_says_so_until_the_later_one_lists_it_too() -> None:
    assert "Red for long (of session 1)" in text(AGAIN)
    assert "Strong pain: call" in text(AGAIN)
    assert "of session" not in text("2027-01-06")
    assert "of session" not in text("2027-01-27")
    found = {each["id"]: each["session"] for each in json.day(page(series(), AGAIN))["signs"]}
    assert found == {"red": 1, "pain": 2}


def test_the_day_before_a_session_is_no_last_day_of_what_is_normal() -> None:
    assert "About itch (last day)" in text("2026-12-15")
    assert "About pink (last day)" not in text("2027-01-06")
    assert "About pink (last day)" in text("2027-02-16")
