"""The title of a paper, its sections with their numbers, and where its appendix begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.document.text import plain_text
from reader.latex.document.walk import DocumentWalk
from reader.latex.tex.inputs import Inputs, tokens_of
from reader.latex.tex.lexer import Token, join
from reader.latex.tex.macros import Gullet
from reader.latex.tex.numbers import number_next, the
from reader.latex.tex.tables import front_matter
from reader.model.document import Section
from reader.model.source import Span

_LEVELS: Final = {
    "\\part": 0, "\\chapter": 1, "\\section": 2, "\\subsection": 3, "\\subsubsection": 4, "\\paragraph": 5,
    "\\subparagraph": 6,
}  # fmt: skip
_XSPACE: Final = re.compile(r"\\xspace\s*(?=[A-Za-z0-9$(\\])")  # where it puts a space


class Headings:
    """The title and the sections, in reading order."""

    def __init__(self, walk: DocumentWalk, inputs: Inputs) -> None:
        self._walk = walk
        self._inputs = inputs
        self.title = ""
        self.sections: list[Section] = []
        self._appendix = ""  # what sections are called from there on
        self._at_appendix: list[Token] = []

    @property
    def here(self) -> str:
        """The open section, as its number and title."""
        if not self.sections:
            return ""
        section = self.sections[-1]
        return f"{section.number} {section.title}" if section.number else section.title

    def read_title(self, token: Token) -> None:
        """Reads the title; where it stands in the text, as in ICML's style, the prose before it does not hold it."""
        gullet = self._walk.gullet
        self._walk.prose.end()
        gullet.optional()
        argument = gullet.argument()
        if not any(mouth.defines for mouth in gullet.mouths):  # a class's own is a blank to be filled
            self.title = self.title or _printed_title(gullet, argument)

    def skip_front_matter(self, token: Token) -> None:
        """Reads past a command of the title page; the prose before it does not go on behind it."""
        gullet = self._walk.gullet
        self._walk.prose.end()
        gullet.starts_with("*")
        gullet.optional()
        for _unused in range(front_matter()[token.text]):
            gullet.argument()

    def begin_section(self, token: Token) -> None:
        gullet = self._walk.gullet
        self._walk.prose.end("paragraph")
        starred = gullet.starts_with("*")
        gullet.optional()
        argument = gullet.argument()
        if not gullet.in_document:
            return
        number = None if starred else self._next_number(token.text)
        last = argument[-1] if argument and argument[-1].file == token.file else token
        span = Span(token.file, token.start, last.end)
        title, before = _printed_title(gullet, argument), len(self._walk.prose.read)
        self.sections.append(Section(title, number, _LEVELS[token.text], span, before))
        self._walk.walk_through(argument, "heading")

    def _next_number(self, command: str) -> str | None:
        """The number of the next section. None for levels that are not numbered."""
        gullet, counter = self._walk.gullet, command[1:]
        if _LEVELS[command] > gullet.counters.value("secnumdepth") + 1:
            return None
        number_next(gullet, counter, "section", self._appendix, len(self.sections))
        return the(gullet, counter)

    def begin_appendix(self, token: Token) -> None:
        gullet = self._walk.gullet
        if gullet.in_document:  # a class that redefines it only names it before
            row = self._inputs.document_class
            self._appendix = "appendix"
            gullet.push(self._at_appendix)
            gullet.push(tokens_of(row.appendix if token.text == "\\appendix" else row.appendices))

    def keep_for_appendix(self, token: Token) -> None:
        """``\\AtAppendix{...}``: keeps tokens until the appendix begins."""
        self._at_appendix += self._walk.gullet.argument()


def _printed_title(gullet: Gullet, argument: list[Token]) -> str:
    """A title in plain text, the author's words for words (``\\method``) read as what they stand for."""
    return plain_text(_XSPACE.sub(r"\\ ", join(gullet.spelled_out(argument))))


HEADING_COMMANDS: Final[Mapping[str, Callable[[Headings, Token], None]]] = {
    "\\title": Headings.read_title,
    "\\icmltitle": Headings.read_title,
    **dict.fromkeys(front_matter(), Headings.skip_front_matter),
    "\\appendix": Headings.begin_appendix,
    "\\appendices": Headings.begin_appendix,
    "\\AtAppendix": Headings.keep_for_appendix,
    **dict.fromkeys(_LEVELS, Headings.begin_section),
}
