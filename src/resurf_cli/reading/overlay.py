"""A file laid over the one it extends: one tree of both, and whose word each item of it is.

The tree is that of the base with what ``change`` and ``remove`` say done to it, and what the file adds after it; every
node keeps the place it was written in. It is then read like the tree of a single file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.checklist import CLINIC, CONFIRMED, PHASES, WINDOW_KEYS, late_after
from resurf_cli.core.checklist import reference as named
from resurf_cli.core.items import TASKS
from resurf_cli.core.schedule import SIGN_LISTED_TO
from resurf_cli.core.timing import Point, points_of

from .diagnostics import Code, short
from .fields import EXTENDING, FILE, LISTS, MAPS, Scope, entries
from .rules import surely_before
from .tree import Fields, Items, Text, Unread, document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .diagnostics import Findings, Place
    from .fields import Item, Kind
    from .tree import Node

    Ref = tuple[str, str]  # kind and id; the kind of every task is "tasks"

KINDS: Final = (TASKS, *(section for section in LISTS if section not in PHASES), *MAPS)
NOT_INHERITED: Final = frozenset({"resurf", "id", "title", "version", "reviewed", "reviewer", "about", "base"})
_REFERENCE: Final = re.compile(r"(?:[a-z]+\.)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TELLING: Final = 4  # a word of an id with fewer letters says nothing
_MOST_KIN: Final = 8
_MOST_SOUGHT: Final = 200_000  # seeking takes time, and of a file with thousands of wrong names nobody reads each hint
_ALARM: Final = ("urgency", "from", "until", "alert", "if")
_LEAVE_IT: Final = "leave it as it is, unless a clinician of your clinic wants it so"
_FIRST_WORDS: Final = ("do", "what", "sign", "item")
_MORE_WORDS: Final = ("how", "why", "missed", "instead", "at-most")
"""What explains the first words of an item: it may contradict them once those are the clinic's."""


@dataclass(slots=True)
class Laid:
    """What a file says about the one it extends: items by kind and id, each with the place that says it."""

    base: Fields
    over: Fields
    scope: Scope
    index: Mapping[Ref, tuple[str, Node]]  # the section of each inherited item, and the item
    changed: dict[Ref, Text] = field(default_factory=dict)
    removed: dict[Ref, Text] = field(default_factory=dict)
    confirmed: dict[Ref, Text] = field(default_factory=dict)
    owner: dict[int, Place] = field(default_factory=dict)  # of an inherited node of a changed item, its change
    blind: bool = False  # what the file extends could not be read
    sought: int = 0  # how many ids have been looked through for one that was meant

    def blame(self, place: Place) -> Place:
        """Where this file is to be righted when an inherited place offends."""
        return self.owner.get(id(place)) or self.over.values["extends"]

    def change(self, ref: Ref) -> Fields | None:
        """What ``change`` says of an item."""
        group, key = self.over.values.get("change"), self.changed.get(ref)
        value = group.values[key.text] if key is not None and isinstance(group, Fields) else None
        return value if isinstance(value, Fields) else None

    def speaks(self, ref: Ref) -> bool:
        """Whether the change of an item says anything to a patient, and does not only untie it from another item."""
        change = self.change(ref)
        return change is not None and set(change.values) != {"uses"}


def laid_over(base: Fields, over: Fields, findings: Findings, *, blind: bool = False) -> Laid:
    """Find what a file changes, removes and confirms; ``blind``: what it extends could not be read, or not all."""
    laid = Laid(base, over, Scope(findings), _index(base), blind=blind)
    for key, said in (("change", laid.changed), ("remove", laid.removed), ("confirmed", laid.confirmed)):
        for entry in _named(laid, key):
            ref = _reference(laid, entry)
            if ref is not None and said.setdefault(ref, entry) is not entry and key == "change":
                message = f'"{entry.text}" is changed a second time'
                laid.scope.add(entry, Code.REPEATED_KEY, message, f"join it with line {said[ref].line}")
    _contradictions(laid)
    _inherited_ids(laid)
    return laid


# --- names -----------------------------------------------------------------------------------------------------------


def _index(root: Fields) -> dict[Ref, tuple[str, Node]]:
    found: dict[Ref, tuple[str, Node]] = {}
    for kind, section, name, node in _items(root):
        found.setdefault((kind, name.text), (section, node))
    return found


