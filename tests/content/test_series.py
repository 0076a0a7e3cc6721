"""A series of every shipped treatment, walked day by day: nothing is on a page twice, or of a session it is not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from resurf_cli.core.checklist import MAINTENANCE, PREP, RECOVERY
from tests.content import TREATMENTS
from tests.content.walk import SERIES, walked

if TYPE_CHECKING:
    from collections.abc import Iterable


def twice(ids: Iterable[str]) -> list[str]:
    return [each for each, times in Counter(ids).items() if times > 1]


@pytest.mark.parametrize("name", TREATMENTS)
def test_nothing_is_on_a_page_twice(name: str) -> None:
    for seen in walked(name, SERIES):
        assert not twice(each.task.id for each in seen.tasks), seen.day
        assert not twice(each.ban.id for each in seen.avoid), seen.day
        assert not twice(each.item.id for each in seen.expect), seen.day
        assert not twice(each.item.id for each in seen.signs), seen.day


@pytest.mark.parametrize("name", TREATMENTS)
def test_care_is_of_the_session_under_way_and_preparation_of_the_next(name: str) -> None:
    prepared = cared = 0
    for seen in walked(name, SERIES):
        plan, day = seen.ledger.plan, seen.day
        for each in seen.tasks:
            if each.session is not None and each.task.phase in {RECOVERY, MAINTENANCE}:
                assert each.session == plan.session_on(day), (day, each.task.id)
                cared += 1
            if each.session is not None and each.task.phase == PREP and plan.sessions[each.session] > day:
                assert each.session == plan.next_session(day), (day, each.task.id)
                prepared += 1
    assert prepared
    assert cared


@pytest.mark.parametrize("name", TREATMENTS)
def test_on_no_page_a_retinoid_is_left_off_and_gone_on_with(name: str) -> None:
    for seen in walked(name, SERIES):
        here = {each.task.id for each in seen.tasks if each.applies is not False}
        assert not {"leave-off-retinoids", "retinoid-on"} <= here, seen.day
        assert not {"leave-off-retinoids", "restart-actives"} <= here, seen.day
