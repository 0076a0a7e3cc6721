"""Going back from a day: ``resurf plan new --ready-by DATE --to BAN``."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from resurf_cli.cli import making
from resurf_cli.core import dates
from resurf_cli.core.entry import Entry
from resurf_cli.core.plan import NEW, replay
from resurf_cli.core.values import replace
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from datetime import date

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.backwards import Backwards
    from resurf_cli.core.checklist import Ban
    from resurf_cli.core.plan import Plan
    from resurf_cli.reading.reader import Loaded

HOW: Final = "resurf plan new --treatment fractional-ablative --ready-by 2027-06-20 --to make-up"


def ready_by(
    here: Surroundings, wanted: making.Wanted, day: str | None, to: tuple[str, ...], *, json: bool, yes: bool
) -> None:
    """Say the latest treatment date after which bans are over by a day; make the plan where that is agreed to.

    Raises:
        UsageError: a flag is missing or too many.
        NotFound: no such ban, or no date fits.
    """
    if day is None or not to or wanted.dates:
        raise UsageError(f"--ready-by and --to go together, in place of --date: {HOW}")
    if wanted.treatment is None and not here.interactive:
        raise UsageError(f"Which treatment? {HOW}\nresurf checklist list shows the treatments.")
    loaded = making.chosen(making.Asking(here), wanted)
    wanted = replace(wanted, treatment=wanted.treatment or loaded.checklist.id)
    found = _answer(here, wanted, loaded, here.day(day), to)
    wanted = replace(wanted, dates=(found.latest.first.isoformat() if found.latest else "",))
    here.show("backwards", found, command(wanted), json=json)
    if yes or _agreed(here, found, json=json):
        making.make_plan(here, wanted, json=json)


def _agreed(here: Surroundings, found: Backwards, *, json: bool) -> bool:
    """Whether a person who reads the page at a terminal wants the plan."""
    if found.latest is None or json or here.options.plain or not here.interactive:
        return False
    agreed = here.confirmed(f"Make the plan with treatment on {dates.full(found.latest.first)}?", yes=False)
    if not agreed:
        here.tell("No plan was made.")
    return agreed


def _answer(here: Surroundings, wanted: making.Wanted, loaded: Loaded, by: date, to: tuple[str, ...]) -> Backwards:
    from resurf_cli.core.backwards import backwards
    from resurf_cli.pages.backwards import no_date

    values = making.given(here, wanted, loaded.checklist)
    data = making.made_of(here, loaded, making.series((by,), wanted), values)
    plan = replay([Entry(1, loaded.checklist.id, NEW, here.today, here.clock, data)])
    bans = {ban.id: ban for text in to for ban in _named(here, plan, text)}
    found = backwards(plan, by, bans.values(), lambda first: making.series((first,), wanted), here.today)
    if not found.bans:
        names = ", ".join(ban.what for ban in bans.values())
        raise NotFound(f"{names}: not for you, by your answers. Ask your clinic.")
    if not found.fits:
        raise NotFound(no_date(found))
    return found


def _named(here: Surroundings, plan: Plan, text: str) -> tuple[Ban, ...]:
    """The bans that a text means; what is only spelt like it, or not all of it, is said back."""
    from resurf_cli.core.naming import named

    found = named(text, tuple(plan.checklist.avoid.values()))
    if not found.bans:
        raise NotFound(
            f'This checklist has no ban on "{text}": ask your clinic. '
            f"What there is to avoid: resurf checklist show {plan.checklist.id}"
        )
    if found.loosely:
        here.tell(f"{'; '.join(ban.what for ban in found.bans)}; you wrote {text}.")
    return found.bans


def command(wanted: making.Wanted) -> str:
    """What to type to make the plan."""
    options = [("--treatment", wanted.treatment or ""), *(("--date", day) for day in wanted.dates)]
    options += [("--sessions", str(wanted.sessions)), ("--every", str(wanted.every))] if wanted.sessions else []
    options += [("--answer", each) for each in wanted.answers] + [("--set", each) for each in wanted.values]
    options += [("--id", wanted.id)] if wanted.id else []
    return shlex.join(["resurf", "plan", "new", *(word for option in options for word in option)])
