"""Shapes: every row's example, sizes as expressions, and clashes only where the author declared both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.nodes import Meaning
from reader.formula.semantics.outline import outline
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import (
    DECLARING,
    Declarations,
    declaration_line,
    declared_in,
    equalities_in,
)
from reader.formula.shapes.expressions import dimension_of, named, number, skeleton
from reader.formula.shapes.inferred import Inference, shape_of
from reader.formula.shapes.rules import RULES, ShapeRule
from reader.formula.shapes.spaces import SPACES, DeclarationRule
from reader.formula.syntax.parsing import parse_formula


def meaning(latex: str) -> Meaning:
    return read_meaning(parse_formula(latex))


def declare(*latex: str) -> Declarations:
    found = [each for formula in latex for each in declared_in(meaning(formula))]
    equal = [each for formula in latex for each in equalities_in(meaning(formula))]
    return Declarations(tuple(found), tuple(equal))


@pytest.mark.parametrize("way", [way for way, _ in (*SPACES, *DECLARING)], ids=lambda way: way.id)
def test_each_way_to_declare(way: DeclarationRule) -> None:
    assert "; ".join(map(declaration_line, declared_in(meaning(way.example)))) == way.expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"U \in \mathbb{Z}_{[a, b]}^{m \times n}", r"U: m \times n integer"),
        (r"k \in \mathbb{Z}_{+}", "k: 1 natural"),
        (r"k \in \mathbb{Z}^+", "k: 1 natural"),
        (r"n \in \mathbb{N}_{>0}", "n: 1 natural"),
        (r"a \in [-128, 127]", "a: 1 real"),
        (r"Y \in [0, 255]^{h \times w}", r"Y: h \times w nonnegative"),
        (r"x \in \{0, \ldots, 255\}^n", "x: n natural"),
        (r"a \in [0, 2]", ""),
        (r"a \in [5, 255]", ""),
        (r"a \in \{0, \ldots, K\}", ""),
        (r"a \in \{2, 4, 8\}", ""),
        (r"v \gets \underset{v \in \mathbb{Z}^{n \times 1}}{\operatorname{argmin}} \|v\|", r"v: n \times 1 integer"),
        (r"\underset{{x \in \mathbb{R}^d}}{\min} f(x)", "x: d real"),
        (r"a \underset{n \to \infty}{\to} b", ""),
    ],
)
def test_sets_of_whole_numbers_and_far_ends(latex: str, expected: str) -> None:
    assert "; ".join(map(declaration_line, declared_in(meaning(latex)))) == expected


@pytest.mark.parametrize("rule", [rule for rule, _ in RULES], ids=lambda rule: rule.id)
def test_each_rule_of_shapes(rule: ShapeRule) -> None:
    shape = shape_of(meaning(rule.example), declare(rule.given))
    assert shape is not None and shape.latex == rule.expected


SHAPED = [
    ((r"W \in \mathbb{R}^{d \times k}", r"x \in \mathbb{R}^d"), r"W^\top x", "k"),
    ((r"x, y \in \mathbb{R}^d",), r"x^\top y", "1"),
    ((r"x, y \in \mathbb{R}^d",), r"x y^\top", r"d \times d"),
    ((r"A \in \mathbb{R}^{n \times m}", r"B \in \mathbb{R}^{n \times m}"), r"A \odot B + 1", r"n \times m"),
    ((r"Q, K \in \mathbb{R}^{n \times d}", r"V \in \mathbb{R}^{n \times v}"),
     r"\operatorname{softmax}\left(\frac{Q K^\top}{\sqrt{d}}\right) V", r"n \times v"),
    ((r"C \in \mathbb{R}^{1 \times d}", r"A \in \mathbb{R}^{d \times d}", r"B \in \mathbb{R}^{d \times 1}"),
     "C A B", r"1 \times 1"),
    ((r"W_h \in \mathbb{R}^{m \times D}", "m = D / H", r"U_h \in \mathbb{R}^{D \times D / H}"),
     "U_h W_h", r"D \times D"),
    ((r"\theta \in \mathbb{R}^p", r"f : \mathbb{R}^p \to \mathbb{R}"), r"\nabla_\theta f(\theta)", "p"),
    ((r"W_{\ell} \in \mathbb{R}^{N_{\ell} \times N_{\ell-1}}", r"x \in \mathbb{R}^{N_{1}}"), "W_{2} x", "N_{2}"),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "latex", "expected"), SHAPED)
def test_shapes_of_formulas(given_: tuple[str, ...], latex: str, expected: str) -> None:
    shape = shape_of(meaning(latex), declare(*given_))
    assert shape is not None and shape.latex == expected


UNTOLD = [
    ((), "x + y"),
    ((r"x \in \mathbb{R}^d",), "W x"),
    ((r"x, y \in \mathbb{R}^d",), "x y"),
    ((r"x \in \mathbb{R}^d",), "x_i"),  # a component, or a vector of a family: nothing shows
    ((r"W \in \mathbb{R}^{d \times k}", r"W \in \mathbb{R}^{n \times n}"), "W"),
    ((r"r_j \in \mathbb{R}",), r"\{r_j\}_{j=0}^n"),  # one more than n
]


@pytest.mark.parametrize(("given_", "latex"), UNTOLD)
def test_what_is_not_declared_has_no_shape(given_: tuple[str, ...], latex: str) -> None:
    assert shape_of(meaning(latex), declare(*given_)) is None


CLASHES = [
    ((r"W \in \mathbb{R}^{a \times b}", r"x \in \mathbb{R}^a"), "y = W x", "product", "W x"),
    ((r"a \in \mathbb{R}^n", r"b \in \mathbb{R}^m"), "a + b", "sum", "a + b"),
    ((r"a \in \mathbb{R}^n", r"b \in \mathbb{R}^m"), "a = b", "equal", "a = b"),
    (
        (r"a \in \mathbb{R}^2",),
        r"a = \begin{pmatrix} b & c \\ d & e \end{pmatrix}",
        "equal",
        r"a = \begin{pmatrix} b & c \\ d & e \end{pmatrix}",
    ),
]


@pytest.mark.parametrize(("given_", "latex", "kind", "part"), CLASHES)
def test_clashes(given_: tuple[str, ...], latex: str, kind: str, part: str) -> None:
    inference = Inference(declare(*given_))
    inference.typed(meaning(latex))
    (clash,) = inference.clashes
    assert (clash.kind, latex[clash.start : clash.end]) == (kind, part)
    assert {each.name for side in (clash.left, clash.right) for each in side.sources} <= {*part}


INNOCENT = [
    ((r"W \in \mathbb{R}^{a \times b}", r"x \in \mathbb{R}^a"), "x W"),  # vectors as rows
    ((r"W \in \mathbb{R}^{a \times b}", r"x \in \mathbb{R}^c", "c = b"), "W x"),
    ((r"y \in \mathbb{R}^n", r"u \in \mathbb{R}^{200}"), "y + u"),  # n may be 200
    ((r"W \in \mathbb{R}^{a \times b}",), "W x"),
    ((r"a \in \mathbb{R}^n",), "a + 1"),
    ((r"A \in \mathbb{R}^{n \times n}",), r"A = \begin{pmatrix} b & c \\ d & e \end{pmatrix}"),  # of blocks
    ((r"a \in \mathbb{R}^n",), r"a = \begin{pmatrix} b \\ c \end{pmatrix}"),
    ((r"f : \mathbb{R} \to \mathbb{R}", r"x \in \mathbb{R}^d"), "f(x) + x"),  # a function applied to each entry
]


@pytest.mark.parametrize(("given_", "latex"), INNOCENT)
def test_no_clash_from_a_guess(given_: tuple[str, ...], latex: str) -> None:
    inference = Inference(declare(*given_))
    inference.typed(meaning(latex))
    assert inference.clashes == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 5)), min_size=1, max_size=4))
def test_sizes_count_as_numbers_do(terms: list[tuple[str, int]]) -> None:
    sizes = {"a": 2, "b": 3, "c": 5}
    total, value = number(0), 0
    for letter, factor in terms:
        total = total + named(letter) * number(factor)
        value += sizes[letter] * factor
    assert total.value(sizes) == value
    doubled = (total * named("a")).divided(named("a"))
    assert doubled == total


def test_sizes_in_letters() -> None:
    size = dimension_of(meaning(r"\frac{d}{h}"))
    assert size is not None and size.value({"d": 4, "h": 2}) == 2 and size.value({"d": 4, "h": 3}) is None
    assert dimension_of(meaning(r"2n + 1")) == named("n") * number(2) + number(1)
    assert dimension_of(meaning(r"\alpha^{d}")) is None


def test_families() -> None:
    assert skeleton(r"W_{h}^{\mathrm{key}}") == (r"W_{*}^{\mathrm{key}}", ("h",))
    assert skeleton(r"W_{in}") == (r"W_{in}", ())


def test_a_declared_name_keeps_its_superscript() -> None:
    evidence = DeclaredNames(names=frozenset({"W^{Q}", "A^{*}"}))
    read = [outline(read_meaning(parse_formula(latex), evidence)) for latex in ("Q = X W^Q", "A^i")]
    assert read == ["chain(Q, product(X, W^{Q}), =)", "A^{i}"]
