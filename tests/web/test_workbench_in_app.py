"""The workbench in the app: what a running server brings to it, and what it keeps of what one did."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from voices import OWN, REMOTE, Voices
from workbenches import pane, sentence, to_pane

EXAMPLE = "?paper=example"


@pytest.fixture
def visited(tab: Callable[..., Any], app_address: str) -> Callable[..., Any]:
    def visit(query: str = EXAMPLE, **options: Any) -> Any:
        each = tab(**options)
        each.page.goto(app_address + query)
        if query:
            each.page.locator(".figure .number", has_text="(2)").first.wait_for(
                timeout=60_000
            )  # the first reading of all
        return each

    return visit


def test_a_formula_runs_in_the_app(visited: Callable[..., Any]) -> None:
    tab = visited(locale="ja-JP")
    numbers = pane(tab.page, "2", "numbers")
    before = numbers.locator(".value.result").inner_text()
    field = numbers.locator("[data-input='0'] input").first
    field.fill("9")
    field.press("Enter")
    assert numbers.locator(".value.result").inner_text() != before
    to_pane(tab.page, "layers")
    tab.page.get_by_text("アテンションと Transformer").last.wait_for()
    assert tab.page.locator(".stratum details").count() > 3  # what carries them has come along
    assert tab.complaints == []


def test_sizes_are_chosen_in_the_app(visited: Callable[..., Any]) -> None:
    tab = visited(locale="en-US")
    numbers = pane(tab.page, "2", "numbers")
    heads = numbers.locator(".input-head")
    head = heads.nth(next(k for k, each in enumerate(heads.all_inner_texts()) if each.endswith("3 × 4")))
    tab.page.get_by_role("button", name="n one larger").click()
    expect(head).to_have_text(re.compile("4 × 4$"))
    expect(tab.page.get_by_role("button", name="n one larger")).to_be_focused()
    tab.page.get_by_role("button", name="d one smaller", exact=True).press("Enter")
    expect(head).to_have_text(re.compile("4 × 3$"))
    assert numbers.locator(".value.result .value-shape").inner_text().startswith("4 × ")
    assert tab.complaints == []


def test_the_same_formula_elsewhere_leads_there(visited: Callable[..., Any], app_address: str, tmp_path: Path) -> None:
    visited()  # so that the example is remembered
    file = tmp_path / "kin.tex"
    file.write_text(
        r"\documentclass{article}\title{Kin}\begin{document} Let $U$ be the asks. \begin{equation} y = 1 \end{equation}"
        r"\begin{equation} \operatorname{Attention}(U, G, H) ="
        r" \operatorname{softmax}\left(\frac{U G^{\top}}{\sqrt{w_k}} + N\right) H, \end{equation} \end{document}",
        encoding="utf-8",
    )
    tab = visited("")
    tab.page.get_by_role("button", name="A file: LaTeX source").click()
    tab.page.locator("input[type=file]").set_input_files(file)
    tab.page.locator("h1", has_text="Kin").wait_for()
    body = pane(tab.page, "2", "elsewhere")
    there = body.locator(".counterpart", has_text="From Attention to Preference").first
    there.wait_for()
    assert "Q" in there.locator(".letters li").first.text_content()
    there.locator("a").click()
    tab.page.locator("h1", has_text="From Attention to Preference").wait_for()
    assert "eq=2" in tab.page.url


def test_a_block_that_one_knows_is_kept_by_the_app(visited: Callable[..., Any]) -> None:
    tab = visited()
    blocks = pane(tab.page, "2", "blocks")
    blocks.get_by_role("button", name="Open all").click()
    name = "square root scaling"
    card = blocks.locator(".block-card", has=tab.page.locator(f":scope > summary .block-name:text-is('{name}')"))
    card.locator(":scope > .inside > p > .knowing").click()
    card.locator(":scope > summary .known-mark").wait_for()
    tab.page.wait_for_timeout(1500)
    another = visited()  # another browser: nothing but the app itself remembers
    pane(another.page, "2", "blocks").get_by_role("button", name="Open all").click()
    mark = another.page.locator(".block-card > summary", has_text=name).first.locator(".known-mark")
    mark.wait_for()
    assert mark.is_visible()


def test_steps_are_read_aloud_in_the_app_until_one_leaves(visited: Callable[..., Any]) -> None:
    tab = visited(locale="ja-JP")
    voices = Voices(tab.page, ("Far Japanese", "ja-JP", REMOTE), ("Own", "ja-JP", OWN))
    pane(tab.page, "2", "steps")
    voices.come()
    tab.page.get_by_role("button", name="順に読み上げる").click()
    (asked,) = voices.asked
    assert asked["voice"] == "Own" and "確率に変える関数" in asked["text"] and "$" not in asked["text"]
    assert "確率に変える関数" in sentence(tab.page)
    tab.page.get_by_role("link", name="用語集").click()
    tab.page.locator(".bench").wait_for(state="detached")
    voices.say_a_word()
    assert voices.asked[-1]["state"] == "stopped"
