"""A usual meaning made fuller by the word below its letter: a weight matrix ``W_{\\mathrm{skip}}`` is a "skip weight
matrix"."""

from __future__ import annotations

from collections.abc import Mapping

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelled.label_words import label_of
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.prose.folding import fold
from reader.meaning.prose.members import singular
from reader.meaning.prose.words import tag_of
from reader.model.symbols import Symbol

USUAL: Mapping[str, str] = {"in": "input", "out": "output"}  # what these are short for, whatever the prose says
SHORT_FOR: Mapping[str, str] = {
    "min": "minimum", "max": "maximum", "ref": "reference", "init": "initial", "avg": "average", "tot": "total",
    "obs": "observed", "val": "validation", "valid": "validation", "train": "training", "prev": "previous",
    "old": "old", "new": "new", "eff": "effective", "est": "estimated", "num": "numerical", "cat": "categorical",
}  # fmt: skip
SHORTEST = 3  # letters of a label that is a word
CUT = 2  # letters that an abbreviation leaves out at least
MOST_WORDS = 3
ACCENTED = "\\dot", "\\ddot"


def with_label(symbol: Symbol, meaning: str, evidence: LinkingEvidence) -> str:
    """The meaning behind what its label is or is short for, "" where that says nothing of a noun alone."""
    parts = take_apart(symbol.latex)
    label = label_of(parts)
    words = meaning.split()
    is_noun = len(words) <= MOST_WORDS and "".join(words).replace("-", "").isalpha() and "of" not in words
    if symbol.kind != "identifier" or not label.islower() or not is_noun or parts.base.startswith(ACCENTED):
        return ""
    word = _word_of(label, evidence)
    is_said = not word or any(one.startswith(word[:SHORTEST]) for one in fold(meaning).split())
    return "" if is_said else f"{word} {meaning}"


def _word_of(label: str, evidence: LinkingEvidence) -> str:
    """The noun that a label is, or the one word of the prose that it is short for."""
    if label in USUAL:
        return USUAL[label]
    if label in SHORT_FOR:
        return SHORT_FOR[label] if evidence.vocabulary.says_word(SHORT_FOR[label]) else ""
    if len(label) < SHORTEST or not label.isalpha():
        return ""
    prose = evidence.vocabulary.prose
    if label in prose.counts and f" {label} " in prose.text:
        return label if tag_of(label) in "nkst" else ""
    words_of_prose = (word for word in prose.beginning(fold(label)) if word.isalpha() and not word.endswith("ly"))
    spoken = {singular(word) for word in words_of_prose if len(word) >= len(label) + CUT}
    return spoken.pop() if len(spoken) == 1 and all(tag_of(word) in "jnkst" for word in spoken) else ""
