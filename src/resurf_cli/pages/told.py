"""The clinic's word that is on no sheet, in sentences: what it changed, what it came to, what is not used any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.core import dates
from resurf_cli.core.avoid import CAREFUL

from . import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from resurf_cli.core.plan import Plan
    from resurf_cli.core.schedule import Window
    from resurf_cli.core.telling import Heard, Unused
    from resurf_cli.core.told import Ends

# --- what a word changed ---------------------------------------------------------------------------------------------


def heard(found: Heard, today: date, *, several: bool) -> str:
    """What a word did to an item, once it is recorded; ``several``: the plan has several sessions."""
    session = f" (session on {dates.full(found.treated)})" if several and found.treated and found.word.moves else ""
    back = "on your pages again, " if found.lifted else ""
    return f"Your clinic: {found.title}{session}, {back}{_news(found, today)}."


def others(found: Heard, plan: Plan, today: date) -> Iterator[str]:
    """That other sessions keep a ban in force past the end that was told for one, and what to type for them."""
    for session, window in found.others.items():
        held = f"Session {session}, on {dates.full(plan.sessions[session])}, keeps it {_to(found.part, window, today)}"
        typed = f"resurf told {found.ref} --until DATE --session {session}"
        yield f"{held}. If your clinic said it of that one too: {typed}"


def _news(found: Heard, today: date) -> str:
    if found.word.drop:
        return f"off every page from today on. What was recorded stays. resurf told {found.ref} brings it back"
    now = found.after.get(found.part)
    ends = [] if now is None else [*_start(found, now), *_end(found, now, today)]
    ends += [f"then {_to(CAREFUL, found.careful, today)}"] if found.careful else []
    confirmed = "" if found.word.moves else f"confirmed as it is{': ' if ends else ''}"
    return confirmed + ", ".join(ends)


def _start(found: Heard, now: Window) -> Iterator[str]:
    was = found.before.get(found.part)
    if found.word.first is not None and now.first is not None:
        before = f" (was {dates.full(was.first)})" if was is not None and was.first not in {None, now.first} else ""
        yield f"from {dates.full(now.first)}{_cut(found.word.first, now.first)}{before}"


def _end(found: Heard, now: Window, today: date) -> Iterator[str]:
    was = found.before.get(found.part)
    moved = found.word.last is not None and now.last is not None
    old = "" if was is None or not moved else _to("", was, today)
    before = f" (was {old.removeprefix('to ')})" if old not in {"", _to("", now, today)} else ""
    cut = _cut(found.word.last, now.last) if moved else ""
    yield f"{_to(found.part, now, today)}{cut}{before}"


def _to(part: str, window: Window, today: date) -> str:
    """The end of a window, by the part of the ban it is of: ``strict to Sun 10 Jan 2027``."""
    kind = f"{part} " if part else ""
    if window.ends_by is not None:
        return kind + words.ends_by(window, today, lambda day, _: dates.full(day))
    return kind + (f"to {dates.full(window.last)}" if window.last else "with no end")


def _cut(told: date | None, day: date | None) -> str:
    """Why an end is not the day that was told: the windows of sessions are cut where they meet."""
    return "" if told == day else ", where two sessions meet"


# --- what it came to -------------------------------------------------------------------------------------------------


def said(ref: str, plan: Plan, today: date) -> str:
    """What the clinic's word about an item comes to: ``until Sun 10 Jan 2027 (told on Tue 24 Nov 2026)``."""
    word = plan.told[ref]
    moved = [_moved(plan, ref, session, ends) for session, ends in word.ends.items()]
    confirmed = "confirmed as it is" if word.confirmed else "confirmed as it was before the checklist changed"
    came_to = ["taken off"] if plan.dropped(ref, today) else moved or [confirmed]
    return f"{'; '.join(came_to)} (told on {dates.full(word.on)})"


def _moved(plan: Plan, ref: str, session: int | None, ends: Ends) -> str:
    which = f" for session {session}" if session is not None and len(plan.sessions) > 1 else ""
    used = session in plan.told_ends(ref)
    why = "" if used else f", not used, for the treatment was then on {dates.full(ends.treated[0])}"
    return f"{days(ends)}{which}{why}"


def days(ends: Ends) -> str:
    """The ends that were moved: ``from Tue 1 Dec 2026 until Sun 10 Jan 2027``."""
    named = {"from": ends.first, "until": ends.last}
    return " ".join(f"{word} {dates.full(day)}" for word, day in named.items() if day is not None)


def lines(plan: Plan, today: date) -> Iterator[str]:
    """Everything the clinic said, in the order it was first spoken of."""
    for ref in plan.told:
        yield f"{plan.title_of(ref)}: {said(ref, plan, today)}"


# --- what is not used ------------------------------------------------------------------------------------------------


def command(each: Unused, plan: Plan) -> str:
    """What to type to tell it again."""
    options = [f" --{word} DATE" for word, day in (("from", each.ends.first), ("until", each.ends.last)) if day]
    session = f" --session {each.session}" if each.session is not None and len(plan.sessions) > 1 else ""
    return f"resurf told {each.ref}{''.join(options)}{session}"


def unused(each: Unused, plan: Plan) -> str:
    """That a date is not used, why, and what to do."""
    was = f"was told for the treatment on {dates.full(each.ends.treated[-1])}"
    return f"{each.title}: {days(each.ends)} {was}, so it is not used. Ask your clinic again: {command(each, plan)}"


def all_unused(found: Sequence[Unused], plan: Plan, *, named: bool) -> tuple[str, str]:
    """The same of all of them in a line, by name or only how many, and what to type."""
    names = ", ".join(dict.fromkeys(each.ref for each in found))
    if not named:
        return f"{len(found)} told for another date, so not used:", "resurf summary"
    typed = command(found[0], plan) if len(found) == 1 else "resurf told ITEM --until DATE"
    return f"Told for another treatment date, so not used: {names}. Ask your clinic again:", typed
