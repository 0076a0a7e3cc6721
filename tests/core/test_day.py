"""Today's page as data: product rules, *Commands* (phase, before and after), *Status*, *Counting*, *Events*."""

from __future__ import annotations

from typing import Any

import pytest

from resurf_cli.core.avoid import bans
from resurf_cli.core.day import (
    DayPage,
    SessionDay,
    begun_before,
    bounds,
    day_page,
    listed_signs,
    normal,
    phase_of,
    supply_lines,
    tomorrow,
)
from resurf_cli.core.phase import phase_page
from resurf_cli.core.signs import signs_page
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, figure, on

WHOLE = document(
    questions={"smokes": {"ask": "Do you smoke?"}},
    events=HEALED,
    consult=[{"id": "ask"}, {"id": "licence"}],
    prep=[
        {"id": "leave-off", "from": "-14", "until": "-1", "repeat": "daily"},
        {"id": "driver", "from": "-7", "until": "-3"},
    ],
    treatment=[{"id": "bare-face"}],
    recovery=[
        {"id": "walk", "from": "0", "until": "9", "repeat": "daily", "optional": "true"},
        {"id": "ointment", "from": "0", "until": "6", "repeat": "twice a day"},
        {"id": "rest", "from": "0", "until": "2", "repeat": "as needed"},
    ],
    maintenance=[{"id": "sunscreen", "from": "7", "until": "30", "repeat": "daily"}],
    avoid=[
        {"id": "sun", "from": "-7", "until": "3", "then-careful-until": "20"},
        {"id": "heat", "from": "0", "until": "1"},
    ],
    expect=[{"id": "pink", "from": "1", "until": "5"}],
    signs=[
        {"id": "fever", "from": "0", "until": "30"},
        {"id": "choking", "from": "0", "until": "9", "urgency": "emergency"},
    ],
    supplies=[{"id": "gauze"}, {"id": "cup", "by": "-14", "if": "smokes"}],
)


def page_of(record: Record, day: str, today: str = "") -> DayPage:
    return day_page(record.ledger(today or day), on(day))


# --- the phase of a day ---


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2026-11-24", "consult"),
        ("2026-11-26", "prep"),
        ("2026-12-09", "prep"),
        (TREATED, "treatment"),
        ("2026-12-11", "recovery"),
        ("2026-12-16", "recovery"),
        ("2026-12-17", "maintenance"),
        ("2027-03-01", "maintenance"),
    ],
)
def test_each_day_has_its_phase(day: str, phase: str) -> None:
    assert phase_of(Record(WHOLE).ledger(day), on(day)) == phase


@pytest.mark.parametrize(
    ("item", "phase"),
    [
        ({"until": "20"}, "recovery"),
        ({"until": "told"}, "maintenance"),
        ({"until": "forever"}, "maintenance"),
        ({"until": "20", "optional": "true"}, "maintenance"),
        ({"until": "20", "repeat": "as needed"}, "maintenance"),
        ({"until": "20", "if": "smokes"}, "maintenance"),
        ({"until": "off"}, "maintenance"),
    ],
)
def test_it_is_recovery_only_while_a_counted_window_that_has_an_end_is_open(item: dict[str, str], phase: str) -> None:
    written = document(
        questions={"smokes": {"ask": "Do you smoke?"}},
        events={"off": {"ask": "Dressing off?"}},
        recovery=[{"id": "it", "from": "0", "repeat": "daily", **item}],
    )
    assert phase_of(Record(written).ledger("2026-12-12"), on("2026-12-12")) == phase


def test_recovery_goes_on_while_an_event_is_open_and_no_longer_than_its_window_counts() -> None:
    written = document(events=HEALED, recovery=[{"id": "it", "from": "0", "until": "healed", "repeat": "daily"}])
    found = [phase_of(Record(written).ledger(day), on(day)) for day in ("2026-12-20", "2026-12-21")]
    assert found == ["recovery", "maintenance"]


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2026-12-14", "recovery"),
        ("2026-12-18", "maintenance"),
        ("2026-12-30", "prep"),
        (AGAIN, "treatment"),
        ("2027-01-08", "recovery"),
    ],
)
def test_prep_of_a_coming_session_comes_after_the_recovery_of_the_one_before(day: str, phase: str) -> None:
    written = document(
        prep=[{"id": "wash", "from": "-10", "until": "-1", "repeat": "daily"}],
        recovery=[{"id": "ointment", "from": "0", "until": "6", "repeat": "daily"}],
    )
    assert phase_of(Record(written, TREATED, AGAIN).ledger(day), on(day)) == phase


