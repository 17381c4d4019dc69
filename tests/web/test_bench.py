"""The workbench below a formula of the bundled paper: steps, readings aloud, in a real browser without any network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from workbenches import lit, number, pane, sentence, to_pane

from reader.latex.source.bundle import bundle_from_bytes
from reader.output.exporters.html import page as html_page
from reader.output.page.on_demand import Supply
from reader.output.page.payload import build_payload
from reader.pipeline import read
from reader.study.study import Study

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def test_a_formula_is_read_sentence_by_sentence_with_its_parts_lit(opened: Callable[..., Any]) -> None:
    tab = opened()
    number(tab.page, "2").click()
    sentences = tab.page.locator(".bench .sentence")
    expect(sentences.first).to_be_focused()
    assert "Turns a list of scores into probabilities" in sentence(tab.page)
    assert sentences.nth(1).locator(":scope > math").count() == 4
    assert lit(tab.page) == "softmax(QK⊤dk+M)"
    frame = tab.page.locator(".line.open .frame.named").bounding_box()
    part = tab.page.locator(".line.open mfrac").bounding_box()
    assert frame["x"] <= part["x"] and frame["y"] <= part["y"]
    assert frame["y"] + frame["height"] >= part["y"] + part["height"]
    sentences.nth(2).click()
    assert "The authors set" in sentence(tab.page)
    assert lit(tab.page) == "dk"
    sentences.first.hover()
    assert lit(tab.page) == "softmax(QK⊤dk+M)"  # while it is pointed at
    tab.page.mouse.move(2, 2)
    assert lit(tab.page) == "dk"
    assert tab.complaints == []


def test_lighting_a_part_moves_nothing(opened: Callable[..., Any]) -> None:
    tab = opened()
    where = tab.page.locator("[data-equation] mfrac").first
    before = where.bounding_box()
    number(tab.page, "2").click()
    tab.page.locator(".bench .sentence.current").wait_for()
    assert lit(tab.page) != ""
    after = where.bounding_box()
    assert (before["x"], before["width"], before["height"]) == (after["x"], after["width"], after["height"])


def test_the_keyboard_alone_opens_walks_and_closes(opened: Callable[..., Any]) -> None:
    tab = opened()
    number(tab.page, "2").focus()
    tab.page.keyboard.press("Enter")
    tab.page.locator(".bench").wait_for()
    tab.page.keyboard.press("ArrowDown")
    assert "stands for" in sentence(tab.page)
    tab.page.keyboard.press("ArrowUp")
    assert "Turns a list" in sentence(tab.page)
    tab.page.keyboard.press("End")
    assert "The authors set" in sentence(tab.page)
    assert tab.page.locator(".bench .sentence[tabindex='0']").count() == 1
    tab.page.keyboard.press("Escape")
    assert tab.page.locator(".bench").count() == 0
    expect(number(tab.page, "2")).to_be_focused()
    assert tab.page.locator(".parted, .part, .frame").count() == 0


def test_the_sentence_stays_when_the_language_changes(opened: Callable[..., Any]) -> None:
    tab = opened()
    number(tab.page, "2").click()
    first = sentence(tab.page)
    tab.page.keyboard.press("ArrowDown")
    assert sentence(tab.page) != first
    tab.page.get_by_role("button", name="日本語で読む").click()
    assert "クエリの行列" in sentence(tab.page)
    assert tab.page.locator(".bench .tab").first.get_attribute("data-tab") == "meaning"
    assert tab.page.locator(".bench .tab").first.inner_text() != "Meaning"


def test_a_finger_takes_a_sentence_on_a_phone(opened: Callable[..., Any]) -> None:
    tab = opened("ja", **PHONE)
    number(tab.page, "2").tap()
    first = sentence(tab.page)
    tab.page.locator(".bench .sentence").nth(2).tap()
    assert sentence(tab.page) != first
    assert lit(tab.page) == "dk"
    assert tab.overflow() == 0


def test_the_reading_aloud_is_shown_and_copied(opened: Callable[..., Any]) -> None:
    tab = opened("ja", permissions=["clipboard-read", "clipboard-write"])
    pane(tab.page, "2", "said")
    aloud = tab.page.locator(".reading-aloud")
    assert "ソフトマックス 和の部分" in aloud.inner_text()
    tab.page.get_by_role("button", name="日本語（書き取れる読み方）").click()
    assert "分数ここまで" in aloud.inner_text()
    tab.page.get_by_role("button", name="英語", exact=True).click()
    assert aloud.get_attribute("lang") == "en"
    tab.page.get_by_role("button", name="コピーする").click()
    tab.page.get_by_text("コピーしました。").wait_for()
    assert tab.page.evaluate("navigator.clipboard.readText()") == aloud.inner_text()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_formula_opens_on_a_phone_without_sideways_scroll(opened: Callable[..., Any], language: str) -> None:
    tab = opened(language, **PHONE)
    tab.page.locator(".figure").nth(20).wait_for(state="attached")
    count = tab.page.evaluate(
        """async () => { const numbers = [...document.querySelectorAll("button.number")];
          for (const each of numbers) { each.click();
            while (each.getAttribute("aria-expanded") !== "true") await new Promise(requestAnimationFrame);
            if (!document.querySelector(".bench-body").textContent.trim()) throw new Error(each.textContent);
            if (document.documentElement.scrollWidth > innerWidth) throw new Error(`wide at ${each.textContent}`); }
          return numbers.length; }"""
    )
    assert count > 20
    assert tab.complaints == []


# --- blocks ----------------------------------------------------------------------------------------------------------


def taken_apart(page: Any, printed: str) -> Any:
    """The blocks of a formula, all of them closed."""
    blocks = pane(page, printed, "blocks")
    blocks.locator(".block-card").first.wait_for()
    blocks.locator(".block-card[open] > summary").evaluate_all("each => each.reverse().forEach((one) => one.click())")
    return blocks


def card(page: Any, name: str) -> Any:
    return page.locator(".block-card", has=page.locator(f":scope > summary .block-name:text-is('{name}')"))


def test_a_closed_block_is_its_name_and_slots_in_the_papers_symbols(opened: Callable[..., Any]) -> None:
    tab = opened()
    taken_apart(tab.page, "2")
    attention = card(tab.page, "scaled dot-product attention")
    slots = attention.locator(":scope > summary .slot").all_text_contents()
    assert [" ".join(each.split()) for each in slots][:2] == ["queries Q", "keys K"]
    differs = attention.locator(":scope > summary .differs")
    assert "is added inside" in differs.inner_text()
    assert differs.locator("math").count() == 1  # M, drawn
    assert not card(tab.page, "softmax").is_visible()


def test_blocks_open_level_by_level_and_go_together_again(opened: Callable[..., Any]) -> None:
    tab = opened("ja")
    blocks = taken_apart(tab.page, "2")
    outer = card(tab.page, "スケール化ドット積アテンション")
    outer.locator(":scope > summary").click()
    inner = card(tab.page, "ソフトマックス関数")
    assert inner.is_visible()
    assert lit(tab.page) == "softmax(QK⊤dk+M)V"
    inner.locator(":scope > summary").hover()
    assert lit(tab.page) == "softmax(QK⊤dk+M)"
    assert "softmax を外すと" in outer.locator(":scope > .inside > .removed").inner_text()
    blocks.get_by_role("button", name="閉じる", exact=True).click()
    assert not inner.is_visible()
    blocks.get_by_role("button", name="すべて開く").click()
    assert inner.is_visible()
    assert tab.complaints == []


def test_the_arrow_keys_walk_and_open_blocks(opened: Callable[..., Any]) -> None:
    tab = opened()
    taken_apart(tab.page, "2")
    tab.page.locator(".blocks summary").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown"):
        tab.page.keyboard.press(key)
    assert tab.page.evaluate("document.activeElement.querySelector('.block-name').textContent") == "softmax"
    tab.page.keyboard.press("ArrowLeft")
    assert card(tab.page, "scaled dot-product attention").evaluate("e => e.open")
    tab.page.keyboard.press("ArrowLeft")
    assert not card(tab.page, "scaled dot-product attention").evaluate("e => e.open")


def test_a_block_leads_to_its_concept(opened: Callable[..., Any]) -> None:
    tab = opened()
    taken_apart(tab.page, "2")
    outer = card(tab.page, "scaled dot-product attention")
    outer.locator(":scope > summary").click()
    outer.locator(":scope > .inside > p > .chip").click()
    assert tab.page.locator(".panel h4").first.inner_text() == "scaled dot-product attention"


# --- symbols ---------------------------------------------------------------------------------------------------------


def test_every_symbol_of_the_paper_answers_at_its_centre(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    tab = opened()
    tab.draw_far()
    missed, count = tab.page.evaluate(
        """() => { const symbols = [...document.querySelectorAll(".line math [data-tezawari-symbol]")];
          const missed = symbols.filter((symbol) => {
            const own = symbol.matches("mi, mo") ? symbol : symbol.querySelector("mi, mo, mn") ?? symbol;
            own.scrollIntoView({ block: "center", inline: "center" });
            const box = own.getBoundingClientRect();
            return !symbol.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
          });
          return [missed.map((symbol) => symbol.outerHTML), symbols.length]; }"""
    )
    assert count > 200
    assert missed == []


def test_what_nothing_explains_has_its_first_use(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    shown = {id for row in payload["reading"]["equations"] for id in row["symbols"]}  # noqa: A001
    unknown = next(name for name, row in payload["enquiries"].items() if row.get("first") and name in shown)
    tab = opened()
    tab.draw_far()
    tab.page.locator(f".line math [data-tezawari-symbol={unknown}]").first.click()
    tab.page.locator(".panel .how-known > .fold-head").click()
    assert "Where it first stands" in tab.page.locator(".panel").inner_text()
    assert tab.page.locator(".panel blockquote").count() >= 1
    assert tab.complaints == []


def test_rows_of_a_group_stand_below_each_other_as_the_author_aligned_them(opened: Callable[..., Any]) -> None:
    page = opened().page
    rows = page.locator(".figure.rows").filter(has=page.locator(".number", has_text="(7)"))
    rows.scroll_into_view_if_needed()
    rows.locator(".cell[style*=padding-left]").first.wait_for(state="attached")
    edges = rows.evaluate(
        "e => [...e.querySelectorAll('.line')].map((line) => line.querySelectorAll('.cell')[1])"
        ".map((cell) => cell.getBoundingClientRect().x)"
    )
    assert len(edges) == 2
    assert abs(edges[0] - edges[1]) < 1


def test_each_formula_is_heard_as_it_is_said(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    tab = opened()
    tab.draw_far()
    page = tab.page
    heard = page.locator(".line math[aria-label]")
    heard.last.wait_for(state="attached")
    shown = [row["id"] for row in payload["reading"]["equations"] if row["display"]]
    assert heard.count() == len(shown)
    assert heard.first.get_attribute("aria-label") == payload["spoken"]["en"][shown[0]]


def test_the_bench_opens_below_its_formula_and_its_tabs_keep_their_places(opened: Callable[..., Any]) -> None:
    page = opened().page
    number(page, "2").click()
    page.locator(".bench").wait_for()
    line = page.locator(".line.open").bounding_box()
    assert page.locator(".bench").bounding_box()["y"] >= line["y"] + line["height"]
    places = "[...document.querySelectorAll('.tab')].map((tab) => [tab.offsetLeft, tab.offsetTop, tab.offsetWidth])"
    before = page.evaluate(places)
    assert len({top for _, top, _ in before}) == 1
    for tab in page.locator(".tab").all():
        tab.click()
        assert page.evaluate(places) == before


def test_on_a_phone_the_chosen_tab_is_in_sight(opened: Callable[..., Any]) -> None:
    page = opened(**PHONE).page
    pane(page, "2", "carry")
    row, tab = (page.locator(each).bounding_box() for each in (".tabs", ".tab[data-tab=more]"))
    assert row["x"] <= tab["x"] and tab["x"] + tab["width"] <= row["x"] + row["width"] + 1
    before = page.locator(".tab:has(+ [data-tab=more])").bounding_box()
    assert before["x"] + before["width"] > row["x"]  # a neighbour tells that there is more
    assert len({each.bounding_box()["y"] for each in page.locator(".tab").all()}) == 1


@pytest.mark.parametrize(("language", "word"), [("en", "Open"), ("ja", "開く")])
def test_the_way_into_a_formula_is_its_number(opened: Callable[..., Any], language: str, word: str) -> None:
    page = opened(language).page
    button = page.locator(".figure.single button.number").first
    assert word.lower() in button.get_attribute("aria-label").lower()
    sign = button.locator(".open-sign")
    opacity = "each => Number(getComputedStyle(each).opacity)"
    page.mouse.move(2, 2)
    assert sign.evaluate(opacity) == 0  # at rest a formula has its number alone
    button.hover()
    page.wait_for_function("each => getComputedStyle(each).opacity === '1'", arg=sign.element_handle())
    assert button.bounding_box()["height"] >= 24
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".bench").wait_for()
    assert button.get_attribute("aria-expanded") == "true"


def test_a_formula_that_is_open_stays_so_where_one_is_sent_to_it(opened: Callable[..., Any]) -> None:
    page = opened().page
    for _ in range(2):
        for key in ("/", "2", "Enter"):
            page.keyboard.press(key)
        page.locator(".line.open", has=page.locator(".number", has_text="(2)")).wait_for()
    number(page, "2").click()  # its own number closes it
    page.locator(".bench").wait_for(state="detached")


def test_only_what_runs_is_offered_to_be_run(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    """Itself, or a block of it on the textbook's numbers."""
    page = opened().page
    living = {block for each in payload["living"].values() for block in each["blocks"]}
    page.locator(".made").wait_for(state="attached")
    runs, rows = set(payload["runs"]), payload["reading"]["equations"]
    assert runs and runs < set(payload["opens"])
    for row in [each for each in rows if each["number"] and each["id"] in payload["opens"]][:8]:
        number(page, row["number"]).click()
        page.locator(f".line.open[data-equation='{row['id']}']").wait_for()
        moves = any(each["block"] in living for each in payload["benches"][row["id"]]["blocks"])
        assert page.locator(".tab[data-tab=move]").count() == (row["id"] in runs or moves)
        if page.locator(".tab[data-tab=move]").count():
            page.locator(".tab[data-tab=move]").click()
            assert page.locator(".moving").count() == (row["id"] in runs)


