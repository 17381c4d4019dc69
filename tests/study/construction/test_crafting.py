"""Recipes: what blocks are put together from, and that what is built is the block."""

import pytest
from textbook import textbook_recipes

import glossary
from glossary.blocks_loader import load_blocks
from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.messages import table
from reader.output.page.crafting import Pieces
from reader.output.page.free_table import recognised
from reader.pipeline import read
from reader.study.construction.free import free_table, open_places, renamed
from reader.study.construction.ladder import ladder
from reader.study.construction.naming import CONCEPTS, FOUNDATION, name_of
from reader.study.construction.papers import Crafts
from reader.study.construction.pieces import Made, taken_apart
from reader.study.construction.recipes import MOST, MOST_KINDS, Craft, is_block, latex_of
from reader.study.study import Study


def recipes() -> dict[str, Craft]:
    return {block: made for block in load_blocks() if (made := textbook_recipes().largest(block)) is not None}


def again(craft: Craft) -> Made:
    """Built from its steps alone: each piece takes what was built before it, the last ones made first."""
    waiting: list[Made] = []
    for made in craft.goal.walk():
        count = len(made.piece.holes)
        parts = tuple(waiting[len(waiting) - count :])
        del waiting[len(waiting) - count :]
        waiting.append(Made(made.piece, parts))
    (whole,) = waiting
    return whole


@pytest.mark.slow
def test_every_recipe_builds_its_block() -> None:
    found = recipes()
    assert len(found) >= 300
    for block, craft in found.items():
        built = latex_of(craft.name, again(craft))
        assert is_block(built, load_blocks()[block]), built


def test_what_is_built_is_read_as_it_was_built() -> None:
    """The brackets are where they must be: read again, the formula falls into the same pieces."""
    differential = {"ordinary-differential-equation", "probability-flow-ode"}  # f dt is no product
    for block, craft in recipes().items():
        if block not in differential:
            read_again = taken_apart(read_meaning(parse_formula(craft.goal.latex)), craft.knowledge)
            fine = taken_apart(craft.goal.piece.node, craft.knowledge)
            assert [each.latex for each in read_again.walk()] == [each.latex for each in fine.walk()], craft.goal.latex


def test_heaps_are_small_enough_to_look_at() -> None:
    for craft in recipes().values():
        pieces = [made.piece.latex for made in craft.goal.walk()]
        assert len(pieces) <= MOST and len(set(pieces)) <= MOST_KINDS


def test_attention_is_transpose_product_scale_softmax_and_weighted_sum() -> None:
    craft = textbook_recipes().of("scaled-dot-product-attention")
    assert craft is not None
    assert [name_of(step.piece.node, craft.knowledge) for step in craft.steps] == [
        "transpose", "product", "root", "division", "softmax", "product",
    ]  # fmt: skip
    built = [block.id for block in craft.built.values()]
    assert built == ["matrix-product", "attention-scores", "attention-weights", "scaled-dot-product-attention"]
    assert craft.roles["K"] == {"en": "keys", "ja": "キー"}


def test_the_dpo_loss_has_smaller_blocks_on_the_way() -> None:
    craft = textbook_recipes().of("dpo-loss")
    assert craft is not None
    built = [block.id for block in craft.built.values()]
    assert built == ["probability-ratio", "log-likelihood-ratio", "log-sigmoid", "dpo-loss"]


@pytest.mark.parametrize(
    ("block", "name", "role"),
    [
        ("dpo-loss", r"\pi_{\theta}(y_{w}\mid x)", "policy being trained"),
        ("dpo-loss", r"\pi_{\mathrm{ref}}(y_{l}\mid x)", "reference policy"),
        ("softmax", "z_{i}", "scores"),
        ("euler-method", "f(x_{t})", "the velocity"),
        ("bradley-terry-model", "r(x,y_{w})", "reward"),
    ],
)
def test_names_stand_for_what_their_slots_say(block: str, name: str, role: str) -> None:
    craft = textbook_recipes().of(block)
    assert craft is not None and craft.roles[name]["en"] == role


