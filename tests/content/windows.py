"""Every window of a plan, whatever it is of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from resurf_cli.core.checklist import CONSULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from resurf_cli.core.avoid import Span
    from resurf_cli.core.checklist import Ban
    from resurf_cli.core.schedule import Schedule, Window


def windows(schedule: Schedule, page: date) -> Iterator[tuple[str, int | None, Window | None]]:
    """Every window of a plan seen from a page, by the item and the session; None: it has no days."""
    found = schedule.plan.checklist
    dated = [task for task in found.tasks.values() if task.phase != CONSULT]
    yield from by_session(schedule, dated, lambda each, session: schedule.task_window(each, session, page))
    yield from by_session(
        schedule, found.signs.values(), lambda each, session: schedule.sign_window(each, session, page)
    )
    yield from by_session(
        schedule, found.expect.values(), lambda each, session: schedule.normal_window(each, session, page)
    )
    for kind in ("strict", "careful"):
        bans = [ban for ban in found.avoid.values() if getattr(ban, kind) is not None]
        yield from by_session(schedule, bans, partial(ban_window, schedule, page, kind))


def meet(one: Span | Window, other: Span | Window) -> bool:
    """Whether two windows, or two spans of bans, have a day in common."""
    return all(a.first is None or b.last is None or a.first <= b.last for a, b in ((one, other), (other, one)))


def ban_window(schedule: Schedule, page: date, kind: str, ban: Ban, session: int | None) -> Window | None:
    """The window of a ban to its strict or its careful end."""
    return schedule.ban_window(ban, getattr(ban, kind), session, page)


def by_session(
    schedule: Schedule, items: Iterable[Any], window: Callable[[Any, int | None], Window | None]
) -> Iterator[tuple[str, int | None, Window | None]]:
    """The window of each item in each session it runs for."""
    for item in items:
        for session in schedule.sessions_of(item):
            yield f"{type(item).__name__.lower()} {item.id}", session, window(item, session)
