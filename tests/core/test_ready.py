from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.diary import Raised
from resurf_cli.core.plan import READY as ANSWERS
from resurf_cli.core.ready import Kind, ReadyPage, asked_items, ready_page
from resurf_cli.errors import NotFound
from resurf_cli.pages.ready import command
from tests.core.record import AGAIN, TREATED, Record, document, on

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = "2026-12-08"
EARLY = "2026-11-25"
MEASURES = {"temperature": {"ask": "Temperature", "unit": "celsius", "scale": "34..43"}}
QUESTIONS = {"sedation": {"ask": "Sedated?"}, "pregnant": {"ask": "Pregnant?"}}
SORE = {"id": "sore", "ask": "Is there a cold sore?", "if-yes": "call"}
CONSENT = {"id": "consent", "ask": "Have you read the form?", "if-no": "not-yet"}
FEVER = {"id": "fever", "alert": ["temperature >= 38.0"], "then": "call"}
DRIVER = {"id": "driver", "from": "-7", "until": "-1"}
ACIDS = {"id": "acids", "from": "-14", "until": "-1", "repeat": "daily", "missed": "Tell your clinic."}


def record(*sessions: str, made: str = "2026-11-22", values: Mapping[str, Any] | None = None, **parts: Any) -> Record:
    whole = document(**{"questions": QUESTIONS, "measures": MEASURES, **parts})
    return Record(whole, *sessions, made=made, values=values)


def look(of: Record, day: str = DAY, given: Mapping[str, bool] | None = None) -> ReadyPage:
    return ready_page(of.ledger(day), datetime(2026, 12, 8, 12, tzinfo=UTC), given)


def reasons(page: ReadyPage) -> dict[str, tuple[str, str]]:
    return {each.id: (each.verdict, each.kind.value) for each in page.reasons}


def ticked(of: Record, first: str, last: str) -> Record:
    day = on(first)
    while day <= on(last):
        of.tick("acids", day.isoformat())
        day = day.fromordinal(day.toordinal() + 1)
    return of


# --- the session -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "session"), [("2026-12-09", 1), (TREATED, 1), ("2026-12-11", 2), ("2027-01-06", 2), (AGAIN, 2)]
)
def test_the_session_is_the_next_one_the_day_itself_included(day: str, session: int) -> None:
    assert look(record(TREATED, AGAIN), day).session == session


def test_without_a_session_to_come_there_is_nothing_to_be_ready_for() -> None:
    with pytest.raises(NotFound, match="resurf plan move"):
        look(record(), "2026-12-11")


def test_a_plan_with_nothing_in_the_way_is_ready() -> None:
    assert (look(record()).verdict, look(record()).reasons) == ("ready", ())


# --- questions of the day --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "verdict", "kinds"),
    [
        ({}, "not-yet", {"sore": ("not-yet", "unanswered"), "consent": ("not-yet", "unanswered")}),
        ({"sore": True}, "call", {"sore": ("call", "answer"), "consent": ("not-yet", "unanswered")}),
        ({"sore": False}, "not-yet", {"consent": ("not-yet", "unanswered")}),
        ({"sore": False, "consent": False}, "not-yet", {"consent": ("not-yet", "answer")}),
        ({"sore": True, "consent": False}, "call", {"sore": ("call", "answer"), "consent": ("not-yet", "answer")}),
        ({"sore": False, "consent": True}, "ready", {}),
    ],
)
def test_an_answer_gives_its_verdict_and_none_is_not_yet(
    given: dict[str, bool], verdict: str, kinds: dict[str, tuple[str, str]]
) -> None:
    page = look(record(ready=[SORE, CONSENT]), given=given)
    assert (page.verdict, reasons(page)) == (verdict, kinds)


def test_an_answer_counts_for_its_day_alone() -> None:
    of = record(ready=[SORE]).add(ANSWERS, DAY, day=DAY, answers={"sore": False})
    assert look(of).verdict == "ready"
    assert look(of, "2026-12-09").verdict == "not-yet"


def test_the_later_answer_of_a_day_counts_and_undo_takes_it_back() -> None:
    of = record(ready=[SORE]).add(ANSWERS, DAY, day=DAY, answers={"sore": False})
    assert look(of.add(ANSWERS, DAY, day=DAY, answers={"sore": True})).verdict == "call"
    assert look(of.undo(DAY)).verdict == "ready"
    assert look(of.undo(DAY)).verdict == "not-yet"


