"""Formulas far from the screen are drawn when they come near; whatever asks for one before finds it drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from reader.latex.source.bundle import bundle_from_bytes
from reader.output.exporters.html import page
from reader.output.page.payload import build_payload
from reader.pipeline import read
from reader.study.study import Study

COUNT = 40
TEXT = "".join(
    rf"Let $\kappa$ be the gain of stage {k}. \begin{{equation}} y_{{{k}}} = \kappa x + \zeta_{{{k}}} \end{{equation}}"
    rf" where $\zeta_{{{k}}}$ is the noise of that stage, which is small." + "\n\n"
    for k in range(COUNT)
)
PAPER = rf"\documentclass{{article}}\begin{{document}}\section{{Stages}}{TEXT}\end{{document}}"
DRAWN = ".figure .line math"


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("far") / "page.html"
    reading = read(bundle_from_bytes("paper.tex", PAPER.encode()))
    file.write_text(page(build_payload(Study(reading), "en", switch=True)), encoding="utf-8")
    return file


@pytest.fixture
def shown(tab: Callable[..., Any], far: Path) -> Any:
    """The paper, all of whose figures stand there, most of them as text."""
    each = tab(offline=True, viewport={"width": 1280, "height": 700})
    each.show(far)
    expect(each.page.locator(".figure")).to_have_count(COUNT)
    each.page.wait_for_timeout(300)
    assert 0 < each.page.locator(DRAWN).count() < COUNT / 2
    yield each
    assert not each.complaints


def last(page: Any) -> Any:
    return page.locator(".figure .line").last


def test_far_formulas_stand_there_as_text_and_are_copied_as_latex(shown: Any) -> None:
    assert last(shown.page).locator(".scroll").text_content() == "y39=κx+ζ39"
    assert shown.page.evaluate("find('ζ')")  # as the browser's own search finds it
    copied = shown.page.evaluate(
        """() => new Promise((done) => {
          addEventListener("copy", ({ clipboardData }) => done(clipboardData.getData("text/plain")));
          getSelection().selectAllChildren(document.querySelector(".paper"));
          document.execCommand("copy");
        })"""
    )
    assert r"\zeta_{39}" in copied.replace(" ", "")


def test_what_comes_near_is_drawn_before_it_is_seen(shown: Any) -> None:
    bare = shown.page.evaluate(
        """async () => {
          let bare = 0;
          for (let at = 0; at < document.body.scrollHeight; at += 250) {
            scrollTo(0, at);
            await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
            for (const each of document.querySelectorAll(".figure .scroll")) {
              const { top, bottom } = each.getBoundingClientRect();
              if (bottom > 0 && top < innerHeight && !each.querySelector("math")) bare += 1;
            }
          }
          return bare;
        }"""
    )
    assert bare == 0
    expect(shown.page.locator(DRAWN)).to_have_count(COUNT)


def test_a_number_leads_to_a_formula_that_is_drawn_and_walked(shown: Any) -> None:
    page = shown.page
    page.keyboard.press("/")
    page.keyboard.type(str(COUNT))
    page.keyboard.press("Enter")
    expect(last(page).locator("math")).to_be_in_viewport()
    expect(page.locator(".bench")).to_be_visible()
    page.locator("button.number").last.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tip")).to_be_visible()


def test_a_picked_symbol_is_marked_where_it_was_not_drawn(shown: Any) -> None:
    page = shown.page
    page.locator(f"{DRAWN} mi[data-tezawari-symbol]:text-is('κ')").first.click()
    last(page).evaluate("(line) => line.scrollIntoView()")
    expect(last(page).locator("mi:text-is('κ')")).to_have_class("picked")
    page.locator("[data-view=symbols]").click()
    page.locator(".symbol-table tr", has_text="κ").locator(".only").click()
    assert page.locator(".figure.kept").count() == COUNT


def test_all_is_drawn_for_paper(shown: Any) -> None:
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown.page.locator(DRAWN).count() == COUNT
