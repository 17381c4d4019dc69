"""What a symbol's own spelling says: a word (``\\operatorname{softmax}``), a command that the author named so, or a
label that begins a word of the author's (``L_{\\mathrm{rec}}``, the "reconstruction loss")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Symbol

_WORDS = re.compile(r"\\(?:operatorname\*?|mathrm|text|mathsf|mathit|mathtt|textsc)\{([A-Za-z \-]+)\}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_FONTS = frozenset(("text", "mathrm", "operatorname", "mathit", "mathsf", "textrm", "texttt", "mathbf", "bm"))
# The last word of a meaning of ours -> the nouns before which the author's word for the label may stand.
LABELLED: Mapping[str, tuple[str, ...]] = {
    "loss": ("loss", "objective", "term", "penalty", "regularizer", "regulariser", "error"),
    "reward": ("reward", "bonus", "penalty"),
    "energy": ("energy",),
    "policy": ("policy",),
    "distribution": ("distribution", "density", "prior", "policy"),
}
SHORTEST = 3  # letters of a label that begins a word; a shorter one is a word in capitals
# What may stand before such a word, which after another noun is a part of a longer name: "mean reconstruction loss".
BEFORE = ("the", "a", "an", "and", "or", "our", "of", "with", "this", "plus", "as", "is", "for", "by", "both", "each")
MOST_BEGUN = 60  # words of the prose that a label may begin
_MACRO = re.compile(r"\\([A-Za-z]{3,})\b")


def word_in_symbol(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """The concept whose whole name the symbol is spelled as."""
    for text, key, confidence in _spelled_words(symbol):
        naming = evidence.name_concept(text)
        if naming and naming.how == "whole":
            link = ConceptLink(naming.concept, confidence, "glossary", reason(key, text=text), "spelling")
            return Candidate("glossary", confidence, links=(link,))
    return None


def _spelled_words(symbol: Symbol) -> Iterator[tuple[str, str, float]]:
    match = _WORDS.match(take_apart(symbol.latex).base)
    if match:
        yield _CAMEL.sub(" ", match.group(1)), "spelled", 0.8
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


def labelled_words(symbol: Symbol, meaning: str, evidence: LinkingEvidence) -> str | None:
    """What the author calls what a word below a symbol tells from others, where only the kind of it is known: of a loss
    with ``rec`` below the "reconstruction loss"."""
    words = _WORDS.findall(take_apart(symbol.latex).sub)
    heads = LABELLED.get(meaning.removesuffix(" function").rpartition(" ")[2], ())
    if len(words) != 1 or not words[0].isalpha() or not heads or (len(words[0]) < SHORTEST and not words[0].isupper()):
        return None
    label, prose = words[0].lower(), evidence.vocabulary.prose
    begun = [label] if len(label) < SHORTEST else prose.beginning(label)[:MOST_BEGUN]
    pairs = [(word, head) for word in begun for head in heads if evidence.vocabulary.says_word(f"{word} {head}")]
    often = {pair: sum(prose.said(f" {before} {pair[0]} {pair[1]}") for before in BEFORE) for pair in pairs}
    said = [pair for pair in pairs if often[pair]]
    if not said:
        return None
    word, head = max(said, key=lambda pair: (pair[0] == label, pair[1] == heads[0], often[pair]))
    return f"{words[0] if word == label else word} {head}"
