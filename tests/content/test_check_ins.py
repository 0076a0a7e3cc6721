"""No check-in says less because something is not known: an answer, an event, a score."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resurf_cli.core.call import NONE, rank
from resurf_cli.core.check_in import common_signs, judged
from resurf_cli.core.condition import Limit, Rise
from resurf_cli.core.diary import CheckIn
from resurf_cli.core.timing import points_of
from tests.content import TREATMENTS, loaded
from tests.content.plans import FOUR, FROM, TO, TREATED, least, most, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resurf_cli.core.condition import Alert
    from tests.core.record import Record

Scores = dict[str, Any]
FEW = settings(max_examples=40)
days = st.integers(FROM, TO) | st.integers(0, 45)
series = st.sampled_from([(TREATED,), FOUR])
ten = st.integers(0, 10).map(float)
several = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("pain", "redness", "swelling", "itch", "oozing"), ten),
        "temperature": st.integers(355, 405).map(lambda tenths: tenths / 10),
    },
)


class Case(NamedTuple):
    """A check-in so many days from the first treatment, with those on the days before it."""

    ago: int
    sessions: tuple[date, ...]
    found: Scores
    before: list[Scores]

    @property
    def day(self) -> date:
        return TREATED + timedelta(days=self.ago)


cases = st.builds(Case, days, series, several, st.lists(several, max_size=5))


def entered(day: date, found: Scores, *signs: str) -> CheckIn:
    units = {"temperature": "celsius"} if "temperature" in found else {}
    return CheckIn(day, datetime.combine(day, time(12), tzinfo=UTC), found, units, signs)


def verdict(plan: Record, day: date, found: Scores, *signs: str) -> int:
    """How soon to call, as a number: the higher the sooner."""
    raised = judged(plan.ledger(day.isoformat()), entered(day, found, *signs))
    return max((rank(each.raised.urgency) for each in raised), default=rank(NONE))


def made(name: str, answers: Mapping[str, tuple[str, ...]], case: Case) -> Record:
    """A plan with check-ins on the days before, one a day, the last of them the day before."""
    plan = record(name, answers, case.sessions)
    for ago, found in zip(range(len(case.before), 0, -1), case.before, strict=True):
        plan.check_in((case.day - timedelta(days=ago)).isoformat(), **found)
    return plan


@pytest.mark.parametrize("name", TREATMENTS)
@FEW
@given(data=st.data(), case=cases)
def test_an_answer_left_out_never_makes_the_verdict_milder(name: str, data: st.DataObject, case: Case) -> None:
    checklist = loaded(name).checklist
    answers = data.draw(st.sampled_from([most(checklist), least(checklist)]))
    left_out = data.draw(st.sets(st.sampled_from(sorted(answers)), min_size=1))
    some = {question: answer for question, answer in answers.items() if question not in left_out}
    known, unknown = (made(name, each, case) for each in (answers, some))
    assert verdict(unknown, case.day, case.found) >= verdict(known, case.day, case.found)


@pytest.mark.parametrize("name", TREATMENTS)
@FEW
@given(data=st.data(), case=cases)
def test_an_event_not_recorded_never_makes_the_verdict_milder(name: str, data: st.DataObject, case: Case) -> None:
    checklist = loaded(name).checklist
    case = case._replace(ago=abs(case.ago), sessions=(TREATED,))
    unrecorded, recorded = (made(name, most(checklist), case) for _ in range(2))
    for event in data.draw(st.sets(st.sampled_from(sorted(checklist.events)), min_size=1)):
        on = TREATED + timedelta(days=data.draw(st.integers(0, case.ago)))
        recorded.happened(event, on.isoformat(), wrote=case.day.isoformat())
    assert verdict(unrecorded, case.day, case.found) >= verdict(recorded, case.day, case.found)


@pytest.mark.parametrize("name", TREATMENTS)
@FEW
@given(data=st.data(), case=cases)
def test_a_worse_score_or_one_more_sign_never_makes_the_verdict_milder(
    name: str, data: st.DataObject, case: Case
) -> None:
    checklist, plan = loaded(name).checklist, made(name, {}, case)
    usual = verdict(plan, case.day, case.found)
    sign = data.draw(st.sampled_from(sorted(checklist.signs)))
    assert verdict(plan, case.day, case.found, sign) >= max(usual, rank(checklist.signs[sign].urgency))
    if case.found:
        measure = data.draw(st.sampled_from(sorted(case.found)))
        assert verdict(plan, case.day, {**case.found, measure: case.found[measure] + 1}) >= usual


def rules() -> Iterator[tuple[str, str, Alert]]:
    """Every alert of every sign of every treatment."""
    for name in TREATMENTS:
        for sign in loaded(name).checklist.signs.values():
            yield from ((name, sign.id, rule) for rule in sign.alerts)


def course(rule: Alert) -> list[Scores]:
    """Check-ins on days in a row, the last of which just fires a rule."""
    over = {">=": 0.0, ">": 0.1, "<=": 0.0, "<": -0.1}
    running = max((part.running for part in rule if isinstance(part, Rise)), default=0)
    days: list[Scores] = [{} for _ in range(running + 1)]
    for part in rule:
        if isinstance(part, Limit):
            days[-1].setdefault(part.measure, part.value + over[part.sign])
        else:
            for name in part.measures:
                for place, found in enumerate(days):
                    found[name] = place * (part.by or 1.0)
    return days


@pytest.mark.parametrize(("name", "sign", "rule"), list(rules()))
def test_every_alert_fires_without_an_answer_from_the_first_day_of_its_sign_to_long_after_its_last(
    name: str, sign: str, rule: Alert
) -> None:
    checklist = loaded(name).checklist
    (begins,) = (TREATED + timedelta(days=each.days) for each in points_of(checklist.signs[sign].start))
    *before, found = course(rule)
    for day in (begins, begins + timedelta(days=40), begins + timedelta(days=300)):
        plan = made(name, {}, Case((day - TREATED).days, (TREATED,), found, before))
        raised = {each.raised.id for each in judged(plan.ledger(day.isoformat()), entered(day, found))}
        assert sign in raised


@pytest.mark.parametrize("name", TREATMENTS)
@pytest.mark.parametrize("ago", [-60, -1, 0, 1, 10, 100, 400])
def test_a_fever_asks_for_a_call_on_every_day(name: str, ago: int) -> None:
    plan = record(name, {})
    assert verdict(plan, TREATED + timedelta(days=ago), {"temperature": 38.0}) >= rank("same-day")
    assert verdict(plan, TREATED + timedelta(days=ago), {"temperature": 36.6}) < rank("emergency")


def test_every_treatment_has_signs_that_can_be_asked_without_a_plan() -> None:
    found = {each.id: each.urgency for each in common_signs([loaded(name).checklist for name in TREATMENTS])}
    assert found["breathing"] == "emergency"
    assert found["fever"] == "same-day"
    assert len(found) > 5
