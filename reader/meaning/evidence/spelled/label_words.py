"""What a label names, where the prose has its word before a noun of the letter: ``\\mathcal{L}_{\\mathrm{pred}}`` in a
paper that speaks of "the prediction loss".

The nouns of a letter are those of what it usually stands for (rows of the glossary). The words are the author's, but
no sentence ties them to the symbol, so that they are no claim. Where the label may be short for two things, nothing is
said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from glossary import Glossary
from glossary.model import ConceptId
from reader.meaning.evidence.spelled.quoted import definition_at
from reader.meaning.evidence.spelling import Spelling, take_apart
from reader.meaning.prose.phrases import LABEL_WORDS
from reader.meaning.prose.words import tag_of
from reader.model.annotations import Definition
from reader.model.document import Passage
from reader.model.symbols import Symbol

SHORTEST = 3  # letters of an abbreviation that is the beginning of a word
CUT = 2  # letters that such an abbreviation leaves out at least: a mode is no model
LONGEST = 4  # words that an acronym may stand for
SAME, SHORTENED = 2, 1  # how well a label agrees with words: it is these, or is short for them
# Heads that do not tell one thing from others, so that the word before them does: "loss function".
KINDS = frozenset(("function", "functional", "term"))
# What is no name of a thing that a label could mark, or stands before any noun.
VAGUE = frozenset(("number", "value", "set", "matrix", "vector", "operator", "element", "size", "variable", "model"))
OPEN_TAGS = frozenset("nkstbfjeg")  # of words that may be part of a name

_LABEL = r"\\(?:math(?:rm|sf|it|tt)|text(?:rm|sc|normal)?|operatorname)\{([A-Za-z][A-Za-z -]+)\}"


@dataclass(frozen=True, slots=True)
class LabelledSymbol:
    """A symbol with a word as its label, and the nouns of its letter."""

    spelling: str
    label: str
    nouns: frozenset[str]


def told_by_labels(
    symbols: Iterable[Symbol], passages: Sequence[Passage], glossary: Glossary, defined: frozenset[str]
) -> tuple[Definition, ...]:
    """A definition for each symbol whose label the prose spells out before a noun of its letter, but for those that it
    defines."""
    labelled = [one for symbol in symbols if symbol.latex not in defined for one in _labelled(symbol, glossary)]
    nouns = frozenset(noun for one in labelled for noun in one.nouns)
    if not nouns:
        return ()
    word = "[A-Za-z][A-Za-z-]*[A-Za-z]"
    named = re.compile(
        rf"(?<![A-Za-z-])((?:{word}\s+){{1,{LONGEST}}})({'|'.join(sorted(nouns))})(?![A-Za-z-])", re.IGNORECASE
    )
    found: dict[str, list[_Named]] = {one.spelling: [] for one in labelled}
    for passage in passages:
        for words in named.finditer(passage.printed.text):
            for one in _names(labelled, words, passage):
                found[one.spelling].append(one)
    return tuple(best.definition() for each in found.values() if (best := _agreed(each)) is not None)


@dataclass(frozen=True, slots=True)
class _Named:
    """Words before a noun that a label agrees with, and how well."""

    spelling: str
    agreement: int
    modifier: str
    noun: str
    passage: Passage
    start: int
    end: int

    def definition(self) -> Definition:
        printed = self.passage.printed
        start, end = printed.start(self.start), printed.end(self.end)
        return definition_at(self.passage, self.spelling, LABEL_WORDS, (start, end), end)


def _labelled(symbol: Symbol, glossary: Glossary) -> Iterator[LabelledSymbol]:
    parts = take_apart(symbol.latex)
    label = label_of(parts)
    usual = _concepts_of(parts.base, glossary) if label and symbol.kind == "identifier" else frozenset()
    is_known = any(row.concept not in usual for row in glossary.by_symbol(symbol.latex))  # the divergence D_KL
    nouns = _nouns_of(usual, glossary) if not is_known else frozenset()
    if nouns:
        yield LabelledSymbol(symbol.latex, label, nouns)


def label_of(parts: Spelling) -> str:
    """The word in a script; nothing where both have one."""
    words = [match[1] for script in (parts.sub, parts.sup) if (match := re.fullmatch(_LABEL, script))]
    return words[0] if len(words) == 1 else ""


def _concepts_of(base: str, glossary: Glossary) -> frozenset[ConceptId]:
    """What a letter usually stands for."""
    rows = (*glossary.by_symbol(base), *glossary.by_base(base))
    return frozenset(row.concept for row in rows if row.concept in glossary)


def _nouns_of(usual: frozenset[ConceptId], glossary: Glossary) -> frozenset[str]:
    """What such things are called, or what they are, too: a loss is an objective."""
    near = {
        other.concept
        for concept in usual
        for other in glossary[concept].confused_with
        if any(need.concept == other.concept for need in glossary[concept].requires)
    }
    names = (name for one in usual | near for name in (glossary[one].name["en"], glossary[one].phrase.get("en", "")))
    return frozenset(noun for name in names if (noun := _noun_of(name)) and noun not in VAGUE)


def _noun_of(name: str) -> str:
    """The head of a name: "loss" of "loss function (training)"."""
    words = re.findall(r"[a-z]+", name.partition("(")[0].partition(" of ")[0].lower())
    while len(words) > 1 and words[-1] in KINDS:
        words.pop()
    return words[-1] if words and words[-1] not in KINDS else ""


def _names(labelled: Iterable[LabelledSymbol], words: re.Match[str], passage: Passage) -> Iterator[_Named]:
    before, noun = list(re.finditer(r"[A-Za-z-]+", words[1])), words[2]
    for one in labelled:
        for first in range(len(before)) if noun.lower() in one.nouns else ():
            told = [word.group() for word in before[first:]]
            agreement = _agreement(one.label, told)
            if agreement:
                start = words.start() + before[first].start()
                yield _Named(one.spelling, agreement, " ".join(told).lower(), noun, passage, start, words.end())


def _agreement(label: str, told: Sequence[str]) -> int:
    """How well a label agrees with words: they may be its own in any order, begin like it, or have it as initials."""
    pieces = [piece.lower() for word in told for piece in word.split("-") if piece]
    if sorted(re.findall(r"[a-z]+", label.lower())) == sorted(pieces):
        return SAME
    letters = re.sub(r"[^A-Za-z]", "", label).lower()
    if not all(tag_of(piece) in OPEN_TAGS for piece in pieces):
        return 0
    if len(told) == 1 and len(letters) >= SHORTEST and pieces[0].startswith(letters):
        return SHORTENED if len(pieces[0]) >= len(letters) + CUT else 0
    return SHORTENED if len(pieces) > 1 and "".join(piece[0] for piece in pieces) == letters else 0


def _agreed(named: Sequence[_Named]) -> _Named | None:
    """The first place of the words that a label agrees with best; None where it may be short for several."""
    best = max((one.agreement for one in named), default=0)
    agreeing = [one for one in named if one.agreement == best]
    if len({one.modifier for one in agreeing}) != 1:
        return None
    nouns: Mapping[str, int] = Counter(one.noun.lower() for one in agreeing)
    return max(agreeing, key=lambda one: (nouns[one.noun.lower()], one.noun.islower()))
