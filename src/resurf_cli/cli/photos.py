"""The photo diary: adding, listing, taking off."""

from __future__ import annotations

import os
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from resurf_cli.cli.options import Json
from resurf_cli.core import dates
from resurf_cli.core.photos import PHOTO, PHOTO_REMOVE, next_number
from resurf_cli.errors import NotFound, RecordError, UsageError
from resurf_cli.record.photos import Photos

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.progress import Ledger
    from resurf_cli.reading.images import Image

app = typer.Typer(help="The photo diary: add, list, remove.", rich_markup_mode=None, no_args_is_help=True)

LONGEST: Final = 80
"""How many letters the place of a photograph has at most."""
SEVERAL: Final = 3
"""From how many photographs on a bar shows how far it is."""


@app.command()
def add(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...")],
    area: Annotated[str, typer.Option("--area", metavar="TEXT", help='What it shows, as "left cheek".')] = "",
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it was taken; else today.")] = None,
) -> None:
    """Copy photographs into the diary.

    Place and device are not kept, nothing is sent anywhere. Several files are one change: all are added or none.

    Examples: resurf photo add cheek.jpg --area "left cheek" · resurf photo add a.jpg b.jpg --on yesterday
    """
    here: Surroundings = ctx.obj
    history = here.history()
    day = here.past_date(on, history, "a photograph can be added then")
    place = " ".join(area.split())
    if len(place) > LONGEST:
        raise UsageError(f"The place is too long: {LONGEST} letters are the most.")
    images = _read(here, [Path(each).expanduser() for each in files])
    _add(here, history.plan, images, place, day)


def _read(here: Surroundings, paths: list[Path]) -> list[Image]:
    """The photographs; where one of them cannot be read none is, and each that cannot is named."""
    from resurf_cli.reading.images import read_image

    images, mistakes = [], []
    with _progress(here, len(paths)) as seen:
        for path in paths:
            try:
                images.append(read_image(path))
            except (UsageError, NotFound) as error:
                mistakes.append(error)
            seen()
    if mistakes:
        words = "\n".join(dict.fromkeys(map(str, mistakes)))
        raise type(mistakes[0])(f"{words}\nNothing was added.")
    return images


def _progress(here: Surroundings, total: int) -> AbstractContextManager[Callable[[], None]]:
    if total < SEVERAL or not here.interactive:
        return nullcontext(lambda: None)
    from resurf_cli.pages.terminal import progress

    return progress("photographs", total)


def _add(here: Surroundings, plan: Plan, images: list[Image], area: str, day: date) -> None:
    names = {image.checksum: f"{day.isoformat()}-{os.urandom(6).hex()}" for image in images}
    files: dict[str, bytes] = {}
    for image in images:
        files |= {f"{names[image.checksum]}.jpg": image.full, f"{names[image.checksum]}-small.jpg": image.small}

    def data(before: Ledger) -> dict[str, Any] | None:
        there = {(each.day, each.sha256) for each in before.plan.photos}
        new = {image.checksum: image for image in images if (day, image.checksum) not in there}
        first = next_number(before.history.entries)
        listed = [_written(number, names[each.checksum], each) for number, each in enumerate(new.values(), first)]
        return {"day": day.isoformat(), "area": area, "photos": listed} if listed else None

    with Photos(here.folder, plan.id).adding(files):
        written = here.write(PHOTO, data, plan.id)
    _say(here, written.entry.data["photos"] if written.entry else [], images, area, day)


def _written(number: int, name: str, image: Image) -> dict[str, Any]:
    return {
        "number": number,
        "file": f"{name}.jpg",
        "small": f"{name}-small.jpg",
        "width": image.width,
        "height": image.height,
        "sha256": image.checksum,
        "small_sha256": sha256(image.small).hexdigest(),
    }


def _say(here: Surroundings, added: list[dict[str, Any]], images: list[Image], area: str, day: date) -> None:
    if added:
        numbers = ", ".join(str(each["number"]) for each in added)
        of = f" of {area}" if area else ""
        here.say(f"Added photo {numbers}{of}, {dates.said(day, here.today)}. Place and device are not in it.")
    if same := len(images) - len(added):
        here.say(f"{same} {'is' if same == 1 else 'are'} there already for that day: not added again.")
    for each in dict.fromkeys(image.taken for image in images):
        if each is not None and each != day:
            here.tell(
                f"A file says it was taken on {dates.full(each)}. If so: resurf undo, then add it with --on {each}"
            )


@app.command("list")
def list_(ctx: typer.Context, json: Json = False) -> None:
    """The photographs, by day.

    Example: resurf photo list
    """
    here: Surroundings = ctx.obj
    plan = here.history().plan
    _, gone = shown(here, plan)
    here.show("photos", plan, here.today, gone, json=json)


def shown(here: Surroundings, plan: Plan) -> tuple[dict[str, bytes], dict[int, str]]:
    """The previews of the photographs by their names, and those that cannot be shown by number, with why."""
    previews, gone, photos = {}, {}, Photos(here.folder, plan.id)
    for each in plan.photos:
        try:
            photos.read(each.file, each.sha256)
            previews[each.small] = photos.read(each.small, each.small_sha256)
        except (NotFound, RecordError) as error:
            gone[each.number] = str(error)
    return previews, gone


@app.command()
def remove(
    ctx: typer.Context,
    numbers: Annotated[list[int], typer.Argument(metavar="N...")],
) -> None:
    """Take photographs off the diary; undo brings them back.

    Example: resurf photo remove 3
    """
    here: Surroundings = ctx.obj
    plan = here.history().plan
    here.write(PHOTO_REMOVE, lambda before: {"numbers": _known(numbers, before.plan)}, plan.id)
    gone = {each.number: each for each in plan.photos if each.number in numbers}
    here.say(f"Took off photo {', '.join(map(str, sorted(gone)))}. resurf undo brings it back.")
    folder = Photos(here.folder, plan.id).folder
    paths = "\n".join(f"  {folder / each.file}" for each in gone.values())
    here.tell(f"Kept until the plan is deleted:\n{paths}")


def _known(numbers: list[int], plan: Plan) -> list[int]:
    there = {each.number for each in plan.photos}
    if unknown := [each for each in numbers if each not in there]:
        listed = ", ".join(map(str, sorted(there))) or "none yet"
        raise NotFound(f"There is no photo {unknown[0]}. There are: {listed}. Nothing was taken off.")
    return sorted(set(numbers))
