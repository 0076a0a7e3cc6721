"""A document as one HTML page that needs nothing from outside: to print, to send, to read on a phone.

Every text is escaped. The policy in its head lets the page load nothing but its own style, known by its checksum, and
pictures that are inside it; there is no script.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import words
from .paper import Chart, Facts, Items, Pictures, Table, Words, lines
from .svg import chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resurf_cli.core.summary import Summary

    from .paper import Block, Paper, Picture, Section

STYLE: Final = Path(__file__).with_name("paper.css")
GONE: Final = "This photograph cannot be shown: its file is missing or damaged."
LONG: Final = 24
"""From how many letters on a name wants as much room as what it says."""
_LONG_WORD: Final = re.compile(r"\S{24}(?=\S)")
TIGHT: Final = 12
DAY: Final = 26
"""Up to how many letters the text of a cell, and a day, stays on one line."""
STACKED: Final = ' class="stacked"'
SIDE_BY_SIDE: Final = 38
"""Up to how many letters the cells of a row have that stand side by side on a phone."""
LINE: Final = 90
WHOLE: Final = 20
"""How many letters a printed line has, and up to how many lines a section is kept on one page."""


def summary(found: Summary, *, label: str = "", pictures: Mapping[str, bytes] | None = None) -> str:
    """The care summary; ``pictures`` are the photographs that can be shown, as JPEG, by their files."""
    from .summary import paper

    return page(paper(found, label), pictures or {})


def page(found: Paper, pictures: Mapping[str, bytes]) -> str:
    """A document as a page."""
    style = STYLE.read_text(encoding="utf-8")
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            *_head(found, style),
            "</head>",
            "<body>",
            *_body(found, pictures),
            "</body>",
            "</html>",
            "",
        )
    )


def _head(found: Paper, style: str) -> Iterator[str]:
    checksum = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    allowed = f"default-src 'none'; style-src 'sha256-{checksum}'; img-src data:; base-uri 'none'; form-action 'none'"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="robots" content="noindex">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{text(found.title)}{f': {text(found.label)}' if found.label else ''}</title>"
    yield f"<style>{style}</style>"


def text(written: str) -> str:
    """A text in which nothing is a mark of HTML."""
    return escape(words.clean(written))


def broken(written: str) -> str:
    """The same where it is set in lines: a word longer than a line may go on in the next."""
    parts = _LONG_WORD.sub(lambda found: f"{found[0]}\n", words.clean(written)).split("\n")
    return "<wbr>".join(map(escape, parts))


def _body(found: Paper, pictures: Mapping[str, bytes]) -> Iterator[str]:
    yield '<a class="skip" href="#details">Skip to the details</a>'
    yield "<header>"
    yield f"<h1>{broken(found.title)}</h1>"
    yield f'<p class="label">{broken(found.label)}</p>' if found.label else ""
    yield from _facts(found.about)
    yield "</header>"
    yield "<main>"
    yield '<div class="front">'
    yield from _sections(found.front, "at", {})
    yield "</div>"
    yield '<nav aria-label="Details"><ul>'
    for number, section in enumerate(found.details):
        yield f'<li><a href="#in-{number}">{broken(section.title)}</a></li>'
    yield "</ul></nav>"
    yield '<div id="details" tabindex="-1">'
    yield from _sections(found.details, "in", pictures)
    yield "</div>"
    yield "</main>"


def _sections(found: Iterable[Section], prefix: str, pictures: Mapping[str, bytes]) -> Iterator[str]:
    for number, section in enumerate(found):
        name = f"{prefix}-{number}"
        kinds = " ".join(("whole",) * (_rows(section) <= WHOLE) + ("half",) * section.half)
        yield f'<section class="{kinds}" aria-labelledby="{name}">'
        yield f'<h2 id="{name}">{broken(section.title)}</h2>'
        charts = [block for block in section.blocks if isinstance(block, Chart)]
        yield from _charts(charts, name) if charts else ()
        for block in section.blocks:
            yield from _block(block, name, pictures)
        yield "</section>"


def _rows(section: Section) -> int:
    """About how many lines a section takes on paper."""
    return sum(len(each) // LINE + 1 for block in section.blocks for each in lines(block))


def _block(block: Block, name: str, pictures: Mapping[str, bytes]) -> Iterator[str]:
    if isinstance(block, Facts):
        yield from _facts(block)
    elif isinstance(block, Items):
        yield '<ul class="short">' if block.short else "<ul>"
        yield from (f"<li>{broken(each)}</li>" for each in block.lines)
        yield "</ul>"
    elif isinstance(block, Words):
        yield f"<p>{broken(block.text)}</p>"
    elif isinstance(block, Table):
        yield from _table(block, name)
    elif isinstance(block, Pictures):
        yield from _pictures(block, pictures)


def _facts(block: Facts) -> Iterator[str]:
    questions = any(len(name) > LONG for name, _ in block.rows)
    yield '<dl class="questions">' if questions else "<dl>"
    yield from (f"<div><dt>{broken(name)}</dt><dd>{broken(said)}</dd></div>" for name, said in block.rows)
    yield "</dl>"


def _table(block: Table, name: str) -> Iterator[str]:
    """A table; its roles are said because one with long cells is no table on a phone, where its rows are stacked."""
    long = sum(max(map(len, column)) for column in zip(block.head, *block.rows, strict=True)) > SIDE_BY_SIDE
    yield f'<table role="table" aria-labelledby="{name}"{STACKED if long else ""}>'
    heads = "".join(f'<th role="columnheader" scope="col">{broken(each)}</th>' for each in block.head)
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
    yield '<tbody role="rowgroup">'
    for row in block.rows:
        yield f'<tr role="row">{"".join(_cells(row, block))}</tr>'
    yield "</tbody></table>"


def _cells(row: tuple[str, ...], block: Table) -> Iterator[str]:
    first, *others = row
    tight = _tight(first, DAY) if block.dated else ""
    yield f'<th role="rowheader" scope="row"{tight}>{_cell(first)}</th>'
    for head, each in zip(block.head[1:], others, strict=True):
        yield f'<td role="cell" data-head="{text(head)}"{_tight(each)}>{_cell(each)}</td>'


def _tight(written: str, most: int = TIGHT) -> str:
    return ' class="tight"' if len(written) <= most else ""


def _cell(written: str) -> str:
    return "<br>".join(map(broken, written.split("\n")))


def _charts(found: Iterable[Chart], name: str) -> Iterator[str]:
    yield '<div class="charts">'
    for number, each in enumerate(found):
        yield from chart(each, f"{name}-chart-{number}", text)
    yield "</div>"


def _pictures(block: Pictures, pictures: Mapping[str, bytes]) -> Iterator[str]:
    yield f"<h3>{broken(block.name)}</h3>" if block.name else ""
    yield '<div class="pictures">'
    yield from (_figure(each, pictures.get(each.file)) for each in block.found)
    yield "</div>"


def _figure(each: Picture, image: bytes | None) -> str:
    caption = f"<figcaption>{broken(each.caption)}</figcaption>"
    if image is None:
        return f'<figure><p class="gone">{GONE}</p>{caption}</figure>'
    coded = base64.b64encode(image).decode()
    return f'<figure><img alt="{text(each.caption)}" src="data:image/jpeg;base64,{coded}">{caption}</figure>'
