"""What a symbol's own spelling says: a word (``\\operatorname{softmax}``), or a command that the author named so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Symbol

_WORDS = re.compile(r"\\(?:operatorname\*?|mathrm|text|mathsf|mathit|mathtt|textsc)\{([A-Za-z \-]+)\}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_FONTS = frozenset(("text", "mathrm", "operatorname", "mathit", "mathsf", "textrm", "texttt", "mathbf", "bm"))
_MACRO = re.compile(r"\\([A-Za-z]{3,})\b")


def word_in_symbol(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """The concept whose whole name the symbol is spelled as."""
    for text, key, confidence in _spelled_words(symbol):
        naming = evidence.name_concept(text)
        if naming and naming.how == "whole":
            link = ConceptLink(naming.concept, confidence, "glossary", reason(key, text=text), "spelling")
            return Candidate("glossary", confidence, links=(link,))
    return None


def name_in_words(symbol: Symbol) -> str:
    """The words that a name is spelled as, "" of a letter."""
    match = _WORDS.fullmatch(take_apart(symbol.latex).base)
    return _CAMEL.sub(" ", match[1]) if match else ""


def spelled(symbol: Symbol, evidence: LinkingEvidence) -> str:
    """The words that a name is, as the prose of the paper uses them. One word alone would only be said again."""
    words = " ".join(name_in_words(symbol).split()).lower()
    return words if " " in words and evidence.vocabulary.says_word(words) else ""


def _spelled_words(symbol: Symbol) -> Iterator[tuple[str, str, float]]:
    words = name_in_words(symbol)
    if words:
        yield words, "spelled", 0.8
    for written in symbol.written:
        name = _MACRO.match(written)
        if name and len(name[1]) > 3 and not symbol.latex.startswith(name.group()):
            yield _CAMEL.sub(" ", name.group(1)), "macro", 0.6


def words_written(symbol: Symbol) -> Iterator[str]:
    """The words, in lower case, of which the author's commands and the labels of a symbol are made."""
    for written in symbol.written:
        for name in _MACRO.findall(written):
            yield from _CAMEL.sub(" ", name).lower().split()
    parts = take_apart(symbol.latex)
    for script in (parts.sub, parts.sup):
        yield from (word.lower() for word in _LETTERS.findall(script) if word not in _FONTS)
