"""What a checklist file gets wrong: data with a place and a stable code, and the form in which it is told."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ERROR: Final = "error"
WARNING: Final = "warning"
_SNIPPET_WIDTH: Final = 72
_MOST_WORDS: Final = 400
MOST_TOLD: Final = 10_000
"""How many mistakes of a file are told: nobody reads as many, and a file of 1 MiB can have half a million."""
_BIDI: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_FORBIDDEN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_OTHERS: Final = frozenset("\ufeff\ufffe\uffff") | _BIDI


class Code(StrEnum):
    """The stable name of every mistake and every warning; ``tests/errors`` has a file for each."""

    # text that is not YAML, or more of YAML than a checklist may use
    TOO_LARGE = "too-large"
    NOT_UTF8 = "not-utf8"
    CHARACTER = "character"
    EMPTY = "empty"
    NOT_YAML = "not-yaml"
    TAB = "tab"
    QUOTES = "quotes-needed"
    UNCLOSED_QUOTE = "unclosed-quote"
    UNCLOSED_BRACKET = "unclosed-bracket"
    INDENTATION = "indentation"
    NO_COLON = "no-colon"
    BACKSLASH = "backslash"
    SEVERAL_DOCUMENTS = "several-documents"
    TOO_DEEP = "too-deep"
    ALIAS = "alias"
    TAG = "tag"
    REPEATED_KEY = "repeated-key"
    ODD_KEY = "odd-key"
    # form
    FORMAT_VERSION = "format-version"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    CUT_TEXT = "cut-text"
    NO_VALUE = "no-value"
    WRONG_TYPE = "wrong-type"
    UNKNOWN_WORD = "unknown-word"
    NOT_AN_ID = "not-an-id"
    NOT_A_DATE = "not-a-date"
    NOT_A_URL = "not-a-url"
    NOT_A_POINT = "not-a-point"
    NOT_A_DISTANCE = "not-a-distance"
    NOT_A_REPEAT = "not-a-repeat"
    NOT_A_CONDITION = "not-a-condition"
    NOT_AN_ALERT = "not-an-alert"
    NOT_A_SPAN = "not-a-span"
    NOT_A_DAY = "not-a-day"
    NO_ITEMS = "no-items"
    # one thing against another
    ID_TWICE = "id-twice"
    RESERVED_NAME = "reserved-name"
    UNKNOWN_SOURCE = "unknown-source"
    UNKNOWN_EVENT = "unknown-event"
    UNKNOWN_QUESTION = "unknown-question"
    UNKNOWN_CHOICE = "unknown-choice"
    UNKNOWN_MEASURE = "unknown-measure"
    UNKNOWN_SIGN = "unknown-sign"
    UNKNOWN_BAN = "unknown-ban"
    UNKNOWN_TASK = "unknown-task"
    EVENT_FROM_EVENT = "event-from-event"
    EVENT_ORDER = "event-order"
    REVERSED = "reversed"
    CAREFUL_NOT_LATER = "careful-not-later"
    LATE_NOT_ONCE = "late-not-once"
    LATE_BEFORE_UNTIL = "late-before-until"
    CHOICES = "choices"
    READY_FORM = "ready-form"
    NEVER_FIRES = "never-fires"
    TAKEN_ID = "taken-id"
    # a file against the one it extends
    NEEDS_EXTENDS = "needs-extends"
    UNKNOWN_BASE = "unknown-base"
    BASE_LOOP = "base-loop"
    UNKNOWN_ITEM = "unknown-item"
    AMBIGUOUS_ITEM = "ambiguous-item"
    INHERITED_ID = "inherited-id"
    CHANGED_ID = "changed-id"
    REMOVED_AND_KEPT = "removed-and-kept"
    REMOVED_IN_USE = "removed-in-use"
    # warnings only
    CURLY_QUOTES = "curly-quotes"
    HASH = "hash"
    NO_SOURCE = "no-source"
    BAN_NO_END = "ban-no-end"
    EXPECT_NO_END = "expect-no-end"
    REPEAT_NO_END = "repeat-no-end"
    NO_URGENCY = "no-urgency"
    USES_BANNED = "uses-banned"
    EMPTY_DAY = "empty-day"
    COUNT_CUT = "count-cut"
    WEAKER_EMERGENCY = "weaker-emergency"
    HALF_CHANGED = "half-changed"
    LONG = "long"


FORM: Final = frozenset(
    {
        Code.FORMAT_VERSION,
        Code.UNKNOWN_KEY,
        Code.MISSING_KEY,
        Code.CUT_TEXT,
        Code.NO_VALUE,
        Code.WRONG_TYPE,
        Code.UNKNOWN_WORD,
        Code.NOT_AN_ID,
        Code.NOT_A_DATE,
        Code.NOT_A_URL,
        Code.NOT_A_POINT,
        Code.NOT_A_DISTANCE,
        Code.NOT_A_REPEAT,
        Code.NOT_A_CONDITION,
        Code.NOT_AN_ALERT,
        Code.NOT_A_SPAN,
        Code.NOT_A_DAY,
        Code.NO_ITEMS,
        Code.RESERVED_NAME,
        Code.EVENT_FROM_EVENT,
        Code.LATE_NOT_ONCE,
        Code.CHOICES,
        Code.READY_FORM,
        Code.NEEDS_EXTENDS,
        Code.CHANGED_ID,
    }
)
"""Mistakes of form: the JSON Schema of the format refuses them too. The others only a program can see that knows the
other names of the file, the order of days, the letters that YAML hides, or the file it extends."""


_OF_A_LINE: Final = frozenset({Code.LATE_NOT_ONCE, Code.READY_FORM, Code.CHOICES})
_TAKE_AWAY: Final = "that line is inherited: write its key here with nothing behind the colon to take it away"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake, or one warning.

    ``line`` and ``column`` count from 1, columns in letters; ``hint`` says how to right it, or asks "did you mean".
    ``width`` is how many letters the offence has, ``excerpt`` the line before and its own, both only for the snippet.
    """

    file: str
    line: int
    column: int
    severity: str  # error | warning
    code: Code
    message: str
    hint: str = ""
    width: int = field(default=1, compare=False)
    excerpt: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_mistake(self) -> bool:
        """Whether nothing is loaded because of it."""
        return self.severity == ERROR


