from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program, Sitting

DAY3 = "2026-12-13T09:00"


def test_prep_makes_a_plan_from_flags_and_shows_its_page(resurf: Program) -> None:
    ran = resurf("prep", "--treatment", str(SMALL), "--date", "2026-12-10", "--answer", "area=face,neck")
    assert ran.code == 0
    assert "in 16 days" in ran.text
    shown = resurf("plan", "show", "--json").json
    assert shown["plan"] == "small"
    assert [each["date"] for each in shown["sessions"]] == ["2026-12-10"]


def test_prep_with_a_treatment_is_refused_when_there_is_a_plan(resurf: Program) -> None:
    ran = resurf.planned()("prep", "--treatment", str(SMALL), "--date", "2026-12-11")
    assert ran.code == 2
    assert "resurf plan new" in ran.text
    assert len(resurf("plan", "list", "--json").json["plans"]) == 1


def test_without_a_terminal_a_plan_needs_treatment_and_date(resurf: Program) -> None:
    for words in ((), ("--treatment", str(SMALL)), ("--date", "2026-12-10")):
        assert resurf("prep", *words).code == 2
    assert not resurf.folder.exists()


def test_at_a_terminal_a_plan_is_asked_for_in_at_most_eight_questions(
    resurf: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    asking = at_a_terminal("prep", "--treatment", str(SMALL))
    asking.types("When is the treatment?", "10/12/2026")
    asking.types("When is the treatment?", "2026-12-10")
    asking.types("Have you ever had a cold sore?", "perhaps")
    asking.types("Have you ever had a cold sore?", "y")
    asking.types("Do you smoke?", "")
    asking.types("Which areas will be treated?", "neck")
    asking.types("Your clinic's telephone number:", "+1 555 0100")
    assert asking.ends() == 0
    shown = resurf("plan", "show", "--json").json
    assert shown["call"]["day"] == "+1 555 0100"
    assert {each["id"]: each["answer"] for each in shown["questions"]} == {
        "cold-sores": "yes",
        "smokes": None,
        "area": ["neck"],
    }


def test_ctrl_c_while_a_plan_is_asked_for_stores_nothing(
    resurf: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    asking = at_a_terminal("prep")
    asking.child.expect_exact("Which treatment?")
    asking.child.sendintr()
    assert asking.ends() == 130
    assert "Traceback" not in asking.rest
    assert not resurf.folder.exists()


def test_the_end_of_input_while_asking_stores_nothing(resurf: Program, at_a_terminal: Callable[..., Sitting]) -> None:
    asking = at_a_terminal("prep", "--treatment", str(SMALL), "--date", "2026-12-10")
    asking.child.expect_exact("cold sore")
    asking.child.sendeof()
    assert asking.ends() == 130
    assert not resurf.folder.exists()


def test_an_answer_that_means_call_first_is_said_at_once(resurf: Program) -> None:
    ran = resurf(
        "prep",
        "--treatment",
        str(SMALL),
        "--date",
        "2026-12-10",
        "--answer",
        "cold-sores=yes",
        "--answer",
        "smokes=yes",
    )
    assert "Before the treatment call your clinic (no number here yet" in ran.text
    assert "Ask whether you need an antiviral." in ran.text


def test_the_page_of_a_plan_says_what_each_answer_adds_and_takes_away_and_what_to_call_about(resurf: Program) -> None:
    answers = ("smokes=no", "area=chest", "pregnant=yes", "depth=deep")
    given = [word for each in answers for word in ("--answer", each)]
    resurf("prep", "--treatment", "fractional-ablative", "--date", "2026-12-10", *given)
    said = " ".join(resurf("plan", "show").out.split())
    assert "Do you smoke, vape or use nicotine? no takes away: Keep away from cigarettes, vapes and smoke;" in said
    assert "Which areas will be treated? Chest adds: Ask for gentler settings on neck and chest;" in said
    assert "How strong will the treatment be? Deep adds: Keep a second week free as well;" in said
    assert "How does your skin react to strong sun? may add: Agree on settings and a test spot" in said
    assert "Before the treatment call your clinic (no number here yet: resurf plan set contact.day=…): You are" in said
    late = " ".join(resurf("plan", "show", now="2026-12-11T12:00:00").out.split())
    assert "Before the treatment call" not in late
    assert "Before the treatment call" in resurf("plan", "set", "smokes=yes").text
    assert "Before the treatment call" not in resurf("plan", "set", "smokes=no", now="2026-12-11T12:00:00").text


def test_of_a_treatment_that_is_past_nothing_is_to_be_called_about_first(resurf: Program) -> None:
    words = ("--treatment", "fractional-ablative", "--date", "2026-11-01", "--answer", "pregnant=yes")
    assert "Before the treatment" not in resurf("prep", *words).text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--answer", "cold-sores=maybe"), 2),
        (("--answer", "hot-sores=yes"), 3),
        (("--answer", "cold-sores"), 2),
        (("--answer", "area=moon"), 2),
        (("--set", "wake=25:00"), 2),
        (("--set", "nonsense=1"), 3),
        (("--date", "2026-12-11", "--id", "Not An Id"), 2),
    ],
)
def test_a_wrong_answer_or_setting_makes_no_plan(resurf: Program, words: tuple[str, ...], code: int) -> None:
    command = ("plan", "new") if "--id" in words else ("prep",)
    ran = resurf(*command, "--treatment", str(SMALL), "--date", "2026-12-10", *words)
    assert ran.code == code, ran.text
    assert not resurf.folder.exists()


