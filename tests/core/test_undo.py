"""Taking back and putting back: product rules, *Undo*."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from resurf_cli.core.checklist import PHASES
from resurf_cli.core.log import log
from resurf_cli.core.plan import changes, latest_change, replay
from resurf_cli.core.schedule import ONE_DAY
from tests.core.record import AGAIN, HEALED, MADE, TREATED, Record, document, figure, on

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from resurf_cli.core.progress import Ledger

CHECKLIST = document(
    events=HEALED,
    questions={"sedation": {"ask": "Sedative?"}},
    prep=[
        {"id": "driver", "from": "-7", "until": "-1", "if": "sedation"},
        {"id": "leave-off", "from": "-14", "until": "-1", "repeat": "daily"},
    ],
    treatment=[{"id": "bare-face"}],
    recovery=[
        {"id": "ointment", "from": "0", "until": "healed", "repeat": "4 times a day"},
        {"id": "tablets", "from": "0", "until": ["5", "healed"], "repeat": "as prescribed"},
        {"id": "walk", "from": "1", "until": "9", "repeat": "daily", "optional": "true"},
    ],
    maintenance=[{"id": "sunscreen", "from": "1 day after healed", "until": "6 months after last treatment",
                  "repeat": "daily"}],
    avoid=[{"id": "sun", "until": "healed"}],
    signs=[{"id": "not-healed", "from": "10", "until": "healed"}],
)  # fmt: skip
OINTMENT = document(recovery=[{"id": "ointment", "from": "0", "until": "6", "repeat": "4 times a day"}])
Step = tuple[str, int, int]


# --- what undo and redo do ---


def ticks(record: Record, day: str) -> int:
    return sum(outcome.ticks for outcome in record.history.plan.outcomes.values() if outcome.day == on(day))


def test_undo_takes_back_the_latest_change_not_yet_taken_back_as_often_as_asked() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11", 1).tick("ointment", "2026-12-11", 2)
    assert ticks(record.undo("2026-12-11"), "2026-12-11") == 1
    assert ticks(record.undo("2026-12-11"), "2026-12-11") == 0
    assert latest_change(record.entries) is None


def test_redo_puts_back_the_last_undone_first() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11", 1).tick("ointment", "2026-12-11", 2)
    record.undo("2026-12-11").undo("2026-12-11")
    assert ticks(record.redo("2026-12-11"), "2026-12-11") == 1
    assert ticks(record.redo("2026-12-11"), "2026-12-11") == 3


def test_a_new_change_ends_redo() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11").undo("2026-12-11").note("a note", "2026-12-11")
    assert changes(record.entries).undone == ()


def test_what_was_put_back_can_be_taken_back_again() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11").undo("2026-12-11").redo("2026-12-11").undo("2026-12-11")
    assert ticks(record, "2026-12-11") == 0


def test_undo_of_a_task_takes_back_the_latest_change_to_it_and_leaves_later_ones() -> None:
    record = (
        Record(CHECKLIST).tick("ointment", "2026-12-11").tick("tablets", "2026-12-11").undo("2026-12-11", "ointment")
    )
    assert {key.task for key in record.history.plan.outcomes} == {"tablets"}


def test_a_note_to_a_task_is_a_change_to_it() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11").note("dry", "2026-12-11", "ointment")
    assert not record.undo("2026-12-11", "ointment").history.plan.notes


def test_a_change_with_several_tasks_is_taken_back_whole() -> None:
    record = Record(CHECKLIST)
    both = [{**record.mark(task, "2026-12-11", None), "times": 1} for task in ("ointment", "tablets")]
    record.add("tick", "2026-12-11", ticks=both, day="2026-12-11", text=None)
    assert record.undo("2026-12-11", "tablets").history.plan.outcomes == {}


def test_making_ending_and_reopening_a_plan_are_not_taken_back() -> None:
    record = Record(OINTMENT).add("use", MADE).add("end", MADE).add("reopen", MADE)
    assert latest_change(record.entries) is None
    assert not record.history.plan.ended


def test_the_end_of_a_plan_does_not_end_redo() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11").undo("2026-12-11").add("end", "2026-12-11")
    assert len(changes(record.entries).undone) == 1


def test_undo_of_a_skip_gives_back_what_was_due() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11").skip("ointment", "2026-12-11").undo("2026-12-11")
    assert record.ledger("2026-12-11").figure(on("2026-12-11")) == figure(1, 4)


def test_the_log_keeps_what_was_taken_back_and_marks_it() -> None:
    record = Record(OINTMENT).tick("ointment", "2026-12-11").undo("2026-12-11")
    assert [line.taken_back for line in log(record.history)] == [False, True, False]
    assert log(record.history)[2].text == 'took back: ticked "About ointment" for Fri 11 Dec 2026'


# --- laws ---


def _move(record: Record, day: str, number: int) -> Record:
    """Move the second session of those there are; where there is only one, a note."""
    numbers = sorted(record.history.plan.sessions)[1:2]
    to = (record.history.plan.first + timedelta(days=28 + number)).isoformat()
    return record.move(day, to, session=numbers[0]) if len(record.history.plan.sessions) == 2 else record.note("", day)


def _one_of(record: Record, number: int) -> int:
    """The number of one of the sessions there are."""
    numbers = sorted(record.history.plan.sessions)
    return numbers[number % len(numbers)]


def _add(record: Record, day: str, number: int) -> Record:
    return record.add_session(day, (record.history.plan.last + timedelta(days=20 + number)).isoformat())


def _remove(record: Record, day: str, number: int) -> Record:
    numbers = sorted(record.history.plan.sessions)
    return record.remove_session(day, numbers[number % len(numbers)]) if len(numbers) > 1 else record.note("", day)


ITEMS = ("ointment", "driver", "sunscreen", "avoid.sun", "signs.not-healed", "tablets")


def _later(day: str, weeks: int) -> str:
    return (on(day) + timedelta(days=60 + 7 * weeks)).isoformat()


ACTS: dict[str, Callable[[Record, str, int], Record]] = {
    "tick": lambda record, day, number: record.tick("ointment", day, number + 1),
    "once": lambda record, day, number: record.tick("driver", day, session=_one_of(record, number)),
    "skip": lambda record, day, _: record.skip("ointment", day),
    "skip once": lambda record, day, number: record.skip("driver", day, session=_one_of(record, number)),
    "tablets": lambda record, day, _: record.tick("tablets", day),
    "note": lambda record, day, _: record.note("sore", day),
    "healed": lambda record, day, number: record.happened("healed", day, session=_one_of(record, number)),
    "not yet": lambda record, day, number: record.not_yet("healed", day, session=_one_of(record, number)),
    "answer": lambda record, day, number: record.answer(day, "sedation", ("yes", "no")[number % 2]),
    "forget": lambda record, day, _: record.answer(day, "sedation"),
    "wake": lambda record, day, number: record.set(day, times__wake=360 + 60 * number),
    "move": _move,
    "add": _add,
    "remove": _remove,
    "confirmed": lambda record, day, number: record.told(ITEMS[number], day),
    "dropped": lambda record, day, number: record.told(ITEMS[number], day, drop=True),
    "end": lambda record, day, number: record.told(
        "avoid.sun", day, last=_later(day, number), session=_one_of(record, number)
    ),
    "longer": lambda record, day, number: record.told("ointment", day, last=_later(day, number)),
    "undo": lambda record, day, _: record.undo(day) if latest_change(record.entries) else record,
    "redo": lambda record, day, _: record.redo(day) if changes(record.entries).undone else record,
}
STEPS = st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 60), st.integers(0, 5))
PATHS = st.lists(STEPS, max_size=12)
TODAY = st.integers(0, 75).map(lambda days: on(MADE) + timedelta(days=days))


def walked(path: list[Step], *, made: str = MADE) -> Record:
    """A record in which each step is written on the day it speaks of, one day after the other."""
    record = Record(CHECKLIST, TREATED, AGAIN, made=made)
    for act, days, number in sorted(path, key=lambda step: step[1]):
        ACTS[act](record, (on(made) + timedelta(days=days)).isoformat(), number)
    return record


def days(ledger: Ledger, more: int = 0) -> list[date]:
    return [on(MADE) + timedelta(days=each) for each in range((ledger.today - on(MADE)).days + 1 + more)]


@given(PATHS, STEPS.filter(lambda step: step[0] not in {"undo", "redo"}))
def test_undo_after_any_change_gives_the_same_plan(path: list[Step], last: Step) -> None:
    record = walked(path)
    before = record.history.plan
    ACTS[last[0]](record, "2027-02-01", last[2]).undo("2027-02-01")
    assert record.history.plan == before


@given(PATHS, STEPS.filter(lambda step: step[0] not in {"undo", "redo"}))
def test_undo_then_redo_gives_the_same_plan(path: list[Step], last: Step) -> None:
    record = ACTS[last[0]](walked(path), "2027-02-01", last[2])
    before = record.history.plan
    assert record.undo("2027-02-01").redo("2027-02-01").history.plan == before


@given(PATHS)
def test_replaying_a_record_gives_the_same_plan(path: list[Step]) -> None:
    record = walked(path)
    assert record.history.plan == record.history.plan == replay(changes(record.entries).standing)


@given(PATHS, TODAY)
@settings(max_examples=40)
def test_the_number_of_a_task_is_the_same_on_every_day(path: list[Step], today: date) -> None:
    ledger = walked(path).ledger(today.isoformat())
    found = {(line.task.id, line.task.number) for day in days(ledger, 30) for line in ledger.lines(day)}
    assert len({task for task, _ in found}) == len(found)
    assert found <= set(zip(NUMBERS, range(1, 8), strict=True))


NUMBERS = ("driver", "leave-off", "bare-face", "ointment", "tablets", "walk", "sunscreen")


@given(PATHS, TODAY)
@settings(max_examples=40)
def test_the_figure_of_a_phase_is_the_sum_over_its_days(path: list[Step], today: date) -> None:
    ledger = walked(path).ledger(today.isoformat())
    for phase in PHASES[1:]:
        past = [ledger.figure(day, (phase,)) for day in days(ledger)[:-1]]
        now = ledger.figure(ledger.today, (phase,))
        assert ledger.progress(phase) == sum(past, figure(now.done, now.done, ledger.progress(phase).skipped - sum(
            each.skipped for each in past)))  # fmt: skip


@given(PATHS, TODAY)
@settings(max_examples=40)
def test_figures_are_never_negative_and_never_more_is_done_than_due(path: list[Step], today: date) -> None:
    ledger = walked(path).ledger(today.isoformat())
    for day in days(ledger, 20):
        for _, each in ledger.figures(day):
            assert 0 <= each.done <= each.due
            assert each.skipped >= 0


@given(PATHS, st.integers(0, 60), TODAY)
@settings(max_examples=40)
def test_nothing_is_done_on_a_day_that_has_not_come(path: list[Step], cut: int, today: date) -> None:
    ledger = walked([step for step in path if step[1] <= cut]).ledger((on(MADE) + timedelta(days=cut)).isoformat())
    assert ledger.figure(max(today, ledger.today + ONE_DAY)).done == 0


@given(PATHS, st.integers(0, 20))
@settings(max_examples=40)
def test_a_plan_made_late_counts_nothing_from_before_it_was_made(path: list[Step], late: int) -> None:
    made = on("2026-12-12") + timedelta(days=late)
    record = walked([(act, days, number) for act, days, number in path if days <= 20], made=made.isoformat())
    record.tick("ointment", "2026-12-11", 4, wrote=made.isoformat())
    ledger = record.ledger("2027-02-01")
    assert all(day >= made for per_day in ledger.tally.values() for day in per_day)
    assert ledger.figure(made - ONE_DAY) == figure()


@given(PATHS, st.integers(0, 25), st.integers(1, 40))
@settings(max_examples=40)
def test_moving_there_and_back_before_the_day_ends_changes_nothing_that_is_counted(
    path: list[Step], there: int, later: int
) -> None:
    record = walked(path)
    wrote = "2027-02-01"
    today = (on(wrote) + timedelta(days=later)).isoformat()
    tally, (number, present) = record.ledger(today).tally, _last(record)
    record.move(wrote, (present + timedelta(days=there)).isoformat(), number)
    record.move(wrote, present.isoformat(), number)
    assert record.ledger(today).tally == tally


def _last(record: Record) -> tuple[int, date]:
    return max(record.history.plan.sessions.items())


@given(PATHS, st.integers(0, 25))
def test_moving_there_and_back_loses_no_outcome(path: list[Step], there: int) -> None:
    record = walked(path)
    before, (number, present) = record.history.plan.outcomes, _last(record)
    record.move("2027-02-01", (present + timedelta(days=there)).isoformat(), number)
    assert record.history.plan.outcomes == before
    record.move("2027-02-09", present.isoformat(), number)
    assert record.history.plan.outcomes == before


DATING = st.tuples(st.sampled_from(["move", "add", "remove", "undo"]), st.integers(0, 5))


@given(PATHS, st.lists(DATING, min_size=1, max_size=8))
def test_no_sequence_of_moves_additions_removals_and_undos_loses_an_outcome(
    path: list[Step], dating: list[tuple[str, int]]
) -> None:
    record = walked(path)
    before, standing = record.history.plan, 0
    for act, number in dating:
        if act == "undo" and standing == 0:
            continue
        ACTS[act](record, "2027-02-01", number)
        standing += -1 if act == "undo" else 1
        assert record.history.plan.outcomes == before.outcomes
    for _ in range(standing):
        record.undo("2027-02-01")
    assert record.history.plan == before
