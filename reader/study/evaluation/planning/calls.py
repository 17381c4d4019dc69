"""Functions applied: known ones, extrema of lists, conditions, divergences."""

from __future__ import annotations

from dataclasses import replace
from math import pi
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Application, Chain, Given, Meaning, Power, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.evaluation.plan import Value
from reader.study.evaluation.planning.distributions import ANY, sides_of
from reader.study.evaluation.planning.evaluated import COUNTERS, known_function, moments_of, role_of, shared_along
from reader.study.evaluation.planning.functions import EXTREMA, Build
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from reader.study.evaluation.planning.planner import Planner

COMPARISONS: dict[str, tuple[str, bool]] = {  # sign -> operation, whether its sides are swapped
    "=": ("equal", False), r"\ne": ("not_equal", False), r"\neq": ("not_equal", False), "<": ("less", False),
    r"\le": ("less_equal", False), r"\leq": ("less_equal", False), r"\leqslant": ("less_equal", False),
    ">": ("less", True), r"\ge": ("less_equal", True), r"\geq": ("less_equal", True),
    r"\geqslant": ("less_equal", True),
}  # fmt: skip


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
    special = {"divergence": divergence, "density": density, "clip": clip, "similarity": similarity,
               "join": side_by_side}.get(role)  # fmt: skip
    if special is not None:
        return special(it, node)
    raise Refusal("function-unknown", meaning_latex(node.function))


def known(it: Planner, node: Application) -> Value:
    function = known_function(node, it.knowledge)
    assert function is not None
    argument = it.value(node.arguments[0])
    rank = 1 if function.along and axis_along(it, node, argument) else len(argument.shape)
    if (function.rank is not None and rank != function.rank) or (function.along and not rank):
        raise Refusal("function-of-shape", meaning_latex(node))
    return along(it, node, argument, function.build)


def axis_along(it: Planner, node: Application, argument: Value) -> str:
    """The axis of ``j`` of ``\\operatorname{softmax}_j(e_{ij})``; "" where there is none."""
    letter = shared_along(node, it.knowledge)
    axis = it.indices.ranges[letter].axis if letter else ""
    return axis if axis in argument.axes and not argument.shape else ""


def along(it: Planner, node: Application, argument: Value, build: Build) -> Value:
    """What is made of a value along its last axis, or along the letter below the function."""
    axis, letter = axis_along(it, node, argument), shared_along(node, it.knowledge)
    if axis:
        made = build(it.to, it.to.entries(argument, (axis,)))
        return Value(made.at, (*made.axes, axis))
    made = build(it.to, argument)
    return counted_entries(it, made, letter) if letter and len(made.shape) == 1 else made


def counted_entries(it: Planner, value: Value, letter: str) -> Value:
    """The entries of a vector, one for each value of a letter."""
    each = it.indices.ranges.get(letter)
    if each is None or each.axis in value.axes:
        raise Refusal("index-unreadable", letter)
    if it.atoms.size(each) != value.shape[-1] or it.atoms.start(each) != 1:
        raise Refusal("sizes-do-not-fit", letter)
    return Value(value.at, (*value.axes, each.axis), value.shape[:-1])


def named_entries(it: Planner, name: Meaning | None, side: Meaning, value: Value) -> Value:
    """``a_k = \\operatorname{softmax}(s)`` is said of each k, and ``p(y \\mid x)`` of each y."""
    shares = bare(side)
    known = known_function(shares, it.knowledge) if isinstance(shares, Application) else None
    if known is None or known.name not in ("softmax", "hardmax") or len(value.shape) != 1 or name is None:
        return value
    letter = letter_of(name)
    spoken = {part.latex for part in walk(side) if isinstance(part, Symbol)}
    if not letter or letter in spoken or letter in it.indices.ranges:
        return value
    return Value(value.at, (*value.axes, letter), ())


