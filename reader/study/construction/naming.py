"""What a piece is called: a row of ``messages/crafting.toml`` for each kind of operation, with the layer it lies in."""

from __future__ import annotations

from collections.abc import Callable

from glossary.model import ConceptId
from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Combination,
    Constant,
    Factorial,
    Integral,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Transposed,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.evaluated import known_function, role_of
from reader.study.evaluation.planning.functions import EXTREMA

# by name, the concept of the glossary that tells of it: its layer is where the piece lies on the shelf
CONCEPTS: dict[str, ConceptId] = {
    "sum": "sum", "difference": "sum", "negation": "multiplication", "product": "multiplication",
    "division": "multiplication", "reciprocal": "multiplication",
    "root": "square-root", "power": "square", "square": "square", "inverse": "inverse-matrix",
    "exp": "exponential-function", "log": "logarithm", "transpose": "transpose", "softmax": "softmax",
    "sigmoid": "sigmoid", "relu": "relu", "tanh": "sigmoid", "expectation": "expectation", "sum-over": "sum",
    "product-over": "product", "largest": "maximum", "smallest": "minimum", "hadamard": "hadamard-product",
    "norm": "norm", "absolute": "absolute-value", "inner": "dot-product", "integral": "integral",
}  # fmt: skip
FOUNDATION: ConceptId = "function"  # the concept of what has no own


def name_of(node: Meaning, knowledge: Knowledge) -> str:
    """The name of what a node does with its parts: a row ``piece-<name>``."""
    find = NAMES.get(type(node))
    return find(node, knowledge) if find is not None else "other"


def _total(node: Total, knowledge: Knowledge) -> str:
    if len(node.terms) == 1:
        return "negation"
    return "difference" if set(node.signs[1:]) == {"-"} and not node.signs[0] else "sum"


def _quotient(node: Quotient, knowledge: Knowledge) -> str:
    if node.form == "binom":
        return "binomial"
    return "reciprocal" if isinstance(node.numerator, Number) and node.numerator.text == "1" else "division"


def _power(node: Power, knowledge: Knowledge) -> str:
    if isinstance(node.base, Constant) and node.base.latex == "e":
        return "exp"
    return {"2": "square", "-1": "inverse"}.get(meaning_latex(node.exponent), "power")


def _application(node: Application, knowledge: Knowledge) -> str:
    known = known_function(node, knowledge)
    if known is not None:
        return known.name
    if role_of(node, knowledge) == "extremum" and isinstance(node.function, Symbol):
        return {"maximum": "largest", "minimum": "smallest"}[EXTREMA[node.function.latex]]
    return "function"


def _operation(node: Operation, knowledge: Knowledge) -> str:
    if node.kind == "extremum":
        return "largest" if "max" in node.operator or "sup" in node.operator else "smallest"
    return {"sum": "sum-over", "product": "product-over", "expectation": "expectation"}.get(node.kind, "other")


def _bars(node: Bars, knowledge: Knowledge) -> str:
    return node.kind if node.kind in ("norm", "absolute", "inner") else "other"


NAMES: dict[type[Meaning], Callable[..., str]] = {
    Total: _total, Product: lambda node, knowledge: "product", Quotient: _quotient, Power: _power,
    Root: lambda node, knowledge: "root", Transposed: lambda node, knowledge: "transpose",
    Application: _application, Operation: _operation, Bars: _bars, Integral: lambda node, knowledge: "integral",
    Combination: lambda node, knowledge: "hadamard" if node.operator == r"\odot" else "combination",
    Factorial: lambda node, knowledge: "factorial",
}  # fmt: skip
COMMUTING = frozenset({"sum", "hadamard", "inner"})
