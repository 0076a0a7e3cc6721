"""A page of four times as many instructions takes four times as long, not sixteen times."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from resurf_cli.core.signs import signs_page
from resurf_cli.core.summary import summary
from resurf_cli.core.timeline import timeline
from tests.core.record import Record, document, on
from tests.pages import drawn, page

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.speed

DAY = "2026-12-12"
FEW = 150
TRIES = 3  # a machine may be busy with something else

MANY: dict[str, Callable[[int], dict[str, Any]]] = {
    "daily tasks": lambda count: {"recovery": [{**task(at), "until": "9", "repeat": "daily"} for at in range(count)]},
    "tasks of an event": lambda count: {
        "events": {"healed": {"ask": "Healed?", "expected": "6"}},
        "recovery": [{**task(at), "until": "healed", "repeat": "4 times a day"} for at in range(count)],
    },
    "events": lambda count: {
        "events": {f"e{at}": {"ask": "Over?", "expected": "1", "latest": "1"} for at in range(count)},
        "recovery": [{**task(at), "until": f"e{at}", "repeat": "daily"} for at in range(count)],
    },
    "signs of events": lambda count: {
        "events": {f"e{at}": {"ask": "Over?", "expected": "1", "latest": "1", "sign": f"t{at}"} for at in range(count)},
        "signs": [{"id": f"t{at}", "sign": "It is not over"} for at in range(count)],
    },
    "questions": lambda count: {
        "questions": {f"q{at}": {"ask": "Is it so?"} for at in range(count)},
        "recovery": [{**task(at), "if": f"q{at}", "until": "9", "repeat": "daily"} for at in range(count)],
    },
    "bans": lambda count: {
        "avoid": [{"id": f"b{at}", "what": "Sun", "from": "-9", "until": "9"} for at in range(count)]
    },
}


def task(number: int) -> dict[str, str]:
    return {"id": f"t{number}", "do": "Wash", "from": "0"}


def seconds(count: int, name: str) -> float:
    """How long the pages of a day take: time of this process alone."""
    record = Record(document(**MANY[name](count)))
    before = time.process_time()
    ledger = record.ledger(DAY)
    drawn("day", page(record, DAY))
    drawn("signs", signs_page(ledger, on(DAY)))
    drawn("plan", ledger.plan, on(DAY))
    drawn("summary", summary(ledger))
    drawn("timeline", timeline(ledger))
    return time.process_time() - before


@pytest.mark.parametrize("name", MANY)
def test_a_page_takes_no_longer_than_its_checklist(name: str) -> None:
    assert any(seconds(4 * FEW, name) < 8 * (seconds(FEW, name) + 0.002) for _ in range(TRIES))
