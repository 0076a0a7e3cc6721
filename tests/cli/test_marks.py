from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program, Sitting

DAY3 = "2026-12-13T09:00"


def task(resurf: Program, name: str, now: str = DAY3, day: str | None = None) -> dict[str, Any]:
    words = ["today", "--json"] + (["--for", day] if day else [])
    found: dict[str, Any] = next(each for each in resurf(*words, now=now).json["tasks"] if each["id"] == name)
    return found


def test_done_says_what_it_ticked_and_what_is_left(resurf: Program) -> None:
    ran = resurf.planned()("done", "ointment", now=DAY3)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Ticked: Keep ointment on the skin (1/4).",
        "Left today: 5 ticks (ointment, wash).",
    ]
    assert ran.err == ""


def test_ticks_add_up_and_those_beyond_times_are_kept_and_shown(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "ointment", "--times", "3", now=DAY3)
    assert "(5/4)" in resurf("done", "ointment", "--times", "2", now=DAY3).out
    found = task(resurf, "ointment")
    assert (found["done"], found["times"], found["status"]) == (5, 4, "done")
    assert resurf("today", "--json", now=DAY3).json["progress"] == {"done": 4, "due": 6, "skipped": 0}


def test_a_task_is_named_by_its_number_or_its_beginning(resurf: Program) -> None:
    resurf.planned()
    number = str(task(resurf, "ointment")["number"])
    assert "Keep ointment on the skin (1/4)" in resurf("done", number, now=DAY3).out
    assert "Keep ointment on the skin (2/4)" in resurf("done", "oi", now=DAY3).out


def test_with_several_tasks_all_are_done_or_none(resurf: Program) -> None:
    resurf.planned()
    ran = resurf("done", "ointment", "no-such-task", now=DAY3)
    assert ran.code == 3
    assert task(resurf, "ointment")["done"] == 0
    assert resurf("done", "ointment", "wash", now=DAY3).code == 0
    assert "Taken back" in resurf("undo", now=DAY3).out
    assert (task(resurf, "ointment")["done"], task(resurf, "wash")["done"]) == (0, 0)


def test_a_day_that_has_not_come_cannot_be_ticked(resurf: Program) -> None:
    ran = resurf.planned()("done", "ointment", "--for", "2026-12-14", now=DAY3)
    assert (ran.code, ran.out) == (2, "")
    assert "has not come yet" in ran.err


def test_what_is_done_after_midnight_belongs_to_the_night_before(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "wash", now="2026-12-14T00:20")
    assert task(resurf, "wash", now="2026-12-14T00:30")["done"] == 1
    assert task(resurf, "wash", now="2026-12-14T04:00", day="2026-12-13")["done"] == 1
    assert task(resurf, "wash", now="2026-12-14T04:00")["done"] == 0
    assert resurf("log", "--json", now=DAY3).json["changes"][-1]["day"] == "2026-12-13"
    assert resurf("log", "--json", now=DAY3).json["changes"][-1]["at"].startswith("2026-12-14T00:20")


def test_a_task_of_another_day_changes_nothing_and_says_when_it_starts(resurf: Program) -> None:
    ran = resurf.planned()("done", "ointment")
    assert ran.code == 3
    assert "starts Thu 10 Dec 2026" in ran.text


def test_a_once_task_may_be_done_before_its_window_opens(resurf: Program) -> None:
    ran = resurf.planned()("done", "arrange-driver")
    assert ran.code == 0
    assert task(resurf, "arrange-driver", now="2026-11-24T12:00")["status"] == "done"
    later = resurf("today", "--json", now="2026-12-05T12:00").json
    assert "arrange-driver" not in [each["id"] for each in later["tasks"]]


def test_consult_and_supplies_are_ticked_by_id_on_any_day_and_stay_out_of_the_days_tasks(resurf: Program) -> None:
    resurf.planned()
    assert "Plain petrolatum" in resurf("done", "supplies.petrolatum", now=DAY3).out
    assert "Check the licence" in resurf("done", "licence", now=DAY3).out
    page = resurf("today", "--json", now=DAY3).json
    assert {"licence", "petrolatum", "supplies.petrolatum"}.isdisjoint(each["id"] for each in page["tasks"])
    assert resurf("prep", "--json", now=DAY3).json["supplies"][0]["done"] is True


