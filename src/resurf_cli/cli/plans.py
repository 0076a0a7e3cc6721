"""Plans: making, listing, choosing, changing, ending and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from resurf_cli.cli import making, moving
from resurf_cli.cli.options import Json, Yes, complete_plans, complete_settings
from resurf_cli.cli.settings import settings
from resurf_cli.core.log import described
from resurf_cli.core.photos import next_number
from resurf_cli.core.plan import END, NEW, REOPEN, SET, UPDATE, USE, History
from resurf_cli.errors import NotFound, RecordError, UsageError
from resurf_cli.record.photos import Photos

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.progress import Ledger
    from resurf_cli.reading.reader import Loaded

app = typer.Typer(
    help="Plans: new, list, show, use, set, move, add-session, remove-session, update, end, delete.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

PlanId = Annotated[str, typer.Argument(metavar="ID", autocompletion=complete_plans)]
PlanIdIfAny = Annotated[str | None, typer.Argument(metavar="[ID]", autocompletion=complete_plans)]


@app.command()
def new(
    ctx: typer.Context,
    checklist: Annotated[str | None, typer.Option("--treatment", metavar="ID-or-FILE", help="The checklist.")] = None,
    date: Annotated[list[str] | None, typer.Option("--date", metavar="DATE", help="May be repeated: a series.")] = None,
    sessions: Annotated[int | None, typer.Option("--sessions", metavar="N", help="A series of so many.")] = None,
    every: Annotated[str | None, typer.Option("--every", metavar="4w", help="How far apart.")] = None,
    answer: Annotated[list[str] | None, typer.Option("--answer", metavar="QUESTION=ANSWER")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE")] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="What the plan is called.")] = None,
    ready_by: Annotated[
        str | None, typer.Option("--ready-by", metavar="DATE", help="In place of --date: which date fits?")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="BAN", help="With --ready-by: what is over by then.")
    ] = None,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Make another plan, shown from then on.

    With --ready-by and --to it says the latest treatment date after which you are free of something by a day, and makes
    no plan unless you say so.

    Examples: resurf plan new --treatment fractional-ablative --date 2026-12-10 · … --sessions 3 --every 4w ·
    … --ready-by 2027-06-20 --to make-up
    """
    wanted = making.Wanted(
        checklist, tuple(date or ()), tuple(answer or ()), tuple(set_ or ()), id_, sessions=sessions, every=every
    )
    if ready_by is not None or to:
        from resurf_cli.cli import backwards

        backwards.ready_by(ctx.obj, wanted, ready_by, tuple(to or ()), json=json, yes=yes)
    elif yes or json:
        raise UsageError("--yes and --json go with --ready-by: a plan with a --date is made without asking.")
    else:
        making.make_plan(ctx.obj, wanted)


@app.command("list")
def list_(ctx: typer.Context, json: Json = False) -> None:
    """All plans, the one shown now marked.

    Example: resurf plan list
    """
    here: Surroundings = ctx.obj
    kept = here.record.plans()
    current = here.chosen(kept) if kept else None
    found = [(History(here.record.entries(each.id)).plan, each.id == current) for each in kept]
    if not found and not json:
        here.say("No plan yet. resurf prep makes one.")
        return
    here.show("plans", found, json=json)


@app.command()
def show(ctx: typer.Context, name: PlanIdIfAny = None, json: Json = False) -> None:
    """All about a plan.

    Its checklist, sessions, answers and what each changes, times, the clinic's numbers, visits, events.

    Example: resurf plan show
    """
    here: Surroundings = ctx.obj
    here.show("plan", here.history(name).plan, here.today, json=json)


@app.command()
def use(ctx: typer.Context, name: PlanId) -> None:
    """Show another plan from now on.

    Example: resurf plan use fractional-ablative-2
    """
    here: Surroundings = ctx.obj
    if here.history(name).plan.ended:
        raise UsageError(f"The plan {name} is ended. resurf plan end {name} --reopen opens it again.")
    written = here.write(USE, lambda _: {}, name)
    here.say(f"The plan is now {name}: {written.after.plan.title}.")


@app.command("set")
def set_(
    ctx: typer.Context,
    pairs: Annotated[list[str], typer.Argument(metavar="NAME=VALUE...", autocompletion=complete_settings)],
) -> None:
    """Set answers, times, numbers, visits, the title.

    NAME= takes one away.

    Examples: resurf plan set cold-sores=yes · wake=07:30 bedtime=23:00 · contact.day="+1 555 0100" ·
    contact.emergency=112 · visit.healing-check=2026-12-17
    """
    from resurf_cli.core.changes import shifts
    from resurf_cli.pages.changes import shifted
    from resurf_cli.pages.words import call_first

    here: Surroundings = ctx.obj

    def data(ledger: Ledger) -> dict[str, Any]:
        return {"values": settings(pairs, ledger.plan.checklist, here.today)}

    written = here.write(SET, data)
    here.say(
        f"{described(written.entry, written.after.history).capitalize()}." if written.entry else "Nothing was set."
    )
    for words in shifted(shifts(written.before, written.after), here.today):
        here.say(words)
    plan = written.after.plan
    for words in call_first(plan.ready_on(here.today), plan.answers, plan.contact):
        here.say(words)


# --- sessions --------------------------------------------------------------------------------------------------------

app.command(context_settings={"ignore_unknown_options": True})(moving.move)
app.command(context_settings={"ignore_unknown_options": True})(moving.add_session)
app.command()(moving.remove_session)


# --- another edition of the checklist --------------------------------------------------------------------------------


