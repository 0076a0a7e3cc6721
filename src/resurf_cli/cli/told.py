"""The clinic's word that is on no sheet: said by phone or at the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from resurf_cli.cli.marking import checked_note
from resurf_cli.cli.options import Session, complete_items
from resurf_cli.core import dates
from resurf_cli.core.plan import TOLD
from resurf_cli.core.telling import Heard, Word, meant, what_changed, written
from resurf_cli.core.values import replace
from resurf_cli.errors import UsageError

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.progress import Ledger


def told(
    ctx: typer.Context,
    items: Annotated[
        list[str],
        typer.Argument(metavar="ITEM...", help="A task, or avoid.ID and the like.", autocompletion=complete_items),
    ],
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day, both included.")] = None,
    last: Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day; wins over events.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Your clinic takes it off, from today.")] = False,
    session: Session = None,
    text: Annotated[str, typer.Option("--note", metavar="TEXT", help="What they said, in words.")] = "",
) -> None:
    """Record what your clinic said: confirmed, moved, off.

    By phone or at the visit. With nothing more it is confirmed as it is; the latest word counts.

    ITEM is a task, or avoid.ID, expect.ID, signs.ID, supplies.ID, visits.ID, ready.ID.

    Examples: resurf told ointment · resurf told avoid.sun --until 2027-01-10 · resurf told walk --drop --note "not yet"
    """
    here: Surroundings = ctx.obj
    checked_note(text)
    heard: list[Heard] = []

    def data(ledger: Ledger) -> dict[str, Any]:
        word = _word(here, ledger, first, last, drop=drop, session=session)
        named = _named(ledger, items, word)
        made = {
            "items": [written(ledger, ref, each) for ref, each in named],
            "day": here.today.isoformat(),
            **({"text": text, "task": named[0][0]} if text else {}),
        }
        after = here.would_be(ledger, TOLD, made)
        heard.extend(what_changed(ledger, after, ref, each) for ref, each in named)
        return made

    _report(here, here.write(TOLD, data).after.plan, heard)


def _named(ledger: Ledger, texts: list[str], word: Word) -> list[tuple[str, Word]]:
    """The items named, each once, with the word about it; ``7.2`` is for the session its number names."""
    numbered = word.moves and word.session is None
    found = [meant(ledger, text) for text in texts]
    return list(dict.fromkeys((ref, replace(word, session=each) if numbered else word) for ref, each in found))


def _word(
    here: Surroundings, ledger: Ledger, first: str | None, last: str | None, *, drop: bool, session: int | None
) -> Word:
    """The word that the options make.

    Raises:
        UsageError: they do not go together.
    """
    begin, end = (None if each is None else here.day(each, history=ledger.history) for each in (first, last))
    word = Word(begin, end, drop=drop, session=session)
    if drop and word.moves:
        raise UsageError("--drop takes it off: it goes without --from and --until. Nothing was recorded.")
    if session is not None and not word.moves:
        raise UsageError("--session says for which session a date is: it goes with --from or --until.")
    if begin and end and end < begin:
        raise UsageError(f"{dates.full(begin)} is after {dates.full(end)}: --from is the earlier day.")
    return word


def _report(here: Surroundings, plan: Plan, heard: list[Heard]) -> None:
    from resurf_cli.pages import told as pages

    for each in heard:
        here.say(pages.heard(each, here.today, several=len(plan.sessions) > 1))
        for text in pages.others(each, plan, here.today):
            here.say(text)
    if any(each.medicine and (each.word.drop or each.word.moves) for each in heard):
        here.say("Of a medicine: ask who prescribed it before you take it differently.")
    here.say("resurf undo takes it back.")
