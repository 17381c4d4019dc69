"""An author's prose as TeX prints it: inline values with their places, and the text that they make together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Literal

BreakKind = Literal["line", "item", "cell", "edge"]


@dataclass(frozen=True, slots=True)
class PrintedText:
    """Printed characters. A macro's have the place of its call, all others a place each."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula with its delimiters, without the author's macros."""

    start: int
    end: int
    latex: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to what has one of these labels."""

    start: int
    end: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation of works, by their keys in the list of references."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Where a note is called; what it says is a passage of its own."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Break:
    """What parts the words: the end of a line, an item, a cell of a table, the edge of an environment or the like."""

    start: int
    end: int
    kind: BreakKind


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A command of which nobody here knows what it prints."""

    start: int
    end: int
    name: str


Inline = PrintedText | Math | Ref | Cite | Note | Break | UnknownCommand

# What stands in the printed text for inline values that are no characters.
MATH, REF, CITE, NOTE, UNKNOWN = "\uf8f0", "\uf8f1", "\uf8f2", "\uf8f3", "\uf8f4"
LINE, ITEM, CELL, EDGE = "\uf8f5", "\uf8f6", "\uf8f7", "\uf8f8"
_BREAKS: dict[str, str] = {"line": LINE, "item": ITEM, "cell": CELL, "edge": EDGE}
_SIGNS = {Math: MATH, Ref: REF, Cite: CITE, Note: NOTE, UnknownCommand: UNKNOWN}
# Tables for ``str.translate``: signs as blanks, all of them, all but those of formulas, those of breaks alone.
NO_WORDS = str.maketrans(dict.fromkeys((*_SIGNS.values(), *_BREAKS.values()), " "))

FORMULAS_ALONE = {code: blank for code, blank in NO_WORDS.items() if code != ord(MATH)}

NO_BREAKS = str.maketrans(dict.fromkeys((*_BREAKS.values(), NOTE), " "))


def sign_of(inline: Inline) -> str:
    """What stands for an inline value in the printed text."""
    if isinstance(inline, PrintedText):
        return inline.text.translate(NO_WORDS)
    return _BREAKS[inline.kind] if isinstance(inline, Break) else _SIGNS[type(inline)]


class Printed:
    """The text that inline values make, with one sign for each that is no text, and where each character comes from."""

    __slots__ = ("_at", "_places", "text")

    def __init__(self, inlines: Sequence[Inline]) -> None:
        pieces = [sign_of(each) for each in inlines]
        self.text = "".join(pieces)
        self._at = [0, *accumulate(map(len, pieces))]  # where each value begins in the text
        begin = reached = 0
        self._places: list[tuple[int, int, int]] = []  # start, end, where its characters stand as they are, or -1
        for each in inlines:
            begin, reached = max(begin, each.start), max(reached, each.end)
            is_exact = isinstance(each, PrintedText) and each.end - each.start == len(each.text)
            self._places.append((begin, reached, each.start if is_exact else -1))
            begin = max(begin, each.end - 1) if is_exact else begin

    def start(self, at: int) -> int:
        """Where the character at this offset begins in the source. Places never decrease."""
        index = bisect_right(self._at, at, hi=len(self._places)) - 1
        begin, end, exact = self._places[index] if index >= 0 else (0, 0, -1)
        return begin if exact < 0 else max(begin, min(exact + at - self._at[index], end))

    def end(self, at: int) -> int:
        """Where the character before this offset ends in the source."""
        index = bisect_left(self._at, at, hi=len(self._places)) - 1
        begin, end, exact = self._places[index] if index >= 0 else (0, 0, -1)
        return end if exact < 0 else max(begin, min(exact + at - self._at[index], end))

    def offset(self, place: int) -> int:
        """The first offset whose character ends behind this place of the source."""
        index = bisect_right(self._places, place, key=itemgetter(1))
        if index == len(self._places):
            return len(self.text)
        _, _, exact = self._places[index]
        return self._at[index] + (max(0, place - exact) if exact >= 0 else 0)
