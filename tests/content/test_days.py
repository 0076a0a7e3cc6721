"""Day by day: there is always something to do and to look out for, and nothing asks for what is banned that day."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from resurf_cli.core import day as core
from resurf_cli.core.avoid import STRICT, spans
from resurf_cli.core.schedule import applies
from resurf_cli.pages import json, plain
from resurf_cli.pages.words import in_ascii
from tests.content import TREATMENTS, checklist, none_of
from tests.content.plans import TREATED, record, with_events
from tests.content.walk import PLANS, SERIES, Seen, walked
from tests.content.windows import meet
from tests.pages import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resurf_cli.core.checklist import Task

READ_BY_EYE: Final = (-28, -7, -1, 0, 1, 3, 5, 7, 10, 14, 28, 42, 90, 180)
EVERY: Final = pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in TREATMENTS for kind in PLANS])


def between(days: Iterable[Seen], first: int, last: int) -> list[Seen]:
    """The days from one to another, both included."""
    found = [each for each in days if first <= each.number <= last]
    assert len(found) == last - first + 1, "a day is missing"
    return found


def said(word: str, days: Iterable[Seen]) -> list[str]:
    """Days in which something is missing, one line each."""
    return [f"day {each.number}: {word}" for each in days]


@EVERY
def test_from_a_week_before_to_two_months_after_there_is_something_to_do_and_to_avoid(name: str, kind: str) -> None:
    days = between(walked(name, kind), -7, 60)
    idle = said("nothing to do", (each for each in days if not any(task.applies for task in each.tasks)))
    free = said("nothing to avoid", (each for each in days if not any(line.applies for line in each.avoid)))
    none_of([*idle, *free])


@EVERY
def test_for_half_a_year_there_is_something_to_do_and_a_sign_to_look_out_for(name: str, kind: str) -> None:
    days = between(walked(name, kind), 0, 180)
    idle = said("nothing to do", (each for each in days if not any(task.applies for task in each.tasks)))
    blind = said("no sign", (each for each in days if not any(sign.applies for sign in each.signs)))
    none_of([*idle, *blind])


@EVERY
def test_for_two_weeks_something_is_called_normal(name: str, kind: str) -> None:
    days = between(walked(name, kind), 0, 14)
    none_of(said("nothing normal", (each for each in days if not any(item.applies for item in each.expect))))


@EVERY
def test_every_emergency_sign_is_listed_first_on_every_day_of_its_window(name: str, kind: str) -> None:
    missing = []
    for each in walked(name, kind):
        due = emergencies(each)
        listed = [line.item.id for line in each.signs]
        if set(listed[: len(due)]) != due:
            missing.append(f"day {each.number}: {', '.join(sorted(due - set(listed)) or listed)}")
    none_of(missing)


def emergencies(seen: Seen) -> set[str]:
    """The emergency signs whose written window covers a day, unless an answer says that they do not apply."""
    plan = seen.ledger.plan
    return {
        sign.id
        for sign in plan.checklist.signs.values()
        if sign.urgency == "emergency" and applies(sign.said, plan) is not False
        for treated in plan.sessions.values()
        if getattr(sign.start, "days", 0) <= (seen.day - treated).days <= getattr(sign.end, "days", 0)
    }


@EVERY
def test_every_page_can_be_drawn_and_shows_each_emergency_sign(name: str, kind: str) -> None:
    """On each day on which something begins, ends or changes; of a series, on the days that are read by eye."""
    missing = []
    for each in by_eye(walked(name, kind)) if kind == SERIES else turning(walked(name, kind)):
        page = core.day_page(each.ledger, each.day)
        assert json.day(page)["date"] == each.day.isoformat()
        shown = {"text": one_line(drawn("day", page)), "plain": one_line(plain.day(page))}
        for sign in (line.item for line in page.signs if line.item.urgency == "emergency"):
            words = in_ascii(sign.sign)
            missing += [
                f"day {each.number}, {form}: {sign.id}"
                for form, text in shown.items()
                if one_line(words).casefold() not in in_ascii(text).casefold()
            ]
    none_of(missing)


def one_line(text: str) -> str:
    """A text as one line: where words are wrapped does not matter."""
    return " ".join(text.split())


def by_eye(days: Iterable[Seen]) -> list[Seen]:
    """The days that are read by eye, counted from any session."""
    return [
        each
        for each in days
        if {(each.day - treated).days for treated in each.ledger.plan.sessions.values()} & set(READ_BY_EYE)
    ]


def turning(days: Iterable[Seen]) -> list[Seen]:
    """The days on which a page differs from that of the day before in more than its date."""
    found, before = [], None
    for each in days:
        lists = (
            [(task.task.id, task.session, task.times) for task in each.tasks],
            [(line.ban.id, line.now) for line in each.avoid],
            [item.item.id for item in each.expect],
            [sign.item.id for sign in each.signs],
        )
        if lists != before:
            found.append(each)
        before = lists
    return found


@EVERY
def test_no_task_uses_what_is_banned_that_day(name: str, kind: str) -> None:
    none_of(
        f"day {each.number}: {task.task.id} uses {line.ban.id}"
        for each in walked(name, kind)
        for task in each.tasks
        for line in each.avoid
        if line.now == STRICT and line.ban.id in task.task.uses
    )


@pytest.mark.parametrize("weeks", [4, 6, 8, 10, 12])
@pytest.mark.parametrize("name", TREATMENTS)
def test_in_a_series_of_any_pace_no_task_uses_what_the_next_session_bans(name: str, weeks: int) -> None:
    sessions = [TREATED + timedelta(weeks=weeks) * place for place in range(3)]
    schedule = with_events(record(name, {}, sessions), sessions).ledger(sessions[-1].isoformat()).schedule
    found = checklist(name)
    none_of(
        f"{task.id} uses {ban} from {window.first}"
        for task in found.tasks.values()
        for ban in task.uses
        for _, window in schedule.windows(task, sessions[-1])
        for span in spans(found.avoid[ban], schedule, sessions[-1])
        for kind, banned in span.windows
        if kind == STRICT and meet(window, banned)
    )


ASKS: Final = {
    "sun": r"sunbath\w*|\btan\b|in(?:to)? the (?:midday )?sun\b|beach",
    "tanning-beds": r"tanning|sunbed|sun lamp",
    "self-tanner": r"self-?tan\w*|fake tan|bronz\w+",
    "make-up": r"make-?up|foundation|concealer|lipstick|mascara|primer",
    "eye-make-up": r"mascara|eyeliner|contact lens\w*",
    "eye-make-up-lids": r"mascara|eyeliner|contact lens\w*",
    "retinoids": r"retin\w+|adapalene|tazarotene",
    "acids": r"(?:glycolic|lactic|salicylic|azelaic|fruit) acid|\bacids?\b|peel(?:ing)? pads?|exfoliat\w+",
    "vitamin-c": r"vitamin c\b",
    "acne-creams": r"benzoyl|acne (?:cream|gel|wash)",
    "lighteners": r"hydroquinone|lightening|bleaching",
    "scrubs": r"scrub\w*|face brush|cleansing brush|flannel|washcloth|loofah|sponge|massag\w+",
    "picking": r"pick(?:ing)? at|scratch\w*|squeez\w+|peel it|pull (?:it |them )?off",
    "exercise": r"exercis\w*|\bgym\b|\bsports?\b|jog\w*|work ?out|lift\b|weights\b|sweat\w*",
    "swimming": r"swim\w*|\bpool\b|hot tub|\bsea\b|\blake\b",
    "heat": r"sauna|steam|hot (?:water|bath|shower|compress|cloth)|heat pad|warm compress",
    "bath": r"\bbaths?\b|bath ?tub",
    "shaving": r"\bshav\w+|razor",
    "waxing": r"\bwax\w*|threading|epilat\w+|pluck\w*",
    "hair-dye": r"\bdye\b|\bperm\b|highlights|bleach",
    "hair-dryer": r"hair ?dryer|blow-?dry|\bfan\b",
    "other-treatments": r"facials?\b|chemical peel|microneedl\w+|dermaplan\w+",
    "injectables": r"botul\w+|filler|injectable",
    "own-numbing": r"own numbing|numb(?:ing)? (?:yourself|at home)",
    "new-products": r"\bnew (?:cream|serum|product|cleanser|moisturi[sz]er|sunscreen)|\btry\b",
    "painkillers": r"ibuprofen|aspirin|naproxen|diclofenac",
    "supplements": r"supplements?\b|vitamin e\b|fish oil|ginkgo|turmeric|garlic",
    "alcohol": r"(?<!rubbing )alcohol|\bwine\b|\bbeer\b",
    "smoking": r"smok\w+|cigarett\w+|\bvap\w+|nicotine|tobacco",
    "flushing-food": r"spicy|hot (?:drinks?|soup|tea|coffee)|curry",
    "wound-creams": r"antibiotic (?:cream|ointment)|antiseptic|bacitracin|neomycin|peroxide|iodine",
    "fragrance": r"perfum\w*|scented|essential oil|aloe|arnica|coconut",
    "chemical-sunscreen": r"chemical|spray sunscreen|sunscreen spray|avobenzone|oxybenzone",
    "lying-flat": r"lie flat|lying flat|sleep on your (?:side|front|stomach)|bend down",
    "rough-fabric": r"\bwool\w*|polo neck|turtleneck",
    "dirty-work": r"\bgarden\w*|\bdust\b|vacuum\w*|hoover\w*",
    "driving": r"\bdrive (?:yourself|to|home)\b|\bat the wheel\b",
    "driving-home": r"\bdrive (?:yourself|to|home)\b",
    "decisions": r"\bsign (?:the|your|a|any) (?!consent)|contract",
    "alcohol-sedation": r"(?<!rubbing )alcohol|\bwine\b|\bbeer\b",
    "heat-deep": r"sauna|steam|hot (?:water|bath|shower)|exercis\w*|\bgym\b|\bsports?\b|jog\w*|swim\w*|\bpool\b",
    "home-devices": r"(?:home|light|led) (?:laser|device|mask)|roller|microneedl\w+|face brush",
    "ice": r"\bice\b|frozen",
    "rubbing-clothes": r"\btight\b|polo neck|turtleneck|\bwool\w*",
    "days-off": r"\bgo to (?:work|the office|a party)\b|\bback to work\b",
    "days-off-deep": r"\bgo to (?:work|the office|a party)\b|\bback to work\b",
    "days-off-stronger": r"\bgo to (?:work|the office|a party)\b|\bback to work\b",
    "sun-darker": r"sunbath\w*|\btan\b|in(?:to)? the (?:midday )?sun\b|beach",
    "tattoos": r"tattoo\w*|microblading|permanent make-?up",
    "flying": r"\bfly\b|\bflights?\b|\bplane\b",
}
"""What a task would have to say to ask for what a ban forbids."""
DENIED: Final = (
    r"\b(?:no|not|never|nothing|none|nor|neither|without|leav\w+|avoid\w*|away|only if|instead of|free|against|"
    r"before you|ask\w*|tell\w*|told|say|show|call|name|unless|until|yes|take (?:out|off)|comes? back)\b"
)
"""A sentence with one of these forbids, asks or tells; it does not send anybody to do it."""


def asked_for(task: Task, ban: str) -> str | None:
    """The sentence of a task that asks for what a ban forbids."""
    how = "" if re.search(DENIED, task.do, re.IGNORECASE) else task.how  # there it lists what is left off, or told
    for sentence in re.split(r"(?<=[.;:!?])\s+", f"{task.do}. {how}"):
        if re.search(ASKS.get(ban, "(?!)"), sentence, re.IGNORECASE) and not re.search(DENIED, sentence, re.IGNORECASE):
            return sentence
    return None


@pytest.mark.parametrize("name", TREATMENTS)
def test_no_task_asks_in_words_for_what_is_banned_that_day(name: str) -> None:
    """Where nothing is answered everything is listed that might apply to anybody."""
    found: dict[str, list[int]] = {}
    for each in walked(name, "nothing answered"):
        for ban in (line.ban.id for line in each.avoid if line.now == STRICT):
            for task in each.tasks:
                if sentence := asked_for(task.task, ban):
                    found.setdefault(f"{task.task.id} asks for {ban}: {sentence}", []).append(each.number)
    none_of(f"{words} (days {days[0]} to {days[-1]})" for words, days in found.items())


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_ban_has_words_by_which_a_task_would_ask_for_it(name: str) -> None:
    none_of(checklist(name).avoid.keys() - ASKS.keys())


def test_a_task_that_asks_for_what_is_banned_would_be_found() -> None:
    words = {
        "make-up": "Put on make-up",
        "swimming": "Go for a swim",
        "exercise": "Do some exercise",
        "sun": "Sit in the sun",
    }
    for ban, words_of_task in words.items():
        assert re.search(ASKS[ban], words_of_task, re.IGNORECASE)
        assert not re.search(DENIED, words_of_task, re.IGNORECASE)
    assert re.search(DENIED, "No make-up for a week", re.IGNORECASE)
