"""The arguments of a macro: its signature, and how each argument is read from the token stream."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, TEXT, Token
from reader.latex.tex.stream import STOP, TokenStream, split

NO_VALUE: Final = "-NoValue-"
TRUE, FALSE = "\\BooleanTrue", "\\BooleanFalse"

ArgumentKind = Literal["mandatory", "optional", "pair", "group", "star", "until", "literal", "body", "scripts"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter of a macro: how its text is found in the input.

    ``optional`` and ``pair`` stand between ``opening`` and ``closing`` and have a ``default``; ``until`` reads up to
    ``delimiter``; ``group`` is one in braces that may be left out; ``literal`` must stand there and gives no argument;
    ``star`` is a flag, the sign in ``opening``; ``body`` is an environment's text up to its \\end; ``scripts`` are what
    follows each of the signs in ``opening``, one argument for each.
    """

    kind: ArgumentKind = "mandatory"
    default: tuple[Token, ...] | None = None
    opening: str = "["
    closing: str = "]"
    delimiter: tuple[Token, ...] = ()


MANDATORY: Final = Argument()
BODY: Final = Argument("body")


def read_arguments(stream: TokenStream, signature: Sequence[Argument]) -> list[list[Token]]:
    """Reads the arguments of a macro: one list of tokens each. A literal of the signature gives none."""
    read: list[list[Token]] = []
    for parameter in signature:
        if parameter.kind == "mandatory":
            read.append(stream.argument())
        elif parameter.kind == "star":
            is_starred = stream.starts_with(parameter.opening)
            read.append([Token(COMMAND, TRUE if is_starred else FALSE, "", 0, 0)])
        elif parameter.kind == "until":
            read.append(_until(stream, parameter.delimiter))
        elif parameter.kind == "literal":
            _literal(stream, parameter.delimiter)
        elif parameter.kind == "body":
            read.append(_body(stream))
        elif parameter.kind == "scripts":
            read += _scripts(stream, parameter.opening)
        else:
            group = parameter.kind == "group"
            value = _optional_group(stream) if group else stream.optional(parameter.opening, parameter.closing)
            default = parameter.default
            if value is None:
                value = [Token(TEXT, NO_VALUE, "", 0, 0)] if default is None else list(default)
            read.append(value)
    return read


def _optional_group(stream: TokenStream) -> list[Token] | None:
    token = stream.next_visible()
    if token is None or token.kind == OPEN:
        return None if token is None else stream.group()
    stream.push([token])
    return None


def _until(stream: TokenStream, delimiter: Sequence[Token]) -> list[Token]:
    """The tokens before a delimiter, without braces around the whole. The delimiter is read too."""
    tokens: list[Token] = []
    depth = 0
    first, *others = delimiter
    pattern = _spaces_alike(first.text)
    while (token := stream.next()) is not None and token.text != STOP:
        if not depth and token.kind == first.kind:
            match = pattern.search(token.text) if token.kind == TEXT else None
            if match is not None or token.text == first.text:
                start, end = match.span() if match is not None else (0, len(token.text))
                after = [split(token, end)[1]] if end < len(token.text) else []
                if not (after and others) and _follows(stream, others):
                    tokens += [split(token, start)[0]] if start else []
                    stream.push([token] if token.kind == OPEN else after)
                    return without_braces(tokens)
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        tokens.append(token)
    if token is not None:
        stream.push([token])
    return tokens


def _follows(stream: TokenStream, delimiter: Sequence[Token]) -> bool:
    """Consumes these tokens if they come next; whether they did."""
    read: list[Token] = []
    for expected in delimiter:
        token = stream.next()
        if token is None:
            break
        read.append(token)
        if token.kind != expected.kind or not token.text.startswith(expected.text):
            break
        if len(token.text) > len(expected.text):
            read[-1:] = split(token, len(expected.text))
            stream.push([read.pop()])
    else:
        return True
    stream.push(read)
    return False


def _body(stream: TokenStream) -> list[Token]:
    """The text of the open environment up to its \\end, which is not read."""
    tokens: list[Token] = []
    depth = 0
    while (token := stream.next()) is not None and token.text != STOP:
        depth += (token.text == "\\begin") - (token.text == "\\end")
        if depth < 0:
            break
        tokens.append(token)
    if token is not None:
        stream.push([token])
    return tokens


def _scripts(stream: TokenStream, signs: str) -> list[list[Token]]:
    """xparse's embellishments: the argument after each of the signs, in any order."""
    scripts = {sign: [Token(TEXT, NO_VALUE, "", 0, 0)] for sign in signs}
    while (token := stream.next_visible()) is not None:
        if token.text not in scripts:
            stream.push([token])
            break
        scripts[token.text] = stream.argument()
    return list(scripts.values())


def _literal(stream: TokenStream, tokens: Sequence[Token]) -> None:
    """Skips the delimiter tokens of the signature, as far as they match."""
    for expected in tokens:
        token = stream.next_visible()
        if token is None:
            return
        text = expected.text.strip()
        if token.kind == TEXT == expected.kind and token.text.startswith(text):
            if len(token.text) > len(text):
                stream.push([split(token, len(text))[1]])
        elif token.text != expected.text:
            stream.push([token])
            return


@lru_cache(maxsize=256)
def _spaces_alike(delimiter: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, re.split(r"\s+", delimiter))))


def without_braces(tokens: Sequence[Token]) -> list[Token]:
    """A delimited argument that is one whole group, without its braces (The TeXbook, p. 204)."""
    if len(tokens) < 2 or tokens[0].kind != OPEN or tokens[-1].kind != CLOSE:
        return list(tokens)
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        if not depth and at < len(tokens) - 1:
            return list(tokens)
    return list(tokens[1:-1])