def test_a_name_alone_is_not_built() -> None:
    assert textbook_recipes().largest("gradient") is None and textbook_recipes().largest("absolute-value") is None


def test_the_ladder_goes_up_and_each_of_its_blocks_is_built() -> None:
    assert len(ladder()) >= 15
    for block in ladder():
        craft = textbook_recipes().of(block)
        assert craft is not None and list(craft.built.values())[-1].id == block
    shown = textbook_recipes().by_layer(ladder())
    assert [block for members in shown.values() for block in members] != []
    order = [layer.id for layer in glossary.load().layers]
    assert [order.index(layer) for layer in shown] == sorted(order.index(layer) for layer in shown)


def test_all_blocks_with_a_recipe_lie_on_the_shelf() -> None:
    shelf = textbook_recipes().by_layer()
    assert sum(map(len, shelf.values())) == len(recipes())
    sizes = [
        craft.goal.count for block in shelf["linear-algebra"] if (craft := textbook_recipes().of(block)) is not None
    ]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize(
    ("wanted", "block"),
    [
        ("dpo-loss", "dpo-loss"),
        ("DPO loss", "dpo-loss"),
        ("ＤＰＯの損失", "dpo-loss"),
        ("softmax", "softmax"),
        ("スケール化ドット積アテンション", "scaled-dot-product-attention"),
        ("fully connected", "fully-connected-layer"),
    ],
)
def test_blocks_are_called_by_id_or_name(wanted: str, block: str) -> None:
    assert textbook_recipes().named(wanted) == [block]


def test_names_lie_in_layers_and_are_said_in_both_languages() -> None:
    knowledge, rows = glossary.load(), table("crafting")
    assert all(concept in knowledge for concept in (*CONCEPTS.values(), FOUNDATION))
    for craft in recipes().values():
        for step in craft.steps:
            assert f"piece-{name_of(step.piece.node, craft.knowledge)}" in rows
    assert {f"piece-{name}" for name in CONCEPTS} <= rows.keys()


@pytest.mark.slow
def test_what_the_free_table_knows_is_the_block_under_other_names_too() -> None:
    """Names of a recipe that are open at once: other names in all of their places make the same block."""
    table_ = free_table()
    pieces = Pieces(table_.formulas, table_.knowledge, glossary.load(), {})
    leaves = {made.piece.latex: made for made in pieces.walk() if not made.piece.holes}
    found = recognised(textbook_recipes(), pieces)
    assert {"softmax", "sigmoid", "norm", "scaled-dot-product-attention"} <= {block for block, _ in found}
    changed = 0
    for block, craft in found:
        row = load_blocks()[block]
        opened = open_places(craft, row, leaves)
        taken: dict[str, Made] = {}
        for latex, place in opened.items():
            names = place.names if place.names is not None else tuple(leaves)
            alike = [each for each in names if kind(each) == kind(latex) and leaves[each] not in taken.values()]
            taken.update({latex: leaves[alike[-1]]} if alike else {})
        if not row.alike:
            assert is_block(latex_of(craft.name, renamed(craft.goal, taken)), row), (block, list(taken))
            changed += len(taken)
    assert changed >= 40


def kind(latex: str) -> str:
    """What sort of letter it is: bold, capital, indexed, plain."""
    index = latex.partition("_")[2]  # what runs over another letter is another kind of thing
    return "bold" if "mathbf" in latex or "bm" in latex else "capital" if latex[0].isupper() else index


def test_a_papers_formula_is_a_heap_with_the_papers_names() -> None:
    reading = read("example")
    crafts = Crafts(Study(reading))
    made = {equation.number: crafts.of(equation) for equation in reading.document.equations if equation.number}
    attention = made["2"]
    assert attention is not None and attention.roles["K"]["en"]
    assert "attention-scores" in {block.id for block in attention.built.values()}
    assert sum(craft is not None for craft in made.values()) >= 10
    assert made["3"] is None  # nothing is worked out in it
