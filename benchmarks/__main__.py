"""``python -m benchmarks``: one table. ``--gate`` ends with 1 where a gate is missed in three tries.

Every row is a ratio of two medians from the same rounds, in which all programs of a part ran in turn.
"""

from __future__ import annotations

import argparse
import math
import platform
import shutil
import sqlite3
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .records import PEERS, PYTHON, TODAY, planned, recorded, resurf
from .timing import Program, interleave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent / "programs"
SMALL, LARGE = 300, 10_000
TRIES = 3
NOISE = 1.1
"""By how much a shared machine may miss a target without a change of the program."""


@dataclass(frozen=True)
class Row:
    """One comparison: what was measured, beside what, the figure, and at most what it should be (None: only shown).

    ``gate`` is where the run fails: the target with room for noise or, where it is not reached yet, what must not grow.
    """

    what: str
    beside: str
    figure: float
    target: float | None = None
    gate: float | None = None
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Whether the target is met; a row without one always is."""
        return self.target is None or self.figure <= self.target

    @property
    def passes(self) -> bool:
        """Whether the gate lets it through."""
        limit = self.gate if self.gate is not None else self.target and self.target * NOISE
        return limit is None or self.figure <= limit

    def __str__(self) -> str:
        target = "" if self.target is None else f"{self.target:g}{self.unit}"
        mark = "" if self.target is None else "yes" if self.met else "NO"
        return f"| {self.what} | {self.beside} | {self.figure:.2f}{self.unit} | {target} | {mark} |"


TIE: Final = 1.25
"""Beside the quickest of the others a page is as quick, some days a little quicker: this much slower is a change."""


def ratio(one: Program, other: Program, target: float | None = None, gate: float | None = None) -> Row:
    """How many times as long one program takes as another."""
    return Row(one.name, other.name, one.median / other.median, target, gate)


def baselines() -> tuple[Program, Program, Program, Program]:
    """The interpreter alone, a command of Typer, a table of Typer and Rich, and the help of a command of Typer."""
    python = sys.executable
    alone, table = str(HERE / "typer_alone.py"), str(HERE / "typer_rich.py")
    return (
        Program("python -I -c pass", [python, "-I", "-c", "pass"]),
        Program("a command of Typer", [python, alone, "ointment"]),
        Program("a table of Typer and Rich", [python, table]),
        Program("--help of a command of Typer", [python, alone, "--help"]),
    )


def commands(folder: Path, rounds: int) -> Iterator[Row]:
    """What a person types every day, beside the least that such a program can be."""
    record = recorded(folder / "some", SMALL)
    floor, alone, table, helping = baselines()
    today, plain = resurf(record, "today"), resurf(record, "today", "--plain")
    writing = [
        resurf(record, "done", "moisturiser"),
        resurf(record, "skip", "sunscreen", "--because", "too swollen"),
        resurf(record, "note", "stings a little"),
    ]
    looking = [resurf(record, "timeline"), resurf(record, "when", "retinol")]
    help_page = resurf(record, "--help")
    interleave([floor, alone, table, helping, today, plain, *writing, *looking, help_page], rounds)
    yield from (ratio(each, floor) for each in (alone, table, today, plain))
    yield ratio(today, table, 1.15)
    yield from (ratio(each, alone, 1.2, 1.6) for each in writing)
    yield ratio(plain, alone, 1.2, 1.75)
    yield from (ratio(each, today, 1.0) for each in looking)
    yield ratio(help_page, helping, 1.3)
    yield Row(today.name, "its memory", today.kib / 1024, 30, unit=" MiB")


def peers(folder: Path, rounds: int) -> Iterator[Row]:
    """A page of resurf beside a week of other programs, with as many tasks recorded."""
    for count in (SMALL, LARGE):
        today = resurf(recorded(folder / f"own-{count}", count), "today")
        today.name = f"resurf today, {count:,}"
        there = [name for name in PEERS if shutil.which(name)]
        others = {name: PEERS[name](folder / f"{name}-{count}", count) for name in there}
        interleave([today, *others.values()], rounds)
        for name, other in others.items():
            compared = name in PYTHON or (name == "task" and count == LARGE)
            yield ratio(today, other, 1.0 if compared else None, TIE if compared else None)
        for name in PEERS.keys() - others.keys():
            yield Row(f"{name} is not installed", "not measured", math.inf, gate=0)


def growth(folder: Path, rounds: int) -> Iterator[Row]:
    """The same page and the same change, with ten entries and with a million."""
    few, many = recorded(folder / "ten", 10), recorded(folder / "million", 1_000_000)
    for words in (("today",), ("done", "moisturiser"), ("note", "it heals")):
        one, other = resurf(few, *words), resurf(many, *words)
        one.name, other.name = f"{one.name}, 10 entries", f"{other.name}, 1,000,000"
        interleave([one, other], rounds)
        yield ratio(other, one, 1.1)


def days(folder: Path, rounds: int) -> Iterator[Row]:
    """The summary of eleven times as many days, and a checklist of four times as many tasks."""
    short = resurf(planned(folder / "short"), "summary", now=f"{TODAY}T10:00")
    long = resurf(planned(folder / "long"), "summary", now="2027-10-20T10:00")
    few, many = ((_tasks(folder, count), count) for count in (2_500, 10_000))
    checks = [resurf(folder, "checklist", "check", str(path)) for path, _ in (few, many)]
    checks[0].name, checks[1].name = "checklist check, 2,500 tasks", "checklist check, 10,000 tasks"
    short.name, long.name = "summary of 30 days", "summary of 330 days"
    interleave([short, long, *checks], max(3, rounds // 3))
    yield ratio(long, short, 11)
    yield ratio(checks[1], checks[0], 4.4)
    yield Row(checks[1].name, "seconds", checks[1].median, 2, unit=" s")


def _tasks(folder: Path, count: int) -> Path:
    path = folder / f"{count}.yaml"
    rows = "".join(f"  - {{id: t{number}, do: Wash, from: 1, until: 2, repeat: daily}}\n" for number in range(count))
    head = "resurf: 1\nid: many\ntitle: Many\nversion: 1\nreviewed: 2026-11-01\nreviewer: none\n"
    path.write_text(f"{head}recovery:\n{rows}")
    return path


PARTS: dict[str, Callable[[Path, int], Iterator[Row]]] = {
    "commands": commands, "peers": peers, "growth": growth, "days": days,
}  # fmt: skip


def measured(part: str, rounds: int) -> list[Row]:
    """The rows of a part, from one interleaved run."""
    with tempfile.TemporaryDirectory(prefix="resurf-benchmark-") as folder:
        return list(PARTS[part](Path(folder), rounds))


def main() -> int:
    """Measure, print the table; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which parts; all of them unless named")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--gate", action="store_true", help="end with 1 where a gate is missed in three tries")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}\n")
    print("| program | beside | figure | at most | met |\n| --- | --- | --- | --- | --- |")
    missed = []
    for part in asked.parts or PARTS:
        for left in reversed(range(TRIES if asked.gate else 1)):
            rows = measured(part, asked.rounds)
            if all(row.passes for row in rows) or not left:
                break
            print(f"{part}: once more, {left} left", file=sys.stderr)
        print("\n".join(map(str, rows)), flush=True)
        missed += [row for row in rows if not row.passes]
    return 1 if asked.gate and missed else 0


if __name__ == "__main__":
    sys.exit(main())
