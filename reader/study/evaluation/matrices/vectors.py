"""How long vectors are whose product is scaled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.formula.semantics.nodes import Bars, Meaning, Product, Quotient, Root, Symbol, Transposed, bare
from reader.formula.shapes.expressions import Dimension, named
from reader.formula.shapes.inferred import Inference
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.spelling import base_of

DIMENSIONS = frozenset("dD")


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