def test_the_app_is_told_later_what_runs(payload: dict[str, Any]) -> None:
    supply = Supply(Study(read("example")))
    assert supply.piece("runs", "all") == payload["runs"]


def test_the_bench_below_several_rows_says_whose_it_is(opened: Callable[..., Any]) -> None:
    page = opened().page
    number(page, "1b").click()
    assert page.locator(".bench-of").inner_text() == "(1b)"
    number(page, "2").click()
    page.locator(".figure.single .bench").wait_for()
    assert page.locator(".bench-of").count() == 0


def test_at_most_seven_symbols_are_listed_before_the_others_are_asked_for(
    opened: Callable[..., Any], payload: dict[str, Any]
) -> None:
    rows = payload["reading"]["equations"]
    most = max((row for row in rows if row["id"] in payload["opens"]), key=lambda row: len(row["symbols"]))
    page = opened().page
    page.locator(f"[data-equation='{most['id']}'] button.number").click()
    symbols = to_pane(page, "symbols")
    picks, more = symbols.locator(".pick"), symbols.locator(".more-symbols")
    before = picks.count()
    assert 0 < before <= 7 and str(len(most["symbols"]) - before) in more.inner_text()
    more.click()
    assert picks.count() == len(most["symbols"]) and more.count() == 0
    expect(picks.nth(before)).to_be_focused()
    picks.last.click()
    page.locator(".panel h2").wait_for()


