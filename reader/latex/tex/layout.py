"""What TeX's layout commands leave in a formula: boxes, rules, glue, letter case, columns of tables.

Each is a function ``(gullet, token)`` and a row of :data:`LAYOUT_COMMANDS`. Commands that LaTeX itself can define are
in ``tables/kernel.toml``, with the examples of these as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from reader.latex.tex.lexer import ALIGN, CLOSE, COMMAND, OPEN, SHIFT, TEXT, Token, join
from reader.latex.tex.macros import FROZEN, Gullet, Macro, Primitive
from reader.latex.tex.registers import parse_whole
from reader.latex.tex.stream import split

MOST_COLUMNS: Final = 50  # that one command makes
WIDEST: Final = 1000  # columns of a table
_UNIT: Final = r"(?:true\s*)?(?:pt|em|ex|mu|cm|mm|in|pc|bp|sp|dd|cc|fil+)"
_LITERAL: Final = re.compile(rf"\s*=?\s*([+-]?\s*(?:\d+[.,]?\d*|[.,]\d+)\s*{_UNIT}) ?")
_FACTOR: Final = re.compile(r"\s*=?\s*[+-]?\s*(?:\d*[.,]?\d*)\s*")
_STRETCH: Final = re.compile(rf"\s*(?:plus|minus)\s*-?[\d.,]*\s*{_UNIT} ?")
_RULE: Final = re.compile(r"\s*(width|height|depth)")
_UNFINISHED: Final = re.compile(r"\s*(?:width|height|depth)?\s*=?\s*[+-]?[\d.,]*")
_FLAT: Final = re.compile(r"[+-]?[0.,]+\s*[a-z]")
_LENGTH: Final = re.compile(
    rf"\s*[+-]?\s*(?:(?:\d+[.,]?\d*|[.,]\d+)\s*{_UNIT}|(?:\d*[.,]?\d*)\s*\\[A-Za-z@]+)"
    rf"(?:\s*(?:plus|minus)\s*-?[\d.,]*\s*{_UNIT})*\s*"
)
_FONT: Final = re.compile(r"=?\s*\S+(?:\s+(?:scaled|at)\s*\S+)?")
_SCIENTIFIC: Final = re.compile(r"([+-]?[\d.,]*)[eEdD]([+-]?\d+)")


def is_length(text: str) -> bool:
    """Whether this can be the option of ``\\\\[2pt]``: a length or the name of one, and not mathematics."""
    return _LENGTH.fullmatch(text) is not None


def dimension(gullet: Gullet) -> str | None:
    """Reads a length with its stretch (The TeXbook, p. 270). None where it is not a literal."""
    token = next_text(gullet)
    if token is None:
        return None
    literal = _LITERAL.match(token.text) if token.kind == TEXT else None
    factor = literal or (_FACTOR.match(token.text) if token.kind == TEXT else None)
    end = factor.end() if factor else 0
    if end < len(token.text) and token.kind == TEXT:
        stretch = _STRETCH.match(token.text, end)
        while stretch is not None:
            end = stretch.end()
            stretch = _STRETCH.match(token.text, end)
        gullet.push([split(token, end)[1]] if end < len(token.text) else [])
    elif not literal and token.kind == TEXT:  # a factor of a register
        gullet.next_visible()
    elif token.kind != TEXT and token.kind != COMMAND:
        gullet.push([token])
    return re.sub(r"\s", "", literal[1]) if literal else None


def next_text(gullet: Gullet) -> Token | None:
    """The next token that is no space; with what an argument adds to a length, as in ``depth#1pt``."""
    token = gullet.next_visible()
    while token is not None and token.kind == TEXT and _UNFINISHED.fullmatch(token.text):
        following = gullet.next()
        if following is None or following.kind != TEXT:
            gullet.push([] if following is None else [following])
            break
        token = token._replace(text=token.text + following.text)
    return token


def skip(gullet: Gullet, _: Token) -> None:
    """``\\raise2pt``, ``\\openup\\jot``: moves what follows, or lines."""
    dimension(gullet)


def glue(gullet: Gullet, token: Token) -> None:
    """``\\kern 2pt``, ``\\hskip 1cm plus 1fil``: the length itself, where it is no register"""
    length = dimension(gullet)
    if length is not None:
        via = token.via or token.text
        gullet.push([token._replace(kind=FROZEN, via=via), token._replace(kind=TEXT, text=length + " ", via=via)])