def _items(root: Fields) -> Iterator[tuple[str, str, Text, Node]]:
    """The items of a tree that have an id: kind, section, id, item."""
    for section in LISTS:
        node = root.values.get(section)
        for each in node.items if isinstance(node, Items) else ():
            if isinstance(each, Fields) and (name := each.texts("id")):
                yield TASKS if section in PHASES else section, section, name, each
    for section in MAPS:
        group = root.values.get(section)
        if isinstance(group, Fields):
            yield from ((section, section, group.keys[name], each) for name, each in group.values.items())


def _named(laid: Laid, key: str) -> list[Text]:
    """The names under ``change``, ``remove`` or ``confirmed``."""
    node = laid.over.values.get(key)
    if node is None or isinstance(node, Unread):
        return []
    if key != "change":
        return [each for each, _ in entries(laid.scope, key, node)]
    if isinstance(node, Fields):
        return [place for name, place in node.keys.items() if _is_change(laid, name, node.values[name])]
    hint = 'write the name of an item, a colon, and below it what differs, as in "until: 7"'
    laid.scope.add(node, Code.WRONG_TYPE, '"change" is a group of items', hint)
    return []


def _is_change(laid: Laid, name: str, node: Node) -> bool:
    if isinstance(node, Fields):
        return True
    if not isinstance(node, Unread):
        hint = 'write below it what differs, as in "until: 7"'
        laid.scope.add(node, Code.WRONG_TYPE, f'the change of "{short(name)}" is not a group of keys', hint)
    return False


def _as_list(words: str) -> str:
    """The hint for names that stand in one line with no brackets, or behind a dash with no space; else nothing."""
    names = words.split(", ")
    if len(names) > 1 and all(_REFERENCE.fullmatch(each) for each in names):
        return f"write them in brackets: [{short(words)}]"
    if words.startswith("-") and _REFERENCE.fullmatch(words[1:]):
        return f'write a space behind the dash, as in "- {short(words[1:])}"'
    return ""


def _reference(laid: Laid, entry: Text) -> Ref | None:
    """The inherited item of a name: a bare one is the task, else the one other kind that has it."""
    kind, dot, name = entry.text.rpartition(".")
    if not _REFERENCE.fullmatch(entry.text):
        hint = _as_list(entry.text) or "write its id, as in ointment, or its kind and its id, as in avoid.sun"
        laid.scope.add(entry, Code.NOT_AN_ID, f'"{short(entry.text)}" is not the name of an item', hint)
        return None
    kinds = [each for each in ((kind,) if dot else KINDS) if (each, name) in laid.index]
    if len(kinds) == 1 or TASKS in kinds:
        return (TASKS if TASKS in kinds else kinds[0]), name
    if kinds:
        hint = f"write {' or '.join(f'{each}.{name}' for each in kinds)}"
        message = f'"{name}" is the id of more than one thing: {" and ".join(f"{each}.{name}" for each in kinds)}'
        laid.scope.add(entry, Code.AMBIGUOUS_ITEM, message, hint)
    elif not laid.blind:
        _unknown(laid, entry, name)
    return None


def _unknown(laid: Laid, entry: Text, name: str) -> None:
    words = laid.over.texts("extends")
    where = short(words.text) if words else "the file"
    many = f"every id stands in parentheses in: resurf checklist show {where}"
    laid.sought += len(laid.index)
    hint = many if laid.sought > _MOST_SOUGHT else _meant(laid, entry.text, name) or _kin(laid, name) or many
    laid.scope.add(entry, Code.UNKNOWN_ITEM, f'"{short(entry.text)}" is not in {where}', hint)


def _meant(laid: Laid, written: str, name: str) -> str:
    """The hint that names the item most likely meant: of that name, else near it, of the kind that is written."""
    kind = written.rpartition(".")[0]
    found = [ref for ref in laid.index if ref[1] == name][:1]
    if not found:
        of_kind = dict.fromkeys(each for own, each in laid.index if own == kind)
        near = laid.scope.nearest(name, of_kind or dict.fromkeys(each for _, each in laid.index))
        found = [ref for ref in laid.index if ref[1] == near and (not of_kind or ref[0] == kind)][:1]
    return "".join(f'did you mean "{each if own == TASKS else f"{own}.{each}"}"?' for own, each in found)


