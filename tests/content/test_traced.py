"""Every instruction can be traced, and says so where it cannot."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from resurf_cli.core.checklist import listed
from resurf_cli.core.condition import condition
from resurf_cli.reading.reader import Loaded
from tests.content import (
    FILES,
    LISTS,
    TREATMENTS,
    chain,
    checklist,
    loaded,
    none_of,
    pieces,
    pieces_in,
    read,
    written,
)


@pytest.mark.parametrize("name", FILES)
def test_the_loader_finds_nothing_to_say_of_a_shipped_file(name: str) -> None:
    found = read(name)
    none_of([each.message for each in (found.warnings if isinstance(found, Loaded) else found)])


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_when_it_was_read_last_and_that_no_clinician_has_signed_it(name: str) -> None:
    head = written(name)
    assert head.get("reviewer") == "none"
    assert date.fromisoformat(head["reviewed"]) >= date(2026, 11, 22)
    assert re.fullmatch(r"\d{4}\.\d{1,2}", head["version"])
    assert len(head.get("about", "").split()) > 10, "about: what the treatment does to the skin, in a few sentences"


@pytest.mark.parametrize("name", FILES)
def test_every_item_has_a_source_or_says_on_what_it_is_based(name: str) -> None:
    silent = [each.ref for each in pieces(name) if not each.fields.get("source") and not each.fields.get("basis")]
    none_of(silent)


def used_sources(document: Any) -> Counter[str]:
    """The sources that a file names in its items, its changes and its series."""
    found: Counter[str] = Counter()
    for each in pieces_in(document):
        found.update(listed(each.fields.get("source")))
    for fields in (document.get("change") or {}).values():
        found.update(listed(fields.get("source")))
    found.update(listed((document.get("series") or {}).get("source")))
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_source_that_is_named_is_defined_in_the_chain(name: str) -> None:
    defined = {source for file in chain(name) for source in written(file).get("sources") or {}}
    none_of(used_sources(loaded(name).document).keys() - defined)


@pytest.mark.parametrize("name", FILES)
def test_every_source_that_is_defined_is_used_there_or_by_a_file_that_extends_it(name: str) -> None:
    readers = [file for file in FILES if name in chain(file)]
    used = {source for file in readers for source in used_sources(written(file))}
    none_of((written(name).get("sources") or {}).keys() - used)


@pytest.mark.parametrize("name", FILES)
def test_every_source_says_who_published_it_and_of_what_kind_it_is(name: str) -> None:
    bare = [
        source
        for source, each in (written(name).get("sources") or {}).items()
        if {"title", "publisher", "kind", "url"} - set(each)
    ]
    none_of(bare)


@pytest.mark.parametrize("name", FILES)
def test_a_based_item_that_differs_between_sources_says_so_with_what_it_rests_on(name: str) -> None:
    """An item without any source rests on nothing that could differ."""
    odd = [each.ref for each in pieces(name) if each.fields.get("range") and not each.fields.get("source")]
    none_of(odd)


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_id_that_an_item_points_at_is_there(name: str) -> None:
    found = checklist(name)
    known = {
        "uses": set(found.avoid),
        "needs": {*found.tasks, *found.supplies, *(f"supplies.{each}" for each in found.supplies)},
        "after-that": set(found.signs),
        "sign": set(found.signs),
    }
    astray = [
        f"{each.ref} {key} {target}"
        for each in pieces(name)
        for key, targets in known.items()
        if not (key == "sign" and each.kind == "signs")
        for target in listed(each.fields.get(key))
        if target not in targets
    ]
    none_of(astray)


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_condition_asks_for_an_answer_that_can_be_given(name: str) -> None:
    questions = checklist(name).questions
    astray = [
        f"{each.ref} {term.question}={term.choice}"
        for each in pieces(name)
        for key in ("if", "when")
        if each.kind in LISTS and each.fields.get(key)
        for terms in condition(each.fields[key]).any_of
        for term in terms
        if term.question not in questions or term.choice not in questions[term.question].readings()
    ]
    none_of(astray)
