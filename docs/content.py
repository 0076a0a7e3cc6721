"""Write ``docs/content.md``, all that the shipped checklists say, for a clinician to read with a pen.

``python docs/content.py`` makes the page anew from the files in ``checklists/``. What several treatments say in the
same words is printed once. The words about days, repeats and conditions are those of the program's own pages.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.checklist import PHASES, URGENCIES, Said, Sign, reference
from resurf_cli.core.items import TASKS, cited_by
from resurf_cli.pages import words
from resurf_cli.pages.care import URGENCY_HEADS
from resurf_cli.pages.markdown import line, text
from resurf_cli.pages.sheets import DIARY, EVENTS, HINDRANCES, NAMES, QUESTIONS, asides
from resurf_cli.reading.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resurf_cli.core.checklist import Checklist, Source
    from resurf_cli.pages.sheets import Aside
    from resurf_cli.pages.words import Item

PAGE: Final = Path(__file__).with_name("content.md")
ROOT: Final = PAGE.parent.parent
WIDTH: Final = 100
"""How long a line may be that is to be read on paper."""
SPACE: Final = "." * 60
"""Room for a pen."""
FREE_LINES: Final = 3
LABELS: Final = {"others say": "sources differ", "applies if": "only if"}
BASES: Final = {"source": "from sources", "default": "default: our choice", "unsourced": "unsourced"}
HEAD: Final = """
# What the checklists say, for a clinician to read with a pen

resurf is a program that walks a person through laser skin resurfacing at home: what to do, what to
avoid, what is normal and when to call, day by day around the treatment. This page is everything
that the checklists which come with it say: each line that a patient can be shown, with its days,
where sources differ, and where it comes from.
"""
HOW: Final = """
## How to read it

