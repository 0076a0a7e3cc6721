"""What is copied from a paper sheet, put into the words of the format where that is beyond doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resurf_cli.core import timing
from resurf_cli.reading.answers import nearest_point, nearest_repeat, often, point, understood

EVENTS = ("healed", "dressing-off")
TASK = ("from", "until", "repeat")
BAN = ("from", "until", "then-careful-until")


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1 week before", "1 week before"),
        ("-7", "-7"),
        ("day -7", "-7"),
        ("Day 10", "10"),
        ("on day 3", "3"),
        ("-2w", "2 weeks before"),
        ("+3 days", "3 days after"),
        ("2 wks before", "2 weeks before"),
        ("2 Weeks before the laser", "2 weeks before"),
        ("two weeks prior to treatment", "2 weeks before"),
        ("a week before the procedure", "1 week before"),
        ("2 weeks post treatment", "2 weeks after"),
        ("2 weeks post-op", "2 weeks after"),
        ("3 days pre-op", "3 days before"),
        ("1 year after", "12 months after"),
        ("6 mths after.", "6 months after"),
        ("72h after", "72 hours after"),
        ("the day before", "1 day before"),
        ("the treatment day", "0"),
        ("the evening before", "-1 evening"),
        ("the first treatment", "first treatment"),
        ("1 month after the last session", "1 month after last treatment"),
        ("Healed", "healed"),
        ("1 day after healed", "1 day after healed"),
        ("we say so", "told"),
        ("always", "forever"),
        ("[7, healed]", ["7", "healed"]),
        ("day 7 or healed, the later", ["7", "healed"]),
        ("healed or 10 days after, whichever is later", ["healed", "10 days after"]),
        ("the later of 7 and healed", ["7", "healed"]),
    ],
)
def test_a_day_that_has_one_meaning_is_understood(typed: str, means: str | list[str]) -> None:
    assert point(typed, EVENTS) == means


@pytest.mark.parametrize(
    "typed",
    ["7 days", "7 to 10 days", "1-2 weeks before", "7 or healed", "7, healed", "a while before", "2 weeks", "heald"],
)
def test_a_day_that_has_more_than_one_meaning_or_none_stays_as_it_was_typed(typed: str) -> None:
    assert point(typed, EVENTS) == typed


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("4 times a day", "4 times a day"),
        ("4x a day", "4 times a day"),
        ("4x/day", "4 times a day"),
        ("four times daily", "4 times a day"),
        ("Twice per day", "2 times a day"),
        ("at least 4x a day", "at least 4 times a day"),
        ("3-4 times a day", "3 to 4 times a day"),
        ("every day", "daily"),
        ("once daily", "daily"),
        ("every other day", "every 2 days"),
        ("every two hours while awake", "every 2 hours while awake"),
        ("every 2 hrs", "every 2 hours"),
        ("hourly", "every hour"),
        ("every night", "bedtime"),
        ("if needed", "as needed"),
        ("each time you go outdoors", "each time you go outdoors"),
        ("at 8:00, 20:00", "at 8:00, 20:00"),
    ],
)
def test_how_often_is_understood(typed: str, means: str) -> None:
    assert often(typed) == means


@pytest.mark.parametrize("typed", ["often", "30 times a day", "5 to 3 times a day", "bid", "every month"])
def test_how_often_that_is_not_of_the_format_stays_as_it_was_typed(typed: str) -> None:
    assert often(typed) == typed


@pytest.mark.parametrize(
    ("key", "keys", "typed", "means"),
    [
        ("from", TASK, "1 week before", {"from": "1 week before"}),
        ("from", TASK, "from 1 week before", {"from": "1 week before"}),
        ("from", TASK, "until day 3", {"until": "3"}),
        ("from", TASK, "6 times a day", {"repeat": "6 times a day"}),
        ("from", TASK, "2 weeks before to 1 day before", {"from": "2 weeks before", "until": "1 day before"}),
        (
            "from",
            TASK,
            "from 1 week before until the day before, daily",
            {"from": "1 week before", "until": "1 day before", "repeat": "daily"},
        ),
        (
            "from",
            TASK,
            "0 until healed, morning and bedtime",
            {"from": "0", "until": "healed", "repeat": "morning and bedtime"},
        ),
        ("from", TASK, "two weeks prior to treatment", {"from": "2 weeks before"}),
        ("from", BAN, "6 times a day", {"from": "6 times a day"}),
        ("until", BAN, "until healed", {"until": "healed"}),
        ("until", BAN, "from 0", {"from": "0"}),
        ("then-careful-until", BAN, "until 6 months after", {"then-careful-until": "6 months after"}),
        ("then-careful-until", BAN, "none", {"then-careful-until": None}),
        ("then-careful-until", BAN, "strictly until day 5", {"until": "5"}),
        ("from", BAN, "until day 5, then careful until day 7", {"until": "5", "then-careful-until": "7"}),
        ("until", BAN, "careful until 2 wks after", {"then-careful-until": "2 weeks after"}),
        ("repeat", TASK, "4x daily", {"repeat": "4 times a day"}),
        ("by", ("by",), "by 3 days before", {"by": "3 days before"}),
        ("urgency", ("from", "until", "urgency"), "Same-Day", {"urgency": "same-day"}),
    ],
)
def test_an_answer_says_the_field_that_was_asked_for_or_the_one_it_names(
    key: str, keys: tuple[str, ...], typed: str, means: dict[str, object]
) -> None:
    assert understood(typed, key, keys, EVENTS) == means


@given(st.from_regex(timing._DISTANCE, fullmatch=True) | st.integers(-9999, 9999).map(str))  # noqa: SLF001
def test_what_the_format_knows_is_never_changed(written: str) -> None:
    try:
        timing.point(written, EVENTS)
    except timing.Unreadable:
        return
    assert point(written, EVENTS) == written


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("day 7", 'did you mean "7"?'),
        ("Until healed", 'did you mean "healed"?'),
        ("the later of 7 and healed", "did you mean [7, healed]?"),
        ("2 weeks", 'say which side of the treatment: "2 weeks before" or "2 weeks after"'),
        ("for 72h", 'say which side of the treatment: "72 hours before" or "72 hours after"'),
        ("3-5 nights", 'choose one day, as in "5 days after", and say the rest in "note"'),
        ("until healed or 10 days", "of a list the later counts, as in [healed, 10 days after]"),
        (
            "12/24/2026",
            'a file holds for every patient: count the days from the treatment, as in 7 or "2 weeks before"',
        ),
        ("tomorrow", ""),
        ("heald", ""),
        ("7 or " * 20 + "7", ""),
    ],
)
def test_a_day_in_the_words_of_a_sheet_gets_a_hint_in_those_of_the_format(written: str, hint: str) -> None:
    assert nearest_point(written, EVENTS) == hint


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2-3 times daily", 'did you mean "2 to 3 times a day"?'),
        ("QID", 'did you mean "4 times a day"?'),
        ("t.i.d.", 'did you mean "3 times a day"?'),
        ("bd", 'did you mean "twice a day"?'),
        ("8am", 'did you mean "at 08:00"?'),
        ("at 8.30 am and 12pm", 'did you mean "at 08:30, 12:00"?'),
        ("12 a.m.", 'did you mean "at 00:00"?'),
        ("three times", ""),
        ("13pm", ""),
    ],
)
def test_how_often_in_the_words_of_a_sheet_gets_a_hint_in_those_of_the_format(written: str, hint: str) -> None:
    assert nearest_repeat(written) == hint
