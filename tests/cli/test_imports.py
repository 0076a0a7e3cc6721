"""What a command loads: the same on every machine, where a time is not."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from resurf_cli.cli.app import GROUPS, MODULES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

NEVER = {
    "pydantic",
    "click",
    "importlib.metadata",
    "pkg_resources",
    "socket",
    "ssl",
    "http.client",
    "asyncio",
    "icalendar",
    "PIL",
}
DAILY = {
    "yaml", "rich", "resurf_cli.reading", "resurf_cli.cli.making", "resurf_cli.cli.plans",
    "hashlib", "tempfile", "random", "dataclasses", "calendar", "zipfile", "decimal", "platformdirs",
}  # fmt: skip
"""What no command of every day loads: each takes longer than the answer."""
HEAVY = {"yaml", "rich", "icalendar", "PIL", "zipfile", "decimal", "unittest", "argparse", "platformdirs", *NEVER}
TAKES = {
    **dict.fromkeys(("happened healed", "told ointment", "show ointment", "when sun", "timeline", "signs", "call"), ""),
    **dict.fromkeys(("check-in --pain 3", "questions", "summary", "summary --format html", "log", "redo"), ""),
    **dict.fromkeys(("prep", "consult", "treatment", "maintenance", "plan show", "plan set wake=07:30"), ""),
    "plan move +1d --yes": "",
    "plan update": "yaml",
    "plan new --treatment non-ablative --date 2027-01-10": "yaml",
    "checklist list": "yaml",
    "calendar --output -": "icalendar",
    "photo list": "",
    "backup care.zip": "zipfile",
    "doctor": "zipfile",
    "--help": "",
    "--version": "",
}
"""What of the heavy modules a command loads."""


def loaded(*words: str) -> set[str]:
    """The modules in memory when a command is over."""
    code = (
        "import sys; from resurf_cli.cli import main; c = main(sys.argv[1:]); print(c, *sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *words, "--now", "2026-12-13T09:00"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    ended, *modules = ran.stderr.splitlines()[-1].split()
    assert ended == "0", ran.stderr
    return set(modules)


@pytest.mark.parametrize(
    "words",
    [
        ("today", "--plain"),
        ("today",),
        (),
        ("today", "--json"),
        ("done", "ointment"),
        ("skip", "wash", "--because", "x"),
        ("note", "x"),
        ("undo",),
        ("recovery",),
    ],
    ids=" ".join,
)
def test_a_command_of_every_day_loads_no_yaml_no_rich_and_no_other_command(
    resurf: Program, words: tuple[str, ...]
) -> None:
    resurf.planned()
    modules = loaded(*words)
    assert modules.isdisjoint(NEVER | DAILY), sorted(modules & (NEVER | DAILY))


@pytest.mark.parametrize("line", TAKES)
def test_a_command_loads_the_heavy_module_it_needs_and_no_other(
    resurf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    resurf.planned()
    monkeypatch.chdir(tmp_path)
    assert loaded(*line.split(" ")) & HEAVY == set(TAKES[line].split())


def test_every_command_is_in_the_table_or_among_those_of_every_day() -> None:
    daily = {"today", "done", "skip", "note", "undo", "recovery"}
    seen = {line.split(" ")[0] for line in TAKES}
    every = {*GROUPS, *(command for commands in MODULES.values() for command in commands)}
    assert every - daily - seen == {"ready", "restore"}  # one needs a treatment to come, the other a backup


def test_nothing_that_reaches_a_network_is_loaded_by_any_page(resurf: Program) -> None:
    resurf.planned()
    for words in (("summary",), ("plan", "show"), ("checklist", "list"), ("show", "ointment"), ("--help",)):
        assert loaded(*words).isdisjoint({"socket", "ssl", "http.client", "urllib.request", "pydantic"})
