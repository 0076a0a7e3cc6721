"""Only what changes something is asked, and every answer of it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.items import items
from tests.content import TREATMENTS, checklist, none_of
from tests.content.plans import least, most

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.condition import Condition

    Answers = Mapping[str, tuple[str, ...]]


def conditions(found: Checklist) -> Iterator[tuple[str, Condition]]:
    """What hangs on answers, and how."""
    for ref, item in items(found):
        if item.said.condition is not None:
            yield ref, item.said.condition
    for item in found.ready.values():
        if item.when is not None:
            yield f"ready.{item.id} when", item.when


def effect(found: Checklist, answers: Answers) -> list[bool | None]:
    """What answers make of every condition."""
    return [each.holds(answers) for _, each in conditions(found)]


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_question_is_used_by_a_condition(name: str) -> None:
    found = checklist(name)
    used = {term.question for _, each in conditions(found) for terms in each.any_of for term in terms}
    none_of(found.questions.keys() - used)


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_answer_changes_something_against_no_answer_and_against_its_opposite(name: str) -> None:
    """Whatever the other answers are: not given, those of the most risk, or those of the least.

    Of a question with several answers the opposite is not to choose it: what is chosen beside it may lead to the same.
    """
    found = checklist(name)
    same = []
    for question in found.questions.values():
        given: list[tuple[str, ...]] = [(), *((each,) for each in question.readings())]
        for at, one in enumerate(given):
            same += [
                f"{question.id}: {' '.join(one) or 'no answer'} is as {' '.join(other)}"
                for other in given[at + 1 :]
                if question.kind != "several" or () in {one, other}
                if not differ(found, question.id, one, other)
            ]
    none_of(same)


def differ(found: Checklist, question: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two answers to a question lead to anything different; an empty one is none."""
    return any(
        effect(found, answered(beside, question, one)) != effect(found, answered(beside, question, other))
        for beside in ({}, most(found), least(found))
    )


def answered(beside: Answers, question: str, given: tuple[str, ...]) -> Answers:
    """Answers with that to one question given, or taken away."""
    rest = {name: each for name, each in beside.items() if name != question}
    return {**rest, question: given} if given else rest


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_question_is_a_question_and_what_it_is_for_is_said_or_plain(name: str) -> None:
    none_of(each.id for each in checklist(name).questions.values() if not each.ask.endswith("?"))


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_event_that_something_hangs_on_is_expected_and_late_on_a_day(name: str) -> None:
    for event in checklist(name).events.values():
        assert event.ask.endswith("?"), event.id
        assert event.expected is not None, event.id
        assert event.earliest is not None, event.id
        assert event.latest is not None, event.id
        assert event.earliest.days <= event.expected.days <= event.latest.days, event.id


@pytest.mark.parametrize("name", TREATMENTS)
def test_skin_that_is_late_in_closing_raises_a_sign(name: str) -> None:
    found = checklist(name)
    if "healed" in found.events:
        raised = found.events["healed"].sign
        assert raised is not None
        assert found.signs[raised].urgency in {"same-day", "now", "emergency"}
