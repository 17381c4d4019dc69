"""The blocks of every formula of a paper, made on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from glossary import Glossary
from reader.formula.semantics.statements import statements_by_row
from reader.limits.memory import cached_for_a_paper
from reader.limits.watch import spare
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.patterns import Shelf, shelf_under, spoken_shelf
from reader.meaning.blocks.prose import ProseWords
from reader.meaning.prose.folding import FoldedProse
from reader.model.document import Document, Statement, StatementRow

BlocksByEquation = Mapping[str, tuple[FoundBlock, ...]]


def shelf_for(document: Document, glossary: Glossary, prose: FoldedProse | None = None) -> Shelf:
    """The blocks of a glossary as the words of a paper allow them; ``prose`` holds its passages."""
    prose = prose or FoldedProse([passage.text for passage in document.passages])
    return spoken_shelf(shelf_under(glossary), ProseWords(document, prose).speaks)


def blocks_by_equation(document: Document, shelf: Shelf) -> BlocksByEquation:
    """By equation id, the blocks of the displayed formulas. Each formula is searched when it is first asked for.

    ``shelf`` is that :func:`for the paper <shelf_for>`.

    Rows that make one statement are searched together. A block is told in the row where it stands; one that goes on in
    the next row in the row where it begins, up to its end, and a relation between sides in the row of its later side.
    """
    return _Blocks(document, shelf)


class _Blocks(Mapping[str, tuple[FoundBlock, ...]]):
    def __init__(self, document: Document, shelf: Shelf) -> None:
        self._shelf = shelf
        self._equations = {equation.id: equation for equation in document.equations}
        self._statements = statements_by_row(document)
        self._found: dict[str, tuple[FoundBlock, ...]] = {}

    def __getitem__(self, name: str) -> tuple[FoundBlock, ...]:
        if name not in self._found:
            equation = self._equations[name]
            statement = self._statements.get(name)
            if statement is None:
                self._found[name] = spare("blocks", equation, (), blocks_of, equation.formula.expanded, self._shelf)
            else:
                nothing = dict.fromkeys((row.equation for row in statement.rows), ())
                self._found |= spare("blocks", equation, nothing, blocks_by_row, statement, self._shelf)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._equations)

    def __len__(self) -> int:
        return len(self._equations)


@cached_for_a_paper(2048)
def blocks_of(latex: str, shelf: Shelf) -> tuple[FoundBlock, ...]:
    """The blocks of one formula. Linking asks for them first, the exporters again."""
    return find_blocks(latex, shelf=shelf)


def blocks_by_row(statement: Statement, shelf: Shelf) -> dict[str, tuple[FoundBlock, ...]]:
    """The blocks of a statement, by the equation that they are told in, with places in it."""
    found: dict[str, dict[tuple[str, int, int], FoundBlock]] = {row.equation: {} for row in statement.rows}
    for one in blocks_of(statement.latex, shelf):
        row = statement.row_at(one.anchor)
        told = in_row(one, row)
        found[row.equation].setdefault((one.block.id, told.start, told.end), told)
    return {
        name: tuple(sorted(told.values(), key=lambda one: (one.start, -one.end, -one.size)))
        for name, told in found.items()
    }


def in_row(one: FoundBlock, row: StatementRow) -> FoundBlock:
    """A block with places that count in its row, cut where the row ends; of slots only those that stand in it."""
    start, end = max(one.start, row.start) - row.start, min(one.end, row.end) - row.start
    places = {
        name: (first - row.start, last - row.start)
        for name, (first, last) in one.places.items()
        if row.start <= first and last <= row.end
    }
    return replace(one, start=start, end=end, places=places, anchor=start)
