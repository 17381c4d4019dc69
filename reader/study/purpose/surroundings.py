"""The sentences around a paper's displays: what stands before each, and what stands behind it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise, takewhile
from typing import TYPE_CHECKING

from reader.meaning.evidence.spelling import take_apart
from reader.meaning.prose.sentence import displays, sentence_cuts
from reader.model.prose import FORMULAS_ALONE, MATH, NO_BREAKS, REF

if TYPE_CHECKING:
    from reader.model.document import Equation, Passage
    from reader.model.reading import Reading
    from reader.model.source import Span

PROSE = frozenset({"paragraph", "item", "abstract", "algorithm"})
BEFORE, AFTER = 3, 4  # sentences looked at
CHAIN = 3  # displays without words between them that one sentence may lead to, beyond the first
REACH = 900  # characters from the display to the sentence
HEAD = 200  # characters in which a theorem says its title
STEP = 16  # sentences of a step
FAR = 2500  # characters from a display to what speaks of its letter
LISTED = 6  # formulas of a list that a sentence begins with
BLANKS = 40  # characters between a display and the sign that opens it
DELIMITER = 4  # characters that may close a formula
ENDS = ".!?。．！？"
FORMULA = MATH  # stands for a formula among the words
PROOFS = ("proof", "証明", "证明")
JOINS = frozenset({" and ", " or ", " "})  # what stands between two displays that are shown as one
LEADS = ".,;:~} \n\t\r"  # what no sentence begins with


class _Marks(dict[int, str]):
    """What becomes of a sign among words; each is looked at once."""

    def __missing__(self, code: int) -> str:
        mark = chr(code)
        self[code] = mark if mark.isalnum() else " x " if mark == FORMULA else " "
        return self[code]


_MARKS = _Marks()


@dataclass(frozen=True)  # without slots: it keeps its words
class NearSentence:
    """A sentence, or what a display leaves of one; ``symbols`` are the ids of those in it, ``passage`` is where the
    stretch of prose around it stands. Few of a paper's sentences are asked for their words."""

    start: int
    end: int
    text: str
    symbols: frozenset[str]
    firsts: frozenset[str]  # of the formula that it begins with, or of a list of such
    plain: str  # as printed, with a sign of our own for each formula
    passage: tuple[int, int]
    claims: bool  # whether it stands in a theorem, a proof or the like
    proves: bool  # in a proof
    references: int  # to formulas, theorems or figures

    @property
    def begins(self) -> bool:
        return self.text[:1].isupper()

    @property
    def points(self) -> bool:
        """Whether it refers to a formula, a theorem or a figure."""
        return self.references > 0

    @property
    def ends(self) -> bool:
        return self.text[-1:] in ENDS

    @cached_property
    def words(self) -> str:
        """Folded, without marks, with a space at each end."""
        return f" {' '.join(self.plain.casefold().translate(_MARKS).split())} "


@dataclass(frozen=True, slots=True)
class _Shown:
    """A displayed row; rows of one ``display`` stand together."""

    start: int
    end: int
    display: str
    section: str
    letters: frozenset[str]


