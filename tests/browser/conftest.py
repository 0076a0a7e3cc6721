"""Chromium, headless, and the summaries it opens: from files, so that any request at all is one too many."""

from __future__ import annotations

import io
import os
import shutil
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests import demonstration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SAFE = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PAPERS = ("A4", "Letter")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; without one these tests fail, for they are only run where it is meant to be."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "install Chromium: the tests of pages need it"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*SAFE, *sandbox])
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page with all it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opening]:
    opening = Opening(chromium)
    yield opening
    for each in opening.contexts:
        each.close()


class Opening:
    """Opens files in a new context each: a width, a colour scheme, nothing kept."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[Any] = []

    def __call__(self, file: Path, *, width: int = 1100, scheme: str = "light") -> Opened:
        context = self.browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        self.contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("requestfailed", lambda request: found.refused.append(f"{request.url} {request.failure}"))
        found.page.on("console", lambda said: found.complaints.append(said.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(file.as_uri())
        return found


@pytest.fixture(scope="session")
def summaries(tmp_path_factory: pytest.TempPathFactory) -> Summaries:
    return Summaries(tmp_path_factory.mktemp("summaries"))


class Summaries:
    """Summaries of records by name, each made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str, *line: str, now: str = demonstration.NOW) -> Path:
        data = self.folder / name
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RESURF_DATA_DIR", str(data))
            if not data.exists():
                RECORDS[name](self.folder)
            file = self.folder / f"{name}{'-'.join(line).replace('/', '')[:40]}.html"
            demonstration.run("summary", "--output", str(file), "--force", *line, at=now)
        return file


def _hostile(_: Path) -> None:
    """A record whose every text tries to be more than a text, and is long."""
    demonstration.make()
    for place, text in enumerate((HOSTILE, HOSTILE * 40, "ش" * 300, "x" * 5000, *("note " * 60 for _ in range(12)))):
        demonstration.run("note", text, "--for", f"2026-12-{10 + place % 12}", at="2026-12-24T09:00")
    demonstration.run("plan", "set", f"title={HOSTILE}", at="2026-12-24T09:00")
    demonstration.run("skip", "wash", "--because", HOSTILE * 5, "--for", "2026-12-11", at="2026-12-24T09:00")


def _series(_: Path) -> None:
    """Four sessions of the non-ablative laser, with check-ins after each."""
    dates = [f"--date=2026-{month:02}-10" for month in (2, 4, 6, 9)]
    demonstration.run("prep", "--treatment", "non-ablative", *dates, at="2026-01-10T09:00")
    for month in (2, 4, 6, 9):
        for day in (10, 11, 12, 14, 17):
            scores = [f"--pain={max(0, 24 - 2 * day)}", "--redness=5", "--temperature=38.2"]
            demonstration.run("check-in", *scores, at=f"2026-{month:02}-{day}T20:00", codes=(0, 10))


def _busy(folder: Path) -> None:
    """A clinic's own sheet with more measures and events than a page has room for."""
    lines = ["resurf: 1", "id: busy", "extends: fractional-ablative", "title: A sheet that asks for much", "measures:"]
    lines += [f"  m{i}: {{ask: How much of trouble {i} is there today, normal: {{0: 0..6}}}}" for i in range(20)]
    lines += ["events:"]
    lines += [f"  e{i}: {{ask: Has the {i}th thing come to its end, latest: 8, sign: late-end}}" for i in range(15)]
    lines += ["signs:", "  - {id: late-end, sign: Something has not come to its end, until: 42, urgency: same-day}"]
    sheet = folder / "busy.yaml"
    sheet.write_text("\n".join(lines), encoding="utf-8")
    demonstration.run("prep", "--treatment", str(sheet), "--date", "2026-12-10", at="2026-12-01T09:00")
    for day in (11, 12, 13):
        scores = [f"--m{i}={i % 10}" for i in range(20)]
        demonstration.run("check-in", *scores, "--temperature=38.2", at=f"2026-12-{day}T20:00", codes=(0, 10))
        demonstration.run("note", "It is warm, it itches, and nobody said so. " * 5, at=f"2026-12-{day}T21:00")
        demonstration.run("note", "And one more.", at=f"2026-12-{day}T22:00")
    for i in range(7):
        demonstration.run("happened", f"e{i}", "--on", "2026-12-12", at="2026-12-14T09:00")


def _photographed(folder: Path) -> None:
    """Pictures of two places on three days, one of them without a place."""
    from PIL import Image

    demonstration.make()
    for place, (day, area) in enumerate((("10", "left cheek"), ("13", "left cheek"), ("17", "left cheek"), ("13", ""))):
        file = folder / f"{place}.jpg"
        Image.new("RGB", (800, 600 + 100 * place), (200, 40 * place, 90)).save(file)
        demonstration.run("photo", "add", str(file), "--area", area, "--on", f"2026-12-{day}", at=demonstration.NOW)


HOSTILE = '</td><script>document.title="x"</script><img src="http://127.0.0.1:9/x" onerror="alert(1)"> & "q" <b>'
RECORDS: dict[str, Callable[[Path], object]] = {
    "ablative": lambda _: demonstration.make("ablative"),
    "fractional-ablative": lambda _: demonstration.make("fractional-ablative"),
    "non-ablative": lambda _: demonstration.make("non-ablative"),
    "hostile": _hostile,
    "series": _series,
    "busy": _busy,
    "empty": lambda _: demonstration.run(
        "prep", "--treatment", "fractional-ablative", "--date", "2026-12-10", at="2026-11-24T09:00"
    ),
    "photographed": _photographed,
}


def pages(found: Opened, paper: str) -> list[str]:
    """The text of each page when it is printed, without spaces and ligatures: how it is set is the printer's."""
    from pypdf import PdfReader

    printed = PdfReader(io.BytesIO(found.page.pdf(format=paper)))
    return [closed_up(page.extract_text()) for page in printed.pages]


def closed_up(text: str) -> str:
    """A text without spaces and ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).split())
