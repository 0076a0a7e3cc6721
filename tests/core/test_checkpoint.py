"""A plan read from its checkpoint on is the plan read from its first entry on, on every page that reads it so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resurf_cli.core.checkpoint import LEFT, MOST, read, step
from resurf_cli.core.day import day_page
from resurf_cli.core.plan import REDO, UNDO, History, Key
from resurf_cli.core.progress import Ledger
from resurf_cli.core.schedule import ONE_DAY
from resurf_cli.core.timeline import timeline
from resurf_cli.core.values import names_of
from resurf_cli.core.when import when_page
from tests.core.record import Record, document, on
from tests.core.test_undo import PATHS, TODAY, Step, walked

if TYPE_CHECKING:
    from datetime import date

    from resurf_cli.core.checkpoint import Checkpoint
    from resurf_cli.core.entry import Entry

DAILY = document(recovery=[{"id": "ointment", "from": "0", "until": "60", "repeat": "4 times a day"}])


class Shelf:
    """Checkpoints of a plan as a record keeps them: as JSON, made void by a change taken back from before."""

    def __init__(self) -> None:
        self.seq = 0
        self.kept: dict[str, str] = {}
        self.made = 0

    def history(self, entries: list[Entry]) -> History:
        since = self._since(entries)
        return History([each for each in entries if each.seq > self.seq], since)

    def _since(self, entries: list[Entry]) -> Checkpoint | None:
        if not self.seq:
            return None
        state = json.loads(self.kept[""])
        named = tuple(each for each in entries if each.seq in state["named"])
        return read(lambda: named, state["state"], lambda name: json.loads(self.kept.get(name, "{}")))

    def follow(self, entries: list[Entry], most: int, left: int) -> None:
        """What happens after each entry was written."""
        if entries[-1].kind in {UNDO, REDO} and entries[-1].data["change"] <= self.seq:
            self.seq, self.kept = 0, {}
        if found := step(self.history(entries), most, left):
            self.made += 1
            self.seq = found.seq
            self.kept[""] = json.dumps({"named": found.shaping, "state": found.state})
            self.kept |= {name: json.dumps(each) for name, each in found.weeks.items()}


def pages(history: History, today: date, day: date) -> list[Any]:
    """What the pages that read so little say, less the plan they hang on."""
    for each in (today, day):
        history.plan.outcomes.of(each)
    found = Ledger(history, today)
    asked = [day_page(found, day), when_page(found, day), timeline(found)]
    said = [{name: getattr(page, name) for name in names_of(page) if name != "plan"} for page in asked]
    return [*said, history.touched]


@given(PATHS, TODAY, st.integers(-40, 40), st.integers(2, 6), st.integers(0, 4))
@settings(max_examples=60)
def test_every_page_says_the_same(path: list[Step], today: date, away: int, most: int, left: int) -> None:
    record, shelf = walked(path), Shelf()
    for place in range(1, len(record.entries) + 1):
        shelf.follow(record.entries[:place], most, left)
    day = today + ONE_DAY * away
    assert pages(shelf.history(record.entries), today, day) == pages(record.history, today, day)


def ticked(count: int) -> Record:
    record = Record(DAILY)
    for number in range(count):
        record.tick("ointment", f"2026-12-{10 + number // 10}")
    return record


def test_no_checkpoint_is_made_of_a_few_entries() -> None:
    assert step(History(ticked(MOST - 2).entries)) is None
    found = step(History(ticked(MOST - 1).entries))
    assert found is not None
    assert found.seq == MOST - LEFT


def test_a_change_that_was_taken_back_is_not_taken_in() -> None:
    record = ticked(5)
    record.undo("2026-12-11")
    found = step(record.history, most=2, left=0)
    assert found is not None
    [[day, ticks]] = [[each[5], each[2]] for week in found.weeks.values() for each in week["outcomes"]]
    assert (day, ticks) == ("2026-12-10", 4)


def test_a_change_taken_back_later_waits_for_what_takes_it_back() -> None:
    record = ticked(5)
    record.undo("2026-12-11").tick("ointment", "2026-12-11")
    found = step(record.history, most=2, left=1)
    assert found is not None
    assert found.seq == 7
    last = step(record.history, most=2, left=2)
    assert last is not None
    assert last.seq == 5  # entry 7 takes back entry 6


def test_who_asks_for_all_entries_after_a_checkpoint_is_refused() -> None:
    record, shelf = ticked(20), Shelf()
    shelf.follow(record.entries, 4, 2)
    history = shelf.history(record.entries)
    assert len(history.tail) == 2
    with pytest.raises(LookupError):
        _ = history.entries


def test_only_the_weeks_asked_for_are_read() -> None:
    record, shelf = Record(DAILY), Shelf()
    for number in range(10, 31):
        record.tick("ointment", f"2026-12-{number}")
    shelf.follow(record.entries, 4, 0)
    outcomes = shelf.history(record.entries).plan.outcomes
    assert set(outcomes) == {Key("ointment", None, on("2026-12-30"))}  # the latest of a task is always there
    assert outcomes.get(Key("ointment", None, on("2026-12-16"))).ticks == 1
    assert Key("ointment", None, on("2026-12-10")) not in outcomes


def test_one_more_entry_is_counted_also_where_a_past_day_was_looked_at_first() -> None:
    record = ticked(3)
    history = History(record.entries)
    history.as_of(on("2026-12-10"))
    record.tick("ointment", "2026-12-10")
    assert history.after(record.entries[-1]).plan.outcomes[Key("ointment", None, on("2026-12-10"))].ticks == 4


def test_a_change_of_dates_has_its_own_windows_after_the_old_ones_were_looked_at() -> None:
    record = Record(DAILY)
    ledger = record.ledger("2026-12-12")
    assert [line.occurrence.day for line in ledger.lines(on("2026-12-12"))] == [on("2026-12-12")]
    record.move("2026-12-12", "2026-12-20")
    assert ledger.after(record.entries[-1]).lines(on("2026-12-12")) == []