def test_the_session_under_way_is_the_latest_begun_and_days_count_from_each() -> None:
    page = page_of(Record(WHOLE, TREATED, AGAIN), "2027-01-10")
    assert page.sessions == (SessionDay(1, on(TREATED), 31), SessionDay(2, on(AGAIN), 3))
    assert page.under_way == SessionDay(2, on(AGAIN), 3)
    assert page_of(Record(WHOLE), "2026-12-03").under_way.day == -7


# --- before the first window and after the last ---


def test_before_the_first_window_the_page_knows_when_it_begins_and_after_the_last_that_it_is_over() -> None:
    schedule = Record(WHOLE).happened("healed", "2026-12-16").ledger("2027-01-10").schedule
    days = ("2026-11-25", "2026-11-26", "2027-01-09", "2027-01-10")
    assert [bounds(schedule, on(day)) for day in days] == [
        (on("2026-11-26"), False),
        (None, False),
        (None, False),
        (None, True),
    ]


def test_what_is_always_open_has_begun() -> None:
    schedule = Record(document(prep=[{"id": "wash", "until": "-1"}])).ledger("2026-11-24").schedule
    assert bounds(schedule, on("2025-01-01")) == (None, False)


def test_it_is_not_over_while_something_waits_for_an_event() -> None:
    item = {"id": "cream", "from": "off", "until": "60", "repeat": "daily"}
    written = document(events={"off": {"ask": "Dressing off?"}}, treatment=[{"id": "bare"}], maintenance=[item])
    assert bounds(Record(written).ledger("2026-12-20").schedule, on("2026-12-20")) == (None, False)
    over = Record(written).happened("off", "2026-12-12").ledger("2027-02-09").schedule
    assert bounds(over, on("2027-02-09")) == (None, True)


# --- tasks ---


def test_optional_and_as_needed_tasks_come_after_the_others() -> None:
    page = page_of(Record(WHOLE), "2026-12-11")
    assert [line.task.id for line in page.tasks] == ["ointment", "walk", "rest"]


def test_a_page_holds_its_figure_and_what_is_still_open() -> None:
    page = page_of(Record(WHOLE).tick("leave-off", "2026-12-09"), "2026-12-09")
    assert ([line.task.id for line in page.still_open], page.figure) == (["driver"], figure(1, 1))


def test_consult_is_one_figure_of_its_own() -> None:
    record = Record(WHOLE).tick("ask", "2026-11-24", session=None)
    page = page_of(record, "2026-11-24")
    assert (page.consult, page.figure, page.tasks) == (figure(1, 2), figure(), ())


def test_supplies_have_the_day_they_should_be_at_home_by() -> None:
    record = Record(WHOLE).tick("supplies.gauze", "2026-12-20", session=None)
    found = [
        (line.supply.id, line.by, line.done, line.applies)
        for line in supply_lines(record.ledger("2026-12-20"), on("2026-12-20"))
    ]
    assert found == [("gauze", on("2026-12-09"), True, True), ("cup", on("2026-11-26"), False, None)]


def test_unconfirmed_are_the_tasks_still_open_and_bans_of_the_page_that_are_resurfs_default() -> None:
    assert page_of(Record(WHOLE, shipped=True), "2026-12-09").unconfirmed == 3
    assert page_of(Record(WHOLE), "2026-12-09").unconfirmed == 0


def test_a_page_names_the_events_it_assumes() -> None:
    written = document(events=HEALED, recovery=[{"id": "it", "from": "0", "until": "healed", "repeat": "daily"}])
    assert page_of(Record(written), "2026-12-12").assumed == ("healed",)
    assert page_of(Record(written).happened("healed", "2026-12-13"), "2026-12-13").assumed == ()


def test_what_was_ticked_on_a_day_that_asks_for_it_no_more_is_kept_on_its_page() -> None:
    record = Record(WHOLE).tick("ointment", "2026-12-16").move("2026-12-16", "2026-12-08")
    assert [(key.task, outcome.ticks) for key, outcome in page_of(record, "2026-12-16").kept] == [("ointment", 1)]


# --- began before this plan ---


def begun(made: str, day: str, *, record: Record | None = None, **item: Any) -> list[str]:
    phase = item.pop("phase", "prep")
    made_late = record or Record(document(**{phase: [{"id": "it", **item}]}), made=made)
    return [each.task.id for each in begun_before(made_late.ledger(day), on(day))]


