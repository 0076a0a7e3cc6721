"""A frozen value is what a frozen dataclass with slots is, but for how it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resurf_cli.core.values import field, frozen, names_of, replace

if TYPE_CHECKING:
    from collections.abc import Callable


@frozen
class Point:
    """A point."""

    x: int
    y: int = 0
    names: dict[str, int] = field(default_factory=dict)

    @property
    def both(self) -> int:
        """Their sum."""
        return self.x + self.y


@dataclass(frozen=True, slots=True)
class Model:
    """The same as a dataclass."""

    x: int
    y: int = 0
    names: tuple[str, ...] = ()


@frozen
class Same:
    """The same as the model."""

    x: int
    y: int = 0
    names: tuple[str, ...] = ()


CALLS = st.tuples(
    st.lists(st.integers(0, 2), max_size=4), st.dictionaries(st.sampled_from(["x", "y", "names", "z"]), st.integers())
)


def made(kind: type, call: tuple[list[int], dict[str, int]]) -> object:
    """What a call makes, or that it is refused."""
    try:
        return kind(*call[0], **call[1])
    except TypeError:
        return None


@given(CALLS, CALLS)
def test_what_can_be_made_and_what_is_equal_is_as_with_a_dataclass(one: Any, other: Any) -> None:
    models, values = [made(Model, each) for each in (one, other)], [made(Same, each) for each in (one, other)]
    assert [each is None for each in models] == [each is None for each in values]
    assert (models[0] == models[1]) is (values[0] == values[1])
    for model, value in zip(models, values, strict=True):
        assert repr(model).replace("Model", "Same") == repr(value)
        assert hash(model) == hash(value)


def test_a_value_stays_as_it_is() -> None:
    point = Point(1)
    changes: list[Callable[[], None]] = [
        lambda: setattr(point, "x", 2),
        lambda: delattr(point, "x"),
        lambda: setattr(point, "z", 2),
    ]
    for change in changes:
        with pytest.raises(AttributeError, match="Point is frozen"):
            change()
    assert (point.x, point.both) == (1, 1)


def test_no_two_values_share_what_is_made_anew() -> None:
    assert Point(1).names is not Point(1).names


def test_a_changed_value_is_another_one() -> None:
    point = Point(1, 2)
    assert replace(point, y=3) == Point(1, 3)
    assert point == Point(1, 2)
    with pytest.raises(TypeError, match="no place for z"):
        replace(point, z=1)


def test_values_of_two_classes_are_never_equal() -> None:
    values: list[object] = [Same(1), Model(1), Point(1)]
    assert all(one != other for one in values for other in values if one is not other)


def test_a_refusal_names_what_is_wrong() -> None:
    made_wrong: Any = Point
    with pytest.raises(TypeError, match="Point needs x"):
        made_wrong()
    with pytest.raises(TypeError, match="no place for"):
        made_wrong(1, 2, {}, 4)


def test_its_fields_can_be_matched_in_order() -> None:
    match Same(1, 2, ("a",)):
        case Same(x, y, names):
            assert (x, y, names) == (1, 2, ("a",))
    assert names_of(Same(1)) == ("x", "y", "names")
