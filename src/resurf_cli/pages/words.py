"""The words that all forms of a page share, and texts made harmless for a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from resurf_cli.core import dates
from resurf_cli.core.avoid import CAREFUL, STRICT
from resurf_cli.core.checklist import CONSULT, DAY, MAINTENANCE, PREP, RECOVERY, Ban, Expect, Sign, Supply, Task, Visit
from resurf_cli.core.condition import Limit
from resurf_cli.core.items import TASKS, first_words, items
from resurf_cli.core.items import title_of as titled
from resurf_cli.core.schedule import TOLD
from resurf_cli.core.timing import (
    FIRST,
    LAST,
    MOMENTS,
    TREATMENT,
    Kind,
    Latest,
    Open,
    Point,
    Unreadable,
    clock_of,
    points_of,
    shift,
)
from resurf_cli.core.timing import end as read_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
    from datetime import date

    from resurf_cli.core.avoid import BanLine, Span
    from resurf_cli.core.checklist import Checklist, Edition, Event, Measure, Question, Ready, Said
    from resurf_cli.core.condition import Alert, Condition, Rise, Term
    from resurf_cli.core.plan import Note, Plan
    from resurf_cli.core.progress import Figure, Line
    from resurf_cli.core.schedule import Window
    from resurf_cli.core.summary import Former, Summary, TaskSum
    from resurf_cli.core.timing import End, Start, Tick

PHASE_NAMES: Final = {
    CONSULT: "Consultation",
    PREP: "Preparation",
    DAY: "Treatment day",
    RECOVERY: "Recovery",
    MAINTENANCE: "Maintenance",
}
URGENCY_WORDS: Final = {
    "emergency": "emergency: call at once",
    "now": "call now, day or night",
    "same-day": "call today",
    "soon": "call within three working days",
}
UNKNOWN: Final = "if this applies to you"
NO_CLINICIAN: Final = "No clinician has reviewed this checklist."
NO_NUMBER: Final = "your clinic (no number here yet: resurf plan set contact.day=…)"
NO_EMERGENCY: Final = "your emergency number (112, 911, 999 …)"
SOON: Final = "within three working days"
NO_CLINIC: Final = "the rest is from a file that names no clinic"
PARTS: Final = {"morning": "in the morning", "midday": "at midday", "evening": "in the evening"}
OWN_FILE: Final = "your own file"
BASIS_WORDS: Final = {
    "source": "",
    "default": "our choice, inside or near what sources say",
    "unsourced": "no source gives this",
}
BASIS_MARKS: Final = {"default": "our choice", "unsourced": "no source"}
"""The same on a line that says it in two words; a page that does explains them once (``basis_marks``)."""
TO_BUILD_ON: Final = "This is what other checklists build on. It cannot be chosen for a plan."

# --- harmless texts --------------------------------------------------------------------------------------------------

_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters that turn the direction of what follows: they could make a line say something else."""
_LETTERS: Final = {
    "·": "-",
    "–": "-",
    "—": "-",
    "…": "...",
    "’": "'",
    "“": '"',
    "”": '"',
    "×": "x",
    "≥": ">=",
    "≤": "<=",
    "°": "deg ",
    "\u00a0": " ",
}
_IN_ASCII: Final = str.maketrans(_LETTERS)


def clean(text: str) -> str:
    """A text on one line that cannot rewrite a terminal: control and turning characters are written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_harmless(each) for each in text)


def _harmless(character: str) -> str:
    if character in "\n\t\r":
        return " "
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Zl", "Zp"} or character in _TURNING or 0xE0000 <= ord(character) <= 0xE007F:
        return f"\\u{ord(character):04x}"
    return character


def in_ascii(text: str) -> str:
    """A clean text in ASCII: our own signs as words or marks, any other letter as ``?``."""
    text = clean(text)
    return text if text.isascii() else text.translate(_IN_ASCII).encode("ascii", "replace").decode("ascii")


# --- whose word it is ------------------------------------------------------------------------------------------------


def origin(said: Said, checklist: Checklist) -> str:
    """Whose word an instruction is: ``your clinic``, ``confirmed by your clinic``, ``resurf's default: ask``."""
    if said.origin == "default":
        inherited = checklist.inherited_from
        return f"from {inherited}, not confirmed" if inherited else "resurf's default: ask"
    return who(said, checklist) if said.origin == "clinic" else f"confirmed by {who(said, checklist)}"


