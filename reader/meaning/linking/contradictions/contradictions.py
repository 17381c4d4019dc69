"""Whether what a letter must be where it stands contradicts the words shown of it: the rows of ``contradictions.toml``.

What the formulas force is known before any text is read. Words whose head noun cannot be such a thing are about another
letter of the same look.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice

from reader.formula.positions.kinds import EXCLUSIVE, Subject, kinds_at
from reader.formula.positions.places import Position
from reader.formula.positions.standing import APPLIED
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.candidates import UNSAID
from reader.meaning.linking.features import words_of
from reader.meaning.linking.noun_classes import class_of
from reader.meaning.linking.pool import Option
from reader.meaning.linking.structure import formula_says, is_initial
from reader.meaning.prose.members import one_of_many
from reader.model.annotations import Candidate
from reader.model.symbols import Occurrence, Symbol

MOST = 200  # places of a letter that are looked at
SETS = ("relations", "without", "hosts", "classes", "nouns", "unless")  # fields of a row that hold several words


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One row: what a place forces, and the nouns of which none can stand there."""

    id: str
    kind: str
    relations: frozenset[str]
    without: frozenset[str]
    hosts: frozenset[str]
    classes: frozenset[str]
    nouns: frozenset[str]
    unless: frozenset[str]
    example: str
    of: str
    refuses: str
    fits: str

    def is_forced(self, position: Position, subject: Subject) -> bool:
        """Whether a place forces what the row is about."""
        if position.has(*self.without) or not any(
            place.relation in self.relations and (not self.hosts or place.host in self.hosts) for place in position.own
        ):
            return False
        return not self.kind or self.kind in kinds_at(position, subject)

    def excludes(self, meaning: str) -> bool:
        """Whether the head noun of words, or the words as a whole, are none of such a thing. Words for many may count
        them."""
        head, words = words_of(meaning).head, meaning.lower().split()
        is_named = class_of(head) in self.classes or not self.nouns.isdisjoint((head, "-".join(words)))
        return is_named and one_of_many(meaning) == meaning and self.unless.isdisjoint(words)


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """The rows, in their order."""
    content = (resources.files(__package__) / "contradictions.toml").read_text(encoding="utf-8")
    return tuple(_row(key, fields) for key, fields in tomllib.loads(content).items())


def _row(key: str, fields: Mapping[str, str]) -> Contradiction:
    relations, without, hosts, classes, nouns, unless = (frozenset(fields[name].split()) for name in SETS)
    kind, example, of, refuses, fits = (fields[name] for name in ("kind", "example", "of", "refuses", "fits"))
    return Contradiction(key, kind, relations, without, hosts, classes, nouns, unless, example, of, refuses, fits)


def contradicting(
    meaning: str, symbol: Symbol, uses: Sequence[Occurrence], evidence: LinkingEvidence
) -> Contradiction | None:
    """The row by which a letter cannot be what words say at one of these places; None where it can. Where the paper
    uses it as another kind of thing, one place is not believed: the sloppy ``j \\in d`` of a number ``d``."""
    rows = [row for row in contradictions() if row.excludes(meaning)] if symbol.kind == "identifier" else []
    if not rows:
        return None
    standing = evidence.standings.get(symbol.id)
    elsewhere = standing.kinds.intersection(EXCLUSIVE) if standing is not None else frozenset()
    rows = [row for row in rows if row.kind not in EXCLUSIVE or elsewhere <= {row.kind}]
    subject = Subject(symbol, standing is not None and standing.places.get("applied", 0) >= APPLIED)
    positions = list(map(evidence.place_of, uses))
    return next((row for row in rows if any(row.is_forced(one, subject) for one in positions)), None)


def told_or_contradicted(
    symbol: Symbol, meaning: str, uses: Sequence[Occurrence], evidence: LinkingEvidence
) -> Candidate | None:
    """What the places of a letter in a formula make of it whatever is said of it: short for a word that tells others
    apart, or nothing certain where it cannot be that."""
    if is_initial(symbol, meaning, uses, evidence):
        return formula_says("label")
    return UNSAID if contradicting(meaning, symbol, uses, evidence) is not None else None


def is_contradicted(option: Option, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether the author's words cannot be said of a letter in any displayed formula."""
    if option.statement is None:
        return False
    uses = list(islice((use for use in symbol.occurrences if evidence.is_displayed(use.equation)), MOST))
    by_formula: dict[str, list[Occurrence]] = {}
    for use in uses:
        by_formula.setdefault(use.equation, []).append(use)
    return bool(by_formula) and all(
        contradicting(option.meaning, symbol, within, evidence) is not None for within in by_formula.values()
    )
