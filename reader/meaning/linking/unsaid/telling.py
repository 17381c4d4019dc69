"""Letters without words explained by what the formulas make of letters that have some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeGuard

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.roles import is_one_claim
from reader.meaning.linking.spelled_words import spelled
from reader.meaning.linking.unsaid.draws import drawn
from reader.meaning.linking.unsaid.entries import Lists, Said
from reader.meaning.linking.unsaid.scripts import label, parameters
from reader.meaning.linking.unsaid.variants import variant
from reader.model.annotations import Annotation, Candidate
from reader.model.symbols import Symbol

SURE = 0.7  # of what follows from a formula and the author's words together
MOST_WORDS = 12
GENERAL = 0.55  # how sure words must be that tell of a whole family
SUPPOSING = ("suppose", "assume", "if ")


def with_formulas(annotations: Sequence[Annotation], evidence: LinkingEvidence) -> tuple[Annotation, ...]:
    """The annotations, with a meaning for letters without one of which a formula tells what they are."""
    said = {one.symbol.latex: one.meaning for one in annotations if is_one_claim(one) and _is_short(one.meaning)}
    general = {one.symbol.latex: said[one.symbol.latex] for one in annotations if _is_general(one, said)}
    lists = Lists(evidence)
    rules: tuple[Callable[[Symbol], str], ...] = (
        lambda symbol: lists.entry(symbol, said),
        lambda symbol: parameters(symbol, said),
        lambda symbol: label(symbol, said, evidence),
        lambda symbol: drawn(symbol, said, evidence),
        lambda symbol: spelled(symbol, evidence),
        lambda symbol: variant(symbol, general, evidence),
    )
    return tuple(_told(one, rules) if _is_unsaid(one) else one for one in annotations)


def _is_general(annotation: Annotation, said: Said) -> bool:
    """Whether words are sure, and said of a letter for good: not "suppose $x_i$ is the one that"."""
    sentence = annotation.source.sentence.lstrip().lower() if annotation.source else ""
    is_sure = annotation.confidence >= GENERAL and annotation.symbol.latex in said
    return is_sure and not sentence.startswith(SUPPOSING)


def _is_short(meaning: str | None) -> TypeGuard[str]:
    return meaning is not None and 0 < len(meaning.split()) <= MOST_WORDS


def _is_unsaid(annotation: Annotation) -> bool:
    return annotation.meaning is None and not annotation.senses and annotation.symbol.kind == "identifier"


def _told(annotation: Annotation, rules: Sequence[Callable[[Symbol], str]]) -> Annotation:
    meaning = next((words for rule in rules if (words := rule(annotation.symbol))), "")
    if not meaning:
        return annotation
    shown = Candidate("structure", SURE, meaning)
    trace = annotation.trace.then("formulas", (shown, *annotation.trace.candidates))
    return replace(annotation, status="structure", meaning=meaning, trace=trace, confidence=SURE)
