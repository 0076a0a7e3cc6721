"""Pages of the days before the treatment: whether it can go ahead, and what to ask at the visit."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.ready import ReadyPage, ready_page
from resurf_cli.pages import plain
from tests.content import checklist as checklist_of
from tests.content import plans
from tests.core.record import MADE, Record, on
from tests.pages import NUMBERS, SHEET, TREATED, drawn, fractional

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHEET_BEFORE: Mapping[str, Any] = {
    **SHEET,
    "measures": {"temperature": {"ask": "Temperature", "unit": "celsius", "scale": "34..43"}},
    "ready": [
        {
            "id": "sun-now",
            "ask": "Is the area sunburnt or tanned?",
            "if-yes": "call",
            "note": "Tanned skin is not treated.",
            "source": "sheet",
        },
        {"id": "consent-read", "ask": "Have you read the consent form?", "if-no": "not-yet", "basis": "default"},
        {"id": "sore-now", "ask": "Is there a cold sore?", "if-yes": "call", "if": "cold-sores"},
        {"id": "fever-now", "alert": ["temperature >= 38.0"], "then": "call", "basis": "default"},
        {"id": "cold-sores-known", "when": "cold-sores", "then": "call", "note": "Ask if you need an antiviral."},
        {"id": "driver-there", "needs": "driver", "else": "not-yet", "basis": "default"},
    ],
}
"""The sheet with what can stand in the way of the day."""


def before(
    day: str, *sessions: str, made: str = MADE, ticked: bool = True, shipped: bool = True, **values: Any
) -> Record:
    """A plan of that sheet on the days before the treatment; ``ticked``: all of its preparation is done."""
    given = {name.replace("__", ".").replace("_", "-"): value for name, value in values.items()}
    record = Record(SHEET_BEFORE, *(sessions or (TREATED,)), made=made, shipped=shipped, values={**NUMBERS, **given})
    if ticked:
        record.tick("supplies.ointment", day, session=None).tick("driver", day)
        for date in range(on("2026-11-26").toordinal(), on(day).toordinal()):
            record.tick("leave-off-acids", on(day).fromordinal(date).isoformat())
    return record


def _ready(record: Record, day: str, *, full: bool = False, width: int = 80, hour: int = 12, **given: bool) -> str:
    return drawn("ready", _readiness(record, day, hour, **given), full=full, width=width)


def _readiness(record: Record, day: str, hour: int = 12, **given: bool) -> ReadyPage:
    clock = datetime.combine(on(day), time(hour), tzinfo=UTC)
    return ready_page(record.ledger(day), clock, {name.replace("_", "-"): yes for name, yes in given.items()})


WELL: Final = {"sun_now": False, "consent_read": True, "sore_now": False, "fever_now": False}
NO_SORES: Final[dict[str, Any]] = {"answers__cold_sores": ["no"]}


READY: Final[dict[str, Callable[[], str]]] = {
    "ready.txt": lambda: _ready(before("2026-12-09", **NO_SORES), "2026-12-09", **WELL),
    "ready-on-the-day.txt": lambda: _ready(before("2026-12-10", **NO_SORES), "2026-12-10", **WELL),
    "ready-not-yet.txt": lambda: _ready(before("2026-12-08", ticked=False, made="2026-12-08"), "2026-12-08"),
    "ready-not-answered.txt": lambda: _ready(before("2026-12-08"), "2026-12-08", sun_now=False),
    "ready-call.txt": lambda: _ready(before("2026-12-08"), "2026-12-08", **{**WELL, "sun_now": True}),
    "ready-call-at-night.txt": lambda: _ready(
        before("2026-12-08", contact__after_hours="+1 555 0199"), "2026-12-08", hour=22, **{**WELL, "sun_now": True}
    ),
    "ready-fever.txt": lambda: _ready(
        before("2026-12-08", **NO_SORES).check_in("2026-12-07", temperature=38.4), "2026-12-08", **WELL
    ),
    "ready-missed.txt": lambda: _ready(before("2026-12-05", **NO_SORES), "2026-12-08", **WELL),
    "ready-early.txt": lambda: _ready(before("2026-11-26", ticked=False), "2026-11-24"),
    "ready-skipped.txt": lambda: _ready(
        before("2026-12-08", **NO_SORES, ticked=False, made="2026-11-25").skip(
            "driver", "2026-12-08", "I live next door"
        ),
        "2026-12-08",
        **WELL,
    ),
    "ready-second-session.txt": lambda: _ready(
        before("2026-12-09", "2026-12-10", "2027-01-07", **NO_SORES), "2027-01-05", **WELL
    ),
    "ready-from-a-clinic.txt": lambda: _ready(before("2026-12-08", shipped=False), "2026-12-08", sun_now=True),
    "ready-40.txt": lambda: _ready(before("2026-12-08"), "2026-12-08", width=40, sun_now=True),
    "ready-plain.txt": lambda: plain.ready(_readiness(before("2026-12-08"), "2026-12-08", sun_now=True)),
    "ready-fractional-eve.txt": lambda: _ready(fractional(), "2026-12-09", cold_sore_now=True),
    "ready-fractional-eve-all.txt": lambda: _ready(fractional(), "2026-12-09", cold_sore_now=True, full=True),
    "ready-fractional-early.txt": lambda: _ready(fractional(), "2026-11-20"),
    "ready-made-late.txt": lambda: _ready(fractional("2026-12-05", answered=False), "2026-12-05"),
    "ready-ablative-most.txt": lambda: _ready(
        plans.record("ablative", plans.most(checklist_of("ablative")), made="2026-11-22"), "2026-12-04"
    ),
    "ready-non-ablative-third.txt": lambda: _ready(
        plans.record("non-ablative", plans.least(checklist_of("non-ablative")), plans.FOUR), "2027-02-03", hour=20
    ),
}
