"""The calendar command: where its file goes, and what it refuses."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import icalendar

from tests.cli.conftest import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program


def events(text: str) -> list[icalendar.Event]:
    return [each for each in icalendar.Calendar.from_ical(text).walk("VEVENT") if isinstance(each, icalendar.Event)]


def test_it_prints_the_calendar_alone_on_stdout(resurf: Program) -> None:
    ran = resurf.planned()("calendar")
    assert (ran.code, ran.err) == (0, "")
    assert icalendar.Calendar.from_ical(ran.out).walk("VEVENT")


def test_a_file_is_written_with_the_line_ends_of_the_standard_for_its_owner_alone(
    resurf: Program, tmp_path: Path
) -> None:
    file = tmp_path / "care.ics"
    ran = resurf.planned()("calendar", "--output", str(file))
    assert ran.code == 0
    assert f"Written to {file}" in ran.text
    assert file.read_bytes() == resurf("calendar").out.encode()
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_kept_until_forced(resurf: Program, tmp_path: Path) -> None:
    file = tmp_path / "care.ics"
    file.write_text("mine")
    ran = resurf.planned()("calendar", "--output", str(file))
    assert (ran.code, file.read_text()) == (2, "mine")
    assert resurf("calendar", "--output", str(file), "--force").code == 0
    assert file.read_text() != "mine"


def test_a_kind_that_is_none_is_named_with_those_there_are(resurf: Program) -> None:
    ran = resurf.planned()("calendar", "--without", "bans")
    assert (ran.code, ran.out) == (2, "")
    assert 'no "bans"' in ran.text
    assert "sessions, visits, last-days, events, care, avoid" in ran.text


def test_without_a_plan_it_says_how_to_make_one(resurf: Program) -> None:
    ran = resurf("calendar")
    assert (ran.code, ran.out) == (3, "")
    assert "resurf prep" in ran.text


def test_a_move_keeps_the_ids_and_raises_the_sequence(resurf: Program) -> None:
    resurf.planned()
    before = {str(each["uid"]): each for each in events(resurf("calendar").out)}
    assert resurf("plan", "move", "+1w", "--yes").code == 0
    after = {str(each["uid"]): each for each in events(resurf("calendar").out)}
    (session,) = (each for each in after if b"sessions" in after[each]["categories"].to_ical())
    assert (after[session].decoded("dtstart") - before[session].decoded("dtstart")).days == 7
    assert after[session].decoded("sequence") > before[session].decoded("sequence")


def test_two_records_of_the_same_plan_never_share_an_id(resurf: Program, tmp_path: Path) -> None:
    resurf.planned()
    one = resurf("calendar", "--json").json
    resurf.planned("--data-dir", str(tmp_path / "other"))
    other = resurf("calendar", "--json", "--data-dir", str(tmp_path / "other")).json
    assert {each["uid"] for each in one["entries"]}.isdisjoint(each["uid"] for each in other["entries"])


def test_what_people_and_clinics_wrote_stays_a_text(resurf: Program, tmp_path: Path) -> None:
    written = SMALL.read_text(encoding="utf-8").replace("title: ", f"title: {WRITTEN} # ", 1)
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(written, encoding="utf-8")
    assert resurf("prep", "--treatment", str(sheet), "--date", "2026-12-10").code == 0
    text = resurf("calendar").out
    (session,) = (each for each in events(text) if b"sessions" in each["categories"].to_ical())
    assert str(session["summary"]) == 'END:VEVENT BEGIN:VEVENT;x, \\n "y" \N{SUN WITH FACE}'


WRITTEN = r'"END:VEVENT\nBEGIN:VEVENT;x, \\n \"y\" \U0001f31e"'
