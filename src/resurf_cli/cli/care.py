"""The pages of care: what is to be done on a day, in a phase, and all that is known about one instruction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resurf_cli.cli.options import For, Json, complete_tasks
from resurf_cli.core.checklist import CONSULT, DAY, MAINTENANCE, PREP, RECOVERY
from resurf_cli.errors import UsageError

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings

All = Annotated[bool, typer.Option("--all", help="The whole phase, not only this day's part of it.")]
Answer = Annotated[list[str] | None, typer.Option("--answer", metavar="QUESTION=ANSWER", help="May be repeated.")]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="As in: resurf plan set.")]


def today(
    ctx: typer.Context,
    day: For = None,
    full: Annotated[bool, typer.Option("--all", help="Everything of the day, also past one screen.")] = False,
    json: Json = False,
) -> None:
    """The page of today, or of another day.

    Tasks, what to avoid, what is normal now, and which signs need a call.

    Examples: resurf today · resurf today --for tomorrow · resurf today --for day3 --json
    """
    from resurf_cli.core.day import day_page

    here: Surroundings = ctx.obj
    page = day_page(*here.ledger_of_day(day))
    if json or here.options.plain:
        here.show("day", page, json=json)
    else:
        here.show("day", page, full=full)


def prep(
    ctx: typer.Context,
    checklist: Annotated[str | None, typer.Option("--treatment", metavar="ID-or-FILE", help="Makes the plan.")] = None,
    date: Annotated[
        list[str] | None, typer.Option("--date", metavar="DATE", help="The treatment date; of a series, each.")
    ] = None,
    answer: Answer = None,
    set_: Set = None,
    day: For = None,
    whole: All = False,
    json: Json = False,
) -> None:
    """The preparation; with no plan yet, makes one.

    With --treatment and --date, or by asking.

    Examples: resurf prep --treatment fractional-ablative --date 2026-12-10 --answer cold-sores=yes · resurf prep --all
    """
    here: Surroundings = ctx.obj
    making_flags = checklist is not None or bool(date) or bool(answer) or bool(set_)
    if here.history_if_any() is None:
        from resurf_cli.cli import making

        making.make_plan(
            here, making.Wanted(checklist, tuple(date or ()), tuple(answer or ()), tuple(set_ or ())), json=json
        )
    elif making_flags:
        raise UsageError("There is a plan already: resurf plan new makes another, resurf plan set and move change it.")
    _phase(here, PREP, day, whole=whole, json=json)


def consult(ctx: typer.Context, json: Json = False) -> None:
    """Choosing a provider, and the consultation.

    Example: resurf consult
    """
    _phase(ctx.obj, CONSULT, None, whole=True, json=json)


def treatment(ctx: typer.Context, day: For = None, whole: All = False, json: Json = False) -> None:
    """The treatment day.

    Examples: resurf treatment --all · resurf treatment --for day0
    """
    _phase(ctx.obj, DAY, day, whole=whole, json=json)


def recovery(ctx: typer.Context, day: For = None, whole: All = False, json: Json = False) -> None:
    """The recovery, with its progress.

    Examples: resurf recovery · resurf recovery --for day3 · resurf recovery --all
    """
    _phase(ctx.obj, RECOVERY, day, whole=whole, json=json)


def maintenance(ctx: typer.Context, day: For = None, whole: All = False, json: Json = False) -> None:
    """What keeps the result, in the months after.

    Examples: resurf maintenance · resurf maintenance --all
    """
    _phase(ctx.obj, MAINTENANCE, day, whole=whole, json=json)


def _phase(here: Surroundings, phase: str, day: str | None, *, whole: bool, json: bool) -> None:
    from resurf_cli.core.phase import phase_page

    ledger = here.ledger()
    here.show("phase", phase_page(ledger, phase, here.day(day, history=ledger.history), whole=whole), json=json)


def show(
    ctx: typer.Context,
    task: Annotated[str, typer.Argument(metavar="TASK", autocompletion=complete_tasks)],
    day: For = None,
    json: Json = False,
) -> None:
    """All about one instruction, and whose word it is.

    Also of what is no task: avoid.ID, expect.ID, signs.ID, supplies.ID.

    Examples: resurf show ointment · resurf show 17 · resurf show avoid.sun
    """
    from resurf_cli.core.card import card

    here: Surroundings = ctx.obj
    ledger = here.ledger()
    here.show("card", card(ledger, task, here.day(day, history=ledger.history)), json=json)


def signs(ctx: typer.Context, day: For = None, json: Json = False) -> None:
    """All warning signs, and the numbers to call.

    Example: resurf signs
    """
    from resurf_cli.core.signs import signs_page

    here: Surroundings = ctx.obj
    with here.whom_to_call():
        page = signs_page(*here.ledger_of_day(day))
    here.show("signs", page, json=json)


def log(ctx: typer.Context, json: Json = False) -> None:
    """All that was recorded, in order.

    Example: resurf log
    """
    from resurf_cli.core.log import log as lines

    here: Surroundings = ctx.obj
    here.show("log", lines(here.history()), json=json)
