"""SymPy: what comes out, what is refused and why; the check that nothing is lost; nothing raises."""

import subprocess
import sys

import pytest
import sympy
from formula_soup import ATOMS, TOKENS, built
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formula.syntax.parsing import parse_formula
from reader.messages import table
from reader.study.sympy.bridge import evaluate, names, to_sympy
from reader.study.sympy.round_trip import is_conserved

NAMESPACE = {name: getattr(sympy, name) for name in sympy.__all__}


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("y = W x + b", "Eq(Symbol('y'), Symbol('W')*Symbol('x') + Symbol('b'))"),
        (r"\theta_{t+1}", r"Symbol('\\theta_{t+1}')"),
        (r"\sum_{i=1}^n x_i", "Sum(Indexed('x', Symbol('i')), (Symbol('i'), 1, Symbol('n')))"),
        (r"\frac{1}{2} e^{-x}", "exp(-Symbol('x'))/2"),
        (r"a = b \le c", "And(Eq(Symbol('a'), Symbol('b')), Le(Symbol('b'), Symbol('c')))"),
        ("a = b, c = d", "Tuple(Eq(Symbol('a'), Symbol('b')), Eq(Symbol('c'), Symbol('d')))"),
        (r"p(x \mid y)", "Function('p')(Function('Given')(Symbol('x'), Symbol('y')))"),
        (r"\mathbb{E}_{x \sim p}[f(x)]",
         "Function('E')(Function('f')(Symbol('x')), Function('Distributed')(Symbol('x'), Symbol('p')))"),
        (r"\|x\|_2^2", "Function('Norm')(Symbol('x'), 2)**2"),
        (r"\arg\min_x f(x)", "Function('argmin')(Function('f')(Symbol('x')), Function('Over')(Symbol('x')))"),
        (r"\int_0^1 x^2 dx", "Integral(Symbol('x')**2, (Symbol('x'), 0, 1))"),
        (r"\frac{\partial u}{\partial t} = 0",
         "Eq(Derivative(Function('u')(Symbol('t')), Symbol('t')), 0)"),
        (r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
         "Piecewise((Symbol('x'), Symbol('x') > 0), (0, True))"),
        (r"\mathbf{A}\mathbf{B}",
         r"Symbol('\\mathbf{A}', commutative=False)*Symbol('\\mathbf{B}', commutative=False)"),
        (r"a = 1 \Rightarrow b < 2",
         "Function('Implies')(Eq(Symbol('a'), 1), Lt(Symbol('b'), 2))"),
        (r"a \max_{i} p_i + b",
         "Symbol('a')*Function('max')(Indexed('p', Symbol('i')), Function('Over')(Symbol('i'))) + Symbol('b')"),
        (r"u a u^*", "Symbol('u', commutative=False)*Symbol('a', commutative=False)*Symbol('u^*', commutative=False)"),
        (r"\mathbf{a} \cdot \mathbf{b}",
         r"Function('Dot')(Symbol('\\mathbf{a}', commutative=False), Symbol('\\mathbf{b}', commutative=False))"),
        (r"\sum_{t=1}^n k_{est}(t)", "Sum(Function('k_est')(Symbol('t')), (Symbol('t'), 1, Symbol('n')))"),
        ("AP + PA", "Symbol('A', commutative=False)*Symbol('P', commutative=False)"
                    " + Symbol('P', commutative=False)*Symbol('A', commutative=False)"),
        (r"\frac{2 x \cdot u}{u \cdot u} u",
         "2*Symbol('u')*Function('Dot')(Symbol('x'), Symbol('u'))/Function('Dot')(Symbol('u'), Symbol('u'))"),
        (r"\nabla f(x) \cdot d",
         "Function('Dot')(Function('Gradient')(Function('f')(Symbol('x'))), Symbol('d'))"),
        (r"(A \odot B)_{ij}",
         "Function('Subscripted')(Function('Hadamard')(Symbol('A'), Symbol('B')), Symbol('i'), Symbol('j'))"),
        (r"\frac{\partial L}{\partial W} = \sum_{t=1}^T \frac{\partial L}{\partial h_t}",
         "Eq(Function('Derivative')(Symbol('L'), Symbol('W')),"
         " Sum(Function('Derivative')(Symbol('L'), Indexed('h', Symbol('t'))), (Symbol('t'), 1, Symbol('T'))))"),
        (r"|A \cup B|", "Function('Cardinality')(Function('Union')(Symbol('A'), Symbol('B')))"),
        (r"(f * g)(t)", "Function('Applied')(Function('Star')(Symbol('f'), Symbol('g')), Symbol('t'))"),
        (r"\|g\| + g \cdot \min(a, b)",
         "Function('Norm')(Symbol('g')) + Symbol('g')*Function('min')(Symbol('a'), Symbol('b'))"),
        (r"A \in \mathbb{R}^{2 \times 2}",
         "Function('Element')(Symbol('A'), Function('\\\\mathbb{R}')(2, 2))"),
        (r"\nabla f(x)^\top", "Function('Transpose')(Function('Gradient')(Function('f')(Symbol('x'))))"),
        (r"\inf\{x \mid x > a\}",
         "Function('inf')(Function('SetOf')(Symbol('x'), Symbol('x') > Symbol('a')))"),
        (r"x \cdot y = \langle x, y \rangle",
         "Eq(Function('Dot')(Symbol('x'), Symbol('y')), Function('Inner')(Symbol('x'), Symbol('y')))"),
        (r"\sum_{i=n}^1 x_i", "Function('Sum')(Indexed('x', Symbol('i')), Eq(Symbol('i'), Symbol('n')), 1)"),
        (r"|\{a, b\}|", "Function('Cardinality')(Function('Set')(Symbol('a'), Symbol('b')))"),
        (r"F(x) \circ F(y)",
         "Function('Compose')(Function('F')(Symbol('x')), Function('F')(Symbol('y')))"),
        (r"x \sim \mathcal{N}(0, 1)",
         "Function('Distributed')(Symbol('x'), Function('\\\\mathcal{N}')(0, 1))"),
        (r"f(t) \sim t^2", "Function('Sim')(Function('f')(Symbol('t')), Symbol('t')**2)"),
        (r"\frac{d}{dr} (r^2 \rho v)",
         "Function('Derivative')(Symbol('r')**2*Symbol('rho')*Symbol('v'), Symbol('r'))"),
        (r"\frac{d \sigma}{d \Omega}(\theta)",
         "Function('Applied')(Function('Derivative')(Symbol('sigma'), Symbol('Omega')), Symbol('theta'))"),
        (r"\Pi_{l=1}^d x_l", "Function('Pi')(Indexed('x', Symbol('l')), Eq(Symbol('l'), 1), Symbol('d'))"),
        (r"\sin(x)^2 + \log_2 n", "sin(Symbol('x'))**2 + log(Symbol('n'), 2)"),
        (r"\binom{n}{k} n!", "binomial(Symbol('n'), Symbol('k'))*factorial(Symbol('n'))"),
        (r"x \in [0, 1)", "Function('Element')(Symbol('x'), Interval(0, 1, False, True))"),
    ],
)  # fmt: skip
def test_conversions(latex: str, expected: str) -> None:
    conversion = to_sympy(latex)
    assert (conversion.status, conversion.problem) == ("ok", None)
    assert str(eval(conversion.code or "", {"__builtins__": {}, **NAMESPACE})) == str(eval(expected, NAMESPACE))


