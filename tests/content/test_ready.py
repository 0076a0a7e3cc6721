"""Before every treatment: what is not known never looks readier than what is, and each thing alone can stop it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest

from resurf_cli.core.checklist import PREP
from resurf_cli.core.plan import READY as ANSWERS
from resurf_cli.core.ready import CALL, NOT_YET, READY, VERDICTS, ReadyPage, items_on, ready_page
from resurf_cli.core.schedule import applies
from tests.content import TREATMENTS, checklist
from tests.content.plans import FOUR, TREATED, least, most, record
from tests.core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from resurf_cli.core.checklist import Ready
    from resurf_cli.core.entry import Entry

EVE: Final = TREATED - timedelta(days=1)
NOON: Final = datetime(2026, 12, 9, 12, tzinfo=UTC)
DAYS: Final = tuple(TREATED - timedelta(days=each) for each in (200, 60, 29, 15, 8, 7, 6, 3, 2, 1, 0))
MOST: Final = 24
"""As many ticks as a task can ask for on a day."""
MADE: Final = "2026-05-01"


def risky(name: str) -> dict[str, tuple[str, ...]]:
    """Every risk, but for those that by themselves need a call."""
    found = most(checklist(name))
    for item in checklist(name).ready.values():
        if item.when is not None and item.when.holds(found):
            found |= {each.question: ("no",) for each in item.when.any_of[0][:1]}
    return found


ANSWERED: Final = {"least": lambda name: least(checklist(name)), "risky": risky}


def look(of: Record, day: date = EVE) -> ReadyPage:
    return ready_page(of.ledger(day.isoformat()), NOON)


def milder(one: str, other: str) -> bool:
    return VERDICTS.index(one) < VERDICTS.index(other)


def good(item: Ready) -> bool:
    """The answer to an item that does not stand in the way."""
    return item.verdicts.get("no") is not None


@cache
def all_done(name: str, answers: str, treated: date = TREATED) -> Record:
    """A plan on the eve of a session with all of it ticked, answered and measured."""
    sessions = tuple(each for each in FOUR if each >= TREATED) if treated != TREATED else (TREATED,)
    of = record(name, ANSWERED[answers](name), sessions, made=MADE)
    day = (treated - timedelta(days=1)).isoformat()
    ledger = of.ledger(day)
    for supply in of.checklist.supplies:
        of.tick(f"supplies.{supply}", day, session=None)
    for task in of.checklist.tasks.values():
        for session, window in ledger.schedule.windows(task, treated):
            number = session if session is not None else 1
            if task.once and session in {
                None,
                *(at for at, when in of.history.plan.sessions.items() if when == treated),
            }:
                of.tick(task.id, day, session=session)
            elif task.phase == PREP and not task.once and not task.as_needed and task.missed:
                last = min(window.last or treated, treated - timedelta(days=2))
                for days in range((last - (window.first or last)).days + 1):
                    on_day = (last - timedelta(days=days)).isoformat()
                    of.tick(task.id, on_day, MOST, session=number)
    answers_of = {each.id: good(each) for each in items_on(of.history.plan, treated) if each.ask}
    of.add(ANSWERS, day, day=day, answers=answers_of)
    return of.check_in(day, temperature=36.8)


def without(of: Record, entries: Iterable[Entry]) -> Record:
    """The same record without some of what was written."""
    gone = {each.seq for each in entries}
    found = Record.__new__(Record)
    found.checklist, found.entries = of.checklist, [each for each in of.entries if each.seq not in gone]
    return found


def answered(of: Record, answers: Mapping[str, bool]) -> Record:
    """The same record with other answers for its day."""
    found = without(of, (each for each in of.entries if each.kind == ANSWERS))
    return found.add(ANSWERS, EVE.isoformat(), day=EVE.isoformat(), answers=dict(answers))


def ticked(entry: Entry) -> str:
    """The task or supply that an entry ticks; empty for any other entry."""
    found: str = entry.data["ticks"][0]["task"] if entry.kind == "tick" else ""
    return found


def mine(of: Record, items: Iterable[Any]) -> list[Any]:
    """The items that are for this person."""
    return [each for each in items if applies(each.said, of.history.plan)]


every = pytest.mark.parametrize("name", TREATMENTS)
both = pytest.mark.parametrize("answers", ANSWERED)


@every
@both
def test_with_all_of_it_done_and_answered_nothing_stands_in_the_way(name: str, answers: str) -> None:
    page = look(all_done(name, answers))
    assert (page.verdict, [each.id for each in page.reasons]) == (READY, [])


@every
@both
def test_without_any_one_thing_that_was_recorded_it_is_ready_no_more(name: str, answers: str) -> None:
    of = all_done(name, answers)
    asked = {f"supplies.{each.id}" for each in mine(of, of.checklist.supplies.values())}
    asked |= {each.id for each in mine(of, of.checklist.phase(PREP)) if not each.optional}
    looked = [each for each in of.entries[1:] if each.kind != "tick" or ticked(each) in asked]
    assert [each.data for each in looked if look(without(of, [each])).verdict == READY] == []


@every
@both
def test_each_question_alone_can_stop_it_by_its_answer_and_by_none(name: str, answers: str) -> None:
    of = all_done(name, answers)
    items = [each for each in items_on(of.history.plan, EVE) if each.ask]
    given = {each.id: good(each) for each in items}
    for item in items:
        bad = look(answered(of, {**given, item.id: not given[item.id]}))
        assert [(each.id, each.verdict) for each in bad.reasons] == [(item.id, *item.verdicts.values())]
        none = look(answered(of, {key: value for key, value in given.items() if key != item.id}))
        assert [(each.id, each.verdict) for each in none.reasons] == [(item.id, NOT_YET)]


@every
@both
def test_each_need_alone_can_stop_it(name: str, answers: str) -> None:
    of = all_done(name, answers)
    for item in items_on(of.history.plan, EVE):
        ticks = [each for each in of.entries if ticked(each) == item.needs]
        if item.needs:
            found = {each.id: each.verdict for each in look(without(of, ticks)).reasons}
            assert found[item.id] == item.verdicts["else"]


@every
@both
def test_a_fever_alone_stops_it(name: str, answers: str) -> None:
    for hot in ("2026-12-08", "2026-12-09"):
        found = without(all_done(name, answers), ()).check_in(hot, temperature=38.0)
        assert look(found).verdict == CALL


@every
@both
def test_each_missed_day_of_what_has_words_for_it_needs_a_call(name: str, answers: str) -> None:
    of = all_done(name, answers)
    repeated = {each.id for each in mine(of, of.checklist.phase(PREP)) if each.missed and not each.once}
    assert repeated
    for days in (0, -1):
        ticks = {task: [each for each in of.entries if ticked(each) == task][days] for task in repeated}
        for task, tick in ticks.items():
            assert [(each.id, each.verdict) for each in look(without(of, [tick])).reasons] == [(task, CALL)]


def _states(name: str) -> Sequence[tuple[str, Record]]:
    done = {answers: all_done(name, answers) for answers in ANSWERED}
    nothing = record(name, most(checklist(name)), made=MADE)
    late = record(name, least(checklist(name)), made="2026-12-05")
    return [*done.items(), ("nothing done", nothing), ("made late", late)]


@every
def test_an_answer_of_the_plan_that_is_not_given_is_never_milder_than_one_that_stands_in_no_way_by_itself(
    name: str,
) -> None:
    for state, of in _states(name):
        whens = [each.when for each in of.checklist.ready.values() if each.when]
        by_itself = {term.question for when in whens for all_of in when.any_of for term in all_of}
        for question in of.checklist.questions.values():
            unknown = look(without(of, ()).answer("2026-05-02", question.id)).verdict
            for reading in question.readings():
                known = look(without(of, ()).answer("2026-05-02", question.id, reading)).verdict
                least_of = NOT_YET if question.id in by_itself and known == CALL else known
                assert not milder(unknown, least_of), (state, question.id, reading)


@every
def test_every_day_before_the_treatment_has_a_verdict_and_an_untouched_plan_is_never_ready(name: str) -> None:
    for answers in ({}, most(checklist(name)), least(checklist(name))):
        of = record(name, answers, made=MADE)
        for day in DAYS:
            assert look(of, day).verdict != READY


@every
@both
def test_two_sessions_on_what_was_done_for_the_one_before_does_not_count_for_the_next(name: str, answers: str) -> None:
    of = all_done(name, answers, FOUR[1])
    eve = FOUR[1] - timedelta(days=1)
    assert [each.id for each in look(of, eve).reasons] == ["signs.not-healed"]
    of.happened("healed", (FOUR[0] + timedelta(days=9)).isoformat(), wrote=eve.isoformat())
    page = look(of, eve)
    assert (page.verdict, [each.id for each in page.reasons]) == (READY, [])
    later = look(of, FOUR[2] - timedelta(days=1))
    own = {each.id for each in of.checklist.phase(PREP) if each.once and not each.optional}
    assert later.verdict != READY
    assert {each.id for each in later.reasons if each.kind.value in {"task", "missed"}} & own
