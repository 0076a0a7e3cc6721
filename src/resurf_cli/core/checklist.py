"""What a checklist says before any date is known.

A checklist is made from its *document*: the file as nested dicts, lists and texts, every scalar as it was written.
The document is what a plan keeps, so that what a person was given can be read again as it was. ``reading`` finds the
mistakes of a file; here a document is taken to be right.
"""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from . import timing
from .condition import Alert, Condition, alert, condition
from .timing import ONCE, TREATMENT, End, Kind, Open, Point, Repeat, Start
from .values import field, frozen, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

CONSULT: Final = "consult"
PREP: Final = "prep"
DAY: Final = "treatment"
RECOVERY: Final = "recovery"
MAINTENANCE: Final = "maintenance"
PHASES: Final = (CONSULT, PREP, DAY, RECOVERY, MAINTENANCE)
CLINIC: Final = "clinic"
CONFIRMED: Final = "confirmed"
DEFAULT: Final = "default"
WINDOW_KEYS: Final = ("from", "until", "then-careful-until", "late-until", "repeat", "by", "on", "urgency")
"""The fields that say when and how often; of those a clinic changed, what others say is kept."""
BASES: Final = ("source", "default", "unsourced")
URGENCIES: Final = ("soon", "same-day", "now", "emergency")


@frozen
class Others:
    """What the inherited instruction says where the clinic changed it.

    ``was`` are its words by field, "" for none; ``kept`` the fields of words beside the first ones that are inherited.
    """

    source: tuple[str, ...] = ()
    basis: str = ""
    range: str = ""
    was: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


@frozen
class Said:
    """What every instruction carries: whom it is for, where it comes from, and whose word it is (``origin``).

    ``by`` is the clinic whose file says or confirms it, empty for one that names none; None: as all of its checklist.
    ``told`` is the day the clinic said so, where that is on no sheet.
    """

    condition: Condition | None = None
    source: tuple[str, ...] = ()
    basis: str = "source"  # source | default | unsourced
    range: str = ""
    note: str = ""
    origin: str = DEFAULT  # clinic | confirmed | default
    others: Others | None = None
    by: str | None = None
    told: date | None = None


@frozen
class Source:
    """Where an instruction comes from."""

    id: str
    title: str
    publisher: str = ""
    kind: str = ""
    url: str = ""


@frozen
class Question:
    """Something asked of the person when a plan is made; ``kind`` is yes-no, one or several."""

    id: str
    ask: str
    kind: str = "yes-no"
    choices: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    said: Said = field(default_factory=Said)

    def readings(self) -> tuple[str, ...]:
        """The answers it takes."""
        return tuple(self.choices) if self.choices else ("yes", "no")


@frozen
class Event:
    """A day only the patient or the clinic can know; its points count from the treatment."""

    id: str
    ask: str
    expected: Point | None = None
    earliest: Point | None = None
    latest: Point | None = None  # said, or 14 days after expected
    sign: str | None = None
    said: Said = field(default_factory=Said)


@frozen
class Measure:
    """What the diary asks for; ``normal`` are bands from a day on, drawn and never an alert."""

    id: str
    ask: str
    unit: str = ""
    scale: tuple[float, float] | None = None
    normal: tuple[tuple[int, float, float], ...] = ()  # from this day on: least, most
    said: Said = field(default_factory=Said)


@frozen
class Task:
    """Something to do. ``start`` None is always open; ``number`` is its place on every page, None in consult."""

    id: str
    phase: str
    do: str
    start: Start | None
    end: End
    repeat: Repeat
    number: int | None = None
    how: str = ""
    why: str = ""
    missed: str = ""
    at_most: str = ""
    late_until: Point | None = None
    optional: bool = False
    medicine: bool = False
    uses: tuple[str, ...] = ()
    said: Said = field(default_factory=Said)

    @property
    def once(self) -> bool:
        """Whether it is done once in its window, and carried until then."""
        return self.repeat.kind is Kind.ONCE

    @property
    def as_needed(self) -> bool:
        """Whether it is listed and never counted."""
        return self.repeat.kind is Kind.AS_NEEDED


