"""A day, a phase, an instruction, the signs and the log, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.core import dates
from resurf_cli.pages import told, words
from resurf_cli.pages.day import between, command, head, question, state, when_seen
from resurf_cli.pages.rows import number_of
from resurf_cli.pages.supplies import supplies_due

from . import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resurf_cli.core.card import Card
    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.day import Begun, DayPage, SupplyLine
    from resurf_cli.core.log import LogLine
    from resurf_cli.core.phase import PhasePage
    from resurf_cli.core.progress import Line
    from resurf_cli.core.signs import SignsPage

    from .parts import Field, Record


def day(page: DayPage) -> str:
    """A day's page."""
    return parts.text(_day(page))


def _day(page: DayPage) -> Iterator[Record]:
    here = page.under_way
    seen = when_seen(page.day, page.today)
    dated = "date", parts.iso(page.day), dates.full(page.day), page.phase, here.session, here.day, page.plan.id, seen
    yield *dated, head(page)
    for asked in page.asked if page.day <= page.today else ():
        late = "late" if asked.late else "open"
        yield "event", asked.event.id, question(asked, page), command(asked, page), late
    yield from (parts.unused(each, page.plan) for each in page.unused)
    yield "progress", page.figure.done, page.figure.due, page.figure.skipped, state(page)
    for line in (*words.in_order(page.tasks), *page.still_open):
        yield _task(line, number_of(line), page.plan.checklist)
    yield from (_begun(each) for each in page.begun_before)
    for key, outcome in page.kept:
        yield "uncounted", key.task, outcome.ticks
    yield from _beside(page)
    yield from _limits(page)
    yield from parts.calls(page.contact)
    following = page.tomorrow
    for word, changes in (("starts", following.starts), ("ends", following.ends), ("eases", following.eases)):
        yield from ((word, each.ref, each.title) for each in changes)
    if page.unconfirmed:
        yield "defaults", page.unconfirmed, words.unconfirmed(page.unconfirmed, page.plan.checklist)


def _beside(page: DayPage) -> Iterator[Record]:
    yield from (("visit", each.visit.id, parts.iso(each.on), each.visit.what) for each in page.visits)
    if page.consult.due and page.day < page.plan.first:
        yield "consult", page.consult.done, page.consult.due, page.consult.skipped
    if supplies_due(page):
        yield from (_supply(each, page.plan.checklist) for each in page.supplies)


def _limits(page: DayPage) -> Iterator[Record]:
    made_of = page.plan.checklist
    for ban in page.avoid:
        said, span = ban.ban.said, ban.span
        days = parts.iso(span.strict_last), parts.iso(span.last), span.depends_on
        yield "avoid", ban.ban.id, ban.ban.what, ban.now, *days, words.origin(said, made_of), parts.answer(ban.applies)
    for normal in page.expect:
        item = normal.item
        yield "expect", item.id, item.what, words.origin(item.said, made_of), parts.answer(normal.applies)
    for each in page.signs:
        sign, raised = each.item, "raised" if each.raised else ""
        whose = words.origin(sign.said, made_of)
        yield "sign", sign.id, sign.sign, sign.urgency, whose, parts.answer(each.applies), raised, each.session


def _task(line: Line, number: str, made_of: Checklist, *more: Field) -> Record:
    """A task: number, id, title, status, done, times, whose word; then when on the day, and whether it applies."""
    task = line.task
    whose = words.origin(task.said, made_of)
    record = "task", number, task.id, task.do, line.status.value, line.done, line.times, whose
    kind = "optional" if task.optional else "as needed" if task.as_needed else ""
    return *record, words.moments(line), parts.answer(line.occurrence.applies), kind, task.at_most, *more


def _begun(each: Begun) -> Record:
    return "begun", each.task.id, each.task.do, parts.iso(each.first), each.task.missed


def _supply(each: SupplyLine, made_of: Checklist) -> Record:
    supply, whose = each.supply, words.origin(each.supply.said, made_of)
    return "supply", f"supplies.{supply.id}", supply.item, parts.iso(each.by), "done" if each.done else "due", whose


def phase(page: PhasePage) -> str:
    """The page of a phase."""
    return parts.text(_phase(page))


def _phase(page: PhasePage) -> Iterator[Record]:
    where = between(page.plan, page.day) if len(page.plan.sessions) > 1 else ""
    yield "date", parts.iso(page.day), dates.full(page.day), page.phase, where
    figure = page.progress
    yield "progress", figure.done, figure.due, figure.skipped, words.figure(figure)
    for each in (*page.lines, *page.still_open):
        number = "" if page.whole else number_of(each.line)
        window = each.line.occurrence.window
        days = parts.iso(window.first), parts.iso(window.last), window.depends_on
        yield _task(each.line, number, page.plan.checklist, each.so_far.done, each.so_far.due, *days)
    yield from (_begun(each) for each in page.begun_before)
    yield from (_supply(each, page.plan.checklist) for each in page.supplies)


def card(found: Card) -> str:
    """One instruction."""
    return parts.text(_card(found))


def _card(found: Card) -> Iterator[Record]:
    made_of = found.plan.checklist
    yield (
        "item",
        found.ref,
        words.title_of(found.item),
        words.origin(found.item.said, made_of),
        parts.answer(found.applies),
    )
    yield from words.fields(found.item, made_of)
    for each in found.days:
        if each.line is not None:
            yield _task(each.line, number_of(each.line), made_of)
        yield "days", each.session, parts.iso(each.window.first), parts.iso(each.window.last), each.window.depends_on
    for span in found.spans:
        yield "days", None, parts.iso(span.first), parts.iso(span.last), span.depends_on, parts.iso(span.strict_last)
    if found.by is not None:
        yield "by", parts.iso(found.by), "done" if found.outcome and found.outcome.ticks else "due"
    if found.told is not None:
        yield "told", found.ref, told.said(found.ref, found.plan, found.today), parts.iso(found.told.on)
    yield from (parts.unused(each, found.plan) for each in found.unused)
    for source in found.elsewhere:
        yield "elsewhere", source.id, source.title, source.publisher, source.url
    for source in found.sources:
        yield "source", source.id, source.title, source.publisher, source.url


def log(lines: Sequence[LogLine]) -> str:
    """What was recorded."""
    return parts.text(
        ("change", line.seq, line.at.isoformat(), line.text, "taken back" if line.taken_back else "") for line in lines
    )


def signs(page: SignsPage) -> str:
    """All warning signs, the most urgent first."""
    made_of = page.plan.checklist
    found: list[Record] = [
        (
            *("sign", line.sign.id, line.sign.sign, line.sign.urgency, words.origin(line.sign.said, made_of)),
            *(parts.answer(line.applies), "raised" if line.raised else "", "listed today" if line.today else ""),
            "; ".join(f"{parts.iso(window.first)} to {parts.iso(window.last)}" for _, window in line.windows),
            line.sign.said.basis,
        )
        for line in page.lines
    ]
    return parts.text([*found, *parts.calls(page.contact)])
