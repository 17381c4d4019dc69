"""Symbols and definitions -> annotations: the strategies in their order, then the best answer and its other senses.

Every step is kept in the annotation's trace, as far as it changes the candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from glossary import Glossary
from reader.limits.watch import spare
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import names_norm, take_apart
from reader.meaning.linking.calibration import calibrated
from reader.meaning.linking.candidates import SHOWN, meaning_of, reason
from reader.meaning.linking.roles import role_of
from reader.meaning.linking.senses import SenseGroup, senses_of, with_index
from reader.meaning.linking.strategies import STRATEGIES
from reader.model.annotations import Annotation, Candidate, Candidates, ConceptLink, Definition, Sense, Trace
from reader.model.symbols import Symbol

PASSING = 0.7  # a definition at most this reliable may be said in passing
KIN = 0.9  # how much of a tie's weight its kin keep
STEPS = (  # of a trace, in their order
    *(strategy.__name__ for strategy in STRATEGIES),
    "weak_ties", "senses", "kin", "calibration", "correction",
)  # fmt: skip


def annotate(evidence: LinkingEvidence) -> tuple[Annotation, ...]:
    """One annotation per symbol of the paper, in their order."""
    weighed = share_among_kin([_spared(symbol, evidence) for symbol in evidence.symbols], evidence.glossary)
    return tuple(calibrated(one) if one.links or one.senses else one for one in weighed)


def _spared(symbol: Symbol, evidence: LinkingEvidence) -> Annotation:
    unknown = Annotation(symbol, "unknown", None, None, ())
    return spare("linking", symbol, unknown, annotate_symbol, symbol, evidence)


def annotate_symbol(symbol: Symbol, evidence: LinkingEvidence) -> Annotation:
    """Run every strategy over one symbol and settle what to show."""
    candidates: Candidates = ()
    trace = Trace()
    for strategy in STRATEGIES:
        candidates = strategy(symbol, evidence, candidates)
        trace = trace.then(strategy.__name__, candidates)
    candidates = _settle(candidates)
    trace = trace.then("weak_ties", candidates)
    role = role_of(symbol, candidates[0] if candidates else None)
    if not candidates:
        quoted = evidence.mentions.quotation(symbol)
        return Annotation(symbol, "unknown", None, quoted, (), (), role, trace=trace)
    senses = with_index(symbol, candidates, senses_of(symbol, candidates, evidence), evidence)
    trace = trace.then("senses", _by_sense(candidates, senses))
    first = trace.candidates[0]
    return Annotation(
        symbol,
        first.status,
        meaning_of(first, evidence.glossary),
        _quotation(symbol, first, evidence, len(senses) > 1),
        first.links,
        tuple(_sense(one.shown, tuple(one.equations), evidence) for one in senses) if len(senses) > 1 else (),
        role,
        first.statement.spelling if first.statement and first.inherited else None,
        trace,
    )


def _by_sense(candidates: Candidates, senses: Sequence[SenseGroup]) -> Candidates:
    """What holds in some equation goes before what holds in none."""
    shown = [sense.shown for sense in senses]
    return (*shown, *(one for one in candidates if all(one is not other for other in shown)))


def share_among_kin(annotations: Sequence[Annotation], glossary: Glossary) -> tuple[Annotation, ...]:
    """What is still unexplained takes the concept of the symbols that differ from it by their indices alone.

    ``x_{s}`` is what ``x_{t}`` is, if all of the family that are explained are one thing.
    """
    families: dict[tuple[str, int, bool], list[Annotation]] = defaultdict(list)
    for one in annotations:
        kin = take_apart(one.symbol.latex).kin if one.links and one.symbol.kind == "identifier" else None
        if kin and (one.status in ("paper", "glossary") or one.links[0].strategy in ("formula", "slot")):
            families[kin].append(one)
    return tuple(one if one.links else _like_kin(one, families, glossary) for one in annotations)


def _like_kin(
    annotation: Annotation, families: dict[tuple[str, int, bool], list[Annotation]], glossary: Glossary
) -> Annotation:
    parts = take_apart(annotation.symbol.latex)
    if names_norm(annotation.symbol.latex):
        return annotation
    kin = parts.kin if not annotation.meaning or (annotation.inherited and parts.family) else None
    family = families.get(kin, []) if kin and annotation.symbol.kind == "identifier" else []
    if annotation.meaning:
        family = [one for one in family if take_apart(one.symbol.latex).family]
    if len({one.links[0].concept for one in family}) != 1:
        return annotation
    first = max(family, key=lambda one: one.links[0].confidence)
    why = {
        language: f"{text}; {first.links[0].why[language]}"
        for language, text in reason("kin", base=f"${first.symbol.latex}$").items()
    }
    link = replace(
        first.links[0], confidence=KIN * first.links[0].confidence, status="structure", why=why, strategy="kin"
    )
    if link.confidence < SHOWN:
        return annotation
    if annotation.meaning:
        answer, *others = annotation.trace.candidates
        trace = annotation.trace.then("kin", (replace(answer, links=(link,)), *others))
        return replace(annotation, links=(link,), trace=trace)
    candidate = Candidate("structure", link.confidence, links=(link,))
    return replace(
        annotation,
        status="structure",
        meaning=meaning_of(candidate, glossary),
        links=(link,),
        role=role_of(annotation.symbol, candidate),
        trace=annotation.trace.then("kin", (candidate,)),
    )


def _settle(candidates: Candidates) -> Candidates:
    """Weak ties removed; the author's senses first, in their order, then the most certain convention."""
    certain = [replace(one, links=_certain(one.links)) for one in candidates]
    kept = [one for one in certain if one.meaning or one.links]
    return tuple(sorted(kept, key=lambda one: (one.status != "paper", 0 if one.status == "paper" else -one.confidence)))


def _certain(links: tuple[ConceptLink, ...]) -> tuple[ConceptLink, ...]:
    return tuple(link for link in links if link.confidence >= SHOWN)


def _definition(candidate: Candidate) -> Definition | None:
    return candidate.statement.definition if candidate.statement else None


def _quotation(symbol: Symbol, candidate: Candidate, evidence: LinkingEvidence, one_of_many: bool) -> Definition | None:
    """The author's sentence about a symbol: that of the words, but for words said in passing ("the bound $D$").

    Then the sentence is quoted that says what the whole sequence is ("the $z$ sequence is ..."), or in which a formula
    introduced the symbol before ("define $D = ...$"); not so where the symbol means several things. Without any words
    of the author's it is the place that tells most.
    """
    statement = candidate.statement
    if statement is None:
        return evidence.mentions.quotation(symbol, _names(candidate, evidence.glossary))
    if one_of_many or (not candidate.inherited and statement.reliability > PASSING):
        return statement.definition
    parts = take_apart(symbol.latex)
    if parts.family and parts.base in evidence.statements.of_sequence:
        return evidence.statements.of_sequence[parts.base]
    return evidence.mentions.introduced(symbol, statement.definition) or statement.definition


def _names(candidate: Candidate, glossary: Glossary) -> tuple[str, ...]:
    """What an author may call a symbol that the glossary explains."""
    return glossary[candidate.links[0].concept].english_names if candidate.links else ()


def _sense(candidate: Candidate, equations: tuple[str, ...], evidence: LinkingEvidence) -> Sense:
    meaning = meaning_of(candidate, evidence.glossary) or ""
    return Sense(meaning, _definition(candidate), candidate.status, equations, candidate.links)
