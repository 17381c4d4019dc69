"""Whether a concept agrees with what the author calls a symbol, and how likely it must be to be tied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from glossary import Glossary
from glossary.model import ConceptId
from glossary.naming import fold_name
from reader.formula.syntax.tables.name_rows import PROBABILITIES
from reader.meaning.evidence.concept_names import HOLDERS, OF_MEMBERS, VAGUE
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.candidates import TIED, TIED_BY
from reader.meaning.linking.concepts import Tie, WeighedOption, has_head, is_called_so, is_count, is_name, is_number_of
from reader.meaning.linking.features import words_of
from reader.meaning.prose.wording import without_clause
from reader.model.annotations import ConceptLink, Naming
from reader.model.symbols import Symbol

MEASURES = frozenset(("length", "duration"))  # heads that measure what they are of
CONVENTION = "convention"
NAMED_BY_HEAD = frozenset(("head", "special"))  # how words name a concept by their last noun
USUAL = frozenset((CONVENTION, "slot"))  # strategies of ties that know no word of the author's
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
    """Whether a concept may be tied to a symbol beside the meaning that is shown. ``claimed``: that is the author's."""
    return tie.link.concept not in SAYS_LITTLE and not (claimed and _is_contradicted(tie, shown, glossary))


def _is_contradicted(tie: Tie, shown: WeighedOption, glossary: Glossary) -> bool:
    """Whether the author calls the symbol by the whole name of another concept, or counts what the
    concept does not: a number of pages is no index."""
    concept, meaning, statement = tie.link.concept, shown.option.meaning, shown.option.statement
    naming = statement.naming if statement is not None else None
    is_other = naming is not None and naming.concept != concept and naming.how == "whole"
    is_other = is_other and not _is_kind_of_it(concept, naming, glossary)
    if is_other and without_clause(meaning) == meaning:  # "a loss that needs no reward" may have a name of its own
        return True
    if _is_of_other_kind(tie, shown, glossary) or _only_modifies(tie, shown):
        return True
    if glossary[concept].tells and tie.link.strategy == AUTHOR:
        return naming is None or naming.concept != concept or naming.how != "whole"  # a "violation sum" is no sum
    if (naming is not None and naming.concept == concept) or is_called_so(meaning, concept, glossary):
        return False
    if is_number_of(meaning) or words_of(meaning).head in MEASURES:
        return tie.link.strategy in USUAL or not is_count(concept, glossary)  # a number of cars is no batch size
    return False


def _is_kind_of_it(concept: ConceptId, naming: Naming | None, glossary: Glossary) -> bool:
    """Whether a concept is a special kind of one general word: who says "kernel" may mean a tangent kernel."""
    if naming is None or " " in naming.words:
        return False
    return has_head(concept, fold_name(naming.words)[-1], glossary)


def _is_of_other_kind(tie: Tie, shown: WeighedOption, glossary: Glossary) -> bool:
    """Whether the head of the author's words names another concept than the one that is usual of the letter, which has
    no name of that head: a "reference distribution" is no reference policy."""
    naming = shown.option.statement.naming if shown.option.statement is not None else None
    if tie.link.strategy not in USUAL or naming is None or naming.concept == tie.link.concept:
        return False
    return naming.how in NAMED_BY_HEAD and not has_head(tie.link.concept, words_of(shown.option.meaning).head, glossary)


def _only_modifies(tie: Tie, shown: WeighedOption) -> bool:
    """Whether the author's words have the concept's name only beside their head, which is no holder of things: the
    "scale of the noise" is no noise, but a "set of tokens" is about tokens."""
    naming = shown.option.statement.naming if shown.option.statement is not None else None
    if tie.link.strategy != AUTHOR or (naming is not None and naming.concept == tie.link.concept):
        return False
    stands = {place for place in PLACES_OF_NAMES if f"name {place} in meaning" in tie.features}
    return bool(stands) and "head" not in stands and words_of(shown.option.meaning).head not in HOLDERS | OF_MEMBERS


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
