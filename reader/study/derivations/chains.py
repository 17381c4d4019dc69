"""The lines of a paper: sides that relations join, over the rows of a display and within one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.formula.semantics.continuation import APART, JOINING, units
from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.nodes import Chain, Grid, Group, Meaning, Nothing, Quantified, Statements, Words
from reader.formula.semantics.parser import plain_meaning, read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.blocks.normal import Normal
from reader.meaning.blocks.terms import Term, walk
from reader.model.document import Document, Equation

RELATED = JOINING | {r"\leq", r"\geq"}
LEADING = re.compile(r"(?:\s|&|\{\}|\\(?:q?quad|[,;:!> ]|hfill|displaystyle|nonumber|notag|hspace\*?\{[^{}]*\}))+")
TRAILING = re.compile(r"(?:\s|&|[.,;]|\\(?:q?quad|[,;:! ]|nonumber|notag|hfill|qed(?:here)?)|\\label\{[^{}]*\})+\Z")
MOST_SIDES = 60
LONGEST = 1500  # characters of a side


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A stretch of an equation that is a line of its own."""

    equation: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side, with its term. ``latex`` may come from several rows; ``rows`` say where each begins in it."""

    latex: str
    meaning: Meaning
    term: Term
    rows: tuple[tuple[int, ChainRow], ...]

    @property
    def equation(self) -> str:
        """The id of the equation in which the side begins."""
        return self.place(self.meaning.start, self.meaning.start)[0]

    def place(self, start: int, end: int) -> tuple[str, int, int]:
        """An equation's id and a stretch of its macro-free LaTeX for one of ``latex``; cut where its row ends."""
        at, row = next(((at, row) for at, row in reversed(self.rows) if at <= start), self.rows[0])
        shift = row.start - at
        return row.equation, start + shift, min(end, at + len(row.text)) + shift


@dataclass(frozen=True, slots=True)
class Link:
    """Two sides and the sign between them. ``first`` where the left side begins the chain."""

    before: Side
    sign: str
    after: Side
    first: bool


def links_of(document: Document, evidence: DeclaredNames | None = None) -> tuple[tuple[Link, ...], ...]:
    """The chains of a paper's displays, each as its links."""
    rows: dict[str, list[Equation]] = {}
    apart = {group.id for group in document.groups if group.kind in APART}
    for equation in document.equations:
        if equation.display:
            together = equation.group if equation.group and equation.group not in apart else equation.id
            rows.setdefault(together, []).append(equation)
    return tuple(chain for members in rows.values() for chain in chains_in(members, evidence))


def chains_in(equations: Sequence[Equation], evidence: DeclaredNames | None = None) -> Iterator[tuple[Link, ...]]:
    """The chains of one display."""
    lines = [row for equation in equations for row in rows_of(equation)]
    sides: list[Side] = []
    signs: list[str] = []
    for unit in units([row.text for row in lines]):
        made = read_unit([lines[k] for k in unit], evidence)
        if made is None:
            yield from _finished(sides, signs)
            sides, signs = [], []
            continue
        more, relations, goes_on = made
        if goes_on and sides and len(signs) == len(sides):  # the row before ended with its relation
            goes_on = False
        elif goes_on and not sides:
            more, relations = more, relations[1:]
        elif not goes_on and len(signs) != len(sides):
            yield from _finished(sides, signs)
            sides, signs = [], []
        sides += more
        signs += relations
    yield from _finished(sides, signs)


def _finished(sides: Sequence[Side], signs: Sequence[str]) -> Iterator[tuple[Link, ...]]:
    if 2 <= len(sides) <= MOST_SIDES:
        joined = zip(pairwise(sides), signs, strict=False)
        yield tuple(Link(one, sign, other, k == 0) for k, ((one, other), sign) in enumerate(joined))


