"""Numbers in the input (The TeXbook, p. 269) and the registers that hold them: ``\\newcount\\n``, ``\\c@equation``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from reader.latex.tex.lexer import COMMAND, TEXT, Token
from reader.latex.tex.macros import Gullet, Macro, Primitive
from reader.latex.tex.stream import split

REGISTER: Final = "\\reader@register"  # what a control sequence that names a register is \\let to
LARGEST: Final = 2**31 - 1  # number that TeX holds
_NUMBER: Final = re.compile(r"([+-]?\s*\d{1,18})\d* ?|\"([0-9A-F]{1,16}) ?|'([0-7]{1,20}) ?")


def number(gullet: Gullet) -> int | None:
    """Reads a number: digits, a character's code, a register, or what expands to these. None if none comes next."""
    while (token := gullet.next_visible()) is not None:
        if token.kind != COMMAND:
            return _digits(gullet, token)
        meaning = gullet.meanings.get(token.text, token.text)
        if meaning == REGISTER:
            return gullet.counters.value(register_name(token.text))
        if meaning == "\\numexpr":
            return expression(gullet)
        if not gullet.expand_once(token):
            gullet.push([token])
            return None
    return None


def _digits(gullet: Gullet, token: Token) -> int | None:
    text = token.text
    if text.startswith("`"):
        return _code(gullet, token)
    match = _NUMBER.match(text) if token.kind == TEXT else None
    if match is None:
        if text in ("-", "+") and token.kind == TEXT:  # of a register
            value = number(gullet)
            return value if value is None or text == "+" else -value
        gullet.push([token])
        return None
    if match.end() < len(text):
        gullet.push([split(token, match.end())[1]])
    for digits, base in ((match[1], 10), (match[2], 16), (match[3], 8)):
        if digits:
            value = int(digits.replace(" ", ""), base)
            return max(-LARGEST, min(value, LARGEST))
    return None


def _code(gullet: Gullet, token: Token) -> int | None:
    """```a``, ```\\a``: the character's code"""
    if len(token.text) > 1:
        if len(token.text) > 2:
            gullet.push([split(token, 2)[1]])
        return ord(token.text[1])
    following = gullet.next()
    return None if following is None else ord(following.text[-1:] or " ")


def expression(gullet: Gullet) -> int | None:
    """``1 + 2 * \\n \\relax``, as \\numexpr and calc have it, from left to right."""
    value = number(gullet)
    while value is not None and (token := gullet.next_visible()) is not None:
        if token.text == "\\relax":
            break
        if token.kind != TEXT or token.text[0] not in "+-*":
            gullet.push([token])
            break
        if len(token.text) > 1:
            gullet.push([split(token, 1)[1]])
        other = number(gullet)
        if other is None:
            break
        value = {"+": value + other, "-": value - other, "*": value * other}[token.text[0]]
        value = value if abs(value) <= LARGEST else 0  # as eTeX has it
    return value


def parse_whole(spelling: str, most: int) -> int | None:
    """Parses a whole number, at most ``most``. None if the text is not one."""
    if not (spelling.isascii() and spelling.isdecimal()):
        return None
    digits = spelling.lstrip("0") or "0"
    return most if len(digits) > len(str(most)) else min(int(digits), most)


def number_in(gullet: Gullet, tokens: Sequence[Token]) -> int | None:
    """The number in an argument."""
    return gullet.apart(tokens, expression)


def register_name(name: str) -> str:
    """The counter that a register holds: ``\\c@equation`` is equation, ``\\n`` is itself."""
    return name.removeprefix("\\c@")


def new_count(gullet: Gullet, _: Token) -> None:
    """``\\newcount\\n``"""
    name = gullet.control_sequence()
    if name:
        gullet.define(name, REGISTER, everywhere=True)


def assign(gullet: Gullet, token: Token) -> None:
    """``\\n=3``, ``\\n 3``"""
    gullet.starts_with("=")
    value = number(gullet)
    if value is not None:
        gullet.counters.assign(register_name(token.text), value)


def advance(gullet: Gullet, token: Token) -> None:
    """``\\advance\\n by 1``, ``\\multiply\\n by 2``; what is beyond TeX's largest number is not done"""
    register = gullet.next_visible()
    gullet.starts_with("by")
    amount = number(gullet)
    if register is None or amount is None or gullet.meanings.get(register.text) != REGISTER:
        return
    name = register_name(register.text)
    value = gullet.counters.value(name)
    value = value * amount if token.text == "\\multiply" else value + amount
    if abs(value) <= LARGEST:
        gullet.counters.assign(name, value)


def char_define(gullet: Gullet, _: Token) -> None:
    """``\\chardef\\n=3``, ``\\mathchardef\\hyphen="2D``: a number or a character; here the character if it is one"""
    name = gullet.control_sequence()
    gullet.starts_with("=")
    code = number(gullet)
    if name and code is not None:
        character = chr(code & 0x7F)
        text = character if character.isprintable() and code & 0x0F00 < 0x0200 else str(code)
        gullet.define(name, Macro((Token(TEXT, text, "", 0, 0),)))


REGISTERS: Final[Mapping[str, Primitive]] = {
    REGISTER: assign,
    "\\newcount": new_count,
    "\\advance": advance,
    "\\multiply": advance,
    "\\chardef": char_define,
    "\\mathchardef": char_define,
}
