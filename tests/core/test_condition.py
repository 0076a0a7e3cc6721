from __future__ import annotations

import pytest

from resurf_cli.core.condition import Limit, Rise, alert, condition, measures_of
from resurf_cli.core.timing import Unreadable

YES, NO = ("yes",), ("no",)
Answers = dict[str, tuple[str, ...]]


@pytest.mark.parametrize(
    ("written", "answers", "expected"),
    [
        ("sores", {"sores": YES}, True),
        ("sores", {"sores": NO}, False),
        ("sores", {}, None),
        ("sores=no", {"sores": NO}, True),
        ("not sores", {"sores": YES}, False),
        ("not sores", {"sores": NO}, True),
        ("not sores", {}, None),
        ("area=neck", {"area": ("face", "neck")}, True),
        ("area=neck", {"area": ("face",)}, False),
        ("not area=neck", {"area": ("face",)}, True),
        ("area=neck", {"area": ()}, False),
        ("a and b", {"a": YES, "b": YES}, True),
        ("a and b", {"a": YES}, None),
        ("a and b", {"a": NO}, False),
        ("b and a", {"a": NO}, False),
        ("a and not b", {"a": YES, "b": NO}, True),
        ("not a and b", {"a": NO, "b": NO}, False),  # not binds first
        (["a", "b"], {"a": NO, "b": YES}, True),
        (["a", "b"], {"b": YES}, True),
        (["a", "b"], {"a": NO}, None),
        (["a", "b"], {"a": NO, "b": NO}, False),
        (["a and b", "not c"], {"a": NO, "c": NO}, True),
    ],
)
def test_a_condition_is_true_false_or_unknown(
    written: str | list[str], answers: Answers, expected: bool | None
) -> None:
    assert condition(written).holds(answers) is expected


@pytest.mark.parametrize("written", ["", "a or b", "a and", "a = b", "a=b c", "A", "not not a", "3"])
def test_what_is_no_condition_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(Unreadable) as told:
        condition(written)
    assert "area=face" in told.value.fix


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("temperature >= 38.0", (Limit("temperature", ">=", 38.0),)),
        ("pain < 3", (Limit("pain", "<", 3.0),)),
        ("drop <= -1", (Limit("drop", "<=", -1.0),)),
        ("pain rises by 2", (Rise(("pain",), 2.0),)),
        ("swelling rises", (Rise(("swelling",)),)),
        ("redness rises 2 days running", (Rise(("redness",), running=2),)),
        ("two of pain, redness, itch rise", (Rise(("pain", "redness", "itch"), needed=2),)),
        ("3 of pain, redness, itch rise", (Rise(("pain", "redness", "itch"), needed=3),)),
        ("pain rises and  pain >= 5", (Rise(("pain",)), Limit("pain", ">=", 5.0))),
    ],
)
def test_an_alert_means_what_it_says(written: str, expected: tuple[Limit | Rise, ...]) -> None:
    assert alert(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        *("", "pain", "pain = 3", "pain >= x", "pain >= ٣", "pain falls", "two of pain", "5 > pain"),
        *("redness rises 0 days running", "0 of pain, itch rise"),
    ],
)
def test_what_is_no_alert_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(Unreadable) as told:
        alert(written)
    assert "temperature >= 38.0" in told.value.fix


def test_an_alert_names_its_measures() -> None:
    assert measures_of(alert("two of pain, itch rise and temperature > 38")) == ("pain", "itch", "temperature")
