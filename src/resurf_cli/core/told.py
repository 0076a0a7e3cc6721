"""The clinic's word that is on no sheet: said by phone or at the visit, and recorded with ``resurf told``.

It confirms an instruction, moves its ends in a session, or takes it off. The latest word about an item wins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from .checklist import CLINIC, CONFIRMED, Others, listed
from .items import item_of, kind_of, runs_once
from .values import field, frozen, replace

if TYPE_CHECKING:
    from .checklist import Checklist, Said

Treated = Mapping[int | None, tuple[date, ...]]
"""The treatment date of each session; of what runs once for the whole plan (None), the first and the last."""


@frozen
class Ends:
    """The ends of an item that were moved in one session, both inclusive; None: not moved.

    ``treated`` is the date that session had when they were told, of what runs once the first and the last: with others
    they are not used.
    """

    treated: tuple[date, ...]
    first: date | None = None
    last: date | None = None


@frozen
class Told:
    """The clinic's latest word about an item, recorded on day ``on``.

    ``confirmed``: as it is. ``dropped``: taken off from that day on. ``ends`` are those moved, by session; None is
    what runs once for the whole plan.
    """

    on: date
    confirmed: bool = False
    dropped: date | None = None
    ends: Mapping[int | None, Ends] = field(default_factory=dict)

    def used(self, treated: Treated, item: Any) -> dict[int | None, Ends]:
        """The moved ends that were told for the dates the sessions have, of those that the item still runs for."""
        once = runs_once(item)
        return {
            session: each
            for session, each in self.ends.items()
            if each.treated == treated.get(session) and (session is None) == once
        }


def heard(old: Told | None, word: Mapping[str, Any], on: date, treated: Treated, item: Any) -> Told:
    """What an item's latest word comes to, after those before it.

    A confirmation is of the item as it stands: ends that are used stay, others are forgotten. Ends moved in a session
    join those told for the same treatment date. Both lift a drop; a drop leaves all else for the day it is lifted.
    """
    old = old or Told(on)
    if word["drop"] is not None:
        return replace(old, on=on, dropped=date.fromisoformat(word["drop"]))
    if word["from"] is None and word["until"] is None:
        return Told(on, confirmed=True, ends=old.used(treated, item))
    told_for = tuple(map(date.fromisoformat, listed(word["treated"])))
    before = old.ends.get(word["session"])
    joined = before if before is not None and before.treated == told_for else Ends(told_for)
    moved = Ends(told_for, _day(word["from"]) or joined.first, _day(word["until"]) or joined.last)
    return Told(on, ends={**old.ends, word["session"]: moved})


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def asked_again(told: Mapping[str, Told], changed: Collection[str]) -> dict[str, Told]:
    """What was told once a checklist says other things of some items: the clinic confirmed those as they were."""
    return {ref: replace(word, confirmed=word.confirmed and ref not in changed) for ref, word in told.items()}


def spoken(checklist: Checklist, told: Mapping[str, Told], treated: Treated) -> Checklist:
    """A checklist in which every item the clinic spoke of says so; an item it has no more is passed over."""
    changed: dict[str, Any] = {}
    for ref, word in told.items():
        kind, name = kind_of(ref)
        item = item_of(ref, checklist)
        if item is not None:
            items = changed.setdefault(kind, dict(getattr(checklist, kind)))
            items[name] = replace(item, said=_said(item, word, treated, checklist.clinic or "your clinic"))
    return replace(checklist, **changed) if changed else checklist


def _said(item: Any, word: Told, treated: Treated, clinic: str) -> Said:
    said: Said = item.said
    used = word.used(treated, item)
    if not used and not word.confirmed:
        return said
    said = replace(said, by=clinic, told=word.on)
    if said.origin == CLINIC:
        return said
    if not used:
        return replace(said, origin=CONFIRMED)
    others = Others(said.source, said.basis, said.range)
    return replace(said, origin=CLINIC, source=(), basis="source", range="", others=others)