def who(said: Said, checklist: Checklist) -> str:
    """Who says or confirms an instruction that is no default: a clinic by its name, or "your own file"."""
    return speaker(checklist) if said.by is None else said.by or OWN_FILE


def speaker(checklist: Checklist) -> str:
    """Who speaks in a checklist that is not shipped: the clinic by its name, or "your own file"."""
    if checklist.clinic:
        return checklist.clinic
    return "your clinic" if checklist.shipped else OWN_FILE


def unconfirmed(number: int, checklist: Checklist) -> str:
    """How many instructions here are resurf's defaults; nothing when there are none."""
    if number == 0:
        return ""
    if checklist.inherited_from:
        verb = "instruction here is" if number == 1 else "instructions here are"
        return f"{number} {verb} from {checklist.inherited_from}, not confirmed"
    if number == 1:
        return "1 instruction here is resurf's default, not your clinic's"
    return f"{number} instructions here are resurf's defaults, not your clinic's"


def chain(checklist: Checklist) -> list[str]:
    """The files a checklist builds on, one after the other, and who reviewed each."""
    return [f"It builds on {edition(each)}" for each in checklist.chain[1:]]


def edition(file: Edition) -> str:
    """A file that a checklist is made of: title, id, version and review."""
    review = "no clinician has reviewed it" if file.reviewer in {"", "none"} else f"reviewed by {file.reviewer}"
    version = f", version {file.version}" if file.version else ""
    return f"{file.title} ({file.id}{version}): {review}."


def reviewed(checklist: Checklist) -> str:
    """Who reviewed a checklist; said out loud when nobody did."""
    if checklist.reviewer in {"", "none"}:
        return NO_CLINICIAN if checklist.shipped or checklist.reviewer else ""
    return f"Reviewed by {checklist.reviewer}."


# --- calls -----------------------------------------------------------------------------------------------------------


def clinic_call(contact: Mapping[str, str]) -> str:
    """The clinic's numbers, or how to enter one; never blank."""
    day, night, hours = contact.get("day"), contact.get("after-hours"), contact.get("hours")
    found = [f"{day} ({hours})" if hours else day] if day else []
    found += [f"after hours {night}"] if night else []
    return ", ".join(found) if found else NO_NUMBER


def ask_clinic(contact: Mapping[str, str]) -> str:
    """Whom to ask, with the numbers: ``your clinic, +1 555 0100``; never blank."""
    call = clinic_call(contact)
    return call if call == NO_NUMBER else f"your clinic, {call}"


def call_first(ready: Iterable[Ready], answers: Mapping[str, tuple[str, ...]], contact: Mapping[str, str]) -> list[str]:
    """What the answers alone say stands in the way of the treatment, with the number."""
    verdicts = {"call": f"Before the treatment call {clinic_call(contact)}", "not-yet": "Not ready yet"}
    return [
        f"{verdicts[item.verdicts.get('then', 'call')]}: {item.said.note or item.id}"
        for item in ready
        if item.when is not None and item.when.holds(answers) is True
    ]


def now_call(contact: Mapping[str, str], *, short: bool = False) -> str:
    """Whom to call day or night, and else the emergency number; ``short``: whom alone."""
    found = [contact[name] for name in ("day", "after-hours") if contact.get(name)]
    whom = " or ".join(dict.fromkeys(found)) or "your clinic"
    return whom if short else f"{whom}, day or night (nobody there: the emergency number)"


def emergency_call(contact: Mapping[str, str]) -> str:
    """The emergency number, or the names of the usual ones; never blank and never one guessed number."""
    return contact.get("emergency") or NO_EMERGENCY


# --- tasks and bans --------------------------------------------------------------------------------------------------


class Groups(NamedTuple):
    """The tasks of a day as its page groups them, each group by time of day."""

    due: list[Line]
    unknown: list[Line]
    as_needed: list[Line]
    optional: list[Line]


