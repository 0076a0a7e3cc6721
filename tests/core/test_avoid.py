"""Bans on a plan's dates: product rules, *Sessions and moving* and the format's *Missing ends*."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resurf_cli.core.avoid import Span, bans, spans
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, on


def record(*sessions: str, **ban: Any) -> Record:
    questions = {"tans": {"ask": "Do you tan?"}}
    return Record(document(events=HEALED, questions=questions, avoid=[{"id": "sun", **ban}]), *sessions)


def now(made: Record, *days: str) -> list[str | None]:
    schedule = made.ledger(TREATED).schedule
    return [next((line.now for line in bans(schedule, on(day))), None) for day in days]


def the_spans(made: Record, page: str = TREATED, today: str = TREATED) -> list[Span]:
    ledger = made.ledger(today)
    return spans(ledger.plan.checklist.avoid["sun"], ledger.schedule, on(page))


def days(span: Span) -> tuple[date | None, date | None, date | None]:
    return span.first, span.strict_last, span.last


def test_the_last_strict_day_is_in_the_ban_and_the_day_after_is_not() -> None:
    made = record(**{"from": "-7", "until": "7"})
    assert now(made, "2026-12-02", "2026-12-03", "2026-12-17", "2026-12-18") == [None, "strict", "strict", None]


def test_after_its_strict_end_a_ban_is_careful_to_the_careful_one() -> None:
    made = record(**{"from": "0", "until": "7", "then-careful-until": "14"})
    assert now(made, "2026-12-17", "2026-12-18", "2026-12-24", "2026-12-25") == ["strict", "careful", "careful", None]


def test_with_a_careful_end_alone_a_ban_is_careful_from_the_start_and_never_strict() -> None:
    made = record(**{"from": "0", "then-careful-until": "14"})
    assert now(made, TREATED, "2026-12-24", "2026-12-25") == ["careful", "careful", None]
    assert [(span.strict, *days(span)) for span in the_spans(made)] == [
        (False, on(TREATED), None, on("2026-12-24")),
    ]


def test_a_ban_without_a_first_day_is_always_open_and_has_none() -> None:
    made = record(until="7")
    assert now(made, "2020-01-01", "2026-12-17", "2026-12-18") == ["strict", "strict", None]
    assert [days(span) for span in the_spans(made)] == [(None, on("2026-12-17"), on("2026-12-17"))]


def test_a_ban_without_an_end_is_in_force_until_the_clinic_says_otherwise() -> None:
    made = record(**{"from": "0"})
    assert now(made, TREATED, "2040-01-01") == ["strict", "strict"]
    assert [(days(span), span.depends_on) for span in the_spans(made)] == [((on(TREATED), None, None), "told")]


def test_a_ban_forever_has_no_end_and_depends_on_nothing() -> None:
    [span] = the_spans(record(**{"from": "0", "until": "forever"}))
    assert (days(span), span.strict, span.depends_on) == ((on(TREATED), None, None), True, None)


@pytest.mark.parametrize(
    ("answers", "applies"),
    [(None, [None]), (["yes"], [True]), (["no"], [])],
)
def test_a_ban_is_in_force_while_its_answer_is_missing(answers: list[str] | None, applies: list[bool | None]) -> None:
    made = record(**{"from": "0", "until": "7", "if": "tans"})
    if answers:
        made.answer("2026-11-23", "tans", *answers)
    assert [line.applies for line in bans(made.ledger(TREATED).schedule, on(TREATED))] == applies


def test_strict_bans_come_before_careful_ones_else_in_the_order_of_the_checklist() -> None:
    written = document(
        avoid=[
            {"id": "heat", "from": "0", "then-careful-until": "9"},
            {"id": "sun", "from": "0", "until": "9"},
            {"id": "make-up", "from": "0", "until": "9"},
        ]
    )
    found = bans(Record(written).ledger(TREATED).schedule, on(TREATED))
    assert [line.ban.id for line in found] == ["sun", "make-up", "heat"]


# --- over sessions ---


@pytest.mark.parametrize(
    ("start", "until", "joined"),
    [
        ("-7", "20", [("2026-12-03", "2027-01-27")]),  # the second begins the day after the first ends
        ("-7", "25", [("2026-12-03", "2027-02-01")]),
        ("-7", "19", [("2026-12-03", "2026-12-29"), ("2026-12-31", "2027-01-26")]),
    ],
)
def test_windows_that_touch_or_overlap_over_sessions_are_one(
    start: str, until: str, joined: list[tuple[str, str]]
) -> None:
    made = record(TREATED, AGAIN, **{"from": start, "until": until})
    assert [(span.first, span.last) for span in the_spans(made)] == [(on(first), on(last)) for first, last in joined]


def test_a_joined_ban_has_the_first_day_the_last_strict_day_and_the_last_day_of_all() -> None:
    made = record(TREATED, AGAIN, **{"from": "-7", "until": "7", "then-careful-until": "30"})
    assert [days(span) for span in the_spans(made)] == [(on("2026-12-03"), on("2027-01-14"), on("2027-02-06"))]


def test_where_two_sessions_differ_strict_wins() -> None:
    made = record(TREATED, AGAIN, **{"from": "-7", "until": "7", "then-careful-until": "30"})
    assert now(made, "2026-12-20", "2026-12-31", "2027-01-15") == ["careful", "strict", "careful"]


def test_a_ban_joined_over_sessions_is_one_line_on_a_page() -> None:
    made = record(TREATED, AGAIN, **{"from": "-7", "until": "30"})
    assert len(bans(made.ledger(AGAIN).schedule, on(AGAIN))) == 1


def test_a_ban_between_first_and_last_treatment_runs_once() -> None:
    made = record(TREATED, AGAIN, **{"from": "first treatment", "until": "1 week after last treatment"})
    assert [days(span) for span in the_spans(made)] == [(on(TREATED), on("2027-01-14"), on("2027-01-14"))]


def test_a_ban_that_hangs_on_an_event_runs_on_into_the_next_session() -> None:
    made = record(TREATED, AGAIN, **{"from": "-7", "until": "healed"})
    [span] = the_spans(made)
    assert (span.first, span.depends_on) == (on("2026-12-03"), "healed")


def test_a_ban_recorded_for_one_session_and_open_for_the_next_hangs_on_that_event() -> None:
    made = record(TREATED, AGAIN, **{"from": "-7", "until": "healed"}).happened("healed", "2027-01-04", wrote=AGAIN)
    [span] = the_spans(made, AGAIN, AGAIN)
    assert (span.first, span.last, span.depends_on) == (on("2026-12-03"), on("2027-01-13"), "healed")


def test_a_ban_one_of_whose_ends_nobody_knows_has_no_last_day() -> None:
    made = record(TREATED, AGAIN, **{"from": "-7", "until": "told", "then-careful-until": "20"})
    assert [(days(span), span.strict, span.depends_on) for span in the_spans(made)] == [
        ((on("2026-12-03"), None, None), True, "told")
    ]
    assert now(made, "2027-06-01") == ["strict"]


def test_an_end_in_months_is_a_day_of_the_calendar() -> None:
    made = record("2026-08-31", **{"from": "0", "until": "6 months after"})
    assert [span.last for span in the_spans(made)] == [on("2027-02-28")]


@given(
    st.sampled_from(["healed", "1 week after healed", "1 day before healed"]),
    st.integers(0, 400),
    st.integers(0, 400),
    st.booleans(),
)
def test_a_ban_or_sign_whose_end_hangs_on_an_event_not_recorded_is_on_every_later_page(
    until: str, page: int, today: int, series: bool
) -> None:
    sessions = (TREATED, AGAIN) if series else (TREATED,)
    written = document(
        events=HEALED,
        avoid=[{"id": "sun", "from": "0", "until": until}],
        signs=[{"id": "not-healed", "from": "0", "until": until}],
    )
    ledger = Record(written, *sessions).ledger((on(TREATED) + timedelta(days=today)).isoformat())
    day = on(TREATED) + timedelta(days=page)
    assert [line.now for line in bans(ledger.schedule, day)] == ["strict"]
    sign = ledger.plan.checklist.signs["not-healed"]
    assert any(
        window.covers(day)
        for session in ledger.plan.sessions
        if (window := ledger.schedule.sign_window(sign, session, day)) is not None
    )
