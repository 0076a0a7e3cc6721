"""Finding the ban a person means by the words they type: by id, title, other names, and near spelling."""

from __future__ import annotations

import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .checklist import Ban

FILLER: Final = (
    *("a", "an", "the", "my", "your", "our", "some", "any", "this", "that", "i", "im", "we", "me", "it", "its"),
    *("may", "can", "could", "should", "shall", "will", "would", "do", "does", "doing", "did", "is", "are", "am", "be"),
    *("use", "using", "used", "have", "having", "had", "go", "going", "get", "getting", "put", "putting", "wear"),
    *("wearing", "take", "taking", "apply", "applying", "start", "starting", "again", "please", "ok", "okay"),
    *("drink", "drinking", "eat", "eating", "try", "trying", "want", "need", "like", "just", "about", "been", "to"),
    *("what", "when", "how", "long", "soon", "until", "till", "before", "after", "now", "yet", "still", "allowed"),
    *("and", "or", "if", "so", "there", "today", "tomorrow", "on", "in", "of", "for", "with", "at"),
)
"""Words of a question that do not say what it is about."""
LONG_ENOUGH: Final = 5
"""How many letters a word needs for a near spelling to be looked for."""
LONG: Final = 8
"""From how many letters on two of them may be wrong, else one."""
_PLURALS: Final = ("se", "xe", "ze", "che", "she")
"""What is left of ``lenses``, ``boxes``, ``brushes`` without their ``s``: one more letter goes, as of ``nose``."""
Words = tuple[str, ...]


class Meant(NamedTuple):
    """A ban that a text means, and the name that it was found by; empty where that is its whole title or its id.

    ``partly``: the text is only a part of that name, as *moisturiser* is of *tinted moisturiser*.
    """

    ban: Ban
    name: str = ""
    partly: bool = False


@frozen
class Named:
    """What a text means. ``loosely``: it is only spelt like the names, or says more than they do."""

    meant: tuple[Meant, ...] = ()
    loosely: bool = False

    @property
    def bans(self) -> tuple[Ban, ...]:
        """The bans that are meant."""
        return tuple(ban for ban, _, _ in self.meant)


def named(text: str, bans: Sequence[Ban]) -> Named:
    """The bans that a text means, in the order of the checklist: the first of these ways that finds any.

    By its exact id, with those that have it as a whole name; by a name that holds the words of the text; by the names
    that the text holds; by a name that holds its words as *running* holds *run*; by near spelling. Words of everyday
    questions do not count where others are left.
    """
    asked = [each.strip("?!.,;:") for each in text.lower().split()]
    kept = [each for each in asked if _telling(words_of(each))]
    for tried in (asked, kept):
        if any(ban.id == " ".join(tried) for ban in bans):
            return Named(_by_id(" ".join(tried), bans))
    whole, rest = words_of(" ".join(asked)), words_of(" ".join(kept))
    for wanted in dict.fromkeys((whole, rest)):
        if found := _fitting(bans, partial(_says, wanted)):
            return Named(tuple(_partly(each, wanted) for each in found))
    for fits in (partial(_is_said_by, rest), partial(_is_said_by, whole), partial(_says_like, rest)):
        if found := _fitting(bans, fits):
            return Named(found, loosely=rest != words_of(found[0].name))
    return _near(rest, bans)


def _by_id(name: str, bans: Sequence[Ban]) -> tuple[Meant, ...]:
    """The ban of an id, and those that have it as a whole name: what one has no word on may be strict in another."""
    same = {each.ban.id: each for each in _fitting(bans, words_of(name).__eq__)}
    return tuple(Meant(ban) if ban.id == name else same[ban.id] for ban in bans if ban.id in {name, *same})


def _fitting(bans: Iterable[Ban], fits: Callable[[Words], bool]) -> tuple[Meant, ...]:
    """The bans that have a name that fits, each with the shortest of them."""
    found = ((ban, [(text, words) for text, words in names(ban) if words and fits(words)]) for ban in bans)
    return tuple(Meant(ban, min(fitting, key=lambda each: len(each[1]))[0]) for ban, fitting in found if fitting)


