"""``resurf plan update``: a plan takes a changed file only when asked, and loses nothing that was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Program, Sitting

SHEET = """\
resurf: 1
id: harbour
title: Care at Harbour Clinic
version: "1"
contact: {day: "+1 555 0100", hours: "Mon-Fri 09:00-17:00"}
questions:
  area: {ask: Where, kind: one, choices: {face: Face, hands: Hands}}
prep:
  - {id: driver, do: Arrange a driver, from: -7, until: -1}
recovery:
  - {id: ointment, do: Use the ointment, from: 0, until: 6, repeat: 4 times a day}
  - {id: mist, do: Use the mist, from: 0, until: 3, repeat: twice a day}
  - {id: wash, do: Wash gently, from: 0, until: 6, repeat: daily, if: area=face}
supplies:
  - {id: gauze, item: Gauze}
"""
NEWER = (
    SHEET.replace('"1"', '"2"')
    .replace("from: 0, until: 6, repeat: 4 times a day", "from: 0, until: 8, repeat: twice a day")
    .replace("  - {id: mist, do: Use the mist, from: 0, until: 3, repeat: twice a day}\n", "")
    .replace("recovery:\n", "recovery:\n  - {id: rest, do: Rest, from: 0, until: 4, repeat: daily}\n")
    .replace("supplies:\n  - {id: gauze, item: Gauze}\n", "")
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.yaml"
    path.write_text(SHEET)
    return path


@pytest.fixture
def planned(resurf: Program, sheet: Path) -> Program:
    """A plan treated on 10 December 2026, seen on the day after, with some ticks."""
    made = resurf("prep", "--treatment", str(sheet), "--date", "2026-12-10", "--answer", "area=face", "--no-input")
    assert made.code == 0, made.text
    resurf("done", "driver", "supplies.gauze", now="2026-12-08T12:00")
    resurf("done", "ointment", "--times", "4", now="2026-12-10T20:00")
    resurf("done", "mist", now="2026-12-10T21:00")
    resurf.now = "2026-12-11T12:00"
    return resurf


def figures(program: Program) -> dict[str, tuple[int, int]]:
    tasks = program("summary", "--json").json["tasks"]
    return {each["id"]: (each["done"], each["due"]) for each in tasks}


def numbers(program: Program) -> dict[str, int]:
    return {each["id"]: each["number"] for each in program("today", "--json").json["tasks"]}


def lines_of(program: Program) -> list[Any]:
    found: list[Any] = program("log", "--json").json["changes"]
    return found


def test_a_changed_file_changes_nothing_until_it_is_asked_for(planned: Program, sheet: Path) -> None:
    before = planned("today", "--json").out
    sheet.write_text(NEWER)
    assert planned("today", "--json").out == before


def test_the_difference_is_shown_and_without_an_answer_nothing_is_taken(planned: Program, sheet: Path) -> None:
    sheet.write_text(NEWER)
    before = planned("today", "--json").out
    ran = planned("plan", "update")
    assert ran.code == 2
    for words in (
        "Care at Harbour Clinic (harbour, version 1), now Care at Harbour Clinic (harbour, version 2).",
        "Rest (rest): new, Thu 10 Dec to Mon 14 Dec.",
        "Use the ointment (ointment): Thu 10 Dec to Fri 18 Dec (was Thu 10 Dec to Wed 16 Dec).",
        "Also 4 times a day → twice a day.",
        "Use the mist (mist): taken off.",
        "Gauze (supplies.gauze): taken off.",
        "All 7 ticks so far stay in the record; ",
        "Nobody is here to answer, so nothing was changed.",
    ):
        assert words in ran.text
    assert planned("today", "--json").out == before
    assert [each["kind"] for each in lines_of(planned)] == ["new", "tick", "tick", "tick"]


def test_what_reads_alike_says_what_is_other_and_what_stands_in_the_way_says_what_it_is(
    planned: Program, sheet: Path
) -> None:
    event = "events: {healed: {ask: Is it closed, expected: 6, earliest: 3, latest: 10}}\n"
    ready = "ready:\n  - {id: call-first, when: area=face, then: call}\n  - {id: ride, needs: driver, else: not-yet}\n"
    waiting = SHEET.replace("do: Wash gently, from: 0, until: 6", "do: Wash gently, from: 0, until: healed")
    sheet.write_text(waiting.replace("prep:\n", f"{event}prep:\n") + ready)
    said = planned("plan", "update").text
    assert "Wash gently (wash): Thu 10 Dec to Wed 16 Dec, now only assumed." in said
    assert "By the answers: area is face (ready.call-first): new." in said
    assert "Done: Arrange a driver (driver) (ready.ride): new." in said


def test_what_was_recorded_is_kept_also_for_what_is_gone(planned: Program, sheet: Path) -> None:
    sheet.write_text(NEWER)
    assert planned("plan", "update", "--yes").code == 0
    summary = planned("summary", "--json").json
    assert [(each["id"], each["title"], each["done"], each["from"]) for each in summary["former"]] == [
        ("mist", "Use the mist", 1, "2026-12-10"),
        ("supplies.gauze", "Gauze", 1, "2026-12-08"),
    ]
    text = planned("summary").text
    assert "No longer in the plan, or no longer so Use the mist (mist): ticked once, Thu 10 Dec 2026" in text
    assert "kept, not counted" in text
    assert "Use the mist" in planned("summary", "--format", "markdown").out
    assert "former\tmist\tUse the mist\t1\t2026-12-10\t2026-12-10" in planned("summary", "--plain").out
    assert '"Use the mist"' in planned("log").text


def test_a_past_day_asks_for_what_its_page_asked_for_and_the_plan_still_has(planned: Program, sheet: Path) -> None:
    # On day 0 the page asked for ointment four times (all done), the mist twice and a wash.
    sheet.write_text(NEWER)
    planned("plan", "update", "--yes")
    assert figures(planned)["ointment"] == (2, 2)  # the plan asks for two a day now; what was ticked beyond is kept
    assert figures(planned)["wash"] == (0, 1)
    assert figures(planned)["rest"] == (0, 0)  # no page of day 0 asked for it
    assert "mist" not in figures(planned)


def test_numbers_stay_and_new_tasks_come_at_the_end(planned: Program, sheet: Path) -> None:
    assert numbers(planned) == {"ointment": 2, "mist": 3, "wash": 4}
    sheet.write_text(NEWER)
    planned("plan", "update", "--yes")
    assert numbers(planned) == {"ointment": 2, "wash": 4, "rest": 5}
    sheet.write_text(
        SHEET.replace("recovery:\n", "recovery:\n  - {id: cloth, do: Change it, until: 9, repeat: daily}\n")
    )
    planned("plan", "update", "--yes")
    assert numbers(planned) == {"ointment": 2, "mist": 3, "wash": 4, "cloth": 6}
    assert "Ticked: Use the ointment" in planned("done", "2").text


def test_a_task_that_comes_back_has_its_ticks_again(planned: Program, sheet: Path) -> None:
    before = figures(planned)
    sheet.write_text(NEWER)
    planned("plan", "update", "--yes")
    sheet.write_text(SHEET)
    planned("plan", "update", "--yes")
    assert planned("summary", "--json").json["former"] == []
    assert figures(planned) == before


def test_a_medicine_ticked_before_an_update_repeats_it_is_not_ticked_again_without_a_word(
    resurf: Program, sheet: Path
) -> None:
    tablet = SHEET.replace("recovery:\n", "recovery:\n  - {id: tablet, do: Take it, until: 3, medicine: true}\n")
    sheet.write_text(tablet)
    resurf("prep", "--treatment", str(sheet), "--date", "2026-12-10", "--no-input")
    resurf("done", "tablet", now="2026-12-11T09:00")
    sheet.write_text(tablet.replace("medicine: true", "medicine: true, repeat: daily"))
    resurf("plan", "update", "--yes", now="2026-12-11T12:00")
    page = resurf("today", now="2026-12-11T12:00").text
    assert "tablet: 1 ticked, kept but not counted" in page
    assert "If you took it twice, call" in resurf("done", "tablet", now="2026-12-11T13:00").text
    assert "If you took it twice" not in resurf("done", "tablet", now="2026-12-12T13:00").text


def test_undo_takes_an_update_back_and_redo_puts_it_back(planned: Program, sheet: Path) -> None:
    before = planned("today", "--json").out
    sheet.write_text(NEWER)
    planned("plan", "update", "--yes")
    after = planned("today", "--json").out
    assert after != before
    ran = planned("undo")
    assert "Taken back: took the checklist Care at Harbour Clinic (harbour, version 2)." in ran.text
    assert planned("today", "--json").out == before
    planned("redo")
    assert planned("today", "--json").out == after


def test_a_file_that_is_as_the_plan_has_it_changes_nothing(planned: Program) -> None:
    ran = planned("plan", "update")
    assert (ran.code, ran.text) == (0, "Your plan has the checklist as it is now: nothing was changed.")


def test_only_a_new_version_is_said_and_asked_about_too(planned: Program, sheet: Path) -> None:
    sheet.write_text(SHEET.replace('"1"', '"2"'))
    ran = planned("plan", "update")
    assert ran.code == 2
    assert "No instruction differs." in ran.text
    planned("plan", "update", "--yes")
    assert planned("summary", "--json").json["checklist"]["version"] == "2"


def test_a_file_with_mistakes_changes_nothing(planned: Program, sheet: Path) -> None:
    before = planned("today", "--json").out
    sheet.write_text(NEWER.replace("until: 8", "unitl: 8"))
    ran = planned("plan", "update", "--yes")
    assert ran.code == 4
    assert 'did you mean "until"?' in ran.text
    assert planned("today", "--json").out == before


def test_a_file_that_is_gone_is_asked_for_where_it_is_now(planned: Program, sheet: Path) -> None:
    moved = sheet.rename(sheet.with_name("elsewhere.yaml"))
    ran = planned("plan", "update", "--yes")
    assert ran.code == 3
    assert "Say where it is now: resurf plan update --treatment FILE" in ran.text
    moved.write_text(NEWER)
    assert planned("plan", "update", "--yes", "--treatment", str(moved)).code == 0
    moved.write_text(NEWER.replace('"2"', '"3"'))
    assert planned("plan", "update", "--yes").code == 0  # the new place is kept


def test_a_plan_of_a_shipped_checklist_takes_the_clinics_own_file(resurf: Program, tmp_path: Path) -> None:
    resurf("prep", "--treatment", "fractional-ablative", "--date", "2026-12-10", "--no-input")
    path = tmp_path / "own.yaml"
    path.write_text(
        "resurf: 1\nid: own\nextends: fractional-ablative\ntitle: Our sheet\nclinic: Harbour Clinic\n"
        "confirmed: [ointment]\nchange:\n  leave-off-retinoids: {from: 1 week before}\n"
    )
    ran = resurf("plan", "update", "--treatment", str(path), "--yes")
    assert ran.code == 0
    assert "Thu 3 Dec to Wed 9 Dec (was Thu 26 Nov to Wed 9 Dec)." in ran.text
    assert "Whose word Harbour Clinic" in resurf("show", "leave-off-retinoids").text
    assert resurf("plan", "list", "--json").json["plans"][0]["id"] == "fractional-ablative"


def test_what_the_person_set_stays_and_what_they_did_not_follows_the_file(planned: Program, sheet: Path) -> None:
    planned("plan", "set", "contact.hours=Sat 09:00-12:00", "wake=07:00")
    sheet.write_text(NEWER.replace("+1 555 0100", "+1 555 0111").replace("09:00-17:00", "08:00-16:00"))
    planned("plan", "update", "--yes")
    shown = planned("plan", "show", "--json").json
    assert (shown["call"]["day"], shown["call"]["hours"]) == ("+1 555 0111", "Sat 09:00-12:00")
    assert (shown["times"]["wake"], shown["answers"]) == ("07:00", {"area": "face"})


def test_an_answer_that_is_none_any_more_is_said_and_asked_again(planned: Program, sheet: Path) -> None:
    sheet.write_text(SHEET.replace("face: Face", "cheeks: Cheeks").replace("area=face", "area=cheeks"))
    ran = planned("plan", "update", "--yes")
    assert "Your answer to area is none of its answers any more: answer again." in ran.text
    assert planned("plan", "show", "--json").json["answers"] == {}


def test_every_session_of_a_series_is_shown_with_its_days(resurf: Program, sheet: Path) -> None:
    resurf("plan", "new", "--treatment", str(sheet), "--date", "2026-12-10", "--date", "2027-01-14")
    sheet.write_text(NEWER)
    assert (
        "Use the ointment (ointment): session 1 Thu 10 Dec to Fri 18 Dec (was Thu 10 Dec to Wed 16 Dec); "
        "session 2 Thu 14 Jan 2027 to Fri 22 Jan 2027 (was Thu 14 Jan 2027 to Wed 20 Jan 2027)."
    ) in resurf("plan", "update").text


def test_at_a_terminal_it_asks_and_no_changes_nothing(
    planned: Program, sheet: Path, at_a_terminal: Callable[..., Sitting]
) -> None:
    sheet.write_text(NEWER)
    before = planned("today", "--json").out
    sitting = at_a_terminal("plan", "update", now=planned.now)
    sitting.types("Follow it from now on? [y/N]", "")
    assert sitting.ends() == 0
    assert "Nothing was changed." in sitting.rest
    assert planned("today", "--json").out == before


def test_a_checklist_to_build_on_only_cannot_be_followed(planned: Program, tmp_path: Path) -> None:
    path = tmp_path / "base.yaml"
    path.write_text(SHEET.replace("id: harbour", "id: group", 1) + "base: true\n")
    assert planned("plan", "update", "--yes", "--treatment", str(path)).code == 2


def test_what_the_clinic_took_off_stays_off_and_that_is_said(planned: Program, sheet: Path) -> None:
    planned("told", "ointment", "--drop")
    sheet.write_text(NEWER)
    ran = planned("plan", "update", "--yes")
    assert "Your clinic took ointment off: it stays off. resurf told ointment brings it back." in ran.text
    assert "ointment" not in numbers(planned)


ONCE = "  - {id: series, do: Shade, from: first treatment, until: 5 weeks after last treatment, repeat: daily}\n"


def test_a_day_told_of_what_runs_once_is_not_used_when_the_last_session_has_moved(resurf: Program, sheet: Path) -> None:
    sheet.write_text(SHEET.replace("recovery:\n", f"recovery:\n{ONCE}"))
    resurf("plan", "new", "--treatment", str(sheet), "--date", "2026-12-01", "--date", "2026-12-29")
    resurf("told", "series", "--until", "2027-01-15")
    assert resurf("show", "series", "--json").json["days"][0]["until"] == "2027-01-15"
    moved = resurf("plan", "move", "2027-01-20", "--session", "2", "--yes")
    assert "so it is not used. Ask your clinic again: resurf told series --until DATE" in moved.text
    assert resurf("show", "series", "--json").json["days"][0]["until"] == "2027-02-24"
    resurf("plan", "move", "2026-12-29", "--session", "2", "--yes")
    assert resurf("show", "series", "--json").json["days"][0]["until"] == "2027-01-15"


def test_a_day_told_for_a_session_is_not_the_clinics_word_once_the_item_runs_once_for_all(
    resurf: Program, sheet: Path
) -> None:
    resurf("plan", "new", "--treatment", str(sheet), "--date", "2026-12-01", "--date", "2026-12-29")
    resurf("told", "ointment", "--until", "2026-12-20")
    sheet.write_text(
        SHEET.replace(
            "from: 0, until: 6, repeat: 4", "from: first treatment, until: 5 weeks after last treatment, repeat: 4"
        )
    )
    resurf("plan", "update", "--yes")
    shown = resurf("show", "ointment", "--json").json
    assert shown["days"][0]["until"] == "2027-02-02"
    assert "not used" in resurf("show", "ointment").text
    assert "told by" not in resurf("show", "ointment").text
