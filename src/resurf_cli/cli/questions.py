"""What to ask at the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from resurf_cli.cli.options import Json
from resurf_cli.cli.output import put

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings


def questions(
    ctx: typer.Context,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, markdown or json.")] = "text",
    output: Annotated[str | None, typer.Option("--output", metavar="FILE", help="A new file; - is the screen.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    full: Annotated[bool, typer.Option("--all", help="Everything, also past one screen.")] = False,
    json: Json = False,
) -> None:
    """What to ask at the visit.

    Open consultation questions, what no clinic has confirmed, your notes. Markdown prints well, with boxes to tick.

    Examples: resurf questions · resurf questions --all · resurf questions --format markdown --output questions.md
    """
    from resurf_cli.core.questions import questions_page

    here: Surroundings = ctx.obj
    form = "json" if json else form
    on_screen = output in {None, "-"}
    how: dict[str, Any] = (
        {} if form != "text" or (on_screen and here.options.plain) else {"full": full or not on_screen}
    )
    put(here, "questions", questions_page(here.ledger()), form=form, output=output, force=force, **how)
