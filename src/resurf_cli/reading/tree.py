"""The tree of a YAML file: texts, lists and maps, each with its place, and nothing that YAML makes of them.

It is built from ``yaml.parse`` events, which alone show anchors, tags, repeated keys and depth. A scalar is the text
that was written; what it means is for the field to say.

Of the two loaders the one on libyaml is used where it is installed, because a file of 1 MiB takes the other 25 times
as long (0.07 s and 1.6 s for ten thousand lines). They do not accept quite the same files, so that what one of them
refuses is refused here whichever reads: a tab and an unquoted question mark in braces are refused after parsing. The
complaint told is the Python loader's, but for a long file, for which it would take seconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from .complaints import TAB, complaint
from .diagnostics import Code, Enough, File, Findings, Place, forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

MOST_BYTES: Final = 1024 * 1024
MOST_DEEP: Final = 20
MOST_PARTS: Final = 250_000
"""Twice as many words and lists as ten thousand tasks have: what is fuller is no checklist, and takes seconds."""
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_MOST_AGAIN: Final = 128 * 1024
"""How many letters are read a second time, for the sake of better words about what is wrong."""
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*")
_CURLY: Final = frozenset("\u201c\u201d\u201e\u201f\u00ab\u00bb")
_NUMBERED: Final = re.compile(r" #\s?\d")  # "# 4 gauze" belongs to the words; a remark stands further off, or has none
_PRINTABLE: Final = re.compile(r"[\t\n\x20-\x7e]*")


@dataclass(frozen=True, slots=True)
class Text(Place):
    """A scalar. ``plain`` is without quotes, ``flow`` inside brackets or braces."""

    text: str = ""
    plain: bool = True
    flow: bool = False

    @property
    def missing(self) -> bool:
        """Whether it is no value: empty, or an unquoted null."""
        return not self.text.strip() or (self.plain and self.text in _NULLS)


@dataclass(frozen=True, slots=True)
class Items(Place):
    """A list."""

    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fields(Place):
    """A map, in the order of the file; a key that came twice is here once, with its first value."""

    keys: dict[str, Text] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)

    def texts(self, key: str) -> Text | None:
        """The text of a key, if it is one."""
        value = self.values.get(key)
        return value if isinstance(value, Text) else None


@dataclass(frozen=True, slots=True)
class Unread(Place):
    """What stands where something was refused already; nothing more is said about it."""


Node = Text | Items | Fields | Unread


def document(node: Node) -> Any:
    """A tree as nested dicts, lists and texts."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return [document(each) for each in node.items]
    return {key: document(value) for key, value in node.values.items()} if isinstance(node, Fields) else None


def tree(name: str, content: bytes) -> tuple[Node | None, Findings]:
    """Build the tree of a file; None when it cannot be built, which is then among the findings.

    ``name`` is how the messages call the file.
    """
    if len(content) > MOST_BYTES:
        findings = Findings(File(name))
        findings.add(Place(1, 1), Code.TOO_LARGE, "the file is larger than 1 MiB", "split it, or shorten it")
        return None, findings
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return None, _not_utf8(name, content, error.start)
    findings = Findings(File(name, text.split("\n")))
    try:
        return _Builder(findings, _characters(text, findings)).built(), findings
    except Enough:
        return None, findings


def _not_utf8(name: str, content: bytes, at: int) -> Findings:
    findings = Findings(File(name, content.decode(errors="replace").split("\n")))
    line = content.count(b"\n", 0, at) + 1
    column = len(content[content.rfind(b"\n", 0, at) + 1 : at].decode(errors="replace")) + 1
    hint = 'save it again as "UTF-8": most editors ask for the encoding under "Save as"'
    findings.add(Place(line, column), Code.NOT_UTF8, "the file is not text in UTF-8", hint)
    return findings


def _characters(text: str, findings: Findings) -> str:
    """Report characters that could rewrite a terminal, once a line, and put harmless ones in their place."""
    if _PRINTABLE.fullmatch(text) or not any(map(forbidden, text)):
        return text
    for number, line in enumerate(findings.file.lines, 1):
        bad = next((at for at, each in enumerate(line) if forbidden(each)), None)
        if bad is not None:
            _character(findings, Place(number, bad + 1), line[bad])
    return "".join("\ufffd" if forbidden(each) else each for each in text)


