"""The pictures of the README are the program's own, and call nobody."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).parent.parent / "docs"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pictures", DOCS / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["pictures"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    import os

    before = dict(os.environ)
    folder = tmp_path_factory.mktemp("pictures")
    made: Any = script()
    try:
        return {path.name: path.read_text(encoding="utf-8") for path in made.draw(folder)}
    finally:
        os.environ.clear()
        os.environ.update(before)


def words(svg: str) -> list[str]:
    """The words in a picture; how Rich draws them may differ from version to version."""
    return re.findall(r">([^<>\n]+)<", svg)


def test_the_pictures_are_what_the_program_prints_now(drawn: dict[str, str]) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "pictures").glob("*.svg")}
    assert set(kept) == set(drawn)
    for name, svg in drawn.items():
        assert words(svg) == words(kept[name]), f"python docs/pictures.py draws {name} anew"


def test_opening_a_picture_asks_nobody(drawn: dict[str, str]) -> None:
    for svg in drawn.values():
        asked = re.findall(r"""(?:href|src)\s*=|@font-face|@import|url\(\s*["']?(?!#)|<script|<image""", svg)
        assert asked == []
