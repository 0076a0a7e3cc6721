"""What goes wrong on real machines, done to the whole program: killed, crowded, damaged, full, set back, fed rubbish.

Each has a short form in every run, and a long one with the numbers that are promised behind the marker ``long``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import resurf_cli

if TYPE_CHECKING:
    from collections.abc import Mapping

SMALL = Path(__file__).parents[1] / "cli" / "small.yaml"
NOW = "2026-12-12T20:00"


def sizes(few: int, many: int) -> pytest.MarkDecorator:
    """A test in two sizes: with a few in every run, with many in the long form."""
    return pytest.mark.parametrize("count", [few, pytest.param(many, marks=pytest.mark.long)])


def environment(folder: Path, **more: str) -> dict[str, str]:
    source = str(Path(resurf_cli.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": source, "RESURF_DATA_DIR": str(folder), "RESURF_NOW": NOW, **more}


def program(code: str, folder: Path, *words: object, **more: str) -> subprocess.Popen[str]:
    """Another process that has the program at hand; ``sys.argv[1:]`` are the words."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(folder, **more),
    )


def resurf(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """One command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "resurf_cli", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(folder, **(env or {})),
        timeout=60,
        check=False,
    )


def planned(folder: Path) -> Path:
    """A data folder with a plan of the small checklist, treated on 10 December 2026."""
    made = resurf(
        folder, "prep", "--treatment", str(SMALL), "--date", "2026-12-10", env={"RESURF_NOW": "2026-11-24T12:00"}
    )
    assert made.returncode == 0, made.stderr
    return folder


def read(folder: Path, *words: str) -> Any:
    """What a command says as JSON."""
    ran = resurf(folder, *words, "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
