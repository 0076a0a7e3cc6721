"""When something may be done again, in sentences."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.avoid import CAREFUL, STRICT
from resurf_cli.core.schedule import TOLD
from resurf_cli.core.timing import away
from resurf_cli.core.when import NO, YES

from . import words
from .changes import several
from .layout import BLANK, Row, Span, glued
from .rows import LABEL_WIDTH, heading, if_unknown, item, label_of, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from resurf_cli.core.checklist import Ban as Avoided
    from resurf_cli.core.checklist import Event
    from resurf_cli.core.when import Again, Step, WhenPage

LEAD: Final = {NO: "No", CAREFUL: "Careful", YES: "Yes"}
STYLE: Final = {NO: "strict", CAREFUL: "careful", YES: "done"}
SHOWN: Final = ("why", "instead", "range", "others say", "note")
"""What is said of a ban beside its days, of all that there is to say of it."""
MOST_SOURCES: Final = 3
GROUPS: Final = (
    "To avoid, by the day it ends",
    "To avoid until something is known",
    "Still to come",
    "Over: no longer to avoid",
)
OPEN: Final = 1
"""The place in ``GROUPS`` of what has no end that is known."""


def when(page: WhenPage) -> Iterator[Row]:
    """The answers to a question, the strictest first; or all bans, by date."""
    if page.asked is None:
        yield from _all(page)
        return
    for text in notes(page):
        yield Row((Span(words.clean(text)),), hang=2)
    brief = [each for each in page.found[1:] if each.partly]
    for place, each in enumerate(each for each in page.found if each not in brief):
        if place or notes(page):
            yield BLANK
        yield from _answer(each, page)
    if brief:
        yield BLANK
        yield heading("Also named with it (more of each: resurf when NAME)")
        if whose := _whose(brief, page):
            yield Row((Span(words.clean(f"{whose}.")),), hang=2)
        yield from (_line(each, page, mixed=False) for each in brief)
    for ban in page.others:
        if page.plan.dropped(f"avoid.{ban.id}", page.day):
            yield BLANK
            yield Row((Span(words.clean(_no_answer(ban, page))),), hang=2)


def notes(page: WhenPage) -> list[str]:
    """What is said before the answers, so that none is taken for more than it is."""
    if page.asked is None:
        return []
    asked, number, named = page.asked, len(page.found), [each for each in page.found if not each.partly]
    if not named:
        itself = f'Your plan does not name "{asked}" itself; it names what is in brackets.'
        return [itself, *(["The strictest comes first."] if number > 1 else [])]
    if number == 1:
        return []
    just = f"; just that is {several([each.ban.what for each in named], '; ')}" if len(named) < number else ""
    return [f'"{asked}" fits {number} things in your plan, the strictest first{just}.']


# --- one answer ------------------------------------------------------------------------------------------------------


def _answer(each: Again, page: WhenPage) -> Iterator[Row]:
    day = "" if page.day == page.today else f" · {dates.said(page.day, page.today)}"
    head = (Span(words.clean(each.ban.what), "head"), Span(words.clean(f"{meant(each, page)}{day}")))
    yield Row((*head, *if_unknown(each.applies)), hang=2)
    if whose := _whose([each], page):
        yield Row((Span(words.clean(f"{whose}:")),), hang=2)
    yield Row((Span(LEAD[each.answer], STYLE[each.answer]), Span(words.clean(rest(each, page)))), hang=2)
    for event in each.waits:
        yield Row((Span(label_of("Waits for"), "label"), *_waits_for(event, each, page)), hang=LABEL_WIDTH)
    for name, text in about(each, page):
        yield said(name.capitalize(), text)
    yield said("Whose word", words.origin(each.ban.said, page.plan.checklist))
    if each.sources:
        yield said("Source", _sources(each))
    if kind := _told(each):
        end = "--until DATE" if kind == STRICT or each.ban.strict is None else "--drop"  # which end a word of it moves
        command = Span(glued(f"resurf told avoid.{each.ban.id} {end}"), "command")
        yield Row((Span(label_of("Ask"), "label"), Span("your clinic, then: "), command), hang=LABEL_WIDTH)


def meant(each: Again, page: WhenPage) -> str:
    """By which other name a ban was found, and what was written where that is not quite it."""
    name = f" ({each.name})" if _tells(each) else ""
    return f"{name}; you wrote {page.asked}" if page.loosely else name


def _tells(each: Again) -> bool:
    """Whether the name a ban was found by says more than its title does."""
    return bool(each.name) and (each.partly or each.name.casefold() not in each.ban.what.casefold())


def about(each: Again, page: WhenPage) -> list[tuple[str, str]]:
    """Why, what instead, and what others say."""
    return [(name, text) for name, text in words.fields(each.ban, page.plan.checklist) if name in SHOWN]


def _told(each: Again) -> str | None:
    """Which part of a ban holds until the clinic says otherwise, the strict or the careful one."""
    found = (step.kind for step in each.steps if step.waiting is not None and step.waiting.ends_by == TOLD)
    return next(found, None)


def _sources(each: Again) -> str:
    titles = [source.title for source in each.sources]
    more = len(titles) - MOST_SOURCES
    rest_of = f"; {more} more: resurf show avoid.{each.ban.id}" if more > 0 else ""
    return "; ".join(titles[:MOST_SOURCES]) + rest_of


def _whose(found: Sequence[Again], page: WhenPage, *, mixed: bool = False) -> str:
    """Said before any yes that the clinic has not confirmed: that it is a default."""
    if not any(_says_yes(each) and each.ban.said.origin == "default" for each in found):
        return ""
    inherited = page.plan.checklist.inherited_from
    whose = f"from {inherited}" if inherited else "by resurf's default"
    text = f"{'what is marked * is ' if mixed else ''}{whose}; your clinic has not confirmed it"
    return text[0].upper() + text[1:]


def _says_yes(each: Again) -> bool:
    return each.allowed_from is not None or each.expected_from is not None


def _waits_for(event: Event, each: Again, page: WhenPage) -> tuple[Span, ...]:
    text = event.ask
    if each.expected_from:
        text += f" If it comes when expected: yes from {dates.near(each.expected_from, page.today)}."
    command = (Span(glued(f"resurf happened {event.id}"), "command"),) if event in page.events else ()
    return Span(words.clean(f"{text} ")), *command


# --- the sentence ----------------------------------------------------------------------------------------------------


def sentence(each: Again, page: WhenPage) -> str:
    """The answer with its days, such as ``No. Careful from Tue 9 Feb; yes from Fri 11 Jun (in 180 days)``."""
    return f"{LEAD[each.answer]}{rest(each, page)}"


def rest(each: Again, page: WhenPage, *, short: bool = False) -> str:
    """What follows the answer itself; ``short``: without how far off it is and why it is no longer allowed."""
    again = _until(each, page, short=short)
    if not each.steps:
        since = "" if short and again else _since(each, page)
        return f"{since}{',' if since and again else ''}{again}."
    first, later = each.steps[0], list(_later(each, page, short=short))
    if each.allowed_from is not None:
        away = "" if short else f" ({dates.distance(each.allowed_from, page.today)})"
        later.append(f"yes from {dates.near(each.allowed_from, page.today)}{away}{again}")
    more = "; ".join(later)
    return f"{_end(first, page)}{f'. {more[0].upper()}{more[1:]}' if more else ''}."


def _later(each: Again, page: WhenPage, *, short: bool) -> Iterator[str]:
    """How strict it is later on, up to where it is strict again."""
    for before, step in pairwise(each.steps):
        day = dates.near(step.first, page.today)
        if step.kind == STRICT:
            end = _end(step, page) if each.steps[0].known else ""  # what it waits for was said already
            yield f"not at all from {day}{_for(step.first, page, short=short)}{end}"
            return
        yield f"{'then ' if not before.known else ''}careful from {day}{_end(step, page)}"


def _end(step: Step, page: WhenPage) -> str:
    """What ends a step that no date ends; nothing where one does."""
    if step.known:
        return ""
    if step.waiting is None:
        return ", with no end"
    ends = words.ends_by(step.waiting, page.today)
    if step.easing is None:
        return f", {ends}"
    if step.easing.ends_by is not None:
        return f", {ends}, then careful {words.ends_by(step.easing, page.today)}"
    last = step.easing.last
    if last is None:
        return f", {ends}, then careful with no end"
    return f", {ends}, then careful to {dates.near(last, page.today)}" if last > page.today else f", {ends}"


def _since(each: Again, page: WhenPage) -> str:
    """From which day on it has been allowed; nothing where it was never to be avoided before."""
    ended = [span.last for span in each.spans if span.last is not None and span.last < page.day]
    if not ended:
        return ""
    day = away(max(ended), timedelta(days=1))
    return (
        ", from today"
        if day == page.today
        else f", {'since' if day < page.today else 'from'} {dates.near(day, page.today)}"
    )


def _until(each: Again, page: WhenPage, *, short: bool) -> str:
    """Until when it is allowed, and why no longer."""
    first = each.then.first if each.then else None
    if each.allowed_until is None or each.then is None or first is None:
        return ""
    kind = {STRICT: "not", CAREFUL: "only carefully"}[each.then.now(first) or STRICT]
    return f" to {dates.near(each.allowed_until, page.today)}, then {kind}{_for(first, page, short=short)}"


def _for(day: date, page: WhenPage, *, short: bool) -> str:
    """For which treatment something is not allowed from a day on."""
    session = next((treated for treated in sorted(page.plan.sessions.values()) if treated >= day), None)
    return f", for the treatment on {dates.near(session, page.today)}" if session and not short else ""


# --- all of them -----------------------------------------------------------------------------------------------------


def group(each: Again) -> int:
    """The place in ``GROUPS`` of a ban."""
    if each.here is not None:
        return 0 if each.allowed_from else OPEN
    return 2 if each.then else 3


def _all(page: WhenPage) -> Iterator[Row]:
    yield Row((Span("When may I …?", "head"), Span(f" · {dates.said(page.day, page.today)}")), hang=2)
    mixed = words.mixed(each.ban.said for each in page.found)
    if whose := _whose(page.found, page, mixed=mixed):
        yield Row((Span(words.clean(f"{whose}.")),), hang=2)
    for place, name in enumerate(GROUPS):
        mine = [each for each in page.found if group(each) == place]
        if mine:
            yield BLANK
            yield heading(name)
            yield from (_line(each, page, mixed=mixed) for each in mine)
        if place == OPEN:
            yield from (_ask(event) for event in page.events)
    if not page.found:
        yield item("Nothing to avoid is in this plan. That is no yes: ask your clinic.", indent=0)
    yield BLANK
    yield Row((Span("Why, and what instead: ", "dim"), Span(glued("resurf when THING"), "command")), hang=2)


def _ask(event: Event) -> Row:
    command = Span(glued(f"resurf happened {event.id}"), "command")
    return Row((Span("  "), Span(words.clean(f"{event.ask} ")), command), hang=4)


def _line(each: Again, page: WhenPage, *, mixed: bool) -> Row:
    title = f"{each.ban.what}{words.mark(each.ban.said, mixed=mixed)}{f' ({each.name})' if _tells(each) else ''}"
    body = (Span("  "), Span(words.clean(title)), *if_unknown(each.applies), Span(": "))
    return Row(
        (*body, Span(LEAD[each.answer], STYLE[each.answer]), Span(words.clean(rest(each, page, short=True)))), hang=4
    )


# --- nothing ---------------------------------------------------------------------------------------------------------


def not_in_plan(page: WhenPage) -> str:
    """What is said where nothing in the plan answers: never yes, and whom to ask."""
    ask = f"ask {words.ask_clinic(page.contact)}"
    if not page.others:
        return f'"{page.asked}" is not in your plan: {ask}. resurf when lists what is.'
    return "\n".join([*(_no_answer(each, page) for each in page.others), f"That is no yes: {ask}."])


def _no_answer(ban: Avoided, page: WhenPage) -> str:
    """Why a ban that was found is no answer."""
    told = page.plan.told.get(f"avoid.{ban.id}")
    if page.plan.dropped(f"avoid.{ban.id}", page.day) and told and told.dropped:
        return f"{ban.what}: your clinic took it off on {dates.full(told.dropped)}; what it told you counts."
    if ban.said.condition is not None and ban.said.condition.holds(page.plan.answers) is False:
        return (
            f"{ban.what}: in this plan only if {words.condition(ban.said.condition)}, which your answers say is not so."
        )
    return f"{ban.what}: it has no days in your plan."