def groups(lines: Iterable[Line]) -> Groups:
    """The groups of a day's tasks: due, due if they apply, as needed, optional."""
    found = Groups([], [], [], [])
    for line in sorted(lines, key=first_minute):
        found[_group(line)].append(line)
    return found


def _group(line: Line) -> int:
    if line.task.optional:
        return 3
    return 2 if line.task.as_needed else 1 if line.occurrence.applies is None else 0


def in_order(lines: Iterable[Line]) -> list[Line]:
    """The tasks of a day in the order of its page."""
    return [line for group in groups(lines) for line in group]


def status(line: Line) -> str:
    """The status of a task with its ticks: ``partly 3/4``; an as-needed one only says how often it was ticked."""
    if line.task.as_needed:
        return f"done {line.done}x" if line.done else ""
    return line.status.value if line.task.once else f"{line.status.value} {line.done}/{line.times}"


def style(line: Line) -> str:
    """The style of a status."""
    return "dim" if line.task.as_needed else line.status.value


def mixed(found: Iterable[Said]) -> bool:
    """Whether resurf's defaults stand beside words of the clinic, so that each has to be marked."""
    return len({said.origin == "default" for said in found}) > 1


def whose(said: Sequence[Said], checklist: Checklist) -> str:
    """Whose word the instructions of a page are; where it differs, that the marked ones are defaults."""
    number = sum(1 for each in said if each.origin == "default")
    if number == 0:
        names = " and ".join(dict.fromkeys(who(each, checklist) for each in said))
        return f"All of this is from {names}" if names else ""
    found = unconfirmed(number, checklist)
    return f"* {found}" if mixed(said) else f"All {found}" if number > 1 else found


def basis_mark(said: Said) -> str:
    """Behind an instruction in a list, that no source says it in these words; nothing where sources do."""
    return f" ({BASIS_MARKS[said.basis]})" if said.basis in BASIS_MARKS else ""


def basis_marks(found: Iterable[Said]) -> str:
    """What the marks of a page mean; nothing where none of them stands on it."""
    bases = {each.basis for each in found}
    means = {"default": "inside or near what sources say", "unsourced": "no source gives it"}
    return " ".join(f"Marked ({mark}): {means[basis]}." for basis, mark in BASIS_MARKS.items() if basis in bases)


def mark(said: Said, *, mixed: bool) -> str:
    """The sign behind an instruction that is a default, where others on its page are not."""
    return "*" if mixed and said.origin == "default" else ""


def moments(line: Line) -> str:
    """When on the day a task is to be done, and how often in all: ``bedtime``, ``morning, evening; 3 in all``.

    On a first day that begins at a part of it, what has no times says so: ``from the evening on``.
    """
    in_all = f"{line.task.repeat.in_all} in all" if line.task.repeat.in_all else ""
    return "; ".join(each for each in (_times(line), in_all) if each)


def _times(line: Line) -> str:
    repeat, found = line.task.repeat, line.occurrence.ticks
    if repeat.kind is Kind.HOURS and found:
        span = [clock_of(tick.minutes) for tick in (found[0], found[-1]) if tick.minutes is not None]
        return f"{_hours(repeat.every)}, {' to '.join(dict.fromkeys(span))}"
    if repeat.kind is Kind.MOMENTS:
        return ", ".join(_moment(tick) for tick in found)
    window = line.occurrence.window
    begins = f"from {_part_of_day(window.part)} on" if window.part and line.occurrence.day == window.first else ""
    often = repeat.words if line.task.as_needed else ""
    return ", ".join(each for each in (often, begins) if each)


def _part_of_day(part: str) -> str:
    return part if part == "midday" else f"the {part}"


def _hours(every: int) -> str:
    return "every hour" if every == 1 else f"every {every} hours"


def _moment(tick: Tick) -> str:
    return tick.moment or ("" if tick.minutes is None else clock_of(tick.minutes))


def first_minute(line: Line) -> int:
    """When the first tick of a task is due, in minutes after midnight; -1 at any time."""
    if line.task.repeat.kind is not Kind.MOMENTS:
        return -1
    return min((tick.minutes for tick in line.occurrence.ticks if tick.minutes is not None), default=-1)


