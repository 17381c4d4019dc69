"""What splits a display into rows and cells: ``&``, ``\\\\``, environments inside it, and plain TeX's \\eqalignno."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.displays.environment_calls import begin, read_name
from reader.latex.displays.formula_state import FormulaState
from reader.latex.displays.rows import trim
from reader.latex.tex.layout import columns, is_length, lines_of
from reader.latex.tex.lexer import ALIGN, CLOSE, COMMAND, OPEN, TEXT, Token, join
from reader.latex.tex.macros import Gullet
from reader.latex.tex.stream import STOP
from reader.latex.tex.tables import EnvironmentRow, environments
from reader.latex.tex.verbatim import skip_environment


def align(state: FormulaState, token: Token) -> None:
    """``&``: part of an inner environment's formula, but not of an outermost row's."""
    state.put_aside(token)
    if not state.is_outermost():
        state.put(token)
    elif state.environment is not None and state.environment.text_column:
        _text_cell(state.gullet, token)


def _text_cell(gullet: Gullet, token: Token) -> None:
    """Reads the rest of the row as text (cases package)."""
    text: list[Token] = []
    depth = 0
    while (part := gullet.next()) is not None and part.text != STOP:
        depth += (part.text in ("{", "\\begin")) - (part.text in ("}", "\\end"))
        if depth < 0 or (not depth and part.text in ("\\\\", "\\label")):
            break
        text.append(part)
    rest = [] if part is None else [part]
    words = ((COMMAND, "\\text"), (OPEN, "{"), (CLOSE, "}"))
    command, opening, closing = (token._replace(kind=kind, text=word) for kind, word in words)
    gullet.push([command, opening, *trim(text), closing, *rest])


def new_row(state: FormulaState, token: Token) -> None:
    """``\\\\`` and the like: begins a row of the display, or of an environment inside it."""
    if not state.is_outermost() or state.environment is None or not state.environment.rows:
        state.put(token)
        return
    _break_option(state.gullet, token, state.environment.tight_breaks)
    state.begin_row()


def _break_option(gullet: Gullet, token: Token, tight: bool) -> None:
    """Reads the star and the length of ``\\\\*[2pt]``; with ``tight``, only if no space comes before them."""
    if tight and _at_space(gullet):
        return
    gullet.starts_with("*")
    option = None if tight and _at_space(gullet) else gullet.optional()
    if option is not None and not is_length(join(option)):
        brackets = [token._replace(kind=TEXT, text=sign) for sign in "[]"]
        gullet.push([brackets[0], *option, brackets[1]])  # it was no length, but mathematics


def _at_space(gullet: Gullet) -> bool:
    following = gullet.next()
    gullet.push([] if following is None else [following])
    return following is not None and following.text[:1].isspace()


def begin_environment(state: FormulaState, token: Token) -> None:
    """Begins an environment inside the display: an author's own, a picture to skip, or a part of the formula."""
    gullet = state.gullet
    token, name = read_name(gullet, token)
    own = gullet.environment(name)
    if own is not None:
        begin(gullet, own, token)
        return
    row = environments().get(name)
    if row is not None and row.kind == "diagram":
        skip_environment(gullet, token, name)
        return
    gullet.enter()
    state.inner.append(name)
    state.put_environment(token, "\\begin", name)
    if name == "array":
        _columns(gullet, token)


def _columns(gullet: Gullet, token: Token) -> None:
    """Reads an array's columns as plain column letters, without the vertical position ``[t]``."""
    gullet.optional()
    opening, closing = token._replace(kind=OPEN, text="{"), token._replace(kind=CLOSE, text="}")
    gullet.push([opening, *columns(gullet.argument()), closing])


def lines_with_numbers(state: FormulaState, token: Token) -> None:
    """``\\eqalignno{a &= b & (1) \\cr ...}``: the third column is the number (The TeXbook, p. 192)."""
    state.environment = EnvironmentRow(token.text[1:], "display", rows=True)
    kinds = {"\\tag": COMMAND, "\\cr": COMMAND, "*": TEXT, "{": OPEN, "}": CLOSE, "&": ALIGN}
    marks = {mark: token._replace(kind=kind, text=mark) for mark, kind in kinds.items()}
    lines = [line for line in lines_of(state.gullet.argument(), frozenset(("\\cr",))) if trim(line)]
    for line in reversed(lines):
        left, right, number = (*lines_of(line, frozenset("&")), [], [])[:3]
        tag = [marks["\\tag"], marks["*"], marks["{"], *number, marks["}"]] if trim(number) else []
        end = [] if line is lines[-1] else [marks["\\cr"]]
        state.gullet.push([*left, marks["&"], *right, *tag, *end])


ALIGNMENT: Final[Mapping[str, Callable[[FormulaState, Token], None]]] = {
    ALIGN: align,
    "\\\\": new_row,
    "\\cr": new_row,
    "\\newline": new_row,
    "\\tabularnewline": new_row,
    "\\begin": begin_environment,
    "\\eqalignno": lines_with_numbers,
    "\\leqalignno": lines_with_numbers,
}
