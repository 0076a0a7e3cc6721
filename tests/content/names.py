"""Names that more than one ban of a treatment goes by: asked for, all of them answer, the strictest first."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from resurf_cli.core.avoid import spans
from tests.content import checklist
from tests.content.plans import TREATED, least, most, record
from tests.content.windows import meet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resurf_cli.core.checklist import Ban, Checklist
    from resurf_cli.core.schedule import Schedule


def shared(name: str) -> list[str]:
    """Pairs of bans that can be in force on the same day for the same person, with the names they have in common."""
    found = checklist(name)
    schedule = record(name, {}).ledger(TREATED.isoformat()).schedule
    return [
        f"{one.id} and {other.id}: {', '.join(sorted(common))}"
        for one, other in combinations(found.avoid.values(), 2)
        if (common := names(one) & names(other)) and overlap(one, other, schedule) and for_one_person(one, other, found)
    ]


def names(ban: Ban) -> set[str]:
    """What a ban is found by."""
    return {each.casefold() for each in (ban.what, *ban.aka)}


def overlap(one: Ban, other: Ban, schedule: Schedule) -> bool:
    """Whether two bans have a day in common."""
    return any(meet(a, b) for a in spans(one, schedule, TREATED) for b in spans(other, schedule, TREATED))


def for_one_person(one: Ban, other: Ban, found: Checklist) -> bool:
    """Whether any answers make both apply."""
    return any(
        all(each.said.condition is None or each.said.condition.holds(answers) for each in (one, other))
        for answers in people(found)
    )


def people(found: Checklist) -> Iterator[dict[str, tuple[str, ...]]]:
    """Answers of most and of least risk, and each of these with one question answered otherwise."""
    for answers in (most(found), least(found)):
        yield answers
        for question in found.questions.values():
            yield from ({**answers, question.id: (each,)} for each in question.readings())
