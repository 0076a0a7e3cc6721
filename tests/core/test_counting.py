"""Two figures, in ticks: product rules, *Counting*."""

from __future__ import annotations

from typing import Any

import pytest

from resurf_cli.core.checklist import CONSULT, PREP, RECOVERY
from resurf_cli.core.progress import kept
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, figure, line_of, lines_of, on

OINTMENT = document(recovery=[{"id": "ointment", "from": "0", "until": "6", "repeat": "4 times a day"}])
DRIVER = document(prep=[{"id": "driver", "from": "-7", "until": "-3"}])


def recovering(**item: Any) -> Record:
    return Record(document(events=HEALED, recovery=[{"id": "it", "from": "0", "repeat": "daily", **item}]))


# --- a day ---


def test_the_figure_of_a_day_is_the_ticks_of_its_counted_occurrences() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11", 3)
    assert record.ledger("2026-12-11").figure(on("2026-12-11")) == figure(3, 4)


def test_skip_settles_what_is_left_of_a_day_and_takes_it_out_of_what_is_due() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11").skip("ointment", "2026-12-11")
    for today in ("2026-12-11", "2026-12-13"):
        assert record.ledger(today).figure(on("2026-12-11")) == figure(1, 1, 3)


def test_a_tick_after_a_skip_lifts_it() -> None:
    record = Record(OINTMENT).skip("ointment", "2026-12-11").tick("ointment", "2026-12-11")
    assert record.ledger("2026-12-11").figure(on("2026-12-11")) == figure(1, 4)


def test_a_skip_keeps_the_ticks_and_the_next_tick_adds_to_them() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11", 2).skip("ointment", "2026-12-11")
    record.tick("ointment", "2026-12-11")
    assert line_of(record.ledger("2026-12-11"), "ointment", "2026-12-11").done == 3


def test_ticks_beyond_times_are_kept_and_shown_and_count_as_times() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11", 5)
    ledger = record.ledger("2026-12-11")
    assert line_of(ledger, "ointment", "2026-12-11").done == 5
    assert ledger.figure(on("2026-12-11")) == figure(4, 4)
    assert record.ledger("2026-12-12").figure(on("2026-12-11")) == figure(4, 4)


def test_nothing_due_is_a_figure_of_nothing() -> None:
    assert Record(OINTMENT).ledger("2026-11-25").figure(on("2026-11-25")) == figure()


@pytest.mark.parametrize(
    "item",
    [
        {"until": "6", "optional": "true"},
        {"until": "6", "repeat": "as needed"},
        {"until": "6", "repeat": "each time you go outdoors"},
        {"until": "6", "if": "smokes"},
    ],
)
def test_optional_and_as_needed_tasks_and_those_not_answered_yet_are_never_counted(item: dict[str, str]) -> None:
    written = document(
        questions={"smokes": {"ask": "Do you smoke?"}}, recovery=[{"id": "it", "from": "0", "repeat": "daily", **item}]
    )
    record = Record(written).tick("it", "2026-12-11")
    for today in ("2026-12-11", "2026-12-12"):
        ledger = record.ledger(today)
        assert not line_of(ledger, "it", "2026-12-11").counted
        assert (ledger.figure(on("2026-12-11")), ledger.progress(RECOVERY)) == (figure(), figure())


# --- a once task ---


@pytest.mark.parametrize("day", ["2026-12-03", "2026-12-06"])
def test_a_once_task_not_settled_is_on_the_pages_of_its_window_and_not_counted_before_the_last(day: str) -> None:
    ledger = Record(DRIVER).ledger(day)
    assert (line_of(ledger, "driver", day).counted, ledger.figure(on(day))) == (False, figure())


def test_a_once_task_not_settled_counts_on_the_last_day_of_its_window() -> None:
    assert Record(DRIVER).ledger("2026-12-07").figure(on("2026-12-07")) == figure(0, 1)


