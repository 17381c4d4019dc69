"""The state of one formula while it is read: its rows, and its open groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.latex.displays.row_numbers import RowNumbers
from reader.latex.displays.rows import FormulaRow
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, TEXT, Token
from reader.latex.tex.macros import Gullet
from reader.latex.tex.tables import EnvironmentRow

Aside = Callable[[Sequence[Token]], None]  # reads tokens as prose


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends a formula: a control sequence, ``\\end{name}``, or one or two math shifts."""

    command: str = ""
    environment: str = ""
    shifts: int = 0


class FormulaState:
    """The open formula. ``read_aside`` reads the prose inside it: \\intertext, footnotes."""

    def __init__(
        self,
        gullet: Gullet,
        environment: EnvironmentRow | None,
        ending: Ending,
        numbers: RowNumbers,
        read_aside: Aside,
    ) -> None:
        self.gullet = gullet
        self.environment = environment
        self.ending = ending
        self.numbers = numbers
        self.read_aside = read_aside
        self.row = FormulaRow()  # the one that is open
        self.rows = [self.row]
        self.inner: list[str] = []  # environments that are open inside
        self.depth = 0  # of braces
        self.text_follows = False  # the group that opens next is the argument of \text
        self._texts: list[int] = []  # depths at which a \text{...} was opened

    def put(self, token: Token) -> None:
        """Appends a token to the formula."""
        self.row.tokens.append(token)

    def put_aside(self, *tokens: Token) -> None:
        """Appends tokens to the row's source text, but not to its formula."""
        self.row.aside += tokens

    def put_environment(self, token: Token, command: str, name: str) -> None:
        """Appends ``\\begin{name}`` or ``\\end{name}`` to the formula."""
        for kind, text in ((COMMAND, command), (OPEN, "{"), (TEXT, name), (CLOSE, "}")):
            self.put(token._replace(kind=kind, text=text))

    # --- rows ---

    def is_outermost(self) -> bool:
        """Whether no brace and no environment is open inside the formula."""
        return not self.depth and not self.inner

    def begin_row(self) -> None:
        """Ends the open row and begins the next one."""
        self.numbers.finish(self.row, self.environment)
        self.row = FormulaRow()
        self.rows.append(self.row)
        self.numbers.start(self.environment)

    # --- groups and texts ---

    def open_group(self, token: Token) -> None:
        self.depth += 1
        self.gullet.enter()
        if self.text_follows:
            self._texts.append(self.depth)
            self.gullet.in_math = False
            self.text_follows = False
        self.put(token)

    def close_group(self, token: Token) -> None:
        if not self.depth:
            self.gullet.report("unbalanced-brace", token)
            return
        if self._texts and self._texts[-1] == self.depth:
            self._texts.pop()
            self.gullet.in_math = not self._texts
        self.depth -= 1
        self.gullet.leave()
        self.put(token)

    def shift(self, token: Token) -> None:
        """A math shift inside a group: it belongs to a text, or to a box that was only a wrapper."""
        if self._texts:
            self.gullet.in_math = not self.gullet.in_math
            self.put(token)
