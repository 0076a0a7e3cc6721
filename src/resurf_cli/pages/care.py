"""The pages of care beside a day's: a phase, one instruction, the warning signs, the record; as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.checklist import CONFIRMED, CONSULT, DEFAULT, PREP, Sign
from resurf_cli.core.schedule import TOLD

from . import told, words
from .day import between, starts, when_seen
from .layout import BLANK, Row, Span, glued, measured
from .rows import (
    LABEL_WIDTH,
    bar,
    begun_words,
    columns,
    heading,
    if_unknown,
    item,
    label_of,
    number_of,
    said,
    source_rows,
    task_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resurf_cli.core.card import Card, CardDays
    from resurf_cli.core.checklist import Said
    from resurf_cli.core.day import SupplyLine
    from resurf_cli.core.log import LogLine
    from resurf_cli.core.phase import PhaseLine, PhasePage
    from resurf_cli.core.signs import SignLine, SignsPage

URGENCY_HEADS: Final = {
    "emergency": "Emergency",
    "now": "Call now, day or night",
    "same-day": "Call today",
    "soon": "Call within three working days",
}

# --- a phase ---------------------------------------------------------------------------------------------------------


def phase(page: PhasePage, width: int) -> Iterator[Row]:
    """The page of a phase: its head with the figure so far, and its tasks."""
    name = words.PHASE_NAMES[page.phase]
    whole = "the whole phase" if page.whole else dates.full(page.day)
    seen = "" if page.whole else when_seen(page.day, page.today)
    where = between(page.plan, page.day) if len(page.plan.sessions) > 1 and not page.whole else ""
    head = [Span(f"{name}{where and f': {where}'}", "head"), *(Span(f" · {each}") for each in (whole, seen) if each)]
    yield Row(tuple(head), hang=2)
    yield Row((Span("So far ", "label"), Span(words.figure(page.progress)), *bar(page.progress, width)), hang=2)
    if page.begins is not None and page.phase == PREP:
        yield item(starts(page.begins, page.plan, page.day))
    yield BLANK
    said = _said(page)
    yield from _tasks(page, mixed=words.mixed(said))
    if not page.lines:
        yield item("Nothing of this phase is to be done on this day." if not page.whole else "Nothing here applies.")
    yield from _begun(page)
    yield from _supplies(page, mixed=words.mixed(said))
    whose = words.whose(said, page.plan.checklist)
    if whose or not page.whole:
        yield BLANK
    if whose:
        yield Row((Span(words.clean(whose), "dim"),), hang=2)
    if not page.whole:
        yield Row((Span("The whole phase: ", "dim"), Span(glued(f"resurf {page.phase} --all"), "command")), hang=2)


def _said(page: PhasePage) -> list[Said]:
    """What the instructions of a page say of themselves, each once, however many sessions it has."""
    tasks = {each.line.task.id: each.line.task.said for each in (*page.lines, *page.still_open)}
    return [*tasks.values(), *(each.supply.said for each in page.supplies)]


def _tasks(page: PhasePage, *, mixed: bool) -> Iterator[Row]:
    shown = [each.line for each in (*page.lines, *page.still_open)]
    widths = columns(shown, marked=mixed)
    for each in page.lines:
        number, more = number_of(each.line), _details(each, page)
        mark = words.mark(each.line.task.said, mixed=mixed)
        yield task_row(each.line, number, widths, mark=mark, more=f" ({'; '.join(more)})" if more else "")
    for each in page.still_open:
        last = each.line.occurrence.window.last
        was = f", was due {dates.near(last, page.day)}" if last else ""
        mark = words.mark(each.line.task.said, mixed=mixed)
        yield task_row(each.line, number_of(each.line), widths, mark=mark, more=was)


def _details(each: PhaseLine, page: PhasePage) -> list[str]:
    line, session = each.line, each.line.occurrence.session
    more = [words.UNKNOWN] if line.occurrence.applies is None else []
    more += ["optional"] if line.task.optional else []
    window = line.occurrence.window
    if not page.whole and window.ends_by is not None:
        more.append(words.ends_by(window, page.today))
    if page.whole and page.phase != CONSULT:
        more.append(words.window_days(window, page.today))
        more += [f"session {session}"] if len(page.plan.sessions) > 1 and session is not None else []
    if each.so_far.due and not line.task.once:
        more.append(f"so far {each.so_far.done} of {each.so_far.due}")
    return more


def _begun(page: PhasePage) -> Iterator[Row]:
    if page.begun_before:
        yield BLANK
        yield heading("Began before this plan")
        yield from (item(begun_words(each, page.day)) for each in page.begun_before)


def _supplies(page: PhasePage, *, mixed: bool) -> Iterator[Row]:
    if page.supplies:
        have = sum(1 for each in page.supplies if each.done)
        yield BLANK
        yield heading(f"Supplies: {have} of {len(page.supplies)} at home")
        yield from (_supply(each, page, words.mark(each.supply.said, mixed=mixed)) for each in page.supplies)
        yield Row((Span("  When you have one: ", "dim"), Span(glued("resurf done supplies.ID"), "command")), hang=4)


def _supply(each: SupplyLine, page: PhasePage, mark: str) -> Row:
    status = "done" if each.done else "due"
    body = (
        Span(words.clean(each.supply.item) + mark),
        Span(f" (by {dates.near(each.by, page.day)}; supplies.{each.supply.id})", "dim"),
        *if_unknown(each.applies),
    )
    return Row(body, (Span("  "),), (Span(status, status),), hang=4, tail_width=4)


# --- one instruction -------------------------------------------------------------------------------------------------


def card(found: Card) -> Iterator[Row]:
    """All there is to know about one instruction, and whose word it is."""
    yield Row((Span(words.clean(words.title_of(found.item)), "head"), Span(f" ({found.ref})", "dim")), hang=2)
    yield BLANK
    for name, text in words.fields(found.item, found.plan.checklist):
        yield said(name.capitalize(), text)
    for each in found.days:
        yield from _days(each, found)
    for span in found.spans:
        yield said("Days", words.span_days(span, found.today))
    yield from (said("Event", text) for text in _awaited(found))
    if found.by is not None:
        done = "at home" if found.outcome and found.outcome.ticks else "not ticked yet"
        yield said("By", f"{dates.said(found.by, found.today)}; {done}")
    if found.applies is not True:
        yield said("For you", "does not apply, by your answers" if found.applies is False else _unknown(found))
    yield said("Whose word", _whose(found))
    yield from _told(found)
    for name, sources in (("Sources", found.sources), ("Sources of what others say", found.elsewhere)):
        if sources:
            yield BLANK
            yield heading(name)
            yield from source_rows(sources)


def _awaited(found: Card) -> Iterator[str]:
    """The days on which events are expected that the days of an item hang on, and where those come from."""
    windows = [each.window for each in found.days] + [window for span in found.spans for _, window in span.windows]
    names = {point.anchor for window in windows for point in (*window.open_starts, *window.open_ends)}
    made_of = found.plan.checklist
    for event in (each for each in made_of.events.values() if each.id in names):
        basis = words.BASIS_WORDS[event.said.basis]
        yield f"{event.id}: {words.event_days(event, made_of, None)}{f'; {basis}' if basis else ''}"


def _whose(found: Card) -> str:
    """Whose word an instruction is; with the day, where the clinic told it, or took it off."""
    if found.told is not None and found.plan.dropped(found.ref, found.day):
        off = dates.full(found.told.dropped or found.told.on)
        return f"taken off by your clinic on {off}; resurf told {found.ref} brings it back"
    who, day = words.origin(found.said, found.plan.checklist), found.said.told
    if day is None or found.told is None:
        return who
    if found.plan.told_ends(found.ref):
        return f"told by {who} on {dates.full(day)}"
    return f"{who}{'' if found.said.origin == CONFIRMED else ', confirmed'} on {dates.full(day)}"


def _told(found: Card) -> Iterator[Row]:
    """What the clinic told, and what of it is not used; or how to ask and to tell it."""
    if found.told is not None and _worth_saying(found):
        yield said("Told", told.said(found.ref, found.plan, found.today))
    yield from (item(told.unused(each, found.plan), indent=0) for each in found.unused)
    if command := _to_ask(found):
        asking = (Span(label_of("Ask"), "label"), Span("your clinic, then: "))
        yield Row((*asking, Span(glued(command), "command")), hang=LABEL_WIDTH)


def _worth_saying(found: Card) -> bool:
    """Whether there is more to a word than that it confirms, or that it is not used."""
    if found.plan.dropped(found.ref, found.day):
        return False
    return bool(found.plan.told_ends(found.ref)) or (found.said.told is None and not found.unused)


def _to_ask(found: Card) -> str:
    """What to type once the clinic has said until when, or that the default is right."""
    windows = [each.window for each in found.days] + [window for span in found.spans for _, window in span.windows]
    if any(window.ends_by == TOLD for window in windows):
        return f"resurf told {found.ref} --until DATE"
    asked = found.unused or found.plan.dropped(found.ref, found.day)
    return f"resurf told {found.ref}" if found.said.origin == DEFAULT and not asked else ""


def _unknown(found: Card) -> str:
    """That an answer is missing, and the commands to give it."""
    terms = [term for all_of in found.said.condition.any_of for term in all_of] if found.said.condition else []
    missing = dict.fromkeys(term.question for term in terms if term.question not in found.plan.answers)
    asked = [found.plan.checklist.questions[each] for each in missing]
    commands = [f"{glued(words.setting(each))} ({', '.join(each.readings())})" for each in asked]
    return f"{words.UNKNOWN}; to answer: {' · '.join(commands)}"


def _days(each: CardDays, found: Card) -> Iterator[Row]:
    session = f", session {each.session}" if len(found.plan.sessions) > 1 and each.session is not None else ""
    guard = isinstance(found.item, Sign)
    yield said("Days", f"{words.window_days(each.window, found.today, guard=guard)}{session}")
    if each.line is not None:
        line = each.line
        number = f", number {number_of(line)}" if line.task.number else ""
        status = words.status(line) or line.status.value
        day = line.outcome.day if line.task.once and line.settled and line.outcome.day else line.occurrence.day
        yield said("Status", f"{status} on {dates.full(day)}{number}{session}")
    if each.so_far is not None:
        yield said("So far", words.figure(each.so_far))


# --- warning signs, the record ---------------------------------------------------------------------------------------


def signs(page: SignsPage) -> Iterator[Row]:
    """All warning signs, the most urgent first, those of the day marked, and the numbers to call."""
    mixed = words.mixed(line.sign.said for line in page.lines)
    yield Row((Span("Warning signs", "head"), Span(f" · {dates.full(page.day)}")), hang=2)
    for urgency, name in URGENCY_HEADS.items():
        mine = [line for line in page.lines if line.sign.urgency == urgency]
        if mine:
            number = words.emergency_call(page.contact) if urgency == "emergency" else words.clinic_call(page.contact)
            style = "emergency" if urgency == "emergency" else "call"
            yield BLANK
            yield Row((Span(f"{name}: ", style), Span(words.clean(number), "number")), hang=2)
            yield from (_sign(line, page, mixed=mixed) for line in mine)
    yield BLANK
    if not any(line.sign.urgency == "emergency" for line in page.lines):
        yield Row(
            (Span("Emergency: ", "emergency"), Span(words.clean(words.emergency_call(page.contact)), "number")), hang=2
        )
    if not any(line.sign.urgency != "emergency" for line in page.lines):
        yield Row((Span("Call: ", "call"), Span(words.clean(words.clinic_call(page.contact)), "number")), hang=2)
    yield item("A sign counts on every day, also on one it is not listed for. When in doubt, call.", indent=0)
    if marks := words.basis_marks(line.sign.said for line in page.lines):
        yield item(f"{marks} They count all the same.", indent=0)
    if not mixed and page.lines:
        yield item(f"Whose word: {words.origin(page.lines[0].sign.said, page.plan.checklist)}", indent=0)


def _sign(line: SignLine, page: SignsPage, *, mixed: bool) -> Row:
    day = "today" if page.day == page.today else "that day"
    mark = " (raised now)" if line.raised else f" ({day})" if line.today else ""
    windows = dict.fromkeys(words.window_days(window, page.today, guard=True) for _, window in line.windows)
    listed = "; ".join(windows)
    details = [f"{listed[0].upper()}{listed[1:]}." if listed else "", line.sign.why]
    if mixed:
        details.append(f"({words.origin(line.sign.said, page.plan.checklist)})")
    details.append(glued(words.basis_mark(line.sign.said).strip()))
    more = words.clean(" ".join(each for each in details if each))
    body = (
        Span(measured(words.clean(line.sign.sign))),
        Span(mark, "late" if line.raised else "ask"),
        *if_unknown(line.applies),
    )
    return Row((Span("  "), *body, Span(f". {more}".rstrip(), "dim")), hang=4)


def log(lines: Sequence[LogLine]) -> Iterator[Row]:
    """What was recorded, in the order written."""
    if not lines:
        yield item("Nothing is recorded yet.", indent=0)
    for line in lines:
        style = "dim" if line.taken_back else ""
        back = (Span(" (taken back)", "ask"),) if line.taken_back else ()
        when = f"{line.at:%Y-%m-%d %H:%M}"
        yield Row((Span(f"{glued(when)}  ", "dim"), Span(words.clean(line.text), style), *back), hang=18)
