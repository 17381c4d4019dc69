"""Places of several files as numbers that grow in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from reader.model.document import Document
from reader.model.source import Span


class PassageRanks:
    """Ranks spans of several files in reading order: passages are read in order, and everything else stands between."""

    STEP = 1_000_000  # more than the characters of any passage

    def __init__(self, document: Document) -> None:
        ordered = [passage.span for passage in document.passages]
        starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, span in enumerate(ordered):
            starts[span.file].append((span.start, number))
        self._starts = {file: sorted(entries) for file, entries in starts.items()}

    def rank(self, span: Span) -> int:
        """A number that grows in reading order; its millions count passages."""
        entries = self._starts.get(span.file, [])
        at = bisect_right(entries, (span.start, len(entries) + self.STEP)) - 1
        if at < 0:
            return 0
        start, number = entries[at]
        return (number + 1) * self.STEP + min(span.start - start, self.STEP - 1)
