"""What every shipped checklist promises, held for each file of the folder: a new one is covered as it lands.

A *treatment* is a checklist that can be chosen; a base is read as a file, never walked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from resurf_cli.core.checklist import PHASES, listed
from resurf_cli.core.items import BESIDE
from resurf_cli.reading.reader import Loaded
from resurf_cli.reading.shelf import Shelf, shipped_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resurf_cli.core.checklist import Checklist
    from resurf_cli.reading.diagnostics import Diagnostic

FOLDER: Final = shipped_folder()
FILES: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
LISTS: Final = (*PHASES, "avoid", "expect", "signs", "visits", "ready", "supplies")
WORDS: Final = ("do", "what", "sign", "item", "ask", "how", "why", "instead", "missed", "at-most", "range", "note")
"""The fields of an item that a patient reads; ``aka`` is what a patient types, and is looked at apart."""


@cache
def written(name: str) -> Mapping[str, Any]:
    """A file as it is written, every value a text."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts only
    return found


TREATMENTS: Final = tuple(name for name in FILES if written(name).get("base") != "true")


def chain(name: str) -> tuple[str, ...]:
    """A file and all it extends, itself first."""
    base = written(name).get("extends")
    return (name, *chain(base)) if base else (name,)


@cache
def read(name: str) -> Loaded | tuple[Diagnostic, ...]:
    """A file as the program reads it, joined with what it extends, or its mistakes."""
    return Shelf(Path(__file__).with_name("nobody")).read(FOLDER / f"{name}.yaml")


def is_readable(name: str) -> bool:
    """Whether a file has no mistake."""
    return isinstance(read(name), Loaded)


def loaded(name: str) -> Loaded:
    """A file as the program reads it; a mistake in it fails the test that asks for it."""
    found = read(name)
    assert isinstance(found, Loaded), found
    return found


def checklist(name: str) -> Checklist:
    """The checklist of a file."""
    return loaded(name).checklist


@dataclass(frozen=True, slots=True)
class Piece:
    """One item as it is written: its kind, its id, its fields."""

    kind: str
    id: str
    fields: Mapping[str, Any]

    @property
    def ref(self) -> str:
        """How a failing test names it."""
        return f"{self.kind}.{self.id}"

    @property
    def first(self) -> str:
        """Its first words."""
        return next((self.fields[key] for key in WORDS[:5] if key in self.fields), "")

    @property
    def texts(self) -> dict[str, str]:
        """What a patient reads of it, by field; the choices of a question too, and how often in words."""
        found = {key: self.fields[key] for key in WORDS if key in self.fields}
        found |= {f"choices.{key}": words for key, words in self.fields.get("choices", {}).items()}
        return found | ({"repeat": self.fields["repeat"]} if "repeat" in self.fields else {})

    @property
    def advice(self) -> str:
        """What it tells to do or not to do, and why, as one text: no range, no note, no name for searching."""
        return " ".join(words for key, words in self.texts.items() if key not in {"range", "note", "repeat"})

    @property
    def aka(self) -> tuple[str, ...]:
        """The other names of a ban."""
        return listed(self.fields.get("aka"))


def pieces_in(document: Mapping[str, Any]) -> Iterator[Piece]:
    """The items of a document."""
    for kind in LISTS:
        yield from (Piece(kind, item["id"], item) for item in document.get(kind) or ())
    for kind in BESIDE:
        yield from (Piece(kind, name, fields) for name, fields in (document.get(kind) or {}).items())


@cache
def pieces(name: str) -> tuple[Piece, ...]:
    """The items of a checklist, those it inherits too."""
    return tuple(pieces_in(loaded(name).document))


def texts(name: str) -> list[tuple[str, str]]:
    """Every text of a checklist that a patient reads, with its place."""
    found = [(f"{each.ref} {key}", words) for each in pieces(name) for key, words in each.texts.items()]
    document = loaded(name).document
    found += [(key, document[key]) for key in ("title", "about") if key in document]
    usual = (document.get("series") or {}).get("usual")
    return [*found, *([("series usual", usual)] if usual else [])]


def none_of(hits: Iterable[str]) -> None:
    """Fail with every hit on a line of its own: the list is what has to be righted."""
    every = sorted(hits)
    if every:
        pytest.fail("\n".join((f"{len(every)} to right:", *every)), pytrace=False)
