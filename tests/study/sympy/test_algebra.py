"""Derivatives and values put in, on formulas that SymPy holds; what cannot be had says why."""

import pytest
import sympy
from sympy import Symbol

from reader.messages import table
from reader.study.sympy.algebra import NotComputable, derivative, substituted
from reader.study.sympy.bridge import evaluate, to_sympy

x, a = Symbol("x"), Symbol("a")


@pytest.mark.parametrize(
    ("latex", "symbol", "expected"),
    [
        ("a x^2", "x", 2 * a * x),
        (r"\frac{1}{1 + e^{-x}}", "x", sympy.exp(-x) / (1 + sympy.exp(-x)) ** 2),
        (r"a \theta_t", r"\theta_t", a),
        (r"a \theta_t", "theta_t", a),
        ("|x|", "x", sympy.sign(x)),
        (r"\begin{cases} x^2 & x > 0 \\ 0 & \text{otherwise} \end{cases}", "x",
         sympy.Piecewise((2 * x, x > 0), (0, True))),
    ],
)  # fmt: skip
def test_derivatives(latex: str, symbol: str, expected: object) -> None:
    assert sympy.simplify(evaluate(derivative(to_sympy(latex), symbol).code or "") - expected) == 0


def test_an_equation_is_derived_on_both_sides() -> None:
    value = evaluate(derivative(to_sympy("y = a x^2"), "x").code or "")
    assert value.rhs == 2 * a * x and value.lhs == sympy.Function("Derivative")(Symbol("y"), x)


def test_sums_are_derived_term_by_term() -> None:
    value = evaluate(derivative(to_sympy(r"\sum_{i=1}^n (y_i - w x_i)^2"), "w").code or "")
    numbers = {Symbol("n"): 2, Symbol("w"): 3}
    members = {sympy.Indexed("x", 1): 1, sympy.Indexed("x", 2): 2, sympy.Indexed("y", 1): 5, sympy.Indexed("y", 2): 7}
    assert value.subs(numbers).doit().subs(members) == -8


def test_values_are_put_in() -> None:
    conversion = substituted(to_sympy("y = a x + b"), {"a": r"\frac{1}{2}", "b": 3})
    assert evaluate(conversion.code or "") == sympy.Eq(Symbol("y"), x / 2 + 3)


@pytest.mark.parametrize(
    ("latex", "symbol", "reason", "what"),
    [
        ("y = b", "q", "no-symbol", "b, y"),
        (r"\mathbf{x} + a", r"\mathbf{x}", "matrix-derivative", r"\mathbf{x}"),
        (r"\mathbb{E}_{x \sim p}[x t]", "t", "through-operator", "E"),
        ("a = b, c = d", "a", "several-statements", ""),
        ("A^i + 1", "A", "not-converted", ""),
        (r"\sum_{j=1}^n x_{i+j}", "i", "index-derivative", "i"),
    ],
)
def test_refusals(latex: str, symbol: str, reason: str, what: str) -> None:
    with pytest.raises(NotComputable) as error:
        derivative(to_sympy(latex), symbol)
    assert (error.value.reason, error.value.what) == (reason, what) and reason in table("computing")


def test_what_comes_out_goes_in_again() -> None:
    first = derivative(to_sympy("a x^3"), "x")
    second = derivative(first, "x")
    assert evaluate(second.code or "") == 6 * a * x
    assert evaluate(substituted(second, {"x": 2}).code or "") == 12 * a
