"""Which words the prose of a paper uses, and which layers of the glossary it so speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from glossary import Glossary
from reader.meaning.prose.folding import PAGES, WORD, FoldedProse, fold
from reader.model.document import Passage

COMMON = frozenset(("the", "and", "that", "with", "are", "by", "this", "which", "from"))  # of English alone
SHARE, ENOUGH = 0.01, 200  # of its words at the least, in so many: names and data are words, too
CJK = "\u3040", "\u9fff"  # letters of languages that are read


class Vocabulary:
    """The words of all passages. Each question is answered once; the words are gathered when first asked for."""

    def __init__(self, passages: Sequence[Passage], glossary: Glossary) -> None:
        self.prose = FoldedProse([passage.printed.text for passage in passages])
        self._glossary = glossary
        self._answers: dict[str, bool] = {}
        self._often: dict[str, bool] = {}

    @cached_property
    def is_foreign(self) -> bool:
        """Whether the prose is in another language with Latin letters, whose phrases are not known here: French words
        before a formula are no English noun."""
        counts = self.prose.counts
        if any(CJK[0] <= word[0] <= CJK[1] for word in counts):
            return False
        words = sum(counts.values())
        return words >= ENOUGH and sum(counts[word] for word in COMMON) < SHARE * words

    def says_word(self, prefix: str) -> bool:
        """Whether a word of the prose begins like this, or several words in a row are these."""
        if prefix not in self._answers:
            wanted = fold(prefix)
            self._answers[prefix] = (
                bool(self.prose.beginning(wanted)) if wanted.isalpha() else self._says_phrase(wanted)
            )
        return self._answers[prefix]

    def tells(self, prefix: str) -> bool:
        """Whether the prose says so, and often enough for a text of its length."""
        if prefix not in self._often:
            is_often = self.says_word(prefix) and self.prose.said(fold(prefix)) * PAGES >= len(self.prose.text)
            self._often[prefix] = is_often
        return self._often[prefix]

    def word_said(self, prefix: str) -> str:
        """The first word of the prose that begins like this; several words as they are."""
        wanted = fold(prefix)
        return next(iter(self.prose.beginning(wanted)), prefix) if wanted.isalpha() else prefix

    def speaks_of(self, layer: str) -> bool:
        """Whether the prose uses one of the words that papers about this layer use."""
        return self._spoken_layers.get(layer, True)

    @cached_property
    def _spoken_layers(self) -> Mapping[str, bool]:
        layers = self._glossary.layers
        return {layer.id: not layer.words or any(map(self.says_word, layer.words)) for layer in layers}

    @cached_property
    def _neighbours(self) -> set[int]:
        """The hashes of words of the prose that follow each other, whatever stands between them; the pairs themselves
        would take three times the memory."""
        return set(map(hash, pairwise(["", *WORD.findall(self.prose.text), ""])))

    def _says_phrase(self, wanted: str) -> bool:
        """Whether the prose has it, sought only where its words follow each other somewhere."""
        words = WORD.findall(wanted)
        if len(words) > 1:
            *before, last = words
            known = all(hash(pair) in self._neighbours for pair in pairwise(before))
            if not known or not any(
                hash((before[-1], word)) in self._neighbours for word in self.prose.beginning(last)
            ):
                return False
        at = self.prose.text.find(wanted)
        while at > 0 and self.prose.text[at - 1].isalnum():
            at = self.prose.text.find(wanted, at + 1)
        return at >= 0
