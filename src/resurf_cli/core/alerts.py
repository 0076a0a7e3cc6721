"""Alerts: whether what was entered in the diary raises a warning sign, and why (checklist format, *Alerts*)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from .condition import Limit, Rise, measures_of
from .diary import by_day, is_temperature, scores
from .timing import away

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from .checklist import Measure
    from .condition import Alert
    from .diary import CheckIn, Score

DAYS_BACK: Final = timedelta(days=3)
"""How far back a score is looked at that another is compared with."""
_A_SCORE: Final = re.compile(r"[a-z][a-z0-9-]* -?[0-9]", re.ASCII)
_HOLDS: Final = {
    ">=": lambda value, limit: value >= limit,
    ">": lambda value, limit: value > limit,
    "<=": lambda value, limit: value <= limit,
    "<": lambda value, limit: value < limit,
}


def fired(rules: Sequence[Alert], diary: Sequence[CheckIn], measures: Mapping[str, Measure]) -> str | None:
    """Why one of several alerts fires at the last check-in of a diary; None when none does.

    A rule fires only at a check-in that holds a score of it. Where it looks at several, the others may be of an
    earlier check-in of that day.
    """
    return next((why for rule in rules if (why := _fired(rule, diary, measures))), None)


def _fired(rule: Alert, diary: Sequence[CheckIn], measures: Mapping[str, Measure]) -> str | None:
    now = diary[-1]
    if not any(name in now.scores for name in measures_of(rule)):
        return None
    known = [each for each in diary if each.day <= now.day]
    entered = {name: scores(known, measures[name]) for name in measures_of(rule) if name in measures}
    found = [_part(part, entered, now.day, measures) for part in rule]
    return " and ".join(why for why in found if why) if all(found) else None


def _part(
    part: Limit | Rise, entered: Mapping[str, list[Score]], day: date, measures: Mapping[str, Measure]
) -> str | None:
    if isinstance(part, Limit):
        value = _latest(entered.get(part.measure, []), day)
        form = ".1f" if part.measure in measures and is_temperature(measures[part.measure]) else "g"
        holds = value is not None and _HOLDS[part.sign](value, part.value)
        return f"{part.measure} {value:{form}} {part.sign} {part.value:{form}}" if holds else None
    risen = [why for name in part.measures if (why := _risen(part, name, entered.get(name, []), day))]
    return ", ".join(risen) if len(risen) >= part.needed else None


def _latest(found: Sequence[Score], day: date) -> float | None:
    return next((each.value for each in reversed(found) if each.day == day), None)


def _risen(part: Rise, name: str, found: Sequence[Score], day: date) -> str | None:
    if part.by is not None:
        return _above_the_lowest(name, found, day, part.by)
    return _running(name, by_day(found), day, part.running)


def _above_the_lowest(name: str, found: Sequence[Score], day: date, by: float) -> str | None:
    """Whether a score is ``by`` above the lowest of the three days before, earlier that day included."""
    places = [place for place, each in enumerate(found) if each.day == day]
    if not places:
        return None
    now = found[places[-1]]
    before = [
        each
        for place, each in enumerate(found)
        if away(day, -DAYS_BACK) <= each.day and (each.day < day or place < places[-1])
    ]
    lowest = min(before, key=lambda each: each.value, default=None)
    if lowest is None or round(now.value - lowest.value, 6) < by:
        return None
    return f"{name} {now.value:g}, up from {lowest.value:g} on {lowest.day.isoformat()}"


def _running(name: str, days: Mapping[date, Score], day: date, running: int) -> str | None:
    """Whether the last score of a day is above that of the latest earlier day with one, so many times in a row."""
    now, seen = day, [day]
    for _ in range(running):
        earlier = [each for each in days if away(now, -DAYS_BACK) <= each < now]
        if now not in days or not earlier or days[now].value <= days[earlier[-1]].value:
            return None
        now = earlier[-1]
        seen.append(now)
    path = ", ".join(f"{days[each].value:g} on {each.isoformat()}" for each in seen[1:])
    return f"{name} {days[day].value:g}, up from {path}"


def measures_named(because: str) -> set[str]:
    """The measures whose scores a reason that ``fired`` gave speaks of."""
    parts = re.split(r"; | and |, ", because)
    return {part.split(" ", 1)[0] for part in parts if _A_SCORE.match(part)}
