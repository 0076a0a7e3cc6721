"""A paper sheet gone through: what is asked, and the file that comes of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.timing import Point
from resurf_cli.reading.diagnostics import Code
from resurf_cli.reading.reader import Loaded
from resurf_cli.reading.sheet import Answer, Mark, Question, Walk, parts
from resurf_cli.reading.shelf import Shelf
from resurf_cli.reading.writing import Sheet

if TYPE_CHECKING:
    from pathlib import Path

BASE = """\
resurf: 1
id: care
title: Care after a laser treatment
events:
  healed: {ask: "Has the skin closed?", expected: 6, sign: not-healed}
prep:
  - {id: leave-off-retinoids, do: Leave off retinoid creams, from: 2 weeks before, until: 1 day before, repeat: daily}
  - {id: driver, do: Arrange a driver, from: 1 week before, until: 1 day before, late-until: 0}
treatment:
  - {id: bare-face, do: Come with clean skin}
recovery:
  - {id: ointment, do: Keep ointment on the skin, from: 0, until: healed, repeat: at least 4 times a day}
  - {id: antiviral, do: Take the antiviral as the label says, until: 7, repeat: as prescribed}
maintenance:
  - id: sunscreen
    do: Put on sunscreen
    from: 1 day after healed
    until: 6 months after
    repeat: daily
    uses: [chemical]
avoid:
  - {id: sun, what: Direct sun, from: 8 weeks before, until: 60, then-careful-until: 6 months after}
  - {id: chemical, what: Chemical sunscreen, from: 0, then-careful-until: 5}
signs:
  - {id: breathing, sign: Trouble breathing, until: 14, urgency: emergency}
  - {id: not-healed, sign: A raw spot is left, from: 10, until: 42, urgency: same-day}
ready:
  - {id: driver, needs: driver, else: not-yet}
supplies:
  - {id: ointment, item: Plain ointment, by: 3 days before}
