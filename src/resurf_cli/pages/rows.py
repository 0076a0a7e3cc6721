"""Rows that several pages share: a task on a line, a label with what it says, items in a row, a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from resurf_cli.core import dates
from resurf_cli.core.marks import label

from . import words
from .layout import Row, Span, glued

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from resurf_cli.core.checklist import Source
    from resurf_cli.core.day import Begun
    from resurf_cli.core.progress import Figure, Line

ID_WIDTH: Final = 12
ID_WIDEST: Final = 20
LABEL_WIDTH: Final = 12
SEPARATOR: Final = f"{glued(' ·')} "


def number_of(line: Line) -> str:
    """The number of a line's task as pages show it."""
    return label(line.task, line.occurrence.session)


class Columns(NamedTuple):
    """How wide the columns of ids and of statuses are, so that titles stand in one line."""

    ids: int
    tail: int


def columns(lines: Iterable[Line], most: int = ID_WIDEST, *, marked: bool = False) -> Columns:
    """The columns of a list of tasks; an id longer than ``most`` pushes its title on. ``marked``: with room for *."""
    found = [(len(line.task.id) + marked, len(words.status(line))) for line in lines]
    ids, tails = (max(widths, default=0) for widths in (zip(*found, strict=True) if found else ((), ())))
    return Columns(min(most, ids), tails)


def task_row(line: Line, number: str, widths: Columns, *, mark: str = "", more: str = "") -> Row:
    """A task on a line: number, id, title, status and ticks."""
    lead = (Span(f"{number:>4} ", "number"), Span(f"{line.task.id + mark:<{widths.ids}} ", "id"))
    beside = words.clean(_beside(line))
    body = [Span(words.clean(line.task.do)), *([Span(f" ({beside})", "dim")] if beside else [])]
    body += [Span(words.clean(more), "dim")] if more else []
    if line.outcome.because and line.skipped:
        body.append(Span(f", because: {words.clean(line.outcome.because)}", "dim"))
    tail = (Span(words.status(line), words.style(line)),)
    return Row(tuple(body), lead, tail, hang=widths.ids + 6, tail_width=widths.tail)


def _beside(line: Line) -> str:
    """When on the day, the limit in words, and when it was last done."""
    when = words.moments(line).removeprefix("as needed").removeprefix(", ")
    return "; ".join(each for each in (when, at_most(line), last_ticked(line)) if each)


def at_most(line: Line) -> str:
    """The limit of a task, in the words of the checklist."""
    return f"at most {line.task.at_most}" if line.task.at_most else ""


def last_ticked(line: Line) -> str:
    """When an as-needed task was last ticked: by the clock, with the day where it is another."""
    if line.last is None:
        return ""
    day = "" if line.last.date() == line.occurrence.day else f"{dates.short(line.last.date())} "
    return f"last {day}{line.last:%H:%M}"


def begun_words(each: Begun, today: date) -> str:
    """What to do about a task whose window began before the plan: its ``missed`` words, else since when."""
    since = f" (since {dates.near(each.first, today)})" if each.first else ""
    if each.task.missed:
        return words.clean(f"{each.task.do}: {each.task.missed}")
    return words.clean(f"{each.task.do}{since}")


def label_of(name: str, hang: int = LABEL_WIDTH) -> str:
    """A label, as wide as what stands beside it begins."""
    return f"{name:<{hang - 1}} " if hang > len(name) else f"{name} "


def said(name: str, text: str, style: str = "") -> Row:
    """A label with what it says."""
    return Row((Span(label_of(name), "label"), Span(words.clean(text), style)), hang=LABEL_WIDTH)


def heading(text: str) -> Row:
    """What a part of a page is called."""
    return Row((Span(words.clean(text), "head"),))


def item(text: str, *, more: str = "", indent: int = 2) -> Row:
    """Something in a list, with what there is to say beside it."""
    body = (Span(" " * indent), Span(words.clean(text)), *((Span(f" {words.clean(more)}", "dim"),) if more else ()))
    return Row(body, hang=indent + 2)


def joined(parts: Iterable[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Items in a row, a dot between them."""
    found: list[Span] = []
    for part in parts:
        found += [Span(SEPARATOR, "dim"), *part] if found else part
    return tuple(found)


def if_unknown(mine: bool | None) -> tuple[Span, ...]:  # noqa: FBT001 - the answer itself, yes or unknown
    """The words beside something that only may apply."""
    return (Span(f" ({words.UNKNOWN})", "dim"),) if mine is None else ()


def bar(figure: Figure, width: int) -> tuple[Span, ...]:
    """A bar of what is done of what is due; none where nothing is due."""
    if not figure.due or width < 60:
        return ()
    size = min(24, width // 4)
    full = size * min(figure.done, figure.due) // figure.due
    return (Span("  "), Span("█" * full, "bar"), Span("░" * (size - full), "rest"))


def source_rows(found: Iterable[Source], *, named: bool = False) -> Iterator[Row]:
    """Sources, each with its publisher, kind and place; ``named``: and with the id that instructions cite."""
    for each in found:
        more = ", ".join(part for part in (each.publisher, each.kind) if part)
        name = f"{each.id}: " if named else ""
        yield item(f"{name}{each.title}", more=f"({more})" if more else "", indent=2)
        if each.url:
            yield Row((Span("    "), Span(words.clean(each.url), "dim")), hang=4)
