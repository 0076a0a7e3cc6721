"""The whole journey: ``resurf timeline``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resurf_cli.cli.options import Json

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings


def timeline(
    ctx: typer.Context,
    whole: Annotated[bool, typer.Option("--all", help="Also what is over, with its bars.")] = False,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day of a part of it.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day of a part of it.")] = None,
    json: Json = False,
) -> None:
    """The whole journey as bars, today marked.

    What to avoid, strictly or carefully, by the day it ends; then care, what is normal, and the days to know.

    Examples: resurf timeline · resurf timeline --all · resurf timeline --from -1w --to +6w
    """
    from resurf_cli.core.timeline import timeline as journey

    here: Surroundings = ctx.obj
    ledger, _ = here.ledger_of_day(None)
    begin, end = here.between(first, last, ledger.history)
    page = journey(ledger, begin, end)
    if json or here.options.plain:
        here.show("timeline", page, json=json)
    else:
        here.show("timeline", page, whole=whole)
