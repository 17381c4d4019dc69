"""The author's sentences as the page shows them: cut from the passages, with the formulas in them alive."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.meaning.prose.sentence import sentence_cuts
from reader.output.typesetting.citations import Citation
from reader.output.typesetting.cross_references import Pointer, Pointers
from reader.output.typesetting.prose import Loose, notes_in_brackets, read_prose, without_silent

if TYPE_CHECKING:
    from reader.model.document import Document, Equation, Passage

PROSE = frozenset({"paragraph", "item", "abstract"})
CAPTION = "caption"
LONGEST = 900  # characters of a sentence: what is longer is a table or a drawing that we took for prose
MUCH = 40_000  # characters that tell in which language a paper is
KANA, HAN = re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"\b(?:the|of|and|is|that|with)\b")
WORD = re.compile(r"(?<![\w.])[^\W\d_]{2}|[\u3040-\u9fff]{2}")  # "1em" is none
COMMAND = re.compile(r"\\[A-Za-z]+")
# Tables and drawings, and what stands in their rows and in bodies of macros, never in a sentence.
NO_TEXT = re.compile(
    r"\\(?P<edge>begin|end)\s*\{(?:tab[a-z]*|long[a-z]*|xltabular|NiceTabular[X*]?|tikzpicture|scope|axis|picture)\*?\}"
)
NO_PROSE = re.compile(r"(?<!\\)(?:(?<=\s)&|&(?=\s)|#\d)|\\(?:draw|filldraw|node|clip|addplot)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class ProseSentence:
    """A stretch of prose between two ends of sentences, displays or breaks; ``passage`` counts the passages."""

    file: str
    start: int
    end: int
    passage: int
    text: str
    formulas: tuple[tuple[int, int, str], ...]


class Sentences:
    """All sentences of a paper, by file and in the order of their places. ``apart`` are stretches that are none."""

    def __init__(self, document: Document, apart: Iterable[tuple[str, int, int]]) -> None:
        self._document = document
        self.pointers = Pointers(document, language_of(document))
        self._apart: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for file, start, end in sorted(apart):
            self._apart[file].append((start, end))

    def all(self) -> Iterator[ProseSentence]:
        """Each once, file by file in the order of their places."""
        for found in self._by_file.values():
            yield from found

    def parts(self, sentence: ProseSentence) -> Iterator[str | Pointer | Citation | Loose | Equation]:
        """Its words as printed, what it refers to, and its formulas, in order."""
        for part in read_prose(sentence.text, sentence.formulas, self.pointers):
            if isinstance(part, int):
                start, end, latex = sentence.formulas[part]
                yield self._inline_at(sentence.file, sentence.start + start, sentence.start + end) or Loose(latex)
            else:
                yield part

    def _inline_at(self, file: str, start: int, end: int) -> Equation | None:
        rows = self._inline.get(file, [])
        at = bisect_left(rows, start, key=_formula_start)
        return rows[at] if at < len(rows) and rows[at].formula.span.end <= end else None

    @cached_property
    def _inline(self) -> dict[str, list[Equation]]:
        rows: defaultdict[str, list[Equation]] = defaultdict(list)
        for equation in sorted(self._document.inline, key=_formula_start):
            rows[equation.formula.span.file].append(equation)
        return rows

    @cached_property
    def _by_file(self) -> dict[str, list[ProseSentence]]:
        rows: defaultdict[str, list[ProseSentence]] = defaultdict(list)
        captions: defaultdict[str, list[ProseSentence]] = defaultdict(list)  # which stand in other passages
        for number, passage in enumerate(self._document.passages):
            if passage.kind in PROSE or passage.kind == CAPTION:
                held = captions if passage.kind == CAPTION else rows
                held[passage.span.file] += self._cut(number, passage)
        return {
            file: sorted(
                [*_once(sorted(rows[file], key=_start)), *_once(sorted(captions[file], key=_start))], key=_start
            )
            for file in dict.fromkeys([*rows, *captions])
        }

    def _cut(self, number: int, passage: Passage) -> Iterator[ProseSentence]:
        offset, length = passage.span.start, len(passage.text)
        apart = [(start - offset, end - offset) for start, end in self._apart[passage.span.file]
                 if start < passage.span.end and end > offset]  # fmt: skip
        apart += [(start, end) for start, end, _ in passage.formulas if _holds(apart, start, end)]
        apart += _without_text(passage.text)
        ends = (min(max(each, 0), length) for pair in apart for each in pair)
        told = notes_in_brackets(passage.text, self.pointers.notes)
        cuts = sorted({0, length, *sentence_cuts(passage), *ends})
        for start, end in pairwise(cuts):
            text = told[start:end]
            if any(first <= start and end <= last for first, last in apart) or len(text) > LONGEST:
                continue
            inside = tuple((a - start, b - start, latex) for a, b, latex in passage.formulas if start <= a and b <= end)
            if NO_PROSE.search(_outside(text, inside)):
                continue
            if inside or WORD.search(COMMAND.sub("", without_silent(text))):
                yield ProseSentence(passage.span.file, offset + start, offset + end, number, text, inside)


def _without_text(text: str) -> Iterator[tuple[int, int]]:
    """Tables and drawings in a passage, the outer ones; one that has no end here goes to the end."""
    depth = start = 0
    for edge in NO_TEXT.finditer(text):
        if edge["edge"] == "begin":
            start = start if depth else edge.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, edge.end()
    if depth:
        yield start, len(text)


def _outside(text: str, formulas: Iterable[tuple[int, int, str]]) -> str:
    """The text without its formulas."""
    pieces, at = [], 0
    for start, end, _ in formulas:
        pieces.append(text[at:start])
        at = max(at, end)
    return " ".join((*pieces, text[at:]))


def language_of(document: Document) -> str:
    """In which language the paper is written, as HTML names it; "" where it is one that we cannot tell."""
    text = "".join(passage.text for passage in document.passages if passage.kind in PROSE)[:MUCH]
    if not text:
        return ""
    kana, han = len(KANA.findall(text)), len(HAN.findall(text))
    if han + kana > len(text) / 20:
        return "ja" if kana > han / 10 else "zh"
    return "en" if len(ENGLISH.findall(text)) > len(text) / 200 else ""


def _once(sentences: Iterable[ProseSentence]) -> Iterator[ProseSentence]:
    """Without what another passage has said already."""
    at = -1
    for each in sentences:
        if each.start >= at:
            yield each
            at = each.end


def _holds(apart: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a formula with its environment lies around a display."""
    return any(start <= first and last <= end for first, last in apart)


def _start(sentence: ProseSentence) -> int:
    return sentence.start


def _formula_start(equation: Equation) -> int:
    return equation.formula.span.start
