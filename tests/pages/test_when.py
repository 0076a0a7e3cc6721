"""The words of ``resurf when``, over every ban of every shipped treatment on days before, between and after."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest

from resurf_cli.core.avoid import CAREFUL
from resurf_cli.core.when import NO, YES, when_page
from resurf_cli.pages import plain
from resurf_cli.pages.when import sentence
from resurf_cli.pages.words import UNKNOWN
from tests.content import TREATMENTS, checklist
from tests.content.plans import FOUR, TREATED, record
from tests.core.record import HEALED, Record, document, on
from tests.pages import NUMBERS, drawn

if TYPE_CHECKING:
    from resurf_cli.core.progress import Ledger
    from resurf_cli.core.when import WhenPage

DAYS: Final = (-60, -10, 0, 3, 9, 20, 35, 90, 400)
DEFAULT: Final = "y resurf's default; your clinic has not confirmed it"
SECOND: Final = "for the treatment on Thu 7 Jan 2027"
NEVER: Final = re.compile(r"\b(safe|safely|as expected|stop|stops)\b", re.IGNORECASE)
LEADS: Final = {NO: "No", CAREFUL: "Careful", YES: "Yes"}


@cache
def ledgers(name: str) -> tuple[Ledger, ...]:
    """A plan of four sessions, the first of them healed, as it is known on a few days."""
    made = record(name, {}, FOUR).set("2026-06-01", **{key.replace(".", "__"): text for key, text in NUMBERS.items()})
    made.happened("healed", (TREATED + timedelta(days=8)).isoformat())
    return tuple(made.ledger((TREATED + timedelta(days=each)).isoformat()) for each in DAYS)


@cache
def answers(name: str) -> tuple[WhenPage, ...]:
    """Each ban asked for by its id, and all of them at once, on each of the days."""
    things = (None, *checklist(name).avoid)
    found = (when_page(ledger, ledger.today, thing) for ledger in ledgers(name) for thing in things)
    return tuple(page for page in found if page.found)


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [80, 60, 40])
@pytest.mark.parametrize("name", TREATMENTS)
def test_no_line_is_wider_than_the_screen(name: str, width: int) -> None:
    for page in answers(name):
        for line in drawn("when", page, width=width, ascii_only=width == 40).splitlines():
            assert len(line) <= width, line


@pytest.mark.parametrize("name", TREATMENTS)
def test_before_any_yes_of_a_default_the_page_says_that_it_is_one(name: str) -> None:
    seen = 0
    for page in answers(name):
        text = one_line(drawn("when", page))
        first = re.search(r"\b[Yy]es\b(?! ?in brackets)", text)
        if first is not None:
            assert DEFAULT in text[: first.start()], text
            seen += 1
    assert seen


@pytest.mark.parametrize("name", TREATMENTS)
def test_it_says_nothing_of_a_patient_that_it_cannot_know(name: str) -> None:
    for page in answers(name):
        for each in page.found:
            assert not NEVER.search(sentence(each, page)), sentence(each, page)


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_answer_leads_with_its_word_in_text_and_in_the_plain_form(name: str) -> None:
    for page in answers(name):
        text, records = one_line(drawn("when", page)), [line.split("\t") for line in plain.when(page).splitlines()]
        told = {fields[1]: fields for fields in records if fields[0] == "answer"}
        assert list(told) == [each.ban.id for each in page.found]
        for each in page.found:
            assert told[each.ban.id][3] == each.answer
            assert told[each.ban.id][9].startswith(LEADS[each.answer])
            assert each.ban.what in text
            assert (each.applies is not None) or UNKNOWN in text


@pytest.mark.parametrize("name", TREATMENTS)
def test_no_day_is_named_for_a_ban_with_no_known_end_but_the_expected_one(name: str) -> None:
    seen = 0
    for page in answers(name):
        for each in page.found:
            if each.here is not None and each.allowed_from is None:
                assert "yes" not in sentence(each, page).lower(), sentence(each, page)
                seen += 1
    assert seen


@pytest.mark.parametrize("name", TREATMENTS)
def test_the_list_of_all_is_by_date_in_four_groups(name: str) -> None:
    for ledger in ledgers(name):
        page = when_page(ledger, ledger.today)
        known = [each.allowed_from for each in page.found if each.here and each.allowed_from]
        coming = [each.then.first for each in page.found if not each.here and each.then and each.then.first]
        assert known == sorted(known)
        assert coming == sorted(coming)
        kinds = [
            0 if each.here and each.allowed_from else 1 if each.here else 2 if each.then else 3 for each in page.found
        ]
        assert kinds == sorted(kinds)


def said(today: str, *sessions: str, **ban: Any) -> str:
    """The answer to one ban of a short checklist, with its days."""
    made = Record(document(events=HEALED, avoid=[{"id": "sun", **ban}]), *sessions)
    page = when_page(made.ledger(today), on(today), "sun")
    return sentence(page.found[0], page)


@pytest.mark.parametrize(
    ("today", "ban", "words"),
    [
        ("2026-12-13", {"until": "7"}, "No. Yes from Fri 18 Dec (in 5 days)."),
        ("2026-12-13", {"then-careful-until": "7"}, "Careful. Yes from Fri 18 Dec (in 5 days)."),
        (
            "2026-12-13",
            {"until": "7", "then-careful-until": "14"},
            "No. Careful from Fri 18 Dec; yes from Fri 25 Dec (in 12 days).",
        ),
        ("2026-12-13", {"until": "healed"}, "No, until healed."),
        ("2026-12-13", {"until": ["7", "healed"]}, "No, until healed, at least to Thu 17 Dec."),
        ("2026-12-20", {"until": ["7", "healed"]}, "No, until healed."),
        (
            "2026-12-13",
            {"until": "healed", "then-careful-until": "28"},
            "No, until healed, then careful to Thu 7 Jan 2027.",
        ),
        ("2027-01-07", {"until": "healed", "then-careful-until": "28"}, "No, until healed."),
        (
            "2026-12-13",
            {"until": "healed", "then-careful-until": "1 week after healed"},
            "No, until healed, then careful until 7 days after healed.",
        ),
        (
            "2026-12-13",
            {"until": "7", "then-careful-until": "healed"},
            "No. Careful from Fri 18 Dec, until healed.",
        ),
        ("2026-12-13", {"until": "told"}, "No, until your clinic says."),
        ("2026-12-13", {"until": ["healed", "told"]}, "No, until healed or your clinic says, whichever is later."),
        ("2026-12-13", {"until": "forever"}, "No, with no end."),
        ("2026-12-13", {"until": "7", "then-careful-until": "forever"}, "No. Careful from Fri 18 Dec, with no end."),
        (
            "2026-12-13",
            {"until": "7", "then-careful-until": "told"},
            "No. Careful from Fri 18 Dec, until your clinic says.",
        ),
        ("2026-12-18", {"until": "7"}, "Yes, from today."),
        ("2026-12-21", {"until": "7"}, "Yes, since Fri 18 Dec."),
        ("2026-12-05", {"until": "7"}, "Yes to Wed 9 Dec, then not, for the treatment on Thu 10 Dec."),
        (
            "2026-12-05",
            {"then-careful-until": "7"},
            "Yes to Wed 9 Dec, then only carefully, for the treatment on Thu 10 Dec.",
        ),
    ],
)
def test_each_kind_of_end_has_its_sentence(today: str, ban: dict[str, Any], words: str) -> None:
    assert said(today, **{"from": "0", **ban}) == words


@pytest.mark.parametrize(
    ("today", "ban", "words"),
    [
        (
            "2026-12-13",
            {"from": "-7", "until": "6"},
            "No. Yes from Thu 17 Dec (in 4 days) to Wed 30 Dec, then not, for the treatment on Thu 7 Jan 2027.",
        ),
        (
            "2026-12-20",
            {"from": "-7", "until": "6"},
            "Yes, since Thu 17 Dec, to Wed 30 Dec, then not, for the treatment on Thu 7 Jan 2027.",
        ),
        (
            "2026-12-20",
            {"from": "-7", "until": "7", "then-careful-until": "30"},
            f"Careful. Not at all from Thu 31 Dec, {SECOND}; yes from Sun 7 Feb 2027 (in 49 days).",
        ),
        (
            "2026-12-20",
            {"from": "-7", "until": "healed"},
            "No, until healed. Not at all from Thu 31 Dec, for the treatment on Thu 7 Jan 2027.",
        ),
    ],
)
def test_between_sessions_it_says_until_when_and_for_which(today: str, ban: dict[str, Any], words: str) -> None:
    assert said(today, "2026-12-10", "2027-01-07", **ban) == words


def test_the_clinic_is_asked_for_the_end_that_its_word_moves() -> None:
    ends = {"strict": {"until": "told"}, "careful": {"then-careful-until": "told"}}
    ends |= {"careful after strict": {"until": "7", "then-careful-until": "told"}}
    pages = {}
    for name, ban in ends.items():
        made = Record(document(avoid=[{"id": "sun", "from": "0", **ban}])).ledger("2026-12-13")
        pages[name] = one_line(drawn("when", when_page(made, made.today, "sun")))
    assert "your clinic, then: resurf told avoid.sun --until DATE" in pages["strict"]
    assert "your clinic, then: resurf told avoid.sun --until DATE" in pages["careful"]
    assert "your clinic, then: resurf told avoid.sun --drop" in pages["careful after strict"]
