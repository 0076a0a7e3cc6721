"""The calendar of a plan, as a file for any program that reads those."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resurf_cli.cli.options import Json
from resurf_cli.cli.output import into
from resurf_cli.errors import UsageError

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings

app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def calendar(
    ctx: typer.Context,
    output: Annotated[str | None, typer.Option("--output", metavar="FILE", help="A new file; - is the screen.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without", metavar="KIND", help="sessions, visits, last-days, events, care or avoid. May be repeated."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """The plan as one calendar file, with alarms.

    Treatments, visits, last days, reminders of each day's care, what to avoid. Put it into a calendar of its own, and
    import it there again when dates have moved.

    Examples: resurf calendar --output resurf.ics · resurf calendar --without avoid --output resurf.ics
    """
    if ctx.invoked_subcommand is not None:
        return
    from resurf_cli.core.calendar import calendar as made
    from resurf_cli.pages.calendar import KINDS, as_ics, entries

    here: Surroundings = ctx.obj
    if unknown := [each for each in without or () if each not in KINDS]:
        raise UsageError(f'A calendar has no "{unknown[0]}". It has: {", ".join(KINDS)}.')
    found = made(here.ledger())
    shown = entries(found, here.record.identity(), without or ())
    if json or here.options.plain:
        here.show("calendar", found, shown, json=json)
        return
    text = as_ics(found, shown)
    if output in {None, "-"}:
        sys.stdout.write(text)
        return
    into(here, str(output), text, force=force)
    here.tell("Import it into a calendar of its own. After a change of dates make it anew and import it there again.")


@app.command("sync")
def sync_(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR")],
    json: Json = False,
) -> None:
    """A folder of tasks, one file each, both ways.

    For Tasks.org, Nextcloud, Apple Reminders and every CalDAV server, through vdirsyncer: docs/phone.md shows how.
    What was ticked there is recorded, and the plan is written for the next 60 days.

    Example: resurf calendar sync ~/tasks/resurf
    """
    from resurf_cli.cli.syncing import sync

    here: Surroundings = ctx.obj
    here.show("synced", sync(here, Path(folder).expanduser()), json=json)
