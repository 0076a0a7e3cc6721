from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from resurf_cli import __version__
from resurf_cli.cli import main
from resurf_cli.cli.app import GROUPS, MODULES, program, split

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

EVERY = [*GROUPS, *(command for commands in MODULES.values() for command in commands)]


def completed(line: str) -> list[str]:
    """What a shell is offered after Tab."""
    import os

    words = line.split(" ")
    env = {**os.environ, "_RESURF_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    code = "from resurf_cli.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False
    ).stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("resurf done oint", ["ointment"]),
        ("resurf skip w", ["wash", "walk"]),
        ("resurf done supplies.", ["supplies.petrolatum"]),
        ("resurf happened h", ["healed"]),
        ("resurf told signs.f", ["signs.fever"]),
        ("resurf plan use s", ["small"]),
        ("resurf plan set cold", ["cold-sores="]),
        ("resurf recov", ["recovery"]),
    ],
)
def test_a_shell_completes_ids(resurf: Program, line: str, offered: list[str]) -> None:
    resurf.planned()
    assert completed(line) == offered


def test_completion_without_a_plan_offers_nothing_and_fails_not(resurf: Program) -> None:
    assert completed("resurf done oint") == []
    assert not resurf.folder.exists()


@pytest.mark.parametrize("name", EVERY)
def test_every_command_has_a_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert (f"Example: resurf {name}" in text or f"Examples: resurf {name}" in text) or name in GROUPS
    for group in GROUPS:
        if name == group:
            assert f"Usage: resurf {group}" in text


def test_the_help_names_every_command_and_the_global_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for word in (*EVERY, "--data-dir", "--plan", "--now", "--no-input", "--plain", "--debug"):
        assert word in text


def test_a_line_that_names_a_command_builds_it_alone() -> None:
    assert [each.name or getattr(each.callback, "__name__", "") for each in program(["done"]).registered_commands] == [
        "done"
    ]
    assert program(["plan"]).registered_commands == []
    assert len(program(["--help"]).registered_commands) == len(EVERY) - len(GROUPS)


def test_global_options_stand_anywhere_before_two_dashes() -> None:
    options, rest = split(["done", "--plain", "x", "--now=2026-12-13", "--plan", "p", "--", "--plain"])
    assert rest == ["done", "x", "--", "--plain"]
    assert (options.plain, options.now, options.plan, options.debug) == (True, "2026-12-13", "p", False)


def test_an_option_wins_over_its_environment_variable(
    resurf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resurf.planned()
    monkeypatch.setenv("RESURF_PLAN", "no-such-plan")
    assert resurf("today").code == 3
    assert resurf("today", "--plan", "small").code == 0
    assert resurf("today", "--data-dir", str(tmp_path / "elsewhere"), "--plan", "small").code == 3
    assert not (tmp_path / "elsewhere").exists()


def test_the_version_is_said_without_looking_it_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"resurf {__version__}\n"
