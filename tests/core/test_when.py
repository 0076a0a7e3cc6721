from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resurf_cli.core.when import when_page
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, on

if TYPE_CHECKING:
    from resurf_cli.core.when import Again

THIRD = "2027-02-04"


def plan(*sessions: str, **ban: Any) -> Record:
    events = {**HEALED, "dressing-off": {"ask": "Is the dressing off?"}}
    whole = document(
        questions={"smokes": {"ask": "Do you smoke?"}},
        events=events,
        avoid=[{"id": "sun", "what": "Direct sun", **ban}],
    )
    return Record(whole, *sessions)


def said(record: Record, day: str, today: str | None = None) -> Again:
    (found,) = when_page(record.ledger(today or day), on(day), "sun").found
    return found


def days(record: Record, day: str, today: str | None = None) -> tuple[str, str | None, str | None, str | None]:
    """The answer, allowed from, allowed until and expected from."""
    found = said(record, day, today)
    ends = (found.allowed_from, found.allowed_until, found.expected_from)
    return found.answer, *(end.isoformat() if end else None for end in ends)  # type: ignore[return-value]


def test_a_strict_and_then_careful_ban_says_when_it_is_free() -> None:
    record = plan(**{"from": "-14", "until": "7", "then-careful-until": "14"})
    assert days(record, "2026-11-25") == ("yes", "2026-11-25", "2026-11-25", None)
    assert days(record, "2026-11-26") == ("no", "2026-12-25", None, None)
    assert days(record, "2026-12-17") == ("no", "2026-12-25", None, None)
    assert days(record, "2026-12-18") == ("careful", "2026-12-25", None, None)
    assert days(record, "2026-12-24") == ("careful", "2026-12-25", None, None)
    assert days(record, "2026-12-25") == ("yes", "2026-12-25", None, None)


def test_an_event_not_recorded_leaves_no_day_that_is_free_whatever_day_is_asked_about() -> None:
    record = plan(**{"from": "0", "until": "healed"})
    assert days(record, "2026-12-09") == ("yes", "2026-12-09", "2026-12-09", None)
    assert days(record, "2026-12-13") == ("no", None, None, "2026-12-17")
    assert days(record, "2028-01-01", "2026-12-13") == ("no", None, None, "2026-12-17")
    assert days(record, "2026-12-16") == ("no", None, None, "2026-12-17")
    assert days(record, "2026-12-17") == ("no", None, None, None)
    record.happened("healed", "2026-12-18")
    assert days(record, "2026-12-18") == ("no", "2026-12-19", None, None)
    assert days(record, "2026-12-19") == ("yes", "2026-12-19", None, None)


def test_an_event_opened_again_takes_the_free_day_away() -> None:
    record = plan(**{"from": "0", "until": "healed"}).happened("healed", "2026-12-14").not_yet("healed", "2026-12-16")
    assert days(record, "2026-12-16") == ("no", None, None, "2026-12-17")


def test_the_later_of_a_day_and_an_event_is_waited_for() -> None:
    record = plan(**{"from": "0", "until": ["28", "healed"]})
    assert days(record, "2026-12-13") == ("no", None, None, "2027-01-08")
    record.happened("healed", "2026-12-16")
    assert days(record, "2026-12-16") == ("no", "2027-01-08", None, None)


def test_a_careful_day_that_is_known_does_not_free_a_strict_end_that_is_not() -> None:
    record = plan(**{"from": "0", "until": "healed", "then-careful-until": "1 week after"})
    assert days(record, "2026-12-30") == ("no", None, None, None)
    assert said(record, "2026-12-30").waits[0].id == "healed"


@pytest.mark.parametrize("until", ["told", "forever", "dressing-off"])
def test_an_end_that_nobody_can_date_is_never_yes_and_has_no_expected_day(until: str) -> None:
    record = plan(**{"from": "0", "until": until})
    for day in ("2026-12-10", "2026-12-25", "2030-01-01"):
        assert days(record, day) == ("no", None, None, None)


def test_what_the_clinic_told_ends_it() -> None:
    record = plan(**{"from": "0", "until": "told"}).told("avoid.sun", "2026-12-12", last="2026-12-20")
    assert days(record, "2026-12-13") == ("no", "2026-12-21", None, None)
    record.move("2026-12-13", "2026-12-11")
    assert days(record, "2026-12-13") == ("no", None, None, None)