class Surroundings:
    """The sentences of a paper's prose, by file, between its displays."""

    def __init__(self, reading: Reading) -> None:
        document = reading.document
        inline: dict[tuple[str, int], tuple[str, ...]] = {}
        for each in document.inline:
            inline[each.formula.span.file, each.formula.span.end] = reading.symbols.get(each.id, ())
        self._stems = {each.symbol.id: stem_of(each.symbol.latex) for each in reading.annotations}
        self._headings: dict[str, list[int]] = {}
        for section in document.sections:
            self._headings.setdefault(section.span.file, []).append(section.span.start)
        self._displays: dict[str, list[_Shown]] = {}
        self._letters = letters = _letters_of(reading)
        for row in document.equations:
            if row.display:
                span, own = row.formula.span, reading.symbols.get(row.id, ())
                held = frozenset(letters[each] for each in own if each in letters)
                shown = _Shown(span.start, span.end, row.group or row.id, row.section, held)
                self._displays.setdefault(span.file, []).append(shown)
        for stretches in self._displays.values():
            stretches.sort(key=_start)
        self._pieces: dict[str, list[NearSentence]] = {}
        self._claims = [(each.span, _title(each)) for each in document.passages if each.within]
        self._subjects: dict[str, list[tuple[str, NearSentence]]] = {}
        for passage in document.passages:
            if passage.kind in PROSE:
                rows = self._displays.get(passage.span.file, ())
                self._pieces.setdefault(passage.span.file, []).extend(_cut(passage, inline, rows))
        for pieces in self._pieces.values():
            pieces.sort(key=_start)
        self._ends: dict[str, list[tuple[int, int]]] = {}
        for file, stretches in self._displays.items():
            self._headings.setdefault(file, []).sort()
            self._ends[file] = self._ends_of(file, stretches)

    def _ends_of(self, file: str, shown: Sequence[_Shown]) -> list[tuple[int, int]]:
        """For each row the first of those that are led to together with it, and the last of its own display."""
        joined = [self._words_between(file, one, other) for one, other in pairwise(shown)]
        lasts = list(range(len(shown)))
        for at in range(len(joined) - 1, -1, -1):
            same = joined[at] is not None and shown[at].display == shown[at + 1].display
            lasts[at] = lasts[at + 1] if same else at
        return [(_first_of_chain(at, shown, joined), lasts[at]) for at in range(len(shown))]

    def sentences(self) -> Iterator[tuple[str, NearSentence]]:
        """All of them with their file, in the order of each file."""
        for file, pieces in self._pieces.items():
            yield from ((file, piece) for piece in pieces)

    def holding(self, file: str, place: int) -> NearSentence | None:
        """The sentence that stands at a place."""
        pieces = self._pieces.get(file, [])
        at = bisect_right(pieces, place, key=_start) - 1
        return pieces[at] if at >= 0 and place < pieces[at].end else None

    def is_near(self, file: str, place: int, equation: Equation) -> bool:
        """Whether a place is in the section of a display, and not far from it."""
        span, headings = equation.formula.span, self._headings.get(file, [])
        same = bisect_right(headings, place) == bisect_right(headings, span.start)
        return file == span.file and same and abs(place - span.start) < FAR

    def heading(self, equation: Equation) -> tuple[int, bool]:
        """Where the heading above a display begins, -1 for none, and whether no display stands between, and few
        sentences."""
        file, shown, (at, _) = self._place(equation)
        above = self._headings[file]
        last = bisect_right(above, shown[at].start) - 1
        place = above[last] if last >= 0 else -1
        is_first = not at or shown[at - 1].end <= place
        return place, is_first and sum(
            each.start > place for each in islice(self.above(equation), BEFORE + 1)
        ) <= BEFORE

    def above(self, equation: Equation) -> Iterator[NearSentence]:
        """The sentences above a display, the nearest first, past other displays, as many as a step of a proof has."""
        span = equation.formula.span
        pieces = self._pieces.get(span.file, [])
        at = bisect_left(pieces, span.start, key=_start)
        yield from (each for each in reversed(pieces[max(0, at - STEP) : at]) if span.start - each.start < FAR)

    def beside(self, file: str, piece: NearSentence) -> tuple[Sequence[NearSentence], NearSentence | None]:
        """Those before a sentence in its stretch of prose, the nearest first, and the one behind it."""
        pieces = self._pieces.get(file, [])
        at = bisect_left(pieces, piece.start, key=_start)
        own = [each for each in pieces[max(0, at - BEFORE) : at + 2] if each.passage == piece.passage]
        before = [each for each in reversed(own) if each.end <= piece.start]
        return before, next((each for each in own if each.start >= piece.end), None)

    def spelled(self, ids: frozenset[str]) -> frozenset[str]:
        """How symbols are spelled, without an argument in square brackets."""
        return frozenset(self._stems[each] for each in ids if each in self._stems)

    def letters(self, ids: Iterable[str]) -> frozenset[str]:
        """The letters of the names among symbols, without index."""
        return frozenset(self._letters[each] for each in ids if each in self._letters)

    def is_claimed(self, equation: Equation) -> bool:
        """Whether a theorem, a proof or the like holds a display."""
        return any(self._holding(equation))

    def titles(self, equation: Equation) -> Iterator[tuple[int, str]]:
        """The title of the theorem that holds a display, with its place."""
        yield from ((span.start + at, words) for span, (at, words) in self._holding(equation) if words)

    def _holding(self, equation: Equation) -> Iterator[tuple[Span, tuple[int, str]]]:
        span = equation.formula.span
        for each in self._claims:
            if each[0].file == span.file and each[0].start <= span.start <= each[0].end:
                yield each

    def of_letter(self, letter: str, equation: Equation) -> Iterator[NearSentence]:
        """The sentences of its section, not far from a display, that begin with a formula of this letter."""
        if not self._subjects:
            for file, piece in self.sentences():
                for each in self.spelled(piece.firsts):
                    self._subjects.setdefault(each, []).append((file, piece))
        span = equation.formula.span
        headings = self._headings[span.file]
        section = bisect_right(headings, span.start)
        for file, piece in self._subjects.get(letter, ()):
            if (
                file == span.file
                and abs(piece.start - span.end) < FAR
                and bisect_right(headings, piece.start) == section
            ):
                yield piece

    def before(self, equation: Equation) -> Iterator[NearSentence]:
        """The sentences before a display, the nearest first, up to the display or the heading before it.

        Displays that speak of the same letters, and between which no words stand, are led to together.
        """
        file, shown, (at, _) = self._place(equation)
        start = shown[at].start
        headings = self._headings[file]
        above = bisect_right(headings, start)
        least = max(shown[at - 1].end if at else 0, start - REACH, headings[above - 1] if above else 0)
        pieces = self._pieces.get(file, [])
        last = bisect_right(pieces, start, key=_end)
        yield from (each for each in reversed(pieces[max(0, last - BEFORE) : last]) if each.start >= least)

    def shown_above(self, equation: Equation) -> int | None:
        """Where the display above ends, None where a heading stands between, or none is there."""
        file, shown, (at, _) = self._place(equation)
        headings = self._headings[file]
        above = bisect_right(headings, shown[at].start)
        end = shown[at - 1].end if at else -1
        return end if at and end >= (headings[above - 1] if above else 0) else None

    def after(self, equation: Equation, times: int = 1) -> Iterator[NearSentence]:
        """Those behind all of its rows, up to the display or the heading behind it; ``times`` as far as usual."""
        file, shown, (_, at) = self._place(equation)
        end = shown[at].end
        headings = self._headings[file]
        below = bisect_left(headings, end)
        most = min(
            [end + times * REACH, *(each.start for each in shown[at + 1 : at + 2]), *headings[below : below + 1]]
        )
        pieces = self._pieces.get(file, [])
        first = bisect_left(pieces, end, key=_start)
        yield from (each for each in pieces[first : first + times * AFTER] if each.end <= most)

    def _place(self, equation: Equation) -> tuple[str, Sequence[_Shown], tuple[int, int]]:
        span = equation.formula.span
        shown = self._displays[span.file]
        return span.file, shown, self._ends[span.file][bisect_left(shown, span.start, key=_start)]

    def _words_between(self, file: str, one: _Shown, other: _Shown) -> str | None:
        """The word that joins two displays, " " for none; None where they stand apart."""
        headings = self._headings[file]
        if one.section != other.section or bisect_left(headings, one.end) < bisect_left(headings, other.start):
            return None
        pieces = self._pieces.get(file, [])
        between = pieces[bisect_left(pieces, one.end, key=_start) : bisect_right(pieces, other.start, key=_end)]
        if len(between) > 1:
            return None
        words = between[0].words if between else " "
        return words if words in JOINS else None


