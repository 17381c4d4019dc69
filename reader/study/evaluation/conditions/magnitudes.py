"""Numbers of the size of what the authors set beside them.

What one subtracts from another, and what one divides by another within an exponential or a logarithm, are measured in
the same unit: beside ``T_0 = 32`` the ``T`` of ``T - T_0`` is no 0.9, and beside ``\\tau = 14`` the ``t`` of
``e^{-t / \\tau}`` no 0.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader.formula.semantics.nodes import (
    Application,
    Constant,
    Meaning,
    Number,
    Power,
    Quotient,
    Symbol,
    Total,
    bare,
    leaf_latex,
)
from reader.formula.syntax.tree import walk
from reader.study.evaluation.inputs import SCALED, is_free
from reader.study.evaluation.plan import Plan

LARGE = 3.0  # what is set below it may be of the size of other numbers here
UNITLESS = frozenset({r"\exp", r"\log", r"\ln", r"\tanh", r"\sigma"})  # functions of what has no unit


def to_size(plan: Plan, nodes: Iterable[Meaning]) -> Plan:
    """The same with free numbers of the size of the large ones beside them that the authors set, or the formula has."""
    chosen = {each.latex: abs(each.chosen) for each in plan.inputs if each.chosen is not None and not each.sizes}
    sizes: dict[str, float] = {}
    for name, size in (*_subtracted(nodes, chosen), *_divided(nodes, chosen)):
        sizes[name] = max(size, sizes.get(name, 0.0))
    inputs = tuple(
        replace(each, scale=sizes[each.latex], usual=None)
        if is_free(each) and sizes.get(each.latex, 0.0) >= LARGE and each.domain in SCALED and each.scale == 1
        and each.ends is None and not each.normalised
        else each
        for each in plan.inputs
    )  # fmt: skip
    return replace(plan, inputs=inputs)


def _subtracted(nodes: Iterable[Meaning], chosen: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Of ``T - T_0``, alone."""
    for node in nodes:
        terms = [bare(each) for each in node.terms] if isinstance(node, Total) and "-" in node.signs else []
        names = [each.latex for each in terms if isinstance(each, Symbol)]
        set_to = [chosen[each] for each in names if each in chosen]
        if len(names) == len(terms) and set_to:
            yield from ((each, max(set_to)) for each in names if each not in chosen)


def _divided(nodes: Iterable[Meaning], chosen: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Of ``t / \\tau`` and ``(a - b) / 400`` within an exponent, an exponential or a logarithm."""
    for node in nodes:
        inside = _unitless(node)
        for part in walk(inside) if inside is not None else ():
            if isinstance(part, Quotient) and part.form != "binom":
                below, above = bare(part.denominator), bare(part.numerator)
                size = float(below.text) if isinstance(below, Number) and below.text.isdigit() else None
                size = chosen.get(below.latex) if isinstance(below, Symbol) else size
                terms = [bare(each) for each in above.terms] if isinstance(above, Total) else [above]
                if size is not None and all(isinstance(each, Symbol) for each in terms):
                    yield from ((each.latex, size) for each in terms if isinstance(each, Symbol))


def _unitless(node: Meaning) -> Meaning | None:
    """What stands in an exponent of a number, or in a function of what has no unit."""
    if isinstance(node, Power) and isinstance(bare(node.base), Number | Constant):
        return node.exponent
    known = isinstance(node, Application) and leaf_latex(node.function).partition("_")[0] in UNITLESS
    return node.arguments[0] if isinstance(node, Application) and known and node.arguments else None
