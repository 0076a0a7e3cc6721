"""A paper sheet gone through question by question: what is asked, what an answer means, and the sheet that comes of it.

Nothing here knows a terminal. A walk is a value: an answer makes another walk, so that going back is taking the one
before. After every answer the file that the sheet would be is read as any file is; what the reader refuses is asked
again, in the reader's words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from resurf_cli.core import timing
from resurf_cli.core.checklist import DAY, MAINTENANCE, PHASES, PREP, RECOVERY, URGENCIES, listed
from resurf_cli.core.items import TASKS
from resurf_cli.core.timing import Kind, Open, points_of

from .answers import DAYS, understood
from .diagnostics import Code, Diagnostic, forbidden
from .reader import Loaded
from .writing import SECTION_NAMES, Inherited, Sheet, file_text, free_id, inherited

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from .writing import Value

    Reads = Callable[[str], Loaded | tuple[Diagnostic, ...]]

HEAD: Final = ("title", "clinic", "day", "hours", "after-hours", "emergency")
"""What is asked first: the title, who speaks, and the clinic's numbers."""
FIELDS: Final = {
    **dict.fromkeys(PHASES, ("from", "until", "repeat")),
    "avoid": ("from", "until", "then-careful-until"),
    "expect": ("from", "until"),
    "signs": ("from", "until", "urgency"),
    "supplies": ("by",),
    "visits": ("on",),
}
"""What an item of a section can say of its days, in the order in which it is asked."""
ADDED: Final = ("words", "section", "from", "until", "repeat")
"""What is asked of something that is on the sheet and in no part of the checklist."""
ADDED_TO: Final = {"b": PREP, "d": DAY, "a": RECOVERY, "x": "avoid"}
"""Where something added goes, by the letter that says it."""
_URGENCY_NAMES: Final = {"emergency": "emergency", "now": "day or night", "same-day": "same day", "soon": "soon"}
_LATER_DAYS: Final = 60  # care that goes on for longer than this after the treatment is that of the months after
_FALLS_AWAY: Final = {
    Code.CAREFUL_NOT_LATER: "then-careful-until",
    Code.LATE_BEFORE_UNTIL: "late-until",
    Code.LATE_NOT_ONCE: "late-until",
}
"""Inherited fields that contradict what the sheet says, and are taken away."""


class Mark(Enum):
    """An answer that is not a value."""

    ASK = "ask me one by one"
    UNSAID = "the sheet does not speak of it"
    SAME = "the sheet says the same"
    OUT = "the clinic does not want it"
    REST = "nothing more of this part"


Answer: TypeAlias = "Mark | dict[str, Value | None]"
Place: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet; ``grouped``: it is shown as a list and agreed with as a whole, unless asked for."""

    key: str
    name: str
    items: tuple[Inherited, ...]
    grouped: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question; what it is about stands in ``place``: head, part, item or more, then which, then the field."""

    place: Place
    part: Part | None = None
    item: Inherited | None = None
    number: int = 0  # of the part among the parts, or of the item in its part
    first: bool = True  # of the fields of an item

    @property
    def about(self) -> str:
        """Head, part, item or more."""
        return self.place[0]

    @property
    def field(self) -> str:
        """The field that the answer is for."""
        return self.place[-1]


def parts(base: Loaded) -> tuple[Part, ...]:
    """The parts of a checklist that a paper sheet may speak of; the warning signs by how soon to call."""
    items = inherited(base).values()
    found = []
    for section, name in SECTION_NAMES.items():
        mine = tuple(each for each in items if each.section == section)
        if section == "signs":
            found += [_signs(mine, urgency) for urgency in reversed(URGENCIES)]
        else:
            whole = section in {"visits", "expect", "supplies"} or not any(each.is_dated for each in mine)
            found.append(Part(section, name, mine, whole))
    return tuple(part for part in found if part.items)


def _signs(signs: tuple[Inherited, ...], urgency: str) -> Part:
    mine = tuple(each for each in signs if each.fields.get("urgency", "same-day") == urgency)
    return Part(f"signs-{urgency}", f"{SECTION_NAMES['signs']}: {_URGENCY_NAMES[urgency]}", mine, grouped=True)


