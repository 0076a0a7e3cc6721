"""A document as data: sections of facts, lists, tables, charts and pictures; and as rows, where it is read as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.core.values import frozen

from .layout import BLANK
from .rows import heading, item, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from resurf_cli.core.curve import Curve

    from .layout import Row


@frozen
class Facts:
    """Names, each with what it says."""

    rows: tuple[tuple[str, str], ...]


@frozen
class Items:
    """A list; ``short``: of a few words each, so that several can stand side by side."""

    lines: tuple[str, ...]
    short: bool = False


@frozen
class Words:
    """A sentence or two."""

    text: str


@frozen
class Table:
    """Rows under their heads, the first cell naming the row; ``said`` is each row as a sentence, where none fits.

    ``dated``: the first cell is a day, which stands on one line.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    said: tuple[str, ...]
    dated: bool = False


@frozen
class Chart:
    """A line chart of a measure: what it shows, and the same in words."""

    curve: Curve
    title: str
    unit: str
    words: str
    begins: date
    ends: date
    treated: tuple[date, ...]


@frozen
class Picture:
    """A photograph: the file of its preview below the folder of photographs, and what is said under it."""

    file: str
    caption: str


@frozen
class Pictures:
    """Photographs that stand side by side."""

    name: str
    found: tuple[Picture, ...]


Block = Facts | Items | Words | Table | Chart | Pictures


@frozen
class Section:
    """A part of a document under its heading; ``half``: it can stand beside another one."""

    title: str
    blocks: tuple[Block, ...]
    half: bool = False


@frozen
class Paper:
    """A document: its title, what stands below it, the first page, and the details after it."""

    title: str
    label: str
    about: Facts
    front: tuple[Section, ...]
    details: tuple[Section, ...]


def rows(found: Paper) -> Iterator[Row]:
    """A document as text: tables as sentences, charts and pictures in words."""
    yield heading(found.title)
    yield item(found.label, indent=0) if found.label else BLANK
    yield from (said(name, text) for name, text in found.about.rows)
    for section in (*found.front, *found.details):
        yield BLANK
        yield heading(section.title)
        for block in section.blocks:
            yield from map(item, lines(block))


def lines(block: Block) -> tuple[str, ...]:
    """A block as sentences; a question is followed by its answer."""
    if isinstance(block, Facts):
        return tuple(f"{name} {text}" if name.endswith("?") else f"{name}: {text}" for name, text in block.rows)
    if isinstance(block, Items):
        return block.lines
    if isinstance(block, Table):
        return block.said
    if isinstance(block, Pictures):
        return tuple(each.caption for each in block.found)
    return (block.text if isinstance(block, Words) else block.words,)
