"""``resurf happened``: what it says of the days that change, when it asks, and what it never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program, Sitting

HEALED = "2026-12-16T09:00"


def test_it_says_what_ends_what_begins_and_what_is_allowed_from_when(resurf: Program) -> None:
    ran = resurf.planned()("happened", "healed", now=HEALED)
    assert ran.code == 0
    assert "Recorded: healed, on Wed 16 Dec 2026, today." in ran.text
    assert "Ends today: Keep ointment on the skin." in ran.text
    assert "To do from tomorrow: Put on sunscreen." in ran.text
    assert "Allowed from tomorrow: Make-up." in ran.text


def test_of_a_default_it_says_before_anything_is_allowed_that_no_clinic_confirmed_it(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", "fractional-ablative", "--date", "2026-12-10")
    said = resurf("happened", "healed", now=HEALED).text
    assert said.index("by resurf's default; your clinic has not confirmed it.") < said.index("Allowed from")
    resurf("undo", now=HEALED)
    resurf("told", "avoid.make-up", now=HEALED)
    said = resurf("happened", "healed", now=HEALED).text
    assert "Marked * is by resurf's default" in said
    assert "Own numbing cream*" in said
    assert "Make-up*" not in said


def test_the_same_day_again_changes_nothing(resurf: Program) -> None:
    resurf.planned()("happened", "healed", now=HEALED)
    before = resurf("log", "--json", now=HEALED).json
    ran = resurf("happened", "healed", "--on", "today", now=HEALED)
    assert "Recorded already: healed, on Wed 16 Dec 2026, today. Nothing was changed." in ran.text
    assert resurf("log", "--json", now=HEALED).json == before


def test_another_day_takes_its_place_and_says_what_that_changes(resurf: Program) -> None:
    resurf.planned()("happened", "healed", "--on", "2026-12-14", now=HEALED)
    ran = resurf("happened", "healed", "--on", "2026-12-15", now=HEALED)
    assert "Recorded: healed, on Tue 15 Dec 2026, yesterday, not Mon 14 Dec 2026." in ran.text
    assert "To do from today: Put on sunscreen." in ran.text


def test_before_its_earliest_day_what_it_would_change_is_shown_and_asked_about(resurf: Program) -> None:
    ran = resurf.planned()("happened", "healed", now="2026-12-11T09:00")
    assert ran.code == 2
    assert "Ends today: Keep ointment on the skin." in ran.text
    assert "earlier than usual (from Sun 13 Dec 2026)" in ran.text
    assert len(resurf("log", "--json", now=HEALED).json["changes"]) == 1


def test_opened_again_it_says_what_goes_on_and_what_waits(resurf: Program) -> None:
    resurf.planned()("happened", "healed", now=HEALED)
    ran = resurf("happened", "healed", "--not-yet", now="2026-12-18T09:00")
    assert "open again from Fri 18 Dec 2026" in ran.text
    assert "Goes on until it is recorded: Keep ointment on the skin." in ran.text
    assert "Waits until it is recorded: Put on sunscreen." in ran.text
    assert "To avoid until healed: Make-up." in ran.text
    assert "call" not in ran.text


def test_opened_again_past_its_latest_day_it_says_what_to_call_about_and_whom(resurf: Program) -> None:
    resurf.planned("--set", "contact.day=+1 555 0100")("happened", "healed", now=HEALED)
    ran = resurf("happened", "healed", "--not-yet", now="2026-12-22T09:00")
    assert "should have been so by Sun 20 Dec. A raw spot is left: call today, +1 555 0100." in ran.text


def test_ticks_of_days_that_ask_for_them_no_more_are_said_to_be_kept(resurf: Program) -> None:
    resurf.planned()("done", "ointment", "--times", "2", now="2026-12-15T09:00")
    ran = resurf("happened", "healed", "--on", "2026-12-14", now=HEALED)
    assert "2 ticks are for days that ask for them no more: kept in the record, not counted." in ran.text


def test_in_a_series_what_is_allowed_ends_with_the_next_session(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", str(SMALL), "--date", "2026-12-10", "--date", "2027-01-07")
    ran = resurf("happened", "healed", now=HEALED)
    assert "Recorded: healed (session 1)" in ran.text
    assert "Allowed from tomorrow to Wed 6 Jan 2027 (then to be avoided again, for session 2): Make-up." in ran.text


def test_of_a_session_that_is_over_nothing_changes_from_today_on(resurf: Program) -> None:
    resurf("plan", "new", "--treatment", str(SMALL), "--date", "2026-12-10", "--date", "2027-01-07")
    ran = resurf("happened", "healed", "--on", "2026-12-16", now="2027-01-08T09:00")
    assert "Recorded: healed (session 1)" in ran.text
    assert "Nothing changes on the pages from today on." in ran.text


def test_at_a_terminal_a_day_before_the_earliest_is_asked_about_and_no_changes_nothing(
    resurf: Program, at_a_terminal: Callable[..., Sitting]
) -> None:
    resurf.planned()
    sitting = at_a_terminal("happened", "healed", now="2026-12-11T09:00", RESURF_DATA_DIR=str(resurf.folder))
    sitting.child.expect_exact("Ends today")
    sitting.types("[y/N]", "n")
    asked = str(sitting.child.before).splitlines()[-2:]
    assert all(len(line) <= 80 for line in asked)
    assert "Record it for" in " ".join(asked)
    assert sitting.ends() == 0
    assert "Nothing was recorded." in sitting.rest
    assert len(resurf("log", "--json", now=HEALED).json["changes"]) == 1
