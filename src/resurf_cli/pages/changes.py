"""What a change does to a plan's days, in sentences: after an event, an answer, a moved date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.differences import ENDS
from resurf_cli.core.values import replace

from .differences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from resurf_cli.core.changes import Days, Shift, Update
    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.differences import Difference

LISTED: Final = 12
"""How many items a sentence names before it only counts the rest."""


def shifted(found: Iterable[Shift], today: date) -> list[str]:
    """The items whose days are others now, those with the same news in one sentence."""
    news: dict[str, list[str]] = {}
    for shift in found:
        news.setdefault(_news(shift, today), []).append(shift.title)
    return [f"{phrase}: {several(titles, '; ')}." for phrase, titles in news.items()]


def several(titles: Iterable[str], joined: str, most: int = LISTED) -> str:
    """Titles in a row, each once; of many the first, and how many more there are."""
    names = list(dict.fromkeys(titles))
    more = f"{joined}{len(names) - most} more" if len(names) > most else ""
    return joined.join(names[:most]) + more


def _news(shift: Shift, today: date) -> str:
    before, after = shift.before, shift.after
    if after is None:
        return "No longer in your plan"
    kind = shift.ref.partition(".")[0] if "." in shift.ref else ""
    verb = {"avoid": "To avoid", "expect": "Normal"}.get(kind, "To do")
    if before is None:
        return f"New. {verb} {_span(after, today)}"
    if after.waits and not before.waits:
        return "Waits again until it is recorded"
    if after.first != before.first or before.waits:
        return f"{verb} {_span(after, today)}" if kind or after.last != before.last else _from(after, today)
    if after.open and not before.open:
        return f"{verb} until it is recorded"
    return _ends(after, verb, kind, today)


def _ends(after: Days, verb: str, kind: str, today: date) -> str:
    if after.last is None:
        return f"{verb} with no end known"
    if kind != "avoid" and after.last == today:
        return "Ends today"
    if after.last < today:
        return f"Ended {dates.near(after.last, today)}"
    return f"{verb} to {dates.near(after.last, today)}"


def _from(days: Days, today: date) -> str:
    if days.first is None:
        return "From now"
    named = {0: "From today", 1: "From tomorrow"}
    return named.get((days.first - today).days) or f"From {dates.near(days.first, today)}"


def _span(days: Days, today: date) -> str:
    last = "" if days.last is None or days.open else f" to {dates.near(days.last, today)}"
    return f"{_from(days, today).lower() if days.first is None else 'from ' + _from(days, today)[5:]}{last}"


# --- days before and after -------------------------------------------------------------------------------------------


def both(shift: Shift, today: date) -> str:
    """The new days and the old ones; where they read alike, which of the two is only assumed."""
    after = _days(shift.after, today) if shift.after else "no days"
    if shift.before is None:
        return f"new, {after}"
    before = _days(shift.before, today)
    if shift.after is None or after != before or shift.after.open == shift.before.open:
        return f"{after} (was {before})"
    return f"{after}, {'now' if shift.after.open else 'no longer'} only assumed"


def _days(days: Days, today: date) -> str:
    first = dates.near(days.first, today) if days.first else "always"
    last = dates.near(days.last, today) if days.last else "no end known"
    return first if first == last else f"{first} to {last}"


# --- another edition of the checklist --------------------------------------------------------------------------------


def updated(found: Update, before: Checklist, after: Checklist, today: date) -> list[str]:
    """What following another edition of the checklist does, before it is done; everything, not only the first few."""
    moved: dict[str, list[Shift]] = {}
    for shift in found.shifts:
        if shift.after is not None:
            moved.setdefault(shift.ref, []).append(shift)
    lines = [f"{_edition(before)}, now {_edition(after)}."]
    lines += [_different(each, moved.pop(each.ref, []), before, after, today) for each in found.differences]
    lines += [_moved(each, today) for each in moved.values()]
    if len(lines) == 1:
        lines.append("No instruction differs.")
    lines += [f"Your clinic took {ref} off: it stays off. resurf told {ref} brings it back." for ref in found.dropped]
    lines += [f"Your answer to {name} is none of its answers any more: answer again." for name in found.unanswered]
    return [*lines, _ticks(found)]


def _edition(checklist: Checklist) -> str:
    version = f", version {checklist.version}" if checklist.version else ""
    return f"{checklist.title} ({checklist.id}{version})"


def _different(found: Difference, moved: list[Shift], before: Checklist, after: Checklist, today: date) -> str:
    """One difference in a sentence: dates where the plan has them, else the words of both."""
    if not moved:
        ((title, text),) = sentences([found], before, after, None)
        return f"{title}: {text}."
    rest = replace(found, fields=tuple(name for name in found.fields if name not in ENDS))
    words = [text for _, text in sentences([rest], before, after, None)] if rest.fields else []
    return " ".join([_moved(moved, today), *(f"Also {each}." for each in words)])


def _moved(found: list[Shift], today: date) -> str:
    """An item with its new days, in each session, and the old ones."""
    many = len({each.session for each in found}) > 1
    said = [f"{f'session {each.session} ' if many else ''}{both(each, today)}" for each in found]
    return f"{found[0].title} ({found[0].ref}): {'; '.join(said)}."


def _ticks(found: Update) -> str:
    lost = found.counted - found.still
    if not found.ticks:
        return "Nothing has been ticked yet."
    ticked = "The 1 tick" if found.ticks == 1 else f"All {found.ticks} ticks"
    stays = f"{ticked} so far {'stays' if found.ticks == 1 else 'stay'} in the record"
    if lost > 0:
        return f"{stays}; {lost} of them no longer {'counts' if lost == 1 else 'count'}."
    return f"{stays} and {'counts' if found.ticks == 1 else 'count'} as before."