def figure(found: Figure) -> str:
    """A figure in words; nothing due is not 0 %."""
    if found.due == 0:
        return "nothing due yet" + _skipped(found)
    return f"{found.done} of {found.due} done{_skipped(found)}"


def _skipped(found: Figure) -> str:
    return f", {found.skipped} skipped" if found.skipped else ""


def ban_until(line: BanLine, today: date) -> str:
    """How long a ban holds: ``strict to 8 Feb``, ``until healed``, ``careful to …``, ``until your clinic says``."""
    span = line.span
    careful = "" if line.now == STRICT else "careful "
    if (window := span.open_window(line.now)) is not None:
        return careful + ends_by(window, today, day_month)
    last = span.strict_last if line.now == STRICT else span.last
    if last is None:
        return careful + "always" if span.last is None else "strict, no end known"
    return f"{'strict' if line.now == STRICT else 'careful'} to {day_month(last, today)}"


def ban_end(span: Span, kind: str, today: date, named: Callable[[date, date], str] = dates.near) -> str:
    """The end of the strict or the careful part of a ban: ``to Sun 10 Jan``, ``until healed``, ``with no end``."""
    if (window := span.open_window(kind)) is not None:
        return ends_by(window, today, named)
    last = span.strict_last if kind == STRICT else span.last
    return "with no end" if last is None else f"to {named(last, today)}"


def span_days(span: Span, today: date) -> str:
    """The days of a ban: from when on, and to when strictly and to when carefully."""
    first = f"from {dates.near(span.first, today)}" if span.first else "from the beginning"
    kinds = [kind for kind in (STRICT, CAREFUL) if any(kind == each for each, _ in span.windows)]
    return ", ".join([first, *(f"{kind} {ban_end(span, kind, today)}" for kind in kinds)])


def ends_by(window: Window, today: date, named: Callable[[date, date], str] = dates.near) -> str:
    """The end of a window that no date decides yet: ``until healed, at least to Sun 20 Dec``."""
    found = [point(each) for each in window.open_ends] + ["your clinic says"] * (window.ends_by == TOLD)
    least = window.at_least
    return f"until {_later(found)}{f', at least to {named(least, today)}' if least and least >= today else ''}"


def _later(found: Sequence[str]) -> str:
    """Several ends or starts, of which the later counts."""
    return " or ".join(found) + (", whichever is later" if len(found) > 1 else "")


def day_month(day: date, today: date) -> str:
    """A date without its weekday, with its year where that is not the one to come: ``8 Feb``."""
    text = dates.full(day) if (day - today).days > 300 else dates.short(day)
    return text.split(" ", 1)[1]


# --- points, as written ----------------------------------------------------------------------------------------------


def point(found: Point) -> str:
    """A point in words: ``2 weeks before``, ``the treatment day``, ``1 day after healed``."""
    part = f" {PARTS[found.part]}" if found.part else ""
    if not found.months and not found.days:
        return _anchor(found.anchor) + part
    amount, unit = (found.months, "month") if found.months else (found.days, "day")
    if unit == "day" and amount % 7 == 0 and abs(amount) >= 14:
        amount, unit = amount // 7, "week"
    more = f" and {abs(found.days)} days" if found.months and found.days else ""
    anchor = "" if found.anchor == TREATMENT else f" {found.anchor}"
    return f"{abs(amount)} {unit}{'s' * (abs(amount) != 1)}{more} {'before' if amount < 0 else 'after'}{anchor}{part}"


def _anchor(name: str) -> str:
    if name == TREATMENT:
        return "the treatment day"
    return f"the {name}" if name in {FIRST, LAST} else name


def end(found: End | Start | None) -> str:
    """An end or a start in words; of several, the later."""
    if found is None:
        return ""
    if isinstance(found, Open):
        return "your clinic says" if found is Open.TOLD else "further notice"
    return _later([*map(point, points_of(found)), *_told(found)])


def _told(found: Start | End) -> list[str]:
    return ["your clinic says"] if isinstance(found, Latest) and found.told else []


