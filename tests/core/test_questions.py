from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.questions import Asking, QuestionsPage, Why, questions_page
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, on

if TYPE_CHECKING:
    from collections.abc import Mapping

BEFORE = "2026-11-25"
DAY3 = "2026-12-13"
SOURCES = {"sheet": {"title": "A sheet"}, "book": {"title": "A book"}}
CITED = {"source": "sheet"}
CREAM = {"id": "cream", "from": "0", "until": "7", "repeat": "daily", **CITED}


def record(*sessions: str, shipped: bool = True, values: Mapping[str, Any] | None = None, **parts: Any) -> Record:
    whole = document(**{"sources": SOURCES, "events": HEALED, **parts})
    return Record(whole, *sessions, shipped=shipped, values=values)


def of_kind(kind: str, item: Mapping[str, str]) -> Record:
    """A record of one item."""
    parts: dict[str, Any] = {kind: [item]}
    return Record(document(sources=SOURCES, events=HEALED, **parts), shipped=True)


def page(of: Record, day: str = DAY3) -> QuestionsPage:
    return questions_page(of.ledger(day))


def refs(of: Record, day: str = DAY3) -> list[str]:
    return [each.ref for each in page(of, day).instructions]


def only(of: Record, day: str = DAY3) -> Asking:
    (found,) = page(of, day).instructions
    return found


# --- the consultation ------------------------------------------------------------------------------------------------


def test_the_consultation_is_asked_about_in_order_until_it_is_ticked_or_skipped() -> None:
    of = record(consult=[{"id": each} for each in ("licence", "photos", "price")])
    of.skip("photos", BEFORE, session=None)
    assert [task.id for task in page(of, BEFORE).consult] == ["licence", "price"]


@pytest.mark.parametrize(("day", "asked"), [("2026-12-09", 1), (TREATED, 0), (DAY3, 0)])
def test_from_the_first_treatment_on_the_consultation_is_over(day: str, asked: int) -> None:
    assert len(page(record(consult=[{"id": "licence"}]), day).consult) == asked


def test_a_consultation_task_is_no_instruction_to_confirm() -> None:
    assert refs(record(consult=[{"id": "licence", **CITED}]), BEFORE) == []


# --- whose word ------------------------------------------------------------------------------------------------------


def test_only_what_no_clinic_has_confirmed_is_asked_about() -> None:
    of = record(recovery=[CREAM, {**CREAM, "id": "wash"}, {**CREAM, "id": "mist"}, {**CREAM, "id": "salve"}])
    of.told("wash", DAY3).told("mist", DAY3, last="2026-12-15").told("salve", DAY3, drop=True)
    assert refs(of) == ["cream"]
    assert page(of).unconfirmed == 1


def test_a_clinics_own_file_is_asked_only_for_the_ends_it_left_out() -> None:
    of = record(shipped=False, recovery=[CREAM, {"id": "wash", "repeat": "daily"}], avoid=[{"id": "sun"}])
    assert [(each.ref, each.why) for each in page(of).instructions] == [("wash", Why.END), ("avoid.sun", Why.END)]
    assert page(of).unconfirmed == 0


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("recovery", {"id": "it", "repeat": "daily"}),
        ("recovery", {"id": "it", "repeat": "daily", "until": "told"}),
        ("prep", {"id": "it", "from": "-40", "repeat": "as prescribed"}),
        ("avoid", {"id": "it", "from": "-40"}),
        ("avoid", {"id": "it", "from": "-40", "until": "told"}),
        ("signs", {"id": "it", "urgency": "soon"}),
        ("expect", {"id": "it", "from": "3"}),
    ],
)
def test_an_end_that_is_missing_is_asked_for(kind: str, item: dict[str, str]) -> None:
    assert only(of_kind(kind, {**item, **CITED})).why is Why.END


def test_something_normal_on_one_day_that_says_so_is_not_asked_for_an_end() -> None:
    assert only(record(expect=[{"id": "dots", "from": "3", "until": "3", **CITED}])).why is Why.DEFAULT


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"range": "1 to 7 days"}, Why.RANGE),
        ({"range": "1 to 7 days", "basis": "default"}, Why.RANGE),
        ({"basis": "default"}, Why.CHOICE),
        ({"basis": "unsourced"}, Why.CHOICE),
        ({}, Why.DEFAULT),
    ],
)
def test_it_says_why_it_asks(more: dict[str, str], why: Why) -> None:
    assert only(record(recovery=[{**CREAM, **more}])).why is why


def test_what_sources_differ_in_is_before_the_rest_and_of_each_the_soonest_is_first() -> None:
    later = {"from": "5", "until": "7"}
    of = record(
        recovery=[
            {**CREAM, "id": "plain"},
            {**CREAM, "id": "ours-later", "basis": "default", **later},
            {**CREAM, "id": "differs-later", "range": "x", **later},
            {**CREAM, "id": "differs-now", "range": "x"},
            {**CREAM, "id": "differs-now-shorter", "range": "x", "until": "4"},
            {**CREAM, "id": "ours-now", "basis": "default"},
        ],
        avoid=[{"id": "sun", **CITED}],
    )
    assert refs(of) == [
        *("avoid.sun", "differs-now-shorter", "differs-now", "differs-later", "ours-now", "ours-later", "plain"),
    ]