def space(gullet: Gullet, token: Token) -> None:
    """``\\hspace*{2cm}``; a length that depends on the page is some space"""
    gullet.starts_with("*")
    argument = gullet.argument()
    length = _LITERAL.fullmatch(join(argument))
    via = token.via or token.text
    if length is None:
        gullet.push([token._replace(text="\\quad", via=via)])
    else:
        brace = token._replace(kind=OPEN, text="{", via=via), token._replace(kind=CLOSE, text="}", via=via)
        gullet.push([token._replace(kind=FROZEN), brace[0], *argument, brace[1]])


def horizontal_box(gullet: Gullet, token: Token) -> None:
    """``\\hbox to 2cm{...}``: text"""
    horizontal_size(gullet)
    gullet.push([token._replace(text="\\text", via=token.via or token.text)])


def horizontal_size(gullet: Gullet) -> None:
    """Reads over ``to 2cm``."""
    token_after = gullet.next_visible()
    if token_after is not None and token_after.kind == TEXT and re.match(r"to\b|spread", token_after.text):
        word = 2 if token_after.text.startswith("to") else 6
        gullet.push([split(token_after, word)[1]] if len(token_after.text) > word else [])
        dimension(gullet)
    elif token_after is not None:
        gullet.push([token_after])


def rule(gullet: Gullet, token: Token) -> None:
    """``\\vrule height 2pt width 0pt``: a bar, if it can be seen"""
    flat = False
    while (following := next_text(gullet)) is not None:
        match = _RULE.match(following.text) if following.kind == TEXT else None
        if match is None:
            gullet.push([following])
            break
        rest = following.text[match.end() :]
        flat = flat or (match[1] == "width" and _FLAT.match(rest.strip()) is not None)
        if rest:
            gullet.push([split(following, match.end())[1]])
        dimension(gullet)
    if not flat and token.text == "\\vrule" and gullet.in_math:
        gullet.push([token._replace(kind=TEXT, text="|", via=token.via or token.text)])


def change_case(gullet: Gullet, _: Token, *, upper: bool) -> None:
    """``\\MakeUppercase{text}``, ``\\lowercase{text}``"""
    argument = gullet.argument()
    gullet.push(
        [t._replace(text=t.text.upper() if upper else t.text.lower()) if t.kind == TEXT else t for t in argument]
    )


def many_columns(gullet: Gullet, token: Token) -> None:
    """``\\multicolumn{n}{c}{text}``: the text, and the columns that it covers"""
    count = gullet.argument_text()
    gullet.argument()
    body = gullet.argument()
    covered = parse_whole(count, MOST_COLUMNS) or 1
    gullet.push([*body, *[token._replace(kind=ALIGN, text="&", via=token.via or token.text)] * (covered - 1)])


def bold_math(gullet: Gullet, token: Token) -> None:
    """``\\boldmath$x$``: the formula that follows is bold"""
    following = gullet.next_visible()
    if following is None or following.kind != SHIFT:
        gullet.push([] if following is None else [following])
        return
    body: list[Token] = []
    while (part := gullet.next()) is not None and part.kind != SHIFT:
        body.append(part)
    make = partial(token._replace, via=token.via or token.text)
    bold = [make(text="\\bm"), make(kind=OPEN, text="{"), *body, make(kind=CLOSE, text="}")]
    gullet.push([following, *bold, *([] if part is None else [part])])


def alignment(gullet: Gullet, token: Token) -> None:
    """``\\halign{preamble \\cr a & b \\cr}`` (The TeXbook, chapter 22): an array, its columns without ``$`` as text"""
    horizontal_size(gullet)
    if not gullet.in_math:
        return
    preamble, *lines = lines_of(gullet.argument(), frozenset(("\\cr", "\\crcr", "\\\\")))
    is_text = [all(part.kind != SHIFT for part in column) for column in lines_of(preamble, frozenset("&"))]
    make = partial(token._replace, via=token.via or token.text)

    def group(command: str, inside: Sequence[Token]) -> list[Token]:
        return [make(text=command), make(kind=OPEN, text="{"), *inside, make(kind=CLOSE, text="}")]

    out = [
        *group("\\begin", [make(kind=TEXT, text="array")]),
        *group("", [make(kind=TEXT, text="l" * len(is_text))])[1:],
    ]
    for k, line in enumerate(line for line in lines if any(not part.is_blank() for part in line)):
        out += [make(text="\\cr")] if k else []
        for column, cell in enumerate(lines_of(line, frozenset("&"))):
            out += [make(kind=ALIGN, text="&")] if column else []
            out += group("\\text", cell) if column < len(is_text) and is_text[column] else cell
    gullet.push([*out, *group("\\end", [make(kind=TEXT, text="array")])])


