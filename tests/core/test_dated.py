"""The full list of a summary: all that was recorded or missed, on the day it was for, once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resurf_cli.core.dated import DatedDay, dated
from resurf_cli.core.progress import Figure
from tests.core.record import HEALED, Record, document, on

CHECKLIST = document(
    events=HEALED,
    consult=[{"id": "licence"}],
    prep=[{"id": "driver", "from": "-7", "until": "-3"}],
    recovery=[
        {"id": "ointment", "from": "0", "until": "healed", "repeat": "4 times a day"},
        {"id": "walk", "from": "0", "until": "9", "repeat": "daily", "optional": "true"},
        {"id": "photo", "from": "1", "until": "2"},
    ],
)


def day_of(made: Record, day: str, today: str = "2026-12-20") -> DatedDay:
    (found,) = (each for each in dated(made.ledger(today)) if each.day == on(day))
    return found


def test_a_day_has_what_was_done_in_part_and_what_was_missed_in_the_order_of_the_checklist() -> None:
    found = day_of(Record(CHECKLIST).tick("ointment", "2026-12-12", 3), "2026-12-12")
    assert [(each.ref, each.ticks, each.missed) for each in found.done] == [("ointment", 3, 1), ("photo", 0, 1)]


def test_a_past_day_that_asked_for_something_is_there_though_nothing_was_recorded() -> None:
    assert [each.ref for each in day_of(Record(CHECKLIST), "2026-12-14").done] == ["ointment"]


def test_today_has_what_was_done_and_nothing_of_it_is_missed_yet() -> None:
    made = Record(CHECKLIST).tick("ointment", "2026-12-14")
    (found,) = day_of(made, "2026-12-14", today="2026-12-14").done
    assert (found.ticks, found.missed) == (1, 0)


def test_what_never_counts_is_there_when_it_was_done_and_never_missed() -> None:
    made = Record(CHECKLIST).tick("walk", "2026-12-12")
    assert ("walk", 1, 0) in [(each.ref, each.ticks, each.missed) for each in day_of(made, "2026-12-12").done]
    assert "walk" not in [each.ref for each in day_of(made, "2026-12-13").done]


def test_what_was_skipped_has_its_reason_and_is_not_missed() -> None:
    found = day_of(Record(CHECKLIST).skip("ointment", "2026-12-13", "asleep"), "2026-12-13")
    assert [(each.ref, each.skipped, each.because, each.missed, each.figure) for each in found.done] == [
        ("ointment", True, "asleep", 0, Figure(0, 0, 4))
    ]


def test_a_once_task_is_on_the_day_it_was_settled_for_or_on_the_last_of_its_window() -> None:
    made = Record(CHECKLIST).tick("licence", "2026-11-25", session=None).tick("driver", "2026-12-04")
    assert [each.ref for each in day_of(made, "2026-11-25").done] == ["licence"]
    assert [each.ref for each in day_of(made, "2026-12-04").done] == ["driver"]
    assert [each.ref for each in day_of(Record(CHECKLIST), "2026-12-07").done] == ["driver"]


def test_sessions_events_notes_and_check_ins_stand_on_their_day() -> None:
    made = Record(CHECKLIST).note("it stings", "2026-12-12").happened("healed", "2026-12-16")
    assert [each.text for each in day_of(made, "2026-12-12").notes] == ["it stings"]
    assert day_of(made, "2026-12-16").events == (("healed", 1),)
    assert day_of(made, "2026-12-10").sessions == (1,)


def test_from_and_to_are_both_inclusive() -> None:
    found = dated(Record(CHECKLIST).ledger("2026-12-20"), on("2026-12-11"), on("2026-12-13"))
    assert [each.day for each in found] == [on("2026-12-11"), on("2026-12-12"), on("2026-12-13")]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["tick", "skip"]),
            st.sampled_from(["ointment", "walk", "photo", "driver"]),
            st.integers(0, 16),
        ),
        max_size=12,
    )
)
def test_nothing_recorded_is_left_out_and_the_figures_of_the_days_are_those_of_the_plan(
    marks: list[tuple[str, str, int]],
) -> None:
    made = Record(CHECKLIST)
    for kind, task, gone in marks:
        day = f"2026-12-{4 + gone:02}"
        made = made.tick(task, day) if kind == "tick" else made.skip(task, day, "tired")
    ledger = made.ledger("2026-12-20")
    found = [done for each in dated(ledger) for done in each.done]
    assert sum(each.ticks for each in found) == sum(each.ticks for each in ledger.plan.outcomes.values())
    assert sum(each.skipped for each in found) == sum(each.skipped for each in ledger.plan.outcomes.values())
    figures = sum((ledger.progress(phase) for phase in ("prep", "recovery")), Figure())
    assert sum((each.figure for each in found), Figure()) == figures
