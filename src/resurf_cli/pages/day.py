"""A day's page as rows: what it holds, in which order, and what gives way so that it fits one screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core import dates
from resurf_cli.core.checklist import DAY, MAINTENANCE, PREP, RECOVERY, Sign
from resurf_cli.core.progress import Status

from . import words
from .layout import BLANK, Row, Span, cells, glued, lines
from .rows import SEPARATOR, bar, begun_words, if_unknown, joined, label_of, last_ticked, number_of, task_row
from .supplies import supplies_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from resurf_cli.core.day import Asked, Begun, Change, DayPage
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.progress import Figure, Line

    from .layout import PrintedLine

SCREEN: Final = 23
"""How many lines a day's page may have: a screen of 24, less the one of the prompt."""
ALL: Final = glued("resurf today --all")


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a page is shown; a number is the most that is listed, None all."""

    blanks: bool = True
    normal: int | None = None
    bans: int | None = None
    optional: bool = True  # on lines of their own
    calls: int | None = None
    as_needed: bool = True  # on lines of their own
    asks: bool = True  # each in its own words
    settled: bool = True  # on lines of their own
    tomorrow: int | None = None
    title: bool = True
    unknown: bool = True  # on lines of their own
    indent: bool = True  # texts hang under their label


GIVING_WAY: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"blanks": False},
    {"normal": 3},
    {"bans": 3},
    {"optional": False},
    {"calls": 6},
    # What follows only says the same in less room, or how much there is and where to read it.
    {"as_needed": False},
    {"settled": False},
    {"tomorrow": 3},
    {"asks": False},
    {"title": False},
    {"calls": 3},
    {"indent": False},
    {"tomorrow": 1},
    {"unknown": False},
    {"calls": 1},
    {"normal": 1},
    {"bans": 1},
    {"calls": 0},
    {"normal": 0},
    {"bans": 0},
    {"tomorrow": 0},
)
"""What gives way, one after the other, until the page fits. Open tasks, emergency signs and numbers never do."""


def day(page: DayPage, width: int, *, full: bool = False) -> list[PrintedLine]:
    """The lines of a day's page; ``full``: everything, however long."""
    room = Room()
    found: list[PrintedLine] = []
    for step in GIVING_WAY[:1] if full else GIVING_WAY:
        room = replace(room, **step)
        found = lines(_Rows(page, room, width).rows(), width)
        if len(found) <= SCREEN:
            break
    return found


def head(page: DayPage) -> str:
    """Where a day stands: ``Day 3 of recovery``, ``Preparation, 10 days before treatment``."""
    if len(page.sessions) > 1:
        return f"{words.PHASE_NAMES[page.phase]}: {_between(page)}"
    days = page.under_way.day
    if page.phase == DAY:
        return words.PHASE_NAMES[DAY]
    if page.phase == RECOVERY:
        return f"Day {days} of recovery"
    if days < 0:
        return f"{words.PHASE_NAMES[page.phase]}, {_days(-days)} before treatment"
    return f"{words.PHASE_NAMES[page.phase]}, day {days} after treatment"


def _between(page: DayPage) -> str:
    """Where a day lies between sessions: ``day 20 after session 1, 8 days before session 2``."""
    here = page.under_way
    coming = next((each for each in page.sessions if each.day < 0), None)
    found = [f"day {here.day} after session {here.session}"] if here.day > 0 else []
    found += [f"session {here.session} is on this day"] if here.day == 0 else []
    found += [f"{_days(-coming.day)} before session {coming.session}"] if coming else []
    return ", ".join(found)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def when_seen(day: date, today: date) -> str:
    """Whether a page is of a past or a coming day; nothing for today's."""
    if day == today:
        return ""
    return f"this is a past day, {dates.distance(day, today)}" if day < today else f"not yet come, {dates.distance(day, today)}"


def state(page: DayPage) -> str:
    """How far a day is; or that nothing has begun yet, or is due any more."""
    if page.begins is not None:
        return f"preparation starts {dates.near(page.begins, page.day)}, {dates.distance(page.begins, page.day)}"
    if page.over:
        return "nothing is due any more"
    return words.figure(page.figure)


def question(asked: Asked, page: DayPage) -> str:
    """An event asked for, with how late it is."""
    if asked.late and asked.latest is not None:
        was = f" It was to be recorded by {dates.near(asked.latest, page.day)}: if it is not so, call your clinic today."
        return f"{asked.event.ask}{was}"
    if asked.expected is None or asked.medicine:
        return asked.event.ask
    about = "expected" if asked.expected >= page.day else "it was expected"
    return f"{asked.event.ask} ({about} {dates.near(asked.expected, page.day)})"


def command(asked: Asked, page: DayPage) -> str:
    """What to type when an event has happened."""
    session = f" --session {asked.session}" if asked.session != page.under_way.session else ""
    return f"resurf happened {asked.event.id}{session}"


