"""What a comparison says: which of two lies nearer, and where a sum of logarithms is large."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Meaning,
    Operation,
    Power,
    Product,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.sentence import Sentence, certain

LESS = {r"\le": "nearer", r"\leq": "nearer", r"\leqslant": "nearer", "<": "nearer-yet"}
MORE = {r"\ge": "nearer", r"\geq": "nearer", r"\geqslant": "nearer", ">": "nearer-yet"}
Ends = tuple[Meaning, Meaning]


def nearer(node: Meaning) -> Sentence | None:
    """``\\|a - c\\| \\le \\|b - c\\|``: of two points one lies at least as close to a third."""
    if not isinstance(node, Chain) or len(node.operands) != 2:
        return None
    sign = node.relations[0].sign
    near, far = node.operands if sign in LESS else node.operands[::-1]
    key = LESS.get(sign) or MORE.get(sign)
    first, second = _ends(bare(near)), _ends(bare(far))
    if key is None or first is None or second is None or _power(bare(near)) != _power(bare(far)):
        return None
    shared = {meaning_latex(each) for each in first} & {meaning_latex(each) for each in second}
    one, other = (_rest(each, shared) for each in (first, second))
    if len(shared) != 1 or one is None or other is None:
        return None
    goal = next(each for each in first if meaning_latex(each) in shared)
    return certain(node, key, first=one, second=other, goal=goal)


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


def surprise(node: Meaning) -> Sentence | None:
    """``-\\sum_w t(w) \\log y(w)``: what is improbable adds most."""
    if not isinstance(node, Total) or len(node.terms) != 1 or node.signs != ("-",):
        return None
    total = bare(node.terms[0])
    body = bare(total.body) if isinstance(total, Operation) and total.kind == "sum" and total.bound else None
    if not isinstance(body, Product) or len(body.factors) != 2 or not isinstance(total, Operation):
        return None
    weight, log = body.factors
    inside = bare(log.arguments[0]) if _is_log(log) and isinstance(log, Application) else None
    if inside is None or not all(_depends(each, total.bound[0]) for each in (weight, inside)):
        return None
    return None if _share(weight, inside) else certain(node, "surprise", weight=weight, part=inside)


def _share(one: Meaning, other: Meaning) -> bool:
    """Whether one of them holds the other: of ``p \\log p`` it is not certain which way it goes."""
    first, second = ({meaning_latex(each) for each in walk(part)} for part in (one, other))
    return meaning_latex(one) in second or meaning_latex(other) in first


def _is_log(part: Meaning) -> bool:
    is_one = isinstance(part, Application) and isinstance(part.function, Symbol) and len(part.arguments) == 1
    return is_one and isinstance(part, Application) and meaning_latex(part.function) in (r"\log", r"\ln")


def _depends(part: Meaning, index: str) -> bool:
    return any(isinstance(each, Symbol) and each.latex == index for each in walk(part))
