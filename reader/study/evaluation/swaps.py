"""Parts put in the place of others: each row says what fits where something stands, with an example that a test runs.

A swap is a switch whose neutral form is another formula; the numbers before and after come from the same inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Given,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.evaluated import evaluated, is_atom, known_function, role_of
from reader.study.evaluation.planning.functions import EXTREMA
from reader.study.evaluation.planning.statements import statements_of
from reader.study.evaluation.planning.switches import Switch, is_difference

NAMES: dict[str, str] = {  # what stands in the formula for a function that is put in
    "hardmax": r"\operatorname{hardmax}", "softmax": r"\operatorname{softmax}", "relu": r"\operatorname{ReLU}",
    "gelu": r"\operatorname{GELU}", "tanh": r"\tanh", "sigmoid": r"\operatorname{sigmoid}",
    "layer-norm": r"\operatorname{LayerNorm}", "rms-norm": r"\operatorname{RMSNorm}",
}  # fmt: skip
FITTING: dict[str, tuple[str, ...]] = {  # by function, what has the same socket
    "softmax": ("hardmax",),
    **dict.fromkeys(("gelu", "silu", "elu", "leaky-relu", "softplus"), ("relu", "tanh")),
    "relu": ("gelu", "tanh"), "tanh": ("relu", "sigmoid"),
    "layer-norm": ("rms-norm",), "rms-norm": ("layer-norm",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Swap:
    """One row: a part, what is put in its place, and what the example becomes."""

    id: str
    example: str
    becomes: str


def functions(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    known = known_function(node, knowledge) if isinstance(node, Application) else None
    for other in FITTING.get(known.name, ()) if known is not None else ():
        if isinstance(node, Application):
            yield replace(node, function=Symbol(node.start, node.start, NAMES[other], NAMES[other]))


def divergences(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    """The other way round: which distribution is it that must not be missed?"""
    if isinstance(node, Application) and role_of(node, knowledge) == "divergence":
        both = node.arguments[0]
        if isinstance(both, Given):
            yield replace(node, arguments=(replace(both, left=both.right, right=both.left), *node.arguments[1:]))


def distances(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    """Of a squared distance the plain sum of what differs: large errors weigh less."""
    square = isinstance(node, Power) and isinstance(node.exponent, Number) and node.exponent.text == "2"
    norm = node.base if isinstance(node, Power) and square else None
    below = meaning_latex(norm.below) if isinstance(norm, Bars) and norm.below is not None else ""
    if isinstance(norm, Bars) and norm.kind == "norm" and below in ("", "2") and all(map(is_difference, norm.items)):
        yield replace(norm, below=Number(norm.start, norm.start, "1"))


def sums(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    """Of a sum over an index the largest of what is added, and the other way round."""
    if isinstance(node, Operation) and node.kind == "sum" and node.lower is not None and node.upper is None:
        yield replace(node, kind="extremum", operator=r"\max")


def extrema(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    if isinstance(node, Application) and role_of(node, knowledge) == "extremum" and isinstance(node.function, Symbol):
        (other,) = EXTREMA.keys() - {node.function.latex}
        yield replace(node, function=Symbol(node.start, node.start, other, other))


def means(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    """Of a mean that is written as a sum over its number the sum alone."""
    if not isinstance(node, Product) or len(node.factors) != 2 or any(node.signs):
        return
    share, total = node.factors
    counted = isinstance(total, Operation) and total.kind == "sum" and total.upper is not None
    if isinstance(share, Quotient) and counted and isinstance(total, Operation) and total.upper is not None:
        one = isinstance(share.numerator, Number) and share.numerator.text == "1"
        if one and meaning_latex(share.denominator) == meaning_latex(total.upper):
            yield total


def hinges(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    """Of a log-sigmoid the hinge, which asks for a margin of one and then for nothing more."""
    known = known_function(node, knowledge) if isinstance(node, Application) else None
    inner = node.arguments[0] if isinstance(node, Application) and known is not None and known.name == "log" else None
    inside = known_function(inner, knowledge) if isinstance(inner, Application) else None
    if isinstance(inner, Application) and inside is not None and inside.name == "sigmoid":
        body = inner.arguments[0]
        less = Total(body.start, body.end, (body, Number(body.start, body.start, "1")), ("", "-"))
        zero = Number(body.start, body.start, "0")
        smallest = Symbol(node.start, node.start, r"\min", r"\min")
        yield Application(node.start, node.end, smallest, (zero, less), "(", ")", (",",))


SWAPS: tuple[tuple[Swap, Callable[[Meaning, Knowledge], Iterator[Meaning]]], ...] = (
    (Swap("function", r"\operatorname{softmax}(\mathbf{x})", r"\operatorname{hardmax}(\mathbf{x})"), functions),
    (Swap("divergence", r"D_{\mathrm{KL}}(p \| q)", r"D_{\mathrm{KL}}(q\|p)"), divergences),
    (Swap("distance", r"\|\mathbf{x} - \mathbf{y}\|^2", r"\|\mathbf{x}-\mathbf{y}\|_{1}"), distances),
    (Swap("largest", r"\sum_{v \in V} f(v)", r"\max_{v\in V}f(v)"), sums),
    (Swap("extremum", r"\max(a, b)", r"\min(a,b)"), extrema),
    (Swap("sum", r"\frac{1}{n} \sum_{i=1}^n a_i", r"\sum_{i=1}^{n}a_{i}"), means),
    (Swap("hinge", r"\log \operatorname{sigmoid}(a)", r"\min(0,a-1)"), hinges),
)


def swaps_of(meaning: Meaning, knowledge: Knowledge) -> list[tuple[Swap, Switch]]:
    """Everything in the computed sides of a display that something else fits for, outermost first."""
    knowledge = knowledge.with_definitions({})
    sides = [side for statement in statements_of(meaning, knowledge) for side in statement.sides]
    nodes = [node for side in sides for node in evaluated(side, knowledge) if not is_atom(node, knowledge)]
    return [
        (row, Switch("swap", node, "formula", node, other, other))
        for node in nodes
        for row, find in SWAPS
        for other in find(node, knowledge)
    ]
