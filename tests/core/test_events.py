"""What hangs on a day that only the patient or the clinic can know: product rules, *Events*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.avoid import bans, spans
from resurf_cli.core.checklist import RECOVERY
from resurf_cli.core.day import asked, listed_signs, normal
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, figure, line_of, lines_of, on, open_on

if TYPE_CHECKING:
    from resurf_cli.core.progress import Ledger

OPEN = {"off": {"ask": "Is the dressing off?"}}
CARE = {"id": "care", "repeat": "daily"}
SIGN = {"id": "not-healed", "from": "10", "until": "42"}


def written(**parts: Any) -> dict[str, Any]:
    return document(events={**HEALED, **OPEN}, signs=[SIGN], **parts)


def until_healed(**item: Any) -> dict[str, Any]:
    return written(recovery=[{**CARE, "from": "0", "until": "healed", **item}])


def here(ledger: Ledger, day: str) -> bool:
    return "care" in lines_of(ledger, day)


def banned(ledger: Ledger, day: str) -> list[str]:
    return [line.now for line in bans(ledger.schedule, on(day))]


# --- an end by an event not recorded ---


@pytest.mark.parametrize(
    ("today", "last"), [("2026-12-01", "2026-12-16"), ("2026-12-16", "2026-12-16"), ("2026-12-19", "2026-12-19")]
)
def test_a_task_that_ends_by_an_event_runs_to_the_later_of_its_expected_day_and_today(today: str, last: str) -> None:
    ledger = Record(until_healed()).ledger(today)
    window = line_of(ledger, "care", "2026-12-12").occurrence.window
    assert (window.last, window.depends_on) == (on(last), "healed")


def test_a_task_that_ends_before_an_event_is_still_there_today_while_it_is_not_recorded() -> None:
    assert here(Record(until_healed(until="2 days before healed")).ledger("2026-12-19"), "2026-12-19")


def test_a_task_that_ends_by_an_event_with_no_expected_day_goes_on_and_on() -> None:
    ledger = Record(until_healed(until="off")).ledger("2026-12-11")
    assert here(ledger, "2027-12-11")
    assert line_of(ledger, "care", "2026-12-11").occurrence.window.last is None


def test_a_task_ends_on_the_day_of_an_event_that_was_recorded() -> None:
    ledger = Record(until_healed()).happened("healed", "2026-12-14").ledger("2026-12-15")
    assert (here(ledger, "2026-12-14"), here(ledger, "2026-12-15")) == (True, False)
    assert line_of(ledger, "care", "2026-12-14").occurrence.window.depends_on is None


@pytest.mark.parametrize("day", ["2026-12-16", "2026-12-17", "2027-01-20", "2028-01-01"])
@pytest.mark.parametrize("until", ["healed", "1 week after healed", "1 day before healed", "off"])
def test_a_ban_that_ends_by_an_event_stays_on_every_later_page(until: str, day: str) -> None:
    record = Record(written(avoid=[{"id": "sun", "until": until}]))
    assert banned(record.ledger("2026-12-12"), day) == ["strict"]


def test_a_ban_is_over_the_day_after_an_event_that_was_recorded() -> None:
    ledger = Record(written(avoid=[{"id": "sun", "until": "healed"}])).happened("healed", "2026-12-14").ledger(TREATED)
    assert (banned(ledger, "2026-12-14"), banned(ledger, "2026-12-15")) == (["strict"], [])


def test_a_sign_that_ends_by_an_event_is_listed_on_every_later_page() -> None:
    document_ = document(events=HEALED, signs=[{"id": "not-healed", "from": "10", "until": "healed"}])
    ledger = Record(document_).ledger("2026-12-12")
    assert [each.item.id for each in listed_signs(ledger.schedule, on("2027-06-01"))] == ["not-healed"]


@pytest.mark.parametrize(("day", "shown"), [("2026-12-16", True), ("2026-12-17", False)])
def test_what_is_normal_ends_on_the_expected_day_however_late_it_is(day: str, shown: bool) -> None:
    ledger = Record(written(expect=[{"id": "red", "until": "healed"}])).ledger("2026-12-25")
    assert bool(normal(ledger.schedule, on(day))) is shown


def test_what_is_normal_until_an_event_with_no_expected_day_is_not_shown() -> None:
    ledger = Record(written(expect=[{"id": "red", "until": "off"}])).ledger("2026-12-11")
    assert normal(ledger.schedule, on("2026-12-11")) == []


# --- a start by an event not recorded ---


@pytest.mark.parametrize(
    ("today", "first"), [("2026-12-12", "2026-12-16"), ("2026-12-16", "2026-12-17"), ("2026-12-20", "2026-12-21")]
)
def test_a_task_that_starts_by_an_event_waits_to_the_later_of_its_expected_day_and_tomorrow(
    today: str, first: str
) -> None:
    ledger = Record(written(recovery=[{**CARE, "from": "healed", "until": "40"}])).ledger(today)
    assert not here(ledger, today)
    window = line_of(ledger, "care", "2026-12-25").occurrence.window
    assert (window.first, window.depends_on, window.starts_by is not None) == (on(first), "healed", True)


def test_what_is_normal_from_an_event_waits_too() -> None:
    ledger = Record(written(expect=[{"id": "pink", "from": "healed", "until": "40"}])).ledger("2026-12-20")
    found = [bool(normal(ledger.schedule, on(f"2026-12-{day}"))) for day in (19, 20, 21)]
    assert found == [False, False, True]


def test_what_starts_by_an_event_with_no_expected_day_is_never_assumed() -> None:
    ledger = Record(written(recovery=[{**CARE, "from": "off", "until": "40"}])).ledger("2026-12-12")
    assert not here(ledger, "2026-12-30")


@pytest.mark.parametrize(("day", "in_force"), [("2026-12-09", []), ("2026-12-10", ["strict"])])
def test_a_ban_that_starts_by_an_event_is_in_force_from_the_treatment_on(day: str, in_force: list[str]) -> None:
    ledger = Record(written(avoid=[{"id": "sun", "from": "healed", "until": "60"}])).ledger("2026-12-01")
    assert banned(ledger, day) == in_force


def test_a_sign_that_starts_by_an_event_is_listed_from_the_treatment_on() -> None:
    ledger = Record(document(events=HEALED, signs=[{"id": "not-healed", "from": "healed", "until": "60"}])).ledger(
        "2026-12-01"
    )
    assert [bool(listed_signs(ledger.schedule, on(day))) for day in ("2026-12-09", TREATED)] == [False, True]


# --- asked for ---


@pytest.mark.parametrize(
    ("day", "found"),
    [("2026-12-12", []), ("2026-12-13", [False]), ("2026-12-20", [False]), ("2026-12-21", [True])],
)
def test_an_event_is_asked_for_from_its_earliest_day_and_is_late_after_its_latest(day: str, found: list[bool]) -> None:
    ledger = Record(until_healed()).ledger(day)
    assert [each.late for each in asked(ledger.schedule, on(day))] == found


def test_an_event_that_was_recorded_is_asked_for_no_more_and_raises_nothing() -> None:
    ledger = Record(until_healed()).happened("healed", "2026-12-16").ledger("2026-12-25")
    assert asked(ledger.schedule, on("2026-12-25")) == []
    assert [each.raised for each in listed_signs(ledger.schedule, on("2026-12-25"))] == [False]


def test_an_event_that_raises_no_sign_and_that_nothing_hangs_on_is_not_asked_for() -> None:
    ledger = Record(written(recovery=[{**CARE, "until": "3"}])).ledger("2026-12-20")
    assert [each.event.id for each in asked(ledger.schedule, on("2026-12-20"))] == ["healed"]


def test_an_event_that_only_a_ban_hangs_on_is_asked_for() -> None:
    ledger = Record(written(avoid=[{"id": "sun", "until": "off"}])).ledger("2026-12-12")
    assert "off" in [each.event.id for each in asked(ledger.schedule, on("2026-12-12"))]


def test_after_the_latest_day_the_sign_of_an_event_is_raised_also_outside_its_own_days() -> None:
    events = {"healed": {**HEALED["healed"], "latest": "8"}}
    ledger = Record(document(events=events, signs=[SIGN])).ledger("2026-12-19")
    assert [each.raised for each in listed_signs(ledger.schedule, on("2026-12-19"))] == [True]


@pytest.mark.parametrize(
    ("day", "first"), [("2026-12-16", "healed"), ("2026-12-17", "healed"), ("2026-12-18", "finished")]
)
def test_a_medicine_that_should_be_finished_is_asked_for_before_other_events(day: str, first: str) -> None:
    events = {**HEALED, "finished": {"ask": "Are the tablets finished?", "expected": "7"}}
    tablets = {"id": "tablets", "repeat": "as prescribed", "from": "0", "until": "finished"}
    ledger = Record(document(events=events, signs=[SIGN], recovery=[tablets])).ledger(day)
    assert asked(ledger.schedule, on(day))[0].event.id == first


def test_what_is_late_is_asked_for_before_a_medicine() -> None:
    events = {"finished": {"ask": "Are the tablets finished?", "expected": "7"}, **HEALED}
    tablets = {"id": "tablets", "repeat": "as prescribed", "from": "0", "until": "finished"}
    ledger = Record(document(events=events, signs=[SIGN], recovery=[tablets])).ledger("2026-12-21")
    assert [each.event.id for each in asked(ledger.schedule, on("2026-12-21"))] == ["healed", "finished"]


# --- recorded again, opened again ---


def test_recorded_again_the_new_day_counts() -> None:
    record = Record(until_healed()).happened("healed", "2026-12-14").happened("healed", "2026-12-16")
    assert record.history.plan.happened("healed", 1, on("2026-12-20")) == on("2026-12-16")


def test_opened_again_the_event_is_open_from_that_day_and_the_days_between_keep_what_was_due_on_them() -> None:
    record = Record(until_healed()).happened("healed", "2026-12-14").not_yet("healed", "2026-12-18")
    ledger = record.ledger("2026-12-19")
    found = [here(ledger, f"2026-12-{day}") for day in (13, 14, 15, 17, 18, 19)]
    assert found == [True, True, False, False, True, True]
    assert ledger.progress(RECOVERY) == figure(0, 6)


def test_closed_again_after_it_opened_the_days_between_keep_what_they_had() -> None:
    record = Record(until_healed()).happened("healed", "2026-12-14").not_yet("healed", "2026-12-18")
    ledger = record.happened("healed", "2026-12-20").ledger("2026-12-22")
    found = [here(ledger, f"2026-12-{day}") for day in (14, 15, 17, 18, 20, 21)]
    assert found == [True, False, False, True, True, False]


def test_opening_what_has_not_happened_changes_nothing() -> None:
    assert Record(until_healed()).not_yet("healed", "2026-12-14").history.plan.happened("healed", 1, on(AGAIN)) is None


# --- when the next session's day comes ---


def series(**parts: Any) -> Record:
    return Record(written(**parts), TREATED, AGAIN)


def test_an_event_of_the_session_before_is_asked_for_no_more_and_raises_no_sign() -> None:
    ledger = series(recovery=[{**CARE, "from": "0", "until": "healed"}]).ledger(AGAIN)
    assert asked(ledger.schedule, on(AGAIN)) == []
    assert not any(each.raised for each in listed_signs(ledger.schedule, on(AGAIN)))
    assert [each.session for each in asked(ledger.schedule, on("2027-01-06"))] == []
    assert [each.session for each in asked(series().ledger("2027-01-06").schedule, on("2027-01-06"))] == [1]


def test_a_ban_that_ends_by_an_event_of_the_session_before_has_the_next_sessions_end() -> None:
    record = series(avoid=[{"id": "sun", "from": "0", "until": "healed"}]).happened("healed", "2027-01-12", session=2)
    ledger = record.ledger("2027-01-20")
    assert [banned(ledger, day) for day in ("2027-01-12", "2027-01-13")] == [["strict"], []]


def test_nothing_starts_by_an_event_of_a_session_that_is_closed() -> None:
    ledger = series(recovery=[{**CARE, "from": "healed", "until": "60"}]).ledger("2027-01-08")
    assert [
        session for session, _ in ledger.schedule.windows(ledger.plan.checklist.tasks["care"], on("2027-01-08"))
    ] == [2]


# --- lists of ends ---


@pytest.mark.parametrize(
    ("happened", "last"), [("2026-12-14", "2027-01-07"), ("2027-01-07", "2027-01-07"), ("2027-01-11", "2027-01-11")]
)
def test_of_a_list_of_ends_the_latest_counts(happened: str, last: str) -> None:
    record = Record(until_healed(until=["28", "healed"])).happened("healed", happened)
    assert line_of(record.ledger("2027-01-12"), "care", "2026-12-12").occurrence.window.last == on(last)


def test_an_event_in_a_list_of_ends_decides_the_end_while_it_is_not_recorded() -> None:
    window = line_of(Record(until_healed(until=["28", "healed"])).ledger(TREATED), "care", TREATED).occurrence.window
    assert (window.last, window.depends_on) == (on("2027-01-07"), "healed")


def test_a_window_reversed_by_what_happened_has_no_days() -> None:
    record = Record(until_healed(**{"from": "5", "until": "healed"})).happened("healed", "2026-12-13")
    ledger = record.ledger("2026-12-20")
    assert not any(here(ledger, f"2026-12-{day}") for day in (13, 14, 15, 16, 20))


def test_a_window_reversed_by_what_happened_is_not_still_open() -> None:
    record = Record(until_healed(**{"from": "5", "until": "healed", "repeat": "once"})).happened("healed", "2026-12-13")
    assert open_on(record.ledger("2026-12-16"), "2026-12-16") == []


def test_of_a_list_of_starts_the_latest_counts() -> None:
    record = Record(until_healed(**{"from": ["4", "healed", "9"], "until": "20"}))
    ledger = record.happened("healed", "2026-12-15").ledger("2026-12-25")
    assert [here(ledger, day) for day in ("2026-12-18", "2026-12-19")] == [False, True]


# --- how an open end is said ---


@pytest.mark.parametrize(("today", "last"), [("2026-12-12", "2026-12-19"), ("2026-12-18", "2026-12-21")])
def test_care_and_a_ban_that_end_some_days_after_an_event_run_so_long_after_its_assumed_day(
    today: str, last: str
) -> None:
    end = "3 days after healed"
    ledger = Record(until_healed(until=end) | {"avoid": [{"id": "sun", "what": "Sun", "until": end}]}).ledger(today)
    [span] = spans(ledger.plan.checklist.avoid["sun"], ledger.schedule, on(today))
    assert (line_of(ledger, "care", today).occurrence.window.last, span.last) == (on(last), on(last))
    assert span.depends_on == "healed"


def test_a_strict_end_by_an_event_stays_strict_past_the_careful_one_until_it_is_recorded() -> None:
    record = Record(written(avoid=[{"id": "heat", "until": "healed", "then-careful-until": "20"}]))
    assert banned(record.ledger("2026-12-12"), "2027-02-01") == ["strict"]
    assert banned(record.happened("healed", "2026-12-16").ledger("2026-12-18"), "2026-12-18") == ["careful"]


def test_care_cut_by_the_next_session_hangs_on_no_event() -> None:
    ledger = series(recovery=[{**CARE, "from": "0", "until": "2 months after healed"}]).ledger(TREATED)
    window = line_of(ledger, "care", TREATED).occurrence.window
    assert (window.last, window.depends_on) == (on("2027-01-06"), None)


def test_care_that_starts_and_ends_by_an_event_waits_for_it_and_says_so() -> None:
    item = {**CARE, "from": "1 day after healed", "until": "2 weeks after healed"}
    ledger = Record(written(recovery=[item])).ledger("2026-12-18")
    [(_, window)] = ledger.schedule.windows(ledger.plan.checklist.tasks["care"], on("2026-12-18"))
    assert (window.starts_by, window.ends_by, window.depends_on) == ("healed", "healed", "healed")
    assert not here(ledger, "2026-12-18")


# --- signs ---


def listed(ledger: Ledger, day: str) -> list[tuple[str, bool]]:
    return [(each.item.id, each.raised) for each in listed_signs(ledger.schedule, on(day))]


def test_a_sign_without_an_end_is_listed_to_day_42_and_while_an_event_that_raises_it_is_open() -> None:
    signs = [{"id": "not-healed", "from": "0"}, {"id": "pus", "from": "0"}]
    record = Record(document(events=HEALED, signs=signs))
    late = record.ledger("2027-01-22")
    assert (len(listed(late, "2027-01-21")), listed(late, "2027-01-22")) == (2, [("not-healed", True)])
    assert listed(record.happened("healed", "2026-12-30").ledger("2027-01-22"), "2027-01-22") == []


def test_a_sign_without_an_end_is_listed_no_longer_once_the_next_session_brings_its_own() -> None:
    record = Record(document(events=HEALED, signs=[{"id": "not-healed", "from": "0"}]), TREATED, "2027-02-18")
    assert listed(record.ledger("2027-02-17"), "2027-02-17") == [("not-healed", True)]
    record.happened("healed", "2027-02-25", session=2)
    assert listed(record.ledger("2027-04-02"), "2027-04-02") == []


def test_only_an_event_past_its_latest_day_raises_its_sign_which_leads_those_as_urgent() -> None:
    signs = [
        {"id": "pus", "until": "60"},
        {**SIGN, "from": "0"},
        {"id": "blind", "until": "60", "urgency": "emergency"},
    ]
    ledger = Record(document(events=HEALED, signs=signs)).ledger("2026-12-21")
    assert listed(ledger, "2026-12-20") == [("blind", False), ("pus", False), ("not-healed", False)]
    assert listed(ledger, "2026-12-21") == [("blind", False), ("not-healed", True), ("pus", False)]


def test_the_page_of_a_day_after_the_next_session_asks_for_no_event_of_the_one_before() -> None:
    ledger = series(recovery=[{**CARE, "from": "0", "until": "healed"}]).ledger("2027-01-05")
    assert [(each.event.id, each.session) for each in asked(ledger.schedule, on("2027-01-08"))] == []
    assert [(each.event.id, each.session) for each in asked(ledger.schedule, on("2027-01-10"))] == [("healed", 2)]


# --- opened again ---


def test_not_yet_said_again_opens_the_event_from_the_earlier_of_the_two_days() -> None:
    record = Record(until_healed()).happened("healed", "2026-12-13").not_yet("healed", "2026-12-17")
    record.not_yet("healed", "2026-12-15", wrote="2026-12-17")
    for _ in range(2):
        ledger = record.ledger("2026-12-19")
        assert [here(ledger, f"2026-12-{day}") for day in (14, 15, 16, 17)] == [False, True, True, True]
        record.not_yet("healed", "2026-12-18")


def test_of_a_list_of_starts_one_that_is_never_assumed_holds_back_the_whole() -> None:
    ledger = Record(written(recovery=[{**CARE, "from": ["0", "off"], "until": "40"}])).ledger("2026-12-12")
    assert not here(ledger, "2026-12-12")


@pytest.mark.parametrize(("happened", "listed"), [(False, ["not-healed"]), (True, [])])
def test_a_sign_without_an_end_is_listed_past_day_42_while_its_event_is_open_and_not_yet_late(
    happened: bool, listed: list[str]
) -> None:
    events = {"healed": {**HEALED["healed"], "expected": "50", "latest": "60"}}
    record = Record(document(events=events, signs=[{"id": "not-healed"}]))
    ledger = (record.happened("healed", "2027-01-10") if happened else record).ledger("2027-02-01")
    assert [each.item.id for each in listed_signs(ledger.schedule, on("2027-02-01"))] == listed


def test_of_events_past_their_latest_day_one_that_surely_applies_is_asked_first() -> None:
    events = {"tablets-end": {"ask": "Finished?", "expected": "5", "latest": "10"}, **HEALED}
    tasks = [
        {"id": "tablets", "until": "tablets-end", "repeat": "as prescribed", "if": "smokes"},
        {"id": "ointment", "until": "healed", "repeat": "daily"},
    ]
    record = Record(document(questions={"smokes": {"ask": "Do you smoke?"}}, events=events, recovery=tasks))
    found = asked(record.ledger("2026-12-22").schedule, on("2026-12-22"))
    assert [(each.event.id, each.late, each.applies) for each in found] == [
        ("healed", True, True),
        ("tablets-end", True, None),
    ]