def test_over_a_series_it_says_until_when_it_is_free() -> None:
    record = plan(TREATED, AGAIN, THIRD, **{"from": "-7", "until": "6"})
    assert days(record, "2026-12-13") == ("no", "2026-12-17", "2026-12-30", None)
    assert days(record, "2026-12-20") == ("yes", "2026-12-20", "2026-12-30", None)
    assert days(record, "2027-02-11") == ("yes", "2027-02-11", None, None)


def test_windows_that_touch_over_sessions_are_one() -> None:
    record = plan(TREATED, AGAIN, **{"from": "-14", "until": "13"})
    assert days(record, "2026-12-13") == ("no", "2027-01-21", None, None)


def test_an_event_that_the_next_session_closes_is_waited_for_in_that_one() -> None:
    record = plan(TREATED, AGAIN, **{"from": "0", "until": "healed"})
    assert days(record, "2027-01-08") == ("no", None, None, "2027-01-14")
    record.happened("healed", "2027-01-12", 2)
    assert days(record, "2027-01-12") == ("no", "2027-01-13", None, None)


def test_before_the_next_session_what_is_expected_is_between_them() -> None:
    record = plan(TREATED, AGAIN, **{"from": "0", "until": "healed"})
    assert days(record, "2026-12-13") == ("no", None, None, "2026-12-17")


def test_a_missing_answer_is_never_milder_and_a_no_is_no_yes() -> None:
    record = plan(**{"from": "0", "until": "7", "if": "smokes"})
    assert (days(record, "2026-12-13")[0], said(record, "2026-12-13").applies) == ("no", None)
    record.answer("2026-12-11", "smokes", "no")
    page = when_page(record.ledger("2026-12-13"), on("2026-12-13"), "sun")
    assert (page.found, [ban.id for ban in page.others]) == ((), ["sun"])


def test_a_ban_that_the_clinic_took_off_is_no_answer() -> None:
    record = plan(**{"from": "0", "until": "7"}).told("avoid.sun", "2026-12-12", drop=True)
    page = when_page(record.ledger("2026-12-13"), on("2026-12-13"), "sun")
    assert (page.found, [ban.id for ban in page.others]) == ((), ["sun"])


def test_a_ban_without_days_is_no_answer() -> None:
    record = plan(**{"from": "10", "until": "healed"}).happened("healed", "2026-12-15")
    page = when_page(record.ledger("2026-12-16"), on("2026-12-16"), "sun")
    assert page.found == ()


def test_of_several_the_strictest_answer_leads_and_of_the_same_the_longest() -> None:
    bans = [
        {"id": "a", "what": "A peel", "from": "0", "then-careful-until": "20"},
        {"id": "b", "what": "Another peel", "from": "0", "until": "7"},
        {"id": "c", "what": "A third peel", "from": "0", "until": "9"},
        {"id": "d", "what": "Last peel", "from": "0", "until": "1"},
        {"id": "e", "what": "Open peel", "from": "0", "until": "told"},
    ]
    page = when_page(Record(document(avoid=bans)).ledger("2026-12-13"), on("2026-12-13"), "peel")
    assert [each.ban.id for each in page.found] == ["e", "c", "b", "a", "d"]


def test_all_bans_are_in_order_of_the_day_they_are_free_then_unknown_then_to_come_then_over() -> None:
    bans = [
        {"id": "over", "from": "0", "until": "1"},
        {"id": "later", "from": "30", "until": "40"},
        {"id": "open", "from": "0", "until": "told"},
        {"id": "soon", "from": "5", "until": "6"},
        {"id": "long", "from": "0", "until": "20"},
        {"id": "short", "from": "0", "then-careful-until": "10"},
    ]
    page = when_page(Record(document(avoid=bans)).ledger("2026-12-13"), on("2026-12-13"))
    assert [each.ban.id for each in page.found] == ["short", "long", "open", "soon", "later", "over"]


def steps(record: Record, day: str) -> list[tuple[str, str, bool]]:
    return [(each.kind, each.first.isoformat(), each.known) for each in said(record, day).steps]


def test_it_knows_when_a_ban_eases_and_when_it_is_strict_again() -> None:
    record = plan(TREATED, AGAIN, **{"from": "-7", "until": "7", "then-careful-until": "30"})
    assert steps(record, "2026-12-13") == [
        ("strict", "2026-12-13", True),
        ("careful", "2026-12-18", True),
        ("strict", "2026-12-31", True),
        ("careful", "2027-01-15", True),
    ]


