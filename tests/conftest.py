"""What holds for every test: no way to the home of whoever runs it, and the same environment everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

# A law holds on a slow machine too. Where CI is set, Hypothesis leaves nothing to chance: that stays.
settings.register_profile("resurf", settings.default, deadline=None)
settings.load_profile("resurf")

UNSET = ("RESURF_NOW", "RESURF_PLAN", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home; the data folder, not made yet, is ``tmp_path / "data"``."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(folder / "share"))
    monkeypatch.setenv("RESURF_DATA_DIR", str(tmp_path / "data"))
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    return folder
