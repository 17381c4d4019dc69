"""Collects the author's prose, passage by passage: slices of the author's files, and what TeX prints of them.

A passage is the text between two breaks (an empty line, a heading, an item, the ends of a caption); an empty line
between a sentence and the display that it leads to breaks nothing. What TeX does not
read there (comments, dead branches), and footnotes, which are passages of their own, are blanked to spaces, so that
offsets hold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from reader.latex.document.prose.inlines import MOST, InlineWriter
from reader.latex.source.paths import is_package
from reader.latex.tex.lexer import Mouth, Token
from reader.model.document import Passage
from reader.model.prose import Break, Inline, Math, Note
from reader.model.source import Problem, Span

# Words that end no sentence.
OPEN_ENDS = (
    "is", "are", "as", "by", "to", "get", "have", "obtain", "that", "where", "with", "becomes", "reads",
    "yields", "gives", "and",
)  # fmt: skip


@dataclass(slots=True)
class _Open:
    kind: str
    file: str = ""
    start: int = -1
    end: int = -1
    printed: InlineWriter = field(default_factory=InlineWriter)
    holes: list[tuple[int, int]] = field(default_factory=list)


class PassageBuilder:
    """The passages of a paper, in the order in which they end."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.problems: list[Problem] = []
        self._stack = [_Open("paragraph")]
        self._mouths: dict[str, Mouth] = {}
        self._within: list[str] = []
        self._ended: _Open | None = None  # by an empty line, right before what is read now

    def watch(self, mouth: Mouth) -> None:
        """Registers an open file, whose text and comments are needed here."""
        self._mouths[mouth.file] = mouth

    @property
    def read(self) -> list[Passage]:
        """The passages that are read: all but the bibliography."""
        return [each for each in self.passages if each.kind != "bibliography"]

    @property
    def kind(self) -> str:
        return self._stack[-1].kind

    def extend(self, token: Token) -> None:
        """Extends the open passage by a token, and by what it prints."""
        if self._reach(token):
            self._stack[-1].printed.add_token(token)

    def add(self, token: Token, inline: Inline | None = None) -> None:
        """Extends the open passage by a call that prints this, or nothing."""
        if self._reach(token) and inline is not None:
            self._stack[-1].printed.add(inline)

    def part(self, file: str, start: int, end: int) -> None:
        """Parts what stands in the open passage before and behind a stretch that is no prose."""
        passage = self._stack[-1]
        if passage.file == file and passage.start < start:
            passage.printed.add(Break(start, end, "edge"))

    def _reach(self, token: Token) -> bool:
        """Extends the open passage to a token. What a package prints is none of the author's prose."""
        if is_package(token.file):
            return False
        passage = self._stack[-1]
        if token.via and passage.file == token.file and token.start <= passage.start < token.end:
            passage.start = token.start  # a call that printed one of its arguments first
        if passage.file != token.file or token.start < passage.start:
            if not token.file:
                return False
            self.end()
            passage = self._stack[-1]
            passage.file, passage.start, passage.end = token.file, token.start, token.end
        elif token.end > passage.end:
            passage.end = token.end
        return True

    def add_formula(self, span: Span, expanded: str, *, display: bool) -> None:
        """Adds a formula to the open passage."""
        passage = self._stack[-1]
        if not passage.file and display and self._goes_on(span):
            passage = self._stack[-1] = self._reopened(span)
        if passage.file != span.file or span.start < passage.start:
            self.end()
            passage = self._stack[-1]
            passage.file, passage.start, passage.end = span.file, span.start, span.end
        passage.end = max(passage.end, span.end)
        passage.printed.add(Math(span.start, span.end, expanded, display))

    def end(self, kind: str | None = None) -> None:
        """Ends the open passage. The next one is of ``kind``, or of the same kind."""
        passage = self._stack[-1]
        if passage.file:
            self._ended = passage if self._finish(passage) else None
        self._stack[-1] = _Open(passage.kind if kind is None else kind)

    def enter(self, kind: str) -> None:
        """Begins a passage inside another (a footnote, a caption)."""
        self._stack.append(_Open(kind))

    def begin_theorem(self, title: str) -> None:
        """Ends the open passage; those that follow stand in a theorem, a proof or the like of this name."""
        self.end()
        self._within.append(title)

    def end_theorem(self) -> None:
        self.end()
        del self._within[-1:]

    def surface(self) -> None:
        """Ends all inner passages."""
        while len(self._stack) > 1:
            self.leave()

    def leave(self) -> None:
        """Ends the inner passage, and blanks its place in the outer one."""
        inner = self._stack.pop()
        if not self._stack:
            self._stack.append(_Open("paragraph"))
        if inner.file:
            self._finish(inner)
            outer = self._stack[-1]
            outer.holes.append((inner.start, inner.end))
            if outer.file == inner.file:
                is_note = inner.kind == "footnote"
                outer.printed.add(Note(inner.start, inner.end) if is_note else Break(inner.start, inner.end, "edge"))

    def _goes_on(self, formula: Span) -> bool:
        """Whether an empty line parts a display from the sentence that leads to it: "The cost is:"."""
        before, mouth = self._ended, self._mouths.get(formula.file)
        if before is None or mouth is None or before.file != formula.file or before.kind != self.kind:
            return False
        gap = _blank(mouth.text[before.end : formula.start], before.end, formula.start, mouth.holes)
        return formula.start >= before.end and not gap.strip() and self._is_open(before)

    def _is_open(self, passage: _Open) -> bool:
        """Whether the passage that was kept last is this one, and ends as no sentence does."""
        kept = self.passages[-1] if self.passages else None
        if kept is None or kept.span != Span(passage.file, passage.start, passage.end):
            return False
        text = kept.text.rstrip()
        last = (text.split() or [""])[-1]
        return passage.kind == "paragraph" and (last.endswith((":", ",")) or last in OPEN_ENDS)

    def _reopened(self, formula: Span) -> _Open:
        """The passage that an empty line ended, without that line."""
        assert self._ended is not None
        passage, self._ended = self._ended, None
        del self.passages[-1]
        passage.holes.append((passage.end, formula.start))
        return passage

    def _finish(self, passage: _Open) -> bool:
        """Keeps the passage, where it holds anything."""
        mouth = self._mouths.get(passage.file)
        if mouth is None or passage.end <= passage.start:
            return False
        text = mouth.text[passage.start : passage.end]
        if not passage.printed.has_formulas and not text.strip():
            return False
        text = _blank(text, passage.start, passage.end, mouth.holes)
        text = _blank(text, passage.start, passage.end, passage.holes)
        span, within = Span(passage.file, passage.start, passage.end), "".join(self._within[-1:])
        if passage.printed.is_full:
            self.problems.append(Problem("passage-too-long", "warning", span, (("number", f"{MOST:,}"),)))
        values = passage.printed.inlines(mouth.text, passage.start, passage.holes)
        inlines = tuple(each for each in values if each.start < len(text))  # no break behind the last word
        self.passages.append(Passage(text, span, inlines, passage.kind, within))
        return True


def _blank(text: str, start: int, end: int, holes: Sequence[tuple[int, int]]) -> str:
    """The text with spaces in the holes, which are sorted by their ends."""
    at = bisect_right(holes, start, key=itemgetter(1))
    pieces: list[str] = []
    done = 0
    for hole_start, hole_end in sorted(holes[at:]):
        first, last = max(hole_start - start, done), min(hole_end, end) - start
        if first < last:
            pieces += (text[done:first], " " * (last - first))
            done = last
    return "".join((*pieces, text[done:])) if pieces else text
