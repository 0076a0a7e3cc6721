"""``resurf when``: its three forms, what it finds, its exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

DAY3 = "2026-12-13T12:00"
LONG = "No. Careful from Sun 10 Jan 2027; yes from Tue 9 Feb 2027 (in 58 days)."


@pytest.fixture
def recovering(resurf: Program) -> Program:
    resurf.planned("--answer", "smokes=no")
    resurf("plan", "set", "contact.day=+1 555 0100")
    return resurf


def test_it_answers_in_all_three_forms(recovering: Program) -> None:
    text = recovering("when", "sun", now=DAY3)
    assert text.code == 0
    assert text.text.startswith(f"Direct sun {LONG}")
    assert "New skin marks easily." in text.out
    assert recovering("when", "sun", "--plain", now=DAY3).out.splitlines()[:2] == [
        "date\t2026-12-13",
        f"answer\tsun\tDirect sun\tno\t2027-02-09\t\t\tyour own file\t\t{LONG}\t",
    ]
    found = recovering("when", "sun", "--json", now=DAY3).json
    assert (found["schema"], found["query"], found["date"]) == ("resurf.when/1", "sun", "2026-12-13")
    (match,) = found["matches"]
    assert (match["id"], match["answer"], match["allowed_from"]) == ("sun", "no", "2027-02-09")
    assert match["windows"] == [
        {"from": "2026-11-26", "strict": True, "strict_until": "2027-01-09", "until": "2027-02-08", "depends_on": None}
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("make-up",),
        ("Make-Up",),
        ("makeup",),
        ("my", "make", "up"),
        ("when may I use my foundation again?",),
        ("foundations",),
        ("foundaton",),
    ],
)
def test_several_words_need_no_quotes_and_everyday_words_do_not_hinder(
    recovering: Program, words: tuple[str, ...]
) -> None:
    ran = recovering("when", *words, "--json", now=DAY3)
    assert [each["id"] for each in ran.json["matches"]] == ["make-up"]


def test_a_near_spelling_is_said_back(recovering: Program) -> None:
    assert "Make-up (foundation); you wrote foundaton" in recovering("when", "foundaton", now=DAY3).text
    assert recovering("when", "foundaton", "--json", now=DAY3).json["loosely"] is True


@pytest.mark.parametrize("form", [(), ("--plain",), ("--json",)])
def test_what_the_plan_does_not_name_is_never_a_yes(recovering: Program, form: tuple[str, ...]) -> None:
    ran = recovering("when", "skydiving", *form, now=DAY3)
    assert (ran.code, ran.out) == (3, "")
    assert '"skydiving" is not in your plan: ask your clinic, +1 555 0100.' in ran.text
    assert "yes" not in ran.text.lower()


def test_without_the_number_of_the_clinic_it_says_how_to_enter_it(resurf: Program) -> None:
    ran = resurf.planned()("when", "skydiving", now=DAY3)
    assert ran.code == 3
    assert "ask your clinic (no number here yet: resurf plan set contact.day=" in ran.text


def test_what_the_clinic_took_off_is_its_word_and_no_yes_from_silence(recovering: Program) -> None:
    recovering("told", "avoid.sun", "--drop", now=DAY3)
    ran = recovering("when", "sun", now=DAY3)
    assert (ran.code, ran.out) == (3, "")
    assert "Direct sun: your clinic took it off on Sun 13 Dec 2026" in ran.text
    assert "sun" not in [each["id"] for each in recovering("when", "--json", now=DAY3).json["matches"]]


def test_an_event_not_recorded_is_asked_for_and_frees_it_once_recorded(recovering: Program) -> None:
    waiting = recovering("when", "make-up", now="2026-12-16T12:00")
    assert "No, until healed." in waiting.text
    assert "If it comes when expected: yes from Thu 17 Dec. resurf happened healed" in waiting.text
    recovering("happened", "healed", now="2026-12-16T13:00")
    assert "No. Yes from Thu 17 Dec (tomorrow)." in recovering("when", "make-up", now="2026-12-16T14:00").text
    assert "Make-up Yes, from today." in recovering("when", "make-up", now="2026-12-17T12:00").text


def test_another_day_can_be_asked_about(recovering: Program) -> None:
    ran = recovering("when", "sun", "--for", "2027-01-20", now=DAY3)
    assert "Direct sun · Wed 20 Jan 2027, in 38 days" in ran.text
    assert "Careful. Yes from Tue 9 Feb 2027" in ran.text
    assert recovering("when", "sun", "--for", "12/10/2026", now=DAY3).code == 2
    assert recovering("when", "make-up", "--for", "2030-01-01", "--json", now=DAY3).json["matches"][0]["answer"] == "no"


def test_alone_it_lists_every_ban(recovering: Program) -> None:
    ran = recovering("when", now=DAY3)
    assert ran.code == 0
    assert "Direct sun: No. Careful from Sun 10 Jan 2027; yes from Tue 9 Feb 2027." in ran.text
    found = recovering("when", "--json", now=DAY3).json
    assert (found["query"], [each["id"] for each in found["matches"]]) == (None, ["sun", "make-up"])


def test_nothing_to_ask_for_is_wrong_usage_and_no_plan_says_how_to_make_one(resurf: Program) -> None:
    ran = resurf("when", "sun")
    assert ran.code == 3
    assert "There is no plan yet" in ran.text
    resurf.planned()
    assert resurf("when", "").code == 2
    assert resurf("when", "  ", "").code == 2


def test_reading_changes_nothing_in_the_record(recovering: Program) -> None:
    before = (recovering.folder / "resurf.sqlite3").read_bytes()
    assert recovering("when", "sun", now=DAY3).code == 0
    assert (recovering.folder / "resurf.sqlite3").read_bytes() == before