@pytest.mark.parametrize(
    ("made", "day", "item", "shown"),
    [
        ("2026-12-01", "2026-12-01", {"from": "-14", "until": "-3", "repeat": "daily"}, True),
        ("2026-11-26", "2026-12-01", {"from": "-14", "until": "-3", "repeat": "daily"}, False),
        ("2026-12-01", TREATED, {"from": "-14", "until": "-12", "repeat": "daily"}, True),
        ("2026-12-01", "2026-12-11", {"from": "-14", "until": "-12", "repeat": "daily"}, False),
        ("2026-12-01", "2026-12-01", {"until": "-12", "repeat": "daily"}, True),
        ("2026-12-01", "2026-12-01", {"until": "-1", "repeat": "daily"}, False),
        ("2026-12-14", "2026-12-14", {"phase": "recovery", "from": "0", "until": "9", "repeat": "daily"}, False),
        ("2026-12-14", "2026-12-14", {"phase": "recovery", "from": "0", "until": "9", "missed": "Call."}, True),
        ("2026-12-14", "2026-12-20", {"phase": "recovery", "from": "0", "until": "9", "missed": "Call."}, False),
        ("2026-12-14", "2026-12-14", {"phase": "maintenance", "from": "0", "until": "9", "repeat": "daily"}, True),
        ("2026-12-14", "2026-12-14", {"phase": "maintenance", "from": "0", "until": "9", "optional": "true"}, False),
    ],
)
def test_a_window_that_began_before_the_plan_was_made_is_shown(
    made: str, day: str, item: dict[str, Any], shown: bool
) -> None:
    assert begun(made, day, **item) == (["it"] if shown else [])


def test_a_once_task_settled_since_is_not_shown_as_begun_before() -> None:
    record = Record(document(prep=[{"id": "it", "from": "-14", "until": "-1"}]), made="2026-12-01")
    assert begun("", "2026-12-02", record=record) == ["it"]
    assert begun("", "2026-12-02", record=record.tick("it", "2026-12-02")) == []


def test_those_with_words_for_what_was_missed_come_first() -> None:
    items = [{"id": each, "from": "-14", "until": "-1", "repeat": "daily"} for each in ("plain", "worded")]
    items[1]["missed"] = "Tell your provider."
    assert begun("", "2026-12-01", record=Record(document(prep=items), made="2026-12-01")) == ["worded", "plain"]


def test_a_phase_page_shows_only_what_began_before_of_its_phase() -> None:
    page = phase_page(Record(WHOLE, made="2026-12-01").ledger("2026-12-01"), "prep", on("2026-12-01"), whole=False)
    assert [each.task.id for each in page.begun_before] == ["leave-off"]
    page = phase_page(Record(WHOLE, made="2026-12-01").ledger("2026-12-01"), "recovery", on("2026-12-01"), whole=False)
    assert page.begun_before == ()


# --- tomorrow ---


def changes(record: Record, day: str) -> tuple[list[str], list[str], list[str]]:
    ledger = record.ledger(day)
    found = tomorrow(ledger, on(day), bans(ledger.schedule, on(day)))
    return tuple([each.ref for each in part] for part in (found.starts, found.ends, found.eases))  # type: ignore[return-value]


def test_tomorrow_names_the_tasks_and_bans_that_start_end_and_ease() -> None:
    record = Record(WHOLE).tick("driver", "2026-12-03")
    assert changes(record, "2026-12-09") == (
        ["bare-face", "walk", "ointment", "rest", "avoid.heat"],
        ["leave-off"],
        [],
    )
    assert changes(record, "2026-12-13") == ([], [], ["avoid.sun"])
    assert changes(record, "2026-12-16") == (["sunscreen"], ["ointment"], [])


def test_tomorrow_says_of_nothing_that_hangs_on_an_event_that_it_starts_or_ends() -> None:
    written = document(
        events=HEALED,
        recovery=[{"id": "ointment", "from": "0", "until": "healed", "repeat": "daily"}],
        maintenance=[{"id": "cream", "from": "1 day after healed", "until": "30", "repeat": "daily"}],
        avoid=[{"id": "make-up", "from": "0", "until": "healed"}],
    )
    for day in ("2026-12-15", "2026-12-16", "2026-12-18"):
        assert changes(Record(written), day) == ([], [], [])
    assert changes(Record(written).happened("healed", "2026-12-16"), "2026-12-16") == (
        ["cream"],
        ["ointment", "avoid.make-up"],
        [],
    )


def test_a_once_task_that_is_settled_neither_starts_nor_ends_tomorrow() -> None:
    record = Record(WHOLE).tick("driver", "2026-11-25")
    assert changes(record, "2026-12-02")[0] == ["avoid.sun"]
    assert changes(record, "2026-12-07")[1] == []


