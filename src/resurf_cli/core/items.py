"""How an instruction of a checklist is referred to: a task by its id, anything else by kind and id (``avoid.sun``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .checklist import CONSULT, reference
from .timing import of_whole_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .checklist import Checklist, Said

TASKS: Final = "tasks"
"""The kind of every task, whatever its phase: their ids are unique together."""
KINDS: Final = (TASKS, "avoid", "expect", "signs", "supplies", "visits", "ready")
"""The kinds of instruction: each is a field of a checklist."""
BESIDE: Final = ("questions", "events", "measures")
"""The kinds of what has an id and is no instruction."""
FIRST_WORDS: Final = ("do", "what", "ask", "sign", "item")


def kind_of(ref: str) -> tuple[str, str]:
    """The kind and the id that a reference names."""
    kind, dot, name = ref.partition(".")
    return (kind, name) if dot else (TASKS, ref)


def item_of(ref: str, checklist: Checklist) -> Any:
    """The item a reference names; None where the checklist has it no more."""
    kind, name = kind_of(ref)
    return getattr(checklist, kind).get(name) if kind in KINDS else None


def title_of(ref: str, checklist: Checklist) -> str:
    """The first words of an item by its reference; the reference itself where there are none."""
    return first_words(item_of(ref, checklist)) or ref


def first_words(item: Any) -> str:
    """What an item says first: what to do, what it is, what is asked; empty where it has none."""
    return next((found for name in FIRST_WORDS if (found := getattr(item, name, ""))), "")


def runs_once(item: Any) -> bool:
    """Whether an item runs once for the whole plan, and not for each session (product rules, *Sessions and moving*)."""
    end = (item.careful or item.strict) if hasattr(item, "strict") else getattr(item, "end", None)
    return getattr(item, "phase", "") == CONSULT or of_whole_plan(getattr(item, "start", None), end)


def cited_by(checklist: Checklist) -> dict[str, tuple[str, ...]]:
    """What cites each source of a checklist, by its name, as in ``avoid.sun``; also where others say it.

    How far apart sessions are is called ``series``.
    """
    found: dict[str, list[str]] = {name: [] for name in checklist.sources}
    cited = [(ref, _sources(item.said)) for ref, item in items(checklist, (*KINDS, *BESIDE))]
    cited += [("series", checklist.series.source)] if checklist.series else []
    for ref, sources in cited:
        for name in dict.fromkeys(sources):
            if name in found:  # a clinic's file may take away a source that only others cite
                found[name].append(ref)
    return {name: tuple(refs) for name, refs in found.items()}


def _sources(said: Said) -> tuple[str, ...]:
    return (*said.source, *(said.others.source if said.others else ()))


def items(checklist: Checklist, kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[str, Any]]:
    """The items of a checklist with their references, kind by kind."""
    for kind in kinds:
        for name, item in getattr(checklist, kind).items():
            yield reference(kind, name), item
