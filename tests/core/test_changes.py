"""What a change does to a plan's days: product rules, *Sessions and moving* and *Events*."""

from __future__ import annotations

from resurf_cli.core.changes import counted_ticks, shifts
from resurf_cli.core.moving import Move, move
from tests.core.record import HEALED, TREATED, Record, document, on

CHECKLIST = document(
    events=HEALED,
    questions={"sedation": {"ask": "Sedative?"}},
    prep=[
        {"id": "driver", "from": "-7", "until": "-1", "if": "sedation"},
        {"id": "leave-off", "from": "-14", "until": "-1", "repeat": "daily"},
        {"id": "antiviral", "from": "-1", "until": "10", "repeat": "as prescribed"},
    ],
    recovery=[{"id": "ointment", "from": "0", "until": "healed", "repeat": "4 times a day"}],
    maintenance=[{"id": "sunscreen", "from": "1 day after healed", "until": "60", "repeat": "daily"}],
    avoid=[{"id": "sun", "from": "0", "until": "healed"}],
    expect=[{"id": "red", "from": "0", "until": "healed"}],
    signs=[{"id": "not-healed", "from": "10", "until": "42"}],
)


def record() -> Record:
    return Record(CHECKLIST, values={"answers.sedation": ["yes"]})


def moved(made: Record, wrote: str, to: str) -> Move:
    before = made.ledger(wrote)
    return move(before, made.move(wrote, to).ledger(wrote))


def test_what_an_event_ends_and_begins_is_said() -> None:
    made = record()
    before = made.ledger("2026-12-14")
    after = made.happened("healed", "2026-12-14").ledger("2026-12-14")
    found = {each.ref: each.after for each in shifts(before, after)}
    assert list(found) == ["ointment", "sunscreen", "avoid.sun", "expect.red"]
    assert [each.last if each else None for each in found.values()] == [
        on("2026-12-14"),
        on("2027-02-08"),
        on("2026-12-14"),
        on("2026-12-14"),
    ]
    assert found["sunscreen"] is not None
    assert found["sunscreen"].first == on("2026-12-15")


def test_what_an_answer_brings_and_takes_is_said() -> None:
    made = record()
    before = made.ledger("2026-11-25")
    after = made.answer("2026-11-25", "sedation", "no").ledger("2026-11-25")
    assert [(each.ref, each.after) for each in shifts(before, after)] == [("driver", None)]
    assert [(each.ref, each.before) for each in shifts(after, before)] == [("driver", None)]


def test_a_tick_shifts_nothing() -> None:
    made = record()
    before = made.ledger("2026-12-05")
    assert shifts(before, made.tick("leave-off", "2026-12-05").ledger("2026-12-05")) == []


def test_a_moved_date_shifts_everything_that_counts_from_it() -> None:
    refs = {each.ref for each in moved(record(), "2026-11-25", "2026-12-17").shifts}
    assert refs == {"driver", "leave-off", "antiviral", "ointment", "sunscreen", "avoid.sun", "expect.red"}


def test_a_move_names_once_tasks_that_may_have_to_be_done_again_and_medicines_started() -> None:
    made = record().tick("driver", "2026-12-05").tick("antiviral", "2026-12-09")
    found = moved(made, "2026-12-09", "2026-12-17")
    assert [task.id for task in found.again] == ["driver"]
    assert [task.id for task in found.started] == ["antiviral"]


def test_a_skipped_once_task_is_not_among_those_to_do_again() -> None:
    assert moved(record().skip("driver", "2026-12-05"), "2026-12-06", "2026-12-17").again == ()


def test_a_move_to_an_earlier_day_names_what_should_have_begun_already() -> None:
    found = moved(record(), "2026-11-25", "2026-12-06")
    assert [(late.task.id, late.session, late.days) for late in found.late] == [("leave-off", 1, 3)]


def test_a_move_to_a_later_day_makes_nothing_late() -> None:
    assert moved(record(), "2026-11-25", "2026-12-17").late == ()


def test_a_move_says_how_many_ticks_count_no_more_and_keeps_them() -> None:
    made = record().tick("leave-off", "2026-11-27").tick("leave-off", "2026-12-05")
    before = made.history.plan.outcomes
    found = moved(made, "2026-12-06", "2026-12-17")
    assert (found.uncounted, counted_ticks(made.ledger("2026-12-06"))) == (1, 1)
    assert made.history.plan.outcomes == before


def test_a_session_that_has_an_event_or_whose_day_is_past_is_moved_only_as_a_correction() -> None:
    assert not moved(record(), TREATED, "2026-12-11").correction
    assert moved(record(), "2026-12-11", "2026-12-09").correction
    made = record().happened("healed", TREATED, wrote=TREATED)
    assert moved(made, TREATED, "2026-12-09").correction
