"""A series and what changes it: events, moves, sessions added and taken off, and the pages between sessions."""

from __future__ import annotations

import textwrap
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.happening import happening
from resurf_cli.core.moving import move
from resurf_cli.core.phase import phase_page
from resurf_cli.pages import plain
from resurf_cli.pages.happening import happened
from resurf_cli.pages.moving import moved
from tests.content import checklist
from tests.content.plans import TREATED, least, record, with_events
from tests.core.record import on
from tests.pages import NUMBERS, drawn, page, sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.record import Record


def lines(found: list[str]) -> str:
    """Sentences as the terminal shows them."""
    return "".join(f"{textwrap.fill(each, 80, break_on_hyphens=False)}\n" for each in found)


def treated(name: str, sessions: int = 1, weeks: int = 4, **answers: str) -> Record:
    """A shipped treatment of somebody with few risks who has cold sores and uses a retinoid."""
    given = {**least(checklist(name)), "cold-sores": ("yes",), "antiviral": ("yes",), "uses-retinoids": ("yes",)}
    given |= {question.replace("_", "-"): (answer,) for question, answer in answers.items()}
    days = [TREATED + timedelta(weeks=weeks) * place for place in range(sessions)]
    made = record(name, given, days, made="2026-10-01")
    return made.set("2026-10-01", **{each.replace(".", "__"): number for each, number in NUMBERS.items()})


def recorded(made: Record, event: str, day: str, wrote: str, session: int = 1, *, not_yet: bool = False) -> str:
    """What ``resurf happened`` says."""
    before = made.ledger(wrote)
    after = (made.not_yet if not_yet else made.happened)(event, day, session, wrote=wrote).ledger(wrote)
    return lines(happened(happening(before, after, event, session, on(day)), after.plan, after.today))


def dated(made: Record, wrote: str, change: Callable[[Record], Any]) -> str:
    """What moving, adding or taking off a session says."""
    before = made.ledger(wrote)
    change(made)
    return lines(moved(move(before, made.ledger(wrote)), before.plan, before.today))


def seen(made: Record, day: str) -> str:
    return drawn("day", page(made, day))


def between(name: str, weeks: int) -> Record:
    """Three sessions, of which the first has healed when it was expected to."""
    sessions = [TREATED + timedelta(weeks=weeks) * place for place in range(3)]
    return with_events(treated(name, 3, weeks), sessions[:1])


def in_preparation() -> Record:
    """The fractional treatment with some of its preparation done."""
    made = treated("fractional-ablative", 2, sedation="yes")
    made.tick("driver", "2026-12-04").tick("medicines", "2026-12-04").tick("antiviral-start", "2026-12-08")
    made.tick("leave-off-retinoids", "2026-12-07").told("avoid.sun", "2026-12-07", last="2027-02-01")
    return made.set("2026-12-07", visit__healing_check="2026-12-17")


def close() -> Record:
    return treated("non-ablative", 3, 3).remove_session("2026-11-24", 2).add_session("2026-11-24", "2027-02-04")


PAGES: Final[dict[str, Callable[[], str]]] = {
    "happened-ablative.txt": lambda: recorded(treated("ablative"), "healed", "2026-12-20", "2026-12-20"),
    "happened-two-days-ago.txt": lambda: recorded(
        treated("ablative").tick("ointment", "2026-12-19", 3), "healed", "2026-12-18", "2026-12-20"
    ),
    "happened-in-a-series.txt": lambda: recorded(
        treated("fractional-ablative", 3), "healed", "2026-12-16", "2026-12-16"
    ),
    "happened-another-day.txt": lambda: recorded(
        treated("fractional-ablative").happened("healed", "2026-12-15"), "healed", "2026-12-17", "2026-12-18"
    ),
    "happened-not-yet-late.txt": lambda: recorded(
        treated("ablative").happened("healed", "2026-12-20"), "healed", "2026-12-30", "2026-12-30", not_yet=True
    ),
    "happened-unknown-answers.txt": lambda: recorded(sheet(), "healed", "2026-12-16", "2026-12-16"),
    "move-later.txt": lambda: dated(
        in_preparation(), "2026-12-08", lambda made: made.move("2026-12-08", "2026-12-15", 1)
    ),
    "move-earlier.txt": lambda: dated(
        treated("ablative"), "2026-11-25", lambda made: made.move("2026-11-25", "2026-12-03")
    ),
    "move-in-a-series.txt": lambda: dated(
        between("non-ablative", 4), "2026-12-30", lambda made: made.move("2026-12-30", "2027-01-04", 2)
    ),
    "move-corrects-the-record.txt": lambda: dated(
        between("fractional-ablative", 4), "2026-12-20", lambda made: made.move("2026-12-20", "2026-12-17", 1)
    ),
    "add-session.txt": lambda: dated(
        between("non-ablative", 4), "2027-01-30", lambda made: made.add_session("2027-01-30", "2027-02-25")
    ),
    "remove-session.txt": lambda: dated(
        between("fractional-ablative", 4).tick("medicines", "2026-12-30", session=2),
        "2026-12-31",
        lambda made: made.remove_session("2026-12-31", 2),
    ),
    "plan-of-a-series.txt": lambda: "".join(
        drawn("plan", close().history.plan, on("2026-11-24")).partition("\nAnswers")[0]
    ),
    "series-day-20.txt": lambda: seen(between("non-ablative", 4), "2026-12-30"),
    "series-the-day-before.txt": lambda: seen(between("fractional-ablative", 4), "2027-01-06"),
    "series-the-second-treatment.txt": lambda: seen(between("non-ablative", 4), "2027-01-07"),
    "series-day-20-plain.txt": lambda: plain.day(page(between("non-ablative", 4), "2026-12-30")),
    "series-phase-prep.txt": lambda: drawn(
        "phase", phase_page(between("ablative", 26).ledger("2027-06-04"), "prep", on("2027-06-04"), whole=False)
    ),
}
