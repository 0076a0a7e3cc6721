from __future__ import annotations

from datetime import datetime

import pytest

from resurf_cli.core.hours import is_open, whom

HOURS = "Mon-Fri 09:00-17:00, Sat 09:00-12:00"
FRIDAY, SATURDAY, SUNDAY = "2026-12-11", "2026-12-12", "2026-12-13"
CONTACT = {"day": "+1 555 0100", "after-hours": "+1 555 0199", "hours": HOURS}


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}")


@pytest.mark.parametrize(
    ("day", "clock", "found"),
    [
        (FRIDAY, "09:00", True),
        (FRIDAY, "16:59", True),
        (FRIDAY, "17:00", False),
        (FRIDAY, "08:59", False),
        (SATURDAY, "11:59", True),
        (SATURDAY, "12:00", False),
        (SUNDAY, "10:00", False),
    ],
)
def test_hours_are_read_to_the_minute(day: str, clock: str, *, found: bool) -> None:
    assert is_open(HOURS, at(day, clock)) is found


@pytest.mark.parametrize(
    "hours",
    [
        *("", "weekdays", "Mon-Fri", "9-5", "Fri-Mon 09:00-17:00", "Mon 17:00-09:00", "Mon 09:00-25:00"),
        *("Mo 09:00-17:00", "Mon-Fri 09:00-17:00; Sat 09:00-12:00", "Mon-Fri 09:00-17:00, by appointment"),
    ],
)
def test_hours_written_in_another_way_decide_nothing(hours: str) -> None:
    assert is_open(hours, at(FRIDAY, "10:00")) is None


@pytest.mark.parametrize("hours", ["Mon–Fri 9:00 – 17:00", "friday 09:00-24:00", "MON - FRI 09:00-17:00"])
def test_small_differences_in_writing_are_read(hours: str) -> None:
    assert is_open(hours, at(FRIDAY, "10:00")) is True


def test_the_number_that_answers_now_comes_first_and_the_other_beside_it() -> None:
    by_day, by_night = ("day", "+1 555 0100"), ("after-hours", "+1 555 0199")
    assert whom(CONTACT, at(FRIDAY, "10:00")).numbers == (by_day, by_night)
    assert whom(CONTACT, at(SUNDAY, "10:00")).numbers == (by_night, by_day)
    assert whom({**CONTACT, "hours": "ask"}, at(SUNDAY, "10:00")).numbers == (by_day, by_night)


def test_a_clinic_without_a_night_number_is_named_all_the_same() -> None:
    found = whom({"day": "+1 555 0100", "hours": HOURS}, at(SUNDAY, "10:00"))
    assert (found.numbers, found.open) == ((("day", "+1 555 0100"),), False)
