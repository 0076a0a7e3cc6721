"""The table of the format: which keys each kind of item has, which it must have, and what may stand there.

One walk over a tree by this table finds every mistake of form and every name that is not there. What a field says is
kept beside its node, for the rules that look at several fields at once (``rules``).
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core import timing
from resurf_cli.core.checklist import PHASES, URGENCIES, band
from resurf_cli.core.condition import Limit, Rise, alert, condition, measures_of
from resurf_cli.core.items import TASKS

from . import answers
from .diagnostics import Code, Findings, short
from .tree import Fields, Items, Text, Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from .tree import Node

    Check = Callable[["Scope", str, Node], Any]

FORMAT: Final = "1"
SOURCE_KINDS: Final = ("guideline", "trial", "review", "hospital", "society", "textbook", "clinic", "weak")
VERDICTS: Final = ("call", "not-yet")
RESERVED: Final = {
    "measures": ("score", "sign", "note", "for", "history", "json", "help"),
    "events": ("told", "forever", "treatment"),
}
EXTENDING: Final = ("extends", "change", "remove", "confirmed")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_CHOICE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY = re.compile(r"-?\d{1,4}", re.ASCII)
_URL = re.compile(r"https?://[^\s/?#]\S*")
_MOST_COMPARED: Final = 10_000
_LONGEST_COMPARED: Final = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of group: how it is called in a message, its keys, and those it cannot be without."""

    noun: str
    fields: Mapping[str, Check]
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it was read: ``values`` holds what could be read, ``node`` everything that stands there."""

    section: str
    id: str
    node: Fields
    values: Mapping[str, Any]

    def says(self, key: str) -> bool:
        """Whether the key stands there."""
        return key in self.node.values

    def unread(self, *keys: str) -> bool:
        """Whether one of the keys stands there and could not be read."""
        return any(self.says(key) and self.values.get(key) is None for key in keys)


class _AnyId(dict[str, None]):
    """Ids of which not all are known."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _ID.fullmatch(name) is not None


@dataclass
class Scope:
    """What one walk knows: the ids of the file, where it is now, and what it has found.

    ``gone`` and ``changed`` are the inherited things that the file removed and changed, by kind and id, each with the
    place that says so; ``orphans`` says which items still use what is gone.
    ``blind``: what the file extends could not be read, so that a name that is not here may be there.
    """

    findings: Findings
    ids: Mapping[str, Mapping[str, None]] = field(default_factory=dict)
    questions: Mapping[str, Collection[str] | None] = field(default_factory=dict)  # the answers each takes, if known
    gone: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    changed: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    blind: bool = False
    now: str = "the file"
    root: Fields | None = None
    items: list[Item] = field(default_factory=list)
    orphans: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    compared: int = 0

    @cached_property
    def anchors(self) -> Mapping[str, None]:
        """The events that points may count from, those that were removed too."""
        gone = {name: None for kind, name in self.gone if kind == "events"}
        known = {**self.ids["events"], **gone}
        return _AnyId(known) if self.blind else known

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """What a ready item may need: the tasks and the supplies."""
        supplies = self.ids["supplies"]
        return *self.ids[TASKS], *(f"supplies.{each}" for each in supplies), *supplies

    def missing(self, kind: str, name: str) -> bool:
        """Whether there is no such thing; of one that the file removed it is noted that it is still used."""
        if (kind, name) in self.gone:
            self.orphans.setdefault((kind, name), []).append(self.now)
            return False
        return name not in self.ids[kind] and not (self.blind and _ID.fullmatch(name))

    def culprit(self, kind: str, name: str, place: Node) -> Node:
        """Where to put a mistake about something that an item uses: where that was changed, if the item was not."""
        inherited = self.root is not None and place.file is not self.root.file
        return self.changed.get((kind, name), place) if inherited else place

    def add(self, place: Node, code: Code, message: str, hint: str = "") -> None:
        """Note one mistake."""
        self.findings.add(place, code, message, hint)

    def hint(self, word: str, known: Collection[str], otherwise: str = "", most: int = timing.MOST_NAMED) -> str:
        """The nearest known word, else the known ones, else other words."""
        if close := self.nearest(word, known):
            return f'did you mean "{close}"?'
        if not known:
            return otherwise
        more = ", …" if len(known) > most else ""
        return f"write one of: {', '.join(islice(known, most))}{more}"

    def nearest(self, word: str, names: Collection[str]) -> str | None:
        """The known word that was most likely meant.

        Comparing is slow: once a file has had thousands of words compared, nobody reads what was meant.
        """
        if self.compared + len(names) > _MOST_COMPARED or len(word) > _LONGEST_COMPARED:
            return None
        self.compared += len(names)
        return next(iter(difflib.get_close_matches(word, list(names), 1, 0.7)), None)


