"""The page of the care summary as a file: nothing it says is a mark, and nothing in it is fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resurf_cli.core.summary import summary
from resurf_cli.pages import html, words
from resurf_cli.pages.paper import Facts, Items, Paper, Picture, Pictures, Section, Table, Words
from tests.pages import sheet_in_recovery

VOID = {"meta", "img", "br", "wbr", "path", "rect", "circle", "polyline"}


class Reader(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, its text, and whether all is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(text: str) -> Paper:
    """A document that says a text everywhere a text can stand."""
    blocks = (
        Facts(((text, text),)),
        Items((text,), short=True),
        Words(text),
        Table((text, text), ((text, text),), (text,)),
        Pictures(text, (Picture("1.jpg", text), Picture("2.jpg", text))),
    )
    return Paper(text, text, Facts(((text, text),)), (Section(text, blocks),), (Section(text, blocks),))


SHAPE = [name for name, _ in Reader(html.page(page_of("a"), {"1.jpg": b"x"})).elements]


MARKS = ["<script>", '"><img src=x>', "&lt;b&gt;", "--><!--", "]]>", "</style><b>", "' onload='x"]


@given(st.text(min_size=1, max_size=60) | st.sampled_from(MARKS))
def test_a_text_is_a_text_wherever_it_stands(written: str) -> None:
    text = written.replace("\n", " ")  # of several lines a cell makes several
    found = Reader(html.page(page_of(text), {"1.jpg": b"x"}))
    assert [name for name, _ in found.elements if name != "wbr"] == SHAPE
    assert found.open == []
    said = words.clean(text)
    assert found.text.count(said) >= 20
    assert {attrs["alt"] for name, attrs in found.elements if name == "img"} == {said}


def test_a_long_word_may_go_on_in_the_next_line_and_is_still_one_word() -> None:
    found = html.broken("x" * 60)
    assert found.count("<wbr>") == 2
    assert Reader(found).text == "x" * 60
    assert html.broken("as the label says " * 9) == "as the label says " * 9


def test_its_policy_names_its_own_style_and_nothing_else() -> None:
    page = html.summary(summary(sheet_in_recovery().ledger("2026-12-20")), label="x")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    checksum = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{checksum}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_in_it_is_an_address_a_script_or_a_style_of_its_own() -> None:
    made = sheet_in_recovery().check_in("2026-12-15", pain=3, temperature=38.2)
    found = Reader(html.summary(summary(made.ledger("2026-12-20"))))
    assert "svg" in [name for name, _ in found.elements]
    for name, attrs in found.elements:
        assert name not in {"script", "link", "iframe", "object", "base", "form", "use", "image"}
        assert not [each for each in attrs if each.startswith("on") or each == "style"]
        assert [attrs[each] for each in ("src", "href") if not (attrs.get(each) or "#").startswith("#")] == []
    assert not re.search(r"https?:|url\(|@import", html.STYLE.read_text(encoding="utf-8"))


def test_the_same_record_gives_the_same_bytes() -> None:
    made = sheet_in_recovery().check_in("2026-12-15", pain=3)
    first, second = (html.summary(summary(made.ledger("2026-12-20"))) for _ in range(2))
    assert first == second


def test_a_photograph_is_inside_the_page_and_one_that_is_gone_says_so() -> None:
    page = html.page(page_of("left cheek"), {"1.jpg": b"bytes"})
    assert page.count(f'src="data:image/jpeg;base64,{base64.b64encode(b"bytes").decode()}"') == 1
    assert page.count(html.GONE) == 3


@pytest.mark.parametrize("scores", [[0], [10], [3, 3, 3], [0, 10, 5], [37.0], [36.6, 41.9, 36.8]])
def test_a_chart_keeps_every_score_inside_its_frame(scores: list[float]) -> None:
    made = sheet_in_recovery()
    for gone, score in enumerate(scores):
        day = f"2026-12-{11 + gone * 3}"
        made = made.check_in(day, temperature=score) if score > 30 else made.check_in(day, pain=score)
    page = html.summary(summary(made.ledger("2026-12-20")))
    points = re.findall(r'<circle class="score" cx="([\d.]+)" cy="([\d.]+)"', page)
    assert len(points) == len(scores)
    across = [float(x) for x, _ in points]
    assert across == sorted(across)
    assert all(34 <= float(x) <= 330 and 24 <= float(y) <= 162 for x, y in points)
    heights = [float(y) for _, y in points]
    assert [scores[place] for place in sorted(range(len(scores)), key=lambda each: -heights[each])] == sorted(scores)