def window(start: Start | None, until: End | None) -> str:
    """A window in words, as it was written: ``from 14 days before to 1 day before``."""
    begins, ends = end(start), end(until)
    if start is not None and begins == ends:
        return f"on {begins}" if begins.startswith("the ") else begins
    if isinstance(until, Open) and until is Open.FOREVER:
        return f"from {begins} on" if begins else "always"
    to = f"{_to(until) if begins else 'until'} {ends}" if ends else "on"
    return f"from {begins} {to}" if begins else to if ends else "always"


def _to(until: End | None) -> str:
    """The word before an end: a date is gone *to*, what somebody has to say or see is waited for."""
    dated = all(each.anchor in {TREATMENT, FIRST, LAST} for each in points_of(until))
    told = isinstance(until, Open) or (until is not None and _told(until))
    return "to" if dated and not told else "until"


def condition(found: Condition | None) -> str:
    """For whom an item is: the answers it hangs on."""
    if found is None:
        return ""
    return " or ".join(" and ".join(_term(term) for term in terms) for terms in found.any_of)


def _term(found: Term) -> str:
    other = {"yes": "no", "no": "yes"}.get(found.choice, f"not {found.choice}")
    return f"{found.question} is {other if found.negated else found.choice}"


def answer(plan: Plan, question: str) -> str:
    """The answer to a question, or that it is open."""
    given = plan.answers.get(question)
    if given is None:
        return "not answered yet"
    choices = plan.checklist.questions[question].choices if question in plan.checklist.questions else {}
    return ", ".join(choices.get(each, each) for each in given) or "none"


def window_days(window: Window, today: date, *, guard: bool = False) -> str:
    """The days of a window: ``from Thu 10 Dec to Wed 16 Dec``, and what its start and its end hang on.

    ``guard``: of a sign, which does not wait for the event it starts by.
    """
    first = _begins(window, today, guard=guard)
    if window.ends_by is not None:
        return f"{first} {ends_by(window, today)}"
    if window.last is None:
        return f"{first} on" if window.first else first
    if window.first == window.last:
        return f"on {first.removeprefix('from ')}"
    return f"{first} to {dates.near(window.last, today)}"


def _begins(window: Window, today: date, *, guard: bool) -> str:
    if window.first is None:
        return "always open"
    day = dates.near(window.first, today)
    if window.open_starts and not guard:
        return f"{begins_by(window)} (expected {day})"
    return f"from {day}{f' {PARTS[window.part]}' if window.part else ''}"


def begins_by(window: Window) -> str:
    """The start of a window that waits for an event: ``from 1 day after healed``."""
    return f"from {_later([point(each) for each in window.open_starts])}"


def between(first: date | None, last: date | None) -> str:
    """From one day to another, either of which may be open."""
    begins = f"from {dates.full(first)}" if first else "from the beginning"
    return f"{begins} to {dates.full(last)}" if last else f"{begins} on"


def task_sum(each: TaskSum) -> str:
    """What a task came to, with the reasons for what was skipped."""
    reasons = f", because: {'; '.join(each.reasons)}" if each.reasons else ""
    if not each.task.once or each.figure.due > 1:
        return f"{figure(each.figure)}{reasons}"
    if each.settled is None:
        return "not done"
    return f"{'done' if each.ticks else 'skipped'} {dates.full(each.settled)}{reasons}"


def sum_line(each: TaskSum) -> str:
    """A task with what it came to, and that no source says it where that is so."""
    return f"{each.task.do}{basis_mark(each.task.said)}: {task_sum(each)}"


def note_line(note: Note) -> str:
    """A note with its day, its time and the task it is on."""
    about = f" ({note.task})" if note.task else ""
    return f"{dates.full(note.day)} {note.at:%H:%M}{about}: {note.text}"


def setting(question: Question) -> str:
    """The command that answers a question."""
    several = question.kind == "several"
    first = ",".join(question.readings()[:2]) if several else question.readings()[0]
    return f"resurf plan set {question.id}={first}"


def times_of(plan: Plan) -> list[tuple[str, str]]:
    """When a person's day turns, by name."""
    return [(name, clock_of(plan.times.of(name))) for name in MOMENTS]


def events_of(plan: Plan, today: date) -> list[tuple[str, int, date | None]]:
    """The events of each session with the day they happened; None: not recorded."""
    events, sessions = plan.checklist.events, sorted(plan.sessions)
    return [(event, session, plan.happened(event, session, today)) for event in events for session in sessions]


