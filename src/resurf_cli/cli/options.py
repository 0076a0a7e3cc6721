"""The arguments and options that several commands share, and the completion of ids."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from resurf_cli.cli.context import Globals, surroundings
from resurf_cli.core.items import KINDS, TASKS, items, title_of
from resurf_cli.core.schedule import applies
from resurf_cli.errors import ResurfError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resurf_cli.core.plan import Plan

Completed = list[tuple[str, str]]


def _completes(offered: Callable[[Plan], Iterator[tuple[str, str]]]) -> Callable[[str], Completed]:
    """A completion that never fails: a shell waiting for Tab is no place for an error."""

    def complete(incomplete: str) -> Completed:
        try:
            plan = surroundings(Globals()).history().plan
        except ResurfError:
            return []
        return [(word, text) for word, text in offered(plan) if word.startswith(incomplete)]

    return complete


def _items(plan: Plan, kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[str, str]]:
    for ref, item in items(plan.checklist, kinds):
        if applies(item.said, plan) is not False:
            yield ref, title_of(ref, plan.checklist)


def _tasks(plan: Plan) -> Iterator[tuple[str, str]]:
    return (each for each in _items(plan, (TASKS, "supplies")) if not plan.dropped(each[0], date.max))


def _events(plan: Plan) -> Iterator[tuple[str, str]]:
    return ((event.id, event.ask) for event in plan.checklist.events.values())


def _settings(plan: Plan) -> Iterator[tuple[str, str]]:
    return ((f"{each.id}=", each.ask) for each in plan.checklist.questions.values())


def _bans(plan: Plan) -> Iterator[tuple[str, str]]:
    return ((each.id, each.what) for each in plan.checklist.avoid.values() if applies(each.said, plan) is not False)


def _signs(plan: Plan) -> Iterator[tuple[str, str]]:
    return ((each.id, each.sign) for each in plan.checklist.signs.values())


def _scores(plan: Plan) -> Iterator[tuple[str, str]]:
    return ((f"{each.id}=", each.ask) for each in plan.checklist.measures.values())


def _asked(plan: Plan) -> Iterator[tuple[str, str]]:
    return ((f"{each.id}=", each.ask) for each in plan.checklist.ready.values() if each.ask or each.alerts)


def complete_plans(incomplete: str) -> list[str]:
    """The ids of plans."""
    try:
        kept = surroundings(Globals()).record.plans()
    except ResurfError:
        return []
    return [each.id for each in kept if each.id.startswith(incomplete)]


complete_tasks = _completes(_tasks)
complete_items = _completes(_items)
complete_events = _completes(_events)
complete_bans = _completes(_bans)
complete_signs = _completes(_signs)
complete_scores = _completes(_scores)
complete_settings = _completes(_settings)
complete_ready = _completes(_asked)

Tasks = Annotated[
    list[str], typer.Argument(metavar="TASK...", help="Ids, beginnings or numbers.", autocompletion=complete_tasks)
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Yes = Annotated[bool, typer.Option("--yes", help="Answer yes to what would be asked.")]
For = Annotated[str | None, typer.Option("--for", metavar="DATE", help="Another day than today.")]
Session = Annotated[int | None, typer.Option("--session", metavar="N", help="The session, where there are several.")]
