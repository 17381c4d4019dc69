"""What names are set equal to, by the formulas of a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Group,
    Labelled,
    Listing,
    Meaning,
    Power,
    Product,
    Quantified,
    Statements,
    Symbol,
    Transposed,
    Undecided,
)
from reader.formula.semantics.parser import plain_meaning
from reader.formula.syntax.canonical import canonical_spelling
from reader.formula.syntax.tables.signs import DEFINING_RELATIONS
from reader.meaning.evidence.evidence import LinkingEvidence

LONGEST = 600  # characters of a formula that is looked at
TOLD_BY = ("dots", "_", r"\arg", "argm", "...")  # what a formula holds that lists, or seeks
SIGNS = DEFINING_RELATIONS | {r"\coloneqq", r"\in"}
Sides = Mapping[str, tuple[Meaning, ...]]


def right_sides(evidence: LinkingEvidence) -> Sides:
    """For each name what stands right of it in a formula: what it is equal to, or taken from."""
    sides: dict[str, list[Meaning]] = defaultdict(list)
    for equation in evidence.formulas.values():
        latex = equation.formula.expanded
        if len(latex) <= LONGEST and any(sign in latex for sign in SIGNS) and any(mark in latex for mark in TOLD_BY):
            for name, side in sides_in(latex):
                sides[name].append(side)
    return {name: tuple(found) for name, found in sides.items()}


def sides_in(latex: str) -> Iterator[tuple[str, Meaning]]:
    """The names that stand left in the statements of one formula, each with what stands right of it."""
    tree = plain_meaning(latex)
    for statement in tree.items if isinstance(tree, Statements) else (tree,):
        inner = statement.body if isinstance(statement, Quantified) else statement
        if isinstance(inner, Chain) and inner.relations:
            name, sign = name_of(inner.operands[0]), inner.relations[0].sign
            if name and sign in SIGNS:
                yield name, inner.operands[1]


def name_of(node: Meaning) -> str:
    """The canonical spelling of a name, "" of anything else. A power of a letter that may be a name is one."""
    if isinstance(node, Symbol):
        return node.latex
    if isinstance(node, Undecided):
        return canonical_spelling(node.latex)
    return name_of(node.base) if isinstance(node, Transposed) else ""


def listed(node: Meaning) -> tuple[str, tuple[str, ...]]:
    """The bracket of a list and the names that stand in it; "" of anything else."""
    while isinstance(node, Labelled | Transposed | Power):
        node = node.base
    if isinstance(node, Listing) and node.kind in ("tuple", "set"):
        return node.open, tuple(filter(None, map(name_of, node.items)))
    if isinstance(node, Group):
        inside = node.body.factors if isinstance(node.body, Product) else (node.body,)
        return node.open, tuple(filter(None, map(name_of, inside)))
    return "", ()


def value_of(node: Meaning) -> str:
    """The function of which a node is a value, or the name that it is."""
    return name_of(node.function) if isinstance(node, Application) else name_of(node)