def former(each: Former) -> str:
    """What was recorded for an item that is no longer in the plan."""
    days = dates.full(each.first) if each.first == each.last else f"{dates.full(each.first)} to {dates.full(each.last)}"
    ticked = f"ticked {'once' if each.ticks == 1 else f'{each.ticks} times'}" if each.ticks else "skipped"
    reasons = f", because: {'; '.join(each.reasons)}" if each.reasons else ""
    return f"{each.title} ({each.ref}): {ticked}, {days}{reasons}; kept, not counted"


def visits_of(plan: Plan, today: date) -> list[Visit]:
    """The visits of a plan, less those that the clinic took off."""
    return [each for each in plan.checklist.visits.values() if not plan.dropped(f"visits.{each.id}", today)]


def confirmed(found: Summary) -> str:
    """How many instructions no clinic has confirmed, and whose word the others are."""
    made_of = found.plan.checklist
    if found.unconfirmed == found.instructions:
        whose = f"from {made_of.inherited_from}" if made_of.inherited_from else "resurf's defaults"
        return f"All {found.instructions} instructions are {whose}; no clinic has confirmed them."
    named = made_of.shipped or (made_of.chain[0].clinic if made_of.chain else made_of.clinic)
    nobody = "" if named else f" {NO_CLINIC[0].upper()}{NO_CLINIC[1:]}."
    if not found.unconfirmed:
        origin = "" if named else " They are from a file that names no clinic."
        return f"None of {found.instructions} instructions is a default that no clinic has confirmed.{origin}"
    return f"{found.unconfirmed} of {found.instructions} instructions are not confirmed by your clinic.{nobody}"


def bases(found: Summary) -> str:
    """How many instructions are not what sources say; nothing where all are."""
    counted = ((found.bases[basis], BASIS_WORDS[basis]) for basis in BASIS_MARKS)
    return " ".join(f"{number} of {found.instructions} instructions: {says}." for number, says in counted if number)


# --- checklists before any date is known -----------------------------------------------------------------------------


class Shelved(Protocol):
    """One line of the list of checklists; ``mistakes`` are those of a file that cannot be used."""

    @property
    def id(self) -> str:
        """Its id, or the name of a file with mistakes."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def version(self) -> str:
        """Its version, or nothing."""

    @property
    def reviewed(self) -> date | None:
        """When it was last read against its sources."""

    @property
    def where(self) -> str:
        """``shipped`` or ``yours``."""

    @property
    def base(self) -> bool:
        """Whether it can only be extended."""

    @property
    def mistakes(self) -> Sized:
        """What is wrong with it."""


Item = Task | Ban | Expect | Sign | Supply | Visit


def title_of(item: Item) -> str:
    """The first words of an item."""
    return first_words(item) or item.id


def decided(plan: Plan, today: date) -> dict[str, list[tuple[str, str, Said]]]:
    """The items that hang on each question: what each is called with its kind, its words, what it says of itself."""
    found: dict[str, list[tuple[str, str, Said]]] = {}
    for ref, item in items(plan.checklist, (TASKS, "avoid", "expect", "signs", "supplies", "visits")):
        condition = item.said.condition
        if condition is not None and not plan.dropped(ref, today):
            for question in dict.fromkeys(term.question for all_of in condition.any_of for term in all_of):
                found.setdefault(question, []).append((ref, title_of(item), item.said))
    return found


def days_of(item: Item, checklist: Checklist, day0: date | None) -> str:
    """The days of an item in words, as written, or as dates when ``day0`` is the treatment date."""
    if isinstance(item, Supply):
        return f"by {when(item.by, checklist, day0)}"
    if isinstance(item, Visit):
        return f"on {when(item.on, checklist, day0)}" if item.on is not None else "no day given"
    if isinstance(item, Ban):
        return _ban_days(item, checklist, day0)
    return _window(item.start, item.end, checklist, day0)


def _ban_days(ban: Ban, checklist: Checklist, day0: date | None) -> str:
    strict = _window(ban.start, ban.strict, checklist, day0) if ban.strict is not None else ""
    if ban.careful is None:
        return strict
    if not strict:
        return f"careful {_window(ban.start, ban.careful, checklist, day0)}"
    return f"{strict}, then careful to {when(ban.careful, checklist, day0)}"


def _window(start: Start | None, until: End | None, checklist: Checklist, day0: date | None) -> str:
    if day0 is None:
        return window(start, until)
    begins, ends = when(start, checklist, day0), when(until, checklist, day0)
    if begins and begins == ends:
        return f"on {begins}"
    to = f"{_to(until)} {ends}" if ends else "on"
    return f"from {begins} {to}" if begins else to if ends else "always"


def numbers(checklist: Checklist) -> str:
    """The clinic's numbers as its file gives them; nothing where it gives none."""
    contact = checklist.contact
    found = [f"Call {clinic_call(contact)}."] if contact.get("day") or contact.get("after-hours") else []
    found += [f"Emergency {contact['emergency']}."] if contact.get("emergency") else []
    return " ".join(found)