@frozen
class Ban:
    """Something to avoid: strictly to ``strict``, carefully to ``careful``; either may be None, not both."""

    id: str
    what: str
    start: Start | None
    strict: End | None
    careful: End | None
    aka: tuple[str, ...] = ()
    why: str = ""
    instead: str = ""
    said: Said = field(default_factory=Said)


@frozen
class Expect:
    """Something that is normal for a while; ``after_that`` is the sign it becomes when it lasts longer.

    ``ends`` False: the checklist gives no end, so only its first day is called normal.
    """

    id: str
    what: str
    start: Start
    end: End
    after_that: str | None = None
    said: Said = field(default_factory=Said)
    ends: bool = True


@frozen
class Sign:
    """A warning sign, with how soon to call; ``end`` None: the checklist does not say."""

    id: str
    sign: str
    start: Start
    end: End | None
    urgency: str = "same-day"
    alerts: tuple[Alert, ...] = ()
    why: str = ""
    said: Said = field(default_factory=Said)


@frozen
class Visit:
    """A follow-up visit; ``on`` is the day the checklist suggests."""

    id: str
    what: str
    on: Start | None = None
    said: Said = field(default_factory=Said)


@frozen
class Ready:
    """Something that can stand in the way of the treatment day.

    One of ``ask``, ``needs`` (a task or ``supplies.ID``), ``alerts`` and ``when`` is set; ``verdicts`` maps the
    answer (yes, no, or else) to call or not-yet.
    """

    id: str
    ask: str = ""
    needs: str = ""
    alerts: tuple[Alert, ...] = ()
    when: Condition | None = None
    verdicts: Mapping[str, str] = field(default_factory=dict)
    said: Said = field(default_factory=Said)


@frozen
class Supply:
    """Something to have at home by a day; ``by`` left out is the day before the first treatment."""

    id: str
    item: str
    by: Start
    said: Said = field(default_factory=Said)


@frozen
class Series:
    """How far apart sessions are: ``apart`` is the least distance, to be warned about."""

    apart: Point | None = None
    usual: str = ""
    source: tuple[str, ...] = ()


@frozen
class Edition:
    """One of the files a checklist is made of: who wrote it, and whether a clinician signed it."""

    id: str
    title: str
    version: str = ""
    reviewed: date | None = None
    reviewer: str = ""
    clinic: str = ""
    shipped: bool = False


@frozen
class Checklist:
    """What to do, to avoid, to expect and to look out for around a treatment, in days.

    ``chain`` are the files it is made of, its own first; each extends the next.
    """

    id: str
    title: str
    shipped: bool
    version: str = ""
    reviewed: date | None = None
    reviewer: str = ""
    about: str = ""
    clinic: str = ""
    base: bool = False
    contact: Mapping[str, str] = field(default_factory=dict)
    series: Series | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    visits: Mapping[str, Visit] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)  # of all phases, in the order a patient lives them
    avoid: Mapping[str, Ban] = field(default_factory=dict)
    expect: Mapping[str, Expect] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    ready: Mapping[str, Ready] = field(default_factory=dict)
    supplies: Mapping[str, Supply] = field(default_factory=dict)
    chain: tuple[Edition, ...] = ()

    @property
    def inherited_from(self) -> str:
        """The title of the file whose word the defaults are, if it is none of resurf's own; else empty."""
        return self.chain[-1].title if len(self.chain) > 1 and not self.chain[-1].shipped else ""

    def phase(self, phase: str) -> tuple[Task, ...]:
        """The tasks of a phase, in order."""
        return tuple(task for task in self.tasks.values() if task.phase == phase)


class Folded(Checklist):
    """A checklist whose parts are made from its document when they are first asked for: few pages need them all."""

    __slots__ = ("_maker",)

    def __getattr__(self, name: str) -> Any:
        make = _PARTS.get(name)
        if make is None:
            message = f"a checklist has no {name}"
            raise AttributeError(message)
        made = make(object.__getattribute__(self, "_maker"))
        object.__setattr__(self, name, made)
        return made

    def __replace__(self, **changes: Any) -> Folded:
        """The same with other parts; those that were not asked for yet stay folded."""
        made = {name: getattr(self, name) for name in names_of(self) if _is_made(self, name)}
        return folded(self._maker, **{**made, **changes})


