"""Matrices that are symmetric and definite by the place where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.formula.semantics.nodes import (
    Application,
    Combination,
    Listing,
    Meaning,
    Product,
    Quotient,
    Root,
    Symbol,
    Transposed,
    bare,
    leaf_latex,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import Dimension, Shape
from reader.formula.shapes.inferred import Inference
from reader.formula.syntax.tree import walk
from reader.study.evaluation.matrices import forms
from reader.study.evaluation.matrices.forms import Forms
from reader.study.evaluation.planning.evaluated import is_identity
from reader.study.evaluation.spelling import base_of, is_capital

NORMAL = frozenset({r"\mathcal{N}", r"\mathrm{N}"})
FEWEST = 2  # what a normal law is told by
MATRIX = 2  # dimensions
SQUARE = frozenset({forms.DEFINITE, forms.SYMMETRIC, forms.SKEW, forms.DIAGONAL, forms.POSITIVE_DIAGONAL,
                    forms.PERMUTATION, forms.ROTARY})  # fmt: skip


def by_place(formulas: Iterable[Meaning]) -> Iterator[str]:
    """The P of ``h^\\top P h`` below a fraction line or a root, where that is above nought for any h, and of
    ``\\mathcal{N}(m, P)``.
    """
    for formula in formulas:
        for node in walk(formula):
            if isinstance(node, Quotient):
                yield from _turned(node.denominator)
            elif isinstance(node, Root):
                yield from _turned(node.body)
            elif isinstance(node, Application) and base_of(leaf_latex(node.function)) in NORMAL:
                yield from _spread(node)


def _turned(node: Meaning) -> Iterator[str]:
    """The matrices of quadratic forms."""
    for each in walk(node):
        factors = [*map(bare, each.factors)] if isinstance(each, Product) else []
        for first, middle, last in zip(factors, factors[1:], factors[2:], strict=False):
            own = isinstance(first, Transposed) and meaning_latex(first.base) == meaning_latex(last)
            if own and isinstance(middle, Symbol) and is_capital(base_of(middle.latex)):
                yield middle.latex


def _spread(law: Application) -> Iterator[str]:
    """The last of what a law is told by, where that is the name of a matrix."""
    told = [each for part in law.arguments for each in (part.items if isinstance(part, Listing) else (part,))]
    last = bare(told[-1]) if len(told) >= FEWEST else None
    if isinstance(last, Symbol) and is_capital(base_of(last.latex)) and not is_identity(last):
        yield last.latex


def square_sides(nodes: Iterable[Meaning], told: Forms, inference: Inference) -> Iterator[tuple[Dimension, Dimension]]:
    """The sizes of matrices that have as many rows as columns by their kind, where one of the two is not known."""
    for node in nodes:
        if isinstance(node, Symbol) and told.of(node.latex) in SQUARE:
            shape = inference.shape(node)
            sizes = [inference.normal(size) for size in shape.dimensions] if shape is not None else []
            if len(sizes) == MATRIX and any(size.variable is not None for size in sizes):
                yield sizes[0], sizes[1]


def paired(nodes: Iterable[Meaning], grounds: dict[str, str], beside: dict[str, Shape], inference: Inference) -> bool:
    """Put names with no ground but their letter beside what they are multiplied with by entries, ``\\epsilon`` of
    ``\\sigma \\odot \\epsilon`` beside the vector. Whether there were any.
    """
    for node in nodes:
        operands = node.operands if isinstance(node, Combination) and node.operator == r"\odot" else ()
        shapes = [shape for each in operands if (shape := inference.shape(each)) is not None and shape.core]
        free = (each.latex for each in operands if isinstance(each, Symbol) and each.latex not in beside
                and (inference.typed(each) is None or grounds.get(each.latex) == "ground-plain"))  # fmt: skip
        names = [*free] if shapes else []
        for name in names:
            beside[name] = shapes[0]
            grounds.pop(name, None)
        if names:
            return True
    return False
