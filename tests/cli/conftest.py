"""Running the program as its users do: through ``main``, or as a process of its own at a pseudo-terminal."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from resurf_cli.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = Path(__file__).with_name("small.yaml")


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def text(self) -> str:
        """Both streams, as one line: where words are wrapped does not matter."""
        return " ".join((self.out + " " + self.err).split())


@dataclass
class Program:
    """The program at a set time, with a data folder of its own."""

    capsys: pytest.CaptureFixture[str]
    folder: Path
    now: str = "2026-11-24T12:00"

    def __call__(self, *words: str, now: str | None = None) -> Ran:
        self.capsys.readouterr()
        code = main([*words, "--now", now or self.now] if "--" not in words else ["--now", now or self.now, *words])
        said = self.capsys.readouterr()
        return Ran(code, said.out, said.err)

    def planned(self, *words: str) -> Program:
        """The same with a plan of the small checklist, treated on 10 December 2026."""
        ran = self("prep", "--treatment", str(SMALL), "--date", "2026-12-10", *words)
        assert ran.code == 0, ran.text
        return self


@pytest.fixture
def resurf(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Program:
    return Program(capsys, tmp_path / "data")


@dataclass
class Sitting:
    """The program at a pseudo-terminal, 80 by 24."""

    child: pexpect.spawn[str]
    seen: list[str] = field(default_factory=list)

    def answers(self, question: str, key: str) -> None:
        """Wait for a question, and type an answer without Enter."""
        self.child.expect_exact(question)
        self.child.send(key)

    def types(self, question: str, line: str) -> None:
        """Wait for a question, and type a line."""
        self.child.expect_exact(question)
        self.child.sendline(line)

    def ends(self) -> int:
        """Wait for the end; the exit code."""
        self.child.expect(pexpect.EOF)
        self.seen.append(self.child.before or "")
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)

    @property
    def rest(self) -> str:
        """What was on the screen after the last answer, as one line."""
        return " ".join("".join(self.seen).split())


@pytest.fixture
def at_a_terminal() -> Callable[..., Sitting]:
    def sit(*words: str, now: str = "2026-11-24T12:00", **env: str) -> Sitting:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "resurf_cli", *words],
            env={**os.environ, "RESURF_NOW": now, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **env},
            encoding="utf-8",
            timeout=20,
            dimensions=(24, 80),
            echo=False,
        )
        return Sitting(child)

    return sit
