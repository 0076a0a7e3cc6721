"""A series that grows and shrinks, and how far apart its sessions are: product rules, *Sessions and moving*."""

from __future__ import annotations

from typing import Any

import pytest

from resurf_cli.core.checklist import PREP
from resurf_cli.core.log import log
from resurf_cli.core.marks import label, mark
from resurf_cli.core.series import intervals, too_close
from resurf_cli.core.summary import summary
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, figure, line_of, on

THIRD = "2027-02-04"
PARTS: dict[str, Any] = {
    "events": HEALED,
    "prep": [
        {"id": "driver", "from": "-7", "until": "-1"},
        {"id": "leave-off", "from": "-14", "until": "-1", "repeat": "daily"},
    ],
    "recovery": [{"id": "ointment", "from": "0", "until": "healed", "repeat": "4 times a day"}],
    "maintenance": [{"id": "sunscreen", "from": "1 day after healed", "until": "60", "repeat": "daily"}],
    "avoid": [{"id": "sun", "from": "-14", "until": "healed"}],
}


def series(*sessions: str) -> Record:
    return Record(document(**PARTS), *sessions)


def test_an_added_session_has_its_own_day_0_and_a_number_of_its_own() -> None:
    record = series(TREATED, AGAIN).add_session("2026-12-20", THIRD)
    assert record.history.plan.sessions == {1: on(TREATED), 2: on(AGAIN), 3: on(THIRD)}
    ledger = record.ledger("2027-02-01")
    assert line_of(ledger, "leave-off", "2027-02-01").occurrence.session == 3
    assert line_of(ledger, "driver", "2027-02-01").occurrence.window.last == on("2027-02-03")


def test_a_session_taken_off_asks_for_nothing_and_the_others_keep_their_numbers() -> None:
    record = series(TREATED, AGAIN, THIRD).remove_session("2026-12-20", 2)
    plan = record.history.plan
    assert (plan.sessions, plan.removed) == ({1: on(TREATED), 3: on(THIRD)}, {2: on(AGAIN)})
    assert all(line.occurrence.session == 1 for line in record.ledger("2026-12-20").lines(on(AGAIN)))


def test_a_number_is_never_used_again() -> None:
    record = series(TREATED, AGAIN).remove_session("2026-12-20", 2).add_session("2026-12-20", THIRD)
    assert set(record.history.plan.sessions) == {1, 3}


def test_what_was_recorded_for_a_session_that_is_taken_off_is_kept_and_not_counted() -> None:
    record = series(TREATED, AGAIN).tick("driver", "2027-01-02", session=2).tick("leave-off", "2027-01-02")
    outcomes = record.history.plan.outcomes
    ledger = record.remove_session("2027-01-03", 2).ledger("2027-01-03")
    assert ledger.plan.outcomes == outcomes
    assert ledger.so_far("driver", 2) == figure()
    assert ledger.figure(on("2027-01-02"), (PREP,)) == figure()
    assert {each.ref for each in summary(ledger).former} == {"driver"}
    back = record.undo("2027-01-03").ledger("2027-01-03")
    assert back.so_far("driver", 2) == figure(1, 1)


def test_what_was_done_for_a_session_taken_off_does_not_count_for_one_added_later() -> None:
    record = series(TREATED, AGAIN).tick("driver", "2027-01-02", session=2).remove_session("2027-01-03", 2)
    ledger = record.add_session("2027-01-03", THIRD).ledger("2027-01-30")
    assert line_of(ledger, "driver", "2027-01-30").done == 0


def test_a_task_keeps_its_number_where_the_first_session_was_taken_off() -> None:
    ledger = series(TREATED, AGAIN).remove_session("2026-11-24", 1).ledger("2027-01-02")
    line = line_of(ledger, "driver", "2027-01-02")
    assert label(line.task, line.occurrence.session) == "1.2"
    assert mark(ledger, "1.2", on("2027-01-02")).session == mark(ledger, "driver", on("2027-01-02")).session == 2


def test_taking_off_the_next_session_gives_the_care_of_the_one_before_its_days_back() -> None:
    record = series(TREATED, AGAIN).happened("healed", "2026-12-16")
    assert line_of(record.ledger("2026-12-20"), "sunscreen", "2026-12-20").occurrence.window.last == on("2027-01-06")
    ledger = record.remove_session("2026-12-20", 2).ledger("2026-12-20")
    assert line_of(ledger, "sunscreen", "2026-12-20").occurrence.window.last == on("2027-02-08")


def test_an_added_session_asks_nothing_of_the_days_before_it_was_added() -> None:
    record = series(TREATED).happened("healed", "2026-12-16", wrote="2026-12-16")
    ledger = record.add_session("2027-01-25", "2027-02-01").ledger("2027-01-30")
    assert [ledger.figure(on(f"2027-01-{day}"), (PREP,)) for day in (20, 24, 25, 28)] == [
        figure(),
        figure(),
        figure(0, 1),
        figure(0, 1),
    ]


def test_the_log_says_which_session_was_added_and_taken_off() -> None:
    record = series(TREATED).add_session("2026-12-20", AGAIN).remove_session("2026-12-21", 2)
    texts = [line.text for line in log(record.history)][1:]
    assert texts == ["added session 2 on Thu 7 Jan 2027", "took off session 2 on Thu 7 Jan 2027"]


# --- an event before its session -------------------------------------------------------------------------------------


def test_an_event_recorded_for_a_day_before_the_new_date_of_its_session_is_not_used() -> None:
    record = series(TREATED).happened("healed", "2026-12-16").move("2026-12-17", "2026-12-17")
    assert record.history.plan.happened("healed", 1, on("2026-12-20")) is None
    assert line_of(record.ledger("2026-12-18"), "ointment", "2026-12-18").occurrence.window.depends_on == "healed"
    record.move("2026-12-17", TREATED)
    assert record.history.plan.happened("healed", 1, on("2026-12-20")) == on("2026-12-16")


# --- how far apart ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("second", "close"), [("2027-01-06", [2]), (AGAIN, []), ("2027-03-01", [])])
def test_sessions_closer_than_the_checklist_advises_are_named(second: str, close: list[int]) -> None:
    plan = Record(document(series={"apart": "4 weeks"}, **PARTS), TREATED, second).history.plan
    assert [each.session for each in too_close(plan.checklist, plan.sessions)] == close


def test_a_month_between_sessions_is_a_calendar_month() -> None:
    plan = Record(document(series={"apart": "1 month"}, **PARTS), "2027-01-31", "2027-02-28").history.plan
    assert too_close(plan.checklist, plan.sessions) == ()


def test_where_the_checklist_does_not_say_no_sessions_are_too_close() -> None:
    plan = series(TREATED, "2026-12-11").history.plan
    assert [(each.before, each.session, each.days, each.too_close) for each in intervals(
        plan.checklist, plan.sessions)] == [(1, 2, 1, False)]  # fmt: skip


def test_the_distance_is_from_the_session_before_also_where_one_was_taken_off() -> None:
    plan = series(TREATED, AGAIN, THIRD).remove_session(TREATED, 2).history.plan
    assert [(each.before, each.session, each.days) for each in intervals(plan.checklist, plan.sessions)] == [(1, 3, 56)]
