"""Which parts of a formula are computed, and which are taken as they are: atoms, whose values are inputs."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Derivative,
    Given,
    Grid,
    Group,
    Meaning,
    Nothing,
    Operation,
    Power,
    Product,
    Statements,
    Symbol,
)
from reader.formula.syntax.tree import children
from reader.study.evaluation.planning.functions import BY_NAME, BY_SPELLING, DIVERGENCES, EXTREMA, INDICATORS, Known
from reader.study.evaluation.planning.kinds import Knowledge, base_of

GROWTHS = frozenset({"O", "o", r"\mathcal{O}", r"\mathcal{o}", r"\Omega", r"\Theta"})  # how something grows: no value


def known_function(node: Application, knowledge: Knowledge) -> Known | None:
    """The function that is applied, where it has a fixed meaning or the paper says which one it is."""
    function = node.function
    if not isinstance(function, Symbol) or len(node.arguments) != 1 or isinstance(node.arguments[0], Chain | Given):
        return None
    if knowledge.declarations.find(function.latex, function=True) is not None and function.latex not in BY_SPELLING:
        return None
    said = knowledge.functions.get(function.latex) or knowledge.functions.get(base_of(function.latex))
    return BY_NAME.get(said or "") or BY_SPELLING.get(function.latex)


def role_of(node: Application, knowledge: Knowledge) -> str:
    """``known``, ``raised`` (``\\log^2 x``), ``extremum`` of a list, ``indicator``, ``divergence``, else ``opaque``."""
    function = node.function
    if known_function(node, knowledge) is not None:
        return "known"
    if isinstance(function, Power) and isinstance(function.base, Symbol):
        plain = Application(node.start, node.end, function.base, node.arguments, node.open, node.close, ())
        return "raised" if known_function(plain, knowledge) is not None else "odd"
    if not isinstance(function, Symbol):
        return "odd"
    if function.latex in EXTREMA and len(node.arguments) > 1:
        return "extremum"
    if function.latex in INDICATORS and isinstance(node.arguments[0], Chain):
        return "indicator"
    if base_of(function.latex) in GROWTHS:
        return "odd"
    versus = isinstance(node.arguments[0], Given) and node.arguments[0].kind == "versus"
    if versus:
        return "divergence" if function.latex in DIVERGENCES or function.stem in DIVERGENCES else "odd"
    return "opaque"


def is_atom(node: Meaning, knowledge: Knowledge) -> bool:
    """Whether the node's value is an input."""
    if isinstance(node, Application):
        return role_of(node, knowledge) == "opaque"
    if isinstance(node, Operation):
        return node.kind in ("gradient", "partial")
    return isinstance(node, Symbol | Derivative)


def computed_children(node: Meaning, knowledge: Knowledge) -> list[Meaning]:
    """The parts that must be computed for this node."""
    if is_atom(node, knowledge):
        return []
    if isinstance(node, Application):
        arguments: list[Meaning] = [part for part in node.arguments if not isinstance(part, Given)]
        return [*arguments, node.function.exponent] if isinstance(node.function, Power) else arguments
    if isinstance(node, Operation):
        return [node.body]
    if isinstance(node, Annotated):
        return [node.base]
    if isinstance(node, Bars):
        return list(node.items)
    if isinstance(node, Grid) and node.kind == "cases":
        return [part for row in node.rows for part in (row[0], *map(condition_of, row[1:])) if part is not None]
    return children(node)


def condition_of(cell: Meaning) -> Meaning | None:
    """The relation in the second column of cases; None for "otherwise"."""
    if isinstance(cell, Chain):
        return cell
    if isinstance(cell, Statements):
        chains = [item for item in cell.items if isinstance(item, Chain)]
        return chains[0] if len(chains) == 1 else None
    return None


def evaluated(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    """The node and everything that is computed for it, inputs too."""
    yield node
    for child in computed_children(node, knowledge):
        yield from evaluated(child, knowledge)


def is_anything(node: Meaning) -> bool:
    """The dot in ``\\pi(\\cdot \\mid x)``: whatever may stand there."""
    inner = node.body if isinstance(node, Group) else node
    return isinstance(inner, Product) and all(isinstance(factor, Nothing) for factor in inner.factors)
