"""What is sent or printed as Markdown; what people wrote is text in it, never marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.checklist import PHASES

from . import questions as to_ask
from . import told, words
from .paper import Chart, Table, Words, lines
from .sheets import NAMES, whose_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.questions import Asking, Personal, QuestionsPage
    from resurf_cli.core.summary import Summary

    from .paper import Block, Paper
    from .words import Item

_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>#|~&!$]")
_LEADING: Final = re.compile(r"^(\s*)([-+=]|\d+(?=[.)](?:\s|$)))")


def text(written: str) -> str:
    """A text in which nothing is a mark of Markdown or HTML, on one line."""
    return line(_MARKS.sub(r"\\\g<0>", words.clean(written)))


def line(found: str) -> str:
    """A line of a longer text that does not begin a list or a heading of its own."""
    return _LEADING.sub(_held, found)


def _held(match: re.Match[str]) -> str:
    """What would begin a list or a heading, with the backslash that keeps it from doing so."""
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark[-1].isdigit() else f"{space}\\{mark}"


def summary(found: Summary, *, label: str = "") -> str:
    """The care summary."""
    from .summary import paper

    return "\n".join(_document(paper(found, label))) + "\n"


def _document(found: Paper) -> Iterator[str]:
    yield f"# {text(found.title)}"
    yield from ("", text(found.label)) if found.label else ()
    yield from ("", *_block(found.about))
    for section in (*found.front, *found.details):
        yield from ("", f"## {text(section.title)}")
        for block in section.blocks:
            yield from ("", *_block(block))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield _cells(block.head)
        yield _cells("---" for _ in block.head)
        yield from (_cells("<br>".join(map(text, cell.split("\n"))) for cell in row) for row in block.rows)
    elif isinstance(block, Words | Chart):
        yield from map(text, lines(block))
    else:
        yield from (f"- {text(each)}" for each in lines(block))


def _cells(found: Iterable[str]) -> str:
    return f"| {' | '.join(found)} |"


def _list(name: str, found: Iterable[str]) -> Iterator[str]:
    mine = list(found)
    if mine:
        yield from ("", f"## {name}", "")
        yield from (f"- {text(each)}" for each in mine)


# --- questions for the visit -----------------------------------------------------------------------------------------

LINE: Final = "_" * 24
"""Where something is written by hand."""


def questions(page: QuestionsPage) -> str:
    """What to ask at the visit, to go through with a pen."""
    return "\n".join(_questions(page)) + "\n"


def _questions(page: QuestionsPage) -> Iterator[str]:
    yield "# Questions for your clinic"
    yield from ("", f"{text(page.plan.title)}. {text(to_ask.about(page))}.")
    if said := to_ask.count(page):
        yield from ("", text(f"{said} Tick what is right as it is; write beside it what is not."))
    yield from _boxes(to_ask.CONSULT, (text(task.do) for task in page.consult))
    yield from _boxes(to_ask.UNUSED, (text(told.unused(each, page.plan)) for each in page.unused))
    yield from _boxes(to_ask.NOTES, (text(words.note_line(each)) for each in page.notes))
    yield from ("", text(to_ask.earlier(page))) if page.earlier else ()
    yield from _boxes(
        to_ask.PERSONAL, (f"{text(each.question.ask)} ({text(to_ask.choices(each))}) {LINE}" for each in page.personal)
    )
    for why, name in to_ask.HEADS.items():
        yield from _asked(name, page.because(why), page)
    if page.instructions:
        yield from ("", "What the clinic says is recorded with `resurf told ID`.")


def _personal(each: Personal) -> str:
    return f"{text(each.question.ask)} ({text(to_ask.choices(each))}) {LINE}"


def _boxes(name: str, found: Iterable[str]) -> Iterator[str]:
    mine = list(found)
    if mine:
        yield from ("", f"## {text(name)} ({len(mine)})", "")
        yield from (f"- [ ] {each}" for each in mine)


def _asked(name: str, found: Sequence[Asking], page: QuestionsPage) -> Iterator[str]:
    if found:
        yield from ("", f"## {text(name)} ({len(found)})")
    for when, mine in to_ask.parts(found, page):
        yield from ("", f"### {text(when)} ({len(mine)})", "")
        yield from (_box(each, page) for each in mine)


def _box(each: Asking, page: QuestionsPage) -> str:
    first, beside = to_ask.title(each), to_ask.elsewhere(each)
    unknown = f" ({words.UNKNOWN})" if each.applies is None else ""
    said = f"{to_ask.says(each, page)}{f' ({beside})' if beside else ''}"
    name = f"**{text(first)}** ({text(each.ref)}){unknown}"
    return f"- [ ] {name}: {line(text(said))}. {LINE}"


def checklist(found: Checklist, *, day0: date | None = None, sources: bool = False) -> str:
    """A checklist to hand out."""
    return "\n".join(_checklist(found, day0, sources=sources)) + "\n"


def _checklist(found: Checklist, day0: date | None, *, sources: bool) -> Iterator[str]:
    yield f"# {text(found.title)}"
    for each in (
        words.reviewed(found),
        *words.chain(found),
        found.about,
        f"Treatment on {dates.full(day0)}." if day0 else "",
    ):
        yield from ("", text(each)) if each else ()
    for phase in PHASES:
        yield from _part(words.PHASE_NAMES[phase], found.phase(phase), found, day0)
    for field, name in NAMES.items():
        yield from _part(name, getattr(found, field).values(), found, day0)
    if sources:
        listed = found.sources.values()
        yield from _list(
            "Sources", (", ".join(filter(None, (each.title, each.publisher, each.url))) for each in listed)
        )


def _part(name: str, items: Iterable[Item], found: Checklist, day0: date | None) -> Iterator[str]:
    mine = list(items)
    if mine:
        yield from ("", f"## {name}", "")
    for each in mine:
        yield f"- **{text(words.title_of(each))}** ({text(each.id)}): {text(words.days_of(each, found, day0))}"
        yield from (f"  - {name}: {text(said)}" for name, said in words.fields(each, found))
        cited = [whose_word(each.said, found), *words.cited(each.said)]
        if said_by := "; ".join(part for part in cited if part):
            yield f"  - {text(said_by)}"
