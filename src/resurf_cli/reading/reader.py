"""A checklist file read, with all it extends: a checklist and its document, or every mistake at once."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.checklist import Checklist, checklist, head
from resurf_cli.errors import NotFound

from . import overlay, rules
from .diagnostics import MOST_TOLD, Code, Diagnostic, Enough, Findings, Place, clean, short
from .fields import Scope, text, walk
from .tree import MOST_BYTES, Fields, Text, document, tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .tree import Node


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checklist without mistakes, the document it was made from, and what is only warned about.

    ``chain`` and ``words`` say which files it was joined from and whose word each item is, as ``checklist`` takes
    them; ``base`` is what it extends.
    """

    checklist: Checklist
    document: dict[str, Any]
    shipped: bool
    warnings: tuple[Diagnostic, ...]
    path: Path
    chain: tuple[dict[str, Any], ...] = ()
    words: dict[str, Any] = field(default_factory=dict)
    base: Loaded | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a file may be: ``ours`` are the files of resurf's own checklists by their ids.

    ``refuse_taken`` makes an id of theirs a mistake in any other file; else it is warned about.
    """

    ours: Mapping[str, Path] = field(default_factory=dict)
    refuse_taken: bool = False

    def is_ours(self, path: Path) -> bool:
        """Whether a file is one of resurf's own."""
        return path.stem in self.ours and real(path) == real(self.ours[path.stem])


FOREIGN: Final = Standing()


