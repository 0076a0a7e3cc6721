"""When may I …, over every shipped treatment: never milder for what is not known, and of one mind with today's page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resurf_cli.core.avoid import CAREFUL, STRICT
from resurf_cli.core.naming import named
from resurf_cli.core.timing import points_of
from resurf_cli.core.when import NO, YES, Again, again, when_page
from tests.content import TREATMENTS, checklist, none_of
from tests.content.plans import FOUR, FROM, TO, TREATED, least, most, record
from tests.content.walk import PLANS, walked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resurf_cli.core.checklist import Ban
    from resurf_cli.core.progress import Ledger
    from tests.core.record import Record

FEW: Final = settings(max_examples=30)
STRICTER: Final = (None, YES, CAREFUL, NO)
"""The answers, each at least as strict as those before; None: it is not for this person."""
ANSWER: Final = {None: YES, STRICT: NO, CAREFUL: CAREFUL}
EVERY: Final = pytest.mark.parametrize("name", TREATMENTS)


class Case(NamedTuple):
    """A day asked about and the real day, counted from the first treatment, of one session or of a series."""

    asked: int
    today: int
    sessions: tuple[date, ...]

    @property
    def day(self) -> date:
        return TREATED + timedelta(days=self.asked)

    @property
    def known(self) -> str:
        return (TREATED + timedelta(days=self.today)).isoformat()


days = st.integers(FROM, TO) | st.integers(-20, 60)
cases = st.builds(Case, days, days, st.sampled_from([(TREATED,), FOUR]))


def answers(ledger: Ledger, day: date) -> dict[str, Again]:
    return {each.ban.id: each for each in when_page(ledger, day).found}


def answer(ledger: Ledger, ban: str, day: date) -> str | None:
    found = again(ledger.schedule, ledger.plan.checklist.avoid[ban], day)
    return found.answer if found else None


def drawn(data: st.DataObject, name: str) -> Mapping[str, tuple[str, ...]]:
    found = checklist(name)
    return data.draw(st.sampled_from([{}, most(found), least(found)]))


def happened(plan: Record, data: st.DataObject, case: Case) -> Record:
    """The same with some events recorded, each on a day of its session that has come."""
    latest = TREATED + timedelta(days=case.today)
    ends = (*case.sessions[1:], date.max)
    for number, (treated, following) in enumerate(zip(case.sessions, ends, strict=True), 1):
        last = min(latest, following - timedelta(days=1))
        for event in plan.checklist.events if treated <= last else ():
            if data.draw(st.booleans()):
                on = data.draw(st.dates(treated, last))
                plan.happened(event, on.isoformat(), number, wrote=case.known)
    return plan


def milder(unknown: Mapping[str, Again], known: Mapping[str, Again]) -> list[str]:
    """The bans that are said to be milder, or free earlier, where less is known."""
    found = []
    for ban, each in known.items():
        other = unknown.get(ban)
        if other is None or STRICTER.index(other.answer) < STRICTER.index(each.answer):
            found.append(f"{ban}: {other and other.answer} where it is {each.answer}")
        elif other.allowed_from and (each.allowed_from is None or other.allowed_from < each.allowed_from):
            found.append(f"{ban}: from {other.allowed_from}, where it is from {each.allowed_from}")
    return found


@EVERY
@FEW
@given(data=st.data(), case=cases)
def test_an_answer_left_out_never_makes_it_milder(name: str, data: st.DataObject, case: Case) -> None:
    found = checklist(name)
    full = data.draw(st.sampled_from([most(found), least(found)]))
    left_out = data.draw(st.sets(st.sampled_from(sorted(full)), min_size=1))
    some = {question: given for question, given in full.items() if question not in left_out}
    unknown, known = (answers(record(name, each, case.sessions).ledger(case.known), case.day) for each in (some, full))
    none_of(milder(unknown, known))


@EVERY
@FEW
@given(data=st.data(), case=cases)
def test_an_event_not_recorded_never_makes_it_milder(name: str, data: st.DataObject, case: Case) -> None:
    given_answers = drawn(data, name)
    silent = record(name, given_answers, case.sessions)
    recorded = happened(record(name, given_answers, case.sessions), data, case)
    none_of(milder(answers(silent.ledger(case.known), case.day), answers(recorded.ledger(case.known), case.day)))


@EVERY
@FEW
@given(data=st.data(), case=cases)
def test_an_event_opened_again_never_makes_it_milder(name: str, data: st.DataObject, case: Case) -> None:
    case = case._replace(sessions=(TREATED,), today=abs(case.today), asked=abs(case.today) + abs(case.asked))
    plan = record(name, drawn(data, name))
    for event in plan.checklist.events:
        plan.happened(event, TREATED.isoformat())
    before = answers(plan.ledger(case.known), case.day)
    event = data.draw(st.sampled_from(sorted(plan.checklist.events)))
    plan.not_yet(event, case.known)
    none_of(milder(answers(plan.ledger(case.known), case.day), before))


@EVERY
@FEW
@given(data=st.data(), case=cases)
def test_the_day_it_says_is_a_yes_when_asked_about_and_the_day_before_is_not(
    name: str, data: st.DataObject, case: Case
) -> None:
    ledger = happened(record(name, drawn(data, name), case.sessions), data, case).ledger(case.known)
    for ban, each in answers(ledger, case.day).items():
        assert (each.answer == YES) == (each.allowed_from == case.day), ban
        if each.allowed_from is None:
            continue
        first = each.allowed_from
        assert answer(ledger, ban, first) == YES, ban
        assert each.answer == YES or answer(ledger, ban, first - timedelta(days=1)) != YES, ban
        if each.allowed_until is not None:
            assert answer(ledger, ban, each.allowed_until) == YES, ban
            assert answer(ledger, ban, each.allowed_until + timedelta(days=1)) != YES, ban


@EVERY
@FEW
@given(data=st.data(), case=cases)
def test_what_it_says_of_the_days_to_come_is_what_it_says_on_those_days(
    name: str, data: st.DataObject, case: Case
) -> None:
    ledger = happened(record(name, drawn(data, name), case.sessions), data, case).ledger(case.known)
    for ban, each in answers(ledger, case.day).items():
        for step in each.steps:
            assert answer(ledger, ban, step.first) == ANSWER[step.kind], (ban, step)


@EVERY
@FEW
@given(data=st.data(), case=cases)
def test_the_day_that_is_expected_is_the_day_it_is_allowed_if_all_comes_as_expected(
    name: str, data: st.DataObject, case: Case
) -> None:
    case = case._replace(today=case.asked)
    plan = happened(record(name, drawn(data, name), case.sessions), data, case)
    before = answers(plan.ledger(case.known), case.day)
    for number, treated in enumerate(case.sessions, 1):
        for event in plan.checklist.events.values():
            if event.expected and plan.history.plan.happened(event.id, number, case.day) is None:
                plan.happened(event.id, (treated + timedelta(days=event.expected.days)).isoformat(), number)
    after = answers(plan.ledger(case.known), case.day)
    for ban, each in before.items():
        if each.expected_from is not None:
            assert after[ban].allowed_from == each.expected_from, ban
            assert each.expected_from > case.day
            assert each.allowed_from is None


@EVERY
@FEW
@given(data=st.data(), ago=st.integers(0, TO), later=st.integers(0, 3 * 365))
def test_what_ends_by_an_event_is_never_a_yes_while_nothing_was_recorded(
    name: str, data: st.DataObject, ago: int, later: int
) -> None:
    ledger = record(name, drawn(data, name)).ledger((TREATED + timedelta(days=ago)).isoformat())
    found = answers(ledger, TREATED + timedelta(days=ago + later))
    hanging = {
        ban.id for ban in ledger.plan.checklist.avoid.values() if anchors(ban) & set(ledger.plan.checklist.events)
    }
    assert hanging
    none_of(f"{ban}: yes" for ban in hanging & set(found) if found[ban].answer == YES or found[ban].allowed_from)


def anchors(ban: Ban) -> set[str]:
    return {point.anchor for end in (ban.strict, ban.careful) if end for point in points_of(end)}


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in TREATMENTS for kind in PLANS])
def test_it_is_of_one_mind_with_the_bans_on_the_page_of_every_day(name: str, kind: str) -> None:
    for seen in walked(name, kind):
        on_page = {line.ban.id: (line.now, line.applies) for line in seen.avoid}
        for ban, each in answers(seen.ledger, seen.day).items():
            now, mine = on_page.pop(ban, (None, each.applies))
            assert (each.answer, each.applies) == (ANSWER[now], mine), (ban, seen.number)
        assert not on_page, seen.number


# --- what people type ---


def found_by(name: str, text: str) -> set[str]:
    return {each.ban.id for each in named(text, tuple(checklist(name).avoid.values())).meant}


def ways(name: str) -> list[str]:
    """How people write a name: as it is, loudly, in a question, and of several."""
    last = re.split("[ -]", name)[-1]
    many = [f"{name}s"] if len(last) > 3 and last.islower() and last[-1] not in "su" else []
    return [name, name.upper(), f"when may I use my {name} again?", *many]


@EVERY
def test_every_ban_is_found_by_its_id_its_title_and_all_its_other_names(name: str) -> None:
    none_of(
        f"{ban.id}: {text}"
        for ban in checklist(name).avoid.values()
        for other in (ban.id, ban.what, *ban.aka)
        for text in ways(other)
        if ban.id not in found_by(name, text)
    )


@EVERY
def test_a_letter_left_out_or_changed_about_in_a_long_name_finds_it_still(name: str) -> None:
    bans = tuple(checklist(name).avoid.values())
    found = [
        (ban.id, text, named(text, bans))
        for ban in bans
        for other in ban.aka
        if other.isalpha() and len(other) >= 8 and other[-1] != "s"
        for text in (other[:4] + other[5:], other[:4] + other[5] + other[4] + other[6:])
    ]
    assert sum(each.loosely for _, _, each in found) > 100
    none_of(
        f"{ban}: {text} finds {[one.ban.id for one in each.meant]}"
        for ban, text, each in found
        if ban not in {one.ban.id for one in each.meant} and (each.loosely or not each.meant)
    )


@EVERY
@pytest.mark.parametrize("text", ["skydiving", "knitting", "chess", "reading", "trampoline", "gim", "my", "?", "", "x"])
def test_what_no_ban_names_finds_nothing(name: str, text: str) -> None:
    assert found_by(name, text) == set()


@EVERY
def test_no_ban_asked_for_by_its_id_leaves_out_one_that_has_it_as_a_name(name: str) -> None:
    bans = checklist(name).avoid
    none_of(
        f"{ban}: without {other.id}"
        for ban in bans
        for other in bans.values()
        if ban in {each.lower().replace(" ", "-") for each in other.aka} and other.id not in found_by(name, ban)
    )
