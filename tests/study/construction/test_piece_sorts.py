"""Sorts of pieces: every recipe's own parts go into its holes, and what is of another sort does not."""

import pytest
from textbook import textbook_recipes

from glossary.block import SLOT_KINDS
from glossary.blocks_loader import load_blocks
from reader.messages import LANGUAGES, table
from reader.output.terminal.recipes import plugged
from reader.pipeline import read
from reader.study.construction.free import free_table
from reader.study.construction.papers import Crafts
from reader.study.construction.pieces import Made
from reader.study.construction.planning import sorts_of
from reader.study.construction.recipes import Craft
from reader.study.construction.sorts import ALONE, OF_ROLES, OF_SLOTS, SORTS, Sorts
from reader.study.evaluation.planning.fragments import Trial
from reader.study.study import Study

ATTENTION, CONDITIONAL = "scaled-dot-product-attention", "definition-of-conditional-probability"
SHARE = "empirical-cumulative-distribution-function"


def crafted(block: str) -> Craft:
    craft = textbook_recipes().of(block)
    assert craft is not None
    return craft


def test_no_block_is_refused_its_own_parts() -> None:
    """Each recipe of the glossary and of the ladder, as a whole and each part alone in its hole."""
    tried = 0
    for block in load_blocks():
        for craft in dict.fromkeys((textbook_recipes().largest(block), textbook_recipes().of(block))):
            if craft is None:
                continue
            tried += 1
            sorts = sorts_of(craft)
            assert sorts.misfit(craft.goal) is None, craft.goal.latex
            for made in craft.goal.walk():
                for k, part in enumerate(made.parts):
                    alone = tuple(part if at == k else None for at in range(len(made.parts)))
                    assert sorts.misfit(Made(made.piece, alone)) is None, (craft.goal.latex, made.latex)
    assert tried >= 311


def test_no_formula_of_a_paper_is_refused_its_own_parts() -> None:
    reading = read("example")
    crafts = Crafts(Study(reading))
    made = [craft for equation in reading.document.equations if (craft := crafts.of(equation)) is not None]
    assert len(made) >= 10
    for craft in made:
        assert sorts_of(craft).misfit(craft.goal) is None, craft.goal.latex


@pytest.mark.parametrize(
    ("block", "part", "into", "needed", "sort"),
    [
        (ATTENTION, "d_k", "transpose", "matrix", "number"),
        (ATTENTION, "d_k", "multiply", "matrix", "number"),
        (ATTENTION, "V", "square root", "number", "matrix"),
        (CONDITIONAL, "P(B)", "combine", "set", "number"),
        (CONDITIONAL, "P(B)", r"P(\Box)", "set", "number"),
        (CONDITIONAL, "A", "divide", "number", "set"),
        (SHARE, r"x_{i}\le t", "one over", "count", "event"),
        (SHARE, "n", r"\mathbb{1}(\Box)", "event", "count"),
        (SHARE, r"x_{i}\le t", "add up all", "number", "event"),
        ("mean-squared-error", r"\hat{y}_i", "one over", "count", "number"),
        ("mean-squared-error", "subtract", "one over", "count", "quantity"),
        ("fully-connected-layer", "W", "add", "vector", "matrix"),
        ("infinite-series", "one over", "square", "index", "quantity"),
    ],
)
def test_what_is_of_another_sort_is_refused(block: str, part: str, into: str, needed: str, sort: str) -> None:
    craft, rows = crafted(block), table("crafting")
    for language in LANGUAGES:
        found = list(plugged(craft, part, into, language))
        assert found and not any(fits for fits, _ in found)
        words = [rows[f"craft-sort-{each}"][language] for each in (needed, sort)]
        assert all(word in found[0][1] for word in words), found


@pytest.mark.parametrize(
    ("block", "part", "into"),
    [
        (ATTENTION, "Q", "multiply"),
        (ATTENTION, "d_k", "square root"),
        (CONDITIONAL, "A", "combine"),
        (SHARE, "n", "one over"),
        (SHARE, r"x_{i}\le t", r"\mathbb{1}(\Box)"),
        ("function-composition", r"\phi_3", "combine"),
        ("logical-conjunction", "x", "combine"),
        ("infinite-series", "n", "square"),
        ("normalisation-constant", "Z", "one over"),  # a function by its row, a number by where it stands
        ("convolution", "t", "subtract"),  # nobody knows what it is
        ("euler-method", "f(x_t)", "multiply"),  # a factor may stand on either side of a number
    ],
)
def test_what_may_be_of_the_sort_goes_in(block: str, part: str, into: str) -> None:
    assert any(fits for fits, _ in plugged(crafted(block), part, into, "en"))


def test_a_slot_of_one_symbol_takes_nothing_that_is_put_together() -> None:
    craft = crafted("infinite-series")
    sorts = sorts_of(craft)
    square = next(made.piece for made in craft.goal.walk() if made.piece.latex == r"\Box^{2}")
    assert sorts.needs(square)[0].alone
    number = next(made for made in craft.goal.walk() if made.piece.latex == "n")
    assert sorts.misfit(Made(square, (number,))) is None
    wrong = sorts.misfit(Made(square, (Made(square, (number,)),)))
    assert wrong is not None and wrong.part.latex == "n^{2}"


def test_a_part_that_comes_to_be_of_another_sort_is_found_inside() -> None:
    """What is put into an open piece shows what that is: the part that does not fit is what stands around."""
    craft = crafted(ATTENTION)
    made = {each.latex: each for each in craft.goal.walk()}
    root = made[r"\sqrt{d_{k}}"].piece
    scores = made[r"QK^{\top}"]
    sorts = sorts_of(craft)
    assert sorts.misfit(Made(root, (Made(scores.piece, (None, None)),))) is None
    wrong = sorts.misfit(Made(root, (scores,)))
    assert wrong is not None and wrong.sort == "matrix" and wrong.part is scores


def test_building_freely_asks_for_no_more_than_the_operation_does() -> None:
    free = free_table()
    sorts = Sorts(free.formulas, free.knowledge, trial=Trial.of(free.display, free.knowledge), narrow=False)
    made = {each.piece.latex: each for goal in free.formulas for each in goal.walk()}
    add, transpose = made[r"\Box+\Box"].piece, made[r"\Box^{\top}"].piece
    number, vector = Made(made["a"].piece), Made(made[r"\mathbf{x}"].piece)
    assert sorts.misfit(Made(add, (number, None))) is None and sorts.misfit(Made(add, (vector, None))) is None
    assert sorts.misfit(Made(transpose, (vector,))) is None
    wrong = sorts.misfit(Made(transpose, (number,)))
    assert wrong is not None and (wrong.sort, wrong.need.takes) == ("number", {"vector", "matrix"})


def test_every_sort_has_its_words_and_every_kind_of_slot_is_decided() -> None:
    silent = {"any", "factor", "term", "symbol", "letter", "capital", "noise", "value", "compound", "history",
              "bold", "plain", "run", "array", "signal", "member"}  # fmt: skip
    assert silent | set(OF_SLOTS) == SLOT_KINDS
    assert ALONE <= SLOT_KINDS and {*OF_SLOTS.values(), *OF_ROLES.values()} <= set(SORTS)
    assert all(table("crafting")[f"craft-sort-{sort}"] for sort in SORTS)
