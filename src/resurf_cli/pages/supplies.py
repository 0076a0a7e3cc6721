"""When a day's page speaks of what has to be at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resurf_cli.core.day import DayPage


def supplies_due(page: DayPage) -> bool:
    """Whether the page has a line on supplies: from the first ``by`` on, until all are ticked or the day is past."""
    if not page.supplies or page.day > page.plan.first or all(each.done for each in page.supplies):
        return False
    return min(each.by for each in page.supplies) <= page.day
