"""One checklist file read: a checklist and its document, or every mistake at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.checklist import Checklist, checklist
from resurf_cli.errors import NotFound

from . import rules
from .diagnostics import Code, Diagnostic, Findings, Place, clean
from .fields import EXTENDING, walk
from .tree import MOST_BYTES, Fields, Text, document, tree

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from .tree import Node


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checklist without mistakes, the document it was made from, and what is only warned about."""

    checklist: Checklist
    document: dict[str, Any]
    shipped: bool
    warnings: tuple[Diagnostic, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Standing:
    """What a file may be: one of resurf's own, and which ids are not its to take.

    ``refuse_taken`` makes a taken id a mistake; else it is warned about.
    """

    shipped: bool = False
    taken: Container[str] = ()
    refuse_taken: bool = False


FOREIGN: Final = Standing()


def read(path: Path, standing: Standing = FOREIGN) -> Loaded | tuple[Diagnostic, ...]:
    """Read a file.

    Raises:
        NotFound: there is no such file, or it cannot be opened.
    """
    root, findings = tree(str(path), _content(path))
    if isinstance(root, Fields):
        return _read(root, findings, standing, path)
    if root is not None or not findings.found:
        _not_a_checklist(root, findings)
    return findings.in_order()


def _content(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"there is no file {clean(str(path))}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one"
        raise NotFound(f"the file {clean(str(path))} cannot be read: {reason}") from None


def _not_a_checklist(root: Node | None, findings: Findings) -> None:
    hint = 'begin it with "resurf: 1", an id and a title; the other checklists show how one is written'
    if root is None or (isinstance(root, Text) and root.missing):
        findings.add(Place(1, 1), Code.EMPTY, "there is nothing in this file", hint)
    else:
        findings.add(root, Code.WRONG_TYPE, "this is not a checklist: it is made of keys and colons", hint)


def _read(root: Fields, findings: Findings, standing: Standing, path: Path) -> Loaded | tuple[Diagnostic, ...]:
    if _extends(root, findings):
        return findings.in_order()
    scope = walk(root, findings)
    rules.mistakes(scope, root)
    _taken(root, findings, standing)
    if any(each.is_mistake for each in findings.found):
        return tuple(each for each in findings.in_order() if each.is_mistake)
    rules.warnings(scope, root, shipped=standing.shipped)
    content = document(root)
    made = checklist(content, shipped=standing.shipped)
    return Loaded(made, content, standing.shipped, findings.in_order(), path)


def _extends(root: Fields, findings: Findings) -> bool:
    key = next((root.keys[key] for key in root.keys if key in EXTENDING), None)
    if key is None:
        return False
    message = f'this version of resurf cannot read files that extend another one yet ("{key.text}")'
    findings.add(key, Code.EXTENDS, message, "copy what is meant from the other file, or wait for a newer resurf")
    return True


def _taken(root: Fields, findings: Findings, standing: Standing) -> None:
    name = root.texts("id")
    if name is None or standing.shipped or name.text not in standing.taken:
        return
    message = f'the id "{name.text}" is that of a checklist that comes with resurf'
    note = findings.add if standing.refuse_taken else findings.warn
    note(name, Code.TAKEN_ID, message, "give it an id of its own, as in harbour-clinic")
