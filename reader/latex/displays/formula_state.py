"""What is known while one display or inline formula is being read: its rows, and the groups that are open in it."""

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
    """The formula that is being read. ``read_aside`` reads what is prose in it: \\intertext, footnotes."""

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
        """The token belongs to the formula."""
        self.row.tokens.append(token)

    def put_aside(self, *tokens: Token) -> None:
        """The tokens belong to the author's text of the row, but not to the formula."""
        self.row.aside += tokens

    def put_environment(self, token: Token, command: str, name: str) -> None:
        """``\\begin{name}`` or ``\\end{name}`` belongs to the formula."""
        for kind, text in ((COMMAND, command), (OPEN, "{"), (TEXT, name), (CLOSE, "}")):
            self.put(token._replace(kind=kind, text=text))

    # --- rows ---

    def is_outermost(self) -> bool:
        """Whether no brace and no environment is open inside the formula."""
        return not self.depth and not self.inner

    def begin_row(self) -> None:
        """The open row ends, and the next one begins."""
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
