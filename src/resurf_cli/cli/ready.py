"""Whether the treatment day can go ahead, with the answers that are needed for it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Final

import typer

from resurf_cli.cli.options import Json, complete_ready
from resurf_cli.core.plan import READY as ANSWERS
from resurf_cli.core.ready import CALL, NOT_YET, READY, asked_items, items_on, ready_page
from resurf_cli.errors import NotFound, RecordError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.checklist import Ready
    from resurf_cli.core.progress import Ledger

CODES: Final = {CALL: 10, NOT_YET: 11, READY: 0}
"""The exit code of each verdict."""
KEYS: Final = "y yes, n no, Enter not known, b back, q stop"
_KEYS: Final = {"y": "yes", "n": "no", "\r": "not known", "b": "back", "q": "stop"}
_READINGS: Final = {"yes": True, "y": True, "no": False, "n": False}


def ready(
    ctx: typer.Context,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", metavar="ID=yes|no", help="May be repeated.", autocompletion=complete_ready),
    ] = None,
    full: Annotated[bool, typer.Option("--all", help="Everything, also past one screen.")] = False,
    json: Json = False,
) -> None:
    """Can the treatment day go ahead? What is missing, and what needs a call.

    At a terminal it asks what is not answered, one key each. Answers count for this day.

    The exit code is 0, 11 for not yet, 10 for call.

    Examples: resurf ready · resurf ready --answer cold-sore-now=no --answer ill-now=no
    """
    here: Surroundings = ctx.obj
    ledger = here.ledger()
    given = _given(ledger, answer or ())
    try:
        if here.interactive:
            _ask(here, ledger, given)
    finally:  # what was answered before somebody stopped is kept
        failure = _stored(here, given)
    page = ready_page(ledger, here.clock, given)
    if json or here.options.plain:
        here.show("ready", page, json=json)
    else:
        here.show("ready", page, full=full)
    if failure is not None:
        here.tell(f"{failure} Your answers are not kept.")
    code = CODES[page.verdict]
    raise typer.Exit(code if failure is None or page.verdict == CALL else failure.exit_code)


def _stored(here: Surroundings, given: dict[str, bool]) -> RecordError | None:
    """Record the answers as one change; where that fails the verdict is given all the same."""
    try:
        if given:
            here.write(ANSWERS, lambda _: {"day": here.today.isoformat(), "answers": given})
            here.tell("Kept for today. resurf undo takes it back.")
    except RecordError as error:
        return error
    return None


# --- answers ---------------------------------------------------------------------------------------------------------


def _given(ledger: Ledger, texts: Sequence[str]) -> dict[str, bool]:
    """The answers of the line, by item.

    Raises:
        UsageError: one is neither yes nor no, or an item is answered twice, or is answered in another way.
        NotFound: there is no such item to answer.
    """
    found: dict[str, bool] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        item = _item(ledger, name.strip().removeprefix("ready."))
        yes = _READINGS.get(value.strip().lower())
        if not equals or yes is None:
            raise UsageError(f'"{text}" is no answer: write --answer {item.id}=yes or --answer {item.id}=no.')
        if found.get(item.id, yes) is not yes:
            raise UsageError(f"{item.id} is answered both yes and no: nothing was recorded.")
        found[item.id] = yes
    return found


def _item(ledger: Ledger, name: str) -> Ready:
    plan = ledger.plan
    mine = {each.id: each for each in items_on(plan, ledger.today)}
    item = mine.get(name)
    if item is None and name in plan.checklist.ready:
        raise NotFound(f'"{name}" is not asked: by your answers it does not apply, or your clinic took it off.')
    if item is None:
        near = get_close_matches(name, mine, n=3) or [each.id for each in mine.values() if _answerable(each)]
        raise NotFound(f'There is nothing to answer that is called "{name}". There are: {", ".join(near) or "none"}.')
    if not _answerable(item):
        how = f"you tick it: resurf done {item.needs}" if item.needs else "your answers decide it: resurf plan show"
        raise UsageError(f"{item.id} is not answered here: {how}.")
    return item


def _answerable(item: Ready) -> bool:
    return bool(item.ask or item.alerts)


# --- asking ----------------------------------------------------------------------------------------------------------


def _ask(here: Surroundings, ledger: Ledger, given: dict[str, bool]) -> None:
    """Ask what is not answered, one key each, into ``given``; nothing before the week of the treatment.

    Raises:
        Interrupted: Ctrl-C.
    """
    from resurf_cli.pages.ready import question

    page = ready_page(ledger, here.clock, given)
    items = asked_items(page) if page.asking else []
    place = 0
    if items:
        here.tell(KEYS)
    while place < len(items):
        key = here.key(f"{place + 1} of {len(items)}  {question(items[place], page)} ", _KEYS, KEYS)
        if key == "stop":
            return
        if key in _READINGS:
            given[items[place].id] = _READINGS[key]
        elif key == "not known":
            given.pop(items[place].id, None)
        place = max(0, place - 1) if key == "back" else place + 1