# --- what may stand in a field ---------------------------------------------------------------------------------------


def text(scope: Scope, key: str, node: Node) -> str | None:
    """Words."""
    if isinstance(node, Unread):
        return None
    if not isinstance(node, Text):
        kind = "a list" if isinstance(node, Items) else "a group of keys"
        scope.add(
            node,
            Code.WRONG_TYPE,
            f'{kind} stands where "{key}" has words',
            "write words; those that begin with [ or { go in quotes",
        )
        return None
    if node.missing:
        hint = f'write something after "{key}:", or take the line out; the word "null" itself goes in quotes'
        scope.add(node, Code.NO_VALUE, f'"{key}" has no value', hint)
        return None
    return node.text


def entries(scope: Scope, key: str, node: Node) -> list[tuple[Text, str]]:
    """The words of a list; a list of one may stand without brackets. An entry that is no words is left out."""
    nodes = node.items if isinstance(node, Items) else [node]
    if isinstance(node, Items) and not nodes:
        scope.add(node, Code.NO_VALUE, f'"{key}" is an empty list', "write something into it, or take it out")
    found = ((each, text(scope, key, each)) for each in nodes)
    return [(each, words) for each, words in found if isinstance(each, Text) and words is not None]


def texts(scope: Scope, key: str, node: Node) -> tuple[str, ...]:
    """A list of words."""
    return tuple(words for _, words in entries(scope, key, node))


def _matching(pattern: re.Pattern[str], code: Code, what: str, hint: str) -> Check:
    def check(scope: Scope, key: str, node: Node) -> str | None:
        words = text(scope, key, node)
        if words is None or pattern.fullmatch(words):
            return words
        scope.add(node, code, f'"{short(words)}" is not {what}', hint)
        return None

    return check


ID_HINT: Final = "lower-case letters and digits joined by -, beginning with a letter, as in cool-mist"
ident = _matching(_ID, Code.NOT_AN_ID, "an id", ID_HINT)
url = _matching(_URL, Code.NOT_A_URL, "the address of a page", "write it from https:// on, without spaces")


def day_of_year(scope: Scope, key: str, node: Node) -> date | None:
    """A date of the calendar, written 2026-11-22."""
    words = text(scope, key, node)
    if words is None:
        return None
    try:
        return date.fromisoformat(words if _DATE.fullmatch(words) else "")
    except ValueError:
        scope.add(node, Code.NOT_A_DATE, f'"{short(words)}" is not a date', "write year-month-day, as in 2026-11-22")
        return None


def _word(*known: str) -> Check:
    def check(scope: Scope, key: str, node: Node) -> str | None:
        words = text(scope, key, node)
        if words is None or words in known:
            return words
        hint = scope.hint(words, known)
        scope.add(node, Code.UNKNOWN_WORD, f'"{key}" cannot be "{short(words)}"', hint)
        return None

    return check


def _version(scope: Scope, key: str, node: Node) -> str | None:
    words = text(scope, key, node)
    if words is not None and words != FORMAT:
        message = f'this version of resurf reads format {FORMAT}, and not "{short(words)}"'
        scope.add(
            node, Code.FORMAT_VERSION, message, f'write "resurf: {FORMAT}", or get a newer resurf for a newer file'
        )
    return words


