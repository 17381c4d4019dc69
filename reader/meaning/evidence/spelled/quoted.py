"""Words of the prose with the sentence in which they stand."""

from __future__ import annotations

import re

from reader.model.annotations import Definition
from reader.model.document import Passage
from reader.model.source import Span

UNIT = 240  # characters quoted before the words at most
AFTER = UNIT // 2  # the same behind them
_END = re.compile(r"[.?!](?=\s|\Z)|\n\s*\n")  # of a sentence


def definition_at(passage: Passage, symbol: str, phrase: str, words: tuple[int, int], after: int) -> Definition:
    """What the words between two offsets say of a symbol; the sentence is followed from ``after`` to its end."""
    text, (start, end) = passage.text, words
    first = max(0, start - UNIT)
    first = max((first, *(cut.end() for cut in _END.finditer(text, first, start))))
    first += len(text[first:start]) - len(text[first:start].lstrip())
    stop = _END.search(text, after, after + AFTER)
    last = stop.end() if stop else min(len(text), after + AFTER)
    file, shift = passage.span.file, passage.span.start
    return Definition(
        symbol=symbol,
        text=text[start:end],
        span=Span(file, start + shift, end + shift),
        phrase=phrase,
        sentence=text[first:last],
        sentence_span=Span(file, first + shift, last + shift),
    )
