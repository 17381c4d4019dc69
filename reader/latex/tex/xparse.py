"""Argument signatures as xparse writes them: ``s o m O{default} d() D(){default} t+`` (interface3, xparse)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from reader.latex.tex.arguments import BODY, MANDATORY, Argument
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, Token

Parts = Iterator["Token | tuple[Token, ...]"]  # letters one by one, groups as tuples


def xparse_signature(tokens: Sequence[Token]) -> tuple[Argument, ...]:
    """The arguments that a signature describes. Unknown letters are ignored."""
    parts = _parts(tokens)
    return tuple(LETTERS[part.text](parts) for part in parts if isinstance(part, Token) and part.text in LETTERS)


def _parts(tokens: Sequence[Token]) -> Parts:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.kind == OPEN:
            depth, start = 1, at
            while at < len(tokens) and depth:
                depth += (tokens[at].kind == OPEN) - (tokens[at].kind == CLOSE)
                at += 1
            yield tuple(tokens[start : at - 1])
        elif token.kind == COMMAND:
            yield token
        else:
            yield from (token._replace(text=letter) for letter in token.text if not letter.isspace())


def _sign(parts: Parts) -> str:
    part = next(parts, None)
    return part.text if isinstance(part, Token) else ""


def _default(parts: Parts) -> tuple[Token, ...]:
    part = next(parts, ())
    return (part,) if isinstance(part, Token) else part


def _mandatory(parts: Parts) -> Argument:
    return MANDATORY


def _pair(parts: Parts) -> Argument:
    return Argument("pair", None, _sign(parts), _sign(parts))


def _pair_with_default(parts: Parts) -> Argument:
    opening, closing = _sign(parts), _sign(parts)
    return Argument("pair", _default(parts), opening, closing)


def _scripts(parts: Parts) -> Argument:
    signs = "".join(token.text for token in _default(parts))
    return Argument("scripts", opening=signs)


def _scripts_with_defaults(parts: Parts) -> Argument:
    scripts = _scripts(parts)
    _default(parts)
    return scripts


LETTERS: Final[Mapping[str, Callable[[Parts], Argument]]] = {
    **dict.fromkeys("mvlu", _mandatory),
    "b": lambda parts: BODY,
    "e": _scripts,
    "E": _scripts_with_defaults,
    "s": lambda parts: Argument("star", opening="*"),
    "t": lambda parts: Argument("star", opening=_sign(parts)),
    "o": lambda parts: Argument("optional"),
    "O": lambda parts: Argument("optional", _default(parts)),
    "g": lambda parts: Argument("group"),
    "G": lambda parts: Argument("group", _default(parts)),
    "d": _pair,
    "r": _pair,
    "D": _pair_with_default,
    "R": _pair_with_default,
}
