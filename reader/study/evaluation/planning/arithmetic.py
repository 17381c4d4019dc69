"""Names, numbers and arithmetic, and brackets that do something, built from the operations of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Annotated,
    Bars,
    Combination,
    Constant,
    Group,
    Meaning,
    Nothing,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Statements,
    Symbol,
    Total,
    Transposed,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.plan import Value
from reader.study.evaluation.planning.functions import inverse
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from reader.study.evaluation.planning.planner import Planner

CONSTANTS = {r"\infty": float("inf"), r"\pi": 3.141592653589793, "e": 2.718281828459045}
HIGHEST_POWER = 6
LETTERED = frozenset({"ground-bold", "ground-weight", "ground-field"})  # why a name is a matrix by its letter alone


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
    refuse_rows(it, node, ways)
    made = it.value(node.factors[0])
    for factor, way in zip(node.factors[1:], ways, strict=True):
        made = multiplied(it, made, it.value(factor), way, node)
    return made


def refuse_rows(it: Planner, node: Product, ways: Sequence[str]) -> None:
    """Raises where the vectors may well be rows: for ``x d^\\top d``, which of columns is ``x`` times a number, and for
    ``W d^\\top`` of a matrix that then has one column and that nothing else says to.
    """
    for before, after, way in zip(node.factors, node.factors[1:], ways, strict=False):
        base = after.base if isinstance(after, Transposed) else None
        if not isinstance(base, Symbol) or it.shape(base).rank != 1 or it.shape(before).is_scalar:
            continue
        behind = node.factors[[each is after for each in node.factors].index(True) + 1 :][:1]
        squared = any(isinstance(each, Symbol) and each.latex == base.latex for each in behind)
        matrix = before.base if isinstance(before, Transposed) else before
        lettered = isinstance(matrix, Symbol) and it.kinds.ground(matrix.latex) in LETTERED
        if (squared and meaning_latex(before) != base.latex) or (way == "matrix-matrix" and lettered):
            raise Refusal("row-unknown", base.latex)


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
