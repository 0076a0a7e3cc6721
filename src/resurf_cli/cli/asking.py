"""A check-in asked question by question, in under a minute: emergency signs first, then scores, signs, a note."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from resurf_cli.cli.marking import checked_note
from resurf_cli.core.day import listed_signs
from resurf_cli.core.diary import by_day, scores
from resurf_cli.core.scores import read_score
from resurf_cli.core.values import frozen
from resurf_cli.errors import Interrupted, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.check_in import Common
    from resurf_cli.core.checklist import Measure, Sign
    from resurf_cli.core.progress import Ledger
    from resurf_cli.errors import ResurfError

NO: Final = frozenset({"", "n", "no", "none", "0"})
YES: Final = frozenset({"y", "yes"})


@dataclass(slots=True)
class Entered:
    """What was typed so far; ``wrong`` is the first thing that could not be taken."""

    scores: dict[str, float] = field(default_factory=dict)
    signs: list[str] = field(default_factory=list)
    note: str = ""
    signs_asked: bool = False
    wrong: ResurfError | None = None

    def __bool__(self) -> bool:
        """Whether anything was entered, or tried to be."""
        return bool(self.scores or self.signs or self.note or self.wrong)


@frozen
class Ground:
    """What a check-in is judged on: a plan, or what all shipped checklists have in common."""

    measures: Mapping[str, Measure]
    signs: Mapping[str, Sign]
    basis: Ledger | Common
    broken: ResurfError | None = None

    @property
    def ledger(self) -> Ledger | None:
        """The plan as it stands; None where there is none to look at."""
        from resurf_cli.core.progress import Ledger

        return self.basis if isinstance(self.basis, Ledger) else None


def ask_all(here: Surroundings, ground: Ground, entered: Entered, day: date) -> None:
    """Ask what a check-in is made of. An emergency ends the questions.

    Stopped in the middle, or by a note that is too long, what was entered before is judged, so that no advice is lost,
    and not stored.
    """
    try:
        _ask(here, ground, entered, day)
    except (Interrupted, UsageError) as stopped:
        entered.wrong = stopped


def _ask(here: Surroundings, ground: Ground, entered: Entered, day: date) -> None:
    signs = _signs(ground, day)
    urgent = [each for each in signs if each.urgency == "emergency"]
    here.tell("Enter passes a question.")
    entered.signs += _which(here, "Is any of these there now?", urgent)
    if entered.signs:
        return
    for measure in ground.measures.values():
        _score(here, ground, entered, measure, day)
    entered.signs += _which(here, "And any of these?", [each for each in signs if each not in urgent])
    entered.signs_asked = True
    entered.note = _note(here)


def _signs(ground: Ground, day: date) -> list[Sign]:
    if ground.ledger is None:
        return list(ground.signs.values())
    return [each.item for each in listed_signs(ground.ledger.schedule, day)]


def _which(here: Surroundings, question: str, signs: Sequence[Sign]) -> list[str]:
    """The signs of a list that a person names by their numbers; yes is all of them."""
    if not signs:
        return []
    here.tell(question)
    for place, sign in enumerate(signs, 1):
        here.tell(f"  {place:>2}  {sign.sign}")
    while True:
        typed = here.ask("Their numbers, or Enter for none:").lower().replace(",", " ")
        if typed in NO:
            return []
        places = range(1, len(signs) + 1) if typed in YES else [int(each) for each in typed.split() if each.isdecimal()]
        if (
            places
            and (typed in YES or len(places) == len(typed.split()))
            and set(places) <= set(range(1, len(signs) + 1))
        ):
            return [signs[place - 1].id for place in places]
        here.tell(f"Write numbers from 1 to {len(signs)}, such as 1 3.")


def _score(here: Surroundings, ground: Ground, entered: Entered, measure: Measure, day: date) -> None:
    while typed := here.ask(f"{measure.ask}{_last(ground, measure, day)}:"):
        try:
            entered.scores[measure.id] = read_score(typed, measure)
        except UsageError as error:
            here.tell(str(error))
        else:
            return


def _last(ground: Ground, measure: Measure, day: date) -> str:
    """The latest score before, to compare with."""
    if ground.ledger is None:
        return ""
    days = by_day(each for each in scores(ground.ledger.plan.diary, measure) if each.day <= day)
    if not days:
        return ""
    latest = days[next(reversed(days))]
    ago = (day - latest.day).days
    when = {0: "earlier today", 1: "yesterday"}.get(ago, f"{ago} days ago")
    return f" (last {latest.value:g}, {when})"


def _note(here: Surroundings) -> str:
    typed = here.ask("A note for your clinic:")
    checked_note(typed)
    return typed
