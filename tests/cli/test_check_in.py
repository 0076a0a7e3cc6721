from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resurf_cli.cli.context import Surroundings
from resurf_cli.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program, Sitting

DAY4 = "2026-12-14T09:30"
HOURS = ("contact.day=+1 555 0100", "contact.hours=Mon-Fri 09:00-17:00", "contact.after-hours=+1 555 0199")


@pytest.fixture
def recovering(resurf: Program) -> Program:
    resurf.planned()
    resurf("plan", "set", *HOURS, "contact.emergency=112")
    resurf.now = DAY4
    return resurf


@pytest.mark.parametrize(
    ("words", "urgency", "code"),
    [
        (("--pain", "2"), "none", 0),
        (("--pain=2", "--score", "temperature=37.2"), "none", 0),
        (("--temperature", "38.0"), "same-day", 10),
        (("--temperature", "100.4F"), "same-day", 10),
        (("--sign", "breathing"), "emergency", 20),
        (("--sign", "breath", "--temperature", "39"), "emergency", 20),
        (("--note", "a bit tight"), "none", 0),
        (("--sign", "pain-rises"), "soon", 0),
    ],
)
def test_the_exit_code_says_how_soon_to_call(
    recovering: Program, words: tuple[str, ...], urgency: str, code: int
) -> None:
    ran = recovering("check-in", *words, "--json")
    assert (ran.code, ran.json["urgency"], ran.json["stored"]) == (code, urgency, True)
    assert len(ran.json["say"]) == (0 if urgency == "none" else 8)


def test_the_answer_is_said_before_it_is_stored_and_undo_takes_it_back(recovering: Program) -> None:
    ran = recovering("check-in", "--temperature", "38.4", "--note", "feels hot")
    lines = ran.out.splitlines()
    assert lines[0] == "Call today: +1 555 0100 (Mon-Fri 09:00-17:00), else +1 555 0199 (after hours)."
    assert lines[-1] == "Stored. resurf undo takes it back."
    assert "temperature 38.4 °C (101.1 °F)" in ran.text
    assert [each["value"] for each in recovering("summary", "--json").json["measures"]] == [38.4]
    assert "feels hot" in recovering("summary").text
    assert "check-in for Mon 14 Dec 2026" in recovering("undo").text
    assert recovering("summary", "--json").json["measures"] == []


def test_nothing_raised_never_says_that_all_is_well(recovering: Program) -> None:
    ran = recovering("check-in", "--pain", "2")
    assert ran.out.startswith("Nothing you entered asks for a call.\nWhen in doubt, call: +1 555 0100")
    assert "Not asked temperature, the warning signs (resurf signs)" in ran.text
    assert "pain 2 at 09:30, the first (usual on that day: 0 to 3)" in ran.text
    assert "Normal now Redness" in ran.text
    for word in ("safe", "fine", "as expected", "well"):
        assert word not in ran.text.lower().split()


def test_a_score_is_compared_with_those_before(recovering: Program) -> None:
    recovering("check-in", "--pain", "2", now="2026-12-13T09:00")
    ran = recovering("check-in", "--pain", "4")
    assert ran.out.startswith("Mention it to your clinic within three working days")
    assert "pain 4, up from 2 on Sun 13 Dec" in ran.text


