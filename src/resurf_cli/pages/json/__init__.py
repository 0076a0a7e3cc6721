"""What programs read: one object for each command that reads, ready to be written as JSON.

The shapes are fixed and only grow; those of ``show``, ``signs``, ``log``, ``plan show`` and ``checklist show`` are
written down in ``docs/json.md``. Dates are ISO texts, and texts are as they were written.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

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
    for module, pages in _PAGES.items():
        if name in pages:
            return getattr(import_module(f"{__name__}.{module}"), name)
    message = f"there is no page {name}"
    raise AttributeError(message)
