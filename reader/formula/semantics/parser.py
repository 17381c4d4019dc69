"""Layout tree -> content tree: parses a row of nodes into statements, relations, terms and factors.

The parser is a recursive descent over nodes instead of tokens; brackets were matched before. Each decision is a row of
``application``, ``superscripts``, ``brackets`` or ``operations``. Nothing raises, and nothing that is printed gets
lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.formula.semantics.atoms import read_atom
from reader.formula.semantics.declared_names import DeclaredNames, FormulaFacts, collect
from reader.formula.semantics.factors import read_factor, read_product
from reader.formula.semantics.lines import unfolded
from reader.formula.semantics.nodes import (
    Chain,
    Combination,
    Given,
    Listing,
    Meaning,
    Nothing,
    Quantified,
    Relating,
    Statements,
    Total,
    Undecided,
)
from reader.formula.semantics.operations import whole_problem
from reader.formula.semantics.segments import (
    ADDITIVE,
    BAR_KINDS,
    LOGICAL,
    QUANTIFIERS,
    Cursor,
    as_set,
    join_lists,
    mentions,
    scopes_overlap,
    segments,
    sign_of,
    solid,
    undecided,
)
from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import (
    MAX_DEPTH,
    UNREAD,
    Accent,
    Digits,
    Expression,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Radical,
    Relation,
    Row,
    Sign,
    Style,
)
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell
from reader.limits.memory import cached_for_a_paper
from reader.limits.watch import spare

DEEPEST = MAX_DEPTH  # atoms inside each other
MOST_REPEATED = 100  # quotients of quotients and applications of applications in one formula
FACTORS = frozenset((Identifier, Digits, Accent, Fenced, Fraction, Function, Radical))  # alone they can be nothing else


def read_meaning(expression: Expression, evidence: DeclaredNames | None = None) -> Meaning:
    """The content tree of a formula. Never raises. ``evidence`` are the declarations of the paper.

    A formula that is nested too deeply is undecided as a whole, so that recursive walks over a content tree are safe.
    """
    meaning: Meaning = Undecided(0, len(expression.latex), expression.latex, "too-deep", "too-deep")
    return spare("meaning", None, meaning, _meaning, expression, evidence or DeclaredNames(), meaning)


def _meaning(expression: Expression, evidence: DeclaredNames, undecided: Meaning) -> Meaning:
    if any(fault.kind in UNREAD for fault in expression.problems):
        return undecided
    expression = unfolded(expression)
    try:
        parser = MeaningParser(collect(expression, evidence))
        return whole_problem(parser.statements(_within_wrapping(expression.root.children)))
    except TooDeep:
        return undecided


WRAPPINGS = frozenset(("textcolor", "colorbox", "boxed"))


def _within_wrapping(nodes: Sequence[Node]) -> Sequence[Node]:
    """What a display says within a colour or a frame round all of it: its commas part statements."""
    while len(nodes) == 1:
        node = nodes[0]
        if type(node) is Style and node.command in WRAPPINGS:
            nodes = node.body.children
        elif type(node) is Row:
            nodes = node.children
        else:
            break
    return nodes


class TooDeep(Exception):
    """The content tree would have too many levels."""


@cached_for_a_paper(8192)
def plain_meaning(latex: str) -> Meaning:
    """The content tree of a formula without evidence from the paper. Cached, since several callers need it in turn."""
    return read_meaning(parse_formula(latex))


@dataclass(slots=True)
class MeaningParser:
    """Parses the rows of one formula. ``facts`` are collected from the whole formula."""

    facts: FormulaFacts
    depth: int = 0  # of the node that is read, counting what operators without brackets take
    repeated: int = 0  # quotients of quotients, applications of applications: they nest to the left

    def descend(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep

    def repeat(self, left: Meaning, kind: type[Meaning]) -> None:
        """Counts a node whose left child is of the same kind, and raises :class:`TooDeep` beyond the limit."""
        self.repeated += type(left) is kind
        if self.repeated > MOST_REPEATED:
            raise TooDeep

    # --- statements ------------------------------------------------------------------------------------------------

    def statements(self, nodes: Sequence[Node]) -> Meaning:
        """Parses a display or a cell, split into its statements."""
        parts = join_lists(segments(nodes))
        if not parts:
            return Nothing(nodes[0].start, nodes[-1].end) if nodes else Nothing(0, 0)
        if len(parts) == 1 and not parts[0].after:
            return self.statement(parts[0].nodes)
        items = tuple(self.statement(segment.nodes) for segment in parts)
        return Statements(nodes[0].start, nodes[-1].end, items, tuple(segment.after for segment in parts))

    def statement(self, nodes: Sequence[Node]) -> Meaning:
        if not nodes:
            return Nothing(0, 0)
        first = strip(nodes[0])
        if type(first) is Sign and first.text in QUANTIFIERS:
            self.descend()
            ranged = self.quantified(first, nodes)
            self.depth -= 1
            return ranged
        for k, node in enumerate(nodes):
            if type(node) is Sign and node.text in QUANTIFIERS and k:
                claim, ranged = self.statement(nodes[:k]), self.statement(nodes[k:])
                return Statements(nodes[0].start, nodes[-1].end, (claim, ranged), ((), ()))
        return self.chained(nodes, self.side)

    def quantified(self, first: Sign, nodes: Sequence[Node]) -> Meaning:
        """Parses ``\\exists x > 0``: a range, and after a colon the statement about it."""
        colon = next((k for k, node in enumerate(nodes) if type(node) is Punctuation and node.text == ":"), 0)
        if 1 < colon < len(nodes) - 1 and any(type(node) is Relation for node in nodes[1:colon]):
            ranged = Quantified(first.start, nodes[colon].start, first.text, self.statement(nodes[1:colon]))
            claim = self.statement(nodes[colon + 1 :])
            return Statements(first.start, nodes[-1].end, (ranged, claim), ((":",), ()))
        return Quantified(first.start, nodes[-1].end, first.text, self.statement(nodes[1:]))

    # --- relations -------------------------------------------------------------------------------------------------

    def chained(self, nodes: Sequence[Node], operand: Callable[[Sequence[Node]], Meaning]) -> Meaning:
        """Parses logical arrows, which bind loosest: ``a = b \\Rightarrow c = d`` has a statement on each side."""
        if not self.facts.logical:
            return self.chain(nodes, operand)
        return self.chain(nodes, lambda part: self.chain(part, operand), LOGICAL)

    def chain(
        self,
        nodes: Sequence[Node],
        operand: Callable[[Sequence[Node]], Meaning],
        signs: frozenset[str] | None = None,
    ) -> Meaning:
        """Parses operands between relations; with ``signs``, only these relations count."""
        pieces: list[list[Node]] = [[]]
        relations: list[Relating] = []
        for node in nodes:
            relating = self.relating(node)
            if relating is None or (signs is not None and relating.sign not in signs):
                pieces[-1].append(node)
            else:
                relations.append(relating)
                pieces.append([])
        operands = [operand(piece) for piece in pieces]
        if not relations:
            return operands[0]
        for k, relation in enumerate(relations):
            operands[k + 1] = as_set(relation, operands[k + 1])
        return Chain(nodes[0].start, nodes[-1].end, tuple(operands), tuple(relations))

    def relating(self, node: Node) -> Relating | None:
        """The relation that a node is, or None. Bars belong to their side, and are no relations."""
        sign, remark = sign_of(node)
        if not sign:
            return None
        return Relating(node.start, node.end, sign, spell(node), self.row(remark) if remark is not None else None)

    def side(self, nodes: Sequence[Node]) -> Meaning:
        """One side of a relation, where a bar binds closer than the relation."""
        return self.barred(nodes, self.listing)

    def row(self, node: Node) -> Meaning:
        """Parses a group, an exponent, a script, or a part of a fraction."""
        return self.inside(solid(node.children)) if type(node) is Row else self.inside([node])

    def inside(self, nodes: Sequence[Node]) -> Meaning:
        """Parses the content of brackets: a bar splits first, then commas, then relations. Most hold one factor."""
        if len(nodes) == 1 and type(nodes[0]) in FACTORS:
            return read_atom(self, Cursor(nodes))
        return self.barred(nodes, lambda part: self.listing(part, related=True))

    def barred(self, nodes: Sequence[Node], read: Callable[[Sequence[Node]], Meaning]) -> Meaning:
        bars = [k for k, node in enumerate(nodes) if type(node) is Relation and node.text in BAR_KINDS]
        if not bars:
            return read(nodes)
        if len(bars) > 1 or bars[0] in (0, len(nodes) - 1):
            return undecided(nodes, "bars")
        bar = nodes[bars[0]]
        assert type(bar) is Relation
        left, right = read(nodes[: bars[0]]), read(nodes[bars[0] + 1 :])
        kind = BAR_KINDS[bar.text]
        return Given(nodes[0].start, nodes[-1].end, kind, left, bar.text, right, f"bar-{kind}")

    def listing(self, nodes: Sequence[Node], related: bool = False) -> Meaning:
        """Parses members between commas and semicolons. A single member is returned as itself."""
        items, separators = self.members(nodes, related)
        if len(items) == 1 and not separators:
            return items[0]
        return Listing(nodes[0].start, nodes[-1].end, "bare", "", "", items, separators)

    def members(self, nodes: Sequence[Node], related: bool = True) -> tuple[tuple[Meaning, ...], tuple[str, ...]]:
        pieces: list[list[Node]] = [[]]
        separators = []
        for node in nodes:
            if type(node) is Punctuation and node.text in ",;":
                separators.append(node.text)
                pieces.append([])
            else:
                pieces[-1].append(node)
        read = self.statement_inside if related else self.total
        members = (
            read_atom(self, Cursor(piece)) if len(piece) == 1 and type(piece[0]) in FACTORS else read(piece)
            for piece in pieces
        )
        return tuple(members), tuple(separators)

    def statement_inside(self, nodes: Sequence[Node]) -> Meaning:
        if nodes and type(strip(nodes[0])) is Sign and spell(nodes[0]) in QUANTIFIERS:
            return self.statement(nodes)
        return self.chained(nodes, self.total)

    # --- terms -----------------------------------------------------------------------------------------------------

    def total(self, nodes: Sequence[Node]) -> Meaning:
        if not nodes:
            return Nothing(0, 0)
        cursor = Cursor(nodes)
        meaning = self.terms(cursor)
        if cursor.at < len(nodes):
            return undecided(nodes, "leftover")
        return meaning

    def terms(self, cursor: Cursor) -> Meaning:
        """Parses the rest of the row: terms with their signs."""
        start = cursor.place
        terms: list[Meaning] = []
        signs: list[str] = []
        while cursor.peek() is not None:
            signs.append(self.sign(cursor))
            terms.append(self.combination(cursor))
        return self.total_of(cursor, start, terms, signs)

    def terms_with(self, cursor: Cursor, names: frozenset[str], otherwise: int | None = None) -> Meaning:
        """Parses the terms up to the last one that mentions one of the names; all, or so many, where none does."""
        start, first = cursor.place, cursor.at
        terms: list[Meaning] = []
        signs: list[str] = []
        ends = [cursor.at]
        while cursor.peek() is not None:
            signs.append(self.sign(cursor))
            terms.append(self.combination(cursor))
            ends.append(cursor.at)
        count = max((k + 1 for k, term in enumerate(terms) if mentions(term, names)), default=otherwise or len(terms))
        cursor.at = ends[count]
        return self.total_of(Cursor(cursor.nodes[: cursor.at], first), start, terms[:count], signs[:count])

    def sign(self, cursor: Cursor) -> str:
        """Reads the plus or minus before a term, "" for none. Several signs are joined."""
        sign = ""
        while (node := cursor.peek()) is not None and type(node) is Operator and node.text in ADDITIVE:
            sign += node.text
            cursor.take()
        return sign

    def total_of(self, cursor: Cursor, start: int, terms: list[Meaning], signs: list[str]) -> Meaning:
        if len(terms) == 1 and not signs[0]:
            return terms[0]
        if scopes_overlap(terms):
            return undecided([node for node in cursor.nodes if node.start >= start], "sum-scope")
        return Total(start, terms[-1].end, tuple(terms), tuple(signs)) if terms else Nothing(start, start)

    def combination(self, cursor: Cursor) -> Meaning:
        """Parses products joined by operators such as ``\\odot``, which bind closer than plus and minus."""
        start, first = cursor.place, cursor.at
        operands = [read_product(self, cursor)]
        operators: list[str] = []
        while (node := cursor.peek()) is not None and type(node) is Operator and node.text not in ADDITIVE:
            operators.append(node.text)
            cursor.take()
            operands.append(read_product(self, cursor))
        if not operators:
            return operands[0]
        if len(set(operators)) > 1:
            return undecided(cursor.nodes[first : cursor.at], "operator-order")
        return Combination(start, operands[-1].end, operators[0], tuple(operands))

    def factor(self, cursor: Cursor) -> Meaning:
        """Parses one factor, which may be the operand of an operator."""
        return read_factor(self, cursor)
