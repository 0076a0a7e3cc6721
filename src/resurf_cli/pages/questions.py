"""What to ask at the visit, in words and as rows: a part of each group on a screen, all of it to print."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from resurf_cli.core import dates
from resurf_cli.core.checklist import Ready, Sign, Supply, Task
from resurf_cli.core.questions import Why
from resurf_cli.core.timing import Kind

from . import told, words
from .layout import BLANK, Row, Span, glued, lines, measured
from .ready import asked
from .rows import if_unknown, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resurf_cli.core.questions import Asking, Personal, QuestionsPage
    from resurf_cli.core.schedule import Window

    from .layout import PrintedLine

SCREEN: Final = 24


class Room(NamedTuple):
    """How many a screen shows of the first group, of each other, of those that can wait; with what sources say."""

    first: int
    others: int
    least: int
    sources: bool = True


ROOMS: Final = (
    *(Room(99, 99, 99), Room(8, 8, 8), Room(8, 5, 4), Room(8, 4, 2), Room(8, 3, 1), Room(6, 3, 1)),
    *(Room(6, 2, 1), Room(5, 2, 0), Room(6, 2, 0, sources=False), Room(4, 2, 0, sources=False)),
    *(Room(3, 1, 0), Room(3, 1, 0, sources=False), Room(1, 1, 0, sources=False)),
)
"""The first that fits one screen is taken, else the last."""
ALL: Final = "resurf questions --all"
PRINT: Final = "resurf questions --format markdown --output FILE"
BOX: Final = "[ ]"
SOON: Final = timedelta(days=14)
NOTHING: Final = "Nothing is open to ask your clinic about."

# --- words -----------------------------------------------------------------------------------------------------------

CONSULT: Final = "To ask at the consultation"
UNUSED: Final = "Told for another treatment date, so to be asked again"
NOTES: Final = "What you noted for the clinic"
PERSONAL: Final = "About you, not answered yet"
HEADS: Final = {
    Why.END: "Until when? No end is given",
    Why.RANGE: "Sources differ: which is right for you?",
    Why.CHOICE: "Our choice, or no source gives it",
    Why.DEFAULT: "As sources say, not confirmed by your clinic",
}


def about(page: QuestionsPage) -> str:
    """Which day it is, and how far off the next treatment."""
    treated = f", treatment {dates.distance(page.treated, page.today)}" if page.treated else ""
    return f"{dates.full(page.today)}{treated}"


def count(page: QuestionsPage) -> str:
    """How many instructions that lie ahead nobody has confirmed; nothing where there are none."""
    number = page.unconfirmed
    if not number:
        return ""
    from_file = page.plan.checklist.inherited_from
    whose = f"from {from_file}" if from_file else "resurf's defaults"
    verb = "instruction ahead is" if number == 1 else "instructions ahead are"
    return f"{number} {verb} {whose}, not confirmed by your clinic."


def title(asking: Asking) -> str:
    """The first words of an instruction."""
    if isinstance(asking.item, Ready):
        if asking.item.ask or asking.item.alerts:
            return f"Before the treatment: {asked(asking.item)}"
        return f"Before the treatment: {asking.item.said.note or asking.item.id}"
    return words.title_of(asking.item)


def says(asking: Asking, page: QuestionsPage) -> str:
    """What the plan says of it now: how often, and from when to when."""
    item = asking.item
    if isinstance(item, Ready):
        return words.verdicts(item)
    if asking.on is not None:
        return f"{'by' if isinstance(item, Supply) else 'on'} {dates.near(asking.on, page.today)}"
    often = item.repeat.words if isinstance(item, Task) and item.repeat.kind is not Kind.ONCE else ""
    often = words.URGENCY_WORDS[item.urgency] if isinstance(item, Sign) else often
    return ", ".join(each for each in (often, _days(asking, page)) if each) or "no day given"


def _days(asking: Asking, page: QuestionsPage) -> str:
    found = [words.span_days(each, page.today) for each in asking.spans]
    found += [_window(window, asking, page) for _, window in asking.windows]
    rest = len(found) - 1
    again = f"; {'once' if rest == 1 else f'{rest} times'} more, for later sessions" if rest > 0 else ""
    return f"{found[0]}{again}" if found else ""


def _window(window: Window, asking: Asking, page: QuestionsPage) -> str:
    guard = isinstance(asking.item, Sign)
    if guard and asking.why is Why.END and window.last is not None:
        return f"{words.window_days(window, page.today, guard=True)}, for no end is given"
    return words.window_days(window, page.today, guard=guard)


def elsewhere(asking: Asking) -> str:
    """What sources say where they differ, or that none does; that it is our choice is said over the list."""
    if asking.said.range:
        return f"sources: {asking.said.range}"
    return words.BASIS_WORDS["unsourced"] if asking.said.basis == "unsourced" else ""


def after(first: str) -> str:
    """What stands between the first words of an instruction and its days."""
    return " " if first.endswith("?") else ": "


def command(asking: Asking) -> str:
    """What to type once the clinic has said so."""
    return f"resurf told {asking.ref}{' --until DATE' if asking.why is Why.END else ''}"


def choices(each: Personal) -> str:
    """The answers that a question takes, in words."""
    return "; ".join(each.question.choices.values()) or ", ".join(each.question.readings())


def decides(each: Personal) -> str:
    """How much hangs on an answer."""
    number = len(each.decides)
    return f"decides {number} {'instruction' if number == 1 else 'instructions'}"


def earlier(page: QuestionsPage) -> str:
    """That notes from before the last visit are left out, and where they are; nothing where there are none."""
    number = page.earlier
    notes = "1 earlier note" if number == 1 else f"{number} earlier notes"
    return f"{notes}, from before your last visit: resurf summary" if number else ""


def parts(found: Sequence[Asking], page: QuestionsPage) -> list[tuple[str, list[Asking]]]:
    """A group by when it matters: on these days, in the next two weeks, later."""
    now = [each for each in found if each.soon <= page.today]
    soon = [each for each in found if page.today < each.soon <= page.today + SOON]
    later = [each for each in found if each.soon > page.today + SOON]
    named = [("In force today", now), ("Within two weeks", soon), ("Later", later)]
    return [(name, mine) for name, mine in named if mine]


# --- rows ------------------------------------------------------------------------------------------------------------


def questions(page: QuestionsPage, width: int, *, full: bool = False, ascii_only: bool = False) -> list[PrintedLine]:
    """The page, with as much of each group as fits one screen; ``full``: all of it."""
    found: list[PrintedLine] = []
    for room in (None,) if full else ROOMS:
        found = lines(_rows(page, room), width, ascii_only=ascii_only)
        if len(found) <= SCREEN:
            break
    return found


def _rows(page: QuestionsPage, room: Room | None) -> Iterator[Row]:
    yield Row((Span("Questions for your clinic", "head"), Span(f" · {about(page)}")), hang=2)
    if said := count(page):
        yield Row((Span(words.clean(said), "dim"),), hang=2)
    groups = [(name, rows) for name, rows in _groups(page, sources=room is None or room.sources) if rows]
    shown = [_shown(name, len(rows), room, first=not place) for place, (name, rows) in enumerate(groups)]
    for (name, rows), most in zip(groups, shown, strict=True):
        first = "the first" if most == 1 else f"the first {most}"
        part = f", {first}" if 0 < most < len(rows) else ""
        yield from (BLANK,) if room is None or room.others > SPREAD else ()
        yield Row((Span(f"{name} ({len(rows)}{part})", "head"),), hang=2)
        yield from rows[:most]
    if not groups:
        yield Row((Span(NOTHING),), hang=2)
    yield from _foot(page, cut=any(most < len(rows) for (_, rows), most in zip(groups, shown, strict=True)))


def _shown(name: str, number: int, room: Room | None, *, first: bool) -> int:
    """How many of a group are shown."""
    if room is None:
        return number
    least = name in {HEADS[Why.CHOICE], HEADS[Why.DEFAULT]}
    return min(number, room.first if first else room.least if least else room.others)


SPREAD: Final = 3
"""With so few of each group there is no empty line between them."""


def _groups(page: QuestionsPage, *, sources: bool) -> Iterator[tuple[str, list[Row]]]:
    yield CONSULT, [_line(each.id, each.do) for each in page.consult]
    yield UNUSED, [_line(each.ref, told.unused(each, page.plan)) for each in page.unused]
    yield NOTES, [_line("", words.note_line(each)) for each in page.notes]
    yield PERSONAL, [_personal(each) for each in page.personal]
    for why, name in HEADS.items():
        yield name, [_asking(each, page, sources=sources) for each in page.because(why)]


def _line(ref: str, text: str) -> Row:
    name = (Span(f" {ref}:", "id"),) if ref else ()
    return Row((Span(f"  {BOX}"), *name, Span(f" {measured(words.clean(text))}")), hang=6)


def _personal(each: Personal) -> Row:
    found = (Span(f"  {BOX} {each.question.id}: ", "id"), Span(words.clean(each.question.ask)))
    return Row((*found, Span(f" {decides(each)}", "dim")), hang=6)


def _asking(each: Asking, page: QuestionsPage, *, sources: bool) -> Row:
    first, beside = title(each), elsewhere(each) if sources else ""
    said = f"{after(first)}{says(each, page)}{f' ({beside})' if beside else ''}"
    found = (Span(f"  {BOX} "), Span(f"{each.ref}: ", "id"), Span(measured(words.clean(first))))
    return Row((*found, *if_unknown(each.applies), Span(measured(words.clean(said)), "dim")), hang=6)


def _foot(page: QuestionsPage, *, cut: bool) -> Iterator[Row]:
    yield BLANK
    if said := earlier(page):
        yield Row((Span(said, "dim"),), hang=2)
    found = [("All of it: ", ALL)] if cut else []
    found += [("What they say: ", "resurf told ID")] if page.instructions else []
    found += [("To print: ", PRINT)] if page.instructions or page.consult else []
    if found:
        yield Row(joined((Span(name, "dim"), Span(glued(typed), "command")) for name, typed in found), hang=2)
