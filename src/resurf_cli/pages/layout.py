"""Text on lines of a given width: nothing is cut, words stay whole where they fit, what follows hangs under what leads.

A page is made of rows; a row becomes lines of spans. What a style looks like is the terminal's affair.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from resurf_cli.core.values import frozen

from . import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HARD_SPACE: Final = "\u00a0"
"""A space that no line ends at; it is printed as an ordinary one."""
LEAST: Final = 24
"""How narrow a column of text may become before it gets lines of its own."""


class Span(NamedTuple):
    """A piece of text in one style."""

    text: str
    style: str = ""


PrintedLine = tuple[Span, ...]


@frozen
class Row:
    """Something on a page: ``body`` flows after ``lead`` and hangs ``hang`` columns in; ``tail`` stands at the right.

    Where the body would have too little room beside them, lead and tail share a line and the body follows below.
    """

    body: tuple[Span, ...]
    lead: tuple[Span, ...] = ()
    tail: tuple[Span, ...] = ()
    hang: int = 0
    tail_width: int = 0


BLANK: Final = Row(())


def glued(text: str) -> str:
    """A text that is kept on one line, such as a number to call or a command to type."""
    return text.replace(" ", HARD_SPACE)


def measured(text: str) -> str:
    """A text in which no line ends between a number and its degrees."""
    return text.replace(" °", f"{HARD_SPACE}°")


def cells(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return len(text) if text.isascii() else sum(_cell(each) for each in text)


def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def width_of(spans: Iterable[Span]) -> int:
    """How many columns spans take."""
    return sum(cells(span.text) for span in spans)


def lines(rows: Iterable[Row], width: int, *, ascii_only: bool = False) -> list[PrintedLine]:
    """The lines of rows; none is wider than ``width``."""
    return [line for row in rows for line in _row(_in_ascii(row) if ascii_only else row, width)]


_DRAWN: Final = str.maketrans({"█": "#", "░": ".", **{mark: str(place) for place, mark in enumerate("▁▂▃▄▅▆▇", 1)}})


def _in_ascii(row: Row) -> Row:
    body, lead, tail = (
        tuple(Span(ascii_text(text), style) for text, style in spans) for spans in (row.body, row.lead, row.tail)
    )
    return Row(body, lead, tail, row.hang, row.tail_width)


def ascii_text(text: str) -> str:
    """A text in ASCII that ends no line where the text did not."""
    return HARD_SPACE.join(words.in_ascii(part) for part in text.translate(_DRAWN).split(HARD_SPACE))


@lru_cache(maxsize=2048)  # a page is laid out several times until it fits: most of its rows stay as they are
def _row(row: Row, width: int) -> list[PrintedLine]:
    if not row.tail:
        return wrapped((*row.lead, *row.body), width, row.hang)
    row = Row(row.body, _spaced(row.lead), _spaced(row.tail), row.hang, row.tail_width)
    lead, tail = width_of(row.lead), max(row.tail_width, width_of(row.tail))
    room = width - lead - tail - 1
    if room < (LEAST if row.body else 0):
        return _stacked(row, width)
    body = wrapped(row.body, room, max(0, row.hang - lead))
    first = (*row.lead, *body[0], Span(" " * (width - lead - width_of(body[0]) - tail)), *row.tail)
    rest = [(Span(" " * lead), *line) for line in body[1:]]
    return [first, *rest]


def _spaced(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(Span(text.replace(HARD_SPACE, " "), style) for text, style in spans)


def _stacked(row: Row, width: int) -> list[PrintedLine]:
    """Lead and tail on one line when they fit, and the body below, a little in."""
    gap = width - width_of(row.lead) - width_of(row.tail)
    indent = Span(" " * min(row.hang, 4))
    body = [(indent, *line) for line in wrapped(row.body, width - cells(indent.text), 0)]
    if gap > 0:
        return [(*row.lead, Span(" " * gap), *row.tail), *body]
    return [*wrapped((*row.lead, Span(" "), *row.tail), width, row.hang), *body]


def wrapped(spans: Iterable[Span], width: int, hang: int) -> list[PrintedLine]:
    """Spans on lines of ``width``, all but the first ``hang`` columns in."""
    hang = hang if hang <= width // 2 else 2 if width > 8 else 0
    found: list[PrintedLine] = []
    line: list[Span] = []
    used = 0
    for gap, word in _words(spans):
        for piece in _fitting(word, width - hang):
            needs = width_of(piece)
            if line and used + gap + needs > width:
                found.append(tuple(line))
                line, used = [Span(" " * hang)] if hang else [], hang
                gap = 0  # noqa: PLW2901 - what began a new line needs no space before it
            line += [Span(" " * gap, _shared(line, piece)), *piece] if gap else piece
            used += gap + needs
            gap = 0  # noqa: PLW2901 - the pieces of one word stand together
    return [*found, tuple(line)] if line or not found else found


def _shared(line: list[Span], piece: list[Span]) -> str:
    """The style of the space between two words: theirs where it is the same, so that they are printed as one."""
    return line[-1].style if line and piece and line[-1].style == piece[0].style else ""


def _words(spans: Iterable[Span]) -> Iterator[tuple[int, list[Span]]]:
    """The words of spans, each with how many spaces stand before it; a word may go through several styles."""
    gap, word = 0, list[Span]()
    for text, style in spans:
        for place, part in enumerate(text.split(" ")):
            if place and word:
                yield gap, word
                gap, word = 0, []
            gap += 1 if place else 0
            if part:
                word.append(Span(part.replace(HARD_SPACE, " "), style))
    if word:
        yield gap, word


def _fitting(word: list[Span], width: int) -> Iterator[list[Span]]:
    """A word in pieces no wider than a line: whole where it fits, then at its hard spaces, at last anywhere."""
    if width_of(word) <= width:
        yield word
        return
    piece: list[Span] = []
    for text, style in word:
        for character in text:
            if piece and width_of(piece) + _cell(character) > width:
                at = _last_gap(piece)
                yield piece[:at]
                piece = piece[at:]
            piece.append(Span(character, style))
    if piece:
        yield piece


def _last_gap(piece: list[Span]) -> int:
    """Where a piece is parted: after its last space or slash, if it has one."""
    gaps = [place for place, span in enumerate(piece) if span.text in {" ", "/"}]
    return gaps[-1] + 1 if gaps else len(piece)
