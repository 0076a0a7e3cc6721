from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Program, Ran, Sitting

DAY = "2026-12-08T12:00"
SHEET = """\
resurf: 1
id: peel
title: A short checklist
contact: {day: "+1 555 0100", hours: "Mon-Fri 09:00-17:00", after-hours: "+1 555 0199"}
questions:
  pregnant: {ask: "Are you pregnant?"}
measures:
  temperature: {ask: Temperature, unit: celsius, scale: 34..43}
prep:
  - {id: driver, do: Arrange a driver, from: -7, until: -1}
ready:
  - {id: consent, ask: "Have you read the form?", if-no: not-yet}
  - {id: sore, ask: "Is there a cold sore?", if-yes: call}
  - {id: fever, alert: [temperature >= 38.0], then: call}
  - {id: pregnant-yes, when: pregnant, then: call}
  - {id: driven, needs: driver, else: not-yet}
supplies:
  - {id: cream, item: A plain cream}
"""
WELL = ("--answer", "consent=yes", "--answer", "sore=no", "--answer", "fever=no")


@pytest.fixture
def peel(resurf: Program, tmp_path: Path) -> Program:
    sheet = tmp_path / "peel.yaml"
    sheet.write_text(SHEET, encoding="utf-8")
    ran = resurf("prep", "--treatment", str(sheet), "--date", "2026-12-10", "--answer", "pregnant=no")
    assert ran.code == 0, ran.text
    return resurf


def done(peel: Program) -> Program:
    assert peel("done", "driver", "supplies.cream", now=DAY).code == 0
    return peel


def ids(ran: Ran) -> list[str]:
    return [each["id"] for each in ran.json["reasons"]]


def test_without_a_plan_there_is_nothing_to_be_ready_for(resurf: Program) -> None:
    assert resurf("ready").code == 3


def test_after_the_last_session_there_is_nothing_to_be_ready_for(peel: Program) -> None:
    assert peel("ready", now="2026-12-11T12:00").code == 3


@pytest.mark.parametrize(
    ("words", "code", "verdict"),
    [((), 11, "not-yet"), (WELL, 0, "ready"), ((*WELL, "--answer", "sore=no"), 0, "ready")],
)
def test_the_exit_code_is_the_verdict(peel: Program, words: tuple[str, ...], code: int, verdict: str) -> None:
    ran = done(peel)("ready", *words, "--json", now=DAY)
    assert (ran.code, ran.json["verdict"]) == (code, verdict)


def test_a_call_outweighs_what_is_not_ready_yet(peel: Program) -> None:
    ran = peel("ready", "--answer", "sore=yes", now=DAY)
    assert ran.code == 10
    assert ran.out.startswith("Call your clinic before the treatment")
    assert "Call +1 555 0100 (Mon-Fri 09:00-17:00), else +1 555 0199 (after hours)" in ran.text


def test_out_of_hours_the_other_number_is_first(peel: Program) -> None:
    ran = peel("ready", "--answer", "sore=yes", now="2026-12-08T20:00")
    assert "Call +1 555 0199 (after hours), else +1 555 0100 (Mon-Fri 09:00-17:00)" in ran.text


def test_ready_says_that_the_clinic_decides_and_never_that_all_is_well(peel: Program) -> None:
    out = done(peel)("ready", *WELL, now=DAY).out
    assert out.startswith("Nothing in this list stands in the way; your clinic decides")
    assert not {"safe", "fine", "expected"} & set(out.lower().split())


def test_a_check_in_answers_what_reads_the_diary(peel: Program) -> None:
    done(peel)("check-in", "--temperature", "36.8", now=DAY)
    ran = peel("ready", *WELL[:4], "--json", now=DAY)
    assert (ran.code, ids(ran)) == (0, [])
    peel("check-in", "--temperature", "38.2", now=DAY)
    assert peel("ready", now=DAY).code == 10


def test_answers_are_kept_for_their_day_and_undo_takes_them_back(peel: Program) -> None:
    assert done(peel)("ready", *WELL, now=DAY).code == 0
    assert peel("ready", now="2026-12-08T23:00").code == 0
    assert peel("ready", now="2026-12-09T12:00").code == 11
    assert "Taken back: answered before the treatment" in peel("undo", now=DAY).text
    assert peel("ready", now=DAY).code == 11


