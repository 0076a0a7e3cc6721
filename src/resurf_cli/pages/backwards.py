"""From which treatment date one is free of something by a day: the answer as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.backwards import FOREVER
from resurf_cli.core.schedule import TOLD

from . import words
from .layout import BLANK, Row, Span, glued
from .rows import LABEL_WIDTH, label_of, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from resurf_cli.core.backwards import Backwards, Begun, Fitting, Over

MOST: Final = 6
"""How many of a list are named; then how many more there are."""


def backwards(found: Backwards, command: str) -> Iterator[Row]:
    """The latest date that fits and what there is to know of it; ``command`` makes the plan."""
    latest, today = found.latest, found.today
    if latest is None:
        return
    yield Row((Span(words.clean(f"Free by {dates.full(found.by)} of: {things(found)}"), "head"),), hang=2)
    yield Row((Span(words.clean(found.plan.checklist.title)), Span(f" · today is {dates.full(today)}")), hang=2)
    yield BLANK
    yield said("Latest date", f"{dates.said(latest.first, today)}. Treated later, it is not sure.", "due")
    if len(latest.sessions) > 1:
        yield said("Sessions", "; ".join(map(_full, latest.sessions)))
    several = len(latest.sessions) > 1
    yield from _labelled("In force", [in_force(each, several=several) for each in latest.over])
    yield from _labelled("Otherwise", list(otherwise(found)))
    yield said("Preparation", preparation(latest, today))
    if latest.begun:
        yield said("Begun", named([_begun(each, today) for each in latest.begun]))
    yield said(
        "Earlier", "; ".join(_earlier(each, today) for each in found.earlier) or "no earlier working day is left"
    )
    if found.still:
        yield said("Not yet", f"also to avoid on that day: {named([line.ban.what for line in found.still])}")
    if found.normal:
        yield said("Normal", f"on that day, by the checklist: {named([each.item.what for each in found.normal])}")
    yield said("Whose word", whose(found))
    yield said("Ask", "your clinic before you book anything that cannot be moved.")
    yield Row((Span(label_of("Make it"), "label"), *_typed(command)), hang=LABEL_WIDTH)


def _labelled(name: str, texts: Sequence[str]) -> Iterator[Row]:
    """Several texts under one label."""
    yield from (said("" if place else name, text) for place, text in enumerate(texts))


def _typed(command: str) -> tuple[Span, ...]:
    """A command, parted only between its options."""
    parts = words.clean(command).split(" --")
    return tuple(
        Span(f"{' ' if place else ''}{glued(f'--{part}' if place else part)}", "command")
        for place, part in enumerate(parts)
    )


def things(found: Backwards) -> str:
    """What one wants to be free of, in a row."""
    return "; ".join(f"{ban.what}{_if(answer)}" for ban, answer in found.bans)


def _if(answer: bool | None) -> str:  # noqa: FBT001 - the answer itself, yes or unknown
    return f" ({words.UNKNOWN})" if answer is None else ""


def in_force(each: Over, *, several: bool) -> str:
    """To which day a ban is in force, and what that was reckoned with."""
    last = "" if each.last is None else f"{each.ban.what}: to {_full(each.last)}"
    late = [
        f"{event}{f' of session {session}' if several else ''} comes by {_full(day)}"
        for event, session, day in each.hangs_on
    ]
    return f"{last}, as long as {' and '.join(late)}, the latest day that the checklist gives" if late else last


def _full(day: date) -> str:
    return glued(dates.full(day))


def otherwise(found: Backwards) -> Iterator[str]:
    """The later dates that would do, and on what condition."""
    latest = found.latest
    first = None if latest is None else latest.first
    if found.expected is not None and found.expected != first and found.expected >= found.today:
        events = dict.fromkeys(event for each in (latest.over if latest else ()) for event, _, _ in each.hangs_on)
        yield (
            f"if {' and '.join(events)} came on the day that is expected, {_full(found.expected)} would do. "
            "Nobody can know that before."
        )
    if found.careful is not None and found.careful != first and found.careful >= found.today:
        yield f"to be past the strict days but still careful: {_full(found.careful)}, reckoned in the same way."


def preparation(found: Fitting, today: date) -> str:
    """How many days the preparation takes, and whether it still fits."""
    if not found.needs:
        return "the checklist has none with a first day."
    days = f"takes {found.needs} day{'s' * (found.needs != 1)}, with what is to be avoided before"
    if found.begun:
        return (
            f"{days}: it would have begun {dates.said(found.begins, today)}, and does not fit whole. Ask your clinic."
        )
    return f"{days}: it would begin {dates.said(found.begins, today)}."


def _begun(each: Begun, today: date) -> str:
    return f"{each.title}{_if(each.applies)} ({glued(words.day_month(each.first, today))})"


def _earlier(each: Fitting, today: date) -> str:
    late = ", without the whole preparation" if each.begun else ""
    return f"{glued(dates.near(each.first, today))}{late}"


def named(found: Sequence[str]) -> str:
    """The first of a list, and how many more there are."""
    more = [f"{len(found) - MOST} more"] if len(found) > MOST else []
    return "; ".join([*found[:MOST], *more])


def whose(found: Backwards) -> str:
    """Whose word the bans are."""
    made_of = found.plan.checklist
    origins = dict.fromkeys(words.origin(ban.said, made_of) for ban, _ in found.bans)
    if all(ban.said.origin == "default" for ban, _ in found.bans) and not made_of.inherited_from:
        return "resurf's default; your clinic has not confirmed it."
    return "; ".join(origins)


# --- no date ---------------------------------------------------------------------------------------------------------


def no_date(found: Backwards) -> str:
    """Why there is no date, and what to ask."""
    if found.open:
        return "\n".join(_no_end(each) for each in found.open)
    about, by = things(found), dates.full(found.by)
    if found.by <= found.today:
        return f"{dates.said(found.by, found.today)}: no treatment date before it is left."
    if found.latest is None:
        return f"No treatment date of the ten years before {by} fits, to be free of: {about}. Ask your clinic."
    late = dates.said(found.latest.first, found.today)
    text = f"No treatment date surely fits. To be free by {by} of: {about}, it would have had to be {late}."
    other = [f"{each[0].upper()}{each[1:]}" for each in otherwise(found)]
    return "\n".join([text, *other, "Ask your clinic, or choose a later day."]).replace("\u00a0", " ")


def _no_end(each: Over) -> str:
    what = each.ban.what
    if each.because == TOLD:
        return f"{what}: no day decides its end, your clinic says when it is over. Ask until when."
    if each.because == FOREVER:
        return f"{what}: the checklist gives it no end. Ask your clinic whether it ever ends."
    return (
        f'{what}: it ends by "{each.because}", and the checklist gives no day by which that has come. Ask your clinic '
        "how long it can take."
    )
