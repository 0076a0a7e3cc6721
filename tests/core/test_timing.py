from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resurf_cli.core.timing import (
    FIRST,
    LAST,
    ONCE,
    Kind,
    Latest,
    Open,
    OutOfOrder,
    Point,
    Repeat,
    Tick,
    Times,
    UnknownEvent,
    Unreadable,
    clock_of,
    end,
    minutes_of,
    point,
    points_of,
    repeat,
    shift,
    start,
)

EVENTS = ("healed", "dressing-off")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("-14", Point(days=-14)),
        ("0", Point()),
        ("+7", Point(days=7)),
        ("2 weeks before", Point(days=-14)),
        ("1 week before", Point(days=-7)),
        ("10 days after", Point(days=10)),
        ("6 months after", Point(months=6)),
        ("1 month before", Point(months=-1)),
        ("72 hours after", Point(days=3)),
        ("73 hours after", Point(days=4)),
        ("1 hour after", Point(days=1)),
        ("25 hours before", Point(days=-2)),
        ("first treatment", Point(anchor=FIRST)),
        ("last treatment", Point(anchor=LAST)),
        ("8 weeks before first treatment", Point(anchor=FIRST, days=-56)),
        ("6 months after last treatment", Point(anchor=LAST, months=6)),
        ("healed", Point(anchor="healed")),
        ("1 week after healed", Point(anchor="healed", days=7)),
        ("1 day before dressing-off", Point(anchor="dressing-off", days=-1)),
        ("-1 evening", Point(days=-1, part="evening")),
        ("0 midday", Point(part="midday")),
        ("told", Open.TOLD),
        ("forever", Open.FOREVER),
        ("  2   weeks before ", Point(days=-14)),
    ],
)
def test_a_point_means_what_it_says(written: str, expected: Point | Open) -> None:
    assert point(written, EVENTS) == expected


@pytest.mark.parametrize(
    "written",
    [
        *("", "x", "1.5", "- 3", "two weeks before", "2 weeks", "2 fortnights before", "-2 weeks before", "1 bedtime"),
        *("2 weeks before heal", "Healed", "1 week after told", "9999999999", "٣"),
    ],
)
def test_what_is_no_point_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(Unreadable) as told:
        point(written, EVENTS)
    assert "2 weeks before" in told.value.fix
    assert "dressing-off, healed" in told.value.fix


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("heal", UnknownEvent), ("2 weeks before heal", UnknownEvent), ("1 week after told", UnknownEvent)),
        *(("Healed", Unreadable), ("2 weeks before Heal", Unreadable), ("2 weeks", Unreadable), ("", Unreadable)),
    ],
)
def test_an_event_that_is_not_there_is_told_apart_from_what_is_no_point(
    written: str, expected: type[Unreadable]
) -> None:
    with pytest.raises(Unreadable) as told:
        point(written, EVENTS)
    assert type(told.value) is expected


def test_without_events_none_are_offered() -> None:
    with pytest.raises(Unreadable) as told:
        point("healed")
    assert "one of" not in told.value.fix


def test_of_a_list_the_later_counts() -> None:
    assert end(["28", "healed"], EVENTS) == Latest((Point(days=28), Point(anchor="healed")))
    assert end(["28", "told"]) == Latest((Point(days=28),), told=True)
    assert start(["0", "healed"], EVENTS) == Latest((Point(), Point(anchor="healed")))
    assert end(["28"]) == end("28") == Point(days=28)


def test_forever_is_not_one_of_several_and_told_is_only_an_end() -> None:
    with pytest.raises(Unreadable, match="forever"):
        end(["3", "forever"])
    for open_end in ("told", "forever"):
        with pytest.raises(Unreadable, match="only be ends"):
            start(open_end)


def test_a_time_of_day_only_begins_something() -> None:
    assert start("-1 evening") == Point(days=-1, part="evening")
    with pytest.raises(Unreadable, match="only begin"):
        end("-1 evening")


def test_the_points_of_an_end() -> None:
    assert points_of(None) == points_of(Open.TOLD) == ()
    assert points_of(Point()) == (Point(),)
    assert points_of(Latest((Point(), Point(days=2)))) == (Point(), Point(days=2))


@pytest.mark.parametrize(
    ("written", "expected"),
    [("6", (6, 6)), ("2 months after", (56, 62)), ("1 month before", (-31, -28)), ("healed", (0, 0))],
)
def test_a_month_is_28_to_31_days_as_long_as_no_date_is_known(written: str, expected: tuple[int, int]) -> None:
    found = point(written, EVENTS)
    assert isinstance(found, Point)
    assert found.span() == expected


@pytest.mark.parametrize(
    ("day", "months", "days", "expected"),
    [
        (date(2026, 8, 31), 6, 0, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, 0, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, 0, date(2026, 2, 28)),
        (date(2026, 12, 10), 1, 0, date(2027, 1, 10)),
        (date(2026, 1, 10), -1, 0, date(2025, 12, 10)),
        (date(2026, 1, 31), 1, 1, date(2026, 3, 1)),  # months first, days after
        (date(2026, 12, 10), 0, -14, date(2026, 11, 26)),
        (date(9999, 12, 31), 0, 0, date(9999, 12, 31)),
        (date(9999, 12, 31), 0, 1, date.max),
        (date(9999, 6, 30), 12, 0, date.max),
        (date(2026, 1, 1), 999_999_999, 0, date.max),
        (date(2026, 1, 1), 0, 999_999_999, date.max),
        (date(1, 1, 1), 0, -1, date.min),
        (date(1, 3, 31), -1, 0, date(1, 2, 28)),
        (date(1, 1, 31), -1, 0, date.min),
        (date(2026, 1, 1), -999_999_999, 0, date.min),
    ],
)
def test_a_date_moves_by_calendar_months_and_then_by_days(day: date, months: int, days: int, expected: date) -> None:
    assert shift(day, months, days) == expected


