"""A day's page as rows: what it holds, in which order, and what gives way so that it fits one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core import dates
from resurf_cli.core.checklist import DAY, PREP, RECOVERY, URGENCIES
from resurf_cli.core.progress import Figure, Status
from resurf_cli.core.schedule import TOLD
from resurf_cli.core.values import frozen, replace

from . import told, words
from .layout import Row, Span, glued, lines, measured, width_of
from .rows import (
    ID_WIDEST,
    ID_WIDTH,
    SEPARATOR,
    at_most,
    bar,
    begun_words,
    columns,
    if_unknown,
    joined,
    label_of,
    last_ticked,
    number_of,
    task_row,
)
from .supplies import supplies_due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from resurf_cli.core.avoid import BanLine
    from resurf_cli.core.day import Asked, Change, DayPage, Listed, Normal
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.progress import Line

    from .layout import PrintedLine

SCREEN: Final = 23
"""How many lines a day's page may have: a screen of 24, less the one of the prompt."""
ALL: Final = glued("resurf today --all")


@frozen
class Room:
    """How much of a page is shown; a number is the most that is listed, None all.

    What is not ``apart`` (each on its own line) is in a row: all of it is still named.
    """

    blanks: bool = True
    normal: int | None = None
    bans: int | None = None
    optional_apart: bool = True
    calls: int | None = None
    ids: int = ID_WIDEST  # the column of ids
    needed_apart: bool = True
    settled_apart: bool = True
    tomorrow: int | None = None
    asks_apart: bool = True
    title: bool = True  # else how far the day is stands in its place
    merged: bool = False  # tasks in a row follow each other
    indent: bool = True  # texts hang under their label
    unknown_apart: bool = True
    optional_named: bool = True  # else only how many
    asks_dated: bool = True
    unused_named: bool = True
    open_apart: bool = True
    begun: int = 3
    dated: bool = True  # which session a task is for, where it is not the one under way


GIVING_WAY: Final[tuple[dict[str, Any], ...]] = (
    {"blanks": False},
    {"normal": 3},
    {"bans": 3},
    {"optional_apart": False},
    {"calls": 6},
    # What follows says the same in less room, or how much more there is and where to read it.
    {"needed_apart": False},
    {"settled_apart": False},
    {"tomorrow": 3},
    {"title": False},
    {"merged": True},
    {"ids": ID_WIDTH},
    {"dated": False},
    {"optional_named": False},
    {"asks_apart": False},
    {"calls": 3},
    {"indent": False},
    {"tomorrow": 1},
    {"normal": 1},
    {"bans": 1},
    {"calls": 1},
    {"unknown_apart": False},
    {"calls": 0},
    {"normal": 0},
    {"bans": 0},
    {"tomorrow": 0},
    {"asks_dated": False},
    {"unused_named": False},
    {"open_apart": False},
    {"begun": 1},
    {"begun": 0},
)
"""What gives way, one after the other, until the page fits. Open tasks, emergency signs and numbers never do."""
SECTIONS: Final = {
    "head": ("title", "asks_apart", "asks_dated", "unused_named"),
    "tasks": (
        *("title", "indent", "ids", "merged", "settled_apart", "needed_apart", "unknown_apart", "open_apart"),
        *("optional_apart", "optional_named", "begun", "dated"),
    ),
    "limits": ("bans", "normal", "indent"),
    "calls": ("calls", "indent"),
    "foot": ("tomorrow", "indent"),
}
"""The parts of a page in order, each with what of its room it looks at: it is drawn anew only when that changes."""
GROWING: Final = (("calls", 3), ("bans", 3), ("calls", 6), ("normal", 3), ("tomorrow", 3), ("bans", 6))
"""What then takes up the lines that are left, one item after the other: what gives way last comes back first."""


