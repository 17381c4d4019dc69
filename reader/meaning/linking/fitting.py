"""Whether a concept agrees with what the author calls a symbol and with where it stands: what does not is not tied."""

from __future__ import annotations

from glossary import Glossary
from glossary.model import ConceptId
from reader.meaning.linking.concepts import Tie, WeighedOption, is_called_so, is_count, is_number_of
from reader.meaning.linking.features import words_of
from reader.meaning.linking.signs import SIGNS
from reader.meaning.prose.wording import without_clause
from reader.model.symbols import Symbol

# What a letter or a font says by itself: nothing else is meant, unless the author gives it another name.
FIXED: frozenset[ConceptId] = frozenset({
    "complex-number", "real-number", "natural-number", "integer", "rational-number", "identity-matrix", "transpose",
    "f-divergence", "kl-divergence", "expectation", "euler-mascheroni-constant",
})  # fmt: skip
MEASURES = frozenset(("length", "duration"))  # heads that measure what they are of
USUAL = frozenset(("convention", "slot"))  # strategies of ties that know no word of the author's
AUTHOR = "author"  # the strategy of a tie to the author's own words


def fits(tie: Tie, symbol: Symbol, shown: WeighedOption, glossary: Glossary, *, claimed: bool) -> bool:
    """Whether a concept may be tied to a symbol beside the meaning that is shown. ``claimed``: that is the author's."""
    concept = tie.link.concept
    if concept in FIXED and _is_named_otherwise(concept, shown, glossary):
        return False
    if _cannot_be(concept, symbol, tie.link.strategy == AUTHOR, shown, glossary):
        return False
    return not (claimed and _is_contradicted(tie, shown, glossary))


def _is_named_otherwise(concept: ConceptId, shown: WeighedOption, glossary: Glossary) -> bool:
    """Whether the words shown are said of this very spelling, and share none with the concept's names."""
    meaning = shown.option.meaning
    told = shown.option.source == "own" and bool(words_of(meaning).telling)
    return told and not is_called_so(meaning, concept, glossary)


def _cannot_be(concept: ConceptId, symbol: Symbol, said: bool, shown: WeighedOption, glossary: Glossary) -> bool:
    """Whether the way a symbol is written and used excludes the concept: a capital "quality index" counts nothing. Who
    calls an applied ``d`` a dimension knows better than its look."""
    if symbol.traits.isdisjoint(glossary[concept].unfit):
        return False
    if concept == "index":
        return said
    return bool(words_of(shown.option.meaning).telling) and not is_called_so(shown.option.meaning, concept, glossary)


def _is_contradicted(tie: Tie, shown: WeighedOption, glossary: Glossary) -> bool:
    """Whether the author calls the symbol by the whole name of another concept, or words it as something else than a
    sign, or counts what the concept does not: a number of pages is no index, and a thickness ``d`` no differential."""
    concept, meaning, statement = tie.link.concept, shown.option.meaning, shown.option.statement
    naming = statement.naming if statement is not None else None
    is_other = naming is not None and naming.concept != concept and naming.how == "whole"
    if is_other and without_clause(meaning) == meaning:  # "a loss that needs no reward" may have a name of its own
        return True
    if glossary[concept].tells and tie.link.strategy == AUTHOR:
        return naming is None or naming.concept != concept or naming.how != "whole"  # a "violation sum" is no sum
    if (naming is not None and naming.concept == concept) or is_called_so(meaning, concept, glossary):
        return False
    if concept in SIGNS:
        return True
    if is_number_of(meaning) or words_of(meaning).head in MEASURES:
        return tie.link.strategy in USUAL or not is_count(concept, glossary)  # a number of cars is no batch size
    return False
