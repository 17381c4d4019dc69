"""Commands with a special meaning inside a formula: numbers and labels, references, notes, pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.displays.environment_calls import read_name
from reader.latex.displays.formula_state import FormulaState
from reader.latex.displays.references import REFERENCES, mark
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, PARAGRAPH, SHIFT, TEXT, Token
from reader.latex.tex.numbers import printed
from reader.latex.tex.tables import names

_DROPPED: Final = ("\\cite", "\\citep", "\\citet", "\\citealt", "\\citealp", "\\citeauthor", "\\citeyear", "\\nocite",
                   "\\vspace", "\\noalign", "\\index", "\\reader@cite")  # fmt: skip
_FONTS: Final = {
    "\\bfseries": "\\bf", "\\itshape": "\\it", "\\slshape": "\\it", "\\em": "\\it", "\\sl": "\\it",
    "\\rmfamily": "\\rm", "\\normalfont": "\\rm", "\\upshape": "\\rm", "\\scshape": "\\rm", "\\sc": "\\rm",
    "\\sffamily": "\\sf", "\\ttfamily": "\\tt",
}  # fmt: skip
_WITHOUT_NUMBER: Final = (r"\nonumber", r"\notag", r"\IEEEnonumber", r"\IEEEnosubnumber")

# --- numbers and labels ---


def label(state: FormulaState, token: Token) -> None:
    token, name = read_name(state.gullet, token)
    state.put_aside(token)
    if name:
        state.row.labels.append(name)


def tag(state: FormulaState, token: Token) -> None:
    """``\\tag*{(3)}``: with a star the author types the parentheses."""
    starred = state.gullet.starts_with("*")
    argument = state.gullet.argument()
    state.put_aside(token, *argument)
    text = printed(state.gullet, argument, state.row.labels)
    state.row.tag = _without_parentheses(text) if starred else text


def equation_number(state: FormulaState, token: Token) -> None:
    """``\\eqno(3)``: the rest of a plain TeX display is its number (The TeXbook, p. 186)."""
    gullet = state.gullet
    rest: list[Token] = []
    while (part := gullet.next()) is not None and part.kind not in (SHIFT, PARAGRAPH):
        if part.text == state.ending.command or part.text == "\\end":
            break
        rest.append(part)
    if part is not None:
        gullet.push([part])
    state.put_aside(token, *rest)
    state.row.tag = _without_parentheses(printed(gullet, rest, state.row.labels))


def _without_parentheses(text: str) -> str:
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def suppress_number(state: FormulaState, token: Token) -> None:
    state.row.suppressed = True
    state.put_aside(token)


def force_number(state: FormulaState, token: Token) -> None:
    state.put_aside(token)
    state.numbers.force(state.row, state.environment)


def add_letter(state: FormulaState, token: Token) -> None:
    state.put_aside(token)
    state.numbers.add_letter(state.row, to_all=state.gullet.starts_with("*"))


def reference(state: FormulaState, token: Token) -> None:
    """``\\eqref{label}`` is the number that it prints, once all numbers are known: see ``references``."""
    gullet = state.gullet
    gullet.starts_with("*")
    marked = mark(gullet.argument_text(), parentheses=token.text in ("\\eqref", "\\refeq"))
    words = [(TEXT, marked)] if not gullet.in_math else [
        (COMMAND, "\\text"), (OPEN, "{"), (TEXT, marked), (CLOSE, "}")]  # fmt: skip
    gullet.push([token._replace(kind=kind, text=text, via=token.via or token.text) for kind, text in words])


# --- prose inside a formula ---


def intertext(state: FormulaState, token: Token) -> None:
    state.read_aside(state.gullet.argument())


def footnote(state: FormulaState, token: Token) -> None:
    state.gullet.optional()
    if state.gullet.plain:
        state.gullet.argument()
    state.read_aside(state.gullet.argument())


# --- what is read over, or written otherwise ---


def picture(state: FormulaState, token: Token) -> None:
    """``\\includegraphics[options]{file}``, ``\\tikz[options]{...}``: skipped; the rest of the row is the formula."""
    state.put_aside(token)
    state.gullet.optional()
    state.gullet.argument()
    if token.text == "\\dynkin":
        state.gullet.argument()


def drop_argument(state: FormulaState, token: Token) -> None:
    state.put_aside(token)
    state.gullet.starts_with("*")
    while state.gullet.optional() is not None:
        pass
    state.gullet.argument()


def drop_option(state: FormulaState, token: Token) -> None:
    state.put_aside(token)
    state.gullet.optional()


def part_rules(state: FormulaState, token: Token) -> None:
    """``\\and`` between the rules of a ``mathpar``: a wide space."""
    state.put(token._replace(text="\\qquad", via=token.via or token.text))


def old_font(state: FormulaState, token: Token) -> None:
    """``\\bfseries`` and similar commands become the older switches, which every formula renderer supports."""
    state.put(token._replace(text=_FONTS[token.text]))


def ignore(state: FormulaState, token: Token) -> None:
    """Ignores an empty line inside a display (an error in TeX), or an ``\\end`` that ends nothing.

    Reading on loses nothing.
    """


FORMULA_COMMANDS: Final[Mapping[str, Callable[[FormulaState, Token], None]]] = {
    OPEN: FormulaState.open_group,
    CLOSE: FormulaState.close_group,
    SHIFT: FormulaState.shift,
    PARAGRAPH: ignore,
    "\\par": ignore,
    "\\end": ignore,
    "\\label": label,
    "\\tag": tag,
    "\\eqno": equation_number,
    "\\leqno": equation_number,
    "\\IEEEyesnumber": force_number,
    "\\IEEEyessubnumber": add_letter,
    "\\intertext": intertext,
    "\\shortintertext": intertext,
    "\\footnote": footnote,
    "\\footnotemark": drop_option,
    "\\addlinespace": drop_option,
    "\\and": part_rules,
    **dict.fromkeys(_WITHOUT_NUMBER, suppress_number),
    **dict.fromkeys(_DROPPED, drop_argument),
    **dict.fromkeys(names("pictures"), picture),
    **dict.fromkeys(_FONTS, old_font),
    **dict.fromkeys(REFERENCES, reference),
}