def test_of_a_medicine_ticked_twice_it_says_to_call(resurf: Program) -> None:
    resurf.planned("--answer", "cold-sores=yes", "--set", "contact.day=+1 555 0100")
    assert "twice" not in resurf("done", "antiviral", now=DAY3).text
    ran = resurf("done", "antiviral", now=DAY3)
    assert "ticked more than once" in ran.text
    assert "call +1 555 0100" in ran.text


def test_skip_needs_a_reason_and_of_a_medicine_says_to_tell_who_prescribed_it(resurf: Program) -> None:
    resurf.planned("--answer", "cold-sores=yes")
    assert resurf("skip", "antiviral", now=DAY3).code == 2
    assert task(resurf, "antiviral")["status"] == "due"
    ran = resurf("skip", "antiviral", "--because", "felt sick", now=DAY3)
    assert "Tell who prescribed it." in ran.out
    found = task(resurf, "antiviral")
    assert (found["status"], found["skipped"], found["because"]) == ("skipped", 1, "felt sick")


def test_a_later_tick_lifts_a_skip(resurf: Program) -> None:
    resurf.planned()
    resurf("skip", "wash", "--because", "no water", now=DAY3)
    resurf("done", "wash", now=DAY3)
    found = task(resurf, "wash")
    assert (found["status"], found["done"], found["skipped"]) == ("partly", 1, 0)


def test_what_is_done_cannot_be_skipped(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "wash", "--times", "2", now=DAY3)
    ran = resurf("skip", "wash", "--because", "tired", now=DAY3)
    assert ran.code == 2
    assert task(resurf, "wash")["status"] == "done"


def test_undo_takes_back_change_after_change_and_redo_puts_back(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "ointment", now=DAY3)
    resurf("note", "stings", now=DAY3)
    assert "stings" in resurf("undo", now=DAY3).out
    assert "Keep ointment on the skin" in resurf("undo", now=DAY3).out
    assert "no change" in resurf("undo", now=DAY3).out
    assert "Keep ointment on the skin" in resurf("redo", now=DAY3).out
    assert "stings" in resurf("redo", now=DAY3).out
    assert "nothing to put back" in resurf("redo", now=DAY3).out


def test_a_new_change_ends_redo(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "ointment", now=DAY3)
    resurf("undo", now=DAY3)
    resurf("done", "wash", now=DAY3)
    assert "nothing to put back" in resurf("redo", now=DAY3).out


def test_undo_of_a_task_takes_back_the_whole_change_and_names_all_of_it(resurf: Program) -> None:
    resurf.planned()
    resurf("done", "ointment", "wash", now=DAY3)
    resurf("note", "stings", now=DAY3)
    said = resurf("undo", "ointment", now=DAY3).text
    assert "Keep ointment on the skin" in said
    assert "Wash gently" in said
    assert resurf("summary", "--json", now=DAY3).json["notes"][0]["text"] == "stings"


def test_a_note_keeps_its_words_and_its_task(resurf: Program) -> None:
    resurf.planned()
    assert resurf("note", "stings after [bold]washing[/bold]", "--task", "wash", now=DAY3).code == 0
    assert resurf("summary", "--json", now=DAY3).json["notes"] == [
        {"date": "2026-12-13", "time": "09:00", "text": "stings after [bold]washing[/bold]", "task": "wash"}
    ]


@pytest.mark.parametrize("text", ["", "   ", "x" * 100_001])
def test_a_note_that_is_empty_or_too_long_is_refused(resurf: Program, text: str) -> None:
    assert resurf.planned()("note", text).code == 2
    assert resurf("summary", "--json").json["notes"] == []


