from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.core.checklist import Checklist, checklist
from resurf_cli.core.differences import differences, numbers_of, renumbered

if TYPE_CHECKING:
    from typing import Any

BASE: dict[str, Any] = {
    "id": "care",
    "title": "Care",
    "questions": {"area": {"ask": "Where?"}},
    "events": {"healed": {"ask": "Closed?", "expected": "6"}},
    "prep": [{"id": "leave-off", "do": "Leave it off", "from": "-14", "until": "-1", "source": "book"}],
    "recovery": [{"id": "ointment", "do": "Use ointment", "until": "healed", "repeat": "daily"}],
    "avoid": [{"id": "sun", "what": "Sun", "until": "60"}],
}


def made(**changes: Any) -> Checklist:
    return checklist({**BASE, **changes}, shipped=False)


def task(**changes: str) -> list[dict[str, str]]:
    return [{**BASE["prep"][0], **changes}]


def found(**changes: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.ref, each.fields) for each in differences(made(), made(**changes))]


def test_a_checklist_does_not_differ_from_itself() -> None:
    assert found() == []


def test_what_differs_is_named_by_its_fields_in_the_order_of_the_newer_one() -> None:
    assert found(
        prep=task(**{"from": "-7", "how": "All of it"}), avoid=[{"id": "sun", "what": "Sun", "until": "90"}]
    ) == [
        ("leave-off", ("start", "how")),
        ("avoid.sun", ("strict",)),
    ]


def test_whose_word_it_is_where_it_stands_and_its_source_are_no_difference() -> None:
    first = {"id": "first", "do": "First"}
    assert found(prep=[first, *task(source="other")]) == [("first", ())]


def test_a_span_of_numbers_differs_from_its_least_though_both_have_as_many_ticks() -> None:
    def recovery(repeat: str) -> Checklist:
        return made(recovery=[{**BASE["recovery"][0], "repeat": repeat}])

    def differ(before: str, after: str) -> list[tuple[str, ...]]:
        return [each.fields for each in differences(recovery(before), recovery(after))]

    assert differ("at least 4 times a day", "4 to 6 times a day") == [("repeat",)]
    assert differ("4 times a day", "at least 4 times a day") == [("repeat",)]
    assert differ("daily", "once a day") == []


def test_what_is_new_comes_in_its_place_and_what_is_gone_last() -> None:
    result = differences(made(), made(prep=[], recovery=[*BASE["recovery"], {"id": "mist", "do": "Use the mist"}]))
    assert [(each.ref, each.before is None, each.after is None) for each in result] == [
        ("mist", True, False),
        ("leave-off", False, True),
    ]


def test_questions_events_and_whom_an_item_is_for_are_compared_too() -> None:
    events = {"healed": {"ask": "Closed?", "expected": "8"}}
    questions = {"area": {"ask": "Which area?"}}
    assert found(events=events, questions=questions, prep=task(**{"if": "area"})) == [
        ("leave-off", ("condition",)),
        ("questions.area", ("ask",)),
        ("events.healed", ("expected", "latest")),
    ]


def test_a_task_that_moves_to_another_phase_differs_in_its_phase() -> None:
    assert found(prep=[], treatment=task()) == [("leave-off", ("phase",))]


def test_numbers_stay_new_tasks_come_after_all_and_the_number_of_a_gone_one_is_never_given_again() -> None:
    numbers = numbers_of(made())
    assert numbers == {"leave-off": 1, "ointment": 2}
    newer = renumbered(made(prep=[{"id": "soap", "do": "Use soap"}]), numbers)
    assert numbers_of(newer) == {"soap": 3, "ointment": 2}
    again = renumbered(made(prep=[{"id": "cloth", "do": "Use a cloth"}, *task()]), {**numbers, "soap": 3})
    assert numbers_of(again) == {"cloth": 4, "leave-off": 1, "ointment": 2}


def test_a_consultation_task_has_no_number() -> None:
    newer = renumbered(made(consult=[{"id": "ask", "do": "Ask"}]), numbers_of(made()))
    assert newer.tasks["ask"].number is None
