"""What programs read: one object for each command that reads, ready to be written as JSON.

The shapes are fixed and only grow; those of ``show``, ``signs``, ``log``, ``plan show`` and ``checklist show`` are
written down in ``docs/json.md``. Dates are ISO texts, and texts are as they were written.
"""

from __future__ import annotations

from typing import Any, Final

from resurf_cli.pages import loaded

_PAGES: Final = {
    "answers": (
        "backwards", "calendar", "call", "check_in", "diary", "questions", "ready", "synced", "timeline", "when",
    ),
    "days": ("day", "phase"),
    "health": ("doctor",),
    "items": ("card", "log", "signs"),
    "sheets": ("checklist", "checklists", "photos", "plan", "plans", "summary"),
}  # fmt: skip
"""Which module holds which pages: it is loaded when a page of it is asked for."""


def __getattr__(name: str) -> Any:
    return loaded(__name__, _PAGES, name)