def rows_of(equation: Equation) -> Iterator[ChainRow]:
    """The lines of an equation: the rows of what is set in it as several lines, else the whole."""
    latex = equation.formula.expanded
    meaning = inner_of(plain_meaning(latex))
    if isinstance(meaning, Grid) and meaning.kind == "lines" and len(meaning.rows) > 1:
        for cells in meaning.rows:
            full = [cell for cell in cells if cell.end > cell.start]
            if full:
                yield ChainRow(equation.id, full[0].start, latex[full[0].start : full[-1].end])
    else:
        yield ChainRow(equation.id, 0, latex)


def inner_of(meaning: Meaning) -> Meaning:
    """The one thing that a display holds."""
    if isinstance(meaning, Statements):
        items = [item for item in meaning.items if not isinstance(item, Nothing)]
        return inner_of(items[0]) if len(items) == 1 else meaning
    return inner_of(meaning.body) if isinstance(meaning, Group) and not meaning.open else meaning


def read_unit(rows: Sequence[ChainRow], evidence: DeclaredNames | None) -> tuple[list[Side], list[str], bool] | None:
    """The sides of rows that are one line, the signs between and before them, and whether it begins with a sign.

    None where the line is no chain of relations that go on.
    """
    pieces: list[str] = []
    starts: list[tuple[int, ChainRow]] = []
    for row in rows:
        starts.append((sum(map(len, pieces)) + len(pieces), row))
        pieces.append(_blanked(row.text))
    latex = " ".join(pieces)
    cut = TRAILING.search(latex)
    latex = latex[: cut.start()] if cut else latex
    if len(latex) > LONGEST * 2:
        return None
    said = said_in(read_meaning(parse_formula(latex), evidence))
    if said is None:
        return None
    if not isinstance(said, Chain):
        return [side(latex, said, starts)], [], False
    signs = [relation.sign for relation in said.relations]
    if not set(signs) <= RELATED:
        return None
    operands = list(said.operands)
    goes_on = isinstance(operands[0], Nothing)
    operands = operands[1:] if goes_on else operands
    operands = operands[:-1] if operands and isinstance(operands[-1], Nothing) else operands
    if not operands or any(isinstance(operand, Nothing) for operand in operands):
        return None
    return [side(latex, operand, starts) for operand in operands], signs, goes_on


def beside_each_other(equation: Equation, evidence: DeclaredNames | None) -> Iterator[Link]:
    """The definitions that one line lists: ``Q = X A, \\quad K = X B``. A side whose letter was used before it in the
    line says for what that holds, and defines nothing.
    """
    for row in rows_of(equation):
        latex = row.text
        said = inner_of(read_meaning(parse_formula(latex), evidence)) if latex.count("=") > 1 else None
        if not isinstance(said, Statements):
            continue
        used: set[str] = set()
        for item in said.items:
            chain = said_in(item)
            if isinstance(chain, Chain) and not any(isinstance(each, Nothing) for each in chain.operands):
                one, other = (side(latex, operand, [(0, row)]) for operand in chain.operands[:2])
                if one.term.key not in used:
                    yield Link(one, chain.relations[0].sign, other, True)
            used |= {part.key for part in walk(Normal(latex).term(item))}


def side(latex: str, meaning: Meaning, starts: Sequence[tuple[int, ChainRow]]) -> Side:
    return Side(latex, meaning, Normal(latex).term(meaning), tuple(starts))


def _blanked(text: str) -> str:
    """The row with what only makes room before it as spaces, so that places hold."""
    found = LEADING.match(text)
    return " " * found.end() + text[found.end() :] if found else text


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
    if isinstance(meaning, Grid) and meaning.kind == "lines" and len(meaning.rows) == 1:
        cells = [cell for cell in meaning.rows[0] if not isinstance(cell, Nothing)]
        return said_in(cells[0]) if len(cells) == 1 else None
    return None if isinstance(meaning, Nothing | Words) else meaning


def _is_condition(meaning: Meaning) -> bool:
    """``i = 1, \\ldots, n`` and its kin, which say for what a line holds."""
    return isinstance(meaning, Chain) and not isinstance(meaning.operands[0], Nothing)