def forbidden(character: str) -> bool:
    """Whether a character could rewrite a terminal: control, bidirectional override, or no character at all."""
    if character in _OTHERS:
        return True
    return unicodedata.category(character) in _FORBIDDEN and character not in "\n\t"


def clean(text: str) -> str:
    """A text of a file, fit to be shown: on one line, and what could rewrite a terminal replaced."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if each in "\n\t" else "\ufffd" if forbidden(each) else each for each in text)


def short(text: str, most: int = 60) -> str:
    """A text of a file inside a message: clean, and not longer than ``most``."""
    shown = clean(text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def rendered(diagnostics: Iterable[Diagnostic]) -> str:
    """All mistakes and warnings, each with its lines, and their number at the end; empty when there are none."""
    found = tuple(diagnostics)
    if not found:
        return ""
    return "\n".join([*(_one(each) for each in found), tally(found)])


def tally(diagnostics: Sequence[Diagnostic]) -> str:
    """How many mistakes there are, or how many warnings when there are no mistakes."""
    mistakes = sum(each.is_mistake for each in diagnostics)
    if mistakes:
        more = " or more" if mistakes >= MOST_TOLD else ""
        return f"{_number(mistakes, 'mistake')}{more}; nothing was loaded"
    return _number(len(diagnostics), "warning")


def _number(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _one(found: Diagnostic) -> str:
    kind = "" if found.is_mistake else "warning: "
    head = f"{clean(found.file)}:{found.line}:{found.column}: {kind}{found.message}"
    hint = f"to fix: {found.hint}" if found.hint and not found.hint.startswith("did you mean") else found.hint
    if not found.excerpt:
        return f"{head}\n      {hint}" if hint else head
    return "\n".join([head, *_snippet(found, hint)])


def _snippet(found: Diagnostic, hint: str) -> list[str]:
    """The line before, the line itself and the caret; what is cut off a long line is told by an ellipsis."""
    *above, line = found.excerpt
    shift = max(0, found.column - 1 - _SNIPPET_WIDTH // 2) if len(line) > _SNIPPET_WIDTH else 0
    shown = _cut(line, shift)
    before = shown[: found.column - 1 - shift]
    marked = shown[len(before) : len(before) + found.width]
    caret = " " * _columns(before) + "^" * max(1, _columns(marked))
    lines = [*((found.line - 1, _cut(text, 0)) for text in above), (found.line, shown)]
    return [*(f"{number:5} | {text}".rstrip() for number, text in lines), f"      | {caret} {hint}".rstrip()]


def _cut(text: str, shift: int) -> str:
    part = clean(text[shift : shift + _SNIPPET_WIDTH])  # cut first: a line may have a million letters
    start = "…" + part[1:] if shift and part else part
    return start[:-1] + "…" if len(text) > shift + _SNIPPET_WIDTH else start


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide letters two, combining marks none."""
    return sum(_width(each) for each in text)


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A file that was read: how messages call it, and its lines for the snippets."""

    name: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: line and column from 1, and how many letters it is wide.

    ``file`` None is the file at hand.
    """

    line: int
    column: int
    width: int = 1
    file: File | None = field(default=None, compare=False, repr=False, kw_only=True)


