"""Authors' LaTeX prose as readers see it: words as plain text, formulas drawn.

The author's own words, never reworded: only what TeX would not print as it stands is put into letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.formula import parse_formula
from reader.formula.mathml import to_mathml
from reader.latex.text import plain_text

if TYPE_CHECKING:
    from reader.model import Annotation, Passage, Span

Part = dict[str, str]  # {"text"} or {"latex", "mathml"}
Formulas = Sequence[tuple[int, int, str]]  # start and end in the text, macro-free LaTeX

INLINE = re.compile(r"(?<!\\)\$([^$]+)(?<!\\)\$|\\\((.+?)\\\)", re.S)
DELIMITERS = re.compile(r"^(?:\$\$?|\\\(|\\\[)|(?:\$\$?|\\\)|\\\])$")
CELL_END = re.compile(r"\s*(?<!\\)&\s*")  # in a row of the author's notation table
SECTION_SIGN = re.compile(r"\\S(?![A-Za-z])\s*")
# biblatex's and natbib's commands, of which pylatexenc knows some: all print what stands in the list of references.
CITATIONS = re.compile(r"\\[a-zA-Z]*[cC]ite[a-zA-Z]*\*?(?:\s*\[[^\]]*\]){0,2}\s*\{[^{}]*\}")
# What pylatexenc writes for things that stand elsewhere in the paper.
ELSEWHERE = (("<cit.>", "[…]"), ("<ref>", "…"), ("<eqref>", "(…)"))


class Quotations:
    """Draws quotations of one paper; its passages know the formulas in them without the author's macros."""

    def __init__(self, passages: Iterable[Passage], printed: Callable[[str], str] = str) -> None:
        self._printed = printed
        self._passages: dict[str, list[Passage]] = {}
        for passage in passages:
            self._passages.setdefault(passage.span.file, []).append(passage)

    def of(self, annotations: Iterable[Annotation]) -> dict[str, list[Part]]:
        """Everything that the annotations quote, by the LaTeX as the author wrote it."""
        drawn: dict[str, list[Part]] = {}
        for annotation in annotations:
            definitions = (annotation.source, *(sense.source for sense in annotation.senses))
            for definition in filter(None, definitions):
                drawn.setdefault(definition.sentence, self._draw(definition.sentence, definition.sentence_span))
                drawn.setdefault(definition.text, self._draw(definition.text, definition.span))
            for meaning in filter(None, (annotation.meaning, *(sense.meaning for sense in annotation.senses))):
                drawn.setdefault(meaning, list(split_prose(meaning, printed=self._printed)))
        return drawn

    def _draw(self, text: str, span: Span) -> list[Part]:
        return list(split_prose(text, self._formulas(text, span), self._printed))

    def _formulas(self, text: str, span: Span) -> Formulas | None:
        """The formulas of the smallest passage that holds the text, with offsets into the text."""
        around = [
            each
            for each in self._passages.get(span.file, ())
            if each.span.start <= span.start and span.start + len(text) <= each.span.end
        ]
        if not around:
            return None
        passage = min(around, key=lambda each: each.span.end - each.span.start)
        offset = span.start - passage.span.start
        if passage.text[offset : offset + len(text)] != text:
            return None
        return [
            (start - offset, end - offset, latex)
            for start, end, latex in passage.formulas
            if start >= offset and end <= offset + len(text)
        ]


def split_prose(text: str, formulas: Formulas | None = None, printed: Callable[[str], str] = str) -> Iterator[Part]:
    """The parts of a stretch of prose in order. Without ``formulas`` they are looked for between dollars.

    ``printed`` puts what references print into the words.
    """
    if formulas is None:
        formulas = [(each.start(), each.end(), each[1] or each[2]) for each in INLINE.finditer(text)]
    last = 0
    for start, end, latex in formulas:
        yield from _words(printed(text[last:start]))
        bare = DELIMITERS.sub("", latex.strip()).strip()
        yield {"latex": bare, "mathml": to_mathml(parse_formula(bare), display=False)}
        last = end
    yield from _words(printed(text[last:]))


def words_of(latex: str) -> str:
    """Words between two formulas as they are printed, with the spaces that part them from these."""
    words = without_signs(plain_text(CITATIONS.sub(r"\\cite{}", SECTION_SIGN.sub("§", CELL_END.sub(" | ", latex)))))
    before = " " if latex[:1].isspace() or latex[:1] == "~" else ""
    after = " " if latex[-1:].isspace() or latex[-1:] == "~" else ""
    return before + words + (after if words else "")


def without_signs(text: str) -> str:
    """Plain text without what pylatexenc puts in place of references."""
    for sign, shown in ELSEWHERE:
        text = text.replace(sign, shown)
    return text


def _words(latex: str) -> Iterator[Part]:
    words = words_of(latex)
    if words:
        yield {"text": words}