"""


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    path = tmp_path / "care.yaml"
    path.write_text(BASE, encoding="utf-8")
    shelf = Shelf(tmp_path / "own", tmp_path)
    file = tmp_path / "sheets" / "harbour.yaml"
    return Walk(
        shelf.find("care"),
        Sheet("harbour", "care", "Care at the harbour"),
        lambda text: shelf.read(file, content=text.encode()),
    )


def gone_through(walk: Walk, **said: str | Mark) -> Walk:
    """The walk to its end: by ``item__field`` or ``part``, with _ for -, what was said; all else passed with Enter."""
    answers = {tuple(key.replace("_", "-").split("--")): value for key, value in said.items()}
    while (question := walk.question) is not None:
        words = answers.get(question.place[1:] if question.about != "part" else question.place[1:2])
        walk = given(walk, question, words)
    return walk


def given(walk: Walk, question: Question, words: str | Mark | None) -> Walk:
    grouped = question.part is not None and question.part.grouped
    passed = Mark.ASK if question.about == "part" and not grouped else Mark.UNSAID
    answer: Answer = passed if words is None else words if isinstance(words, Mark) else walk.understood(question, words)
    found = walk.answered(question, answer)
    assert found.walk is not None, (question, found.mistakes)
    return found.walk


def made(walk: Walk) -> Loaded:
    found = walk.reads(walk.text())
    assert isinstance(found, Loaded)
    return found


def asked(walk: Walk, **said: str | Mark) -> list[str]:
    """The questions of the walk, each by what it is about."""
    return ["/".join(place[1:]) for place in gone_through(walk, **said).answers]


# --- what is asked ---


def test_the_head_comes_first_and_then_each_dated_part_item_by_item(walk: Walk) -> None:
    assert asked(walk) == [
        *("title", "clinic", "day", "hours", "after-hours", "emergency"),
        *("prep", "leave-off-retinoids/from", "driver/from", "treatment"),
        *("recovery", "ointment/until", "antiviral/until", "maintenance", "sunscreen/from"),
        *("avoid", "avoid.sun/from", "avoid.chemical/then-careful-until"),
        *("signs-emergency", "signs-same-day", "supplies", "0/words"),
    ]


def test_the_other_fields_of_an_item_are_asked_when_the_first_was_not_passed(walk: Walk) -> None:
    places = asked(walk, leave_off_retinoids__from="1 week before")
    assert [each for each in places if each.startswith("leave-off")] == [
        "leave-off-retinoids/from",
        "leave-off-retinoids/until",
        "leave-off-retinoids/repeat",
    ]


def test_a_field_that_was_said_in_the_same_line_is_not_asked_for(walk: Walk) -> None:
    places = asked(walk, leave_off_retinoids__from="from 1 week before until 2 days before")
    assert "leave-off-retinoids/until" not in places
    assert "leave-off-retinoids/repeat" in places


def test_how_often_is_not_asked_of_what_is_done_once_nor_of_what_the_label_says(walk: Walk) -> None:
    places = asked(walk, driver__from="10 days before", antiviral__until="1")
    assert "driver/until" in places
    assert not {"driver/repeat", "antiviral/repeat"} & set(places)


def test_a_part_can_be_skipped_and_left_in_the_middle(walk: Walk) -> None:
    places = asked(walk, prep=Mark.UNSAID, ointment__until=Mark.REST)
    assert not [each for each in places if each.startswith(("leave-off", "driver", "antiviral"))]
    assert "sunscreen/from" in places


def test_warning_signs_are_asked_one_by_one_only_when_wanted(walk: Walk) -> None:
    places = asked(walk, signs_emergency=Mark.ASK)
    assert "signs.breathing/until" in places
    assert "signs.not-healed/from" not in places


# --- what comes of it ---


def test_nothing_said_is_a_file_that_only_extends(walk: Walk) -> None:
    done = gone_through(walk)
    assert done.sheet() == walk.begun
    assert {each.said.origin for each in made(done).checklist.tasks.values()} == {"default"}


def test_what_was_typed_is_the_change_that_is_read(walk: Walk) -> None:
    done = gone_through(walk, leave_off_retinoids__from="day -7", leave_off_retinoids__repeat="2x a day")
    assert done.sheet().change == {"leave-off-retinoids": {"from": "-7", "repeat": "2 times a day"}}
    task = made(done).checklist.tasks["leave-off-retinoids"]
    assert (task.start, task.end, task.repeat.count) == (Point(days=-7), Point(days=-1), 2)
    assert task.said.origin == "clinic"


def test_the_same_is_confirmed_an_item_or_a_part_at_once(walk: Walk) -> None:
    done = gone_through(walk, ointment__until=Mark.SAME, signs_emergency=Mark.SAME, supplies=Mark.SAME)
    assert done.sheet().confirmed == ("ointment", "signs.breathing", "supplies.ointment")
    assert made(done).checklist.signs["breathing"].said.origin == "confirmed"


def test_what_means_the_same_in_other_words_is_no_change(walk: Walk) -> None:
    done = gone_through(
        walk,
        leave_off_retinoids__from="14 days before",
        leave_off_retinoids__until="the day before",
        leave_off_retinoids__repeat="once a day",
    )
    assert (done.sheet().change, done.sheet().confirmed) == ({}, ("leave-off-retinoids",))


def test_a_part_of_what_an_item_says_does_not_confirm_it(walk: Walk) -> None:
    done = gone_through(walk, leave_off_retinoids__from="14 days before")
    assert (done.sheet().change, done.sheet().confirmed) == ({}, ())


@pytest.mark.parametrize("typed", ["4 times a day", "as needed"])
def test_a_number_that_is_a_least_one_is_not_the_same_as_one_that_is_not(walk: Walk, typed: str) -> None:
    assert gone_through(walk, ointment__until=typed).sheet().change == {"ointment": {"repeat": typed}}


def test_what_the_clinic_does_not_want_is_removed_with_what_only_asks_for_it(walk: Walk) -> None:
    done = gone_through(walk, driver__from=Mark.OUT)
    assert done.sheet().remove == ("driver", "ready.driver")
    assert "driver" not in made(done).checklist.tasks


def test_what_names_a_thing_that_is_left_out_stays_without_the_name(walk: Walk) -> None:
    out = {"signs.not-healed--from": Mark.OUT, "avoid.chemical--then-careful-until": Mark.OUT}
    done = gone_through(walk, signs_same_day=Mark.ASK, **out)
    assert done.sheet().change == {"events.healed": {"sign": None}, "sunscreen": {"uses": None}}
    assert made(done).checklist.tasks["sunscreen"].uses == ()


def test_careful_days_that_a_later_strict_end_swallows_fall_away(walk: Walk) -> None:
    done = gone_through(walk, **{"avoid.sun--from": "until 8 months after"})
    assert done.sheet().change == {"avoid.sun": {"until": "8 months after", "then-careful-until": None}}


def test_a_last_day_that_a_later_end_or_a_repeat_swallows_falls_away(walk: Walk) -> None:
    assert gone_through(walk, driver__from="until 3").sheet().change["driver"] == {"until": "3", "late-until": None}
    assert gone_through(walk, driver__from="daily").sheet().change["driver"] == {"repeat": "daily", "late-until": None}


# --- what is refused ---


def to(walk: Walk, place: str, **said: str | Mark) -> Walk:
    """The walk up to a question."""
    answers = {tuple(key.replace("_", "-").split("--")): value for key, value in said.items()}
    while (question := walk.question) is not None and "/".join(question.place[1:]) != place:
        walk = given(walk, question, answers.get(question.place[1:]))
    return walk


def refused(walk: Walk, typed: str | Mark) -> set[Code]:
    question = walk.question
    assert question is not None
    answer = typed if isinstance(typed, Mark) else walk.understood(question, typed)
    found = walk.answered(question, answer)
    assert found.walk is None
    return {each.code for each in found.mistakes}


@pytest.mark.parametrize(
    ("place", "typed", "code"),
    [
        ("leave-off-retinoids/from", "7 days", Code.NOT_A_POINT),
        ("leave-off-retinoids/from", "1 day after heeled", Code.UNKNOWN_EVENT),
        ("leave-off-retinoids/from", "told", Code.NOT_A_POINT),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused_in_the_words_of_the_reader(
    walk: Walk, place: str, typed: str, code: Code
) -> None:
    assert refused(to(walk, place), typed) == {code}


def test_an_end_before_its_start_is_refused_at_the_end_and_not_at_the_start(walk: Walk) -> None:
    at = to(walk, "leave-off-retinoids/from")
    question = at.question
    assert question is not None
    started = at.answered(question, {"from": "0"})
    assert started.walk is not None
    assert not started.walk.is_sound
    assert refused(started.walk, Mark.UNSAID) == {Code.REVERSED}
    assert to(at, "driver/from", **{"leave-off-retinoids--from": "0", "leave-off-retinoids--until": "3"}).is_sound


def test_an_emergency_sign_that_is_weakened_is_warned_about_once(walk: Walk) -> None:
    at = to(walk, "signs.breathing/until", signs_emergency=Mark.ASK)
    question = at.question
    assert question is not None
    found = at.answered(question, Mark.OUT)
    assert [each.code for each in found.warnings] == [Code.WEAKER_EMERGENCY]
    assert found.walk is not None
    following = found.walk.question
    assert following is not None
    assert found.walk.answered(following, Mark.UNSAID).warnings == ()


def test_a_warning_waits_until_all_of_a_thing_is_said(walk: Walk) -> None:
    at = to(walk, "0/section", **{"0--words": "Horse riding"})
    question = at.question
    assert question is not None
    found = at.answered(question, {"section": "avoid"})
    assert found.walk is not None
    assert found.warnings == ()
    at_end = to(found.walk, "0/until")
    assert at_end.question is not None
    assert [each.code for each in at_end.answered(at_end.question, Mark.UNSAID).warnings] == [Code.BAN_NO_END]


# --- what is added ---


def test_what_was_not_asked_is_added_to_its_part_under_an_id_of_its_own(walk: Walk) -> None:
    done = gone_through(
        walk,
        **{
            "0--words": 'Driver: the "second" one # with a car',
            "0--section": "b",
            "0--from": "3 days before",
            "1--words": "Driver the second one with a car",
            "1--section": "a",
            "1--until": "until 3",
            "1--repeat": "every 2 hrs",
            "2--words": "Horse riding",
            "2--section": "x",
            "2--until": "6 wks after",
            "3--words": "Sunscreen every day",
            "3--section": "a",
            "3--from": "1 week after healed",
            "3--until": "forever",
            "3--repeat": "daily",
        },
    )
    checklist = made(done).checklist
    assert [task.id for task in checklist.phase("prep")][-1] == "driver-the-second-one-with-a-car"
    assert [task.do for task in checklist.phase("prep")][-1] == 'Driver: the "second" one # with a car'
    assert [task.id for task in checklist.phase("recovery")][-1] == "driver-the-second-one-with-a-car-2"
    assert [ban.id for ban in checklist.avoid.values()][-1] == "horse-riding"
    assert [task.id for task in checklist.phase("maintenance")][-1] == "sunscreen-every-day"


def test_every_item_of_the_shipped_checklist_that_a_sheet_may_speak_of_is_in_a_part(tmp_path: Path) -> None:
    base = Shelf(tmp_path).find("fractional-ablative")
    found = [item.name for part in parts(base) for item in part.items]
    made_of = base.checklist
    assert len(found) == len(set(found))
    assert len(found) == sum(
        map(len, (made_of.avoid, made_of.expect, made_of.signs, made_of.supplies, made_of.visits))
    ) + len([each for each in made_of.tasks.values() if each.phase != "consult"])
