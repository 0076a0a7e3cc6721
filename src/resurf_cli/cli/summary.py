"""The care summary, on the screen or in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from resurf_cli.cli.options import Json
from resurf_cli.cli.output import FORMS, form_of, put

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings

SUMMARY_FORMS: Final = (*FORMS, "html")


def summary(
    ctx: typer.Context,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="text, markdown, html or json; else what FILE is named."),
    ] = None,
    output: Annotated[str | None, typer.Option("--output", metavar="FILE", help="A new file; - is the screen.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day counted.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day counted.")] = None,
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help="What you want at the top.")] = "",
    no_photos: Annotated[bool, typer.Option("--no-photos", help="Leave the photographs out.")] = False,
    json: Json = False,
) -> None:
    """The care summary for your clinic.

    One page for a clinician in a hurry, then everything it was made from. As HTML it prints well and opens anywhere.

    Examples: resurf summary · resurf summary --output summary.html · resurf summary --format markdown --from day0
    """
    from resurf_cli.core.summary import summary as made

    here: Surroundings = ctx.obj
    ledger = here.ledger()
    begin, end = here.between(first, last, ledger.history)
    form = "json" if json else form or form_of(output, SUMMARY_FORMS)
    found = made(ledger, begin, end, photos=not no_photos)
    how: dict[str, Any] = {"label": label}
    if form == "html" and found.photos:
        from resurf_cli.cli.photos import shown

        how["pictures"], _ = shown(here, ledger.plan)
    put(here, "summary", found, form=form, output=output, force=force, forms=SUMMARY_FORMS, **how)
