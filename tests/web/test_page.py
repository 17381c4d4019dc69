"""The exported page in a real browser, opened from a file, without any network."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sample
from playwright.sync_api import expect

from reader.frontend import build
from reader.latex.source.bundle import bundle_from_bytes
from reader.output.exporters.html import page
from reader.output.exporters.registry import export
from reader.pipeline import read

EVIL = "<img src=x onerror=\"document.title='caught'\"></script><script>document.title='caught'</script>"
EVIL_MATH = (
    "<math><mi onclick=\"document.title='caught'\">x</mi><mtext><img src=x onerror=\"document.title='caught'\"></mtext>"
    "<mi style='background:url(http://example.org/)'>y</mi><script>document.title='caught'</script></math>"
)


@pytest.fixture
def opened(tab: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def show(payload: dict[str, Any], **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(page(payload), encoding="utf-8")
        each = tab(offline=True, **options)
        each.show(file)
        return each

    return show


def test_the_mathematical_font_comes_with_the_page(opened: Callable[..., Any]) -> None:
    page = opened(sample.payload()).page
    page.evaluate("document.fonts.ready")
    faces = page.evaluate("[...document.fonts].map((face) => [face.family.replaceAll('\"', ''), face.status])")
    assert faces == [["Tezawari Math", "loaded"]]


def test_the_font_is_the_one_that_its_source_names() -> None:
    folder = Path(build.__file__).parent / "fonts"
    source = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    for file in source["files"].values():
        assert hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    assert source["licence"] in (folder.parents[2] / "pyproject.toml").read_text(encoding="utf-8")


def target(page: Any, symbol: str, equation: str) -> Any:
    return page.locator(f"[data-equation={equation}] math [data-tezawari-symbol={symbol}]").first


def pick(page: Any, symbol: str, equation: str) -> None:
    target(page, symbol, equation).locator("mi, :scope").first.click()


def test_a_symbol_is_picked_and_explained_without_a_request(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload())
    target(tab.page, "s1", "e2").locator("mi").first.click()
    panel = tab.page.locator(".panel")
    assert panel.locator("h2").inner_text() == "policy being trained"
    assert panel.locator(".mark").first.inner_text() == "the author says"
    assert panel.locator("blockquote math").count() == 1
    assert "sections/method.tex, line 12" in panel.inner_text()
    assert "A rule that gives" in panel.inner_text()
    assert "picked" in target(tab.page, "s1", "e2").get_attribute("class")
    assert [url for url in tab.requests if not url.startswith("file:")] == []
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("symbol", "equation", "mark"),
    [
        ("s1", "e2", "the author says"),
        ("s8", "e2", "usual in this field"),
        ("s4", "e1", "follows from the formula"),
        ("s6", "e1", "not found"),
    ],
)
def test_each_meaning_says_how_it_is_known(opened: Callable[..., Any], symbol: str, equation: str, mark: str) -> None:
    tab = opened(sample.payload())
    pick(tab.page, symbol, equation)
    assert tab.page.locator(".panel .mark").first.inner_text() == mark


@pytest.mark.parametrize(("equation", "meaning"), [("e1", "width of a key"), ("e3", "distance to the k-th neighbour")])
def test_a_symbol_means_what_it_means_in_its_equation(opened: Callable[..., Any], equation: str, meaning: str) -> None:
    tab = opened(sample.payload())
    target(tab.page, "s5", equation).locator("mi").first.click()
    assert tab.page.locator(".panel h2").inner_text() == meaning


def test_what_is_particular_to_the_paper_stands_before_the_general_idea(opened: Callable[..., Any]) -> None:
    payload = sample.payload()
    symbol = next(each for each in payload["reading"]["symbols"] if each["id"] == "s5")
    symbol["values"] = [{"value": "64", "source": None}, {"value": "2^{6}", "source": None}]
    payload["prose"]["$2^{6}$"] = [{"latex": "2^{6}", "mathml": "<math><msup><mn>2</mn><mn>6</mn></msup></math>"}]
    for sense in (symbol, *symbol["senses"]):
        sense["concepts"] = [{"id": "policy", "confidence": 0.9, "status": "glossary", "why": {"en": "so", "ja": ""}}]
    page = opened(payload).page
    target(page, "s5", "e3").locator("mi").first.click()
    panel = page.locator(".panel")
    told = panel.inner_text()
    order = ["distance to the k-th neighbour", "the author says", "line 88", "set to 64", "In this sense in",
             "What the same sign is called elsewhere", "width of a key", "The idea behind it", "A rule that gives",
             "More about this idea", "Where it is used"]  # fmt: skip
    places = [told.index(each) for each in order]
    assert places == sorted(places)
    assert panel.locator(".jump").all_inner_texts() == [
        (each["number"] and f"({each['number']})") or f"line {each['line']}"
        for name in ("e3", "e1") for each in payload["reading"]["equations"] if each["id"] == name
    ]  # fmt: skip
    assert panel.locator("p.small msup").count() == 1 and "^" not in told
    assert panel.locator(".concept .chip").count() == 0
    panel.locator(".fold-head", has_text="More about this idea").click()
    panel.locator(".concept .chip").first.wait_for()


def test_from_a_concept_down_to_what_it_stands_on_and_back(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload())
    pick(tab.page, "s1", "e2")
    panel = tab.page.locator(".panel")
    panel.locator(".fold-head", has_text="More about this idea").click()
    panel.get_by_role("button", name="probability distribution").click()
    assert "Chances that add up to one." in panel.inner_text()
    panel.get_by_role("button", name="Back").click()
    assert panel.locator("h2").inner_text() == "policy being trained"


def test_the_keyboard_walks_picks_and_closes(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload() | {"opens": ["e1"]})
    press = tab.page.keyboard.press
    width = target(tab.page, "s5", "e1")
    tab.page.locator("[data-equation=e1] button.number").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"):
        press(key)
    expect(width).to_be_focused()
    assert "lit" in width.get_attribute("class")
    assert width.get_attribute("role") == "button" and width.get_attribute("aria-label") == "dk: width of a key"
    expect(tab.page.locator(".tip")).to_contain_text("width of a key")
    press("Enter")
    assert tab.page.locator(".panel h2").inner_text() == "width of a key"
    press("Escape")
    assert tab.page.locator(".panel h2").count() == 0
    expect(width).to_be_focused()
    for key, symbol in (("Home", "s9"), ("End", "s6"), ("ArrowRight", "s9"), ("ArrowLeft", "s6"), ("ArrowLeft", "s5")):
        press(key)
        expect(target(tab.page, symbol, "e1")).to_be_focused()


def test_one_tab_stop_per_formula(opened: Callable[..., Any]) -> None:
    page = opened(sample.payload() | {"opens": ["e1", "e2", "e3"]}).page
    page.keyboard.press("Home")
    page.locator("[data-equation=e1] button.number").focus()
    page.keyboard.press("ArrowRight")  # a symbol that had the focus is no stop, either
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-equation=e1] button.number')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-equation=e2] button.number')")
    assert page.locator("math [tabindex='0']").count() == 0


def test_pointing_lights_the_symbol_everywhere_and_says_its_word_beside_it(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload())
    place, tip = target(tab.page, "s8", "e2"), tab.page.locator(".tip")
    before = place.bounding_box()
    place.hover()
    lit = tab.page.locator("math .lit[data-tezawari-symbol=s8]")
    assert lit.count() == tab.page.locator(".paper math [data-tezawari-symbol=s8]").count() > 2
    expect(tip).to_be_visible()
    assert tip.inner_text() == "strength of the KL penalty"
    assert tip.get_attribute("role") == "status" and tip.locator(".shape.glossary").count() == 1
    assert place.bounding_box() == before
    box = tip.bounding_box()
    assert before["y"] + before["height"] < box["y"] < before["y"] + before["height"] + 24
    assert box["x"] < before["x"] + before["width"] / 2 < box["x"] + box["width"]
    tab.page.mouse.move(2, 2)
    expect(tip).to_be_hidden()
    assert tab.page.locator(".lit").count() == 0


def test_the_word_waits_a_moment_and_does_not_come_for_a_passing_pointer(opened: Callable[..., Any]) -> None:
    page = opened(sample.payload()).page
    shown = """(place) => new Promise((done) => {
      const pointer = () => new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" });
      const over = (each) => each.dispatchEvent(pointer());
      const tip = document.querySelector(".tip");
      over(place);
      const at_once = !tip.hidden;
      setTimeout(() => { over(document.querySelector("h1")); over(document.querySelector(".paper")); }, 40);
      setTimeout(() => done([at_once, !tip.hidden]), 400);
    })"""
    assert target(page, "s8", "e2").evaluate(shown) == [False, False]


@pytest.mark.parametrize("width", [390, 1366])
def test_the_word_never_leaves_the_window(opened: Callable[..., Any], width: int) -> None:
    payload = sample.payload()
    payload["reading"]["symbols"][7] |= {"meaning": "a long name " * 12, "gloss": None, "concepts": []}
    page = opened(payload, viewport={"width": width, "height": 500}).page
    tip = page.locator(".tip")
    for place in page.locator("[data-equation=e4] [data-tezawari-symbol=s8]").all()[::9]:
        place.scroll_into_view_if_needed()
        page.mouse.move(2, 2)
        place.hover()
        expect(tip).to_be_visible()
        box, own = tip.bounding_box(), place.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= 500
        assert box["y"] >= own["y"] + own["height"] or box["y"] + box["height"] <= own["y"]


def test_a_symbol_in_a_sentence_is_alive(opened: Callable[..., Any]) -> None:
    page = opened(sample.payload()).page
    place = page.locator(".author-text .inline [data-tezawari-symbol=s8]").first
    place.hover()
    expect(page.locator(".tip")).to_have_text("strength of the KL penalty")
    place.click()
    assert page.locator(".panel h2").inner_text() == "strength of the KL penalty"


def test_the_text_stands_whole_and_a_section_without_formulas_is_folded_to_its_title(
    opened: Callable[..., Any],
) -> None:
    payload = sample.payload()
    below = {"heading": ["Older"], "number": None, "level": 5, "section": 3, "closed": True}
    payload["column"]["items"].insert(8, below)
    page = opened(payload).page
    assert page.locator(".author-text.sentences").first.text_content() == "The weight β is in (2). "
    item, caption = page.locator(".author-text.item"), page.locator(".author-text.caption")
    assert item.evaluate("each => getComputedStyle(each).display") == "list-item"
    item.locator("[data-tezawari-symbol=s8]").click()
    assert page.locator(".panel h2").inner_text() == "strength of the KL penalty"
    assert caption.inner_text() == "What is measured, for three sizes."
    folded = page.locator(".closed-section")
    assert folded.count() == 1 and not folded.evaluate("each => each.open")
    assert folded.locator("summary").inner_text().split() == ["3", "Related", "work"]
    text = folded.locator(".author-text")
    assert not text.is_visible()
    folded.locator("summary").click()
    assert text.text_content() == "Others measure the weight β, too."
    assert folded.locator("h3.section").is_visible() and page.locator(".closed-section").count() == 1
    assert page.locator("h2.section").all_inner_texts() == ["2 Method", "3 Related work", "A Proofs"]


def test_a_folded_section_opens_where_one_goes_there(opened: Callable[..., Any]) -> None:
    payload = sample.payload()
    payload["column"]["items"][1]["sentences"] += ["Section ", ["3", 1], "."]
    page = opened(payload).page
    page.locator(".author-text button.pointer", has_text="3").click()
    expect(page.locator(".closed-section .author-text")).to_be_visible()
    page.locator(".closed-section summary").click()
    page.locator(".panel .outline-title", has_text="Related work").click()
    expect(page.locator(".closed-section .author-text")).to_be_visible()


def test_the_abstract_is_one_sentence_and_the_others_unfold(opened: Callable[..., Any]) -> None:
    payload = sample.payload()
    payload["column"]["abstract"] = {
        "told": ["We give a weight."],
        "rest": [["It is small."], ["It is ", [0, "i4"], "."]],
    }
    page = opened(payload).page
    abstract = page.locator(".abstract")
    assert abstract.locator("> p").inner_text() == "We give a weight."
    assert "It is small" not in abstract.inner_text()
    abstract.locator(".fold-head").click()
    assert abstract.locator(".fold p").text_content() == "It is small.It is β."


def style(place: Any, name: str) -> str:
    return str(place.first.evaluate(f"each => getComputedStyle(each)[{name!r}]"))


def test_what_is_cited_is_quiet(opened: Callable[..., Any]) -> None:
    payload = sample.payload()
    items = [*payload["column"]["items"], {"sentences": ["As […] says."]}]
    page = opened({**payload, "column": {**payload["column"], "items": items}}).page
    cited = page.locator(".author-text .citation")
    assert cited.first.inner_text() == "[…]" and cited.first.evaluate("each => each.localName") == "span"
    assert style(cited, "border-top-width") == "0px"
    assert style(cited, "color") != style(page.locator(".author-text"), "color")


def test_a_citation_says_which_work_it_means(tab: Callable[..., Any], tmp_path: Path) -> None:
    paper = r"""\documentclass{article}\begin{document}