def test_happened_says_what_changes_and_undo_opens_it_again(resurf: Program) -> None:
    resurf.planned()
    ran = resurf("happened", "healed", "--on", "2026-12-15", now="2026-12-16T09:00")
    assert ran.code == 0
    assert "Keep ointment on the skin" in ran.text
    assert "To do from today: Put on sunscreen" in ran.text
    page = resurf("today", "--json", now="2026-12-16T09:00").json
    assert "ointment" not in [each["id"] for each in page["tasks"]]
    resurf("undo", now="2026-12-16T09:00")
    page = resurf("today", "--json", now="2026-12-16T09:00").json
    assert "ointment" in [each["id"] for each in page["tasks"]]


def test_an_event_before_its_earliest_day_is_asked_about(resurf: Program) -> None:
    resurf.planned()
    ran = resurf("happened", "healed", now="2026-12-11T09:00")
    assert ran.code == 2
    assert "earlier than usual" in ran.text
    assert resurf("summary", "--json", now=DAY3).json["events"] == []
    assert resurf("happened", "healed", "--yes", now="2026-12-11T09:00").code == 0
    assert resurf("summary", "--json", now=DAY3).json["events"] == [
        {"id": "healed", "session": 1, "date": "2026-12-11"}
    ]


@pytest.mark.parametrize("on", ["2026-12-20", "2026-12-09"])
def test_an_event_in_the_future_or_before_its_session_is_refused(resurf: Program, on: str) -> None:
    assert resurf.planned()("happened", "healed", "--on", on, "--yes", now=DAY3).code == 2
    assert resurf("summary", "--json", now=DAY3).json["events"] == []


def test_not_yet_opens_an_event_again(resurf: Program) -> None:
    resurf.planned()
    resurf("happened", "healed", now="2026-12-16T09:00")
    assert resurf("happened", "healed", "--not-yet", now="2026-12-18T09:00").code == 0
    page = resurf("today", "--json", now="2026-12-18T09:00").json
    assert "ointment" in [each["id"] for each in page["tasks"]]
    between = resurf("today", "--json", "--for", "2026-12-17", now="2026-12-18T09:00").json
    assert "ointment" not in [each["id"] for each in between["tasks"]]


def test_an_unknown_event_names_those_there_are(resurf: Program) -> None:
    ran = resurf.planned()("happened", "hailed", now=DAY3)
    assert ran.code == 3
    assert "healed" in ran.text


# --- the walk --------------------------------------------------------------------------------------------------------


def test_the_walk_saves_after_every_key_and_goes_back(resurf: Program, at_a_terminal: Callable[..., Sitting]) -> None:
    resurf.planned()
    walk = at_a_terminal("done", now=DAY3)
    walk.answers("Take the antiviral  0/1", "l")
    walk.answers("Keep ointment on the skin  0/4", "p")
    walk.answers("Wash gently  0/2", "b")
    walk.answers("Keep ointment on the skin  0/4", "d")
    walk.answers("Wash gently  0/2", "s")
    walk.types("Why? Your clinic reads it:", "no water")
    walk.answers("A short walk", "l")
    walk.answers("Tell the clinic how you are", "l")
    assert walk.ends() == 0
    assert (task(resurf, "ointment")["done"], task(resurf, "wash")["because"]) == (4, "no water")
    assert task(resurf, "walk")["done"] == 0


def test_ctrl_c_in_the_walk_keeps_what_was_saved(resurf: Program, at_a_terminal: Callable[..., Sitting]) -> None:
    resurf.planned()
    walk = at_a_terminal("done", now=DAY3)
    walk.answers("Take the antiviral  0/1", "l")
    walk.answers("Keep ointment on the skin  0/4", "d")
    walk.child.expect_exact("Wash gently")
    walk.child.sendintr()
    assert walk.ends() == 130
    assert "Traceback" not in walk.rest
    assert (task(resurf, "ointment")["done"], task(resurf, "wash")["done"]) == (4, 0)


def test_without_a_terminal_the_walk_names_what_is_open_and_asks_nothing(resurf: Program) -> None:
    ran = resurf.planned()("done", now=DAY3)
    assert ran.code == 2
    assert "ointment" in ran.text
    assert task(resurf, "ointment")["done"] == 0
