"""Running programs in turn and keeping how long each took.

A shared machine drifts by half within minutes: programs run in rounds, A B C and A B C again, and what counts is the
ratio of medians of the same rounds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

UNSET = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
"""Without compiled files every run would compile them again: nobody's program runs like that."""


@dataclass
class Program:
    """A command line, and how long it took in each round; ``kib`` is the most memory it ever had."""

    name: str
    line: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[int, ...] = (0,)
    seconds: list[float] = field(default_factory=list)
    kib: int = 0

    @property
    def median(self) -> float:
        """The median of its rounds, in seconds."""
        return statistics.median(self.seconds)

    def run(self) -> float:
        """Run it once to its end; how long it took, in seconds.

        Raises:
            RuntimeError: it failed; then its time says nothing.
        """
        env = {name: value for name, value in os.environ.items() if name not in UNSET} | dict(self.env)
        before = time.perf_counter()
        process = subprocess.Popen(
            self.line, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        words = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in self.codes:
            message = f"{self.name}: exit code {process.returncode}\n{words.decode(errors='replace')}"
            raise RuntimeError(message)
        self.kib = max(self.kib, usage.ru_maxrss)
        return took


def interleave(programs: Iterable[Program], rounds: int) -> None:
    """Run programs in turn, once to warm up and then for so many rounds."""
    every = list(programs)
    for each in every:
        each.run()
    for _ in range(rounds):
        for each in every:
            each.seconds.append(each.run())