def day(page: DayPage, width: int, *, full: bool = False, ascii_only: bool = False) -> list[PrintedLine]:
    """The lines of a day's page; ``full``: everything, however long."""
    drawn: dict[tuple[Any, ...], list[PrintedLine]] = {}

    def section(name: str, room: Room) -> list[PrintedLine]:
        key = (name, *(getattr(room, field) for field in SECTIONS[name]))
        if key not in drawn:
            rows = getattr(_Rows(page, room, width), name)()
            drawn[key] = lines(rows, width, ascii_only=ascii_only)
        return drawn[key]

    def laid_out(room: Room) -> list[PrintedLine]:
        found: list[PrintedLine] = []
        for part in (section(name, room) for name in SECTIONS):
            found += [(), *part] if found and part and room.blanks else part
        return found

    room, found = Room(), laid_out(Room())
    for step in () if full else GIVING_WAY:
        if len(found) <= SCREEN:
            break
        room = replace(room, **step)
        found = laid_out(room)
    return _grown(room, found, laid_out) if len(found) <= SCREEN and not full else found


def _grown(room: Room, found: list[PrintedLine], laid_out: Callable[[Room], list[PrintedLine]]) -> list[PrintedLine]:
    """The page with the lines that are left taken up."""
    for name, most in GROWING:
        while (shown := getattr(room, name)) is not None and shown < most:
            wider = replace(room, **{name: shown + 1})
            tried = laid_out(wider)
            if len(tried) > SCREEN:
                break
            room, found = wider, tried
    return found


def head(page: DayPage) -> str:
    """Where a day stands: ``Day 3 of recovery``, ``Preparation, 10 days before treatment``."""
    if len(page.sessions) > 1:
        return f"{words.PHASE_NAMES[page.phase]}: {between(page.plan, page.day)}"
    days = page.under_way.day
    if page.phase == DAY:
        return words.PHASE_NAMES[DAY]
    if page.phase == RECOVERY:
        return f"Day {days} of recovery"
    if days < 0:
        return f"{words.PHASE_NAMES[page.phase]}, {_days(-days)} before treatment"
    return f"{words.PHASE_NAMES[page.phase]}, day {days} after treatment"


def between(plan: Plan, day: date) -> str:
    """Where a day lies between sessions: ``day 20 after session 1, 8 days before session 2``."""
    here = plan.session_on(day)
    coming = next((each for each in sorted(plan.sessions) if plan.sessions[each] > day), None)
    gone = (day - plan.sessions[here]).days
    found = [f"day {gone} after session {here}"] if gone > 0 else []
    found += [f"session {here}"] if gone == 0 else []
    found += [f"{_days((plan.sessions[coming] - day).days)} before session {coming}"] if coming else []
    return ", ".join(found)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def when_seen(day: date, today: date) -> str:
    """Whether a page is of a past or a coming day; nothing for today's."""
    if day == today:
        return ""
    return f"{'this is a past day' if day < today else 'not yet come'}, {dates.distance(day, today)}"


def state(page: DayPage) -> str:
    """How far a day is; or that nothing has begun yet, or is due any more."""
    if page.begins is not None:
        return starts(page.begins, page.plan, page.day)
    if page.over:
        return "nothing is due any more"
    open_lines = any(not line.settled and line.times for line in page.tasks)
    if page.day == page.today and page.figure == Figure() and open_lines:
        return "nothing that counts is due"
    return words.figure(page.figure)


def starts(begins: date, plan: Plan, day: date) -> str:
    """When the first window begins; one that begins with the treatment or after it is no preparation."""
    name = "preparation starts" if begins < plan.first else "nothing is due before"
    return f"{name} {dates.near(begins, day)}, {dates.distance(begins, day)}"


def question(asked: Asked, page: DayPage) -> str:
    """An event asked for, with how late it is and what to do when the answer is no."""
    ask = asked.event.ask if asked.applies else f"If this applies to you: {asked.event.ask}"
    if asked.late and asked.latest is not None:
        return f"{ask} (not recorded by {dates.near(asked.latest, page.day)}) {if_not(asked)}"
    if asked.expected is None or asked.medicine:
        return ask
    about = "expected" if asked.expected >= page.day else "it was expected"
    return f"{ask} ({about} {dates.near(asked.expected, page.day)})"


