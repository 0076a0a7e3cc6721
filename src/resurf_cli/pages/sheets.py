"""What is read at a desk: plans, checklists and the care summary; as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from resurf_cli.core import dates
from resurf_cli.core.checklist import PHASES
from resurf_cli.core.differences import differences
from resurf_cli.core.items import cited_by
from resurf_cli.core.schedule import applies
from resurf_cli.core.series import intervals

from . import words
from .differences import sentences
from .layout import BLANK, Row, Span, glued
from .moving import interval, warnings
from .rows import heading, item, said, source_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from resurf_cli.core.checklist import Checklist, Question, Said
    from resurf_cli.core.plan import Plan

    from .words import Item, Shelved

NAMES: Final = {
    "avoid": "Avoid",
    "expect": "What is normal",
    "signs": "Warning signs",
    "supplies": "Supplies",
    "visits": "Visits",
}
EVENTS: Final = "Days that only you or the clinic can know"
QUESTIONS: Final = "Asked when a plan is made"
DIARY: Final = "Numbers of the diary"
HINDRANCES: Final = "What can stand in the way of the treatment day"

# --- plans -----------------------------------------------------------------------------------------------------------


def plans(found: Sequence[tuple[Plan, bool]]) -> Iterator[Row]:
    """All plans, the one in use marked."""
    if not found:
        yield item("There is no plan yet: resurf prep makes one.", indent=0)
    for plan, current in found:
        days = ", ".join(dates.full(when) for _, when in sorted(plan.sessions.items()))
        state = " (in use)" if current else " (ended)" if plan.ended else ""
        yield Row((Span(plan.id, "id"), Span(state, "ask"), Span(f"  {words.clean(plan.title)}, {days}")), hang=2)


def plan(found: Plan, today: date) -> Iterator[Row]:
    """One plan: its checklist, dates, answers with what they decide, times, numbers, visits and events."""
    made_of = found.checklist
    yield Row((Span(words.clean(found.title), "head"), Span(f" ({found.id})", "dim")), hang=2)
    yield said("Checklist", f"{made_of.title} ({made_of.id}), version {made_of.version or 'not given'}")
    yield said("", words.reviewed(made_of)) if words.reviewed(made_of) else BLANK
    yield said("Made", dates.said(found.made, today) + (", ended" if found.ended else ""))
    yield from _dates_of_sessions(found, today)
    yield from _answers(found, today)
    yield from _call_first(found, today)
    yield from _settings(found)
    yield from _dated(found, today)


def _dates_of_sessions(found: Plan, today: date) -> Iterator[Row]:
    """The sessions, each with how long after the one before it is, and a warning where that is too soon."""
    apart = {each.session: each for each in intervals(found.checklist, found.sessions)}
    for number, when in sorted(found.sessions.items()):
        name = f"Session {number}" if len(found.sessions) > 1 else "Treatment"
        after = f", {interval(apart[number])}" if number in apart else ""
        yield said(name, f"{dates.said(when, today)}{after}")
    close = [each for each in apart.values() if each.too_close]
    yield from (said("", text) for text in warnings(close, found.checklist))
    for number, when in sorted(found.removed.items()):
        yield said("", f"Session {number}, {dates.full(when)}, was taken off.")


def _answers(found: Plan, today: date) -> Iterator[Row]:
    questions = found.checklist.questions.values()
    given = [each for each in questions if each.id in found.answers]
    still = [each for each in questions if each.id not in found.answers]
    decided = words.decided(found, today)
    for name, mine in (("Answers", given), ("Not answered yet", still)):
        if mine:
            yield BLANK
            yield heading(name)
            for each in mine:
                yield from _question(each, found, decided.get(each.id, []))


def _question(question: Question, found: Plan, decided: list[tuple[str, str, Said]]) -> Iterator[Row]:
    answer = (
        (Span(f" {words.clean(words.answer(found, question.id))}", "done"),) if question.id in found.answers else ()
    )
    yield Row((Span("  "), Span(words.clean(question.ask)), *answer), hang=4)
    for name, mine in (("adds", True), ("takes away", False), ("may add", None)):
        titles = [title for _, title, its in decided if applies(its, found) is mine]
        if titles:
            yield Row((Span(f"    {name}: ", "dim"), Span(words.clean("; ".join(titles)), "dim")), hang=6)
    readings = "" if question.kind == "yes-no" else f" ({', '.join(question.readings())})"
    set_it = "to change it" if question.id in found.answers else "to answer"
    command = Span(glued(words.setting(question)), "command")
    yield Row((Span(f"    {set_it}: ", "dim"), command, Span(words.clean(readings), "dim")), hang=6)


def _call_first(found: Plan, today: date) -> Iterator[Row]:
    for said_first in words.call_first(found.ready_on(today), found.answers, found.contact):
        yield BLANK
        yield item(said_first, indent=0)


def _settings(found: Plan) -> Iterator[Row]:
    yield BLANK
    yield said("Times", ", ".join(f"{name} {at}" for name, at in words.times_of(found)))
    yield said("Clinic", words.clinic_call(found.contact))
    yield said("Emergency", words.emergency_call(found.contact))


def _dated(found: Plan, today: date) -> Iterator[Row]:
    visits = words.visits_of(found, today)
    if visits:
        yield BLANK
        yield heading("Visits")
    for visit in visits:
        on = found.visits.get(visit.id)
        shown = dates.said(on, today) if on else f"no date yet: resurf plan set visit.{visit.id}=DATE"
        yield item(visit.what, more=shown)
    events = words.events_of(found, today)
    if events:
        yield BLANK
        yield heading("Events")
    for event, session, on in events:
        which = f", session {session}" if len(found.sessions) > 1 else ""
        shown = dates.said(on, today) if on else f"not recorded: resurf happened {event}"
        yield item(f"{found.checklist.events[event].ask}{which}", more=shown)


# --- checklists ------------------------------------------------------------------------------------------------------


def checklists(rows: Sequence[Shelved]) -> Iterator[Row]:
    """The checklists that can be named, and where each comes from."""
    if not rows:
        yield item("There are no checklists.", indent=0)
    for each in rows:
        where = "comes with resurf" if each.where == "shipped" else "yours"
        count = len(each.mistakes)
        state = f"{count} mistake{'s' * (count != 1)}: resurf checklist check says which" if count else ""
        details = [
            f"version {each.version}" if each.version else "",
            where,
            "to build on only" if each.base else "",
            state,
        ]
        more = ", ".join(part for part in details if part)
        yield Row(
            (Span(each.id, "id"), Span(f"  {words.clean(each.title)} "), Span(words.clean(f"({more})"), "dim")), hang=2
        )


def checklist(found: Checklist, *, day0: date | None, sources: bool, base: Checklist | None = None) -> Iterator[Row]:
    """A checklist to read or print: phase by phase, with its days, reasons and sources; first what its base says."""
    yield heading(found.title)
    version = f"{found.id}, version {found.version or 'not given'}"
    read = f", read against its sources {dates.full(found.reviewed)}" if found.reviewed else ""
    yield item(f"{version}{read}", indent=0)
    for text in (
        words.TO_BUILD_ON if found.base else "",
        words.reviewed(found),
        *words.chain(found),
        whose(found),
        found.about,
        words.series(found),
        words.numbers(found),
        f"Treatment on {dates.full(day0)}." if day0 else "",
    ):
        if text:
            yield item(text, indent=0)
    if base is not None:
        yield from _beside(found, base, day0)
    for name in PHASES:
        yield from _part(words.PHASE_NAMES[name], found.phase(name), found, day0)
    for field, name in NAMES.items():
        yield from _part(name, tuple(getattr(found, field).values()), found, day0)
    for name, mine in asides(found, day0).items():
        yield from _section(name, (row for each in mine for row in _aside(each)))
    if found.sources:
        yield BLANK
        yield from _bibliography(found) if sources else _how_many(found)


class Aside(NamedTuple):
    """What a checklist holds beside its instructions: an event, a question, a number of the diary, a hindrance."""

    title: str
    id: str
    details: tuple[str, ...]
    said: Said


def asides(found: Checklist, day0: date | None) -> dict[str, list[Aside]]:
    """What a checklist holds beside its instructions, under the name of each part."""
    return {
        EVENTS: [
            Aside(each.ask, each.id, (words.event_days(each, found, day0),), each.said)
            for each in found.events.values()
        ],
        QUESTIONS: [
            Aside(each.ask, each.id, (words.readings(each), f"why: {each.why}" if each.why else ""), each.said)
            for each in found.questions.values()
        ],
        DIARY: [Aside(each.ask, each.id, (words.bands(each),), each.said) for each in found.measures.values()],
        HINDRANCES: [
            Aside(
                words.in_the_way(each, found), each.id, (words.verdicts(each), whose_word(each.said, found)), each.said
            )
            for each in found.ready.values()
        ],
    }


def _aside(each: Aside) -> Iterator[Row]:
    yield _titled(each.title, each.id)
    yield from (item(text, indent=4) for text in each.details if text)
    yield from (item(f"{name}: {text}", indent=4) for name, text in words.reasons(each.said))
    yield from _cited(words.cited(each.said))


def _titled(title: str, name: str) -> Row:
    return Row((Span("  "), Span(words.clean(title), "label"), Span(f" ({name})", "dim")), hang=4)


def _cited(found: Iterable[str]) -> Iterator[Row]:
    if said_by := "; ".join(part for part in found if part):
        yield Row((Span("    "), Span(words.clean(said_by), "dim")), hang=6)


def _bibliography(found: Checklist) -> Iterator[Row]:
    """The sources that something cites; what a base lists for others to cite is only counted."""
    cited = {name: refs for name, refs in cited_by(found).items() if refs}
    yield heading("Sources")
    for name, refs in cited.items():
        yield from source_rows([found.sources[name]], named=True)
        yield Row((Span(f"    cited by: {', '.join(refs)}", "dim"),), hang=6)
    if rest := len(found.sources) - len(cited):
        yield item(f"{rest} more {'is' if rest == 1 else 'are'} listed in its files, and nothing here cites them.")


def _how_many(found: Checklist) -> Iterator[Row]:
    number = sum(1 for refs in cited_by(found).values() if refs)
    if number:
        what = f"{number} sources" if number > 1 else "source"
        yield item(f"With the {what}, by title and address: --sources", indent=0)


def _beside(found: Checklist, base: Checklist, day0: date | None) -> Iterator[Row]:
    yield BLANK
    yield heading(f"Beside {base.title} ({base.id})")
    lines = list(sentences(differences(base, found), base, found, day0))
    if not lines:
        yield item("It says the same.")
    yield from (item(f"{title}: {text}") for title, text in lines)


def _section(name: str, rows: Iterable[Row]) -> Iterator[Row]:
    mine = list(rows)
    if mine:
        yield BLANK
        yield heading(name)
        yield from mine


def whose(found: Checklist) -> str:
    """Whose word all of a checklist is, where that is the same for all of it."""
    return "Every instruction here is resurf's default: ask your clinic." if found.shipped else ""


def whose_word(said: Said, found: Checklist) -> str:
    """Whose word an instruction is; nothing where that is the same for the whole checklist."""
    return "" if found.shipped else words.origin(said, found)


def _part(name: str, items: Iterable[Item], found: Checklist, day0: date | None) -> Iterator[Row]:
    mine = list(items)
    if mine:
        yield BLANK
        yield heading(name)
    for each in mine:
        yield _titled(words.title_of(each), each.id)
        yield item(words.days_of(each, found, day0), indent=4)
        for field, text in (*words.fields(each, found), *words.only_on_paper(each)):
            if field != "also called" and not (field == "repeat" and text == "once"):
                yield item(f"{field}: {text}", indent=4)
        yield from _cited([whose_word(each.said, found), *words.cited(each.said)])
