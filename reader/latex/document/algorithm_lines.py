"""Where an algorithm of a paper begins and ends, and the list of its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.document.headings import Headings
from reader.latex.document.listing import FormulaListing
from reader.latex.document.walk import DocumentWalk
from reader.latex.tex.algorithms import COUNTED, StepCommands, Steps
from reader.latex.tex.counters import Numbered
from reader.latex.tex.lexer import Token
from reader.latex.tex.registers import LARGEST, parse_whole
from reader.latex.tex.tables import algorithm_commands, environments
from reader.model.document import Formula
from reader.model.source import Span

_ALGORITHMS: Final = frozenset(name for name, row in environments().items() if row.passages == "algorithm")


class AlgorithmLines:
    """Opens and closes ``walk.steps``, and adds each line with its formulas to the listing."""

    def __init__(self, walk: DocumentWalk, listing: FormulaListing, headings: Headings, commands: StepCommands) -> None:
        self._walk = walk
        self._listing = listing
        self._headings = headings
        self._commands = commands
        self._inline: list[int] = []  # indices of the formulas in the line that is open

    def begin(self, *, prints_ends: bool) -> None:
        """Begins an algorithm, unless one is open. ``prints_ends``: the ends of blocks are printed as lines."""
        if self._walk.steps is None:
            self._walk.steps = Steps(self._commands, self._walk, self._list_line)
            self._commands.prints_ends = prints_ends

    def begin_environment(self, name: str, every: str) -> None:
        """Begins an environment whose lines are counted; every ``every``-th line has a number."""
        steps = self._walk.steps
        if steps is not None and name in COUNTED and self._commands.lines_are_known:
            steps.count_lines(parse_whole("1" if name == "codebox" else every, LARGEST) or 0)
            self._walk.gullet.numbered = Numbered()

    def end_environment(self, name: str, still_open: Callable[[frozenset[str]], bool]) -> None:
        """Ends an environment. ``still_open`` says whether one of these environments is open around it."""
        walk = self._walk
        if walk.steps is not None:
            walk.steps.begin()
            if name in COUNTED:
                walk.steps.stop_counting()
        if not still_open(_ALGORITHMS):
            walk.steps = None

    def add_formula(self, formula: Formula, span: Span) -> None:
        """Adds the last listed inline formula to the open line."""
        if self._walk.steps is not None:
            self._inline.append(len(self._listing.inline) - 1)
            self._walk.steps.add_formula(formula, span)

    def _list_line(self, formula: Formula, number: str | None) -> None:
        """Lists a line that has mathematics, and ties its inline formulas to it."""
        self._listing.add_step(formula, self._headings.here, self._inline, number)
        self._inline.clear()

    def lose_count(self, token: Token) -> None:
        """Stops counting lines after an author's command that may print lines of its own."""
        self._commands.lines_are_known = False
        if self._walk.steps is not None:
            self._walk.steps.stop_counting()
        if self._walk.gullet.in_document:
            self._walk.prose.extend(token)


ALGORITHM_COMMANDS: Final[Mapping[str, Callable[[AlgorithmLines, Token], None]]] = dict.fromkeys(
    algorithm_commands().unsure, AlgorithmLines.lose_count
)