@pytest.mark.parametrize("day", ["2026-11-25", "2026-12-04", "2026-12-08", "2026-12-20"])
def test_a_once_task_counts_on_the_day_it_was_settled_wherever_that_lies_and_is_not_on_later_pages(day: str) -> None:
    ledger = Record(DRIVER).tick("driver", day).ledger("2026-12-25")
    assert line_of(ledger, "driver", day).counted
    assert ledger.progress(PREP) == figure(1, 1)
    others = {each for each in ("2026-12-05", "2026-12-07", "2026-12-21") if each > day}
    assert all("driver" not in lines_of(ledger, each) for each in others)


def test_a_once_task_is_on_the_pages_of_its_window_before_the_day_it_was_settled_without_being_counted() -> None:
    ledger = Record(DRIVER).tick("driver", "2026-12-05").ledger("2026-12-06")
    assert not line_of(ledger, "driver", "2026-12-04").counted


def test_a_once_task_ticked_a_second_time_stays_on_the_day_it_was_settled() -> None:
    ledger = Record(DRIVER).tick("driver", "2026-12-05").tick("driver", "2026-12-06").ledger("2026-12-08")
    assert line_of(ledger, "driver", "2026-12-05").done == 2
    assert "driver" not in lines_of(ledger, "2026-12-06")
    assert ledger.progress(PREP) == figure(1, 1)


def test_skipping_a_once_task_that_is_done_leaves_it_on_the_day_it_was_done() -> None:
    ledger = Record(DRIVER).tick("driver", "2026-12-05").skip("driver", "2026-12-06").ledger("2026-12-08")
    assert ledger.figure(on("2026-12-05")) == figure(1, 1)


def test_a_once_task_skipped_and_then_done_counts_on_the_day_it_was_done() -> None:
    ledger = Record(DRIVER).skip("driver", "2026-12-04").tick("driver", "2026-12-06").ledger("2026-12-08")
    assert (ledger.figure(on("2026-12-04")), ledger.figure(on("2026-12-06"))) == (figure(), figure(1, 1))


def test_a_skipped_once_task_counts_as_skipped_on_that_day() -> None:
    ledger = Record(DRIVER).skip("driver", "2026-12-04").ledger("2026-12-08")
    assert ledger.figure(on("2026-12-04")) == figure(0, 0, 1)
    assert ledger.figure(on("2026-12-07")) == figure()


def test_still_open_is_not_in_the_figure_of_the_day() -> None:
    ledger = Record(DRIVER).ledger("2026-12-08")
    assert [line.counted for line in ledger.still_open(on("2026-12-08"))] == [False]
    assert ledger.figure(on("2026-12-08")) == figure()


def test_a_missed_once_task_ticked_by_id_counts_on_that_day() -> None:
    ledger = Record(DRIVER).tick("driver", "2026-12-20").ledger("2026-12-20")
    assert ledger.figure(on("2026-12-20")) == figure(1, 1)


# --- so far ---


def test_so_far_is_the_past_days_and_todays_ticks_already_done() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-10", 2).tick("ointment", "2026-12-11", 4)
    record.tick("ointment", "2026-12-12", 1)
    assert record.ledger("2026-12-12").progress(RECOVERY) == figure(7, 9)
    assert record.ledger("2026-12-12").so_far("ointment", 1) == figure(7, 9)
    assert record.ledger("2026-12-13").progress(RECOVERY) == figure(7, 12)


def test_so_far_holds_each_phase_apart() -> None:
    written = document(
        prep=[{"id": "early", "from": "-2", "until": "-1", "repeat": "daily"}],
        recovery=[{"id": "late", "from": "1", "until": "2", "repeat": "daily"}],
    )
    ledger = Record(written).tick("early", "2026-12-08").tick("late", "2026-12-11").ledger("2026-12-20")
    assert (ledger.progress(PREP), ledger.progress(RECOVERY)) == (figure(1, 2), figure(1, 2))


def test_days_before_the_plan_was_made_are_never_counted() -> None:
    record = Record(OINTMENT, made="2026-12-12").tick("ointment", "2026-12-11", 4, wrote="2026-12-12")
    ledger = record.ledger("2026-12-13")
    assert (ledger.figure(on("2026-12-11")), ledger.progress(RECOVERY)) == (figure(), figure())