def test_nothing_is_known_to_follow_a_strict_part_with_no_known_end() -> None:
    record = plan(**{"from": "0", "until": "healed", "then-careful-until": "60"})
    assert steps(record, "2026-12-13") == [("strict", "2026-12-13", False)]
    assert steps(plan(**{"from": "0", "until": "forever"}), "2026-12-13") == [("strict", "2026-12-13", False)]


def test_a_careful_part_with_no_known_end_is_strict_again_for_the_next_session() -> None:
    record = plan(TREATED, AGAIN, **{"from": "-7", "until": "3", "then-careful-until": "healed"})
    assert steps(record, "2026-12-20") == [
        ("careful", "2026-12-20", False),
        ("strict", "2026-12-31", True),
        ("careful", "2027-01-11", False),
    ]


def test_an_event_that_should_have_come_is_no_longer_expected() -> None:
    record = plan(**{"from": "0", "until": ["28", "healed"]})
    assert days(record, "2026-12-16") == ("no", None, None, "2027-01-08")
    assert days(record, "2026-12-17") == ("no", None, None, None)


def test_a_ban_that_was_taken_off_is_no_yes_by_another_that_is_only_named_like_it() -> None:
    bans = [
        {"id": "make-up", "what": "Make-up", "from": "0", "until": "7"},
        {"id": "lids", "what": "Lid make-up", "from": "30", "until": "40"},
    ]
    record = Record(document(avoid=bans)).told("avoid.make-up", "2026-12-12", drop=True)
    page = when_page(record.ledger("2026-12-13"), on("2026-12-13"), "make-up")
    assert (page.found, [ban.id for ban in page.others]) == ((), ["make-up"])


def test_an_event_can_be_recorded_from_its_earliest_day_until_it_was() -> None:
    record = plan(**{"from": "-7", "until": "healed"})
    at = {
        day: when_page(record.ledger(day), on(day), "sun").events for day in ("2026-12-08", "2026-12-12", "2026-12-13")
    }
    assert {day: [event.id for event in events] for day, events in at.items()} == {
        "2026-12-08": [],
        "2026-12-12": [],
        "2026-12-13": ["healed"],
    }


def test_a_strict_part_with_no_known_end_is_strict_anew_for_the_next_session() -> None:
    record = plan(TREATED, AGAIN, **{"from": "-14", "until": "healed", "then-careful-until": "27"})
    assert steps(record, "2026-12-13") == [("strict", "2026-12-13", False), ("strict", "2026-12-24", False)]
    easing = said(record, "2026-12-13").steps[0].easing
    assert easing
    assert easing.last == on("2026-12-23")


@given(st.sampled_from(["told", ["28", "told"], ["healed", "told"]]), st.integers(0, 200), st.integers(1, 60))
def test_until_the_clinic_has_told_it_is_no_on_every_day_and_then_to_the_day_it_told(
    until: str, asked: int, last: int
) -> None:
    silent, heard = (plan(**{"from": "-7", "until": until}) for _ in range(2))
    heard.told("avoid.sun", "2026-12-11", last=(on(TREATED) + timedelta(days=last)).isoformat())
    day = (on(TREATED) + timedelta(days=asked)).isoformat()
    assert days(silent, day, "2026-12-12") == ("no", None, None, None)
    assert said(heard, day, "2026-12-12").answer == ("no" if asked <= last else "yes")


def test_an_event_recorded_for_a_day_gone_by_frees_from_the_day_after_it() -> None:
    record = plan(**{"from": "0", "until": "healed"}).happened("healed", "2026-12-15", wrote="2026-12-20")
    assert days(record, "2026-12-20") == ("yes", "2026-12-20", None, None)
    assert days(record, "2026-12-15", "2026-12-20") == ("no", "2026-12-16", None, None)


def test_an_event_of_one_session_frees_nothing_in_the_next() -> None:
    record = plan(TREATED, AGAIN, **{"from": "0", "until": "healed"}).happened("healed", "2026-12-15")
    assert days(record, "2026-12-16") == ("yes", "2026-12-16", "2027-01-06", None)
    assert days(record, AGAIN) == ("no", None, None, "2027-01-14")
    assert days(record, "2028-01-01", "2026-12-16") == ("no", None, None, "2027-01-14")


def test_a_session_moved_moves_the_answer() -> None:
    record = plan(**{"from": "-7", "until": "7"})
    assert days(record, "2026-12-10") == ("no", "2026-12-18", None, None)
    record.move("2026-12-01", "2026-12-24")
    assert days(record, "2026-12-10") == ("yes", "2026-12-10", "2026-12-16", None)
    assert days(record, "2026-12-17") == ("no", "2027-01-01", None, None)
