"""Names that are several words: ``\\text{test loss}``."""

from __future__ import annotations

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.spelled_words import name_in_words
from reader.model.symbols import Symbol


def spelled(symbol: Symbol, evidence: LinkingEvidence) -> str:
    """The words that a name is, as the prose of the paper uses them. One word alone would only be said again."""
    words = " ".join(name_in_words(symbol).split()).lower()
    return words if " " in words and evidence.vocabulary.says_word(words) else ""
