"""What a letter usually stands for, beside the formula that defines it: a gradient is no graph."""

from __future__ import annotations

from itertools import islice

from reader.formula.semantics.nodes import Derivative, Integral, Meaning, Operation, Product, Quotient, Root, bare
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.noun_classes import class_of, head_of_name
from reader.meaning.linking.unsaid.sides import sides_in
from reader.model.symbols import Symbol

PLACES = 100  # of a letter that are looked at
LONGEST = 600  # characters of a formula that is looked at
RECKONED = frozenset(("expectation", "gradient", "partial", "product", "sum"))  # kinds of operations that give a value
THINGS = frozenset(("graph", "group", "tree", "game", "field", "image", "text", "space"))
CLASSES = frozenset(("set", "index"))


def is_no_habit(meaning: str, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether a letter that a formula defines as something reckoned is usually a thing that is none."""
    head = head_of_name((meaning.partition(" of ")[0],)) if symbol.kind == "identifier" else ""
    if head not in THINGS and class_of(head) not in CLASSES:
        return False
    heads = (evidence.formulas.get(use.equation) for use in islice(symbol.occurrences, PLACES) if not use.start)
    formulas = {each.formula.expanded for each in heads if each is not None}
    sides = (found for latex in formulas if len(latex) <= LONGEST for found in sides_in(latex))
    return any(name == symbol.latex and is_reckoned(bare(side)) for name, side in sides)


def is_reckoned(node: Meaning) -> bool:
    """Whether something is a slope, a sum, a mean, a share or a root, or a factor times one."""
    if isinstance(node, Product):
        return any(is_reckoned(bare(each)) for each in node.factors)
    if isinstance(node, Operation):
        return node.kind in RECKONED
    return isinstance(node, Derivative | Integral | Quotient | Root)
