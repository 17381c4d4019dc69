"""Commands in the prose that print words, refer to something, or print nothing: what becomes of each."""

from __future__ import annotations

import re
from typing import Final

from reader.latex.displays.environment_calls import read_name
from reader.latex.displays.references import split_labels
from reader.latex.document.walk import DocumentWalk
from reader.latex.tex.lexer import Token
from reader.latex.tex.tables import prose_commands
from reader.model.prose import Break, Cite

_CITATION: Final = re.compile(r"\\[a-zA-Z]*[cC]ite[a-zA-Z]*\Z")  # natbib's and biblatex's
_NOTES: Final = 2  # in brackets behind a citation


class ProseCommandReader:
    """Reads the commands that structure nothing."""

    def __init__(self, walk: DocumentWalk) -> None:
        self._walk = walk

    def read(self, token: Token) -> None:
        """Keeps what a command prints in the open passage. Groups that print words are left to be read."""
        rows, name = prose_commands(), token.text[1:]
        if _CITATION.match(token.text):
            self._cite(token)
        elif name == "par":
            self._walk.end_paragraph()
        elif name == "kern":
            self._walk.gullet.next()  # its length, without braces
        elif name in rows.silent or name in rows.skipped:
            self._skip(token, rows.silent.get(name, 0) + rows.skipped.get(name, 0))
        else:
            self._walk.prose.extend(token)

    def _cite(self, token: Token) -> None:
        gullet = self._walk.gullet
        gullet.starts_with("*")
        for _unused in range(_NOTES):
            gullet.optional()
        grown, keys = read_name(gullet, token)
        self._walk.prose.add(grown, Cite(grown.start, grown.end, tuple(split_labels(keys))))

    def _skip(self, token: Token, groups: int) -> None:
        gullet, name = self._walk.gullet, token.text[1:]
        if groups:
            gullet.starts_with("*")
        for _unused in range(groups):
            gullet.optional()
            gullet.optional("(", ")")  # of \\cmidrule
            token, _ = read_name(gullet, token)
        is_break = name in prose_commands().breaks
        self._walk.prose.add(token, Break(token.start, token.end, "edge") if is_break else None)
