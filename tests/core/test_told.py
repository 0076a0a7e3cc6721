"""The clinic's word that is on no sheet: product rules, *Commands* (``told``) and *JSON* (origin)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resurf_cli.core.avoid import bans, spans
from resurf_cli.core.card import card
from resurf_cli.core.checklist import checklist
from resurf_cli.core.day import asked, day_page, listed_signs, normal, visit_days
from resurf_cli.core.items import item_of, items
from resurf_cli.core.log import log
from resurf_cli.core.marks import mark
from resurf_cli.core.moving import move
from resurf_cli.core.phase import phase_page
from resurf_cli.core.plan import TOLD, UPDATE
from resurf_cli.core.signs import signs_page
from resurf_cli.core.summary import summary
from resurf_cli.core.telling import meant, unused
from resurf_cli.core.told import spoken
from resurf_cli.core.values import replace
from resurf_cli.errors import NotFound, UsageError
from resurf_cli.pages.told import lines
from tests.core.record import AGAIN, HEALED, TREATED, Record, document, figure, line_of, lines_of, on, open_on

if TYPE_CHECKING:
    from datetime import date

    from resurf_cli.core.schedule import Schedule

CHECKLIST = document(
    sources={"book": {"title": "A book"}, "sheet": {"title": "A sheet"}},
    questions={"sedation": {"ask": "Sedative?"}},
    events={**HEALED, "tablets-gone": {"ask": "Finished?", "expected": "5", "earliest": "4"}},
    measures={"pain": {"ask": "Pain"}, "fever": {"ask": "Fever"}, "gau": {"ask": "A name that begins another"}},
    visits=[{"id": "check", "what": "Healing check", "on": "7"}],
    consult=[{"id": "licence"}],
    prep=[
        {"id": "driver", "from": "-7", "until": "-1", "if": "sedation"},
        {"id": "shop", "from": "-7", "until": "-1"},
    ],
    recovery=[
        {"id": "ointment", "from": "0", "until": "healed", "repeat": "4 times a day", "source": "book"},
        {"id": "tablets", "from": "0", "until": "tablets-gone", "repeat": "as prescribed"},
        {"id": "massage", "from": "0", "repeat": "daily", "basis": "default"},
        {"id": "call-clinic", "from": "1", "until": "3"},
    ],
    maintenance=[
        {"id": "sunscreen", "from": "1 day after healed", "until": "6 months after last treatment", "repeat": "daily"},
        {"id": "review", "from": "first treatment", "until": "last treatment", "repeat": "daily"},
    ],
    avoid=[
        {"id": "sun", "from": "-14", "until": "60", "then-careful-until": "180"},
        {"id": "gym", "from": "0", "then-careful-until": "14"},
        {"id": "make-up", "from": "0", "until": "healed"},
        {"id": "acids", "from": "-14"},
    ],
    expect=[{"id": "red", "from": "0", "until": "healed"}],
    signs=[
        {"id": "breathing", "from": "0", "until": "14", "urgency": "emergency"},
        {"id": "eyes", "from": "0", "until": "healed", "urgency": "emergency"},
        {"id": "fever", "from": "0", "until": "35"},
        {"id": "acids", "from": "0", "until": "35"},
        {"id": "not-healed", "from": "10"},
    ],
    ready=[{"id": "cold", "ask": "A cold sore?", "if-yes": "call"}],
    supplies=[{"id": "ointment", "item": "Petrolatum"}, {"id": "gauze", "item": "Gauze"}],
)
SAID = "2026-12-12"
"""The day the clinic spoke: two days after the treatment."""


def record(*sessions: str, shipped: bool = True) -> Record:
    return Record(CHECKLIST, *sessions, shipped=shipped, values={"answers.sedation": ["yes"]})


def series() -> Record:
    return record(TREATED, AGAIN)


def last_of(made: Record, ref: str, today: str, session: int = 1) -> date | None:
    """The last day of a task in a session."""
    schedule = made.ledger(today).schedule
    task = made.history.plan.checklist.tasks[ref]
    return dict(schedule.windows(task, on(today)))[session].last


def origin(made: Record, ref: str) -> str:
    found: str = item_of(ref, made.history.plan.checklist).said.origin
    return found


def words_of(found: pytest.ExceptionInfo[UsageError | NotFound]) -> str:
    return str(found.value)


# --- confirmed, moved, dropped ---


@pytest.mark.parametrize(
    "ref", ["ointment", "avoid.sun", "expect.red", "signs.fever", "supplies.gauze", "visits.check", "ready.cold"]
)
def test_nothing_more_than_the_item_confirms_it_as_it_is(ref: str) -> None:
    made, before = record(), record().ledger(SAID)
    said = item_of(ref, made.told(ref, SAID).history.plan.checklist).said
    assert (said.origin, said.source) == ("confirmed", item_of(ref, before.plan.checklist).said.source)
    assert day_page(made.ledger(SAID), on(SAID)).avoid[0].span.last == day_page(before, on(SAID)).avoid[0].span.last


def test_a_moved_end_is_the_clinics_word_and_its_source() -> None:
    said = item_of("ointment", record().told("ointment", SAID, last="2026-12-20").history.plan.checklist).said
    assert (said.origin, said.source, said.basis) == ("clinic", (), "source")
    assert said.others is not None
    assert said.others.source == ("book",)


def test_what_is_from_the_clinics_own_file_stays_as_it_is() -> None:
    made = record(shipped=False).told("ointment", SAID).told("tablets", SAID, last="2026-12-20")
    assert (origin(made, "ointment"), origin(made, "tablets")) == ("clinic", "clinic")
    assert item_of("ointment", made.history.plan.checklist).said.source == ("book",)


def test_what_was_told_leaves_the_figure_of_what_no_clinic_confirmed() -> None:
    before = summary(record().ledger(SAID))
    made = record().told("ointment", SAID).told("avoid.sun", SAID, last="2027-01-10").told("massage", SAID, drop=True)
    after = summary(made.ledger(SAID))
    assert (before.instructions, before.unconfirmed) == (13, 13)
    assert (after.instructions, after.unconfirmed) == (12, 10)


def test_the_page_counts_what_was_told_as_confirmed() -> None:
    before = day_page(record().ledger(SAID), on(SAID))
    after = day_page(record().told("ointment", SAID).told("avoid.sun", SAID).ledger(SAID), on(SAID))
    assert before.unconfirmed - after.unconfirmed == 2


@pytest.mark.parametrize(("last", "days"), [("2026-12-14", 14), ("2026-12-20", 20)])
def test_a_told_end_wins_over_an_event_recorded_or_not(last: str, days: int) -> None:
    for made in (record(), record().happened("healed", "2026-12-16", wrote=SAID)):
        made.told("ointment", SAID, last=last)
        assert last_of(made, "ointment", SAID) == on(f"2026-12-{days}")
        line = line_of(made.ledger(last), "ointment", last)
        assert (line.occurrence.window.depends_on, line.counted) == (None, True)


def test_a_told_end_wins_over_told_and_counts_to_that_day() -> None:
    made = record().told("massage", SAID, last="2026-12-31")
    window = line_of(made.ledger(SAID), "massage", "2026-12-30").occurrence.window
    assert (window.last, window.depends_on, window.counted_to) == (on("2026-12-31"), None, on("2026-12-31"))


def test_a_told_end_goes_no_further_than_the_next_session() -> None:
    made = series().told("massage", SAID, last="2027-01-20")
    assert last_of(made, "massage", SAID) == on("2027-01-06")


def test_a_told_start_moves_the_start_and_leaves_the_end() -> None:
    made = record().told("sunscreen", SAID, first="2026-12-20")
    assert "sunscreen" not in lines_of(made.ledger("2026-12-19"), "2026-12-19")
    window = line_of(made.ledger("2026-12-20"), "sunscreen", "2026-12-20").occurrence.window
    assert (window.starts_by, window.last) == (None, on("2027-06-10"))


def test_a_start_told_after_an_end_joins_it() -> None:
    made = record().told("massage", SAID, last="2026-12-31").told("massage", SAID, first="2026-12-20")
    window = line_of(made.ledger(SAID), "massage", "2026-12-25").occurrence.window
    assert (window.first, window.last) == (on("2026-12-20"), on("2026-12-31"))


def test_the_latest_end_told_wins() -> None:
    made = record().told("massage", SAID, last="2026-12-31").told("massage", SAID, last="2026-12-20")
    assert last_of(made, "massage", SAID) == on("2026-12-20")


def test_a_confirmation_after_an_end_keeps_the_end() -> None:
    made = record().told("massage", SAID, last="2026-12-31").told("massage", "2026-12-13")
    assert (last_of(made, "massage", SAID), origin(made, "massage")) == (on("2026-12-31"), "clinic")


def test_what_is_told_is_for_the_session_under_way_and_for_that_alone() -> None:
    made = series().told("ointment", SAID, last="2026-12-20")
    assert last_of(made, "ointment", SAID) == on("2026-12-20")
    assert last_of(made, "ointment", SAID, 2) == on("2027-01-13")


def test_the_session_under_way_is_the_latest_that_has_begun() -> None:
    made = series().told("ointment", "2027-01-10", last="2027-01-20")
    assert last_of(made, "ointment", "2027-01-10", 2) == on("2027-01-20")


def test_another_session_can_be_named() -> None:
    made = series().told("ointment", SAID, last="2027-01-20", session=2)
    assert last_of(made, "ointment", SAID, 2) == on("2027-01-20")
    assert last_of(made, "ointment", SAID) == on("2026-12-16")


def test_what_was_told_for_one_session_stays_when_another_is_told() -> None:
    made = series().told("ointment", SAID, last="2026-12-20").told("ointment", SAID, last="2027-01-20", session=2)
    assert [last_of(made, "ointment", SAID, session) for session in (1, 2)] == [on("2026-12-20"), on("2027-01-20")]


def test_what_runs_once_for_the_plan_has_one_word_for_all_of_it() -> None:
    made = series().told("review", SAID, last="2027-02-01")
    assert [ends.last for ends in made.history.plan.told["review"].ends.values()] == [on("2027-02-01")]
    assert "review" in lines_of(made.ledger("2027-01-20"), "2027-01-20")
    with pytest.raises(UsageError, match="runs once for the whole plan"):
        made.told("review", SAID, last="2027-02-03", session=2)


# --- bans, what is normal, signs ---


def ban(made: Record, name: str, today: str = SAID) -> tuple[date | None, date | None, str | None]:
    """The last strict day of a ban, its last day, and how it stands today."""
    ledger = made.ledger(today)
    found = spans(ledger.plan.checklist.avoid[name], ledger.schedule, on(today))[0]
    return found.strict_last, found.last, found.now(on(today))


def test_of_a_ban_the_strict_end_moves_and_the_careful_one_stays_where_it_is_later() -> None:
    assert ban(record().told("avoid.sun", SAID, last="2027-01-10"), "sun") == (
        on("2027-01-10"),
        on("2027-06-08"),
        "strict",
    )


def test_a_strict_end_past_the_careful_one_is_the_end_of_the_ban() -> None:
    assert ban(record().told("avoid.sun", SAID, last="2027-07-01"), "sun")[:2] == (on("2027-07-01"), on("2027-07-01"))


def test_of_a_ban_that_is_never_strict_the_careful_end_moves() -> None:
    assert ban(record().told("avoid.gym", SAID, last="2026-12-14"), "gym") == (None, on("2026-12-14"), "careful")


def test_a_ban_without_an_end_or_by_an_event_has_the_end_that_is_told() -> None:
    made = record().told("avoid.acids", SAID, last="2026-12-31").told("avoid.make-up", SAID, last="2026-12-15")
    assert ban(made, "acids") == (on("2026-12-31"), on("2026-12-31"), "strict")
    assert ban(made, "make-up") == (on("2026-12-15"), on("2026-12-15"), "strict")
    there = {line.ban.id for line in bans(made.ledger("2026-12-16").schedule, on("2026-12-16"))}
    assert {"acids", "make-up"} & there == {"acids"}


def test_an_open_ban_closed_by_the_next_session_ends_with_what_was_told_for_that_one() -> None:
    made = series().told("avoid.make-up", SAID, last="2027-01-11", session=2)
    assert ban(made, "make-up", "2027-01-10")[1] == on("2027-01-11")
    assert ban(series(), "make-up", "2027-01-10")[1] == on("2027-01-13")


def test_what_is_normal_and_a_sign_have_the_ends_that_are_told() -> None:
    made = record().told("expect.red", SAID, last="2026-12-20").told("signs.fever", SAID, last="2026-12-20")
    schedule = made.ledger(SAID).schedule
    for day, there in (("2026-12-20", True), ("2026-12-21", False)):
        assert ("fever" in {each.item.id for each in listed_signs(schedule, on(day))}) is there
        assert bool(normal(schedule, on(day))) is there


def test_an_end_told_for_a_sign_without_one_wins_over_the_event_that_raises_it() -> None:
    made = record().told("signs.not-healed", SAID, last="2026-12-28")
    schedule = made.ledger(SAID).schedule
    window = schedule.sign_window(made.history.plan.checklist.signs["not-healed"], 1, on(SAID))
    assert window is not None
    assert (window.first, window.last, window.stays) == (on("2026-12-20"), on("2026-12-28"), False)


# --- emergency signs ---


@pytest.mark.parametrize(
    ("ref", "word"),
    [
        ("signs.breathing", {"drop": True}),
        ("signs.breathing", {"last": "2026-12-23"}),
        ("signs.breathing", {"first": "2026-12-11"}),
        ("signs.eyes", {"last": "2027-06-01"}),  # it ends by an event that nobody knows
    ],
)
def test_an_emergency_sign_is_never_taken_off_or_shortened(ref: str, word: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="is an emergency sign"):
        record().told(ref, SAID, **word)  # type: ignore[arg-type]


def test_an_emergency_sign_can_be_confirmed_and_lengthened() -> None:
    made = record().told("signs.breathing", SAID).told("signs.breathing", SAID, last="2026-12-31")
    assert "breathing" in {each.item.id for each in listed_signs(made.ledger(SAID).schedule, on("2026-12-31"))}
    made.told("signs.breathing", SAID, last="2026-12-24")
    assert "breathing" not in {each.item.id for each in listed_signs(made.ledger(SAID).schedule, on("2026-12-25"))}


def test_an_end_told_for_an_emergency_sign_shortens_it_not_when_an_event_moves_its_own_end_later() -> None:
    made = record().happened("healed", SAID).told("signs.eyes", SAID, last="2026-12-14")
    made.happened("healed", "2026-12-17")
    assert "eyes" in {each.item.id for each in listed_signs(made.ledger("2026-12-17").schedule, on("2026-12-17"))}


# --- dropped ---


def test_a_dropped_item_is_off_every_page_from_that_day_on() -> None:
    dropped = ["ointment", "licence", "avoid.sun", "expect.red", "signs.fever", "supplies.gauze", "visits.check"]
    made = record().set("2026-11-24", visit__check=SAID)
    for ref in dropped:
        made.told(ref, SAID, drop=True)
    ledger, day = made.ledger(SAID), on(SAID)
    page = day_page(ledger, day)
    shown = {
        *(line.task.id for line in (*page.tasks, *ledger.consult())),
        *(f"avoid.{line.ban.id}" for line in page.avoid),
        *(f"expect.{each.item.id}" for each in page.expect),
        *(f"signs.{each.item.id}" for each in page.signs),
        *(f"signs.{line.sign.id}" for line in signs_page(ledger, day).lines),
        *(f"supplies.{each.supply.id}" for each in page.supplies),
        *(f"visits.{each.visit.id}" for each in visit_days(ledger.plan, day)),
        *(each.line.task.id for each in phase_page(ledger, "recovery", day, whole=True).lines),
    }
    assert set(dropped) & shown == set()
    assert {"tablets", "avoid.gym", "signs.breathing", "supplies.ointment"} <= shown


def test_the_days_before_keep_a_dropped_item_and_what_they_asked_for() -> None:
    made = record().tick("ointment", "2026-12-11", 3).told("ointment", SAID, drop=True)
    ledger = made.ledger("2026-12-20")
    assert line_of(ledger, "ointment", "2026-12-11").done == 3
    assert ledger.so_far("ointment", 1) == figure(3, 8)
    assert "ointment" not in lines_of(ledger, SAID)


def test_what_was_ticked_on_the_day_it_was_dropped_is_kept_and_not_counted() -> None:
    made = record().tick("ointment", SAID, 2).told("ointment", SAID, drop=True)
    page = day_page(made.ledger(SAID), on(SAID))
    assert [(key.task, outcome.ticks) for key, outcome in page.kept] == [("ointment", 2)]
    assert figure() == made.ledger(SAID).so_far("ointment", 1) + figure(0, -8)


def test_a_dropped_once_task_is_not_still_open() -> None:
    assert "shop" in open_on(record().ledger("2026-12-10"), "2026-12-10")
    assert "shop" not in open_on(record().told("shop", "2026-12-08", drop=True).ledger("2026-12-10"), "2026-12-10")


def test_a_dropped_item_that_is_named_says_that_the_clinic_took_it_off() -> None:
    ledger = record().told("ointment", SAID, drop=True).told("supplies.gauze", SAID, drop=True).ledger("2026-12-13")
    for name, title in (("ointment", "About ointment"), ("supplies.gauze", "Gauze")):
        with pytest.raises(NotFound) as found:
            mark(ledger, name, on("2026-12-13"))
        assert words_of(found).startswith(f'"{title}" ({name}): your clinic took it off on Sat 12 Dec 2026.')
    assert mark(ledger, "ointment", on("2026-12-11")).title == "About ointment"


@pytest.mark.parametrize("word", [{}, {"last": "2026-12-20"}, {"first": "2026-12-11"}])
def test_any_later_word_lifts_a_drop(word: dict[str, str]) -> None:
    made = record().told("ointment", SAID, drop=True).told("ointment", "2026-12-15", **word)  # type: ignore[arg-type]
    ledger = made.ledger("2026-12-15")
    assert "ointment" in lines_of(ledger, "2026-12-15")
    assert ledger.figure(on("2026-12-13"), ("recovery",)) == figure(0, 3)  # that day asked for it no more


def test_a_drop_that_is_lifted_gives_back_the_end_that_was_told() -> None:
    made = record().told("massage", SAID, last="2026-12-20").told("massage", SAID, drop=True).told("massage", SAID)
    assert last_of(made, "massage", SAID) == on("2026-12-20")


def test_a_dropped_task_keeps_what_was_done_of_it_in_the_summary() -> None:
    made = record().tick("ointment", "2026-12-11", 3).told("ointment", SAID, drop=True).told("licence", SAID, drop=True)
    found = {each.task.id: each.figure for each in summary(made.ledger(SAID)).tasks}
    assert found["ointment"] == figure(3, 8)
    assert "licence" not in found


# --- events ---


def test_an_event_on_which_nothing_hangs_any_more_is_not_asked_for() -> None:
    def events(made: Record) -> list[str]:
        return [each.event.id for each in asked(made.ledger("2026-12-16").schedule, on("2026-12-16"))]

    assert events(record()) == ["tablets-gone", "healed"]
    assert events(record().told("tablets", SAID, last="2026-12-20")) == ["healed"]
    assert events(record().told("tablets", SAID, drop=True)) == ["healed"]
    assert events(record().told("tablets", SAID, first="2026-12-11")) == ["tablets-gone", "healed"]


def test_an_event_is_asked_for_as_long_as_something_starts_by_it_or_its_sign_is_listed() -> None:
    event = {"gone": {"ask": "Is it off?", "earliest": "1", "expected": "2", "sign": "still-on"}}
    whole = document(
        events=event,
        recovery=[{"id": "soak", "from": "gone", "until": "20", "repeat": "daily"}],
        signs=[{"id": "still-on", "from": "5", "until": "20"}],
    )
    made = Record(whole, shipped=True).told("soak", SAID, first="2026-12-15")
    assert asked(made.ledger(SAID).schedule, on(SAID)) != []
    assert asked(made.told("signs.still-on", SAID, drop=True).ledger(SAID).schedule, on(SAID)) == []
    assert asked(made.undo(SAID, "soak").ledger(SAID).schedule, on(SAID)) != []


def test_an_event_is_asked_for_as_long_as_the_careful_part_of_a_ban_ends_by_it() -> None:
    event = {"gone": {"ask": "Is it off?", "earliest": "1", "expected": "6"}}
    heat = {"id": "heat", "from": "0", "until": "3", "then-careful-until": "gone"}
    made = Record(document(events=event, avoid=[heat]), shipped=True).told("avoid.heat", SAID, last="2026-12-14")
    assert [each.event.id for each in asked(made.ledger(SAID).schedule, on(SAID))] == ["gone"]


def test_a_dropped_sign_is_not_raised() -> None:
    made = record().told("signs.not-healed", SAID, drop=True)
    assert "not-healed" not in {each.item.id for each in listed_signs(made.ledger(SAID).schedule, on("2026-12-22"))}


# --- a session that is moved ---


def test_an_end_told_for_a_date_that_moved_is_not_used_and_counts_again_when_moved_back() -> None:
    made = record().told("ointment", SAID, last="2026-12-20").move(SAID, "2026-12-11")
    assert (last_of(made, "ointment", SAID), origin(made, "ointment")) == (on("2026-12-17"), "default")
    assert [(each.ref, each.session, each.ends.last) for each in unused(made.history.plan, on(SAID))] == [
        ("ointment", 1, on("2026-12-20"))
    ]
    made.move(SAID, TREATED)
    assert (last_of(made, "ointment", SAID), origin(made, "ointment")) == (on("2026-12-20"), "clinic")
    assert unused(made.history.plan, on(SAID)) == ()


def test_today_the_card_and_the_move_say_what_is_not_used() -> None:
    made = record().told("avoid.sun", SAID, last="2027-01-10")
    before = made.ledger(SAID)
    after = made.move(SAID, "2026-12-11").ledger(SAID)
    pages = (day_page(after, on(SAID)), card(after, "avoid.sun", on(SAID)), move(before, after))
    for page in pages:
        assert [each.ref for each in page.unused] == ["avoid.sun"]
    assert card(after, "ointment", on(SAID)).unused == ()


@pytest.mark.parametrize("word", [{}, {"last": "2026-12-21"}, {"drop": True}])
def test_a_word_after_the_move_is_asked_for_no_more(word: dict[str, str]) -> None:
    made = record().told("ointment", SAID, last="2026-12-20").move(SAID, "2026-12-11")
    made.told("ointment", SAID, **word)  # type: ignore[arg-type]
    assert unused(made.history.plan, on(SAID)) == ()


def test_an_end_told_after_a_move_does_not_join_one_told_before_it() -> None:
    made = record().told("massage", SAID, last="2026-12-20").move(SAID, "2026-12-11")
    made.told("massage", SAID, first="2026-12-13")
    assert last_of(made, "massage", SAID) is None


def test_what_was_told_for_a_session_that_is_gone_is_not_asked_for_again() -> None:
    plan = series().told("ointment", SAID, last="2027-01-20", session=2).history.plan
    assert unused(replace(plan, sessions={1: on(TREATED)}), on(SAID)) == ()


def test_a_confirmation_stands_when_the_date_moves() -> None:
    assert origin(record().told("ointment", SAID).move(SAID, "2026-12-11"), "ointment") == "confirmed"


# --- what cannot be told ---


@pytest.mark.parametrize(
    ("ref", "word", "reason"),
    [
        ("supplies.gauze", {"last": "2026-12-20"}, "has no days to move"),
        ("visits.check", {"first": "2026-12-20"}, "has no days to move"),
        ("ready.cold", {"last": "2026-12-20"}, "has no days to move"),
        ("massage", {"last": "2026-12-01"}, "would have no days"),
        ("avoid.sun", {"first": "2027-03-01"}, "would have no days"),
        ("sunscreen", {"last": "2026-12-13"}, "would have no days"),
        ("massage", {"first": "2027-01-08", "session": 1}, "would have no days"),
    ],
)
def test_what_leaves_no_days_or_has_none_is_refused(ref: str, word: dict[str, str], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        series().told(ref, SAID, **word)  # type: ignore[arg-type]


def test_a_session_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound, match="There is no session 3"):
        series().told("ointment", SAID, last="2026-12-20", session=3)


# --- which item is meant ---


@pytest.mark.parametrize(
    ("word", "ref"),
    [
        ("ointment", "ointment"),  # a task before a supply
        ("supplies.ointment", "supplies.ointment"),
        ("sun", "avoid.sun"),  # an exact id before a task that it begins
        ("suns", "sunscreen"),
        ("sh", "shop"),
        ("gauz", "supplies.gauze"),
        ("fever", "signs.fever"),
        ("signs.fe", "signs.fever"),
        ("check", "visits.check"),
        ("cold", "ready.cold"),
        ("3", "ointment"),
    ],
)
def test_an_item_is_named_by_id_by_beginning_by_kind_or_by_number(word: str, ref: str) -> None:
    assert meant(record().ledger(SAID), word)[0] == ref


def test_the_number_of_a_later_session_names_it() -> None:
    assert meant(series().ledger(SAID), "2.2") == ("shop", 2)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("acids", "avoid.acids, signs.acids"),
        ("s", "shop, sunscreen"),
        ("oitment", "Did you mean ointment"),
        ("feverr", "Did you mean signs.fever"),
        ("nothing-like-it", 'no "nothing-like-it" in this plan'),
        ("avoid.", "no "),
        ("tasks.ointment", "nothing of the kind"),
        ("99", "no task with the number 99"),
    ],
)
def test_a_word_that_fits_nothing_or_too_much_names_what_there_is(word: str, reason: str) -> None:
    with pytest.raises(NotFound) as found:
        meant(record().ledger(SAID), word)
    assert reason in words_of(found)


def test_what_does_not_apply_cannot_be_told() -> None:
    with pytest.raises(NotFound, match="does not apply to you"):
        meant(record().answer(SAID, "sedation", "no").ledger(SAID), "driver")


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("sedation", "resurf plan set sedation="),
        ("questions.sedation", "resurf plan set sedation="),
        ("healed", "resurf happened healed"),
        ("pain", "resurf note"),
        ("gau", "resurf note"),  # an exact id before one that it begins
        ("sources.book", "is a source"),
    ],
)
def test_what_is_no_instruction_is_sent_to_its_own_command(word: str, command: str) -> None:
    with pytest.raises(UsageError, match=command):
        meant(record().ledger(SAID), word)


# --- the record ---


def test_undo_of_an_item_takes_back_the_latest_word_about_it() -> None:
    made = record().told("avoid.sun", SAID, last="2027-01-10").told("ointment", SAID).undo(SAID, "avoid.sun")
    assert list(made.history.plan.told) == ["ointment"]


def test_the_log_says_what_was_told_by_title_and_day() -> None:
    made = series().told("avoid.sun", SAID, first="2026-12-01", last="2027-01-10").told("ointment", SAID)
    made.told("licence", SAID, drop=True)
    assert [line.text for line in log(made.history)][1:] == [
        'told by your clinic: "About sun" (session 1) from Tue 1 Dec 2026, until Sun 10 Jan 2027',
        'told by your clinic: "About ointment" confirmed',
        'told by your clinic: "About licence" taken off from Sat 12 Dec 2026',
    ]


def test_a_past_day_asks_for_what_it_asked_before_the_clinic_spoke() -> None:
    made = record().told("ointment", "2026-12-11", last="2026-12-12").told("ointment", "2026-12-14", last="2026-12-15")
    asked_for = [made.ledger("2026-12-21").tally["ointment", 1].get(on(f"2026-12-{day}")) for day in range(12, 17)]
    assert asked_for == [figure(0, 4), figure(), figure(0, 4), figure(0, 4), None]


def test_what_was_told_holds_for_another_checklist_too_and_passes_over_what_it_has_not() -> None:
    plan = record().told("ointment", SAID).told("avoid.sun", SAID, last="2027-01-10").history.plan
    other = checklist(document(recovery=[{"id": "ointment", "from": "0", "until": "3"}]), shipped=True)
    assert spoken(other, plan.told, plan.treated).tasks["ointment"].said.origin == "confirmed"


def test_what_was_confirmed_is_asked_again_when_another_checklist_changes_it() -> None:
    ointment, *others = CHECKLIST["recovery"]
    other = document(**{**CHECKLIST, "recovery": [{**ointment, "until": "9"}, *others]})
    made = record().told("ointment", SAID).told("tablets", SAID).told("massage", SAID, last="2026-12-31")
    made.add(UPDATE, SAID, checklist=other, shipped=True)
    assert [origin(made, each) for each in ("ointment", "tablets", "massage")] == ["default", "confirmed", "clinic"]
    assert last_of(made, "massage", SAID) == on("2026-12-31")
    assert next(lines(made.history.plan, on(SAID))).startswith("About ointment: confirmed as it was before")
    assert origin(made.told("ointment", SAID), "ointment") == "confirmed"
    assert origin(made.undo(SAID).undo(SAID), "ointment") == "confirmed"


def test_what_an_update_takes_off_is_passed_over_and_named_still() -> None:
    other = document(**{**CHECKLIST, "recovery": CHECKLIST["recovery"][1:]})
    made = record().told("ointment", SAID, last="2026-12-20").move(SAID, "2026-12-11")
    made.add(UPDATE, SAID, checklist=other, shipped=True)
    assert unused(made.history.plan, on(SAID)) == ()
    (text,) = lines(made.history.plan, on(SAID))
    assert text.startswith("About ointment: until Sun 20 Dec 2026, not used")


def test_a_sign_dropped_before_an_update_makes_it_an_emergency_is_listed_again() -> None:
    signs = [{**each, "urgency": "emergency"} if each["id"] == "fever" else each for each in CHECKLIST["signs"]]
    made = record().told("signs.fever", SAID, drop=True)
    made.add(UPDATE, SAID, checklist=document(**{**CHECKLIST, "signs": signs}), shipped=True)
    assert "fever" in {each.item.id for each in listed_signs(made.ledger(SAID).schedule, on(SAID))}


def test_a_reference_is_a_bare_id_for_a_task_and_names_its_kind_else() -> None:
    assert [ref for ref, _ in items(record().history.plan.checklist, ("tasks", "avoid"))][-2:] == [
        "avoid.make-up",
        "avoid.acids",
    ]
    assert item_of("events.healed", record().history.plan.checklist) is None


# --- laws ---

DAYS = st.integers(-20, 60).map(lambda days: (on(TREATED) + timedelta(days=days)).isoformat())
REFS = ("ointment", "sunscreen", "review", "avoid.sun", "expect.red", "signs.breathing", "signs.eyes", "signs.fever")
WORDS = st.fixed_dictionaries(
    {
        "item": st.sampled_from(REFS),
        "session": st.sampled_from([None, 1, 2]),
        "treated": st.sampled_from([TREATED, AGAIN]),
        "from": st.none() | DAYS,
        "until": st.none() | DAYS,
        "drop": st.none() | DAYS,
    }
)


def heard(words: list[dict[str, Any]], healed: str) -> Record:
    """A series in which the clinic said anything at all, unchecked."""
    made = series().happened("healed", healed, wrote=SAID)
    for word in words:
        made.add(TOLD, SAID, items=[word], text=None, day=SAID)
    return made


def emergencies(schedule: Schedule, day: date) -> set[str]:
    listed = listed_signs(schedule, day)
    return {each.item.id for each in listed if each.item.urgency == "emergency"}


@given(st.lists(WORDS, max_size=5), st.sampled_from(["2026-12-12", "2026-12-20"]))
@settings(max_examples=60)
def test_no_word_lists_an_emergency_sign_on_fewer_days(words: list[dict[str, Any]], healed: str) -> None:
    told, untold = (heard(each, healed).ledger(SAID).schedule for each in (words, []))
    for days in range(-5, 50):
        day = on(TREATED) + timedelta(days=days)
        assert emergencies(untold, day) <= emergencies(told, day)


@given(st.lists(WORDS, max_size=5), st.integers(1, 20))
@settings(max_examples=60)
def test_moving_there_and_back_gives_the_same_plan(words: list[dict[str, Any]], there: int) -> None:
    made = heard(words, "2026-12-12")
    before = made.history.plan
    made.move(SAID, (on(AGAIN) + timedelta(days=there)).isoformat(), session=2)
    assert made.move(SAID, AGAIN, session=2).history.plan == before


@given(st.lists(WORDS, max_size=5), st.integers(-10, 50))
@settings(max_examples=60)
def test_whatever_was_told_every_page_can_be_made(words: list[dict[str, Any]], days: int) -> None:
    ledger, day = heard(words, "2026-12-12").ledger(SAID), on(TREATED) + timedelta(days=days)
    page = day_page(ledger, day)
    assert page.unconfirmed <= len(page.tasks) + len(page.still_open) + len(page.avoid)
    assert summary(ledger).unconfirmed <= summary(ledger).instructions
    for ref in ("ointment", "avoid.sun", "signs.eyes", "expect.red"):
        assert card(ledger, ref, day).ref == ref