def test_the_day_the_plan_was_made_asks_while_it_runs_and_counts_only_what_was_ticked_once_it_is_past() -> None:
    record = Record(OINTMENT, made="2026-12-12").tick("ointment", "2026-12-12")
    assert record.ledger("2026-12-12").figure(on("2026-12-12")) == figure(1, 4)
    assert record.ledger("2026-12-13").figure(on("2026-12-12")) == figure(1, 1)


# --- a past day asks for what its own page asked for ---


def test_a_task_that_an_answer_brings_later_counts_on_past_days_only_what_was_ticked() -> None:
    written = document(
        questions={"sedation": {"ask": "Sedative?"}},
        recovery=[{"id": "rest", "from": "0", "until": "6", "repeat": "twice a day", "if": "sedation"}],
    )
    record = Record(written).answer("2026-12-13", "sedation", "yes").tick("rest", "2026-12-11", wrote="2026-12-13")
    ledger = record.ledger("2026-12-14")
    found = [ledger.figure(on(f"2026-12-{day}")) for day in (10, 11, 12, 13)]
    assert found == [figure(), figure(1, 1), figure(), figure(0, 2)]


def test_what_an_answer_takes_away_counts_on_no_day() -> None:
    written = document(
        questions={"sedation": {"ask": "Sedative?"}},
        recovery=[{"id": "rest", "from": "0", "until": "6", "repeat": "daily", "if": "sedation"}],
    )
    record = Record(written, values={"answers.sedation": ["yes"]}).tick("rest", "2026-12-11")
    record.answer("2026-12-13", "sedation", "no")
    assert record.ledger("2026-12-14").progress(RECOVERY) == figure()


def test_a_change_taken_back_asks_for_nothing_on_past_days() -> None:
    record = Record(OINTMENT).move("2026-12-09", "2026-12-20").undo("2026-12-12")
    assert record.ledger("2026-12-13").figure(on("2026-12-11")) == figure(0, 4)


def test_a_past_day_asks_for_no_more_than_the_plan_still_has() -> None:
    written = document(recovery=[{"id": "it", "from": "0", "until": "3", "repeat": "every 2 hours"}])
    record = Record(written).set("2026-12-12", times__wake=600)
    assert record.ledger("2026-12-14").figure(on("2026-12-11")) == figure(0, 7)


# --- open ends ---


def test_an_end_by_an_event_counts_to_the_end_it_would_have_on_the_latest_day() -> None:
    ledger = recovering(until="1 day after healed").ledger("2026-12-25")
    found = {day: line_of(ledger, "it", f"2026-12-{day}").counted for day in (20, 21, 22, 24, 25)}
    assert found == {20: True, 21: True, 22: False, 24: False, 25: False}


def test_latest_unsaid_is_fourteen_days_after_expected() -> None:
    written = document(
        events={"healed": {"ask": "Closed?", "expected": "6"}},
        recovery=[{"id": "it", "from": "0", "until": "healed", "repeat": "daily"}],
    )
    ledger = Record(written).ledger("2027-01-10")
    found = {day: line_of(ledger, "it", day).counted for day in ("2026-12-30", "2026-12-31")}
    assert found == {"2026-12-30": True, "2026-12-31": False}


@pytest.mark.parametrize("until", ["told", "off", None])
def test_told_and_an_event_with_no_day_at_all_count_fourteen_days_of_the_window(until: str | None) -> None:
    item = {"id": "it", "from": "1", "repeat": "daily"} | ({"until": until} if until else {})
    written = document(events={"off": {"ask": "Dressing off?"}}, recovery=[item])
    ledger = Record(written).ledger("2027-01-10")
    found = {day: line_of(ledger, "it", f"2026-12-{day}").counted for day in (11, 24, 25, 30)}
    assert found == {11: True, 24: True, 25: False, 30: False}


def test_a_medicine_of_prep_without_an_end_counts_fourteen_days_of_the_plan_where_it_has_no_first_day() -> None:
    written = document(prep=[{"id": "tablets", "repeat": "as prescribed"}])
    ledger = Record(written, made="2026-12-01").ledger("2026-12-30")
    found = {day: line_of(ledger, "tablets", f"2026-12-{day}").counted for day in ("01", 14, 15)}
    assert found == {"01": True, 14: True, 15: False}


