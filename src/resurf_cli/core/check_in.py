"""What a check-in comes to: the warning signs it raises, and how soon to call (product rules, *Check-in*).

A sign that the person names counts on every day. An alert fires from its sign's first day on, also after its last: days
decide only what a page lists. One of temperature fires on every day, and those of what stands in the way of a
treatment while one is still to come. A missing score raises nothing, and is never said to be well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .alerts import fired
from .call import NONE, CallSheet, call_sheet, late_signs, rank
from .checklist import URGENCIES, Ready, Sign
from .condition import measures_of
from .day import Normal, normal
from .diary import Raised, is_temperature, scores
from .hours import Lines, whom
from .schedule import applies
from .values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from .checklist import Checklist, Measure
    from .condition import Alert
    from .diary import CheckIn, Score
    from .plan import Plan
    from .progress import Ledger
    from .schedule import Schedule

NAMED: Final = "you named it"
READY: Final = "ready."
"""What the id begins with of something that stands in the way of a treatment, where signs and it meet."""
_OF_VERDICT: Final = {"call": "same-day", "not-yet": "soon"}


@frozen
class RaisedSign:
    """A warning sign that is raised; ``applies`` None while an answer is missing.

    ``item`` is the sign, or what stands in the way of a treatment still to come; ``by_event``: an event past its latest
    day raises it, not what was entered. ``counted_from`` is an earlier session whose days its alert counts from: in the
    one under way it has not begun.
    """

    item: Sign | Ready
    raised: Raised
    applies: bool | None = True
    by_event: bool = False
    counted_from: int | None = None


def judged(ledger: Ledger, check_in: CheckIn) -> list[RaisedSign]:
    """The signs that a check-in raises in a plan, and the events past their latest day; the most urgent first."""
    plan, schedule, day = ledger.plan, ledger.schedule, check_in.day
    diary = (*plan.diary, check_in)
    late = {each.id: each.because for each in late_signs(schedule, day)}
    found: list[RaisedSign] = []
    for sign in plan.checklist.signs.values():
        named = NAMED if sign.id in check_in.signs else None
        mine = applies(sign.said, plan)
        off = mine is False or plan.dropped(f"signs.{sign.id}", day)
        begun = _begun(sign, schedule, day)
        alert = None if off else fired(_rules(sign, begun, plan), diary, plan.checklist.measures)
        event = late.get(sign.id)
        if why := "; ".join(each for each in (named, alert, event) if each):
            earlier = None if named or not alert else _earlier(begun, plan.session_on(day))
            made = Raised(sign.id, sign.urgency, why)
            found.append(RaisedSign(sign, made, mine, by_event=not named and not alert, counted_from=earlier))
    return _ranked([*found, *_in_the_way(plan, diary, day)])


def _ranked(found: Iterable[RaisedSign]) -> list[RaisedSign]:
    return sorted(found, key=lambda each: (-rank(each.raised.urgency), each.by_event))


def _begun(sign: Sign, schedule: Schedule, day: date) -> list[int | None]:
    """The sessions in which a sign has begun by a day; None is what runs once for the whole plan."""
    begins = {session: schedule.sign_begins(sign, session, day) for session in schedule.sessions_of(sign)}
    return [session for session, first in begins.items() if first is not None and first <= day]


def _rules(sign: Sign, begun: Sequence[int | None], plan: Plan) -> list[Alert]:
    """The alerts of a sign that can fire: once it has begun in a session all, before only those of temperature."""
    every = list(sign.alerts)
    return every if begun else [rule for rule in every if _of_temperature(rule, plan.checklist.measures)]


def _earlier(begun: Sequence[int | None], under_way: int) -> int | None:
    """The latest session in which a sign has begun, where that is not the one under way."""
    return None if not begun or begun[-1] in {None, under_way} else begun[-1]


def _of_temperature(rule: Alert, measures: Mapping[str, Measure]) -> bool:
    return any(name in measures and is_temperature(measures[name]) for name in measures_of(rule))


def _in_the_way(plan: Plan, diary: Sequence[CheckIn], day: date) -> Iterator[RaisedSign]:
    for item in plan.ready_on(day):
        mine = applies(item.said, plan)
        why = None if mine is False else fired(item.alerts, diary, plan.checklist.measures)
        if why:
            urgency = _OF_VERDICT[item.verdicts.get("then", "call")]
            yield RaisedSign(item, Raised(READY + item.id, urgency, why), mine)


# --- the answer ------------------------------------------------------------------------------------------------------


@frozen
class Answer:
    """What is said to a check-in, before it is stored; ``sheet`` None: there is no plan, or it is ``unread``.

    ``not_asked`` are the measures without a score, ``signs_asked`` whether the signs of the day were gone through.
    """

    check_in: CheckIn
    today: date
    raised: tuple[RaisedSign, ...]
    not_asked: tuple[Measure, ...]
    signs_asked: bool
    normal: tuple[Normal, ...]
    measures: Mapping[str, Measure]
    lines: Lines
    contact: Mapping[str, str]
    sheet: CallSheet | None
    unread: bool = False

    @property
    def checklist(self) -> Checklist | None:
        """The checklist of the plan; None where there is no plan."""
        return self.sheet.plan.checklist if self.sheet else None

    @property
    def urgency(self) -> str:
        """How soon to call: none, soon, same-day, now or emergency."""
        return max((each.raised.urgency for each in self.raised), key=rank, default=NONE)


def answer(ledger: Ledger, entered: CheckIn, clock: datetime, *, signs_asked: bool) -> Answer:
    """What a check-in comes to; its ``raised`` are those that an event did not raise already."""
    plan = ledger.plan
    found = judged(ledger, entered)
    made = replace(entered, raised=tuple(each.raised for each in found if not each.by_event))
    measures = plan.checklist.measures
    return Answer(
        check_in=made,
        today=ledger.today,
        raised=tuple(found),
        not_asked=tuple(each for each in measures.values() if each.id not in entered.scores),
        signs_asked=signs_asked,
        normal=tuple(normal(ledger.schedule, entered.day)),
        measures=measures,
        lines=whom(plan.contact, clock),
        contact=plan.contact,
        sheet=call_sheet(ledger, entered.day, clock, made),
    )


# --- with no plan ----------------------------------------------------------------------------------------------------


def common_signs(checklists: Sequence[Checklist], *, every: bool = False) -> list[Sign]:
    """The emergency signs of several checklists, and the other signs that all of them have and that need a call.

    Each at its most urgent, with the alerts that any of them gives it. ``every``: also what only some of them have, for
    where there is a plan that cannot be read; nobody knows then which of them it follows.
    """
    found = []
    for name in dict.fromkeys(name for each in checklists for name in each.signs):
        same = [each.signs[name] for each in checklists if name in each.signs]
        most = max(same, key=lambda each: rank(each.urgency))
        shared = len(same) == len(checklists) and all(each.urgency != URGENCIES[0] for each in same)
        if shared or most.urgency == URGENCIES[-1] or (every and most.urgency != URGENCIES[0]):
            alerts = dict.fromkeys(alert for each in same for alert in each.alerts)
            found.append(replace(most, alerts=tuple(alerts)))
    return sorted(found, key=lambda each: -rank(each.urgency))


def common_measures(checklists: Sequence[Checklist]) -> dict[str, Measure]:
    """The measures that all of several checklists have."""
    first, *others = checklists
    return {name: each for name, each in first.measures.items() if all(name in one.measures for one in others)}


@frozen
class Common:
    """What a check-in is judged on where no plan can be looked at; ``unread``: there is one, or one was named."""

    signs: tuple[Sign, ...]
    measures: Mapping[str, Measure]
    unread: bool = False


def common(checklists: Sequence[Checklist], *, unread: bool = False) -> Common:
    """What several checklists have in common; of a plan that cannot be read nobody knows which of them it follows."""
    return Common(tuple(common_signs(checklists, every=unread)), common_measures(checklists), unread)


def answer_without_plan(shared: Common, entered: CheckIn, clock: datetime, today: date, *, signs_asked: bool) -> Answer:
    """What a check-in comes to where no plan says which day it is: the signs named, and every alert that fires."""
    found = []
    for sign in shared.signs:
        named = NAMED if sign.id in entered.signs else None
        alert = fired(sign.alerts, (entered,), shared.measures)
        if why := "; ".join(each for each in (named, alert) if each):
            found.append(RaisedSign(sign, Raised(sign.id, sign.urgency, why)))
    return Answer(
        check_in=entered,
        today=today,
        raised=tuple(_ranked(found)),
        not_asked=tuple(each for each in shared.measures.values() if each.id not in entered.scores),
        signs_asked=signs_asked,
        normal=(),
        measures=shared.measures,
        lines=whom({}, clock),
        contact={},
        sheet=None,
        unread=shared.unread,
    )


# --- the diary -------------------------------------------------------------------------------------------------------


@frozen
class DiaryPage:
    """The diary of a plan to a day: each measure that has scores, with them, and the check-ins in the order written."""

    plan: Plan
    today: date
    measures: tuple[tuple[Measure, tuple[Score, ...]], ...]
    check_ins: tuple[CheckIn, ...]

    @property
    def first(self) -> date:
        """The day of the first check-in; today where there is none."""
        return min((each.day for each in self.check_ins), default=self.today)

    @property
    def last(self) -> date:
        """Today, or the day of a check-in that is later than the clock: it counts too."""
        return max([self.today, *(each.day for each in self.check_ins)])


def diary_page(plan: Plan, today: date) -> DiaryPage:
    """The diary of a plan."""
    found = ((each, tuple(scores(plan.diary, each))) for each in plan.checklist.measures.values())
    return DiaryPage(plan, today, tuple((each, mine) for each, mine in found if mine), plan.diary)