def _from_text(code: Code, read: Callable[[str], Any]) -> Check:
    """A field of the little language, read from one text."""

    def check(scope: Scope, key: str, node: Node) -> Any:
        words = text(scope, key, node)
        return None if words is None else _tried(scope, node, code, read, words)

    return check


_IN_GOOD_FORM: Final = {timing.UnknownEvent: Code.UNKNOWN_EVENT, timing.OutOfOrder: Code.REVERSED}


def _tried(scope: Scope, node: Node, code: Code, read: Callable[..., Any], *written: Any) -> Any:
    try:
        return read(*written)
    except timing.Unreadable as error:
        scope.add(node, _IN_GOOD_FORM.get(type(error), code), str(error), _meant(read, written) or error.fix)
        return None


def _meant(read: Callable[..., Any], written: Sequence[Any]) -> str:
    """The hint for words that a sheet has and the format writes otherwise; else nothing."""
    if read is timing.repeat:
        return answers.nearest_repeat(*written)
    return answers.nearest_point(*written) if read is timing.point else ""


repeat = _from_text(Code.NOT_A_REPEAT, timing.repeat)
span = _from_text(Code.NOT_A_SPAN, band)


@dataclass(frozen=True, slots=True)
class _Pointed:
    """A field for a point: how it is read, whether it may name a time of day, and whether it may be a list."""

    read: Callable[..., Any]
    part: bool = False
    several: bool = True

    def __call__(self, scope: Scope, key: str, node: Node) -> Any:
        if isinstance(node, Items) and not self.several:
            scope.add(node, Code.WRONG_TYPE, f'"{key}" is one day, not a list', "write one of them")
            return None
        events = scope.anchors
        written = entries(scope, key, node)
        points = [_tried(scope, each, Code.NOT_A_POINT, timing.point, words, events) for each, words in written]
        said = len(node.items) if isinstance(node, Items) else 1
        if not points or len(points) < said or None in points:
            return None
        for each in points:
            scope.missing("events", getattr(each, "anchor", ""))  # one that was removed is noted as still used
        if not self.part and any(isinstance(each, timing.Point) and each.part for each in points):
            scope.add(node, Code.NOT_A_POINT, f'a time of day cannot stand in "{key}"', "leave the time of day out")
            return None
        return _tried(scope, node, Code.NOT_A_POINT, self.read, [words for _, words in written], events)


start: Final = _Pointed(timing.start, part=True)
end: Final = _Pointed(timing.end)
day: Final = _Pointed(timing.start)
one_day: Final = _Pointed(timing.start, several=False)

_EVENT_HINT: Final = 'write a number of days, or words such as "2 weeks after"'


def event_day(scope: Scope, key: str, node: Node) -> timing.Point | None:
    """A day on or after the treatment, counted from it and from nothing else."""
    point = one_day(scope, key, node)
    if not isinstance(point, timing.Point):
        return None
    if point.anchor != timing.TREATMENT:
        message = f'"{key}" of an event is counted from the treatment, not from {point.anchor}'
        scope.add(node, Code.EVENT_FROM_EVENT, message, _EVENT_HINT)
        return None
    if point.span()[0] < 0:
        scope.add(node, Code.NOT_A_POINT, "an event cannot come before the treatment", _EVENT_HINT)
        return None
    return point


def distance(scope: Scope, key: str, node: Node) -> timing.Point | None:
    """How far apart: days, weeks or months."""
    words = text(scope, key, node)
    if words is None:
        return None
    try:
        point = timing.point(f"{words} after")
    except timing.Unreadable:
        scope.add(node, Code.NOT_A_DISTANCE, f'"{short(words)}" is not a distance', 'write for example "4 weeks"')
        return None
    return point if isinstance(point, timing.Point) else None


