"""Instructions that real sheets word awkwardly, written as a nurse would write them, with the dates they give.

Each sheet holds one of them and passes ``checklist check --strict``. The treatment is on Thursday 10 December 2026, and
a page is read on the day itself, at 80 and at 60 columns. What cannot be dated stands word for word and is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.cli.conftest import Program

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "resurf: 1\nid: sheet\ntitle: A sheet of a clinic\n"
STATUS = re.compile(r"^( *\d+ .*?) +(upcoming|due|partly|done|skipped|overdue|missed)( \d+/\d+| \d+x)?$", re.MULTILINE)
"""A task with what stands at its right, which is taken away before the words of the page are read."""


@dataclass(frozen=True)
class Sheet:
    """A plan made from a sheet, as the patient reads it."""

    run: Program
    path: Path
    monkeypatch: pytest.MonkeyPatch

    def tasks(self, day: str, *seen: str) -> dict[str, dict[str, Any]]:
        """The tasks of today's page, by id; ``seen`` is ``--for`` with another day."""
        ran = self.run("today", "--json", *seen, now=f"{day}T09:00")
        return {task["id"]: task for task in ran.json["tasks"]}

    def times(self, task: str, *days: str) -> list[int | None]:
        """How many ticks the page of each day asks for; None: the task is not on it."""
        return [self.tasks(day).get(task, {}).get("times") for day in days]

    def bans(self, day: str) -> dict[str, str]:
        """What is to be avoided on a day, and whether strictly."""
        return {ban["id"]: ban["now"] for ban in self.run("today", "--json", now=f"{day}T09:00").json["avoid"]}

    def reads(self, command: str, day: str, width: int = 80) -> str:
        """The words of a page, without how its lines are broken."""
        self.monkeypatch.setenv("COLUMNS", str(width))
        ran = self.run(*command.split(), now=f"{day}T09:00")
        assert ran.code == 0, ran.text
        assert max(map(len, ran.out.splitlines())) <= width
        return " ".join(STATUS.sub(r"\1", ran.out).split())

    def says(self, command: str, day: str, *phrases: str) -> None:
        """Hold that a page says something, wide and narrow."""
        for width in (80, 60):
            words = self.reads(command, day, width)
            for phrase in phrases:
                assert phrase in words, f"{phrase!r} is not at {width} columns in: {words}"

    def does(self, command: str, day: str) -> str:
        """Record something; what is said of it."""
        ran = self.run(*command.split(), now=f"{day}T10:00")
        assert ran.code == 0, ran.text
        return ran.text

    def prints(self, *phrases: str) -> None:
        """Hold that the sheet, printed for this treatment date, says something."""
        self.says(f"checklist show {self.path} --date 2026-12-10", "2026-11-24", *phrases)


class Planned(Protocol):
    def __call__(self, sheet: str, *words: str, dates: tuple[str, ...] = ("2026-12-10",)) -> Sheet: ...


