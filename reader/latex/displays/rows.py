"""A row of a display, from the tokens that were read to a :class:`reader.model.document.Formula` with its places."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, TEXT, Token
from reader.model.document import Formula, Origin
from reader.model.source import Span

_NOTHING: Final = re.compile(r"[\s.,;:~{}]*|\\(?:[ ,;:!]|q?quad|displaystyle|\\)")

_UPRIGHT: Final = frozenset(("\\text", "\\mbox", "\\rm", "\\mathrm", "\\textrm"))
_ROOM: Final = frozenset(("\\quad", "\\qquad", "\\,", "\\;", "\\ ", "~"))


@dataclass(slots=True)
class FormulaRow:
    """One row while it is being read. ``number`` is what it prints, with marks for references."""

    tokens: list[Token] = field(default_factory=list)
    aside: list[Token] = field(default_factory=list)  # labels and tags: part of the author's text, not of the formula
    labels: list[str] = field(default_factory=list)
    number: str | None = None
    tag: str | None = None
    suppressed: bool = False
    forced: bool = False  # \\IEEEyesnumber in a display without numbers
    lettered: bool = False  # \\IEEEyessubnumber
    diagram: bool = False


def is_formula(row: FormulaRow) -> bool:
    """Whether a row shows mathematics: not empty, not a picture."""
    return not row.diagram and any(not _NOTHING.fullmatch(token.text) for token in row.tokens)


def make_formula(row: FormulaRow, text_of: Callable[[str], str]) -> Formula:
    """The author's text of a row and its macro-free form, with the places that its parts come from."""
    pieces: list[str] = []
    origins: list[Origin] = []
    macros: dict[str, None] = {}
    offset = end = 0
    after_word = literal = False  # literal: the last origin is a stretch of the author's own text, which may grow
    file = ""
    tokens = trim(row.tokens)
    for kind, text, from_file, start, stop, via in tokens:
        if "\n" in text:
            text = text.replace("\n", " ")
        if after_word and text[:1].isalpha():
            pieces.append(" ")
            if literal and start == end + 1 and from_file == file and via is None:
                end = start  # the author's own space
            else:
                origins.append((offset, file, end, end))
                literal = False
            offset += 1
        length = len(text)
        if via is not None:
            macros[via] = None
        own = via is None and length == stop - start
        if own and literal and start == end and from_file == file:
            begun, _, first, _ = origins[-1]
            origins[-1] = begun, file, first, stop
        else:
            origins.append((offset, from_file, start, stop))
        literal = own
        file, end = from_file, stop
        pieces.append(text)
        offset += length
        after_word = kind == COMMAND and text[-1:].isalpha()
    span = place_of([*tokens, *trim(row.aside)])
    return Formula(text_of(span.file)[span.start : span.end], "".join(pieces), span, tuple(origins), tuple(macros))


def typed_number(tokens: Sequence[Token], number: str) -> int | None:
    """The index where a number typed at the end of a row begins, with the space before it. None if there is none."""
    expected, typed = f"({number})", ""
    at = len(tokens)
    while at and typed != expected:
        at -= 1
        token = tokens[at]
        typed = token.text.strip() + typed if token.kind == TEXT else typed
        if not expected.endswith(typed) or not (token.kind in (TEXT, OPEN, CLOSE) or token.text in _UPRIGHT):
            return None
    while at and (tokens[at - 1].text in _UPRIGHT or tokens[at - 1].kind == OPEN or _is_room(tokens[at - 1])):
        at -= 1
    tail = tokens[at:]
    opened, closed = (sum(token.kind == kind for token in tail) for kind in (OPEN, CLOSE))
    apart = opened == closed and (not opened or any(token.text in _UPRIGHT for token in tail))  # no argument
    return at if typed == expected and apart else None


def _is_room(token: Token) -> bool:
    return token.is_blank() or token.text in _ROOM


def trim(tokens: list[Token]) -> list[Token]:
    """The tokens without blank ones at both ends."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].is_blank():
        first += 1
    while last > first and tokens[last - 1].is_blank():
        last -= 1
    trimmed = tokens[first:last]
    if trimmed and trimmed[0].kind == TEXT and trimmed[0].text[0].isspace():
        text = trimmed[0].text.lstrip()
        shift = len(trimmed[0].text) - len(text) if trimmed[0].via is None else 0
        trimmed[0] = trimmed[0]._replace(text=text, start=trimmed[0].start + shift)
    if trimmed and trimmed[-1].kind == TEXT and trimmed[-1].text[-1].isspace():
        text = trimmed[-1].text.rstrip()
        shift = len(trimmed[-1].text) - len(text) if trimmed[-1].via is None else 0
        trimmed[-1] = trimmed[-1]._replace(text=text, end=trimmed[-1].end - shift)
    return trimmed


def place_of(tokens: Sequence[Token]) -> Span:
    """The span of the author's file that tokens come from; of the first file, if there are several."""
    file = next((token.file for token in tokens if token.file), "")
    own = [(start, end) for _, _, from_file, start, end, _ in tokens if from_file == file]
    if not own:
        return Span(file, 0, 0)
    return Span(file, min(own)[0], max(end for _, end in own))