INDEXED = r"""\documentclass{article}\begin{document}\section{Method}Let $z_i$ be the load on beam $i$, let $c$ be the
stiffness of a beam, and let $F$ be the force.\begin{equation}
F = \sum_{i=1}^{n} c \| z_i \|_2^2
\end{equation}\end{document}"""


def test_an_index_stands_behind_the_quantities(tab: Callable[..., Any], tmp_path: Path) -> None:
    payload = build_payload(Study(read(bundle_from_bytes("paper.tex", INDEXED.encode()))), "en", switch=True)
    (tmp_path / "page.html").write_text(html_page(payload), encoding="utf-8")
    shown = tab(offline=True)
    shown.show(tmp_path / "page.html")
    (equation,) = payload["opens"]
    shown.page.locator(f"[data-equation='{equation}'] button.number").click()
    symbols = to_pane(shown.page, "symbols")
    ids = {row["latex"]: row["id"] for row in payload["reading"]["symbols"]}
    listed = [pick.get_attribute("data-symbol") for pick in symbols.locator(".pick").all()]
    assert {ids["F"], ids["c"], ids["z_{i}"]} <= {*listed} and ids["i"] not in listed
    symbols.locator(".more-symbols").click()
    assert symbols.locator(f".pick[data-symbol='{ids['i']}']").count() == 1