def test_what_is_asked_first_needs_a_call() -> None:
    page = look(record(ready=[CONSENT, SORE, FEVER]))
    assert [each.id for each in asked_items(page)] == ["sore", "fever", "consent"]


@pytest.mark.parametrize(("day", "asking"), [("2026-12-02", False), ("2026-12-03", True)])
def test_the_questions_are_asked_from_a_week_before(day: str, asking: bool) -> None:
    assert look(record(ready=[SORE]), day).asking is asking
    assert look(record(ready=[SORE]), day).verdict == "not-yet"


def test_what_the_clinic_took_off_is_not_asked() -> None:
    of = record(ready=[SORE], prep=[DRIVER]).told("ready.sore", DAY, drop=True).told("driver", DAY, drop=True)
    assert look(of).verdict == "ready"


@pytest.mark.parametrize(
    ("answers", "applies"), [({}, [None]), ({"answers.sedation": ["yes"]}, [True]), ({"answers.sedation": ["no"]}, [])]
)
def test_an_item_that_only_may_apply_is_asked_all_the_same(
    answers: dict[str, list[str]], applies: list[bool | None]
) -> None:
    page = look(record(values=answers, ready=[{**SORE, "if": "sedation"}]))
    assert [each.applies for each in page.reasons] == applies


# --- the diary -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "temperature", "kind"),
    [
        ("2026-12-08", 38.0, ("call", "diary")),
        ("2026-12-07", 38.4, ("call", "diary")),
        ("2026-12-06", 38.4, ("not-yet", "unanswered")),
        ("2026-12-08", 37.9, None),
        ("2026-12-07", 36.6, None),
    ],
)
def test_an_alert_reads_the_check_ins_of_today_and_yesterday(
    day: str, temperature: float, kind: tuple[str, str] | None
) -> None:
    of = record(ready=[FEVER]).check_in(day, temperature=temperature)
    assert reasons(look(of)).get("fever") == kind


def test_a_later_check_in_does_not_hide_a_fever_of_the_day() -> None:
    of = record(ready=[FEVER]).check_in(DAY, temperature=38.5).check_in(DAY, temperature=36.9)
    assert look(of).verdict == "call"


@pytest.mark.parametrize(("given", "verdict"), [(True, "call"), (False, "ready")])
def test_an_alert_can_be_answered_where_nothing_was_measured(given: bool, verdict: str) -> None:
    assert look(record(ready=[FEVER]), given={"fever": given}).verdict == verdict


def test_no_answer_outweighs_the_diary() -> None:
    assert look(record(ready=[FEVER]).check_in(DAY, temperature=38.5), given={"fever": False}).verdict == "call"


# --- warning signs ---------------------------------------------------------------------------------------------------

NAMED = [{"id": "sore", "sign": "A cold sore", "from": "1", "urgency": "now"}]


def named(*days: str) -> Record:
    of = record(signs=NAMED, ready=[CONSENT])
    for day in days:
        of.check_in(day, "sore", raised=[Raised("sore", "now", "you named it")])
    return of


@pytest.mark.parametrize(("day", "verdict"), [("2026-12-06", "ready"), ("2026-12-07", "call"), (DAY, "call")])
def test_a_sign_raised_today_or_yesterday_needs_a_call_whatever_was_answered(day: str, verdict: str) -> None:
    page = look(named(day), given={"consent": True})
    assert page.verdict == verdict
    assert ("signs.sore" in reasons(page)) == (verdict == "call")


def test_a_sign_that_was_raised_twice_is_said_once_and_undo_takes_it_off() -> None:
    of = named(DAY, DAY)
    assert [each.id for each in look(of).reasons].count("signs.sore") == 1
    of.undo(DAY)
    assert look(of, given={"consent": True}).verdict == "call"
    of.undo(DAY)
    assert look(of, given={"consent": True}).verdict == "ready"


def test_what_an_item_says_of_the_diary_is_not_said_again_of_its_sign() -> None:
    hot = [{"id": "hot", "sign": "A fever", "from": "0", "urgency": "same-day", "alert": ["temperature >= 38.0"]}]
    of = record(signs=hot, ready=[FEVER])
    why = "temperature 38.5 >= 38.0"
    of.check_in(DAY, temperature=38.5, raised=[Raised("hot", "same-day", why), Raised("ready.fever", "same-day", why)])
    assert reasons(look(of)) == {"fever": ("call", "diary")}


