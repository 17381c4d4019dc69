"""What the tokens of a passage print, as inline values with their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import Final
from unicodedata import normalize

from reader.latex.tex.lexer import COMMAND, TEXT, Token
from reader.latex.tex.tables import algorithm_commands, prose_commands
from reader.model.prose import Break, BreakKind, Inline, Math, Note, PrintedText, UnknownCommand

_BREAKS: Final[dict[str, BreakKind]] = {"\\\\": "line", "\\item": "item", "&": "cell"}
TIE: Final = "\u00a0"
MOST: Final = 20_000  # values of a passage that are kept; no paragraph that a person reads has as many
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}  # which an accent stands on


@cache
def _edges() -> frozenset[str]:
    """Commands that end a phrase."""
    breaks = {f"\\{name}" for name in prose_commands().breaks}
    return frozenset(("\\begin", "\\end", "\\caption", "\\bibitem", *breaks, *algorithm_commands().steps))


class InlineWriter:
    """The inline values of one passage, in the order in which they are printed. Places are those in the file."""

    def __init__(self) -> None:
        self._values: list[Inline] = []
        self._accent: tuple[int, str] | None = None  # where it stands, and the combining character

    @property
    def has_formulas(self) -> bool:
        return any(isinstance(each, Math) for each in self._values)

    @property
    def is_full(self) -> bool:
        return len(self._values) >= MOST

    def add(self, inline: Inline) -> None:
        if not self.is_full:
            self._values.append(inline)

    def add_token(self, token: Token) -> None:
        """Adds what a token prints: characters, a break, or what nobody here knows."""
        if token.kind == TEXT:
            self._add_text(PrintedText(token.start, token.end, token.text))
            return
        if token.text == "~":
            self.add(PrintedText(token.start, token.end, TIE))
            return
        rows, name = prose_commands(), token.text[1:]
        if token.text in _BREAKS or token.text in _edges():
            self.add(Break(token.start, token.end, _BREAKS.get(token.text, "edge")))
        elif name in rows.accents:
            self._accent = token.start, rows.accents[name]
        elif name in rows.prints:
            self._add_text(PrintedText(token.start, token.end, rows.prints[name]))
        elif name in rows.styles:
            self.add(PrintedText(token.start, token.end, ""))
        elif token.kind == COMMAND:
            self.add(UnknownCommand(token.start, token.end, name))

    def _add_text(self, text: PrintedText) -> None:
        """Adds characters; an accent before them stands on the first."""
        if self._accent is None or not text.text.strip():
            self.add(text)
            return
        start, mark = self._accent
        self._accent = None
        bare = text.text.lstrip()
        middle = text.end - len(bare) + 1 if text.end - text.start == len(text.text) else text.end
        letter = normalize("NFC", _DOTLESS.get(bare[0], bare[0]) + mark)
        self.add(PrintedText(start, middle, letter))
        if bare[1:]:
            self.add(PrintedText(middle if middle < text.end else text.start, text.end, bare[1:]))

    def inlines(self, source: str, shift: int, notes: Sequence[tuple[int, int]]) -> tuple[Inline, ...]:
        """All values with places from ``shift`` on; ``source`` is the text of the file, where ``notes`` stand in it.

        Blanks between two values are one, also behind an author's macro, where TeX reads past them: authors mean them.
        """
        joined: list[Inline] = []
        reached, swallows = shift, False
        held = sorted(notes)
        for each in self._values:
            at = bisect_right(held, each.start, key=itemgetter(0)) - 1
            if at >= 0 and each.end <= held[at][1] and not isinstance(each, Note | Break):
                continue  # the mark of a note
            gap = source[reached : each.start]
            if joined and _is_blank(gap.lstrip() if swallows else gap):
                joined.append(PrintedText(reached - shift, each.start - shift, TIE if "~" in gap else " "))
            swallows = isinstance(each, PrintedText) and not each.text
            if not swallows:
                joined.append(replace(each, start=each.start - shift, end=each.end - shift))
            reached = max(reached, each.end + (isinstance(each, Note) and source[each.end : each.end + 1] == "}"))
        return tuple(_merged(joined))


def _is_blank(gap: str) -> bool:
    """Whether a blank stands at an end of what lies between two values; behind a comment TeX reads past it."""
    before = gap[:1].isspace() or gap[:1] == "~"
    return before or ("%" not in gap and (gap[-1:].isspace() or gap[-1:] == "~"))


def _merged(inlines: list[Inline]) -> Iterator[Inline]:
    """Characters that stand side by side, as they are, as one value."""
    run: list[PrintedText] = []
    for each in inlines:
        is_exact = isinstance(each, PrintedText) and each.end - each.start == len(each.text)
        if run and not (is_exact and each.start == run[-1].end):
            yield PrintedText(run[0].start, run[-1].end, "".join(one.text for one in run))
            run = []
        if isinstance(each, PrintedText) and is_exact:
            run.append(each)
        else:
            yield each
    if run:
        yield PrintedText(run[0].start, run[-1].end, "".join(one.text for one in run))
