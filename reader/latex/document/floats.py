"""Figures, tables and lists of a paper: captions, parts and items, with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.document.targets import Targets
from reader.latex.document.walk import SOON, DocumentWalk
from reader.latex.tex.lexer import Token


class FloatReader:
    """Handles the commands of floats and lists; ``targets`` numbers them."""

    def __init__(self, walk: DocumentWalk, targets: Targets) -> None:
        self._walk = walk
        self._targets = targets

    def read_caption(self, token: Token) -> None:
        gullet = self._walk.gullet
        starred = gullet.starts_with("*")
        counter = gullet.argument_text() if token.text == "\\captionof" else None
        gullet.optional()
        argument = gullet.argument()
        if not gullet.in_document:
            return
        if not starred:
            self._targets.caption(counter)
        self._walk.walk_through(argument, "caption")

    def begin_part(self, token: Token) -> None:
        """``\\subfloat`` and the like: begins a part of a figure or a table."""
        self._walk.prose.extend(token)
        self._targets.part()

    def go_on(self, token: Token) -> None:
        """``\\ContinuedFloat``"""
        self._walk.gullet.starts_with("*")
        self._targets.go_on()

    def begin_item(self, token: Token) -> None:
        walk = self._walk
        if not walk.gullet.in_document:
            return
        walk.prose.end("item")
        walk.prose.extend(token)
        if walk.steps is not None:
            walk.steps.begin(token)
        number = self._targets.item(walk.text_of(token.file)[token.end : token.end + SOON])
        if walk.steps is not None:
            walk.steps.set_number(number)

    def begin_work(self, token: Token) -> None:
        """``\\bibitem``: what follows is of the list of references still, and read with it (``bibliography``)."""
        self._walk.prose.end()
        self._walk.prose.extend(token)

    def set_list(self, token: Token) -> None:
        """``\\setlist*[enumerate]{label=...}`` (enumitem)"""
        gullet = self._walk.gullet
        gullet.starts_with("*")
        gullet.optional()
        self._targets.set_list(gullet.argument_text())


FLOAT_COMMANDS: Final[Mapping[str, Callable[[FloatReader, Token], None]]] = {
    "\\caption": FloatReader.read_caption,
    "\\captionof": FloatReader.read_caption,
    "\\ContinuedFloat": FloatReader.go_on,
    "\\item": FloatReader.begin_item,
    "\\bibitem": FloatReader.begin_work,
    "\\setlist": FloatReader.set_list,
    **dict.fromkeys(
        ("\\subfloat", "\\subfigure", "\\subtable", "\\subcaption", "\\subcaptionbox"), FloatReader.begin_part
    ),
}
