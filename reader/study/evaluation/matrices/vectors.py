"""Vectors: what numbers stand in them by their letter, and how long those are whose product is scaled."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from reader.formula.semantics.nodes import Bars, Meaning, Product, Quotient, Root, Symbol, Transposed, bare
from reader.formula.shapes.declared import Declarations
from reader.formula.shapes.expressions import SCALAR, Dimension, named
from reader.formula.shapes.inferred import Inference
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.spelling import base_of, is_capital, plain_of

RANGES = frozenset({"positive", "nonnegative", "unit", "signed-unit"})
DIMENSIONS = frozenset("dD")


def numbers_of_letter(latex: str, declarations: Declarations) -> str:
    """Of a vector in bold Greek what its letter is declared as in plain type, for its entries are such numbers; "" of
    others.
    """
    base = base_of(latex)
    letter = plain_of(base)
    if not letter.startswith("\\") or is_capital(base):
        return ""
    declared = declarations.find(latex.replace(base, letter, 1))
    told = declared is not None and declared.firm and declared.shape == SCALAR
    return declared.domain if declared is not None and told and declared.domain in RANGES else ""


def scaled_lengths(
    nodes: Sequence[Meaning], knowledge: Knowledge, inference: Inference
) -> Iterator[tuple[Dimension, Dimension]]:
    """The length of what is multiplied above the root of a dimension, and this dimension: ``q^\\top k / \\sqrt{d}``."""
    for node in nodes:
        below = node.denominator.body if isinstance(node, Quotient) and isinstance(node.denominator, Root) else None
        if not isinstance(node, Quotient) or not isinstance(below, Symbol) or base_of(below.latex) not in DIMENSIONS:
            continue
        length = _length(bare(node.numerator), inference)
        unsaid = length is not None and inference.normal(length).variable is not None
        if length is not None and unsaid and knowledge.quantity(below.latex) == "natural":
            yield length, named(below.latex)


def equal_rows(
    nodes: Sequence[Meaning], weights: Container[str], inference: Inference
) -> Iterator[tuple[Dimension, Dimension]]:
    """The rows of matrices of one letter that stand before the same vector, ``W_Q h`` and ``W_V h``, where nothing says
    how many these are.
    """
    first: dict[tuple[str, str], Dimension] = {}
    for node in nodes:
        for matrix, vector in pairwise(node.factors) if isinstance(node, Product) else ():
            if not isinstance(matrix, Symbol) or not isinstance(vector, Symbol) or matrix.latex not in weights:
                continue
            shape = inference.shape(matrix)
            if shape is not None and shape.rank == 2:
                rows = first.setdefault((base_of(matrix.latex), vector.latex), shape.dimensions[0])
                unsaid = any(inference.normal(each).variable is not None for each in (rows, shape.dimensions[0]))
                if unsaid and rows != shape.dimensions[0]:
                    yield rows, shape.dimensions[0]


def _length(product: Meaning, inference: Inference) -> Dimension | None:
    """Over how much a product of two vectors or matrices sums."""
    if isinstance(product, Bars) and product.kind == "inner":
        first = product.items[0]
    elif isinstance(product, Product) and len(product.factors) == 2:
        first = product.factors[0]
        if not any(isinstance(factor, Transposed) for factor in product.factors):
            return None
    else:
        return None
    shape = inference.shape(first)
    return shape.dimensions[-1] if shape is not None and shape.rank else None
