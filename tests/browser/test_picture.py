"""The picture of the care summary in the README is what a browser shows of it now.

``PICTURES=write`` draws it anew. Fonts differ from machine to machine, so the two are compared from afar.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Opening, Summaries

pytestmark = pytest.mark.browser

KEPT = Path(__file__).parents[2] / "docs" / "pictures" / "summary.png"
SIZE = {"x": 0, "y": 0, "width": 860, "height": 1010}


def test_the_picture_is_the_summary_as_it_is_now(opened: Opening, summaries: Summaries) -> None:
    from PIL import Image, ImageChops, ImageStat

    found = opened(summaries("fractional-ablative", "--label", "For the visit of 28 December"), width=860)
    drawn = found.page.screenshot(clip=SIZE, full_page=True)  # type: ignore[arg-type]
    if os.environ.get("PICTURES") == "write":
        Image.open(io.BytesIO(drawn)).convert("P", colors=32).save(KEPT, optimize=True)
    one, other = (Image.open(each).convert("L").resize((86, 101)) for each in (io.BytesIO(drawn), KEPT))
    assert ImageStat.Stat(ImageChops.difference(one, other)).mean[0] < 6
