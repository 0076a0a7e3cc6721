"""Plans of the shipped treatments, on literal dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.content import loaded
from tests.core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resurf_cli.core.checklist import Checklist

TREATED: Final = date(2026, 12, 10)
FOUR: Final = tuple(TREATED + timedelta(weeks=4) * place for place in range(4))
MADE: Final = "2026-06-01"
"""Before any window of any treatment begins."""
FROM, TO = -60, 400


def most(found: Checklist) -> dict[str, tuple[str, ...]]:
    """Every risk: yes to everything, all areas, and of choices that exclude each other the last."""
    return {
        each.id: ("yes",)
        if each.kind == "yes-no"
        else tuple(each.choices)
        if each.kind == "several"
        else last(each.choices)
        for each in found.questions.values()
    }


def last(choices: Mapping[str, str]) -> tuple[str, ...]:
    """The last of several choices."""
    return tuple(choices)[-1:]


def least(found: Checklist) -> dict[str, tuple[str, ...]]:
    """No risk: no to everything, the first choice of one, and of several the first alone."""
    return {each.id: ("no",) if each.kind == "yes-no" else each.readings()[:1] for each in found.questions.values()}


def record(
    name: str,
    answers: Mapping[str, tuple[str, ...]],
    sessions: Iterable[date] = (TREATED,),
    *,
    made: str = MADE,
) -> Record:
    """A plan of a treatment with these answers, nothing recorded yet."""
    values: dict[str, Any] = {f"answers.{question}": list(given) for question, given in answers.items()}
    document = loaded(name).document
    return Record(document, *(day.isoformat() for day in sessions), made=made, shipped=True, values=values)


def with_events(plan: Record, sessions: Iterable[date] = (TREATED,)) -> Record:
    """The same with every event recorded on the day it is expected, in each session."""
    for number, treated in enumerate(sessions, 1):
        for event in plan.checklist.events.values():
            if event.expected is not None:
                plan.happened(event.id, (treated + timedelta(days=event.expected.days)).isoformat(), number)
    return plan
