"""What a letter usually stands for, beside the formula that defines it: a gradient is no graph."""

from __future__ import annotations

from itertools import islice

from reader.formula.syntax.tables.signs import DEFINING_RELATIONS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.noun_classes import class_of, head_of_name
from reader.model.symbols import Occurrence, Symbol

PLACES = 100  # of a letter that are looked at
SIGNS = tuple(DEFINING_RELATIONS | {r"\coloneqq"})
VALUES = (  # how what is reckoned begins: slopes, sums, means, shares
    r"\nabla", r"\partial", r"\sum", r"\prod", r"\int", r"\mathbb{E}", r"\operatorname{E}", r"\frac", r"\sqrt",
)  # fmt: skip
THINGS = frozenset(("graph", "group", "tree", "game", "field", "image", "text", "space"))
CLASSES = frozenset(("set", "index"))


def is_no_habit(meaning: str, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether a letter that a formula defines as something reckoned is usually a thing that is none."""
    head = head_of_name((meaning.partition(" of ")[0],)) if symbol.kind == "identifier" else ""
    if head not in THINGS and class_of(head) not in CLASSES:
        return False
    return any(_is_reckoned(use, evidence) for use in islice(symbol.occurrences, PLACES))


def _is_reckoned(use: Occurrence, evidence: LinkingEvidence) -> bool:
    """Whether a formula begins with the letter, and says what it is reckoned from."""
    formula = evidence.formulas.get(use.equation)
    if formula is None or use.start:
        return False
    behind = formula.formula.expanded[use.end :].replace("&", "").lstrip()
    sign = next(filter(behind.startswith, SIGNS), "")
    return bool(sign) and behind[len(sign) :].lstrip().startswith(VALUES)