def _is_made(found: Folded, name: str) -> bool:
    try:
        object.__getattribute__(found, name)
    except AttributeError:
        return False
    return True


def folded(maker: _Maker, **parts: Any) -> Folded:
    """A checklist that a maker will make, with some parts made already."""
    found = object.__new__(Folded)
    for name, part in {"_maker": maker, **parts}.items():
        object.__setattr__(found, name, part)
    return found


# --- from a document -------------------------------------------------------------------------------------------------


def checklist(
    document: Mapping[str, Any],
    *,
    shipped: bool,
    chain: Sequence[Mapping[str, Any]] = (),
    words: Mapping[str, Any] | None = None,
) -> Checklist:
    """Make a checklist from a document without mistakes.

    ``shipped`` is whether it is one of resurf's own: then its instructions are defaults, else the clinic's word.
    Of a document that files were joined to, ``chain`` are the heads of those files (``head``), its own first, and
    ``words`` says whose word an item is, by its name (``reference``); items that are not named are defaults.
    """
    return folded(_Maker(document, shipped=shipped, chain=tuple(chain), words=words or {}))


def head(document: Mapping[str, Any], *, shipped: bool) -> dict[str, Any]:
    """What is kept of each file that a checklist is made of, as texts."""
    names = ("id", "title", "version", "reviewed", "reviewer", "clinic")
    return {**{name: document[name] for name in names if name in document}, "shipped": shipped}


def reference(kind: str, name: str) -> str:
    """How an item is called: a task by its bare id, anything else by its kind and id, as in ``avoid.sun``."""
    return name if kind == "tasks" else f"{kind}.{name}"