def test_forever_counts_on() -> None:
    assert line_of(recovering(until="forever").ledger("2028-01-01"), "it", "2027-12-31").counted


def test_a_list_of_ends_with_told_counts_fourteen_days_also_where_it_runs_once_for_the_whole_plan() -> None:
    item = {"id": "it", "from": "first treatment", "until": ["1 month after last treatment", "told"]}
    ledger = Record(document(maintenance=[{**item, "repeat": "daily"}]), TREATED, AGAIN).ledger("2027-01-20")
    found = {day: line_of(ledger, "it", f"2026-12-{day}").counted for day in (10, 23, 24)}
    assert found == {10: True, 23: True, 24: False}


def test_what_the_clinic_ends_by_its_word_counts_fourteen_days_also_before_another_session() -> None:
    item = {"id": "it", "from": "0", "until": "told", "repeat": "daily"}
    ledger = Record(document(recovery=[item]), TREATED, AGAIN).ledger("2027-01-05")
    found = {day: line_of(ledger, "it", day).counted for day in ("2026-12-23", "2026-12-24", "2027-01-05")}
    assert found == {"2026-12-23": True, "2026-12-24": False, "2027-01-05": False}


def test_a_medicine_that_ends_by_an_event_is_not_counted_after_its_expected_day() -> None:
    ledger = recovering(until="healed", medicine="true").ledger("2026-12-19")
    found = {day: line_of(ledger, "it", f"2026-12-{day}").counted for day in (16, 17)}
    assert found == {16: True, 17: False}


def test_a_medicine_that_ends_some_days_after_an_event_counts_to_that_end() -> None:
    ledger = recovering(until="2 days after healed", medicine="true").ledger("2026-12-21")
    found = {day: line_of(ledger, "it", f"2026-12-{day}").counted for day in (17, 18, 19)}
    assert found == {17: True, 18: True, 19: False}


def test_a_medicine_that_runs_to_the_later_of_a_day_and_an_event_counts_to_that_day() -> None:
    ledger = recovering(until=["28", "healed"], medicine="true").ledger("2026-12-30")
    assert line_of(ledger, "it", "2026-12-29").counted


# --- what is kept and not counted ---


def test_ticks_on_a_day_no_longer_in_the_window_are_kept_and_not_counted() -> None:
    record = recovering(until="healed").tick("it", "2026-12-15").happened("healed", "2026-12-14", wrote="2026-12-16")
    ledger = record.ledger("2026-12-16")
    lines = ledger.lines(on("2026-12-15"))
    assert (lines, ledger.progress(RECOVERY)) == ([], figure(0, 5))
    assert [(key.task, outcome.ticks) for key, outcome in kept(ledger, lines, on("2026-12-15"))] == [("it", 1)]


def test_what_a_day_asks_for_is_not_among_what_is_kept_of_it() -> None:
    ledger = Record(OINTMENT).tick("ointment", "2026-12-11").ledger("2026-12-11")
    assert kept(ledger, ledger.lines(on("2026-12-11")), on("2026-12-11")) == []


def test_a_tick_of_a_repeated_task_hangs_on_its_day_whatever_session_was_written_with_it() -> None:
    record = Record(OINTMENT)
    tick = {"task": "ointment", "session": 1, "day": "2026-12-11", "once": False, "times": 2}
    record.add("tick", "2026-12-11", ticks=[tick], day="2026-12-11")
    assert line_of(record.ledger("2026-12-11"), "ointment", "2026-12-11").done == 2


def test_consult_and_supplies_ticked_today_are_not_shown_as_kept_on_its_page() -> None:
    written = document(consult=[{"id": "ask"}], supplies=[{"id": "gauze"}])
    record = Record(written).tick("ask", "2026-11-25", session=None).tick("supplies.gauze", "2026-11-25", session=None)
    assert kept(record.ledger("2026-11-25"), [], on("2026-11-25")) == []


# --- repeats ---


def due(repeat: str, days: range, **item: Any) -> list[int]:
    record = Record(document(recovery=[{"id": "it", "from": "1", "until": "20", "repeat": repeat, **item}]))
    ledger = record.ledger(TREATED)
    return [sum(line.times for line in ledger.lines(on(f"2026-12-{day}"))) for day in days]


