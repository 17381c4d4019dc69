"""What a paper says of numbers beside each other: which is the smaller one, which squares add up to 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Meaning,
    Number,
    Operation,
    Power,
    Root,
    Statements,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.formula.syntax.tree import walk
from reader.study.evaluation.refusal import Refusal

Pairs = frozenset[tuple[str, str]]
FAR_BELOW = frozenset({r"\ll"})
STARS = ("^{*}", r"^{\star}", "_{*}", r"_{\star}")


def orders_in(formulas: Iterable[Meaning]) -> Pairs:
    """Names of which a paper says that one is at most the other, ``k \\le n`` and ``0 < a < b``, and nowhere the other
    way round.
    """
    found = {pair for formula in formulas for chain in said_in(formula) for pair in _pairs(chain)}
    return frozenset((low, high) for low, high in found if (high, low) not in found and low != high)


def said_in(formula: Meaning) -> Iterator[Chain]:
    """What a formula says by itself; no cases, no members of a set, no events of which there is a probability."""
    items = formula.items if isinstance(formula, Statements) else (formula,)
    yield from (item for item in items if isinstance(item, Chain))


def _pairs(chain: Chain) -> Iterator[tuple[str, str]]:
    for (left, right), relation in zip(pairwise(chain.operands), chain.relations, strict=True):
        if relation.sign in AT_MOST | FAR_BELOW:
            yield from _named(left, right)
        elif relation.sign in AT_LEAST:
            yield from _named(right, left)


def _named(low: Meaning, high: Meaning) -> Iterator[tuple[str, str]]:
    """Of ``r \\le \\min(m, n)`` each with r."""
    least = isinstance(high, Application) and isinstance(high.function, Symbol) and high.function.latex == r"\min"
    ends = high.arguments if isinstance(high, Application) and least else (high,)
    if isinstance(low, Symbol):
        yield from ((low.latex, end.latex) for end in ends if isinstance(end, Symbol))


def circles_in(formulas: Iterable[Meaning]) -> Mapping[str, Meaning]:
    """Of two whose squares add up to 1 what the second is: of ``a_t^2 + s_t^2 = 1`` that ``s_t`` is the root of what is
    left. Neither is above 1.
    """
    found: dict[str, Meaning] = {}
    for chain in (said for formula in formulas for said in said_in(formula)):
        if {each.sign for each in chain.relations} <= EQUAL and len(chain.operands) == 2:
            found |= _circle(bare(chain.operands[0]), bare(chain.operands[1]))
    return found


def _circle(total: Meaning, one: Meaning) -> dict[str, Meaning]:
    if not isinstance(one, Number) or one.text != "1" or not isinstance(total, Total) or len(total.terms) != 2:
        return {}
    first, last = total.terms
    names = [each.base for each in total.terms if isinstance(each, Power) and meaning_latex(each.exponent) == "2"]
    if len(names) != 2 or total.signs != ("", "+"):
        return {}
    second = names[1]
    if not all(isinstance(each, Symbol) for each in names) or not isinstance(second, Symbol):
        return {}
    rest = Total(last.start, last.end, (one, first), ("", "-"))
    return {second.latex: Root(last.start, last.end, rest, None)}


def members_of(circles: Mapping[str, Meaning]) -> frozenset[str]:
    """All names whose squares add up to 1 with those of another, and their families."""
    names = {node.latex for side in circles.values() for node in walk(side) if isinstance(node, Symbol)} | set(circles)
    return frozenset({*names, *(skeleton(name)[0] for name in names)})


def refuse_own_optima(nodes: Iterable[Meaning]) -> None:
    """Raises for ``\\nabla f_k(x_k^*)``: a function has no slope where it is least, or one that a bound holds."""
    for node in nodes:
        body = node.body if isinstance(node, Operation) and node.kind == "gradient" else None
        point = body.arguments[0] if isinstance(body, Application) and len(body.arguments) == 1 else None
        head = body.function if isinstance(body, Application) else None
        starred = isinstance(point, Symbol) and point.latex.endswith(STARS)
        if isinstance(head, Symbol) and isinstance(point, Symbol) and starred:
            if _scripts(head, ()) != _scripts(point, STARS):
                continue  # where the others are least it may well have one
            raise Refusal("slope-at-optimum", meaning_latex(node))


def _scripts(name: Symbol, marks: Collection[str]) -> str:
    """What stands in a name's subscript."""
    latex = next((name.latex.removesuffix(mark) for mark in marks if name.latex.endswith(mark)), name.latex)
    return latex.partition("_")[2]
