"""The bars of the journey say of every day what the plan says of it, and are never wider than the terminal."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from resurf_cli.core.avoid import bans, spans
from resurf_cli.core.checklist import Ban, Task
from resurf_cli.core.timeline import NORMAL, STRENGTH, TO_DO, timeline
from resurf_cli.pages.layout import width_of
from resurf_cli.pages.timeline import Scale, bar, scale
from resurf_cli.pages.timeline import timeline as drawn
from tests.content import TREATMENTS, checklist
from tests.content.plans import FOUR, FROM, TO, TREATED, least, most, record, with_events

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.progress import Ledger
    from resurf_cli.core.timeline import Lane

WIDTHS = (30, 40, 60, 80, 120)


def nothing(_: Checklist) -> dict[str, tuple[str, ...]]:
    """No question answered yet."""
    return {}


ANSWERS = {"most": most, "least": least, "none": nothing}
Situation = tuple[str, int, bool, str]
SITUATIONS = st.tuples(st.sampled_from(TREATMENTS), st.integers(1, 4), st.booleans(), st.sampled_from(sorted(ANSWERS)))
DAYS = st.integers(FROM, TO)
FEWER = settings(max_examples=25, deadline=None)  # each draws a whole journey


@cache
def plan_of(name: str, sessions: int, recorded: bool, answers: str) -> Callable[[str], Ledger]:
    plan = record(name, ANSWERS[answers](checklist(name)), FOUR[:sessions])
    return (with_events(plan, FOUR[:sessions]) if recorded else plan).ledger


def ledger_of(situation: Situation, day: int) -> Ledger:
    return plan_of(*situation)((TREATED + timedelta(days=day)).isoformat())


def says(ledger: Ledger, lane: Lane) -> Callable[[date], str | None]:
    """What the plan says of an item on a day, asked of its windows one by one."""
    schedule, item = ledger.schedule, lane.item
    if isinstance(item, Ban):
        found = spans(item, schedule, ledger.today)
        return lambda day: max((span.now(day) for span in found), key=_rank)
    if isinstance(item, Task):
        windows = [window for _, window in schedule.windows(item, ledger.today)]
        return lambda day: TO_DO if any(window.covers(day) for window in windows) else None
    every = [schedule.normal_window(item, session, ledger.today) for session in schedule.sessions_of(item)]
    return lambda day: NORMAL if any(window is not None and window.covers(day) for window in every) else None


def _rank(state: str | None) -> int:
    return -1 if state is None else STRENGTH.index(state)


@FEWER
@given(SITUATIONS, DAYS, st.sampled_from(WIDTHS))
def test_a_column_has_the_strongest_state_of_the_days_it_stands_for(situation: Situation, day: int, width: int) -> None:
    ledger = ledger_of(situation, day)
    page = timeline(ledger)
    on = scale(page, width)
    days = [on.first + timedelta(days=gone) for gone in range(on.days)]
    for lane in page.lanes:
        of, cells = says(ledger, lane), bar(lane.stretches, on)
        expected: list[str | None] = [None] * on.width
        for each in days:
            for place in range(on.cell(each), on.cell(each) + max(1, on.width // on.days)):
                expected[place] = max(expected[place], of(each), key=_rank)
        assert [mark and mark[0] for mark in cells] == expected, lane.ref


@FEWER
@given(SITUATIONS, DAYS)
def test_no_page_of_a_coming_day_is_stricter_than_the_bar(situation: Situation, day: int) -> None:
    ledger = ledger_of(situation, day)
    lanes = {lane.item.id: lane for lane in timeline(ledger).bans}
    for gone in range(0, 400, 7):
        page = ledger.today + timedelta(days=gone)
        for line in bans(ledger.schedule, page):
            assert _rank(lanes[line.ban.id].state(page)) >= _rank(line.now), (line.ban.id, page)


@FEWER
@given(SITUATIONS, DAYS, st.sampled_from(WIDTHS), st.booleans(), st.booleans())
def test_no_line_is_wider_than_the_terminal(
    situation: Situation, day: int, width: int, whole: bool, ascii_only: bool
) -> None:
    page = timeline(ledger_of(situation, day))
    found = drawn(page, width, whole=whole, ascii_only=ascii_only)
    assert max(width_of(line) for line in found) <= width
    if ascii_only:
        assert all(span.text.replace("\u00a0", " ").isascii() for line in found for span in line)


@FEWER
@given(SITUATIONS, DAYS)
def test_everything_that_runs_for_more_than_a_day_is_named(situation: Situation, day: int) -> None:
    page = timeline(ledger_of(situation, day))
    lines = ("".join(span.text for span in line) for line in drawn(page, 71, whole=True))
    text = " ".join(" ".join(lines).replace("\u00a0", " ").split())
    for lane in page.lanes:
        if lane.long:
            assert " ".join(lane.title.split()) in text


@given(st.integers(1, 3000), st.integers(1, 140))
def test_every_day_has_its_column_in_order_and_no_column_is_empty(days: int, room: int) -> None:
    on = Scale.fitting(TREATED, TREATED + timedelta(days=days - 1), room)
    several = max(1, on.width // on.days)
    places = [on.cell(TREATED + timedelta(days=gone)) + more for gone in range(days) for more in range(several)]
    assert on.width <= room
    assert places == sorted(places)
    assert set(places) == set(range(on.width))
