"""The loop over a paper's expanded tokens, and the state that all handlers share.

Each command that structures a paper is a row of ``commands``. All other text is prose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MethodType
from typing import TypeVar

from reader.latex.document.prose.passages import PassageBuilder
from reader.latex.tex.algorithms import Steps
from reader.latex.tex.lexer import ALIGN, CLOSE, COMMAND, OPEN, PARAGRAPH, SHIFT, TEXT, Token
from reader.latex.tex.macros import FROZEN, Gullet
from reader.latex.tex.stream import STOP
from reader.limits.watch import is_debugging, one_line

Handler = Callable[[Token], None]
Owner = TypeVar("Owner")
SOON = 200  # characters after a command, in which its options stand


def bound(table: Mapping[str, Callable[[Owner, Token], None]], owner: Owner) -> dict[str, Handler]:
    """A table of handlers from a table of methods, bound to ``owner``."""
    return {name: MethodType(method, owner) for name, method in table.items()}


def _nothing(token: Token) -> None:
    """Ignores the token, until a handler is set."""


class DocumentWalk:
    """One pass over a paper. ``steps`` is the open algorithm."""

    def __init__(self, gullet: Gullet, prose: PassageBuilder, text_of: Callable[[str], str]) -> None:
        self.gullet = gullet
        self.prose = prose
        self.text_of = text_of  # the text of a file of the paper
        self.steps: Steps | None = None
        self.ended = False
        self.commands: dict[str, Handler] = {}
        self.on_shift: Handler = _nothing
        self.on_unknown: Handler = _nothing  # a control sequence that is no row of ``commands``

    def disconnect(self) -> None:
        """Lets go of the owners, who hold the walk: reference counts free them then, without the collector."""
        self.commands, self.on_shift, self.on_unknown = {}, _nothing, _nothing

    def run(self) -> None:
        """Reads to the paper's end, and recovers from any fault on the way."""
        finished = False
        while not finished:
            try:
                self.read()
                finished = True
            except RecursionError:  # hundreds of footnotes in footnotes: no paper, but no reason to lose one either
                self._surface("too-deep")
            except Exception as error:
                if is_debugging():
                    raise
                self._surface("formula-fault", stage="reading", fault=one_line(error))
        self.prose.end()

    def _surface(self, kind: str, **arguments: str) -> None:
        """Records a fault, closes everything that is open, and lets reading go on."""
        mouth = self.gullet.mouths[-1]
        self.gullet.report(kind, Token(TEXT, "", mouth.file, mouth.position, mouth.position), **arguments)
        self.gullet.surface()
        self.prose.surface()
        self.steps = None

    def read(self, stop: Token | None = None) -> None:
        """Reads tokens up to ``stop`` or to the paper's end."""
        gullet, prose = self.gullet, self.prose
        while not self.ended:
            token = gullet.expand()
            if token is None:
                if stop is None and gullet.close_definitions():
                    continue
                return
            kind = token.kind
            if kind == TEXT:
                if gullet.in_document:
                    prose.extend(token)
                    if self.steps is not None:
                        self.steps.add_text(token)
            elif kind != COMMAND:
                self._sign(token)
            elif token is stop:
                return
            else:
                self._command(token)

    def _sign(self, token: Token) -> None:
        """Handles a token that is neither text nor a control sequence."""
        kind, gullet = token.kind, self.gullet
        if kind == OPEN:
            gullet.enter()
        elif kind == CLOSE:
            gullet.leave()
        elif kind == PARAGRAPH:
            self.end_paragraph()
        elif kind == SHIFT and gullet.in_document:
            self.on_shift(token)
        elif kind == FROZEN:  # a space of some length
            self.on_unknown(token._replace(kind=COMMAND))
        else:
            if kind == ALIGN and gullet.in_document:
                self.prose.extend(token)
            if self.steps is not None:
                self.steps.take(token)

    def end_paragraph(self) -> None:
        self.prose.end()
        if self.steps is not None:
            self.steps.begin()

    def _command(self, token: Token) -> None:
        if self.steps is None or not self.steps.take(token):
            self.commands.get(token.text, self.on_unknown)(token)

    def walk_through(self, tokens: Sequence[Token], kind: str | None = None) -> None:
        """Reads these tokens as prose; with ``kind``, as a passage of its own."""
        stop = Token(COMMAND, STOP, "", 0, 0)
        self.gullet.push([*tokens, stop])
        if kind is None:
            self.read(stop)
            return
        outer, self.steps = self.steps, None
        self.prose.enter(kind)
        self.read(stop)
        self.prose.leave()
        self.steps = outer
