from __future__ import annotations

import json as standard
from typing import Any

import pytest

from resurf_cli.core.card import card
from resurf_cli.core.checklist import checklist
from resurf_cli.core.log import log
from resurf_cli.core.phase import phase_page
from resurf_cli.core.signs import signs_page
from resurf_cli.core.summary import summary
from resurf_cli.pages import json
from tests.core.record import Record, on
from tests.pages import SHEET, fractional, page, sheet, sheet_in_recovery

DAY = "2026-12-13"


def by_id(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(each for each in found if each["id"] == name)


def test_a_day_has_the_fields_of_its_schema_in_their_order() -> None:
    found = json.day(page(sheet_in_recovery(), DAY))
    assert list(found)[:16] == [
        *(
            "schema",
            "plan",
            "date",
            "made",
            "phase",
            "sessions",
            "assumed",
            "tasks",
            "avoid",
            "expect",
            "signs",
            "call",
        ),
        *("supplies", "tomorrow", "progress", "unconfirmed"),
    ]
    assert {name: found[name] for name in ("schema", "plan", "date", "made", "phase", "sessions", "assumed")} == {
        "schema": "resurf.today/1",
        "plan": "small-peel",
        "date": "2026-12-13",
        "made": "2026-11-22",
        "phase": "recovery",
        "sessions": [{"session": 1, "date": "2026-12-10", "day": 3}],
        "assumed": ["healed", "tablets-finished"],
    }
    assert found["progress"] == {"done": 4, "due": 6, "skipped": 2}
    assert found["unconfirmed"] == 12
    assert found["call"] == {
        "day": "+1 555 0100",
        "hours": "Mon-Fri 09:00-17:00",
        "after_hours": None,
        "emergency": "112",
    }


def test_a_task_of_a_day_has_its_window_its_ticks_and_whose_word_it_is() -> None:
    assert by_id(json.day(page(sheet_in_recovery(), DAY))["tasks"], "ointment") == {
        "number": 5,
        "id": "ointment",
        "title": "Keep a thin film of ointment on the skin",
        "session": 1,
        "day": 3,
        "phase": "recovery",
        "from": "2026-12-10",
        "until": "2026-12-16",
        "depends_on": "healed",
        "times": 4,
        "done": 3,
        "skipped": 0,
        "because": None,
        "at": [],
        "when": [],
        "status": "partly",
        "counted": True,
        "optional": False,
        "as_needed": False,
        "medicine": False,
        "applies": "yes",
        "origin": "default",
        "source": ["sheet", "book"],
        "basis": "source",
        "late_until": None,
    }


def test_named_times_are_given_with_their_clock_times_and_hours_are_not() -> None:
    tasks = json.day(page(sheet_in_recovery(), DAY))["tasks"]
    assert [(by_id(tasks, each)["at"], by_id(tasks, each)["when"]) for each in ("wash", "head-up", "mist")] == [
        (["08:00", "18:00"], ["morning", "evening"]),
        (["22:00"], ["bedtime"]),
        ([], []),
    ]


def test_a_skipped_task_has_its_reason_and_an_unanswered_one_is_unknown() -> None:
    tasks = json.day(page(sheet_in_recovery(), DAY))["tasks"]
    wash, mist = by_id(tasks, "wash"), by_id(tasks, "mist")
    assert (wash["status"], wash["skipped"], wash["because"]) == ("skipped", 2, "it stings")
    assert (mist["applies"], mist["counted"]) == ("unknown", False)


def test_an_as_needed_task_has_the_true_time_of_its_latest_tick() -> None:
    pack = by_id(json.day(page(sheet_in_recovery(), DAY))["tasks"], "cold-pack")
    assert (pack["times"], pack["done"], pack["last"]) == (0, 2, "2026-12-13T12:00:00+00:00")
    assert pack["at_most"] == "10 minutes an hour"


def test_tasks_are_in_the_order_of_the_page_with_what_is_still_open_last() -> None:
    tasks = json.day(page(sheet_in_recovery(), DAY))["tasks"]
    assert [each["id"] for each in tasks] == [
        *("tablets", "ointment", "wash", "head-up", "mist", "cold-pack", "walk", "sheet-read"),
    ]
    assert tasks[-1]["status"] == "overdue"


def test_a_ban_says_how_long_it_is_strict_and_what_its_end_hangs_on() -> None:
    avoid = json.day(page(sheet_in_recovery(), DAY))["avoid"]
    assert by_id(avoid, "sun") == {
        "id": "sun",
        "what": "Direct sun",
        "from": "2026-11-26",
        "strict_until": "2027-02-08",
        "until": "2027-06-10",
        "depends_on": None,
        "now": "strict",
        "applies": "yes",
        "origin": "default",
        "source": [],
        "basis": "unsourced",
    }
    assert (by_id(avoid, "make-up")["until"], by_id(avoid, "make-up")["depends_on"]) == ("2026-12-16", "healed")
    assert (by_id(avoid, "acids")["until"], by_id(avoid, "acids")["depends_on"]) == (None, "told")
    assert (by_id(avoid, "gym")["strict_until"], by_id(avoid, "gym")["now"]) == (None, "careful")


def test_a_once_task_of_a_later_session_has_a_number_with_the_session() -> None:
    found = json.day(page(sheet("2026-12-10", "2027-01-07"), "2027-01-02"))
    assert by_id(found["tasks"], "driver")["number"] == "2.2"
    assert by_id(found["tasks"], "leave-off-acids")["number"] == 1


def test_supplies_are_listed_from_their_day_on_until_all_are_at_home() -> None:
    record = sheet()
    assert json.day(page(record, "2026-12-06"))["supplies"] == []
    assert [each["id"] for each in json.day(page(record, "2026-12-07"))["supplies"]] == ["ointment"]
    record.tick("supplies.ointment", "2026-12-07", session=None)
    assert json.day(page(record, "2026-12-08"))["supplies"] == []


def test_tomorrow_names_what_starts_ends_and_eases() -> None:
    found = json.day(page(sheet(answers__area=["face"]), "2026-12-14"))["tomorrow"]
    assert found == {
        "starts": [],
        "ends": [
            {"id": "head-up", "title": "Sleep with your head raised"},
            {"id": "cold-pack", "title": "Hold a cold pack"},
        ],
        "eases": [],
    }


def test_a_phase_of_a_day_keeps_the_numbers_and_the_whole_phase_has_none() -> None:
    ledger = sheet_in_recovery().ledger(DAY)
    one = json.phase(phase_page(ledger, "recovery", on(DAY), whole=False))
    whole = json.phase(phase_page(ledger, "recovery", on(DAY), whole=True))
    assert one["schema"] == whole["schema"] == "resurf.phase/1"
    assert by_id(one["tasks"], "ointment")["number"] == 5
    assert {each["number"] for each in whole["tasks"]} == {None}
    assert by_id(one["tasks"], "ointment")["so_far"] == {"done": 3, "due": 15, "skipped": 0}
    assert by_id(one["tasks"], "sheet-read")["so_far"] == {"done": 0, "due": 1, "skipped": 0}
    assert one["progress"] == {"done": 4, "due": 27, "skipped": 0}
    assert "supplies" not in one


def test_the_preparation_has_its_supplies() -> None:
    found = json.phase(phase_page(sheet().ledger("2026-12-01"), "prep", on("2026-12-01"), whole=False))
    assert found["supplies"] == [
        {
            "id": "ointment",
            "item": "Plain petrolatum",
            "by": "2026-12-07",
            "done": False,
            "applies": "yes",
            "origin": "default",
            "source": [],
            "basis": "unsourced",
        }
    ]


def test_the_summary_is_the_same_bytes_for_the_same_record() -> None:
    record = sheet_in_recovery().note("It itches", "2026-12-15", "wash").happened("healed", "2026-12-16")
    found = json.summary(summary(record.ledger("2026-12-20")))
    again = json.summary(summary(record.ledger("2026-12-20")))
    assert standard.dumps(found) == standard.dumps(again)
    assert list(found) == [
        *("schema", "plan", "checklist", "sessions", "answers", "events", "progress", "tasks", "measures", "signs"),
        *("notes", "instructions", "unconfirmed", "former", "told", "bases"),
        *("visits", "open", "defaults", "curves", "days", "photos"),
    ]
    head = {
        "id": "small-peel",
        "title": "A small peel",
        "version": "3",
        "reviewed": "2026-11-01",
        "reviewer": "none",
    }
    assert found["checklist"] == {**head, "chain": [{**head, "clinic": None, "shipped": True}]}
    assert found["events"] == [{"id": "healed", "session": 1, "date": "2026-12-16"}]
    assert found["notes"] == [{"date": "2026-12-15", "time": "12:00", "text": "It itches", "task": "wash"}]
    assert (found["measures"], found["answers"]) == ([], {"cold-sores": "yes"})


def test_what_was_undone_leaves_no_trace_in_the_summary() -> None:
    record = sheet_in_recovery()
    before = json.summary(summary(record.ledger("2026-12-20")))
    record.tick("ointment", "2026-12-14", 2).undo("2026-12-14")
    assert json.summary(summary(record.ledger("2026-12-20"))) == before


def test_the_summary_raises_the_sign_of_an_event_past_its_latest_day() -> None:
    assert json.summary(summary(sheet().ledger("2026-12-20")))["signs"] == []
    assert json.summary(summary(sheet().ledger("2026-12-22")))["signs"] == [
        {
            "date": "2026-12-21",
            "id": "not-healed",
            "urgency": "same-day",
            "because": "healed not recorded by 2026-12-20",
        }
    ]


def test_the_plans_are_listed_with_all_sessions_and_the_one_in_use() -> None:
    plan = sheet("2026-12-10", "2027-01-07").history.plan
    assert json.plans([(plan, True)]) == {
        "schema": "resurf.plans/1",
        "plans": [
            {
                "id": "small-peel",
                "title": "A small peel",
                "checklist": "small-peel",
                "sessions": [{"session": 1, "date": "2026-12-10"}, {"session": 2, "date": "2027-01-07"}],
                "current": True,
                "ended": False,
            }
        ],
    }


def test_the_log_says_what_was_taken_back() -> None:
    found = json.log(log(sheet().tick("ointment", DAY).undo(DAY).history))
    assert found["schema"] == "resurf.log/1"
    assert [(each["change"], each["kind"], each["taken_back"]) for each in found["changes"]] == [
        (1, "new", False),
        (2, "tick", True),
        (3, "undo", False),
    ]


def test_all_signs_are_listed_the_most_urgent_first_with_those_of_the_day_marked() -> None:
    found = json.signs(signs_page(sheet().ledger(DAY), on(DAY)))
    assert [(each["id"], each["urgency"], each["listed"]) for each in found["signs"]] == [
        ("breathing", "emergency", True),
        ("blisters", "now", True),
        ("fever", "same-day", True),
        ("not-healed", "same-day", False),
        ("itch", "soon", True),
    ]


@pytest.mark.parametrize(
    ("name", "kind", "title"),
    [
        ("ointment", "task", "Keep a thin film of ointment on the skin"),
        ("avoid.sun", "avoid", "Direct sun"),
        ("expect.redness", "expect", "Redness"),
        ("signs.fever", "sign", "A temperature of 38 °C or more"),
        ("supplies.ointment", "supply", "Plain petrolatum"),
    ],
)
def test_an_instruction_of_any_kind_is_shown_by_its_name(name: str, kind: str, title: str) -> None:
    found = json.card(card(sheet().ledger(DAY), name, on(DAY)))
    assert (found["schema"], found["id"], found["kind"], found["title"]) == ("resurf.show/1", name, kind, title)


def test_a_plan_says_what_each_answer_decides() -> None:
    found = json.plan(sheet(answers__area=["face"]).history.plan, on(DAY))
    area = by_id(found["questions"], "area")
    assert area["answer"] == ["face"]
    assert area["decides"] == [{"id": "mist", "title": "Spray with the mist", "applies": "no"}]
    assert by_id(found["questions"], "cold-sores")["answer"] is None


@pytest.mark.parametrize(
    ("name", "written", "dated"),
    [
        ("sun", "from 2 weeks before to 60 days after, then careful to 6 months after",
         "from Thu 26 Nov 2026 to Mon 8 Feb 2027, then careful to Thu 10 Jun 2027"),
        ("make-up", "from the treatment day until healed",
         "from Thu 10 Dec 2026 until healed (expected Wed 16 Dec 2026)"),
        ("acids", "from 2 weeks before until your clinic says", "from Thu 26 Nov 2026 until your clinic says"),
    ],
)  # fmt: skip
def test_a_checklist_gives_its_days_as_written_or_dated(name: str, written: str, dated: str) -> None:
    found = checklist(SHEET, shipped=True)
    assert by_id(json.checklist(found)["avoid"], name)["days"] == written
    assert by_id(json.checklist(found, day0=on("2026-12-10"))["avoid"], name)["days"] == dated


@pytest.mark.parametrize("record", [sheet_in_recovery(), fractional(answered=False), sheet("2026-12-10", "2027-01-07")])
def test_every_page_can_be_written_as_json(record: Record) -> None:
    ledger, day = record.ledger("2026-12-30"), on("2026-12-30")
    pages = [
        json.day(page(record, "2026-12-30")),
        *(json.phase(phase_page(ledger, each, day, whole=True)) for each in ("consult", "prep", "recovery")),
        json.summary(summary(ledger)),
        json.plan(ledger.plan, day),
        json.checklist(ledger.plan.checklist),
    ]
    assert all(standard.loads(standard.dumps(each)) == each for each in pages)
