"""What a command loads: the same on every machine, where a time is not."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
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
DAILY = {"yaml", "rich", "resurf_cli.reading", "resurf_cli.cli.making", "resurf_cli.cli.plans"}


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


def test_nothing_that_reaches_a_network_is_loaded_by_any_page(resurf: Program) -> None:
    resurf.planned()
    for words in (("summary",), ("plan", "show"), ("checklist", "list"), ("show", "ointment"), ("--help",)):
        assert loaded(*words).isdisjoint({"socket", "ssl", "http.client", "urllib.request", "pydantic"})