@given(day=st.dates(), months=st.integers(-200_000, 200_000), days=st.integers(-9_999_999, 9_999_999))
def test_a_later_date_never_moves_to_before_an_earlier_one(day: date, months: int, days: int) -> None:
    assert shift(day, months, days) <= shift(shift(day, days=1), months, days)


# --- repeats ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind", "count", "every"),
    [
        ("daily", Kind.COUNT, 1, 1),
        ("once a day", Kind.COUNT, 1, 1),
        ("twice a day", Kind.COUNT, 2, 1),
        ("4 times a day", Kind.COUNT, 4, 1),
        ("at least 4 times a day", Kind.COUNT, 4, 1),
        ("4 to 6 times a day", Kind.COUNT, 4, 1),
        ("24 times a day", Kind.COUNT, 24, 1),
        ("every 3 days", Kind.COUNT, 1, 3),
        ("weekly", Kind.COUNT, 1, 7),
        ("once a week", Kind.COUNT, 1, 7),
        ("every 2 hours", Kind.HOURS, 1, 2),
        ("every 2 hours while awake", Kind.HOURS, 1, 2),
        ("every hour", Kind.HOURS, 1, 1),
        ("every 1 hours", Kind.HOURS, 1, 1),
        ("as needed", Kind.AS_NEEDED, 0, 1),
        ("each time you go outdoors", Kind.AS_NEEDED, 0, 1),
        ("each time after cleansing", Kind.AS_NEEDED, 0, 1),
    ],
)
def test_a_repeat_asks_for_so_many_ticks(written: str, kind: Kind, count: int, every: int) -> None:
    assert repeat(written) == Repeat(kind, written, count, every)


@pytest.mark.parametrize(
    "written",
    [
        *("", "often", "4 times", "0 times a day", "25 times a day", "4 to 25 times a day", "6 to 4 times a day"),
        *("each time", "every 0 days", "every 0 hours", "every 25 hours", "at 24:00", "at 08:60", "at 8"),
        *("at 08:00, 08:00", "at 08:00, noon", "bedtime and bedtime"),
        *("once, 3 in all", "as needed, 3 in all", "daily, 0 in all", "daily, 9 in all, 3 in all"),
        "daily" + ", 3 in all" * 10_000,
    ],
)
def test_what_is_no_repeat_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(Unreadable) as told:
        repeat(written)
    assert told.value.fix


def test_more_times_a_day_before_fewer_is_in_form_and_out_of_order() -> None:
    with pytest.raises(OutOfOrder):
        repeat("6 to 4 times a day")


def test_once_is_the_default() -> None:
    assert repeat("once") is ONCE


def test_in_all_ends_a_repeat_after_so_many_ticks() -> None:
    assert repeat("daily, 3 in all").in_all == 3
    assert repeat("at 08:00, 20:00, 5 in all").in_all == 5
    assert repeat("at 08:00, 20:00, 5 in all").moments == ("08:00", "20:00")


def test_as_prescribed_is_one_tick_of_a_medicine() -> None:
    assert repeat("as prescribed").prescribed
    assert repeat("as prescribed, 7 in all").prescribed
    assert repeat("as prescribed").ticks(Times()) == (Tick(),)


def clocks(written: str, times: Times) -> list[str]:
    return [clock_of(tick.minutes) for tick in repeat(written).ticks(times) if tick.minutes is not None]


@pytest.mark.parametrize(
    ("written", "times", "expected"),
    [
        ("every 2 hours", Times(), "08:00 10:00 12:00 14:00 16:00 18:00 20:00 22:00"),
        ("every 5 hours", Times(), "08:00 13:00 18:00"),
        ("every 4 hours", Times(wake=12 * 60, bedtime=60), "12:00 16:00 20:00 00:00"),  # bed at 01:00
        ("at 20:00, 08:00", Times(), "08:00 20:00"),
        ("at 8:05", Times(), "08:05"),
        ("morning, midday and evening", Times(), "08:00 12:00 18:00"),
        ("morning and bedtime", Times(morning=7 * 60, bedtime=30), "07:00 00:30"),
        ("bedtime", Times(), "22:00"),
        ("wake", Times(wake=6 * 60), "06:00"),
    ],
)
def test_ticks_at_set_times_follow_the_day_of_the_person(written: str, times: Times, expected: str) -> None:
    assert " ".join(clocks(written, times)) == expected


def test_only_named_times_have_a_name() -> None:
    assert [tick.moment for tick in repeat("morning and bedtime").ticks(Times())] == ["morning", "bedtime"]
    assert [tick.moment for tick in repeat("at 08:00").ticks(Times())] == [None]


def test_a_count_has_ticks_at_no_time_and_as_needed_none() -> None:
    assert repeat("4 times a day").ticks(Times()) == (Tick(),) * 4
    assert repeat("as needed").ticks(Times()) == ()


def test_a_clock_time_has_minutes_after_midnight() -> None:
    assert minutes_of("22:30") == 1350
    assert clock_of(1350) == "22:30"
    assert clock_of(24 * 60 + 15) == "00:15"
    with pytest.raises(Unreadable):
        minutes_of("22.30")


def test_months_reach_the_last_month_there_is() -> None:
    assert shift(date(9999, 10, 31), months=2) == date(9999, 12, 31)
    assert shift(date(9999, 10, 15), months=2) == date(9999, 12, 15)
    assert shift(date(9999, 10, 15), months=3) == date.max