def _named(section: str, code: Code, noun: str) -> Check:
    """Ids of things that the file has; a tuple of them."""

    def check(scope: Scope, key: str, node: Node) -> tuple[str, ...]:
        named = entries(scope, key, node)
        for each, words in named:
            if scope.missing(section, words):
                hint = scope.hint(words, scope.ids[section], f'describe it under "{section}" first')
                scope.add(each, code, f'"{short(words)}" is not {noun} of this file', hint)
        return tuple(words for _, words in named)

    return check


def _one_named(section: str, code: Code, noun: str) -> Check:
    several = _named(section, code, noun)

    def check(scope: Scope, key: str, node: Node) -> str | None:
        if text(scope, key, node) is None:
            return None
        found: tuple[str, ...] = several(scope, key, node)
        return found[0]

    return check


sources = _named("sources", Code.UNKNOWN_SOURCE, "a source")
bans = _named("avoid", Code.UNKNOWN_BAN, "a ban (avoid)")
sign = _one_named("signs", Code.UNKNOWN_SIGN, "a sign")


def needs(scope: Scope, key: str, node: Node) -> str | None:
    """A task, or a supply."""
    words = text(scope, key, node)
    if words is None:
        return None
    name = words.removeprefix("supplies.")
    kinds = ("supplies", TASKS) if name == words else ("supplies",)
    if not any(name in scope.ids[kind] for kind in kinds) and all(scope.missing(kind, name) for kind in kinds):
        hint = scope.hint(words, scope.needed, "name a task or a supply of this file")
        scope.add(node, Code.UNKNOWN_TASK, f'"{short(words)}" is not a task or a supply of this file', hint)
    return words


def conditions(scope: Scope, key: str, node: Node) -> tuple[Any, ...]:
    """An ``if``: entries of which any will do."""
    found = []
    for each, words in entries(scope, key, node):
        read = _tried(scope, each, Code.NOT_A_CONDITION, condition, words)
        if read is not None:
            found.append(read)
            for term in read.any_of[0]:
                _term(scope, each, term.question, term.choice)
    return tuple(found)


def _term(scope: Scope, node: Node, question: str, choice: str) -> None:
    if question not in scope.questions:
        if not scope.missing("questions", question):
            return
        hint = scope.hint(question, scope.questions, 'ask it under "questions" first')
        scope.add(node, Code.UNKNOWN_QUESTION, f'"{short(question)}" is not a question of this file', hint)
        return
    answers = scope.questions[question]
    if answers is not None and choice not in answers:
        near = scope.nearest(choice, answers)
        hint = f'did you mean "{question}={near}"?' if near else f"write one of: {_choosable(question, answers)}"
        place = scope.culprit("questions", question, node)
        scope.add(place, Code.UNKNOWN_CHOICE, f'the answer to "{question}" cannot be "{short(choice)}"', hint)


def _choosable(question: str, answers: Collection[str]) -> str:
    more = ", …" if len(answers) > timing.MOST_NAMED else ""
    return ", ".join(f"{question}={each}" for each in islice(answers, timing.MOST_NAMED)) + more


def alerts(scope: Scope, key: str, node: Node) -> tuple[Any, ...]:
    """Alert rules, of which any fires."""
    found = []
    for each, words in entries(scope, key, node):
        read = _tried(scope, each, Code.NOT_AN_ALERT, alert, words)
        if read is not None:
            found.append(read)
            _measured(scope, each, read)
    return tuple(found)


def _measured(scope: Scope, node: Node, rule: tuple[Limit | Rise, ...]) -> None:
    for name in measures_of(rule):
        if scope.missing("measures", name):
            hint = scope.hint(name, scope.ids["measures"], 'ask for it under "measures" first')
            scope.add(node, Code.UNKNOWN_MEASURE, f'"{short(name)}" is not a measure of this file', hint)
    for part in rule:
        if isinstance(part, Rise) and not 1 <= part.needed <= len(set(part.measures)):
            message = f"{part.needed} of {len(set(part.measures))} can never rise"
            scope.add(node, Code.NEVER_FIRES, message, "name at least as many measures as have to rise")