def listed(value: Any) -> tuple[Any, ...]:
    """A list as a tuple; a list of one may stand without brackets, and nothing is an empty one."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


class _Maker:
    """Builds a checklist field by field; knows the ids that points may count from."""

    def __init__(
        self,
        document: Mapping[str, Any],
        *,
        shipped: bool,
        chain: tuple[Mapping[str, Any], ...],
        words: Mapping[str, Any],
    ) -> None:
        self.document = document
        self.shipped = shipped
        self.chain = chain or (head(document, shipped=shipped),)
        self.words = words
        self.origin = DEFAULT if shipped or len(self.chain) > 1 else CLINIC
        self.events = dict.fromkeys(document.get("events") or ())
        sources = tuple(document.get("sources") or {})
        self.only_source = sources if len(sources) == 1 and len(self.chain) == 1 else ()
        self.task_ids = {item["id"] for phase in PHASES for item in document.get(phase) or ()}
        self.supply_ids = {item["id"] for item in document.get("supplies") or ()}

    def each(self, kind: str, made: Callable[[Mapping[str, Any]], Any]) -> dict[str, Any]:
        """The items of a list, by id."""
        return {item["id"]: made(item) for item in self.document.get(kind) or ()}

    def named(self, kind: str, made: Callable[[str, Mapping[str, Any]], Any]) -> dict[str, Any]:
        """What has its name before its fields."""
        return {name: made(name, fields) for name, fields in (self.document.get(kind) or {}).items()}

    def text(self, name: str) -> str:
        return str(self.document.get(name, ""))

    def said(self, kind: str, item: Mapping[str, Any]) -> Said:
        word = self.words.get(reference(kind, item["id"]), {})
        source = listed(item.get("source")) or (self.only_source if "basis" not in item else ())
        return Said(
            condition=condition(item["if"]) if item.get("if") else None,
            source=source,
            basis=item.get("basis") or ("source" if source or not self.shipped else "unsourced"),
            range=item.get("range", ""),
            note=item.get("note", ""),
            origin=word.get("origin", self.origin),
            others=_others(word["others"]) if word.get("others") else None,
            by=word.get("by"),
        )

    def start(self, written: Any, default: Start | None) -> Start | None:
        return default if written is None else timing.start(written, self.events)

    def end(self, written: Any, default: End) -> End:
        return default if written is None else timing.end(written, self.events)

    def series(self, fields: Mapping[str, Any] | None) -> Series | None:
        if not fields:
            return None
        apart = fields.get("apart")
        point = timing.point(f"{apart} after") if apart else None
        return Series(
            point if isinstance(point, Point) else None, fields.get("usual", ""), listed(fields.get("source"))
        )

    def question(self, name: str, fields: Mapping[str, Any]) -> Question:
        kind, choices = fields.get("kind", "yes-no"), dict(fields.get("choices") or {})
        said = self.said("questions", {"id": name, **fields})
        return Question(name, fields["ask"], kind, choices, fields.get("why", ""), said)

    def event(self, name: str, fields: Mapping[str, Any]) -> Event:
        expected, earliest, latest = (_day_point(fields.get(key)) for key in ("expected", "earliest", "latest"))
        said = self.said("events", {"id": name, **fields})
        return Event(name, fields["ask"], expected, earliest, latest or late_after(expected), fields.get("sign"), said)

    def measure(self, name: str, fields: Mapping[str, Any]) -> Measure:
        bands = sorted((int(day), *band(text)) for day, text in (fields.get("normal") or {}).items())
        scale = band(fields["scale"]) if fields.get("scale") else None
        said = self.said("measures", {"id": name, **fields})
        return Measure(name, fields["ask"], fields.get("unit", ""), scale, tuple(bands), said)

    def visit(self, item: Mapping[str, Any]) -> Visit:
        return Visit(item["id"], item["what"], self.start(item.get("on"), None), self.said("visits", item))

    def tasks(self) -> dict[str, Task]:
        found: dict[str, Task] = {}
        numbers = itertools.count(1)
        for phase in PHASES:
            for item in self.document.get(phase) or ():
                number = None if phase == CONSULT else next(numbers)
                found[item["id"]] = self.task(phase, number, item)
        return found

    def task(self, phase: str, number: int | None, item: Mapping[str, Any]) -> Task:
        repeat = timing.repeat(item["repeat"]) if item.get("repeat") else ONCE
        medicine = item.get("medicine") == "true" or repeat.prescribed
        start = self.start(item.get("from"), None if phase in {CONSULT, PREP} else Point())
        late = self.start(item.get("late-until"), None)
        return Task(
            id=item["id"],
            phase=phase,
            do=item["do"],
            start=start,
            end=self.end(item.get("until"), default_end(phase, start, repeat, medicine=medicine)),
            repeat=repeat,
            number=number,
            how=item.get("how", ""),
            why=item.get("why", ""),
            missed=item.get("missed", ""),
            at_most=item.get("at-most", ""),
            late_until=late if isinstance(late, Point) else None,
            optional=item.get("optional") == "true",
            medicine=medicine,
            uses=listed(item.get("uses")),
            said=self.said("tasks", item),
        )

    def ban(self, item: Mapping[str, Any]) -> Ban:
        until, careful = item.get("until"), item.get("then-careful-until")
        strict = timing.end(until, self.events) if until is not None else None if careful is not None else Open.TOLD
        return Ban(
            id=item["id"],
            what=item["what"],
            start=self.start(item.get("from"), None),
            strict=strict,
            careful=timing.end(careful, self.events) if careful is not None else None,
            aka=listed(item.get("aka")),
            why=item.get("why", ""),
            instead=item.get("instead", ""),
            said=self.said("avoid", item),
        )

    def expected(self, item: Mapping[str, Any]) -> Expect:
        start = self.start(item.get("from"), Point()) or Point()
        end = self.end(item.get("until"), start)
        said, ends = self.said("expect", item), item.get("until") is not None
        return Expect(item["id"], item["what"], start, end, item.get("after-that"), said, ends)

    def sign(self, item: Mapping[str, Any]) -> Sign:
        return Sign(
            id=item["id"],
            sign=item["sign"],
            start=self.start(item.get("from"), Point()) or Point(),
            end=timing.end(item["until"], self.events) if "until" in item else None,
            urgency=item.get("urgency", "same-day"),
            alerts=tuple(alert(text) for text in listed(item.get("alert"))),
            why=item.get("why", ""),
            said=self.said("signs", item),
        )

    def ready(self, item: Mapping[str, Any]) -> Ready:
        words = {"if-yes": "yes", "if-no": "no", "else": "else", "then": "then"}
        return Ready(
            id=item["id"],
            ask=item.get("ask", ""),
            needs=self.needs(item.get("needs", "")),
            alerts=tuple(alert(text) for text in listed(item.get("alert"))),
            when=condition(item["when"]) if item.get("when") else None,
            verdicts={answer: item[key] for key, answer in words.items() if item.get(key)},
            said=self.said("ready", item),
        )

    def needs(self, name: str) -> str:
        """A bare id is the task of that name if there is one, else the supply."""
        supply = name not in self.task_ids and name in self.supply_ids
        return f"supplies.{name}" if supply else name

    def supply(self, item: Mapping[str, Any]) -> Supply:
        by = self.start(item.get("by"), Point(anchor=timing.FIRST, days=-1))
        return Supply(item["id"], item["item"], by or Point(), self.said("supplies", item))


_PARTS: Final[dict[str, Callable[[_Maker], Any]]] = {
    "id": lambda made: made.text("id"),
    "title": lambda made: made.text("title"),
    "shipped": lambda made: made.shipped,
    "version": lambda made: made.text("version"),
    "reviewed": lambda made: _date(made.document.get("reviewed")),
    "reviewer": lambda made: made.text("reviewer"),
    "about": lambda made: made.text("about"),
    "clinic": lambda made: made.text("clinic"),
    "base": lambda made: made.text("base") == "true",
    "contact": lambda made: dict(made.document.get("contact") or {}),
    "series": lambda made: made.series(made.document.get("series")),
    "sources": lambda made: made.named("sources", lambda name, fields: Source(name, **fields)),
    "questions": lambda made: made.named("questions", made.question),
    "events": lambda made: made.named("events", made.event),
    "measures": lambda made: made.named("measures", made.measure),
    "visits": lambda made: made.each("visits", made.visit),
    "tasks": lambda made: made.tasks(),
    "avoid": lambda made: made.each("avoid", made.ban),
    "expect": lambda made: made.each("expect", made.expected),
    "signs": lambda made: made.each("signs", made.sign),
    "ready": lambda made: made.each("ready", made.ready),
    "supplies": lambda made: made.each("supplies", made.supply),
    "chain": lambda made: tuple(Edition(**{**each, "reviewed": _date(each.get("reviewed"))}) for each in made.chain),
}
"""How each part of a checklist is made."""


def default_end(phase: str, start: Start | None, repeat: Repeat, *, medicine: bool) -> End:
    """What a missing ``until`` means for a task of a phase."""
    once = repeat.kind is Kind.ONCE
    if phase == CONSULT:
        return Point(anchor=timing.FIRST, days=-1)
    if phase == PREP:
        return Point() if once else Open.TOLD if medicine else Point(days=-1)
    if phase == DAY:
        return Point()
    return (start or Point()) if once else Open.TOLD


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _others(written: Mapping[str, Any]) -> Others:
    was = {key: ", ".join(listed(value)) for key, value in written.get("was", {}).items()}
    return Others(
        listed(written.get("source")),
        written.get("basis", ""),
        written.get("range", ""),
        was,
        tuple(written.get("kept", ())),
    )


def late_after(expected: Point | None) -> Point | None:
    """After which day an event is late that does not say so: 14 days after the day it is expected."""
    return None if expected is None else Point(months=expected.months, days=expected.days + 14)


def _day_point(written: Any) -> Point | None:
    read = None if written is None else timing.point(written)
    return read if isinstance(read, Point) and read.anchor == TREATMENT else None


_BAND: Final = r"(-?\d{1,6}(?:\.\d{1,4})?)\.\.(-?\d{1,6}(?:\.\d{1,4})?)"


def band(text: str) -> tuple[float, float]:
    """Read a span of numbers such as ``0..10``; least and most, both inclusive.

    Raises:
        Unreadable: it is not two numbers joined by two dots.
        OutOfOrder: the smaller number does not come first.
    """
    match = re.fullmatch(_BAND, text, re.ASCII)
    if not match:
        raise timing.Unreadable(f'"{text}" is not a span of numbers', "write it like 0..10")
    if float(match[1]) > float(match[2]):
        raise timing.OutOfOrder(f'"{text}" goes from more to less', f"write it like {match[2]}..{match[1]}")
    return float(match[1]), float(match[2])


def conditions(items: Iterable[Any]) -> tuple[Condition, ...]:
    """The conditions that items hang on."""
    return tuple(item.said.condition for item in items if item.said.condition)
