"""Slopes: which way they point, what follows them, and from which others one is worked out."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Derivative,
    Meaning,
    Operation,
    Product,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.directions import SMALL_WANTED
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence, certain
from reader.study.walkthrough.succession import is_next
from reader.study.walkthrough.weights import is_coefficient

COORDINATES = frozenset((r"\mu", r"\nu", r"\rho", r"\sigma", r"\alpha", r"\beta", "a", "b", "i", "j", "k"))
VELOCITIES = frozenset(("u", "v"))


def steepest(node: Meaning) -> Sentence | None:
    """``g_t = \\nabla f(x_t)``: the way in which ``f`` grows fastest."""
    if not _gives(node) or not isinstance(node, Chain):
        return None
    left, right = node.operands[0], bare(node.operands[1])
    if not _is_gradient(right) or not isinstance(right, Operation):
        return None
    return certain(node, "steepest", left=left, part=right.body)


def descending(node: Meaning) -> Sentence | None:
    """``x_{t+1} = x_t - \\eta \\nabla f(x_t)``: the step goes the way in which ``f`` falls fastest."""
    if not _gives(node) or not isinstance(node, Chain):
        return None
    left, right = node.operands[0], bare(node.operands[1])
    if not isinstance(left, Symbol) or not isinstance(right, Total) or len(right.terms) != 2:
        return None
    before, term = right.terms
    is_step = isinstance(before, Symbol) and (is_next(left.latex, before.latex) or left.latex == before.latex)
    factors = term.factors if isinstance(term, Product) else (term,)
    slope = bare(factors[-1])
    if not is_step or right.signs[1] not in ("+", "-") or not _is_gradient(slope) or not isinstance(slope, Operation):
        return None
    if not all(isinstance(each, Symbol) and is_coefficient(each) for each in factors[:-1]):
        return None
    key, body, scales = "descending" if right.signs[1] == "-" else "ascending", slope.body, factors[:-1]

    def write(pen: Pen) -> str:
        given = pen.row("positive", parts=pen.listed([pen.math(meaning_latex(each)) for each in scales]))
        return pen.row(key, part=pen.part(body), given=given if scales else "")

    return Sentence("certain", node, write)


def _is_gradient(part: Meaning) -> bool:
    is_gradient = isinstance(part, Operation) and part.kind == "gradient" and part.upper is None
    is_told = is_gradient and isinstance(part, Operation) and is_slope(part) and is_readable(part.body)
    return is_told and isinstance(part, Operation) and not _is_vector(bare(part.body))


def is_slope(node: Operation) -> bool:
    """Whether a nabla asks how something changes with what stands below it: an index of coordinates and a field of
    directions make another thing of it, as in ``\\nabla_X Y``."""
    lower, body = node.lower, bare(node.body)
    if not isinstance(lower, Symbol) or any(
        isinstance(each, Symbol) and each.latex == lower.latex for each in walk(body)
    ):
        return True
    is_letter = isinstance(body, Symbol) and body.stem not in SMALL_WANTED
    return lower.stem not in COORDINATES and not (is_letter and lower.stem.isupper() and not lower.bold)


def _is_vector(body: Meaning) -> bool:
    """Whether it points somewhere itself, and so has no way in which it grows fastest."""
    head = body.function if isinstance(body, Application) else body
    return isinstance(head, Symbol) and (head.bold or head.stem in VELOCITIES or head.stem.startswith(r"\vec"))


def collected(node: Meaning) -> Sentence | None:
    """``\\frac{\\partial L}{\\partial x} = \\sum_g \\frac{\\partial L}{\\partial y_g} w_g``: the chain rule."""
    if not _gives(node) or not isinstance(node, Chain) or not isinstance(node.operands[0], Derivative):
        return None
    left, right = node.operands[0], node.operands[1]
    if left.body is None or len(left.variables) != 1:
        return None
    others = [each for each in walk(right) if _is_of(each, left.body) and meaning_latex(each) != meaning_latex(left)]
    names = {meaning_latex(each) for each in others}
    if len(names) != 1 or not isinstance(others[0], Derivative) or not _are_linked(left, others[0], right):
        return None
    return certain(node, "collected", body=left.body, variable=left.variables[0], inner=others[0].variables[0])


def _are_linked(left: Derivative, inner: Derivative, right: Meaning) -> bool:
    """Whether the slope of what lies between is a factor, or the two are slopes of a loss, for which its value may
    stand. An equation of motion has slopes of one thing by two letters as well: ``u_t = c u_x``."""
    others = [each for each in walk(right) if isinstance(each, Derivative) and each not in (left, inner)]
    between = (meaning_latex(inner.variables[0]), meaning_latex(left.variables[0]))
    for each in others:
        if each.body is not None and (meaning_latex(each.body), *map(meaning_latex, each.variables)) == between:
            return True
    is_changed = any(isinstance(each, Operation) and each.kind != "sum" for each in walk(right))
    body = left.body.function if isinstance(left.body, Application) else left.body
    is_loss = isinstance(body, Symbol) and body.stem in SMALL_WANTED
    return is_loss and not others and not is_changed and bare(right) is not inner


def _is_of(part: Meaning, body: Meaning) -> bool:
    """Whether it is the slope of the same thing, with one letter."""
    is_one = isinstance(part, Derivative) and len(part.variables) == 1 and not part.order
    return is_one and isinstance(part, Derivative) and meaning_latex(part.body) == meaning_latex(body)


def _gives(node: Meaning) -> bool:
    return isinstance(node, Chain) and len(node.operands) == 2 and node.relations[0].sign in GIVING_RELATIONS