def bands(scope: Scope, key: str, node: Node) -> dict[int, Any] | None:
    """From which day on which span is normal."""
    if not isinstance(node, Fields):
        _no_group(scope, key, node, "{0: 0..6, 7: 0..2}")
        return None
    found = {}
    for name, value in node.values.items():
        if not _DAY.fullmatch(name):
            place = node.keys[name]
            scope.add(
                place, Code.NOT_A_DAY, f'"{short(name)}" is not a day', "write a number of days from the treatment"
            )
            continue
        found[int(name)] = span(scope, f"{key} {name}", value)
    return found


def choices(scope: Scope, key: str, node: Node) -> dict[str, str | None] | None:
    """What can be chosen: a short name for each, and its words."""
    if not isinstance(node, Fields):
        _no_group(scope, key, node, "{face: Face, neck: Neck}")
        return None
    for name, place in node.keys.items():
        if not _CHOICE.fullmatch(name):
            scope.add(place, Code.NOT_AN_ID, f'"{short(name)}" is not a short name for a choice', ID_HINT)
    return {name: text(scope, name, value) for name, value in node.values.items()}


def _no_group(scope: Scope, key: str, node: Node, example: str) -> None:
    if not isinstance(node, Unread):
        scope.add(node, Code.WRONG_TYPE, f'"{key}" is a group of keys', f"write it like {example}")


# --- groups, lists of items, and the walk ----------------------------------------------------------------------------


def _group(kind: Kind) -> Check:
    def check(scope: Scope, key: str, node: Node) -> dict[str, Any] | None:
        scope.now = f'"{key}"'
        if not isinstance(node, Fields):
            _no_group(scope, key, node, f"{{{next(iter(kind.fields))}: …}}")
            return None
        return _walked(scope, kind, f'"{key}"', node)

    return check


def _listing(kind: Kind) -> Check:
    """A section whose items carry their ``id``."""

    def check(scope: Scope, key: str, node: Node) -> bool:
        if not isinstance(node, Items):
            _no_list(scope, key, node)
            return True
        numbers: dict[int, int] = {}  # how many items each file has said: one that extends another counts its own
        for each in node.items:
            numbers[id(each.file)] = number = numbers.get(id(each.file), 0) + 1
            name = each.texts("id") if isinstance(each, Fields) else None
            what = f'{kind.noun} "{short(name.text)}"' if name else f"{kind.noun} {number}"
            scope.now = f"{what} ({key})"
            values = _item(scope, kind, scope.now, each)
            if isinstance(each, Fields):
                scope.items.append(Item(key, name.text if name else "", each, values))
        return True

    return check


def _no_list(scope: Scope, key: str, node: Node) -> None:
    if isinstance(node, Text) and node.missing:
        scope.add(node, Code.NO_VALUE, f'"{key}" has nothing in it', f'write its items below it, or take "{key}:" out')
    elif not isinstance(node, Unread):
        scope.add(node, Code.WRONG_TYPE, f'"{key}" is a list of items', 'begin each item with "- "')


def _mapping(kind: Kind) -> Check:
    """A section whose items stand under their ids."""

    def check(scope: Scope, key: str, node: Node) -> bool:
        if not isinstance(node, Fields):
            _no_group(scope, key, node, "an id, a colon, and its keys below it")
            return True
        for name, each in node.values.items():
            _id_of_key(scope, key, node.keys[name])
            scope.now = f'{kind.noun} "{short(name)}" ({key})'
            values = _item(scope, kind, scope.now, each)
            if isinstance(each, Fields):
                scope.items.append(Item(key, name, each, values))
        return True

    return check


