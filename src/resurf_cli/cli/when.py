"""When may I …: ``resurf when``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resurf_cli.cli.options import For, Json, complete_bans
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings


def when(
    ctx: typer.Context,
    thing: Annotated[list[str] | None, typer.Argument(metavar="[THING]", autocompletion=complete_bans)] = None,
    day: For = None,
    json: Json = False,
) -> None:
    """When may I …? Retinol, make-up, the gym; alone, everything to avoid by date.

    Never a yes from silence: what your plan does not name is for your clinic to answer.

    Examples: resurf when retinol · resurf when my hair dye · resurf when swim --for +2w
    """
    from resurf_cli.core.when import when_page
    from resurf_cli.pages.when import not_in_plan

    here: Surroundings = ctx.obj
    asked = " ".join(thing) if thing else None
    if asked is not None and not asked.strip():
        raise UsageError("When may you do what? For example: resurf when retinol; resurf when alone lists everything.")
    page = when_page(*here.ledger_of_day(day), asked)
    if asked is not None and not page.found:
        raise NotFound(not_in_plan(page))
    here.show("when", page, json=json)