def test_at_night_the_number_that_answers_comes_first(recovering: Program) -> None:
    ran = recovering("check-in", "--temperature", "38.4", now="2026-12-14T22:00")
    assert ran.out.startswith("Call today: +1 555 0199 (after hours), else +1 555 0100")
    recovering("plan", "set", "contact.after-hours=")
    ran = recovering("check-in", "--temperature", "38.4", now="2026-12-14T22:00")
    assert "It is closed at this hour: if you reach nobody today, call an out-of-hours doctor." in ran.text


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("--pain", "11"), "pain 11 is outside its scale from 0 to 10", 2),
        (("--temperature", "98.6"), "that is 37.0 C: write 98.6F", 2),
        (("--pain", "lots"), '"lots" is no score for pain', 2),
        (("--pian", "3"), "Did you mean pain?", 2),
        (("--pain",), '"--pain" is not understood', 2),
        (("3",), '"3" is not understood', 2),
        (("--score", "pain"), '"" is no score for pain', 2),
        (("--sign", "nothing-like-it"), 'There is no one sign "nothing-like-it"', 3),
        (("--for", "tomorrow", "--pain", "2"), "has not come yet", 2),
        (("--note", "x" * 100_001), "100,000 are the most", 2),
        (("--history", "--pain", "2"), "--history only shows", 2),
        (("--history", "--for", "day3"), "--history only shows", 2),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_stored(
    recovering: Program, words: tuple[str, ...], said: str, code: int
) -> None:
    ran = recovering("check-in", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.text
    assert recovering("summary", "--json").json["measures"] == []
    assert recovering("check-in", *words, "--json").out == ""


@pytest.mark.parametrize("wrong", [("--temperature", "98.6"), ("--sign", "nothing"), ("--pian", "1")])
def test_a_slip_does_not_hold_back_the_advice_on_the_rest(recovering: Program, wrong: tuple[str, ...]) -> None:
    ran = recovering("check-in", "--sign", "breathing", *wrong)
    assert (ran.code, ran.out.splitlines()[0]) == (20, "EMERGENCY. Call 112 now.")
    assert ran.err.endswith("Nothing was stored.\n")
    assert recovering("summary", "--json").json["signs"] == []


def test_where_storing_fails_the_advice_and_its_code_stand(
    recovering: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RecordError("The disk is full.")

    monkeypatch.setattr(Surroundings, "write", full)
    ran = recovering("check-in", "--sign", "breathing")
    assert (ran.code, ran.out.splitlines()[0]) == (20, "EMERGENCY. Call 112 now.")
    assert "The disk is full. Nothing was stored." in ran.err
    assert recovering("check-in", "--pain", "1").code == 5
    ran = recovering("check-in", "--temperature", "39", "--json")
    assert (ran.code, ran.json["stored"], ran.json["urgency"]) == (10, False, "same-day")


def test_a_damaged_record_does_not_hold_back_the_advice(recovering: Program) -> None:
    record = recovering.folder / "resurf.sqlite3"
    whole = record.read_bytes()
    record.write_bytes(whole[: len(whole) // 2])
    ran = recovering("check-in", "--sign", "breathing")
    assert (ran.code, ran.out.splitlines()[0][:10]) == (20, "EMERGENCY.")
    assert "Nothing was stored." in ran.err
    assert recovering("check-in", "--temperature", "36.6").code == 5
    assert record.read_bytes() == whole[: len(whole) // 2]


@pytest.mark.parametrize("treatment", ["ablative", "fractional-ablative", "non-ablative"])
@pytest.mark.parametrize(
    "words",
    [
        *(("--temperature", each) for each in ("36.6", "38.0", "38.9", "40")),
        *(("--pain", each) for each in ("3", "4", "7")),
        *(("--oozing", each) for each in ("2", "3", "8")),
        *(("--itch", each) for each in ("6", "7")),
        *(
            ("--sign", each)
            for each in ("toxic-shock", "heavy-bleeding", "cold-sore", "blisters-raw", "late-infection")
        ),
        ("--redness", "6", "--swelling", "5"),
    ],
)
def test_a_plan_that_cannot_be_read_never_gives_a_milder_answer_than_the_plan(
    resurf: Program, treatment: str, words: tuple[str, ...]
) -> None:
    resurf("prep", "--treatment", treatment, "--date", "2026-12-10")
    known = resurf("check-in", *words, now=DAY4).code
    assert known in {0, 3, 10, 20}  # 3: a sign of another treatment
    (resurf.folder / "resurf.sqlite3").write_bytes(b"damaged")
    ran = resurf("check-in", *words, now=DAY4)
    assert ran.code in {5, 10, 20}
    assert ran.code >= known
    if ran.code == 5:
        assert "Your plan could not be read" in ran.text


def test_without_a_plan_every_emergency_of_a_treatment_is_one(resurf: Program) -> None:
    assert resurf("check-in", "--temperature", "40").code == 20
    assert resurf("check-in", "--sign", "heavy-bleeding").code == 20
    ran = resurf("check-in", "--sign", "hurts")
    assert (ran.code, "There are: breathing" in ran.text) == (3, True)
    assert "only emergencies and the signs that every treatment has" in resurf("check-in", "--pain", "1").text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "tomorrow"), "has not come yet"),
        (("--for", "10/12/2026"), "more than one way"),
        (("--plan", "nobody"), 'There is no plan "nobody"'),
    ],
)
def test_a_day_or_a_plan_that_cannot_be_taken_does_not_hold_back_the_advice(
    recovering: Program, words: tuple[str, ...], said: str
) -> None:
    ran = recovering("check-in", "--sign", "breathing", *words)
    assert (ran.code, ran.out[:10]) == (20, "EMERGENCY.")
    assert said in ran.text
    assert ran.text.endswith("Nothing was stored.")
    assert recovering("check-in", "--history", "--json").json["check_ins"] == []


def test_a_plan_that_is_not_there_is_said_before_anything_is_asked(recovering: Program) -> None:
    assert recovering("check-in", "--plan", "nobody").code == 3


def test_the_history_names_what_stood_in_the_way_by_its_words(resurf: Program) -> None:
    resurf("prep", "--treatment", "fractional-ablative", "--date", "2026-12-10")
    resurf("check-in", "--temperature", "38.5", now="2026-12-07T10:00")
    ran = resurf("check-in", "--history", now="2026-12-07T11:00")
    assert "before the treatment: temperature 38 or more (same-day)" in ran.text
    assert "ready." not in ran.text


def test_without_a_plan_it_is_answered_and_not_stored(resurf: Program) -> None:
    ran = resurf("check-in", "--sign", "breathing")
    assert ran.code == 20
    assert "your emergency number (112, 911, 999 …)" in ran.out.splitlines()[0]
    assert "answered, not stored" in ran.err
    ran = resurf("check-in", "--temperature", "38.6", "--json")
    assert (ran.code, ran.json["plan"], ran.json["stored"]) == (10, None, False)
    assert resurf("check-in", "--pain", "0").code == 0
    assert not resurf.folder.exists()


def test_with_nobody_to_ask_it_does_nothing_and_says_how(recovering: Program) -> None:
    ran = recovering("check-in")
    assert (ran.code, ran.out) == (2, "")
    assert "resurf check-in --pain 4" in ran.text


def test_an_entry_for_a_past_day_is_judged_on_that_day(recovering: Program) -> None:
    recovering("check-in", "--pain", "1", "--for", "yesterday")
    recovering("check-in", "--pain", "0")
    ran = recovering("check-in", "--pain", "3", "--for", "yesterday", "--json")
    assert (ran.json["date"], ran.json["urgency"]) == ("2026-12-13", "soon")
    assert ran.json["signs"][0]["because"] == "pain 3, up from 1 on 2026-12-13"


def test_the_history_shows_lines_with_figures(recovering: Program) -> None:
    assert "Nothing is entered yet" in recovering("check-in", "--history").text
    for day, pain in (("11", "6"), ("12", "5"), ("14", "1")):
        recovering("check-in", "--pain", pain, now=f"2026-12-{day}T09:00")
    ran = recovering("check-in", "--history")
    assert "pain ▅▄·▁ 6 to 1 (Mon 14 Dec), lowest 1, highest 6, usual now 0 to 3" in ran.text
    assert "No check-in on 1 of 4 days" in ran.text
    made = recovering("check-in", "--history", "--json").json
    assert [each["value"] for each in made["measures"][0]["scores"]] == [6, 5, 1]
    plain = recovering("check-in", "--history", "--plain").out.splitlines()
    assert plain[1] == "score\t2026-12-11\t09:00\tpain\t6\t"


def test_the_history_goes_on_to_a_check_in_that_is_later_than_the_clock(recovering: Program) -> None:
    recovering("check-in", "--pain", "6", now="2026-12-13T09:00")
    recovering("check-in", "--pain", "2", now="2026-12-14T09:00")
    ran = recovering("check-in", "--history", now="2026-12-11T09:00")
    assert ran.code == 0
    assert "Diary · 2 check-ins from Sun 13 Dec 2026 to Mon 14 Dec 2026" in ran.text
    assert "pain ▅▂ 6 to 2" in ran.text


@pytest.mark.parametrize(
    "words",
    [
        ("--pain", "9", "--pain", "1"),
        ("--pain", "1", "--score", "pain=9"),
        ("--score", "pain=9", "--pain", "1"),
        ("--score", "pain=9", "--score", "pain=1"),
    ],
)
def test_of_a_score_that_is_there_twice_the_higher_is_judged_and_nothing_is_stored(
    resurf: Program, words: tuple[str, ...]
) -> None:
    resurf("prep", "--treatment", "fractional-ablative", "--date", "2026-12-10")
    ran = resurf("check-in", *words, now="2026-12-14T09:00")
    assert ran.code == 10
    assert "pain 9 is at or above 7" in ran.text
    assert "pain is there twice: enter each score once. Nothing was stored." in ran.text
    assert resurf("check-in", "--history", "--json").json["check_ins"] == []


def test_call_says_the_number_of_the_hour_and_what_to_read_out(recovering: Program) -> None:
    recovering("check-in", "--temperature", "38.4", "--note", "feels hot")
    made = recovering("call", "--json", now="2026-12-14T22:00").json
    assert (made["schema"], made["numbers"]["open"]) == ("resurf.call/1", False)
    assert [each["name"] for each in made["numbers"]["order"]] == ["after-hours", "day"]
    assert len(made["say"]) == 8
    assert made["say"][0] == "Today is day 4 after the treatment (Mon 14 Dec 2026)."
    assert "feels hot" in made["say"][7]
    assert recovering("call").out.splitlines()[:2] == [
        "Call your clinic: +1 555 0100 (Mon-Fri 09:00-17:00), else +1 555 0199 (after",
        "  hours)",
    ]


def test_call_leads_with_an_emergency_of_the_day_until_it_is_taken_back(recovering: Program) -> None:
    recovering("check-in", "--sign", "breathing")
    recovering("check-in", "--pain", "1")
    ran = recovering("call")
    assert ran.out.startswith("EMERGENCY. Call 112 now.")
    assert recovering("call", "--json").json["urgency"] == "emergency"
    assert recovering("call", "--plain").out.splitlines()[1] == "urgency\temergency"
    recovering("undo")
    recovering("undo")
    assert recovering("call").out.startswith("Call your clinic: +1 555 0100")


@pytest.mark.parametrize("command", ["call", "signs"])
def test_where_no_plan_can_be_looked_at_it_says_whom_to_call_all_the_same(resurf: Program, command: str) -> None:
    ran = resurf(command)
    assert (ran.code, ran.out) == (3, "")
    assert "There is no plan yet" in ran.text
    assert "an emergency your emergency number (112, 911, 999 …)" in ran.text
    resurf.planned()
    (resurf.folder / "resurf.sqlite3").write_bytes(b"damaged")
    ran = resurf(command)
    assert (ran.code, ran.out) == (5, "")
    assert "is not a record of resurf" in ran.text
    assert "resurf check-in answers without a plan" in ran.text


# --- at a terminal ---------------------------------------------------------------------------------------------------


def test_at_a_terminal_an_emergency_ends_the_questions(
    recovering: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    sitting = at_a_terminal("check-in", now=DAY4, NO_COLOR="1")
    sitting.types("Their numbers, or Enter for none:", "1")
    assert sitting.ends() == 20
    assert "EMERGENCY. Call 112 now." in sitting.rest
    assert recovering("summary", "--json").json["signs"][0]["id"] == "breathing"


def test_at_a_terminal_every_question_is_passed_with_enter(
    recovering: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    sitting = at_a_terminal("check-in", now=DAY4)
    sitting.types("Their numbers, or Enter for none:", "")
    sitting.types("Pain, from 0 to 10:", "12")
    sitting.types("Pain, from 0 to 10:", "2")
    sitting.types("Temperature:", "")
    sitting.types("Their numbers, or Enter for none:", "9")
    sitting.types("Their numbers, or Enter for none:", "1")
    sitting.types("A note for your clinic:", "")
    assert sitting.ends() == 10
    made = recovering("check-in", "--history", "--json").json["check_ins"]
    assert [(each["scores"], each["signs"]) for each in made] == [({"pain": 2.0}, ["fever"])]


def test_stopped_in_the_middle_what_was_entered_is_judged_and_not_stored(
    recovering: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    sitting = at_a_terminal("check-in", now=DAY4)
    sitting.types("Their numbers, or Enter for none:", "")
    sitting.types("Pain, from 0 to 10:", "2")
    sitting.types("Temperature:", "39")
    sitting.answers("Their numbers, or Enter for none:", "\x03")
    assert sitting.ends() == 10
    assert "Call today" in sitting.rest
    assert recovering("check-in", "--history", "--json").json["check_ins"] == []


def test_a_note_that_is_too_long_does_not_hold_back_the_advice(
    recovering: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["", "2", "39", "", "x" * 100_001])
    monkeypatch.setattr(Surroundings, "interactive", property(lambda _: True))
    monkeypatch.setattr(Surroundings, "ask", lambda _, __: next(answers))
    ran = recovering("check-in")
    assert ran.code == 10
    assert ran.out.startswith("Call today: +1 555 0100")
    assert "100,000 are the most" in ran.text


def test_stopped_before_anything_was_entered_nothing_is_answered(
    recovering: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    del recovering
    sitting = at_a_terminal("check-in", now=DAY4)
    sitting.answers("Their numbers, or Enter for none:", "\x03")
    assert sitting.ends() == 130
    assert "Nothing you entered" not in sitting.rest
