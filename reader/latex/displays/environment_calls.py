"""``\\begin{name}`` and ``\\end{name}`` as macro calls: reading the name, and expanding an author's environment."""

from __future__ import annotations

import re

from reader.latex.tex.lexer import COMMAND, Token, join
from reader.latex.tex.macros import AuthorEnvironment, Gullet


def read_name(gullet: Gullet, token: Token) -> tuple[Token, str]:
    """The name in braces after ``\\begin``, ``\\end`` or ``\\label``, and the token extended to cover it."""
    argument = gullet.argument()
    mouth = gullet.mouths[-1]
    if token.via is None and mouth.file == token.file:
        if not mouth.pending:
            token = token._replace(end=max(token.end, mouth.position))
        elif argument and argument[-1].file == token.file and argument[-1].via is None:
            token = token._replace(end=max(token.end, argument[-1].end + 1))
    return token, re.sub(r"\s+", " ", join(argument)).strip()


def begin(gullet: Gullet, environment: AuthorEnvironment, token: Token) -> None:
    """Begins an author's environment."""
    gullet.enter()
    gullet.call(environment.begin, token)


def end_of(environment: AuthorEnvironment, name: str, token: Token) -> list[Token]:
    """The tokens that end an author's environment."""
    via = token.via or "\\end{" + name + "}"
    file, start, end = token.file, token.start, token.end
    body = [part for part in environment.end.body if not isinstance(part, int)]
    tokens = [Token(part.kind, part.text, file, start, end, via) for part in body]
    return [*tokens, Token(COMMAND, "\\reader@leave", file, end, end, via)]
