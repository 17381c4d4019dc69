"""Matrices that are symmetric by how a formula makes them: second derivatives, and sums and means of such."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Meaning,
    Number,
    Operation,
    Symbol,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.shapes.expressions import skeleton
from reader.study.evaluation.matrices import forms
from reader.study.evaluation.relations import said_in
from reader.study.evaluation.spelling import base_of, is_capital

MOST_STEPS = 4  # from one formula to the next
OVER_MANY = frozenset({"sum", "expectation"})


def symmetric_in(formulas: Sequence[Meaning], known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Names of matrices, and of functions that give them, that formulas make symmetric. ``known`` are so already."""
    given = [pair for formula in formulas for chain in said_in(formula) for pair in _given(chain)]
    found = set(known)
    for _ in range(MOST_STEPS):
        more = {name for name, side in given if name not in found and is_symmetric(side, found)}
        if not more:
            return
        for name in sorted(more):
            yield name, forms.SYMMETRIC
        found |= {each for name in more for each in (name, skeleton(name)[0])}


def _given(chain: Chain) -> Iterator[tuple[str, Meaning]]:
    """What an equation says that a capital is, or the function with its letter."""
    left = chain.operands[0]
    name = left.function if isinstance(left, Application) else left
    if isinstance(name, Symbol) and is_capital(base_of(name.latex)) and chain.relations[0].sign in EQUAL:
        yield name.latex, chain.operands[1]


def is_symmetric(node: Meaning, known: Collection[str]) -> bool:
    """Whether a side is symmetric, where it is a matrix at all."""
    node = bare(node)
    if isinstance(node, Symbol | Application):
        name = meaning_latex(node.function if isinstance(node, Application) else node)
        return name in known or skeleton(name)[0] in known
    if isinstance(node, Operation):
        twice = node.kind == "gradient" and isinstance(node.upper, Number) and node.upper.text == "2"
        return twice or (node.kind in OVER_MANY and is_symmetric(node.body, known))
    return False
