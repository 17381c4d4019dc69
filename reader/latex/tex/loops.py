"""Loops with which authors define families of names: LaTeX's, ifthen's, etoolbox's, pgffor's, forloop's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from reader.latex.tex.arguments import without_braces
from reader.latex.tex.choices import evaluate
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, TEXT, Token, join, tokenize
from reader.latex.tex.macros import Gullet, Macro, Primitive
from reader.latex.tex.stream import STOP

MAX_ROUNDS: Final = 1000


def _items(tokens: Sequence[Token]) -> list[list[Token]]:
    """The items of a list with commas, blank ones left out."""
    items: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        if token.kind != TEXT or depth:
            items[-1].append(token)
            continue
        first, *others = token.text.split(",")
        for at, text in enumerate((first, *others)):
            if at:
                items.append([])
            if text.strip():
                items[-1].append(token._replace(text=text.strip()))
    return [item for item in items if item]


def _unit(gullet: Gullet, tokens: Sequence[Token]) -> Sequence[Token]:
    """A list given as one macro is that macro's text."""
    tokens = without_braces(tokens)
    meaning = gullet.meanings.get(tokens[0].text) if len(tokens) == 1 else None
    return [part for part in meaning.body if isinstance(part, Token)] if isinstance(meaning, Macro) else tokens


def _letters(tokens: Sequence[Token]) -> list[list[Token]]:
    return [
        [token._replace(text=letter)] if token.kind == TEXT else [token]
        for token in tokens
        for letter in (token.text if token.kind == TEXT else "x")
        if not letter.isspace()
    ]


def for_each(gullet: Gullet, _: Token, *, divide: Callable[[Sequence[Token]], list[list[Token]]] = _items) -> None:
    """``\\@for\\x:=a,b\\do{...}``, ``\\@tfor\\x:=ab\\do{...}``"""
    name = gullet.control_sequence()
    tokens: list[Token] = []
    while (token := gullet.next()) is not None and token.text not in ("\\do", STOP):
        tokens.append(token)
    body = gullet.argument()
    if tokens and tokens[0].kind == TEXT and tokens[0].text.startswith(":="):
        rest = tokens[0].text[2:].strip()
        tokens[:1] = [tokens[0]._replace(text=rest)] if rest else []
    if name:
        _repeat(gullet, name, divide(_unit(gullet, tokens)), body)


def _repeat(gullet: Gullet, name: str, items: Sequence[Sequence[Token]], body: Sequence[Token]) -> None:
    """The body once for each item, with ``name`` standing for it."""
    rounds: list[Token] = []
    for item in items[:MAX_ROUNDS]:
        rounds += [Token(COMMAND, "\\def", "", 0, 0), Token(COMMAND, name, "", 0, 0), Token(OPEN, "{", "", 0, 0)]
        rounds += [*item, Token(CLOSE, "}", "", 0, 0), *body]
    if rounds:
        gullet.push(rounds)


def for_list(gullet: Gullet, _: Token) -> None:
    """``\\forcsvlist{\\do}{a,b}``: \\do{a}\\do{b} (etoolbox)"""
    _do(gullet, gullet.argument())


def do_list(gullet: Gullet, token: Token) -> None:
    """``\\docsvlist{a,b}``"""
    _do(gullet, [token._replace(text="\\do")])


def _do(gullet: Gullet, handler: Sequence[Token]) -> None:
    calls: list[Token] = []
    for item in _items(_unit(gullet, gullet.argument()))[:MAX_ROUNDS]:
        calls += [*handler, item[0]._replace(kind=OPEN, text="{"), *item, item[-1]._replace(kind=CLOSE, text="}")]
    if calls:
        gullet.push(calls)


def for_range(gullet: Gullet, _: Token) -> None:
    """``\\foreach \\x in {A,...,Z} {...}`` (pgffor)"""
    name = gullet.control_sequence()
    gullet.optional()
    gullet.starts_with("in")
    items = _ranges(_items(_unit(gullet, gullet.argument())))
    body = gullet.argument()
    if name:
        _repeat(gullet, name, items, body)


def _ranges(items: list[list[Token]]) -> list[list[Token]]:
    """``1,...,5`` and ``a,...,e`` written out."""
    out: list[list[Token]] = []
    for at, item in enumerate(items):
        if join(item) == "..." and out and at + 1 < len(items):
            out += _between(join(out[-1]), join(items[at + 1]))
        else:
            out.append(item)
    return out


def _between(first: str, last: str) -> list[list[Token]]:
    if re.fullmatch(r"-?\d{1,6}", first) and re.fullmatch(r"-?\d{1,6}", last):
        return [tokenize(str(value)) for value in range(int(first) + 1, min(int(last), int(first) + MAX_ROUNDS))]
    if len(first) == len(last) == 1:
        return [tokenize(chr(code)) for code in range(ord(first) + 1, min(ord(last), ord(first) + MAX_ROUNDS))]
    return []


def for_loop(gullet: Gullet, token: Token) -> None:
    """``\\forloop[step]{counter}{start}{test}{...}`` (forloop)"""
    step = gullet.optional() or [token._replace(kind=TEXT, text="1")]
    counter, start, test, body = (gullet.argument() for _unused in range(4))
    set_counter = [token._replace(text="\\setcounter"), *_braced(token, counter), *_braced(token, start)]
    add = [token._replace(text="\\addtocounter"), *_braced(token, counter), *_braced(token, step)]
    gullet.push([*set_counter, token._replace(text=ROUND), *_braced(token, test), *_braced(token, [*body, *add])])


def one_round(gullet: Gullet, token: Token) -> None:
    """``{test}{...}``: the text, and itself again, if the test holds"""
    test, body = gullet.argument(), gullet.argument()
    if evaluate(gullet, test):
        gullet.push([*body, token, *_braced(token, test), *_braced(token, body)])


def _braced(token: Token, tokens: Sequence[Token]) -> list[Token]:
    return [token._replace(kind=OPEN, text="{"), *tokens, token._replace(kind=CLOSE, text="}")]


ROUND: Final = "\\reader@round"
LOOPS: Final[Mapping[str, Primitive]] = {
    "\\@for": for_each,
    "\\@tfor": partial(for_each, divide=_letters),
    "\\forcsvlist": for_list,
    "\\docsvlist": do_list,
    "\\foreach": for_range,
    "\\forloop": for_loop,
    "\\whiledo": one_round,
    ROUND: one_round,
}
