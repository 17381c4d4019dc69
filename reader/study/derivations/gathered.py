"""The lines of one paper and what its formulas say of each other, gathered once for all who ask for a step."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reader.formula.semantics.declared_names import DeclaredNames
from reader.model.document import Document, Equation
from reader.study.derivations.agreement import Agreement
from reader.study.derivations.chains import Link, beside_each_other, chains_in, links_of
from reader.study.derivations.equalities import Equality
from reader.study.derivations.explaining import Explanation, explain
from reader.study.derivations.facts import EQUAL, LONGEST, Fact, Facts, facts_of, is_name

NEAR = 40  # rows of displays back to which an equation is looked for


@dataclass(frozen=True, slots=True)
class PaperLines:
    """``ending`` are the links by the equation in which they end, each with its chain; ``ranks`` count the displays.
    ``spans`` are the chains by their two ends, ``equalities`` in the order of the paper. ``explained`` and ``agreed``
    keep by number of a link what was found of it, for all who ask."""

    chains: tuple[tuple[Link, ...], ...]
    equations: Mapping[str, Equation]
    facts: Facts
    equalities: tuple[Equality, ...]
    ranks: Mapping[str, int]
    ending: Mapping[str, tuple[tuple[tuple[Link, ...], Link], ...]]
    spans: Mapping[tuple[str, str], tuple[tuple[Link, ...], ...]]
    explained: dict[int, Explanation] = field(default_factory=dict, repr=False)
    agreed: dict[int, Agreement | None] = field(default_factory=dict, repr=False)

    def explanation(self, chain: tuple[Link, ...], link: Link) -> Explanation:
        """What leads over one link of a chain."""
        if id(link) not in self.explained:
            facts = self.facts_for(chain)
            self.explained[id(link)] = explain(link.before.term, link.sign, link.after.term, facts)
        return self.explained[id(link)]

    def facts_for(self, chain: tuple[Link, ...]) -> Facts:
        """What other equations say than those of a chain."""
        first = chain[0].before
        own = {row.equation for row in first.rows}
        here = self.ranks[first.equation]
        start, end = (bisect_left(self.equalities, at, key=self._rank) for at in (here - NEAR, here))
        near = reversed(self.equalities[start:end])
        return self.facts.without(own, [each for each in near if each.fact.equation not in own])

    def _rank(self, equality: Equality) -> int:
        return self.ranks[equality.fact.equation]


def gathered(document: Document, evidence: DeclaredNames) -> PaperLines:
    """The lines of a paper, read with what all of it says of its names."""
    chains = links_of(document, evidence)
    equations = {each.id: each for each in (*document.inline, *document.equations)}
    links = (*(link for chain in chains for link in chain), *_beside(document, evidence), *_inline(document, evidence))
    ending: dict[str, list[tuple[tuple[Link, ...], Link]]] = {}
    spans: dict[tuple[str, str], list[tuple[Link, ...]]] = {}
    for chain in chains:
        spans.setdefault((chain[0].before.term.key, chain[-1].after.term.key), []).append(chain)
        for link in chain:
            ending.setdefault(link.after.equation, []).append((chain, link))
    ranks = {each.id: rank for rank, each in enumerate(document.equations)}
    equal = (link for chain in chains for link in chain if link.sign in EQUAL)
    facts = (Fact(link.before.term, link.sign, link.after.term, link.after.equation) for link in equal)
    equalities = tuple(map(Equality, sorted(facts, key=lambda fact: ranks[fact.equation])))
    return PaperLines(
        chains, equations, facts_of(links), equalities, ranks,
        {each: tuple(some) for each, some in ending.items()}, {ends: tuple(some) for ends, some in spans.items()},
    )  # fmt: skip


def _beside(document: Document, evidence: DeclaredNames) -> Iterator[Link]:
    """What the displays define several at a time."""
    for equation in document.equations:
        if equation.display:
            yield from beside_each_other(equation, evidence)


def _inline(document: Document, evidence: DeclaredNames) -> Iterator[Link]:
    """What the running text defines."""
    for equation in document.inline:
        if "=" in equation.formula.expanded and len(equation.formula.expanded) <= LONGEST:
            for chain in chains_in(equation, evidence):
                if len(chain) == 1 and is_name(chain[0].before.term):
                    yield chain[0]
