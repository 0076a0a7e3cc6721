"""Checklists: those that come with resurf and the user's own; reading one, and checking a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resurf_cli.cli.context import print_json
from resurf_cli.cli.options import Json
from resurf_cli.errors import InvalidChecklist, NotFound

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings
    from resurf_cli.reading.diagnostics import Diagnostic

app = typer.Typer(
    help="Checklists: list, show, check, start one from a clinic's sheet, and the schema.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.command("list")
def list_(ctx: typer.Context, json: Json = False) -> None:
    """The checklists that can be chosen.

    resurf's own, and those in your checklists folder.

    Example: resurf checklist list
    """
    here: Surroundings = ctx.obj
    here.show("checklists", here.shelf.listing(), json=json)


@app.command()
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID-or-FILE")],
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="With the days this treatment date gives.")
    ] = None,
    sources: Annotated[bool, typer.Option("--sources", help="With the list of sources.")] = False,
    json: Json = False,
) -> None:
    """A whole checklist, to read or to print; one that extends another beside what that says.

    Examples: resurf checklist show fractional-ablative · resurf checklist show clinic.yaml --date 2026-12-10 --sources
    """
    here: Surroundings = ctx.obj
    loaded = here.shelf.find(name)
    day0 = here.day(date) if date else None
    base = loaded.base.checklist if loaded.base and not loaded.shipped else None  # what ours build on is no sheet
    if json:
        from resurf_cli.pages import json as form

        print_json(form.checklist(loaded.checklist, day0=day0, base=base))
    else:
        here.show("checklist", loaded.checklist, day0=day0, sources=sources, base=base)


@app.command()
def check(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as mistakes.")] = False,
    json: Json = False,
) -> None:
    """Every mistake of a checklist file.

    And every warning, each with its place and how to right it.

    Example: resurf checklist check clinic.yaml
    """
    from resurf_cli.reading.diagnostics import clean, rendered

    here: Surroundings = ctx.obj
    found: dict[Path, tuple[Diagnostic, ...]] = {}
    missing: list[NotFound] = []
    for path in files:
        try:
            found[path] = here.shelf.check(path)
        except NotFound as error:
            missing.append(error)
    every = [each for diagnostics in found.values() for each in diagnostics]
    refused = any(each.is_mistake or strict for each in every)
    if json:
        print_json(
            {"schema": "resurf.check/1", "files": [str(path) for path in files], "diagnostics": [*map(_json, every)]}
        )
    else:
        for path, diagnostics in found.items():
            sys.stdout.write((rendered(diagnostics) or f"{clean(str(path))}: no mistakes") + "\n")
    if missing:
        raise NotFound("\n".join(map(str, missing)))
    if refused:
        raise typer.Exit(InvalidChecklist.exit_code)


@app.command()
def new(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, ending in .yaml.")],
    extends: Annotated[
        str | None, typer.Option("--extends", metavar="ID-or-FILE", help="The checklist that your sheet begins with.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
) -> None:
    """A clinic's own file, from its paper sheet.

    It says only what differs from the checklist it extends. At a terminal it asks what your sheet says, one
    instruction after the other; without one, or with --no-input, it writes a file to be filled in.

    Example: resurf checklist new --extends fractional-ablative clinic.yaml
    """
    from resurf_cli.cli import sheet

    sheet.new(ctx.obj, extends, file, force=force)


@app.command()
def schema(
    json: Json = False,  # noqa: ARG001 - it is JSON with and without
) -> None:
    """The JSON Schema of the format.

    With it beside a checklist file, an editor explains and completes its keys.

    Example: resurf checklist schema > checklist.schema.json
    """
    from resurf_cli.reading.shelf import schema_file

    sys.stdout.write(schema_file().read_text(encoding="utf-8"))


def _json(found: Diagnostic) -> dict[str, object]:
    names = ("file", "line", "column", "severity", "code", "message", "hint")
    return {name: getattr(found, name) for name in names}
