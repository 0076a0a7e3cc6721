"""What a clinic asks on the telephone, in the order it is read out (product rules, *Check-in*)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from .checklist import URGENCIES
from .day import asked, listed_signs, of_the_skin
from .diary import Raised, by_day, scores
from .hours import Lines, whom
from .schedule import applies
from .timing import away
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from .checklist import Event, Measure, Task
    from .diary import CheckIn, Score
    from .plan import Plan
    from .progress import Figure, Ledger
    from .schedule import Schedule

AREA: Final = "area"
"""The question whose answer is where the laser went."""
NONE: Final = "none"
RECENT: Final = timedelta(days=3)
"""How old a score or a sign may be to be read out."""


def rank(urgency: str) -> int:
    """The place of an urgency among them all, ``none`` the lowest."""
    return -1 if urgency == NONE else URGENCIES.index(urgency)


@frozen
class Trend:
    """The latest score of a measure, and the last one of the day before it that has one.

    ``earlier`` is the highest one entered before it that day: what has come down since is read out too. ``again``: it
    had come down, and is higher again. ``usual`` is the band that is drawn for that day, least and most.
    """

    measure: Measure
    latest: Score
    earlier: Score | None
    before: Score | None
    again: bool
    usual: tuple[float, float] | None


@frozen
class Medicine:
    """What was ticked of a medicine in a session: the figure so far, and the past days that lack a tick.

    ``last`` is the true time of the latest tick, on whatever day.
    """

    task: Task
    figure: Figure
    missing: tuple[date, ...]
    last: datetime | None


@frozen
class CallSheet:
    """All that is read out, seen at a time of a day; ``check_in`` is what was just entered, if anything was."""

    plan: Plan
    day: date
    today: date
    lines: Lines
    session: int
    events: tuple[tuple[Event, date | None], ...]  # those of the session, with the day they happened
    trends: tuple[Trend, ...]
    medicines: tuple[Medicine, ...]
    signs: tuple[tuple[date, Raised], ...]  # those raised lately, each once
    notes: tuple[str, ...]

    @property
    def urgency(self) -> str:
        """How soon to call for what was raised that day, the most urgent of it."""
        return max((raised.urgency for day, raised in self.signs if day == self.day), key=rank, default=NONE)

    @property
    def pressing(self) -> tuple[Raised, ...]:
        """The signs of that urgency."""
        return tuple(raised for day, raised in self.signs if day == self.day and raised.urgency == self.urgency)


def call_sheet(ledger: Ledger, day: date, clock: datetime, check_in: CheckIn | None = None) -> CallSheet:
    """What to read out on a day; ``clock`` decides which number comes first."""
    plan = ledger.plan
    session = plan.session_on(day)
    diary = (*plan.diary, check_in) if check_in else plan.diary
    recent = [each for each in diary if away(day, -RECENT) <= each.day <= day]
    return CallSheet(
        plan=plan,
        day=day,
        today=ledger.today,
        lines=whom(plan.contact, clock),
        session=session,
        events=tuple(_events(ledger, session, day)),
        trends=trends(diary, plan, day),
        medicines=tuple(_medicines(ledger, session, day)),
        signs=(*((day, each) for each in late_signs(ledger.schedule, day)), *_latest_signs(recent)),
        notes=tuple(each.note for each in recent if each.day == day and each.note),
    )


def late_signs(schedule: Schedule, day: date) -> list[Raised]:
    """The signs that events past their latest day raise, and by which events."""
    because: dict[str, list[str]] = {}
    for each in asked(schedule, day):
        if each.late and each.event.sign:
            because.setdefault(each.event.sign, []).append(f"{each.event.id} not recorded by {each.latest}")
    found = [each.item for each in listed_signs(schedule, day) if each.raised]
    return [Raised(sign.id, sign.urgency, "; ".join(because[sign.id])) for sign in found]


def _latest_signs(recent: Sequence[CheckIn]) -> Iterator[tuple[date, Raised]]:
    """The signs that check-ins raised, those of the latest day first, each once."""
    found: dict[str, tuple[date, Raised]] = {}
    in_order = sorted(recent, key=lambda check_in: check_in.day)
    for each in reversed(in_order):
        for raised in each.raised:
            found.setdefault(raised.id, (each.day, raised))
    return iter(found.values())


def _events(ledger: Ledger, session: int, day: date) -> Iterator[tuple[Event, date | None]]:
    """The events of the skin in a session that have happened, or could have."""
    schedule, treated = ledger.schedule, ledger.plan.sessions[session]
    for event in of_the_skin(ledger.plan, session, day) if day >= treated else ():
        happened = schedule.happened(event.id, session, day)
        if happened or day >= (schedule.event_day(event, session, "earliest") or treated):
            yield event, happened


# --- scores ----------------------------------------------------------------------------------------------------------


def trends(diary: tuple[CheckIn, ...], plan: Plan, day: date) -> tuple[Trend, ...]:
    """The measures that have a score on a day or shortly before it, in the order of the checklist."""
    known = [each for each in diary if each.day <= day]
    found = ((measure, scores(known, measure)) for measure in plan.checklist.measures.values())
    return tuple(
        _trend(measure, mine, plan) for measure, mine in found if any(away(day, -RECENT) <= each.day for each in mine)
    )


def _trend(measure: Measure, found: Sequence[Score], plan: Plan) -> Trend:
    latest, *before = reversed(by_day(found).values())
    values = [each.value for each in before]
    again = len(values) > 1 and latest.value > values[0] and max(values[1:]) > values[0]
    earlier = max((each for each in found if each.day == latest.day and each is not latest), key=_value, default=None)
    return Trend(measure, latest, earlier, before[0] if before else None, again, usual(measure, plan, latest.day))


def _value(score: Score) -> float:
    return score.value


def usual(measure: Measure, plan: Plan, day: date) -> tuple[float, float] | None:
    """The band of a measure that is drawn for a day, least and most; None before the treatment and where none is."""
    gone = (day - plan.sessions[plan.session_on(day)]).days
    found = [(least, most) for begins, least, most in measure.normal if begins <= gone]
    return found[-1] if found and gone >= 0 else None


# --- medicines -------------------------------------------------------------------------------------------------------


def _medicines(ledger: Ledger, session: int, day: date) -> Iterator[Medicine]:
    """The medicines of a session that were ticked, or were to be, in the order of the checklist."""
    for task in ledger.plan.checklist.tasks.values():
        if not task.medicine or applies(task.said, ledger.plan) is False:
            continue
        for number, window in ledger.schedule.windows(task, day):
            if number in {session, None} and (window.first is None or window.first <= day):
                days = ledger.tally.get((task.id, number), {})
                missing = tuple(each for each, figure in days.items() if figure.done < figure.due)
                figure, last = ledger.so_far(task.id, number), ledger.last_tick(task)
                if figure.due or last:
                    yield Medicine(task, figure, missing, last)
