"""Finding the task a person means: product rules, *TASK*, *Numbers* and *Status*."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.marks import find, label, mark
from resurf_cli.errors import NotFound
from tests.core.record import AGAIN, HEALED, MADE, TREATED, Record, document, on

if TYPE_CHECKING:
    from resurf_cli.core.progress import Ledger

DAILY = {"until": "6", "repeat": "daily"}
CHECKLIST = document(
    questions={"smokes": {"ask": "Do you smoke?"}},
    consult=[{"id": "licence"}],
    prep=[
        {"id": "driver", "from": "-7", "until": "-3"},
        {"id": "patch", "from": "-7", "until": "-3", "if": "smokes"},
    ],
    recovery=[
        {"id": "wash", **DAILY},
        {"id": "wash-hair", "from": "3", **DAILY},
        {"id": "cool-packs", **DAILY},
        {"id": "cool-mist", "from": "4", **DAILY},
        {"id": "weekly-call", "from": "0", "until": "20", "repeat": "weekly"},
    ],
    supplies=[{"id": "wash"}, {"id": "gauze"}, {"id": "gauze-small"}],
)


def ledger(today: str = TREATED, *sessions: str) -> Ledger:
    return Record(CHECKLIST, *sessions).ledger(today)


def test_an_exact_id_wins_over_a_longer_one_it_begins() -> None:
    assert mark(ledger("2026-12-13"), "wash", on("2026-12-13")).id == "wash"


def test_a_prefix_that_is_enough_tells_a_task() -> None:
    assert mark(ledger("2026-12-13"), "wash-", on("2026-12-13")).id == "wash-hair"


def test_a_prefix_means_a_task_of_the_day_before_another_of_the_plan() -> None:
    assert mark(ledger("2026-12-11"), "cool", on("2026-12-11")).id == "cool-packs"


def test_an_ambiguous_prefix_names_the_candidates() -> None:
    with pytest.raises(NotFound, match=r"cool-packs.*cool-mist"):
        mark(ledger("2026-12-15"), "cool", on("2026-12-15"))


def test_an_unknown_word_names_what_is_near() -> None:
    with pytest.raises(NotFound, match="cool-mist"):
        mark(ledger(), "cool-mits", on(TREATED))


@pytest.mark.parametrize("word", ["", "  ", "xyz", "licence-to", "7.9", "99", "0", "supplies.", "supplies.xyz"])
def test_what_fits_nothing_is_not_found(word: str) -> None:
    with pytest.raises(NotFound):
        find(ledger(), word, on(TREATED))


@pytest.mark.parametrize(("number", "task"), [("1", "driver"), ("3", "wash"), ("5", "cool-packs")])
def test_a_number_is_the_place_among_all_tasks_but_those_of_consult_also_of_those_that_do_not_apply(
    number: str, task: str
) -> None:
    made = Record(CHECKLIST, values={"answers.smokes": ["no"]})
    found = find(made.ledger(TREATED), number, on(TREATED))
    assert isinstance(found, tuple)
    assert found[0].id == task


@pytest.mark.parametrize("word", ["patch", "2"])
def test_what_does_not_apply_cannot_be_ticked(word: str) -> None:
    made = Record(CHECKLIST, values={"answers.smokes": ["no"]})
    with pytest.raises(NotFound, match="does not apply"):
        mark(made.ledger("2026-12-04"), word, on("2026-12-04"))


def test_a_bare_word_means_a_task_and_one_with_supplies_before_it_a_supply() -> None:
    assert mark(ledger(), "supplies.wash", on(TREATED)).id == "supplies.wash"
    assert mark(ledger(), "supplies.gauze", on(TREATED)).id == "supplies.gauze"
    assert mark(ledger(), "supplies.gauze-", on(TREATED)).id == "supplies.gauze-small"
    with pytest.raises(NotFound, match="gauze"):
        mark(ledger(), "supplies.gau", on(TREATED))


@pytest.mark.parametrize(
    ("day", "task", "words"),
    [
        ("2026-12-09", "cool-packs", "starts Thu 10 Dec"),
        ("2026-12-12", "cool-mist", "starts Mon 14 Dec"),
        ("2026-12-20", "cool-packs", "ended Wed 16 Dec"),
        ("2026-12-11", "weekly-call", "next due Thu 17 Dec"),
    ],
)
def test_a_repeated_task_that_is_not_on_the_page_of_a_day_says_when_it_is(day: str, task: str, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        mark(ledger(day), task, on(day))


@pytest.mark.parametrize("day", [MADE, "2026-12-05", "2026-12-09", "2026-12-20"])
def test_a_once_task_can_be_marked_before_in_and_after_its_window(day: str) -> None:
    found = mark(ledger(day), "driver", on(day))
    assert found.written() == {"task": "driver", "session": 1, "day": day, "once": True}


def test_a_consult_task_is_marked_by_id_on_any_day() -> None:
    found = mark(ledger("2027-03-01"), "licence", on("2027-03-01"))
    assert found.written() == {"task": "licence", "session": None, "day": "2027-03-01", "once": True}


def test_what_waits_for_an_event_says_that_it_waits() -> None:
    events = {"healed": {"ask": "Closed?", "expected": "6"}, "off": {"ask": "Off?"}}
    written = document(
        events=events,
        recovery=[
            {"id": "cream", "from": "healed", "until": "30", "repeat": "daily"},
            {"id": "call", "from": "off", "until": "30"},
        ],
    )
    for task in ("cream", "call"):
        with pytest.raises(NotFound, match="waits"):
            mark(Record(written).ledger("2026-12-12"), task, on("2026-12-12"))


# --- a once task of several sessions ---


@pytest.mark.parametrize(("day", "session"), [("2026-12-05", 1), ("2026-12-12", 1), ("2026-12-30", 2)])
def test_a_bare_id_is_the_nearest_open_one(day: str, session: int) -> None:
    assert mark(ledger(day, TREATED, AGAIN), "driver", on(day)).session == session


def test_a_bare_id_passes_over_the_one_that_is_settled() -> None:
    made = Record(CHECKLIST, TREATED, AGAIN).tick("driver", "2026-12-05")
    assert mark(made.ledger("2026-12-06"), "driver", on("2026-12-06")).session == 2


@pytest.mark.parametrize(("word", "session"), [("1.2", None), ("driver", 2), ("1", 2)])
def test_another_session_is_named_by_its_number_or_by_itself(word: str, session: int | None) -> None:
    assert mark(ledger("2026-12-05", TREATED, AGAIN), word, on("2026-12-05"), session).session == 2


@pytest.mark.parametrize(
    ("task", "session", "shown"),
    [("driver", 1, "1"), ("driver", 2, "1.2"), ("wash", 2, "3"), ("licence", None, "")],
)
def test_only_a_once_task_of_a_later_session_has_the_session_in_its_number(
    task: str, session: int | None, shown: str
) -> None:
    assert label(ledger().plan.checklist.tasks[task], session) == shown


def test_what_starts_and_ends_by_an_event_waits_and_is_not_said_to_start_on_an_assumed_day() -> None:
    item = {"id": "cream", "from": "1 day after healed", "until": "2 weeks after healed", "repeat": "daily"}
    ledger = Record(document(events=HEALED, maintenance=[item])).ledger("2026-12-12")
    with pytest.raises(NotFound, match="waits until you record"):
        mark(ledger, "cream", on("2026-12-12"))
