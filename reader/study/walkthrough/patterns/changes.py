"""Slopes: which way they point."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Meaning,
    Operation,
    Symbol,
    bare,
)
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.directions import SMALL_WANTED
from reader.study.walkthrough.pen import is_readable
from reader.study.walkthrough.sentence import Sentence, certain

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


def _gives(node: Meaning) -> bool:
    return isinstance(node, Chain) and len(node.operands) == 2 and node.relations[0].sign in GIVING_RELATIONS
