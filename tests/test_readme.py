"""What the README tells people to type works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from resurf_cli.cli import main

if TYPE_CHECKING:
    import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
ENDS = {"done": 2, "plan move +1w": 2, "ready": 3, "photo add cheek.jpg --area left cheek": 3}
"""What needs a person, a picture, or a treatment that is still to come, and the exit code without."""
TYPED = [line for block in BLOCKS for line in block.splitlines() if line.startswith("resurf")]


def test_every_command_in_the_readme_works_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RESURF_NOW", "2026-12-17T10:00")
    assert len(TYPED) > 12
    for line in TYPED:
        words = shlex.split(line, comments=True)[1:]
        code = main(words)
        said = capsys.readouterr()
        assert code == ENDS.get(" ".join(words), 0), (line, said.err)


def test_every_file_the_readme_points_to_is_there() -> None:
    for path in re.findall(r"\]\(([^)]+)\)", README):
        assert (Path(__file__).parent.parent / path).exists(), path
