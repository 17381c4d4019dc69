"""How a symbol came by its meaning: what each strategy changed, and where each row of the glossary lost.

Nothing of this is kept in a reading; the strategies are run once more over the one symbol, and watched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from glossary import Notation
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.mentions import Mentions
from reader.meaning.linking.candidates import Candidate, Candidates
from reader.meaning.linking.linking import SHOWN
from reader.meaning.linking.strategies import STRATEGIES, unmet
from reader.meaning.prose.definitions import definitions_in
from reader.model.annotations import Annotation, ConceptLink
from reader.model.reading import Reading
from reader.model.symbols import Symbol

CHANGE = 0.005  # of a confidence that counts as one


@dataclass(frozen=True, slots=True)
class CandidateChange:
    """``kind``: ``meaning`` (a sense came in), ``link`` (a tie), ``stronger``, ``weaker``, ``dropped`` (a tie left)."""

    kind: str
    candidate: Candidate
    link: ConceptLink | None = None


@dataclass(frozen=True, slots=True)
class StrategyStep:
    """What one strategy did; no changes where it had nothing to add."""

    strategy: str
    changes: tuple[CandidateChange, ...]


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """A row of the glossary for this spelling or its base.

    ``lost`` names the condition that was not met (``kind``, ``traits``, ``without``, ``near``, ``categories``,
    ``words``), or ``closer`` (a row that says more of the symbol went before), ``author`` (the author's words speak
    for something else), ``weak`` (too little certainty to be shown); None where the row's concept is shown.
    """

    row: Notation
    lost: str | None


@dataclass(frozen=True, slots=True)
class Trace:
    """All candidates at the end, the steps that led there, and the glossary's rows."""

    candidates: Candidates
    steps: tuple[StrategyStep, ...]
    rows: tuple[RowVerdict, ...]


def linking_evidence_of(reading: Reading, mentions: Mentions) -> LinkingEvidence:
    """What the strategies looked at when the paper was read. ``mentions`` are those of its symbols."""
    symbols = [annotation.symbol for annotation in reading.annotations]
    definitions = definitions_in(reading.document.passages)
    return LinkingEvidence(symbols, definitions, reading.document, reading.paper, reading.context.glossary, mentions)


def trace(annotation: Annotation, evidence: LinkingEvidence) -> Trace:
    """Runs the strategies over one symbol and notes what each changes."""
    candidates: Candidates = ()
    steps = []
    for strategy in STRATEGIES:
        after = strategy(annotation.symbol, evidence, candidates)
        steps.append(StrategyStep(strategy.__name__, tuple(_changes(candidates, after))))
        candidates = after
    return Trace(candidates, tuple(steps), tuple(_rows(annotation, candidates, evidence)))


def _changes(before: Candidates, after: Candidates) -> Iterator[CandidateChange]:
    stated = {id(one.statement): one for one in reversed(before) if one.statement}
    others = [one for one in before if not one.statement]
    for candidate in after:
        if candidate.statement:
            known = stated.get(id(candidate.statement))
        else:
            known = next((one for one in others if _same(one, candidate)), None)
        if known is None and candidate.meaning:
            yield CandidateChange("meaning", candidate)
        links = {link.concept: link for link in known.links} if known else {}
        for link in candidate.links:
            old = links.pop(link.concept, None)
            if old is None:
                yield CandidateChange("link", candidate, link)
            elif abs(link.confidence - old.confidence) > CHANGE:
                yield CandidateChange("stronger" if link.confidence > old.confidence else "weaker", candidate, link)
        yield from (CandidateChange("dropped", candidate, link) for link in links.values())


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether a candidate without words of the author's is what another was before."""
    return {link.concept for link in one.links} <= {link.concept for link in other.links} or not other.links


def _rows(annotation: Annotation, candidates: Candidates, evidence: LinkingEvidence) -> Iterator[RowVerdict]:
    symbol, glossary = annotation.symbol, evidence.glossary
    rows = (*glossary.by_symbol(symbol.latex), *glossary.by_base(symbol.base or symbol.latex))
    for row in rows:
        if row.concept in glossary:
            yield RowVerdict(row, _lost(row, symbol, annotation, candidates, evidence))


def _lost(
    row: Notation, symbol: Symbol, annotation: Annotation, candidates: Candidates, evidence: LinkingEvidence
) -> str | None:
    condition = unmet(row, symbol, evidence)
    if condition:
        return condition
    if any(link.concept == row.concept for link in annotation.links):
        return None
    tied = [link for one in candidates for link in one.links if link.concept == row.concept]
    if not tied:
        return "closer"
    if max(link.confidence for link in tied) < SHOWN:
        return "author" if annotation.status == "paper" else "weak"
    return "author"
