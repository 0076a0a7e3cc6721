"""The text of a clinic's own file: what a paper sheet says differently from the checklist it lies over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.checklist import PHASES, listed, reference
from resurf_cli.core.items import FIRST_WORDS, TASKS

from .answers import DAYS
from .diagnostics import clean
from .fields import FORMAT, LISTS, MAPS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .reader import Loaded

    Value = str | list[str]

SCHEMA: Final = "checklist.schema.json"
"""The schema lies beside the file: an editor takes a relative name from the file's own folder, and needs no network."""
EDITOR_LINE: Final = f"# yaml-language-server: $schema={SCHEMA}"
WINDOW: Final = (*DAYS[:3], "repeat", "urgency", *DAYS[3:])
"""The fields that a paper sheet decides, in the order in which they are said."""
SECTION_NAMES: Final = {
    "prep": "Before the treatment",
    "treatment": "On the day",
    "recovery": "After the treatment",
    "maintenance": "The months after",
    "avoid": "What to avoid",
    "visits": "Visits",
    "expect": "What is normal",
    "signs": "Warning signs",
    "supplies": "Supplies",
}
"""The parts of a sheet, in the order in which they are gone through."""
MOST_ID_LETTERS: Final = 32
_NO_TEXT: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})  # to some reader of YAML
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,8})", re.ASCII)
_DISTANCE: Final = re.compile(r"-?\d+ [a-z]", re.ASCII)
_COMMENT_COLUMN: Final = 36
_JOINTS: Final = {
    "from": "from ",
    "until": "until ",
    "then-careful-until": "then careful until ",
    "by": "by ",
    "on": "on ",
}


@dataclass(frozen=True, slots=True)
class Inherited:
    """One item of the checklist that a sheet lies over, with its fields as they are written there."""

    section: str
    id: str
    fields: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The kind among whose ids its own is the only one."""
        return TASKS if self.section in PHASES else self.section

    @property
    def name(self) -> str:
        """How a file that extends another calls it."""
        return reference(self.kind, self.id)

    @property
    def words(self) -> str:
        """Its first words, on one line."""
        found = next((self.fields[key] for key in FIRST_WORDS if key in self.fields), self.id)
        return clean(str(found))

    @property
    def is_dated(self) -> bool:
        """Whether it says when, how often or how soon."""
        return any(key in self.fields for key in WINDOW)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a clinic's file says. In ``change`` a field without a value is taken away; ``added`` is by section."""

    id: str
    extends: str
    title: str
    clinic: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()
    change: Mapping[str, Mapping[str, Value | None]] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    added: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)


def inherited(base: Loaded) -> dict[str, Inherited]:
    """All items of a checklist by the names that a file over it uses."""
    found = [
        *(Inherited(key, each["id"], each) for key in LISTS for each in base.document.get(key) or ()),
        *(Inherited(key, name, each) for key in MAPS for name, each in (base.document.get(key) or {}).items()),
    ]
    return {each.name: each for each in found}


def speaker(base: Loaded) -> str:
    """Who says what is inherited, in a comment."""
    return "resurf" if base.shipped else clean(base.checklist.title)


# --- words -----------------------------------------------------------------------------------------------------------


def spoken(key: str, value: Any) -> str:
    """What a field says, for a person: ``day 7 or healed, the later``."""
    found = [f"day {each}" if key in DAYS and _NUMBER.fullmatch(each) else each for each in map(clean, listed(value))]
    if key in DAYS and len(found) > 1:
        return f"{' or '.join(found)}, the later"
    return ", ".join(found) or "not said"


def window(item: Inherited) -> str:
    """All that an item says about when, how often or how soon; empty when it says nothing."""
    if item.fields.get("until") == item.fields.get("from", "") != "":
        day = spoken("from", item.fields["from"])
        rest = window(Inherited(item.section, item.id, {k: v for k, v in item.fields.items() if k not in DAYS[:2]}))
        return ", ".join(filter(None, (f"on {day}" if day.startswith("day") else day, rest)))
    said = [f"{_JOINTS.get(key, '')}{spoken(key, item.fields[key])}" for key in WINDOW if key in item.fields]
    found = ", ".join(said).replace(", until ", " until ").replace(" until forever", " without end")
    found = found if "until" in item.fields else found.replace("then careful", "careful")
    return found.replace("until told", "until your clinic says")


def free_id(words: str, taken: Collection[str], otherwise: str) -> str:
    """An id made from the beginning of some words that no other thing has."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", bare))
    name = "-".join(found)
    while len(found) > 1 and len(name) > MOST_ID_LETTERS:
        name = "-".join(found := found[:-1])
    name = name[:MOST_ID_LETTERS]
    name = name if name[:1].isalpha() else f"{otherwise}-{name}".rstrip("-")
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}-{number}"
    return free


# --- YAML ------------------------------------------------------------------------------------------------------------


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a reader of YAML takes it for that text and nothing else; ``flow``: inside brackets or braces."""
    begins = text[:1].isalpha() or _DISTANCE.match(text)
    harmless = all(each.isalnum() or each in " .()'/&+-%" + "," * (not flow) for each in text)
    if begins and harmless and not text.endswith(" ") and text.lower() not in _NO_TEXT:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value(key: str, value: Value | None, *, flow: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{', '.join(_value(key, each, flow=True) for each in value)}]"
    return value if key in DAYS and _NUMBER.fullmatch(value) else scalar(value, flow=flow)