def test_a_night_belongs_to_the_day_before(peel: Program) -> None:
    done(peel)("ready", *WELL, now="2026-12-09T00:20")
    assert (peel("ready", now=DAY).code, peel("ready", now="2026-12-09T12:00").code) == (0, 11)


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        ("nothing=yes", 3, "There are: sore, consent, fever"),
        ("sor=yes", 3, "There are: sore"),
        ("sore", 2, "--answer sore=yes"),
        ("sore=perhaps", 2, "--answer sore=yes"),
        ("driven=yes", 2, "resurf done driver"),
        ("pregnant-yes=no", 2, "resurf plan show"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_said_and_nothing_is_kept(
    peel: Program, answer: str, code: int, says: str
) -> None:
    before = peel("log").out
    ran = peel("ready", "--answer", "consent=yes", "--answer", answer, now=DAY)
    assert ran.code == code
    assert set(says.split()) <= set(ran.text.replace(".", " ").replace(",", " , ").split()) | set(ran.text.split())
    assert peel("log").out == before


def test_an_answer_given_twice_must_be_the_same(peel: Program) -> None:
    assert peel("ready", "--answer", "sore=yes", "--answer", "sore=no", now=DAY).code == 2


def test_what_does_not_apply_or_was_taken_off_has_no_answer(peel: Program) -> None:
    peel("told", "ready.sore", "--drop", now=DAY)
    assert peel("ready", "--answer", "sore=yes", now=DAY).code == 3


def test_the_json_has_the_fields_of_its_schema_first(peel: Program) -> None:
    found: dict[str, Any] = peel("ready", "--json", now=DAY).json
    assert list(found)[:6] == ["schema", "date", "session", "session_date", "verdict", "reasons"]
    assert {name: found[name] for name in list(found)[:5]} == {
        "schema": "resurf.ready/1",
        "date": "2026-12-08",
        "session": 1,
        "session_date": "2026-12-10",
        "verdict": "not-yet",
    }
    assert [list(each)[:3] for each in found["reasons"]] == [["id", "text", "verdict"]] * 6
    assert [each["id"] for each in found["reasons"]] == [
        "driven",
        "consent",
        "sore",
        "fever",
        "driver",
        "supplies.cream",
    ]


def test_what_was_kept_is_said_beside_json_and_not_in_it(peel: Program) -> None:
    ran = peel("ready", *WELL, "--json", now=DAY)
    assert "Kept for today" in ran.err
    assert ran.json["answered"] == [
        {"id": "consent", "answer": "yes"},
        {"id": "sore", "answer": "no"},
        {"id": "fever", "answer": "no"},
    ]


def test_plain_begins_each_line_with_a_word(peel: Program) -> None:
    lines = [line.split("\t") for line in peel("--plain", "ready", now=DAY).out.splitlines()]
    assert lines[0][:2] == ["verdict", "not-yet"]
    assert {line[0] for line in lines} == {"verdict", "reason", "asked", "number", "call", "emergency"}


def test_more_than_a_week_before_it_says_from_which_day_it_asks(peel: Program) -> None:
    ran = peel("ready", now="2026-11-24T12:00")
    assert ran.code == 11
    assert "From Thu 3 Dec 3 questions are asked here" in ran.text


def test_reading_records_nothing(peel: Program) -> None:
    before = peel("log", "--json").json["changes"]
    peel("ready", now=DAY)
    assert peel("log", "--json").json["changes"] == before


def test_where_answers_cannot_be_kept_the_verdict_is_given_all_the_same(
    peel: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from resurf_cli.cli.context import Surroundings
    from resurf_cli.errors import RecordError

    def full(*_: object) -> None:
        raise RecordError("The disk is full.")

    monkeypatch.setattr(Surroundings, "write", full)
    call = peel("ready", "--answer", "sore=yes", now=DAY)
    assert (call.code, "not kept" in call.err, call.out.startswith("Call your clinic")) == (10, True, True)
    other = peel("ready", "--answer", "sore=no", now=DAY)
    assert (other.code, other.out.startswith("Not ready yet")) == (5, True)


# --- at a terminal ---------------------------------------------------------------------------------------------------


def test_it_asks_what_is_not_answered_one_key_each_the_calls_first(
    peel: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    asking = at_a_terminal("ready", now=DAY)
    asking.answers("1 of 3  Is there a cold sore?", "y")
    asking.answers("2 of 3  Since yesterday: temperature 38 or more?", "b")
    asking.answers("1 of 3  Is there a cold sore?", "n")
    asking.answers("2 of 3  Since yesterday: temperature 38 or more?", "n")
    asking.answers("3 of 3  Have you read the form?", "\r")
    assert asking.ends() == 11
    assert [
        each["id"] for each in peel("ready", "--json", now=DAY).json["reasons"] if each["kind"] == "unanswered"
    ] == ["consent"]


def test_stopped_in_the_middle_it_keeps_what_was_answered(peel: Program, at_a_terminal: Callable[..., Sitting]) -> None:
    asking = at_a_terminal("ready", now=DAY)
    asking.answers("Is there a cold sore?", "y")
    asking.child.expect_exact("Since yesterday")
    asking.child.sendintr()
    assert asking.ends() == 130
    assert peel("ready", now=DAY).code == 10


@pytest.mark.parametrize("words", [("--no-input", "ready"), ("ready", *WELL)])
@pytest.mark.usefixtures("peel")
def test_with_no_input_or_nothing_open_it_asks_nothing(
    at_a_terminal: Callable[..., Sitting], words: tuple[str, ...]
) -> None:
    assert at_a_terminal(*words, now=DAY).ends() == 11


@pytest.mark.usefixtures("peel")
def test_before_the_week_of_the_treatment_it_asks_nothing(at_a_terminal: Callable[..., Sitting]) -> None:
    assert at_a_terminal("ready", now="2026-11-24T12:00").ends() == 11


def test_a_plan_without_ready_items_knows_what_is_not_ticked(resurf: Program) -> None:
    assert SMALL.exists()
    ran = resurf.planned()("ready", "--json", now=DAY)
    assert ran.code in {10, 11}
    assert "supplies.petrolatum" in ids(ran)
