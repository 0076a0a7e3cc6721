"""The diary: a check-in, answered before it is stored; and whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from resurf_cli.cli.asking import Entered, Ground, ask_all
from resurf_cli.cli.context import write_to_nowhere
from resurf_cli.cli.marking import checked_note
from resurf_cli.cli.options import For, Json, complete_scores, complete_signs
from resurf_cli.core import dates
from resurf_cli.core.diary import CheckIn, written
from resurf_cli.core.plan import CHECK_IN
from resurf_cli.core.scores import read_score
from resurf_cli.errors import NotFound, RecordError, ResurfError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.check_in import Answer
    from resurf_cli.core.checklist import Measure

CALL: Final = 10
EMERGENCY: Final = 20
NOBODY: Final = (
    "Nobody is here to answer, so nothing was recorded. Enter it on the line: "
    'resurf check-in --pain 4 --temperature 37.2 --sign ID --note "TEXT"; resurf signs lists the signs.'
)


def check_in(
    ctx: typer.Context,
    score: Annotated[
        list[str] | None,
        typer.Option(
            "--score",
            metavar="NAME=VALUE",
            help="A number of the diary; also written --NAME VALUE, as in --pain 4.",
            autocompletion=complete_scores,
        ),
    ] = None,
    sign: Annotated[
        list[str] | None,
        typer.Option("--sign", metavar="ID", help="A warning sign that is there.", autocompletion=complete_signs),
    ] = None,
    text: Annotated[str, typer.Option("--note", metavar="TEXT", help="A note for the clinic.")] = "",
    day: For = None,
    history: Annotated[bool, typer.Option("--history", help="What was entered so far, as lines and figures.")] = False,
    json: Json = False,
) -> None:
    """How are you? Scores, warning signs, and what to do about them.

    Asks at a terminal when nothing is entered on the line. Exit code 10: call, today or now; 20: an emergency.

    Examples: resurf check-in · resurf check-in --pain 4 --temperature 37.2 · resurf check-in --sign breathing
    """
    here: Surroundings = ctx.obj
    if history:
        _show_history(here, [*ctx.args, *(score or ()), *(sign or ()), text, day or ""], json=json)
        return
    ground = _ground(here)
    entered = _entered(ground, ctx.args, score or (), sign or (), text)
    on = _day(here, ground, day, entered)
    if not entered:
        if isinstance(ground.broken, NotFound):
            raise ground.broken
        if not here.interactive:
            raise UsageError(NOBODY)
        ask_all(here, ground, entered, on)
    raise typer.Exit(_answered(here, ground, entered, on, json=json))


def _show_history(here: Surroundings, more: Sequence[str], *, json: bool) -> None:
    from resurf_cli.core.check_in import diary_page

    if any(more):
        raise UsageError("--history only shows what was entered: leave the scores, signs, the note and the day out.")
    here.show("diary", diary_page(here.history().plan, here.today), json=json)


# --- what is known ---------------------------------------------------------------------------------------------------


def _ground(here: Surroundings) -> Ground:
    """The plan; without one, also where it cannot be read or is not there by its name, what the shipped ones share."""
    broken = None
    try:
        found = here.history_if_any()
    except (RecordError, NotFound) as error:
        found, broken = None, error
    if found is None:
        return _common(here, broken)
    from resurf_cli.core.progress import Ledger

    checklist = found.plan.checklist
    return Ground(checklist.measures, checklist.signs, Ledger(found, here.today))


def _common(here: Surroundings, broken: ResurfError | None) -> Ground:
    from resurf_cli.core.check_in import common

    shared = common(here.shelf.treatments(), unread=broken is not None)
    return Ground(shared.measures, {each.id: each for each in shared.signs}, shared, broken)


def _day(here: Surroundings, ground: Ground, text: str | None, entered: Entered) -> date:
    """The day meant; one that cannot be taken does not hold back the advice, which is for today then."""
    history = ground.ledger.history if ground.ledger else None
    try:
        day = here.day(text, past=True, history=history)
        if day > here.today:
            raise UsageError(f"{dates.said(day, here.today)}, has not come yet: enter it then.")
    except ResurfError as error:
        entered.wrong = error
        return here.today
    return day


# --- what was entered ------------------------------------------------------------------------------------------------


def _entered(ground: Ground, more: Sequence[str], scores: Sequence[str], signs: Sequence[str], text: str) -> Entered:
    """What stands on the line; of what cannot be taken the first is kept, and the rest is judged all the same."""
    found = Entered()
    try:
        checked_note(text)
        found.note = text.strip()
    except UsageError as error:
        found.wrong = error
    tried = [*_named(found, more), *(each.partition("=")[::2] for each in scores)]
    for name, value in tried:
        try:
            _take(found, _measure(ground, name), value)
        except ResurfError as error:
            found.wrong = found.wrong or error
    for word in signs:
        try:
            found.signs.append(_sign(ground, word))
        except ResurfError as error:
            found.wrong = found.wrong or error
    return found


def _take(found: Entered, measure: Measure, text: str) -> None:
    """Keep a score; of one that is there twice the higher is judged, and nothing is stored."""
    score = read_score(text, measure)
    if measure.id in found.scores:
        found.wrong = found.wrong or UsageError(f"{measure.id} is there twice: enter each score once.")
    found.scores[measure.id] = max(score, found.scores.get(measure.id, score))


def _named(found: Entered, words: Sequence[str]) -> list[tuple[str, str]]:
    """Options that are called as a measure of the checklist: ``--pain 4``, ``--pain=4``."""
    pairs, rest = [], list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not (equals or rest):
            found.wrong = found.wrong or UsageError(f'"{word}" is not understood. resurf check-in --help shows how.')
            continue
        pairs.append((name, value if equals else rest.pop(0)))
    return pairs


def _measure(ground: Ground, name: str) -> Measure:
    if name in ground.measures:
        return ground.measures[name]
    from difflib import get_close_matches

    near = get_close_matches(name, ground.measures, n=1)
    there = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(ground.measures) or 'none'}."
    raise UsageError(f'There is no "{name}" in the diary. {there}')


def _sign(ground: Ground, word: str) -> str:
    fitting = [word] if word in ground.signs else [each for each in ground.signs if word and each.startswith(word)]
    if len(fitting) == 1:
        return fitting[0]
    from difflib import get_close_matches

    near = fitting or get_close_matches(word, ground.signs, n=3)
    there = "resurf signs lists them." if ground.ledger else f"There are: {', '.join(ground.signs)}."
    hint = f"Did you mean {' or '.join(near)}?" if near else there
    raise NotFound(f'There is no one sign "{word}". {hint} If something worries you, call.')


# --- the answer ------------------------------------------------------------------------------------------------------


def _answered(here: Surroundings, ground: Ground, entered: Entered, day: date, *, json: bool) -> int:
    """Judge, say so, store: in this order, so that nothing stands between a person and the advice."""
    answer = _judged(here, ground, entered, day)
    heard = entered.wrong is None or bool(answer.raised)  # no verdict on what could not be read
    silent = _shown(here, answer) if heard and not json else 0
    wrong = entered.wrong or _stored(here, ground, answer)
    if heard and json:
        silent = _shown(here, answer, json=True, stored=wrong is None and ground.ledger is not None)
    _tell(here, ground, wrong, day, json=json)
    code = {"emergency": EMERGENCY, "now": CALL, "same-day": CALL}.get(answer.urgency, 0)
    return code or (wrong.exit_code if wrong else silent)


def _shown(here: Surroundings, answer: Answer, **how: bool) -> int:
    """Say the advice; where it cannot be written, storing goes on, and the exit code says so."""
    try:
        here.show("check_in", answer, **how)
    except OSError as error:
        write_to_nowhere()
        here.tell(f"The answer could not be written: {error.strerror}.")
        return RecordError.exit_code
    return 0


def _tell(here: Surroundings, ground: Ground, wrong: ResurfError | None, day: date, *, json: bool) -> None:
    """Whether it is in the record now."""
    if wrong is not None:
        here.tell(f"{wrong} Nothing was stored.")
    elif ground.ledger is None:
        here.tell("There is no plan: this was answered, not stored. resurf prep makes one.")
    else:
        when = "" if day == here.today else f" for {dates.said(day, here.today)}"
        here.say(f"Stored{when}. resurf undo takes it back.", json=json or here.options.plain)


def _judged(here: Surroundings, ground: Ground, entered: Entered, day: date) -> Answer:
    from resurf_cli.core import check_in as core

    units = {name: ground.measures[name].unit for name in entered.scores if ground.measures[name].unit}
    made = CheckIn(day, here.clock, entered.scores, units, tuple(dict.fromkeys(entered.signs)), entered.note)
    if isinstance(ground.basis, core.Common):
        return core.answer_without_plan(ground.basis, made, here.clock, here.today, signs_asked=entered.signs_asked)
    return core.answer(ground.basis, made, here.clock, signs_asked=entered.signs_asked)


def _stored(here: Surroundings, ground: Ground, answer: Answer) -> ResurfError | None:
    """Store a check-in; what went wrong is said after the advice."""
    if ground.ledger is None:
        return ground.broken
    data: dict[str, Any] = written(answer.check_in)
    try:
        here.write(CHECK_IN, lambda _: data, ground.ledger.plan.id)
    except ResurfError as error:
        return error
    return None


# --- whom to call ----------------------------------------------------------------------------------------------------


def call(ctx: typer.Context, json: Json = False) -> None:
    """Whom to call at this hour, and what to read out.

    Example: resurf call
    """
    from resurf_cli.core.call import call_sheet

    here: Surroundings = ctx.obj
    with here.whom_to_call():
        ledger = here.ledger()
    here.show("call", call_sheet(ledger, here.today, here.clock), json=json)
