"""Authors' LaTeX prose as readers see it: words as plain text, formulas drawn.

The author's own words, never reworded: only what TeX would not print as it stands is put into letters. What was cut
out of a longer stretch ends between whole words and formulas, and an ellipsis says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.plain import plain_formula
from reader.model.intervals import Interval, Intervals
from reader.output.drawing.mathml import to_mathml
from reader.output.typesetting.citations import Citation
from reader.output.typesetting.cross_references import Pointer, Pointers
from reader.output.typesetting.prose import FORMULA, LITERAL, Formulas, Loose, read_prose
from reader.output.typesetting.sentences import language_of

if TYPE_CHECKING:
    from reader.model.annotations import Annotation, Definition, Sense
    from reader.model.document import Document, Passage
    from reader.model.source import Span

ProsePart = dict[str, str]  # {"text"} or {"latex", "mathml"}, of meanings with "plain"

DELIMITERS = re.compile(r"^(?:\$\$?|\\\(|\\\[)|(?:\$\$?|\\\)|\\\])$")
COMMAND_CUT = re.compile(r"\\[A-Za-z@]*$")
GLUED = re.compile(r"\S*$")
ENDS = re.compile(r"[.?!:;,。．！？、，)）]['”\"}\s]*\Z")
OPEN = re.compile(r"[\w,]\s+\Z")  # before a unit that begins in a sentence
LONG = 380  # characters: a longer unit was cut where no sign ends it
WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")  # scripts without spaces between words
ELLIPSIS = "…"
REFERENCES = ("<ref>", "<eqref>")  # in the title of a section


class _Stretch(NamedTuple):
    """A quotation between whole pieces, and whether the author's sentence goes on before and behind it."""

    text: str
    formulas: Formulas
    follows: bool
    goes_on: bool


class Quotations:
    """Draws quotations of one paper; its passages know the formulas in them without the author's macros."""

    def __init__(self, passages: Iterable[Passage], pointers: Pointers | None = None) -> None:
        self._pointers = pointers
        by_file: dict[str, list[Interval[Passage]]] = {}
        for passage in passages:
            span = passage.span
            by_file.setdefault(span.file, []).append(Interval(span.start, span.end, passage))
        self._passages = {file: Intervals(found) for file, found in by_file.items()}
        self._known: dict[int, Intervals[str]] = {}  # by a passage's identity, its formulas

    @classmethod
    def in_document(cls, document: Document) -> Quotations:
        """Those of a document, its references as they are printed there."""
        return cls(document.passages, Pointers(document, language_of(document)))

    def line(self, definition: Definition, most: int | None = None) -> str:
        """The unit that a definition quotes in one plain line of at most so many characters."""
        return shortened(plain_prose(self.sentence(definition)), most)

    def of(self, annotations: Iterable[Annotation]) -> dict[str, list[ProsePart]]:
        """Everything that the annotations quote, by the LaTeX as the author wrote it."""
        drawn: dict[str, list[ProsePart]] = {}
        for annotation in annotations:
            told: tuple[Annotation | Sense, ...] = (annotation, *annotation.senses)
            for each in told:
                if each.source is not None and each.source.sentence not in drawn:
                    drawn[each.source.sentence] = self.sentence(each.source)
                if each.meaning and each.meaning not in drawn:
                    drawn[each.meaning] = with_plain(self._meaning(each.meaning, each.source))
        return drawn

    def _meaning(self, meaning: str, source: Definition | None) -> Iterable[ProsePart]:
        """A meaning; where it is what the source says, the formulas in it are known."""
        if source is not None and source.text == meaning:
            return self._draw(source.text, source.span)
        return split_prose(meaning, pointers=self._pointers)

    def expanded(self, meaning: str | None, source: Definition | None) -> str | None:
        """A meaning as LaTeX that asks for no macro and no reference of the paper's; None where that is the same."""
        if meaning is None or "\\" not in meaning:
            return None
        expanded = prose_latex(self._meaning(meaning, source))
        return expanded if expanded != meaning else None

    def words(self, meaning: str, source: Definition | None = None) -> str:
        """A meaning in one line of plain characters."""
        return plain_prose(list(self._meaning(meaning, source)))

    def sentence(self, definition: Definition) -> list[ProsePart]:
        """The unit that a definition quotes."""
        return self._draw(definition.sentence, definition.sentence_span, may_be_cut=True)

    def quoted(self, text: str, span: Span) -> list[ProsePart]:
        """A stretch of the author's prose."""
        return self._draw(text, span, may_be_cut=True)

    def _draw(self, text: str, span: Span, *, may_be_cut: bool = False) -> list[ProsePart]:
        passage = self._passage(text, span)
        if passage is None:
            return list(split_prose(text, pointers=self._pointers))
        at = span.start - passage.span.start
        end = at + len(text)
        near = self._formulas(passage).touching(at, end)
        if any(each.start <= at and end <= each.end for each in near):  # out of a formula
            return [formula_part(self._spelled_out(text))]
        stretch = _whole(passage.text, near, at, end)
        parts = list(split_prose(stretch.text, stretch.formulas, self._pointers))
        if may_be_cut and stretch.follows:
            parts.insert(0, {"text": f"{ELLIPSIS} "})
        if may_be_cut and stretch.goes_on:
            parts.append({"text": f" {ELLIPSIS}"})
        return parts

    def _spelled_out(self, formula: str) -> str:
        return self._pointers.spelled_out(formula) if self._pointers is not None else formula

    def _formulas(self, passage: Passage) -> Intervals[str]:
        if id(passage) not in self._known:
            self._known[id(passage)] = Intervals(Interval(*each) for each in passage.formulas)
        return self._known[id(passage)]

    def _passage(self, text: str, span: Span) -> Passage | None:
        """The smallest passage that holds the text."""
        passages, end = self._passages.get(span.file), span.start + len(text)
        near = passages.touching(span.start, end) if passages is not None else ()
        around = (each for each in near if each.start <= span.start and end <= each.end)
        smallest = min(around, key=lambda each: each.end - each.start, default=None)
        if smallest is None:
            return None
        passage = smallest.thing
        offset = span.start - passage.span.start
        return passage if passage.text[offset : offset + len(text)] == text else None


