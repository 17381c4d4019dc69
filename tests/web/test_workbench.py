"""The panes below a formula of the bundled paper, each kept in step with the others, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from workbenches import ONE_BY_ONE, STACKED, TABS, lit, number, pane, sentence, to_pane

from reader.output.exporters.registry import export
from reader.pipeline import read
from reader.study.evaluation.planning.run import run_plan
from reader.study.runs import plan_of, run_equation
from reader.study.study import Study

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def cells(grid: Any) -> list[float]:
    return [float(text.replace("−", "-").replace("∞", "inf")) for text in grid.locator(".entry").all_inner_texts()]


def example(printed: str) -> tuple[Any, Any]:
    reading = read("example")
    return next(each for each in reading.document.equations if each.number == printed), Study(reading)


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_the_page_computes_what_numpy_computes(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    """Every formula that runs, every switch, every seed: the page's own interpreter against the plan in NumPy."""
    equation, study = example("2")
    tab = opened()
    numbers = pane(tab.page, "2", "numbers")
    done = run_equation(equation, study)
    assert cells(numbers.locator(".value.result")) == pytest.approx(done.of(done.plan.results[0]).ravel(), abs=6e-3)
    numbers.get_by_role("button", name="Shuffle").click()
    row = payload["benches"][equation.id]["run"]
    other = run_plan(plan_of(equation, study), [each["values"][1] for each in row["inputs"]])
    assert cells(numbers.locator(".value.result")) == pytest.approx(other.of(other.plan.results[0]).ravel(), abs=6e-3)
    assert tab.complaints == []


def test_a_mean_over_draws_says_how_far_they_lie_from_it(opened: Callable[..., Any]) -> None:
    numbers = pane(opened().page, "15", "numbers")
    done = run_equation(*example("15"))
    draws = done.plan.draws_of(done.plan.results[0].value)
    assert draws is not None
    shown = numbers.locator(".value.result .spread").inner_text()
    assert float(shown.removeprefix(" ").removeprefix("± ")) == pytest.approx(done.values[draws[0]].std(), abs=6e-4)


def test_typing_into_a_grid_changes_what_depends_on_it(opened: Callable[..., Any]) -> None:
    equation, study = example("2")
    tab = opened()
    numbers = pane(tab.page, "2", "numbers")
    field = numbers.locator("[data-input='0'] input").first
    field.fill("−3,5")
    field.press("Enter")
    plan = plan_of(equation, study)
    inputs: Any = run_equation(equation, study).inputs
    changed = json.loads(json.dumps(inputs))
    changed[0][0][0] = -3.5
    done = run_plan(plan, changed)
    assert cells(numbers.locator(".value.result")) == pytest.approx(done.of(plan.results[0]).ravel(), abs=6e-3)
    field.fill("no number")
    field.press("Enter")
    assert field.input_value() == "−3.5"
    numbers.get_by_role("button", name="Reset").click()
    assert cells(numbers.locator(".value.result")) == pytest.approx(
        run_plan(plan, inputs).of(plan.results[0]).ravel(), abs=6e-3
    )


def test_a_slider_moves_a_single_number(opened: Callable[..., Any]) -> None:
    tab = opened("ja")
    numbers = pane(tab.page, "8", "numbers")
    before = cells(numbers.locator(".value.result"))
    slider = numbers.locator("input[type=range]:visible").first
    slider.focus()
    for _ in range(6):
        tab.page.keyboard.press("ArrowLeft")
    after = cells(numbers.locator(".value.result"))
    assert max(after) > max(before)  # a smaller temperature makes the largest share larger
    assert sum(after) == pytest.approx(1, abs=0.01)
    assert numbers.locator(".dragged .cell-field").first.input_value() != ""