def _line(indent: int, key: str, value: str, comment: str = "") -> str:
    line = f"{' ' * indent}{key}: {value}".rstrip() if key else f"{' ' * indent}- {value}"
    return f"{line:<{_COMMENT_COLUMN - 1}} # {comment}" if comment else line


def file_text(sheet: Sheet, base: Loaded) -> str:
    """The file of what a sheet says, and of nothing that it does not say."""
    items, who = inherited(base), speaker(base)
    lines = [
        EDITOR_LINE,
        f"# What our sheet says. It lies over {clean(sheet.extends)}: what is not here is as it is there.",
        *_head(sheet),
        *_names("confirmed", f"The sheet says these the same as {who}", sheet.confirmed, items),
        *_changes(sheet.change, items, who),
        *_names("remove", "Our clinic does not want these", sheet.remove, items),
        *_added(sheet.added),
    ]
    return "\n".join(lines) + "\n"


def _head(sheet: Sheet) -> Iterator[str]:
    yield _line(0, "resurf", FORMAT)
    yield _line(0, "id", sheet.id)
    yield _line(0, "extends", scalar(sheet.extends))
    yield _line(0, "title", scalar(sheet.title))
    if sheet.clinic:
        yield _line(0, "clinic", scalar(sheet.clinic))
    if sheet.contact:
        yield "contact:"
        yield from (_line(2, key, scalar(value)) for key, value in sheet.contact.items())


def _names(key: str, why: str, names: Iterable[str], items: Mapping[str, Inherited]) -> Iterator[str]:
    found = tuple(names)
    if found:
        yield from ("", f"# {why}:", f"{key}:")
        for name in found:
            said = ": ".join(filter(None, (items[name].words, window(items[name]))))
            yield _line(2, "", name, said)


def _changes(
    change: Mapping[str, Mapping[str, Value | None]], items: Mapping[str, Inherited], who: str
) -> Iterator[str]:
    if change:
        yield from ("", "# The sheet says these otherwise:", "change:")
    for name, fields in change.items():
        yield f"  {name}:".ljust(_COMMENT_COLUMN - 1) + f" # {items[name].words}"
        for key, value in fields.items():
            was = f"{who}: {spoken(key, items[name].fields.get(key))}"
            yield _line(4, key, _value(key, value), was if value is not None else f"none; {was}")


def _added(added: Mapping[str, tuple[Mapping[str, Value], ...]]) -> Iterator[str]:
    for section in [each for each in LISTS if added.get(each)]:
        yield from ("", f"{section}:")
        for fields in added[section]:
            for place, (key, value) in enumerate(fields.items()):
                yield ("  - " if place == 0 else "    ") + _line(0, key, _value(key, value))


# --- a file to begin with --------------------------------------------------------------------------------------------


def starting_text(sheet: Sheet, base: Loaded) -> str:
    """A file that says nothing of its own yet, with a line to uncomment for all that a paper sheet may say."""
    items = [each for each in inherited(base).values() if each.section in SECTION_NAMES]
    dated = [each for each in items if each.is_dated]
    example = ", ".join(each.name for kind in (TASKS, "avoid") for each in [x for x in dated if x.kind == kind][:1])
    who = speaker(base)
    lines = [
        EDITOR_LINE,
        f"# This file lies over {clean(sheet.extends)}: what is not said here is as it is there.",
        '# To say something of your sheet, take "# " away in front of a line and write what the sheet says.',
        "# Days are counted from the treatment, which is day 0: 7, -7, 2 weeks before, 10 days after, healed.",
        *_head(sheet),
        "# clinic:                     # the name of your clinic",
        "# contact:",
        "#   day:                      # your number in the hours below",
        "#   hours:                    # for example Mon-Fri 09:00-17:00",
        "#   after-hours:              # the number at night and on other days",
        "#   emergency:                # the emergency number where your patients live",
        "",
        f"# What your sheet says just as {who} does:",
        f"# confirmed: [{example}]",
        "",
        "# What your clinic does not want:",
        f"# remove: [{example}]",
        "",
        '# What your sheet says otherwise. Take "# " away in front of "change:" too, and keep only what differs:',
        "# change:",
        *_offered(dated, who),
    ]
    return "\n".join(lines) + "\n"


def _offered(items: list[Inherited], who: str) -> Iterator[str]:
    for section, name in SECTION_NAMES.items():
        mine = [each for each in items if each.section == section]
        if mine:
            yield from ("#", f"#   # --- {name} ---")
        for item in mine:
            fields = ", ".join(
                f"{key}: {_value(key, item.fields[key], flow=True)}" for key in WINDOW if key in item.fields
            )
            yield f"#   # {item.words} ({who}: {window(item)})"
            yield f"#   {item.name}: {{{fields}}}"