@pytest.fixture
def planned(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planned:
    """Check a sheet, and make a plan from it on 24 November 2026."""

    def plan(sheet: str, *words: str, dates: tuple[str, ...] = ("2026-12-10",)) -> Sheet:
        path = tmp_path / "sheet.yaml"
        path.write_text(HEAD + dedent(sheet), encoding="utf-8")
        run = Program(capsys, tmp_path / "data")
        checked = run("checklist", "check", "--strict", str(path))
        assert checked.code == 0, checked.text
        on = [word for date in dates for word in ("--date", date)]
        made = run("plan", "new", "--treatment", str(path), *on, *words)
        assert made.code == 0, made.text
        return Sheet(run, path, monkeypatch)

    return plan


# --- every 2 hours while awake for the first 3 days ------------------------------------------------------------------

MIST = """
recovery:
  - id: mist
    do: Spray with the mist you were given
    from: 0
    until: 3
    repeat: every 2 hours while awake
"""
"""The first 3 days are the 72 hours after the treatment: its day and the three that follow."""


def test_every_2_hours_while_awake_for_the_first_3_days(planned: Planned) -> None:
    sheet = planned(MIST)
    assert sheet.times("mist", "2026-12-09", "2026-12-10", "2026-12-11", "2026-12-13", "2026-12-14") == [
        *(None, 8, 8, 8, None)
    ]
    sheet.does("done mist --times 3", "2026-12-11")
    seen = {day: sheet.tasks("2026-12-12", "--for", day)["mist"] for day in ("2026-12-10", "2026-12-11", "2026-12-13")}
    assert [each["status"] for each in seen.values()] == ["missed", "partly", "upcoming"]
    assert seen["2026-12-11"]["done"] == 3
    assert (seen["2026-12-10"]["from"], seen["2026-12-10"]["until"]) == ("2026-12-10", "2026-12-13")
    sheet.says("today", "2026-12-09", "nothing is due before Thu 10 Dec, tomorrow")
    sheet.says("today", "2026-12-12", "0 of 8 done", "the mist you were given (every 2 hours, 08:00 to 22:00)")
    sheet.says("show mist", "2026-12-12", "every 2 hours while awake", "from Thu 10 Dec to Sun 13 Dec")
    sheet.prints("from Thu 10 Dec 2026 to Sun 13 Dec 2026 repeat: every 2 hours while awake")


def test_every_2_hours_while_awake_with_a_bedtime_after_midnight(planned: Planned) -> None:
    sheet = planned(MIST, "--set", "bedtime=01:00")
    assert sheet.times("mist", "2026-12-10", "2026-12-13", "2026-12-14") == [9, 9, None]
    sheet.says("today", "2026-12-11", "(every 2 hours, 08:00 to 00:00)")
    sheet.run("done", "mist", now="2026-12-14T00:30")  # the last night is of the last day
    assert sheet.tasks("2026-12-14", "--for", "2026-12-13")["mist"]["done"] == 1


def test_a_day_that_begins_at_midday_asks_for_what_is_left_of_it(planned: Planned) -> None:
    sheet = planned(MIST.replace("from: 0", "from: 0 midday"))
    assert sheet.times("mist", "2026-12-10", "2026-12-11") == [6, 8]
    sheet.says("today", "2026-12-10", "(every 2 hours, 12:00 to 22:00)")


# --- 30 minutes of every hour, awake, for 72 hours -------------------------------------------------------------------


def test_30_minutes_of_every_hour_awake_for_72_hours(planned: Planned) -> None:
    sheet = planned("""
        recovery:
          - id: cold-cloth
            do: Lay on the cold cloth
            how: 30 minutes on, 30 minutes off, as long as you are awake.
            from: 0
            until: 72 hours after
            repeat: every hour
            at-most: 30 minutes of every hour
        """)
    assert sheet.times("cold-cloth", "2026-12-09", "2026-12-10", "2026-12-13", "2026-12-14") == [None, 15, 15, None]
    cloth = "Lay on the cold cloth (every hour, 08:00 to 22:00; at most 30 minutes of every hour"
    for command in ("today", "recovery", "recovery --all"):
        sheet.says(command, "2026-12-11", cloth)
    sheet.says("show cold-cloth", "2026-12-11", "30 minutes on, 30 minutes off, as long as you are awake.")
    sheet.prints("from Thu 10 Dec 2026 to Sun 13 Dec 2026", "at most: 30 minutes of every hour")
    assert sheet.tasks("2026-12-11")["cold-cloth"]["at_most"] == "30 minutes of every hour"


# --- until healed, or 10 days if that is longer ----------------------------------------------------------------------

OINTMENT = """
events:
  healed: {ask: "Is the skin closed?", expected: 8, earliest: 4, latest: 14}
recovery:
  - id: ointment
    do: Keep the skin under ointment
    from: 0
    until: [10, healed]
    repeat: 4 times a day
"""


def test_until_healed_or_10_days_when_it_healed_sooner(planned: Planned) -> None:
    sheet = planned(OINTMENT)
    assert "Goes on to Sun 20 Dec: Keep the skin under ointment." in sheet.does("happened healed", "2026-12-16")
    assert sheet.times("ointment", "2026-12-17", "2026-12-20", "2026-12-21") == [4, 4, None]
    assert sheet.tasks("2026-12-17")["ointment"]["depends_on"] is None
    sheet.says("show ointment", "2026-12-17", "from Thu 10 Dec to Sun 20 Dec")
    sheet.says("today", "2026-12-20", "Tomorrow ends Keep the skin under ointment")


def test_until_healed_or_10_days_when_it_healed_later(planned: Planned) -> None:
    sheet = planned(OINTMENT)
    assert "Ends today: Keep the skin under ointment." in sheet.does("happened healed", "2026-12-23")
    assert sheet.times("ointment", "2026-12-09", "2026-12-10", "2026-12-22", "2026-12-23", "2026-12-24") == [
        *(None, 4, 4, 4, None)
    ]
    sheet.says("show ointment", "2026-12-23", "from Thu 10 Dec to Wed 23 Dec")


def test_until_healed_or_10_days_while_nobody_has_said_so(planned: Planned) -> None:
    sheet = planned(OINTMENT)
    for command in ("show ointment", "recovery", "recovery --all"):
        sheet.says(command, "2026-12-16", "until healed, at least to Sun 20 Dec")
    sheet.says("today", "2026-12-16", "Is the skin closed? (expected Fri 18 Dec) Yes: resurf happened healed")
    assert "ointment" in sheet.tasks("2026-12-16", "--for", "2026-12-20")
    assert "ointment" not in sheet.tasks("2026-12-16", "--for", "2026-12-21")
    # After day 10 it is the skin alone that decides; after its latest day it is listed, and no longer counted.
    assert sheet.times("ointment", "2026-12-21", "2026-12-24", "2026-12-25") == [4, 4, 4]
    assert [sheet.tasks(day)["ointment"]["counted"] for day in ("2026-12-24", "2026-12-25")] == [True, False]
    assert "at least" not in sheet.reads("show ointment", "2026-12-21")
    sheet.says("today", "2026-12-25", "Is the skin closed? (not recorded by Thu 24 Dec) No: call your clinic today.")
    sheet.prints("from Thu 10 Dec 2026 until Sun 20 Dec 2026 or healed (expected Fri 18 Dec 2026), whichever is later")


def test_what_to_avoid_says_what_its_end_hangs_on_as_it_was_written(planned: Planned) -> None:
    sheet = planned("""
        events:
          healed: {ask: "Is the skin closed?", expected: 8, earliest: 4, latest: 14}
        avoid:
          - {id: picking, what: Picking, from: 0, until: [10, healed]}
          - {id: make-up, what: Make-up, from: 0, until: 1 month after healed}
          - {id: gym, what: The gym, from: 0, until: 12, then-careful-until: 1 week after healed}
          - {id: shaving, what: Shaving, from: healed, until: 30}
        signs:
          - {id: bumps, sign: Small white bumps, from: healed, until: 40, urgency: soon}
        """)
    sheet.says("today --all", "2026-12-16", "Picking (until healed, at least to 20 Dec)")
    sheet.says("today --all", "2026-12-16", "Make-up (until 1 month after healed)", "The gym (strict to 22 Dec)")
    sheet.says("today --all", "2026-12-23", "The gym (careful until 7 days after healed)")
    sheet.says("today --all", "2026-12-16", "Shaving (strict to 9 Jan)")  # in force before its start is known
    sheet.says("show avoid.picking", "2026-12-16", "strict until healed, at least to Sun 20 Dec")
    sheet.says("show avoid.gym", "2026-12-16", "strict to Tue 22 Dec, careful until 7 days after healed")
    for command in ("signs", "show signs.bumps"):
        sheet.says(command, "2026-12-16", "rom Thu 10 Dec to Tue 19 Jan")
    sheet.does("happened healed", "2026-12-16")
    sheet.says("today --all", "2026-12-16", "Picking (strict to 20 Dec)", "Make-up (strict to 16 Jan)")
    sheet.says("show avoid.gym", "2026-12-16", "strict to Tue 22 Dec, careful to Wed 23 Dec")


# --- from the second morning -----------------------------------------------------------------------------------------


def test_from_the_second_morning(planned: Planned) -> None:
    """The first morning is the one a patient wakes to after the treatment, so the second is that of day 2.

    The morning of the treatment itself lies before it. A clinic that counts otherwise writes ``1 morning``.
    """
    sheet = planned(
        """
        recovery:
          - {id: rest, do: Leave the skin alone, from: 0, until: 1, repeat: daily}
          - {id: soak, do: Soak the skin, from: 2 morning, until: 5, repeat: every 4 hours}
          - {id: balm, do: Put on the balm, from: 2 evening, until: 5, repeat: twice a day}
        """,
        *("--set", "wake=06:00"),
    )
    days = ("2026-12-11", "2026-12-12", "2026-12-13", "2026-12-15", "2026-12-16")
    assert sheet.times("soak", *days) == [None, 4, 5, 5, None]  # 06:00 is before the morning, which is 08:00
    assert sheet.times("balm", *days) == [None, 2, 2, 2, None]  # a count has no times, and stays whole
    sheet.says("today", "2026-12-12", "Soak the skin (every 4 hours, 10:00 to 22:00)")
    sheet.says("today", "2026-12-12", "Put on the balm (from the evening on)")
    sheet.says("today", "2026-12-13", "Soak the skin (every 4 hours, 06:00 to 22:00)")
    assert "evening" not in sheet.reads("today", "2026-12-13")
    sheet.says("show soak", "2026-12-11", "from Sat 12 Dec in the morning to Tue 15 Dec")
    sheet.prints("from Sat 12 Dec 2026 in the morning to Tue 15 Dec 2026")


# --- three applications in all, starting the morning of the day before -----------------------------------------------


def test_three_applications_in_all_starting_the_morning_of_the_day_before(planned: Planned) -> None:
    sheet = planned("""
        prep:
          - id: numbing-cream
            do: Put on the cream you were given
            from: -1 morning
            until: 0
            repeat: morning and evening, 3 in all
        """)
    days = ("2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11")
    assert sheet.times("numbing-cream", *days) == [None, 2, 1, None]
    assert sheet.tasks("2026-12-09")["numbing-cream"]["at"] == ["08:00", "18:00"]
    assert sheet.tasks("2026-12-10")["numbing-cream"]["when"] == ["morning"]
    sheet.says("today", "2026-12-08", "preparation starts Wed 9 Dec, tomorrow")
    sheet.says("today", "2026-12-09", "the cream you were given (morning, evening; 3 in all)")
    sheet.does("done numbing-cream", "2026-12-09")
    sheet.says("today", "2026-12-10", "the cream you were given (morning; 3 in all)", "0 of 1 done")
    ran = sheet.run("prep", "--all", "--json", now="2026-12-11T09:00")
    assert ran.json["tasks"][0]["so_far"] == {"done": 1, "due": 3, "skipped": 0}  # a missed one is not made up
    sheet.prints("from Wed 9 Dec 2026 in the morning to Thu 10 Dec 2026 repeat: morning and evening, 3 in all")


# --- until the tablets are gone --------------------------------------------------------------------------------------


def test_until_the_tablets_are_gone(planned: Planned) -> None:
    sheet = planned("""
        events:
          tablets-finished: {ask: "Are the tablets finished?"}
        recovery:
          - id: tablets
            do: Take the tablets, as the label says
            from: 0
            until: tablets-finished
            repeat: as prescribed
        """)
    days = ("2026-12-09", "2026-12-10", "2026-12-15", "2026-12-24", "2027-01-20")
    assert sheet.times("tablets", *days) == [None, 1, 1, 1, 1]
    listed = sheet.tasks("2026-12-12")["tablets"]
    assert (listed["medicine"], listed["until"], listed["depends_on"]) == (True, None, "tablets-finished")
    # Nobody can say when they will be gone: 14 days are counted, and it stays listed after them.
    assert [sheet.tasks(day)["tablets"]["counted"] for day in ("2026-12-23", "2026-12-24")] == [True, False]
    sheet.says("today", "2026-12-12", "Are the tablets finished? Yes: resurf happened tablets-finished")
    sheet.says("show tablets", "2026-12-12", "as prescribed", "from Thu 10 Dec until tablets-finished")
    assert "Ends today: Take the tablets" in sheet.does("happened tablets-finished", "2026-12-15")
    assert sheet.times("tablets", "2026-12-15", "2026-12-16") == [1, None]
    assert "finished?" not in sheet.reads("today", "2026-12-16")
    sheet.prints("from Thu 10 Dec 2026 until tablets-finished repeat: as prescribed")


def test_of_tablets_that_should_be_gone_the_page_asks_before_everything_else(planned: Planned) -> None:
    sheet = planned("""
        events:
          healed: {ask: "Is the skin closed?", expected: 6}
          tablets-finished: {ask: "Are the tablets finished?", expected: 4}
        recovery:
          - {id: tablets, do: "Take the tablets, as the label says", until: tablets-finished, repeat: as prescribed}
          - {id: ointment, do: Keep the skin under ointment, until: healed, repeat: 4 times a day}
        """)
    assert sheet.reads("today", "2026-12-14").find("skin closed?") < sheet.reads("today", "2026-12-14").find("tablets")
    words = sheet.reads("today", "2026-12-15")
    assert words.find("Are the tablets finished?") < words.find("Is the skin closed?")
    assert [sheet.tasks(day)["tablets"]["counted"] for day in ("2026-12-14", "2026-12-15")] == [True, False]


# --- sunscreen for three months once healed --------------------------------------------------------------------------

SUNSCREEN = """
events:
  healed: {ask: "Is the skin closed?", expected: 6, earliest: 3}
maintenance:
  - id: sunscreen
    do: Put on mineral sunscreen
    from: 1 day after healed
    until: 3 months after healed
    repeat: daily
"""


def test_sunscreen_for_three_months_once_healed(planned: Planned) -> None:
    sheet = planned(SUNSCREEN)
    assert "To do from tomorrow: Put on mineral sunscreen." in sheet.does("happened healed", "2026-12-16")
    days = ("2026-12-16", "2026-12-17", "2027-03-16", "2027-03-17")
    assert sheet.times("sunscreen", *days) == [None, 1, 1, None]
    sheet.says("show sunscreen", "2026-12-17", "from Thu 17 Dec to Tue 16 Mar 2027")
    sheet.says("today", "2026-12-16", "nothing is due before Thu 17 Dec, tomorrow", "starts Put on mineral sunscreen")
    sheet.says("today", "2027-03-16", "Tomorrow ends Put on mineral sunscreen")


def test_sunscreen_waits_and_says_so_until_somebody_has_seen_that_it_is_healed(planned: Planned) -> None:
    sheet = planned(SUNSCREEN)
    assert sheet.times("sunscreen", "2026-12-12", "2026-12-16", "2026-12-17", "2026-12-25") == [None] * 4
    coming = sheet.tasks("2026-12-12", "--for", "2026-12-17")["sunscreen"]
    assert (coming["status"], coming["from"], coming["depends_on"]) == ("upcoming", "2026-12-17", "healed")
    for command in ("show sunscreen", "maintenance --all"):
        sheet.says(command, "2026-12-12", "from 1 day after healed (expected Thu 17 Dec) until 3 months after healed")
    early, late = (sheet.reads("today", day) for day in ("2026-12-12", "2026-12-16"))
    assert "Today nothing due yet" in early
    assert "Is the skin closed? (expected Wed 16 Dec) Yes: resurf happened healed" in late
    for words in (early, late):
        assert "start" not in words  # of what waits for an event no page says when it starts
    sheet.prints(
        "from 1 day after healed (expected Thu 17 Dec 2026) until 3 months after healed (expected Tue 16 Mar 2027)"
    )


def test_three_months_are_calendar_months_and_end_with_a_shorter_one(planned: Planned) -> None:
    sheet = planned(SUNSCREEN, dates=("2026-11-24",))
    sheet.does("happened healed", "2026-11-30")
    assert sheet.times("sunscreen", "2027-02-27", "2027-02-28", "2027-03-01") == [1, 1, None]


# --- a month and through the whole series ----------------------------------------------------------------------------

RETINOIDS = """
avoid:
  - id: retinoids
    what: Retinoid creams
    from: 0
    until: [1 month after, last treatment]
    why: New skin is thin.
"""
"""After each session a month, and between them no gap: the later of the two, counted for every session."""


def test_a_month_and_through_the_whole_series(planned: Planned) -> None:
    sheet = planned(RETINOIDS, dates=("2026-12-10", "2027-02-04", "2027-04-01"))
    days = ("2026-12-09", "2026-12-10", "2027-01-20", "2027-04-01", "2027-05-01", "2027-05-02")
    assert [sheet.bans(day).get("retinoids") for day in days] == [None, *["strict"] * 4, None]
    for day in ("2026-12-10", "2027-01-20", "2027-04-02"):
        sheet.says("today", day, "Retinoid creams (strict to 1 May)")
    sheet.says("show avoid.retinoids", "2027-01-20", "from Thu 10 Dec 2026, strict to Sat 1 May")
    sheet.prints("to Sun 10 Jan 2027 or the last treatment (Thu 10 Dec 2026 if there is only one), whichever is later")


@pytest.mark.parametrize(
    ("dates", "last", "after"),
    [
        (("2026-12-10",), "2027-01-10", "2027-01-11"),
        (("2026-12-10", "2026-12-24"), "2027-01-24", "2027-01-25"),
        (("2026-12-31", "2027-01-31"), "2027-02-28", "2027-03-01"),
    ],
)
def test_a_month_after_the_last_of_a_short_series(
    planned: Planned, dates: tuple[str, ...], last: str, after: str
) -> None:
    sheet = planned(RETINOIDS, dates=dates)
    assert [sheet.bans(day) for day in (last, after)] == [{"retinoids": "strict"}, {}]


# --- from two weeks before the first session to the last -------------------------------------------------------------


def test_from_two_weeks_before_the_first_session_to_the_last(planned: Planned) -> None:
    sheet = planned(
        """
        prep:
          - id: sunscreen
            do: Put on mineral sunscreen
            from: 2 weeks before first treatment
            until: last treatment
            repeat: daily
        avoid:
          - {id: sun, what: The sun, from: 2 weeks before first treatment, until: last treatment}
        """,
        dates=("2026-12-10", "2027-01-07", "2027-02-04"),
    )
    days = ("2026-11-25", "2026-11-26", "2026-12-10", "2027-01-08", "2027-02-04", "2027-02-05")
    assert sheet.times("sunscreen", *days) == [None, 1, 1, 1, 1, None]
    assert [len(sheet.bans(day)) for day in days] == [0, 1, 1, 1, 1, 0]
    task = sheet.tasks("2027-01-07")["sunscreen"]
    assert (task["session"], task["day"]) == (None, None)  # it runs once, over all of them
    assert (task["from"], task["until"]) == ("2026-11-26", "2027-02-04")
    sheet.says("today", "2026-11-25", "preparation starts Thu 26 Nov, tomorrow")
    sheet.says("today", "2027-01-08", "Put on mineral sunscreen", "The sun (strict to 4 Feb)")
    words = sheet.reads("prep --all", "2027-01-08")
    assert words.count("from Thu 26 Nov 2026 to Thu 4 Feb") == words.count("Put on mineral sunscreen") == 1
    sheet.prints("from Thu 26 Nov 2026 to the last treatment (Thu 10 Dec 2026 if there is only one)")


# --- longer on the hands than on the face ----------------------------------------------------------------------------

AREAS = """
questions:
  area: {ask: "Which areas will be treated?", kind: several, choices: {face: Face, hands: Hands}}
recovery:
  - {id: face-ointment, do: Keep the face under ointment, from: 0, until: 7, repeat: 4 times a day, if: area=face}
  - {id: hand-ointment, do: Keep the hands under ointment, from: 0, until: 14, repeat: 4 times a day, if: area=hands}
"""


@pytest.mark.parametrize(
    ("answer", "face", "hands"),
    [
        ("area=face,hands", [4, 4, None, None, None], [4, 4, 4, 4, None]),
        ("area=face", [4, 4, None, None, None], [None] * 5),
        ("area=hands", [None] * 5, [4, 4, 4, 4, None]),
    ],
)
def test_longer_on_the_hands_than_on_the_face(
    planned: Planned, answer: str, face: list[int | None], hands: list[int | None]
) -> None:
    sheet = planned(AREAS, "--answer", answer)
    days = ("2026-12-10", "2026-12-17", "2026-12-18", "2026-12-24", "2026-12-25")
    assert sheet.times("face-ointment", *days) == face
    assert sheet.times("hand-ointment", *days) == hands
    words = sheet.reads("today --all", "2026-12-12")
    assert ("Keep the face" in words, "Keep the hands" in words) == (face[0] == 4, hands[0] == 4)
    sheet.prints("to Thu 17 Dec 2026 repeat: 4 times a day applies if: area is face")
    sheet.prints("to Thu 24 Dec 2026 repeat: 4 times a day applies if: area is hands")


def test_longer_on_the_hands_while_nobody_has_said_which_area(planned: Planned) -> None:
    sheet = planned(AREAS)
    tasks = sheet.tasks("2026-12-12")
    assert {task: (each["applies"], each["counted"]) for task, each in tasks.items()} == {
        "face-ointment": ("unknown", False),
        "hand-ointment": ("unknown", False),
    }
    sheet.says("today", "2026-12-12", "nothing that counts is due if this applies to you 1 face-ointment")
    sheet.says(
        "show hand-ointment",
        "2026-12-12",
        "if this applies to you; to answer: resurf plan set area=face,hands (face, hands)",
    )
    assert "No longer in your plan: Keep the face under ointment." in sheet.does("plan set area=hands", "2026-12-12")
    assert sheet.tasks("2026-12-12")["hand-ointment"]["counted"] is True


# --- normal until day 3, a warning sign after ------------------------------------------------------------------------


def test_normal_until_day_3_a_warning_sign_after(planned: Planned) -> None:
    sheet = planned("""
        expect:
          - {id: swelling, what: Swelling around the eyes, from: 0, until: 3, after-that: swelling-stays}
        signs:
          - {id: swelling-stays, sign: Swelling that is still there, from: 4, until: 14, urgency: same-day}
        """)
    found = {}
    for day in ("2026-12-09", "2026-12-10", "2026-12-13", "2026-12-14", "2026-12-24", "2026-12-25"):
        page = sheet.run("today", "--json", now=f"{day}T09:00").json
        found[day] = [each["id"] for each in (*page["expect"], *page["signs"])]
    assert list(found.values()) == [[], *[["swelling"]] * 2, *[["swelling-stays"]] * 2, []]
    assert "last day" not in sheet.reads("today", "2026-12-12")
    sheet.says("today", "2026-12-12", "Normal now Swelling around the eyes")
    sheet.says("today", "2026-12-13", "Normal now Swelling around the eyes (last day)")
    sheet.says("today", "2026-12-14", "Call today Swelling that is still there: call your clinic")
    sheet.says("show expect.swelling", "2026-12-12", "from Thu 10 Dec to Sun 13 Dec")
    sheet.says("show expect.swelling", "2026-12-12", "After that Swelling that is still there: call today")
    sheet.says("signs", "2026-12-12", "Call today", "Swelling that is still there. From Mon 14 Dec to Thu 24 Dec.")
    sheet.prints("after that: Swelling that is still there: call today")


# --- until the clinic says so ----------------------------------------------------------------------------------------


def test_until_the_clinic_says_so(planned: Planned) -> None:
    sheet = planned("""
        recovery:
          - {id: dressing, do: Keep the dressing dry, from: 0, until: told, repeat: daily}
          - {id: splint, do: Wear the splint, from: 0, until: [7, told], repeat: bedtime}
        avoid:
          - {id: gym, what: The gym, from: 0, until: told}
        """)
    days = ("2026-12-09", "2026-12-10", "2026-12-24", "2027-06-01")
    assert sheet.times("dressing", *days) == sheet.times("splint", *days) == [None, 1, 1, 1]
    assert [sheet.bans(day).get("gym") for day in days] == [None, "strict", "strict", "strict"]
    task = sheet.tasks("2026-12-12")["dressing"]
    assert (task["until"], task["depends_on"]) == (None, "told")
    assert [sheet.tasks(day)["dressing"]["counted"] for day in ("2026-12-23", "2026-12-24")] == [True, False]
    sheet.says("today", "2026-12-12", "Keep the dressing dry (until your clinic says)")
    sheet.says("today", "2026-12-12", "(bedtime) (until your clinic says, at least to Thu 17 Dec)")
    sheet.says("today", "2026-12-12", "The gym (until your clinic says)")
    sheet.says("recovery --all", "2026-12-12", "from Thu 10 Dec until your clinic says")
    sheet.says("show dressing", "2026-12-12", "from Thu 10 Dec until your clinic says")
    sheet.says("show avoid.gym", "2026-12-12", "from Thu 10 Dec, strict until your clinic says")
    sheet.prints("from Thu 10 Dec 2026 until your clinic says")
    sheet.prints("until Thu 17 Dec 2026 or your clinic says, whichever is later")


# --- only if the nerve block is not done -----------------------------------------------------------------------------


@pytest.mark.parametrize("condition", ["nerve-block=no", "not nerve-block"])
def test_only_if_the_nerve_block_is_not_done(planned: Planned, condition: str) -> None:
    sheet = planned(f"""
        questions:
          nerve-block: {{ask: "Will a nerve block be done?"}}
        prep:
          - id: numbing-cream
            do: Put on the numbing cream
            from: 0
            until: 0
            if: {condition}
        """)

    def seen() -> dict[str, tuple[str, bool]]:
        return {task: (each["applies"], each["counted"]) for task, each in sheet.tasks("2026-12-10").items()}

    assert seen() == {"numbing-cream": ("unknown", False)}
    sheet.says("today", "2026-12-10", "if this applies to you 1 numbing-cream Put on the numbing cream")
    sheet.says("show numbing-cream", "2026-12-10", "Applies if nerve-block is no")
    sheet.says("show numbing-cream", "2026-12-10", "to answer: resurf plan set nerve-block=yes (yes, no)")
    assert "New" not in sheet.does("plan set nerve-block=no", "2026-12-09")
    assert seen() == {"numbing-cream": ("yes", True)}
    sheet.says("today", "2026-12-10", "Today 0 of 1 done")
    assert "No longer in your plan: Put on the numbing cream." in sheet.does("plan set nerve-block=yes", "2026-12-10")
    assert seen() == {}
    assert "numbing" not in sheet.reads("today", "2026-12-10")
    assert "New. To do from today" in sheet.does("plan set nerve-block=no", "2026-12-10")
    assert sheet.times("numbing-cream", "2026-12-09", "2026-12-10") == [None, 1]


# --- at most 5 minutes in any hour -----------------------------------------------------------------------------------


def test_at_most_5_minutes_in_any_hour(planned: Planned) -> None:
    sheet = planned("""
        recovery:
          - id: cold-pack
            do: Hold a wrapped cold pack to the skin
            from: 0
            until: 2
            repeat: as needed
            at-most: 5 minutes in any hour
          - id: fan
            do: Sit before the fan
            from: 0
            until: 2
            repeat: 4 times a day
            at-most: 5 minutes in any hour
        """)
    days = ("2026-12-09", "2026-12-10", "2026-12-12", "2026-12-13")
    assert sheet.times("cold-pack", *days) == [None, 0, 0, None]
    assert sheet.times("fan", *days) == [None, 4, 4, None]
    for command in ("today", "recovery", "recovery --all"):
        sheet.says(command, "2026-12-11", "a wrapped cold pack to the skin (at most 5 minutes in any hour)")
        sheet.says(command, "2026-12-11", "Sit before the fan (at most 5 minutes in any hour)")
    sheet.says("show fan", "2026-12-11", "At most 5 minutes in any hour")
    sheet.does("done cold-pack", "2026-12-11")
    sheet.says("today", "2026-12-11", "(at most 5 minutes in any hour; last 10:00)", "Today 0 of 4 done")
    sheet.prints("at most: 5 minutes in any hour")


# --- twenty minutes before going out and again on leaving ------------------------------------------------------------


def test_twenty_minutes_before_going_out_and_again_on_leaving(planned: Planned) -> None:
    sheet = planned("""
        maintenance:
          - id: sunscreen
            do: Put on mineral sunscreen
            how: Twenty minutes before going out and again on leaving.
            from: 7
            until: 3 months after
            repeat: each time you go outdoors
        """)
    days = ("2026-12-16", "2026-12-17", "2027-03-10", "2027-03-11")
    assert sheet.times("sunscreen", *days) == [None, 0, 0, None]
    sheet.says("today", "2026-12-17", "as needed 1 sunscreen Put on mineral sunscreen (each time you go outdoors)")
    sheet.does("done sunscreen --times 2", "2026-12-17")
    task = sheet.tasks("2026-12-17")["sunscreen"]
    assert (task["done"], task["status"], task["as_needed"], task["counted"]) == (2, "done", True, False)
    assert sheet.run("today", "--json", now="2026-12-17T11:00").json["progress"] == {"done": 0, "due": 0, "skipped": 0}
    assert sheet.tasks("2026-12-18")["sunscreen"]["status"] == "due"
    assert sheet.tasks("2026-12-20", "--for", "2026-12-18")["sunscreen"]["status"] == "due"  # never missed
    sheet.says("show sunscreen", "2026-12-17", "Twenty minutes before going out and again on leaving.")
    sheet.prints("how: Twenty minutes before going out and again on leaving.", "repeat: each time you go outdoors")


# --- alternately with another product --------------------------------------------------------------------------------


def test_alternately_with_another_product(planned: Planned) -> None:
    sheet = planned("""
        recovery:
          - id: bland-cream
            do: Put on the bland cream
            how: Alternately with the healing gel.
            from: 0
            until: 7
            repeat: twice a day
        """)
    assert sheet.times("bland-cream", "2026-12-09", "2026-12-10", "2026-12-17", "2026-12-18") == [None, 2, 2, None]
    sheet.says("show bland-cream", "2026-12-12", "How Alternately with the healing gel.", "twice a day")
    sheet.says("show bland-cream", "2026-12-12", "from Thu 10 Dec to Thu 17 Dec")
    sheet.prints("how: Alternately with the healing gel.")
