"""The field beside the paper finds what is typed: numbers, words of the text, what symbols mean, what formulas use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("language", "wanted", "kind", "row"),
    [
        ("en", "fit on page", "text", "fit on one page"),
        ("en", "reference pol", "symbols", "reference policy"),
        ("en", "\\beta", "symbols", "KL penalty"),
        ("en", "kl divergence", "ideas", "KL divergence"),
        ("ja", "参照方策", "symbols", "参照方策"),
        ("ja", "ダイバージェンス", "ideas", "KL ダイバージェンス"),
        ("ja", "attention over three", "text", "attention over three"),
    ],
)
def test_words_are_found(opened: Callable[..., Any], language: str, wanted: str, kind: str, row: str) -> None:
    tab = opened(language)
    page = tab.page
    page.keyboard.press("/")
    page.keyboard.type(wanted)
    expect(page.locator(f".found-{kind} li").first).to_contain_text(row)
    expect(page.locator(".outline")).to_be_hidden()  # what was found stands in its place
    expect(page.locator(".jump [role=status]")).to_have_text("")
    page.keyboard.press("Escape")
    expect(page.locator(".outline")).to_be_visible()
    assert tab.overflow() <= 0 and tab.complaints == []


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing in this paper matches"), ("ja", "見つかりません。")])
def test_what_is_not_there_is_said_in_one_line(opened: Callable[..., Any], language: str, said: str) -> None:
    page = opened(language).page
    page.locator(".jump-field").fill("zymurgy of eta")
    expect(page.locator(".jump [role=status]")).to_contain_text(said)
    assert page.locator(".found li").count() == 0


def test_a_word_leads_to_its_place_and_is_marked_there(opened: Callable[..., Any]) -> None:
    page = opened().page
    page.locator(".jump-field").fill("movement is called")  # in a section that is folded
    page.keyboard.press("Enter")
    place = page.locator(".author-text.arrived", has_text="The first movement is called")
    place.wait_for()
    expect(place).to_be_in_viewport()
    assert page.evaluate(
        "[...CSS.highlights.get('tezawari-found')].map(({ startOffset: at, endOffset: end }) => end - at)"
    ) == [8, 2, 6]
    expect(page.locator(".found-text li")).not_to_have_count(0)  # to go on from there


def test_what_was_looked_for_is_there_after_a_note(opened: Callable[..., Any]) -> None:
    page = opened().page
    field = page.locator(".jump-field")
    field.fill("reference policy")
    page.keyboard.press("Enter")
    page.locator(".panel h2", has_text="reference").wait_for()
    page.keyboard.press("Escape")
    expect(field).to_have_value("reference policy")
    page.locator(".found-ideas .finding").first.click()
    page.locator(".bench").wait_for()


def test_formulas_are_found_by_name_in_the_app(tab: Callable[..., Any], app_address: str) -> None:
    each = tab()
    each.page.goto(f"{app_address}?paper=example")
    each.page.locator(".jump-field").fill("causal mask")
    each.page.locator(".found-ideas .finding", has_text="causal mask").first.click(timeout=60_000)
    each.page.locator(".line.open", has=each.page.locator(".number", has_text="(2)")).wait_for(timeout=60_000)
    assert each.complaints == []


def test_on_a_phone_the_outline_comes_up_and_leads_away(opened: Callable[..., Any]) -> None:
    tab = opened("ja", viewport={"width": 390, "height": 844}, has_touch=True)
    page = tab.page
    page.locator(".to-outline").click()
    sheet = page.locator(".panel.open")
    expect(sheet.locator(".jump-field")).to_be_in_viewport()
    sheet.locator(".outline-number", has_text="(15)").click()
    expect(sheet).to_have_count(0)  # it would hide the formula
    line = page.locator(".line.open", has=page.locator(".number", has_text="(15)"))
    line.wait_for()
    expect(line).to_be_in_viewport()
    page.locator(".to-outline").click()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    assert tab.overflow() <= 0 and tab.complaints == []
