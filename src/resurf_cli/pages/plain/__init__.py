"""``--plain``: one record a line, fields parted by a tab, never wrapped, ASCII; for scripts and screen readers.

The first word of a line says what it is; fields are only ever added at the end. An empty field is nothing.
"""

from __future__ import annotations

from typing import Any, Final

from resurf_cli.pages import loaded

_PAGES: Final = {
    "days": ("day", "phase", "card", "log", "signs"),
    "answers": (
        "ready", "questions", "timeline", "backwards", "when", "check_in", "call", "diary", "calendar", "synced",
    ),
    "health": ("doctor",),
    "sheets": ("summary", "photos", "plans", "plan", "checklists", "checklist"),
}  # fmt: skip
"""Which module holds which pages: it is loaded when a page of it is asked for."""


def __getattr__(name: str) -> Any:
    return loaded(__name__, _PAGES, name)
