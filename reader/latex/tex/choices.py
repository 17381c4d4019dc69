"""Tests that choose between ``{yes}`` and ``{no}``: LaTeX's own, ifthen's, etoolbox's, xstring's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from reader.latex.tex.conditionals import Test, flag
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, Token, join
from reader.latex.tex.macros import Gullet, Macro, Primitive
from reader.latex.tex.registers import number, number_in


def choose(gullet: Gullet, _: Token, *, test: Test, otherwise: bool = False) -> None:
    """Reads what is tested, then ``{yes}{no}``; with ``otherwise`` the two change places."""
    result = test(gullet) != otherwise
    yes, no = gullet.argument(), gullet.argument()
    gullet.push(yes if result else no)


def _flag(gullet: Gullet) -> bool:
    return flag(gullet, gullet.argument_text())


def _blank(gullet: Gullet) -> bool:
    return not gullet.argument_text()


def _same_text(gullet: Gullet) -> bool:
    return gullet.argument_text() == gullet.argument_text()


def _same_expansion(gullet: Gullet) -> bool:
    first, second = gullet.expand_all(gullet.argument()), gullet.expand_all(gullet.argument())
    return join(first).strip() == join(second).strip()


def _name_known(gullet: Gullet) -> bool:
    return gullet.knows("\\" + gullet.argument_text())


def _command_known(gullet: Gullet) -> bool:
    name = gullet.control_sequence()
    return name is not None and gullet.knows(name)


def _body(gullet: Gullet) -> str:
    meaning = gullet.meanings.get(gullet.control_sequence() or "")
    return meaning.text() if isinstance(meaning, Macro) else ""


def _empty_body(gullet: Gullet) -> bool:
    return not _body(gullet).strip()


def _body_is(gullet: Gullet) -> bool:
    return _body(gullet) == gullet.argument_text()


def _loaded(gullet: Gullet, *, suffix: str) -> bool:
    return gullet.argument_text() + suffix in gullet.loaded


def _compare(gullet: Gullet, *, relation: str = "") -> bool:
    first = number_in(gullet, gullet.argument())
    sign = relation or gullet.argument_text()
    return _holds(first, sign, number_in(gullet, gullet.argument()))


def _holds(first: int | None, sign: str, second: int | None) -> bool:
    if first is None or second is None:
        return False
    return {"<": first < second, ">": first > second, "=": first == second}.get(sign, False)


def _odd(gullet: Gullet) -> bool:
    return (number_in(gullet, gullet.argument()) or 0) % 2 == 1


# --- ifthen ---


def _ifthenelse(gullet: Gullet) -> bool:
    """The test of ``\\ifthenelse``: \\equal, \\boolean, numbers, joined by \\and, \\or, \\not, ``\\( \\)``."""
    return evaluate(gullet, gullet.argument())


def evaluate(gullet: Gullet, tokens: Sequence[Token]) -> bool:
    """Whether a test of ifthen holds now."""
    tokens = [token for token in tokens if not token.is_blank()]
    for word, joined in (("\\or", any), ("\\and", all)):
        parts = _split_at(tokens, word)
        if len(parts) > 1:
            return joined([evaluate(gullet, part) for part in parts])
    if not tokens:
        return False
    if tokens[0].text.lower() == "\\not":
        return not evaluate(gullet, tokens[1:])
    if tokens[0].text == "\\(" and tokens[-1].text == "\\)":
        return evaluate(gullet, tokens[1:-1])
    test = _IFTHEN.get(tokens[0].text)
    return gullet.apart(tokens, _compared) if test is None else gullet.apart(tokens[1:], test)


def _compared(gullet: Gullet) -> bool:
    first = number(gullet)
    sign = gullet.argument_token()
    return _holds(first, "" if sign is None else sign.text, number(gullet))


def _split_at(tokens: Sequence[Token], word: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind == OPEN or token.text == "\\(") - (token.kind == CLOSE or token.text == "\\)")
        if not depth and token.kind == COMMAND and token.text.lower() == word:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


_IFTHEN: Final[Mapping[str, Test]] = {
    "\\equal": _same_expansion,
    "\\boolean": _flag,
    "\\isodd": _odd,
    "\\isundefined": lambda gullet: not _command_known(gullet),
    "\\lengthtest": lambda gullet: False,
    "\\iftrue": lambda gullet: True,
    "\\iffalse": lambda gullet: False,
}

_CHOICES: Final[Mapping[str, Test]] = {
    "\\ifthenelse": _ifthenelse,
    "\\iftoggle": _flag,
    "\\ifbool": _flag,
    "\\ifstrempty": _blank,
    "\\ifblank": _blank,
    "\\ifstrequal": _same_text,
    "\\IfStrEq": _same_expansion,
    "\\IfEq": _same_expansion,
    "\\ifcsdef": _name_known,
    "\\ifdef": _command_known,
    "\\ifdefempty": _empty_body,
    "\\ifdefvoid": _empty_body,
    "\\ifdefstring": _body_is,
    "\\ifnumcomp": _compare,
    "\\ifnumequal": partial(_compare, relation="="),
    "\\ifnumless": partial(_compare, relation="<"),
    "\\ifnumgreater": partial(_compare, relation=">"),
    "\\ifnumodd": _odd,
    "\\@ifpackageloaded": partial(_loaded, suffix=".sty"),
    "\\@ifclassloaded": partial(_loaded, suffix=".cls"),
}

_CHOICES_TURNED: Final[Mapping[str, Test]] = {
    "\\nottoggle": _flag,
    "\\notbool": _flag,
    "\\notblank": _blank,
    "\\ifcsundef": _name_known,
    "\\ifundef": _command_known,
    "\\@ifundefined": _name_known,
}

CHOICES: Final[Mapping[str, Primitive]] = {
    **{name: partial(choose, test=test) for name, test in _CHOICES.items()},
    **{name: partial(choose, test=test, otherwise=True) for name, test in _CHOICES_TURNED.items()},
}