def lines_of(tokens: Sequence[Token], signs: frozenset[str]) -> list[list[Token]]:
    """Splits tokens at the signs that stand outside of braces."""
    lines: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        if not depth and token.text in signs:
            lines.append([])
        else:
            lines[-1].append(token)
    return lines


def scientific(gullet: Gullet, token: Token) -> None:
    """``\\num{1.5e-3}`` (siunitx)"""
    gullet.optional()
    argument = gullet.argument()
    match = _SCIENTIFIC.fullmatch(join(argument).strip())
    if match is None:
        gullet.push(argument)
        return
    make = partial(token._replace, via=token.via or token.text)
    times = [make(text="\\times")] if match[1] else []
    power = [make(kind=TEXT, text="10"), make(kind=TEXT, text="^"), make(kind=OPEN, text="{")]
    mantissa = [make(kind=TEXT, text=match[1])] if match[1] else []
    gullet.push([*mantissa, *times, *power, make(kind=TEXT, text=match[2]), make(kind=CLOSE, text="}")])


def font(gullet: Gullet, _: Token) -> None:
    """``\\font\\name=cmmi12 scaled 1200``: a switch that changes looks alone"""
    name = gullet.control_sequence()
    token = gullet.next_visible()
    match = _FONT.match(token.text) if token is not None and token.kind == TEXT else None
    if token is not None:
        end = match.end() if match else 0
        gullet.push([split(token, end)[1] if end else token] if end < len(token.text) else [])
    if name:
        gullet.define(name, Macro(()), everywhere=True)


def columns(preamble: Sequence[Token]) -> list[Token]:
    """An array's column letters, without decorations: ``@{}l>{\\bf}p{2cm}*{2}{c}`` is ``llcc``."""
    out: list[Token] = []
    rest = iter(preamble)
    for token in rest:
        if token.kind == TEXT:
            sign = token.text.rstrip()[-1:]
            if sign and sign in "@!><pmbwW*":
                before = token.text.rstrip()[:-1]
                out += [token._replace(text=before, via=token.via or "array")] if before else []
                out += _column(sign, rest, token)
            else:
                out.append(token)
        elif token.kind not in (OPEN, CLOSE, COMMAND):
            out.append(token)
    return out


def _column(sign: str, rest: Iterator[Token], token: Token) -> list[Token]:
    """The columns that a sign with its arguments stands for."""
    first = _group(rest)
    if sign in "wW":
        _group(rest)
        return first
    if sign == "*":
        count = parse_whole(join(first).strip(), MOST_COLUMNS)
        return (columns(_group(rest)) * (1 if count is None else count))[:WIDEST]
    return [token._replace(text="l", via=token.via or "array")] if sign in "pmb" else []


def _group(rest: Iterator[Token]) -> list[Token]:
    tokens: list[Token] = []
    depth = 0
    for token in rest:
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        if depth <= 0:
            break
        tokens.append(token)
    return tokens[1:]


LAYOUT_COMMANDS: Final[Mapping[str, Primitive]] = {
    "\\hbox": horizontal_box,
    "\\raise": skip,
    "\\lower": skip,
    "\\moveleft": skip,
    "\\moveright": skip,
    "\\openup": skip,
    "\\vskip": skip,
    "\\hspace": space,
    "\\hskip": glue,
    "\\kern": glue,
    "\\vrule": rule,
    "\\hrule": rule,
    "\\MakeLowercase": partial(change_case, upper=False),
    "\\MakeUppercase": partial(change_case, upper=True),
    "\\lowercase": partial(change_case, upper=False),
    "\\uppercase": partial(change_case, upper=True),
    "\\multicolumn": many_columns,
    "\\boldmath": bold_math,
    "\\num": scientific,
    "\\font": font,
    "\\halign": alignment,
    "\\ialign": alignment,
}