def test_what_sums_to_one_goes_on_to(opened: Callable[..., Any]) -> None:
    tab = opened()
    numbers = pane(tab.page, "16", "numbers")
    field = numbers.locator("[data-input='0'] input").first
    field.fill("0.9")
    field.press("Enter")
    shares = numbers.locator("[data-input='0'] .cell-field").evaluate_all(
        "all => all.map((each) => Number(each.value))"
    )
    assert shares[0] == 0.9
    assert sum(shares) == pytest.approx(1, abs=0.01)


def test_a_formula_that_does_not_run_has_nothing_to_move(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    living = {block for each in payload["living"].values() for block in each["blocks"]}
    name = next(
        name for name, row in payload["benches"].items()
        if row["run"]["refused"] and not any(each["block"] in living for each in row["blocks"])
    )  # fmt: skip
    page = opened().page
    page.locator(f"[data-equation='{name}'] button.number").click()
    page.locator(".bench").wait_for()
    assert page.locator(".tab").count() > 1
    assert page.locator(".tab[data-tab=move]").count() == 0


# --- switches --------------------------------------------------------------------------------------------------------


def test_a_part_that_is_taken_out_changes_the_numbers_and_the_sentence(opened: Callable[..., Any]) -> None:
    tab = opened()
    numbers = pane(tab.page, "2", "numbers")
    numbers.locator(".switch", has_text="square root scaling").click()
    assert lit(tab.page) == "dk"
    assert "d" not in numbers.locator(".side.off math").last.text_content()
    result = numbers.locator(".value.result")
    before, after = cells(result.locator(".value-grid").first), cells(result.locator(".value-after"))
    assert np.abs(np.array(before) - np.array(after)).max() > 0.01
    assert result.locator(".value-after .entry.changed").count() > 0
    assert "numbers change" in numbers.locator(".becomes").inner_text()
    numbers.locator(".switch[aria-pressed=true]").click()
    assert result.locator(".value-after").is_hidden() and numbers.locator(".becomes").count() == 0


def test_a_part_that_is_clicked_in_the_formula_is_taken_out(opened: Callable[..., Any]) -> None:
    tab = opened()
    numbers = pane(tab.page, "2", "numbers")
    tab.page.locator(".line.open msqrt").first.click(position={"x": 2, "y": 12})
    assert numbers.locator(".switch[aria-pressed=true]").count() == 1
    pane(tab.page, "2", "code")
    pane(tab.page, "2", "numbers")
    assert numbers.locator(".switch[aria-pressed=true]").count() == 1


def test_another_function_fits_the_place_of_one(opened: Callable[..., Any]) -> None:
    tab = opened()
    numbers = pane(tab.page, "2", "numbers")
    numbers.get_by_role("button", name="hardmax").click()
    result = numbers.locator(".value.result")
    assert cells(result.locator(".value-after")) != cells(result.locator(".value-grid").first)
    assert "hardmax" in numbers.locator(".side.off").inner_text()


def test_the_curve_follows_the_number_that_is_dragged(opened: Callable[..., Any]) -> None:
    tab = opened()
    numbers = pane(tab.page, "8", "numbers")
    assert numbers.locator(".curve-line").count() > 0 and numbers.locator(".curve-beside").count() == 0
    dot = numbers.locator(".curve-now").first
    before = dot.get_attribute("cx")
    slider = numbers.locator("input[type=range]:visible").first
    slider.focus()
    tab.page.keyboard.press("ArrowRight")
    assert dot.get_attribute("cx") != before
    numbers.locator(".switch").first.click()
    assert numbers.locator(".curve-beside").count() > 0
    spent = slider.evaluate(
        """(slider) => { const begun = performance.now();
          for (let k = 0; k < 20; k += 1) { slider.value = String(Number(slider.value) + Number(slider.step));
            slider.dispatchEvent(new Event("input", { bubbles: true })); }
          return (performance.now() - begun) / 20; }"""
    )
    assert spent < 60  # 16 ms on a machine that does nothing else


def test_a_block_says_what_to_look_at_without_it(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    benches = payload["benches"].items()
    name, switch = next((name, s) for name, row in benches for s in row["run"]["switches"] if s["block"])
    removed = payload["blocks"][switch["block"]]["removed"]
    for language in ("en", "ja"):
        tab = opened(language)
        tab.page.locator(f"[data-equation='{name}'] button.number").click()
        to_pane(tab.page, "numbers")
        called = payload["blocks"][switch["block"]]["name"][language]
        tab.page.locator(".numbers").get_by_role("button", name=called, exact=True).first.click()
        assert removed[language] in tab.page.locator(".switches .removed").inner_text()


def test_what_the_author_names_is_a_position_of_the_switch(tab: Callable[..., Any], tmp_path: Path) -> None:
    paper, page = tmp_path / "paper.tex", tmp_path / "paper.html"
    said = r"Let $c, u, v \in \mathbb{R}$. Here $\sigma$ is the sigmoid or tanh."
    body = rf"{said} \begin{{equation}} g = \sigma(c u + v) \end{{equation}}"
    paper.write_text(rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}", encoding="utf-8")
    page.write_text(export(read(str(paper)), "html"), encoding="utf-8")
    each = tab(offline=True)
    each.show(page)
    switches = pane(each.page, "1", "numbers")
    switches.locator(".switch", has_text="tanh").first.click()
    assert "the sigmoid or tanh" in switches.locator(".removed q").inner_text()
    assert "tanh" in switches.locator(".side.off math").text_content()
    result = switches.locator(".value.result")
    assert cells(result.locator(".value-grid").first) != cells(result.locator(".value-after"))
    assert each.complaints == []


# --- code ------------------------------------------------------------------------------------------------------------


def test_a_line_of_code_lights_its_part(opened: Callable[..., Any]) -> None:
    tab = opened(permissions=["clipboard-read", "clipboard-write"])
    code = pane(tab.page, "2", "code")
    code.locator(".code-line", has_text="np.sqrt(d_k)").hover()
    assert lit(tab.page) == "dk"
    code.locator(".code-line", has_text="part_2 / part_3").click()
    assert lit(tab.page) == "QK⊤dk"
    code.get_by_role("button", name="Copy").click()
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert "part_1 = K.T  # K^{\\top}" in copied
    compile(copied, "copied", "exec")
    code.get_by_role("button", name="PyTorch").click()
    assert "torch.softmax" in code.locator("pre").inner_text()


def test_code_has_the_numbers_that_were_moved_meanwhile(opened: Callable[..., Any]) -> None:
    tab = opened()
    code = pane(tab.page, "2", "code")
    code.get_by_role("button", name="JavaScript").click()
    before = code.locator("pre").inner_text()
    to_pane(tab.page, "numbers").locator("input").first.fill("0.987")
    assert "0.987" not in before and "0.987" in to_pane(tab.page, "code").locator("pre").inner_text()


# --- in step ---------------------------------------------------------------------------------------------------------


def test_a_part_picked_in_one_pane_is_in_hand_in_the_others(opened: Callable[..., Any]) -> None:
    tab = opened()
    numbers = pane(tab.page, "2", "numbers")
    numbers.locator(".each-part .fold-head").click()
    numbers.locator(".each-part .value", has=tab.page.locator("mfrac")).first.click()
    assert lit(tab.page) == "QK⊤dk"
    pane(tab.page, "2", "code")
    assert "part_2 / part_3" in tab.page.locator(".code-line.current").inner_text()
    assert lit(tab.page) == "QK⊤dk"
    pane(tab.page, "2", "blocks")
    current = tab.page.locator(".block-card.current > summary .block-name")
    assert current.is_visible()
    assert sentence(tab.page) and "QK⊤dk" in lit(tab.page)  # the sentence that speaks of it, or of what is around it


def test_a_pane_that_shows_no_part_leaves_the_formula_as_it_is(opened: Callable[..., Any]) -> None:
    tab = opened()
    steps = pane(tab.page, "2", "steps")
    steps.locator(".sentence").last.click()
    assert lit(tab.page) != ""
    for name in ("layers", "links", "carry"):
        pane(tab.page, "2", name)
        assert lit(tab.page) == "", name
        assert tab.page.locator(".parted").count() == 0, name
    layers = pane(tab.page, "2", "layers")
    chip = layers.locator(".chip.named").first
    chip.hover()
    chip.focus()
    assert lit(tab.page) != ""
    tab.page.mouse.move(0, 0)
    tab.page.keyboard.press("Escape")
    assert tab.page.locator(".bench, .parted, .part, .frame").count() == 0


def test_a_click_into_the_formula_is_followed(opened: Callable[..., Any]) -> None:
    tab = opened()
    pane(tab.page, "2", "numbers").locator(".each-part .fold-head").click()
    tab.page.locator(".line.open msqrt mi").first.click()
    assert cells(tab.page.locator(".numbers .value.current .value-grid").first) == [2.0]


def test_the_keyboard_alone_goes_through_the_tabs(opened: Callable[..., Any]) -> None:
    page = opened().page
    number(page, "2").focus()
    page.keyboard.press("Enter")
    page.locator(".tab[aria-selected=true]").focus()
    seen = []
    for _ in TABS:
        focused = page.evaluate("document.activeElement.dataset.tab")
        assert page.locator(".tab[tabindex='0']").count() == 1
        assert page.locator(f"#tab-{focused}").get_attribute("aria-selected") == "true"
        assert page.locator(".bench-body").get_attribute("aria-labelledby") == f"tab-{focused}"
        seen.append(focused)
        page.keyboard.press("ArrowRight")
    assert tuple(seen) == TABS
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.dataset.tab") == "more"
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.dataset.tab") == "meaning"


def test_a_tab_shows_its_panes_below_each_other_and_the_last_one_at_a_time(opened: Callable[..., Any]) -> None:
    page = opened().page
    number(page, "2").click()
    for tab in TABS[:-1]:
        page.locator(f".tab[data-tab={tab}]").click()
        shown = page.locator(".bench-body section.pane")
        names = [each.get_attribute("data-pane") for each in shown.all()]
        assert names and names == [name for name, its in STACKED.items() if its == tab and name in names]
        heights = [each.bounding_box() for each in shown.all()]
        assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(heights))
    page.locator(".tab[data-tab=more]").click()
    for chip in page.locator(".one-by-one .chip[data-pane]").all():
        chip.click()
        assert chip.get_attribute("data-pane") in ONE_BY_ONE
        assert page.locator(".one-by-one .chip[data-pane][aria-pressed=true]").count() == 1
        shown = page.locator(".bench-body section.pane")
        assert [each.get_attribute("data-pane") for each in shown.all()] == [chip.get_attribute("data-pane")]


def test_arrow_keys_walk_values_symbols_and_switches(opened: Callable[..., Any]) -> None:
    tab = opened()
    pane(tab.page, "2", "numbers").locator(".each-part .fold-head").click()
    tab.page.locator(".value.result").focus()
    tab.page.keyboard.press("ArrowUp")
    assert lit(tab.page) == "V"
    pane(tab.page, "2", "symbols")
    tab.page.locator(".pick").first.focus()
    tab.page.keyboard.press("End")
    tab.page.keyboard.press("Enter")
    assert tab.page.locator(".panel h2").count() == 1
    pane(tab.page, "2", "numbers")
    first = tab.page.locator(".switch").first
    first.focus()
    tab.page.keyboard.press("ArrowRight")
    assert tab.page.evaluate("document.activeElement.matches('.switch')") and not first.evaluate(
        "e => e.matches(':focus')"
    )


# --- from line to line -----------------------------------------------------------------------------------------------


def test_a_line_says_which_rule_leads_there(opened: Callable[..., Any]) -> None:
    tab = opened("ja")
    lines = pane(tab.page, "A.1", "lines")
    rules = lines.locator(".rule")
    assert "積の対数は対数の和になります。" in rules.all_inner_texts()
    rules.first.focus()
    assert "log" in lit(tab.page)


def test_numbers_that_agree_are_no_proof(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    agreed = [name for name, row in payload["benches"].items() for each in row["lines"] if each["agreement"] == "agree"]
    tab = opened("ja")
    tab.page.locator(f"[data-equation='{agreed[0]}'] button.number").click()
    to_pane(tab.page, "lines")
    assert "証明ではありません" in tab.page.locator(".lines-pane").inner_text()


def test_a_line_that_no_rule_explains_is_not_shown(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    names = {each["number"]: each["id"] for each in payload["reading"]["equations"]}
    assert payload["benches"][names["A.2"]]["lines"] == []
    tab = opened()
    tab.page.locator("button.number", has_text="(A.2)").click()
    tab.page.locator(".tab[data-tab=origin]").click()
    assert "not recognised" not in tab.page.locator(".bench").inner_text()


# --- layers, links ---------------------------------------------------------------------------------------------------


def test_the_layers_stand_from_the_top_down(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    tab = opened("ja")
    layers = pane(tab.page, "2", "layers")
    names = layers.locator(".stratum-name").all_inner_texts()
    assert names[0] == "アテンションと Transformer" and names[-1] == "数・集合・論理と記法"
    kind = payload["blocks"]["softmax"]
    layers.locator(".chip.named", has_text=kind["name"]["ja"]).click()
    named = payload["concepts"][kind["concept"]]["name"]["ja"]
    assert tab.page.locator(".panel h4").first.inner_text().startswith(named)  # how it is read may follow


def test_a_formula_leads_to_what_it_comes_from(opened: Callable[..., Any]) -> None:
    tab = opened()
    links = pane(tab.page, "2", "links")
    origin = links.get_by_role("button", name="(1a)")
    origin.focus()
    assert "XW" in tab.page.locator(".tip math").text_content()
    origin.click()
    assert tab.page.locator(".line.open .number").inner_text() == "(1a)"
    assert tab.page.locator(".tab[aria-selected=true]").get_attribute("data-tab") == "origin"
    assert tab.page.locator(".bench").get_by_role("button", name="(2)", exact=True).count() == 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_pane_of_every_formula_stays_in_a_phone(opened: Callable[..., Any], language: str) -> None:
    tab = opened(language, **PHONE)
    tab.page.locator(".figure").nth(20).wait_for(state="attached")
    count = tab.page.evaluate(
        """async () => { let count = 0;
          const look = (name) => { count += 1;
            const body = document.querySelector(".bench-body"), where = `${document.querySelector(".line.open .number").textContent} ${name}`;
            if (document.documentElement.scrollWidth > innerWidth) throw new Error(`wide: ${where}`);
            for (const pane of body.querySelectorAll(".pane")) if (!pane.textContent.trim()) throw new Error(`empty: ${where}`);
            if (!["code", "carry", "source"].includes(name) && /\\{\\w+\\}/.test(body.innerText.replace(/\\\\\\w+\\{[^}]*\\}/g, ""))) throw new Error(`blank: ${where}`); };
          for (const number of document.querySelectorAll("button.number")) { number.click();
            while (number.getAttribute("aria-expanded") !== "true") await new Promise(requestAnimationFrame);
            const tabs = document.querySelector(".tabs");
            if (tabs.scrollWidth > tabs.clientWidth) throw new Error(`tabs out of sight: ${number.textContent}`);
            for (const tab of [...document.querySelectorAll(".tab")]) { tab.click();
              if (!document.querySelector(".one-by-one")) look(tab.dataset.tab);
              for (const chip of document.querySelectorAll(".one-by-one .chip[data-pane]")) { chip.click(); look(chip.dataset.pane); } } }
          return count; }"""  # noqa: E501
    )
    assert count > 200
    assert tab.complaints == []
