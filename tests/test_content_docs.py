"""``docs/content.md``, which a clinician corrects with a pen, holds all that the shipped checklists say."""

from __future__ import annotations

import re
import runpy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from resurf_cli.core.items import BESIDE, KINDS, first_words, items
from resurf_cli.pages import words
from resurf_cli.reading.shelf import Shelf

if TYPE_CHECKING:
    from resurf_cli.core.checklist import Checklist

DOCS: Final = Path(__file__).parent.parent / "docs"
PAGE: Final = (DOCS / "content.md").read_text(encoding="utf-8")
SHELF: Final = Shelf(Path("nothing"))
CHECKLISTS: Final = {each.id: SHELF.find(each.id).checklist for each in SHELF.listing()}
TREATMENTS: Final = {name: each for name, each in CHECKLISTS.items() if not each.base}


@dataclass(frozen=True)
class Printed:
    """An item on the page: under which heading of the second rank, its name, and all it says on one line."""

    section: str
    ref: str
    text: str


def printed() -> list[Printed]:
    found = []
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0]
        for block in re.split(r"^- \[ \] ", section, flags=re.MULTILINE)[1:]:
            text = " ".join(re.split(r"^#", block, maxsplit=1, flags=re.MULTILINE)[0].replace("\\", "").split())
            name = re.search(r"\*\* \(([a-z0-9.-]+)\)", text)
            assert name, text
            found.append(Printed(heading, name[1], text))
    return found


PRINTED: Final = printed()


def speaks_for(section: str, checklist: Checklist) -> bool:
    """Whether what is printed under a heading is said of a treatment."""
    if not section.startswith("The same for "):
        return section.endswith(f"({checklist.id})")
    return section.endswith("every treatment") or checklist.id in section.split()


def everything(checklist: Checklist) -> dict[str, Any]:
    """Every item of a checklist by its name, as a clinic's file calls it."""
    more = {f"{kind}.{name}": each for kind in BESIDE for name, each in getattr(checklist, kind).items()}
    return {**dict(items(checklist, KINDS)), **more}


EVERY: Final = [
    pytest.param(checklist, ref, item, id=f"{name}:{ref}")
    for name, checklist in TREATMENTS.items()
    for ref, item in everything(checklist).items()
]


def test_the_page_is_as_the_script_makes_it_from_the_shipped_checklists() -> None:
    script = runpy.run_path(str(DOCS / "content.py"))
    assert script["page"]() == PAGE, "python docs/content.py makes it anew"


@pytest.mark.parametrize(("checklist", "ref", "item"), EVERY)
def test_every_item_stands_once_for_its_treatment_with_its_words_days_range_sources_and_basis(
    checklist: Checklist, ref: str, item: Any
) -> None:
    mine = [each for each in PRINTED if each.ref == ref and speaks_for(each.section, checklist)]
    assert len(mine) == 1, [each.section for each in mine]
    text, said = mine[0].text, item.said
    for part in (first_words(item), getattr(item, "how", ""), getattr(item, "why", ""), said.range, said.note):
        assert " ".join(part.split()) in text
    if not ref.startswith((*BESIDE, "ready.")):
        assert words.days_of(item, checklist, None) in text
    assert words.condition(said.condition) in text
    assert (f"basis: {said.basis}: " in text) is (said.basis != "source")
    cited = re.search(r"sources: ([a-z0-9, -]+?) - change to", text)
    assert (cited[1].split(", ") if cited else []) == list(said.source)


@pytest.mark.parametrize("checklist", TREATMENTS.values(), ids=TREATMENTS)
def test_what_is_printed_for_several_treatments_is_named_in_each_of_them(checklist: Checklist) -> None:
    own = next(
        part
        for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)
        if speaks_for(part.split("\n")[0], checklist) and not part.startswith("The same for ")
    )
    named = set(re.findall(r"[a-z][a-z0-9.-]*[a-z0-9]", own))
    assert set(everything(checklist)) <= named


@pytest.mark.parametrize("checklist", CHECKLISTS.values(), ids=CHECKLISTS)
def test_the_page_says_who_reviewed_each_file_and_when_it_was_read(checklist: Checklist) -> None:
    line = next(" ".join(each.split()) for each in PAGE.split("\n- ") if f"({checklist.id}, version" in each)
    assert words.reviewed(checklist) == words.NO_CLINICIAN
    assert checklist.version in line
    assert "o clinician has reviewed " in line


def test_every_source_stands_on_the_page_with_its_title_publisher_kind_and_address() -> None:
    listed = " ".join(PAGE.partition("\n## Sources\n")[2].replace("\\", "").split())
    for each in {source for found in TREATMENTS.values() for source in found.sources.values()}:
        about = ", ".join(part for part in (each.title, each.publisher, each.kind) if part)
        assert f"**{each.id}**: {about} - <{each.url}>" in listed


def test_the_page_prints_well_and_has_no_marks_of_html() -> None:
    lines = PAGE.splitlines()
    assert [each for each in lines if len(each) > 104 and not re.fullmatch(r" *- <https?://\S+>", each)] == []
    assert [each for each in lines if re.search(r"<(?!https?://\S+>$)", each.replace("\\<", ""))] == []
