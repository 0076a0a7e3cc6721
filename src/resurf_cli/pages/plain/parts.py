"""What the lines of several pages are made of, and how lines are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.pages import told, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from resurf_cli.core.diary import CheckIn
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.telling import Unused


Field = str | int | None
Record = tuple[Field, ...]


def text(records: Iterable[Record]) -> str:
    """The records, one a line, their fields parted by a tab."""
    return "".join("\t".join(field(each) for each in record) + "\n" for record in records)


def field(found: Field) -> str:
    """One field, in ASCII; empty where there is nothing."""
    return "" if found is None else words.in_ascii(str(found))


def iso(found: date | None) -> str:
    """A date as an ISO text; empty where there is none."""
    return "" if found is None else found.isoformat()


def unused(each: Unused, plan: Plan) -> Record:
    """An end that the clinic told and that is not used, with the command to tell it again."""
    days = iso(each.ends.first), iso(each.ends.last), iso(each.ends.treated[0])
    return "unused", each.ref, each.title, each.session, *days, told.command(each, plan)


def calls(contact: Mapping[str, str]) -> Iterator[Record]:
    """The numbers to call."""
    yield "call", contact.get("day") or words.NO_NUMBER, contact.get("hours"), contact.get("after-hours")
    yield "emergency", words.emergency_call(contact)


def answer(mine: bool | None) -> str:  # noqa: FBT001 - the answer itself, yes, no or unknown
    """Whether an instruction is for this person, in words; nothing where it is."""
    return {True: "", False: "does not apply", None: words.UNKNOWN}[mine]


def scores(diary: Iterable[CheckIn]) -> Iterator[Record]:
    """The scores of check-ins, and what each raised."""
    for each in diary:
        for name, score in each.scores.items():
            yield "score", iso(each.day), f"{each.at:%H:%M}", name, f"{score:g}", each.units.get(name)
        for raised in each.raised:
            yield "raised", iso(each.day), raised.id, raised.urgency, raised.because


def sessions(plan: Plan) -> Iterator[Record]:
    """The sessions of a plan."""
    yield from (("session", number, iso(when)) for number, when in sorted(plan.sessions.items()))