@dataclass(frozen=True)
class Walk:
    """How far a sheet has been gone through: the answers by the place of their question, in the order given."""

    base: Loaded
    begun: Sheet
    reads: Reads
    answers: Mapping[Place, Answer] = field(default_factory=dict)
    warnings: frozenset[tuple[str, str]] = frozenset()  # code and message of those that were shown

    # --- questions ---

    @property
    def question(self) -> Question | None:
        """The next question; None when nothing is left to ask."""
        return next((each for each in self._questions() if each.place not in self.answers), None)

    def _questions(self) -> Iterator[Question]:
        """All questions up to the first that waits for an answer."""
        yield from (Question(("head", name)) for name in HEAD)
        for number, part in enumerate(parts(self.base), 1):
            yield Question(("part", part.key), part, number=number)
            if self.answers.get(("part", part.key)) is Mark.ASK:
                yield from self._items(part)
        for number in range(len(self.answers) + 1):
            yield from self._added(str(number))
            if self.answers.get(("more", str(number), "words")) is Mark.UNSAID:
                return

    def _items(self, part: Part) -> Iterator[Question]:
        for number, item in enumerate(part.items, 1):
            said: dict[str, Value | None] = {}
            for place, key in enumerate(asked_fields(item)):
                question = Question(("item", item.name, key), part, item, number, first=place == 0)
                if key in said:
                    continue
                yield question
                answer = self.answers.get(question.place)
                said |= answer if isinstance(answer, dict) else {}
                if answer is Mark.REST:
                    return
                if (place == 0 and not said) or answer is Mark.OUT:
                    break

    def _added(self, number: str) -> Iterator[Question]:
        said: dict[str, Value | None] = {}
        for key in ADDED:
            done = key in said or (key == "repeat" and said.get("section") == "avoid")
            if done or (key in ADDED[2:] and said.get("section") == DAY):
                continue
            question = Question(("more", number, key), number=int(number) + 1, first=key == ADDED[0])
            yield question
            answer = self.answers.get(question.place)
            said |= answer if isinstance(answer, dict) else {}
            if key == "words" and not said:
                return

    # --- answers ---

    def understood(self, question: Question, typed: str) -> dict[str, Value | None]:
        """The fields that a typed answer says; none if it is none of the few that there are."""
        if question.field == "section":
            section = ADDED_TO.get(typed.lower())
            return {"section": section} if section else {}
        if question.about == "head" or question.field == "words":
            return {question.field: typed}
        keys = FIELDS[question.item.section if question.item else PREP]
        return understood(typed, question.field, keys, self.events)

    @property
    def events(self) -> tuple[str, ...]:
        """The events that points may count from."""
        return tuple(self.base.checklist.events)

    def answered(self, question: Question, answer: Answer) -> Answered:
        """The walk with one more answer, or what is wrong with it."""
        further = replace(self, answers={**self.answers, question.place: answer})
        if question.first and isinstance(answer, Mark) and answer not in {Mark.SAME, Mark.OUT}:
            return Answered(further)  # the file stays as it is
        found = self.reads(further.text())
        following = further.question if further.goes_on_with(question) else None
        if isinstance(found, Loaded) and following is not None:
            return Answered(further)
        if isinstance(found, Loaded):
            new = tuple(each for each in found.warnings if (each.code, each.message) not in self.warnings)
            shown = self.warnings | {(each.code, each.message) for each in new}
            return Answered(replace(further, warnings=shown), (), new)
        codes = {each.code for each in found}
        away = {key: None for code, key in _FALLS_AWAY.items() if code in codes}
        if following is not None and codes <= further.may_be_righted_by(following):
            return Answered(further)
        said = answer if isinstance(answer, dict) else {}
        if answer is not Mark.SAME and codes <= set(_FALLS_AWAY) and not away.keys() & said.keys():
            return self.answered(question, {**said, **away})
        return Answered(None, found)

    def goes_on_with(self, question: Question) -> bool:
        """Whether the next question is about the same thing."""
        following = self.question
        return following is not None and following.place[:2] == question.place[:2]

    def may_be_righted_by(self, question: Question) -> set[Code]:
        """The mistakes of an item that the answer to a question may right."""
        if question.field == "then-careful-until" and question.item is not None:
            ended = {"until"} & {*question.item.fields, *self.fields_said(question.item)}
            return {Code.CAREFUL_NOT_LATER} if ended else {Code.REVERSED}
        return {Code.REVERSED, Code.CAREFUL_NOT_LATER} if question.field == "until" else set()

    @property
    def is_sound(self) -> bool:
        """Whether the file it would be is read without mistakes."""
        return isinstance(self.reads(self.text()), Loaded)

    # --- what comes of it ---

    def text(self) -> str:
        """The file as it would be written now."""
        return file_text(self.sheet(), self.base)

    def sheet(self) -> Sheet:
        """What the answers say together."""
        head = {key: words for name in HEAD for key, words in self._said("head", name).items()}
        items = inherited(self.base)
        removed = self._removed(items)
        change = self._change(items, removed)
        confirmed = tuple(name for name in self._confirmed() if name not in removed)
        added: dict[str, tuple[dict[str, Value], ...]] = {}
        for _, section, fields in self.added():
            added[section] = (*added.get(section, ()), fields)
        return replace(
            self.begun,
            title=str(head.pop("title", self.begun.title)),
            clinic=str(head.pop("clinic", "")),
            contact={key: str(words) for key, words in head.items()},
            confirmed=confirmed,
            change=change,
            remove=removed,
            added=added,
        )

    def _said(self, *place: str) -> dict[str, Value | None]:
        answer = self.answers.get(place)
        return dict(answer) if isinstance(answer, dict) else {}

    def fields_said(self, item: Inherited) -> dict[str, Value | None]:
        """All fields of an item that were typed, whether they differ or not."""
        return {key: value for name in asked_fields(item) for key, value in self._said("item", item.name, name).items()}

    def _differing(self, item: Inherited) -> dict[str, Value | None]:
        said = self.fields_said(item)
        return {key: value for key, value in said.items() if not self.is_same(key, value, item.fields.get(key))}

    def is_same(self, key: str, value: Value | None, was: Value | None) -> bool:
        """Whether two ways to write a field mean the same: 14 days before is 2 weeks before."""
        if value == was or value is None or was is None:
            return value == was
        try:
            if key == "repeat":
                return _as_often(str(value), str(was))
            return key in DAYS and self._points(value) == self._points(was)
        except timing.Unreadable:
            return False

    def _points(self, value: Value) -> frozenset[object]:
        return frozenset(timing.point(each, self.events) for each in listed(value))

    def _confirmed(self) -> Iterator[str]:
        """What the sheet says just as it is: a part as a whole, an item, or every field that was asked for."""
        for part in parts(self.base):
            whole = self.answers.get(("part", part.key)) is Mark.SAME
            yield from (each.name for each in part.items if whole or self._is_confirmed(each))

    def _is_confirmed(self, item: Inherited) -> bool:
        fields = asked_fields(item)
        if self.answers.get(("item", item.name, fields[0])) is Mark.SAME:
            return True
        said = self.fields_said(item)
        same = [key for key in fields if self.answers.get(("item", item.name, key)) is Mark.SAME]
        return bool(said) and {*said, *same} >= set(fields) and not self._differing(item)

    def _removed(self, items: Mapping[str, Inherited]) -> tuple[str, ...]:
        out = [place[1] for place, answer in self.answers.items() if answer is Mark.OUT]
        asks = [name for name, key, left in uses(items, out) if key == "needs" and not left]
        return tuple(dict.fromkeys((*out, *asks)))

    def _change(self, items: Mapping[str, Inherited], removed: tuple[str, ...]) -> dict[str, dict[str, Value | None]]:
        found = {name: self._differing(each) for name, each in items.items() if each.section in FIELDS}
        for name, key, left in uses(items, removed):
            if key != "needs":
                found.setdefault(name, {})[key] = list(left) or None
        return {name: fields for name, fields in found.items() if fields and name not in removed}

    def added(self) -> Iterator[tuple[str, str, dict[str, Value]]]:
        """What the checklist does not have: which of the things added, its section, and its fields with a new id."""
        items = inherited(self.base).values()
        taken = {kind: {each.id for each in items if each.kind == kind} for kind in (TASKS, "avoid")}
        for place in [each for each in self.answers if each[0] == "more" and each[2] == "section"]:
            said = [each for key in ADDED for each in self._said("more", place[1], key).items()]
            fields = {key: value for key, value in said if value}
            words, section = str(fields.pop("words")), str(fields.pop("section"))
            kind, key = ("avoid", "what") if section == "avoid" else (TASKS, "do")
            name = free_id(words, taken[kind], "item")
            taken[kind].add(name)
            yield place[1], self._where(section, fields), {"id": name, key: words, **fields}

    def _where(self, section: str, fields: Mapping[str, Value]) -> str:
        """Care that is meant for months is not of the recovery, which would last as long."""
        if section != RECOVERY or not {"from", "until", "repeat"} <= set(fields):
            return section
        try:
            until = timing.end(fields["until"], self.events)
        except timing.Unreadable:
            return section
        far = any(each.span()[0] > _LATER_DAYS for each in points_of(until))
        return MAINTENANCE if far or until is Open.FOREVER else section


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer came to: the walk with it, or the mistakes for which it is asked again."""

    walk: Walk | None
    mistakes: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()


def asked_fields(item: Inherited) -> tuple[str, ...]:
    """What is asked of an item, in order: only what it says, and what a sheet would say of it.

    What begins with the treatment is asked for its end. Strict and careful days are asked for only where there are
    some, how often only where it is more than once; how often a medicine is taken stands on its label.
    """
    said = item.fields
    left_out = {
        "from": item.is_dated and item.section != PREP and said.get("from", "0") == "0",
        "until": item.section == "avoid" and "then-careful-until" in said and "until" not in said,
        "then-careful-until": "then-careful-until" not in said,
        "repeat": said.get("repeat", "once") in {"once", "as prescribed"},
    }
    found = tuple(key for key in FIELDS[item.section] if not left_out.get(key))
    return found if item.is_dated else found[:1]


def uses(items: Mapping[str, Inherited], gone: Collection[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The items that name one of those that are gone: which, in which field, and what is left in it."""
    kinds = {"uses": "avoid", "after-that": "signs", "sign": "signs"}
    for item in items.values():
        for key in ("needs", *kinds):
            if key not in item.fields or (key == "sign" and item.section != "events"):
                continue
            named = [str(each) for each in listed(item.fields[key])]
            kept = tuple(each for each in named if _target(items, key, each, kinds) not in gone)
            if len(kept) < len(named):
                yield item.name, key, kept


def _target(items: Mapping[str, Inherited], key: str, name: str, kinds: Mapping[str, str]) -> str:
    if key in kinds:
        return f"{kinds[key]}.{name}"
    return name if name in items and "." not in name else f"supplies.{name.removeprefix('supplies.')}"


def unfit(typed: str) -> bool:
    """Whether a character stands in it that could rewrite a terminal."""
    return any(map(forbidden, typed))


def could_be_before(typed: str, was: Value | None) -> bool:
    """Whether a bare number is meant for days before: what it replaces lies there."""
    before = any(each.startswith("-") or " before" in each for each in map(str, listed(was)))
    return before and typed.isdigit() and typed.strip("0") != ""


def _as_often(words: str, was: str) -> bool:
    """Whether two ways to say how often mean the same, as daily and once a day; a span of numbers is its own."""
    repeat = timing.repeat(words)
    own = {"at least", " to ", "while"}
    plain = repeat.kind is not Kind.AS_NEEDED and not any(each in words + was for each in own)
    return plain and repeat == timing.repeat(was)
