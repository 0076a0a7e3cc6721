"""What a person copies from a paper sheet, put into the little language of the format where that is beyond doubt.

``7 days before``, ``day -7``, ``2 wks prior`` and ``the day before`` have one meaning. ``7 to 10 days`` or ``7 days``
have more than one: they are left as they are, so that the reader says what is wrong with them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from resurf_cli.core import timing
from resurf_cli.core.checklist import listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from .writing import Value

    Fields = dict[str, Value | None]

DAYS: Final = ("from", "until", "then-careful-until", "by", "on")
"""The fields that hold points in time."""

_SMALL: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS: Final = {"a": 1, "an": 1, **{word: number for number, word in enumerate(_SMALL, 1)}}
_UNITS: Final = {
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), ("hour", 1)),
    **dict.fromkeys(("day", "days", "d"), ("day", 1)),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "w"), ("week", 1)),
    **dict.fromkeys(("month", "months", "mth", "mths", "mo", "mos"), ("month", 1)),
    **dict.fromkeys(("year", "years", "yr", "yrs"), ("month", 12)),
}
_PHRASES: Final = {
    **dict.fromkeys(("the treatment day", "treatment day", "the day of treatment", "day of treatment"), "0"),
    **dict.fromkeys(("the day of the treatment", "on the day", "on the treatment day"), "0"),
    **dict.fromkeys(("the day before", "day before"), "1 day before"),
    **dict.fromkeys(("the day after", "day after", "the next day"), "1 day after"),
    **dict.fromkeys(("the evening before", "evening before"), "-1 evening"),
    **dict.fromkeys(("the morning after", "next morning", "the next morning"), "1 morning"),
    **dict.fromkeys(("we say so", "we tell you", "your clinic says", "the clinic says", "the clinic says so"), "told"),
    **dict.fromkeys(("always", "for ever", "for good"), "forever"),
}
_NONE: Final = frozenset({"none", "never", "not"})
_WORD: Final = "|".join(_NUMBERS)
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_WHAT: Final = r"(?:the )?(?:treatment|laser|laser treatment|procedure|session|appointment)"
_DAY: Final = re.compile(r"(?:on )?day ([+-]?\d{1,9})", re.ASCII)
_SIGNED: Final = re.compile(rf"([+-])(\d{{1,9}}) ?({_UNIT})", re.ASCII)
_DISTANCE: Final = re.compile(
    rf"(\d{{1,9}}|{_WORD}) ?({_UNIT})\.? (before|after|prior to|prior|pre-?op|post-?op|post|following)"
    rf"(?: {_WHAT}$| (.+))?",
    re.ASCII,
)
_ANCHOR: Final = re.compile(r"(?:the )?(first|last) (?:treatment|session|laser|procedure)")
_LATER: Final = re.compile(
    r",? \(?(?:whichever (?:is|comes) (?:the )?(?:later|last|longer)|if (?:that|it) is (?:later|longer)"
    r"|the (?:later|longer)(?: of the two)?)\)?"
)
_LATER_OF: Final = re.compile(r"(?:the )?later of:? ?")

_BOTH: Final = re.compile(r"(?:from )?(.+?) (?:until|till|to|through) (.+)", re.IGNORECASE)
_JOINED: Final = re.compile(r"(from|(?:strictly )?until|till|up to|by|on) (.+)", re.IGNORECASE)
_CAREFUL: Final = re.compile(r"(?:(.+?),? )?(?:(?:and |then )*careful(?:ly)?) until (.+)", re.IGNORECASE)

_COUNT: Final = re.compile(
    rf"(at least )?(?:(once|twice|thrice)|(\d{{1,4}}|{_WORD})(?: ?(?:to|-|–) ?(\d{{1,4}}))? ?(?:x|times))"
    r"(?: ?/ ?| (?:a|an|per|each|every) | )(?:day|daily)",
    re.ASCII,
)
_TIMES: Final = {"once": "1", "twice": "2", "thrice": "3"}
_HOURS: Final = re.compile(rf"every (\d{{1,4}}|{_WORD}) ?(?:hours|hour|hrs|hr|h)( while awake)?", re.ASCII)
_EVERY: Final = re.compile(rf"every (\d{{1,4}}|{_WORD}) ?(?:days|d)", re.ASCII)
_REPEATS: Final = {
    **dict.fromkeys(("every day", "each day", "once daily", "1 time a day"), "daily"),
    **dict.fromkeys(("every other day", "every second day"), "every 2 days"),
    **dict.fromkeys(("every week", "each week", "once per week", "once weekly"), "weekly"),
    **dict.fromkeys(("every morning", "in the morning", "mornings"), "morning"),
    **dict.fromkeys(("every evening", "in the evening", "evenings"), "evening"),
    **dict.fromkeys(("at bedtime", "every night", "at night", "nightly", "before bed"), "bedtime"),
    **dict.fromkeys(("as required", "when needed", "if needed", "when required", "prn"), "as needed"),
    "hourly": "every hour",
}
_ABBREVIATED: Final = {
    **dict.fromkeys(("bid", "b.i.d", "bd"), "twice a day"),
    **dict.fromkeys(("tid", "t.i.d", "tds"), "3 times a day"),
    **dict.fromkeys(("qid", "q.i.d", "qds"), "4 times a day"),
}
"""Easily misread, so they are asked about and never taken as they are."""
_CLOCK: Final = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))? ?([ap])\.?m", re.ASCII)

_JOINT: Final = re.compile(r"(?:from|until|till|up to|for|on|by) ", re.IGNORECASE)
_HOW_LONG: Final = re.compile(rf"(?:(\d{{1,9}})(?: ?[-–] ?| to ))?(\d{{1,9}}|{_WORD}) ?({_UNIT}|nights?)", re.ASCII)
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", re.ASCII)
_LONGEST: Final = 60


def understood(typed: str, key: str, keys: Collection[str], events: Collection[str]) -> Fields:
    """The fields that an answer to the question for ``key`` says, of those that an item may have (``keys``).

    A whole line, as in ``from 1 week before until the day before, daily``, says several. What cannot be read stays
    as it was typed, for the reader to refuse.
    """
    words = " ".join(typed.split())
    if key == "then-careful-until" and words.lower() in _NONE:
        return {key: None}
    if key == "repeat":
        return {key: often(words)}
    if key not in DAYS:
        return {key: words.lower()}
    return _window(words, key, keys, events)


def _window(words: str, key: str, keys: Collection[str], events: Collection[str]) -> Fields:
    found = point(words, events)
    if _is_point(found, events):
        return {key: found}
    careful = _CAREFUL.fullmatch(words) if "then-careful-until" in keys else None
    if careful is not None:
        strict = _window(careful[1], key, keys, events) if careful[1] else {}
        return {**strict, "then-careful-until": point(careful[2], events)}
    repeated = _repeated(words, key, keys, events) if "repeat" in keys else {}
    return repeated or _joined(words, key, keys, events)


def _repeated(words: str, key: str, keys: Collection[str], events: Collection[str]) -> Fields:
    """How often, alone or at the end of a line; nothing where it is not said."""
    if _is_repeat(often(words)):
        return {"repeat": often(words)}
    before, comma, after = words.rpartition(", ")
    if comma and _is_repeat(often(after)):
        return {**_window(before, key, keys, events), "repeat": often(after)}
    return {}


def _joined(words: str, key: str, keys: Collection[str], events: Collection[str]) -> Fields:
    """Points with words before them that say which field they are."""
    if "from" in keys and (both := _BOTH.fullmatch(words)):
        first, last = point(both[1], events), point(both[2], events)
        if _is_point(first, events) and _is_point(last, events):
            return {"from": first, "until": last}
    if said := _JOINED.fullmatch(words):
        joint = said[1].lower()
        named = "until" if joint in {"till", "up to", "strictly until"} else joint
        own = named not in keys or (key == "then-careful-until" and joint == "until")
        return {key if own else named: point(said[2], events)}
    return {key: words}


# --- points in time --------------------------------------------------------------------------------------------------


def point(words: str, events: Collection[str]) -> Value:
    """A point in time, or several of which the later counts, as the format writes it; else the words as they are."""
    if _is_point(words, events):
        return words
    several = _several(words.rstrip("."))
    found = [_one(each, events) for each in several or [words]]
    if all(_is_point(each, events) for each in found):
        return found if several else found[0]
    return words


def _several(words: str) -> list[str]:
    if words.startswith("[") and words.endswith("]"):
        return [each.strip() for each in words[1:-1].split(",")]
    lower = words.lower()
    if match := _LATER_OF.match(lower):
        return re.split(r", | and | or ", lower[match.end() :])
    found = _LATER.search(lower)
    return re.split(r", | and | or ", lower[: found.start()]) if found and found.end() == len(lower) else []


def _one(words: str, events: Collection[str]) -> str:
    text = words.lower().strip().rstrip(".")
    if text in events or text in _PHRASES:
        return _PHRASES.get(text, text)
    if match := _DAY.fullmatch(text):
        return str(int(match[1]))
    if match := _SIGNED.fullmatch(text):
        return _distance(match[2], match[3], "before" if match[1] == "-" else "after", "")
    if match := _ANCHOR.fullmatch(text):
        return f"{match[1]} treatment"
    if match := _DISTANCE.fullmatch(text):
        side = "before" if match[3].startswith(("before", "pr")) else "after"
        anchor = _ANCHOR.fullmatch(match[4] or "")
        return _distance(match[1], match[2], side, f"{anchor[1]} treatment" if anchor else match[4] or "")
    return text


def _distance(amount: str, unit: str, side: str, anchor: str) -> str:
    name, times = _UNITS[unit]
    number = times * (_NUMBERS[amount] if amount in _NUMBERS else int(amount))
    return f"{number} {name}{'s' * (number != 1)} {side} {anchor}".strip()


def _is_point(value: Value, events: Collection[str]) -> bool:
    try:
        for each in listed(value):
            timing.point(each, events)
    except timing.Unreadable:
        return False
    return True


# --- how often -------------------------------------------------------------------------------------------------------


def often(words: str) -> str:
    """How often, as the format writes it; else the words as they are."""
    if _is_repeat(words):
        return words
    text = words.lower().rstrip(".")
    if _is_repeat(text):
        return text
    found = _REPEATS.get(text, "") or _counted(text)
    return found if _is_repeat(found) else words


def _counted(text: str) -> str:
    times = [_CLOCK.fullmatch(each.rstrip(".")) for each in re.split(r", | and ", text.removeprefix("at "))]
    if None not in times:
        return f"at {', '.join(_clock(each) for each in times if each)}"
    if match := _COUNT.fullmatch(text):
        number = _TIMES.get(match[2] or "") or str(_NUMBERS.get(match[3], match[3]))
        range_ = f"{number} to {match[4]}" if match[4] else number
        return f"{match[1] or ''}{range_} times a day"
    if match := _HOURS.fullmatch(text):
        return f"every {_NUMBERS.get(match[1], match[1])} hours{match[2] or ''}"
    if match := _EVERY.fullmatch(text):
        return f"every {_NUMBERS.get(match[1], match[1])} days"
    return ""


def _is_repeat(words: str) -> bool:
    try:
        timing.repeat(words)
    except timing.Unreadable:
        return False
    return True


def _clock(match: re.Match[str]) -> str:
    return f"{int(match[1]) % 12 + 12 * (match[3] == 'p'):02}:{match[2] or '00'}"


# --- what a line of a file may have meant ----------------------------------------------------------------------------


def nearest_repeat(words: str) -> str:
    """The hint for a way to repeat that cannot be read, as in ``did you mean "4 times a day"?``; else nothing."""
    if len(words) > _LONGEST:
        return ""
    found = _ABBREVIATED.get(words.lower().rstrip("."), "") or often(words)
    return f'did you mean "{found}"?' if found != words else ""


def nearest_point(words: str, events: Collection[str]) -> str:
    """The hint for a point in time that cannot be read; nothing where the words are like none on a sheet."""
    if len(words) > _LONGEST:
        return ""
    bare = _JOINT.sub("", words, count=1)
    if (found := point(bare, events)) != words and _is_point(found, events):
        return f'did you mean "{found}"?' if isinstance(found, str) else f"did you mean [{', '.join(found)}]?"
    if match := _HOW_LONG.fullmatch(bare.lower()):
        return _counted_from(match)
    if _DATE.fullmatch(bare):
        return 'a file holds for every patient: count the days from the treatment, as in 7 or "2 weeks before"'
    return _two_ends(bare, events)


def _counted_from(match: re.Match[str]) -> str:
    unit = "day" if match[3].startswith("night") else match[3]
    before, after = (_distance(match[2], unit, side, "") for side in ("before", "after"))
    if match[1]:
        return f'choose one day, as in "{after}", and say the rest in "note"'
    return f'say which side of the treatment: "{before}" or "{after}"'


def _two_ends(bare: str, events: Collection[str]) -> str:
    """A sheet's "healed or 10 days", which leaves open whether the later or the earlier is meant."""
    ends = [_how_long_after(each, events) for each in bare.split(" or ")]
    if len(ends) > 1 and all(_is_point(each, events) for each in ends):
        return f"of a list the later counts, as in [{', '.join(ends)}]"
    return ""


def _how_long_after(words: str, events: Collection[str]) -> str:
    match = _HOW_LONG.fullmatch(words.lower())
    return _distance(match[2], match[3], "after", "") if match and match[3] in _UNITS else _one(words, events)
