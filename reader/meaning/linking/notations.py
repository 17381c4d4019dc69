"""Whether a row of the glossary's notations holds for a symbol of a paper, and what speaks for it."""

from __future__ import annotations

from glossary import Notation
from glossary.model import ConceptId, Texts
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.model.symbols import Symbol

# What a letter names below others too.
LABELS: frozenset[ConceptId] = frozenset({"parameter", "query", "key", "value-vector"})


def unmet(notation: Notation, symbol: Symbol, evidence: LinkingEvidence) -> str | None:
    """The field of the first condition that is not met, None where all are."""
    if notation.kind is not None and notation.kind != symbol.kind:
        return "kind"
    if not symbol.traits.issuperset(notation.traits):
        return "traits"
    if "indexes" not in notation.traits and notation.concept not in LABELS and evidence.scripts.only_in_scripts(symbol):
        return "traits"
    if not symbol.traits.isdisjoint(notation.without):
        return "without"
    if notation.near and not any(_is_near(sign, symbol, evidence) for sign in notation.near):
        return "near"
    if notation.categories and evidence.categories and not _in_categories(notation, evidence):
        return "categories"
    return "words" if notation.words and not any(map(evidence.vocabulary.says_word, notation.words)) else None


def _is_near(sign: str, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether a sign stands in the paper; where the symbol is a bare letter, in one of the letter's sections."""
    is_bare = symbol.base in (None, symbol.latex)
    return sign in evidence.spellings and (not is_bare or evidence.order.share_section(symbol.latex, sign))


def grounds(notation: Notation, symbol: Symbol, evidence: LinkingEvidence) -> Texts:
    """Why the notation holds: its own reason, else what in the paper speaks for it."""
    if notation.why:
        return notation.why
    word = next(filter(evidence.vocabulary.says_word, notation.words), None)
    if word is not None:
        return reason("convention-word", text=evidence.vocabulary.word_said(word))
    sign = next((sign for sign in notation.near if _is_near(sign, symbol, evidence)), None)
    return reason("convention-near", text=sign) if sign is not None else reason("convention")


def _in_categories(notation: Notation, evidence: LinkingEvidence) -> bool:
    return any(category.startswith(notation.categories) for category in evidence.categories)
