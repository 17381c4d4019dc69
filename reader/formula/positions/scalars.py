"""Which parts of a content tree are surely one number."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Factorial,
    Given,
    Group,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
)
from reader.formula.syntax.tables.name_rows import PROBABILITIES

SCALAR_BARS = frozenset({"norm", "absolute", "cardinality", "inner", "floor", "ceiling"})
SCALAR_WORDS = frozenset({
    r"\det", r"\dim", r"\Pr", r"\mathbb{P}", r"\operatorname{tr}", r"\operatorname{Tr}", r"\operatorname{KL}",
    r"\operatorname{rank}", r"\operatorname{Var}",
})  # fmt: skip
ENTRYWISE = frozenset({r"\log", r"\ln", r"\exp", r"\sin", r"\cos", r"\tan", r"\tanh", r"\sinh", r"\cosh"})
LOSSES = frozenset({r"\mathcal{L}", r"\mathcal{J}", r"\ell", r"\mathscr{L}"})
NOT_DENSITIES = frozenset({"E", "H", "I", "L", "Q", "V", "A", "D", "K", "J", "R", "C", "O", r"\ell", "b", "S"})
UPRIGHT_LETTER = re.compile(r"\\math(?:rm|sf)\{\w\}")
NAMES_OF_OTHERS = (r"\mathcal", r"\mathbb{E}", r"\operatorname", r"\mathrm")
DEEPEST = 12  # levels that are looked into


def is_scalar(node: Meaning, depth: int = 0) -> bool:
    """Whether the part can be nothing but one number. False where that is open."""
    test = TESTS.get(type(node))
    return test is not None and depth <= DEEPEST and test(node, depth + 1)


def _is_scalar_operation(node: Operation, depth: int) -> bool:
    if node.kind not in ("sum", "product", "expectation", "limit", "extremum") or "arg" in node.operator:
        return False
    return is_scalar(node.body, depth)


def _is_scalar_value(node: Application, depth: int) -> bool:
    function = node.function
    if not isinstance(function, Symbol):
        return False
    if function.stem in LOSSES or function.latex in SCALAR_WORDS or function.stem in SCALAR_WORDS:
        return True
    if function.stem in ENTRYWISE:
        return all(is_scalar(argument, depth) for argument in node.arguments)
    if any(isinstance(argument, Given) for argument in node.arguments):
        return True
    return function.stem.rstrip("'") in PROBABILITIES


def is_large(node: Meaning) -> bool:
    """Whether the part is more than a letter: what a factor before it weighs."""
    return isinstance(node, Application | Bars | Operation | Group) or (
        isinstance(node, Symbol) and node.stem in LOSSES
    )


TESTS: dict[type[Meaning], Callable[[Any, int], bool]] = {  # by kind of node; of other kinds it is open
    Number: lambda node, depth: True,
    Factorial: lambda node, depth: True,
    Bars: lambda node, depth: node.kind in SCALAR_BARS,
    Symbol: lambda node, depth: node.stem in LOSSES,
    Application: _is_scalar_value,
    Operation: _is_scalar_operation,
    Total: lambda node, depth: any(is_scalar(term, depth) for term in node.terms),
    Product: lambda node, depth: all(is_scalar(factor, depth) for factor in node.factors),
    Quotient: lambda node, depth: is_scalar(node.numerator, depth) and is_scalar(node.denominator, depth),
    Root: lambda node, depth: is_scalar(node.body, depth),
    Group: lambda node, depth: is_scalar(node.body, depth),
    Power: lambda node, depth: is_scalar(node.base, depth),
}


def may_be_density(name: str) -> bool:
    r"""Whether a function of ``(a \mid b)`` is a distribution: entropies and losses have such arguments, too."""
    letter = name.partition("_{")[0].partition("^{")[0].rstrip("'")
    if UPRIGHT_LETTER.fullmatch(letter):
        letter = letter[-2]
    return letter not in NOT_DENSITIES and not letter.startswith(NAMES_OF_OTHERS)
