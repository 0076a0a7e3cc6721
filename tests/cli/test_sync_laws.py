"""Whatever is ticked here and there, in whatever order: nothing that was done is lost, and a second sync is silent."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.cli.conftest import SMALL
from tests.demonstration import run

TREATED = date(2026, 12, 10)
TASKS = ("ointment", "wash", "walk")


class TwoSides(RuleBasedStateMachine):
    """A plan, its folder, and a phone that writes into the folder whenever it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder, self.day, self.minute = Path(self.place.name) / "tasks", date(2026, 12, 11), 0
        self.done: set[tuple[str, str]] = set()
        self.synced = False
        self.resurf("prep", "--treatment", str(SMALL), "--date", TREATED.isoformat())

    def teardown(self) -> None:
        self.place.cleanup()

    def resurf(self, *line: str, codes: tuple[int, ...] = (0,)) -> str:
        self.minute += 1
        at = f"{self.day}T{9 + self.minute // 60:02}:{self.minute % 60:02}"
        return run(*line, "--data-dir", f"{self.place.name}/data", at=at, codes=codes)

    def status(self, task: str, day: str) -> str | None:
        tasks = json.loads(self.resurf("today", "--for", day, "--json"))["tasks"]
        return next((str(each["status"]) for each in tasks if each["id"] == task), None)

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.ics"))

    @rule()
    def sync(self) -> None:
        """Bring both sides together, then look that there is nothing more to do."""
        there = {each.name: each.read_text() for each in self.files()}
        self.resurf("calendar", "sync", str(self.folder))
        for text in there.values():
            found = dict(re.findall("X-RESURF-(TASK|DAY|REPEAT|STATUS):(.*?)\r?\n", text))
            came = "STATUS:COMPLETED" in text.splitlines() and found["STATUS"] != "COMPLETED"
            if came and found["REPEAT"] == "daily" and found["DAY"] <= self.day.isoformat():
                self.done.add((found["TASK"], found["DAY"]))
        before = {each.name: each.read_bytes() for each in self.files()}
        again = json.loads(self.resurf("calendar", "sync", str(self.folder), "--json"))
        assert (again["taken"], again["new"], again["changed"], again["cancelled"]) == ([], 0, 0, 0)
        assert {each.name: each.read_bytes() for each in self.files()} == before
        self.synced = True

    @precondition(lambda self: self.synced)
    @rule(place=st.integers(0, 400), status=st.sampled_from(["COMPLETED", "CANCELLED", "NEEDS-ACTION", "IN-PROCESS"]))
    def say_there(self, place: int, status: str) -> None:
        """Somebody taps a task on the phone, most often one of these days."""
        near = [each for each in self.files() if re.search("X-RESURF-DAY:2026-12-1[0-9]", each.read_text())]
        path = near[place % len(near)]
        text = path.read_bytes().decode()
        path.write_bytes(re.sub("\r\nSTATUS:[A-Z-]+", f"\r\nSTATUS:{status}", text).encode())

    @precondition(lambda self: self.synced)
    @rule(place=st.integers(0, 400))
    def sweep_there(self, place: int) -> None:
        """The phone deletes a file that says the same as when it was written."""
        path = self.files()[place % len(self.files())]
        said = re.search("\r\nSTATUS:([A-Z-]+)", path.read_bytes().decode())
        if said and f"X-RESURF-STATUS:{said[1]}" in path.read_text():
            path.unlink()

    @rule(task=st.sampled_from(TASKS), back=st.integers(0, 1))
    def tick_here(self, task: str, back: int) -> None:
        """All of a task of today or yesterday."""
        day = (self.day - timedelta(days=back)).isoformat()
        if self.status(task, day) in {"due", "missed", "partly", "skipped"}:
            for _ in range(4):
                self.resurf("done", task, "--for", day)
            self.done.add((task, day))

    @rule(task=st.sampled_from(TASKS))
    def skip_here(self, task: str) -> None:
        """What is left of a task of today."""
        if self.status(task, self.day.isoformat()) in {"due", "partly"}:
            self.resurf("skip", task, "--because", "tired")

    @rule()
    def undo_here(self) -> None:
        """Take the last change back: what is done from then on is not known any more."""
        self.resurf("undo")
        self.done.clear()

    @rule(days=st.integers(-2, 3))
    def move(self, days: int) -> None:
        """The treatment was on another day after all."""
        treated = min(TREATED + timedelta(days=days), self.day)
        self.resurf("plan", "move", treated.isoformat(), "--yes")

    @precondition(lambda self: self.day < date(2026, 12, 18))
    @rule()
    def sleep(self) -> None:
        """The next day comes."""
        self.day += timedelta(days=1)
        self.minute = 0

    @invariant()
    def what_was_done_is_done(self) -> None:
        for task, day in self.done:
            assert self.status(task, day) in {"done", None}, (task, day)


TwoSides.TestCase.settings = settings(
    max_examples=40, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
TestNothingDoneIsLostAndBothSidesComeToSayTheSame = TwoSides.TestCase
