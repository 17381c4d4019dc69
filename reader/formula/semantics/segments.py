"""Splits a display into segments, one per statement; finds what sums bind, and what stays undecided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.formula.semantics.declared_names import FormulaFacts
from reader.formula.semantics.nodes import Group, Listing, Meaning, Operation, Product, Relating, Symbol, Undecided
from reader.formula.syntax.naming import is_listed_text, name_of, strip
from reader.formula.syntax.nodes import (
    Digits,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Sign,
    Space,
    Stacked,
    Style,
    Text,
)
from reader.formula.syntax.printer import is_relation, join, spell
from reader.formula.syntax.tables.name_rows import ACCESS_LETTERS
from reader.formula.syntax.tables.words import PROSE
from reader.formula.syntax.tree import children

SPANNING = re.compile(r"\\(?:in|to|mathbb|sub\w*|mapsto)\b|:")  # sets and shapes, which a cross may join
VECTOR = re.compile(r"\\(?:bm|mathbf|vec)\b")
EXTREMA = frozenset({"max", "min", "sup", "inf", "arg max", "arg min", "arg sup", "arg inf", "ess sup", "ess inf"})
SPELLED_OUT = {"minimize": "min", "minimise": "min", "maximize": "max", "maximise": "max"}  # with a variable below
SEEKING = EXTREMA | SPELLED_OUT.keys()
BREAKS = frozenset({r"\quad", r"\qquad", r"\\"})
ADDITIVE = frozenset({"+", "-", r"\pm", r"\mp"})
MULTIPLICATIVE = frozenset({r"\cdot", "/", r"\times"})
QUANTIFIERS = frozenset({r"\forall", r"\exists", r"\nexists"})
LOGICAL = frozenset({r"\Rightarrow", r"\Leftarrow", r"\Leftrightarrow"})
BAR_KINDS = {r"\mid": "condition", r"\|": "versus"}


@dataclass(slots=True)
class Cursor:
    """A position in a row of nodes."""

    nodes: Sequence[Node]
    at: int = 0

    def peek(self, ahead: int = 0) -> Node | None:
        k = self.at + ahead
        return self.nodes[k] if k < len(self.nodes) else None

    def take(self) -> Node:
        self.at += 1
        return self.nodes[self.at - 1]

    @property
    def place(self) -> int:
        """The offset where the next node begins, or where the last one ended."""
        node = self.peek()
        return node.start if node is not None else self.nodes[-1].end if self.nodes else 0


@dataclass(slots=True)
class Segment:
    """The nodes of one statement, and the separators after it."""

    nodes: list[Node]
    after: tuple[str, ...] = ()
    hard: bool = False  # what follows cannot belong to the same statement


def solid(nodes: Sequence[Node]) -> list[Node]:
    """The nodes without spaces and phantoms."""
    return [
        node for node in nodes if type(node) is not Space and not (type(node) is Style and "phantom" in node.command)
    ]


def is_prose(node: Node) -> bool:
    """Whether words are prose, and not a name."""
    if type(node) is Identifier and node.is_word:
        return node.text.lower() in PROSE
    return type(node) is Text and not is_listed_text(node)


def segments(nodes: Sequence[Node]) -> list[Segment]:
    segments = [Segment([])]
    for k, node in enumerate(nodes):
        mark = _mark(node, nodes[k + 1 :])
        if mark is None and type(node) is Punctuation and node.text == ":" and segments[-1].after:
            mark = ":", False  # behind words that announce what follows
        if mark is None:
            if type(node) is Space or (type(node) is Style and "phantom" in node.command):
                continue
            if segments[-1].after or segments[-1].hard:
                segments.append(Segment([]))
            segments[-1].nodes.append(node)
            continue
        text, hard = mark
        if not text and not segments[-1].nodes and not segments[-1].after:
            continue  # room before the first statement
        if type(node) is Space and node.text != r"\\" and not segments[-1].after and _seeks(segments[-1].nodes):
            continue  # what is made small or large stands behind the room
        segments[-1].hard |= hard
        if text:
            segments[-1].after += (text,)
    return segments if any(s.nodes or s.after for s in segments) else []


def _seeks(nodes: Sequence[Node]) -> bool:
    """Whether the last of them is ``\\min_{x}``, which takes what follows."""
    if not nodes:
        return False
    node = strip(nodes[-1])
    below = node.subscript if type(node) is Scripted else node.below if type(node) is Stacked else None
    base = strip(node.base) if isinstance(node, Scripted | Stacked) else None
    return below is not None and type(base) is Function and base.name in SEEKING


def _mark(node: Node, following: Sequence[Node]) -> tuple[str, bool] | None:
    """The spelling of a separator of statements, and whether it always separates. None for other nodes."""
    if type(node) is Space:
        broken = node.text == r"\\" or (node.text in BREAKS and not _goes_on(following))
        return ("", True) if broken else None
    if type(node) is Punctuation and node.text in ",;":
        return node.text, node.text == ";"
    if type(node) is Punctuation and node.text == ".":
        ends = not solid(following) or (type(following[0]) is Space and following[0].text in BREAKS)
        return (".", True) if ends else None
    return (spell(node), True) if is_prose(node) else None


def _goes_on(following: Sequence[Node]) -> bool:
    """``a = b \\quad + c``: whether a term or a side follows, and not another statement."""
    rest = solid(following)
    if not rest:
        return False
    if type(rest[0]) is Operator:
        return rest[0].text != "-" or not any(type(node) is Relation for node in rest)
    return type(rest[0]) is Relation and rest[0].text not in BAR_KINDS


def join_lists(segments: list[Segment]) -> list[Segment]:
    """Joins ``x, y \\in S`` or ``t = 0, 1, 2`` to one statement: a member without relation joins its neighbour."""
    out: list[Segment] = []
    for segment in segments:
        before = out[-1] if out else None
        if before is not None and not before.hard and before.after == (",",) and _belongs(before, segment):
            comma = Punctuation(before.nodes[-1].end if before.nodes else 0, segment.nodes[0].start, ",")
            before.nodes += [comma, *segment.nodes]
            before.after, before.hard = segment.after, segment.hard
        else:
            out.append(segment)
    return out


def _belongs(before: Segment, after: Segment) -> bool:
    if not after.nodes or not before.nodes:
        return False
    if any(type(node) is Sign and node.text in QUANTIFIERS for node in after.nodes):
        return False
    if type(before.nodes[0]) is Sign and before.nodes[0].text in QUANTIFIERS:
        first = next((node.text for node in after.nodes if type(node) is Relation), "")
        if not first:  # \forall x, y
            return len(after.nodes) == 1 and name_of(after.nodes[0]) is not None and not _has_relation(before.nodes)
        return first == r"\in" and not _has_relation(before.nodes)
    return not (_has_relation(before.nodes) and _has_relation(after.nodes))


def _has_relation(nodes: Sequence[Node]) -> bool:
    return any(map(relates, nodes))


def relates(node: Node) -> bool:
    """Whether a node relates what stands before it to what stands behind it."""
    return bool(sign_of(node)[0])


def sign_of(node: Node) -> tuple[str, Node | None]:
    """The sign of a relation, "" where the node is none, and the remark that it carries: ``\\overset{d}{=}``."""
    core = strip(node)
    if type(core) is Relation:
        return ("" if core.text in BAR_KINDS else core.text), None
    if type(core) is Punctuation:
        return (":" if core.text == ":" else ""), None
    if type(core) is Stacked and (is_relation(core.base) or core.command.startswith("x")):
        base = strip(core.base)
        return base.text if type(base) is Relation else f"\\{core.command}", core.above or core.below
    if type(core) is Scripted:
        base, below = strip(core.base), strip(core.subscript) if core.subscript is not None else None
        if type(base) is Relation:
            return sign_of(base)[0], core.superscript or core.subscript
        if type(base) is Row and not base.children and type(below) is Relation:  # set as the script of nothing
            return sign_of(below)[0], core.superscript
    return "", None


def as_set(relation: Relating, operand: Meaning) -> Meaning:
    """``i \\in [n]`` ranges over 1 to n, ``x \\in [0, 1]`` over an interval."""
    if relation.sign not in (r"\in", r"\notin"):
        return operand
    if isinstance(operand, Group) and (operand.open, operand.close) == ("[", "]"):
        return Listing(operand.start, operand.end, "range", "[", "]", (operand.body,), (), "index-range")
    if isinstance(operand, Listing) and operand.open in ("(", "[") and len(operand.items) == 2:
        return replace(operand, kind="interval", rule="interval")
    return operand


def undecided(nodes: Sequence[Node], reason: str) -> Undecided:
    return Undecided(nodes[0].start, nodes[-1].end, join([spell(node) for node in nodes]), reason, reason)


def product_of(start: int, factors: list[Meaning], signs: list[str]) -> Meaning:
    if len(factors) == 1:
        return factors[0]
    return Product(start, factors[-1].end, tuple(factors), tuple(signs))


def makes_differential(mark: Node, after: Node, facts: FormulaFacts) -> bool:
    """Whether a d and the name after it are ``dx``."""
    core = strip(mark)
    upright = type(core) is Identifier and core.font == "mathrm"
    return name_of(after) is not None and (upright or facts.differentials)


def is_times(cursor: Cursor, facts: FormulaFacts) -> bool:
    """Whether ``\\times`` multiplies: a number is beside it. Otherwise it may be a cross product or a size."""
    around = (cursor.nodes[cursor.at - 1] if cursor.at else None, cursor.peek(1))
    declared = frozenset[str]() if SPANNING.search(facts.latex) else facts.evidence.numbers
    return any(node is not None and is_number(strip(node), declared) for node in around)


def is_number(node: Node, declared: frozenset[str]) -> bool:
    """Digits, their powers, a quotient without vectors, an absolute value, or a name that the paper declares so."""
    core = strip(node.base) if type(node) is Scripted else node
    if type(core) is Fenced:
        return (core.open, core.close) == ("|", "|")
    if type(core) is Fraction:
        return core.line and VECTOR.search(spell(core)) is None
    return type(core) is Digits or spell(node) in declared


def scopes_overlap(terms: Iterable[Meaning]) -> bool:
    """Whether a term uses a name that a sum in an earlier one binds: then that sum's scope is anybody's guess."""
    bound: frozenset[str] = frozenset()
    for term in terms:
        if bound and mentions(term, bound):
            return True
        bound |= _bound_by(term)
    return False


def _bound_by(term: Meaning) -> set[str]:
    """The names that sums in a term bind, where no brackets end their scope."""
    factors = term.factors if isinstance(term, Product) else (term,)
    bound: set[str] = set()
    for factor in factors:
        inner: Meaning = factor
        while isinstance(inner, Operation):
            if inner.kind in ("sum", "product", "combine", "expectation") and not isinstance(inner.body, Group):
                bound.update(inner.bound)
            inner = inner.body
    return bound


def leaks(side: Meaning, later: Meaning) -> bool:
    """Whether a later side of a relation uses a name that a sum in this side binds."""
    bound: set[str] = set()
    for factor in side.factors if isinstance(side, Product) else (side,):
        inner: Meaning = factor
        while isinstance(inner, Operation | Group):
            if isinstance(inner, Operation) and inner.kind in ("sum", "product", "combine"):
                bound.update(inner.bound)
            inner = inner.body
    return bool(bound) and mentions(later, frozenset(bound))


def mentions(meaning: Meaning, names: frozenset[str], bound: tuple[str, ...] = ()) -> bool:
    """Whether one of the names occurs free, as a symbol or in scripts. Names in ``bound`` do not count."""
    if not names:
        return False
    if type(meaning) is Symbol:
        if meaning.latex in bound:
            return False
        if meaning.latex in names or meaning.stem in names or scripts_mention(meaning, names):
            return True
    elif type(meaning) is Operation and meaning.bound:
        names, bound = names - frozenset(meaning.bound), (*bound, *meaning.bound)
    return any(mentions(part, names, bound) for part in children(meaning))


def scripts_mention(symbol: Symbol, names: frozenset[str]) -> bool:
    """Whether a name occurs in the symbol's scripts, labels included."""
    if "_" not in symbol.latex and "^" not in symbol.latex:
        return False
    base = re.match(r"[^_^]*", symbol.latex)
    pieces = (
        symbol.latex[base.end() if base else 0 :]
        .replace("{", " ")
        .replace("}", " ")
        .replace(",", " ")
        .replace("(", " ")
        .replace(")", " ")
    )
    letters = set(pieces.replace("_", " ").replace("^", " ").replace("+", " ").replace("-", " ").split())
    return bool(letters & names) or any(set(piece) & names for piece in letters if counts(piece))


def counts(letters: str) -> bool:
    """Whether letters side by side in a script are indices rather than a word."""
    return letters.isalpha() and (len(letters) < 3 or (len(letters) == 3 and set(letters) <= ACCESS_LETTERS))
