"""Where a character stands: line and column of spans, in linear time over a whole paper."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model.source import SourceFile, Span

LINE_END = re.compile(r"\r\n?|\n")


class SourcePlaces:
    """Lines and columns in the files of one bundle. A file is searched for line ends once, when first asked for."""

    def __init__(self, files: Mapping[str, SourceFile]) -> None:
        self._files = files
        self._starts: dict[str, list[int]] = {}

    def locate(self, span: Span) -> tuple[int, int]:
        """1-based line and column, in characters, of the span's beginning."""
        starts = self._starts.get(span.file)
        if starts is None:
            starts = self._starts[span.file] = self._line_starts(span.file)
        line = bisect_right(starts, span.start)
        return line, span.start - starts[line - 1] + 1

    def say(self, span: Span) -> str:
        """``main.tex:123``, as editors take it."""
        return f"{span.file}:{self.locate(span)[0]}"

    def _line_starts(self, file: str) -> list[int]:
        source = self._files.get(file)
        return [0, *(match.end() for match in LINE_END.finditer(source.text))] if source else [0]
