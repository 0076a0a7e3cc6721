"""Whom to call, the eight lines to read out, and the scores and signs of the diary in words."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.diary import CELSIUS, FAHRENHEIT, in_unit, is_temperature

from . import words
from .layout import BLANK, Row, Span, glued, measured
from .rows import heading, item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resurf_cli.core.call import CallSheet, Medicine, Trend
    from resurf_cli.core.checklist import Measure
    from resurf_cli.core.diary import Score
    from resurf_cli.core.hours import Lines
    from resurf_cli.core.plan import Plan

HEADS: Final = {
    "emergency": "EMERGENCY.",
    "now": "Call now, day or night:",
    "same-day": "Call today:",
    "soon": f"Mention it to your clinic {words.SOON}:",
}
CLOSED: Final = "It is closed at this hour: if you reach nobody today, call an out-of-hours doctor."
LONGEST: Final = 200
"""How much of a note is read out."""
DAYS_NAMED: Final = 4


# --- whom to call ----------------------------------------------------------------------------------------------------


def numbers(contact: Mapping[str, str], lines: Lines, none: str = words.NO_NUMBER) -> str:
    """The clinic's numbers, the one that answers at this hour first; never blank."""
    hours = contact.get("hours")
    beside = {"day": f" ({hours})" if hours else "", "after-hours": " (after hours)"}
    return ", else ".join(f"{glued(number)}{beside[name]}" for name, number in lines.numbers) or none


def reach(urgency: str, contact: Mapping[str, str], lines: Lines, none: str = words.NO_NUMBER) -> str:
    """Whom to call for something of an urgency, at the hour it is; now with nobody there: the emergency number."""
    emergency, clinic = words.emergency_call(contact), numbers(contact, lines, none)
    nobody = lines.open is False and not contact.get("after-hours")
    if urgency == "emergency":
        return f"Call {emergency} now."
    if urgency == "now" and (nobody or not lines.numbers):
        return f"{emergency}. Nobody is known to answer at your clinic at this hour: {clinic}."
    if urgency == "now":
        return f"{clinic}. Nobody there: {emergency}."
    return f"{clinic}.{f' {CLOSED}' if nobody and urgency == 'same-day' else ''}"


def call(sheet: CallSheet) -> Iterator[Row]:
    """Whom to call at this hour, and what to read out; first what was raised today and cannot wait."""
    contact = sheet.plan.contact
    if sheet.urgency in {"emergency", "now"}:
        style = "emergency" if sheet.urgency == "emergency" else "call"
        yield _number(f"{HEADS[sheet.urgency]} ", style, reach(sheet.urgency, contact, sheet.lines))
        titles = [sign_title(raised.id, sheet.plan) for raised in sheet.pressing]
        yield item(f"Raised today: {'; '.join(titles)}.")
    yield _number("Call your clinic: ", "call", numbers(contact, sheet.lines))
    if sheet.lines.open is not None:
        yield item(f"It is {'open' if sheet.lines.open else 'closed'} at this hour.")
    yield _number("Emergency: ", "emergency", words.emergency_call(contact))
    yield BLANK
    yield from read_out(sheet)


def _number(name: str, style: str, number: str) -> Row:
    return Row((Span(name, style), Span(words.clean(number), "number")), hang=2)


def read_out(sheet: CallSheet) -> Iterator[Row]:
    """The eight lines, under a heading of their own."""
    yield heading("When you call, read this out")
    for place, line in enumerate(say(sheet), 1):
        yield Row((Span(f"  {place}  ", "number"), Span(measured(words.clean(line)))), hang=5)


# --- the eight lines -------------------------------------------------------------------------------------------------


def say(sheet: CallSheet) -> list[str]:
    """What to read out: day, treatment, areas, skin, scores, medicines, signs, note; always eight lines."""
    return [
        _day(sheet),
        _treatment(sheet),
        f"Area: {_area(sheet)}.",
        f"Skin: {_events(sheet)}.",
        f"Scores: {'; '.join(trend(each, sheet.day) for each in sheet.trends) or 'none entered lately'}.",
        f"Medicines: {'; '.join(_medicine(each) for each in sheet.medicines) or 'none in the plan so far'}.",
        f"Signs: {_signs(sheet)}.",
        f"Note: {_note(sheet.notes)}",
    ]


def day_words(day: int, which: str) -> str:
    """Which day of a treatment it is: ``day 3 after the treatment``, ``5 days before it``."""
    if day == 0:
        return f"the day of {which}"
    days = f"{abs(day)} day{'s' * (abs(day) != 1)}"
    return f"day {day} after {which}" if day > 0 else f"{days} before {which}"


