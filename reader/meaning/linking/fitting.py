"""How likely a concept must be to be tied, and what follows from the author's words or from places alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from glossary import Glossary
from glossary.model import ConceptId
from reader.formula.syntax.tables.name_rows import PROBABILITIES
from reader.meaning.evidence.concept_names import HOLDERS, VAGUE
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.candidates import TIED, TIED_BY
from reader.meaning.linking.concepts import Tie, WeighedOption, has_head, is_called_so, is_count, is_name, is_number_of
from reader.meaning.linking.features import words_of
from reader.model.annotations import ConceptLink
from reader.model.symbols import Symbol

CONVENTION = "convention"
AUTHOR = "author"  # the strategy of a tie to the author's own words
# What a letter is of which a formula gives the values where something is known, by what it is without that.
GIVEN: Mapping[ConceptId, ConceptId] = {
    "probability-distribution": "conditional-distribution",
    "probability": "conditional-probability",
}
SURE = 0.75  # how sure it is what words alone, or all places alone, make of a symbol
SAYS_LITTLE: frozenset[ConceptId] = frozenset({"scalar"})  # concepts that tell nothing of a letter
PLACES_OF_NAMES = ("head", "before", "complement")  # where a name stands in words
PLACES = 200  # places of a symbol that are looked at


def fits(tie: Tie, shown: WeighedOption, glossary: Glossary, *, claimed: bool) -> bool:
    """Whether a concept may be tied to a symbol beside the meaning that is shown. What counts things is none of them: a
    number of pages is no index. ``claimed``: the meaning is the author's."""
    concept, meaning = tie.link.concept, shown.option.meaning
    is_number = claimed and is_number_of(meaning) and not is_called_so(meaning, concept, glossary)
    return concept not in SAYS_LITTLE and (not is_number or is_count(concept, glossary))


def _is_named_so(concept: ConceptId, shown: WeighedOption, glossary: Glossary) -> bool:
    """Whether the author's words share one with a name of the concept, and do not name another by it."""
    naming = shown.option.statement.naming if shown.option.statement is not None else None
    is_general = naming is not None and naming.concept != concept and naming.how == "whole"
    return not is_general and is_called_so(shown.option.meaning, concept, glossary)


def _is_headed(concept: ConceptId, head: str, glossary: Glossary) -> bool:
    """Whether a word is a name of the concept, or ends one and says more than a kind of thing."""
    return is_name(concept, head, glossary) or (head not in VAGUE | HOLDERS and has_head(concept, head, glossary))


def bar_of(tie: Tie, shown: WeighedOption, glossary: Glossary, *, claimed: bool) -> float:
    """How likely a concept must be to be tied, by what ties it."""
    if tie.link.strategy == CONVENTION and claimed:
        meaning = shown.option.meaning
        is_told = meaning.isascii() and bool(words_of(meaning).telling)
        is_told = is_told and not _is_named_so(tie.link.concept, shown, glossary)
        return TIED_BY["beside"] if is_told else TIED
    if tie.link.strategy != AUTHOR:
        return TIED
    naming = shown.option.statement.naming if shown.option.statement is not None else None
    if naming is not None and naming.concept == tie.link.concept:
        is_short = naming.how == "whole" and " " not in naming.words
        return TIED if is_short else TIED_BY.get(naming.how, TIED)
    is_in_words = any(f"name {place} in meaning" in tie.features for place in PLACES_OF_NAMES)
    is_in_words = is_in_words or _is_headed(tie.link.concept, words_of(shown.option.meaning).head, glossary)
    return TIED if is_in_words else TIED_BY["elsewhere"]


def without_doubt(
    links: tuple[ConceptLink, ...], symbol: Symbol, shown: WeighedOption, evidence: LinkingEvidence, *, claimed: bool
) -> tuple[ConceptLink, ...]:
    """The concepts of a symbol, with the one that follows from the author's words or from its places alone: a "number
    of" things is a count, and a ``p`` that always has a condition is a conditional distribution."""
    first = links[0].concept if links else ""
    if first in GIVEN or not first:
        given = GIVEN.get(first, "conditional-distribution")
        if given in evidence.glossary and _is_always_given(symbol, evidence):
            link = ConceptLink(given, SURE, "structure", reason("always-given"), "structure")
            return (replace(link, confidence=max(SURE, *(one.confidence for one in links), 0.0)), *links)
    if not links and claimed and symbol.kind == "identifier" and is_number_of(shown.option.meaning):
        return _count(shown, evidence.glossary)
    return links


def _is_always_given(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether a letter of probabilities is applied, and always to something under a condition, of no event."""
    if take_apart(symbol.latex).base not in PROBABILITIES:
        return False
    applied = 0
    for place in map(evidence.place_of, islice(symbol.occurrences, PLACES)):
        if place.has("applied") and not place.has("conditional"):
            return False
        applied += place.has("applied")
    return applied > 0


def _count(shown: WeighedOption, glossary: Glossary) -> tuple[ConceptLink, ...]:
    """What counts the things of which the author says the number, where it has a name; else a count."""
    statement = shown.option.statement
    naming = statement.naming if statement is not None else None
    if naming is not None and naming.how == "whole" and is_count(naming.concept, glossary):
        concept, said = naming.concept, naming.words
    elif naming is None and "count" in glossary:
        concept, said = "count", "number of"
    else:
        return ()
    return (ConceptLink(concept, SURE, "paper", reason("named-within", text=said), AUTHOR),)
