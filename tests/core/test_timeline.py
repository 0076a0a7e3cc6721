"""The journey as data: product rules, *Events* (in the timeline) and *Sessions and moving*."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.timeline import Stretch, Timeline, timeline
from tests.core.record import AGAIN, HEALED, MADE, TREATED, Record, document, on

if TYPE_CHECKING:
    from datetime import date

Days = tuple[str, str | None, str | None, bool]


def journey(record: Record, today: str = TREATED) -> Timeline:
    return timeline(record.ledger(today))


def a_ban(*sessions: str, **ban: str) -> Record:
    return Record(document(events=HEALED, avoid=[{"id": "sun", **ban}]), *sessions)


def a_task(*sessions: str, **task: str) -> Record:
    return Record(document(events=HEALED, recovery=[{"id": "wash", "repeat": "daily", **task}]), *sessions)


def days(found: tuple[Stretch, ...]) -> list[Days]:
    return [(each.state, _iso(each.first), _iso(each.last), each.open) for each in found]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


# --- bans ---


@pytest.mark.parametrize(
    ("ban", "expected"),
    [
        ({"from": "-7", "until": "7"}, [("strict", "2026-12-03", "2026-12-17", False)]),
        (
            {"from": "0", "until": "7", "then-careful-until": "14"},
            [("strict", TREATED, "2026-12-17", False), ("careful", "2026-12-18", "2026-12-24", False)],
        ),
        ({"from": "0", "then-careful-until": "14"}, [("careful", TREATED, "2026-12-24", False)]),
        ({"from": "0", "until": "told"}, [("strict", TREATED, None, True)]),
        ({"from": "0", "until": "forever"}, [("strict", TREATED, None, True)]),
        ({"until": "7"}, [("strict", None, "2026-12-17", False)]),
    ],
)
def test_a_ban_has_a_stretch_for_its_strict_and_one_for_its_careful_days(
    ban: dict[str, str], expected: list[Days]
) -> None:
    [lane] = journey(a_ban(**ban)).bans
    assert days(lane.stretches) == expected


def test_a_ban_that_hangs_on_an_event_runs_on_open_after_the_day_its_end_is_assumed_for() -> None:
    [lane] = journey(a_ban(**{"from": "0", "until": "healed", "then-careful-until": "1 week after healed"})).bans
    assert days(lane.stretches) == [("strict", TREATED, "2026-12-16", False), ("strict", "2026-12-17", None, True)]
    assert [each.depends_on for each in lane.stretches] == ["healed", "healed"]


def test_once_the_event_is_recorded_the_ban_has_its_days() -> None:
    record = a_ban(**{"from": "0", "until": "healed", "then-careful-until": "1 week after healed"})
    [lane] = journey(record.happened("healed", "2026-12-15", wrote="2026-12-18"), "2026-12-18").bans
    assert days(lane.stretches) == [
        ("strict", TREATED, "2026-12-15", False),
        ("careful", "2026-12-16", "2026-12-22", False),
    ]


def test_bans_of_sessions_that_touch_are_one_stretch_and_others_are_two() -> None:
    [lane] = journey(a_ban(TREATED, AGAIN, **{"from": "-7", "until": "20"})).bans
    assert days(lane.stretches) == [("strict", "2026-12-03", "2027-01-27", False)]
    [lane] = journey(a_ban(TREATED, AGAIN, **{"from": "-7", "until": "7"})).bans
    assert days(lane.stretches) == [
        ("strict", "2026-12-03", "2026-12-17", False),
        ("strict", "2026-12-31", "2027-01-14", False),
    ]


def test_where_sessions_differ_strict_wins_day_by_day() -> None:
    [lane] = journey(a_ban(TREATED, AGAIN, **{"from": "-7", "until": "7", "then-careful-until": "30"})).bans
    assert days(lane.stretches) == [
        ("strict", "2026-12-03", "2026-12-17", False),
        ("careful", "2026-12-18", "2026-12-30", False),
        ("strict", "2026-12-31", "2027-01-14", False),
        ("careful", "2027-01-15", "2027-02-06", False),
    ]


def test_bans_stand_in_the_order_of_their_last_day_those_with_no_known_end_at_last() -> None:
    avoid = [
        {"id": "acids", "from": "0", "until": "told"},
        {"id": "sun", "from": "0", "until": "60"},
        {"id": "make-up", "from": "0", "until": "healed"},
        {"id": "gym", "from": "0", "until": "7"},
    ]
    found = journey(Record(document(events=HEALED, avoid=avoid))).bans
    assert [lane.item.id for lane in found] == ["gym", "sun", "acids", "make-up"]


def test_a_ban_that_the_clinic_took_off_has_no_bar() -> None:
    record = a_ban(**{"from": "0", "until": "7"}).told("avoid.sun", MADE, drop=True)
    assert journey(record).bans == ()


# --- care and what is normal ---


def test_care_that_ends_by_an_event_goes_to_the_later_of_the_expected_day_and_today_and_is_open() -> None:
    record = a_task(**{"from": "0", "until": "healed"})
    for today, last in ((TREATED, "2026-12-16"), ("2026-12-19", "2026-12-19")):
        [lane] = journey(record, today).care
        assert days(lane.stretches) == [("to do", TREATED, last, True)]


def test_care_that_waits_for_an_event_begins_on_its_expected_day_and_no_earlier_than_tomorrow() -> None:
    record = a_task(**{"from": "healed", "until": "30"})
    for today, first in ((TREATED, "2026-12-16"), ("2026-12-19", "2026-12-20")):
        [lane] = journey(record, today).care
        assert (days(lane.stretches), lane.stretches[0].depends_on) == (
            [("to do", first, "2027-01-09", False)],
            "healed",
        )


def test_recovery_of_a_session_ends_the_day_before_the_next() -> None:
    [lane] = journey(a_task(TREATED, AGAIN, **{"from": "0", "until": "60"})).care
    assert days(lane.stretches) == [
        ("to do", TREATED, "2027-01-06", False),
        ("to do", AGAIN, "2027-03-08", False),
    ]
    assert [each.session for each in lane.stretches] == [1, 2]


def test_what_is_normal_ends_on_the_expected_day_and_is_never_open() -> None:
    expect = [{"id": "crust", "from": "0", "until": "healed"}]
    [lane] = journey(Record(document(events=HEALED, expect=expect)), "2026-12-30").normal
    assert days(lane.stretches) == [("normal", TREATED, "2026-12-16", False)]


def test_what_is_done_once_is_no_bar_and_knows_whether_it_is_settled() -> None:
    prep = [{"id": "driver", "from": "-7", "until": "-1"}, {"id": "photo", "from": "-7", "until": "-1"}]
    record = Record(document(prep=prep)).tick("photo", "2026-12-05")
    found = journey(record, "2026-12-06")
    assert found.care == ()
    assert [(each.task.id, each.settled) for each in found.once] == [("driver", False), ("photo", True)]


# --- the page's days ---


def test_an_item_that_only_may_apply_is_kept_and_one_that_does_not_is_left_out() -> None:
    asked = {"tans": {"ask": "Do you tan?"}}
    avoid = [{"id": "sun", "from": "0", "until": "7", "if": "tans"}]
    record = Record(document(questions=asked, avoid=avoid))
    assert [lane.applies for lane in journey(record).bans] == [None]
    assert journey(record.answer(MADE, "tans", "no")).bans == ()


def test_events_that_nothing_hangs_on_are_left_out_unless_they_were_recorded() -> None:
    record = a_task(**{"from": "0", "until": "7"})
    assert journey(record).events == ()
    record.happened("healed", "2026-12-15")
    assert [(each.event.id, each.happened) for each in journey(record, "2026-12-16").events] == [
        ("healed", on("2026-12-15"))
    ]


def test_an_event_of_a_session_that_the_next_has_closed_is_not_waited_for() -> None:
    record = a_task(TREATED, AGAIN, **{"from": "0", "until": "healed"})
    assert [each.session for each in journey(record, "2026-12-20").events] == [1, 2]
    assert [each.session for each in journey(record, AGAIN).events] == [2]


def test_a_visit_is_on_it_once_it_has_a_date() -> None:
    visits = [{"id": "check", "what": "A check", "on": "7"}]
    record = Record({**document(), "visits": visits})
    assert journey(record).visits == ()
    record.set(MADE, visit__check="2026-12-18")
    assert [each.on for each in journey(record).visits] == [on("2026-12-18")]
    assert journey(record).last == on("2026-12-18")


def test_it_goes_from_the_first_known_day_to_the_last_and_open_ends_make_it_no_longer() -> None:
    avoid = [{"id": "sun", "from": "-14", "until": "30"}, {"id": "acids", "from": "0", "until": "forever"}]
    found = journey(Record(document(avoid=avoid)))
    assert (found.first, found.last) == (on("2026-11-26"), on("2027-01-09"))


@pytest.mark.parametrize("today", ["2026-12-05", "2026-12-17", "2026-12-19"])
def test_an_event_opened_again_later_than_the_clock_is_open_on_it_too(today: str) -> None:
    record = a_ban(**{"from": "0", "until": "healed"})
    record.happened("healed", "2026-12-16").not_yet("healed", "2026-12-19")
    [lane] = journey(record, today).bans
    assert lane.stretches[-1].open
    assert lane.stretches[-1].last is None