def _whole(text: str, near: Iterable[Interval[str]], start: int, end: int) -> _Stretch:
    """A stretch of a text without the halves of formulas, commands and words at its ends; ``near`` are its formulas."""
    first = max((each.end for each in near if each.start < start < each.end), default=start)
    last = min((each.start for each in near if each.start < end < each.end), default=end)
    follows, goes_on = first > start, last < end
    formulas = [each for each in near if first <= each[0] and each[1] <= last]
    edges = {at for each in formulas for at in each[:2]}
    if first == start and first not in edges and _inside_word(text, first):
        first += len(text[first:last]) - len(re.sub(r"^\S+", "", text[first:last]))
        follows = True
    if last == end and last not in edges and (_inside_word(text, last) or COMMAND_CUT.search(text[first:last])):
        last = max((last - len(GLUED.search(text[first:last])[0]), *(at for at in edges if at <= last)), default=last)  # type: ignore[index]
        goes_on = True
    is_long = end - start > LONG
    follows = follows or (is_long and OPEN.search(text[:first]) is not None)
    goes_on = goes_on or (is_long and not ENDS.search(text[first:last]) and bool(text[last:].strip()))
    formulas = [each for each in formulas if first <= each[0] and each[1] <= last]
    return _Stretch(text[first:last], [(a - first, b - first, latex) for a, b, latex in formulas], follows, goes_on)


def _inside_word(text: str, at: int) -> bool:
    """Whether a word, or a command, goes on across this place."""
    before, after = text[at - 1 : at], text[at : at + 1]
    glued = bool(before) and bool(after) and not before.isspace() and not after.isspace()
    return (
        glued and (before.isalnum() or before == "\\") and (after.isalnum() or after == "{") and not WIDE.match(before)
    )


def split_prose(text: str, formulas: Formulas = (), pointers: Pointers | None = None) -> Iterator[ProsePart]:
    """The parts of a stretch of prose in order. ``formulas`` are those that are known without the author's macros.

    ``pointers`` put what references print into the words.
    """
    words = ""
    for part in read_prose(text, formulas, pointers):
        if isinstance(part, str | Pointer | Citation):
            words += part if isinstance(part, str) else part.printed
            continue
        if words:
            yield {"text": words}
        words = ""
        yield formula_part(part.latex if isinstance(part, Loose) else formulas[part][2])
    if words:
        yield {"text": words}


def plain_prose(parts: Sequence[ProsePart]) -> str:
    """The same in one line of plain characters, for where nothing can be drawn."""
    pieces = (part["text"] if "text" in part else plain_formula(part["latex"]) for part in parts)
    return " ".join("".join(pieces).split())


def in_words(text: str) -> str:
    """LaTeX prose in one line of plain characters."""
    return plain_prose(list(split_prose(text)))


def prose_latex(parts: Iterable[ProsePart]) -> str:
    """Parts as LaTeX prose again, of which :func:`split_prose` makes the same parts."""
    return "".join(part["text"].translate(LITERAL) if "text" in part else _in_line(part["latex"]) for part in parts)


def _in_line(latex: str) -> str:
    return rf"\({latex}\)" if "$" in latex else f"${latex}$"


def plain_title(title: str) -> str:
    """A title in plain characters; a reference in it is left out.

    >>> plain_title(r"Min-\\(p\\) sampling")
    'Min-p sampling'
    """
    for sign in REFERENCES:
        title = title.replace(sign, "")
    return " ".join(plain_prose(title_parts(title)).split())


def title_parts(title: str) -> list[ProsePart]:
    """A title, which is plain text but for its formulas."""
    parts: list[ProsePart] = []
    at = 0
    for found in FORMULA.finditer(title):
        parts += [{"text": title[at : found.start()]}, formula_part(found[found.lastgroup or 0])]
        at = found.end()
    return [part for part in (*parts, {"text": title[at:]}) if part.get("text") != ""]


def shortened(text: str, most: int | None) -> str:
    """A text that ends between words where it is too long."""
    if most is None or len(text) <= most:
        return text
    kept = text[: most - len(ELLIPSIS) - 1]
    words, blank, _ = kept.rpartition(" ")
    return f"{words if blank and not WIDE.match(kept[-1]) else kept} {ELLIPSIS}"


def shortened_latex(text: str, most: int) -> str:
    """LaTeX prose that ends between words and formulas where it is too long."""
    if len(text) <= most:
        return text
    around = [found.start() for found in FORMULA.finditer(text) if found.start() < most - 1 < found.end()]
    return shortened(text, most) if not around else f"{text[: around[0]].rstrip()} {ELLIPSIS}"


def formula_part(latex: str) -> ProsePart:
    bare = DELIMITERS.sub("", latex.strip()).strip()
    return {"latex": bare, "mathml": to_mathml(parse_formula(bare), display=False)}


def with_plain(parts: Iterable[ProsePart]) -> list[ProsePart]:
    """Parts whose formulas can be said in plain characters too, where a page shows them in a tooltip."""
    return [{**part, "plain": plain_formula(part["latex"])} if "latex" in part else part for part in parts]
