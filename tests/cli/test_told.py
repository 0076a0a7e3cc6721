"""``resurf told``: the clinic's word that is on no sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

DAY3 = "2026-12-13T09:00"
UNDO = "resurf undo takes it back."


def shown(resurf: Program, name: str, now: str = DAY3) -> dict[str, Any]:
    found: dict[str, Any] = resurf("show", name, "--json", now=now).json
    return found


def changes(resurf: Program) -> int:
    return len(resurf("log", "--json", now=DAY3).json["changes"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ointment"], "Your clinic: Keep ointment on the skin, confirmed as it is: until healed."),
        (
            ["sun"],
            "Your clinic: Direct sun, confirmed as it is: strict to Sat 9 Jan 2027, then careful to Mon 8 Feb 2027.",
        ),
        (["supplies.petrolatum"], "Your clinic: Plain petrolatum, confirmed as it is."),
        (
            ["sun", "--until", "2027-01-20"],
            "Your clinic: Direct sun, strict to Wed 20 Jan 2027 (was Sat 9 Jan 2027), then careful to Mon 8 Feb 2027.",
        ),
        (["sun", "--until", "2027-03-01"], "Your clinic: Direct sun, strict to Mon 1 Mar 2027 (was Sat 9 Jan 2027)."),
        (
            ["ointment", "--until", "20 Dec 2026"],
            "Your clinic: Keep ointment on the skin, to Sun 20 Dec 2026 (was until healed).",
        ),
        (
            ["sunscreen", "--from", "day4"],
            "Your clinic: Put on sunscreen, from Mon 14 Dec 2026 (was Thu 17 Dec 2026), to Thu 10 Jun 2027.",
        ),
        (
            ["redness", "--from", "yesterday", "--until", "day9"],
            ("Your clinic: Redness, from Sat 12 Dec 2026 (was Thu 10 Dec 2026), "
            "to Sat 19 Dec 2026 (was Thu 17 Dec 2026)."),
        ),
        (
            ["wash", "--drop"],
            ("Your clinic: Wash gently, off every page from today on. What was recorded stays. "
            "resurf told wash brings it back."),
        ),
    ],
)  # fmt: skip
def test_what_changed_is_said_with_its_dates_and_how_to_take_it_back(
    resurf: Program, words: list[str], said: str
) -> None:
    ran = resurf.planned()("told", *words, now=DAY3)
    assert (ran.code, ran.err) == (0, "")
    assert " ".join(ran.out.split()) == f"{said} {UNDO}"


def test_of_a_medicine_it_says_to_ask_who_prescribed_it(resurf: Program) -> None:
    resurf.planned("--answer", "cold-sores=yes")
    for words in (["--drop"], ["--until", "day5"]):
        assert (
            "ask who prescribed it before you take it differently" in resurf("told", "antiviral", *words, now=DAY3).text
        )
    assert "prescribed" not in resurf("told", "antiviral", now=DAY3).text


def test_what_is_on_the_pages_again_is_said(resurf: Program) -> None:
    resurf.planned()("told", "wash", "--drop", now=DAY3)
    assert (
        "Wash gently, on your pages again, confirmed as it is: to Thu 17 Dec 2026."
        in resurf("told", "wash", now=DAY3).text
    )


def test_origin_undo_and_the_summary_follow(resurf: Program) -> None:
    resurf.planned()
    resurf("told", "ointment", "--until", "2026-12-20", "--note", "longer, she said", now=DAY3)
    assert (shown(resurf, "ointment")["origin"], shown(resurf, "ointment")["days"][0]["until"]) == (
        "clinic",
        "2026-12-20",
    )
    assert shown(resurf, "ointment")["told"]["dates"] == [
        {"session": 1, "treated": "2026-12-10", "from": None, "until": "2026-12-20", "used": True}
    ]
    found = resurf("summary", "--json", now=DAY3).json
    assert [each["id"] for each in found["told"]] == ["ointment"]
    assert [(each["text"], each["task"]) for each in found["notes"]] == [("longer, she said", "ointment")]
    ran = resurf("undo", "ointment", now=DAY3)
    assert 'Taken back: told by your clinic: "Keep ointment on the skin" until Sun 20 Dec 2026' in ran.text
    assert shown(resurf, "ointment")["told"] is None
    assert resurf("summary", "--json", now=DAY3).json["told"] == []
    assert "Put back" in resurf("redo", now=DAY3).out
    assert shown(resurf, "ointment")["days"][0]["until"] == "2026-12-20"


def test_several_items_are_one_change_and_all_are_told_or_none(resurf: Program) -> None:
    resurf.planned()
    before = changes(resurf)
    assert resurf("told", "ointment", "no-such-thing", now=DAY3).code == 3
    assert resurf("told", "ointment", "breathing", "--drop", now=DAY3).code == 2
    assert changes(resurf) == before
    assert resurf("told", "ointment", "6", "avoid.sun", "ointment", now=DAY3).out.count("Your clinic:") == 3
    assert changes(resurf) == before + 1
    resurf("undo", now=DAY3)
    assert shown(resurf, "wash")["told"] is None


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (["wash", "--drop", "--until", "2026-12-20"], 2, "without --from and --until"),
        (["wash", "--from", "2026-12-20", "--until", "2026-12-19"], 2, "--from is the earlier day"),
        (["wash", "--session", "1"], 2, "it goes with --from or --until"),
        (["wash", "--until", "2026-12-20", "--session", "2"], 3, "There is no session 2"),
        (["wash", "--until", "12/20/2026"], 2, "Did you mean"),
        (["wash", "--until", "2026-12-01"], 2, "would have no days"),
        (["breathing", "--drop"], 2, "is an emergency sign: it cannot be taken off"),
        (["breathing", "--until", "2026-12-20"], 2, "listed to Thu 24 Dec 2026, and cannot end earlier"),
        (["breathing", "--from", "2026-12-20"], 2, "cannot begin later"),
        (["supplies.petrolatum", "--until", "2026-12-20"], 2, "has no days to move"),
        (["healed"], 2, "resurf happened healed"),
        (["smokes"], 2, "resurf plan set smokes=ANSWER"),
        (["heald"], 3, "Did you mean healed"),
        (["w"], 3, "fits more than one instruction: wash, walk"),
        (["antiviral", "--until", "2026-12-20"], 3, "does not apply to you"),
        (["wash", "--note", "x" * 100_001], 2, "are the most"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_changes_nothing_and_says_why(
    resurf: Program, words: list[str], code: int, reason: str
) -> None:
    resurf.planned("--answer", "cold-sores=no")
    before = changes(resurf)
    ran = resurf("told", *words, now=DAY3)
    assert (ran.code, ran.out) == (code, "")
    assert reason in ran.text
    assert changes(resurf) == before


def test_what_the_clinic_took_off_is_off_the_page_and_says_so_when_it_is_named(resurf: Program) -> None:
    resurf.planned()("told", "wash", "avoid.sun", "--drop", now=DAY3)
    page = resurf("today", "--json", now=DAY3).json
    assert "wash" not in {each["id"] for each in page["tasks"]}
    assert "sun" not in {each["id"] for each in page["avoid"]}
    ran = resurf("done", "wash", now=DAY3)
    assert (ran.code, ran.out) == (3, "")
    assert "your clinic took it off on Sun 13 Dec 2026. resurf told wash brings it back." in ran.text
    assert "taken off by your clinic on Sun 13 Dec 2026" in resurf("show", "wash", now=DAY3).text
    assert resurf("done", "wash", "--for", "yesterday", now=DAY3).code == 0


def test_a_date_told_before_the_session_moved_is_not_used_and_asked_for_again(resurf: Program) -> None:
    resurf.planned()("told", "ointment", "--until", "2026-12-20", now=DAY3)
    again = "Ask your clinic again: resurf told ointment --until DATE"
    assert again in resurf("plan", "move", "2026-12-11", "--yes", now=DAY3).text
    for words in (["today"], ["show", "ointment"]):
        assert again in resurf(*words, now=DAY3).text
    assert again not in resurf("today", "--for", "yesterday", now=DAY3).text
    page = resurf("today", "--json", now=DAY3).json
    assert page["unused"] == [
        {
            "id": "ointment",
            "title": "Keep ointment on the skin",
            "session": 1,
            "treated": "2026-12-10",
            "from": None,
            "until": "2026-12-20",
        }
    ]
    resurf("plan", "move", "2026-12-10", "--yes", now=DAY3)
    assert again not in resurf("today", now=DAY3).text
    assert shown(resurf, "ointment")["days"][0]["until"] == "2026-12-20"


def test_of_a_series_it_says_which_session_and_where_the_next_one_cuts_it(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", "fractional-ablative", "--date", "2026-12-10", "--date", "2027-01-07")
    ran = resurf("told", "ointment", "--until", "2027-01-10", now=DAY3)
    said = "(session on Thu 10 Dec 2026), to Wed 6 Jan 2027, where two sessions meet (was until healed)."
    assert said in ran.text
    ran = resurf("told", "ointment", "--until", "2027-01-16", "--session", "2", now=DAY3)
    assert "(session on Thu 7 Jan 2027), to Sat 16 Jan 2027 (was until healed)." in ran.text


def test_the_card_of_a_default_says_how_to_tell_what_the_clinic_says(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", "fractional-ablative", "--date", "2026-12-10")
    assert "your clinic, then: resurf told ointment" in resurf("show", "ointment", now=DAY3).text
    resurf("told", "ointment", now=DAY3)
    text = resurf("show", "ointment", now=DAY3).text
    assert "confirmed by your clinic on Sun 13 Dec 2026" in text
    assert "then: resurf told" not in text


def test_an_answer_decides_nothing_that_was_taken_off(resurf: Program) -> None:
    resurf.planned()
    decides = resurf("plan", "show", "--json", now=DAY3).json["questions"][0]["decides"]
    assert [each["id"] for each in decides] == ["antiviral"]
    resurf("told", "antiviral", "--drop", now=DAY3)
    assert resurf("plan", "show", "--json", now=DAY3).json["questions"][0]["decides"] == []


def test_a_dropped_visit_and_what_stands_in_the_way_are_not_named_any_more(resurf: Program) -> None:
    resurf.planned()
    resurf("told", "visits.check", "ready.no-cover", "--drop", now=DAY3)
    assert resurf("plan", "show", "--json", now=DAY3).json["visits"] == []
    ran = resurf("plan", "set", "cold-sores=yes", "smokes=yes", now=DAY3)
    assert "Ask whether you need an antiviral" not in ran.text


def test_undo_knows_a_ban_by_its_id_when_it_was_told(resurf: Program) -> None:
    resurf.planned()("told", "sun", "--until", "2027-01-20", now=DAY3)
    resurf("done", "ointment", now=DAY3)
    assert 'told by your clinic: "Direct sun"' in resurf("undo", "sun", now=DAY3).out


def test_that_another_session_keeps_a_ban_in_force_is_said(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", "fractional-ablative", "--date", "2026-12-10", "--date", "2027-01-14")
    ran = resurf("told", "avoid.sun", "--until", "2026-12-20", now=DAY3)
    assert "Session 2, on Thu 14 Jan 2027, keeps it strict to Mon 15 Mar 2027." in ran.text
    assert "resurf told avoid.sun --until DATE --session 2" in ran.text
    assert "keeps it" not in resurf("told", "avoid.sun", "--until", "2027-03-20", now=DAY3).text


def test_the_number_of_a_task_of_a_later_session_tells_it_for_that_one(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", "fractional-ablative", "--date", "2026-12-10", "--date", "2027-01-14")
    ran = resurf("told", "driver", "--until", "2027-01-12", "--session", "2", now=DAY3)
    number = shown(resurf, "driver")["number"]
    assert "(session on Thu 14 Jan 2027), to Tue 12 Jan 2027" in ran.text
    assert (
        "(session on Thu 14 Jan 2027), to Mon 11 Jan 2027"
        in resurf("told", f"{number}.2", "--until", "2027-01-11", now=DAY3).text
    )
    again = resurf("told", f"{number}.1", f"{number}.2", "--until", "2027-01-11", now=DAY3)
    assert again.out.count("Your clinic:") == 2
    assert "(session on Thu 14 Jan 2027), to Mon 11 Jan 2027." in again.text
