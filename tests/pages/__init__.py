"""Pages read as a person or a program would, made from records of a few lines."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from resurf_cli.core.day import DayPage, day_page
from resurf_cli.pages.terminal import Terminal
from resurf_cli.reading.reader import Loaded, Standing, read
from resurf_cli.reading.shelf import shipped_folder
from tests.core.record import MADE, Record, on

if TYPE_CHECKING:
    from collections.abc import Mapping

OURS = Standing({path.stem: path for path in shipped_folder().glob("*.yaml")})
SHEET: Mapping[str, Any] = {
    "resurf": "1",
    "id": "small-peel",
    "title": "A small peel",
    "version": "3",
    "reviewed": "2026-11-01",
    "reviewer": "none",
    "about": "The skin is open for about a week.",
    "sources": {
        "sheet": {
            "title": "A care sheet",
            "publisher": "A clinic",
            "kind": "clinic",
            "url": "https://example.org/a/sheet",
        },
        "book": {"title": "A book"},
    },
    "questions": {
        "cold-sores": {"ask": "Have you ever had a cold sore?", "why": "The virus can wake."},
        "area": {"ask": "Which areas?", "kind": "several", "choices": {"face": "Face", "neck": "Neck"}},
    },
    "events": {
        "healed": {
            "ask": "Is the skin closed?",
            "expected": "6",
            "earliest": "3",
            "latest": "10",
            "sign": "not-healed",
        },
        "tablets-finished": {"ask": "Are the tablets finished?", "expected": "5", "earliest": "4", "latest": "14"},
    },
    "measures": {
        "pain": {"ask": "Pain, from 0 to 10", "scale": "0..10", "normal": {"0": "0..6", "3": "0..3"}},
        "itch": {"ask": "Itch, from 0 to 10", "scale": "0..10"},
        "temperature": {"ask": "Temperature", "unit": "celsius", "scale": "34..43"},
    },
    "visits": [{"id": "check", "what": "Healing check", "on": "7"}],
    "consult": [
        {"id": "licence", "do": "Check the licence", "source": "sheet"},
        {"id": "photos", "do": "Ask for photos of own patients", "source": "book"},
    ],
    "prep": [
        {
            "id": "leave-off-acids",
            "do": "Leave off acids",
            "from": "-14",
            "until": "-1",
            "repeat": "daily",
            "missed": "Leave them off from today, and tell your clinic.",
            "source": "sheet",
        },
        {"id": "driver", "do": "Arrange a driver", "from": "-7", "until": "-1", "source": "sheet"},
    ],
    "treatment": [{"id": "bare-face", "do": "Arrive with clean, bare skin", "source": "sheet"}],
    "recovery": [
        {
            "id": "tablets",
            "do": "Take the tablets, as the label says",
            "until": "tablets-finished",
            "repeat": "as prescribed",
        },
        {
            "id": "ointment",
            "do": "Keep a thin film of ointment on the skin",
            "how": "Wash your hands first.",
            "why": "A crust keeps new skin from closing.",
            "from": "0",
            "until": "healed",
            "repeat": "4 times a day",
            "range": "Twice a day to every 2 hours",
            "source": ["sheet", "book"],
        },
        {
            "id": "mist",
            "do": "Spray with the mist",
            "from": "0",
            "until": "4",
            "repeat": "every 2 hours",
            "if": "area=neck",
        },
        {"id": "head-up", "do": "Sleep with your head raised", "from": "0", "until": "4", "repeat": "bedtime"},
        {"id": "wash", "do": "Wash gently", "from": "1", "until": "7", "repeat": "morning and evening"},
        {
            "id": "cold-pack",
            "do": "Hold a cold pack",
            "until": "4",
            "repeat": "as needed",
            "at-most": "10 minutes an hour",
        },
        {"id": "walk", "do": "A short walk", "from": "1", "until": "14", "repeat": "daily", "optional": "true"},
        {"id": "sheet-read", "do": "Read the care sheet again", "from": "1", "until": "2"},
    ],
    "maintenance": [
        {
            "id": "sunscreen",
            "do": "Put on sunscreen",
            "from": "1 day after healed",
            "until": "6 months after",
            "repeat": "daily",
        }
    ],
    "avoid": [
        {
            "id": "sun",
            "what": "Direct sun",
            "from": "2 weeks before",
            "until": "60",
            "then-careful-until": "6 months after",
        },
        {
            "id": "make-up",
            "what": "Make-up",
            "aka": ["foundation"],
            "from": "0",
            "until": "healed",
            "instead": "Nothing.",
        },
        {"id": "gym", "what": "The gym", "from": "0", "then-careful-until": "14"},
        {"id": "acids", "what": "Acids", "from": "-14", "until": "told"},
    ],
    "expect": [
        {"id": "redness", "what": "Redness", "from": "0", "until": "14"},
        {"id": "peeling", "what": "Peeling in fine flakes", "from": "3", "until": "7"},
    ],
    "signs": [
        {"id": "breathing", "sign": "Trouble breathing", "from": "0", "until": "14", "urgency": "emergency"},
        {
            "id": "blisters",
            "sign": "Grouped blisters",
            "from": "1",
            "until": "21",
            "urgency": "now",
            "why": "It may spread.",
        },
        {
            "id": "fever",
            "sign": "A temperature of 38 °C or more",
            "from": "0",
            "until": "35",
            "urgency": "same-day",
            "alert": "temperature >= 38.0",
        },
        {"id": "not-healed", "sign": "A raw spot is left", "from": "10", "until": "42", "urgency": "same-day"},
        {
            "id": "itch",
            "sign": "Itch that does not stop",
            "from": "0",
            "until": "35",
            "urgency": "soon",
            "alert": ["itch >= 7", "itch rises by 3", "two of pain, itch rise"],
        },
    ],
    "supplies": [{"id": "ointment", "item": "Plain petrolatum", "by": "3 days before"}],
}
TREATED = "2026-12-10"
NUMBERS = {"contact.day": "+1 555 0100", "contact.hours": "Mon-Fri 09:00-17:00", "contact.emergency": "112"}


def sheet(*sessions: str, made: str = MADE, shipped: bool = True, **values: Any) -> Record:
    """A plan of the sheet; values such as ``answers__area=["face"]``."""
    given = {name.replace("__", ".").replace("_", "-"): value for name, value in values.items()}
    return Record(SHEET, *(sessions or (TREATED,)), made=made, shipped=shipped, values={**NUMBERS, **given})


def sheet_in_recovery() -> Record:
    """The sheet on day 3 of recovery: some of it done, some of it still open, one answer missing."""
    record = sheet(answers__cold_sores=["yes"])
    record.tick("tablets", "2026-12-13").tick("ointment", "2026-12-13", 3).tick("cold-pack", "2026-12-13", 2)
    return record.skip("wash", "2026-12-13", "it stings")


@cache
def shipped() -> Mapping[str, Any]:
    """The document of the fractional ablative checklist."""
    found = read(OURS.ours["fractional-ablative"], OURS)
    assert isinstance(found, Loaded)
    return found.document


ANSWERED: Mapping[str, list[str]] = {
    "answers.cold-sores": ["yes"],
    "answers.uses-retinoids": ["yes"],
    "answers.antiviral": ["yes"],
    "answers.area": ["face", "neck"],
    **{
        f"answers.{question}": ["no"]
        for question in (
            *("smokes", "blood-thinner", "antibiotic", "sedation", "isotretinoin", "pigment-cream", "sun-medicine"),
            *("scars-easily", "for-scar", "dressing", "vinegar-soaks"),
        )
    },
    "answers.skin-type": ["iii"],
}


def fractional(made: str = "2026-10-01", *, answered: bool = True, numbers: bool = True) -> Record:
    """A plan of the fractional ablative checklist."""
    values = {**(ANSWERED if answered else {}), **(NUMBERS if numbers else {})}
    return Record(shipped(), TREATED, made=made, shipped=True, values=values)


def page(record: Record, day: str, today: str | None = None) -> DayPage:
    """A day's page, seen on that day or on another."""
    return day_page(record.ledger(today or day), on(day))


def drawn(name: str, *data: Any, width: int = 80, ascii_only: bool = False, colour: bool = False, **how: Any) -> str:
    """A page as the terminal shows it."""
    stream = io.StringIO()
    getattr(Terminal(stream, width=width, colour=colour, boxes=colour, ascii_only=ascii_only), name)(*data, **how)
    return stream.getvalue()
