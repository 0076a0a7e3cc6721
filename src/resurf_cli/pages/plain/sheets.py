"""What is read at length, as lines: the summary, plans, checklists and photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core.checklist import PHASES
from resurf_cli.core.differences import differences
from resurf_cli.core.items import cited_by
from resurf_cli.core.series import intervals
from resurf_cli.pages import told, words
from resurf_cli.pages.differences import sentences
from resurf_cli.pages.moving import too_close
from resurf_cli.pages.sheets import DIARY, EVENTS, HINDRANCES, QUESTIONS, asides

from . import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from resurf_cli.core.checklist import Checklist, Said
    from resurf_cli.core.dated import Done
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.progress import Figure
    from resurf_cli.core.summary import Summary
    from resurf_cli.pages.words import Item, Shelved

    from .parts import Field, Record


ASIDES: Final = {EVENTS: "event", QUESTIONS: "question", DIARY: "measure", HINDRANCES: "ready"}


def summary(found: Summary, *, label: str = "") -> str:
    """The care summary."""
    return parts.text(_summary(found, label))


def _summary(found: Summary, label: str) -> Iterator[Record]:
    plan, made_of = found.plan, found.plan.checklist
    if label:
        yield "label", label
    yield "plan", plan.id, plan.title, made_of.id, made_of.version, words.reviewed(made_of)
    yield from parts.sessions(plan)
    for question_id, given in plan.answers.items():
        yield "answer", question_id, ", ".join(given)
    for happened in found.happened:
        yield "event", happened.event, happened.session, parts.iso(happened.on)
    for phase_name, figure in found.progress.items():
        yield "progress", figure.done, figure.due, figure.skipped, phase_name
    for each in found.tasks:
        counted = *_three(each.figure), "; ".join(each.reasons)
        missed = ", ".join(parts.iso(day) for day in each.missed)
        yield "sum", each.task.id, each.task.do, each.task.phase, *counted, each.task.said.basis, missed
    for asked in found.open_events:
        if asked.late:
            yield "late", asked.event.id, asked.event.ask, parts.iso(asked.latest), asked.event.sign
    for former in found.former:
        yield "former", former.ref, former.title, former.ticks, parts.iso(former.first), parts.iso(former.last)
    yield from _said(plan, found.today)
    yield from parts.scores(found.diary)
    for note in found.notes:
        yield "note", parts.iso(note.day), f"{note.at:%H:%M}", note.text, note.task
    yield "instructions", found.instructions, found.unconfirmed, words.confirmed(found)
    yield "basis", *found.bases.values(), words.bases(found)
    yield from _details(found)


def _details(found: Summary) -> Iterator[Record]:
    """What no clinic has confirmed, what is still to be asked, and all that was recorded or missed day by day."""
    yield from (("unconfirmed", ref, words.title_of(item), item.said.basis) for ref, item in found.defaults)
    yield from (("open", task.id, task.do) for task in found.asking.consult)
    yield from (("open", each.question.id, each.question.ask) for each in found.asking.personal)
    yield from (("photo", each.number, parts.iso(each.day), each.area) for each in found.photos)
    for day in found.days:
        yield from (("day", parts.iso(day.day), *_done(done)) for done in day.done)


def _done(each: Done) -> Record:
    return each.ref, each.title, each.ticks, *_three(each.figure), each.because, each.session


def _said(plan: Plan, today: date) -> Iterator[Record]:
    for ref, word in plan.told.items():
        yield "told", ref, plan.title_of(ref), told.said(ref, plan, today), parts.iso(word.on)


def _three(figure: Figure) -> tuple[int, int, int]:
    return figure.done, figure.due, figure.skipped


def photos(found: Plan, today: date, gone: Mapping[int, str]) -> str:
    """The photo diary: a ``photo`` each with number, date, area, width and height, and why it cannot be shown."""
    listed = (
        ("photo", each.number, parts.iso(each.day), each.area, each.width, each.height, gone.get(each.number))
        for each in found.photos
    )
    return parts.text([("date", parts.iso(today)), *listed])


def plans(found: Sequence[tuple[Plan, bool]]) -> str:
    """All plans."""
    return parts.text(
        (
            *("plan", plan.id, plan.title, plan.checklist.id),
            *("current" if current else "", ", ".join(parts.iso(when) for _, when in sorted(plan.sessions.items()))),
            "ended" if plan.ended else "",
        )
        for plan, current in found
    )


def plan(found: Plan, today: date) -> str:
    """One plan."""
    return parts.text(_plan(found, today))


def _plan(found: Plan, today: date) -> Iterator[Record]:
    made_of = found.checklist
    yield "plan", found.id, found.title, made_of.id, made_of.version, words.reviewed(made_of)
    apart = {each.session: each for each in intervals(made_of, found.sessions)}
    for number, when in sorted(found.sessions.items()):
        after = apart.get(number)
        close = too_close(after) if after and after.too_close else ""
        yield "session", number, parts.iso(when), after.days if after else None, close
    for asked in made_of.questions.values():
        yield "answer", asked.id, words.answer(found, asked.id), asked.ask, words.setting(asked)
    for name, at in words.times_of(found):
        yield "time", name, at
    yield from parts.calls(found.contact)
    for visit in words.visits_of(found, today):
        yield "visit", visit.id, visit.what, parts.iso(found.visits.get(visit.id))
    for event, session, on in words.events_of(found, today):
        yield "event", event, session, parts.iso(on)


def checklists(rows: Sequence[Shelved]) -> str:
    """The checklists that can be named."""
    return parts.text(
        (
            *("checklist", each.id, each.title, each.version, parts.iso(each.reviewed), each.where),
            f"{len(each.mistakes)} mistakes" if each.mistakes else "base" if each.base else "",
        )
        for each in rows
    )


def checklist(
    found: Checklist, *, day0: date | None = None, sources: bool = False, base: Checklist | None = None
) -> str:
    """What a checklist says, and how that differs from what it extends."""
    return parts.text(_checklist(found, day0, base, sources=sources))


def _checklist(found: Checklist, day0: date | None, base: Checklist | None, *, sources: bool) -> Iterator[Record]:
    base_only = words.TO_BUILD_ON if found.base else ""
    yield "checklist", found.id, found.title, found.version, parts.iso(found.reviewed), words.reviewed(found), base_only
    if base is not None:
        for title, text in sentences(differences(base, found), base, found, day0):
            yield "differs", title, text
    for name in PHASES:
        for task in found.phase(name):
            yield _undated("task", task, found, day0, name, task.repeat.words)
    kinds: dict[str, Mapping[str, Item]] = {
        "avoid": found.avoid,
        "expect": found.expect,
        "supply": found.supplies,
        "visit": found.visits,
    }
    for word, items in kinds.items():
        yield from (_undated(word, item, found, day0) for item in items.values())
    yield from (_undated("sign", sign, found, day0, sign.urgency) for sign in found.signs.values())
    for name, mine in asides(found, day0).items():
        yield from ((ASIDES[name], each.id, each.title, each.details[0], *_reasons(each.said)) for each in mine)
    cited = cited_by(found)
    for source in found.sources.values() if sources else ():
        about = source.title, source.publisher, source.url, source.kind
        yield "source", source.id, *about, ", ".join(cited[source.id])


def _reasons(said: Said) -> tuple[str, str]:
    return said.basis, ", ".join(said.source)


def _undated(word: str, item: Item, found: Checklist, day0: date | None, *more: Field) -> Record:
    said: Said = item.said
    days = words.days_of(item, found, day0)
    record = word, item.id, words.title_of(item), days, words.origin(said, found), words.condition(said.condition)
    return *record, *more, *_reasons(said)
