"""Which words a paper uses, for blocks that one formula alone does not prove."""

from __future__ import annotations

from functools import cached_property

from reader.meaning.prose.folding import PAGES, FoldedProse, fold
from reader.model.document import Document


class ProseWords:
    """The paper's words: those of its passages (``prose``), of its title and of its headings."""

    def __init__(self, document: Document, prose: FoldedProse) -> None:
        headings = (section.title for section in document.sections)
        self._texts = (FoldedProse((document.title, *headings)), prose)

    def speaks(self, beginning: str) -> bool:
        """Whether words begin like this, or several in a row are these, often enough for a text of this length."""
        return self.said(fold(beginning)) * PAGES >= self._length > 0

    @cached_property
    def _length(self) -> int:
        return sum(len(one.text) for one in self._texts)

    def said(self, beginning: str) -> int:
        """How many words begin like this; the places of several words in a row."""
        return sum(one.said(beginning) for one in self._texts)