We go on from \citep{fern}: \begin{equation} x = y \end{equation}
\begin{thebibliography}{9}
\bibitem[Fern(2021)]{fern} A. Fern. On $K$-leaves. arXiv preprint arXiv:2101.00001, 2021.
\end{thebibliography}\end{document}"""
    file = tmp_path / "paper.html"
    file.write_text(export(read(bundle_from_bytes("paper.tex", paper.encode())), "html"), encoding="utf-8")
    each = tab(offline=True)
    each.show(file)
    cited = each.page.locator(".author-text .cited")
    assert "We go on from (Fern, 2021):" in each.page.locator(".author-text").first.inner_text()
    cited.hover()
    each.page.locator(".tip .work", has_text="On K-leaves").wait_for()
    cited.focus()
    each.page.keyboard.press("Enter")
    panel = each.page.locator(".panel")
    assert "-leaves. arXiv preprint" in panel.inner_text()
    assert panel.get_by_role("link").get_attribute("href") == "https://arxiv.org/abs/2101.00001"
    each.page.keyboard.press("Escape")
    assert panel.get_by_role("link").count() == 0 and "#" not in each.page.url
    each.page.locator(".works summary").click()
    assert "A. Fern" in each.page.locator(".works li").inner_text()
    assert each.complaints == []


def test_the_word_beside_a_symbol_draws_formulas(opened: Callable[..., Any]) -> None:
    payload = sample.payload()
    symbol = next(each for each in payload["reading"]["symbols"] if each["id"] == "s8")
    drawn = [{"text": "strength of "}, {"latex": "x_{1}", "plain": "x_1", "mathml": "<math><mi>x</mi></math>"}]
    payload["prose"][symbol["meaning"]] = drawn
    page = opened(payload | {"opens": ["e3"]}).page
    page.locator("[data-equation=e3] button.number").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".tip .said math").wait_for()
    assert target(page, "s8", "e3").get_attribute("aria-label") == "β: strength of x_1"


def test_the_panel_draws_formulas_in_what_a_model_says(opened: Callable[..., Any]) -> None:
    payload = sample.payload()
    symbol = next(each for each in payload["reading"]["symbols"] if each["id"] == "s8")
    symbol |= {"status": "model", "meaning": "strength of $x_1$", "gloss": None, "concepts": []}
    drawn = [{"text": "strength of "}, {"latex": "x_1", "plain": "x_1", "mathml": "<math><mi>x</mi></math>"}]
    payload["prose"][symbol["meaning"]] = drawn
    page = opened(payload).page
    pick(page, "s8", "e3")
    page.locator(".panel h2", has_text="strength of").locator("math").wait_for()


def test_a_reference_leads_to_its_formula(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload())
    tab.page.locator(".author-text button.pointer", has_text="(2)").click()
    tab.page.locator("[data-equation=e2].arrived").wait_for()


def test_every_symbol_answers_at_its_centre(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload())
    tab.draw_far()
    missed = tab.page.evaluate(
        """() => [...document.querySelectorAll("[data-equation]:not([data-equation=e4]) [data-tezawari-symbol]")]
           .filter((symbol) => symbol.checkVisibility())
           .filter((symbol) => {
             symbol.scrollIntoView({ behavior: "instant", block: "center" });
             const own = symbol.querySelector("mi") && symbol.localName !== "mi" ? symbol.querySelector("mi") : symbol;
             const box = own.getBoundingClientRect();
             const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
             return hit?.closest("[data-tezawari-symbol]") !== symbol;
           }).map((symbol) => symbol.dataset.tezawariSymbol)"""
    )
    assert missed == []


def test_the_page_speaks_the_other_language(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload())
    pick(tab.page, "s8", "e2")
    tab.page.get_by_role("button", name="日本語で読む").click()
    panel = tab.page.locator(".panel")
    assert panel.locator("h2").inner_text() == "KL ペナルティの強さ"
    assert "この分野の慣用" in panel.inner_text()
    assert tab.page.locator(".tezawari").first.get_attribute("lang") == "ja"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_phone_sees_formula_and_explanation_without_sideways_scroll(
    opened: Callable[..., Any], language: str
) -> None:
    tab = opened(sample.payload() | {"language": language}, viewport={"width": 390, "height": 844}, has_touch=True)
    assert tab.overflow() == 0
    target(tab.page, "s8", "e4").tap()
    sheet = tab.page.locator(".panel")
    assert sheet.evaluate("e => getComputedStyle(e).position") == "fixed"
    line = tab.page.locator("[data-equation=e4]").bounding_box()
    assert line["y"] >= 0
    assert line["y"] + line["height"] <= sheet.bounding_box()["y"]
    assert tab.overflow() == 0


def test_a_use_is_jumped_to(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload(), viewport={"width": 1280, "height": 420})
    pick(tab.page, "s8", "e2")
    tab.page.locator(".panel .uses > .fold-head").click()
    tab.page.locator(".panel .jump", has_text="line 42").click()
    tab.page.locator("[data-equation=e4].arrived").wait_for()
    assert tab.page.evaluate("scrollY") > 0


def test_copying_a_formula_gives_its_latex(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload())
    copied = tab.page.evaluate(
        """() => { getSelection().selectAllChildren(document.querySelector("[data-equation=e2] math"));
             const clipboardData = new DataTransfer();
             const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
             document.querySelector("[data-equation=e2] math").dispatchEvent(event);
             return event.clipboardData.getData("text/plain"); }"""
    )
    assert copied == "L = 1"


def test_what_cannot_be_drawn_is_shown_as_it_was_written(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload())
    assert tab.page.locator("[data-equation=e5] pre").text_content() == r"\weird{x}"


def test_without_javascript_the_formulas_stand_there(opened: Callable[..., Any]) -> None:
    tab = opened(sample.payload(), java_script_enabled=False)
    assert tab.page.locator("noscript math").count() == 4
    assert "Attention to Preferences" in tab.page.locator("noscript h1").inner_text()


def hostile() -> dict[str, Any]:
    payload = sample.payload()
    payload["reading"]["paper"] |= {
        "title": EVIL,
        "authors": [EVIL],
        "abstract_url": "javascript:document.title='caught'",
    }
    payload["reading"]["equations"][0] |= {"section": EVIL, "number": EVIL, "latex": EVIL, "file": EVIL}
    payload["reading"]["symbols"][0] |= {"meaning": EVIL, "meaning_source": sample.said(EVIL), "written": [EVIL]}
    payload["title"] = [{"text": EVIL}]
    payload["mathml"]["e3"] = EVIL_MATH
    payload["signs"]["s1"] = EVIL_MATH
    payload["problems"][0]["message"] = {"en": EVIL, "ja": EVIL}
    return payload


def test_hostile_text_is_text(opened: Callable[..., Any]) -> None:
    tab = opened(hostile())
    title = tab.page.title()
    pick(tab.page, "s1", "e2")
    tab.page.locator("[data-equation=e3] mi").first.click()
    tab.page.locator(".problems summary").click()
    assert tab.page.locator("h1").inner_text() == EVIL
    assert tab.page.locator(".panel h2").inner_text() == EVIL
    assert tab.page.evaluate("document.querySelectorAll('img, #root script, [onclick], [onerror]').length") == 0
    assert tab.page.locator("a[href^=javascript]").count() == 0
    assert tab.page.locator("[style*=url]").count() == 0
    assert tab.page.title() == title != "caught"
    assert [url for url in tab.requests if not url.startswith("file:")] == []


@pytest.mark.parametrize("text", [EVIL, EVIL_MATH])
def test_the_same_text_would_act_if_it_were_markup(tab: Callable[..., Any], tmp_path: Path, text: str) -> None:
    """The control: these strings do run where they are taken for HTML."""
    file = tmp_path / "naive.html"
    file.write_text(f"<!doctype html><title>quiet</title><body>{text}", encoding="utf-8")
    each = tab(offline=True)
    each.page.goto(file.as_uri())
    each.page.wait_for_function("document.title === 'caught'")


def test_what_a_page_holds_cannot_end_its_element() -> None:
    held = re.findall(r'<script [^>]*data-held="(\w+)"[^>]*>([^<]*)</script>', page(hostile()))
    assert [part for part, _ in held] == ["core"]
    assert all(re.fullmatch(r"[A-Za-z0-9+/]+=*", letters) for _, letters in held)


def test_a_browser_that_cannot_inflate_shows_the_formulas(tab: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(hostile()), encoding="utf-8")
    old = tab(offline=True).page
    old.add_init_script("delete window.DecompressionStream")
    old.goto(file.as_uri())
    assert old.locator("#root math").count() == 4
    assert old.locator("#root [onclick], #root img, #root script").count() == 0


@pytest.mark.parametrize(
    ("at", "said"), [(["e1"], "follows from the formula"), (["e2"], "follows from another formula")]
)
def test_what_the_formulas_show_is_said_of_the_formula_that_shows_it(
    opened: Callable[..., Any], at: list[str], said: str
) -> None:
    payload = sample.payload()
    unsaid = next(each for each in payload["reading"]["symbols"] if each["id"] == "s6")
    unsaid["standing"] = {"en": "what is divided", "ja": "割られるもの", "at": at}
    page = opened(payload).page
    page.locator("[data-equation=e1] [data-tezawari-symbol=s6]").first.click()
    assert said in page.locator(".panel .mark").first.inner_text()


def test_a_formula_in_a_heading_is_drawn_in_the_outline(opened: Callable[..., Any]) -> None:
    payload = sample.payload()
    next(item for item in payload["column"]["items"] if item.get("number") == "3")["heading"] = ["On ", [0, None]]
    title = opened(payload).page.locator(".panel .outline-title", has_text="On")
    assert title.locator("math").text_content() == "β"


def test_at_rest_the_panel_is_the_papers_outline(opened: Callable[..., Any]) -> None:
    page = opened(sample.payload() | {"learn": ["policy"]}).page
    panel = page.locator(".panel")
    titles = [" ".join(each.split()) for each in panel.locator(".outline-title").all_inner_texts()]
    assert titles == ["2 Method", "3 Related work", "A Proofs"]
    assert panel.locator(".outline-number").all_inner_texts() == ["(1)", "(2)", "(3a)", "(A.1)"]
    panel.locator(".outline-number", has_text="(A.1)").click()
    page.locator("[data-equation=e5].arrived").wait_for()
    panel.locator(".outline-title", has_text="Proofs").click()
    heading = page.locator("h2.section.arrived", has_text="Proofs")
    heading.wait_for()
    expect(heading).to_be_focused()
    panel.locator(".chip", has_text="policy").click()
    assert "A rule that gives" in panel.inner_text()
    panel.get_by_role("button", name="Back").click()
    assert not panel.locator(".legend").is_visible()
    panel.locator(".marks .fold-head").click()
    assert panel.locator(".legend .mark").first.inner_text() == "the author says"


def test_a_slash_and_a_number_lead_to_a_formula(opened: Callable[..., Any]) -> None:
    page = opened(sample.payload()).page
    pick(page, "s8", "e2")
    page.keyboard.press("/")  # also while a symbol is explained
    field = page.locator(".jump-field")
    expect(field).to_be_focused()
    assert field.input_value() == ""
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    assert "9" in page.locator(".jump [role=status]").inner_text()
    field.fill("(A.1)")
    page.keyboard.press("Enter")
    page.locator("[data-equation=e5].arrived").wait_for()
    assert page.locator(".jump [role=status]").inner_text() == ""
    page.locator("[data-view=symbols]").click()
    searched = page.get_by_role("searchbox")
    searched.focus()
    page.keyboard.type("/")
    assert searched.input_value() == "/"


def test_a_reference_to_a_section_leads_to_its_heading(tab: Callable[..., Any], tmp_path: Path) -> None:
    far = "\n".join(rf"We add \begin{{equation}} a_{{{k}}} = {k} \end{{equation}} and go on." for k in range(60))
    paper = rf"""\documentclass{{article}}\begin{{document}}