def _kin(laid: Laid, name: str) -> str:
    """The hint that names what has a word in common with a name, or all there is where that is little; else nothing."""
    known = [each if kind == TASKS else f"{kind}.{each}" for kind, each in laid.index]
    words = {each for each in name.split("-") if len(each) >= _TELLING}
    kin = [each for each in known if words & set(each.rpartition(".")[2].split("-"))]
    if len(kin) == 1:
        return f'did you mean "{kin[0]}"?'
    some = kin or known
    return f"write one of: {', '.join(some)}" if 0 < len(some) <= _MOST_KIN else ""


def _contradictions(laid: Laid) -> None:
    for ref, place in laid.removed.items():
        for said, words in ((laid.changed, "changed"), (laid.confirmed, "confirmed")):
            if ref in said:
                message = f'"{place.text}" is removed here and {words} in line {said[ref].line}'
                laid.scope.add(place, Code.REMOVED_AND_KEPT, message, "keep one of the two")


def _inherited_ids(laid: Laid) -> None:
    for kind, _, name, _ in _items(laid.over):
        if (kind, name.text) in laid.index:
            message = f'"{name.text}" is inherited: {named(kind, name.text)} is in the file that this one extends'
            hint = 'to change it, write it under "change"; something else needs an id of its own'
            laid.scope.add(name, Code.INHERITED_ID, message, hint)


# --- one tree --------------------------------------------------------------------------------------------------------


def merged(laid: Laid, *, shipped: bool) -> Fields:
    """The tree of both. ``shipped``: the file is one of resurf's own, whose changes keep the inherited sources."""
    base, over = laid.base, laid.over
    root = Fields(over.line, over.column, file=over.file)
    for key in {**base.keys, **over.keys}:
        if key in EXTENDING or (key in NOT_INHERITED and key not in over.values):
            continue
        root.keys[key] = over.keys.get(key) or base.keys[key]
        root.values[key] = _section(laid, key, shipped=shipped)
    return root


def _section(laid: Laid, key: str, *, shipped: bool) -> Node:
    old, new = laid.base.values.get(key), laid.over.values.get(key)
    if key in LISTS:
        items = [*_kept(laid, key, old, shipped=shipped), *_added(laid, key, new)]
        place = new or old or laid.over
        return Items(place.line, place.column, items=items, file=place.file)
    if key in MAPS or key == "contact":
        kept = _kept_map(laid, key, old, shipped=shipped) if isinstance(old, Fields) else None
        return _joined(laid, key, kept, new)
    return new or old or laid.over


def _kept(laid: Laid, section: str, node: Node | None, *, shipped: bool) -> Iterator[Node]:
    kind = TASKS if section in PHASES else section
    for each in node.items if isinstance(node, Items) else ():
        name = each.texts("id") if isinstance(each, Fields) else None
        ref = (kind, name.text if name else "")
        if ref not in laid.removed:
            yield _changed(laid, ref, each, LISTS[section], shipped=shipped)


def _kept_map(laid: Laid, section: str, node: Fields, *, shipped: bool) -> Fields:
    found = Fields(node.line, node.column, file=node.file)
    for name, each in node.values.items():
        if (section, name) not in laid.removed:
            found.keys[name] = node.keys[name]
            kind = MAPS.get(section)
            found.values[name] = each if kind is None else _changed(laid, (section, name), each, kind, shipped=shipped)
    return found


def _added(laid: Laid, section: str, node: Node | None) -> list[Node]:
    if node is None or isinstance(node, Items):
        only = _only_source(laid.over)
        return [_sourced(each, only) for each in node.items] if isinstance(node, Items) else []
    FILE.fields[section](laid.scope, section, node)  # says what is wrong with it
    return []


def _joined(laid: Laid, section: str, kept: Fields | None, node: Node | None) -> Node:
    if kept is None or (node is not None and not isinstance(node, Fields)):
        if kept is not None and node is not None:
            FILE.fields[section](laid.scope, section, node)
        return kept or node or laid.over
    if isinstance(node, Fields):
        new = {name: each for name, each in node.values.items() if section == "contact" or name not in kept.values}
        kept.keys.update({name: node.keys[name] for name in new})
        kept.values.update(new)
    return kept