def _id_of_key(scope: Scope, section: str, place: Text) -> None:
    ident(scope, section, place)
    if place.text in RESERVED.get(section, ()):
        message = f'"{place.text}" is a word of resurf\'s own'
        scope.add(place, Code.RESERVED_NAME, message, f"call it something else than {', '.join(RESERVED[section])}")


def _item(scope: Scope, kind: Kind, what: str, node: Node) -> dict[str, Any]:
    if isinstance(node, Fields):
        return _walked(scope, kind, what, node)
    if not isinstance(node, Unread):
        hint = f'write its keys with a colon, as in "{kind.required[-1]}: …"'
        scope.add(node, Code.WRONG_TYPE, f"{what} is not a group of keys", hint)
    return {}


def _walked(scope: Scope, kind: Kind, where: str, node: Fields) -> dict[str, Any]:
    """Check the keys of a group by the table, and read what stands there."""
    values = {}
    before: Node = node
    for key, value in node.values.items():
        if check := kind.fields.get(key):
            values[key] = check(scope, key, value)
        elif _is_cut(node.keys[key], value):
            scope.add(node.keys[key], Code.CUT_TEXT, f'a key without a value: "{short(key)}"', _uncut(before, key))
        else:
            hint = scope.hint(key, kind.fields, most=len(kind.fields))
            scope.add(node.keys[key], Code.UNKNOWN_KEY, f'unknown key "{short(key)}" in {where}', hint)
        before = value
    for key in kind.required:
        if key not in node.values:
            scope.add(node, Code.MISSING_KEY, f'{where} has no "{key}"', f'add a line "{key}: …"')
    return values


def _is_cut(key: Text, value: Node) -> bool:
    """In braces a comma ends words without quotes, and what follows looks like a key with nothing behind it."""
    return key.flow and isinstance(value, Text) and value.plain and not value.text


def _uncut(before: Node, key: str) -> str:
    words = before.text if isinstance(before, Text) else "…"
    return f'put quotes around the words that a comma cut: "{short(words)}, {short(key)}"'


# --- the table -------------------------------------------------------------------------------------------------------

boolean = _word("true", "false")
basis = _word("default", "unsourced")
_NOTES: Final[dict[str, Check]] = {"source": sources, "basis": basis, "note": text}
_SAID: Final[dict[str, Check]] = {"if": conditions, "range": text, **_NOTES}
_VERDICT = _word(*VERDICTS)

TASK: Final = Kind(
    "task",
    {
        "id": ident,
        "do": text,
        "how": text,
        "why": text,
        "from": start,
        "until": end,
        "late-until": one_day,
        "repeat": repeat,
        "optional": boolean,
        "medicine": boolean,
        "at-most": text,
        "missed": text,
        "uses": bans,
        **_SAID,
    },
    ("id", "do"),
)
BAN: Final = Kind(
    "ban",
    {
        "id": ident,
        "what": text,
        "aka": texts,
        "from": start,
        "until": end,
        "then-careful-until": end,
        "why": text,
        "instead": text,
        **_SAID,
    },
    ("id", "what"),
)
EXPECT: Final = Kind(
    "item", {"id": ident, "what": text, "from": start, "until": end, "after-that": sign, **_SAID}, ("id", "what")
)
SIGN: Final = Kind(
    "sign",
    {
        "id": ident,
        "sign": text,
        "from": start,
        "until": end,
        "urgency": _word(*URGENCIES),
        "alert": alerts,
        "why": text,
        **_SAID,
    },
    ("id", "sign"),
)
VISIT: Final = Kind("visit", {"id": ident, "what": text, "on": day, **_SAID}, ("id", "what"))
SUPPLY: Final = Kind("supply", {"id": ident, "item": text, "by": day, **_SAID}, ("id", "item"))
READY: Final = Kind(
    "item",
    {
        "id": ident,
        "ask": text,
        "if-yes": _VERDICT,
        "if-no": _VERDICT,
        "needs": needs,
        "else": _VERDICT,
        "alert": alerts,
        "when": conditions,
        "then": _VERDICT,
        **_SAID,
    },
    ("id",),
)
EVENT: Final = Kind(
    "event",
    {"ask": text, "expected": event_day, "earliest": event_day, "latest": event_day, "sign": sign, **_NOTES},
    ("ask",),
)
QUESTION: Final = Kind(
    "question",
    {"ask": text, "kind": _word("yes-no", "one", "several"), "choices": choices, "why": text, **_NOTES},
    ("ask",),
)
MEASURE: Final = Kind("measure", {"ask": text, "unit": text, "scale": span, "normal": bands, **_NOTES}, ("ask",))
SOURCE: Final = Kind("source", {"title": text, "publisher": text, "kind": _word(*SOURCE_KINDS), "url": url}, ("title",))
SERIES: Final = Kind("series", {"apart": distance, "usual": text, "source": sources})
CONTACT: Final = Kind("contact", {"day": text, "hours": text, "after-hours": text, "emergency": text})