@pytest.mark.parametrize(
    ("repeat", "times"),
    [
        ("daily", [0, 1, 1, 1, 1]),
        ("every 3 days", [0, 1, 0, 0, 1]),
        ("4 to 6 times a day", [0, 4, 4, 4, 4]),
        ("every 2 hours", [0, 8, 8, 8, 8]),
        ("morning and bedtime", [0, 2, 2, 2, 2]),
        ("twice a day, 3 in all", [0, 2, 1, 0, 0]),
        ("every 2 hours, 9 in all", [0, 8, 1, 0, 0]),
        ("every 3 days, 2 in all", [0, 1, 0, 0, 1]),
        ("every 3 days, 1 in all", [0, 1, 0, 0, 0]),
    ],
)
def test_a_repeat_asks_for_so_many_ticks_a_day_from_the_first_day_of_its_window(repeat: str, times: list[int]) -> None:
    assert due(repeat, range(10, 15)) == times


def test_weekly_falls_on_the_weekday_its_window_begins() -> None:
    assert due("weekly", range(11, 26)) == [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]


def test_in_all_counts_the_ticks_asked_for_and_not_those_done() -> None:
    written = document(recovery=[{"id": "it", "from": "0", "until": "9", "repeat": "daily, 2 in all"}])
    ledger = Record(written).tick("it", "2026-12-10", 3).ledger("2026-12-12")
    assert [len(ledger.lines(on(f"2026-12-{day}"))) for day in (10, 11, 12)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("start", "repeat", "first", "second"),
    [
        ("1 evening", "morning and bedtime", 1, 2),
        ("1 midday", "morning, midday and evening", 2, 3),
        ("1 evening", "4 times a day", 4, 4),
        ("1 evening", "morning", 0, 1),
        ("1 evening", "morning and bedtime, 2 in all", 1, 1),
    ],
)
def test_ticks_before_the_time_of_day_a_window_begins_are_not_due_that_day(
    start: str, repeat: str, first: int, second: int
) -> None:
    assert due(repeat, range(11, 13), **{"from": start}) == [first, second]


def test_the_times_of_a_plan_decide_how_often_every_two_hours_is() -> None:
    written = document(recovery=[{"id": "it", "from": "0", "until": "3", "repeat": "every 2 hours"}])
    record = Record(written).set("2026-12-11", times__wake=600)
    assert line_of(record.ledger("2026-12-11"), "it", "2026-12-11").times == 7


# --- consult and supplies ---


def test_consult_counts_its_own_tasks_on_any_day_and_is_in_the_figure_of_no_day() -> None:
    record = Record(document(consult=[{"id": "one"}, {"id": "two"}, {"id": "three"}]))
    record.tick("one", "2026-12-20", session=None).skip("two", "2026-12-20", session=None)
    ledger = record.ledger("2026-12-20")
    assert ledger.progress(CONSULT) == figure(1, 2, 1)
    assert ledger.figure(on("2026-12-20")) == figure()


def test_consult_tasks_that_are_optional_or_not_answered_yet_are_listed_and_not_counted() -> None:
    written = document(
        questions={"smokes": {"ask": "Do you smoke?"}},
        consult=[{"id": "one"}, {"id": "two", "optional": "true"}, {"id": "three", "if": "smokes"}],
    )
    ledger = Record(written).ledger("2026-11-25")
    assert ([line.task.id for line in ledger.consult()], ledger.progress(CONSULT)) == (
        ["one", "two", "three"],
        figure(0, 1),
    )


def test_a_supply_is_ticked_by_id_on_any_day_and_counts_nowhere() -> None:
    record = Record(document(supplies=[{"id": "gauze"}, {"id": "soap", "if": "not soapy"}]))
    ledger = record.tick("supplies.gauze", "2026-12-20", session=None).ledger("2026-12-21")
    assert [(supply.id, outcome.ticks) for supply, outcome in ledger.supplies()] == [("gauze", 1), ("soap", 0)]
    assert (ledger.figure(on("2026-12-20")), ledger.tally) == (figure(), {})
