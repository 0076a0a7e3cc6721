"""A series, and moved dates: product rules, *Sessions and moving*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.avoid import bans, spans
from resurf_cli.core.checklist import PREP, RECOVERY
from resurf_cli.core.marks import label, mark
from resurf_cli.core.progress import kept
from tests.core.record import AGAIN, TREATED, Record, document, figure, line_of, lines_of, on

if TYPE_CHECKING:
    from datetime import date

THIRD = "2027-02-04"


def series(**parts: Any) -> Record:
    return Record(document(**parts), TREATED, AGAIN)


def sessions_on(record: Record, task: str, *days: str) -> list[list[int | None]]:
    ledger = record.ledger(TREATED)
    return [[each.occurrence.session for each in ledger.lines(on(day)) if each.task.id == task] for day in days]


def test_care_after_a_session_ends_the_day_before_the_next_which_brings_its_own() -> None:
    for phase in ("recovery", "maintenance"):
        record = series(**{phase: [{"id": "it", "from": "0", "until": "60", "repeat": "daily"}]})
        assert sessions_on(record, "it", "2027-01-06", AGAIN, "2027-03-08", "2027-03-09") == [[1], [2], [2], []]


def test_what_is_normal_after_a_session_ends_the_day_before_the_next() -> None:
    ledger = series(expect=[{"id": "pink", "from": "2", "until": "60"}]).ledger(TREATED)
    item = ledger.plan.checklist.expect["pink"]
    first, second = (ledger.schedule.normal_window(item, each, on(TREATED)) for each in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.last, second.last) == (on("2027-01-06"), on("2027-03-08"))


def test_prep_of_a_session_begins_no_earlier_than_the_day_after_the_session_before() -> None:
    record = series(prep=[{"id": "it", "from": "6 weeks before", "until": "-1", "repeat": "daily"}])
    assert sessions_on(record, "it", "2026-12-09", TREATED, "2026-12-11", "2027-01-06") == [[1], [], [2], [2]]


def test_a_time_of_day_does_not_cut_the_first_day_of_a_prep_window_that_was_cut() -> None:
    item = {"id": "it", "from": "-40 evening", "until": "-1", "repeat": "morning and bedtime"}
    assert line_of(series(prep=[item]).ledger(TREATED), "it", "2026-12-11").times == 2


def test_prep_that_is_always_open_begins_for_a_later_session_the_day_after_the_one_before() -> None:
    record = series(prep=[{"id": "it", "until": "-1", "repeat": "daily"}])
    assert sessions_on(record, "it", "2026-10-01", "2026-12-09", TREATED, "2026-12-11") == [[1], [1], [], [2]]


@pytest.mark.parametrize(
    ("phase", "item"),
    [
        ("prep", {"repeat": "as prescribed"}),
        ("prep", {"from": "-60", "until": "20", "repeat": "daily"}),
        ("treatment", {"from": "0", "until": "40", "repeat": "daily"}),
        ("recovery", {"from": "0", "repeat": "daily"}),
    ],
)
def test_no_repeated_task_is_ever_due_for_two_sessions(phase: str, item: dict[str, str]) -> None:
    record = series(**{phase: [{"id": "it", **item}]})
    days = [f"2027-01-{day:02}" for day in range(1, 32)]
    assert all(len(each) <= 1 for each in sessions_on(record, "it", *days))
    ledger = record.tick("it", "2027-01-07").ledger("2027-01-07")
    assert ledger.figure(on("2027-01-07")).done <= 1


def test_what_counts_from_first_and_last_treatment_at_both_ends_runs_once_for_the_plan() -> None:
    item = {"id": "it", "from": "1 day after first treatment", "until": "1 week after last treatment"}
    record = series(maintenance=[{**item, "repeat": "daily"}])
    assert sessions_on(record, "it", TREATED, "2026-12-11", AGAIN, "2027-01-14", "2027-01-15") == [
        [],
        [None],
        [None],
        [None],
        [],
    ]


@pytest.mark.parametrize("item", [{"from": "0", "until": "last treatment"}, {"until": "last treatment"}])
def test_what_counts_from_them_at_one_end_only_runs_for_each_session(item: dict[str, str]) -> None:
    record = series(prep=[{"id": "it", **item}])
    assert set(sessions_on(record, "it", AGAIN)[0]) == {1, 2}


def test_consult_and_supplies_are_once_by_the_first_treatment() -> None:
    ledger = series(consult=[{"id": "ask"}], supplies=[{"id": "gauze"}, {"id": "soap", "by": "3 days before"}])
    found = ledger.ledger(TREATED)
    [line] = found.consult()
    assert (line.occurrence.session, line.occurrence.window.last) == (None, on("2026-12-09"))
    days = [found.schedule.supply_day(supply) for supply, _ in found.supplies()]
    assert days == [on("2026-12-09"), on("2026-12-07")]


def test_a_task_has_one_number_and_a_once_task_of_a_later_session_a_dot() -> None:
    written = document(
        consult=[{"id": "ask"}],
        prep=[{"id": "driver", "from": "-7", "until": "-1"}, {"id": "wash", "until": "-1", "repeat": "daily"}],
        recovery=[{"id": "rest", "until": "2"}],
    )
    tasks = Record(written, TREATED, AGAIN).history.plan.checklist.tasks
    found = [[label(task, session) for session in (1, 2)] for task in tasks.values()]
    assert found == [["", ""], ["1", "1.2"], ["2", "2"], ["3", "3.2"]]


def test_a_once_task_is_settled_for_each_session_alone() -> None:
    record = series(prep=[{"id": "driver", "from": "-7", "until": "-1"}])
    record.tick("driver", "2026-12-05").skip("driver", "2027-01-02", session=2)
    ledger = record.ledger("2027-01-10")
    assert (ledger.so_far("driver", 1), ledger.so_far("driver", 2)) == (figure(1, 1), figure(0, 0, 1))


@pytest.mark.parametrize(("day", "session"), [("2026-12-01", 1), ("2026-12-12", 1), ("2026-12-30", 2)])
def test_a_bare_id_is_the_nearest_open_one(day: str, session: int) -> None:
    ledger = series(prep=[{"id": "driver", "from": "-7", "until": "-1"}]).ledger(day)
    assert mark(ledger, "driver", on(day)).session == session


def test_a_bare_id_passes_over_a_session_that_is_settled_and_a_session_can_be_named() -> None:
    record = series(prep=[{"id": "driver", "from": "-7", "until": "-1"}]).tick("driver", "2026-12-04")
    ledger = record.ledger("2026-12-05")
    assert mark(ledger, "driver", on("2026-12-05")).session == 2
    assert mark(ledger, "driver", on("2026-12-05"), 1).session == 1
    assert mark(ledger, "1.2", on("2026-12-05")).session == 2


def test_sessions_know_the_one_under_way_the_next_and_their_neighbours() -> None:
    plan = Record(document(prep=[{"id": "it"}]), TREATED, AGAIN, THIRD).history.plan
    days = ["2026-12-01", TREATED, "2027-01-06", AGAIN, "2027-05-01"]
    assert [plan.session_on(on(day)) for day in days] == [1, 1, 1, 2, 3]
    assert [plan.next_session(on(day)) for day in days] == [1, 1, 2, 2, None]
    assert [plan.neighbours(each) for each in (1, 2, 3)] == [
        (None, on(AGAIN)),
        (on(TREATED), on(THIRD)),
        (on(AGAIN), None),
    ]


# --- bans over sessions ---


def the_spans(record: Record, today: str = TREATED) -> list[tuple[str | None, str | None, str | None]]:
    ledger = record.ledger(today)
    [ban] = ledger.plan.checklist.avoid.values()
    found = spans(ban, ledger.schedule, on(today))
    return [(text_of(each.first), text_of(each.strict_last), text_of(each.last)) for each in found]


def text_of(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def test_windows_of_a_ban_that_overlap_over_sessions_are_one() -> None:
    ban = {"id": "sun", "from": "-14", "until": "20", "then-careful-until": "60"}
    assert the_spans(series(avoid=[ban])) == [("2026-11-26", "2027-01-27", "2027-03-08")]


def test_windows_of_a_ban_that_touch_over_sessions_are_one_and_those_apart_are_two() -> None:
    assert the_spans(series(avoid=[{"id": "sun", "from": "-7", "until": "20"}])) == [
        ("2026-12-03", "2027-01-27", "2027-01-27")
    ]
    assert the_spans(series(avoid=[{"id": "sun", "from": "-7", "until": "19"}])) == [
        ("2026-12-03", "2026-12-29", "2026-12-29"),
        ("2026-12-31", "2027-01-26", "2027-01-26"),
    ]


def test_where_two_sessions_differ_strict_wins() -> None:
    ban = {"id": "sun", "from": "-7", "until": "3", "then-careful-until": "60"}
    ledger = series(avoid=[ban]).ledger(TREATED)
    found = [(line.now, line.span.first) for line in bans(ledger.schedule, on("2027-01-02"))]
    assert found == [("strict", on("2026-12-03"))]
    assert [line.now for line in bans(ledger.schedule, on("2026-12-20"))] == ["careful"]


def test_a_ban_runs_on_over_later_sessions() -> None:
    ledger = series(avoid=[{"id": "sun", "from": "0", "until": "3 months after"}]).ledger(TREATED)
    assert [len(bans(ledger.schedule, on(day))) for day in (AGAIN, "2027-04-07", "2027-04-08")] == [1, 1, 0]


# --- moving ---

BOTH = document(
    prep=[
        {"id": "driver", "from": "-7", "until": "-1"},
        {"id": "wash", "from": "-3", "until": "-1", "repeat": "daily"},
    ],
    recovery=[{"id": "ointment", "from": "0", "until": "3", "repeat": "daily"}],
)


def test_the_outcome_of_a_once_task_survives_a_moved_date() -> None:
    record = Record(BOTH).tick("driver", "2026-12-05").move("2026-12-06", "2026-12-20")
    ledger = record.ledger("2026-12-15")
    assert ledger.so_far("driver", 1) == figure(1, 1)
    assert "driver" not in lines_of(ledger, "2026-12-15")


def test_ticks_of_a_repeated_task_count_after_a_move_where_their_day_still_lies_in_the_window() -> None:
    record = Record(BOTH).tick("wash", "2026-12-07").tick("wash", "2026-12-08").move("2026-12-08", "2026-12-11")
    ledger = record.ledger("2026-12-12")
    assert (ledger.figure(on("2026-12-07")), ledger.figure(on("2026-12-08"))) == (figure(), figure(1, 1))
    lines = ledger.lines(on("2026-12-07"))
    assert [key.task for key, _ in kept(ledger, lines, on("2026-12-07"))] == ["wash"]


def test_moving_there_and_back_before_the_day_ends_changes_nothing_that_is_counted() -> None:
    record = Record(BOTH).tick("wash", "2026-12-07")
    before = record.ledger("2026-12-20")
    record.move("2026-12-08", "2027-01-20").move("2026-12-08", TREATED)
    after = record.ledger("2026-12-20")
    assert after.tally == before.tally


def test_a_past_day_still_asks_for_no_more_than_it_did_before_the_date_moved_back_days_later() -> None:
    record = Record(BOTH).move("2026-12-06", "2027-01-20").tick("wash", "2026-12-07", wrote="2026-12-09")
    ledger = record.move("2026-12-09", TREATED).ledger("2026-12-12")
    assert [ledger.figure(on(f"2026-12-0{day}"), (PREP,)) for day in (7, 8)] == [figure(1, 1), figure()]
    assert ledger.progress(RECOVERY) == figure(0, 2)


def test_sessions_keep_their_numbers_when_one_is_moved() -> None:
    plan = series(prep=[{"id": "it"}]).move(TREATED, "2027-01-14", session=2).history.plan
    assert plan.sessions == {1: on(TREATED), 2: on("2027-01-14")}


def test_where_two_sessions_ask_for_a_repeated_task_it_is_the_later_ones() -> None:
    record = series(treatment=[{"id": "it", "from": "0", "until": "40", "repeat": "daily"}])
    assert sessions_on(record, "it", "2027-01-06", AGAIN, "2027-01-19", "2027-01-20") == [[1], [2], [2], [2]]


def test_a_supply_can_be_due_by_an_event_of_the_first_session() -> None:
    events = {"healed": {"ask": "Closed?", "expected": "6"}}
    record = series(events=events, supplies=[{"id": "gel", "by": "1 week after healed"}])
    found = [record.ledger(TREATED), record.happened("healed", "2026-12-14").ledger("2026-12-14")]
    days = [each.schedule.supply_day(each.plan.checklist.supplies["gel"]) for each in found]
    assert days == [on("2026-12-23"), on("2026-12-21")]


def test_a_supply_whose_day_hangs_on_an_event_nobody_expects_is_due_before_the_first_treatment() -> None:
    ledger = series(events={"off": {"ask": "Off?"}}, supplies=[{"id": "gauze", "by": "off"}]).ledger(TREATED)
    assert ledger.schedule.supply_day(ledger.plan.checklist.supplies["gauze"]) == on("2026-12-09")
