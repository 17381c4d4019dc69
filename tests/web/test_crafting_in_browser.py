"""Formulas put together in a real browser: by clicks, keys alone, dragging; typeset and computed as Python does."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from textbook import textbook_recipes
from workbenches import pane

import glossary
from glossary.blocks_loader import load_blocks
from reader.frontend import build
from reader.messages import table
from reader.output.exporters.html import SHEET
from reader.output.page.crafting import craft_row, displayed
from reader.output.page.workbench import texts
from reader.output.page.workshop import workshop_row
from reader.study.construction.ladder import ladder
from reader.study.construction.pieces import Made
from reader.study.construction.planning import sorts_of, tried
from reader.study.construction.recipes import Craft
from reader.study.evaluation.inputs import inputs_of
from reader.study.evaluation.planning.run import run_plan

OTHERS = ("infonce", "adam-update", "ridge-regression", "elbo", "variance", "norm", "sample-variance",
          "gaussian-kernel", "ppo-clipped-objective", "perplexity", "moving-average")  # fmt: skip
ODD = ("function-composition", "definition-of-conditional-probability", "infinite-series", "convolution",
       "empirical-cumulative-distribution-function", "action-value-function", "logistic-regression",
       "limit")  # fmt: skip
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>
<body><div id="root" class="tezawari" lang="{language}"></div><script id="data" type="application/json">{data}</script>
<script type="module">{script}
const data = JSON.parse(document.getElementById("data").textContent);
const root = document.getElementById("root");
window.asked = [];
window.built = [];
{start}</script></body></html>"""
ONE = """window.table = mountCrafting(root, data.row, speak(data, "{language}"), {{
  onBuilt: (blocks) => built.push(...blocks) }});"""
ALL = """window.again = () => {{
  root.replaceChildren();
  window.view = mountWorkshop(root, data, {{ language: "{language}", ask: (block) => asked.push(block),
    onBuilt: (blocks) => built.push(...blocks) }});
}};
again();"""
PIECES = """window.parts = (row) => {{
  const reckoner = new Reckoner(row);
  return inOrder(grown(row.goal)).map((node) => {{
    const found = reckoner.of(node);
    return {{ text: drawTree(row, node).textContent, value: found?.value ?? null, kind: found?.kind ?? null }};
  }});
}};
window.refusedIn = (row, around) => {{
  const reckoner = new Reckoner(row);
  const holes = row.pieces[around].holes;
  const put = (part, k) => ({{ piece: around, parts: holes.map((_, at) => (at === k ? fresh(row, part) : null)) }});
  return row.pieces.map((_, part) => holes.map((_, k) => misfitIn(row, put(part, k), reckoner) !== null));
}};
window.ownRefused = (row) => misfitIn(row, grown(row.goal), new Reckoner(row));"""


def html(start: str, data: dict[str, Any], language: str) -> str:
    return PAGE.format(
        language=language, style=SHEET + build.style(), data=json.dumps(data).replace("<", "\\u003c"),
        script=build.script((*build.CRAFTING, "crafting", "craft_tree", "words")),
        start=start.format(language=language),
    )  # fmt: skip


