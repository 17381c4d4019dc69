"""No formula is cut at the edge of its column: what is too wide is broken into lines, and works as before."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from reader.latex.source.bundle import bundle_from_bytes
from reader.output.exporters.html import page
from reader.output.page.payload import build_payload
from reader.pipeline import read
from reader.study.study import Study

PAPER = r"""
\documentclass{article}
\begin{document}
\section{Comparing two models}
The loss compares how well a model $f_\theta$ and a reference $g$ foretell the sample $y$ that people chose and the
sample $z$ that they did not choose.
\begin{multline}
  L(\theta) = - \mathbb{E}_{(y, z) \sim D} \log \sigma \Big( - \beta T \omega(t) \big( \\
  \| y - f_\theta(y, t) \|^2 - \, \| y - g(y, t) \|^2 \\
  - ( \| z - f_\theta(z, t) \|^2 - \| z - g(z, t) \|^2 ) \big) \Big)
\end{multline}
The total adds all of what is measured.
\begin{equation}
  S = a_1 b_1 + a_2 b_2 + a_3 b_3 + a_4 b_4 + a_5 b_5 + a_6 b_6 + a_7 b_7 + a_8 b_8 + a_9 b_9 + c_1 d_1 + c_2 d_2
    + c_3 d_3 + c_4 d_4 + c_5 d_5 + c_6 d_6 - c_7 d_7 - c_8 d_8 - c_9 d_9
\end{equation}
Brackets stand in brackets.
\begin{equation}
  R = \lambda \left( u_1 + u_2 \left( v_1 + v_2 \left( w_1 + w_2 + w_3 + w_4 + w_5 + w_6 + w_7 + w_8 + w_9 + w_{10}
    \right) + v_3 + v_4 + v_5 + v_6 \right) + u_3 + u_4 + u_5 + u_6 + u_7 + u_8 + u_9 \right)^2
\end{equation}
It is bounded in two steps.
\begin{align}
  R + S &\le \alpha_1 + \alpha_2 + \alpha_3 + \alpha_4 + \alpha_5 + \alpha_6 + \alpha_7 + \alpha_8 + \alpha_9 + \beta \\
  &\le \gamma_1 + \gamma_2
\end{align}
\begin{equation}
  \begin{split}
    Q &= p_1 + p_2 + p_3 + p_4 + p_5 + p_6 + p_7 + p_8 + p_9 + q_1 + q_2 + q_3 + q_4 + q_5 + q_6 + q_7 \\
      &\le r_1
  \end{split}
\end{equation}
\begin{equation}
  N = \text{the number of all the samples that people chose in a year of patient work in }K\text{ towns by the sea}
\end{equation}
In the text, too: $k = m_1 + m_2 + m_3 + m_4 + m_5 + m_6 + m_7 + m_8 + m_9 + n_1 + n_2 + n_3 + n_4 + n_5$.
\end{document}
"""
WIDTHS = (390, 768, 1366, 1920)
SETTLED = """async () => {
  await document.fonts.ready;
  const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
  for (let at = 0; at < document.body.scrollHeight; at += 500) { scrollTo(0, at); await frame(); await frame(); }
  scrollTo(0, 0);
  for (let k = 0; k < 4; k++) await frame();
}"""
# What of each formula lies beyond its box, in pixels; and the boxes that scroll sideways.
BEYOND = """() => [...document.querySelectorAll(
  '.line .scroll, .author-text, .start-line, .starter-math > span')].flatMap((box) => {
  const edge = box.getBoundingClientRect();
  const beyond = [...box.querySelectorAll('mi, mo, mn, mtext')].map((each) => each.getBoundingClientRect())
    .filter(({ width, left, right }) => width && (left < edge.left - 1 || right > edge.right + 1));
  const over = box.scrollWidth - box.clientWidth;
  return beyond.length || over > 1 ? [[box.textContent, beyond.length, over]] : [];
})"""
# Of a formula the letters and signs of full size, each as [text, number of its line], in their order there.
LINES = """(math) => {
  const size = (each) => parseFloat(getComputedStyle(each).fontSize);
  const isFull = (each) => Math.abs(size(each) - size(math)) < 0.5 && each.getBoundingClientRect().width;
  const signs = [...math.querySelectorAll('mi, mo, mn')].filter(isFull);
  let [line, before] = [0, null];
  return signs.map((each) => {
    const { top, bottom, left, right } = each.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    if (before && middle > before.middle + size(math)) line += 1;
    else if (before && (left < before.right - 2 || middle < before.middle - size(math))) line = -1000;
    before = { middle, right };
    return [each.textContent, line];
  });
}"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reading = read(bundle_from_bytes("paper.tex", PAPER.encode()))
    file = tmp_path_factory.mktemp("never-cut") / "page.html"
    file.write_text(page(build_payload(Study(reading), "en", switch=True)), encoding="utf-8")
    return file


@pytest.fixture
def shown(tab: Callable[..., Any], document: Path) -> Callable[[int], Any]:
    def show(width: int) -> Any:
        each = tab(offline=True, viewport={"width": width, "height": 900})
        each.show(document)
        each.page.evaluate(SETTLED)
        return each

    return show


