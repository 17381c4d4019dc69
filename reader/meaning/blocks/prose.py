"""Which words a paper uses, for blocks that one formula alone does not prove."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from reader.model.document import Document


class ProseWords:
    """The paper's words, gathered when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def text(self) -> str:
        """Title, headings and passages in lower case, their words one space apart."""
        headings = (section.title for section in self.document.sections)
        texts = (self.document.title, *headings, *(passage.text for passage in self.document.passages))
        return " ".join(" ".join(texts).casefold().split())

    @cached_property
    def words(self) -> list[str]:
        return sorted(set(re.findall(r"[^\W\d_]+", self.text)))

    def speaks(self, beginning: str) -> bool:
        """Whether a word begins like this, or several words in a row are these."""
        wanted = beginning.casefold()
        if not wanted.isalpha() or not wanted.isascii():
            return wanted in self.text
        at = bisect_left(self.words, wanted)
        return at < len(self.words) and self.words[at].startswith(wanted)
