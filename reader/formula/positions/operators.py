"""What stands below, above and behind big operators, extrema, expectations, integrals and derivatives."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.formula.positions.places import FormulaPlace, Here
from reader.formula.positions.relations import bindings, starts_at_one
from reader.formula.positions.walker import ContentWalker
from reader.formula.semantics.nodes import Derivative, Differential, Integral, Operation, bare

SMALLEST, GREATEST = 1, 2  # what an extremum seeks
SIGN = r"(?:\\math(?:rm|sf)\s*\{\s*d\s*\}|\{\s*\\rm\s+d\s*\}|(?<![A-Za-z\\])d)"  # of a differential
_SIGN = re.compile(SIGN)


def operation(walker: ContentWalker, node: Operation, here: Here) -> None:
    OPERATIONS.get(node.kind, summed)(walker, node, here)


def summed(walker: ContentWalker, node: Operation, here: Here) -> None:
    sign = node.operator
    until = (FormulaPlace("until", walker.text(node.upper)),) if node.upper is not None else ()
    bindings(walker, node.lower, (FormulaPlace("bound", sign), *until), FormulaPlace("lower", sign), here)
    walker.visit(node.upper, here.part(FormulaPlace("upper", sign, starts_at_one(node.lower))))
    sets = [FormulaPlace("operand", r"\cup")] if sign in (r"\bigcup", r"\bigcap", r"\bigsqcup") else []
    walker.visit(node.body, here.part(FormulaPlace("summand", sign), *here.only("scalar", "beside-number"), *sets))


def open_integral(walker: ContentWalker, node: Operation, here: Here) -> None:
    """An integral whose differential was not found."""
    walker.visit(node.lower, here.part(FormulaPlace("domain" if node.upper is None else "lower", node.operator)))
    walker.visit(node.upper, here.part(FormulaPlace("upper", node.operator)))
    walker.visit(node.body, here.part(FormulaPlace("summand", node.operator)))


def expected(walker: ContentWalker, node: Operation, here: Here) -> None:
    bound = (FormulaPlace("averaging", walker.text(bare(node.body))),)
    bindings(walker, node.lower, bound, FormulaPlace("range", node.operator), here)
    walker.visit(node.body, here.part(FormulaPlace("averaged")))


def extremum(walker: ContentWalker, node: Operation, here: Here) -> None:
    sought = SMALLEST if "min" in node.operator or "inf" in node.operator else GREATEST
    bound = (FormulaPlace("bound", node.operator), FormulaPlace("optimised", walker.text(bare(node.body)), sought))
    bindings(walker, node.lower, bound, FormulaPlace("range", node.operator), here)
    walker.visit(node.body, here.part(FormulaPlace("extremised", ", ".join(node.bound), sought)))


def limit(walker: ContentWalker, node: Operation, here: Here) -> None:
    bindings(walker, node.lower, (FormulaPlace("bound", node.operator),), FormulaPlace("range", node.operator), here)
    walker.visit(node.body, here.part())


def gradient(walker: ContentWalker, node: Operation, here: Here) -> None:
    walker.visit(node.lower, here.part(FormulaPlace("differentiated-by", walker.text(bare(node.body)))))
    walker.visit(node.upper, here.part())
    walker.visit(node.body, here.part(FormulaPlace("differentiated", walker.text(node.lower))))


OPERATIONS: dict[str, Callable[[ContentWalker, Operation, Here], None]] = {
    "expectation": expected, "extremum": extremum, "limit": limit, "gradient": gradient, "partial": gradient,
    "integral": open_integral,
}  # fmt: skip


def integral(walker: ContentWalker, node: Integral, here: Here) -> None:
    below = "domain" if node.upper is None else "lower"
    walker.visit(node.lower, here.part(FormulaPlace(below, node.operator)))
    walker.visit(node.upper, here.part(FormulaPlace("upper", node.operator)))
    walker.visit(node.body, here.part(FormulaPlace("summand", node.operator)))
    walker.visit(node.variable, here.part(FormulaPlace("integrated", walker.text(node.body))))


def differential(walker: ContentWalker, node: Differential, here: Here) -> None:
    walker.visit(node.variable, here.part(FormulaPlace("differential")))


def derivative(walker: ContentWalker, node: Derivative, here: Here) -> None:
    names = ", ".join(map(walker.text, node.variables))
    above = _SIGN.search(walker.latex, walker.shift + node.start, walker.shift + node.end)
    if above is not None and node.mark != r"\partial":
        walker.note(above.start() - walker.shift, Here((FormulaPlace("differential-sign", r"\frac"),)))
    walker.visit(node.body, here.part(FormulaPlace("differentiated", names)))
    body = walker.text(bare(node.body)) if node.body is not None else ""
    for variable in node.variables:
        walker.visit(variable, here.part(FormulaPlace("differentiated-by", body)))