def test_an_event_past_its_latest_day_needs_a_call_before_the_next_session() -> None:
    events = {"healed": {"ask": "Healed?", "expected": "7", "latest": "10", "sign": "open"}}
    signs = [{"id": "open", "sign": "A raw spot", "from": "10", "urgency": "same-day"}]
    of = record(TREATED, AGAIN, events=events, signs=signs)
    assert look(of, "2026-12-20").verdict == "ready"
    page = look(of, "2026-12-21")
    assert reasons(page) == {"signs.open": ("call", "sign")}
    assert command(page.reasons[0], page) == "resurf happened healed"
    of.happened("healed", "2026-12-22")
    assert look(of, "2026-12-22").verdict == "ready"


def test_an_alert_on_two_numbers_needs_both() -> None:
    both = {"id": "both", "alert": ["temperature >= 38.0 and pain >= 5"], "then": "call"}
    of = record(ready=[both], measures={**MEASURES, "pain": {"ask": "Pain", "scale": "0..10"}})
    assert reasons(look(of.check_in(DAY, temperature=36.8))) == {"both": ("not-yet", "unanswered")}
    assert look(of.check_in(DAY, pain=1)).verdict == "ready"


# --- answers of the plan ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "kind"),
    [({}, ("not-yet", "unanswered")), ({"pregnant": ["yes"]}, ("call", "plan")), ({"pregnant": ["no"]}, None)],
)
def test_an_answer_of_the_plan_decides_and_a_missing_one_is_not_yet(
    answers: dict[str, list[str]], kind: tuple[str, str] | None
) -> None:
    values = {f"answers.{name}": given for name, given in answers.items()}
    page = look(record(values=values, ready=[{"id": "asked", "when": "pregnant", "then": "call"}]))
    assert reasons(page).get("asked") == kind
    assert [each.questions for each in page.reasons if each.kind is Kind.UNANSWERED] == (
        [] if answers else [("pregnant",)]
    )
    assert asked_items(page) == []


# --- what has to be done ---------------------------------------------------------------------------------------------


def test_a_task_to_be_done_once_and_a_supply_are_not_yet_until_they_are_ticked() -> None:
    of = record(prep=[DRIVER], supplies=[{"id": "cream"}])
    assert reasons(look(of)) == {"driver": ("not-yet", "task"), "supplies.cream": ("not-yet", "supply")}
    assert look(of.tick("driver", DAY).tick("supplies.cream", DAY, session=None)).verdict == "ready"


def test_what_may_have_to_be_done_or_bought_is_not_yet_as_if_it_had() -> None:
    of = record(prep=[{**DRIVER, "if": "sedation"}], supplies=[{"id": "cream", "if": "sedation"}])
    assert reasons(look(of)) == {"driver": ("not-yet", "task"), "supplies.cream": ("not-yet", "supply")}


def test_a_skipped_task_is_not_ticked() -> None:
    page = look(record(prep=[DRIVER]).skip("driver", DAY, "I walk"))
    assert [(each.verdict, each.because) for each in page.reasons] == [("not-yet", "I walk")]


def test_optional_and_as_needed_tasks_stand_in_no_way() -> None:
    extra = {"id": "extra", "from": "-7", "until": "-1", "optional": "true", "missed": "Tell us."}
    shade = {"id": "shade", "from": "-7", "until": "-1", "repeat": "as needed", "missed": "Tell us."}
    assert look(record(prep=[extra, shade])).verdict == "ready"


@pytest.mark.parametrize(
    ("need", "tick", "session"),
    [("driver", "driver", 1), ("cream", "supplies.cream", None), ("licence", "licence", None)],
)
def test_what_an_item_needs_is_a_task_a_supply_or_a_task_of_the_consultation(
    need: str, tick: str, session: int | None
) -> None:
    of = record(
        ready=[{"id": "need", "needs": need, "else": "call"}],
        prep=[DRIVER],
        supplies=[{"id": "cream"}],
        consult=[{"id": "licence"}],
    )
    assert reasons(look(of))["need"] == ("call", "needed")
    assert "need" not in reasons(look(of.tick(tick, DAY, session=session)))


def test_a_need_is_not_yet_before_its_week_unless_the_time_for_it_is_over() -> None:
    need = {"id": "need", "needs": "spot", "else": "call"}
    of = record(ready=[need], prep=[{"id": "spot", "from": "-42", "until": "-14"}], made="2026-10-01")
    assert [reasons(look(of, day))["need"][0] for day in (EARLY, "2026-11-26", "2026-11-27", "2026-12-03")] == [
        "not-yet",
        "not-yet",
        "call",
        "call",
    ]


