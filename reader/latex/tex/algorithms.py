"""The steps of algorithms: each line with mathematics is one formula, whose words are ``\\text{...}``.

``tables/algorithms.toml`` says which commands begin a line, and what commands print. Where no command begins lines, an
item, an empty line or ``\\\\`` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from reader.latex.document.prose.passages import PassageBuilder
from reader.latex.tex.arguments import MANDATORY, Argument, read_arguments
from reader.latex.tex.counters import Numbered
from reader.latex.tex.lexer import ALIGN, Token, join
from reader.latex.tex.macros import Gullet
from reader.latex.tex.tables import algorithm_commands
from reader.model.document import Formula, Origin
from reader.model.source import Span

STAR: Final = Argument("star", opening="*")
OPTIONAL: Final = Argument("optional")
_PARTS: Final = re.compile(r"(#[1-9])")
_COUNTER: Final = re.compile(r"AL[CG]@")  # of lines, set by the author
COUNTED: Final = frozenset(("algorithmic", "codebox"))  # environments whose lines we can count


@dataclass(slots=True)
class _Line:
    """A line while it is read: its words and formulas in order, and the tokens they come from."""

    begun: bool  # by a command, so that \\\\ does not end it
    number: str | None = None  # as it is printed before the line
    place: list[Span] = field(default_factory=list)
    parts: list[tuple[str, Span] | Formula] = field(default_factory=list)

    def has_mathematics(self) -> bool:
        return any(isinstance(part, Formula) for part in self.parts)


class ProseReader(Protocol):
    """What can read the prose of the paper in which the algorithm stands."""

    gullet: Gullet
    prose: PassageBuilder

    text_of: Callable[[str], str]

    def walk_through(self, tokens: Sequence[Token]) -> None: ...


class Steps:
    """The lines of the open algorithm."""

    def __init__(
        self, commands: StepCommands, reader: ProseReader, list_line: Callable[[Formula, str | None], None]
    ) -> None:
        self._commands = commands
        self._reader = reader
        self._list_line = list_line  # is given each line with mathematics in it, and its number
        self._line: _Line | None = None
        self._count: int | None = None  # numbered lines so far, None where lines have no numbers or we lost count
        self._every = 0  # how many lines there are from one number that is printed to the next

    # --- the author's line numbers ---

    def count_lines(self, every: int) -> None:
        """``\\begin{algorithmic}[1]``: its lines are counted, and each has its number."""
        self._count, self._every = 0, every

    def stop_counting(self) -> None:
        self._count = None

    def set_number(self, number: str) -> None:
        """Sets the number of the open line, an item of a list."""
        if self._line is not None and number.isdecimal():
            self._line.number = number

    def _number(self, token: Token) -> str | None:
        """The number printed before the line that this token begins.

        Labels in the line refer to the number even where it is not printed.
        """
        if self._count is None or not self._commands.has_number(token.text):
            return None
        self._count += 1
        number = str(self._count)
        self._reader.gullet.numbered = Numbered(number, "line")
        return number if self._every and self._count % self._every == 0 else None

    # --- commands ---

    def take(self, token: Token) -> bool:
        """Reads a command or sign of algorithms; whether the token was one."""
        commands = self._commands
        number = self._number(token)
        if token.text in commands.ends:
            self.begin()
            return True
        silent = commands.silent.get(token.text)
        if silent is not None:
            arguments = read_arguments(self._reader.gullet, (STAR, OPTIONAL, *[MANDATORY] * silent))
            if any(_COUNTER.match(join(argument)) for argument in arguments):
                self.stop_counting()
            return True
        pattern = commands.pattern(token.text)
        if pattern is None:
            return self._take_mark(token)
        begins = token.text in commands.steps
        if begins and (pattern == [""] or not self._is_fresh()):
            self._reader.prose.end()
            self.begin(token)
        if number is not None and self._line is not None:
            self._line.number = number
        self._reader.prose.extend(token)
        complete = self._print(token, pattern) and not pattern[-1]
        if begins and pattern != [""] and (complete or self._reader.gullet.is_group_next()):
            self.begin()  # all of it was in braces, or the lines of a block come in braces now
        return True

    def _print(self, token: Token, pattern: Sequence[str]) -> bool:
        """Appends what a command prints to the line; whether the command had an argument."""
        gullet = self._reader.gullet
        has_argument = False
        if "#1" in pattern:
            gullet.starts_with("*")
            gullet.optional()
        for part in pattern:
            if not part.startswith("#"):
                self.add_text(token, part)
            elif gullet.is_group_next():
                argument, closing = gullet.argument(), gullet.closing
                self._reader.walk_through(argument)
                self._reach(closing or token)
                has_argument = True
        return has_argument

    def _take_mark(self, token: Token) -> bool:
        text = text_of_mark(token)
        if text is None:
            return False
        if token.text == "\\\\" and not (self._line is not None and self._line.begun):
            self.begin()
        else:
            self.add_text(token, text)
        self._reader.prose.extend(token)
        return True

    # --- lines ---

    def begin(self, token: Token | None = None) -> None:
        """Ends the open line; with ``token``, begins the next one."""
        line, self._line = self._line, None
        if line is not None and line.has_mathematics():
            self._list_line(self._formula(line), line.number)
        if line is not None and self._count is None:
            self._reader.gullet.numbered = Numbered()  # of algorithm2e's lines we do not know which are numbered
        if token is not None:
            self._line = _Line(True, None, [Span(token.file, token.start, token.end)])

    def _is_fresh(self) -> bool:
        return self._line is not None and not self._line.parts

    def add_text(self, token: Token, text: str | None = None) -> None:
        """Appends words to the line. Blank text does not begin a line."""
        words = token.text if text is None else text
        if self._line is None:
            if words.isspace():
                return
            self._line = _Line(False)
        span = Span(token.file, token.start, token.end)
        if words.strip():
            self._line.place.append(span)
        if words:
            self._line.parts.append((words, span))

    def add_formula(self, formula: Formula, span: Span) -> None:
        """Appends a formula to the line; ``span`` includes its delimiters."""
        if self._line is None:
            self._line = _Line(False)
        self._line.place.append(span)
        self._line.parts.append(formula)

    def _reach(self, token: Token) -> None:
        """Extends the line's span to a token that prints nothing."""
        if self._line is not None:
            self._line.place.append(Span(token.file, token.start, token.end))

    def _formula(self, line: _Line) -> Formula:
        own = [span for span in line.place if span.file == line.place[0].file]
        span = Span(own[0].file, min(token.start for token in own), max(token.end for token in own))
        text = self._reader.text_of(span.file)[span.start : span.end]
        latex = text.strip()
        start = span.start + text.find(latex)
        pieces: list[str] = []
        origins: list[Origin] = []
        macros: dict[str, None] = {}
        offset = 0
        for part in _joined(line.parts):
            if isinstance(part, Formula):
                origins += [(offset + at, file, begin, end) for at, file, begin, end in part.origins]
                macros.update(dict.fromkeys(part.macros))
                text = part.expanded
            else:
                text = f"\\text{{{part[0]}}}"
                origins.append((offset, part[1].file, part[1].start, part[1].end))
            pieces.append(text)
            offset += len(text)
        place = Span(span.file, start, start + len(latex))
        return Formula(latex, "".join(pieces), place, tuple(origins), tuple(macros))


