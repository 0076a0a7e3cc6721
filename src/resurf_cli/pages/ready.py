"""Whether the treatment day can go ahead, in words and as rows: the verdict first, then what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from resurf_cli.core import dates
from resurf_cli.core.checklist import Ready, Sign
from resurf_cli.core.items import title_of
from resurf_cli.core.plan import SUPPLY
from resurf_cli.core.ready import CALL, NOT_YET, READY, Kind

from . import words
from .call import because, numbers
from .layout import BLANK, Row, Span, glued, lines, measured
from .rows import if_unknown, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from resurf_cli.core.ready import ReadyPage, Reason

    from .layout import PrintedLine

SCREEN: Final = 24
ALL: Final = "resurf ready --all"


class Room(NamedTuple):
    """How much a page says: each kind by its words, by names, or how many; of calls what to do, and how many."""

    tasks: str = "words"
    supplies: str = "names"
    questions: str = "words"
    details: bool = True
    calls: int | None = None


_NAMED: Final = Room(tasks="names", supplies="count", questions="names")
_COUNTED: Final = Room(tasks="count", supplies="count", questions="names", details=False)
ROOMS: Final = (
    Room(),
    Room(tasks="names"),
    Room(tasks="names", supplies="count"),
    _NAMED,
    _NAMED._replace(details=False),
    _COUNTED,
    *(_COUNTED._replace(calls=most) for most in (12, 10, 9, 8, 7, 6, 5)),
)
"""What gives way first so that a page fits one screen; the last is taken whatever its length."""

# --- words -----------------------------------------------------------------------------------------------------------


VERDICTS: Final = {
    CALL: "Call your clinic before the treatment",
    NOT_YET: "Not ready yet",
    READY: "Nothing in this list stands in the way; your clinic decides",
}
"""Never that all is well: what is not in the list is not known."""


def treated(page: ReadyPage) -> str:
    """The day of the treatment, and of a series which it is."""
    session = f"session {page.session}, " if len(page.plan.sessions) > 1 else ""
    return session + dates.said(page.session_date, page.today)


def asked(found: Ready) -> str:
    """The question that an item asks; of one that reads the diary, whether it is so."""
    return found.ask or f"Since yesterday: {words.alerts(found.alerts)}?"


def question(found: Ready, page: ReadyPage) -> str:
    """The same as it is put to a person, marked where it may not apply to them."""
    only_if = any(each.id == found.id and each.applies is None for each in page.reasons)
    return words.clean(f"{asked(found)}{f' ({words.UNKNOWN})' if only_if else ''}")


def title(reason: Reason, page: ReadyPage) -> str:
    """What stands in the way, without saying that it is not answered or not ticked."""
    if isinstance(reason.item, Ready) and not reason.ref:
        return _of_item(reason, reason.item, page)
    if isinstance(reason.item, Sign):
        when = f", {dates.distance(reason.days[0], page.today)}" if reason.days else ""
        return f"{reason.item.sign}: {because(reason.because)}{when}"
    first = title_of(reason.ref, page.plan.checklist)
    if reason.kind is Kind.NEEDED:
        return f"{first}: not ticked"
    if more := {Kind.MISSED: _missed, Kind.BEGUN: _begun}.get(reason.kind, _open)(reason, page.today):
        return f"{first}: {more}"
    return first


def _of_item(reason: Reason, found: Ready, page: ReadyPage) -> str:
    made_of = page.plan.checklist
    if reason.questions:
        return " ".join(made_of.questions[name].ask for name in reason.questions)
    if reason.kind is Kind.PLAN:
        return found.said.note or words.in_the_way(found, made_of)
    if reason.kind is Kind.DIARY:
        return f"In the diary, {dates.distance(reason.days[0], page.today)}: {because(reason.because)}"
    return asked(found) + {True: " yes", False: " no", None: ""}[reason.answer]


def _missed(reason: Reason, today: date) -> str:
    if reason.days:
        return _days(reason.days, today)
    return f"was due by {dates.near(reason.by, today)}" if reason.by else ""


def _begun(reason: Reason, today: date) -> str:
    since = f"began {dates.near(reason.since, today)}, before this plan" if reason.since else "began before this plan"
    return f"{since}; {_days(reason.days, today)}" if reason.days else since


def _days(days: Sequence[date], today: date) -> str:
    first, last = dates.near(days[0], today), dates.near(days[-1], today)
    return f"not ticked on {first}" if len(days) == 1 else f"not ticked on {len(days)} days, {first} to {last}"


def _open(reason: Reason, today: date) -> str:
    if reason.because:
        return f"skipped, because: {reason.because}"
    return f"by {dates.near(reason.by, today)}" if reason.by else ""


def more(reason: Reason, page: ReadyPage) -> str:
    """What there is to say beside it: what to do about it where it was missed, else the note of its item."""
    if reason.kind in {Kind.MISSED, Kind.BEGUN}:
        return page.plan.checklist.tasks[reason.ref].missed
    return "" if reason.kind in {Kind.PLAN, Kind.UNANSWERED} else reason.item.said.note


def text(reason: Reason, page: ReadyPage) -> str:
    """What stands in the way and what there is to say of it, as one text."""
    unknown = f" ({words.UNKNOWN})" if reason.applies is None else ""
    beside, said = more(reason, page), f"{_STATES.get(reason.kind, '')}{title(reason, page)}{unknown}"
    return f"{_ended(said)} {beside}" if beside else said


_STATES: Final = {Kind.UNANSWERED: "Not answered: ", Kind.TASK: "Not ticked: ", Kind.SUPPLY: "Not at home: "}


def _ended(said: str) -> str:
    return said if said.endswith((".", "?")) else f"{said}."


def command(reason: Reason, page: ReadyPage) -> str:
    """What to type about it; nothing where only a call helps."""
    if reason.questions:
        return words.setting(page.plan.checklist.questions[reason.questions[0]])
    if reason.kind is Kind.SIGN:  # one that no check-in raised waits for an event
        return "" if reason.days else f"resurf happened {reason.because.split()[0]}"
    if reason.kind is Kind.UNANSWERED:
        return f"resurf ready --answer {reason.id}=yes|no"
    task = page.plan.checklist.tasks.get(reason.ref)
    lifted = task is None or task.once or reason.kind is not Kind.BEGUN  # ticks of it do not change when it began
    if not reason.ref or not lifted:
        return ""
    day = f" --for {reason.days[0].isoformat()}" if reason.days else ""
    session = f" --session {reason.session}" if reason.session else ""
    return f"resurf done {reason.ref}{day}{session}"


# --- rows ------------------------------------------------------------------------------------------------------------


def ready(page: ReadyPage, width: int, *, full: bool = False, ascii_only: bool = False) -> list[PrintedLine]:
    """The page, with as much of it as fits one screen; ``full``: all of it."""
    found: list[PrintedLine] = []
    for room in ROOMS[:1] if full else ROOMS:
        found = lines(_rows(page, room), width, ascii_only=ascii_only)
        if len(found) <= SCREEN:
            break
    return found


def _rows(page: ReadyPage, room: Room) -> Iterator[Row]:
    style = {CALL: "late", READY: "head"}.get(page.verdict, "ask")
    yield Row((Span(VERDICTS[page.verdict], style), Span(f" · {glued(treated(page))}")), hang=2)
    shown = merged(page.reasons)
    short = False
    for rows in filter(None, map(list, _groups(page, shown, room))):
        before, short = short, len(rows) <= SHORT
        yield from rows if before and short else (BLANK, *rows)


_ALREADY: Final = {Kind.SIGN: "happened"}
SHORT: Final = 2
"""Groups of so few rows stand together without an empty line between them."""


def _groups(page: ReadyPage, shown: Sequence[Reason], room: Room) -> Iterator[Iterable[Row]]:
    calls = [each for each in shown if each.verdict == CALL]
    rest = [each for each in shown if each.verdict != CALL]
    questions = [each for each in rest if each.kind is Kind.UNANSWERED]
    ticks = [each for each in rest if each.kind is not Kind.UNANSWERED]
    yield _calls(calls, page, room)
    yield _unanswered([each for each in questions if page.asking or each.questions], page, room.questions)
    yield _later([each for each in questions if not page.asking and not each.questions], page, room.questions)
    yield _ticks("Not ticked", [each for each in ticks if not each.ref.startswith(SUPPLY)], page, room.tasks)
    yield _ticks("Not at home", [each for each in ticks if each.ref.startswith(SUPPLY)], page, room.supplies)
    yield _answered(page)
    yield _foot(page, shown, room)


def merged(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons without those that say less of the same task: the strictest of each, by its own words if it can."""
    best: dict[str, Reason] = {}
    for each in reasons:
        known = best.get(each.ref)
        if known is None or (known.verdict == each.verdict and known.kind is Kind.NEEDED):
            best[each.ref] = each
    return [each for each in reasons if not each.ref or best[each.ref] is each]