@app.command()
def update(
    ctx: typer.Context,
    checklist: Annotated[
        str | None,
        typer.Option("--treatment", metavar="ID-or-FILE", help="Another checklist, or where its file is now."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Take the checklist as it is now.

    A plan keeps the checklist it was made from. This shows what is new, gone or on other days, what stays ticked, and
    asks. Nothing that was recorded is lost.

    Examples: resurf plan update · resurf plan update --treatment harbour.yaml
    """
    from resurf_cli.core.changes import update as changes
    from resurf_cli.pages.changes import updated

    here: Surroundings = ctx.obj
    before = here.ledger()
    data = making.kept(here, _newer(here, before.plan, checklist))
    if _same(before, data):
        here.say("Your plan has the checklist as it is now: nothing was changed.")
        return
    after = here.would_be(before, UPDATE, data)
    for words in updated(changes(before, after), before.plan.checklist, after.plan.checklist, here.today):
        here.tell(words)
    if not here.confirmed("Follow it from now on?", yes=yes):
        here.say("Nothing was changed.")
        return
    written = here.write(UPDATE, lambda _: data, before.plan.id)
    here.say(f"Your plan follows {written.after.plan.checklist.title} as it is now. resurf undo takes it back.")


def _newer(here: Surroundings, plan: Plan, named: str | None) -> Loaded:
    """The checklist as it is now, by the name it was asked for when the plan was made or last updated."""
    try:
        loaded = here.shelf.find(named or plan.named)
    except NotFound as error:
        if named is not None:
            raise
        raise NotFound(f"{error}\nSay where it is now: resurf plan update --treatment FILE") from None
    if loaded.checklist.base:
        raise UsageError(f"{loaded.checklist.id} is what other checklists build on: choose one of those.")
    return loaded


def _same(before: Ledger, data: dict[str, Any]) -> bool:
    """Whether the plan has that checklist already, word by word."""
    latest = [each for each in before.history.changes.standing if each.kind in {NEW, UPDATE}][-1]
    found = {**latest.data, "chain": list(latest.data.get("chain", ()))}
    return all(found.get(name) == data[name] for name in ("checklist", "words", "chain"))


# --- ending and deleting ---------------------------------------------------------------------------------------------


@app.command()
def end(
    ctx: typer.Context,
    name: PlanIdIfAny = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open an ended plan again.")] = False,
) -> None:
    """End a plan; it is kept.

    It is not shown any more unless it is named.

    Examples: resurf plan end · resurf plan end fractional-ablative --reopen
    """
    here: Surroundings = ctx.obj
    history = here.history(name or (_only_ended(here) if reopen else None))
    plan = history.plan
    if plan.ended is not reopen:
        state = "ended already" if plan.ended else "not ended"
        here.say(f"The plan {plan.id} is {state}: nothing was changed.")
        return
    here.write(REOPEN if reopen else END, lambda _: {}, plan.id)
    kept = f"It is kept: resurf plan end {plan.id} --reopen opens it again."
    here.say(f"The plan {plan.id} is open again." if reopen else f"The plan {plan.id} is ended. {kept}")


def _only_ended(here: Surroundings) -> str | None:
    ended = [each.id for each in here.record.plans() if each.ended]
    if here.options.plan is None and len(ended) > 1:
        raise NotFound(f"Which plan? Ended are: {', '.join(ended)}.")
    return ended[0] if here.options.plan is None and ended else None


@app.command()
def delete(
    ctx: typer.Context,
    name: PlanId,
    yes: Annotated[str | None, typer.Option("--yes", metavar="ID", help="The plan's id again, as the answer.")] = None,
) -> None:
    """Erase a plan and its record, for ever.

    Also from the automatic copies. It cannot be undone.

    Example: resurf plan delete fractional-ablative
    """
    here: Surroundings = ctx.obj
    history = here.history(name)
    here.tell(_what_goes(history))
    if yes is None:
        if not here.interactive:
            raise UsageError(f"Nothing was deleted: it needs the plan's id as the answer, --yes {name}")
        yes = here.ask(f"Type {name} to erase it:")
    if yes != name:
        raise UsageError(f'"{yes}" is not {name}: nothing was deleted.')
    _erase(here, name)
    here.say(f"The plan {name} is erased.")
    _tell_of_others(here)


def _erase(here: Surroundings, name: str) -> None:
    """Erase a plan and its photographs; these are put back where the plan could not be erased."""
    kept: RecordError | None = None
    with Photos(here.folder, name).erasing():
        try:
            here.record.erase(name)
        except RecordError as error:
            if name in {each.id for each in here.record.plans()}:
                raise
            kept = error  # it is out of the record, and something is left to be said
    if kept is not None:
        raise kept


def _tell_of_others(here: Surroundings) -> None:
    """Name what was kept when a backup was restored: that is another record, and may have the plan too."""
    from resurf_cli.record.backup import kept_before, take_away_halves

    take_away_halves(here.folder)
    for path in kept_before(here.folder):
        here.tell(f"{path}, kept when you restored a backup, is as it was. Delete it if it has the plan too.")


def _what_goes(history: History) -> str:
    plan, changes = history.plan, len(history.entries) - 1
    number = next_number(history.entries) - 1
    photos = f", {number} photograph{'s' * (number != 1)}" if number else ""
    return (
        f"This erases the plan {plan.id} ({plan.title}) with {changes} recorded change{'s' * (changes != 1)} and "
        f"{len(plan.notes)} note{'s' * (len(plan.notes) != 1)}{photos}, also from the automatic copies. "
        "To keep everything first: resurf backup FILE. "
        f"To keep what it says: resurf --plan {plan.id} summary --format json --output FILE"
    )
