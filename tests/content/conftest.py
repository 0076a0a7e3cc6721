"""Prints what is measured of the checklists and left to judgement, whatever came of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How hard each treatment is to read, its five hardest instructions, and the names that two bans share."""
    from tests.content import TREATMENTS, is_readable
    from tests.content.names import shared
    from tests.content.readability import report

    terminalreporter.section("what the checklists are like to read")
    for name in filter(is_readable, TREATMENTS):
        for line in report(name):
            terminalreporter.write_line(line)
        terminalreporter.write_line(f"  names of two bans: {'; '.join(shared(name)) or 'none'}")
