"""The living formula in a real browser, against the same calculation in Python."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.frontend import build
from reader.messages import table

QUERIES = [[0, 2, 1, 1], [2, 0, 0, 1], [2, 1, 0, 1]]
KEYS = [[0, 1, 2, 0], [2, 1, 0, 1], [1, 0, 2, 1]]
VALUES = [[0, 0], [1, 0.2], [0.1, 1]]


def attention(divisor: float) -> tuple[list[list[float]], list[list[float]]]:
    weights = []
    for query in QUERIES:
        powers = [math.exp(sum(a * b for a, b in zip(query, key, strict=True)) / divisor) for key in KEYS]
        weights.append([power / sum(powers) for power in powers])
    outputs = [[sum(w * v[c] for w, v in zip(row, VALUES, strict=True)) for c in (0, 1)] for row in weights]
    return weights, outputs


@pytest.fixture
def living(tab: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def show(language: str = "en", **options: Any) -> Any:
        data = json.dumps({"language": language, "texts": table("living")})
        file = tmp_path / "living.html"
        file.write_text(
            f"<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><style>"
            f"{build.style()}</style><div id=root></div><script type=module>{build.script(build.LIVING)}"
            f"\nmountLiving(document.getElementById('root'), {data})</script>",
            encoding="utf-8",
        )
        each = tab(offline=True, **options)
        each.show(file)
        return each

    return show


def numbers(page: Any, part: str) -> list[float]:
    return [float(text) for text in page.locator(f"[data-part={part}] .square").all_inner_texts()]


def move(page: Any, temperature: float, scaled: bool) -> None:
    page.locator("input[type=range]").fill(str(temperature))
    page.get_by_role("switch").set_checked(scaled)


@pytest.mark.parametrize(
    ("temperature", "scaled"), [(1, True), (1, False), (0.2, True), (0.2, False), (4, True), (2.5, False)]
)
def test_every_number_follows_the_slider_and_the_switch(
    living: Callable[..., Any], temperature: float, scaled: bool
) -> None:
    tab = living()
    move(tab.page, temperature, scaled)
    weights, outputs = attention(temperature * (2 if scaled else 1))
    assert numbers(tab.page, "weights") == pytest.approx([each for row in weights for each in row], abs=0.0051)
    assert numbers(tab.page, "output") == pytest.approx([each for row in outputs for each in row], abs=0.0051)
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("temperature", "scaled", "words"),
    [
        (1, True, "as Transformers use it"),
        (0.5, True, "Sharper"),
        (1, False, "Sharper"),
        (3, True, "Softer"),
        (2, False, "The same as the usual formula"),
    ],
)
def test_the_sentence_says_what_the_numbers_do(
    living: Callable[..., Any], temperature: float, scaled: bool, words: str
) -> None:
    tab = living()
    move(tab.page, temperature, scaled)
    assert words in tab.page.locator(".reading").inner_text()
    share = attention(temperature * (2 if scaled else 1))[0][2][1]
    assert f"{100 * share:.0f}%" in tab.page.locator(".reading").inner_text()


def test_reset_brings_the_usual_formula_back(living: Callable[..., Any]) -> None:
    tab = living()
    usual = numbers(tab.page, "weights")
    move(tab.page, 0.3, False)
    assert numbers(tab.page, "weights") != usual
    tab.page.get_by_role("button", name="Reset").click()
    assert numbers(tab.page, "weights") == usual


@pytest.mark.parametrize(
    ("part", "block", "words"),
    [
        ("q", "q", "the queries"),
        ("k", "k", "the keys"),
        ("tau", "scores", "the temperature"),
        ("root", "scores", "dₖ = 4 numbers"),
        ("softmax", "weights", "add up to 1"),
        ("v", "v", "the values"),
    ],
)
def test_a_symbol_points_at_its_numbers(living: Callable[..., Any], part: str, block: str, words: str) -> None:
    tab = living()
    symbol = tab.page.locator(f"[data-tezawari-part={part}]")
    (symbol.locator("mi").first if part in ("k", "root") else symbol).hover()
    assert words in tab.page.locator(".hint").inner_text()
    assert tab.page.locator(".matrix.lit").get_attribute("data-part") == block


def test_a_square_shows_its_calculation_by_mouse_and_keyboard(living: Callable[..., Any]) -> None:
    tab = living()
    trace = tab.page.locator(".trace")
    assert "2·2 + 1·1 + 0·0 + 1·1 = 6" in trace.inner_text()
    tab.page.locator("[data-part=weights] [data-cell='0,0']").hover()
    assert "0·0 + 2·1 + 1·2 + 1·0 = 4" in trace.inner_text()
    tab.page.locator("[data-part=weights] [data-cell='0,0']").focus()
    tab.page.keyboard.press("ArrowDown")
    assert "“cat” → “the”" in trace.inner_text()


def test_japanese_words_in_their_own_order(living: Callable[..., Any]) -> None:
    tab = living("ja", viewport={"width": 390, "height": 844})
    assert tab.page.locator("[data-part=q] .word").all_inner_texts() == ["猫", "が", "座る"]
    assert "「座る」がいちばん見ているのは「猫」" in tab.page.locator(".reading").inner_text()
    assert tab.overflow() == 0
