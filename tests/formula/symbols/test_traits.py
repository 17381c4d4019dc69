"""What the surroundings of a symbol show of it."""

import pytest

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.parsing import parse_formula

ROWS = [  # formula, symbol, traits that some use of it has, traits that none has
    (r"f(x) = y", "f", "applied defined", "element"),
    (r"f(x) = y", "x", "", "applied defined"),
    (r"f(x) = y", "y", "", "defined"),
    (r"L := a", "L", "defined capital", "bound"),
    (r"\phi \stackrel{\text{def}}{=} a", r"\phi", "defined greek", "capital"),
    (r"a + b = c", "a", "", "defined"),
    (r"\sum_{i=1}^{n} x_i", "i", "bound indexes", "defined"),
    (r"\sum_{i=1}^{n} x_i", "n", "counts", "bound"),
    (r"\sum_{i=1}^{n} x_i", "x_{i}", "subscripted", "bound"),
    (r"\arg\max_{\theta} L(\theta)", r"\theta", "bound", "counts"),
    (r"x, y \sim p", "x", "distributed", "distribution"),
    (r"x, y \sim p", "y", "distributed", ""),
    (r"x \sim \mathcal{N}(0, 1)", r"\mathcal{N}", "distribution applied calligraphic capital", "distributed"),
    (r"x \overset{iid}{\sim} p", "p", "distribution", ""),
    (r"\mathbb{E}_{x \sim p}[f(x)]", "x", "bound distributed", ""),
    (r"\mathbb{E}_{x \sim p}[f(x)]", r"\mathbb{E}", "blackboard applied", "subscripted"),
    (r"w \in V", "w", "element", "set"),
    (r"w \in V", "V", "set", "element"),
    (r"x \in \mathbb{R}^{d}", "d", "counts", "element"),
    (r"p(y \mid x)", "x", "conditioned", "applied"),
    (r"p(y \mid x)", "y", "", "conditioned"),
    (r"\int f(x)\,dx", "x", "differential bound", ""),
    (r"a d x", "x", "", "differential"),
    (r"\hat{\mathbf{x}}'", r"\hat{\mathbf{x}}'", "accented bold superscripted", "subscripted"),
    (r"\bm{W}^{(l)}", r"\bm{W}^{(l)}", "bold capital superscripted", ""),
    (r"\mathfrak{g} + \mathrm{d}", r"\mathfrak{g}", "fraktur", "upright"),
    (r"\mathfrak{g} + \mathrm{d}", r"\mathrm{d}", "upright", "fraktur"),
    (r"x_{t}", "t", "indexes", ""),
]


@pytest.mark.parametrize(("latex", "symbol", "present", "absent"), ROWS)
def test_traits(latex: str, symbol: str, present: str, absent: str) -> None:
    traits = frozenset().union(*(use.traits for use in symbol_uses(parse_formula(latex)) if use.latex == symbol))
    assert set(present.split()) <= traits
    assert not set(absent.split()) & traits


@pytest.mark.parametrize(
    ("latex", "symbol", "kind", "base"),
    [
        ("W^Q_i", "W_{i}^{Q}", "identifier", "W"),
        ("x", "x", "identifier", None),
        (r"\|x\|_2", r"\|\cdot\|_{2}", "fence", r"\|\cdot\|"),
        (r"\sum_i a", r"\sum", "operator", None),
        (r"\log x", r"\log", "operator", None),
        (r"\infty", r"\infty", "constant", None),
        (r"a \sim b", r"\sim", "relation", None),
        ("a := b", ":=", "relation", None),
        ("x[j]", "x[j]", "identifier", "x"),
        (r"\hat{x}_t", r"\hat{x}_{t}", "identifier", r"\hat{x}"),
        ("e_{ij}^{k}", "e_{ij}^{k}", "identifier", "e"),  # with an index below it is no number
        ("e_i^2", "e_{i}", "identifier", "e"),
        ("e^{k}", "e", "identifier", None),
    ],
)
def test_kind_and_base(latex: str, symbol: str, kind: str, base: str | None) -> None:
    use = next(use for use in symbol_uses(parse_formula(latex)) if use.latex == symbol)
    assert (use.kind, use.base) == (kind, base)


@pytest.mark.parametrize(
    ("latex", "symbol", "written"),
    [
        ("a + W^Q_i b", "W_{i}^{Q}", "W^Q_i"),
        ("a + x_i^2", "x_{i}", "x_i"),
        (r"\frac{1}{T^2}", "T", "T"),
        (r"\mathbf{x}", r"\mathbf{x}", r"\mathbf{x}"),
        (r"(\|w\|_2^2)", r"\|\cdot\|_{2}", r"\|w\|_2"),
        (r"\bm{z}[i][j] + 1", r"\bm{z}[i][j]", r"\bm{z}[i][j]"),
        (r"K^\top", "K", "K"),
        (r"f'(x)", "f'", "f'"),
    ],
)
def test_place(latex: str, symbol: str, written: str) -> None:
    use = next(use for use in symbol_uses(parse_formula(latex)) if use.latex == symbol)
    assert latex[use.start : use.end] == written


@pytest.mark.parametrize(
    ("latex", "listed"),
    [
        (r"v \le v_{\max}", r"v v_{\max}"),
        (r"v^{\min}_i", r"v_{i}^{\min} i"),
        (r"x_{\max(a, b)}", r"x_{\max(a,b)} \max a b"),
        (r"g(\cdot \mid s)", r"g \mid s"),
        (r"k(x, \cdot)", "k x"),
        (r"a \cdot b", r"a \cdot b"),
        (r"r = 3e-4.", "r"),
        (r"3 e^{-4}", "e"),
        (r"2e - 4", "e"),
    ],
)
def test_what_marks_a_name_or_keeps_a_place_is_no_operator(latex: str, listed: str) -> None:
    assert [use.latex for use in symbol_uses(parse_formula(latex))] == listed.split()