def letter_of(name: Meaning) -> str:
    """``k`` of ``a_k``, ``a_k(u)`` and ``p(y = k \\mid x)``, ``y`` of ``p(y \\mid x)``; "" of others."""
    head = name.function if isinstance(name, Application) else name
    indices = [each.latex for each in head.indices if isinstance(each, Symbol)] if isinstance(head, Symbol) else []
    counting = [each for each in indices if each in COUNTERS]
    first = name.arguments[0] if isinstance(name, Application) else None
    outcome = first.left if isinstance(first, Given) else first if isinstance(first, Chain) else None
    last = outcome.operands[-1] if isinstance(outcome, Chain) else outcome
    if isinstance(last, Symbol):
        return last.latex
    return counting[0] if len(counting) == 1 else ""


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
        same = function in ("equal", "not_equal")
        sides = counted(it, left, same), counted(it, right, same)
        if sides[0].shape or sides[1].shape:
            raise Refusal("no-operation", meaning_latex(node))
        holds = it.to.zip(function, *(reversed(sides) if swapped else sides))
        made = holds if made is None else it.to.zip("multiply", made, holds)
    assert made is not None
    return made


def counted(it: Planner, side: Meaning, same: bool) -> Value:
    """A side of a condition. Whether two members of a set are the ``same`` is asked of what counts them."""
    each = it.indices.ranges.get(side.latex) if same and isinstance(side, Symbol) else None
    return it.counter(each) if each is not None and not each.drawn else it.value(side)


def density(it: Planner, node: Application) -> Value:
    """Of a normal distribution that is equally wide in all directions."""
    moments = moments_of(node)
    assert moments is not None
    point, mean = it.value(moments[0]), it.value(moments[1])
    variance = it.to.number(1)
    for factor in moments[2]:
        variance = it.to.zip("multiply", variance, it.value(factor))
    if variance.shape or len(point.shape) > 1:
        raise Refusal("distribution-unknown", meaning_latex(node))
    away = it.to.zip("subtract", point, mean)
    square = it.to.reduce_shape("sum", it.to.zip("multiply", away, away))
    size = float(away.shape[0] if away.shape else 1)
    width = it.to.zip("multiply", it.to.number(2 * pi), variance)
    scale = it.to.zip("power", width, it.to.number(-size / 2))
    exponent = it.to.zip("divide", square, it.to.zip("multiply", it.to.number(-2), variance))
    return it.to.zip("multiply", scale, it.to.map("exp", exponent))


def clip(it: Planner, node: Application) -> Value:
    value, low, high = (it.value(argument) for argument in node.arguments)
    return it.to.zip("minimum", it.to.zip("maximum", value, low), high)


def side_by_side(it: Planner, node: Application) -> Value:
    """Vectors one after the other, matrices with their columns side by side."""
    values = [it.value(argument) for argument in node.arguments]
    axes, rank = values[0].axes, len(values[0].shape)
    if not rank or any(value.axes != axes or len(value.shape) != rank for value in values):
        raise Refusal("function-of-shape", meaning_latex(node))
    if len({value.shape[:-1] for value in values}) > 1:
        raise Refusal("shapes-clash", meaning_latex(node))
    last, width = len(axes) + rank - 1, sum(value.shape[-1] for value in values)
    sizes = (*it.to.sizes(values[0])[:-1], width)
    at = it.to.add("join", tuple(value.at for value in values), (last,), sizes)
    return Value(at, axes, (*values[0].shape[:-1], width))


def similarity(it: Planner, node: Application) -> Value:
    """The cosine of the angle between two vectors."""
    left, right = (it.value(argument) for argument in node.arguments)
    if len(left.shape) != 1 or len(right.shape) != 1:
        raise Refusal("function-of-shape", meaning_latex(node))

    def inner(a: Value, b: Value) -> Value:
        return it.to.reduce_shape("sum", it.to.zip("multiply", a, b))

    lengths = it.to.map("sqrt", it.to.zip("multiply", inner(left, left), inner(right, right)))
    return it.to.zip("divide", inner(left, right), lengths)


def divergence(it: Planner, node: Application) -> Value:
    """Kullback and Leibler's, over a few outcomes that both distributions share."""
    p, q = (it.atoms.value(it.to, side, ()) for side in sides_of(node))
    shares = it.to.zip("multiply", p, it.to.map("log", it.to.zip("divide", p, q)))
    return it.to.reduce_axis("sum", shares, ANY)
