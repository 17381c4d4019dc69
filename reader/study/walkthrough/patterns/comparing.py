"""What a comparison of distances says: which of two lies nearer."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Bars,
    Chain,
    Meaning,
    Power,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.walkthrough.sentence import Sentence, certain

LESS = frozenset((r"\le", r"\leq", r"\leqslant", "<"))
MORE = frozenset((r"\ge", r"\geq", r"\geqslant", ">"))
Ends = tuple[Meaning, Meaning]


def nearer(node: Meaning) -> Sentence | None:
    """``\\|a - c\\| \\le \\|b - c\\|``: of two points one lies at least as close to a third."""
    if not isinstance(node, Chain) or len(node.operands) != 2:
        return None
    sign = node.relations[0].sign
    near, far = node.operands if sign in LESS else node.operands[::-1]
    first, second = _ends(bare(near)), _ends(bare(far))
    if sign not in LESS | MORE or first is None or second is None or _power(bare(near)) != _power(bare(far)):
        return None
    shared = {meaning_latex(each) for each in first} & {meaning_latex(each) for each in second}
    one, other = (_rest(each, shared) for each in (first, second))
    if len(shared) != 1 or one is None or other is None:
        return None
    goal = next(each for each in first if meaning_latex(each) in shared)
    return certain(node, "nearer", first=one, second=other, goal=goal)


def _ends(part: Meaning) -> Ends | None:
    """What a distance lies between."""
    bars = part.base if isinstance(part, Power) else part
    if not isinstance(bars, Bars) or bars.kind not in ("norm", "absolute") or len(bars.items) != 1:
        return None
    inside = bare(bars.items[0])
    is_difference = isinstance(inside, Total) and inside.signs == ("", "-")
    return (inside.terms[0], inside.terms[1]) if is_difference and isinstance(inside, Total) else None


def _power(part: Meaning) -> tuple[str, str]:
    """The power and the kind of norm, as LaTeX."""
    bars = part.base if isinstance(part, Power) else part
    below = bars.below if isinstance(bars, Bars) else None
    return meaning_latex(part.exponent) if isinstance(part, Power) else "", meaning_latex(below)


def _rest(ends: Ends, shared: set[str]) -> Meaning | None:
    left = [each for each in ends if meaning_latex(each) not in shared]
    return left[0] if len(left) == 1 else None
