"""Going back from a day; a treatment date is never invented where an end is not known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from resurf_cli.core.backwards import Backwards, backwards
from tests.core.record import HEALED, Record, document, on

BY = "2027-06-20"
TODAY = "2027-03-01"


def plan_with(*avoid: dict[str, Any], **parts: Any) -> Record:
    return Record(document(events=HEALED, avoid=list(avoid), **parts))


def asked(record: Record, *, by: str = BY, today: str = TODAY, weeks: tuple[int, ...] = (0,)) -> Backwards:
    def spread(first: date) -> tuple[date, ...]:
        return tuple(first + timedelta(weeks=each) for each in weeks)

    plan = record.history.plan
    return backwards(plan, on(by), plan.checklist.avoid.values(), spread, on(today))


def latest(found: Backwards) -> str | None:
    return found.latest.first.isoformat() if found.latest else None


@pytest.mark.parametrize(
    ("ban", "expected"),
    [
        ({"from": "0", "until": "7"}, "2027-06-12"),
        ({"from": "0", "until": "7", "then-careful-until": "14"}, "2027-06-05"),
        ({"from": "0", "then-careful-until": "14"}, "2027-06-05"),
        ({"from": "0", "until": "healed"}, "2027-06-09"),  # on its latest day, ten days after
        ({"from": "0", "until": ["14", "healed"]}, "2027-06-05"),
        ({"from": "0", "until": "1 week after healed"}, "2027-06-02"),
        ({"from": "0", "until": "2 months after"}, "2027-04-19"),
        ({"from": "-14", "until": "-1"}, "2027-06-19"),  # the treatment is over before the day all the same
        ({"from": "-14", "until": "0"}, "2027-06-19"),
    ],
)
def test_the_ban_is_over_on_the_day_and_a_day_later_it_would_not_be(ban: dict[str, Any], expected: str) -> None:
    assert latest(asked(plan_with({"id": "sun", **ban}))) == expected


def test_of_several_bans_the_last_one_decides() -> None:
    record = plan_with({"id": "sun", "from": "0", "until": "30"}, {"id": "gym", "from": "0", "until": "7"})
    found = asked(record)
    assert latest(found) == "2027-05-20"
    assert found.latest is not None
    assert [(each.ban.id, each.last) for each in found.latest.over] == [
        ("sun", on("2027-06-19")),
        ("gym", on("2027-05-27")),
    ]


def test_in_a_series_the_last_session_decides_and_the_date_is_of_the_first() -> None:
    found = asked(plan_with({"id": "sun", "from": "0", "until": "7"}), weeks=(0, 4, 8))
    assert latest(found) == "2027-04-17"
    assert found.latest is not None
    assert found.latest.sessions[-1] == on("2027-06-12")


def test_an_expected_event_gives_a_later_date_which_is_not_the_answer() -> None:
    found = asked(plan_with({"id": "sun", "from": "0", "until": "healed"}))
    assert (latest(found), found.expected) == ("2027-06-09", on("2027-06-13"))
    assert found.latest is not None
    assert found.latest.over[0].hangs_on == (("healed", 1, on("2027-06-19")),)


def test_an_event_that_could_decide_is_named_though_it_does_not() -> None:
    found = asked(plan_with({"id": "sun", "from": "0", "until": ["30", "healed"]}))
    assert found.latest is not None
    assert found.latest.over[0].hangs_on == (("healed", 1, on("2027-05-30")),)
    assert found.expected == found.latest.first


def test_an_event_is_taken_on_its_latest_day_of_the_last_session() -> None:
    found = asked(plan_with({"id": "sun", "from": "0", "until": "healed"}), weeks=(0, 4))
    assert found.latest is not None
    assert found.latest.over[0].hangs_on == (("healed", 2, on("2027-06-19")),)


def test_the_strict_days_alone_may_be_over_after_a_later_date() -> None:
    found = asked(plan_with({"id": "sun", "from": "0", "until": "7", "then-careful-until": "14"}))
    assert (latest(found), found.careful) == ("2027-06-05", on("2027-06-12"))
    assert asked(plan_with({"id": "sun", "from": "0", "then-careful-until": "14"})).careful is None


@pytest.mark.parametrize(
    ("until", "because"),
    [("told", "told"), (["14", "told"], "told"), ("forever", "forever"), ("stitches-out", "stitches-out")],
)
def test_an_end_that_nobody_knows_gives_no_date(until: Any, because: str) -> None:
    events = {**HEALED, "stitches-out": {"ask": "Are the stitches out?"}}
    record = Record(document(events=events, avoid=[{"id": "sun", "from": "0", "until": until}]))
    found = asked(record)
    assert (latest(found), found.expected, found.careful, found.earlier) == (None, None, None, ())
    assert [each.because for each in found.open] == [because]


def test_one_ban_with_no_known_end_is_enough_for_no_date() -> None:
    record = plan_with({"id": "sun", "from": "0", "until": "told"}, {"id": "gym", "from": "0", "until": "7"})
    assert latest(asked(record)) is None


def test_a_window_that_a_late_event_would_do_away_with_counts_all_the_same() -> None:
    record = plan_with({"id": "sun", "from": "healed", "until": "8"})
    assert latest(asked(record)) == "2027-06-11"  # healed on day 6, it would be in force on days 6 to 8


def test_a_date_that_has_passed_is_said_and_does_not_fit() -> None:
    found = asked(plan_with({"id": "sun", "from": "0", "until": "60"}), today="2027-05-01")
    assert (latest(found), found.fits, found.earlier) == ("2027-04-20", False, ())


def test_earlier_dates_are_working_days_a_week_apart_that_have_not_passed() -> None:
    record = plan_with({"id": "sun", "from": "0", "until": "7"})
    found = asked(record)
    assert found.latest is not None
    assert found.latest.first.weekday() == 5
    assert [each.first for each in found.earlier] == [on("2027-06-11"), on("2027-06-04"), on("2027-05-28")]
    assert [each.first for each in asked(record, today="2027-06-05").earlier] == [on("2027-06-11")]


def test_what_would_have_begun_already_is_named_the_earliest_first() -> None:
    prep = [
        {"id": "acids", "from": "-14", "until": "-1", "repeat": "daily"},
        {"id": "driver", "from": "-21", "until": "-1"},
        {"id": "walk", "from": "-30", "until": "-1", "repeat": "daily", "optional": "true"},
    ]
    record = plan_with({"id": "sun", "from": "-28", "until": "7"}, prep=prep)
    found = asked(record, today="2027-06-03")
    assert found.latest is not None
    assert (found.latest.needs, found.latest.begins) == (28, on("2027-05-15"))
    assert [(each.ref, each.first) for each in found.latest.begun] == [
        ("avoid.sun", on("2027-05-15")),
        ("acids", on("2027-05-29")),
    ]  # the driver can still be arranged


def test_preparation_that_begins_today_still_fits() -> None:
    record = plan_with({"id": "sun", "from": "-14", "until": "7"})
    for today, begun in (("2027-05-29", 0), ("2027-05-30", 1)):
        found = asked(record, today=today)
        assert found.latest is not None
        assert len(found.latest.begun) == begun


def test_a_ban_that_does_not_apply_is_left_out_and_one_that_might_is_not() -> None:
    record = plan_with(
        {"id": "sun", "from": "0", "until": "60", "if": "tans"},
        {"id": "gym", "from": "0", "until": "7"},
        questions={"tans": {"ask": "Do you tan?"}},
    )
    assert latest(asked(record)) == "2027-04-20"
    assert latest(asked(record.answer("2026-11-23", "tans", "no"))) == "2027-06-12"
