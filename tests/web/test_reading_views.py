"""The views of a paper in a real browser: where to start, all symbols, the layers; what is switched; the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from reader.output.exporters.html import page
from reader.output.page.payload import build_payload
from reader.pipeline import read
from reader.study.study import Study


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    return build_payload(Study(read("example")), switch=True)


@pytest.fixture
def opened(tab: Callable[..., Any], tmp_path: Path, payload: dict[str, Any]) -> Callable[..., Any]:
    def show(
        language: str = "en", view: str | None = None, changed: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        file = tmp_path / "page.html"
        file.write_text(page(payload | {"language": language} | (changed or {})), encoding="utf-8")
        each = tab(offline=True, **options)
        each.show(file)
        each.page.locator(".figure").first.wait_for()
        if view:
            each.page.locator(f".views [data-view={view}]").click()
        return each

    return show


def test_the_formula_to_start_with_is_alive_says_why_and_leads_to_itself(
    opened: Callable[..., Any], payload: dict[str, Any]
) -> None:
    page = opened().page
    first, start = page.locator(".start-first"), payload["start"][0]
    assert "Looks for" in first.locator(".what-for").inner_text()
    assert first.locator(".what-for math").count() >= 2 and first.locator(".author-says q").inner_text()
    grounds = first.locator(".grounds")
    assert grounds.locator("li").count() == 0
    grounds.locator(".fold-head").click()
    assert grounds.locator("li").count() == len(start["grounds"]) > 0
    symbol = first.locator(".start-line [data-tezawari-symbol]").first
    symbol.hover()
    expect(page.locator(".tip")).to_be_visible()
    symbol.click()
    assert page.locator(".panel h2").count() == 1 and "picked" in symbol.get_attribute("class")
    number = next(row["number"] for row in payload["reading"]["equations"] if row["id"] == start["equation"])
    first.get_by_role("button", name=f"({number})").click()
    page.locator(f".line.open[data-equation='{start['equation']}'].arrived").wait_for()
    assert page.locator(".tab[aria-selected=true]").get_attribute("data-tab") == "meaning"


def test_the_formula_to_start_with_is_moved_by_one_button_where_it_runs(
    opened: Callable[..., Any], payload: dict[str, Any]
) -> None:
    rows, start = payload["reading"]["equations"], payload["start"][0]
    named = [row["id"] for row in rows if row["number"]]
    refused = (each for each in named if each not in payload["runs"])
    runs = (each for each in named if each in payload["runs"])
    still = start | {"equation": (name := next(refused)), "rows": [name], "labels": [], "mathml": ""}
    assert opened(changed={"start": [still]}).page.locator(".start-first .act").count() == 0
    moved = start | {"equation": (name := next(runs)), "rows": [name], "labels": [], "mathml": ""}
    page = opened(changed={"start": [moved]}).page
    act = page.locator(".start-first .act")
    act.click()
    page.locator(".bench [data-pane=numbers] .value.result").wait_for()
    assert page.locator(".tab[aria-selected=true]").get_attribute("data-tab") == "move"
    act.click()  # once more it stays
    expect(page.locator(".bench")).to_have_count(1)


def test_further_formulas_to_start_with_are_cards_that_lead_to_them(
    opened: Callable[..., Any], payload: dict[str, Any]
) -> None:
    page = opened().page
    cards = page.locator(".starters > li")
    assert cards.count() == len(payload["start"]) - 1 > 0
    card = cards.filter(has=page.locator(".number", has_text="(17)"))
    assert card.locator("[data-tezawari-symbol]").count() == 0  # a card is one button
    card.locator("button.starter").click()
    page.locator(".line.arrived", has=page.locator(".number", has_text="(17)")).wait_for()


def test_the_first_screen_shows_the_formula_and_what_it_is_for(opened: Callable[..., Any]) -> None:
    page = opened(viewport={"width": 1366, "height": 768}).page
    for part in (".abstract > p", ".start-line math", ".what-for", ".start-acts"):
        expect(page.locator(part).first).to_be_in_viewport(ratio=0.9)


def test_what_a_tall_formula_is_for_stands_above_it(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    start = payload["start"][0]
    tall = opened(changed={"start": [start | {"rows": start["rows"] * 4}]}).page
    flat = opened(changed={"start": [start | {"carries": False, "grounds": []}]}).page
    places = {name: [top(page, part) for part in (".what-for", ".start-formula")] for name, page in
              (("tall", tall), ("flat", flat))}  # fmt: skip
    assert places["tall"][0] < places["tall"][1] and places["flat"][0] > places["flat"][1]
    expect(tall.locator(".start h2").first).to_have_text("The formula that carries this paper")
    expect(flat.locator(".start h2").first).to_have_text("One of this paper's formulas")  # none is known to carry it
    assert flat.locator(".start .grounds").count() == 0


def top(page: Any, part: str) -> float:
    place: float = page.locator(f".start-first {part}").first.bounding_box()["y"]
    return place


def test_no_label_holds_latex_and_japanese_words_lead_in_japanese(opened: Callable[..., Any]) -> None:
    page = opened("ja").page
    page.locator("button.number", has_text="(2)").click()
    page.locator(".bench .tab[data-tab=move]").click()
    page.locator(".bench input").first.wait_for()
    labels = page.locator(".tezawari [aria-label]").evaluate_all("all => all.map((each) => each.ariaLabel)")
    assert len(labels) > 20 and not [each for each in labels if "\\" in each]
    page.locator("[data-view=symbols]").click()
    said = page.locator(".symbol-table td").all_inner_texts()
    both = [each for each in said if re.search("（[A-Za-z]", each)]  # the author's own words behind ours
    assert both and all(re.match("[ぁ-んァ-ヶ一-龠]", each) for each in both if not each[0].isascii())
    assert not [each for each in said if re.match("[A-Za-z ]+（[ぁ-んァ-ヶ一-龠]", each)]


def test_a_note_begins_at_the_height_of_its_formula(opened: Callable[..., Any]) -> None:
    page = opened(viewport={"width": 1366, "height": 768}).page
    for number in ("(1a)", "(8)"):
        line = page.locator(".line", has=page.locator(".number", has_text=number))
        line.evaluate("each => each.scrollIntoView({ block: 'center' })")
        line.locator("math [data-tezawari-symbol]").first.click()
        note, own = page.locator(".panel").bounding_box(), line.bounding_box()
        assert 0 <= note["y"] <= own["y"] + 2
        moved_up = note["y"] + note["height"] >= 768 - 2  # so that more of it is to be seen
        assert moved_up or note["y"] == pytest.approx(own["y"], abs=2)
        assert note["x"] >= own["x"] + own["width"]
    page.keyboard.press("Escape")
    assert page.locator(".panel").evaluate("each => each.style.marginTop") == ""
    assert page.locator(".panel .outline").count() == 1


def test_the_first_formula_is_within_six_presses_of_tab(opened: Callable[..., Any]) -> None:
    page = opened(viewport={"width": 1366, "height": 768}).page
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.start-line')"):
            break
    assert page.evaluate("document.activeElement.matches('.start-line')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.hasAttribute('data-tezawari-symbol')")
    expect(page.locator(".tip")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_formula_is_reached_by_its_number(opened: Callable[..., Any], language: str) -> None:
    page = opened(language).page
    for key in ("/", "1", "5", "Enter"):
        page.keyboard.press(key)
    line = page.locator(".line.open", has=page.locator(".number", has_text="(15)"))
    line.wait_for()
    expect(line).to_be_in_viewport()


# The texts that are too small to read, with their sizes. Scripts in formulas and readings above characters are set so.
SMALL = """() => {
  const texts = document.createTreeWalker(document.querySelector(".tezawari"), NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (texts.nextNode()) {
    const { data, parentElement: element } = texts.currentNode;
    if (!data.trim() || !element.checkVisibility() || element.closest("math, rt, .box-number, style")) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < 14) found.add(`${data.trim().slice(0, 30)} ${size}`);
  }
  for (const math of document.querySelectorAll(".tezawari math")) {
    const size = parseFloat(getComputedStyle(math).fontSize);
    if (math.checkVisibility() && size < 14) found.add(`${math.textContent} ${size}`);
  }
  return [...found];
}"""


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_set_too_small_to_read(opened: Callable[..., Any], width: int, language: str) -> None:
    page = opened(language, viewport={"width": width, "height": 844}).page
    page.locator(".made").wait_for(state="attached")
    page.locator(".start-line [data-tezawari-symbol]").first.click()
    assert page.evaluate(SMALL) == []
    page.keyboard.press("Escape")
    page.locator(".fold-head, .closed-section > summary").evaluate_all("all => all.forEach((each) => each.click())")
    page.locator("button.number", has_text="(2)").click()
    for tab in page.locator(".bench .tab").all():
        tab.click()
        for chip in [None, *page.locator(".one-by-one .chip[data-pane]").all()]:
            if chip:
                chip.click()
            assert page.evaluate(SMALL) == []
    for view in ("symbols", "layers"):
        page.locator(f"[data-view={view}]").click()
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [390, 768, 1366, 1920])
def test_no_view_is_wider_than_its_window(opened: Callable[..., Any], width: int) -> None:
    tab = opened(viewport={"width": width, "height": 844})
    tab.page.locator(".made").wait_for(state="attached")
    for section in tab.page.locator(".closed-section summary").all():
        section.click()
    for view in ("symbols", "layers", "formulas"):
        tab.page.locator(f"[data-view={view}]").click()
        assert tab.overflow() <= 0
    tab.page.locator("button.number", has_text="(2)").click()
    for name in ("meaning", "move", "origin", "more"):
        tab.page.locator(f".tab[data-tab={name}]").click()
        assert tab.overflow() <= 0
    tab.page.locator(".line.open math [data-tezawari-symbol]").first.click()
    assert tab.overflow() <= 0


def test_what_is_folded_is_printed(opened: Callable[..., Any]) -> None:
    page = opened().page
    page.locator(".made").wait_for(state="attached")
    sections = page.locator(".closed-section")
    count = sections.count()
    sections.first.locator("summary").click()
    opens = page.locator(".closed-section[open]")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opens.count() == count > 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opens.count() == 1


def test_symbols_are_filtered_by_letter_word_and_mark(opened: Callable[..., Any]) -> None:
    page = opened(view="symbols").page
    rows = page.locator(".symbol-table tbody tr")
    everything = rows.count()
    page.get_by_role("searchbox").fill("temperature")
    assert 0 < rows.count() < everything
    assert "temperature" in rows.first.inner_text()
    page.get_by_role("searchbox").fill("")
    page.locator(".table-tools .chip", has_text="not found").click()
    assert rows.locator(".shape.unknown").count() == 0
    assert rows.count() < everything


def test_symbols_are_sorted_by_their_uses(opened: Callable[..., Any]) -> None:
    page = opened(view="symbols").page
    page.locator(".sort", has_text="Uses").click()
    counts = [int(text) for text in page.locator(".symbol-table .number-cell").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Uses")


def test_a_symbol_is_left_alone_with_its_places(opened: Callable[..., Any]) -> None:
    page = opened(view="symbols").page
    page.get_by_role("searchbox").fill("temperature of the softmax")
    row = page.locator(".symbol-table tbody tr").first
    symbol = row.locator("[data-tezawari-symbol]").first.get_attribute("data-tezawari-symbol")
    row.locator(".only").click()
    shown = page.locator(".paper .figure:visible")
    assert shown.count() >= 1
    assert all(each.locator(f"[data-tezawari-symbol={symbol}]").count() for each in shown.all())
    page.get_by_role("button", name="Show everything").click()
    assert page.locator(".paper .figure:visible").count() > shown.count() or shown.count() > 10


def test_the_notation_is_looked_over(opened: Callable[..., Any]) -> None:
    page = opened(view="symbols").page
    assert page.locator(".remarks li").count() == 0
    page.locator(".lint summary").click()
    page.locator(".remarks li", has_text="look alike and stand in one formula").first.wait_for()
    page.locator(".remarks .chip").first.click()
    assert page.locator(".panel h2").count() == 1


def test_the_cake_has_a_layer_for_each_as_thick_as_its_formulas(
    opened: Callable[..., Any], payload: dict[str, Any]
) -> None:
    page = opened(view="layers").page
    layers = page.locator(".cake .storey")
    layers.first.wait_for()
    cake = payload["cake"]
    assert layers.count() == len({piece["storey"] for piece in cake["pieces"]})
    storeys = [int(each) for each in page.locator(".cake:not(.little) .storey").evaluate_all(STOREYS)]
    assert storeys == sorted(storeys, reverse=True)  # the foundations carry all
    thick = {int(storey): size for storey, size in layers.evaluate_all(SIZES)}
    by_use = [thick[each] for each in sorted(thick, key=lambda one: (cake["layers"][one]["formulas"], thick[one]))]
    assert by_use == sorted(by_use)


STOREYS = "all => all.map((each) => each.dataset.storey)"
SIZES = "all => all.map((each) => [each.dataset.storey, each.querySelector('.cream').offsetHeight])"


def test_picking_an_idea_lights_its_ground_and_leads_to_the_formulas_that_use_it(
    opened: Callable[..., Any], payload: dict[str, Any]
) -> None:
    page = opened(view="layers").page
    page.locator("[data-concept=softmax]").click()
    lit = page.locator(".piece.lit").evaluate_all("all => all.map((each) => each.dataset.concept)")
    assert {"softmax", "exponential-function", "scaled-dot-product-attention"} <= set(lit)
    assert "reward" not in lit
    assert "softmax" in page.locator(".panel .concept h4").first.inner_text()
    uses = next(piece["uses"] for piece in payload["cake"]["pieces"] if piece["id"] == "softmax")
    cards = page.locator(".panel .card.use")
    assert cards.count() == len(uses) > 0 and page.locator(".panel .card.use [data-tezawari-symbol]").count() == 0
    cards.first.click()
    page.locator(f".line.arrived[data-equation='{uses[0]}']").wait_for()


def test_what_is_ticked_is_not_to_be_learned_and_stays_ticked(opened: Callable[..., Any]) -> None:
    page = opened(view="layers").page
    page.locator("[data-concept=softmax]").click()
    count = lambda: int(re.search(r"\d+", page.locator(".way h2").inner_text())[0])  # type: ignore[index]  # noqa: E731
    before = count()
    page.get_by_role("checkbox", name="I know this").check()
    assert count() < before
    known = page.locator(".piece.known").evaluate_all("all => all.map((each) => each.dataset.concept)")
    assert {"softmax", "exponential-function"} <= set(known)  # and what it stands on
    page.reload()
    page.locator(".views [data-view=layers]").click()
    page.locator("[data-concept=softmax].known").wait_for()


def test_parts_are_told_by_colour_and_by_a_line(opened: Callable[..., Any]) -> None:
    page = opened().page
    page.get_by_role("button", name="Colour by part").click()
    page.locator(".parts-legend .part-name", has_text="learned").wait_for()
    style = "e => [getComputedStyle(e).color, getComputedStyle(e).textDecorationStyle].join()"
    kinds = {
        page.locator(f".line mi[data-part={part}]").first.evaluate(style) for part in ("learned", "chosen", "input")
    }
    assert len({each.split(",")[-1] for each in kinds}) == 3
    assert len(kinds) == 3


def test_hard_words_have_their_readings_which_can_be_switched_off(opened: Callable[..., Any]) -> None:
    page = opened("ja", "layers").page
    page.locator("[data-concept=expectation]").click()
    reading = page.locator(".panel .concept ruby rt").first
    assert reading.inner_text() == "きたいち"
    page.get_by_role("button", name="ふりがな").click()
    assert not reading.is_visible()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("view", ["formulas", "symbols", "layers"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_is_wider_than_a_phone(opened: Callable[..., Any], language: str, view: str, scheme: str) -> None:
    tab = opened(language, view, viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=scheme)
    tab.page.wait_for_timeout(200)
    assert tab.overflow() <= 0
    assert tab.complaints == []


def test_the_keyboard_alone_reads_a_paper(opened: Callable[..., Any]) -> None:
    page = opened().page
    press = page.keyboard.press

    def tab_to(selector: str, most: int = 60) -> None:
        for _ in range(most):
            press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(selector)

    tab_to(".view-tab[aria-selected=true]")
    press("ArrowRight")
    page.locator(".symbol-table").wait_for()
    tab_to(".field")
    page.keyboard.type("temperature")
    tab_to(".symbol-table [data-tezawari-symbol]")
    press("Enter")
    page.locator(".panel h2").wait_for()
    press("Escape")
    tab_to(".row-acts .chip")
    press("Enter")  # to the formula
    page.locator(".line.arrived").first.wait_for()
    assert page.locator("div.paper").is_visible()
    page.locator(".view-tab").first.focus()
    press("ArrowLeft")
    page.locator(".cake").first.wait_for()
    tab_to("button.piece")
    press("Enter")
    page.locator(".panel .concept").wait_for()
    press("Escape")
    page.locator(".view-tab").last.focus()
    press("ArrowRight")
    tab_to(".starter")
    press("Enter")
    page.locator(".line.arrived").first.wait_for()
    tab_to("button.number", 400)
    press("Enter")
    page.locator(".bench").wait_for()
    press("ArrowRight")
    press("Escape")
    page.locator(".bench").wait_for(state="detached")


@pytest.mark.parametrize("width", [390, 1366])
def test_the_row_of_views_lies_in_one_line_or_two(opened: Callable[..., Any], width: int) -> None:
    page = opened(viewport={"width": width, "height": 768}).page
    row = page.locator(".page > .bar").bounding_box()
    assert row["width"] > 300 and row["height"] < 110


def test_a_far_formula_is_reached_at_once(opened: Callable[..., Any]) -> None:
    page = opened().page
    page.locator(".outline-number").last.click()
    page.wait_for_timeout(2500)
    assert (
        page.evaluate("[...document.querySelectorAll('.figure button.number')].at(-1).getBoundingClientRect().top")
        < 768
    )


def test_the_parts_of_the_first_formula_are_labelled_below_it(opened: Callable[..., Any]) -> None:
    page = opened(viewport={"width": 1366, "height": 900}).page
    line = page.locator(".start-line").first
    line.wait_for()
    names, legend = line.locator(".brace-name"), line.locator(".brace-entry")
    assert names.count() + legend.count() > 0
    bottom = line.locator("math").first.bounding_box()
    for name in names.all():
        assert name.bounding_box()["y"] >= bottom["y"] + bottom["height"]
