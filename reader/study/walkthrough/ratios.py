"""Fractions over a sum of the same: shares, and means with weights."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.semantics.nodes import (
    Chain,
    Combination,
    Meaning,
    Operation,
    Product,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.model.values import value
from reader.study.walkthrough.members import is_member


@value
class Share:
    """``part`` over the sum of all that are like it; ``index`` counts them."""

    at: Quotient
    part: Meaning
    index: Symbol


@value
class WeightedMean:
    """The sum of ``weight`` times ``part``, over the sum of the weights."""

    at: Quotient
    weight: Meaning
    part: Meaning


def ratios_in(statement: Meaning) -> Iterator[Share | WeightedMean]:
    """From the outside inwards."""
    for node in walk(statement):
        if isinstance(node, Quotient):
            found = ratio_of(node)
            if found is not None:
                yield found


def ratio_of(quotient: Quotient) -> Share | WeightedMean | None:
    above, below = bare(quotient.numerator), bare(quotient.denominator)
    if quotient.form == "binom" or not isinstance(below, Operation) or below.kind != "sum" or len(below.bound) != 1:
        return None
    if isinstance(above, Operation):
        return _mean(quotient, above, below) if above.kind == "sum" and _range(above) == _range(below) else None
    index = _index(below)
    is_one = index is not None and is_member(meaning_latex(above), meaning_latex(bare(below.body)), index.latex)
    return Share(quotient, above, index) if index is not None and is_one else None


def _mean(quotient: Quotient, above: Operation, below: Operation) -> WeightedMean | None:
    body, weight = bare(above.body), bare(below.body)
    factors = body.factors if isinstance(body, Product) else ()
    others = [factor for factor in factors if meaning_latex(bare(factor)) != meaning_latex(weight)]
    return WeightedMean(quotient, weight, others[0]) if len(others) == 1 == len(factors) - 1 else None


def _range(operation: Operation) -> tuple[str, ...]:
    return tuple(meaning_latex(end) if end is not None else "" for end in (operation.lower, operation.upper))


def _index(operation: Operation) -> Symbol | None:
    """The symbol that a sum counts with, where it may count the one above the bar as well: not ``j \\ne i``."""
    lower = operation.lower
    if isinstance(lower, Chain):
        is_whole = lower.relations[0].sign in ("=", r"\in") and not isinstance(lower.operands[1], Combination | Total)
        lower = lower.operands[0] if is_whole and len(lower.operands) == 2 else None
    return lower if isinstance(lower, Symbol) and lower.latex == operation.bound[0] else None
