"""Code for sums, limits, extrema, expectations, gradients, integrals and derivatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.semantics.magnitude import LIMITS
from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Derivative,
    Integral,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Symbol,
    Transposed,
)
from reader.formula.syntax.tree import children
from reader.study.sympy.names import BIG_OPERATORS, FUNCTIONS
from reader.study.sympy.symbols import Inexpressible, is_number

if TYPE_CHECKING:
    from reader.study.sympy.code import CodeWriter

EXTREMA = {r"\max": "max", r"\min": "min", r"\sup": "sup", r"\inf": "inf", r"\arg\max": "argmax", r"\arg\min": "argmin"}
COUNTING = frozenset({"sum", "product"})
EXPECTATIONS = {r"\mathbb{V}": "V"}


def write_operation(writer: CodeWriter, node: Operation) -> str:
    if isinstance(node.body, Nothing):
        raise Inexpressible("operator-alone", node)
    if node.kind == "integral":
        raise Inexpressible("no-differential", node)
    last = node.body.factors[-1] if isinstance(node.body, Product) else node.body
    if isinstance(last, Operation) and node.kind == last.kind in COUNTING and set(node.bound) & set(last.bound):
        raise Inexpressible("sum-scope", node)  # the second one begins anew
    writer.bound += node.bound
    body = writer.write(node.body)
    code = BY_KIND[node.kind](writer, node, body)
    del writer.bound[len(writer.bound) - len(node.bound) :]
    return code


def ranges(writer: CodeWriter, node: Operation) -> list[str]:
    return [writer.write(part) for part in (node.lower, node.upper) if part is not None]


def start_of(node: Operation | Integral) -> tuple[Symbol, Meaning] | None:
    """``i = 1`` below: the index, and where it starts."""
    below = node.lower
    if isinstance(below, Chain) and [relation.latex for relation in below.relations] == ["="]:
        index, first = below.operands
        if isinstance(index, Symbol):
            return index, first
    return None


def write_sum(writer: CodeWriter, node: Operation, body: str) -> str:
    """``Sum(body, (i, a, b))`` for an index that counts upwards; else a function of the body and its range.

    A letter used as the sign keeps its name: whether numbers, sets or spaces are multiplied is not said.
    """
    if node.operator in (r"\Pi", r"\Sigma"):
        return writer.call(node.operator[1:], [body, *ranges(writer, node)])
    name = "Sum" if node.kind == "sum" else "Product"
    start = start_of(node)
    down = start is not None and isinstance(node.upper, Number) and not isinstance(start[1], Number)
    if start is not None and not down and node.upper is not None and not isinstance(node.upper, Chain):
        index = writer.write(start[0])
        if is_number(index):
            return f"{name}({body}, ({index}, {writer.write(start[1])}, {writer.write(node.upper)}))"
    return writer.call(name, [body, *ranges(writer, node)])


def write_combine(writer: CodeWriter, node: Operation, body: str) -> str:
    return writer.call(BIG_OPERATORS.get(node.operator, node.operator[1:].title()), [body, *ranges(writer, node)])


def write_extremum(writer: CodeWriter, node: Operation, body: str) -> str:
    name = EXTREMA.get(node.operator, node.operator.replace("\\", "").replace("operatorname", ""))
    over = [writer.call("Over", ranges(writer, node))] if ranges(writer, node) else []  # max over x is no max with x
    return writer.call(name.replace("{", "").replace("}", "").replace(",", ""), [body, *over])


def write_limit(writer: CodeWriter, node: Operation, body: str) -> str:
    below = node.lower
    if node.operator == r"\lim" and isinstance(below, Chain) and len(below.relations) == 1:
        variable = writer.write(below.operands[0])
        if below.relations[0].sign == r"\to" and is_number(variable):
            return f"Limit({body}, {variable}, {writer.write(below.operands[1])})"
    return writer.call("lim", [body, *ranges(writer, node)])


def write_expectation(writer: CodeWriter, node: Operation, body: str) -> str:
    scalar = writer.orders.commutes(node.body)
    writer.bound_range = True
    over = ranges(writer, node)
    writer.bound_range = False
    return writer.call(EXPECTATIONS.get(node.operator, "E"), [body, *over], scalar=scalar)


def write_gradient(writer: CodeWriter, node: Operation, body: str) -> str:
    if isinstance(node.body, Transposed):  # \nabla f(x)^T: the gradient is turned
        whole = replace(node, body=node.body.base)
        return writer.call("Transpose", [write_gradient(writer, whole, writer.write(node.body.base))], order=True)
    if isinstance(node.body, Power) and isinstance(node.body.base, Application):
        raise Inexpressible("argument-extent", node)
    if node.kind == "partial":
        if node.lower is None or node.upper is not None:
            raise Inexpressible("operator-alone", node)
        return writer.call("PartialDerivative", [body, writer.write(node.lower)])
    second = isinstance(node.upper, Number) and node.upper.text == "2"
    if node.upper is not None and not second:
        raise Inexpressible("operator-alone", node)
    below = [writer.write(node.lower)] if node.lower is not None else []
    order = not writer.orders.commutes(node)
    return writer.call("SecondGradient" if second else "Gradient", [body, *below], order=order)


BY_KIND = {
    "sum": write_sum, "product": write_sum, "combine": write_combine, "extremum": write_extremum,
    "limit": write_limit, "expectation": write_expectation, "gradient": write_gradient, "partial": write_gradient,
}  # fmt: skip


def write_integral(writer: CodeWriter, node: Integral) -> str:
    """``Integral(body, (x, a, b))`` over a variable; a function of body, measure and domain over anything else."""
    if node.operator not in (r"\int", r"\smallint"):
        raise Inexpressible("no-meaning", node)
    body = "Integer(1)" if isinstance(node.body, Nothing) else writer.write(node.body)
    variable = writer.write(node.variable)
    low, high = (limit_of(node, part) for part in (node.lower, node.upper))
    if is_number(variable) and (low is None) == (high is None):
        bounds = f"({variable}, {writer.write(low)}, {writer.write(high)})" if low and high else variable
        return f"Integral({body}, {bounds})"
    domain = [writer.write(part) for part in (node.lower, node.upper) if part is not None]
    return writer.call("Integral", [body, variable, *domain])


def limit_of(node: Integral, part: Meaning | None) -> Meaning | None:
    """``t = 0`` below an integral over t says 0."""
    if isinstance(part, Chain) and len(part.operands) == 2 and part.operands[0:1]:
        first, second = part.operands
        if isinstance(first, Symbol) and isinstance(node.variable, Symbol) and first.latex == node.variable.latex:
            return second
    return part


def outermost(meaning: Meaning) -> Iterator[Meaning]:
    """Names and applications of a body, what these are applied to left out."""
    if isinstance(meaning, Application) and isinstance(meaning.function, Symbol):
        if meaning.function.stem not in FUNCTIONS:
            yield meaning
            return
        inside: Sequence[Meaning] = meaning.arguments
    elif isinstance(meaning, Symbol):
        yield meaning
        return
    else:
        inside = children(meaning)
    for part in inside:
        yield from outermost(part)


def is_settled(writer: CodeWriter, node: Derivative, inner: Meaning) -> bool:
    """Whether it is said how a name in a derivative depends on its variables: by its arguments, or it is one."""
    names = {variable.latex for variable in node.variables if isinstance(variable, Symbol)}
    return isinstance(inner, Application) or (
        isinstance(inner, Symbol) and (inner.latex in names or bool(writer.orders.field(inner)))
    )


def write_derivative(writer: CodeWriter, node: Derivative) -> str:
    if node.body is None or not all(order == "" or order.isdigit() for order in (node.order, *node.orders)):
        raise Inexpressible("operator-alone", node)
    if any(len(order) > LIMITS.size for order in (node.order, *node.orders)):
        raise Inexpressible("number-too-large", node)
    orders = [int(order or 1) for order in node.orders]
    if sum(orders) != int(node.order or 1):
        raise Inexpressible("operator-alone", node)
    body = writer.write(node.body)
    variables = [writer.write(variable) for variable in node.variables]
    pairs = [f"({name}, {order})" if order > 1 else name for name, order in zip(variables, orders, strict=True)]
    plain = all(is_number(variable) and variable in body for variable in variables)
    if plain and all(is_settled(writer, node, inner) for inner in outermost(node.body)):
        return f"Derivative({body}, {', '.join(pairs)})"
    named_orders = [f"Tuple({variable}, Integer({order}))" for variable, order in zip(variables, orders, strict=True)]
    return writer.call("Derivative", [body, *(named_orders if max(orders) > 1 else variables)])