def _changed(laid: Laid, ref: Ref, node: Node, kind: Kind, *, shipped: bool) -> Node:
    change = laid.change(ref)
    if change is None or not isinstance(node, Fields):
        return node
    found = Fields(change.line, change.column, keys=dict(node.keys), values=dict(node.values), file=change.file)
    for place in _within(node):
        laid.owner[id(place)] = laid.changed[ref]
    if not shipped and "source" in kind.fields and laid.speaks(ref):
        _own_words(found, change, _only_source(laid.over))
    for key, value in change.values.items():
        if key == "id" and "id" in kind.fields:
            message = f'the id of "{ref[1]}" cannot be changed: what was recorded points at it'
            laid.scope.add(change.keys[key], Code.CHANGED_ID, message, "take the line out")
        elif key in kind.fields and isinstance(value, Text) and value.missing:
            found.keys.pop(key, None)
            found.values.pop(key, None)
        else:
            found.keys[key], found.values[key] = change.keys[key], value
    return found


def _within(node: Fields) -> Iterator[Place]:
    for name, value in node.values.items():
        yield node.keys[name]
        yield value
        if isinstance(value, Items):
            yield from value.items
        elif isinstance(value, Fields):
            yield from value.values.values()


def _own_words(found: Fields, change: Fields, only: Text | None) -> None:
    """What the clinic changes is said by the clinic: the inherited source and range are what others say."""
    if not {"source", "basis"} & set(change.values):
        for key in ("source", "basis"):
            found.keys.pop(key, None)
            found.values.pop(key, None)
        if only is not None:
            found.keys["source"] = found.values["source"] = only
    if "range" not in change.values:
        found.keys.pop("range", None)
        found.values.pop("range", None)


def _only_source(root: Fields) -> Text | None:
    """The one source of a file that has one: that of whatever in it names none."""
    group = root.values.get("sources")
    keys = list(group.keys.values()) if isinstance(group, Fields) else []
    return keys[0] if len(keys) == 1 else None


def sourced(root: Fields) -> Fields:
    """The tree of a file that others extend, its only source written to each item that names none."""
    only = _only_source(root)
    if only is None:
        return root
    found = Fields(root.line, root.column, keys=dict(root.keys), values=dict(root.values), file=root.file)
    for section in LISTS:
        node = root.values.get(section)
        if isinstance(node, Items):
            items = [_sourced(each, only) for each in node.items]
            found.values[section] = Items(node.line, node.column, items=items, file=node.file)
    return found


def _sourced(node: Node, only: Text | None) -> Node:
    if only is None or not isinstance(node, Fields) or {"source", "basis"} & set(node.values):
        return node
    keys, values = {**node.keys, "source": only}, {**node.values, "source": only}
    return Fields(node.line, node.column, keys=keys, values=values, file=node.file)


# --- whose word ------------------------------------------------------------------------------------------------------


def words(inherited: Mapping[str, Any], laid: Laid) -> dict[str, Any]:
    """Whose word each item is, by its name, once a clinic's file lies over ``inherited``; unnamed ones are defaults.

    What the file writes or changes is the clinic's, what it agrees with is confirmed (checklist format, *Origin*).
    """
    found, by = dict(inherited), _clinic(laid.over)
    for ref in laid.removed:
        found.pop(named(*ref), None)
    for ref in laid.confirmed:
        if ref[0] not in MAPS:
            found.setdefault(named(*ref), {"origin": CONFIRMED, "by": by})
    for ref in laid.changed:
        if ref[0] not in MAPS and laid.speaks(ref):
            found[named(*ref)] = {
                "origin": CLINIC,
                "by": by,
                "others": _others(laid, ref, inherited.get(named(*ref), {})),
            }
    for kind, _, name, _ in _items(laid.over):
        if kind not in MAPS:
            found[named(kind, name.text)] = {"origin": CLINIC, "by": by}
    return found


def _clinic(root: Fields) -> str:
    """The clinic that a file names itself; a name that it inherits does not speak for what it writes."""
    name = root.texts("clinic")
    return name.text if name else ""


