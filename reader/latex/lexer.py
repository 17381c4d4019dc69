"""TeX's mouth: characters of one file become tokens (The TeXbook, ch. 7 and 8).

Coarser than TeX where that changes nothing for us: a run of ordinary characters is one token, spaces included.
Category codes are TeX's defaults but for ``@``, which is a letter in packages and after ``\\makeatletter``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

COMMAND: Final = "\\"
TEXT: Final = "t"
OPEN: Final = "{"
CLOSE: Final = "}"
SHIFT: Final = "$"
ALIGN: Final = "&"
PARAMETER: Final = "#"
PARAGRAPH: Final = "\n"


class Token(NamedTuple):
    """One token and the place of the author's file that it comes from.

    A token of a macro's body has the place of the call, and the macro's name in ``via``.
    """

    kind: str
    text: str
    file: str
    start: int
    end: int
    via: str | None = None

    def is_blank(self) -> bool:
        return self.kind == TEXT and self.text.isspace()


_make = tuple.__new__  # a token from its six fields; Token(...) takes twice as long, and there are many


def _pattern(letters: str) -> re.Pattern[str]:
    blank_line = r"\n[ \t\r]*\n"
    ordinary = r"[^\\{}$&#^_~%\n]"
    return re.compile(
        rf"(?P<word>\\[{letters}]+)[ \t\r]*(?:(?!{blank_line})\n[ \t\r]*)?"
        r"|(?P<symbol>\\.)"
        rf"|(?P<paragraph>{blank_line}\s*)"
        rf"|(?P<text>(?:{ordinary}+|(?!{blank_line})\n)(?:{ordinary}+|(?!{blank_line})\n)*)"
        r"|(?P<comment>%[^\n]*(?:\n[ \t\r]*)?)"
        r"|(?P<special>[{}$&#^_~\\])",
        re.DOTALL,
    )


_ORDINARY, _AT_LETTER = _pattern("A-Za-z"), _pattern("A-Za-z@")


class Mouth:
    """Reads one file. ``pending`` holds tokens to be read first, the next one last; ``holes`` what is not read."""

    def __init__(self, file: str, text: str, *, at_letter: bool = False) -> None:
        self.file = file
        self.text = text
        self.position = 0
        self.at_letter = at_letter
        self.pending: list[Token] = []
        self.holes: list[tuple[int, int]] = []

    @property
    def at_letter(self) -> bool:
        return self._match is _AT_LETTER.match

    @at_letter.setter
    def at_letter(self, value: bool) -> None:
        self._match = (_AT_LETTER if value else _ORDINARY).match

    def next(self) -> Token | None:
        """The next token of the text (not of ``pending``), or None at its end."""
        while True:
            start = self.position
            found = self._match(self.text, start)
            if found is None:
                return None
            end = self.position = found.end()
            kind = found.lastgroup
            if kind == "text":
                return _make(Token, (TEXT, found.group(), self.file, start, end, None))
            if kind == "word":
                word = found["word"]
                return _make(Token, (COMMAND, word, self.file, start, start + len(word), None))
            if kind == "special":
                sign = found.group()
                return _make(Token, (sign, sign, self.file, start, end, None))
            if kind == "symbol":
                return Token(COMMAND, found.group(), self.file, start, end)
            if kind == "paragraph":
                return Token(PARAGRAPH, "\n\n", self.file, start, end)
            self.holes.append((start, end))
            if self.text[end : end + 1] == "\n":  # an empty line after a comment ends the paragraph too
                self.position = end + 1
                return Token(PARAGRAPH, "\n\n", self.file, end, end + 1)


def tokenize(text: str, file: str = "", *, at_letter: bool = False) -> list[Token]:
    """All tokens of a text, comments left out."""
    mouth = Mouth(file, text, at_letter=at_letter)
    tokens = []
    while (token := mouth.next()) is not None:
        tokens.append(token)
    return tokens


def join(tokens: list[Token]) -> str:
    """The tokens as LaTeX again; a space keeps a control word apart from a letter after it."""
    pieces: list[str] = []
    after_word = False
    for token in tokens:
        text = token.text
        if after_word and text[:1].isalpha():
            pieces.append(" ")
        pieces.append(text)
        after_word = token.kind == COMMAND and text[-1:].isalpha()
    return "".join(pieces)
