"""Fractions over a sum of the same: shares, and means with weights."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.semantics.nodes import Meaning, Operation, Product, Quotient, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.model.values import value
from reader.study.walkthrough.sameness import swaps_between


@value
class Share:
    """``part`` over the sum of all that are like it; ``index`` counts them."""

    at: Quotient
    part: Meaning
    index: Meaning


@value
class WeightedMean:
    """The sum of ``weight`` times ``part``, over the sum of the weights."""

    at: Quotient
    weight: Meaning
    part: Meaning


def ratios_in(statement: Meaning) -> Iterator[Share | WeightedMean]:
    """From the outside inwards."""
    for node in walk(statement):
        if isinstance(node, Quotient) and node.form != "binom":
            found = _ratio(node)
            if found is not None:
                yield found


def _ratio(quotient: Quotient) -> Share | WeightedMean | None:
    above, below = bare(quotient.numerator), bare(quotient.denominator)
    if not isinstance(below, Operation) or below.kind != "sum" or len(below.bound) != 1:
        return None
    if isinstance(above, Operation):
        return _mean(quotient, above, below) if above.kind == "sum" and _range(above) == _range(below) else None
    index = _index(below)
    return Share(quotient, above, index) if index is not None and _is_like(above, below.body, index.latex) else None


def _is_like(part: Meaning, body: Meaning, index: str) -> bool:
    """Whether a part is the body of the sum for one value of the index: ``x_i``, or ``x`` where ``x'`` counts."""
    one, each = meaning_latex(part), meaning_latex(bare(body))
    if index.endswith("'"):
        return one == each.replace(index, index.rstrip("'"))
    swaps = swaps_between(one, each, least=1)
    return swaps is not None and len(swaps) == 1 and swaps[0][1] == index


def _mean(quotient: Quotient, above: Operation, below: Operation) -> WeightedMean | None:
    body, weight = bare(above.body), bare(below.body)
    factors = body.factors if isinstance(body, Product) else ()
    others = [factor for factor in factors if meaning_latex(bare(factor)) != meaning_latex(weight)]
    return WeightedMean(quotient, weight, others[0]) if len(others) == 1 == len(factors) - 1 else None


def _range(operation: Operation) -> tuple[str, ...]:
    return tuple(meaning_latex(end) if end is not None else "" for end in (operation.lower, operation.upper))


def _index(operation: Operation) -> Symbol | None:
    """The symbol that a sum counts with."""
    if operation.lower is None:
        return None
    bound = operation.bound[0]
    return next((node for node in walk(operation.lower) if isinstance(node, Symbol) and node.latex == bound), None)