def event_days(event: Event, checklist: Checklist, day0: date | None) -> str:
    """When an event is expected, asked for first, and late."""
    ends = {"expected": event.expected, "asked from": event.earliest, "late after": event.latest}
    return ", ".join(f"{name} {when(point, checklist, day0)}" for name, point in ends.items() if point is not None)


def readings(question: Question) -> str:
    """The answers that a question takes, with what each choice means."""
    return "; ".join(f"{name}: {text}" for name, text in question.choices.items()) or ", ".join(question.readings())


def bands(measure: Measure) -> str:
    """What is normal for a number of the diary, from which day on."""
    found = [f"from {point(Point(days=day))} {least:g} to {most:g}" for day, least, most in measure.normal]
    return f"normal: {', '.join(found)}" if found else "no band is drawn"


def series(checklist: Checklist) -> str:
    """How far apart the sessions of a series are; nothing where the checklist does not say."""
    cited = checklist.series.source if checklist.series else ()
    said = apart(checklist)
    sources = f" (sources: {', '.join(cited)})" if cited else ""
    return f"{said}{sources}." if said else ""


def apart(checklist: Checklist) -> str:
    """The least distance of sessions and the usual one, in words; nothing where the checklist does not say."""
    found = checklist.series
    if found is None:
        return ""
    least = f"at least {point(found.apart).removesuffix(' after')} apart" if found.apart else ""
    usual = f"usually {found.usual}" if found.usual else ""
    said = ", ".join(each for each in (least, usual) if each)
    return f"Sessions are {said}" if said else ""


VERDICTS: Final = {"call": "call your clinic", "not-yet": "not ready yet"}


def in_the_way(item: Ready, checklist: Checklist) -> str:
    """What can stand in the way of the treatment day: what is asked, must be done, is measured or was answered."""
    if item.ask or item.needs:
        return item.ask or f"Done: {titled(item.needs, checklist)} ({item.needs})"
    if item.alerts:
        return f"In the diary: {alerts(item.alerts)}"
    return f"By the answers: {condition(item.when)}"


def verdicts(item: Ready) -> str:
    """What follows from each answer to something that can stand in the way: ``yes: call your clinic``."""
    names = {"else": "if not", "then": "if so"}
    return "; ".join(f"{names.get(name, name)}: {VERDICTS[found]}" for name, found in item.verdicts.items())


def alerts(rules: Iterable[Alert]) -> str:
    """Rules of the diary, of which one is enough: ``temperature 38 or more, or pain rises by 2``."""
    return ", or ".join(" and ".join(map(_rule, rule)) for rule in rules)


def _rule(part: Limit | Rise) -> str:
    if isinstance(part, Limit):
        before, after = {">=": ("", " or more"), ">": ("above ", ""), "<=": ("", " or less"), "<": ("below ", "")}[
            part.sign
        ]
        return f"{part.measure} {before}{part.value:g}{after}"
    by = f" by {part.by:g}" if part.by is not None else ""
    running = f" {part.running} days running" if part.running > 1 else ""
    who = part.measures[0] if part.needed == 1 else f"{part.needed} of {', '.join(part.measures)}"
    return f"{who} {'rises' if part.needed == 1 else 'rise'}{by}{running}"


