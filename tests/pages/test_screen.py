from __future__ import annotations

import io
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.card import card
from resurf_cli.core.checklist import checklist
from resurf_cli.core.day import day_page
from resurf_cli.core.log import log
from resurf_cli.core.phase import phase_page
from resurf_cli.core.signs import signs_page
from resurf_cli.core.summary import summary
from resurf_cli.pages import words
from resurf_cli.pages.terminal import Terminal
from tests.core.record import Record, on
from tests.pages import ANSWERED, NUMBERS, SHEET, TREATED, drawn, fractional, page, sheet, sheet_in_recovery, shipped
from tests.pages.check_ins import answered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resurf_cli.core.day import DayPage

DAY = "2026-12-13"


def _all_yes() -> Mapping[str, list[str]]:
    """Every question answered so that as much as possible applies."""
    found = {}
    for name, question in shipped()["questions"].items():
        choices = list(question.get("choices", ["yes"]))
        found[f"answers.{name}"] = choices if question.get("kind") == "several" else choices[-1:]
    return found


ANSWERS = {"none": dict[str, list[str]](), "typical": ANSWERED, "all yes": _all_yes()}


@cache
def pages(answers: str, *, numbers: bool) -> tuple[DayPage, ...]:
    """The pages from 60 days before the treatment to 60 after, each seen on its own day, nothing ticked.

    Without numbers, which takes most room, every day; with them, every sixth.
    """
    values = {**ANSWERS[answers], **(NUMBERS if numbers else {})}
    record = Record(shipped(), TREATED, made="2026-10-01", shipped=True, values=values)
    days = [on(TREATED) + timedelta(days=each) for each in range(-60, 61, 6 if numbers else 1)]
    return tuple(day_page(record.ledger(day.isoformat()), day) for day in days)


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("answers", "too_long"), [("none", {-1, 0}), ("typical", {-1, 0}), ("all yes", {-7, -3, -2, -1, 0, 11, 14, 18, 21})]
)
def test_every_day_fits_one_screen_and_only_the_many_open_tasks_around_the_treatment_do_not(
    answers: str, too_long: set[int]
) -> None:
    """Nobody has every risk and ticks nothing; where even that person's page is too long, all has given way."""
    for each in pages(answers, numbers=False):
        text = drawn("day", each)
        assert text.count("\n") <= (36 if each.under_way.day in too_long else 24), each.day
        if text.count("\n") > 24:
            may_go = (*(line.ban.what for line in each.avoid), *(normal.item.what for normal in each.expect))
            assert not [words for words in may_go if one_line(words) in one_line(text)], each.day


@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("numbers", [True, False])
def test_open_tasks_emergency_signs_and_numbers_never_give_way(answers: str, numbers: bool) -> None:
    for each in pages(answers, numbers=numbers):
        text = one_line(drawn("day", each))
        due = [line for line in each.tasks if not line.task.optional and not line.task.as_needed]
        for line in (*due, *each.still_open):
            assert f" {line.task.number} {line.task.id}" in text, (each.day, line.task.id)
        for sign in each.signs:
            if sign.item.urgency == "emergency" or sign.raised:
                assert one_line(sign.item.sign) in text, (each.day, sign.item.id)
        assert words.clinic_call(each.contact) in text
        assert words.emergency_call(each.contact) in text


@pytest.mark.parametrize("answers", ANSWERS)
def test_everything_is_on_the_page_that_was_asked_for_in_full(answers: str) -> None:
    for each in pages(answers, numbers=True):
        text = one_line(drawn("day", each, full=True))
        for line in (*each.tasks, *each.still_open):
            assert one_line(line.task.do.split(" ", 1)[0]) in text
            assert f" {line.task.number} {line.task.id}" in text
        for title in (
            *(ban.ban.what for ban in each.avoid),
            *(normal.item.what for normal in each.expect),
            *(sign.item.sign for sign in each.signs),
        ):
            assert one_line(title) in text


def test_what_must_not_wait_overnight_is_named_and_never_counted_among_what_waits_for_office_hours() -> None:
    for each in pages("all yes", numbers=True):
        text = one_line(drawn("day", each))
        for sign in each.signs:
            if sign.item.urgency == "now":
                assert f"Call now {one_line(sign.item.sign)}: call +1 555" in text, each.day


