"""One display or one inline formula: its expanded tokens, row by row, up to its end.

Each alignment row of the outermost display is one row. An ``equation`` is one row as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from reader.latex.displays.alignment import ALIGNMENT
from reader.latex.displays.environment_calls import end_of, read_name
from reader.latex.displays.formula_commands import FORMULA_COMMANDS
from reader.latex.displays.formula_state import Ending, FormulaState
from reader.latex.displays.row_numbers import RowNumbers
from reader.latex.displays.rows import FormulaRow
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, PARAGRAPH, SHIFT, TEXT, Token
from reader.latex.tex.macros import Gullet
from reader.latex.tex.stream import STOP
from reader.latex.tex.tables import EnvironmentRow, environments, names

_TEXTUAL: Final = names("textual")
_DIAGRAMS: Final = names("diagrams")
_ENDS_ANY: Final = frozenset((STOP, "\\section", "\\subsection", "\\chapter"))  # no formula goes on after these
_MAY_END: Final = frozenset((SHIFT, PARAGRAPH, COMMAND))
_COMMANDS: Final[Mapping[str, Callable[[FormulaState, Token], None]]] = {**FORMULA_COMMANDS, **ALIGNMENT}


class FormulaReader:
    """Reads the tokens of one formula up to its end. ``end`` is the token that ended it, or the last of the input."""

    def __init__(
        self,
        gullet: Gullet,
        row: EnvironmentRow | None,
        ending: Ending,
        *,
        needs_number: Callable[[Sequence[str]], bool] = lambda labels: True,
        prose: Callable[[Sequence[Token]], None] = lambda tokens: None,
        stray: dict[str, list[str]] | None = None,
    ) -> None:
        self._gullet = gullet
        self._ending = ending
        numbers = RowNumbers(gullet, needs_number, {} if stray is None else stray)
        self._state = FormulaState(gullet, row, ending, numbers, prose)
        self.end: Token | None = None

    def read(self) -> list[FormulaRow]:
        """The numbered rows. Stops at the formula's end, or where TeX would stop with an error."""
        gullet, state = self._gullet, self._state
        outer_math, gullet.in_math = gullet.in_math, True
        gullet.enter()
        scopes = len(gullet.scopes)
        state.numbers.start(state.environment)
        while (token := gullet.expand()) is not None:
            if token.kind == TEXT:
                if state.text_follows and not token.is_blank():
                    state.text_follows = False
                state.row.tokens.append(token)
            elif token.kind in _MAY_END and self._ends(token):
                break
            else:
                self._take(token)
        while len(gullet.scopes) > scopes:
            gullet.leave()
        gullet.leave()
        gullet.in_math = outer_math
        if self.end is None:
            gullet.report("unclosed-formula", next(iter(state.rows[0].tokens), token))
            self.end = token or next(iter(state.row.tokens[-1:]), None)
        state.numbers.finish(state.row, state.environment)
        return state.rows

    def _take(self, token: Token) -> None:
        """Handles a token that is neither plain text nor the end of the formula."""
        state = self._state
        handler = _COMMANDS.get(token.text)
        if handler is not None:
            handler(state, token)
            return
        state.text_follows = token.text in _TEXTUAL
        if token.text in _DIAGRAMS:
            state.row.diagram = True
        state.put(token)

    # --- the end ---

    def _ends(self, token: Token) -> bool:
        kind, ending = token.kind, self._ending
        if kind == SHIFT and not self._state.depth and ending.shifts:
            self.end = self._both_shifts(token) if ending.shifts == 2 else token
            return True
        if kind == PARAGRAPH and ending.shifts == 1:  # "Missing $ inserted"
            self._gullet.push([token])
            return True
        if kind != COMMAND:
            return False
        if token.text == ending.command:
            self.end = token
            return True
        if token.text == "\\end":
            return self._end_environment(token)
        if token.text in _ENDS_ANY:
            self._gullet.push([token])
            return True
        return False

    def _both_shifts(self, token: Token) -> Token:
        """Reads the second sign of a closing ``$$``. One alone ends the display too."""
        following = self._gullet.next()
        if following is not None and following.kind == SHIFT:
            return token._replace(end=max(token.end, following.end))
        self._gullet.push([] if following is None else [following])
        return token

    def _end_environment(self, token: Token) -> bool:
        """Reads an ``\\end``; whether it ends the formula itself.

        Otherwise it ends an environment inside the formula, or expands to the end of an author's environment.
        """
        gullet, inner = self._gullet, self._state.inner
        token, name = read_name(gullet, token)
        if inner and name in inner:
            while inner and inner.pop() != name:
                pass
            self._state.put_environment(token, "\\end", name)
            gullet.leave()
            return False
        own = gullet.environment(name)
        if own is not None:
            gullet.push(end_of(own, name, token))
            return False
        row = environments().get(name)
        if name == self._ending.environment or (row is not None and row.kind == "display"):
            self.end = token
            return True
        if name == "document" or self._ending.shifts or self._ending.command:
            name_in_braces = ((OPEN, "{"), (TEXT, name), (CLOSE, "}"))
            gullet.push([token, *(token._replace(kind=kind, text=text) for kind, text in name_in_braces)])
            return True
        return False
