"""Where an occurrence stands: product rules, *Status*."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.record import AGAIN, HEALED, TREATED, Record, document, line_of, lines_of, on, open_on, status_of

OINTMENT = document(recovery=[{"id": "ointment", "from": "0", "until": "6", "repeat": "4 times a day"}])
DRIVER = document(prep=[{"id": "driver", "from": "-7", "until": "-3"}])


def a(phase: str, **item: Any) -> dict[str, Any]:
    return document(**{phase: [{"id": "it", **item}]})


def test_a_repeated_task_is_upcoming_before_its_day() -> None:
    assert status_of(Record(OINTMENT).ledger("2026-12-10"), "ointment", "2026-12-11") == "upcoming"


def test_a_repeated_task_is_due_on_its_day_without_a_tick() -> None:
    assert status_of(Record(OINTMENT).ledger("2026-12-11"), "ointment", "2026-12-11") == "due"


@pytest.mark.parametrize(("ticks", "stands"), [(1, "partly"), (3, "partly"), (4, "done"), (5, "done")])
@pytest.mark.parametrize("today", ["2026-12-11", "2026-12-12"])
def test_some_ticks_are_partly_and_all_are_done_on_a_past_day_too(ticks: int, stands: str, today: str) -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11", ticks)
    assert status_of(record.ledger(today), "ointment", "2026-12-11") == stands


def test_a_past_day_without_a_tick_is_missed() -> None:
    assert status_of(Record(OINTMENT).ledger("2026-12-12"), "ointment", "2026-12-11") == "missed"


def test_a_day_settled_by_skip_is_skipped() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11").skip("ointment", "2026-12-11")
    assert status_of(record.ledger("2026-12-11"), "ointment", "2026-12-11") == "skipped"


def test_skipping_what_has_all_its_ticks_leaves_it_done() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11", 4).skip("ointment", "2026-12-11")
    assert status_of(record.ledger("2026-12-11"), "ointment", "2026-12-11") == "done"


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        ("2026-12-02", "upcoming"),
        ("2026-12-03", "due"),
        ("2026-12-07", "due"),
        ("2026-12-08", "overdue"),
        ("2026-12-10", "overdue"),
        ("2026-12-11", "missed"),
    ],
)
def test_a_once_task_is_upcoming_due_overdue_and_missed_by_the_clock(today: str, stands: str) -> None:
    ledger = Record(DRIVER).ledger(today)
    assert ledger.line(ledger.once_occurrences(ledger.plan.checklist.tasks["driver"], on(today))[0]).status.value == (
        stands
    )


def test_a_repeated_task_is_never_overdue_nor_carried_to_the_next_day() -> None:
    ledger = Record(OINTMENT).ledger("2026-12-17")
    assert (lines_of(ledger, "2026-12-17"), open_on(ledger, "2026-12-17")) == ({}, [])


LATE = [
    ("prep, by itself to the treatment day", "prep", {"from": "-7", "until": "-3"}, "2026-12-10"),
    ("prep, to its until when that is later", "prep", {"from": "-7", "until": "2"}, "2026-12-12"),
    ("treatment, its own day", "treatment", {}, "2026-12-10"),
    ("recovery, 14 days after until", "recovery", {"from": "1", "until": "3"}, "2026-12-27"),
    ("maintenance, 14 days after until", "maintenance", {"from": "20", "until": "21"}, "2027-01-14"),
    ("what it says itself", "prep", {"from": "-7", "until": "-3", "late-until": "-2"}, "2026-12-08"),
    ("what it says itself, later", "recovery", {"from": "1", "until": "3", "late-until": "30"}, "2027-01-09"),
]


@pytest.mark.parametrize(("phase", "item", "last"), [case[1:] for case in LATE], ids=[case[0] for case in LATE])
def test_a_once_task_is_worth_doing_to(phase: str, item: dict[str, Any], last: str) -> None:
    ledger = Record(a(phase, **item)).ledger(TREATED)
    [occurrence] = ledger.once_occurrences(ledger.plan.checklist.tasks["it"], on(TREATED))
    assert ledger.line(occurrence).late_until == on(last)


def test_a_missed_once_task_is_off_the_page() -> None:
    record = Record(DRIVER)
    assert open_on(record.ledger("2026-12-10"), "2026-12-10") == ["driver"]
    assert open_on(record.ledger("2026-12-11"), "2026-12-11") == []


def test_an_overdue_task_is_still_open_and_not_among_the_tasks_of_the_day() -> None:
    ledger = Record(DRIVER).ledger("2026-12-08")
    assert (list(lines_of(ledger, "2026-12-08")), open_on(ledger, "2026-12-08")) == ([], ["driver"])


def test_a_task_on_the_last_day_of_its_window_is_not_yet_still_open() -> None:
    ledger = Record(DRIVER).ledger("2026-12-07")
    assert (list(lines_of(ledger, "2026-12-07")), open_on(ledger, "2026-12-07")) == (["driver"], [])


@pytest.mark.parametrize("how", ["tick", "skip"])
def test_a_settled_once_task_is_not_still_open(how: str) -> None:
    record = getattr(Record(DRIVER), how)("driver", "2026-12-08")
    assert open_on(record.ledger("2026-12-09"), "2026-12-09") == []


def test_a_once_task_done_before_its_window_opens_is_done() -> None:
    record = Record(DRIVER).tick("driver", "2026-11-25")
    assert status_of(record.ledger("2026-11-25"), "driver", "2026-11-25") == "done"


@pytest.mark.parametrize("item", [{"optional": "true"}, {"optional": "true", "repeat": "daily"}])
def test_an_optional_task_is_due_until_ticked_then_done_and_never_missed(item: dict[str, str]) -> None:
    record = Record(a("recovery", **{"from": "0", "until": "6", **item}))
    assert status_of(record.ledger("2026-12-11"), "it", "2026-12-11") == "due"
    assert status_of(record.ledger("2027-03-01"), "it", "2026-12-11") == "due"
    record.tick("it", "2026-12-11")
    assert status_of(record.ledger("2026-12-11"), "it", "2026-12-11") == "done"


def test_an_optional_once_task_is_not_still_open_after_its_window() -> None:
    record = Record(a("recovery", **{"from": "0", "until": "6", "optional": "true"}))
    assert open_on(record.ledger("2026-12-18"), "2026-12-18") == []


def test_an_as_needed_task_has_no_times_and_is_due_until_ticked_any_number_of_times() -> None:
    record = Record(a("recovery", **{"from": "0", "until": "6", "repeat": "as needed"}))
    line = line_of(record.ledger("2026-12-12"), "it", "2026-12-11")
    assert (line.times, line.status.value) == (0, "due")
    line = line_of(record.tick("it", "2026-12-11", 7).ledger("2026-12-12"), "it", "2026-12-11")
    assert (line.done, line.status.value, line.outcome.day) == (7, "done", on("2026-12-11"))


def test_a_task_that_waits_for_an_event_is_upcoming_on_the_pages_of_later_days() -> None:
    written = document(events=HEALED, maintenance=[{"id": "cream", "from": "healed", "until": "30"}])
    assert status_of(Record(written).ledger("2026-12-12"), "cream", "2026-12-16") == "upcoming"


def test_the_tasks_of_a_day_are_those_of_that_day_alone_in_the_order_of_the_checklist() -> None:
    written = document(
        recovery=[
            {"id": "later", "from": "3", "until": "6", "repeat": "daily"},
            {"id": "second", "from": "0", "until": "6", "repeat": "daily"},
        ],
        prep=[{"id": "first", "from": "-2", "until": "1", "repeat": "daily"}],
        maintenance=[{"id": "third", "from": "1", "until": "2"}],
    )
    assert list(lines_of(Record(written).ledger("2026-12-11"), "2026-12-11")) == ["first", "second", "third"]


def test_what_does_not_apply_is_left_out_and_what_might_is_kept() -> None:
    written = document(
        questions={"driving": {"ask": "Will you drive?"}, "smokes": {"ask": "Do you smoke?"}},
        recovery=[
            {"id": "yes", "if": "driving", "repeat": "daily", "until": "3"},
            {"id": "no", "if": "not driving", "repeat": "daily", "until": "3"},
            {"id": "might", "if": "smokes", "repeat": "daily", "until": "3"},
        ],
    )
    ledger = Record(written, values={"answers.driving": ["yes"]}).ledger("2026-12-11")
    found = {task: (line.occurrence.applies, line.counted) for task, line in lines_of(ledger, "2026-12-11").items()}
    assert found == {"yes": (True, True), "might": (None, False)}


def test_consult_and_supplies_are_never_among_the_tasks_of_a_day() -> None:
    written = document(consult=[{"id": "ask"}], supplies=[{"id": "gauze"}])
    ledger = Record(written).ledger("2026-12-09")
    assert (lines_of(ledger, "2026-12-09"), open_on(ledger, "2026-12-09")) == ({}, [])
    ledger = Record(written).ledger("2026-12-12")
    assert open_on(ledger, "2026-12-12") == []


# --- a once task of several sessions ---


def test_each_session_has_its_own_line_of_a_once_task() -> None:
    record = Record(DRIVER, TREATED, AGAIN).tick("driver", "2026-12-05")
    ledger = record.ledger("2027-01-02")
    [line] = ledger.lines(on("2027-01-02"))
    assert (line.occurrence.session, line.status.value) == (2, "due")


def test_a_once_task_of_recovery_is_worth_doing_no_longer_than_to_the_day_before_the_next_session() -> None:
    ledger = Record(a("recovery", **{"from": "20", "until": "21"}), TREATED, AGAIN).ledger(TREATED)
    first, second = ledger.once_occurrences(ledger.plan.checklist.tasks["it"], on(TREATED))
    assert (ledger.line(first).late_until, ledger.line(second).late_until) == (on("2027-01-06"), on("2027-02-11"))
