"""When something may be done again, in sentences."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.avoid import CAREFUL, STRICT
from resurf_cli.core.schedule import TOLD
from resurf_cli.core.when import NO, YES

from . import words
from .layout import BLANK, Row, Span, glued
from .rows import LABEL_WIDTH, heading, if_unknown, item, label_of, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resurf_cli.core.avoid import Span as Ban
    from resurf_cli.core.checklist import Ban as Avoided
    from resurf_cli.core.checklist import Event
    from resurf_cli.core.when import Again, WhenPage

LEAD: Final = {NO: "No", CAREFUL: "Careful", YES: "Yes"}
STYLE: Final = {NO: "strict", CAREFUL: "careful", YES: "done"}
SHOWN: Final = ("why", "instead", "range", "others say", "note")
"""What is said of a ban beside its days, of all that there is to say of it."""
MOST_SOURCES: Final = 3
GROUPS: Final = (
    "To avoid, by the day it ends",
    "To avoid until something is known",
    "Still to come",
    "Over",
)


def when(page: WhenPage) -> Iterator[Row]:
    """The answers to a question, the strictest first; or all bans, by date."""
    if page.asked is None:
        yield from _all(page)
        return
    for place, each in enumerate(page.found):
        if place:
            yield BLANK
        yield from _answer(each, page)


# --- one answer ------------------------------------------------------------------------------------------------------


def _answer(each: Again, page: WhenPage) -> Iterator[Row]:
    wrote = f"; you wrote {page.asked}" if page.near else ""
    day = "" if page.day == page.today else f" · {dates.said(page.day, page.today)}"
    head = (Span(words.clean(each.ban.what), "head"), Span(words.clean(f"{wrote}{day}")), *if_unknown(each.applies))
    yield Row(head, hang=2)
    if whose := _whose([each], page, mixed=False):
        yield Row((Span(words.clean(f"{whose}:")),), hang=2)
    yield Row((Span(LEAD[each.answer], STYLE[each.answer]), Span(words.clean(rest(each, page)))), hang=2)
    for event in each.waits:
        yield Row(_asked(event, each, page), hang=2)
    for name, text in words.fields(each.ban, page.plan.checklist):
        if name in SHOWN:
            yield said(name.capitalize(), text)
    yield said("Whose word", words.origin(each.ban.said, page.plan.checklist))
    if each.sources:
        yield said("Source", _sources(each))
    if any(window.ends_by == TOLD for span in each.spans for _, window in span.windows):
        command = Span(glued(f"resurf told avoid.{each.ban.id} --until DATE"), "command")
        yield Row((Span(label_of("Ask"), "label"), Span("your clinic, then: "), command), hang=LABEL_WIDTH)


def _sources(each: Again) -> str:
    titles = [source.title for source in each.sources]
    more = len(titles) - MOST_SOURCES
    rest_of = f"; {more} more: resurf show avoid.{each.ban.id}" if more > 0 else ""
    return "; ".join(titles[:MOST_SOURCES]) + rest_of


def _whose(found: Sequence[Again], page: WhenPage, *, mixed: bool) -> str:
    """Said before a yes that the clinic has not confirmed: that it is a default."""
    if not any(each.answer == YES and each.ban.said.origin == "default" for each in found):
        return ""
    inherited = page.plan.checklist.inherited_from
    whose = f"from {inherited}" if inherited else "by resurf's default"
    text = f"{'marked * ' if mixed else ''}{whose}; your clinic has not confirmed it"
    return text[0].upper() + text[1:]


def _asked(event: Event, each: Again, page: WhenPage) -> tuple[Span, ...]:
    text = f"Waits for: {event.ask}"
    if each.expected_from:
        text += f" If it comes on the day it is expected: yes from {dates.near(each.expected_from, page.today)}."
    return Span(words.clean(f"{text} ")), Span(glued(f"resurf happened {event.id}"), "command")


# --- the sentence ----------------------------------------------------------------------------------------------------


def sentence(each: Again, page: WhenPage) -> str:
    """The answer with its days: ``No. Careful from Tue 9 Feb; yes from Fri 11 Jun, in 180 days``."""
    return f"{LEAD[each.answer]}{rest(each, page)}"


def rest(each: Again, page: WhenPage, *, short: bool = False) -> str:
    """What follows the answer itself; ``short``: without why it is no longer allowed."""
    again = _again(each, page, short=short)
    if each.here is None:
        return f"{again}."
    if each.allowed_from is None:
        return f"{_open(each, each.here, page)}."
    away = dates.distance(each.allowed_from, page.today)
    free = f"yes from {dates.near(each.allowed_from, page.today)} ({away}){again}"
    eased = _eased(each.here, page)
    return f". {f'Careful from {eased}; {free}' if eased and each.answer == NO else free[0].upper() + free[1:]}."


def _eased(here: Ban, page: WhenPage) -> str:
    """The first careful day of a span whose strict part ends before it."""
    strict = here.strict_last
    if strict is None or strict == here.last:
        return ""
    return dates.near(strict + timedelta(days=1), page.today)


def _again(each: Again, page: WhenPage, *, short: bool) -> str:
    """Until when it is allowed, and why no longer."""
    first = each.then.first if each.then else None
    if each.allowed_until is None or each.then is None or first is None:
        return ""
    kind = {STRICT: "not", CAREFUL: "only carefully"}[each.then.now(first) or STRICT]
    last = f" to {dates.near(each.allowed_until, page.today)}, then {kind}"
    session = next((treated for treated in sorted(page.plan.sessions.values()) if treated >= first), None)
    why = f", for the treatment on {dates.near(session, page.today)}" if session and not short else ""
    return f"{last}{why}"


def _open(each: Again, here: Ban, page: WhenPage) -> str:
    """What a ban waits for whose end is not known: its strict part, then its careful one."""
    ends = {kind: window for kind in (STRICT, CAREFUL) if (window := here.waiting(kind, page.day)) is not None}
    if not ends:
        return ", with no end known"
    said_of = {kind: words.ends_by(window, page.today) for kind, window in ends.items()}
    if STRICT not in ends:
        eased = _eased(here, page) if each.answer == NO else ""
        return f"{f'. Careful from {eased}' if eased else ''}, {said_of[CAREFUL]}"
    return f", {', then careful '.join(said_of.values())}"


# --- all of them -----------------------------------------------------------------------------------------------------


def group(each: Again) -> int:
    """The place in ``GROUPS`` of a ban."""
    if each.here is not None:
        return 0 if each.allowed_from else 1
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
    if not page.found:
        yield item("Nothing to avoid is in this plan. That is no yes: ask your clinic.", indent=0)
    yield BLANK
    yield Row((Span("Why, and what instead: ", "dim"), Span(glued("resurf when THING"), "command")), hang=2)


def _line(each: Again, page: WhenPage, *, mixed: bool) -> Row:
    title = f"{each.ban.what}{words.mark(each.ban.said, mixed=mixed)}"
    body = (Span("  "), Span(words.clean(title)), *if_unknown(each.applies), Span(": "))
    return Row(
        (*body, Span(LEAD[each.answer], STYLE[each.answer]), Span(words.clean(rest(each, page, short=True)))), hang=4
    )


# --- nothing ---------------------------------------------------------------------------------------------------------


def not_in_plan(page: WhenPage) -> str:
    """What is said where nothing in the plan answers: never yes, and whom to ask."""
    ask = f"ask your clinic, {words.clinic_call(page.contact)}"
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
