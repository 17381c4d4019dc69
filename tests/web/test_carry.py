"""Taking a formula along from the page, and being asked about it, in a real browser without any network."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from workbenches import pane

from reader.cli import main
from reader.frontend import build
from reader.output.page.bench_along import BenchAlong
from reader.output.page.workbench import Workbench
from reader.pipeline import read
from reader.study.study import Study

FOREIGN = re.compile(r"""(?:href|src)=["']|url\((?!["']?data:)""")  # what is fetched from elsewhere
DARK = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height / 3);
  let dark = 0;
  for (let k = 0; k < data.length; k += 4) if (data[k] < 110 && data[k + 3] > 200) dark += 1;
  return [image.width, image.height, dark];
}"""

SIZES = """() => [...document.querySelectorAll("svg")].map((svg) => {
  const card = svg.querySelector(".card");
  card.style.minHeight = "0";
  const all = [card, svg, card.querySelector(".formula math")];
  const [own, room, formula] = all.map((each) => each.getBoundingClientRect());
  return [own.height / room.height, formula.width];
})"""  # of each card: what it fills of its drawing, and how wide the formula is


def saved(tab: Any, kind: str, folder: Path) -> Path:
    with tab.page.expect_download() as download:
        tab.page.locator(f"[data-save={kind}]").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_card_stands_alone_as_a_drawing(opened: Callable[..., Any], tmp_path: Path, language: str) -> None:
    tab = opened(language, accept_downloads=True)
    pane(tab.page, "2", "carry")
    text = saved(tab, "svg", tmp_path).read_text(encoding="utf-8")
    ElementTree.fromstring(text)  # well formed
    assert "@font-face" in text and not re.search(FOREIGN, text)
    assert {"en": "causal mask", "ja": "因果マスク"}[language] in text
    assert {"en": "Linear algebra", "ja": "線形代数"}[language] in text
    assert "<math" in text and "data-te=" not in text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_command_line_draws_the_card_that_the_page_shows(
    opened: Callable[..., Any], tab: Callable[..., Any], tmp_path: Path, language: str
) -> None:
    page = opened(language).page
    pane(page, "2", "carry")
    file = tmp_path / "drawn.svg"
    assert main(["show", "example", "--equation", "2", "--as", "card", "-o", str(file), "--lang", language]) == 0
    alone = tab(offline=True)
    alone.page.goto(file.as_uri())
    words = "(card) => [...card.querySelectorAll('p, span, li')].map((each) => each.textContent)"
    drawn, shown = alone.page.locator(".card").evaluate(words), page.locator(".card").evaluate(words)
    assert drawn == shown and len(drawn) > 20
    assert alone.requests == [file.as_uri()] and alone.complaints == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_card_of_the_command_line_is_cut_off(tab: Callable[..., Any], tmp_path: Path, language: Any) -> None:
    reading = read("example")
    bench = Workbench(Study(reading))
    cards = [bench.card(each, language) for each in reading.document.equations if each.display]
    font = build.font()
    file = tmp_path / "cards.html"
    file.write_text(
        f"<!doctype html><meta charset=utf-8><style>{font}</style>{''.join(cards).replace(font, '')}", encoding="utf-8"
    )
    page = tab().page
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    sizes = page.evaluate(SIZES)
    assert len(sizes) == len(cards) > 20
    assert all(0.6 < share <= 1 and width <= 692 for share, width in sizes), sizes


def test_a_card_that_is_wider_than_a_phone_can_be_moved_by_key(opened: Callable[..., Any]) -> None:
    page = opened("ja", viewport={"width": 390, "height": 844}).page
    pane(page, "2", "carry")
    frame = page.get_by_role("group", name="この式のカード")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(frame) => frame.scrollLeft > 0", arg=frame.element_handle())


def test_a_card_becomes_a_picture(opened: Callable[..., Any], tmp_path: Path) -> None:
    tab = opened(accept_downloads=True)
    pane(tab.page, "2", "carry")
    picture = saved(tab, "png", tmp_path).read_bytes()
    width, height, dark = tab.page.evaluate(DARK, "data:image/png;base64," + base64.b64encode(picture).decode())
    assert width == 2 * 760 and height > 800
    assert dark > 3000  # the formula and its title are there, not an empty sheet
    assert tab.complaints == []


def test_a_formula_is_copied_in_each_form(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    tab = opened(permissions=["clipboard-read", "clipboard-write"])
    carry = pane(tab.page, "2", "carry")
    row = next(each for each in payload["reading"]["equations"] if each["number"] == "2")
    copied = {}
    for name in ("LaTeX", "MathML", "Markdown", "Python", "For my LLM"):
        carry.get_by_role("button", name=name, exact=True).click()
        carry.get_by_text("Copied.").wait_for()
        copied[name] = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied["LaTeX"] == row["latex"].strip()
    mathml = ElementTree.fromstring(copied["MathML"])
    assert mathml.tag.endswith("math") and "data-te" not in copied["MathML"]
    transposed = next(each for each in mathml.iter() if each.get("intent") == "transpose($a)")
    assert [each.text for each in transposed.iter() if each.get("arg") == "a"] == ["K"]
    assert "softmax</mi><mo>\u2061</mo>" in copied["MathML"]
    assert "causal mask" in copied["Markdown"]
    compile(copied["Python"], "copied", "exec")
    assert "sections/attention.tex" in copied["For my LLM"]


def test_a_prompt_names_what_is_unknown_and_quotes_authors_alone() -> None:
    reading = read("example")
    study = Study(reading)
    along, given = BenchAlong(study), study.given
    silent = {
        each.symbol.id: each.meaning is None and each.symbol.latex not in given
        for each in reading.annotations
        if each.symbol.kind == "identifier"
    }
    for equation in reading.document.equations:
        prompt = along.prompt(equation, "en")
        here = [silent[each] for each in reading.symbols.get(equation.id, ()) if each in silent]
        assert ("No explanation was found for" in prompt) == any(here)
        for line in prompt.splitlines():
            if " — `" in line:
                assert "(the author says)" in line or "given by" in line


# --- questions -------------------------------------------------------------------------------------------------------


def test_right_answers_fill_the_inventory(opened: Callable[..., Any]) -> None:
    tab = opened()
    questions = pane(tab.page, "2", "questions")
    asked = questions.locator("[data-kind=which-block]")
    answers = asked.locator(".answer").all_inner_texts()
    assert len(set(answers)) == len(answers) > 2
    asked.locator(".answer").first.click()
    right = asked.locator(".answer.right").inner_text()
    wrong = asked.locator(".answer:not(.right)").first.inner_text()
    tab.page.evaluate("localStorage.clear()")
    for name, said in ((wrong, "Not quite"), (right, "is in your inventory now")):
        tab.page.reload()
        asked = pane(tab.page, "2", "questions").locator("[data-kind=which-block]")
        assert tab.page.evaluate("localStorage.getItem('tezawari.inventory')") is None
        asked.get_by_role("button", name=name, exact=True).click()
        assert said in asked.locator(".verdict").inner_text()
    assert tab.page.evaluate("JSON.parse(localStorage.getItem('tezawari.inventory')).length") == 1


def test_which_shape_is_what_the_run_gave(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    tab = opened("ja")
    questions = pane(tab.page, "2", "questions")
    asked = questions.locator("[data-kind=which-shape]")
    asked.locator(".answer", has_text=re.compile(r"^3 × 4$")).click()
    assert "正解" in asked.locator(".verdict").inner_text()
    asked.get_by_role("button", name="理由を見る").click()
    assert "3 × 4" in tab.page.locator(".value.current .value-shape").inner_text()


def test_every_question_of_the_paper_has_one_right_answer(opened: Callable[..., Any]) -> None:
    """Answered right in every formula: what is right is right, nothing is asked twice, three at most."""
    tab = opened()
    tab.page.locator(".figure").nth(20).wait_for(state="attached")
    asked = tab.page.evaluate(
        """async () => { const asked = [];
          for (const number of document.querySelectorAll("button.number")) { number.click();
            while (number.getAttribute("aria-expanded") !== "true") await new Promise(requestAnimationFrame);
            document.querySelector(".tab[data-tab=more]").click();
            const chip = document.querySelector(".one-by-one .chip[data-pane=questions]");
            if (!chip) continue; // nothing to ask
            chip.click();
            const all = [...document.querySelectorAll(".question")];
            for (const each of all) { const answers = [...each.querySelectorAll(".answer")];
              answers[0].click();
              const texts = new Set(answers.map((one) => one.textContent)).size;
              asked.push({ kind: each.dataset.kind, count: answers.length, texts,
                right: each.querySelectorAll(".answer.right").length, all: all.length }); } }
          return asked; }"""
    )
    assert len(asked) > 20
    assert {each["kind"] for each in asked} >= {"which-block", "which-shape", "which-value"}
    assert all(each["right"] == 1 and each["all"] <= 3 and each["texts"] == each["count"] > 2 for each in asked)


def test_what_is_asked_about_a_switch_agrees_with_the_switch(opened: Callable[..., Any]) -> None:
    tab = opened()
    asked = pane(tab.page, "11", "questions").locator("[data-kind=which-value]")
    asked.locator(".answer").first.click()
    right = asked.locator(".answer.right").inner_text()
    asked.get_by_role("button", name="See it").click()
    after = tab.page.locator(".value.result .value-after .entry").last.inner_text()
    assert after == right


def test_a_block_that_is_known_stays_closed_and_is_remembered(opened: Callable[..., Any]) -> None:
    tab = opened()
    pane(tab.page, "2", "blocks")
    outer = tab.page.locator(".block-card", has=tab.page.locator(":scope > summary .block-name:text-is('softmax')"))
    tab.page.get_by_role("button", name="Open all").click()
    outer.locator(":scope > .inside > p > .knowing").click()
    assert outer.locator(":scope > summary .known-mark").is_visible()
    tab.page.get_by_role("button", name="Collapse").click()
    tab.page.get_by_role("button", name="Open all").click()
    assert not outer.evaluate("e => e.open")
    assert tab.page.locator(".block-card[open]").count() > 0
    tab.page.reload()
    pane(tab.page, "2", "blocks")
    assert outer.locator(":scope > summary .known-mark").count() == 1
    assert tab.page.evaluate("localStorage.getItem('tezawari.inventory')") == '["softmax"]'