LISTS: Final = {
    "visits": VISIT,
    **dict.fromkeys(PHASES, TASK),
    "avoid": BAN,
    "expect": EXPECT,
    "signs": SIGN,
    "ready": READY,
    "supplies": SUPPLY,
}
MAPS: Final = {"sources": SOURCE, "questions": QUESTION, "events": EVENT, "measures": MEASURE}


def _alone(scope: Scope, key: str, node: Node) -> None:
    """``change``, ``remove`` or ``confirmed`` in a file that extends nothing."""
    hint = 'say which checklist it is about, as in "extends: fractional-ablative"'
    place = scope.root.keys[key] if scope.root else node
    scope.add(place, Code.NEEDS_EXTENDS, f'"{key}" says something about another file, and none is named', hint)


FILE: Final = Kind(
    "file",
    {
        "resurf": _version,
        "id": ident,
        "title": text,
        "version": text,
        "reviewed": day_of_year,
        "reviewer": text,
        "about": text,
        "clinic": text,
        "contact": _group(CONTACT),
        "base": boolean,
        "series": _group(SERIES),
        **{section: _mapping(kind) for section, kind in MAPS.items()},
        **{section: _listing(kind) for section, kind in LISTS.items()},
        **dict.fromkeys(EXTENDING, _alone),  # what a file extends is read before this table is (``overlay``)
    },
    ("resurf", "id", "title"),
)


def walk(scope: Scope, root: Fields) -> None:
    """Read a whole file by the table: the mistakes go to the findings of ``scope``, the items into it.

    ``root`` may be the tree of a file laid over another.
    """
    scope.root, scope.ids, scope.questions = root, _ids(root), _answers(root)
    _walked(scope, FILE, "the file", root)


def _ids(root: Fields) -> dict[str, dict[str, None]]:
    """The ids of each kind; those of tasks over all phases."""
    found = {section: dict.fromkeys(_listed_ids(root, section)) for section in LISTS}
    for section in MAPS:
        group = root.values.get(section)
        found[section] = dict.fromkeys(group.values if isinstance(group, Fields) else ())
    found[TASKS] = {each: None for phase in PHASES for each in found[phase]}
    return found


def _listed_ids(root: Fields, section: str) -> Iterator[str]:
    node = root.values.get(section)
    for each in node.items if isinstance(node, Items) else ():
        if isinstance(each, Fields) and (name := each.texts("id")):
            yield name.text


def _answers(root: Fields) -> dict[str, Collection[str] | None]:
    """The answers each question takes; None where its own mistakes leave that open."""
    group = root.values.get("questions")
    found: dict[str, Collection[str] | None] = {}
    for name, node in group.values.items() if isinstance(group, Fields) else ():
        options = node.values.get("choices") if isinstance(node, Fields) else None
        kind = node.texts("kind") if isinstance(node, Fields) else None
        if options is None and (kind is None or kind.text == "yes-no"):
            found[name] = {"yes": None, "no": None}
        else:
            found[name] = options.values if isinstance(options, Fields) else None
    return found
