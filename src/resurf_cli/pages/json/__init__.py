"""What programs read: one object for each command that reads, ready to be written as JSON.

The shapes are fixed and only grow; those of ``show``, ``signs``, ``log``, ``plan show`` and ``checklist show`` are
written down in ``docs/json.md``. Dates are ISO texts, and texts are as they were written.
"""

from .answers import backwards, calendar, call, check_in, diary, questions, ready, synced, timeline, when
from .days import day, phase
from .items import card, log, signs
from .sheets import checklist, checklists, photos, plan, plans, summary

__all__ = [
    "backwards",
    "calendar",
    "call",
    "card",
    "check_in",
    "checklist",
    "checklists",
    "day",
    "diary",
    "log",
    "phase",
    "photos",
    "plan",
    "plans",
    "questions",
    "ready",
    "signs",
    "summary",
    "synced",
    "timeline",
    "when",
]