\section{{First}} See Section~\ref{{last}}, Table~\ref{{none}}, \begin{{equation}} x = y \end{{equation}}
{far}
\section{{Last}}\label{{last}} We end \begin{{equation}} y = z \end{{equation}} here.
\end{{document}}"""
    file = tmp_path / "paper.html"
    file.write_text(export(read(bundle_from_bytes("paper.tex", paper.encode())), "html"), encoding="utf-8")
    each = tab(offline=True)
    each.show(file)
    said = each.page.locator(".author-text").first
    assert "See Section 2, Table …," in said.inner_text()
    said.locator("button.pointer", has_text="2").click()
    heading = each.page.locator(".section.arrived", has_text="Last")
    heading.wait_for()
    assert heading.evaluate("e => e === document.activeElement")
    assert each.complaints == []


@pytest.mark.parametrize(("option", "shown"), [("[1]", ["", "2", "3"]), ("", ["", "", ""])])
def test_lines_of_an_algorithm_have_their_authors_numbers(
    tab: Callable[..., Any], tmp_path: Path, option: str, shown: list[str]
) -> None:
    paper = rf"""\documentclass{{article}}\begin{{document}}\begin{{algorithmic}}{option}
\REQUIRE $x$ \STATE wait \STATE $x = y$ \IF{{$y > 0$}} \STATE stop \ENDIF \end{{algorithmic}}\end{{document}}"""
    file = tmp_path / "paper.html"
    file.write_text(export(read(bundle_from_bytes("paper.tex", paper.encode())), "html"), encoding="utf-8")
    each = tab(offline=True)
    each.show(file)
    each.page.locator(".figure.algorithm").wait_for()
    assert each.page.locator(".step-number").all_inner_texts() == shown


def test_a_distribution_is_drawn_and_a_defining_formula_is_named(tab: Callable[..., Any], tmp_path: Path) -> None:
    source = (
        r"\documentclass{article}\begin{document}One has \begin{equation} z \sim \mathcal{N}(0, u) \end{equation} and "
        r"\begin{equation} c_0 = a^2 - b. \end{equation}\end{document}"
    )
    file = tmp_path / "page.html"
    file.write_text(export(read(bundle_from_bytes("paper.tex", source.encode())), "html"), encoding="utf-8")
    each = tab(offline=True)
    each.show(file)
    panel = each.page.locator(".panel")
    each.page.locator(".line math mi", has_text="z").first.click()
    drawn = panel.locator("p.small", has_text="drawn from").last
    assert drawn.locator("math").count() == 1
    assert "\\mathcal" not in drawn.inner_text()
    each.page.locator(".line math mi", has_text="c").first.click()
    assert panel.locator("h2").text_content() == "what is computed as a2−b"
    assert each.complaints == []


def test_places_far_from_the_screen_are_marked_when_they_come_to_it(tab: Callable[..., Any], tmp_path: Path) -> None:
    text = "".join(rf"Then \begin{{equation}} x_{{{n}}} = \theta + {n} \end{{equation}} holds." for n in range(120))
    source = rf"\documentclass{{article}}\begin{{document}}Let $\theta$ be the angle. {text}\end{{document}}"
    file = tmp_path / "long.html"
    file.write_text(export(read(bundle_from_bytes("long.tex", source.encode())), "html"), encoding="utf-8")
    each = tab(offline=True)
    each.show(file)
    page = each.page
    page.locator(".figure").nth(119).wait_for(state="attached")
    theta = page.locator(".line math mi", has_text="θ").first.get_attribute("data-tezawari-symbol")
    places = page.locator(f".line [data-tezawari-symbol={theta}]")
    places.first.click()
    assert page.locator(".line .picked").count() < 120  # the browser passes over the rest
    places.last.scroll_into_view_if_needed()
    expect(places.last).to_have_class(re.compile("picked"))
    page.keyboard.press("Escape")
    places.first.scroll_into_view_if_needed()
    expect(places.first).not_to_have_class(re.compile("picked"))


def test_letters_hold_nothing_out_of_the_flow_where_firefox_would_make_room_for_it() -> None:
    rules = re.sub(r"@supports not \(-moz-appearance: none\) \{.*?\n\}", "", build.style(), flags=re.DOTALL)
    assert "mi[" in rules
    assert not re.search(r"\bm[io]\b[^{}]*::(?:after|before)[^{}]*\{", rules)
