"""What the care summary comes to: product rules, *JSON* and *Counting*."""

from __future__ import annotations

from resurf_cli.core.checklist import CONSULT, PREP, RECOVERY
from resurf_cli.core.day import day_page
from resurf_cli.core.plan import UPDATE
from resurf_cli.core.summary import Summary, summary
from tests.core.record import HEALED, Record, document, figure, on

CHECKLIST = document(
    events=HEALED,
    questions={"smokes": {"ask": "Do you smoke?"}},
    consult=[{"id": "licence"}, {"id": "price"}],
    prep=[{"id": "driver", "from": "-7", "until": "-3"}, {"id": "quit", "from": "-7", "until": "-1", "if": "smokes"}],
    recovery=[{"id": "ointment", "from": "0", "until": "healed", "repeat": "4 times a day"}],
    avoid=[{"id": "sun", "until": "7"}, {"id": "smoke", "until": "7", "if": "smokes"}],
    signs=[{"id": "not-healed", "from": "10"}],
)


def record(*, shipped: bool = False) -> Record:
    made = Record(CHECKLIST, shipped=shipped)
    made.tick("licence", "2026-11-25", session=None).tick("driver", "2026-12-05")
    made.tick("ointment", "2026-12-10", 4).note("it stings", "2026-12-10")
    return made.skip("ointment", "2026-12-11", "asleep").tick("ointment", "2026-12-12", 2)


def sums(found: Summary) -> dict[str, tuple[int, int, int]]:
    return {each.task.id: (each.figure.done, each.figure.due, each.figure.skipped) for each in found.tasks}


def test_each_phase_is_summed_over_its_past_days_and_consult_over_its_tasks() -> None:
    found = summary(record().ledger("2026-12-13"))
    assert found.progress == {CONSULT: figure(1, 2), PREP: figure(1, 1), RECOVERY: figure(6, 8, 4)}


def test_a_task_has_the_reasons_it_was_skipped_for_each_once() -> None:
    made = record().skip("ointment", "2026-12-13", "asleep").skip("ointment", "2026-12-14", "away")
    reasons = {each.task.id: each.reasons for each in summary(made.ledger("2026-12-15")).tasks}
    assert reasons["ointment"] == ("asleep", "away")


def test_from_and_to_limit_the_days_that_are_counted_and_the_notes_both_inclusive() -> None:
    made = record().note("better", "2026-12-12")
    found = summary(made.ledger("2026-12-13"), on("2026-12-11"), on("2026-12-12"))
    assert sums(found)["ointment"] == (2, 4, 4)
    assert sums(found)["driver"] == (0, 0, 0)
    assert [note.text for note in found.notes] == ["better"]


def test_the_events_recorded_and_those_still_open_are_told_apart() -> None:
    found = summary(record().ledger("2026-12-21"))
    assert ([each.event.id for each in found.open_events], found.happened) == (["healed"], ())
    found = summary(record().happened("healed", "2026-12-16").ledger("2026-12-21"))
    assert found.open_events == ()
    assert [(each.event, each.session, each.on) for each in found.happened] == [("healed", 1, on("2026-12-16"))]


def test_an_event_that_opened_again_is_not_among_those_that_happened() -> None:
    made = record().happened("healed", "2026-12-16").not_yet("healed", "2026-12-18")
    assert summary(made.ledger("2026-12-18")).happened == ()


def test_instructions_are_the_tasks_and_bans_that_apply_or_might() -> None:
    made = record()
    assert summary(made.ledger("2026-12-13")).instructions == 7
    assert summary(made.answer("2026-12-13", "smokes", "no").ledger("2026-12-13")).instructions == 5


def test_what_is_of_a_shipped_checklist_is_unconfirmed_and_a_file_used_alone_is_the_clinics_word() -> None:
    assert summary(record(shipped=True).ledger("2026-12-13")).unconfirmed == 7
    assert summary(record().ledger("2026-12-13")).unconfirmed == 0


def test_what_was_undone_leaves_no_trace() -> None:
    made = record()
    before = summary(made.ledger("2026-12-20"))
    made.note("never mind", "2026-12-13").undo("2026-12-13").skip("driver", "2026-12-13").undo("2026-12-13")
    assert summary(made.ledger("2026-12-20")) == before


def test_the_day_a_once_task_was_settled_is_said() -> None:
    settled = {each.task.id: each.settled for each in summary(record().ledger("2026-12-13")).tasks}
    assert (settled["driver"], settled["quit"], settled["ointment"]) == (on("2026-12-05"), None, None)


def test_consult_tasks_that_are_optional_or_not_answered_yet_are_not_in_its_figure() -> None:
    written = document(
        questions={"smokes": {"ask": "Do you smoke?"}},
        consult=[{"id": "one"}, {"id": "two", "optional": "true"}, {"id": "three", "if": "smokes"}],
    )
    assert summary(Record(written).ledger("2026-11-25")).progress == {"consult": figure(0, 1)}


# --- what the plan asks for no longer, or no longer so ---------------------------------------------------------------


def updated(**parts: object) -> Record:
    """The record above once its plan follows a checklist with other parts, on 13 December."""
    return record().add(UPDATE, "2026-12-13", checklist=document(**{**CHECKLIST, **parts}), shipped=False)


def former(made: Record) -> list[tuple[str, int, str, str]]:
    found = summary(made.ledger("2026-12-13")).former
    return [(each.ref, each.ticks, each.first.isoformat(), each.last.isoformat()) for each in found]


def test_what_was_done_once_is_kept_and_not_counted_when_an_update_repeats_it() -> None:
    made = updated(prep=[{"id": "driver", "from": "-7", "until": "-3", "repeat": "daily"}])
    assert former(made) == [("driver", 1, "2026-12-05", "2026-12-05")]
    assert sums(summary(made.ledger("2026-12-13")))["driver"][0] == 0
    kept = day_page(made.ledger("2026-12-13"), on("2026-12-05")).kept
    assert [(key.task, outcome.ticks) for key, outcome in kept] == [("driver", 1)]


def test_ticks_of_days_do_not_settle_what_an_update_asks_for_once() -> None:
    made = updated(recovery=[{"id": "ointment", "from": "0", "until": "9"}])
    found = {each.task.id: each for each in summary(made.ledger("2026-12-13")).tasks}
    assert (found["ointment"].settled, found["ointment"].ticks) == (None, 0)
    assert former(made) == [("ointment", 6, "2026-12-10", "2026-12-12")]


def test_what_was_done_for_a_session_is_kept_when_an_update_asks_for_it_once_in_the_whole_plan() -> None:
    made = updated(prep=[{"id": "driver", "from": "1 week before first treatment", "until": "last treatment"}])
    assert former(made) == [("driver", 1, "2026-12-05", "2026-12-05")]


def test_what_was_recorded_is_kept_when_an_answer_takes_the_task_off() -> None:
    made = record().tick("quit", "2026-12-05").answer("2026-12-06", "smokes", "no")
    assert former(made) == [("quit", 1, "2026-12-05", "2026-12-05")]


def test_what_is_kept_of_items_that_are_gone_is_of_the_days_of_the_summary() -> None:
    made = updated(recovery=[{"id": "wash", "from": "0", "until": "9"}])
    (found,) = summary(made.ledger("2026-12-13"), on("2026-12-12"), on("2026-12-13")).former
    assert (found.ref, found.ticks, found.reasons) == ("ointment", 2, ())