def test_tomorrow_never_says_that_what_the_preparation_left_off_may_come_back() -> None:
    eve = next(each for each in pages("all yes", numbers=False) if each.under_way.day == -1)
    text = one_line(drawn("day", eve, full=True)).rpartition("Tomorrow ")[2]
    assert "Keep away from cigarettes" not in text
    assert "; to avoid Picking, scratching" in text
    ledger = sheet_in_recovery().ledger(DAY)
    assert "no longer " not in one_line(drawn("day", day_page(ledger, on(DAY)))).replace("no longer to avoid", "")


def test_what_is_normal_gives_way_before_bans_and_bans_before_signs() -> None:
    for each in pages("typical", numbers=True):
        text = one_line(drawn("day", each))
        bans_hidden = any(one_line(ban.ban.what) not in text for ban in each.avoid)
        signs_hidden = any(one_line(sign.item.sign) not in text for sign in each.signs)
        if signs_hidden and len(each.avoid) > 6:
            assert bans_hidden, each.day
        shown = sum(one_line(normal.item.what) in text for normal in each.expect)
        if bans_hidden:
            assert shown <= 3, each.day


@pytest.mark.parametrize("width", [20, 23, 31, 40, 55, 60, 80, 100])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, ascii_only: bool) -> None:
    ledger, record = sheet_in_recovery().ledger(DAY), sheet_in_recovery()
    how: dict[str, Any] = {"width": width, "ascii_only": ascii_only}
    found = [
        *(drawn("day", each, **how) for each in pages("all yes", numbers=False)[::5]),
        *(drawn("day", each, full=True, **how) for each in pages("none", numbers=False)[::20]),
        *(drawn("phase", phase_page(ledger, each, on(DAY), whole=True), **how) for each in ("consult", "prep")),
        *(drawn("phase", phase_page(ledger, "recovery", on(DAY), whole=whole), **how) for whole in (True, False)),
        *(drawn("card", card(ledger, each, on(DAY)), **how) for each in ("ointment", "avoid.sun", "signs.fever")),
        drawn("signs", signs_page(ledger, on(DAY)), **how),
        drawn("log", log(record.history), **how),
        drawn("plan", ledger.plan, on(DAY), **how),
        drawn("summary", summary(ledger), **how),
        drawn("checklist", checklist(SHEET, shipped=True), day0=None, sources=True, **how),
    ]
    for text in found:
        assert max(map(len, text.splitlines())) <= width, text


def test_pages_of_other_days_say_so_on_their_first_line() -> None:
    record = sheet()
    assert "this is a past day, 3 days ago" in drawn("day", page(record, DAY, "2026-12-16")).splitlines()[0]
    assert "not yet come, in 3 days" in drawn("day", page(record, "2026-12-16", DAY)).splitlines()[0]
    assert "day," not in drawn("day", page(record, DAY)).splitlines()[0]


def test_a_missing_number_is_said_once_with_how_to_enter_it() -> None:
    for each in pages("typical", numbers=False):
        assert one_line(drawn("day", each)).count("no number here yet") == 1


def test_no_page_of_a_day_says_safe_or_fine_or_as_expected() -> None:
    for each in pages("all yes", numbers=True):
        text = drawn("day", each).lower()
        assert not any(word in text for word in ("is safe", "is fine", "as expected"))


@pytest.mark.parametrize("width", range(24, 81))
def test_no_line_ends_between_a_number_and_its_degrees(width: int) -> None:
    record = sheet_in_recovery()
    for text in (
        drawn("day", page(record, DAY), full=True, width=width),
        drawn("signs", signs_page(record.ledger(DAY), on(DAY)), width=width),
    ):
        assert "38 °C" in text


@pytest.mark.parametrize("width", [80, 60, 40])
def test_the_rule_stands_under_the_whole_head(width: int) -> None:
    stream = io.StringIO()
    answer = answered(fractional(answered=False, numbers=False), "2026-12-15T09:30", temperature=38.4)
    Terminal(stream, width=width, colour=False, boxes=True, ascii_only=False).check_in(answer)
    above, below = (" ".join(part.split()) for part in stream.getvalue().split("─" * width))
    assert above == "Call today: your clinic (no number here yet: resurf plan set contact.day=…)."
    assert below.startswith("38 °C / 100.4 °F or more")