def real(path: Path) -> Path:
    """A path without links and dots; as it is where it leads nowhere, in circles or through what is no name."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path


@dataclass(frozen=True, slots=True)
class _Link:
    """One file of a chain; ``root`` None: it is no checklist, and its findings say why."""

    path: Path
    root: Fields | None
    findings: Findings
    shipped: bool


@dataclass(frozen=True, slots=True)
class _Level:
    """A file laid over all it extends. ``scope`` None: its tree could not be built."""

    root: Fields | None
    scope: Scope | None
    mistakes: tuple[Diagnostic, ...]
    loaded: Loaded | None = None


def read(path: Path, standing: Standing = FOREIGN, content: bytes | None = None) -> Loaded | tuple[Diagnostic, ...]:
    """Read a file and what it extends; the mistakes of the file come first, then those of its base.

    ``content`` is what the file would hold that is not written yet.

    Raises:
        NotFound: there is no such file, or it cannot be opened.
    """
    links = _chain(path, standing, content)
    level: _Level | None = None
    for link in reversed(links):
        try:
            level = _level(link, level, standing, named=link is links[0])
        except Enough:
            level = _Level(None, None, link.findings.mistakes())
    if level is None or level.loaded is None:
        return level.mistakes if level else ()
    return level.loaded


# --- the chain of files ----------------------------------------------------------------------------------------------


def _chain(path: Path, standing: Standing, content: bytes | None) -> list[_Link]:
    """The file, what it extends, and so on to the last; a name that leads nowhere ends it."""
    links = [_link(path, standing, str(path), content)]
    seen = {real(path)}
    while (base := _base(links[-1], standing)) is not None:
        if real(base.path) in seen:
            _loop(links)
            break
        seen.add(real(base.path))
        links.append(base)
    return links


def _link(path: Path, standing: Standing, name: str, content: bytes | None = None) -> _Link:
    root, findings = tree(name, _content(path) if content is None else content)
    if not isinstance(root, Fields) and (root is not None or not findings.found):
        _not_a_checklist(root, findings)
    usable = root if isinstance(root, Fields) and findings.wrong < MOST_TOLD else None
    return _Link(path, usable, findings, standing.is_ours(path))


def _base(link: _Link, standing: Standing) -> _Link | None:
    """The file that one extends; None, and a mistake noted, if the name leads nowhere."""
    node = link.root.values.get("extends") if link.root else None
    if node is None:
        return None
    scope = Scope(link.findings)
    name = text(scope, "extends", node)
    if name is None:
        return None
    path = standing.ours.get(name) or link.path.parent / name
    try:
        return _link(path, standing, path.name if standing.is_ours(path) else str(path))
    except NotFound:
        message = f'"{short(name)}" is neither a checklist of resurf\'s nor a file that can be read beside this one'
        scope.add(node, Code.UNKNOWN_BASE, message, scope.hint(name, _beside(name, path, standing)))
        return None


def _beside(name: str, path: Path, standing: Standing) -> tuple[str, ...]:
    """What may have been meant by a base that is not there."""
    try:
        files = tuple(f"{name}{end}" for end in (".yaml", ".yml") if path.with_name(f"{path.name}{end}").is_file())
    except (OSError, ValueError):
        files = ()
    return files or tuple(standing.ours)


def _loop(links: Sequence[_Link]) -> None:
    last = links[-1]
    name = last.root.texts("extends") if last.root else None
    if name is not None:
        names = short(" → ".join(each.path.name for each in links), 200)
        message = f"what this extends leads back to it: {names} → {name.text}"
        last.findings.add(name, Code.BASE_LOOP, message, "take one of the lines out")


def _content(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise NotFound(f"{clean(str(path))} is no file but a pipe or a device: save what comes from it to a file")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"there is no file {clean(str(path))}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one"
        raise NotFound(f"the file {clean(str(path))} cannot be read: {reason}") from None


def _not_a_checklist(root: Node | None, findings: Findings) -> None:
    if findings.wrong >= MOST_TOLD:
        return
    hint = 'begin it with "resurf: 1", an id and a title; the other checklists show how one is written'
    if root is None or (isinstance(root, Text) and root.missing):
        findings.add(Place(1, 1), Code.EMPTY, "there is nothing in this file", hint)
    else:
        findings.add(root, Code.WRONG_TYPE, "this is not a checklist: it is made of keys and colons", hint)


# --- one file over its base ------------------------------------------------------------------------------------------


def _level(link: _Link, base: _Level | None, standing: Standing, *, named: bool) -> _Level:
    if link.root is None:
        return _Level(None, None, link.findings.in_order())
    if "extends" in link.root.values:
        return _extending(link, link.root, base, standing, named=named)
    root = link.root if named else overlay.sourced(link.root)
    scope = _walked(link, root, standing, named=named)
    if link.findings.mistaken:
        return _Level(root, scope, link.findings.mistakes())
    rules.warnings(scope, root, shipped=link.shipped)
    return _Level(root, scope, (), _loaded(link, root, None, {}))


def _extending(link: _Link, over: Fields, base: _Level | None, standing: Standing, *, named: bool) -> _Level:
    """A file that extends another; the mistakes of a base are told too, and nothing is its fault then but its own."""
    below = base.root if base is not None else None
    blind = below is None or base is None or base.scope is None or base.scope.blind
    laid = overlay.laid_over(below or Fields(1, 1), over, link.findings, blind=blind)
    root = overlay.merged(laid, shipped=link.shipped)
    if base is not None and not blind:
        told = base.loaded.warnings if base.loaded else base.mistakes
        link.findings.blame = laid.blame
        link.findings.known = frozenset((each.code, each.message) for each in told)
    scope = _walked(link, root, standing, named=named, laid=laid)
    if base is None or base.loaded is None:
        own = link.findings.mistakes(own=True)
        return _Level(root, scope, (*own, *(base.mistakes if base else ())))
    if link.findings.mistaken:
        return _Level(root, scope, link.findings.mistakes())
    rules.warnings(scope, root, shipped=link.shipped)
    if base.scope is not None:
        overlay.weakened(laid, base.scope, scope)
    if not link.shipped:
        overlay.half_changed(laid)
    words = {} if link.shipped else overlay.words(base.loaded.words, laid)
    return _Level(root, scope, (), _loaded(link, root, base.loaded, words))


def _walked(link: _Link, root: Fields, standing: Standing, *, named: bool, laid: overlay.Laid | None = None) -> Scope:
    scope = Scope(link.findings)
    if laid is not None:
        scope.gone, scope.changed, scope.blind = laid.removed, laid.changed, laid.blind
    walk(scope, root)
    rules.mistakes(scope, root)
    for ref, users in scope.orphans.items():
        _still_used(link.findings, scope.gone[ref], users)
    if named:
        _taken(root, link, standing)
    return scope


def _still_used(findings: Findings, entry: Text, users: list[str]) -> None:
    named = list(dict.fromkeys(users))
    more = f" and {len(named) - 1} more" if len(named) > 1 else ""
    hint = "remove or change what uses it too"
    findings.add(entry, Code.REMOVED_IN_USE, f'"{entry.text}" is removed, but used by {named[0]}{more}', hint)


def _loaded(link: _Link, root: Fields, base: Loaded | None, words: dict[str, Any]) -> Loaded:
    content = document(root)
    own = {name: each.text for name, each in (link.root or root).values.items() if isinstance(each, Text)}
    chain = (head(own, shipped=link.shipped), *(base.chain if base else ()))
    made = checklist(content, shipped=link.shipped, chain=chain, words=words)
    inherited = base.warnings if base is not None and not base.shipped else ()
    warnings = (*link.findings.in_order(), *inherited)
    return Loaded(made, content, link.shipped, warnings, link.path, chain, words, base)


def _taken(root: Fields, link: _Link, standing: Standing) -> None:
    name = root.texts("id")
    if name is None or link.shipped or name.text not in standing.ours:
        return
    message = f'the id "{name.text}" is that of a checklist that comes with resurf'
    note = link.findings.add if standing.refuse_taken else link.findings.warn
    hint = f'give it an id of its own, as in harbour-clinic; to change that checklist, write "extends: {name.text}"'
    note(name, Code.TAKEN_ID, message, hint)
