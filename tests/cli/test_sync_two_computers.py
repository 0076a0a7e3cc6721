"""Two computers with one record and one folder: each gets what was ticked on the other, and then both are silent."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.cli.conftest import SMALL
from tests.demonstration import run

TASKS = ("ointment", "wash", "walk")
COMPUTERS = ("desk", "lap")
each_computer = st.sampled_from(COMPUTERS)


class Pair:
    """A record, its copy on another computer, and the folder that both sync with."""

    def __init__(self, place: Path) -> None:
        self.place, self.folder, self.day, self.minute = place, place / "tasks", date(2026, 12, 10), 0
        self.resurf("desk", "prep", "--treatment", str(SMALL), "--date", "2026-12-10")
        self.resurf("desk", "backup", str(place / "copy.zip"))
        self.resurf("lap", "restore", str(place / "copy.zip"))
        self.sync("desk")
        self.day, self.minute = date(2026, 12, 11), 0

    def resurf(self, computer: str, *line: str) -> str:
        self.minute += 1
        at = f"{self.day}T{9 + self.minute // 60:02}:{self.minute % 60:02}"
        return run(*line, "--data-dir", str(self.place / computer), at=at)

    def sync(self, computer: str) -> str:
        return self.resurf(computer, "calendar", "sync", str(self.folder))

    def statuses(self, computer: str, day: date) -> dict[str, str]:
        tasks = json.loads(self.resurf(computer, "today", "--for", day.isoformat(), "--json"))["tasks"]
        return {each["id"]: each["status"] for each in tasks if each["id"] in TASKS}

    def files(self) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in self.folder.glob("*.ics")}

    def agreed(self) -> None:
        """Sync to and fro, then look that both say the same, and that nothing is written any more."""
        for computer in (*COMPUTERS, *COMPUTERS):
            self.sync(computer)
        before = self.files()
        for computer in COMPUTERS:
            assert "both sides say the same" in self.sync(computer)
        assert self.files() == before
        for day in (self.day, self.day - timedelta(days=1)):
            desk, lap = (self.statuses(computer, day) for computer in COMPUTERS)
            assert desk == lap, day


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def test_what_is_ticked_on_one_is_ticked_on_the_other_and_stays_so(pair: Pair) -> None:
    pair.resurf("desk", "done", "wash", "--times", "2")
    pair.sync("desk")
    assert "Done there, now recorded" in pair.sync("lap")
    assert pair.statuses("lap", pair.day)["wash"] == "done"
    pair.agreed()


def test_what_is_skipped_on_one_is_skipped_on_the_other(pair: Pair) -> None:
    pair.sync("desk")
    pair.resurf("desk", "skip", "walk", "--because", "rain")
    pair.sync("desk")
    assert "Skipped there, now recorded" in pair.sync("lap")
    pair.agreed()


def test_done_on_one_wins_over_skipped_on_the_other(pair: Pair) -> None:
    pair.sync("desk")
    pair.resurf("desk", "skip", "walk", "--because", "rain")
    pair.resurf("lap", "done", "walk")
    pair.agreed()
    assert pair.statuses("desk", pair.day)["walk"] == "done"


def test_what_one_cancelled_because_its_day_is_over_is_no_skip_on_the_other(pair: Pair) -> None:
    for line in (("done", "wash", "--times", "2"), ("undo",)):
        pair.resurf("desk", *line)
        pair.sync("desk")
    missed = pair.day
    pair.day += timedelta(days=3)
    pair.sync("desk")
    pair.sync("lap")
    assert pair.statuses("lap", missed)["wash"] == pair.statuses("desk", missed)["wash"] == "missed"
    pair.agreed()


def test_what_was_not_in_the_plan_for_a_while_can_be_skipped_again(pair: Pair) -> None:
    for day in ("2027-06-01", "2026-12-10"):
        pair.resurf("desk", "plan", "move", day, "--yes")
        pair.sync("desk")
    pair.resurf("desk", "skip", "wash", "--because", "no water")
    pair.sync("desk")
    pair.sync("lap")
    assert pair.statuses("lap", pair.day)["wash"] == "skipped"


def test_a_computer_that_was_off_for_days_takes_what_was_done_meanwhile(pair: Pair) -> None:
    pair.sync("desk")
    done = pair.day
    pair.resurf("desk", "done", "wash", "--times", "2")
    pair.sync("desk")
    pair.day += timedelta(days=3)
    pair.agreed()
    assert pair.statuses("lap", done)["wash"] == "done"


def test_what_was_done_before_a_copy_was_older_comes_back_from_the_folder(pair: Pair) -> None:
    pair.sync("desk")
    pair.resurf("desk", "done", "wash", "--times", "2")
    pair.sync("desk")
    pair.resurf("desk", "restore", str(pair.place / "copy.zip"), "--yes")
    assert pair.statuses("desk", pair.day)["wash"] == "due"
    pair.sync("desk")
    assert pair.statuses("desk", pair.day)["wash"] == "done"


def test_undone_on_both_is_open_on_both(pair: Pair) -> None:
    pair.sync("desk")
    pair.resurf("desk", "done", "walk")
    pair.agreed()
    for computer in COMPUTERS:
        pair.resurf(computer, "undo")
    pair.agreed()
    assert pair.statuses("desk", pair.day)["walk"] == "due"


class TwoComputers(RuleBasedStateMachine):
    """Both computers and a phone, whenever they like."""

    def __init__(self) -> None:
        super().__init__()
        self.made = tempfile.TemporaryDirectory()
        self.pair = Pair(Path(self.made.name))
        self.done: set[tuple[str, date]] = set()

    def teardown(self) -> None:
        try:
            self.agree()
        finally:
            self.made.cleanup()

    def all_of_it_is_done(self) -> None:
        """What anybody did is done on both."""
        for computer in COMPUTERS:
            for task, day in self.done:
                assert self.pair.statuses(computer, day).get(task) == "done", (computer, task, day)

    @rule(computer=each_computer)
    def sync(self, computer: str) -> None:
        self.pair.sync(computer)

    @rule()
    def agree(self) -> None:
        self.pair.agreed()
        self.all_of_it_is_done()

    @rule(computer=each_computer, task=st.sampled_from(TASKS), back=st.integers(0, 1))
    def tick(self, computer: str, task: str, back: int) -> None:
        """All of a task of today or yesterday."""
        day = self.pair.day - timedelta(days=back)
        if self.pair.statuses(computer, day).get(task) in {"due", "missed", "partly", "skipped"}:
            for _ in range(4):
                self.pair.resurf(computer, "done", task, "--for", day.isoformat())
            self.done.add((task, day))

    @rule(computer=each_computer, task=st.sampled_from(TASKS))
    def skip(self, computer: str, task: str) -> None:
        if self.pair.statuses(computer, self.pair.day).get(task) in {"due", "partly"}:
            self.pair.resurf(computer, "skip", task, "--because", "tired")

    @rule(place=st.integers(0, 400), status=st.sampled_from(["COMPLETED", "CANCELLED", "NEEDS-ACTION"]))
    def say_there(self, place: int, status: str) -> None:
        """Somebody taps a task of these days on the phone."""
        near = sorted(name for name, text in self.pair.files().items() if re.search(b"X-RESURF-DAY:2026-12-1", text))
        path = self.pair.folder / near[place % len(near)]
        text = path.read_bytes().decode()
        path.write_bytes(re.sub("\r\nSTATUS:[A-Z-]+", f"\r\nSTATUS:{status}", text).encode())

    @precondition(lambda self: self.pair.day < date(2026, 12, 16))
    @rule()
    def sleep(self) -> None:
        """The next day comes, and both had a sync before it."""
        self.pair.agreed()
        self.pair.day += timedelta(days=1)
        self.pair.minute = 0

    @invariant()
    def what_is_done_stays_done_where_it_was_done(self) -> None:
        for task, day in self.done:
            assert "done" in {self.pair.statuses(computer, day).get(task) for computer in COMPUTERS}, (task, day)


TwoComputers.TestCase.settings = settings(
    max_examples=10, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
TestBothComputersComeToSayTheSame = TwoComputers.TestCase