- Day 0 is the day of the treatment. "To" and "until" mean that day too.
- *sources* are short names. The list at the end gives title, publisher, kind and address. The kind
  says how much weight a source has, from guideline and trial to clinic (one clinic's own sheet) and
  weak (an article, a forum).
- A line without *basis* is what its sources say. *default* means that it is our choice, inside or
  near what sources say. *unsourced* means that no source gives it. The patient is told so too.
- *sources differ* says how far apart they are. *only if* names the answer that a line hangs on: the
  questions are at the head of each treatment. An answer not given leaves the line in, marked "if
  this applies to you".
- The days to which something is to be avoided are strict, those behind "then careful" are advice.
- Nothing here is a dose, and nothing tells anyone to stop a medicine that was prescribed. That is
  on purpose.

## How to correct it

Tick the box of a line that is right. Strike out what is wrong, and write behind "change to" what it
should say, or "take out". What is missing goes into the free lines at the end of each treatment.
Sign there, and hand the pages back to whoever gave them to you: the files are changed, and your
name is put beside "reviewed by" if you want it there.

Who would rather type can write a file that says only what differs. It needs no programming:
`resurf checklist new --extends {example} clinic.yaml` begins one, and
[format.md](format.md) explains it.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it is printed: its name, its first words, what else it says, and where it comes from."""

    ref: str
    title: str
    details: tuple[str, ...]
    said: Said


Parts = dict[str, list[Entry]]

# --- what a checklist says -------------------------------------------------------------------------------------------


def treatments() -> tuple[Checklist, ...]:
    """The checklists that can be chosen, by the names of their files.

    Raises:
        InvalidChecklist: one has mistakes.
    """
    shelf = Shelf(ROOT / "nothing", ROOT / "checklists")
    found = [shelf.find(each.path.stem).checklist for each in shelf.listing()]
    return tuple(each for each in found if not each.base)


def parts(found: Checklist) -> Parts:
    """Every item of a checklist, under the name of its part, in the order of the page."""
    beside = {name: [_aside(name, each) for each in mine] for name, mine in asides(found, None).items()}
    tasks = {words.PHASE_NAMES[name]: _items(TASKS, found.phase(name), found) for name in PHASES}
    supplies, visits = (_items(kind, getattr(found, kind).values(), found) for kind in ("supplies", "visits"))
    return {
        QUESTIONS: beside[QUESTIONS],
        **tasks,
        NAMES["avoid"]: _items("avoid", found.avoid.values(), found),
        NAMES["expect"]: _items("expect", found.expect.values(), found),
        **_signs(found),
        DIARY: beside[DIARY],
        EVENTS: beside[EVENTS],
        NAMES["visits"]: visits,
        HINDRANCES: beside[HINDRANCES],
        NAMES["supplies"]: supplies,
    }


def _signs(found: Checklist) -> Parts:
    """The warning signs, a part for each urgency, emergencies first."""
    mine = {urgency: [each for each in found.signs.values() if each.urgency == urgency] for urgency in URGENCIES}
    return {
        f"{NAMES['signs']}: {URGENCY_HEADS[urgency].lower()}": _items("signs", mine[urgency], found)
        for urgency in reversed(URGENCIES)
    }


def _items(kind: str, items: Iterable[Item], found: Checklist) -> list[Entry]:
    return [_item(kind, each, found) for each in items]


def _item(kind: str, each: Item, found: Checklist) -> Entry:
    """An instruction: its days with how often and for whom, then all else, and at last where it comes from."""
    said = dict(words.fields(each, found)) | dict(words.only_on_paper(each))
    often, only = said.pop("repeat", ""), said.pop("applies if", "")
    when = [words.days_of(each, found, None), often, f"only if {only}" if only else ""]
    if isinstance(each, Sign):
        del said["urgency"]  # it is the name of the part
    basis = said.pop("basis", "")
    details = [f"{LABELS.get(name, name)}: {what}" for name, what in said.items()]
    return Entry(
        reference(kind, each.id),
        words.title_of(each),
        ("; ".join(filter(None, when)), *details, *_from(each.said, basis)),
        each.said,
    )


def _aside(part: str, each: Aside) -> Entry:
    said = dict(words.reasons(each.said))
    basis = said.pop("basis", "")
    details = (*filter(None, each.details), *(f"{LABELS.get(name, name)}: {what}" for name, what in said.items()))
    return Entry(f"{KINDS[part]}.{each.id}", each.title, (*details, *_from(each.said, basis)), each.said)


def _from(said: Said, basis: str) -> Iterator[str]:
    """Where an item comes from, on one line."""
    kind = "" if said.basis == "source" else f"basis: {said.basis}: {basis}"
    yield "; ".join(filter(None, (kind, *words.cited(said))))


KINDS: Final = {QUESTIONS: "questions", EVENTS: "events", DIARY: "measures", HINDRANCES: "ready"}

# --- the page --------------------------------------------------------------------------------------------------------


def page() -> str:
    """The whole page."""
    found = treatments()
    said = {each.id: parts(each) for each in found}
    body = [HEAD, *_editions(found), *_counts(found, said), HOW.format(example=found[0].id)]
    for names in _groups(said):
        body += _together(names, said)
    for each in found:
        body += _treatment(each, said)
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*body, *_bibliography(found)])).strip() + "\n"


def _editions(found: Sequence[Checklist]) -> Iterator[str]:
    """Which files the page is made of, when each was read against its sources, and who reviewed it."""
    reviews = {words.reviewed(each) for each in found}
    if reviews == {words.NO_CLINICIAN}:
        yield "**No clinician has reviewed any of it.**\n"
    for each in found:
        read = f", read against its sources {dates.full(each.reviewed)}" if each.reviewed else ""
        said = [f"{each.title} ({each.id}, version {each.version or 'not given'}){read}.", words.reviewed(each)]
        yield from _wrapped(" ".join([*said, *words.chain(each)]), "- ")
    yield ""


def _counts(found: Sequence[Checklist], said: Mapping[str, Parts]) -> Iterator[str]:
    """How many items there are of each basis."""
    heads = ("", "items", "of them instructions", *BASES.values())
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    for each in found:
        every = [entry for mine in said[each.id].values() for entry in mine]
        bases = Counter(entry.said.basis for entry in every)
        row = (len(every), len(each.tasks) + len(each.avoid), *(bases[name] for name in BASES))
        yield f"| {each.id} | {' | '.join(map(str, row))} |"
    yield "\nInstructions are what to do and what to avoid.\n"


def _groups(said: Mapping[str, Parts]) -> list[tuple[str, ...]]:
    """The treatments that have items in the same words, most of them together first."""
    return _shared(
        _owners(name, each, said) for parts in said.values() for name, mine in parts.items() for each in mine
    )


def _shared(owners: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return sorted({names for names in owners if len(names) > 1}, key=lambda names: (-len(names), names))


def _owners(part: str, entry: Entry, said: Mapping[str, Parts]) -> tuple[str, ...]:
    """The treatments that have an item in the very same words."""
    return tuple(name for name, mine in said.items() if entry in mine[part])


def _of(names: Sequence[str], said: Mapping[str, Parts]) -> str:
    return "every treatment" if len(names) == len(said) else " and ".join(names)


def _together(names: tuple[str, ...], said: Mapping[str, Parts]) -> Iterator[str]:
    """What several treatments say in the same words."""
    yield f"## The same for {_of(names, said)}\n"
    for part, every in said[names[0]].items():
        mine = [each for each in every if _owners(part, each, said) == names]
        yield from _part(part, len(mine), (), mine)


def _treatment(found: Checklist, said: Mapping[str, Parts]) -> Iterator[str]:
    """One treatment: what it alone says, and at each part the names of what is printed above."""
    yield f"## {text(found.title)} ({found.id})\n"
    for name, title, says in (("about", "What it is", found.about), ("series", "Sessions", words.series(found))):
        yield from _entry(Entry(name, title, (says,), Said())) if says else ()
    yield ""
    for part, every in said[found.id].items():
        owners = {each.ref: _owners(part, each, said) for each in every}
        above = [
            f"As for {_of(names, said)}: {', '.join(ref for ref in owners if owners[ref] == names)}."
            for names in _shared(owners.values())
        ]
        yield from _part(part, len(every), above, [each for each in every if len(owners[each.ref]) == 1])
    yield from _signed()


def _part(name: str, number: int, above: Sequence[str], mine: Sequence[Entry]) -> Iterator[str]:
    if not number:
        return
    yield f"### {name} ({number})\n"
    for each in above:
        yield from (*_wrapped(each), "")
    for entry in mine:
        yield from _entry(entry)
    yield from [""] if mine else []


def _entry(each: Entry) -> Iterator[str]:
    """One item with its box, and room to write."""
    yield from _wrapped(f"**{text(each.title)}** ({each.ref})", "- [ ] ", raw=True)
    for detail in filter(None, each.details):
        yield from _wrapped(detail, "  - ")
    yield f"  - change to: {SPACE}"


def _signed() -> Iterator[str]:
    yield "### What is missing here\n"
    yield from [f"- {SPACE}"] * FREE_LINES
    yield f"\nReviewed by: {SPACE[:40]} Date: {SPACE[:20]}\n"


def _wrapped(written: str, mark: str = "", *, raw: bool = False) -> list[str]:
    """Text on lines that print well; ``mark`` stands before the first, what follows hangs under it."""
    hang = " " * (2 if mark == "- [ ] " else len(mark))
    found = textwrap.wrap(
        written if raw else text(written), WIDTH - len(mark), break_long_words=False, break_on_hyphens=False
    )
    return [f"{hang if place else mark}{line(each)}" for place, each in enumerate(found)]


def _bibliography(found: Sequence[Checklist]) -> Iterator[str]:
    """Every source once, with what it is cited for."""
    by = [cited_by(each) for each in found]
    sources = {source for each in found for source in each.sources.values()}
    yield "## Sources\n"
    for one in sorted(sources, key=lambda source: (source.id, source.title)):
        yield from _source(one, dict.fromkeys(ref for each in by for ref in each.get(one.id, ())))


def _source(source: Source, refs: Iterable[str]) -> Iterator[str]:
    about = ", ".join(map(text, filter(None, (source.title, source.publisher, source.kind))))
    yield from _wrapped(f"**{source.id}**: {about}", "- ", raw=True)
    if source.url:
        yield f"  - <{source.url}>"
    yield from _wrapped(f"cited by: {', '.join(refs) or 'nothing'}", "  - ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
