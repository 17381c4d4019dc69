"""The lines of a paper: sides that relations join, over the rows of a display and within one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.lines import BREAK, JOINING
from reader.formula.semantics.nodes import Chain, Group, Meaning, Nothing, Quantified, Statements, Words
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.statements import statements_by_row
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.blocks.normal import Normal
from reader.meaning.blocks.terms import Term, walk
from reader.model.document import Document, Equation, Statement, StatementRow

RELATED = JOINING | {r"\leq", r"\geq"}
MOST_SIDES = 60
LONGEST = 1500  # characters of a side


@dataclass(frozen=True, slots=True)
class Side:
    """One side, with its term. ``latex`` is its whole statement, whose ``rows`` it may stand in several of."""

    latex: str
    meaning: Meaning
    term: Term
    rows: tuple[StatementRow, ...]

    @property
    def equation(self) -> str:
        """The id of the equation in which the side begins."""
        return self.row(self.meaning.start).equation

    @property
    def lines(self) -> str:
        """The LaTeX of the rows that the side stands in."""
        return self.latex[self.row(self.meaning.start).start : self.row(self.meaning.end - 1).end]

    def row(self, place: int) -> StatementRow:
        return next((row for row in reversed(self.rows) if row.start <= place), self.rows[0])

    def place(self, start: int, end: int) -> tuple[str, int, int]:
        """An equation's id and a stretch of its macro-free LaTeX for one of ``latex``; cut where its row ends."""
        row = self.row(start)
        return row.equation, start - row.start, min(end, row.end) - row.start


@dataclass(frozen=True, slots=True)
class Link:
    """Two sides and the sign between them. ``first`` where the left side begins the chain."""

    before: Side
    sign: str
    after: Side
    first: bool


def links_of(document: Document, evidence: DeclaredNames | None = None) -> tuple[tuple[Link, ...], ...]:
    """The chains of a paper's displays, each as its links."""
    statements = statements_by_row(document)
    chains: list[tuple[Link, ...]] = []
    for equation in document.equations:
        statement = statements.get(equation.id)
        if equation.display and (statement is None or statement.rows[0].equation == equation.id):
            chains += chains_in(equation, evidence, statement)
    return tuple(chains)


def chains_in(
    equation: Equation, evidence: DeclaredNames | None = None, statement: Statement | None = None
) -> Iterator[tuple[Link, ...]]:
    """The chains of a display, or of the statement that begins in it."""
    latex = statement.latex if statement else equation.formula.expanded
    rows = statement.rows if statement else (StatementRow(equation.id, 0, len(latex)),)
    for line in lines_of(latex, read_meaning(parse_formula(latex), evidence)):
        said = said_in(line)
        if isinstance(said, Chain):
            yield from _cut(latex, said, rows)


def lines_of(latex: str, meaning: Meaning) -> Iterator[Meaning]:
    """What a display says between its line breaks."""
    if not isinstance(meaning, Statements):
        yield meaning
        return
    first = 0
    for k, item in enumerate(meaning.items[1:], 1):
        if BREAK in latex[meaning.items[k - 1].end : item.start]:
            yield replace(meaning, items=meaning.items[first:k], separators=meaning.separators[first:k])
            first = k
    yield replace(meaning, items=meaning.items[first:], separators=meaning.separators[first:])


def _cut(latex: str, chain: Chain, rows: tuple[StatementRow, ...]) -> Iterator[tuple[Link, ...]]:
    """The stretches of a chain whose sides are there, and whose relations go on."""
    sides: list[Side] = []
    signs: list[str] = []
    apart = False  # whether another kind of relation stands before the side
    for operand, relation in zip(chain.operands, (*chain.relations, None), strict=True):
        there = not apart and not isinstance(operand, Nothing) and operand.end - operand.start <= LONGEST
        sides += [side(latex, operand, rows)] if there else []
        apart = relation is not None and relation.sign not in RELATED
        if there and relation is not None and not apart:
            signs.append(relation.sign)
        else:
            yield from _finished(sides, signs)
            sides, signs = [], []


def _finished(sides: Sequence[Side], signs: Sequence[str]) -> Iterator[tuple[Link, ...]]:
    if 2 <= len(sides) <= MOST_SIDES:
        joined = zip(pairwise(sides), signs, strict=False)
        yield tuple(Link(one, sign, other, k == 0) for k, ((one, other), sign) in enumerate(joined))


def beside_each_other(equation: Equation, evidence: DeclaredNames | None) -> Iterator[Link]:
    """The definitions that one line lists: ``Q = X A, \\quad K = X B``. A side whose letter was used before it in the
    line says for what that holds, and defines nothing.
    """
    latex = equation.formula.expanded
    if latex.count("=") < 2:
        return
    rows = (StatementRow(equation.id, 0, len(latex)),)
    for said in lines_of(latex, read_meaning(parse_formula(latex), evidence)):
        if not isinstance(said, Statements):
            continue
        used: set[str] = set()
        for item in said.items:
            chain = said_in(item)
            if isinstance(chain, Chain) and not any(isinstance(each, Nothing) for each in chain.operands):
                one, other = (side(latex, operand, rows) for operand in chain.operands[:2])
                if one.term.key not in used:
                    yield Link(one, chain.relations[0].sign, other, True)
            used |= {part.key for part in walk(Normal(latex).term(item))}


def side(latex: str, meaning: Meaning, rows: tuple[StatementRow, ...]) -> Side:
    return Side(latex, meaning, Normal(latex).term(meaning), rows)


def said_in(meaning: Meaning) -> Meaning | None:
    """What a line says first; after it may stand for what it holds."""
    if isinstance(meaning, Group) and not meaning.open:
        return said_in(meaning.body)
    if isinstance(meaning, Statements):
        items = [item for item in meaning.items if not isinstance(item, Nothing)]
        if not items:
            return None
        first, *others = items
        if all(isinstance(each, Words | Quantified) or _is_condition(each) for each in others):
            return said_in(first)
        return None
    return None if isinstance(meaning, Nothing | Words) else meaning


def _is_condition(meaning: Meaning) -> bool:
    """``i = 1, \\ldots, n`` and its kin, which say for what a line holds."""
    return isinstance(meaning, Chain) and not isinstance(meaning.operands[0], Nothing)
