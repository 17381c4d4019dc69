"""Products and fractions: what a constant below is for, what is raised and lowered, what a letter below does."""

from __future__ import annotations

from collections import Counter

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Meaning,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    bare,
)
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.patterns.likelihood import adds_up
from reader.study.walkthrough.pen import is_readable
from reader.study.walkthrough.sentence import Sentence, certain, value_told

NO_SCALES = frozenset(("Z", "d"))  # a constant by what is above; a dimension, with which what is above grows
DENSITIES = frozenset(("p", "q", r"\pi", r"\hat{p}", r"\hat{q}", r"\tilde{p}", r"\tilde{q}"))
CHANGES = frozenset((r"\Delta", r"\delta"))  # before what they are changes of
# Rows by the power of a letter.
BELOW = {"root": "scaling-root", "2": "scaling-square"}
ABOVE = {"root": "scaling-up-root", "2": "scaling-up-square", "3": "scaling-up-cube"}
# Relations whose right side is an amount.
AMOUNTS = GIVING_RELATIONS | {
    r"\sim", r"\simeq", r"\propto", r"\approx", r"\le", r"\ge", "<", ">", r"\leqslant", r"\geqslant", r"\leqq",
    r"\geqq",
}  # fmt: skip


def reweighed(node: Meaning) -> Sentence | None:
    """``q(x) = \\frac{w(x)}{Z} p(x)``: a distribution that is raised here and lowered there."""
    if not isinstance(node, Chain) or not _is_density(node.operands[0]):
        return None
    above, below = _above_and_below(bare(node.operands[-1]))
    above = [each for each in above if not isinstance(each, Number)]
    densities = [each for each in above if _is_density(each)]
    weights = [each for each in above if each not in densities]
    if len(densities) != 1 or len(weights) != 1 or len(below) != 1:
        return None
    head = below[0].function if isinstance(below[0], Application) else below[0]
    if not isinstance(head, Symbol) or head.stem != "Z" or not _letters(weights[0]) & _letters(densities[0]):
        return None
    return certain(node, "reweighed", part=densities[0], weight=weights[0], constant=below[0])


def _letters(part: Meaning) -> set[str]:
    return {each.latex for each in walk(part) if isinstance(each, Symbol)}


def _is_density(part: Meaning) -> bool:
    return isinstance(part, Application) and isinstance(part.function, Symbol) and part.function.stem in DENSITIES


def normalised(node: Meaning) -> Sentence | None:
    """``q(x) = \\frac{f(x) g(x)}{Z}``: what ``Z`` is for."""
    if not isinstance(node, Chain) or len(node.operands) != 2 or not adds_up(*node.operands):
        return None
    if node.relations[0].sign not in GIVING_RELATIONS or reweighed(node) is not None:
        return None
    _, below = _above_and_below(bare(node.operands[1]))
    heads = [(each, each.function if isinstance(each, Application) else each) for each in below]
    constants = [whole for whole, head in heads if isinstance(head, Symbol) and head.stem == "Z"]
    return certain(node, "normalised", left=node.operands[0], constant=constants[0]) if len(constants) == 1 else None


def _above_and_below(part: Meaning) -> tuple[list[Meaning], list[Meaning]]:
    """The factors of a product of fractions."""
    if isinstance(part, Product):
        pairs = [_above_and_below(bare(each)) for each in part.factors]
        return [one for above, _ in pairs for one in above], [one for _, below in pairs for one in below]
    if isinstance(part, Quotient) and part.form != "binom":
        above, below = _above_and_below(bare(part.numerator)), _above_and_below(bare(part.denominator))
        return [*above[0], *below[1]], [*above[1], *below[0]]
    return [part], []


def scaling(node: Meaning) -> Sentence | None:
    """``\\frac{D v^2}{\\sqrt{t}}``: what happens to the right side when one of its letters grows."""
    if not isinstance(node, Chain) or any(relation.sign not in AMOUNTS for relation in node.relations):
        return None
    right = bare(node.operands[-1])
    if not isinstance(right, Product | Quotient) or not is_readable(right):
        return None
    if not all(isinstance(each, Number | Symbol | Power | Root | Product | Quotient) for each in walk(right)):
        return None  # what a function holds may grow with the letter
    counts = Counter(each.latex for each in walk(right) if isinstance(each, Symbol))
    above, below = _above_and_below(right)
    if not CHANGES.isdisjoint(counts):
        return None
    ways = [(factor, BELOW) for factor in below] + [(factor, ABOVE) for factor in above]
    for factor, rows in ways:
        base, power = _letter_and_power(factor)
        if isinstance(base, Symbol) and not base.bold and counts[base.latex] == 1 and base.stem not in NO_SCALES:
            key = rows.get(power, "scaling-below" if rows is BELOW and power == "" and len(above + below) > 2 else "")
            if key:
                return _scaled(node, key, base)
    return None


def _letter_and_power(factor: Meaning) -> tuple[Meaning, str]:
    """``t`` and "2" of a square, "root" of a root, "" where it stands as it is; "?" for any other power."""
    if isinstance(factor, Root):
        base = bare(factor.body)
        return base, "root" if factor.degree is None and isinstance(base, Symbol) else "?"
    if isinstance(factor, Power):
        return factor.base, factor.exponent.text if isinstance(factor.exponent, Number) else "?"
    return factor, ""


def _scaled(node: Chain, key: str, letter: Symbol) -> Sentence:
    return Sentence("certain", node, lambda pen: pen.row(key, part=pen.part(letter), side=value_told(pen, node)))
