"""Living formulas in a real browser: every number against NumPy, their sliders, things to try, what is taken along."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glossary
from reader.frontend import build
from reader.output.living.figures import spelled
from reader.output.living.page_row import living_row
from reader.study.living.claims import tried
from reader.study.living.planned import planned
from reader.web.shell.components import living_texts

KNOWLEDGE = glossary.load()
NAMES = tuple(KNOWLEDGE.living)
ALL_VALUES = """([row, sets]) => sets.map((inputs) => {
  const values = new Values(row.instructions, inputs);
  return row.instructions.map((_, k) => values.value(k).data.map(String));
})"""

RUN_CODE = """(code) => {
  const told = [];
  new Function("console", code)({ log: (...all) => told.push(all) });
  return told;
}"""


@pytest.fixture
def living(tab: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def show(name: str, language: str = "en", more: str = "", **options: Any) -> Any:
        row = living_row(KNOWLEDGE.living[name], KNOWLEDGE)
        data = json.dumps({"language": language, "row": row, "texts": living_texts()})
        file = tmp_path / "living.html"
        file.write_text(
            f"<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><style>"
            f"{build.style()}</style><div id=root></div><script type=module>{build.script(build.LIVING)}"
            f"\nmountLiving(document.getElementById('root'), {{...{data}{more}}})</script>",
            encoding="utf-8",
        )
        each = tab(offline=True, **options)
        each.show(file)
        return each

    return show


def numbers(page: Any, name: str) -> list[float]:
    """What a result shows, by the label of its row."""
    shown = page.locator(".living-result", has_text=name).locator(".result-grid .entry").all_inner_texts()
    return [float(text.replace("−", "-")) for text in shown]


def test_every_value_of_every_row_is_numpys(tab: Callable[..., Any]) -> None:
    """On the row's numbers and on those of each thing to try."""
    page = tab(offline=True).page
    script = build.script(("runtime", "program")) + "\nObject.assign(globalThis, { Values });"
    page.set_content(f"<script type='module'>{script}</script>")
    page.wait_for_function("Boolean(globalThis.Values)")
    compared = 0
    for name in NAMES:
        done = planned(KNOWLEDGE.living[name])
        row = living_row(KNOWLEDGE.living[name], KNOWLEDGE)["run"]
        sets = [done.values, *(one.values for one in tried(done))]
        found = page.evaluate(ALL_VALUES, [row, [list(values) for values in sets]])
        for values, theirs in zip(sets, found, strict=True):
            ours = done.run(values).values
            for mine, text in zip(ours, theirs, strict=False):  # the row has the switches' instructions as well
                data = [float(each.replace("Infinity", "inf")) for each in text]
                assert np.allclose(np.ravel(mine), data, rtol=1e-9, atol=1e-9, equal_nan=True), name
                compared += len(data)
    assert compared > 3000


def test_a_slider_moves_the_numbers_and_the_curve(living: Callable[..., Any]) -> None:
    tab = living("softmax-with-temperature")
    before = numbers(tab.page, "chances")
    assert before == pytest.approx([0.644, 0.237, 0.087, 0.032], abs=0.0006)
    spot = tab.page.locator(".curve-here").get_attribute("x1")
    tab.page.locator(".living-slider input").fill("5")
    assert numbers(tab.page, "chances")[0] == pytest.approx(0.329, abs=0.0006)
    assert tab.page.locator(".living-slider output").inner_text() == "5"
    assert tab.page.locator(".curve-here").get_attribute("x1") != spot
    assert tab.page.locator(".curve-name").all_text_contents() == ["moon", "car", "dog", "cat"]
    assert tab.complaints == []


def test_parts_have_their_values_below_them_in_the_formula(living: Callable[..., Any]) -> None:
    """Each under its brace, moving with the slider; without a part, what becomes of it."""
    tab = living("cross-entropy")
    worth = tab.page.locator(".living-line .worth-number")
    before = worth.all_inner_texts()
    assert tab.page.locator(".living-line .brace").count() > 0 and before
    tab.page.locator(".living-slider input").first.fill("0.9")
    assert worth.all_inner_texts() != before
    tab = living("attention")
    tab.page.locator(".switch").first.click()
    assert tab.page.locator(".worth-after .entry").count() > 0
    assert tab.complaints == []