def _day(sheet: CallSheet) -> str:
    plan, following = sheet.plan, sheet.plan.next_session(sheet.day)
    which = f"session {sheet.session} of {len(plan.sessions)}" if len(plan.sessions) > 1 else "the treatment"
    found = [day_words((sheet.day - plan.sessions[sheet.session]).days, which)]
    if following not in {None, sheet.session}:
        found.append(day_words((sheet.day - plan.sessions[following or 0]).days, f"session {following}"))
    begins = "Today is" if sheet.day == sheet.today else "That day was"
    return f"{begins} {', '.join(found)} ({dates.full(sheet.day)})."


def _treatment(sheet: CallSheet) -> str:
    return f"Treatment: {sheet.plan.title}, on {dates.full(sheet.plan.sessions[sheet.session])}."


def _area(sheet: CallSheet) -> str:
    from resurf_cli.core.call import AREA

    return words.answer(sheet.plan, AREA) if AREA in sheet.plan.answers else "not entered"


def _events(sheet: CallSheet) -> str:
    found = [
        f"{each.ask} {f'Yes, on {dates.near(on, sheet.today)}' if on else 'Not recorded'}" for each, on in sheet.events
    ]
    return ". ".join(found) or "nothing to record so far"


def _signs(sheet: CallSheet) -> str:
    found = [f"{sign_title(raised.id, sheet.plan)}{_on(day, sheet.day)}" for day, raised in sheet.signs]
    return "; ".join(found) or "none entered lately"


def sign_title(name: str, plan: Plan) -> str:
    """The words of a sign that was raised, also of one that the plan has no more."""
    kind, _, item = name.rpartition(".")
    if kind == "ready" and item in plan.checklist.ready:
        return f"before the treatment: {words.alerts(plan.checklist.ready[item].alerts)}"
    return plan.title_of(name if kind else f"signs.{name}")


def _on(day: date, asked: date) -> str:
    return "" if day == asked else f", on {dates.near(day, asked)}"


def _note(notes: Sequence[str]) -> str:
    text = " / ".join(words.clean(each) for each in notes)
    return f"{text[:LONGEST]}… (all of it: resurf summary)" if len(text) > LONGEST else text or "none."


def _medicine(each: Medicine) -> str:
    last = f"last ticked {dates.short(each.last.date())} {each.last:%H:%M}" if each.last else "not ticked"
    if each.task.once or not each.figure.due:
        return f"{each.task.do}: {last}"
    missing = [dates.short(day) for day in each.missing]
    more = f" and {len(missing) - DAYS_NAMED} more" if len(missing) > DAYS_NAMED else ""
    lacks = f", missing on {', '.join(missing[-DAYS_NAMED:])}{more}" if missing else ""
    return f"{each.task.do}: {each.figure.done} of {each.figure.due} ticked{lacks}"


# --- scores ----------------------------------------------------------------------------------------------------------


def trend(each: Trend, day: date) -> str:
    """A score with its time, and where it comes from: ``pain 4 at 09:30, up from 2 on Sat 12 Dec``."""
    when = f"{f' on {dates.short(each.latest.day)}' if each.latest.day != day else ''} at {each.latest.at:%H:%M}"
    return f"{each.measure.id} {value(each.latest.value, each.measure)}{when}{_way(each)}"


def _way(each: Trend) -> str:
    """Where a score comes from: a higher one of that day, and the last one of the day before."""
    before = _since(each, each.before) if each.before else ""
    if each.earlier is None or (before and each.earlier.value <= each.latest.value):
        return before or ", the first"
    return f", after {value(each.earlier.value, each.measure)} at {each.earlier.at:%H:%M}{before}"


def _since(each: Trend, before: Score) -> str:
    was = f"{value(before.value, each.measure)} on {dates.near(before.day, each.latest.day)}"
    if each.latest.value == before.value:
        return f", as {was}"
    way = "up" if each.latest.value > before.value else "down"
    return f", {way} from {was}{', worse again after it got better' if each.again else ''}"


def value(found: float, measure: Measure) -> str:
    """A score in words; a temperature in both units."""
    if not is_temperature(measure):
        return f"{found:g}{f' {measure.unit}' if measure.unit else ''}"
    celsius, fahrenheit = (in_unit(found, measure.unit, unit) for unit in (CELSIUS, FAHRENHEIT))
    return f"{celsius:.1f} °C ({fahrenheit:.1f} °F)"


_SIGNS: Final = {" >= ": " is at or above ", " > ": " is above ", " <= ": " is at or below ", " < ": " is below "}
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def because(text: str) -> str:
    """Why a sign is raised, in words: ``temperature 38.4 is at or above 38.0``."""
    for sign, words_for in _SIGNS.items():
        text = text.replace(sign, words_for)
    return _ISO.sub(lambda found: dates.short(date.fromisoformat(found[0])), text)