def formula(page: Any, number: int) -> Any:
    return page.locator(".figure", has=page.locator(f".number:has-text('({number})')")).locator(".line math").first


def lines(page: Any, number: int) -> list[str]:
    signs = formula(page, number).evaluate(LINES)
    assert all(line >= 0 for _, line in signs), "signs stand in another order than in the formula"
    return ["".join(text for text, line in signs if line == k) for k in range(max(line for _, line in signs) + 1)]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_beyond_its_box_and_nothing_scrolls(shown: Callable[[int], Any], width: int) -> None:
    tab = shown(width)
    assert tab.page.evaluate(BEYOND) == []
    assert tab.overflow() == 0
    assert not tab.complaints


@pytest.mark.parametrize("width", WIDTHS)
def test_all_signs_stand_in_their_order(shown: Callable[[int], Any], width: int) -> None:
    page = shown(width).page
    told = [formula(page, number).evaluate("(math) => math.textContent") for number in (1, 2, 3)]
    for number, text in enumerate(told, 1):
        drawn = "".join(lines(page, number))
        assert drawn[:1] == text[:1]
        assert len(drawn) > 30
    assert "".join(lines(page, 2)).startswith("S=ab+ab")


def test_the_authors_lines_are_kept(shown: Callable[[int], Any]) -> None:
    drawn = lines(shown(768).page, 1)
    assert [line[:2] for line in drawn] == ["L(", "‖y", "−("]


def test_without_an_authors_break_a_line_begins_with_a_sign(shown: Callable[[int], Any]) -> None:
    first, *others = lines(shown(390).page, 2)
    assert first.startswith("S=a")
    assert len(others) > 1
    assert all(line[0] in "+−" for line in others)


def test_brackets_keep_their_height_over_lines(shown: Callable[[int], Any]) -> None:
    heights = []
    for width in (1920, 390):
        sizes = formula(shown(width).page, 3).evaluate(
            """(math) => [...math.querySelectorAll('mo[fence]')].map((each) =>
                each.getBoundingClientRect().height / parseFloat(getComputedStyle(math).fontSize))"""
        )
        heights.append(sizes)
    assert heights[0] == pytest.approx(heights[1], abs=0.1)


def test_rows_share_a_column_and_go_on_behind_the_relation(shown: Callable[[int], Any]) -> None:
    page = shown(390).page
    rows = page.locator(".rows .line math").evaluate_all(
        """(all) => all.map((math) => [...math.querySelectorAll('mo')].map((each) =>
            [each.textContent, each.getBoundingClientRect().left, Boolean(each.style.left)]))"""
    )
    relations = [next(left for text, left, _ in row if text == "≤") for row in rows]
    assert relations[0] == pytest.approx(relations[1], abs=1)
    later = [left for _, left, moved in rows[0] if moved]
    assert later
    assert min(later) > relations[0]


def test_another_width_lays_it_out_anew(shown: Callable[[int], Any]) -> None:
    page = shown(390).page
    narrow = len(lines(page, 2))
    page.set_viewport_size({"width": 1366, "height": 900})
    page.evaluate(SETTLED)
    assert len(lines(page, 2)) < narrow
    assert page.evaluate(BEYOND) == []
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate(SETTLED)
    assert len(lines(page, 2)) == narrow
    assert page.evaluate(BEYOND) == []


def test_a_part_that_is_lit_across_a_break_has_a_frame_in_each_line(shown: Callable[[int], Any]) -> None:
    page = shown(390).page
    line = page.locator(".figure .line", has=page.locator(".number", has_text="(3)")).first
    page.locator("button.number", has_text="(3)").click()
    expect(page.locator(".bench")).to_be_visible()
    frames = line.locator(".frame.named")
    counts = []
    for _ in range(page.locator(".bench .sentence").count()):
        page.evaluate(SETTLED)
        boxes = frames.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().toJSON())")
        counts.append(len(boxes))
        edge = line.locator(".scroll").evaluate("(box) => box.getBoundingClientRect().toJSON()")
        for box in boxes:
            assert edge["left"] - 4 <= box["left"]
            assert box["right"] <= edge["right"] + 4
        for above, below in pairwise(boxes):
            assert below["top"] > above["top"] + 8
        page.keyboard.press("ArrowDown")
    assert max(counts) > 1


def test_a_symbol_can_be_pointed_at_in_a_later_line(shown: Callable[[int], Any]) -> None:
    page = shown(390).page
    letter = formula(page, 2).locator("[data-tezawari-symbol]").last
    letter.hover()
    expect(letter).to_have_class("lit")
    letter.click()
    expect(page.locator(".panel.open")).to_be_visible()


def test_what_is_printed_fits_the_paper(shown: Callable[[int], Any]) -> None:
    page = shown(1366).page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    right = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('.line math :is(mi, mo, mn)')].map((each) =>
            each.getBoundingClientRect().right - each.closest('.paper').getBoundingClientRect().left))"""
    )
    assert right <= 641
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(BEYOND) == []
