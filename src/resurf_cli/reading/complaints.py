"""YAML's own complaints, in words that help someone who has never heard of YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .diagnostics import Code, Place, short

if TYPE_CHECKING:
    from collections.abc import Sequence

Complaint = tuple[Place, Code, str, str]

_KEY = re.compile(r"\s*(?:- +)*[^\s:]+\s*:(?: |$)")
_NO_WORD = "that cannot start any token"
_NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z-]+):[^\s:/]")
_QUOTES = "put quotes around the words"
TAB = "a tab stands here", "indent with spaces, not tabs"
_INDENT = "begin the lines that belong together in the same column, two spaces further in than what they are part of"


@dataclass(frozen=True, slots=True)
class _Stopped:
    """Where a parser stopped: ``place`` is what it could not take, ``begun`` where the part begins it was in.

    ``last`` is the last scalar event before it, or None.
    """

    problem: str
    context: str
    place: Place
    begun: Place
    lines: Sequence[str]
    last: Any

    @property
    def sign(self) -> str:
        """The letter that it could not take."""
        line = self.lines[self.place.line - 1] if self.place.line <= len(self.lines) else ""
        return line[self.place.column - 1 : self.place.column]

    @property
    def after_quote(self) -> bool:
        """Whether a quote was closed in the line."""
        quoted = self.last is not None and self.last.style in {"'", '"'}
        return quoted and self.last.end_mark.line == self.place.line - 1


def complaint(error: Exception, lines: Sequence[str], last: Any) -> Complaint:
    """A parser's error as a place, a code, what is wrong and how to right it."""
    stopped = _Stopped(
        str(getattr(error, "problem", None) or ""),
        str(getattr(error, "context", None) or ""),
        _at(getattr(error, "problem_mark", None), lines),
        _at(getattr(error, "context_mark", None), lines),
        lines,
        last,
    )
    hint = "compare it with the lines above: colons, quotes, and how far the lines are indented"
    unknown = stopped.place, Code.NOT_YAML, "this cannot be read as part of a checklist", hint
    return _quoted(stopped) or _colons(stopped) or _first_letter(stopped) or _structure(stopped) or unknown


def _at(mark: Any, lines: Sequence[str]) -> Place:
    """A mark as a place; the end of the file is the end of the last line with words."""
    if mark is None:
        return Place(1, 1)
    if mark.line < len(lines) and lines[mark.line].strip():
        return Place(mark.line + 1, mark.column + 1)
    line = max((at for at, text in enumerate(lines[: mark.line + 1]) if text.strip()), default=0)
    return Place(line + 1, max(1, len(lines[line])))


def _quoted(at: _Stopped) -> Complaint | None:
    if "'\\t'" in at.problem or "tab character" in at.problem or (_NO_WORD in at.problem and at.sign == "\t"):
        return at.place, Code.TAB, *TAB
    if "quoted scalar" in at.context and "found unexpected" in at.problem:
        return at.begun, Code.UNCLOSED_QUOTE, "a quote is opened here and never closed", "close it where the words end"
    if "double-quoted scalar" in at.context or "escape" in at.problem or not at.problem:
        hint = "use single quotes around words with a backslash"
        return at.place, Code.BACKSLASH, "a backslash stands in double quotes", hint
    return None


def _colons(at: _Stopped) -> Complaint | None:
    if "mapping values are not allowed" in at.problem:
        return _colon_too_many(at)
    if "found unexpected ':'" in at.problem:
        return at.place, Code.QUOTES, "a colon stands in words without quotes", _QUOTES
    if "could not find expected ':'" in at.problem:
        if tight := _NO_SPACE.match(at.lines[at.begun.line - 1]):
            place = Place(at.begun.line, tight.end(1) + 1)
            return (
                place,
                Code.NO_COLON,
                "no space stands behind this colon",
                f'write "{short(tight[1])}: " with a space',
            )
        hint = 'write a key, a colon and a space, as in "until: 7", or indent it further to go on with the line above'
        return at.begun, Code.NO_COLON, "this line has no key with a colon", hint
    if "mapping keys are not allowed" in at.problem:
        return at.place, Code.QUOTES, "a question mark stands in words without quotes", _QUOTES
    return None


def _colon_too_many(at: _Stopped) -> Complaint:
    """A second colon in a line, or a line that is too far in."""
    line = at.lines[at.place.line - 1]
    first = _KEY.match(line)
    if first and first.end() < at.place.column:
        return at.place, Code.QUOTES, "a colon stands in words without quotes", _QUOTES
    start = Place(at.place.line, len(line) - len(line.lstrip()) + 1)
    message = "this line is indented further than it should be"
    return start, Code.INDENTATION, message, f"{_INDENT}; or a colon is missing in the line above"


def _first_letter(at: _Stopped) -> Complaint | None:
    """Words that begin with a sign that means something to YAML."""
    if _NO_WORD in at.problem:
        place = at.place
    elif any(word in at.context for word in ("alias", "anchor", "directive", "block scalar")):
        place = at.begun
    else:
        return None
    sign = at.lines[place.line - 1][place.column - 1 : place.column] if place.line <= len(at.lines) else ""
    return place, Code.QUOTES, f'words without quotes cannot begin with "{short(sign)}"', _QUOTES


def _structure(at: _Stopped) -> Complaint | None:
    if "tag" in at.context or "tag" in at.problem:
        hint = "take it out; put quotes around words that begin with !"
        return at.place, Code.TAG, "a tag (a word that begins with !) stands here", hint
    if "flow" in at.context:
        return _brackets(at)
    if at.after_quote and any(words in at.problem for words in ("found '<scalar>'", "did not find expected key")):
        return _after_quote(at)
    if any(word in at.context + at.problem for word in ("block", "sequence entries", "document start")):
        return at.place, Code.INDENTATION, "this line does not begin where it should", _INDENT
    return None


def _brackets(at: _Stopped) -> Complaint:
    for sign, name in (("'?'", "question mark"), ("':'", "colon")):
        if at.problem.endswith(sign) and at.place.line == at.begun.line:
            return at.place, Code.QUOTES, f"a {name} stands in words without quotes", _QUOTES
    sign = at.lines[at.begun.line - 1][at.begun.column - 1 : at.begun.column]
    closing = "}" if sign == "{" else "]"
    hint = f'write "{closing}" where it ends, and quotes around words that contain a comma or a bracket'
    return at.begun, Code.UNCLOSED_BRACKET, f'"{short(sign)}" is opened here and not closed as it should be', hint


def _after_quote(at: _Stopped) -> Complaint:
    """A quote that closed too late, or words that go on after it closed."""
    start, end = at.last.start_mark, at.last.end_mark
    if end.line > start.line:
        message = "a quote is opened here and closed only lines later"
        return Place(start.line + 1, start.column + 1), Code.UNCLOSED_QUOTE, message, "close it where the words end"
    hint = "put quotes around all of the words"
    if at.last.style == "'" and at.place.column == end.column + 1:
        hint = "an apostrophe closes a single quote: use double quotes around the words"
    return at.place, Code.QUOTES, "words go on after the quote was closed", hint