def test_a_plan_is_called_after_its_checklist_and_numbered_when_that_is_taken(resurf: Program) -> None:
    resurf.planned()
    resurf("plan", "new", "--treatment", str(SMALL), "--date", "2027-01-10")
    resurf("plan", "new", "--treatment", str(SMALL), "--date", "2027-02-10", "--id", "third")
    listed = resurf("plan", "list", "--json").json["plans"]
    assert [(each["id"], each["current"]) for each in listed] == [("small", False), ("small-2", False), ("third", True)]
    assert resurf("plan", "use", "small").code == 0
    assert resurf("today", "--json").json["plan"] == "small"
    assert resurf("today", "--json", "--plan", "third").json["plan"] == "third"
    assert resurf("today", "--plan", "fourth").code == 3


def test_a_series_has_a_date_for_each_session(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", str(SMALL), "--date", "2026-12-10", "--sessions", "3", "--every", "4w")
    sessions = resurf("today", "--json").json["sessions"]
    assert [each["date"] for each in sessions] == ["2026-12-10", "2027-01-07", "2027-02-04"]


def test_an_ended_plan_is_kept_and_not_chosen(resurf: Program) -> None:
    resurf.planned()
    assert resurf("plan", "end").code == 0
    assert resurf("today").code == 3
    assert resurf("today", "--plan", "small").code == 0
    assert resurf("plan", "end", "--reopen").code == 0
    assert resurf("today").code == 0


def test_set_says_what_comes_and_goes_and_undo_takes_it_back(resurf: Program) -> None:
    resurf.planned()
    ran = resurf("plan", "set", "cold-sores=no")
    assert "No longer in your plan: Take the antiviral" in ran.text
    ran = resurf("undo")
    assert "cold-sores" in ran.text
    assert resurf("plan", "show", "--json").json["answers"] == {}


def test_set_takes_times_numbers_visits_and_the_title(resurf: Program) -> None:
    resurf.planned()
    pairs = ["wake=07:30", "contact.emergency=112", "visit.check=2026-12-17", "title=My face"]
    assert resurf("plan", "set", *pairs).code == 0
    shown = resurf("plan", "show", "--json").json
    assert shown["times"]["wake"] == "07:30"
    assert shown["call"]["emergency"] == "112"
    assert shown["visits"][0]["date"] == "2026-12-17"
    assert shown["title"] == "My face"
    resurf("plan", "set", "contact.emergency=", "visit.check=", "title=")
    shown = resurf("plan", "show", "--json").json
    assert (shown["call"]["emergency"], shown["visits"][0]["date"]) == (None, None)
    assert shown["title"] == "A small peel for tests"


def test_a_number_with_an_escape_sequence_is_refused(resurf: Program) -> None:
    assert resurf.planned()("plan", "set", "contact.day=\x1b[2J+1 555").code == 2
    assert resurf("plan", "show", "--json").json["call"]["day"] is None


# --- moving ----------------------------------------------------------------------------------------------------------


def test_move_shows_first_and_without_an_answer_changes_nothing(resurf: Program) -> None:
    ran = resurf.planned()("plan", "move", "2026-12-17")
    assert ran.code == 2
    assert "7 days later" in ran.text
    assert "Leave off acids: Thu 10 Dec to Wed 16 Dec (was Thu 3 Dec to Wed 9 Dec)." in ran.text
    assert resurf("today", "--json").json["sessions"][0]["date"] == "2026-12-10"


def test_a_relative_date_counts_from_the_sessions_present_date(resurf: Program) -> None:
    resurf.planned()
    assert resurf("plan", "move", "-1w", "--yes").code == 0
    assert resurf("today", "--json").json["sessions"][0]["date"] == "2026-12-03"
    resurf("undo")
    assert resurf("today", "--json").json["sessions"][0]["date"] == "2026-12-10"


def test_move_says_what_was_done_and_may_have_to_be_done_again(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "arrange-driver")
    ran = resurf("plan", "move", "+1w", "--yes")
    assert "may have to be done again for the new date: Arrange a driver." in ran.text
    assert resurf("prep", "--all", "--json").json["tasks"][1]["status"] == "done"


def test_move_says_what_no_longer_fits(resurf: Program) -> None:
    ran = resurf.planned()("plan", "move", "2026-11-28", "--yes")
    assert '"Leave off acids" was due to begin 3 days ago: ask your clinic. Tell your clinic' in ran.text


def test_ticks_of_days_that_ask_for_them_no_more_are_kept_and_not_counted(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "ointment", "--times", "4", now="2026-12-10T20:00")
    before = resurf("summary", "--json", now=DAY3).json["progress"]["recovery"]
    ran = resurf("plan", "move", "2026-12-12", "--session", "1", "--yes", now=DAY3)
    assert "4 ticks are for days that will ask for them no more" in ran.text
    assert "corrects the record" in ran.text
    assert resurf("summary", "--json", now=DAY3).json["progress"]["recovery"]["done"] == 0
    resurf("plan", "move", "2026-12-10", "--session", "1", "--yes", now=DAY3)
    assert resurf("summary", "--json", now=DAY3).json["progress"]["recovery"] == before


def test_a_session_is_not_moved_past_its_neighbour(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", str(SMALL), "--date", "2026-12-10", "--date", "2027-01-07")
    assert resurf("plan", "move", "2027-01-08", "--session", "1", "--yes").code == 2
    assert resurf("plan", "move", "+1w", "--session", "1", "--keep-interval", "--yes").code == 0
    sessions = resurf("today", "--json").json["sessions"]
    assert [each["date"] for each in sessions] == ["2026-12-17", "2027-01-14"]


# --- deleting --------------------------------------------------------------------------------------------------------


def test_delete_wants_the_plans_id_as_the_answer(resurf: Program) -> None:
    resurf.planned()
    resurf("note", "a word to be erased")
    assert resurf("plan", "delete", "small").code == 2
    assert resurf("plan", "delete", "small", "--yes", "other").code == 2
    assert resurf("today").code == 0
    ran = resurf("plan", "delete", "small", "--yes", "small")
    assert ran.code == 0
    assert resurf("plan", "list", "--json").json["plans"] == []
    for file in resurf.folder.rglob("*"):
        assert not file.is_file() or b"a word to be erased" not in file.read_bytes(), file


def test_prep_takes_every_date_of_a_series(resurf: Program) -> None:
    resurf("prep", "--treatment", str(SMALL), "--date", "2027-01-14", "--date", "2026-12-10", "--no-input")
    sessions = resurf("plan", "show", "--json").json["sessions"]
    assert [(each["session"], each["date"]) for each in sessions] == [(1, "2026-12-10"), (2, "2027-01-14")]
