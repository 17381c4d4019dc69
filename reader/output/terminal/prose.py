"""Sentences for the terminal: lines break between Japanese letters as well, and not where Japanese would not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

CLOSING = "、。，．・：；？！）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)"  # none begins a line
OPENING = "（「『【〈《("  # none ends one


class Prose:
    """A text that breaks into lines as wide as the terminal."""

    def __init__(self, text: str, style: str = "", indent: str = "") -> None:
        self.text, self.style, self.indent = text, style, indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.cells import cell_len
        from rich.text import Text

        for line in lines_of(self.text, options.max_width - cell_len(self.indent)):
            yield Text(self.indent + line, style=self.style, no_wrap=True)


def lines_of(text: str, width: int) -> Iterator[str]:
    """The lines of a text, none wider than ``width`` but for a word that is."""
    from rich.cells import cell_len

    line = ""
    for piece in pieces_of(text):
        if line and cell_len(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line.rstrip()


def pieces_of(text: str) -> Iterator[str]:
    """What stays together: a word with the blank behind it, a Japanese letter with the marks that belong to it. Between
    a word and the Japanese behind it (``A の``) no line breaks.
    """
    piece = ""
    for k, letter in enumerate(text):
        if piece and _breaks(text, k):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _breaks(text: str, k: int) -> bool:
    """Whether a line may break before a letter."""
    before, letter = text[k - 1], text[k]
    if letter == " " or letter in CLOSING or before in OPENING:
        return False
    if before == " ":
        word = text[k - 2 : k - 1]
        return not (_is_wide(letter) and word and not _is_wide(word))
    return _is_wide(before) or _is_wide(letter)


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in "WF"
