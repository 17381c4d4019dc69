"""One walk over a content tree, from the formula down to its symbols, which notes where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from reader.formula.positions.places import FormulaPlace, Here, Position, merged
from reader.formula.semantics.nodes import Listing, Meaning, Nothing, Number, Product, Symbol, Total
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import children

LONGEST_HOST = 80  # characters of what a place says that it stands beside

WORD = re.compile(r"\\(?:operatorname\*?|text\w*|math(?:rm|sf|tt|it))\{\W*\w\w")

Places: TypeAlias = tuple[FormulaPlace, ...]
Visitor: TypeAlias = Callable[["ContentWalker", Any, Here], None]


class ContentWalker:
    """Walks a content tree once. ``positions`` are by the offset at which a symbol begins.

    ``visitors`` say by kind of node where its parts stand; of other kinds the parts only stand inside.
    """

    def __init__(self, latex: str, visitors: Mapping[type[Meaning], Visitor]) -> None:
        self.latex = latex
        self.visitors = visitors
        self.positions: dict[int, Position] = {}
        self.shift = 0  # of offsets, while a part is read for itself
        self.pieces = 0  # of undecided parts that were read for themselves
        self.has_gaps = False  # whether a part is undecided

    def visit(self, node: Meaning | None, here: Here) -> None:
        if node is None:
            return
        visitor = self.visitors.get(type(node))
        if visitor is not None:
            visitor(self, node, here)
            return
        inner = here.part()
        for child in children(node):
            self.visit(child, inner)

    def note(self, start: int, here: Here) -> None:
        """Keeps where the symbol stands that begins at an offset; an index of a list may be visited twice."""
        start += self.shift
        around = here.around.gathered() if here.around is not None else ()
        position = Position(here.own, here.worth or (), around, True)
        earlier = self.positions.get(start)
        if earlier is not None:
            own, worth = merged(earlier.own, position.own), merged(earlier.worth, position.worth)
            position = Position(own, worth, merged(earlier.around, position.around), True)
        self.positions[start] = position

    def text(self, node: Meaning | None) -> str:
        """The LaTeX of a part as it is printed, "" where it is long."""
        if node is None or isinstance(node, Nothing):
            return ""
        if isinstance(node, Symbol):
            return node.latex
        if isinstance(node, Product) and any(map(is_word, node.factors)):
            return ""  # words beside a formula, and no product
        return meaning_latex(node) if node.end - node.start <= LONGEST_HOST else ""

    def texts(self, nodes: Sequence[Meaning]) -> str:
        """The LaTeX of neighbours, "" where it is long."""
        return " ".join(map(self.text, nodes)) if nodes and nodes[-1].end - nodes[0].start <= LONGEST_HOST else ""


def members(node: Meaning) -> Sequence[Meaning]:
    """The members of a bare list, or the one thing that it is."""
    return node.items if isinstance(node, Listing) and node.kind == "bare" else (node,)


def is_word(node: Meaning) -> bool:
    """Upright words: the name of an operation, a unit or a word of a sentence, seldom a factor."""
    return isinstance(node, Symbol) and WORD.match(node.latex) is not None


def shifted(node: Meaning) -> Places:
    """Whether a script or an argument is the next one or the one before: ``t + 1``."""
    if isinstance(node, Total) and len(node.terms) == 2 and isinstance(node.terms[1], Number):
        return (FormulaPlace("shifted"),)
    return ()
