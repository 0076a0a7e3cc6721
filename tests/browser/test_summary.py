"""The care summary in a real browser: on a phone, at a desk, on paper, for a keyboard and a screen reader."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import PAPERS, RECORDS, Opened, Opening, Summaries, closed_up, pages

pytestmark = pytest.mark.browser

every_record = pytest.mark.parametrize("record", RECORDS)
every_paper = pytest.mark.parametrize("paper", PAPERS)
MORE_THAN_A_PAGE = 2000
"""How many letters a row has that may fill a page, and so may go on on the next one."""
LABEL = ("--label", "For the visit on Monday, questions about the left cheek first")


def headings(found: Opened, where: str) -> list[str]:
    return [closed_up(each) for each in found.page.locator(f"{where} h2").all_inner_texts()]


# --- nothing leaves, nothing runs ------------------------------------------------------------------------------------


@every_record
def test_it_opens_without_a_complaint_and_asks_for_nothing_but_itself(
    record: str, opened: Opening, summaries: Summaries
) -> None:
    file = summaries(record, *LABEL)
    found = opened(file)
    found.page.wait_for_load_state("networkidle")
    assert found.complaints == []
    assert [each for each in found.requests if not each.startswith("data:image/jpeg;base64,")] == [file.as_uri()]
    assert found.page.title() != "x"


def test_what_a_person_wrote_is_text_whatever_it_tries_to_be(opened: Opening, summaries: Summaries) -> None:
    found = opened(summaries("hostile"))
    assert found.page.locator("script").count() == 0
    assert found.page.locator("img").count() == 0
    assert '<script>document.title="x"</script>' in found.page.locator("main").inner_text()


def test_its_policy_lets_nothing_in_even_if_something_got_through(opened: Opening, summaries: Summaries) -> None:
    text = summaries("fractional-ablative").read_text(encoding="utf-8")
    broken = summaries.folder / "broken.html"
    more = '<script>document.title="ran"</script><img src="http://127.0.0.1:9/x"><p style="color:red" id="p">x</p>'
    broken.write_text(text.replace("<main>", f"<main>{more}"), encoding="utf-8")
    found = opened(broken)
    assert found.page.title() == "Care summary"
    assert len(found.complaints) >= 3
    assert found.refused == ["http://127.0.0.1:9/x csp"]
    assert found.requests == [broken.as_uri(), "http://127.0.0.1:9/x"]
    assert found.page.locator("#p").evaluate("it => getComputedStyle(it).color") != "rgb(255, 0, 0)"


# --- on paper --------------------------------------------------------------------------------------------------------


@every_paper
@every_record
def test_the_first_page_is_one_page_and_the_details_begin_on_the_second(
    record: str, paper: str, opened: Opening, summaries: Summaries
) -> None:
    found = opened(summaries(record, *LABEL))
    printed = pages(found, paper)
    front, details = headings(found, ".front"), headings(found, "#details")
    assert closed_up(LABEL[1]) in printed[0]
    places = [printed[0].index(each) for each in front]
    assert places == sorted(places)
    assert printed[1].startswith(details[0])


@every_paper
def test_it_is_printed_whole_and_in_order(paper: str, opened: Opening, summaries: Summaries) -> None:
    found = opened(summaries("fractional-ablative"))
    printed = pages(found, paper)
    assert len(printed) == 9
    every, place = "".join(printed), 0
    for each in headings(found, "main"):
        place = every.index(each, place)
    days = [closed_up(each) for each in found.page.locator("#details section:last-child tbody tr").all_inner_texts()]
    assert len(days) > 20
    for each in days:
        place = every.index(each, place)


@every_paper
@every_record
def test_a_short_section_and_a_row_of_a_table_are_never_torn(
    record: str, paper: str, opened: Opening, summaries: Summaries
) -> None:
    found = opened(summaries(record))
    printed = pages(found, paper)
    short = found.page.locator("#details .whole:not(:has(figure))")
    assert short.count()
    for place in range(short.count()):
        parts = [closed_up(each) for each in short.nth(place).locator("h2, tr, dd, p").all_inner_texts()]
        assert any(all(part in page for part in parts) for page in printed), parts[0]
    for row in found.page.locator("#details tbody tr").all_inner_texts():
        assert len(row) > MORE_THAN_A_PAGE or any(closed_up(row) in page for page in printed), row


@every_paper
def test_the_head_of_a_table_stands_again_on_each_page_it_runs_over(
    paper: str, opened: Opening, summaries: Summaries
) -> None:
    found = opened(summaries("fractional-ablative"))
    printed = pages(found, paper)
    head = closed_up("Day What was recorded, and what was missed")
    first = next(place for place, each in enumerate(printed) if head in each)
    assert len(printed) - first > 1
    assert all(head in each for each in printed[first:])


def test_photographs_are_shown_with_what_they_are_and_fit_on_paper_and_phone(
    opened: Opening, summaries: Summaries
) -> None:
    file = summaries("photographed")
    for width in (375, 1100):
        found = opened(file, width=width)
        sizes = found.page.evaluate("[...document.images].map(it => [it.complete && it.naturalWidth, it.width])")
        assert len(sizes) == 4
        assert all(drawn == 800 and shown <= width for drawn, shown in sizes)
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width
        assert found.complaints == []
    assert found.page.get_by_role("img", name="Sun 13 Dec, day 3: left cheek (photo 2)").count() == 1
    assert closed_up("Sun 13 Dec, day 3: left cheek (photo 2)") in "".join(pages(found, "A4"))
    assert "Photographs" not in opened(summaries("photographed", "--no-photos")).page.locator("main").inner_text()


# --- for everybody ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1100])
@pytest.mark.parametrize("record", ["fractional-ablative", "hostile", "empty"])
def test_axe_finds_nothing_wrong(record: str, width: int, scheme: str, opened: Opening, summaries: Summaries) -> None:
    found = opened(summaries(record, *LABEL), width=width, scheme=scheme)
    found.page.evaluate(Path(os.environ["AXE_CORE"]).read_text(encoding="utf-8"))
    result: dict[str, Any] = found.page.evaluate("axe.run()")
    wrong = [(each["id"], [node["html"] for node in each["nodes"]]) for each in result["violations"]]
    assert wrong == []
    passed = {each["id"] for each in result["passes"]}
    assert passed >= {"color-contrast", "landmark-one-main", "page-has-heading-one", "heading-order", "region"}


@pytest.mark.parametrize("width", [320, 375, 768])
@every_record
def test_nothing_is_wider_than_the_screen(record: str, width: int, opened: Opening, summaries: Summaries) -> None:
    found = opened(summaries(record), width=width)
    assert found.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_letters_are_large_enough_on_a_phone(opened: Opening, summaries: Summaries) -> None:
    found = opened(summaries("fractional-ablative"), width=375)
    sizes = found.page.evaluate(
        """[...document.querySelectorAll("main *")].filter(it => it.childElementCount == 0 && it.textContent.trim())
           .filter(it => !it.closest("title, desc"))
           .map(it => { const box = it.ownerSVGElement; const drawn = box ? box.getBoundingClientRect().width / 340 : 1;
                        return parseFloat(getComputedStyle(it).fontSize) * drawn })"""
    )
    assert len(sizes) > 100
    assert min(sizes) >= 10.5


def test_a_keyboard_skips_to_the_details_and_walks_their_names_in_order(opened: Opening, summaries: Summaries) -> None:
    found = opened(summaries("fractional-ablative"))
    reached = []
    for _ in range(4):
        found.page.keyboard.press("Tab")
        reached.append(found.page.evaluate("document.activeElement.textContent"))
        assert found.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert reached == ["Skip to the details", "The checklist", "Answers", "Visits"]
    found.page.keyboard.press("Shift+Tab")
    found.page.keyboard.press("Enter")
    assert found.page.evaluate("location.hash") == "#in-1"


def test_a_chart_has_its_name_and_the_same_in_words(opened: Opening, summaries: Summaries) -> None:
    found = opened(summaries("fractional-ablative"))
    chart = found.page.get_by_role("img", name=re.compile("^Pain or burning.* from 6 on .* to 0 on .*rule fired on"))
    assert chart.count() == 1
    assert found.page.get_by_role("img").count() == 4