class Enough(Exception):
    """As many mistakes were found as are told."""


class Findings:
    """Collects the diagnostics of a file and of what it extends. A place is the node that offends.

    ``blame`` moves a place to another: what is wrong with an inherited word is the fault of the line that changed
    what stands around it.
    """

    def __init__(self, file: File) -> None:
        """``file`` is the one at hand; places without a file are in it."""
        self.file = file
        self.found: list[Diagnostic] = []
        self.wrong = 0
        self.blame: Callable[[Place], Place] | None = None
        self.known: frozenset[tuple[Code, str]] = frozenset()  # warnings that the file it extends has by itself

    def add(self, place: Place, code: Code, message: str, hint: str = "", *, severity: str = ERROR) -> None:
        """Note one mistake or warning.

        Raises:
            Enough: it is a mistake, and as many as are told were found. Of warnings the first are kept.
        """
        if self.wrong >= MOST_TOLD and severity == ERROR:
            raise Enough
        if len(self.found) >= MOST_TOLD and severity == WARNING:
            return
        file = place.file or self.file
        if self.blame is not None and file is not self.file:
            there = f"{message} ({file.name}:{place.line})"
            if {(code, message), (code, there)} & self.known:
                return
            message = there
            hint = _TAKE_AWAY if code in _OF_A_LINE else hint
            place, file = self.blame(place), self.file
        at = place.line - 1
        excerpt = tuple(file.lines[max(0, at - 1) : at + 1])
        words = short(message, _MOST_WORDS), short(hint, _MOST_WORDS)
        self.found.append(Diagnostic(file.name, place.line, place.column, severity, code, *words, place.width, excerpt))
        self.wrong += severity == ERROR

    def warn(self, place: Place, code: Code, message: str, hint: str = "") -> None:
        """Note one warning."""
        self.add(place, code, message, hint, severity=WARNING)

    @property
    def mistaken(self) -> bool:
        """Whether there is a mistake among them."""
        return self.wrong > 0

    def mistakes(self, *, own: bool = False) -> tuple[Diagnostic, ...]:
        """The mistakes, in the order of the file; ``own``: only those in the file at hand itself."""
        return tuple(each for each in self.in_order() if each.is_mistake and not (own and each.file != self.file.name))

    def in_order(self) -> tuple[Diagnostic, ...]:
        """All of them, in the order of the file."""
        return tuple(sorted(self.found, key=lambda each: (each.line, each.column)))
