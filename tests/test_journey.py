"""One patient from the first page to the summary on day 30, every command, each day's screen as a golden file.

After a change that is meant, ``GOLDEN=write python -m pytest tests/test_journey.py`` writes the files anew; read the
difference before it is committed.
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import PIL.Image
import pytest

from resurf_cli.cli import main
from resurf_cli.cli.app import GROUPS, MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parent / "golden" / "journey"
MAKE = (
    "prep --treatment fractional-ablative --date 2026-12-10 --answer cold-sores=yes --answer antiviral=yes"
    " --answer uses-retinoids=yes --answer smokes=no --answer sedation=yes --answer area=face,neck"
    " --answer antibiotic=no --answer dressing=no --answer blood-thinner=no"
)

JOURNEY = {
    "day-18 the plan": (
        ("2026-11-22T10:00", "", MAKE),
        ("2026-11-22T10:05", "", "plan set contact.emergency=112 wake=07:30 bedtime=23:00 contact.day=|+1 555 0100"),
        ("2026-11-22T10:06", "", "plan set skin-type=III"),
        ("2026-11-22T10:07", "", ""),
        ("2026-11-22T10:08", "", "consult"),
        ("2026-11-22T10:09", "", "plan list"),
    ),
    "day-14 the consultation": (
        ("2026-11-26T18:00", "", "done board complaints"),
        ("2026-11-26T18:01", "", "today"),
        ("2026-11-26T18:02", "", "prep"),
        ("2026-11-26T18:03", "", "undo"),
        ("2026-11-26T18:04", "", "redo"),
        ("2026-11-26T18:05", "", "checklist list"),
        ("2026-11-26T18:06", "", "timeline"),
        ("2026-11-26T18:08", "", "questions"),
        ("2026-11-26T18:07", "", "when |my hair dye"),
    ),
    "day-3 moved and back": (
        ("2026-12-07T08:00", "", "done driver supplies.ointment"),
        ("2026-12-07T08:01", "", "plan move +2d"),
        ("2026-12-07T08:02", "", "plan move +2d --yes"),
        ("2026-12-07T08:03", "", "undo"),
        ("2026-12-07T08:04", "", "today"),
    ),
    "day-1 ready": (
        ("2026-12-07T18:00", "", "ready"),
        ("2026-12-09T18:00", "", "ready --answer cold-sore-now=no --answer sun-now=no"),
        ("2026-12-09T18:01", "", "ready --answer ill-now=yes --all"),
        ("2026-12-09T18:02", "--json", "ready"),
    ),
    "day 0 the laser": (
        ("2026-12-10T07:30", "", "treatment"),
        ("2026-12-10T20:00", "", "done ointment --times 3"),
        ("2026-12-11T00:20", "", "done ointment head-up"),
        ("2026-12-11T00:21", "", "today"),
    ),
    "day 3 recovery": (
        ("2026-12-13T09:00", "", "today"),
        ("2026-12-13T09:01", "", "done antiviral wash --note |stings for a minute"),
        ("2026-12-13T09:02", "", "skip scores --because |too swollen to look"),
        ("2026-12-13T09:03", "", "note |the left cheek is tighter --task wash"),
        ("2026-12-13T09:04", "", "recovery"),
        ("2026-12-13T09:05", "", "show ointment"),
        ("2026-12-13T09:06", "", "show avoid.sun"),
        ("2026-12-13T09:07", "", "signs"),
        ("2026-12-13T09:08", "--plain", "today"),
        ("2026-12-13T09:09", "", "today --for day1"),
        ("2026-12-13T09:10", "", "today --for tomorrow"),
        ("2026-12-13T09:11", "", "when may I use make up again"),
        ("2026-12-13T09:12", "", "when skydiving"),
    ),
    "day 5 the diary": (
        ("2026-12-14T08:30", "", "check-in --pain 3 --redness 6 --temperature 36.9"),
        ("2026-12-15T08:30", "", "check-in --pain 5 --temperature 98.6"),
        ("2026-12-15T08:31", "", "check-in --pain 5 --temperature 98.6F --note |worse since the night"),
        ("2026-12-15T08:32", "", "call"),
        ("2026-12-15T23:30", "", "check-in --sign blisters"),
        ("2026-12-15T23:31", "", "check-in --sign breathing"),
        ("2026-12-15T23:32", "", "undo"),
        ("2026-12-16T08:30", "", "check-in --history"),
        ("2026-12-16T08:31", "--json", "check-in --pain 2"),
    ),
    "day 7 healed": (
        ("2026-12-17T09:00", "", "happened healed --on yesterday"),
        ("2026-12-17T09:01", "", "happened antiviral-end"),
        ("2026-12-17T09:02", "", "told avoid.sun --until 2027-03-01 --note |out of the sun all winter"),
        ("2026-12-17T09:03", "", "told sunscreen wash"),
        ("2026-12-17T09:04", "", "told scores --drop"),
        ("2026-12-17T09:05", "", "today"),
        ("2026-12-17T09:06", "", "when make-up"),
        ("2026-12-17T09:07", "", "when"),
        ("2026-12-17T09:08", "", "when sun --for 2027-03-02"),
    ),
    "day 30 the summary": (
        ("2027-01-09T10:00", "", "today"),
        ("2027-01-09T10:01", "", "maintenance"),
        ("2027-01-09T10:02", "", "summary --label |for the visit on Monday"),
        ("2027-01-09T10:03", "", "summary --format markdown"),
        ("2027-01-09T10:04", "", "summary --format json --from day3 --to day5"),
        ("2027-01-09T10:03", "", "photo add cheek.jpg --area |left cheek"),
        ("2027-01-09T10:03", "", "photo list"),
        ("2027-01-09T10:03", "", "photo remove 2"),
        ("2027-01-09T10:04", "", "calendar --output care.ics"),
        ("2027-01-09T10:04", "", "calendar sync tasks"),
        ("2027-01-09T10:04", "", "calendar sync tasks"),
        ("2027-01-09T10:05", "", "backup care.zip"),
        ("2027-01-09T10:05", "", "restore care.zip"),
        ("2027-01-09T10:05", "", "doctor"),
        ("2027-01-09T10:05", "", "log"),
        ("2027-01-09T10:06", "", "plan show"),
        ("2027-01-09T10:07", "", "plan end"),
        ("2027-01-09T10:08", "", ""),
    ),
}


def words(line: str) -> list[str]:
    """The words of a line; a text with spaces stands behind a bar, and is glued to what is before it, up to ``--``."""
    found: list[str] = []
    for part in line.split(" "):
        if found and "|" in found[-1] and not part.startswith("--"):
            found[-1] += f" {part}"
        else:
            found += [part] if part else []
    return [each.replace("|", "", 1) for each in found]


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Walk the journey once; what each day's commands printed."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("journey")
        patch.chdir(folder)
        PIL.Image.new("RGB", (60, 40), "red").save("cheek.jpg")
        patch.setenv("RESURF_DATA_DIR", str(folder / "data"))
        patch.setenv("COLUMNS", "80")
        yield {day: "".join(screen(*step) for step in steps) for day, steps in JOURNEY.items()}


class Stream(io.StringIO):
    """A pipe that holds every letter."""

    encoding = "utf-8"


def screen(now: str, flag: str, line: str) -> str:
    """A command as typed and what it printed, on either stream."""
    out = Stream()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main([*words(line), *flag.split(), "--now", now])
    ended = f"[exit code {code}]\n" if code else ""
    return f"{now} $ resurf {line.replace('|', '')}{' ' * bool(flag)}{flag}\n{out.getvalue()}{ended}\n"


@pytest.mark.parametrize("day", JOURNEY)
def test_the_screens_of_a_day_are_those_that_were_read(screens: dict[str, str], day: str) -> None:
    path = GOLDEN / f"{day}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(screens[day], encoding="utf-8")
    assert screens[day] == path.read_text(encoding="utf-8")


def test_no_command_of_the_journey_is_our_fault(screens: dict[str, str]) -> None:
    everything = "".join(screens.values())
    assert "[exit code 1]" not in everything
    assert "[exit code 5]" not in everything


def test_the_journey_takes_every_command() -> None:
    typed = {step[2].split(" ")[0] for steps in JOURNEY.values() for step in steps}
    every = {*GROUPS, *(command for commands in MODULES.values() for command in commands)}
    assert every <= typed


def test_there_is_no_golden_file_without_a_day() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(JOURNEY)