@pytest.fixture
def at_table(tab: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """The table for one block."""

    def show(craft: Craft, language: str = "en", **options: Any) -> Any:
        file = tmp_path / "table.html"
        file.write_text(
            html(ONE, {"row": craft_row(craft, glossary.load()), "texts": texts(glossary.load())}, language),
            encoding="utf-8",
        )
        each = tab(offline=True, **options)
        each.page.goto(file.as_uri())
        return each

    return show


def attention() -> Craft:
    craft = textbook_recipes().of("scaled-dot-product-attention")
    assert craft is not None
    return craft


class Hand:
    """Plays at a table: pieces by their label or letters, holes by work and path."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def take(self, label: str) -> Hand:
        """A piece by its label, a name by its letters too."""
        for tile in self.page.locator(".craft-tile").all():
            letters = unicodedata.normalize("NFKC", tile.locator("math").text_content() or "")
            if label in (tile.locator(".craft-label").inner_text(), letters):
                tile.click()
                return self
        raise AssertionError(label)

    def into(self, hole: str, work: int = 1) -> Hand:
        self.page.locator(f'[data-of="{work}"][data-hole="{hole}"]').click()
        return self

    def lift(self, work: int) -> Hand:
        self.page.locator(f'[data-handle="{work}"]').click()
        return self

    @property
    def said(self) -> str:
        return str(self.page.locator(".craft-said").text_content())

    @property
    def works(self) -> list[str]:
        return list(self.page.locator(".craft-work .craft-line math").all_text_contents())


def built_in_order(hand: Hand) -> None:
    """Attention from the inside out."""
    hand.take("multiply").take("queries").into("0").take("transpose").into("1").take("keys").into("1-0")
    hand.take("divide").lift(1).into("0", 2).take("square root").into("1", 2).take("dimension of the keys").into(
        "1-0", 2
    )
    hand.take("softmax").lift(2).into("0", 3).take("multiply").lift(3).into("0", 4).take("values").into("1", 4)


def test_attention_is_built_and_its_blocks_are_told_on_the_way(at_table: Callable[..., Any]) -> None:
    tab = at_table(attention())
    hand = Hand(tab.page)
    hand.take("multiply").take("queries").into("0").take("transpose").into("1").take("keys").into("1-0")
    assert hand.said == "You have built: matrix product!"
    tab.page.locator('[data-tool="craft-again"]').click()
    built_in_order(hand)
    assert hand.said == "It stands. You have built scaled dot-product attention."
    assert tab.page.locator(".built-block").all_inner_texts() == [
        "matrix product", "attention scores", "attention weights", "scaled dot-product attention",
    ]  # fmt: skip
    assert tab.page.locator(".craft-tile:not(:disabled)").count() == 0
    assert "attention-weights" in tab.page.evaluate("built")
    assert (
        tab.page.evaluate('JSON.parse(localStorage.getItem("tezawari.inventory"))')[-1]
        == "scaled-dot-product-attention"
    )
    craft, trial = attention(), tried(attention())
    value = run_plan(trial.plan, inputs_of(trial.plan)).of(trial.plan.results[0])
    shown = [float(text.replace("−", "-")) for text in tab.page.locator(".craft-value .entry").all_inner_texts()]
    assert shown == pytest.approx(value.ravel(), abs=6e-3) and craft.goal.count == 10
    assert tab.complaints == [] and tab.requests == [tab.page.url]


def test_every_recipe_is_typeset_and_computed_as_python_does(tab: Callable[..., Any], tmp_path: Path) -> None:
    """Each part of each formula, put together by the page: the same characters and the same numbers."""
    crafts = [textbook_recipes().of(block) for block in ladder()]
    crafts += [textbook_recipes().largest(block) for block in OTHERS]
    rows = [(craft, craft_row(craft, glossary.load())) for craft in crafts if craft is not None]
    file = tmp_path / "parts.html"
    file.write_text(html(PIECES, {"texts": {}}, "en"), encoding="utf-8")
    page = tab(offline=True).page
    page.goto(file.as_uri())
    computed = 0
    for craft, row in rows:
        assert row is not None
        parts = page.evaluate("parts", row)
        for made, part in zip(craft.goal.walk(), parts, strict=True):
            assert part["text"] == unescape(re.sub(r"<[^>]*>", "", displayed(made.latex))), made.latex
        if row["run"]["refused"]:
            assert all(part["kind"] is None for part in parts)
            continue
        trial = tried(craft)
        done = run_plan(trial.plan, row_inputs(row))
        values = {step.latex: done.of(step) for step in (*trial.plan.steps, *trial.plan.results)}
        for made, part in zip(craft.goal.walk(), parts, strict=True):
            if made.latex in values:
                expected = values[made.latex]
                assert part["value"]["sizes"] == list(expected.shape), made.latex
                assert np.allclose(part["value"]["data"], expected.ravel(), rtol=1e-9, atol=1e-9), made.latex
                computed += 1
    assert len(rows) >= 25 and computed >= 150


def test_the_page_refuses_what_python_refuses(tab: Callable[..., Any], tmp_path: Path) -> None:
    """Every piece of many recipes in every hole; and no recipe is refused its own parts."""
    file = tmp_path / "parts.html"
    file.write_text(html(PIECES, {"texts": {}}, "en"), encoding="utf-8")
    page = tab(offline=True).page
    page.goto(file.as_uri())
    refused = 0
    for block in (*ladder(), *OTHERS, *ODD):
        craft = textbook_recipes().of(block)
        assert craft is not None
        row, sorts = craft_row(craft, glossary.load()), sorts_of(craft)
        assert row is not None and page.evaluate("ownRefused", row) is None, block
        pieces = list({made.piece.latex: made.piece for made in craft.goal.walk()}.values())
        for around, piece in enumerate(pieces):
            found = page.evaluate("([row, around]) => refusedIn(row, around)", [row, around])
            for part, each in enumerate(pieces):
                inner = Made(each, tuple(None for _ in each.holes))
                made = [Made(piece, tuple(inner if k == at else None for k in range(len(piece.holes))))
                        for at in range(len(piece.holes))]  # fmt: skip
                expected = [sorts.misfit(one) is not None for one in made]
                assert found[part] == expected, (block, piece.latex, each.latex)
                refused += sum(expected)
    assert refused >= 100


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This place takes a set; P(B) is a number."),
        ("ja", "ここに入るのは集合です。「P(B)」は数なので入りません。"),
    ],
)
def test_a_piece_of_another_sort_is_refused_and_stays_in_the_hand(
    at_table: Callable[..., Any], language: str, said: str
) -> None:
    craft = textbook_recipes().of("definition-of-conditional-probability")
    assert craft is not None
    tab = at_table(craft, language)
    hand = Hand(tab.page)
    hand.take("combine" if language == "en" else "演算").take("P(B)").into("0")
    assert hand.said == said and hand.works == ["□∩□"]
    assert tab.page.locator('.craft-tile[aria-pressed="true"]').count() == 1
    tab.page.keyboard.press("Escape")
    hand.take("A").into("0").take("B").into("1")
    assert hand.works == ["A∩B"] and tab.complaints == []


def row_inputs(row: dict[str, Any]) -> list[Any]:
    return [each["values"][0] for each in row["run"]["inputs"]]


def test_what_does_not_fit_is_told_and_stays_in_the_hand(at_table: Callable[..., Any]) -> None:
    tab = at_table(attention())
    hand = Hand(tab.page)
    hand.take("multiply").take("queries").into("0").take("values").into("1")
    assert re.fullmatch(
        r"That does not go together: 3 × 4 times 2 × 5 needs 4 columns to meet as many rows, not 2\.", hand.said
    )
    assert hand.works == ["Q□"] and tab.page.locator('.craft-tile[aria-pressed="true"]').count() == 1
    tab.page.keyboard.press("Escape")
    assert tab.page.locator('.craft-tile[aria-pressed="true"]').count() == 0


def test_numbers_grow_with_the_formula_and_follow_what_is_typed(at_table: Callable[..., Any]) -> None:
    craft = textbook_recipes().of("sigmoid")
    assert craft is not None
    tab = at_table(craft)
    hand = Hand(tab.page)
    hand.take("minus sign").take("the score").into("0")
    tab.page.locator(".craft-numbers summary").click()
    field = tab.page.locator(".craft-input input")
    field.fill("2")
    field.press("Enter")
    assert tab.page.locator(".craft-value .entry").all_inner_texts() == ["−2"]
    hand.take("exponential").lift(1).into("0", 2)
    assert tab.page.locator(".craft-value .entry").all_inner_texts() == ["0.135"]
    first = tab.page.locator(".craft-value .entry").inner_text()
    tab.page.locator('[data-tool="craft-other-numbers"]').click()
    assert tab.page.locator(".craft-value .entry").inner_text() != first


def test_brackets_come_by_themselves(at_table: Callable[..., Any]) -> None:
    craft = textbook_recipes().largest("moving-average")  # b m + (1 - b) g
    assert craft is not None
    tab = at_table(craft)
    hand = Hand(tab.page)
    tiles = tab.page.locator(".craft-tile").all_inner_texts()
    assert any("subtract" in tile for tile in tiles)
    hand.take("multiply").take("subtract").into("0")
    assert hand.works == ["(1−□)□"]
    tab.page.locator('[data-part="0"]').click()  # taken out again
    tab.page.locator(".craft-place").click()
    assert sorted(hand.works) == ["1−□", "□□"]


def test_the_keyboard_alone_is_enough(at_table: Callable[..., Any]) -> None:
    tab = at_table(attention())
    press = tab.page.keyboard.press

    def focus_on(selector: str) -> None:
        for _ in range(60):
            if tab.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            press("Tab")
        raise AssertionError(selector)

    def tile(label: str) -> str:
        number = tab.page.locator(
            ".craft-tile", has=tab.page.locator(f".craft-label:text-is('{label}')")
        ).get_attribute("data-piece")
        return f'[data-piece="{number}"]'

    for label, hole in (("transpose", None), ("keys", "1 0"), ("multiply", None), ("queries", "2 0")):
        tab.page.evaluate("document.activeElement.blur()")
        focus_on(tile(label))
        press("Enter")
        if hole is not None:
            work, path = hole.split()
            focus_on(f'[data-of="{work}"][data-hole="{path}"]')
            press("Enter")
    focus_on('[data-handle="1"]')
    press("Enter")
    focus_on('[data-of="2"][data-hole="1"]')
    press("Enter")
    assert Hand(tab.page).said == "You have built: matrix product!"
    press("Control+z")
    assert Hand(tab.page).works == ["K⊤", "Q□"]
    assert tab.page.evaluate("document.activeElement !== document.body")


def test_pieces_are_dragged(at_table: Callable[..., Any]) -> None:
    tab = at_table(attention())
    mouse = tab.page.mouse

    def middle(selector: str) -> tuple[float, float]:
        box = tab.page.locator(selector).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(source: str, target: str) -> None:
        mouse.move(*middle(source))
        mouse.down()
        mouse.move(*middle(target), steps=6)
        assert tab.page.locator(".craft-ghost").count() == 1
        mouse.up()

    def tile(label: str) -> str:
        return f".craft-tile:has(.craft-label:text-is('{label}'))"

    drag(tile("transpose"), ".craft-works")
    drag(tile("keys"), '[data-hole="0"]')
    assert Hand(tab.page).works == ["K⊤"]
    drag('[data-part="0"]', ".craft-heap")
    assert Hand(tab.page).works == ["□⊤"]
    drag(tile("multiply"), ".craft-works")
    drag('[data-handle="1"]', '[data-of="2"][data-hole="1"]')
    assert Hand(tab.page).works == ["□□⊤"]
    assert tab.page.locator(".craft-ghost").count() == 0 and tab.complaints == []


def test_a_finger_lifts_what_it_stays_on(at_table: Callable[..., Any]) -> None:
    tab = at_table(attention(), **PHONE)
    finger = tab.context.new_cdp_session(tab.page)

    def touch(kind: str, selector: str | None = None) -> None:
        points = []
        if selector is not None:
            box = tab.page.locator(selector).bounding_box()
            points = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    tile = ".craft-tile:has(.craft-label:text-is('transpose'))"
    touch("touchStart", tile)
    tab.page.locator(".craft-ghost").wait_for()
    touch("touchMove", ".craft-works")
    touch("touchEnd")
    assert Hand(tab.page).works == ["□⊤"]
    touch("touchStart", ".craft-tile:has(.craft-label:text-is('keys'))")
    tab.page.locator(".craft-ghost").wait_for()
    touch("touchMove", '[data-hole="0"]')
    touch("touchEnd")
    assert Hand(tab.page).works == ["K⊤"]
    assert tab.page.locator(".craft-ghost").count() == 0 and tab.complaints == []


def test_undo_goes_back_to_the_beginning(at_table: Callable[..., Any]) -> None:
    tab = at_table(attention())
    hand = Hand(tab.page)
    built_in_order(hand)
    undo = tab.page.locator('[data-tool="craft-undo"]')
    steps = 0
    while undo.is_enabled():
        undo.click()
        steps += 1
    assert steps == 10 + 3 and hand.works == []  # ten pieces; three times what was built went into the next


def test_a_wrong_move_is_told_and_marked_at_once_and_a_hint_helps(at_table: Callable[..., Any]) -> None:
    craft = textbook_recipes().of("euler-method")
    assert craft is not None
    tab = at_table(craft)
    hand = Hand(tab.page)
    hand.take("add").take("step size").into("0")
    assert "does not lead to the formula" in hand.said
    assert tab.page.locator(".odd").text_content() == "h"
    tab.page.locator('[data-tool="craft-undo"]').click()
    assert hand.said == "" and tab.page.locator(".odd").count() == 0
    hand.take("step size").into("0")
    tab.page.locator('[data-tool="craft-hint"]').click()
    assert "should come out" in hand.said
    assert tab.page.locator(".odd").text_content() == "h"
    tab.page.locator('[data-tool="craft-again"]').click()
    tab.page.locator('[data-tool="craft-hint"]').click()
    assert hand.said.startswith("Next, multiply with h (step size)")
    assert tab.page.locator(".hinted").count() == 3


def test_what_commutes_may_be_turned_round(at_table: Callable[..., Any]) -> None:
    craft = textbook_recipes().of("euler-method")  # x + h f
    assert craft is not None
    tab = at_table(craft)
    hand = Hand(tab.page)
    hand.take("multiply").take("f(xt)").into("0").take("step size").into("1")
    hand.take("add").lift(1).into("0", 2).take("the state").into("1", 2)
    assert "It stands" in hand.said


@pytest.mark.parametrize(("language", "options"), [("en", {}), ("ja", PHONE), ("ja", {"color_scheme": "dark"})])
def test_the_table_fits_and_speaks_the_language(
    at_table: Callable[..., Any], language: str, options: dict[str, Any]
) -> None:
    tab = at_table(attention(), language, **options)
    labels = tab.page.locator(".craft-label").all_inner_texts()
    assert ("転置" in labels) == (language == "ja") and ("transpose" in labels) == (language == "en")
    for tile in tab.page.locator(".craft-tile").all():
        (tile.tap if "has_touch" in options else tile.click)()
        tab.page.keyboard.press("Escape")
    assert tab.overflow() == 0 and tab.complaints == []


def test_a_formula_of_the_page_is_built_where_it_stands(opened: Callable[..., Any]) -> None:
    tab = opened("ja")
    pane(tab.page, "2", "craft")
    hand = Hand(tab.page)
    assert "因果マスク" in tab.page.locator(".craft-heap").inner_text()
    hand.take("転置").take("K").into("0").take("掛ける").lift(1).into("1", 2).take("Q").into("0", 2)
    assert hand.said == f"「{load_blocks()['matrix-product'].name['ja']}」ができました！"
    tab.page.keyboard.press("Escape")  # nothing in the hand: the workbench closes
    assert tab.page.locator(".craft").count() == 0 and tab.complaints == []


@pytest.fixture(scope="module")
def workshop() -> dict[str, Any]:
    return workshop_row(glossary.load())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_place_of_its_own(tab: Callable[..., Any], tmp_path: Path, workshop: dict[str, Any], language: str) -> None:
    file = tmp_path / "workshop.html"
    file.write_text(html(ALL, workshop, language), encoding="utf-8")
    each = tab(offline=True, **(PHONE if language == "ja" else {}))
    page = each.page
    page.goto(file.as_uri())
    assert page.locator(".rung").count() == len(ladder()) + 1
    assert page.locator(".workshop-title").inner_text() == load_blocks()["weighted-sum"].name[language]
    page.locator(".shelf-search").fill("そふとまっくす" if language == "ja" else "soft max")
    names = page.locator(".shelf-layers .chip").all_inner_texts()
    assert load_blocks()["softmax"].name[language] in names and len(names) < 10
    page.locator(".shelf-search").fill("infonce")
    page.locator('.shelf-layers [data-block="infonce"]').click()
    assert page.evaluate("asked") == ["infonce"]  # it is fetched, and then lies there
    craft = textbook_recipes().largest("infonce")
    assert craft is not None
    page.evaluate("([block, row]) => view.give(block, row)", ["infonce", craft_row(craft, glossary.load())])
    assert page.locator(".craft-tile").count() == len({made.piece.latex for made in craft.goal.walk()})
    page.locator(".shelf-search").fill("no such thing")
    assert page.locator(".shelf-layers").inner_text() == table("crafting")["craft-search-none"][language]
    assert each.overflow() == 0 and each.complaints == []


def test_the_ladder_leads_on_and_fills_the_inventory(
    tab: Callable[..., Any], tmp_path: Path, workshop: dict[str, Any]
) -> None:
    file = tmp_path / "workshop.html"
    file.write_text(html(ALL, workshop, "en"), encoding="utf-8")
    page = tab(offline=True).page
    page.goto(file.as_uri())
    Hand(page).take("add up all").take("multiply").into("0").take("weights").into("0-0").take("what is added up").into(
        "0-1"
    )
    assert page.locator(".rung.laid").all_inner_texts() == ["✓\nweighted sum"]
    assert page.locator(".in-hand .chip").all_inner_texts() == ["weighted sum"]
    page.get_by_role("button", name="The next one").click()
    assert page.locator(".workshop-title").inner_text() == "norm"
    assert page.evaluate('localStorage.getItem("tezawari.inventory")') == '["weighted-sum"]'
    page.evaluate("again()")
    assert page.locator(".workshop-title").inner_text() == "norm"  # where one left off
    page.get_by_role("button", name="Empty it").click()
    assert page.locator(".rung.laid").count() == 0


def test_building_freely_tells_what_comes_to_be(
    tab: Callable[..., Any], tmp_path: Path, workshop: dict[str, Any]
) -> None:
    file = tmp_path / "workshop.html"
    file.write_text(html(ALL, workshop, "en"), encoding="utf-8")
    page = tab(offline=True).page
    page.goto(file.as_uri())
    page.get_by_role("button", name="Build freely").click()
    hand = Hand(page)
    page.locator(".craft .shelf-search").fill("しすうかんすう")  # 指数関数 has no reading here
    assert page.locator(".craft-tile").count() == 0
    page.locator(".craft .shelf-search").fill("指数")
    assert page.locator(".craft-label").all_inner_texts() == ["exponential"]
    page.locator(".craft .shelf-search").fill("")
    hand.take("divide").take("exponential").into("0").take("zi").into("0-0")
    hand.take("∑j=1n□").into("1").take("exponential").into("1-0").take("zj").into("1-0-0")
    assert hand.said == "You have built: softmax!"
    shares = [float(text) for text in page.locator(".craft-value .entry").all_inner_texts()]
    assert sum(shares) == pytest.approx(1, abs=2e-3)
    page.locator('[data-tool="craft-again"]').click()
    hand.take("square root").take("∑i=1n□").into("0").take("square").into("0-0").take("wi").into("0-0-0")
    assert hand.said == "You have built: norm!"  # with a name that its example does not have
    page.locator('[data-tool="craft-again"]').click()
    hand.take("□+□").take("x").into("0").take("W").into("1")
    assert hand.said == "That does not go together: 3 and 2 × 3 are not of one size."
    hand.page.keyboard.press("Escape")
    hand.take("y").into("1")
    assert hand.works == ["x+y".replace("x", "𝐱").replace("y", "𝐲")]
    assert page.locator(".craft-tile:disabled").count() == 0  # there is always one more


def test_the_app_has_the_table_as_a_view(tab: Callable[..., Any], app_address: str) -> None:
    each = tab()
    each.page.goto(app_address)
    each.page.get_by_role("link", name="Build").click()
    each.page.locator(".workshop .craft-tile").first.wait_for(timeout=60_000)
    each.page.locator(".shelf-search").fill("infonce")
    each.page.locator('.shelf-layers [data-block="infonce"]').click()
    each.page.locator(".workshop-title", has_text="InfoNCE").wait_for()
    assert each.page.locator(".craft-tile").count() > 8
    assert each.complaints == []
