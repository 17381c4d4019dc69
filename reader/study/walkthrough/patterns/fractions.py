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
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.patterns.likelihood import adds_up
from reader.study.walkthrough.pen import is_readable
from reader.study.walkthrough.sentence import Sentence, certain, value_told

NO_SCALES = frozenset(("Z", "d"))  # a constant by what is above; a dimension, with which what is above grows
CHANGES = frozenset((r"\Delta", r"\delta"))  # before what they are changes of
# Relations whose right side is an amount.
AMOUNTS = GIVING_RELATIONS | {
    r"\sim", r"\simeq", r"\propto", r"\approx", r"\le", r"\ge", "<", ">", r"\leqslant", r"\geqslant", r"\leqq",
    r"\geqq",
}  # fmt: skip


def normalised(node: Meaning) -> Sentence | None:
    """``q(x) = \\frac{f(x) g(x)}{Z}``: what ``Z`` is for."""
    if not isinstance(node, Chain) or len(node.operands) != 2 or not adds_up(*node.operands):
        return None
    if node.relations[0].sign not in GIVING_RELATIONS:
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
    """``\\frac{D v^2}{t}``: what happens to the right side when one of its letters grows."""
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
    squares = [each.base for each in above if isinstance(each, Power) and meaning_latex(each.exponent) == "2"]
    letters = [(each, "scaling-below") for each in below] if len(above + below) > 2 else []
    for base, key in (*letters, *((each, "scaling-up-square") for each in squares)):
        if isinstance(base, Symbol) and not base.bold and counts[base.latex] == 1 and base.stem not in NO_SCALES:
            return _scaled(node, key, base)
    return None


def _scaled(node: Chain, key: str, letter: Symbol) -> Sentence:
    return Sentence("certain", node, lambda pen: pen.row(key, part=pen.part(letter), side=value_told(pen, node)))
