"""Passages inside others: footnotes, margin notes and end notes, and an abstract given as an argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from reader.latex.document.walk import DocumentWalk
from reader.latex.tex.counters import Numbered
from reader.latex.tex.lexer import PARAGRAPH, Token

_KINDS: Final = {
    "\\footnote": "footnote", "\\footnotetext": "footnote", "\\thanks": "footnote", "\\abstract": "abstract",
    "\\marginpar": "footnote",
}  # fmt: skip


class Notes:
    """Reads notes, and keeps end notes until they are printed."""

    def __init__(self, walk: DocumentWalk) -> None:
        self._walk = walk
        self._end_notes: list[Token] = []

    def read_note(self, token: Token) -> None:
        gullet = self._walk.gullet
        gullet.starts_with("*")
        gullet.optional()
        argument = gullet.argument()
        if gullet.in_document:
            self._read(argument, _KINDS[token.text])

    def _read(self, tokens: Sequence[Token], kind: str) -> None:
        """Reads a note. Labels in it refer to the note, whose number is unknown."""
        gullet = self._walk.gullet
        gullet.enter()
        gullet.numbered = Numbered()
        self._walk.walk_through(tokens, kind)
        gullet.leave()

    def keep_end_note(self, token: Token) -> None:
        """``\\endnote{...}`` is kept until ``\\theendnotes``, where it is printed and its equations are numbered."""
        self._end_notes += [*self._walk.gullet.argument(), Token(PARAGRAPH, "\n\n", "", 0, 0)]

    def print_end_notes(self, token: Token) -> None:
        notes, self._end_notes = self._end_notes, []
        if notes:
            self._read(notes, "footnote")


NOTE_COMMANDS: Final[Mapping[str, Callable[[Notes, Token], None]]] = {
    **dict.fromkeys(_KINDS, Notes.read_note),
    "\\endnote": Notes.keep_end_note,
    "\\theendnotes": Notes.print_end_notes,
}
