"""The statements of a paper's displays: rows that say one thing are read as one formula.

A statement is a value over rows. The rows stay what they are, with their numbers and places; what reads formulas
(blocks, positions, steps, SymPy) reads the statement, and finds each row's place in it. Each is made once, when the
paper is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.formula.semantics.lines import beginnings, seam
from reader.formula.semantics.nodes import Chain, Grid, Group, Meaning, Nothing, Statements
from reader.formula.semantics.parser import plain_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.segments import solid
from reader.formula.syntax.nodes import Node
from reader.formula.syntax.parsing import parse_formula
from reader.model.document import Document, Equation, Statement, StatementRow

EQUAL = frozenset({"=", ":=", r"\triangleq", r"\eqdef", r"\doteq"})
APART = frozenset({"subequations", "diagram"})  # groups whose members are displays of their own
SHORT = 24  # characters of a left side that is said again in each row
LONGEST = 3000  # characters of a statement; a longer proof is read in several


def with_statements(document: Document) -> Document:
    """The paper with the statements that its displays make in several rows."""
    return replace(document, statements=tuple(_statements_in(document)))


def _statements_in(document: Document) -> Iterator[Statement]:
    for rows in displays_of(document):
        if len(rows) > 1:
            lines = [solid(parse_formula(row.formula.expanded).root.children) for row in rows]
            for group in grouped([row.formula.expanded for row in rows], lines, rows[0].environment):
                if len(group) > 1:
                    yield joined([rows[k] for k in group], [lines[k] for k in group])


def displays_of(document: Document) -> list[list[Equation]]:
    """The displayed equations, those together that are rows of one display."""
    displays: dict[str, list[Equation]] = {}
    apart = {group.id for group in document.groups if group.kind in APART}
    for equation in document.equations:
        if equation.display:
            together = equation.group if equation.group and equation.group not in apart else equation.id
            displays.setdefault(together, []).append(equation)
    return list(displays.values())


def grouped(rows: Sequence[str], lines: Sequence[Sequence[Node]], environment: str) -> list[list[int]]:
    """The rows by number, those together that make one statement."""
    groups: list[list[int]] = []
    length = 0
    for k, begins in enumerate(beginnings(lines, [environment] * len(lines))):
        length += len(rows[k]) + 1
        if begins or length > LONGEST:
            groups.append([])
            length = len(rows[k])
        groups[-1].append(k)
    return groups


def joined(rows: Sequence[Equation], lines: Sequence[Sequence[Node]]) -> Statement:
    """One statement of rows with the nodes of each."""
    signs: list[str] = []
    places: list[StatementRow] = []
    for row in rows:
        at = len(signs)
        signs += row.formula.expanded + " "
        places.append(StatementRow(row.id, at, len(signs) - 1))
    for k, nodes in enumerate(lines):
        before = next((j for j in reversed(range(k)) if lines[j]), None)
        if before is not None and nodes:
            end, begin = seam(lines[before], nodes)
            start, stop = places[before].start + end, places[k].start + begin
            signs[start:stop] = " " * (stop - start)
    return Statement("".join(signs[:-1]), tuple(places))


def statements_by_row(document: Document) -> dict[str, Statement]:
    """By an equation's id the statement that it is a row of; a row that says all of it alone is left out."""
    return {row.equation: statement for statement in document.statements for row in statement.rows}


# --- what one row says of it -----------------------------------------------------------------------------------------


def latex_by_equation(document: Document) -> dict[str, str]:
    """By id of a displayed equation or algorithm line the LaTeX of what it says, with its left side from above."""
    statements = statements_by_row(document)
    return {
        equation.id: said_latex(statements[equation.id], equation.id)
        if equation.id in statements
        else equation.formula.expanded
        for equation in document.equations
    }


def said_latex(statement: Statement, equation: str) -> str:
    """The LaTeX of what a row says, in canonical spelling where that is not the whole statement."""
    whole = plain_meaning(statement.latex)
    said = part_of(whole, statement.row(equation))
    return statement.latex if said is whole else meaning_latex(said)


@dataclass(frozen=True, slots=True)
class RowStatement:
    """What a row says, with its left side from above: of ``a &= b \\\\ &= c + d \\\\ &+ e`` the last two rows say
    ``a = c + d + e``. The places of ``meaning`` and ``row`` count in ``latex``, the whole statement's."""

    latex: str
    meaning: Meaning
    row: StatementRow

    @property
    def told(self) -> Meaning:
        """The same for reading: a left side from above that is no name is not said again, but left out."""
        said = self.meaning
        if not isinstance(said, Chain) or said.operands[0].start >= said.start:
            return said
        left = said.operands[0]
        if left.end - left.start <= SHORT:
            return said
        return replace(said, operands=(Nothing(said.start, said.start), *said.operands[1:]))

    @property
    def begins(self) -> bool:
        """Whether it begins in the row, and not in one above."""
        return self.meaning.start >= self.row.start or self.row.start == 0

    def place(self, start: int, end: int) -> tuple[int, int]:
        """What of a stretch stands in the row, counted in the row; all of the row where nothing does."""
        first, last = max(start, self.row.start), min(end, self.row.end)
        shift = self.row.start
        return (first - shift, last - shift) if first < last else (0, self.row.end - shift)


def part_of(meaning: Meaning, row: StatementRow) -> Meaning:
    """The part of a statement that a row says, with its left side."""
    if isinstance(meaning, Statements):
        items = [item for item in meaning.items if not isinstance(item, Nothing)]
        said = [item for item in items if _stands_in(item, row)]
        if len(said) != 1:
            return meaning
        part = part_of(said[0], row)
        return meaning if part is items[0] and len(items) == 1 else part
    if not isinstance(meaning, Chain):
        return meaning
    sides = [k for k, operand in enumerate(meaning.operands) if _stands_in(operand, row)]
    if not sides:
        return meaning
    first = 0 if sides[0] == 1 else sides[0]
    last = max(sides[-1], 1)  # a left side alone is told with what it equals
    if (first, last) == (0, len(meaning.operands) - 1):
        return meaning
    if not first:
        operands, relations = meaning.operands[: last + 1], meaning.relations[:last]
        return Chain(meaning.start, operands[-1].end, operands, relations)
    relations = meaning.relations[first - 1 : last]
    equal = all(relation.sign in EQUAL for relation in meaning.relations[: first - 1])
    left = meaning.operands[0 if equal else first - 1]
    return Chain(relations[0].start, meaning.operands[last].end, (left, *meaning.operands[first : last + 1]), relations)


def _stands_in(node: Meaning, row: StatementRow) -> bool:
    return node.start < row.end and node.end > row.start


def statements_of(meaning: Meaning) -> list[Meaning]:
    """What a display says, one thing after the other."""
    if isinstance(meaning, Statements):
        return [each for item in meaning.items for each in statements_of(item)]
    if isinstance(meaning, Group) and not meaning.open:
        return statements_of(meaning.body)
    if isinstance(meaning, Grid) and meaning.kind == "lines":
        return [each for row in meaning.rows for cell in row for each in statements_of(cell)]
    return [] if isinstance(meaning, Nothing) or not (meaning.end - meaning.start) else [meaning]