def only_on_paper(item: Item) -> Iterator[tuple[str, str]]:
    """What a whole checklist says of an item and the page of a day shows by what it does."""
    if isinstance(item, Task):
        if item.optional:
            yield "optional", "listed, never counted"
        if item.medicine:
            yield "medicine", "a missed one is never made up"
        if item.late_until is not None:
            yield "if late", f"worth doing to {end(item.late_until)}"
    if isinstance(item, Sign) and item.alerts:
        yield "in the diary", alerts(item.alerts)


def when(found: Start | End | None, checklist: Checklist, day0: date | None) -> str:
    """A point as a date; what hangs on an event stays in words, with the day it is expected."""
    if day0 is None or found is None or isinstance(found, Open):
        return end(found)
    return _later([*(_date(each, checklist, day0) for each in points_of(found)), *_told(found)])


def _date(found: Point, checklist: Checklist, day0: date) -> str:
    if found.anchor in {TREATMENT, FIRST, LAST}:
        dated = dates.full(shift(day0, found.months, found.days)) + (f" {PARTS[found.part]}" if found.part else "")
        return f"{point(found)} ({dated} if there is only one)" if found.anchor == LAST else dated
    expected = checklist.events[found.anchor].expected
    if expected is None:
        return point(found)
    day = shift(shift(day0, expected.months, expected.days), found.months, found.days)
    return f"{point(found)} (expected {dates.full(day)})"


FIELDS: Final = {
    "how": "how",
    "why": "why",
    "missed": "if missed",
    "at_most": "at most",
    "instead": "instead",
    "urgency": "urgency",
}


def _was(key: str, text: str, checklist: Checklist) -> str:
    """An inherited field in words: a point as pages say it, anything else as it was written."""
    if key not in {"from", "until", "then-careful-until", "late-until", "by", "on"}:
        return text if key == "repeat" else f"{key} {text}"
    try:
        said = end(read_end(text.split(", "), checklist.events))
    except Unreadable:  # it counts from an event that the clinic's file took away
        said = text
    return f"{key.replace('-', ' ')} {said}"


def cited(said: Said) -> list[str]:
    """The ids of the sources of an instruction and, where the clinic says something else, of what others say."""
    found = [f"sources: {', '.join(said.source)}"] if said.source else []
    elsewhere = said.others.source if said.others else ()
    return [*found, f"sources of what others say: {', '.join(elsewhere)}"] if elsewhere else found


def others(item: Item, checklist: Checklist) -> str:
    """What is said elsewhere: where sources differ and, of what the clinic changed, what was inherited."""
    said = item.said
    if said.others is None:
        return said.range
    was = [_was(key, text, checklist) for key, text in said.others.was.items() if text]
    was = was or ([days_of(item, checklist, None)] if said.told else [])
    parts = [", ".join(was), said.range, said.others.range, BASIS_WORDS.get(said.others.basis, "")]
    return "; ".join(dict.fromkeys(each for each in parts if each))


def fields(item: Item, checklist: Checklist) -> Iterator[tuple[str, str]]:
    """What there is to say of an item beside its first words, each under its name."""
    if isinstance(item, Task):
        yield "repeat", item.repeat.words
    for name, word in FIELDS.items():
        if found := getattr(item, name, ""):
            kept = item.said.others is not None and name.replace("_", "-") in item.said.others.kept
            whose = f" ({checklist.inherited_from or 'resurf'})" if kept else ""
            yield word, f"{URGENCY_WORDS[found] if name == 'urgency' else found}{whose}"
    if isinstance(item, Ban) and item.aka:
        yield "also called", ", ".join(item.aka)
    if isinstance(item, Expect) and (sign := checklist.signs.get(item.after_that or "")):
        yield "after that", f"{sign.sign}: {URGENCY_WORDS[sign.urgency]}"
    if elsewhere := others(item, checklist):
        yield "others say", elsewhere
    yield from reasons(item.said)


def reasons(said: Said) -> Iterator[tuple[str, str]]:
    """What there is to know of where an item comes from, and whom it is for; nothing where sources say it."""
    if said.note:
        yield "note", said.note
    if basis := BASIS_WORDS[said.basis]:
        yield "basis", basis
    if said.condition is not None:
        yield "applies if", condition(said.condition)
