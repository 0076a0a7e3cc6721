"""A record as a person makes one over weeks: most of it done, some missed and skipped, a fever, a late answer."""

from __future__ import annotations

import contextlib
import io
import json
from datetime import date, timedelta

from resurf_cli.cli import main

DAY0 = date(2026, 12, 10)
NOW = "2026-12-24T10:00"
ANSWERS = (
    "cold-sores=yes", "antiviral=yes", "uses-retinoids=yes", "smokes=no", "sedation=no", "isotretinoin=no",
    "area=face,neck", "skin-type=iii", "depth=standard", "concern=wrinkles,sun-damage", "pregnant=no",
)  # fmt: skip
NUMBERS = ("contact.day=+1 555 0100", "contact.hours=Mon-Fri 09:00-17:00", "contact.after-hours=+1 555 0199")
CHECK_INS = {
    0: (6, 8, 7, 36.8), 1: (5, 8, 8, 36.9), 2: (4, 7, 7, 37.0), 3: (3, 7, 5, 36.9), 4: (2, 6, 4, 36.8),
    5: (2, 6, 3, 36.7), 6: (4, 7, 3, 37.4), 7: (5, 8, 4, 38.4), 8: (3, 6, 3, 37.2), 9: (2, 5, 2, 36.8),
    11: (1, 4, 1, 36.7), 13: (0, 4, 1, 36.6),
}  # fmt: skip
"""Pain, redness, swelling and temperature by the day of the recovery."""
MEASURES = ("pain", "redness", "swelling", "temperature")


def run(*line: str, at: str, codes: tuple[int, ...] = (0,)) -> str:
    """Run one command and return what it printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        ended = main([*line, "--now", at, "--no-input"])
    assert ended in codes, f"{line}: {ended} {err.getvalue()}"
    return out.getvalue()


def make(treatment: str = "fractional-ablative", days: int = 14) -> None:
    """Record the preparation and some days of the recovery in the data folder that is set in the environment."""
    answered = [f"--answer={each}" for each in ANSWERS]
    run("prep", "--treatment", treatment, "--date", DAY0.isoformat(), *answered, at="2026-11-24T12:00")
    visit = "visit.phone-check" if treatment == "non-ablative" else "visit.healing-check"
    run("plan", "set", *NUMBERS, f"{visit}=2026-12-17", at="2026-11-24T12:10")
    run("done", "board-certified", "complaints", "consent", "ask-risks", at="2026-11-25T19:00")
    for day in range(-14, days):
        _day(day)
    run("note", "stings for a minute after washing", "--task", "wash", "--for", "2026-12-12", at="2026-12-12T22:00")
    run("note", "Is the yellow crust beside the nose normal?", "--for", "2026-12-15", at="2026-12-15T22:00")
    run("told", "avoid.sun", "--until", "2027-03-01", at="2026-12-17T22:00")
    if treatment != "non-ablative":
        run("happened", "healed", "--on", "2026-12-17", at="2026-12-18T22:00")


def _day(day: int) -> None:
    """One day: what its page asks for, less what a tired person leaves out."""
    today = DAY0 + timedelta(days=day)
    at = f"{today}T21:00"
    for place, task in enumerate(json.loads(run("today", "--json", at=at))["tasks"]):
        left = task["times"] - task["done"]
        if not task["counted"] or left <= 0 or (day + 2 * place) % 7 == 3:
            continue
        if (day + place) % 11 == 5:
            run("skip", task["id"], "--because", "too tired", at=at)
        else:
            times = max(1, left - 1) if (day + place) % 5 == 0 else left
            run("done", task["id"], "--times", str(times), at=at)
    if day in CHECK_INS:
        scores = [f"--{name}={value}" for name, value in zip(MEASURES, CHECK_INS[day], strict=True)]
        run("check-in", *scores, at=f"{today}T21:30", codes=(0, 10))
