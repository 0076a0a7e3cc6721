"""A checklist whose parts are made when they are asked for is the same checklist."""

from __future__ import annotations

import pytest

from resurf_cli.core.checklist import Checklist, checklist
from resurf_cli.core.values import names_of, replace
from tests.core.record import document

WHOLE = document(
    recovery=[{"id": "ointment", "from": "0", "until": "6", "repeat": "daily"}],
    avoid=[{"id": "sun", "from": "0", "until": "9"}],
    signs=[{"id": "fever"}],
)


def test_it_is_a_checklist_with_all_its_parts_in_whatever_order_they_are_asked_for() -> None:
    one, other = checklist(WHOLE, shipped=True), checklist(WHOLE, shipped=True)
    assert isinstance(one, Checklist)
    forwards = [getattr(one, name) for name in names_of(one)]
    backwards = [getattr(other, name) for name in reversed(names_of(other))]
    assert forwards == backwards[::-1]
    assert one == other
    assert list(one.tasks) == ["ointment"]


def test_a_part_is_made_once() -> None:
    found = checklist(WHOLE, shipped=True)
    assert found.tasks is found.tasks


def test_parts_that_were_replaced_stay_replaced() -> None:
    found = replace(replace(checklist(WHOLE, shipped=True), tasks={}), avoid={}, title="Another")
    assert (found.tasks, found.avoid, found.title, list(found.signs)) == ({}, {}, "Another", ["fever"])
    assert found != checklist(WHOLE, shipped=True)


def test_it_has_no_parts_that_a_checklist_has_not() -> None:
    with pytest.raises(AttributeError, match="no colours"):
        _ = checklist(WHOLE, shipped=True).colours  # type: ignore[attr-defined]


def test_it_is_frozen() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        checklist(WHOLE, shipped=True).title = "x"  # type: ignore[misc]