def test_a_need_that_is_repeated_wants_every_day_that_has_passed() -> None:
    of = record(ready=[{"id": "need", "needs": "acids", "else": "not-yet"}], prep=[{**ACIDS, "from": "-7"}])
    assert "need" in reasons(look(of, "2026-12-05"))
    ticked(of, "2026-12-03", "2026-12-04")
    assert "need" not in reasons(look(of, "2026-12-05"))
    assert "need" in reasons(look(of, "2026-12-06"))


def test_what_does_not_apply_or_was_taken_off_is_needed_no_more() -> None:
    need = {"id": "need", "needs": "driver", "else": "call"}
    of = record(ready=[need], prep=[{**DRIVER, "if": "sedation"}])
    assert reasons(look(of))["need"] == ("call", "needed")
    assert look(of.answer(DAY, "sedation", "no")).verdict == "ready"


# --- what was missed -------------------------------------------------------------------------------------------------


def test_a_missed_day_of_a_task_with_words_for_it_needs_a_call() -> None:
    of = ticked(record(prep=[ACIDS]), "2026-11-26", "2026-12-07")
    assert look(of).verdict == "ready"
    page = look(of.undo(DAY))
    assert [(each.id, each.verdict, each.days) for each in page.reasons] == [("acids", "call", (on("2026-12-07"),))]


def test_today_is_not_missed_yet() -> None:
    assert look(ticked(record(prep=[ACIDS]), "2026-11-26", "2026-12-07")).verdict == "ready"


def test_a_skipped_day_was_not_done_whatever_the_reason() -> None:
    of = ticked(record(prep=[ACIDS]), "2026-11-26", "2026-12-06").skip("acids", "2026-12-07")
    assert reasons(look(of)) == {"acids": ("call", "missed")}


def test_without_words_for_it_a_missed_day_stands_in_no_way() -> None:
    assert look(record(prep=[{**ACIDS, "missed": None}])).verdict == "ready"


def test_what_began_before_the_plan_needs_a_call_until_the_clinic_says_when_it_begins() -> None:
    of = ticked(record(made="2026-12-01", prep=[ACIDS]), "2026-12-01", "2026-12-07")
    assert reasons(look(of)) == {"acids": ("call", "begun")}
    assert look(of.told("acids", DAY, first="2026-12-01")).verdict == "ready"


def test_a_task_to_be_done_once_that_began_before_the_plan_needs_a_call_until_it_is_ticked() -> None:
    asked = {"id": "asked", "from": "-42", "until": "-1", "missed": "Call before the laser."}
    of = record(prep=[asked])
    assert reasons(look(of)) == {"asked": ("call", "begun")}
    assert look(of.tick("asked", DAY)).verdict == "ready"


def test_a_task_to_be_done_once_is_missed_when_its_days_are_over() -> None:
    of = record(prep=[{"id": "pills", "from": "-7", "until": "-3", "missed": "Call today."}])
    assert reasons(look(of, "2026-12-07")) == {"pills": ("not-yet", "task")}
    assert reasons(look(of, "2026-12-08")) == {"pills": ("call", "missed")}
    assert look(of.tick("pills", "2026-12-08"), "2026-12-08").verdict == "ready"


def test_what_may_apply_and_was_missed_needs_a_call_as_if_it_did() -> None:
    page = look(record(prep=[{**ACIDS, "if": "sedation"}]))
    assert [(each.verdict, each.applies) for each in page.reasons] == [("call", None)]


# --- a series --------------------------------------------------------------------------------------------------------


def test_each_session_has_its_own_preparation() -> None:
    of = record(TREATED, AGAIN, prep=[DRIVER]).tick("driver", DAY)
    assert look(of).verdict == "ready"
    page = look(of, "2026-12-20")
    assert [(each.id, each.session) for each in page.reasons] == [("driver", 2)]


def test_what_was_missed_before_an_earlier_session_is_over() -> None:
    shade = {**ACIDS, "id": "shade", "from": "14 days before first treatment", "until": "1 day before first treatment"}
    of = record(TREATED, AGAIN, prep=[shade])
    assert look(of).verdict == "call"
    assert look(of, "2026-12-20").verdict == "ready"


def test_calls_come_first_and_of_them_what_surely_applies() -> None:
    of = record(
        ready=[CONSENT, {**SORE, "if": "sedation"}],
        prep=[DRIVER, ACIDS],
        supplies=[{"id": "cream"}],
    )
    page = look(of, given={"sore": True})
    assert [each.id for each in page.reasons] == ["acids", "sore", "consent", "driver", "supplies.cream"]
