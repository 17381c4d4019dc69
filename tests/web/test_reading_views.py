"""The views of a paper in a real browser: where to start, all symbols, the layers; what is switched; the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.output.exporters.html import page
from reader.output.page.payload import build_payload
from reader.pipeline import read
from reader.study.study import Study


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    return build_payload(Study(read("example")), switch=True)


@pytest.fixture
def opened(tab: Callable[..., Any], tmp_path: Path, payload: dict[str, Any]) -> Callable[..., Any]:
    def show(language: str = "en", view: str | None = None, **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(page(payload | {"language": language}), encoding="utf-8")
        each = tab(offline=True, **options)
        each.show(file)
        each.page.locator(".figure").first.wait_for()
        if view:
            each.page.locator(f".views [data-view={view}]").click()
        return each

    return show


def test_the_formulas_to_start_with_say_why_and_lead_to_themselves(opened: Callable[..., Any]) -> None:
    page = opened().page
    starters = page.locator(".start ol > li")
    assert 1 <= starters.count() <= 3
    assert all(each.locator(".grounds li").count() for each in starters.all())
    goal = starters.filter(has=page.locator(".number", has_text="(15)"))
    assert "what is looked for" in goal.locator(".grounds").inner_text()
    assert "Looks for" in goal.locator(".what-for").inner_text() and goal.locator(".what-for math").count() >= 2
    goal.locator("button").click()
    page.locator(".line.arrived", has=page.locator(".number", has_text="(15)")).wait_for()


def test_symbols_are_filtered_by_letter_word_and_mark(opened: Callable[..., Any]) -> None:
    page = opened(view="symbols").page
    rows = page.locator(".symbol-table tbody tr")
    everything = rows.count()
    page.get_by_role("searchbox").fill("temperature")
    assert 0 < rows.count() < everything
    assert "temperature" in rows.first.inner_text()
    page.get_by_role("searchbox").fill("")
    page.locator(".table-tools .chip", has_text="not found").click()
    assert rows.locator(".tile.unknown").count() == 0
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
    symbol = row.locator(".tile").get_attribute("data-tezawari-symbol")
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


def test_the_stack_has_a_band_for_each_layer_as_thick_as_its_ideas(
    opened: Callable[..., Any], payload: dict[str, Any]
) -> None:
    page = opened(view="layers").page
    bands = page.locator(".stack .band")
    bands.first.wait_for()
    storeys = {payload["concepts"][each]["storey"] for each in payload["reading"]["path"]}
    assert bands.count() == len(storeys)
    size = "[Number(e.querySelector('.count').textContent), Number(e.querySelector('rect').getAttribute('height'))]"
    sizes = bands.evaluate_all(f"all => all.map((e) => {size})")
    assert [thick for _, thick in sorted(sizes)] == sorted(thick for _, thick in sizes)


def test_pointing_at_an_idea_lights_its_ground_and_a_click_opens_it(opened: Callable[..., Any]) -> None:
    page = opened(view="layers").page
    node = page.locator("[data-concept=softmax]")
    node.hover()
    lit = page.locator(".node.lit").evaluate_all("all => all.map((e) => e.dataset.concept)")
    assert {"softmax", "exponential-function", "scaled-dot-product-attention"} <= set(lit)
    assert "covariance-matrix" not in lit
    node.click()
    assert "softmax" in page.locator(".panel .concept h4").first.inner_text()


def test_what_is_ticked_is_not_to_be_learned_and_stays_ticked(opened: Callable[..., Any]) -> None:
    page = opened(view="layers").page
    page.locator("[data-concept=softmax]").click()
    count = lambda: int(re.search(r"\d+", page.locator(".way h2").inner_text())[0])  # type: ignore[index]  # noqa: E731
    before = count()
    page.get_by_role("checkbox", name="I know this").check()
    assert count() < before
    assert page.locator("[data-concept=softmax].known").count() == 1
    page.reload()
    page.locator(".views [data-view=layers]").click()
    page.locator("[data-concept=softmax].known").wait_for()


def test_parts_are_told_by_colour_and_by_a_line(opened: Callable[..., Any]) -> None:
    page = opened().page
    page.get_by_role("button", name="Colour by part").click()
    page.locator(".parts-legend .part-name", has_text="learned").wait_for()
    style = "e => [getComputedStyle(e).color, getComputedStyle(e).textDecorationStyle].join()"
    kinds = {page.locator(f".tile[data-part={part}]").first.evaluate(style) for part in ("learned", "chosen", "input")}
    assert len({each.split(",")[-1] for each in kinds}) == 3
    assert len(kinds) == 3


def test_hard_words_have_their_readings_which_can_be_switched_off(opened: Callable[..., Any]) -> None:
    page = opened("ja", "layers").page
    page.locator("[data-concept=likelihood]").click()
    reading = page.locator(".panel .concept ruby rt").first
    assert reading.inner_text() == "ゆうど"
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
    tab_to(".symbol-table .tile")
    press("Enter")
    page.locator(".panel h2").wait_for()
    press("Escape")
    tab_to(".row-acts .chip")
    press("Enter")  # to the formula
    page.locator(".line.arrived").first.wait_for()
    assert page.locator("div.paper").is_visible()
    page.locator(".view-tab").first.focus()
    press("ArrowLeft")
    page.locator(".stack .band").first.wait_for()
    tab_to(".node")
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


def test_layers_have_one_shade_and_what_is_known_is_hatched(opened: Callable[..., Any]) -> None:
    page = opened(view="layers").page
    page.locator("[data-concept=softmax]").click()
    page.get_by_role("checkbox", name="I know this").check()
    page.locator(".band .learned[width]:not([width='0'])").first.wait_for()
    fills = "all => [...new Set(all.map((e) => getComputedStyle(e).fill))]"
    assert len(page.locator(".band .pastry").evaluate_all(fills)) == 1
    assert page.locator(".band .learned").evaluate_all(fills) == ['url("#known-hatch")']
    assert page.locator(".millefeuille pattern path").count() == 1
    assert "hatched" in page.locator(".known-legend").inner_text()
