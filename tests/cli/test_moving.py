"""Moving, adding and taking off sessions from the command line: what it says, asks and refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program, Ran, Sitting

NEXT = "2027-01-07"


def sessions(resurf: Program) -> dict[int, str]:
    found: list[Any] = resurf("plan", "show", "--json").json["sessions"]
    return {each["session"]: each["date"] for each in found}


def of_two(resurf: Program, second: str = NEXT) -> Ran:
    return resurf("plan", "new", "--treatment", str(SMALL), "--date", "2026-12-10", "--date", second)


# --- adding ----------------------------------------------------------------------------------------------------------


def test_a_session_is_added_after_the_last_says_what_is_new_and_undo_takes_it_back(resurf: Program) -> None:
    ran = resurf.planned()("plan", "add-session", NEXT)
    assert ran.code == 0
    assert "Session 2, Thu 7 Jan 2027, is added." in ran.text
    assert "Leave off acids: new, Thu 31 Dec to Wed 6 Jan 2027." in ran.text
    assert "more are new." in ran.text
    assert sessions(resurf) == {1: "2026-12-10", 2: NEXT}
    assert "added session 2 on Thu 7 Jan 2027" in resurf("undo").text
    assert sessions(resurf) == {1: "2026-12-10"}
    resurf("redo")
    assert sessions(resurf) == {1: "2026-12-10", 2: NEXT}


def test_a_relative_date_counts_from_the_last_session(resurf: Program) -> None:
    resurf.planned()("plan", "add-session", "+4w")
    assert sessions(resurf)[2] == NEXT


@pytest.mark.parametrize(("day", "why"), [("2026-12-10", "a session on"), ("2026-12-01", "added after the last one")])
def test_a_session_on_a_taken_day_or_before_the_last_is_refused(resurf: Program, day: str, why: str) -> None:
    ran = resurf.planned()("plan", "add-session", day, "--yes")
    assert ran.code == 2
    assert why in ran.text
    assert sessions(resurf) == {1: "2026-12-10"}


def test_a_session_whose_day_is_past_is_asked_about(resurf: Program) -> None:
    resurf.planned()
    late = "2027-01-20T12:00"
    ran = resurf("plan", "add-session", NEXT, now=late)
    assert (ran.code, "Add it?" in ran.text) == (2, True)
    assert sessions(resurf) == {1: "2026-12-10"}
    assert resurf("plan", "add-session", NEXT, "--yes", now=late).code == 0


def test_a_session_that_takes_days_from_recorded_ticks_is_asked_about(resurf: Program) -> None:
    resurf.planned()
    now = "2026-12-16T12:00"
    resurf("happened", "healed", "--on", "2026-12-14", now=now)
    resurf("done", "sunscreen", now=now)
    ran = resurf("plan", "add-session", "2026-12-16", now=now)
    assert (ran.code, "1 tick is for days that will ask for them no more" in ran.text) == (2, True)


# --- taking off ------------------------------------------------------------------------------------------------------


def test_a_session_is_taken_off_says_what_goes_and_undo_brings_it_back(resurf: Program) -> None:
    of_two(resurf)
    ran = resurf("plan", "remove-session", "2")
    assert ran.code == 0
    assert "Session 2, Thu 7 Jan 2027, is taken off." in ran.text
    assert "Session 2 has no day any more: Leave off acids; Arrange a driver;" in ran.text
    assert "Session 1 goes on to Thu 10 Jun 2027 (was Wed 6 Jan 2027): Put on sunscreen." in ran.text
    assert sessions(resurf) == {1: "2026-12-10"}
    resurf("undo")
    assert sessions(resurf) == {1: "2026-12-10", 2: NEXT}


def test_the_next_session_after_one_was_taken_off_has_a_new_number(resurf: Program) -> None:
    of_two(resurf)
    resurf("plan", "remove-session", "2")
    resurf("plan", "add-session", "2027-02-04")
    assert sessions(resurf) == {1: "2026-12-10", 3: "2027-02-04"}
    assert "Session 2, Thu 7 Jan 2027, was taken off." in resurf("plan", "show").text


def test_the_only_session_is_not_taken_off_and_an_unknown_one_is_named(resurf: Program) -> None:
    ran = resurf.planned()("plan", "remove-session", "1", "--yes")
    assert (ran.code, "only session" in ran.text) == (2, True)
    ran = resurf("plan", "remove-session", "2", "--yes")
    assert (ran.code, "There is no session 2" in ran.text) == (3, True)


@pytest.mark.parametrize("recorded", [("done", "arrange-driver", "--session", "2"), ("told", "avoid.sun", "--until",
                                      "2027-02-20", "--session", "2")])  # fmt: skip
def test_a_session_something_was_recorded_for_is_asked_about(resurf: Program, recorded: tuple[str, ...]) -> None:
    of_two(resurf)
    assert resurf(*recorded).code == 0
    ran = resurf("plan", "remove-session", "2")
    assert (ran.code, "Take it off?" in ran.text, "kept" in ran.text) == (2, True, True)
    assert set(sessions(resurf)) == {1, 2}
    assert resurf("plan", "remove-session", "2", "--yes").code == 0


def test_a_session_that_is_past_is_asked_about(resurf: Program) -> None:
    of_two(resurf)
    assert resurf("plan", "remove-session", "1", now="2026-12-12T12:00").code == 2


# --- how far apart ---------------------------------------------------------------------------------------------------


NOT_CLOSER = "Sessions are at least 4 weeks apart, usually 4 to 8 weeks (source:"


def test_sessions_too_close_are_warned_about_and_never_refused(resurf: Program) -> None:
    made = ("--treatment", "fractional-ablative")
    ran = resurf("plan", "new", *made, "--date", "2026-12-10", "--sessions", "2", "--every", "3w")
    assert ran.code == 0
    assert "Session 2, Thu 31 Dec 2026, is 21 days after session 1, closer than this checklist advises" in ran.text
    assert ran.text.count(NOT_CLOSER) == 1
    ran = resurf("plan", "add-session", "+1w")
    assert (ran.code, "Session 3, Thu 7 Jan 2027, is 7 days after session 2" in ran.text) == (0, True)
    ran = resurf("plan", "move", "+3d", "--session", "3", "--yes")
    assert (ran.code, "is 10 days after session 2" in ran.text) == (0, True)
    assert "session 1, closer" not in ran.text
    shown = resurf("plan", "show")
    assert "31 days after session 1" not in shown.text
    assert "21 days after session 1" in shown.text
    found = resurf("plan", "show", "--json").json["sessions"]
    assert [(each["after"], each["too_close"]) for each in found] == [(None, False), (21, True), (10, True)]
    plain = resurf("--plain", "plan", "show").out
    assert "session\t2\t2026-12-31\t21\tSession 2" in plain


def test_prep_warns_too_and_sessions_far_enough_apart_are_not_warned_about(resurf: Program) -> None:
    made = ("prep", "--treatment", "fractional-ablative", "--date", "2026-12-10")
    assert NOT_CLOSER in resurf(*made, "--date", "2026-12-20").text
    assert NOT_CLOSER not in resurf("plan", "new", *made[1:], "--date", NEXT).text


# --- moving ----------------------------------------------------------------------------------------------------------


def test_a_move_says_what_is_on_todays_page_from_now_on(resurf: Program) -> None:
    ran = resurf.planned()("plan", "move", "2026-11-28", now="2026-11-24T12:00")
    assert "On today's page from now on: Leave off acids; Arrange a driver." in ran.text
    assert "On today's page from now on: to avoid Direct sun." in ran.text


def test_a_visit_with_a_date_stays_and_is_asked_about(resurf: Program) -> None:
    resurf.planned()("plan", "set", "visit.check=2026-12-17")
    ran = resurf("plan", "move", "+1w", "--yes")
    assert "A look at the skin stays on Thu 17 Dec 2026: ask your clinic whether it moves too." in ran.text


def test_a_correction_of_a_treatment_that_is_over_does_not_ask_to_prepare_for_it(resurf: Program) -> None:
    resurf.planned()
    ran = resurf("plan", "move", "2026-12-08", "--session", "1", "--yes", now="2026-12-18T12:00")
    assert "only corrects the record" in ran.text
    assert "was due to begin" not in ran.text
    assert "Was due to begin" not in ran.text
    resurf("undo", now="2026-12-18T12:00")
    assert "was due to begin" in resurf("plan", "move", "2026-12-01", "--yes", now="2026-11-30T12:00").text


def test_sessions_taken_off_are_listed_by_number(resurf: Program) -> None:
    resurf.planned()
    for date in ("2027-02-10", "2027-04-10", "2027-06-10"):
        resurf("plan", "add-session", date, "--yes")
    for number in ("4", "2", "3"):
        resurf("plan", "remove-session", number, "--yes")
    shown = [line.split(",")[0].strip() for line in resurf("plan", "show").out.splitlines() if "taken off" in line]
    assert shown == ["Session 2", "Session 3", "Session 4"]


def test_a_correction_to_a_day_after_an_event_says_that_the_event_is_not_used(resurf: Program) -> None:
    resurf.planned()
    now = "2026-12-18T12:00"
    resurf("happened", "healed", "--on", "2026-12-14", now=now)
    ran = resurf("plan", "move", "2026-12-15", "--session", "1", "--yes", now=now)
    assert "only corrects the record" in ran.text
    assert "healed, recorded for Mon 14 Dec 2026, lies before the new date: kept, but not used." in ran.text
    assert [each["id"] for each in resurf("today", "--json", now=now).json["avoid"]] == ["sun", "make-up"]
    resurf("undo", now=now)
    assert [each["id"] for each in resurf("today", "--json", now=now).json["avoid"]] == ["sun"]


def test_a_medicine_of_another_session_is_not_named(resurf: Program) -> None:
    of_two(resurf)
    resurf("plan", "set", "cold-sores=yes")
    resurf("done", "antiviral", now="2026-12-10T12:00")
    ran = resurf("plan", "move", "+1w", "--session", "2", "--yes", now="2026-12-12T12:00")
    assert "Medicines ticked" not in ran.text
    ran = resurf("plan", "move", "-1d", "--session", "1", "--yes", now="2026-12-12T12:00")
    assert "Medicines ticked already: Take the antiviral. Ask who prescribed them" in ran.text


# --- at a terminal ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "said", "date"), [("n", "Nothing was changed.", "2026-12-10"), ("y", "Moved.", "2026-12-17")]
)
def test_at_a_terminal_a_move_is_shown_and_asked_about(
    resurf: Program, at_a_terminal: Callable[..., Sitting], key: str, said: str, date: str
) -> None:
    resurf.planned()
    sitting = at_a_terminal("plan", "move", "+1w", RESURF_DATA_DIR=str(resurf.folder))
    sitting.child.expect_exact("7 days later")
    sitting.types("Move it?", key)
    assert sitting.ends() == 0
    assert said in sitting.rest
    assert sessions(resurf) == {1: date}
