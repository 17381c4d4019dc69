"""Formulas with other letters: rewritten in the tree."""

import pytest

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.rewriting import rewritten

CASES = [
    # formula, symbol -> letter, what becomes of it
    (r"x_t^2 + \exp(x)", {"x_{t}": "u"}, r"u_{t}^{2}+\exp(x)"),
    ("x^2", {"x": "u"}, "u^{2}"),
    (r"\pi_\theta(y \mid x)^2 + \pi_\theta^2", {r"\pi_{\theta}": r"p_{\phi}"}, r"p_{\phi}(y\mid x)^{2}+p_{\phi}^{2}"),
    (r"\hat{\theta}_{t}' + \bar{x_i}", {r"\hat{\theta}_{t}'": "w", r"\bar{x}_{i}": "m"}, r"w_{t}'+m_{i}"),
    ("{A_i}^*", {"A_{i}^{*}": "B", "i": "k"}, "{B_{k}}^{*}"),
    (r"\sum_{i=1}^n w_i x_i", {"i": "k", "w_{i}": r"\alpha"}, r"\sum_{k=1}^{n}\alpha_{k}x_{k}"),
    (r"\frac{\eta}{2} \mathbf{W}^\top", {r"\mathbf{W}": "W", r"\eta": r"\alpha"}, r"\frac{\alpha}{2}W^{\top}"),
    (r"a \text{ if } a > 0", {"a": "b"}, r"b\text{ if }b>0"),
    (r"\begin{cases} x & y \\ y & x \end{cases}", {"x": "y", "y": "x"}, r"\begin{cases}y&x\\x&y\end{cases}"),
    (r"\exp x", {"x": "y"}, r"\exp y"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "letters", "becomes"), CASES)
def test_letters_are_replaced(latex, letters, becomes):
    expression = parse_formula(latex)
    places = {(use.start, use.end): letters[use.latex] for use in symbol_uses(expression) if use.latex in letters}
    assert rewritten(expression, places) == becomes
    assert not parse_formula(becomes).problems
