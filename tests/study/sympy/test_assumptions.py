"""What may be assumed of names: from the caller, and from what a paper declares."""

import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import Declarations, declared_in
from reader.formula.syntax.parsing import parse_formula
from reader.study.sympy.assumptions import assumptions_from
from reader.study.sympy.bridge import evaluate, to_sympy
from reader.study.sympy.symbols import FLAGS


def assumed(*formulas: str) -> dict[str, str]:
    meanings = [read_meaning(parse_formula(latex)) for latex in formulas]
    return assumptions_from(Declarations(tuple(each for meaning in meanings for each in declared_in(meaning))))


@pytest.mark.parametrize("word", FLAGS)
def test_every_word_is_known_to_sympy(word: str) -> None:
    value = evaluate(to_sympy("x + 1", assumptions={"x": word}).code or "")
    symbol = next(iter(value.free_symbols))
    assert all(getattr(symbol, f"is_{flag}") for flag in FLAGS[word]) and symbol.is_commutative is bool(FLAGS[word])


def test_matrices_keep_their_order() -> None:
    assert not evaluate(to_sympy("W x - x W", assumptions={"W": "matrix", "x": "vector"}).code or "").is_zero
    assert to_sympy("y = W x + b", assumptions={"W": "matrix"}).code == (
        "Eq(Symbol('y'), Symbol('W', commutative=False)*Symbol('x', commutative=False) + (Symbol('b')), evaluate=False)"
    )


def test_bounds_of_sums_know_what_is_assumed() -> None:
    value = evaluate(to_sympy(r"\sum_{i=1}^n i x", assumptions={"n": "positive integer"}).code or "")
    assert next(each for each in value.free_symbols if each.name == "n").is_integer


def test_other_words_are_refused() -> None:
    with pytest.raises(KeyError):
        to_sympy("x", assumptions={"x": "purple"})


@pytest.mark.parametrize(
    ("formulas", "expected"),
    [
        ([r"W \in \mathbb{R}^{d \times k}"], {"W": "matrix"}),
        ([r"x \in \mathbb{R}^d"], {"x": "vector"}),
        ([r"n \in \mathbb{N}"], {"n": "natural"}),
        ([r"\alpha \in [0, 1]"], {r"\alpha": "unit"}),
        ([r"x > 0"], {}),
        ([r"x \in \mathbb{R}^d", r"x \in \mathbb{R}"], {}),
        ([r"f : \mathbb{R}^d \to \mathbb{R}"], {}),
    ],
)  # fmt: skip
def test_what_a_paper_declares(formulas: list[str], expected: dict[str, str]) -> None:
    assert assumed(*formulas) == expected
