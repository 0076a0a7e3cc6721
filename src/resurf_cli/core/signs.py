"""All warning signs of a plan, by urgency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .checklist import URGENCIES
from .day import listed_signs
from .schedule import applies
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from .checklist import Sign
    from .plan import Plan
    from .progress import Ledger
    from .schedule import Window


@frozen
class SignLine:
    """A warning sign; ``today``: it is listed on the page's day; ``raised``: an event past its latest day raises it."""

    sign: Sign
    windows: tuple[tuple[int | None, Window], ...]
    applies: bool | None
    today: bool
    raised: bool


@frozen
class SignsPage:
    """The warning signs of a plan, the most urgent first, then in the order of the checklist."""

    plan: Plan
    day: date
    today: date
    lines: tuple[SignLine, ...]
    contact: Mapping[str, str]


def signs_page(ledger: Ledger, day: date) -> SignsPage:
    """All warning signs that apply or might."""
    schedule, plan = ledger.schedule, ledger.plan
    here = {each.item.id: each for each in listed_signs(schedule, day)}
    lines = [
        SignLine(
            sign,
            tuple(
                (session, window)
                for session in schedule.sessions_of(sign)
                if (window := schedule.sign_window(sign, session, day)) is not None
            ),
            applies(sign.said, plan),
            today=sign.id in here,
            raised=sign.id in here and here[sign.id].raised,
        )
        for sign in plan.checklist.signs.values()
        if applies(sign.said, plan) is not False and not plan.dropped(f"signs.{sign.id}", day)
    ]
    ranked = sorted(lines, key=lambda line: -URGENCIES.index(line.sign.urgency))
    return SignsPage(plan, day, ledger.today, tuple(ranked), plan.contact)
