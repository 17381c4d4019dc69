"""Where headings, sentences and figures of a paper of several files stand in its text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from reader.model.source import Span

if TYPE_CHECKING:
    from reader.model.document import Document, Section

Place = tuple[int, int, int]  # number of a passage, whether it stands in it or before it, characters from its start


class TextOrder:
    """Places that grow as the text does. A passage that stands within another, as a footnote does, is part of that."""

    def __init__(self, document: Document) -> None:
        self._starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        reached: dict[str, int] = defaultdict(int)
        passages = sorted(enumerate(document.passages), key=lambda each: (each[1].span.start, -each[1].span.end))
        for number, passage in passages:
            span = passage.span
            if span.end > reached[span.file]:
                self._starts[span.file].append((span.start, number))
                reached[span.file] = span.end

    def of_heading(self, section: Section) -> Place:
        """Before all that the section holds."""
        return section.passages, 0, 0

    def of(self, span: Span) -> Place:
        starts = self._starts.get(span.file)
        if not starts:
            return 0, 1, span.start
        at = max(bisect_right(starts, span.start, key=lambda each: each[0]) - 1, 0)
        start, number = starts[at]
        return number, 1, span.start - start