def _calls(found: Sequence[Reason], page: ReadyPage, room: Room) -> Iterator[Row]:
    if not found:
        return
    yield Row((Span("Call ", "call"), Span(words.clean(numbers(page.plan.contact, page.lines)), "number")), hang=5)
    yield Row((Span(f"About ({len(found)})", "head"),))
    yield from (_call(each, page, details=room.details) for each in found[: room.calls])
    if room.calls is not None and len(found) > room.calls:
        yield Row((Span(f"  {len(found) - room.calls} more: ", "dim"), Span(glued(ALL), "command")), hang=4)


def _call(each: Reason, page: ReadyPage, *, details: bool) -> Row:
    beside, typed = (more(each, page), command(each, page)) if details else ("", "")
    said = measured(words.clean(title(each, page)))
    parts = [Span(f"  {each.id}: ", "id"), Span(said), *if_unknown(each.applies)]
    parts += [Span(f"{_ended(said)[len(said) :]} {words.clean(beside)}", "dim")] if beside else []
    parts += (
        [Span(f" · {_ALREADY.get(each.kind, 'done')} already? ", "dim"), Span(glued(typed), "command")] if typed else []
    )
    return Row(tuple(parts), hang=4)


def _headed(name: str, found: Sequence[Reason], before: str, typed: str) -> Row:
    head = Span(f"{name} ({len(found)})", "head")
    return Row((head, Span(f"  {before}: ", "dim"), Span(glued(typed), "command")), hang=2)


