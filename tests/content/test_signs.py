"""Warning signs: the worst first, each with when to call, and no number that nobody said without saying so.

What a base leaves to the treatments that extend it is looked at in those.
"""

from __future__ import annotations

import re
from typing import Final

import pytest

from resurf_cli.core.checklist import URGENCIES, listed
from resurf_cli.core.condition import Limit, alert
from tests.content import FILES, TREATMENTS, Piece, checklist, none_of, pieces, pieces_in, written

BY_WHEN: Final = r"\b(?:within|in|over)\b[^.]{0,30}\b(?:days?|weeks?|hours?)\b"


def signs(name: str) -> list[Piece]:
    """The signs of a checklist."""
    return [each for each in pieces(name) if each.kind == "signs"]


@pytest.mark.parametrize("name", TREATMENTS)
def test_trouble_breathing_is_an_emergency_of_every_treatment_on_its_first_two_weeks(name: str) -> None:
    sign = checklist(name).signs["breathing"]
    assert sign.urgency == "emergency"
    assert sign.said.condition is None
    fields = next(each.fields for each in signs(name) if each.id == "breathing")
    assert int(fields["from"]) <= 0
    assert int(fields["until"]) >= 14


@pytest.mark.parametrize("name", FILES)
def test_a_file_writes_its_signs_by_urgency_the_emergencies_first(name: str) -> None:
    own = [each for each in pieces_in(written(name)) if each.kind == "signs"]
    ranks = [URGENCIES.index(each.fields.get("urgency", "same-day")) for each in own]
    none_of(own[at].ref for at in range(1, len(own)) if ranks[at] > ranks[at - 1])


@pytest.mark.parametrize("name", TREATMENTS)
def test_a_sign_that_can_wait_says_by_when_to_call(name: str) -> None:
    soon = [each for each in signs(name) if each.fields["urgency"] == "soon"]
    none_of(each.ref for each in soon if not re.search(BY_WHEN, each.fields.get("why", ""), re.IGNORECASE))


@pytest.mark.parametrize("name", FILES)
def test_a_sign_that_cannot_wait_names_no_day_to_wait_for(name: str) -> None:
    """An emergency or a sign of day and night is called about at once."""
    waits = r"\bwithin (?:a|one|two|three|\d+) (?:working )?(?:days?|weeks?)\b|\b(?:wait|see) (?:until|till|if)\b"
    urgent = [each for each in signs(name) if each.fields["urgency"] in {"emergency", "now"}]
    none_of(each.ref for each in urgent if re.search(waits, each.advice, re.IGNORECASE))


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_sign_says_how_urgent_it_is_and_why(name: str) -> None:
    none_of(each.ref for each in signs(name) if not each.fields.get("urgency") or not each.fields.get("why"))


@pytest.mark.parametrize("name", FILES)
def test_every_number_of_an_alert_is_marked_as_a_default_but_the_one_that_sources_give(name: str) -> None:
    """Fever from 38.0 °C is what sources say; every other threshold is a choice, and said to be one."""
    unmarked = [
        f"{each.ref}: {rule}"
        for each in signs(name)
        for rule in listed(each.fields.get("alert"))
        if rule != "temperature >= 38.0" and each.fields.get("basis") != "default"
    ]
    none_of(unmarked)


@pytest.mark.parametrize("name", TREATMENTS)
def test_a_fever_calls_the_same_day_at_the_latest(name: str) -> None:
    hot = [
        each
        for each in signs(name)
        for rule in listed(each.fields.get("alert"))
        for part in alert(rule)
        if isinstance(part, Limit) and part.measure == "temperature" and part.value <= 38.0
        if URGENCIES.index(each.fields["urgency"]) >= URGENCIES.index("same-day")
    ]
    assert hot, "no sign fires at 38.0 °C"


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_measure_but_temperature_has_a_normal_band_from_the_treatment_on(name: str) -> None:
    for measure in checklist(name).measures.values():
        if measure.id == "temperature":
            continue
        assert measure.scale is not None
        assert measure.normal, measure.id
        assert measure.normal[0][0] == 0, measure.id
        for _, least, most in measure.normal:
            assert measure.scale[0] <= least <= most <= measure.scale[1], measure.id
        highest = [most for _, _, most in measure.normal]
        assert highest[-1] <= highest[0], f"{measure.id} is normal at more in the end than in the beginning"


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_measure_of_an_alert_is_asked_for(name: str) -> None:
    found = checklist(name)
    used = {
        measure
        for sign in found.signs.values()
        for rule in sign.alerts
        for part in rule
        for measure in ([part.measure] if isinstance(part, Limit) else part.measures)
    }
    assert used <= found.measures.keys()
    assert {"pain", "redness", "swelling", "temperature"} <= found.measures.keys()


@pytest.mark.parametrize("name", TREATMENTS)
def test_what_lasts_too_long_becomes_a_sign_that_is_listed_when_it_is_no_longer_normal(name: str) -> None:
    found = checklist(name)
    gaps = []
    for piece in pieces(name):
        if piece.kind != "expect" or "after-that" not in piece.fields:
            continue
        sign = found.signs[piece.fields["after-that"]]
        fields = next(each.fields for each in signs(name) if each.id == sign.id)
        last, first, until = (days(piece.fields.get("until")), days(fields.get("from")), days(fields.get("until")))
        if None not in {last, until} and until <= last:  # type: ignore[operator]
            gaps.append(f"{piece.ref} is normal to day {last}, {sign.id} is listed only to day {until} (from {first})")
    none_of(gaps)


def days(point: object) -> int | None:
    """A point that is a plain number of days."""
    return int(point) if isinstance(point, str) and re.fullmatch(r"-?\d+", point) else None
