"""Spellings taken apart, and which symbol a definition is about."""

import pytest

from reader.meaning.evidence.spelling import Spelling, defined_spelling, take_apart

APART = [
    ("x", Spelling("x")),
    ("x_{i}", Spelling("x", "i")),
    ("W_{i}^{Q}", Spelling("W", "i", "Q")),
    ("\\hat{x}_{t+1}", Spelling("\\hat{x}", "t+1")),
    ("x'", Spelling("x", primes="'")),
    ("\\pi_{\\theta_{t}}", Spelling("\\pi", "\\theta_{t}")),
    ("\\operatorname{soft_max}", Spelling("\\operatorname{soft_max}")),
    ("\\|\\cdot\\|_{2}", Spelling("\\|\\cdot\\|", "2")),
]


@pytest.mark.parametrize(("latex", "parts"), APART)
def test_take_apart(latex, parts):
    assert take_apart(latex) == parts


FAMILIES = [
    ("x_{i}", "x_{j}", True),
    ("x_{i}", "x_{t+1}", True),
    ("x_{i}^{2}", "x_{i}^{3}", False),
    ("x_{i}", "y_{i}", False),
    ("x_{i}", "x_{0}", False),
    ("d_{k}", "d_{\\mathrm{model}}", False),
]


@pytest.mark.parametrize(("one", "other", "same"), FAMILIES)
def test_family(one, other, same):
    first, second = take_apart(one).family, take_apart(other).family
    assert (first is not None and first == second) is same


LIGHT = [
    ("x", True),
    ("x_{i}", True),
    ("\\pi_{\\theta}", True),
    ("x^{(t)}", True),
    ("\\theta^{*}", True),
    ("x_{0}", False),
    ("\\pi_{\\mathrm{ref}}", False),
    ("\\rho^{R}", False),
    ("x^{\\mathrm{num}}", False),
]


DEFINED = [
    ("(a + b)^\\top c", None),
    ("(x+y)^2", None),
    ("x", "x"),
    ("x_i", "x_{i}"),
    ("f(x)", "f"),
    ("f : A \\to B", "f"),
    ("d_k = 64", "d_{k}"),
    ("W \\in \\mathbb{R}^{d \\times k}", "W"),
    ("x_1, \\ldots, x_n", "x_{1}"),
    ("(a_i)_{i}", "a_{i}"),
    ("\\{x_i\\}", "x_{i}"),
    ("\\pi_\\theta(y \\mid x)", "\\pi_{\\theta}"),
    ("\\mathcal{L}", "\\mathcal{L}"),
    ("2i", None),
    ("\\nabla f", None),
    ("x + y", None),
    ("\\frac{a}{b}", None),
    ("(n = 30)", "n"),
    ("[a(t), b(t)]", None),  # the words are of the interval
    ("(x(1), \\dots, x(n))", "x"),
    ("[x(t)]", "x"),
    ("f(x) - g(x)", None),
    ("f\\left(x\\right) - g(x)", None),
    ("L_1(w) + b \\cdot L_2(w)", None),
    ("L(w) = f(w) + g(w)", "L"),
    ("\\min", "\\min"),
    ("v \\mapsto 2 v", None),  # the words are of the map
    ("n \\to \\infty", None),
    ("f : U \\to V", "f"),
    ("f \\colon v \\mapsto 2 v", "f"),
    ("x > 0", "x"),
    ("F[u] = b", "F"),
    ("", None),
]


@pytest.mark.parametrize(("latex", "spelling"), DEFINED)
def test_defined_spelling(latex, spelling):
    assert defined_spelling(latex) == spelling