def _character(findings: Findings, place: Place, found: str) -> None:
    message = f"a character that cannot be shown (U+{ord(found):04X}) stands here"
    findings.add(place, Code.CHARACTER, message, "delete it; it may be invisible, so type the words around it again")


class _Stop(Exception):
    """The tree cannot be built further; what is wrong has been noted."""


class _Builder:
    """Makes nodes of events, and notes what a checklist may not use."""

    def __init__(self, findings: Findings, text: str) -> None:
        import yaml

        self.yaml = yaml
        self.findings = findings
        self.file = findings.file
        self.text = text
        self.hashed = "#" in text
        self.last: yaml.ScalarEvent | None = None
        self.reached = 0  # to where tabs have been looked for

    def built(self) -> Node | None:
        try:
            return self.document(self.events(getattr(self.yaml, "CSafeLoader", self.yaml.SafeLoader)))
        except _Stop:
            return None
        except (self.yaml.YAMLError, ValueError, OverflowError) as error:
            self.complain(error)
            return None

    def events(self, loader: Any) -> Iterator[yaml.Event]:
        scalar, opens, closes = self.yaml.ScalarEvent, self.yaml.CollectionStartEvent, self.yaml.CollectionEndEvent
        tabs, depth, self.reached = "\t" in self.text, 0, 0
        for number, event in enumerate(self.yaml.parse(self.text, Loader=loader)):
            if number > MOST_PARTS:
                self.refuse_more(event)
            if isinstance(event, scalar):
                self.last = event
            elif isinstance(event, opens):
                depth += 1
                self.refuse_depth(event, depth)
            elif isinstance(event, closes):
                depth -= 1
            if tabs:
                self.refuse_tab(event)
            yield event

    def refuse_more(self, event: Any) -> None:
        message = f"up to here the file has {MOST_PARTS:,} words and lists, which is more than a checklist can have"
        self.findings.add(_place(event), Code.TOO_LARGE, message, "split it, or shorten it")
        raise _Stop

    def refuse_depth(self, event: Any, depth: int) -> None:
        if depth > MOST_DEEP:
            message = f"this is more than {MOST_DEEP} levels deep"
            self.findings.add(_place(event), Code.TOO_DEEP, message, "write it flatter")
            raise _Stop

    def refuse_tab(self, event: Any) -> None:
        """Refuse a tab before an event, or in words without quotes; in comments, quotes and blocks it does no harm."""
        start, end = event.start_mark.index, event.end_mark.index
        plain = isinstance(event, self.yaml.ScalarEvent) and not event.style
        part = _COMMENT.sub(lambda found: " " * len(found[0]), self.text[self.reached : end if plain else start])
        at = self.reached + part.find("\t")
        self.reached = max(self.reached, end)
        if "\t" in part:
            place = Place(self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))
            self.findings.add(place, Code.TAB, *TAB)
            raise _Stop

    def complain(self, error: Exception) -> None:
        """Say what YAML says, in a nurse's words: what the Python loader says, unless that says nothing or breaks."""
        self.last = last = None if len(self.text) <= _MOST_AGAIN else self.last
        try:
            for _ in self.events(self.yaml.SafeLoader) if last is None else ():
                pass
        except _Stop:
            return
        except self.yaml.YAMLError as plainer:
            error = plainer
        except (ValueError, OverflowError):
            pass  # an escape for a letter that there is not; the other loader, if it was that, has said where
        place, code, message, hint = complaint(error, self.findings.file.lines, self.last)
        self.findings.add(place, code, message, hint)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        found: Node | None = None
        for event in events:
            if isinstance(event, self.yaml.DocumentStartEvent):
                if found is not None:
                    hint = 'take the line "---" out, or make two files'
                    self.findings.add(_place(event), Code.SEVERAL_DOCUMENTS, "a second document begins here", hint)
                    raise _Stop
                found = self.node(next(events), events, flow=False)
        return found

    def node(self, event: Any, events: Iterator[yaml.Event], *, flow: bool) -> Node:
        if isinstance(event, self.yaml.AliasEvent):
            place = _place(event)
            hint = "write the words out again; put quotes around words that begin with *"
            self.findings.add(place, Code.ALIAS, f'"*{event.anchor}" stands for another part of the file', hint)
            return Unread(place.line, place.column, place.width, file=self.file)
        if event.anchor is not None or event.tag is not None:
            self.refuse_extras(event)
        if isinstance(event, self.yaml.ScalarEvent):
            return self.scalar(event, flow=flow)
        inside = flow or bool(event.flow_style)
        if isinstance(event, self.yaml.SequenceStartEvent):
            return self.items(event, events, flow=inside)
        return self.fields(event, events, flow=inside)

    def refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "take it out; put quotes around words that begin with &"
            self.findings.add(_place(event), Code.ALIAS, f'"&{event.anchor}" names a part of the file', hint)
        if event.tag is not None:
            hint = "take it out; put quotes around words that begin with !"
            self.findings.add(_place(event), Code.TAG, "a tag (a word that begins with !) stands here", hint)

    def scalar(self, event: yaml.ScalarEvent, *, flow: bool) -> Text:
        line, column, width = _span(event)
        if flow and not event.style and "?" in event.value:
            hint = f'put quotes around it: "{event.value}"'
            message = "a question mark stands in words without quotes"
            self.findings.add(_place(event), Code.QUOTES, message, hint)
        bad = None if event.value.isprintable() else next(filter(forbidden, event.value), None)
        if bad is not None:
            _character(self.findings, _place(event), bad)
        if not event.style:
            self.slips(event)
        return Text(line, column, width, event.value, not event.style, flow, file=self.file)

    def slips(self, event: yaml.ScalarEvent) -> None:
        """Warn about what a word processor or a number sign does to words without quotes."""
        if event.value[:1] in _CURLY and event.value[-1:] in _CURLY and event.value:
            message = "curly quotes are no quotes: they are shown as part of the words"
            self.findings.warn(_place(event), Code.CURLY_QUOTES, message, 'write straight quotes ("), or none')
        end: Any = event.end_mark
        line = self.file.lines[end.line] if end.line < len(self.file.lines) else ""  # YAML knows more line breaks
        if self.hashed and _NUMBERED.match(line, end.column):
            place = Place(end.line + 1, end.column + 2, file=self.file)
            hint = "put quotes around all of the words; a remark of your own has a space behind the #, and no number"
            self.findings.warn(place, Code.HASH, "what follows # is not read", hint)

    def items(self, start: yaml.Event, events: Iterator[yaml.Event], *, flow: bool) -> Items:
        line, column, _ = _span(start)
        found = Items(line, column, file=self.file)
        for event in events:
            if isinstance(event, self.yaml.SequenceEndEvent):
                break
            found.items.append(self.node(event, events, flow=flow))
        return found

    def fields(self, start: yaml.Event, events: Iterator[yaml.Event], *, flow: bool) -> Fields:
        line, column, _ = _span(start)
        found = Fields(line, column, file=self.file)
        for event in events:
            if isinstance(event, self.yaml.MappingEndEvent):
                break
            key = self.node(event, events, flow=flow)
            value = self.node(next(events), events, flow=flow)
            self.put(found, key, value)
        return found

    def put(self, fields: Fields, key: Node, value: Node) -> None:
        if isinstance(key, Unread):
            return
        if not isinstance(key, Text):
            hint = "write one word, then a colon; put quotes around text that begins with [ or {"
            self.findings.add(key, Code.ODD_KEY, "a list or a group stands where a key should be", hint)
        elif key.text in fields.keys:
            first = fields.keys[key.text].line
            hint = f"keep one of the two; the first is in line {first}"
            self.findings.add(key, Code.REPEATED_KEY, f'the key "{key.text}" stands here a second time', hint)
        else:
            fields.keys[key.text] = key
            fields.values[key.text] = value


def _span(event: Any) -> tuple[int, int, int]:
    """Where an event begins, line and column from 1, and how many letters it is wide."""
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return start.line + 1, start.column + 1, max(1, width)


def _place(event: Any) -> Place:
    return Place(*_span(event))