@pytest.mark.parametrize(
    ("latex", "status", "problem"),
    [
        ("A^i + 1", "unsupported", "power-or-label"),
        (r"x = R(a + b) + \frac{c + d}{2}", "partial", "application-or-product"),
        (r"\sum_i a_i + b_i", "unsupported", "sum-scope"),
        (r"\gizmo + a", "unsupported", "unreadable"),
        (r"a = 1 + \ldots + n", "unsupported", "dots"),
        ("x" * 5000, "unsupported", "too-long"),
        ("= a", "unsupported", "half-relation"),
        (r"|\mathbf{A}| = 1", "unsupported", "matrix-bars"),
        ("x - x = y", "unsupported", "not-conserved"),
        (r"\hyperref[def: a]{\gamma}(x) = \frac{a + b}{2}", "partial", "link"),
        ("y = logp(x)", "unsupported", "word-or-product"),
        ("(1 + x) OPT", "unsupported", "word-or-product"),
        ("a Re^{1/5}", "partial", "word-or-product"),
        (r"\delta x = 1", "unsupported", "word-or-product"),
        (r"a + \Delta u", "unsupported", "word-or-product"),
        (r"(AB \circ k)(x)", "unsupported", "word-or-product"),
        (r"a \operatorname{minimize}", "unsupported", "words"),
        (r"a \cdots b", "unsupported", "dots"),
        (r"\int f dx dy", "unsupported", "integral-scope"),
        (r"\int dx f(x)", "unsupported", "integral-scope"),
        (r"\log - x", "unsupported", "operator-alone"),
        (r"TM \oplus N", "unsupported", "word-or-product"),
        (r"\sum_i a_i = i", "partial", "sum-scope"),
        (r"\prod_{a \in A} (f(a) + b) \to g(a)", "partial", "sum-scope"),
        ("f(x^T)", "unsupported", "power-or-label"),
        ("(i = 1, 2)", "partial", "list-of-values"),
        (r"d \ln x = a", "unsupported", "word-or-product"),
        (r"x = \mathcal{RH} y", "unsupported", "word-or-product"),
        ("(f + g)(x)", "unsupported", "application-or-product"),
        ("ds^2 = dx^2 + dy^2", "unsupported", "differential-power"),
        (r"\prod_t a_t \prod_t b_t", "partial", "sum-scope"),
        (r"a = b \land c = d", "unsupported", "operator-order"),
        (r"a \succ b \mid c", "unsupported", "bars"),
        ("[a, b] = A", "unsupported", "odd-brackets"),
        (r"x = \frac{\infty}{\infty}", "unsupported", "not-conserved"),
        (r"x_i (i = 1, \ldots, n)", "unsupported", "index-range"),
        ("x = [[y]]", "unsupported", "odd-brackets"),
        (r"\nabla f(x)^2", "partial", "argument-extent"),
        ("x = 10,000", "unsupported", "digits"),
        (r"x = 10\,000 a", "unsupported", "digits"),
        ("x = a, b", "unsupported", "list-of-values"),
        (r"A \to B \to C", "unsupported", "relation"),
        ("+ a b", "unsupported", "continued"),
        (r"\quad + \frac{a}{b} = 1", "unsupported", "continued"),
        ("|A|", "unsupported", "capital-bars"),
        (r"\sin^{-1} x", "unsupported", "power-or-label"),
        (r"a = b \text{ if } \exists c > 0, \forall n > c, x < n", "partial", "quantifier-scope"),
        (r"\prod_{b \in B} f(b) \to g(b)", "partial", "sum-scope"),
        (r"A \to B = C", "unsupported", "relation"),
        (r"a_n = 1 \text{si} n > 2", "unsupported", "words"),
    ],
)
def test_refusals(latex: str, status: str, problem: str) -> None:
    conversion = to_sympy(latex)
    assert (conversion.status, conversion.problem) == (status, problem)
    assert problem in table("conversion")
    assert (conversion.code is None) == (status == "unsupported")