def if_not(asked: Asked) -> str:
    """What to do when something has not happened by its latest day."""
    return f"{glued('No: ')}{'ask who prescribed it' if asked.medicine else 'call your clinic today'}."


def command(asked: Asked, page: DayPage) -> str:
    """What to type when an event has happened."""
    session = f" --session {asked.session}" if asked.session != page.under_way.session else ""
    return f"resurf happened {asked.event.id}{session}"


class _Rows:
    """The rows of a page, with as much as there is room for."""

    def __init__(self, page: DayPage, room: Room, width: int) -> None:
        self.page, self.room, self.width = page, room, width
        self.groups = words.groups(page.tasks)
        tasks = {line.task.id: line.task for line in (*page.tasks, *page.still_open)}
        self.said = [*(task.said for task in tasks.values()), *(line.ban.said for line in page.avoid)]
        self.mixed = words.mixed(self.said)
        self.columns = columns((*page.tasks, *page.still_open), room.ids, marked=self.mixed)

    # --- the head ---

    def head(self) -> Iterator[Row]:
        page = self.page
        left = [Span(head(page), "head"), Span(f"{SEPARATOR}{dates.full(page.day)}")]
        seen = when_seen(page.day, page.today)
        left += [Span(f"{SEPARATOR}{seen}", "ask")] if seen else []
        title = (Span(words.clean(page.plan.title), "dim"),) if self.room.title else self.state()
        fits = width_of((*left, *title)) + 2 <= self.width
        yield Row((), tuple(left), title) if fits else Row(tuple(left), hang=2)
        if not fits:
            yield Row(title, hang=2)
        yield from self.asks()
        yield from self.unused()

    def unused(self) -> Iterator[Row]:
        """What the clinic told for a date that has moved."""
        if self.page.unused and self.page.day == self.page.today:
            text, typed = told.all_unused(self.page.unused, self.page.plan, named=self.room.unused_named)
            yield Row((Span(text, "ask"), Span(f" {glued(typed)}", "command")), hang=2)

    def state(self) -> tuple[Span, ...]:
        """How far the day is, with a bar."""
        return (Span(state(self.page), "label"), *bar(self.page.figure, self.width))

    def asks(self) -> Iterator[Row]:
        if self.page.day > self.page.today:
            return
        urgent = [each for each in self.page.asked if each.late or each.medicine]
        for each in self.page.asked if self.room.asks_apart else urgent:
            style = "late" if each.late else "ask"
            text = question(each, self.page) if self.room.asks_dated else _undated(each)
            yield Row((Span(words.clean(text), style), *_typed(command(each, self.page))), hang=2)
        others = [each for each in self.page.asked if not (each.late or each.medicine)]
        if others and not self.room.asks_apart:
            names = joined([(Span(glued(command(each, self.page)), "command"),) for each in others])
            yield Row((Span("When it is so: ", "ask"), *names), hang=2)

    # --- tasks ---

    def tasks(self) -> Iterator[Row]:
        if self.room.title:
            yield self.row("Today" if self.page.day == self.page.today else "That day", self.state())
        yield from self.listed_tasks()
        yield from self.still_open()
        yield from self.begun()
        yield from self.uncounted()
        yield from self.beside()

    @property
    def hang(self) -> int:
        """How far in the texts beside a label begin."""
        return 12 if self.room.indent and self.width >= 60 else 2

    def listed_tasks(self) -> Iterator[Row]:
        """The tasks of the day: those that are due a line each, the others in a row where there is little room."""
        groups, room = self.groups, self.room
        settled = [] if room.settled_apart else [line for line in groups.due if line.settled]
        yield from (self.task(line) for line in groups.due if line not in settled)
        skipped = any(line.outcome.skipped for line in settled)
        short = [("done or skipped" if skipped else "done", settled)]
        if not room.unknown_apart:
            yield from self.short([(words.UNKNOWN, groups.unknown)])
        for name, found, apart in (
            (words.UNKNOWN, groups.unknown if room.unknown_apart else [], True),
            ("as needed", groups.as_needed, room.needed_apart),
            ("optional", groups.optional, room.optional_apart),
        ):
            if apart and found:
                yield Row((Span(f"  {name}", "dim"),), hang=2)
                yield from (self.task(line) for line in found)
            else:
                short.append((name, found))
        yield from self.short(short)

    def headed(self) -> bool:
        """Whether the last tasks stand under a heading, so that what follows needs one too."""
        groups, room = self.groups, self.room
        last = ((groups.optional, room.optional_apart), (groups.as_needed, room.needed_apart))
        return any(apart for found, apart in last if found) or bool(groups.unknown and room.unknown_apart)

    def still_open(self) -> Iterator[Row]:
        """What is overdue, a line each; with no room for that, in a row by the day it was due."""
        found = self.page.still_open
        if not self.room.open_apart:
            yield from self.overdue()
            return
        if found and self.headed():
            yield Row((Span("  Still open", "label"),), hang=2)
        yield from (self.task(line, f", was due {self.due(line)}") for line in found)

    def overdue(self) -> Iterator[Row]:
        by_day: dict[str, list[Line]] = {}
        for line in self.page.still_open:
            by_day.setdefault(self.due(line), []).append(line)
        spans = [Span("  Still open, overdue", "overdue")]
        for day, found in by_day.items():
            names = joined(self.named(line, Status.OVERDUE) for line in found)
            spans += [Span(f"{'; ' if len(spans) > 1 else ', '}was due {glued(day)}: ", "dim"), *names]
        if by_day:
            yield Row(tuple(spans), hang=4)

    def due(self, line: Line) -> str:
        """The last day of the window of an overdue task."""
        return dates.near(line.occurrence.window.last or self.page.day, self.page.day)

    def short(self, groups: list[tuple[str, list[Line]]]) -> Iterator[Row]:
        """Groups of tasks in a row, by number and id, with what there is to say of each."""
        named = [self.group(name, found) for name, found in groups if found]
        if self.room.merged:
            named = [joined(named)] if named else []
        yield from (Row((Span("  "), *spans), hang=4) for spans in named)

    def group(self, name: str, found: list[Line]) -> tuple[Span, ...]:
        if name == "optional" and not self.room.optional_named:
            return (Span(glued(f"{len(found)} optional: "), "dim"), Span(ALL, "command"))
        known = Status.DONE if name.startswith("done") else Status.DUE
        return (Span(f"{glued(name)}: ", "dim"), *joined(self.named(line, known) for line in found))

    def named(self, line: Line, known: Status) -> tuple[Span, ...]:
        """A task by number and id; with its status where that is not what its group says."""
        said = [at_most(line), last_ticked(line)] if not line.settled or line.task.as_needed else []
        plain = line.status is known and line.times <= 1 and line.done <= 1 and not line.task.as_needed
        status = "" if plain else words.status(line)
        more = ", ".join(words.clean(each) for each in (status, *said) if each)
        name = Span(glued(f"{number_of(line)} {line.task.id}{self.mark(line)}"))
        return (name, Span(f" ({more})", words.style(line))) if more else (name,)

    def mark(self, line: Line) -> str:
        return words.mark(line.task.said, mixed=self.mixed)

    def task(self, line: Line, more: str = "") -> Row:
        number, mark, window = number_of(line), self.mark(line), line.occurrence.window
        until = f" ({words.ends_by(window, self.page.day)})" if window.ends_by == TOLD else ""
        return task_row(line, number, self.columns, mark=mark, more=self.for_session(line) + until + more)

    def for_session(self, line: Line) -> str:
        """The date that a ``once`` task is for, where that is not the session under way."""
        session = line.occurrence.session
        other = line.task.once and session is not None and session != self.page.under_way.session
        if not other or not self.room.dated or len(self.page.sessions) == 1:
            return ""
        return f" ({glued(f'for {words.day_month(self.page.plan.sessions[session or 1], self.page.day)}')})"

    def begun(self) -> Iterator[Row]:
        found = self.page.begun_before
        if not found:
            return
        shown = found[: self.room.begun]
        names = [(Span(begun_words(each, self.page.day)),) for each in shown]
        if rest := len(found) - len(shown):
            where = f"resurf {found[-1].task.phase}"
            names.append((Span(f"{rest} {'more' if shown else 'steps'}: {glued(where)}", "dim"),))
        yield Row((Span("Began before this plan ", "label"), *joined(names)), hang=2)

    def uncounted(self) -> Iterator[Row]:
        for key, outcome in self.page.kept:
            said = f"{outcome.ticks} ticked" if outcome.ticks else "skipped"
            text = f"  {key.task}: {said}, kept but not counted: this day no longer asks for it"
            yield Row((Span(text, "dim"),), hang=4)

    def beside(self) -> Iterator[Row]:
        """The visits of the day and the next, the consultation and the supplies, a line each."""
        page = self.page
        for each in page.visits:
            when = "" if each.on == page.day else f", {dates.near(each.on, page.day)}"
            yield self.row("Visit", (Span(words.clean(f"{each.visit.what}{when}")),))
        if page.consult.due and page.day < page.plan.first:
            figure = words.figure(page.consult)
            yield self.row("Consult", (Span(f"{figure}: "), Span(glued("resurf consult"), "command")))
        if supplies_due(page):
            have = sum(1 for each in page.supplies if each.done)
            text = f"{have} of {len(page.supplies)} at home: "
            yield self.row("Supplies", (Span(text), Span(glued("resurf prep"), "command")))

    def row(self, name: str, body: tuple[Span, ...], style: str = "label") -> Row:
        return Row((Span(label_of(name, self.hang), style), *body), hang=self.hang)

    # --- bans, what is normal, calls ---

    def limits(self) -> Iterator[Row]:
        """What to avoid, and what is normal; with no room for either, how much there is of both."""
        avoided, expected = len(self.page.avoid), len(self.page.expect)
        if avoided and expected and self.room.bans == self.room.normal == 0:
            counts = Span(f"{avoided} things to avoid{SEPARATOR}{expected} that are normal: ")
            yield self.row("Not yet", (counts, Span(ALL, "command")))
            return
        if self.page.avoid:
            shown = self.page.avoid[: self.room.bans]
            names = [self.ban(each) for each in shown]
            yield self.row(
                "Not yet",
                joined([*names, *self.rest(len(self.page.avoid) - len(shown), len(shown), "things to avoid")]),
            )
        if self.page.expect:
            normal = self.page.expect[: self.room.normal]
            names = [self.normal(each) for each in normal]
            yield self.row(
                "Normal now",
                joined([*names, *self.rest(len(self.page.expect) - len(normal), len(normal), "that are normal")]),
            )

    def normal(self, each: Normal) -> tuple[Span, ...]:
        """Something normal; on its last day, when a sign follows, that it is the last.

        On the day before a session nothing is said to: that session brings what is normal after it.
        """
        cut = any(session.day == -1 for session in self.page.sessions)
        last = each.item.after_that and each.window.last == self.page.day and not cut
        ends = (Span(" (last day)", "ask"),) if last else ()
        return (Span(words.clean(each.item.what)), *ends, *if_unknown(each.applies))

    def ban(self, line: BanLine) -> tuple[Span, ...]:
        until = f" ({words.ban_until(line, self.page.day)})"
        mark = words.mark(line.ban.said, mixed=self.mixed)
        return (Span(words.clean(line.ban.what) + mark), Span(until, line.now), *if_unknown(line.applies))

    def more(self, number: int) -> list[tuple[Span, ...]]:
        return [(Span(f"{number} more: ", "dim"), Span(ALL, "command"))] if number else []

    def rest(self, number: int, shown: int, what: str) -> list[tuple[Span, ...]]:
        """How many more there are; with none shown, of what."""
        return self.more(number) if shown or not number else [(Span(f"{number} {what}: "), Span(ALL, "command"))]

    def calls(self) -> Iterator[Row]:
        """Whom to call for what, now, today and soon; the numbers are always there, and all emergency signs."""
        contact, signs = self.page.contact, self.page.signs
        calling = [each for each in signs if each.item.urgency != "emergency"]
        most = len(calling) if self.room.calls is None else self.room.calls
        shown = [  # what must not wait overnight never gives way
            each for place, each in enumerate(calling) if place < most or each.raised or each.item.urgency == "now"
        ]
        by_urgency = {
            urgency: [self.sign(each) for each in shown if each.item.urgency == urgency] for urgency in URGENCIES
        }
        if hidden := len(calling) - len(shown):
            text = f"{hidden} more (" if shown else f"{hidden} sign{'s' * (hidden != 1)} ("
            listed = Span(text, "dim"), Span(glued("resurf signs"), "command"), Span(")", "dim")
            by_urgency["same-day"].append(listed)
        if by_urgency["now"]:
            yield self.called("Call now", words.now_call(contact, short=self.room.calls == 0), by_urgency["now"])
        yield self.called("Call today", words.clinic_call(contact), by_urgency["same-day"])
        if by_urgency["soon"]:
            yield self.row("Call soon", (*joined(by_urgency["soon"]), Span(f" ({words.SOON})")), "call")
        emergency = [self.sign(each) for each in signs if each.item.urgency == "emergency"]
        yield self.called("Emergency", words.emergency_call(contact), emergency, "emergency")

    def called(self, name: str, number: str, signs: list[tuple[Span, ...]], style: str = "call") -> Row:
        """The signs, and at their end the number to call."""
        number = words.clean(number)
        found = Span(glued(number) if len(number) < 40 else number, "number")
        return self.row(name, (*joined(signs), Span(f": {glued('call ')}"), found) if signs else (found,), style)

    def sign(self, each: Listed) -> tuple[Span, ...]:
        raised = (Span(" (raised now)", "late"),) if each.raised else ()
        earlier = each.session is not None and each.session < self.page.under_way.session
        whose = (Span(f" (of {glued(f'session {each.session}')})", "dim"),) if earlier and not each.raised else ()
        return (Span(measured(words.clean(each.item.sign))), *whose, *raised, *if_unknown(each.applies))

    # --- the foot ---

    def foot(self) -> Iterator[Row]:
        page = self.page
        found = [self.change(name, changed) for name, changed in self.changes().items() if changed]
        if found and self.room.tomorrow != 0:
            spans = [span for part in found for span in (*part, Span("; "))][:-1]
            yield self.row(self.next_word(), tuple(spans))
        if said := words.whose(self.said, page.plan.checklist):
            yield Row((Span(words.clean(said), "dim"),), hang=2)

    def changes(self) -> dict[str, list[Change]]:
        """What is different tomorrow, in words that cannot be taken for their opposite.

        That the preparation ends is not said of each of its tasks: what it left off often stays off.
        """
        coming, going = self.page.tomorrow.starts, self.page.tomorrow.ends
        tasks = self.page.plan.checklist.tasks
        return {
            "starts": [each for each in coming if each.ref in tasks],
            "to avoid": [each for each in coming if each.ref not in tasks],
            "ends": [each for each in going if each.ref in tasks and tasks[each.ref].phase != PREP],
            "no longer to avoid": [each for each in going if each.ref not in tasks],
            "eases": list(self.page.tomorrow.eases),
        }

    def next_word(self) -> str:
        return "Tomorrow" if self.page.day == self.page.today else "Day after"

    def change(self, name: str, changed: Sequence[Change]) -> tuple[Span, ...]:
        shown = changed[: self.room.tomorrow]
        names = [(Span(words.clean(each.title)),) for each in shown]
        more = len(changed) - len(shown)
        names += [(Span(f"{more} more", "dim"),)] if more else []
        return (Span(f"{name} ", "dim"), *joined(names))


def _undated(asked: Asked) -> str:
    return f"{asked.event.ask} {if_not(asked)}" if asked.late else asked.event.ask


def _typed(text: str) -> tuple[Span, ...]:
    return (Span(f" {glued('Yes: ')}"), Span(glued(text), "command"))