# --- what lies ahead -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "item", "last"),
    [
        ("recovery", CREAM, "2026-12-17"),
        ("recovery", {**CREAM, "until": "3"}, DAY3),
        ("avoid", {"id": "sun", "from": "0", "until": "1", "then-careful-until": "5"}, "2026-12-15"),
        ("expect", {"id": "red", "from": "0", "until": "4"}, "2026-12-14"),
        ("signs", {"id": "fever", "from": "0", "until": "4", "urgency": "soon"}, "2026-12-14"),
        ("visits", {"id": "check", "what": "A check", "on": "7"}, "2026-12-17"),
        ("supplies", {"id": "cream", "by": "3 days before"}, TREATED),
        ("ready", {"id": "sore", "ask": "Sore?", "if-yes": "call"}, TREATED),
    ],
)
def test_nothing_is_asked_about_days_that_are_over(kind: str, item: dict[str, str], last: str) -> None:
    of = of_kind(kind, item)
    following = on(last).fromordinal(on(last).toordinal() + 1).isoformat()
    assert (len(refs(of, last)), refs(of, following)) == (1, [])


def test_what_waits_for_an_event_lies_ahead_until_it_is_recorded() -> None:
    of = record(recovery=[{**CREAM, "until": "healed"}])
    assert refs(of, "2027-01-20") == ["cream"]
    assert refs(of.happened("healed", "2026-12-16"), "2026-12-17") == []


def test_what_is_done_or_skipped_or_at_home_is_not_asked_about() -> None:
    of = record(prep=[{"id": "driver", "from": "-7", "until": "-1"}], supplies=[{"id": "cream"}])
    assert refs(of, "2026-12-05") == ["driver", "supplies.cream"]
    of.skip("driver", "2026-12-05").tick("supplies.cream", "2026-12-05", session=None)
    assert refs(of, "2026-12-05") == []


def test_a_series_asks_for_the_sessions_that_are_still_to_come() -> None:
    of = record(TREATED, AGAIN, recovery=[CREAM])
    assert [session for session, _ in only(of, "2026-12-20").windows] == [2]
    assert [session for session, _ in only(of, DAY3).windows] == [1, 2]


def test_a_visit_is_asked_about_on_the_day_it_was_given() -> None:
    of = record(visits=[{"id": "check", "what": "A check", "on": "7"}]).set(DAY3, visit__check="2026-12-20")
    assert only(of).on == on("2026-12-20")
    assert refs(of, "2026-12-21") == []


@pytest.mark.parametrize(
    ("answers", "applies"), [({}, [None]), ({"answers.neck": ["yes"]}, [True]), ({"answers.neck": ["no"]}, [])]
)
def test_what_does_not_apply_is_left_out_and_what_may_is_marked(
    answers: dict[str, list[str]], applies: list[bool | None]
) -> None:
    of = record(values=answers, questions={"neck": {"ask": "The neck?"}}, recovery=[{**CREAM, "if": "neck"}])
    assert [each.applies for each in page(of).instructions] == applies


# --- about the person, notes, what was told ---------------------------------------------------------------------------


def test_a_question_is_asked_while_it_decides_something_that_lies_ahead() -> None:
    of = record(
        questions={"neck": {"ask": "The neck?"}, "pregnant": {"ask": "Pregnant?"}, "idle": {"ask": "Idle?"}},
        recovery=[{**CREAM, "if": "neck"}],
        ready=[{"id": "known", "when": "pregnant", "then": "call"}],
    )
    assert [(each.question.id, each.decides) for each in page(of, BEFORE).personal] == [
        ("neck", ("cream",)),
        ("pregnant", ("ready.known",)),
    ]
    assert [each.question.id for each in page(of, DAY3).personal] == ["neck"]
    assert page(of.answer(DAY3, "neck", "no"), DAY3).personal == ()


def test_a_question_whose_answer_changes_nothing_any_more_is_not_asked() -> None:
    of = record(
        questions={"neck": {"ask": "The neck?"}, "smokes": {"ask": "Smoke?"}},
        recovery=[{**CREAM, "if": "neck and smokes"}],
        values={"answers.neck": ["no"]},
    )
    assert page(of).personal == ()


def noted(of: Record, day: str) -> tuple[list[str], int]:
    found = page(of, day)
    return [each.text for each in found.notes], found.earlier


def test_notes_are_those_since_the_last_visit_and_the_others_are_counted() -> None:
    of = record(visits=[{"id": "check", "what": "A check", "on": "7"}]).note("before", BEFORE)
    assert noted(of, "2026-12-10") == (["before"], 0)
    assert noted(of.note("day 1", "2026-12-11"), DAY3) == (["day 1"], 1)
    of.set(DAY3, visit__check="2026-12-14").note("at the visit", "2026-12-14")
    assert noted(of, "2026-12-14") == (["day 1", "at the visit"], 1)
    assert noted(of, "2026-12-15") == (["at the visit"], 2)


def test_what_was_told_for_another_date_is_asked_again_and_only_there() -> None:
    of = record(recovery=[CREAM]).told("cream", BEFORE, last="2026-12-15").move(BEFORE, "2026-12-11")
    assert ([each.ref for each in page(of).unused], refs(of)) == (["cream"], [])


@pytest.mark.parametrize(("day", "treated"), [(TREATED, TREATED), ("2026-12-11", AGAIN), ("2027-01-08", None)])
def test_it_knows_the_next_treatment_today_s_included(day: str, treated: str | None) -> None:
    assert page(record(TREATED, AGAIN), day).treated == (on(treated) if treated else None)