def test_javascript_taken_along_prints_the_same_numbers(living: Callable[..., Any]) -> None:
    """With the numbers that are in hand, not those of the start."""
    tab = living("softmax-with-temperature")
    tab.page.locator(".living-slider input").fill("5")
    tab.page.locator(".fold.along .fold-head").click()
    tab.page.locator("[data-along=javascript]").click()
    code = tab.page.locator(".along pre.code", has_text="console.log").inner_text()
    told = tab.page.evaluate(RUN_CODE, code)
    assert told[-1][2] == pytest.approx(numbers(tab.page, "chances"), abs=0.0006)
    assert tab.page.locator("[data-along=torch]").count() == 1


@pytest.mark.parametrize("name", ["quantisation", "attention", "group-relative-advantage"])
def test_numpy_taken_along_prints_the_same_numbers(
    living: Callable[..., Any], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = living(name).page
    page.locator("button.try").nth(1).click()
    page.locator(".fold.along .fold-head").click()
    page.locator("[data-along=numpy]").click()
    exec(page.locator(".along pre.code", has_text="import numpy").inner_text(), {})
    printed = re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", re.sub(r"(?m)^\S+ =", "", capsys.readouterr().out))
    shown = page.locator(".living-result .result-grid .entry").all_inner_texts()
    assert [float(each) for each in printed] == pytest.approx(
        [float(each.replace("−", "-")) for each in shown], abs=0.006
    )


def test_things_to_try_say_what_the_numbers_do(living: Callable[..., Any]) -> None:
    tab = living("attention")
    assert tab.page.locator(".try-said:visible").count() == 0
    buttons = tab.page.locator("button.try")
    buttons.nth(0).click()  # without the root
    said = tab.page.locator(".try-said:visible")
    assert "from 77 % to 95 %" in said.inner_text()
    assert tab.page.locator(".value-after:visible .entry.changed").count() > 0
    buttons.nth(1).click()
    assert said.count() == 1 and "from 77 % to 45 %" in said.inner_text()
    assert tab.page.locator(".living-slider output").inner_text() == "4"
    assert tab.page.locator(".value-after:visible").count() == 0
    buttons.nth(1).click()  # once more takes it back
    assert said.count() == 0 and tab.page.locator(".living-slider output").inner_text() == "1"


def test_what_went_in_and_came_out_before_stands_beside_what_is_now(living: Callable[..., Any]) -> None:
    tab = living("kl-divergence")
    page, shares = tab.page, tab.page.locator(".living-given", has_text="assumed")
    assert page.locator(".living-given:visible").count() == 2 and page.locator(".value-before:visible").count() == 0
    page.locator("button.try").nth(2).click()  # its 0.001 lies below the slider's least
    assert shares.locator(".value-before .entry").all_inner_texts() == ["0.2", "0.3", "0.5"]
    assert shares.locator(".result-grid .entry").all_inner_texts() == ["0.001", "0.3", "0.699"]
    assert page.locator(".living-result .value-before .entry").all_inner_texts() == ["0.498"]
    spot, left = page.locator(".curve-now").get_attribute("cx"), page.locator(".curve-axis").first.get_attribute("x1")
    assert float(spot) == pytest.approx(float(left))
    assert "[1] (A)" in page.locator(".curve-note").inner_text() and "over" in page.locator(".curve-note").inner_text()
    assert max(float(text) for text in page.locator(".curve-label").all_text_contents()) == 3.64


def test_a_thing_to_try_is_drawn_over_the_entry_that_it_sets(living: Callable[..., Any]) -> None:
    page = living("causal-mask").page
    page.locator("button.try").first.click()
    assert "[3, 4] (sat → down)" in page.locator(".curve-note").inner_text()
    heights = {text.split(",")[1] for text in page.locator(".curve-line").first.get_attribute("points").split()}
    assert len(heights) == 1  # no score reaches past the mask


def test_between_numbers_that_are_counted_nothing_is_drawn(living: Callable[..., Any]) -> None:
    page = living("perceptron-rule").page
    page.locator(".living-slider input").nth(1).focus()
    assert page.locator("circle.curve-line").count() == 2 and page.locator("polyline.curve-line").count() == 0


@pytest.mark.parametrize("name", ["nucleus-sampling", "lstm-cell", "attention"])
def test_on_a_phone_a_try_and_what_comes_of_it_are_seen_together(living: Callable[..., Any], name: str) -> None:
    page = living(name, viewport={"width": 390, "height": 844}).page
    button = page.locator("button.try").nth(1)
    button.click()
    told = next(read["result"] for read in living_row(KNOWLEDGE.living[name], KNOWLEDGE)["tries"][1]["reads"])
    value = page.locator(".living-result").nth(told).locator(".result-grid")
    for seen in (button, value):
        box = seen.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 844
    assert page.locator(".living-outcome").bounding_box()["height"] <= 0.47 * 844


def test_numbers_are_spelled_as_in_the_terminal(tab: Callable[..., Any]) -> None:
    page = tab(offline=True).page
    page.set_content(
        f"<script type=module>{build.script(('grids',))}\nglobalThis.spelled = [spell, spellInFull]</script>"
    )
    page.wait_for_function("Boolean(globalThis.spelled)")
    numbers = [0, 0.001, -0.00268, 0.0707, 0.5, -0.9957, 1.005, 12.345, 112.5, 4321.5, -0.0000122, 3.2e-9, 2.5e7]
    theirs = page.evaluate("(all) => all.map((each) => globalThis.spelled.map((spell) => spell(each)))", numbers)
    assert theirs == [[spelled(each), spelled(each, in_full=True)] for each in numbers]


def test_the_curve_of_a_share_leaves_a_distribution(living: Callable[..., Any]) -> None:
    """A divergence is never below nought: the other shares make room for the one that moves."""
    tab = living("kl-divergence")
    labels = [float(text.replace("−", "-")) for text in tab.page.locator(".curve-label").all_text_contents()]
    assert min(labels) >= 0
    tab.page.locator(".living-slider input").first.fill("0.5")
    p, q = [0.6, 0.3, 0.1], [0.5, 0.3 * 0.5 / 0.8, 0.5 * 0.5 / 0.8]
    expected = sum(a * np.log(a / b) for a, b in zip(p, q, strict=True))
    assert numbers(tab.page, "divergence") == [pytest.approx(expected, abs=0.0006)]


def test_what_was_said_goes_when_other_numbers_are_put_in(living: Callable[..., Any]) -> None:
    tab = living("gradient-step")
    tab.page.locator("button.try").nth(1).click()
    assert numbers(tab.page, "loss after") == [4.5]
    tab.page.locator(".living-slider input").first.fill("0.5")
    assert tab.page.locator(".try-said:visible").count() == 0
    assert numbers(tab.page, "loss after") == [0.5]
    tab.page.get_by_role("button", name="Reset").click()
    assert numbers(tab.page, "loss after") == [1.62]


def test_every_number_that_goes_in_can_be_typed(living: Callable[..., Any]) -> None:
    tab = living("cross-entropy")
    tab.page.get_by_role("button", name="All numbers that go in").click()
    fields = tab.page.locator(".input-card", has_text="the model's chances").locator("input.cell-field")
    fields.first.fill("0.5")
    fields.first.press("Enter")
    assert numbers(tab.page, "loss") == [0.693]
    others = [float(each.input_value()) for each in fields.all()]
    assert sum(others) == pytest.approx(1, abs=0.002)  # shares go on summing to one


@pytest.mark.parametrize("name", NAMES)
def test_no_row_is_wider_than_a_phone_or_complains(living: Callable[..., Any], name: str) -> None:
    tab = living(name, "ja", viewport={"width": 390, "height": 844})
    for button in tab.page.locator("button.try").all():
        button.click()
        assert re.search("[ぁ-ん]", tab.page.locator(".try-said:visible").inner_text())
        assert "{" not in tab.page.locator(".try-said:visible").inner_text()
    assert tab.overflow() == 0 and tab.complaints == []


def test_numbers_code_and_link_are_taken_along(living: Callable[..., Any]) -> None:
    more = ", addressOf: (numbers) => `http://app/?numbers=${numbers}`"
    tab = living("bell-curve", more=more)
    page = tab.page
    page.locator(".living-slider input").first.fill("3")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as loading:
        page.locator("[data-along=csv]").click()
    rows = list(csv.DictReader(io.StringIO(Path(loading.value.path()).read_text(encoding="utf-8"))))
    assert {row["name"]: float(row["value"]) for row in rows} == pytest.approx(
        {r"\sigma": 1, "x": 3, r"\mu": 0, "f(x)": 0.00443185}, abs=1e-7
    )
    with page.expect_download() as loading:
        page.locator("[data-along=svg]").click()
    drawing = Path(loading.value.path()).read_text(encoding="utf-8")
    assert drawing.startswith("<svg") and "polyline" in drawing and "stroke:" in drawing
    with page.expect_download() as loading:
        page.locator("[data-along=png]").click()
    assert Path(loading.value.path()).read_bytes().startswith(b"\x89PNG")
    page.locator("[data-along=link]").click()
    page.locator(".carry pre", has_text="http://app/?numbers=1;3;0").wait_for()
    page.locator("[data-along=numpy]").click()
    page.locator(".carry pre", has_text="import numpy as np").wait_for()


def test_an_address_opens_the_same_numbers(living: Callable[..., Any]) -> None:
    assert numbers(living("bell-curve", more=", numbers: '1;3;0'").page, "density") == [0.00443]
    assert numbers(living("bell-curve", more=", numbers: '1;3'").page, "density") == [0.242]  # of another formula


def test_keyboard_moves_a_slider(living: Callable[..., Any]) -> None:
    tab = living("bradley-terry")
    tab.page.locator(".living-slider input").first.focus()
    tab.page.keyboard.press("ArrowRight")
    assert tab.page.locator(".living-slider output").first.inner_text() == "1.1"
    assert numbers(tab.page, "preferred") == [0.75]


def test_in_the_exported_page_it_is_one_click_from_a_formula(
    opened: Callable[..., Any], payload: dict[str, Any]
) -> None:
    tab = opened()
    page = tab.page
    line = page.locator(".line", has=page.locator(".number", has_text="(2)"))
    line.locator("button.number").click()
    page.get_by_role("tab", name="Move it").click()
    page.locator(".living-here .chip[data-living=attention]").click()
    living = page.locator(".living-place .living")
    living.locator(".living-slider input").fill("4")
    assert living.locator(".living-slider output").inner_text() == "4"
    page.locator(".living-here .chip[data-living=attention]").click()
    assert living.count() == 0
    assert tab.complaints == [] and set(payload["living"]) == set(payload["living_rows"])


def test_the_page_of_a_concept_in_the_app(tab: Callable[..., Any], app_address: str) -> None:
    """It is moved there, leads on to another concept, and a link brings its numbers back."""
    page = tab().page
    page.goto(f"{app_address}glossary?concept=softmax")
    living = page.locator(".living[data-living=softmax-with-temperature]")
    said = page.get_by_text(glossary.load()["softmax"].definition["en"])
    assert said.bounding_box()["y"] < living.bounding_box()["y"]  # first what it is
    living.locator(".living-slider input").fill("5")
    assert living.locator(".living-slider output").inner_text() == "5"
    assert numbers(page, "chances")[0] == pytest.approx(0.329, abs=0.0006)
    living.get_by_role("button", name="Export").click()
    living.locator("[data-along=link]").click()
    living.locator(".carry pre").wait_for()
    link = living.locator(".carry pre").inner_text()
    assert "concept=softmax" in link
    living.locator(".living-concepts .chip", has_text="temperature").click()
    page.wait_for_url("**concept=temperature**")
    page.goto(link)
    again = page.locator(".living[data-living=softmax-with-temperature] .living-slider output")
    again.wait_for()
    assert again.inner_text() == "5"


def test_the_first_page_has_attention_and_the_others_to_choose(tab: Callable[..., Any], app_address: str) -> None:
    page = tab().page
    page.goto(app_address)
    page.locator(".living[data-living=attention] button.try").first.click()
    assert "95 %" in page.locator(".try-said:visible").inner_text()
    page.get_by_role("combobox", name="Another formula to move").click()
    page.keyboard.type("DPO")  # the list is longer than what is drawn of it
    page.get_by_role("option", name="The loss of DPO").click()
    page.locator(".living[data-living=dpo-loss]").wait_for()
