"""Each kind of node built from the operations of a plan: a row per kind. What has no row does not run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.meaning_nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Constant,
    Derivative,
    Grid,
    Group,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Statements,
    Symbol,
    Total,
    Transposed,
)
from reader.formula.meaning_printer import meaning_latex
from reader.formula.running.distributions import ANY, sides_of
from reader.formula.running.evaluated import condition_of, known_function, role_of
from reader.formula.running.functions import EXTREMA, inverse
from reader.formula.running.plan import Value
from reader.formula.running.ranges import Range, draws_of
from reader.formula.running.refusal import Refusal

if TYPE_CHECKING:
    from reader.formula.running.planner import Planner

CONSTANTS = {r"\infty": float("inf"), r"\pi": 3.141592653589793, "e": 2.718281828459045}
COMPARISONS: dict[str, tuple[str, bool]] = {  # sign -> operation, whether its sides are swapped
    "=": ("equal", False), r"\ne": ("not_equal", False), r"\neq": ("not_equal", False), "<": ("less", False),
    r"\le": ("less_equal", False), r"\leq": ("less_equal", False), r"\leqslant": ("less_equal", False),
    ">": ("less", True), r"\ge": ("less_equal", True), r"\geq": ("less_equal", True),
    r"\geqslant": ("less_equal", True),
}  # fmt: skip
HIGHEST_POWER = 6


def build(it: Planner, node: Meaning) -> Value:
    builder = BUILDERS.get(type(node))
    if builder is None:
        raise Refusal("no-operation", meaning_latex(node))
    try:
        return builder(it, node)
    except ValueError as error:
        raise Refusal("shapes-clash", meaning_latex(node)) from error


# --- leaves ----------------------------------------------------------------------------------------------------------


def build_number(it: Planner, node: Number) -> Value:
    return it.to.number(float(node.text))


def build_constant(it: Planner, node: Constant) -> Value:
    if node.latex not in CONSTANTS:
        raise Refusal("no-operation", node.latex)
    return it.to.number(CONSTANTS[node.latex])


def build_symbol(it: Planner, node: Symbol) -> Value:
    return it.symbol(node)


def build_inner(it: Planner, node: Group | Annotated | Statements) -> Value:
    if isinstance(node, Statements):
        kept = [item for item in node.items if not isinstance(item, Nothing)]
        if len(kept) != 1:
            raise Refusal("no-operation", meaning_latex(node))
        return it.value(kept[0])
    return it.value(node.body if isinstance(node, Group) else node.base)


# --- arithmetic ------------------------------------------------------------------------------------------------------


def build_total(it: Planner, node: Total) -> Value:
    if any(sign not in ("", "+", "-") for sign in node.signs):
        raise Refusal("no-operation", meaning_latex(node))
    made: Value | None = None
    for term, sign in zip(node.terms, node.signs, strict=True):
        value = it.value(term)
        if made is None:
            made = it.to.map("negative", value) if sign == "-" else value
        else:
            made = it.to.zip("subtract" if sign == "-" else "add", made, value)
    assert made is not None
    return made


def build_product(it: Planner, node: Product) -> Value:
    ways = it.inference.ways.get(id(node), ())
    made = it.value(node.factors[0])
    for factor, way in zip(node.factors[1:], ways, strict=True):
        made = multiplied(it, made, it.value(factor), way, node)
    return made


def multiplied(it: Planner, left: Value, right: Value, way: str, node: Meaning) -> Value:
    to = it.to
    if way == "scale" or not left.shape or not right.shape:
        return to.zip("multiply", left, right)
    if way == "inner":
        return to.contract(left, right, ("i", "i", ""))
    if way == "outer":
        return to.contract(left, to.without_ones(right), ("i", "j", "ij"))
    own = {
        "row-matrix": ("i", "ij", "j"),
        "matrix-vector": ("ij", "j", "i"),
        "matrix-matrix": ("ij", "jk", "ik"),
    }.get(way)
    if own is None:
        raise Refusal("product-unknown", meaning_latex(node))
    made = to.contract(left, right, own)
    if way == "row-matrix":
        return to.turned(made)
    return to.without_ones(made) if all(size == 1 for size in made.shape) else made


def build_quotient(it: Planner, node: Quotient) -> Value:
    if node.form == "binom":
        raise Refusal("no-operation", meaning_latex(node))
    return it.to.zip("divide", it.value(node.numerator), it.value(node.denominator))


def build_root(it: Planner, node: Root) -> Value:
    body = it.value(node.body)
    if node.degree is None:
        return it.to.map("sqrt", body)
    return it.to.zip("power", body, it.to.zip("divide", it.to.number(1), it.value(node.degree)))


def build_power(it: Planner, node: Power) -> Value:
    if isinstance(node.base, Constant) and node.base.latex == "e":
        return it.to.map("exp", it.value(node.exponent))
    base = it.value(node.base)
    if len(base.shape) < 2:
        return it.to.zip("power", base, it.value(node.exponent))
    written = meaning_latex(node.exponent)
    if written == "-1":
        return inverse(it.to, base)
    if not written.isdigit() or not 1 <= int(written) <= HIGHEST_POWER:
        raise Refusal("no-operation", meaning_latex(node))
    made = base
    for _ in range(int(written) - 1):
        made = it.to.contract(made, base, ("ij", "jk", "ik"))
    return made


def build_transposed(it: Planner, node: Transposed) -> Value:
    base = it.value(node.base)
    return it.to.turned(base) if base.shape else base


def build_combination(it: Planner, node: Combination) -> Value:
    function = {r"\odot": "multiply", r"\oslash": "divide", r"\ominus": "subtract"}.get(node.operator)
    if function is None:
        raise Refusal("no-operation", meaning_latex(node))
    made = it.value(node.operands[0])
    for operand in node.operands[1:]:
        made = it.to.zip(function, made, it.value(operand))
    return made


# --- brackets that do something --------------------------------------------------------------------------------------


def build_bars(it: Planner, node: Bars) -> Value:
    counted = it.atoms.sizes.get(meaning_latex(node))
    if counted is not None:
        return it.to.number(counted)
    if node.kind == "inner":
        return inner_product(it, node)
    if len(node.items) != 1:
        raise Refusal("no-operation", meaning_latex(node))
    inner = it.value(node.items[0])
    if node.kind == "norm":
        return norm(it, node, inner)
    function = {"absolute": "abs", "floor": "floor", "ceiling": "ceil"}.get(node.kind)
    if function is None or inner.shape:
        raise Refusal("no-operation", meaning_latex(node))
    return it.to.map(function, inner)


def inner_product(it: Planner, node: Bars) -> Value:
    if len(node.items) != 2 or node.below is not None:
        raise Refusal("no-operation", meaning_latex(node))
    left, right = (it.value(item) for item in node.items)
    if len(left.shape) != len(right.shape):
        raise Refusal("shapes-clash", meaning_latex(node))
    return it.to.reduce_shape("sum", it.to.zip("multiply", left, right))


def norm(it: Planner, node: Bars, inner: Value) -> Value:
    """The Euclidean norm of a vector, unless the subscript names another; of a matrix only where it is said."""
    below = meaning_latex(node.below) if node.below is not None else ""
    if below == "1" and len(inner.shape) < 2:
        return it.to.reduce_shape("sum", it.to.map("abs", inner))
    if below == r"\infty" and len(inner.shape) < 2:
        return it.to.reduce_shape("max", it.to.map("abs", inner))
    long = len(inner.shape) == 2 and 1 not in inner.shape
    if (long and below not in ("F", r"\mathrm{F}", r"\mathsf{F}")) or (not long and below not in ("", "2")):
        raise Refusal("norm-unknown", meaning_latex(node))
    return it.to.map("sqrt", it.to.reduce_shape("sum", it.to.zip("multiply", inner, inner)))


# --- functions -------------------------------------------------------------------------------------------------------


def build_application(it: Planner, node: Application) -> Value:
    role = role_of(node, it.knowledge)
    if role == "opaque":
        return it.atom(node)
    if role == "known":
        return known(it, node)
    if role == "raised" and isinstance(node.function, Power):
        inner = replace(node, function=node.function.base)
        return it.to.zip("power", known(it, inner), it.value(node.function.exponent))
    if role == "extremum" and isinstance(node.function, Symbol):
        return joined(it, EXTREMA[node.function.latex], node.arguments)
    if role == "indicator" and isinstance(node.arguments[0], Chain):
        return condition(it, node.arguments[0])
    if role == "divergence":
        return divergence(it, node)
    raise Refusal("function-unknown", meaning_latex(node.function))


def known(it: Planner, node: Application) -> Value:
    function = known_function(node, it.knowledge)
    assert function is not None
    argument = it.value(node.arguments[0])
    rank = len(argument.shape)
    if (function.rank is not None and rank != function.rank) or (function.name == "softmax" and not rank):
        raise Refusal("function-of-shape", meaning_latex(node))
    return function.build(it.to, argument)


def joined(it: Planner, function: str, parts: tuple[Meaning, ...]) -> Value:
    made = it.value(parts[0])
    for part in parts[1:]:
        made = it.to.zip(function, made, it.value(part))
    return made


def condition(it: Planner, node: Chain) -> Value:
    """One where the relations hold, nought elsewhere."""
    made: Value | None = None
    for relation, left, right in zip(node.relations, node.operands, node.operands[1:], strict=False):
        if relation.sign not in COMPARISONS:
            raise Refusal("no-operation", meaning_latex(node))
        function, swapped = COMPARISONS[relation.sign]
        sides = it.value(left), it.value(right)
        if sides[0].shape or sides[1].shape:
            raise Refusal("no-operation", meaning_latex(node))
        holds = it.to.zip(function, *(reversed(sides) if swapped else sides))
        made = holds if made is None else it.to.zip("multiply", made, holds)
    assert made is not None
    return made


def divergence(it: Planner, node: Application) -> Value:
    """Kullback and Leibler's, over a few outcomes that both distributions share."""
    p, q = (it.atoms.value(it.to, side, ()) for side in sides_of(node))
    shares = it.to.zip("multiply", p, it.to.map("log", it.to.zip("divide", p, q)))
    return it.to.reduce_axis("sum", shares, ANY)