FOLDED = r"""\documentclass{article}\begin{document}\section{Method}\begin{equation}
J(w) = \log \tanh\Big( \|\epsilon^a - f_w(x_t^a, t)\|_2^2 - \|\epsilon^a - f_r(x_t^a, t)\|_2^2
- ( \|\epsilon^b - f_w(x_t^b, t)\|_2^2 - \|\epsilon^b - f_r(x_t^b, t)\|_2^2 ) \Big)
\end{equation}\end{document}"""


def test_a_box_has_its_number_in_the_formula(tab: Callable[..., Any], tmp_path: Path) -> None:
    payload = build_payload(Study(read(bundle_from_bytes("paper.tex", FOLDED.encode()))), "en", switch=True)
    (tmp_path / "page.html").write_text(html_page(payload), encoding="utf-8")
    shown = tab(offline=True)
    shown.show(tmp_path / "page.html")
    page = shown.page
    (equation,) = payload["opens"]
    page.locator(f"[data-equation='{equation}'] button.number").click()
    numbers = [str(each["number"]) for each in payload["benches"][equation]["boxes"]]
    assert numbers
    page.locator(".line.open .frame .box-number").first.wait_for()  # drawn once the formula is laid out
    assert page.locator(".line.open .frame .box-number").all_inner_texts() == numbers
    edge = page.locator(".line.open .scroll").bounding_box()
    for box in page.locator(".line.open .frame").all():
        frame = box.bounding_box()
        assert frame["x"] >= edge["x"] - 4 and frame["x"] + frame["width"] <= edge["x"] + edge["width"] + 4
    page.keyboard.press("Escape")
    assert page.locator(".frame").count() == 0


def test_marks_of_a_formulas_symbols_stand_in_one_column(opened: Callable[..., Any]) -> None:
    page = opened().page
    number(page, "2").click()
    to_pane(page, "symbols")
    lefts = "all => [...new Set(all.map((each) => Math.round(each.getBoundingClientRect().left)))].length"
    assert page.locator(".pick-said").count() > 3 and page.locator(".pick-said").evaluate_all(lefts) == 1


def test_what_a_link_leads_to_stands_beside_it_while_it_is_pointed_at(opened: Callable[..., Any]) -> None:
    page = opened().page
    number(page, "2").click()
    to_pane(page, "links")
    page.locator(".links .jump").first.hover()
    page.locator(".tip math").wait_for()
    page.mouse.move(2, 2)
    expect(page.locator(".tip")).to_be_hidden()
