"""Finding the ban a person means by the words they type: by id, title, other names, and near spelling."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .checklist import Ban

FILLER: Final = frozenset({
    *("a", "an", "the", "my", "your", "our", "some", "any", "this", "that", "i", "we", "it", "its"),
    *("may", "can", "could", "should", "shall", "will", "do", "does", "did", "is", "are", "am", "be", "been", "to"),
    *("use", "using", "used", "have", "having", "had", "go", "going", "get", "getting", "put", "putting", "wear"),
    *("wearing", "take", "taking", "apply", "applying", "start", "starting", "back", "again", "please", "ok"),
    *("when", "how", "long", "soon", "until", "till", "before", "after", "now", "yet", "still", "and", "or"),
    *("on", "in", "of", "for", "with", "at", "allowed"),
})  # fmt: skip
"""Words of a question that do not say what it is about."""
LONG_ENOUGH: Final = 5
"""How many letters a word needs for a near spelling to be looked for."""
NEAR: Final = 0.8
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The bans that a text means; ``near`` is the name they were found by, where it was only spelt like it."""

    bans: tuple[Ban, ...] = ()
    near: str = ""


def named(text: str, bans: Sequence[Ban]) -> Named:
    """The bans that a text means, in the order of the checklist: the first of these ways that finds any.

    By its exact id, together with those that have just that name too; by a title or another name that holds all words
    of the text; by one that the text holds; by near spelling of a name, or of a word of one, of five letters or more.
    """
    asked = " ".join(text.split())
    whole = words_of(asked)
    if any(ban.id == asked.lower() for ban in bans):
        return Named(tuple(ban for ban in bans if ban.id == asked.lower() or whole in names(ban)))
    for wanted in dict.fromkeys((whole, tuple(each for each in whole if each not in FILLER))):
        for fits in (_says, _holds):
            found = tuple(ban for ban in bans if wanted and any(fits(name, wanted) for name in names(ban)))
            if found:
                return Named(found)
    return _near(tuple(each for each in whole if each not in FILLER), bans)


def names(ban: Ban) -> tuple[Words, ...]:
    """The words of a ban's title, its parts, its id and its other names."""
    parts = (part for part in ban.what.replace(" or ", ",").replace(" and ", ",").split(",") if part.strip())
    return tuple(dict.fromkeys(words_of(each) for each in (ban.what, *parts, ban.id, *ban.aka)))


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The words of a text in lower case, without accents, marks and the ``s`` of several."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))
    parted = "".join(each if each.isalnum() else "" if each in "'’" else " " for each in plain)
    return tuple(_one_of(each) for each in parted.split())


def _one_of(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _says(name: Words, wanted: Words) -> bool:
    """Whether a name holds the words asked for in a row, however they are joined or parted: ``makeup``, ``make up``."""
    return _in_a_row("".join(wanted), name)


def _holds(name: Words, wanted: Words) -> bool:
    """Whether what was asked holds a whole name: ``red hair dye at home``."""
    return bool(name) and _in_a_row("".join(name), wanted)


def _in_a_row(text: str, found: Words) -> bool:
    places = range(len(found) + 1)
    return any("".join(found[first:last]) == text for last in places for first in range(last))


def _near(wanted: Words, bans: Sequence[Ban]) -> Named:
    """The bans with a name spelt like what was asked: the nearest name wins, and all bans that have it."""
    asked = "".join(wanted)
    spelt = {"".join(name): " ".join(name) for ban in bans for name in names(ban)}
    spelt |= {word: word for ban in bans for name in names(ban) for word in name if len(word) >= LONG_ENOUGH}
    close = get_close_matches(asked, spelt, n=1, cutoff=NEAR) if len(asked) >= LONG_ENOUGH else []
    if not close:
        return Named()
    name = close[0]
    fitting = (ban for ban in bans if any(name in {"".join(each), *each} for each in names(ban)))
    return Named(tuple(fitting), spelt[name])
