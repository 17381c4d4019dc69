"""Which words a paper uses, for blocks that one formula alone does not prove."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from reader.meaning.prose.folding import fold, fold_all
from reader.model.document import Document

PAGES = 90_000  # characters in which a word is said at least once where it tells of a paper: a book names everything


class ProseWords:
    """The paper's words, gathered when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def text(self) -> str:
        """Title, headings and passages, folded."""
        headings = (section.title for section in self.document.sections)
        return fold_all((self.document.title, *headings, *(passage.text for passage in self.document.passages)))

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(re.findall(r"[^\W\d_]+", self.text))

    @cached_property
    def words(self) -> list[str]:
        return sorted(self.counts)

    def speaks(self, beginning: str) -> bool:
        """Whether words begin like this, or several in a row are these, often enough for a text of this length."""
        return self.said(fold(beginning)) * PAGES >= len(self.text) > 0

    def said(self, beginning: str) -> int:
        """How many words begin like this; the places of several words in a row."""
        if not beginning.isalpha() or not beginning.isascii():
            *_, last = beginning.split(" ")
            is_there = " " not in beginning or not last.isalpha() or any(self._beginning(last))
            return self.text.count(beginning) if is_there else 0
        return sum(self.counts[word] for word in self._beginning(beginning))

    def _beginning(self, beginning: str) -> Sequence[str]:
        first = last = bisect_left(self.words, beginning)
        while last < len(self.words) and self.words[last].startswith(beginning):
            last += 1
        return self.words[first:last]