# --- over ranges -----------------------------------------------------------------------------------------------------


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
    for each, own in reversed(list(zip(ranges, written, strict=True))):
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
    if drawn.axis not in body.axes:
        return body  # nothing in it varies any more
    weights = it.weights.get(drawn.axis)
    if weights is not None:
        shares = it.to.zip("multiply", it.atoms.value(it.to, weights, ()), body)
        return it.to.reduce_axis("sum", shares, drawn.axis)
    total = it.to.reduce_axis("sum", body, drawn.axis)
    return it.to.zip("divide", total, it.to.number(it.atoms.size(drawn)))


# --- lists and grids -------------------------------------------------------------------------------------------------


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


def build_derivative(it: Planner, node: Derivative) -> Value:
    return it.atom(node)


BUILDERS: dict[type[Meaning], Callable[..., Value]] = {
    Number: build_number, Constant: build_constant, Symbol: build_symbol, Group: build_inner, Annotated: build_inner,
    Statements: build_inner, Total: build_total, Product: build_product, Quotient: build_quotient, Root: build_root,
    Power: build_power, Transposed: build_transposed, Combination: build_combination, Bars: build_bars,
    Application: build_application, Operation: build_operation, Listing: build_listing, Grid: build_grid,
    Derivative: build_derivative,
}  # fmt: skip
