"""Coefficients that weigh parts: only where a plain number multiplies one part and stands nowhere else."""

from __future__ import annotations

import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.parsing import parse_formula
from reader.study.walkthrough.weights import Mixture, Weight, weights_in


def found(latex: str) -> list[tuple[str, ...]]:
    told = []
    for one in weights_in(read_meaning(parse_formula(latex))):
        parts = (one.part,) if isinstance(one, Weight) else (one.first, one.second)
        told.append((one.weight.latex, *(meaning_latex(part) for part in parts)))
        assert isinstance(one, Weight | Mixture)
    return told


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"L = A + \lambda B", [(r"\lambda", "B")]),
        (r"L = A - \beta B C", [(r"\beta", "BC")]),
        (r"x = (1 - \alpha) a + \alpha b", [(r"\alpha", "a", "b")]),
        (r"x = \alpha b + (1 - \alpha) a", [(r"\alpha", "a", "b")]),
        (r"L = \lambda A + \lambda B", []),  # both have it
        (r"L = A + \lambda f(\lambda)", []),  # it stands in the part, too
        (r"L = A + \lambda_i B", [(r"\lambda_{i}", "B")]),
        (r"x = (1 - c_t) a + c_t b", [("c_{t}", "a", "b")]),  # what is mixed with is a number, whatever its letter
        (r"L = A + \bm{\lambda} B", []),  # a vector
        (r"L = A + n B", []),  # a count
        (r"L = \sum_{\alpha} (A + \alpha B)", []),  # it is counted with
        (r"L = \|a - \lambda b\|", []),  # it says little of the whole
        (r"L = A + \lambda \|\beta\|^2", [(r"\lambda", r"\|\beta\|^{2}")]),
        (r"L = A + \beta (1 - \alpha)", []),  # a number as well
        (r"g = h + \delta g(x)", []),  # a small change
        (r"L = \lambda B", []),  # nothing to weigh against
    ],
)
def test_weights(latex: str, expected: list[tuple[str, ...]]) -> None:
    assert found(latex) == expected
