"""khal reads the calendar: the sessions on their days, with a bell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import program

if TYPE_CHECKING:
    from .conftest import World

pytestmark = pytest.mark.peers


def test_khal_lists_what_the_calendar_says(world: World) -> None:
    world.resurf(
        "prep", "--treatment", "fractional-ablative", "--date", "2026-12-10", "--answer", "cold-sores=yes",
        now="2026-12-01T12:00",
    )  # fmt: skip
    world.resurf("plan", "set", "visit.healing-check=2026-12-17", now="2026-12-01T12:00")
    file = world.folder / "care.ics"
    world.resurf("calendar", "--output", str(file), now="2026-12-01T12:00")
    khal = (program("khal"), "-c", str(world.folder / "khal.conf"))
    world.run(*khal, "import", "--batch", str(file))
    week = world.run(*khal, "list", "2026-12-10", "1d")
    assert "Fractional ablative laser resurfacing" in week
    assert "⏰" in week
    assert "Healing check" in world.run(*khal, "list", "2026-12-17", "1d")
    assert "Avoid: Direct sun" in world.run(*khal, "list", "2027-03-01", "1d")
