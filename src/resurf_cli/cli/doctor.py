"""What is wrong with the data folder, and putting it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from resurf_cli.cli.backup import progressing
from resurf_cli.cli.options import Json, Yes
from resurf_cli.errors import RecordError

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings


def doctor(ctx: typer.Context, yes: Yes = False, json: Json = False) -> None:
    """Check the data folder, explain what is wrong, and repair it.

    The record, its automatic copies, the photographs, and what stopped commands left. Nothing is changed without a yes;
    a damaged file is kept.

    Examples: resurf doctor · resurf doctor --yes
    """
    from resurf_cli.record.doctor import examine, repair

    here: Surroundings = ctx.obj
    files = sum(1 for pattern in ("photos/*/*", "backups/*") for _ in here.folder.glob(pattern))
    with progressing(here, files) as seen:
        found = examine(here.record, here.folder, seen)
    here.show("doctor", found.health, json=json)
    if found.health.mendable and (yes or here.interactive):
        if not here.confirmed("Repair this?", yes=yes):
            here.tell("Nothing was changed.")
        else:
            kept = repair(here.record, here.folder, found, here.clock)
            here.say("Repaired. resurf today shows your plan." if found.rescued else "Repaired.", json=json)
            if kept is not None:
                here.say(f"The damaged file is kept in {kept}", json=json)
            found = examine(here.record, here.folder)
    if not found.health.well:
        raise typer.Exit(RecordError.exit_code)
