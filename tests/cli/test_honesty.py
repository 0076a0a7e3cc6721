"""What is shown says where it comes from: that nobody reviewed it, that it is our choice, that no source gives it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from resurf_cli.core.card import card
from resurf_cli.core.items import cited_by, items
from resurf_cli.core.signs import signs_page
from resurf_cli.core.timing import Point
from resurf_cli.pages import words
from resurf_cli.reading.shelf import Shelf
from tests.core.record import Record, on
from tests.pages import drawn

if TYPE_CHECKING:
    from resurf_cli.core.checklist import Source
    from resurf_cli.reading.reader import Loaded

    from .conftest import Program

SHELF: Final = Shelf(Path("nothing"))
LOADED: Final = {each.id: SHELF.find(each.id) for each in SHELF.listing()}
TREATMENTS: Final = [name for name, found in LOADED.items() if not found.checklist.base]
NOBODY: Final = "No clinician has reviewed this checklist."
BASIS: Final = {"default": "our choice, inside or near what sources say", "unsourced": "no source gives this"}
MARKS: Final = {"source": None, "default": "our choice", "unsourced": "no source"}
A_BASE: Final = """\
resurf: 1
id: shared
title: What our lasers share
base: true
recovery: [{id: ointment, do: Keep a thin film of ointment on the skin, from: 0, until: 7, repeat: daily}]
"""
every_file: Final = pytest.mark.parametrize("name", LOADED)
every_treatment: Final = pytest.mark.parametrize("name", TREATMENTS)


def one_line(text: str) -> str:
    return " ".join(text.split())


def planned(found: Loaded) -> Record:
    return Record(found.document, "2026-12-10", shipped=True)


# --- nobody's review -------------------------------------------------------------------------------------------------


@every_file
def test_a_checklist_that_nobody_signed_says_so_in_every_form(resurf: Program, name: str) -> None:
    assert LOADED[name].checklist.reviewer == "none"
    assert f" {NOBODY} " in resurf("checklist", "show", name).text
    assert f"\t{NOBODY}\t" in resurf("checklist", "show", name, "--plain").out.partition("\n")[0]
    assert resurf("checklist", "show", name, "--json").json["reviewer"] == "none"


@every_treatment
def test_its_summary_says_so_in_every_form_and_of_every_file_it_is_made_of(resurf: Program, name: str) -> None:
    assert resurf("prep", "--treatment", name, "--date", "2026-12-10", "--no-input").code == 0
    chain = LOADED[name].checklist.chain
    for form in ((), ("--format", "markdown"), ("--format", "html"), ("--plain",)):
        said = resurf("summary", *form).text.replace("\\", "")
        assert NOBODY in said
    for form in ((), ("--format", "markdown"), ("--format", "html")):
        said = resurf("summary", *form).text.replace("\\", "")
        for each in chain:
            assert f"{each.title} ({each.id}, version {each.version}): no clinician has reviewed it." in said
    for found in (resurf("summary", "--json").json, resurf("summary", "--format", "json").json):
        assert [found["checklist"]["reviewer"], *(each["reviewer"] for each in found["checklist"]["chain"])] == [
            "none" for _ in (name, *chain)
        ]


# --- the basis of each instruction -----------------------------------------------------------------------------------


@every_file
def test_the_whole_checklist_names_the_basis_of_everything_that_is_not_what_sources_say(name: str) -> None:
    found = LOADED[name].checklist
    blocks = of_checklist(drawn("checklist", found, width=80))
    for kind in ("tasks", "avoid", "expect", "signs", "supplies", "visits", "questions", "events", "measures", "ready"):
        for item in getattr(found, kind).values():
            mine = [text for text in blocks[item.id] if cites(text, item.said.source)]
            assert any(basis_of(text) == BASIS.get(item.said.basis) for text in mine), (kind, item.id)


def of_checklist(page: str) -> dict[str, list[str]]:
    """What a page says of each item, by its id; two kinds may have the same."""
    found: dict[str, list[str]] = {}
    for block in re.split(r"^  (?=\S)", page, flags=re.MULTILINE)[1:]:
        text = one_line(re.split(r"\n(?=\S)", block, maxsplit=1)[0])
        for name in re.findall(r"\(([a-z0-9-]+)\)", text):
            found.setdefault(name, []).append(text)
    return found


def cites(text: str, source: tuple[str, ...]) -> bool:
    cited = re.search(r"(?<!of )\bsources: ([a-z0-9, -]+)$", text)
    return (tuple(cited[1].split(", ")) if cited else ()) == source


def basis_of(text: str) -> str | None:
    return next((says for says in BASIS.values() if f"basis: {says}" in text), None)


@every_treatment
def test_one_instruction_names_its_basis_and_all_its_sources(name: str) -> None:
    ledger = planned(LOADED[name]).ledger("2026-12-12")
    made_of = ledger.plan.checklist
    for ref, item in items(made_of, ("tasks", "avoid", "expect", "signs", "supplies")):
        text = one_line(drawn("card", card(ledger, ref, on("2026-12-12"))))
        assert [says for says in BASIS.values() if f" Basis {says} " in text] == [
            says for basis, says in BASIS.items() if basis == item.said.basis
        ]
        assert all(one_line(made_of.sources[each].title) in text for each in item.said.source), ref


@every_treatment
def test_an_instruction_that_waits_for_an_event_names_its_days_and_their_basis(name: str) -> None:
    ledger = planned(LOADED[name]).ledger("2026-12-12")
    made_of = ledger.plan.checklist
    waiting = [(task, task.end.anchor) for task in made_of.tasks.values() if isinstance(task.end, Point)]
    waiting = [(task, anchor) for task, anchor in waiting if anchor in made_of.events]
    assert waiting
    for task, anchor in waiting:
        text = one_line(drawn("card", card(ledger, task.id, on("2026-12-12"))))
        event = made_of.events[anchor]
        basis = BASIS.get(event.said.basis)
        assert f" Event {event.id}: {words.event_days(event, made_of, None)}{f'; {basis}' if basis else ''} " in text


@every_treatment
def test_every_warning_sign_is_marked_that_is_not_what_sources_say(name: str) -> None:
    page = signs_page(planned(LOADED[name]).ledger("2026-12-12"), on("2026-12-12"))
    blocks = [one_line(each) for each in re.split(r"\n(?=  \S|\S|\n)", drawn("signs", page))]
    for line in page.lines:
        mine = next(each for each in blocks if each.startswith(one_line(words.clean(line.sign.sign))))
        marked = re.search(r"\((our choice|no source)\)$", mine)
        assert (marked[1] if marked else None) == MARKS[line.sign.said.basis], mine
    foot = one_line(drawn("signs", page))
    assert "Marked (our choice): inside or near what sources say. Marked (no source): no source gives it." in foot


@every_treatment
def test_the_summary_marks_tasks_that_sources_do_not_say_and_counts_all_instructions(
    resurf: Program, name: str
) -> None:
    resurf("prep", "--treatment", name, "--date", "2026-12-10", "--no-input")
    tasks, text = LOADED[name].checklist.tasks, resurf("summary").text
    shown = [each for each in LOADED[name].checklist.phase("consult") if each.said.condition is None]
    assert {each.said.basis for each in shown} >= {"source", "default"}
    _, _, undone = text.partition("Not done:")
    for each in shown:
        mark = MARKS[each.said.basis]
        assert f"{each.do}{f' ({mark})' if mark else ''}" in undone
    found = resurf("summary", "--json").json
    assert sum(found["bases"].values()) == found["instructions"]
    assert {each["id"]: each["basis"] for each in found["tasks"]} == {
        each["id"]: tasks[each["id"]].said.basis for each in found["tasks"]
    }
    for form in ((), ("--format", "markdown"), ("--format", "html"), ("--plain",)):
        said = resurf("summary", *form).text
        for basis, says in BASIS.items():
            number = found["bases"][basis]
            assert (f"{number} of {found['instructions']} instructions: {says}." in said) is bool(number)


# --- the bibliography ------------------------------------------------------------------------------------------------


@every_file
@pytest.mark.parametrize("width", [60, 80])
def test_the_bibliography_has_each_source_with_title_publisher_kind_address_and_what_cites_it(
    name: str, width: int
) -> None:
    found = LOADED[name].checklist
    page = drawn("checklist", found, sources=True, width=width)
    assert max(map(len, page.splitlines())) <= width
    cited = {each: refs for each, refs in cited_by(found).items() if refs}
    rest = len(found.sources) - len(cited)
    parts = [bibliography(found.sources[each], refs) for each, refs in cited.items()]
    parts += [f"{rest} more {'is' if rest == 1 else 'are'} listed in its files, and nothing here cites them."] * (
        rest > 0
    )
    listed = page.rpartition("\nSources\n")[2]
    assert "".join(listed.split()) == "".join("".join(parts).split())


def bibliography(each: Source, refs: tuple[str, ...]) -> str:
    return f"{each.id}: {each.title} ({each.publisher}, {each.kind}) {each.url} cited by: {', '.join(refs)}"


@every_file
def test_the_bibliography_is_in_json_and_plain_lines_too(resurf: Program, name: str) -> None:
    found = LOADED[name].checklist
    cited = {each: list(refs) for each, refs in cited_by(found).items()}
    listed = resurf("checklist", "show", name, "--sources", "--json").json["sources"]
    assert {each["id"]: each["cited_by"] for each in listed} == cited
    assert [[each[key] for key in ("title", "publisher", "kind", "url")] for each in listed] == [
        [each.title, each.publisher, each.kind, each.url] for each in found.sources.values()
    ]
    plain = resurf("checklist", "show", name, "--sources", "--plain").out.splitlines()
    lines = [line.split("\t")[1:] for line in plain if line.startswith("source\t")]
    assert [(each[0], each[3], each[4], each[5]) for each in lines] == [
        (each.id, each.url, each.kind, ", ".join(cited[each.id])) for each in found.sources.values()
    ]


def test_every_source_that_our_files_list_is_cited_by_something_that_can_be_chosen() -> None:
    listed = {each for found in LOADED.values() for each in found.checklist.sources}
    cited = {each for name in TREATMENTS for each, refs in cited_by(LOADED[name].checklist).items() if refs}
    assert listed - cited == set()


def test_without_it_the_page_says_how_many_sources_there_are_and_how_to_list_them(resurf: Program) -> None:
    number = sum(1 for refs in cited_by(LOADED["fractional-ablative"].checklist).values() if refs)
    text = resurf("checklist", "show", "fractional-ablative").text
    assert text.endswith(f"With the {number} sources, by title and address: --sources")


# --- what others build on --------------------------------------------------------------------------------------------


def says_it_is_a_base(resurf: Program, name: str) -> None:
    says = "This is what other checklists build on. It cannot be chosen for a plan."
    assert says in resurf("checklist", "show", name).text
    assert resurf("checklist", "show", name, "--plain").out.partition("\n")[0].endswith(f"\t{says}")
    assert resurf("checklist", "show", name, "--json").json["base"] is True
    assert "to build on only" in resurf("checklist", "list").text
    assert name in [each["id"] for each in resurf("checklist", "list", "--json").json["checklists"] if each["base"]]
    assert resurf("prep", "--treatment", name, "--date", "2026-12-10", "--no-input").code != 0
    assert resurf("plan", "list", "--json").json["plans"] == []


@pytest.mark.parametrize("name", [name for name in LOADED if name not in TREATMENTS])
def test_what_our_treatments_build_on_says_that_it_cannot_be_chosen(resurf: Program, name: str) -> None:
    says_it_is_a_base(resurf, name)


def test_a_base_of_ones_own_says_so_too_and_a_treatment_does_not(resurf: Program) -> None:
    own = resurf.folder / "checklists"
    own.mkdir(parents=True)
    (own / "shared.yaml").write_text(A_BASE)
    says_it_is_a_base(resurf, "shared")
    shown: dict[str, Any] = resurf("checklist", "show", "fractional-ablative", "--json").json
    assert shown["base"] is False
    assert "build on. It cannot be chosen" not in resurf("checklist", "show", "fractional-ablative").text