def _others(laid: Laid, ref: Ref, word: Mapping[str, Any]) -> dict[str, Any]:
    """What the inherited item says: its source, its range, and what of its window was changed."""
    if word.get("origin") == CLINIC:
        return dict(word.get("others", {}))  # the clinic changed or wrote it before: that is nobody else's word
    change, (_, node) = laid.change(ref), laid.index[ref]
    old = document(node) if isinstance(node, Fields) else {}
    changed = change.values if change is not None else {}
    was = {key: old.get(key) for key in WINDOW_KEYS if key in changed}
    kept = [key for key in _MORE_WORDS if key in old and key not in changed]
    return {**{key: old[key] for key in ("source", "basis", "range") if key in old}, "was": was, "kept": kept}


def half_changed(laid: Laid) -> None:
    """Warn about first words that are changed while what explains them is still inherited."""
    for ref, place in laid.changed.items():
        change, (_, node) = laid.change(ref), laid.index[ref]
        if change is None or not isinstance(node, Fields) or not set(_FIRST_WORDS) & set(change.values):
            continue
        kept = [f'"{key}"' for key in _MORE_WORDS if key in node.values and key not in change.values]
        if kept:
            message = (
                f'the words of "{ref[1]}" are yours, but {" and ".join(kept)} beside them {_still(kept)} inherited'
            )
            hint = "change them too; a key with nothing behind the colon takes its words away"
            laid.scope.findings.warn(place, Code.HALF_CHANGED, message, hint)


def _still(kept: list[str]) -> str:
    return "is still" if len(kept) == 1 else "are still"


# --- emergency signs -------------------------------------------------------------------------------------------------


def weakened(laid: Laid, before: Scope, after: Scope) -> None:
    """Warn about every emergency sign that this file removes, or makes less of."""
    now = {item.id: item for item in after.items if item.section == "signs"}
    emergencies = [
        item for item in before.items if item.section == "signs" and item.values.get("urgency") == "emergency"
    ]
    for sign in emergencies:
        _weakened(laid, sign, now.get(sign.id))
    _quieter_events(laid, before, after, {sign.id for sign in emergencies})


def _quieter_events(laid: Laid, before: Scope, after: Scope, emergencies: set[str]) -> None:
    """Warn about every event that no longer raises the emergency sign it raised, or later."""
    now = {item.id: item for item in after.items if item.section == "events"}
    for event in before.items:
        if event.section != "events" or event.values.get("sign") not in emergencies or event.id not in now:
            continue
        new = now[event.id].values
        old_day, new_day = _latest(event.values), _latest(new)
        as_soon = new_day is not None and (new_day == old_day or surely_before(new_day, old_day))
        if new.get("sign") != event.values["sign"] or (old_day is not None and not as_soon):
            message = f'the event "{event.id}" raises the emergency sign "{event.values["sign"]}" later, or no more'
            laid.scope.findings.warn(laid.changed["events", event.id], Code.WEAKER_EMERGENCY, message, _LEAVE_IT)


def _latest(event: Mapping[str, Any]) -> Point | None:
    said: Point | None = event.get("latest")
    return said or late_after(event.get("expected"))


def _weakened(laid: Laid, sign: Item, now: Item | None) -> None:
    ref = ("signs", sign.id)
    if now is None:
        message = f'the emergency sign "{sign.id}" is removed: nobody is told to call for help any more'
        laid.scope.findings.warn(laid.removed[ref], Code.WEAKER_EMERGENCY, message, _LEAVE_IT)
        return
    less = [key for key in _ALARM if _less(key, sign.values.get(key), now.values.get(key))]
    if less:
        message = f'the emergency sign "{sign.id}" is weakened: {", ".join(less)}'
        laid.scope.findings.warn(laid.changed[ref], Code.WEAKER_EMERGENCY, message, _LEAVE_IT)


def _less(key: str, old: Any, new: Any) -> bool:
    """Whether a sign may come up on fewer days or in fewer cases; what cannot be told counts as less."""
    if key in {"from", "until"}:
        unsaid = Point() if key == "from" else Point(days=SIGN_LISTED_TO)
        earlier, later = (new or unsaid, old or unsaid) if key == "from" else (old or unsaid, new or unsaid)
        return earlier != later and bool(points_of(later)) and not surely_before(earlier, later)
    if key == "urgency":
        return bool(old != new)
    if key == "alert":
        return not set(old or ()) <= set(new or ())
    return new is not None and old != new
