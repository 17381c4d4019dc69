"""Entries of a whole that a formula lists: ``x_i`` of ``x = (x_1, \\dots, x_n)``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reader.formula.semantics.nodes import (
    Chain,
    Group,
    Labelled,
    Listing,
    Meaning,
    Power,
    Product,
    Quantified,
    Statements,
    Transposed,
    Undecided,
)
from reader.formula.semantics.nodes import Symbol as Name
from reader.formula.semantics.parser import plain_meaning
from reader.formula.syntax.canonical import canonical_spelling
from reader.formula.syntax.tables.signs import DEFINING_RELATIONS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.prose.members import element_of, one_of_many
from reader.model.symbols import Symbol

Said = Mapping[str, str]
Kind = tuple[str, str, int]
SET = r"\{"
LONGEST = 600  # characters of a formula that is looked at
SIGNS = DEFINING_RELATIONS | {r"\coloneqq", r"\in"}


@dataclass(frozen=True)
class Lists:
    """The lists that the formulas of a paper set names equal to, or take them from."""

    evidence: LinkingEvidence

    def entry(self, symbol: Symbol, said: Said) -> str:
        """What an entry is of a whole that has words."""
        kind = kind_of(symbol.latex)
        for whole, bracket in self._wholes.get(kind, ()) if kind is not None else ():
            words = said.get(whole)
            if words and self.evidence.order.share_section(symbol.latex, whole):
                one = element_of(words) or (one_of_many(words) if one_of_many(words) != words else "")
                return one or f"{'element' if bracket == SET else 'component'} of the {words}"
        return ""

    @cached_property
    def _wholes(self) -> Mapping[Kind, list[tuple[str, str]]]:
        """By the kind of their entries the wholes, each with its bracket; none of which two lists differ."""
        found: dict[str, dict[Kind, str]] = defaultdict(dict)
        for equation in self.evidence.formulas.values():
            latex = equation.formula.expanded
            may_list = "_" in latex and len(latex) <= LONGEST and any(sign in latex for sign in SIGNS)
            for whole, side in _sides(latex) if may_list else ():
                bracket, names = _listed(side)
                kinds = {kind_of(name) for name in names}
                kind = kinds.pop() if len(kinds) == 1 else None
                if kind is not None and (len(names) > 1 or bracket != "("):
                    found[whole].setdefault(kind, bracket)
        wholes: dict[Kind, list[tuple[str, str]]] = defaultdict(list)
        for whole, kinds_of_whole in found.items():
            if len(kinds_of_whole) == 1:
                ((kind, bracket),) = kinds_of_whole.items()
                wholes[kind].append((whole, bracket))
        return wholes


def kind_of(latex: str) -> Kind | None:
    """What entries of one list share: the base with what is no index, and how many indices. None of a bare letter."""
    parts = take_apart(latex)
    if not parts.indices or parts.primes:
        return None
    return parts.base, parts.sup, parts.indices


def _sides(latex: str) -> Iterator[tuple[str, Meaning]]:
    """The names that stand left in the statements of one formula, each with what stands right of it."""
    tree = plain_meaning(latex)
    for statement in tree.items if isinstance(tree, Statements) else (tree,):
        inner = statement.body if isinstance(statement, Quantified) else statement
        if isinstance(inner, Chain) and inner.relations:
            name, sign = _name_of(inner.operands[0]), inner.relations[0].sign
            if name and sign in SIGNS:
                yield name, inner.operands[1]


def _name_of(node: Meaning) -> str:
    """The canonical spelling of a name, "" of anything else. A power of a letter that may be a name is one."""
    if isinstance(node, Name):
        return node.latex
    if isinstance(node, Undecided):
        return canonical_spelling(node.latex)
    return _name_of(node.base) if isinstance(node, Transposed) else ""


def _listed(node: Meaning) -> tuple[str, tuple[str, ...]]:
    """The bracket of a list and the names that stand in it; "" of anything else."""
    while isinstance(node, Labelled | Transposed | Power):
        node = node.base
    if isinstance(node, Listing) and node.kind in ("tuple", "set"):
        return node.open, tuple(filter(None, map(_name_of, node.items)))
    if isinstance(node, Group):
        inside = node.body.factors if isinstance(node.body, Product) else (node.body,)
        return node.open, tuple(filter(None, map(_name_of, inside)))
    return "", ()
