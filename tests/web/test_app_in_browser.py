"""The app as a user meets it: a running server, a real browser, the example paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = ".st-key-tezawari-example button"


@pytest.fixture
def app(tab: Callable[..., Any], app_address: str) -> Callable[..., Any]:
    def visit(query: str = "", **options: Any) -> Any:
        each = tab(**options)
        each.page.goto(app_address + query)
        each.page.locator("input[type=text]").first.wait_for(state="attached")
        return each

    return visit


def test_the_mathematical_font_comes_with_the_app(app: Callable[..., Any]) -> None:
    page = app().page
    page.wait_for_function(
        "() => [...document.fonts].some((face) => /Tezawari Math/.test(face.family) && face.status === 'loaded')"
    )


def test_a_symbol_of_the_example_is_picked_and_explained_in_both_languages(app: Callable[..., Any]) -> None:
    tab = app()
    tab.page.locator(EXAMPLE).click()
    symbol = tab.page.locator(".start-line math [data-tezawari-symbol]").first
    symbol.wait_for()
    symbol.click()
    panel = tab.page.locator(".panel")
    panel.locator(".mark", has_text="the author says").first.wait_for()
    assert re.search(r"[\w/]+\.tex, line \d+", panel.inner_text())
    meaning = panel.locator("h2 .author").inner_text()
    assert meaning
    tab.page.get_by_text("日本語").click()
    panel.locator(".mark", has_text="著者による説明").first.wait_for()
    assert panel.locator("h2 .author").inner_text() == meaning  # the author's words stay as they are
    assert tab.page.locator(".tezawari:not(.living)").get_attribute("lang") == "ja"
    assert tab.complaints == []
    assert all("://127.0.0.1" in url or url.startswith(("data:", "blob:")) for url in tab.requests)


def test_a_symbol_in_the_formula_itself_answers(app: Callable[..., Any]) -> None:
    tab = app()
    tab.page.locator(EXAMPLE).click()
    symbol = tab.page.locator(".line math mi[data-tezawari-symbol]").first
    symbol.wait_for()
    symbol.scroll_into_view_if_needed()
    symbol.click()
    tab.page.locator(".panel h2").wait_for()
    assert symbol.evaluate("e => e.classList.contains('picked')")


def test_what_opens_below_a_formula_is_made_when_it_is_asked_for(app: Callable[..., Any]) -> None:
    tab = app()
    tab.page.locator(EXAMPLE).click()
    line = tab.page.locator(".line", has=tab.page.locator(".number", has_text="(2)"))
    line.wait_for()
    assert line.locator("math [data-te]").count() == 0
    line.locator("button.number").click()
    tab.page.locator(".bench .sentence.current").wait_for()
    assert line.locator("math [data-te]").count() > 0
    tab.page.locator(".bench .sentence").last.click()
    line.locator("math.parted").wait_for()
    symbol = line.locator("math mi[data-tezawari-symbol]").first  # of the drawing that came with the workbench
    symbol.click()
    tab.page.locator(".panel h2").wait_for()
    assert symbol.evaluate("e => e.classList.contains('picked')")
    assert tab.complaints == []


def test_the_living_formula_moves(app: Callable[..., Any]) -> None:
    tab = app()
    weights = tab.page.locator(".living-result", has_text="weights")
    before = weights.inner_text()
    slider = tab.page.locator(".living-slider input[type=range]")
    slider.focus()
    tab.page.keyboard.press("ArrowLeft")
    assert weights.inner_text() != before
    tab.page.get_by_role("button", name="Make all keys alike").click()
    assert "0.333" in weights.inner_text()


def test_a_japanese_browser_is_met_in_japanese_on_a_phone(app: Callable[..., Any]) -> None:
    tab = app(locale="ja-JP", viewport={"width": 390, "height": 844})
    tab.page.get_by_text("動く数式").wait_for()
    tab.page.locator(EXAMPLE).click()
    tab.page.locator(".start-line math").first.wait_for()
    assert tab.overflow() <= 0


def test_an_upload_is_read(app: Callable[..., Any], tmp_path: Path) -> None:
    tex = r"\documentclass{article}\begin{document} \begin{equation} y = g x \end{equation} \end{document}"
    file = tmp_path / "small.tex"
    file.write_text(tex, encoding="utf-8")
    tab = app()
    tab.page.get_by_role("button", name="A file: LaTeX source").click()
    tab.page.locator("input[type=file]").set_input_files(file)
    tab.page.locator(".figure .number", has_text="(1)").wait_for()


def test_what_a_reader_says_of_a_symbol_is_drawn_at_once(app: Callable[..., Any], tmp_path: Path) -> None:
    tex = r"\begin{equation} y = g x \end{equation} Now $g$ is turned up. \begin{equation} z = g y \end{equation}"
    file = tmp_path / "corrected.tex"
    file.write_text(rf"\documentclass{{article}}\begin{{document}} {tex} \end{{document}}", encoding="utf-8")
    tab = app()
    tab.page.get_by_role("button", name="A file: LaTeX source").click()
    tab.page.locator("input[type=file]").set_input_files(file)
    symbol = tab.page.locator(".line math [data-tezawari-symbol]", has_text="g").first
    symbol.click()
    panel = tab.page.locator(".panel")
    panel.get_by_role("button", name="I know what it means").click()
    assert panel.get_by_label("Symbol").input_value() == "g"
    panel.get_by_label("Meaning").fill("the gain of the filter")
    panel.locator(".said-choice", has_text="turned up").wait_for()
    panel.get_by_role("button", name="Keep").click()
    panel.locator(".mark", has_text="a reader's correction").wait_for()
    assert "the gain of the filter" in panel.locator("h2").inner_text()
    assert "2 formulas" in panel.locator(".changed").inner_text()
    assert "turned up" in panel.locator(".quotation").inner_text()  # the sentence that its reader chose


def test_what_a_reader_calls_wrong_stays_away_until_it_is_taken_back(app: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "wrong.tex"
    file.write_text(
        r"\documentclass{article}\begin{document} Let $g$ be the gain of the filter."
        r"\begin{equation} y = g x \end{equation} \end{document}",
        encoding="utf-8",
    )
    tab = app()
    tab.page.get_by_role("button", name="A file: LaTeX source").click()
    tab.page.locator("input[type=file]").set_input_files(file)
    symbol = tab.page.locator(".line math [data-tezawari-symbol]", has_text="g").first
    symbol.click()
    panel = tab.page.locator(".panel")
    assert "gain" in panel.locator("h2").inner_text()
    panel.get_by_role("button", name="This is wrong").click()
    panel.locator(".refused").wait_for()
    assert "gain" not in panel.locator("h2").inner_text()
    panel.locator("h2", has_text="what multiplies").wait_for()  # the paper was explained anew
    assert "gain" not in panel.locator("h2").inner_text() and panel.locator(".refused").count() == 1
    tab.page.reload()
    panel.locator(".refused").wait_for()
    assert "gain" not in panel.locator("h2").inner_text()
    panel.get_by_role("button", name="Show it again").click()
    panel.locator("h2", has_text="gain").wait_for()


def test_a_pdf_gets_one_sentence(app: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    file.write_bytes(b"%PDF-1.7\n%%EOF\n")
    tab = app()
    tab.page.get_by_role("button", name="A file: LaTeX source").click()
    tab.page.locator("input[type=file]").set_input_files(file)
    tab.page.get_by_role("alert").filter(has_text="PDF").wait_for()
    assert "Traceback" not in tab.page.content()


def test_what_is_no_paper_gets_one_sentence(app: Callable[..., Any]) -> None:
    tab = app("?arxiv=/etc/passwd")
    alert = tab.page.get_by_role("alert")
    alert.wait_for()
    assert "is neither a file nor an arXiv id" in alert.inner_text()
    assert "Traceback" not in tab.page.content()