def _named(found: Iterable[Reason]) -> Row:
    """The ids of reasons in a row, where their words would not fit one screen."""
    names = (each.ref.removeprefix(SUPPLY) or each.id for each in found)
    return Row((Span("  "), *joined((Span(name, "id"),) for name in names)), hang=2)


def _unanswered(found: Sequence[Reason], page: ReadyPage, form: str) -> Iterator[Row]:
    if not found:
        return
    yield _headed("Not answered", found, "to answer", command(found[0], page))
    if form != "words":
        yield _named(found)
        return
    for each in found:
        typed = f" {glued(command(each, page))}" if each.questions and each is not found[0] else ""
        said = (Span(f"  {each.id}: ", "id"), Span(measured(words.clean(title(each, page)))))
        yield Row((*said, *if_unknown(each.applies), Span(typed, "command")), hang=4)


def _later(found: Sequence[Reason], page: ReadyPage, form: str) -> Iterator[Row]:
    """The questions that are asked later, and from which day."""
    if found:
        count = "1 question is" if len(found) == 1 else f"{len(found)} questions are"
        yield Row((Span(f"From {dates.near(page.asked_from, page.today)} {count} asked here", "head"),), hang=2)
        yield from _each(found, page) if form == "words" else (_named(found),)


def _each(found: Iterable[Reason], page: ReadyPage) -> Iterator[Row]:
    for each in found:
        said = (Span(f"  {each.ref or each.id}: ", "id"), Span(measured(words.clean(title(each, page)))))
        yield Row((*said, *if_unknown(each.applies)), hang=4)


def _ticks(name: str, found: Sequence[Reason], page: ReadyPage, form: str) -> Iterator[Row]:
    if not found:
        return
    if form == "count":
        yield _headed(name, found, "the list", "resurf prep --all")
        return
    yield _headed(name, found, "once it is", command(found[0], page))
    yield from _each(found, page) if form == "words" else (_named(found),)


def _answered(page: ReadyPage) -> Iterator[Row]:
    if page.answered:
        parts = joined((Span(f"{each.item.id} {'yes' if each.answer else 'no'}"),) for each in page.answered)
        yield Row((Span("Answered for today  ", "head"), *parts), hang=2)


def _foot(page: ReadyPage, shown: Sequence[Reason], room: Room) -> Iterator[Row]:
    said = [*(each.item.said for each in shown), *(each.item.said for each in page.answered)]
    parts = [words.clean(whose.removeprefix("* "))] if (whose := words.whose(said, page.plan.checklist)) else []
    if page.verdict == CALL:
        parts.append(f"What your clinic says about one: {glued('resurf told ID')}")
    if room != ROOMS[0]:
        parts.append(f"All by their words: {glued(ALL)}")
    if parts:
        yield Row((Span(". ".join(parts), "dim"),), hang=2)
