"""TeX's mouth: the lexer that turns the characters of one file into tokens (The TeXbook, ch. 7 and 8).

The lexer is coarser than TeX where that makes no difference: a run of ordinary characters is one token, spaces
included. Category codes are TeX's defaults, except that ``@`` is a letter in packages and after ``\\makeatletter``.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable
from operator import itemgetter
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
    """One token, with the place in the author's file that it comes from.

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


make_token: Final = tuple.__new__  # a token from its six fields; Token(...) takes twice as long, and there are many
_AHEAD: Final = 2000  # characters turned into tokens at once, up to the end of a line
_KINDS: Final = {sign: sign for sign in "{}$&#^_~"} | {"\\": COMMAND, "%": "%", "\n": PARAGRAPH}


def _pattern(letters: str) -> re.Pattern[str]:
    line_end = r"\n(?![ \t\r]*\n)"  # not before an empty line
    ordinary = r"[^\\{}$&#^_~%\n]"
    return re.compile(
        rf"{ordinary}+(?:{line_end}{ordinary}*)*|(?:{line_end}{ordinary}*)+"
        r"|[{}$&#^_~]"
        rf"|\\(?:[{letters}]+[ \t\r]*(?:{line_end}[ \t\r]*)?|.|\Z)"
        r"|%[^\n]*(?:\n[ \t\r]*)?"
        r"|\n[ \t\r]*\n\s*",
        re.DOTALL,
    )


_ORDINARY, _AT_LETTER = _pattern("A-Za-z"), _pattern("A-Za-z@")


class Mouth:
    """The lexer of one file.

    ``pending`` is a stack of tokens to read before the text goes on: the next token is last. ``holes`` are the spans of
    the text that are not read. ``ahead`` buffers tokens of the text, the next one last; setting ``position`` or
    ``at_letter`` discards the buffer.
    """

    def __init__(self, file: str, text: str, *, at_letter: bool = False, defines: bool = False) -> None:
        self.file = file
        self.defines = defines  # a class or a package: what it opens ends with it
        self.text = text
        self.pending: list[Token] = []
        self.holes: list[tuple[int, int]] = []  # in order of their ends
        self.ahead: list[Token] = []  # of the text, the next one last
        self._end = 0  # of what was made into tokens
        self._pattern = _AT_LETTER if at_letter else _ORDINARY

    @property
    def position(self) -> int:
        """The offset where the last token read ends, including the spaces that TeX skips after it."""
        position = self.ahead[-1].start if self.ahead else self._end
        for start, end in reversed(self.holes):  # comments before the next token are still to come
            if end < position:
                break
            if end == position:
                position = start
        return position

    @position.setter
    def position(self, value: int) -> None:
        ahead, holes, current = self.ahead, self.holes, self.position
        while ahead and ahead[-1].start < value:
            ahead.pop()
        if not ahead or ahead[-1].start > value:
            ahead.clear()
            self._end = value
            while holes and holes[-1][0] >= current:
                holes.pop()

    @property
    def at_letter(self) -> bool:
        return self._pattern is _AT_LETTER

    @at_letter.setter
    def at_letter(self, value: bool) -> None:
        if value != self.at_letter:
            self._end = self.position
            while self.holes and self.holes[-1][0] >= self._end:
                self.holes.pop()
            self.ahead.clear()
            self._pattern = _AT_LETTER if value else _ORDINARY

    def skip(self, start: int, end: int) -> None:
        """Marks the text from ``start`` to ``end`` as not read."""
        insort(self.holes, (start, end), key=_hole_end)

    def next(self) -> Token | None:
        """The next token of the text (not of ``pending``), or None at its end."""
        while not self.ahead and self._end < len(self.text):
            self._look_ahead()
        return self.ahead.pop() if self.ahead else None

    def _look_ahead(self) -> None:
        """Fills the buffer with the next tokens. It stays empty where the text holds only comments."""
        file, make, kind_of, start = self.file, make_token, _KINDS.get, self._end
        stop = self.text.find("\n\\", start + _AHEAD) + 1  # no token reaches over a line's end before a command
        add = self.ahead.append
        for text in self._pattern.findall(self.text, start, stop or len(self.text)):
            kind = kind_of(text[0], TEXT)
            end = start + len(text)
            if kind == TEXT:
                add(make(Token, (TEXT, text, file, start, end, None)))
            elif kind == COMMAND:
                if len(text) > 2:  # spaces after a control word are no part of it
                    text = text.rstrip()
                add(make(Token, (COMMAND, text, file, start, start + len(text), None)))
            elif kind == PARAGRAPH:
                if text.count("\n") > 1 and text.isspace():
                    add(make(Token, (PARAGRAPH, "\n\n", file, start, end, None)))
                else:
                    add(make(Token, (TEXT, text, file, start, end, None)))
            elif kind == "%":
                self.holes.append((start, end))
                if self.text[end : end + 1] == "\n":  # an empty line after a comment ends the paragraph too
                    add(make(Token, (PARAGRAPH, "\n\n", file, end, end + 1, None)))
                    start = end + 1
                    break
            else:
                add(make(Token, (kind, kind, file, start, end, None)))
            start = end
        self._end = start
        self.ahead.reverse()


_hole_end: Final = itemgetter(1)


def tokenize(text: str, file: str = "", *, at_letter: bool = False) -> list[Token]:
    """The tokens of a text, without its comments."""
    mouth = Mouth(file, text, at_letter=at_letter)
    tokens = []
    while (token := mouth.next()) is not None:
        tokens.append(token)
    return tokens


def join(tokens: Iterable[Token]) -> str:
    """The tokens as LaTeX. A space separates a control word from a letter after it."""
    pieces: list[str] = []
    after_word = False
    for token in tokens:
        text = token.text
        if after_word and text[:1].isalpha():
            pieces.append(" ")
        pieces.append(text)
        after_word = token.kind == COMMAND and text[-1:].isalpha()
    return "".join(pieces)