def _partly(found: Meant, wanted: Words) -> Meant:
    asked = {"".join(each) for each in (wanted, _telling(wanted))}
    whole = any("".join(each) in asked for _, words in names(found.ban) for each in (words, _telling(words)) if each)
    return found if whole else found._replace(partly=True)


def names(ban: Ban) -> Iterator[tuple[str, Words]]:
    """The words of a ban's title and its id, under no name; then those of the parts of its title and other names."""
    parts = (part.strip() for part in ban.what.replace(" or ", ",").replace(" and ", ",").split(","))
    yield from (("", words_of(text)) for text in (ban.what, ban.id))
    yield from ((text, words_of(text)) for text in (*(part for part in parts if part != ban.what), *ban.aka))


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The words of a text in lower case, without accents, marks and the ``s`` of several."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))
    parted = "".join(each if each.isalnum() else "" if each in "'’" else " " for each in plain)
    return tuple(_one_of(each) for each in parted.split())


def _one_of(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) and word != "lens":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith(_PLURALS) else word


def _telling(found: Words) -> Words:
    return tuple(each for each in found if each not in _FILLER)


_FILLER: Final = frozenset(map(_one_of, FILLER))


def _says(wanted: Words, name: Words) -> bool:
    """Whether a name holds the words asked for in a row, however they are joined or parted: ``makeup``, ``make up``.

    Words of everyday questions alone have to be all of it: ``drinking``.
    """
    if not _telling(wanted):
        return wanted == name
    return any(_in_a_row("".join(wanted), each) for each in dict.fromkeys((name, _telling(name))))


def stem(word: str) -> str:
    """A word without its ``-ing``: ``run`` of ``running``, ``smok`` of ``smoke`` and ``smoking``."""
    if len(word) > LONG_ENOUGH and word.endswith("ing"):
        word = word[:-3]
        word = word[:-1] if word[-1] == word[-2] and word[-1] not in "ls" else word
    return word.removesuffix("e") if len(word) > 3 else word


def _is_said_by(asked: Words, name: Words) -> bool:
    """Whether what was asked holds a whole name, in a row or not: ``red hair dye at home``, ``dye my hair``."""
    return _in_a_row("".join(name), asked) or (len(name) > 1 and set(name) <= set(asked))


def _says_like(wanted: Words, name: Words) -> bool:
    """Whether a name holds all words asked for, in any order, with or without their ``-ing``."""
    return bool(wanted) and set(map(stem, wanted)) <= set(map(stem, name))


def _in_a_row(text: str, found: Words) -> bool:
    places = range(len(found) + 1)
    return any("".join(found[first:last]) == text for last in places for first in range(last))


# --- near spelling ---------------------------------------------------------------------------------------------------


def _near(asked: Words, bans: Sequence[Ban]) -> Named:
    """The bans with a name, or words of one, spelt like all that was asked; the nearest names win."""
    best = min((_off(asked, words) for ban in bans for _, words in names(ban)), default=LONG)
    return Named(_fitting(bans, partial(_is_off, asked, best)), loosely=True) if best < LONG else Named()


def _is_off(asked: Words, by: int, name: Words) -> bool:
    return _off(asked, name) == by


def _off(asked: Words, name: Words) -> int:
    """How far what was asked is from a name, written as one word or word by word."""
    joined = apart("".join(asked), "".join(name)) if 1 in {len(asked), len(name)} else LONG
    return min(joined, max((min(apart(one, other) for other in name) for one in asked if name), default=LONG))


def apart(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or changed about between two spellings.

    ``LONG`` where it is another word: one of the two is too short, they begin differently, or too much differs.
    """
    if one == other:
        return 0
    shorter, longer = sorted((one, other), key=len)
    most = 1 if len(shorter) < LONG else 2
    if len(shorter) < LONG_ENOUGH or one[0] != other[0] or len(longer) - len(shorter) > most:
        return LONG
    found = _edits(one, other)
    return found if found <= most else LONG


def _edits(one: str, other: str) -> int:
    """The optimal string alignment distance."""
    older: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        older, before, row = row, older, [place]
        for at, its in enumerate(other, 1):
            cost = min(row[-1] + 1, older[at] + 1, older[at - 1] + (letter != its))
            if before and at > 1 and letter == other[at - 2] and one[place - 2] == its:
                cost = min(cost, before[at - 2] + 1)
            row.append(cost)
    return row[-1]
