"""The whole journey as bars: a scale of days, a ruler, and a lane for each instruction.

Where there is room a lane is one line: what it is, its bar, until when in words. On a narrow screen the bar is a line
of its own. No text is cut: it goes on below.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from resurf_cli.core import dates
from resurf_cli.core.avoid import CAREFUL, STRICT
from resurf_cli.core.checklist import DAY, MAINTENANCE, PREP, RECOVERY, Ban, Task
from resurf_cli.core.schedule import ONE_DAY
from resurf_cli.core.timeline import NORMAL, STRENGTH, TO_DO
from resurf_cli.core.timing import away
from resurf_cli.core.values import frozen

from . import words
from .layout import BLANK, Row, Span, ascii_text, glued, lines, width_of, wrapped
from .rows import SEPARATOR, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resurf_cli.core.avoid import Span as BanSpan
    from resurf_cli.core.schedule import Window
    from resurf_cli.core.timeline import EventDay, Lane, Stretch, Timeline

    from .layout import PrintedLine

ROOMY: Final = 72
"""From which width on the text, the bar and its end share a line."""
LONG: Final = 40
"""A page of more lines says at its end again what its marks mean."""

DATED: Final = 7
"""How many columns a date such as ``14 Dec`` takes on the ruler, with the space after it."""

TODAY: Final = "today"
A_DAY: Final = "a day"
EXPECTED: Final = "expected"
GLYPHS: Final = {
    (STRICT, False): ("█", "#", "strict"),
    (STRICT, True): ("»", "!", "strict, no end known"),
    (CAREFUL, False): ("▒", "=", "careful"),
    (CAREFUL, True): ("›", "-", "careful, no end known"),
    (TO_DO, False): ("━", "+", "to do"),
    (TO_DO, True): ("→", ">", "to do, no end known"),
    (NORMAL, False): ("~", "~", "normal"),
    (NORMAL, True): ("~", "~", "normal"),
    (A_DAY, False): ("◆", "*", "a day"),
    (EXPECTED, False): ("◇", "o", "expected, not recorded"),
    (TODAY, False): ("┊", ":", "today"),
}
"""How a state is drawn (True: open), the same in ASCII, and what it means."""
STYLES: Final = {
    STRICT: "strict",
    CAREFUL: "careful",
    TO_DO: "bar",
    NORMAL: "dim",
    A_DAY: "number",
    EXPECTED: "number",
    TODAY: "ask",
}

Days = TypeVar("Days")
Mark = tuple[str, bool]
Cells = list[Mark | None]


# --- the scale -------------------------------------------------------------------------------------------------------


@frozen
class Scale:
    """Days on columns: each day has one or several, or each column stands for several days."""

    first: date
    days: int
    width: int

    @classmethod
    def fitting(cls, first: date, last: date, room: int) -> Scale:
        """The scale that shows all days from the first to the last in so many columns."""
        days = (last - first).days + 1
        return cls(first, days, days * min(room // days, DATED) if days <= room else room)

    @property
    def last(self) -> date:
        """The last day on it."""
        return self.first + ONE_DAY * (self.days - 1)

    def cell(self, day: date) -> int:
        """The column of a day; of a day that has several, the first."""
        gone = (day - self.first).days
        return gone * self.width // self.days if self.width > self.days else ((gone + 1) * self.width - 1) // self.days

    def covered(self, first: date | None, last: date | None) -> range:
        """The columns of a window: those that stand for any of its days."""
        begins = self.first if first is None else max(first, self.first)
        ends = self.last if last is None else min(last, self.last)
        if begins > ends:
            return range(0)
        after = self.width if ends == self.last else self.cell(away(ends, ONE_DAY))
        return range(self.cell(begins), max(self.cell(ends) + 1, after if self.width > self.days else 0))

    def holds(self, day: date) -> bool:
        """Whether a day lies on it."""
        return self.first <= day <= self.last

    def said(self) -> str:
        """What a column stands for, in words."""
        if self.width >= self.days:
            several = self.width // self.days
            return "One column is a day." if several == 1 else f"{several} columns are a day."
        return f"One column is about {round(self.days / self.width, 1):g} days."


def scale(page: Timeline, room: int) -> Scale:
    """The scale of a journey; today is on it unless it lies so far off that little room would be left."""
    if page.part:
        return Scale.fitting(page.first, page.last, room)
    length = page.last - page.first
    first, last = min(page.first, page.today), max(page.last, page.today)
    far = last - first > length + max(length // 2, ONE_DAY * 30)
    return Scale.fitting(page.first, page.last, room) if far else Scale.fitting(first, last, room)


def bar(found: Iterable[Stretch], on: Scale) -> Cells:
    """The columns of stretches: each the strongest state that any of its days has."""
    drawn: Cells = [None] * on.width
    for stretch in found:
        columns = on.covered(stretch.first, stretch.last)
        for place in columns:
            mark = (stretch.state, _open(stretch, last=place == columns[-1]))
            drawn[place] = max(drawn[place] or mark, mark, key=_strength)
    return drawn


def _open(stretch: Stretch, *, last: bool) -> bool:
    """Whether a column is drawn open: of care whose last day is assumed, only that one."""
    return stretch.open and (last or stretch.last is None or stretch.state != TO_DO)


def _strength(mark: Mark) -> tuple[int, bool]:
    state, is_open = mark
    return STRENGTH.index(state), not is_open


# --- the ruler -------------------------------------------------------------------------------------------------------


def ruler(on: Scale) -> str:
    """The dates above the bars: days, weeks (by their Monday), months, or years, as many as there is room for."""
    line = [" "] * on.width
    free = 0
    for day, label in _ticks(on):
        place = on.cell(day)
        if place >= free and place + len(label) <= on.width:
            line[place : place + len(label)] = label
            free = place + len(label) + 1
    return "".join(line)


def _ticks(on: Scale) -> Iterator[tuple[date, str]]:
    column = on.width / on.days  # columns a day
    if column * 14 >= DATED:
        step = 1 if column >= DATED else 7 if column * 7 >= DATED else 14
        monday = on.first + ONE_DAY * (-on.first.weekday() % 7)
        begins = on.first if step == 1 else monday
        yield from ((day, _day_month(day)) for day in _days(on) if (day - begins).days % step == 0)
    else:
        step = next((months for months in (1, 3, 6) if column * 30 * months >= 5), 12)
        yield from ((day, _month(day)) for day in _days(on) if day.day == 1 and (day.month - 1) % step == 0)


def _days(on: Scale) -> Iterator[date]:
    return (on.first + ONE_DAY * place for place in range(on.days))


def _day_month(day: date) -> str:
    return dates.short(day).split(" ", 1)[1]


def _month(day: date) -> str:
    """A month by its name, the first of a year by the year."""
    return str(day.year) if day.month == 1 else dates.MONTHS[day.month - 1][:3]


def _pointed(on: Scale, found: Iterable[tuple[date, str]]) -> str:
    """A line that says what days are, from their column on; at the right edge to the left of it."""
    line = [" "] * on.width
    for day, label in found:
        place = on.cell(day)
        shown = label if place + len(label) <= on.width else label[0]
        line[place : place + len(shown)] = shown
        if shown != label and (words_before := label[2:]) and place > len(words_before):
            line[place - len(words_before) - 1 : place] = f"{words_before} "
    return "".join(line)[: on.width]


# --- the page --------------------------------------------------------------------------------------------------------


def timeline(page: Timeline, width: int, *, whole: bool = False, ascii_only: bool = False) -> list[PrintedLine]:
    """The lines of the journey; what is over is only named unless the ``whole`` is asked for, or all is over."""
    return _Chart(page, width, whole=whole, ascii_only=ascii_only).lines()


class _Chart:
    """The journey drawn at one width."""

    def __init__(self, page: Timeline, width: int, *, whole: bool, ascii_only: bool) -> None:
        self.page, self.width, self.ascii_only = page, width, ascii_only
        self.titles, self.ends = (0, 0) if width < ROOMY else (24, 22) if width < 100 else (34, 28)
        self.on = scale(page, width - self.titles - self.ends - 2 if self.titles else width - 2)
        self.over, self.shown = _told_apart(page, whole=whole)
        self.said = list({lane.ref: lane.said for lane in self.shown}.values())
        self.mixed = words.mixed(self.said)
        self.used: set[Mark] = set()

    def lines(self) -> list[PrintedLine]:
        body = [*self._bans(), *self._care(), *self._normal(), *self._days()]
        head = self._rows([*self._head(), BLANK])
        legend = self._rows(self._legend())
        ruler = [*self._ruler(), ()]
        again = [(), *self._ruler(), *legend] if len(head) + len(legend) + len(ruler) + len(body) > LONG else []
        return [*head, *legend, (), *ruler, *body, *self._rows(self._foot()), *again]

    # --- head and foot ---

    def _head(self) -> Iterator[Row]:
        plan, today = self.page.plan, self.page.today
        yield Row((Span("Timeline", "head"), Span(f"{SEPARATOR}{words.clean(plan.title)}")), hang=2)
        several = len(plan.sessions) > 1
        treated = [
            (Span(glued(f"{f'Session {number}' if several else 'Treatment'} {dates.full(day)}")),)
            for number, day in sorted(plan.sessions.items())
        ]
        yield Row(joined([*treated, (Span(glued(f"today is {dates.full(today)}"), "ask"),)]), hang=2)

    def _legend(self) -> Iterator[Row]:
        used = {TODAY: False} if self.on.holds(self.page.today) else {}
        marks = [mark for mark in GLYPHS if mark in self.used or mark[0] in used]
        found = dict.fromkeys((self._glyph(mark), STYLES[mark[0]], GLYPHS[mark][2]) for mark in marks)
        rows = [(Span(glued(f"{glyph} "), style), Span(glued(means))) for glyph, style, means in found]
        yield Row(joined(rows), hang=2)
        asked = "? if this applies to you. " if any(lane.applies is None for lane in self.shown) else ""
        yield Row((Span(f"{asked}{self.on.said()}", "dim"),), hang=2)

    def _foot(self) -> Iterator[Row]:
        closer = self.on.days > 2 * self.on.width
        if self.over:
            bans = [lane for lane in self.over if lane.spans]
            named = [(Span(words.clean(f"{lane.title} ({_last(lane, self.page.today)})")),) for lane in bans]
            others = len(self.over) - len(bans)
            named += [(Span(f"{others} of care and of what is normal"),)] if others else []
            yield Row((Span("Over by now: ", "head"), *joined(named)), hang=2)
            yield Row((Span("With their bars: ", "dim"), Span(glued("resurf timeline --all"), "command")), hang=2)
        if closer:
            command = glued("resurf timeline --from -1w --to +6w")
            yield Row((Span("A part of it, closer: ", "dim"), Span(command, "command")), hang=2)
        if self.over or closer:
            yield BLANK
        if whose := words.whose(self.said, self.page.plan.checklist):
            yield Row((Span(words.clean(whose), "dim"),), hang=2)

    def _rows(self, rows: Iterable[Row]) -> list[PrintedLine]:
        return lines(rows, self.width, ascii_only=self.ascii_only)

    # --- the ruler ---

    def _ruler(self) -> list[PrintedLine]:
        plan, today = self.page.plan, self.page.today
        up, down = ("^", "v") if self.ascii_only else ("▲", "▼")
        several = len(plan.sessions) > 1
        treated = [(number, day) for number, day in sorted(plan.sessions.items()) if self.on.holds(day)]
        marks = [(day, str(number) if several else f"{up} treatment") for number, day in treated]
        found = [self._beside("", ruler(self.on), "dim")]
        found.append(self._beside("Sessions" if several else "", _pointed(self.on, marks), "number"))
        if self.on.holds(today):
            found.append(self._beside("", _pointed(self.on, [(today, f"{down} today")]), "ask"))
        else:
            side = "before" if today < self.on.first else "after"
            found.append((Span(f"  Today lies {side} the days shown here.", "ask"),))
        return found

    def _beside(self, text: str, drawn: str, style: str) -> PrintedLine:
        return (Span(f"{text:<{self.titles}} " if self.titles else "  "), Span(drawn, style))

    def _heading(self, text: str) -> list[PrintedLine]:
        """What a group is called, with the ruler again."""
        if self.titles:
            return [(Span(f"{text:<{self.titles}} ", "head"), Span(ruler(self.on), "dim"))]
        return [(Span(text, "head"),), self._beside("", ruler(self.on), "dim")]

    # --- the groups ---

    def _group(self, name: str, found: Iterable[list[PrintedLine]]) -> list[PrintedLine]:
        rows = [line for row in found for line in row]
        return [*self._heading(name), *rows, ()] if rows else []

    def _bans(self) -> list[PrintedLine]:
        return self._group("To avoid", [self._lane(lane) for lane in self.shown if isinstance(lane.item, Ban)])

    def _care(self) -> list[PrintedLine]:
        found: list[PrintedLine] = []
        for phase in (PREP, DAY, RECOVERY, MAINTENANCE):
            mine = [each for each in self.shown if isinstance(each.item, Task) and each.item.phase == phase]
            rows = [*map(self._lane, mine), *self._once(phase)]
            found += self._group(words.PHASE_NAMES[phase], rows)
        return found

    def _normal(self) -> list[PrintedLine]:
        mine = [lane for lane in self.shown if not isinstance(lane.item, Ban | Task)]
        return self._group("Normal", map(self._lane, mine))

    def _days(self) -> list[PrintedLine]:
        rows = [self._event(each) for each in self.page.events if self._seen(each.happened or each.expected)]
        visits = [each for each in self.page.visits if self._seen(each.on)]
        rows += [self._marked(each.visit.what, [(each.on, A_DAY)], self._named(each.on)) for each in visits]
        return self._group("Days to know", rows)

    def _seen(self, day: date | None) -> bool:
        """Whether a day is on the page; one that is not known is on the whole."""
        return not self.page.part if day is None else self.on.holds(day)

    def _event(self, each: EventDay) -> list[PrintedLine]:
        session = f", session {each.session}" if len(self.page.plan.sessions) > 1 else ""
        asked = f" ({words.UNKNOWN})" if each.applies is None else ""
        text = f"{each.event.id}{session}{asked}: {each.event.ask}"
        if each.happened is not None:
            return self._marked(text, [(each.happened, A_DAY)], f"on {self._named(each.happened)}")
        if each.expected is None:
            return self._marked(text, [], "not recorded, no day expected")
        verb = "expected" if each.expected >= self.page.today else "not recorded, was expected"
        return self._marked(text, [(each.expected, EXPECTED)], f"{verb} {self._named(each.expected)}")

    def _once(self, phase: str) -> list[list[PrintedLine]]:
        """One lane for what is to be done once in a phase: a mark on each last day."""
        today = self.page.today
        mine = [each for each in self.page.once if each.task.phase == phase and not each.settled]
        mine = [each for each in mine if not each.task.optional and (each.window.last or today) >= today]
        mine = [each for each in mine if self._seen(each.window.last)]
        single = [lane for lane in self.page.care if not lane.long and _phase(lane) == phase and not lane.over(today)]
        single = [lane for lane in single if self._seen(_only(lane))]
        if not mine and not single:
            return []
        days = [day for each in mine if (day := each.window.last) is not None] + [_only(lane) for lane in single]
        number = len(mine) + len(single)
        text = f"{number} to do once, on or by the days marked" if number > 1 else "1 to do once, by the day marked"
        return [self._marked(text, [(day, A_DAY) for day in days], f"next {self._named(min(days))}" if days else "")]

    # --- a lane ---

    def _lane(self, lane: Lane) -> list[PrintedLine]:
        mark = words.mark(lane.said, mixed=self.mixed) + (" ?" if lane.applies is None else "")
        optional = " (optional)" if isinstance(lane.item, Task) and lane.item.optional else ""
        text = f"{lane.title}{optional}{glued(mark)}"
        return self._drawn(text, bar(lane.stretches, self.on), _until(lane, self.page.today))

    def _marked(self, text: str, days: Iterable[tuple[date, str]], end: str) -> list[PrintedLine]:
        drawn: Cells = [None] * self.on.width
        for day, mark in days:
            if self.on.holds(day):
                drawn[self.on.cell(day)] = (mark, False)
        return self._drawn(text, drawn, end)

    def _drawn(self, text: str, drawn: Cells, end: str) -> list[PrintedLine]:
        self.used |= {mark for mark in drawn if mark is not None}
        title, until = (Span(self._text(text)),), (Span(self._text(end), "dim"),)
        if not self.titles:
            more = (Span(": ", "dim"), *until) if end else ()
            return [*wrapped((*title, *more), self.width, 2), (Span("  "), *self._bar(drawn))]
        left, right = wrapped(title, self.titles, 2), wrapped(until, self.ends, 0)
        rows = max(len(left), len(right))
        empty = self._bar([None] * self.on.width)
        return [
            (
                *_padded(left[row] if row < len(left) else (), self.titles + 1),
                *(self._bar(drawn) if row == 0 else empty),
                Span(" "),
                *(right[row] if row < len(right) else ()),
            )
            for row in range(rows)
        ]

    def _bar(self, drawn: Cells) -> PrintedLine:
        """Columns as text; an empty one shows the day it is."""
        now = self.on.cell(self.page.today) if self.on.holds(self.page.today) else -1
        found: list[Span] = []
        for place, mark in enumerate(drawn):
            if mark is not None:
                found.append(Span(self._glyph(mark), STYLES[mark[0]]))
            else:
                found.append(Span(self._glyph((TODAY, False)), "ask") if place == now else Span(" "))
        return tuple(found)

    def _glyph(self, mark: Mark) -> str:
        return GLYPHS[mark][1 if self.ascii_only else 0]

    def _text(self, text: str) -> str:
        return ascii_text(words.clean(text)) if self.ascii_only else words.clean(text)

    def _named(self, day: date) -> str:
        return glued(words.day_month(day, self.page.today))


def _told_apart(page: Timeline, *, whole: bool) -> tuple[list[Lane], list[Lane]]:
    """The lanes that are over, and those that are drawn: all where the whole or a part is asked for, or all is over."""
    every = [lane for lane in page.lanes if lane.long and (not page.part or lane.within(page.first, page.last))]
    over = [lane for lane in every if lane.over(page.today)]
    if whole or page.part or len(over) == len(every):
        return [], every
    return over, [lane for lane in every if not lane.over(page.today)]


def _padded(line: PrintedLine, width: int) -> PrintedLine:
    return (*line, Span(" " * (width - width_of(line))))


def _phase(lane: Lane) -> str:
    return lane.item.phase if isinstance(lane.item, Task) else ""


def _only(lane: Lane) -> date:
    """The last day of what runs for a day at a time."""
    return max(each.last for each in lane.stretches if each.last is not None)


def _last(lane: Lane, today: date) -> str:
    return glued(words.day_month(lane.last, today)) if lane.last is not None else ""


# --- until when ------------------------------------------------------------------------------------------------------


def _until(lane: Lane, today: date) -> str:
    """Until when, in words: of the days under way, else of the next, else of the last."""
    if lane.spans:
        found, following = _under_way([(each.first, _span_last(each), each) for each in lane.spans], today)
        text = _ban_until(found, today)
    else:
        windows = [(window.first, window.last, window) for _, window in lane.windows]
        window, following = _under_way(windows, today)
        text = _window_until(window, today)
    return f"{text}, again from {glued(words.day_month(following, today))}" if following else text


def _span_last(span: BanSpan) -> date | None:
    """The last day of a ban; None while no day decides it."""
    return None if any(window.stays for _, window in span.windows) else span.last


def _under_way(found: Sequence[tuple[date | None, date | None, Days]], today: date) -> tuple[Days, date | None]:
    """The days under way, else the next, else the last; and the first day of those after them."""
    ordered = sorted(found, key=lambda each: each[0] or date.min)
    place = next((at for at, (_, last, _) in enumerate(ordered) if last is None or last >= today), len(ordered) - 1)
    return ordered[place][2], next((first for first, _, _ in ordered[place + 1 :] if first), None)


def _ban_until(span: BanSpan, today: date) -> str:
    kinds = [kind for kind in (STRICT, CAREFUL) if any(kind == each for each, _ in span.windows)]
    if STRICT in kinds and (span.open_window(STRICT) or span.strict_last is None):
        kinds = [STRICT]  # what comes after it no day decides yet
    elif len(kinds) > 1 and span.strict_last is not None and span.strict_last < today:
        kinds = [CAREFUL]
    ends = [f"{kind} {words.ban_end(span, kind, today, _named)}" for kind in kinds]
    return ", ".join([*_from(span.first, today), *ends])


def _window_until(window: Window, today: date) -> str:
    if window.open_starts:
        begins = words.begins_by(window)
    elif window.first is not None and window.first > today:
        begins = f"from {_named(window.first, today)}"
    else:
        begins = ""
    if window.ends_by is not None:
        return ", ".join(each for each in (begins, words.ends_by(window, today, _named)) if each)
    ends = "with no end" if window.last is None else f"to {_named(window.last, today)}"
    return f"{begins} {ends}".strip()


def _from(first: date | None, today: date) -> list[str]:
    return [f"from {_named(first, today)}"] if first is not None and first > today else []


def _named(day: date, today: date) -> str:
    return glued(words.day_month(day, today))
