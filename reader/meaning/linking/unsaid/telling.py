"""Letters without words explained by what the formulas make of letters that have some."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeGuard

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.roles import is_one_claim
from reader.meaning.linking.unsaid.composed import composed
from reader.meaning.linking.unsaid.draws import drawn
from reader.meaning.linking.unsaid.elements import element
from reader.meaning.linking.unsaid.entries import Lists, Said
from reader.meaning.linking.unsaid.families import Families
from reader.meaning.linking.unsaid.growth import growth
from reader.meaning.linking.unsaid.optimum import optimum, total
from reader.meaning.linking.unsaid.scripts import (
    another,
    label,
    moment,
    numbered,
    parameters,
    run,
    step,
    turned,
    unturned,
)
from reader.meaning.linking.unsaid.sides import Sides, right_sides
from reader.meaning.linking.unsaid.spelled import spelled
from reader.meaning.linking.unsaid.variants import extreme, raised_names, shorter, variant
from reader.model.annotations import Annotation, Candidate
from reader.model.symbols import Symbol

SURE = 0.7  # of what follows from a formula and the author's words together
MOST_WORDS = 12
GENERAL = 0.55  # how sure words must be that tell of a whole family
SUPPOSING = ("suppose", "assume", "if ")


@dataclass(frozen=True)
class FormulaWords:
    """What the formulas of a paper make of the words that the author has for some letters."""

    said: Said
    evidence: LinkingEvidence
    general: Said  # what is sure, and not only supposed for a while: it may hold of others of its family

    @cached_property
    def sides(self) -> Sides:
        return right_sides(self.evidence)

    @cached_property
    def lists(self) -> Lists:
        return Lists(self.sides)

    @cached_property
    def families(self) -> Families:
        return Families(self.general, self.sides, self.evidence)

    @cached_property
    def raised(self) -> Mapping[str, Sequence[str]]:
        return raised_names(self.general)

    def of(self, symbol: Symbol) -> str:
        """What a letter is, "" where no formula tells."""
        rules: tuple[Callable[[], str], ...] = (
            lambda: step(symbol, self.said),
            lambda: self._run(symbol),
            lambda: moment(symbol, self.said),
            lambda: turned(symbol, self.said),
            lambda: another(symbol, self.said),
            lambda: unturned(symbol, self.said),
            lambda: self.lists.entry(symbol, self.said, self.evidence),
            lambda: self._defined(symbol),
            lambda: self.lists.whole(symbol, self.said, self.evidence),
            lambda: parameters(symbol, self.said),
            lambda: label(symbol, self.said, self.evidence),
            lambda: growth(symbol, self.evidence),
            lambda: self.families.member(symbol),
            lambda: self.families.choice(symbol),
            lambda: numbered(symbol, self.said),
            lambda: extreme(symbol, self.said),
            lambda: shorter(symbol, self.general, self.raised, self.evidence),
            lambda: drawn(symbol, self.said, self.evidence),
            lambda: composed(symbol, self.said, self.evidence),
            lambda: element(symbol, self.said, self.evidence),
            lambda: spelled(symbol, self.evidence),
            lambda: variant(symbol, self.general, self.evidence),
        )
        return next((words for rule in rules if (words := rule())), "")

    def _run(self, symbol: Symbol) -> str:
        """What a range of indices holds; one that a formula defines may be a sum."""
        return "" if symbol.latex in self.sides else run(symbol, self.said)

    def _defined(self, symbol: Symbol) -> str:
        told = (rule(side, self.said) for side in self.sides.get(symbol.latex, ()) for rule in (optimum, total))
        return next(filter(None, told), "")


def with_formulas(annotations: Sequence[Annotation], evidence: LinkingEvidence) -> tuple[Annotation, ...]:
    """The annotations, with a meaning for letters without one of which a formula tells what they are."""
    said = {one.symbol.latex: one.meaning for one in annotations if is_one_claim(one) and _is_short(one.meaning)}
    general = {one.symbol.latex: said[one.symbol.latex] for one in annotations if _is_general(one, said)}
    words = FormulaWords(said, evidence, general)
    return tuple(_told(one, words) if _is_unsaid(one) else one for one in annotations)


def _is_general(annotation: Annotation, said: Said) -> bool:
    """Whether words are sure, and said of a letter for good: not "suppose $x_i$ is the one that"."""
    sentence = annotation.source.sentence.lstrip().lower() if annotation.source else ""
    is_sure = annotation.confidence >= GENERAL and annotation.symbol.latex in said
    return is_sure and not sentence.startswith(SUPPOSING)


def _is_short(meaning: str | None) -> TypeGuard[str]:
    return meaning is not None and 0 < len(meaning.split()) <= MOST_WORDS


def _is_unsaid(annotation: Annotation) -> bool:
    return annotation.meaning is None and not annotation.senses and annotation.symbol.kind == "identifier"


def _told(annotation: Annotation, words: FormulaWords) -> Annotation:
    meaning = words.of(annotation.symbol)
    if not meaning:
        return annotation
    shown = Candidate("structure", SURE, meaning)
    trace = annotation.trace.then("formulas", (shown, *annotation.trace.candidates))
    return replace(annotation, status="structure", meaning=meaning, trace=trace, confidence=SURE)
