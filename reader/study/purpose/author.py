"""The author's own sentence that says what a formula is for: just before or after the display, or none.

A sentence earns weight by general signs (``signs.toml``), by speaking of this very formula and by standing close to it.
The heaviest above a bar is quoted; a bare lead-in never is.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.meaning.prose.sentence import displays, sentence_cuts
from reader.model.source import Span

if TYPE_CHECKING:
    from reader.model.document import Equation, Passage
    from reader.model.reading import Reading
    from reader.study.purpose.statement import StatedFormula

PROSE = frozenset({"paragraph", "item", "abstract"})
BEFORE, AFTER = 3, 4  # sentences looked at
REACH = 900  # characters from the display to the sentence
SHORTEST, LONGEST = 24, 420  # characters of a sentence
FEWEST = 6  # words
LONG = 5  # letters of a telling word
BAR = 1.8  # weight below which a sentence is not quoted
STEP = 0.3  # what each sentence between it and the display costs
BEHIND = 0.3  # what standing behind costs more
CALLED, HOLDS, SHARES, NAMES = 1.6, 1.0, 0.8, 0.7  # refers to the formula; holds the left side; letters; says its name
LEADS = 0.7  # leads to the display
TELLING, FAIR, ENOUGH = 0.2, 4, 9  # each telling word of such a sentence beyond the usual, up to so many
APART = 0.6  # stands in another paragraph
SEVERAL = 2  # letters
DELIMITER = 2  # characters that may close a formula
CITES, ASKS, CLAIMS = 0.8, 1.5, 1.0  # what others did; a question; what stands in a theorem or a proof
ASTRAY = (0.5, 1.2)  # what speaks of nothing in the formula, before and behind
NEVER = float("-inf")
SETS = (r"\begin", r"\end", r"\caption", "&")  # what is laid out is no sentence
ENDS = ".!?。．！？"
POINTERS = r"\\[A-Za-z]*(?:ref|cite|label)[A-Za-z]*\*?\s*(?:\[[^\]]*\]\s*)*\{[^{}]*\}"  # their keys are no words
OPENS = r"\A(?:[\s.,;:~}]|\\label\s*\{[^{}]*\}|\\(?:noindent|par|item|smallskip|medskip|bigskip|newline)(?![A-Za-z]))*"
COMMANDS = r"\\[A-Za-z@]+"


@dataclass(frozen=True, slots=True)
class AuthorSentence:
    """What the author says of a formula, as written, and where."""

    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class ProseSign:
    """A row of ``signs.toml``."""

    weight: float
    says: tuple[str, ...]
    starts: bool
    example: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or what a display leaves of one; ``symbols`` are the ids of those in it, ``passage`` is where the
    stretch of prose around it stands."""

    start: int
    end: int
    text: str
    symbols: frozenset[str]
    words: str  # folded, with a space at each end
    passage: tuple[int, int]
    claims: bool  # whether it stands in a theorem, a proof or the like


@cache
def signs() -> Mapping[str, ProseSign]:
    content = pkgutil.get_data(__package__, "signs.toml") or b""
    rows: dict[str, dict[str, Any]] = tomllib.loads(content.decode("utf-8"))
    return {
        key: ProseSign(row["weight"], tuple(map(_beginning, row["says"])), row.get("starts", False), row["example"])
        for key, row in rows.items()
    }


def _beginning(says: str) -> str:
    return f" {says}".replace("|", " ") if says.isascii() else says


class Surroundings:
    """The sentences of a paper's prose, by file, between its displays."""

    def __init__(self, reading: Reading) -> None:
        document = reading.document
        inline: dict[tuple[str, int], tuple[str, ...]] = {}
        for each in document.inline:
            inline[each.formula.span.file, each.formula.span.end] = reading.symbols.get(each.id, ())
        self._pieces: dict[str, list[_Piece]] = {}
        for passage in document.passages:
            if passage.kind in PROSE:
                self._pieces.setdefault(passage.span.file, []).extend(_cut(passage, inline))
        for pieces in self._pieces.values():
            pieces.sort(key=_start)
        self._displays: dict[str, list[tuple[int, int]]] = {}
        for row in document.equations:
            if row.display:
                self._displays.setdefault(row.formula.span.file, []).append(
                    (row.formula.span.start, row.formula.span.end)
                )
        for stretches in self._displays.values():
            stretches.sort()

    def before(self, rows: Sequence[Equation]) -> Iterator[_Piece]:
        """The sentences before a display, the nearest first, up to the display before it."""
        file, start = rows[0].formula.span.file, min(each.formula.span.start for each in rows)
        stretches = self._displays[file]
        at = bisect_left(stretches, (start, start))
        least = max(stretches[at - 1][1] if at else 0, start - REACH)
        pieces = self._pieces.get(file, [])
        last = bisect_right(pieces, start, key=_end)
        yield from (each for each in reversed(pieces[max(0, last - BEFORE) : last]) if each.start >= least)

    def after(self, rows: Sequence[Equation]) -> Iterator[_Piece]:
        """Those behind it, up to the display behind it."""
        file, end = rows[0].formula.span.file, max(each.formula.span.end for each in rows)
        stretches = self._displays[file]
        at = bisect_left(stretches, (end, end))
        most = min(stretches[at][0] if at < len(stretches) else end + REACH, end + REACH)
        pieces = self._pieces.get(file, [])
        first = bisect_left(pieces, end, key=_start)
        yield from (each for each in pieces[first : first + AFTER] if each.end <= most)