def test_the_parts_that_could_be_had_are_named() -> None:
    conversion = to_sympy(r"x = R(a + b) + \frac{c + d}{2}")
    assert [part.latex for part in conversion.parts] == [r"\frac{c+d}{2}"]
    assert evaluate(conversion.code or "") == sympy.Tuple((sympy.Symbol("c") + sympy.Symbol("d")) / 2)


@pytest.mark.parametrize(
    ("latex", "code", "kept"),
    [
        ("a + b", "Symbol('a') + Symbol('b')", True),
        ("a + b", "Symbol('a')", False),
        ("a + a", "Symbol('a')", False),
        ("a = b", "Symbol('a') + Symbol('b')", False),
        ("2 a", "Symbol('a')", False),
        (r"\mathrm{softmax}(a)", "Function('f')(Symbol('a'))", False),
        ("a - a + b", "Symbol('a') - Symbol('a') + Symbol('b')", False),
    ],
)
def test_conservation(latex: str, code: str, kept: bool) -> None:
    assert is_conserved(parse_formula(latex).root, code, evaluate(code)) is kept


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.recursive(ATOMS, built, max_leaves=12), st.lists(TOKENS, max_size=25).map(" ".join)))
def test_nothing_raises_and_ok_means_ok(latex: str) -> None:
    conversion = to_sympy(latex)
    if conversion.code is not None:
        value = eval(conversion.code, {"__builtins__": {}, **NAMESPACE})
        assert isinstance(value, sympy.Basic | sympy.MatrixBase)
    assert conversion.problem is None or conversion.problem in table("conversion")


def test_sympy_is_loaded_only_when_asked() -> None:
    code = "import sys, reader; reader.to_sympy; assert 'sympy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_builtins() -> None:
    assert names()["__builtins__"] == {}
    assert evaluate("__import__('os')") is None


def test_every_message_is_in_both_languages() -> None:
    assert all(row["en"] and row["ja"] for row in table("conversion").values())
