"""Conventions that authors state: "bold lower-case letters are vectors, bold upper-case letters matrices"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossary.model import ConceptId
from reader.meaning.prose.sentence import sentence_cuts
from reader.meaning.prose.wording import plain
from reader.model.document import Passage
from reader.model.symbols import Symbol

# A word that says how letters look -> the traits that they have, and those that they have not.
STYLES = (
    ("bold", "bold", ""), ("calligraphic|script", "calligraphic", ""), ("blackboard", "blackboard", ""),
    ("greek", "greek", ""), ("upper|capital", "capital", ""), ("lower|small", "", "capital"),
)  # fmt: skip
KINDS: tuple[tuple[str, ConceptId], ...] = (  # what the letters stand for -> the concept
    ("matri(?:x|ces)", "matrix"), ("vectors?", "vector"), ("scalars?", "scalar"), ("tensors?", "tensor"),
    ("random variables?", "random-variable"), ("sets?", "set"),
)  # fmt: skip
FACES = frozenset(("bold", "calligraphic", "blackboard"))
_WORD = r"(?:bold(?:-?face)?|calligraphic|script|blackboard|italic|roman|greek|(?:upper|lower)[- ]?case|capital|small)"
_ALONE = re.compile(rf"\b{_WORD}(?:[\s-]+{_WORD})*\b", re.IGNORECASE)
_MERGED = re.compile(rf"\b{_WORD}(?:,?[\s-]+{_WORD})*\b", re.IGNORECASE)
_KIND = re.compile(rf"\b(?:{'|'.join(kind for kind, _ in KINDS)})\b", re.IGNORECASE)
_SPOKEN = re.compile(r"bold|calligraphic|case\b|capital", re.IGNORECASE)
_LETTERS = re.compile(r"\b(?:letters?|characters?|symbols?|font|bold(?:face)?|case)\b", re.IGNORECASE)
_STATES = re.compile(r"\b(?:denot\w+|represent\w*|us\w+|writ\w+|are|stand|by|for|refer\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Convention:
    """Letters with all of ``traits`` and none of ``without`` stand for a ``concept``; ``words`` are the author's."""

    traits: frozenset[str]
    without: frozenset[str]
    concept: str
    words: str

    def holds(self, symbol: Symbol) -> bool:
        return symbol.traits.issuperset(self.traits) and symbol.traits.isdisjoint(self.without)


def stated_conventions(passages: Sequence[Passage]) -> tuple[Convention, ...]:
    """What the prose says of whole alphabets; of several sentences about the same letters the first counts."""
    found: dict[tuple[frozenset[str], frozenset[str]], Convention] = {}
    for passage in passages:
        if passage.kind not in ("table", "caption") and _SPOKEN.search(passage.text):
            for convention in _in_passage(passage):
                found.setdefault((convention.traits, convention.without), convention)
    return tuple(found.values())


def _in_passage(passage: Passage) -> Iterator[Convention]:
    cuts = [0, *sentence_cuts(passage), len(passage.text)]
    for start, end in pairwise(cuts):
        words = re.sub(r"\$[^$]*\$", "", passage.text[start:end])
        if _LETTERS.search(words) and _STATES.search(words):
            for style, concept in _pairs(words):
                traits, without = _look(style)
                if traits or without:
                    yield Convention(traits, without, concept, plain(passage.text[start:end]))


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    """Looks and what they stand for, one by one; nothing where their numbers differ."""
    said = [found.group().lower() for found in _KIND.finditer(words)]
    kinds = [next(name for kind, name in KINDS if re.fullmatch(kind, word)) for word in said]
    for pattern in (_ALONE, _MERGED):
        styles = [found.group() for found in pattern.finditer(words)]
        if styles and len(styles) == len(kinds):
            yield from zip(styles, kinds, strict=True)
            return


def _look(style: str) -> tuple[frozenset[str], frozenset[str]]:
    said = [(trait, lacked) for word, trait, lacked in STYLES if re.search(word, style, re.IGNORECASE)]
    has, lacks = ({row[side] for row in said if row[side]} for side in (0, 1))
    if has or lacks or "italic" in style.lower():
        lacks |= FACES - has
    return frozenset(has), frozenset(lacks)
