"""How a symbol came by its meaning: what each step of linking changed, and where each row of the glossary lost.

It is told from the trace that linking left in the annotation; nothing is weighed a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from glossary import Notation
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.linking import STEPS, built_in_judge, weigh
from reader.meaning.linking.notations import unmet
from reader.meaning.linking.pool import Option
from reader.model.annotations import Annotation, Candidate, Candidates, ConceptLink, Trace
from reader.model.reading import Reading

CHANGE = 0.005  # of a confidence that counts as one


@dataclass(frozen=True, slots=True)
class CandidateChange:
    """``kind``: ``meaning`` (a sense came in), ``link`` (a tie), ``stronger``, ``weaker``, ``dropped`` (a tie left).

    Also ``withdrawn`` (a sense left) and ``first`` (a sense that was there goes before all others now).
    """

    kind: str
    candidate: Candidate
    link: ConceptLink | None = None


@dataclass(frozen=True, slots=True)
class StepChanges:
    """What one step did, by its name in ``STEPS``; no changes where it had nothing to add."""

    name: str
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


def linking_evidence_of(reading: Reading) -> LinkingEvidence:
    """What linking looked at when the paper was read."""
    if not isinstance(reading.evidence, LinkingEvidence):
        raise TypeError("this reading was made without linking")
    return reading.evidence


@dataclass(frozen=True, slots=True)
class OptionReasons:
    """An option of the pool, how likely its words are right and claimed there, and what speaks for and against it.

    ``weights`` are log-odds by feature, the most telling first; of the author's words those of the claim.
    """

    option: Option
    likelihood: float
    claim: float
    weights: Mapping[str, float]


def reasons_of(annotation: Annotation, evidence: LinkingEvidence) -> list[OptionReasons]:
    """The whole pool of a symbol, the likeliest first."""
    judge = built_in_judge()
    weighed = weigh(annotation.symbol, evidence, judge)
    found = []
    options = enumerate(weighed.options)
    for number, one in sorted(options, key=lambda each: -max(each[1].claim, each[1].likelihood)):
        forest = judge.claim if one.option.statement is not None else judge.meaning
        weights = forest.weights(weighed.scene.features(number))
        found.append(OptionReasons(one.option, one.likelihood, one.claim, weights))
    return found


# --- steps -----------------------------------------------------------------------------------------------------------


def steps_of(trace: Trace) -> Iterator[StepChanges]:
    """Every step of linking in its order, with what it changed."""
    left = {step.name: step.candidates for step in trace.steps}
    before: Candidates = ()
    for name in STEPS:
        after = left.get(name, before)
        yield StepChanges(name, tuple(_changes(before, after)))
        before = after


def _changes(before: Candidates, after: Candidates) -> Iterator[CandidateChange]:
    gone = list(before)
    for candidate in after:
        known = next((one for one in gone if _is_same(one, candidate)), None)
        if known is not None:
            gone = [one for one in gone if one is not known]
        elif candidate.meaning:
            yield CandidateChange("meaning", candidate)
        yield from _changed_links(known.links if known else (), candidate)
    for candidate in gone:
        if candidate.meaning:
            yield CandidateChange("withdrawn", candidate)
        yield from (CandidateChange("dropped", candidate, link) for link in candidate.links)
    if before and after and not _is_same(before[0], after[0]) and any(_is_same(one, after[0]) for one in before):
        yield CandidateChange("first", after[0])


def _changed_links(before: tuple[ConceptLink, ...], candidate: Candidate) -> Iterator[CandidateChange]:
    links = {link.concept: link for link in before}
    for link in candidate.links:
        old = links.pop(link.concept, None)
        if old is None:
            yield CandidateChange("link", candidate, link)
        elif abs(link.confidence - old.confidence) > CHANGE:
            yield CandidateChange("stronger" if link.confidence > old.confidence else "weaker", candidate, link)
    yield from (CandidateChange("dropped", candidate, link) for link in links.values())


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Whether a candidate is what another was a step before: words of the author's tell, else meaning and concepts."""
    if one.statement or other.statement:
        return one.statement is other.statement
    concepts = {link.concept for link in one.links}
    return one.meaning == other.meaning and (
        not concepts or not other.links or any(link.concept in concepts for link in other.links)
    )


# --- rows of the glossary --------------------------------------------------------------------------------------------


def rows_of(annotation: Annotation, evidence: LinkingEvidence) -> Iterator[RowVerdict]:
    """The glossary's rows for a symbol, and why those that are not shown are not."""
    symbol, glossary = annotation.symbol, evidence.glossary
    rows = (*glossary.by_symbol(symbol.latex), *glossary.by_base(symbol.base or symbol.latex))
    for row in rows:
        if row.concept in glossary:
            yield RowVerdict(row, _lost(row, annotation, evidence))


def _lost(row: Notation, annotation: Annotation, evidence: LinkingEvidence) -> str | None:
    condition = unmet(row, annotation.symbol, evidence)
    if condition:
        return condition
    if any(link.concept == row.concept for link in annotation.links):
        return None
    if annotation.status == "paper":
        return "author"
    return "weak" if not annotation.links else "closer"
