"""Sums, products, extrema and means over ranges; lists, matrices and cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Chain,
    Constant,
    Derivative,
    Differential,
    Grid,
    Labelled,
    Listing,
    Meaning,
    Number,
    Operation,
    Symbol,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.evaluation.plan import Value
from reader.study.evaluation.planning.calls import condition, counted_entries
from reader.study.evaluation.planning.evaluated import condition_of
from reader.study.evaluation.planning.functions import EXTREMA
from reader.study.evaluation.planning.ranges import Range, draws_of
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from reader.study.evaluation.planning.planner import Planner


def build_operation(it: Planner, node: Operation) -> Value:
    if node.kind in ("gradient", "partial"):
        return it.atom(node)
    if node.kind == "expectation":
        return expectation(it, node)
    function = {"sum": "sum", "product": "prod"}.get(node.kind)
    if node.kind == "extremum" and node.operator in EXTREMA:
        function = node.operator.removeprefix("\\")
    if function is None:
        raise Refusal("no-operation", meaning_latex(node))
    written = it.indices.bound[id(node)]
    ranges = [it.indices.ranges[each.letter] for each in written]
    if function in ("max", "min") and not all(it.indices.is_index(each.letter) for each in ranges):
        raise Refusal("search", meaning_latex(node))
    body = it.value(node.body)
    pairs = {each.axis: (each, own) for each, own in zip(ranges, written, strict=True)}
    for each, own in reversed(pairs.values()):
        body = over(it, function, body, each, own)
    return body


def over(it: Planner, function: str, body: Value, each: Range, written: Range) -> Value:
    neutral = {"sum": 0.0, "prod": 1.0, "max": float("-inf"), "min": float("inf")}[function]
    if isinstance(written.condition, Chain):
        body = it.to.choose(condition(it, written.condition), body, it.to.number(neutral))
    if each.axis in body.axes:
        return it.to.reduce_axis(function, body, each.axis)
    size = it.to.number(it.atoms.size(each))
    if function == "sum":
        return it.to.zip("multiply", body, size)
    return it.to.zip("power", body, size) if function == "prod" else body


def expectation(it: Planner, node: Operation) -> Value:
    """The mean over a few draws; weighted where the formula has the distribution's own probabilities."""
    drawn = draws_of(node)[0]
    body = it.value(node.body)
    if drawn.axis not in body.axes and any(counts_over(part, drawn.letter) for part in walk(node.body)):
        raise Refusal("no-operation", meaning_latex(node))  # a mean over sets
    if drawn.axis not in body.axes:
        return body  # nothing in it varies any more
    return mean_over(it, body, drawn)


def mean_over(it: Planner, body: Value, drawn: Range) -> Value:
    weights = it.weights.get(drawn.axis)
    if weights is not None:
        shares = it.to.zip("multiply", it.atoms.value(it.to, weights, ()), body)
        return it.to.reduce_axis("sum", shares, drawn.axis)
    total = it.to.reduce_axis("sum", body, drawn.axis)
    mean = it.to.zip("divide", total, it.to.number(it.atoms.size(drawn)))
    it.means.append((mean.at, body.at, body.axes.index(drawn.axis)))
    return mean


def averaged(it: Planner, node: Meaning) -> Value:
    """The mean of a value over all that is drawn."""
    value = it.value(node)
    for drawn in {each.axis: each for each in it.indices.ranges.values() if each.drawn}.values():
        value = mean_over(it, value, drawn) if drawn.axis in value.axes else value
    return value


def counts_over(node: Meaning, letter: str) -> bool:
    """Whether an operator runs over the set that a letter stands for."""
    below = node.lower if isinstance(node, Operation) else None
    sets = below.operands[1:] if isinstance(below, Chain) else ()
    return any(isinstance(each, Symbol) and each.latex == letter for each in sets)


def build_entry(it: Planner, node: Labelled) -> Value:
    """An entry of a vector, ``\\operatorname{softmax}(z)_i``; or all members of a list as a vector."""
    if isinstance(node.base, Listing):
        (each,) = it.indices.bound[id(node)]
        return it.to.entries(it.value(node.base.items[0]), (it.indices.ranges[each.letter].axis,))
    value = it.value(node.base)
    if len(value.shape) != 1:
        raise Refusal("no-operation", meaning_latex(node))
    if isinstance(node.below, Symbol):
        return counted_entries(it, value, node.below.latex)
    position = int(node.below.text) if isinstance(node.below, Number) and node.below.text.isdigit() else 0
    if not 0 < position <= value.shape[0]:
        raise Refusal("sizes-do-not-fit", meaning_latex(node))
    last = len(value.axes)
    at = it.to.add("slice", (value.at,), (last, position - 1, 1), (*it.to.sizes(value)[:-1], 1))
    return Value(it.to.reduce("sum", Value(at), (last,)), value.axes)


def build_listing(it: Planner, node: Listing) -> Value:
    """Numbers in a row, as a vector."""
    if node.kind != "tuple" or any(isinstance(item, Constant) for item in node.items):
        raise Refusal("no-operation", meaning_latex(node))
    return stacked(it, [it.value(item) for item in node.items], node)


def stacked(it: Planner, values: list[Value], node: Meaning) -> Value:
    """Numbers set side by side along a new axis."""
    if any(value.shape for value in values):
        raise Refusal("no-operation", meaning_latex(node))
    to = it.to
    places, axes, _ = to.aligned(tuple(values))
    common = to.broadcast(places)
    pieces = []
    for place in places:
        whole = place if to.instructions[place].sizes == common else to.add("spread", (place,), (), common)
        pieces.append(to.add("arrange", (whole,), ((*range(len(common)), -1),), (*common, 1)))
    return Value(to.add("join", tuple(pieces), (len(common),), (*common, len(pieces))), axes, (len(pieces),))


def build_grid(it: Planner, node: Grid) -> Value:
    if node.kind == "cases":
        return cases(it, node)
    cells = [it.value(cell) for row in node.rows for cell in row]
    if not cells:
        raise Refusal("undecided", meaning_latex(node))
    flat = stacked(it, cells, node)
    if len(node.rows[0]) == 1:
        return flat
    rows = []
    to, width, first = it.to, len(node.rows[0]), len(flat.axes)
    for k in range(len(node.rows)):
        sizes = (*to.sizes(flat)[:-1], width)
        row = to.add("slice", (flat.at,), (first, k * width, width), sizes)
        order = (*range(first), -1, first)
        rows.append(to.add("arrange", (row,), (order,), (*sizes[:-1], 1, width)))
    sizes = (*to.sizes(flat)[:-1], len(rows), width)
    return Value(to.add("join", tuple(rows), (first,), sizes), flat.axes, (len(rows), width))


def cases(it: Planner, node: Grid) -> Value:
    made: Value | None = None
    for row in reversed(node.rows):
        if len(row) != 2:
            raise Refusal("no-operation", meaning_latex(node))
        relation = condition_of(row[1])
        value = it.value(row[0])
        if made is None:
            made = value  # the last row is what is left
        elif not isinstance(relation, Chain):
            raise Refusal("no-operation", meaning_latex(node))
        else:
            made = it.to.choose(condition(it, relation), value, made)
    assert made is not None
    return made


def build_derivative(it: Planner, node: Derivative | Differential) -> Value:
    return it.atom(node)