def stem_of(latex: str) -> str:
    """``g`` of ``g[t]``."""
    return latex.partition("[")[0] if latex.endswith("]") else latex


def _letters_of(reading: Reading) -> Mapping[str, str]:
    """The letters of a paper's names, by the id of the symbol."""
    names = (each.symbol for each in reading.annotations if each.symbol.kind == "identifier")
    return {each.id: take_apart(each.latex).base for each in names}


def _first_of_chain(at: int, shown: Sequence[_Shown], joined: Sequence[str | None]) -> int:
    """The first row of those that one sentence leads to together with this one: the rows of its display, those that
    "and" joins, and displays that have a letter of those below."""
    first, letters = at, shown[at].letters
    displays = {shown[at].display}
    while first and (words := joined[first - 1]) is not None:
        before = shown[first - 1]
        if before.display not in displays and not (words.strip() or letters & before.letters):
            break
        displays.add(before.display)
        if len(displays) > CHAIN + 1:
            break
        first, letters = first - 1, letters | before.letters
    return first


def _cut(
    passage: Passage,
    inline: Mapping[tuple[str, int], tuple[str, ...]],
    rows: Sequence[_Shown],
) -> Iterator[NearSentence]:
    offset, file = passage.span.start, passage.span.file
    proves = any(each in passage.within.casefold() for each in PROOFS)
    shown = list(displays(passage))
    apart = set(shown)
    inside = sorted(each for each in passage.formulas if (each[0], each[1]) not in apart)
    held = rows[bisect_left(rows, offset, key=_start) : bisect_left(rows, passage.span.end, key=_start)]
    lost = [(each.start - offset, each.end - offset) for each in held]  # those that the prose lost sight of
    shown += [_delimited(passage.text, *each) for each in lost]
    shown.sort()
    reach = list(accumulate((last for _, last in shown), max))  # of the displays up to each
    cuts = sorted({0, len(passage.text), *sentence_cuts(passage), *(end for pair in shown for end in pair)})
    printed = passage.printed
    for start, end in pairwise(cuts):
        first, last = _trimmed(printed.text, printed.offset(start), printed.offset(end))
        before = bisect_right(shown, start, key=_first)
        said = printed.text[first:last]
        if (before and end <= reach[before - 1]) or not any(map(str.isalpha, said)):
            continue
        begin, stop = printed.start(first), printed.end(last)
        markup = passage.text[printed.end(first) : begin]
        begin -= len(markup) - markup.rfind("\\") if markup.endswith("{") else 0  # "\\emph{We} show"
        within = inside[bisect_left(inside, start, key=_first) : bisect_left(inside, end, key=_first)]
        formulas = [each for each in within if each[1] <= end]
        symbols = _symbols_of(formulas, offset, file, inline)
        firsts = _symbols_of(formulas[: _listed(passage.text, formulas)], offset, file, inline)
        yield NearSentence(
            offset + begin, offset + stop, passage.text[begin:stop], symbols, firsts, said.translate(FORMULAS_ALONE),
            (offset, passage.span.end), bool(passage.within), proves, said.count(REF),
        )  # fmt: skip


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch of printed text without blanks, breaks and punctuation before it, and without blanks behind it."""
    said = text[first:last].translate(NO_BREAKS)
    return first + len(said) - len(said.lstrip(LEADS)), first + len(said.rstrip())


def _delimited(text: str, start: int, end: int) -> tuple[int, int]:
    """A display with the signs around it."""
    before = max(0, start - BLANKS)
    head, tail = text[before:start].rstrip(), text[end : end + BLANKS]
    if not head.endswith(("$$", r"\[")):
        return start, end
    closes = len(tail) - len(tail.lstrip()) + 2 if tail.lstrip().startswith(("$$", r"\]")) else 0
    return before + len(head) - 2, end + closes


def _title(passage: Passage) -> tuple[int, str]:
    """The words in square brackets behind the beginning of a theorem, with their place; "" for none."""
    head = passage.text[:HEAD]
    at = head.find("}[") + len("}[")
    end = head.find("]", at)
    is_title = head.startswith(r"\begin{") and head.find("}") + len("}[") == at and end > at
    return (at, head[at:end]) if is_title else (0, "")


def _symbols_of(
    formulas: Sequence[tuple[int, int, str]], offset: int, file: str, inline: Mapping[tuple[str, int], tuple[str, ...]]
) -> frozenset[str]:
    ends = (last - mark for _, last, _ in formulas for mark in range(DELIMITER + 1))
    return frozenset(each for end in ends for each in inline.get((file, offset + end), ()))


def _listed(text: str, formulas: Sequence[tuple[int, int, str]]) -> int:
    """How many formulas stand in a row, with nothing between them but commas and "and"."""
    between = (text[one[1] : other[0]].strip(" \n,$~") for one, other in pairwise(formulas[:LISTED]))
    return 1 + sum(1 for _ in takewhile(lambda words: words in ("", "and", "or"), between))


def _first(stretch: tuple[int, int] | tuple[int, int, str]) -> int:
    return stretch[0]


def _start(piece: NearSentence | _Shown) -> int:
    return piece.start


def _end(piece: NearSentence) -> int:
    return piece.end
