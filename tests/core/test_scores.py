from __future__ import annotations

import pytest

from resurf_cli.core.checklist import Measure
from resurf_cli.core.scores import read_score
from resurf_cli.errors import UsageError

PAIN = Measure("pain", "Pain", scale=(0, 10))
CELSIUS = Measure("temperature", "Temperature", "celsius", (34, 43))
FAHRENHEIT = Measure("temperature", "Temperature", "fahrenheit", (93, 109))
FREE = Measure("steps", "Steps")


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("4", PAIN, 4),
        (" 4 ", PAIN, 4),
        ("2.5", PAIN, 2.5),
        ("37.2", CELSIUS, 37.2),
        ("37,2", CELSIUS, 37.2),
        ("37.2C", CELSIUS, 37.2),
        ("37.2 °c", CELSIUS, 37.2),
        ("98.6F", CELSIUS, 37.0),
        ("98.6f", CELSIUS, 37.0),
        ("101.1", FAHRENHEIT, 101.1),
        ("38.4C", FAHRENHEIT, 101.1),
        ("-5", FREE, -5),
    ],
)
def test_a_score_is_read_in_the_unit_of_its_measure(text: str, measure: Measure, value: float) -> None:
    assert read_score(text, measure) == value


@pytest.mark.parametrize("text", ["", "four", "4C", "1e9", "٣", "nan", "4 5", "--4", "12345678"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"pain: write a number from 0 to 10"):
        read_score(text, PAIN)


@pytest.mark.parametrize(("text", "measure"), [("11", PAIN), ("-1", PAIN), ("33.9", CELSIUS), ("120F", CELSIUS)])
def test_a_score_outside_its_scale_is_refused(text: str, measure: Measure) -> None:
    with pytest.raises(UsageError, match="outside its scale"):
        read_score(text, measure)


def test_a_temperature_in_the_other_unit_is_refused_with_what_to_write() -> None:
    with pytest.raises(UsageError, match=r"that is 37\.0 C: write 98\.6F"):
        read_score("98.6", CELSIUS)
    with pytest.raises(UsageError, match=r"that is 101\.1 F: write 38\.4C"):
        read_score("38.4", FAHRENHEIT)