class _Rows:
    """The rows of a page, with as much as there is room for."""

    def __init__(self, page: DayPage, room: Room, width: int) -> None:
        self.page, self.room, self.width = page, room, width
        self.mixed = words.mixed([*(line.task.said for line in page.tasks), *(line.ban.said for line in page.avoid)])

    def rows(self) -> Iterator[Row]:
        """All rows, in order."""
        first = True
        for section in (self.head(), self.tasks(), self.limits(), self.calls(), self.foot()):
            found = list(section)
            if found and not first and self.room.blanks:
                yield BLANK
            first = first and not found
            yield from found

    # --- the head ---

    def head(self) -> Iterator[Row]:
        page = self.page
        left = (Span(head(page), "head"), Span(f"{SEPARATOR}{dates.full(page.day)}"))
        seen = when_seen(page.day, page.today)
        left += (Span(f"{SEPARATOR}{seen}", "ask"),) if seen else ()
        title = words.clean(page.plan.title)
        fits = sum(cells(span.text) for span in left) + cells(title) + 2 <= self.width
        if fits:
            yield Row((), left, (Span(title, "dim"),))
        else:
            yield Row(left, hang=2)
        yield from self.asks()
        if not fits and self.room.title:
            yield Row((Span(title, "dim"),), hang=2)

    def asks(self) -> Iterator[Row]:
        if self.page.day > self.page.today:
            return
        urgent = [each for each in self.page.asked if each.late or each.medicine]
        for each in self.page.asked if self.room.asks else urgent:
            style = "late" if each.late else "ask"
            yield Row((Span(words.clean(question(each, self.page)), style), *_typed(command(each, self.page))), hang=2)
        others = [each for each in self.page.asked if each not in urgent]
        if others and not self.room.asks:
            names = joined([(Span(glued(command(each, self.page)), "command"),) for each in others])
            yield Row((Span("When it is so: ", "ask"), *names), hang=2)

    # --- tasks ---

    def tasks(self) -> Iterator[Row]:
        page = self.page
        yield Row((Span(label_of(self.day_word(), self.hang), "label"), Span(state(page)), *bar(page.figure, self.width)), hang=self.hang)
        yield from self.listed_tasks()
        for line in page.still_open:
            yield self.task(line, f", was due {dates.near(line.occurrence.window.last or page.day, page.day)}")
        yield from self.begun()
        yield from self.uncounted()
        yield from self.beside()

    def day_word(self) -> str:
        return "Today" if self.page.day == self.page.today else "That day"

    @property
    def hang(self) -> int:
        """How far in the texts beside a label begin."""
        return 12 if self.room.indent and self.width >= 60 else 2

    def listed_tasks(self) -> Iterator[Row]:
        groups = words.groups(self.page.tasks)
        settled = [line for line in groups.due if line.settled] if not self.room.settled else []
        for line in groups.due:
            if line not in settled:
                yield self.task(line)
        yield from self.short("done", settled)
        if groups.unknown and self.room.unknown:
            yield Row((Span(f"  {words.UNKNOWN}", "dim"),), hang=2)
            yield from (self.task(line) for line in groups.unknown)
        else:
            yield from self.short(words.UNKNOWN, groups.unknown)
        yield from self.group("as needed", groups.as_needed, apart=self.room.as_needed)
        yield from self.group("optional", groups.optional, apart=self.room.optional)

    def group(self, name: str, found: Sequence[Line], *, apart: bool) -> Iterator[Row]:
        if apart and found:
            yield Row((Span(f"  {name}", "dim"),), hang=2)
            yield from (self.task(line) for line in found)
        else:
            yield from self.short(name, found)

    def short(self, name: str, found: Sequence[Line]) -> Iterator[Row]:
        """Several tasks in a row, by number and id, with what there is to say of each."""
        if found:
            named = joined([self.named(line) for line in found])
            yield Row((Span(f"  {name}: ", "dim"), *named), hang=4)

    def named(self, line: Line) -> tuple[Span, ...]:
        said = [] if line.task.as_needed and not line.done else [words.status(line)]
        if line.task.as_needed:
            said += [line.task.at_most, last_ticked(line)]
        more = ", ".join(words.clean(each) for each in said if each)
        name = Span(glued(f"{number_of(line, self.page.plan)} {line.task.id}{self.mark(line)}"))
        return (name, Span(f" ({more})", words.style(line))) if more and more != "due" else (name,)

    def mark(self, line: Line) -> str:
        return "*" if self.mixed and line.task.said.origin == "default" else ""

    def task(self, line: Line, more: str = "") -> Row:
        return task_row(line, number_of(line, self.page.plan), mark=self.mark(line), more=more)

    def begun(self) -> Iterator[Row]:
        found = self.page.begun_before
        if not found:
            return
        names = [(Span(begun_words(each, self.page.day)),) for each in found[:3]]
        if len(found) > 3:
            names.append((Span(f"{len(found) - 3} more: {glued('resurf prep')}", "dim"),))
        yield Row((Span("Began before this plan ", "label"), *joined(names)), hang=2)

    def uncounted(self) -> Iterator[Row]:
        for key, outcome in self.page.kept:
            said = f"{outcome.ticks} ticked" if outcome.ticks else "skipped"
            yield Row((Span(f"  {key.task}: {said}, kept but not counted: this day no longer asks for it", "dim"),), hang=4)

    def beside(self) -> Iterator[Row]:
        """The consultation and the supplies, a line each."""
        page = self.page
        if page.consult.due and page.day < page.plan.first:
            yield self.row("Consult", (Span(f"{words.figure(page.consult)}: "), Span(glued("resurf consult"), "command")))
        if supplies_due(page):
            have = sum(1 for each in page.supplies if each.done)
            text = f"{have} of {len(page.supplies)} at home: "
            yield self.row("Supplies", (Span(text), Span(glued("resurf prep"), "command")))

    def row(self, name: str, body: tuple[Span, ...], style: str = "label") -> Row:
        return Row((Span(label_of(name, self.hang), style), *body), hang=self.hang)

    # --- bans, what is normal, calls ---

    def limits(self) -> Iterator[Row]:
        if self.page.avoid:
            shown = self.page.avoid[: self.room.bans]
            names = [self.ban(each) for each in shown]
            yield self.row("Not yet", joined([*names, *self.more(len(self.page.avoid) - len(shown))]))
        if self.page.expect:
            normal = self.page.expect[: self.room.normal]
            names = [(Span(words.clean(getattr(each.item, "what", ""))), *if_unknown(each.applies)) for each in normal]
            yield self.row("Normal now", joined([*names, *self.more(len(self.page.expect) - len(normal))]))

    def ban(self, line: Any) -> tuple[Span, ...]:
        until = f" ({words.ban_until(line, self.page.day)})"
        mark = "*" if self.mixed and line.ban.said.origin == "default" else ""
        return (Span(words.clean(line.ban.what) + mark), Span(until, line.now), *if_unknown(line.applies))

    def more(self, number: int) -> list[tuple[Span, ...]]:
        return [(Span(f"{number} more: ", "dim"), Span(ALL, "command"))] if number else []

    def calls(self) -> Iterator[Row]:
        contact, signs = self.page.contact, [each for each in self.page.signs if isinstance(each.item, Sign)]
        calling = [each for each in signs if each.item.urgency != "emergency"]
        shown = [each for place, each in enumerate(calling) if self.room.calls is None or place < self.room.calls or each.raised]
        hidden = len(calling) - len(shown)
        for urgency, name in (("now", "Call now"), ("same-day", "Call today"), ("soon", "Call soon")):
            mine = [self.sign(each) for each in shown if each.item.urgency == urgency]
            if urgency == "same-day":
                if hidden:
                    mine.append((Span(f"{hidden} more: " if shown else f"{hidden} signs: ", "dim"), Span(glued("resurf signs"), "command")))
                yield self.called(name, words.clinic_call(contact), mine)
            elif mine:
                yield self.called(name, words.now_call(contact) if urgency == "now" else words.SOON, mine)
        emergency = [self.sign(each) for each in signs if each.item.urgency == "emergency"]
        yield self.called("Emergency", words.emergency_call(contact), emergency, "emergency")

    def called(self, name: str, number: str, signs: list[tuple[Span, ...]], style: str = "call") -> Row:
        number = words.clean(number)
        glue = glued(number) if len(number) < 40 else number
        colon = ": " if signs else ""
        return self.row(name, (Span(glue, "number"), Span(colon), *joined(signs)), style)

    def sign(self, each: Any) -> tuple[Span, ...]:
        raised = (Span(" (raised now)", "late"),) if each.raised else ()
        return (Span(words.clean(each.item.sign)), *raised, *if_unknown(each.applies))

    # --- the foot ---

    def foot(self) -> Iterator[Row]:
        page = self.page
        changes = [("starts", page.tomorrow.starts), ("no longer", page.tomorrow.ends), ("eases", page.tomorrow.eases)]
        found = [self.change(name, changed) for name, changed in changes if changed]
        if found and self.room.tomorrow != 0:
            spans = [span for part in found for span in (*part, Span("; "))][:-1]
            yield self.row(self.next_word(), tuple(spans))
        if said := words.whose(page, mixed=self.mixed):
            yield Row((Span(said, "dim"),), hang=2)

    def next_word(self) -> str:
        return "Tomorrow" if self.page.day == self.page.today else "Day after"

    def change(self, name: str, changed: Sequence[Change]) -> tuple[Span, ...]:
        shown = changed[: self.room.tomorrow]
        names = [(Span(words.clean(each.title)),) for each in shown]
        more = len(changed) - len(shown)
        return (Span(f"{name} ", "dim"), *joined([*names, *([(Span(f"{more} more", "dim"),)] if more else [])]))


def _typed(text: str) -> tuple[Span, ...]:
    return (Span(" "), Span(glued(text), "command"))
