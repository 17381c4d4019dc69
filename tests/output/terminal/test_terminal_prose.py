"""Sentences in the terminal: where lines break."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from reader.output.terminal.prose import CLOSING, lines_of

JAPANESE = "A の一行が一つの語に当たり、その語が「注意」をどう配るかを表します。ばらつきが √d ほどになります（d 個）。"


@pytest.mark.parametrize("width", range(10, 60, 3))
def test_no_line_is_too_wide_or_begins_where_none_may(width: int) -> None:
    lines = list(lines_of(JAPANESE, width))
    assert "".join(lines).replace(" ", "") == JAPANESE.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)
    assert not any(line[0] in CLOSING or line[-1] in "「（" for line in lines)
    assert not any(line.endswith(("A", "√d", "（d")) for line in lines)  # what follows a letter stays with it


def test_words_stay_whole() -> None:
    assert list(lines_of("one two three, four", 10)) == ["one two", "three,", "four"]
    assert list(lines_of("", 10)) == [""]