# --- what is normal, and signs ---


def test_what_is_normal_is_shown_on_its_days_and_without_an_end_on_its_first_day_alone() -> None:
    written = document(expect=[{"id": "pink", "from": "1", "until": "3"}, {"id": "numb"}, {"id": "itch", "from": "2"}])
    schedule = Record(written).ledger(TREATED).schedule
    found = [[each.item.id for each in normal(schedule, on(f"2026-12-{day:02}"))] for day in range(9, 15)]
    assert found == [[], ["numb"], ["pink"], ["pink", "itch"], ["pink"], []]


@pytest.mark.parametrize(
    ("given", "found"),
    [({"answers.smokes": ["yes"]}, [True]), ({"answers.smokes": ["no"]}, []), ({}, [None])],
)
def test_what_might_apply_is_listed_and_what_does_not_is_left_out(given: dict[str, Any], found: list[bool]) -> None:
    written = document(
        questions={"smokes": {"ask": "Do you smoke?"}},
        expect=[{"id": "pink", "if": "smokes"}],
        signs=[{"id": "cough", "if": "smokes"}],
        avoid=[{"id": "ash", "if": "smokes"}],
    )
    page = page_of(Record(written, values=given), TREATED)
    assert [each.applies for each in page.expect] == found
    assert [each.applies for each in page.signs] == found
    assert [each.applies for each in page.avoid] == found


def test_signs_are_listed_on_their_days_the_most_urgent_first() -> None:
    schedule = Record(WHOLE).ledger(TREATED).schedule
    found = [
        [each.item.id for each in listed_signs(schedule, on(day))] for day in ("2026-12-09", TREATED, "2026-12-20")
    ]
    assert found == [[], ["choking", "fever"], ["fever"]]


def test_all_signs_of_a_plan_are_told_with_their_days_and_which_are_listed_today() -> None:
    page = signs_page(Record(WHOLE, TREATED, AGAIN).ledger("2026-12-30"), on("2026-12-30"))
    found = [(line.sign.id, line.today, [window.last for _, window in line.windows]) for line in page.lines]
    assert found == [
        ("choking", False, [on("2026-12-19"), on("2027-01-16")]),
        ("fever", True, [on("2027-01-09"), on("2027-02-06")]),
    ]


# --- the page of a phase ---


def test_a_phase_page_is_the_days_part_of_it_or_the_whole() -> None:
    ledger = Record(WHOLE).tick("leave-off", "2026-11-27").ledger("2026-11-30")
    page = phase_page(ledger, "prep", on("2026-11-30"), whole=False)
    assert ([each.line.task.id for each in page.lines], page.progress) == (["leave-off"], figure(1, 4))
    page = phase_page(ledger, "prep", on("2026-11-30"), whole=True)
    assert [(each.line.task.id, each.line.occurrence.day) for each in page.lines] == [
        ("leave-off", on("2026-11-30")),
        ("driver", on("2026-12-03")),
    ]
    assert [each.so_far for each in page.lines] == [figure(1, 4), figure()]


def test_in_the_view_of_a_phase_a_task_stands_for_today_else_its_next_day_else_its_last() -> None:
    written = document(recovery=[{"id": "it", "from": "1", "until": "9", "repeat": "every 3 days"}])
    found = {}
    for day in ("2026-12-01", "2026-12-11", "2026-12-12", "2026-12-18", "2027-02-01"):
        page = phase_page(Record(written).ledger(day), "recovery", on(day), whole=True)
        found[day] = [each.line.occurrence.day for each in page.lines]
    assert found == {
        "2026-12-01": [on("2026-12-11")],
        "2026-12-11": [on("2026-12-11")],
        "2026-12-12": [on("2026-12-14")],
        "2026-12-18": [on("2026-12-17")],
        "2027-02-01": [on("2026-12-17")],
    }


def test_consult_is_always_whole_and_prep_alone_has_the_supplies() -> None:
    ledger = Record(WHOLE).tick("ask", "2026-11-24", session=None).ledger("2026-12-20")
    page = phase_page(ledger, "consult", on("2026-12-20"), whole=False)
    assert page.whole
    assert [(each.line.task.id, each.so_far) for each in page.lines] == [
        ("ask", figure(1, 1)),
        ("licence", figure(0, 1)),
    ]
    assert (page.progress, page.supplies) == (figure(1, 2), ())
    assert len(phase_page(ledger, "prep", on("2026-12-20"), whole=False).supplies) == 2
