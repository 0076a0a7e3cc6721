"""What conftest promises to every other test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs


def test_no_test_can_reach_the_home_of_whoever_runs_it(tmp_path: Path) -> None:
    assert Path.home().is_relative_to(tmp_path)
    assert Path(platformdirs.user_data_dir("resurf")).is_relative_to(tmp_path)
    assert Path(os.environ["RESURF_DATA_DIR"]).is_relative_to(tmp_path)


def test_a_program_started_by_a_test_cannot_either(tmp_path: Path) -> None:
    words = "import platformdirs; print(platformdirs.user_data_dir('resurf'))"
    folder = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout
    assert Path(folder).is_relative_to(tmp_path)


def test_no_setting_of_the_machine_reaches_a_test() -> None:
    assert not {"RESURF_NOW", "RESURF_PLAN", "NO_COLOR", "FORCE_COLOR", "COLUMNS"} & set(os.environ)