def _cut(passage: Passage, inline: Mapping[tuple[str, int], tuple[str, ...]]) -> Iterator[_Piece]:
    offset, file = passage.span.start, passage.span.file
    shown = list(displays(passage))
    inside = [each for each in passage.formulas if (each[0], each[1]) not in shown]
    cuts = sorted({0, len(passage.text), *sentence_cuts(passage), *(end for pair in shown for end in pair)})
    for start, end in pairwise(cuts):
        text = passage.text[start:end]
        if any(first <= start and end <= last for first, last in shown) or not any(map(str.isalpha, text)):
            continue
        formulas = [each for each in inside if start <= each[0] and each[1] <= end]
        lead = len(text) - len(re.sub(OPENS, "", text, count=1))
        kept = text[lead:].rstrip()
        spelled = _words(passage.text, start, end, formulas)
        ends = (last - mark for _, last, _ in formulas for mark in range(DELIMITER + 1))
        symbols = frozenset(each for end in ends for each in inline.get((file, offset + end), ()))
        at, around = offset + start + lead, (offset, passage.span.end)
        yield _Piece(at, at + len(kept), kept, symbols, spelled, around, bool(passage.within))


def _words(text: str, start: int, end: int, formulas: Sequence[tuple[int, int, str]]) -> str:
    """The words of a stretch, folded, without formulas and marks."""
    kept, at = [], start
    for first, last, _ in formulas:
        kept += [text[at:first], " x "]
        at = last
    plain = re.sub(COMMANDS, " ", re.sub(POINTERS, " ", "".join((*kept, text[at:end])))).casefold()
    return f" {' '.join(''.join(mark if mark.isalnum() else ' ' for mark in plain).split())} "


def _start(piece: _Piece) -> int:
    return piece.start


def _end(piece: _Piece) -> int:
    return piece.end


# --- the choice ------------------------------------------------------------------------------------------------------


def author_sentence(statement: StatedFormula, around: Surroundings) -> AuthorSentence | None:
    """The sentence that says most of what the formula is for."""
    rows = [each.equation for each in statement.group]
    weighed = [
        (weight(piece, statement, place, behind), -place - behind, piece)
        for behind, pieces in enumerate((around.before(rows), around.after(rows)))
        for place, piece in enumerate(pieces)
    ]
    value, _, piece = max(weighed, key=lambda each: each[:2], default=(0.0, 0, None))
    if piece is None or value < BAR:
        return None
    span = Span(statement.equation.formula.span.file, piece.start, piece.end)
    return AuthorSentence(piece.text, span)


def weight(piece: _Piece, statement: StatedFormula, place: int, behind: int) -> float:
    """What the words of a sentence say for it, which stands so many sentences before the display, or behind it."""
    count, cjk = len(piece.words.split()), not piece.words.isascii()
    if not SHORTEST * (0.5 if cjk else 1) <= len(piece.text) <= LONGEST or (count < FEWEST and not cjk):
        return NEVER
    if behind and piece.text[-1:] not in ENDS:  # it leads to the next display
        return NEVER
    said = [key for key, sign in signs().items() if is_said(sign, piece.words)]
    if all(signs()[key].weight < 0 for key in said) or any(each in piece.text for each in SETS):
        return NEVER
    total = sum(signs()[key].weight for key in said if key != "bare" or telling(piece) < ENOUGH)
    anchors = [
        CALLED * calls(piece, statement),
        HOLDS * holds(piece, statement),
        SHARES * (not place and shares(piece, statement)),
        NAMES * names(piece, statement),
    ]
    total += anchors[0] + max(anchors[1:])
    if not any(anchors) and not {"this-formula", "points"} & set(said) and (place or behind):
        total -= ASTRAY[behind]
    start = statement.equation.formula.span.start
    if not piece.passage[0] <= start <= piece.passage[1]:
        total -= APART
    total -= STEP * place + BEHIND * behind + CITES * ("cite" in piece.text) + ASKS * (piece.text[-1:] in "?？")
    if not place and not behind and piece.text[-1:] not in ENDS:  # it goes on in the display
        total += LEADS + TELLING * (min(telling(piece), ENOUGH) - FAIR)
    return total - CLAIMS * piece.claims


def telling(piece: _Piece) -> int:
    """How many of its words are long enough to say something of their own."""
    return sum(len(word) >= LONG for word in piece.words.split()) if piece.words.isascii() else len(piece.words) // 5


def is_said(sign: ProseSign, words: str) -> bool:
    return any(words.startswith(each) if sign.starts else each in words for each in sign.says)


def calls(piece: _Piece, statement: StatedFormula) -> bool:
    """Whether it refers to the formula by its label."""
    spelled = "".join(piece.text.split())
    labels = (label for row in statement.group for label in row.equation.labels)
    return any(f"{before}{label}{after}" in spelled for label in labels for before in "{," for after in "},")


def holds(piece: _Piece, statement: StatedFormula) -> bool:
    """Whether what stands left in the formula is spoken of."""
    found = statement.annotations.get(statement.subject.latex) if statement.subject is not None else None
    return found is not None and found.symbol.id in piece.symbols


def shares(piece: _Piece, statement: StatedFormula) -> bool:
    """Whether it speaks of several letters of the formula."""
    own = {each.symbol.id for each in statement.annotations.values() if each.symbol.kind == "identifier"}
    return len(piece.symbols & own) >= SEVERAL


def names(piece: _Piece, statement: StatedFormula) -> bool:
    """Whether the words for what stands left are said."""
    symbol = statement.subject
    meant = statement.meant(symbol.latex) if symbol is not None else None
    return bool(meant and meant.meaning and f" {meant.meaning.casefold()} " in piece.words)