def _joined(parts: list[tuple[str, Span] | Formula]) -> list[tuple[str, Span] | Formula]:
    """The line with adjacent words joined, spaces as TeX prints them, and no spaces at either end."""
    out: list[tuple[str, Span] | Formula] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, Formula) or last is None or isinstance(last, Formula):
            out.append(part)
        else:
            out[-1] = (last[0] + part[0], last[1])
    spaced = [item if isinstance(item, Formula) else (re.sub(r"\s+", " ", item[0]), item[1]) for item in out]
    if not isinstance(spaced[0], Formula):
        spaced[0] = (spaced[0][0].lstrip(), spaced[0][1])
    if not isinstance(spaced[-1], Formula):
        spaced[-1] = (spaced[-1][0].rstrip(), spaced[-1][1])
    return [item for item in spaced if isinstance(item, Formula) or item[0]]


class StepCommands:
    """What the commands of algorithms print; authors add their own."""

    def __init__(self) -> None:
        table = algorithm_commands()
        self.steps = dict(table.steps)
        self.words = dict(table.words)
        self.silent = table.silent
        self.ends = table.ends
        self._numbered, self._closing = table.numbered, table.closing
        self.prints_ends = True  # of blocks, as lines of their own
        self.lines_are_known = True  # whether the author makes none that we do not know

    def has_number(self, name: str) -> bool:
        """Whether a command begins a line that is counted."""
        return self.lines_are_known and (name in self._numbered or (self.prints_ends and name in self._closing))

    def pattern(self, name: str) -> list[str] | None:
        """What a command prints, its arguments apart; None if it is none of these."""
        printed_pattern = self.steps.get(name, self.words.get(name))
        return None if printed_pattern is None else _PARTS.split(printed_pattern)

    def define(self, gullet: Gullet, token: Token) -> None:
        """``\\SetKwInOut{Name}{word}`` and the like (algorithm2e)"""
        step, pattern, arguments = MAKERS[token.text]
        name = "\\" + gullet.argument_text()
        texts = [gullet.argument_text() for _unused in range(arguments)]
        (self.steps if step else self.words)[name] = pattern.format(*texts)


MAKERS: Final = {  # does it begin a line, what it prints from its own arguments, how many these are
    "\\SetKwInOut": (True, "{0}: #1", 1),
    "\\SetKwInput": (True, "{0}: #1", 1),
    "\\SetKw": (False, "{0} ", 1),
    "\\SetKwData": (False, "{0}", 1),
    "\\SetKwArray": (False, "{0}[#1]", 1),
    "\\SetKwFunction": (False, "{0}(#1)", 1),
    "\\SetKwComment": (False, " {0} #1", 2),
    "\\SetKwProg": (True, "{0} #1", 3),
    "\\SetKwFor": (True, "{0} #1 {1}", 3),
    "\\SetKwRepeat": (True, "{0} {1} #1", 2),
    "\\SetKwBlock": (True, "{0}", 2),
}


def text_of_mark(token: Token) -> str | None:
    """What other characters print between words: a tie, an escaped sign, a column mark."""
    if token.kind == ALIGN or token.text in ("~", "\\ ", "\\,", "\\quad", "\\qquad", "\\\\"):
        return " "
    return token.text if token.text in ("\\%", "\\&", "\\#", "\\_") else None
