"""What a sum, an extremum or an expectation runs over: each way to write a range is a row with an example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Combination,
    Constant,
    Given,
    Grid,
    Listing,
    Meaning,
    Number,
    Operation,
    Relating,
    Symbol,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.segments import mentions
from reader.formula.shapes.expressions import Dimension, dimension_of, named, number
from reader.formula.syntax.tree import children, walk
from reader.study.evaluation.refusal import Refusal

SMALLER = {r"\le": 0, r"\leq": 0, r"\leqslant": 0, "<": 1}
COMPARED = frozenset({r"\ne", r"\neq", "<", ">", r"\le", r"\ge", r"\leq", r"\geq"})
DRAWS = "?draws"
DATA = ("D", r"\mathcal{D}", "B", r"\mathcal{B}")
ANYTHING = r"\omega\omega"  # no author's letter


@dataclass(frozen=True, slots=True)
class Range:
    """A letter that counts from ``start``, ``size`` values long. Letters that are drawn together share an ``axis``.

    ``condition`` leaves values out (``j \\ne i``); ``drawn`` says that this is a sample, ``source`` what it is from,
    ``origin`` that in LaTeX, where the formula says it.
    """

    letter: str
    axis: str
    start: Dimension
    size: Dimension
    condition: Meaning | None = None
    drawn: bool = False
    dependent: bool = False  # its set is another one for each value of another letter
    source: Meaning | None = None
    origin: str = ""

    @property
    def place(self) -> tuple[str, Dimension, Dimension]:
        """What two ranges of one letter have in common when they are one."""
        return self.axis, self.start, self.size


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One way to write a range, its example, and what it says: letter, start, size."""

    id: str
    example: str
    expected: str


ONE, UNTOLD = number(1), named("?count")


def _counted(node: Operation) -> Iterator[Range]:
    lower = node.lower
    if not isinstance(lower, Chain) or [each.sign for each in lower.relations] != ["="] or node.upper is None:
        return
    start, end = dimension_of(lower.operands[1]), dimension_of(node.upper)
    if start is not None and end is not None:
        for letter in _letters(lower.operands[0]):
            yield Range(letter, letter, start, end + start * number(-1) + ONE)


def _member(node: Operation) -> Iterator[Range]:
    lower = node.lower
    if not isinstance(lower, Chain) or [each.sign for each in lower.relations] != [r"\in"] or node.upper is not None:
        return
    members, letters = lower.operands[0], _letters(lower.operands[0])
    whole, left_out = without_member(lower.operands[1])
    start, size = set_size(whole)
    condition = unlike(members, left_out) if left_out is not None and len(letters) == 1 else None
    if left_out is not None and condition is None:
        return
    dependent = isinstance(lower.operands[1], Application)
    paired = isinstance(members, Listing) and bool(members.open)  # (x, y) in D: one pair after the other
    for letter in letters:
        yield Range(letter, ",".join(letters) if paired else letter, start, size, condition, dependent=dependent)


def without_member(node: Meaning) -> tuple[Meaning, Symbol | None]:
    """``S`` and ``p`` of ``S \\setminus \\{p\\}``."""
    if isinstance(node, Combination) and node.operator in (r"\setminus", r"\backslash") and len(node.operands) == 2:
        whole, gone = node.operands
        if isinstance(gone, Listing) and gone.kind == "set" and len(gone.items) == 1:
            (member,) = gone.items
            return (whole, member) if isinstance(member, Symbol) else (node, None)
    return node, None


def unlike(member: Meaning, other: Symbol) -> Chain:
    """``n \\ne p``"""
    sign = Relating(member.end, member.end, r"\ne", r"\ne", None)
    return Chain(member.start, other.end, (member, other), (sign,))


def set_size(node: Meaning) -> tuple[Dimension, Dimension]:
    """First value and number of members of a set; a letter of its own where the set has a name."""
    if isinstance(node, Listing):
        dots = any(isinstance(item, Constant) for item in node.items)
        ends = dimension_of(node.items[0]), dimension_of(node.items[-1])
        if node.kind == "range" and ends[1] is not None:
            return ONE, ends[1]
        if node.kind == "set" and dots and ends[0] is not None and ends[1] is not None:
            return ends[0], ends[1] + ends[0] * number(-1) + ONE
        if node.kind == "set" and all(isinstance(item, Number) for item in node.items):
            first = ends[0] if ends[0] is not None else ONE
            return first, number(len(node.items))
    return ONE, named(f"|{meaning_latex(node)}|")


def _bounded(node: Operation) -> Iterator[Range]:
    lower = node.lower
    if not isinstance(lower, Chain) or len(lower.operands) != 3 or node.upper is not None:
        return
    first, letter, last = lower.operands
    signs = [each.sign for each in lower.relations]
    start, end = dimension_of(first), dimension_of(last)
    if set(signs) <= set(SMALLER) and isinstance(letter, Symbol) and start is not None and end is not None:
        begin = start + number(SMALLER[signs[0]])
        yield Range(letter.latex, letter.latex, begin, end + number(-SMALLER[signs[1]] + 1) + begin * number(-1))


def _compared(node: Operation) -> Iterator[Range]:
    lower = node.lower
    if not isinstance(lower, Chain) or len(lower.operands) != 2 or lower.relations[0].sign not in COMPARED:
        return
    letter, other = lower.operands
    if isinstance(letter, Symbol) and isinstance(other, Symbol) and node.upper is None:
        yield Range(letter.latex, letter.latex, ONE, UNTOLD, condition=lower)


def _stacked(node: Operation) -> Iterator[Range]:
    """Two lines below the sign: a range, and what is left out of it."""
    lower = node.lower
    if not isinstance(lower, Grid) or len(lower.rows) != 2 or any(len(row) != 1 for row in lower.rows):
        return
    first, condition = (row[0] for row in lower.rows)
    if isinstance(condition, Chain) and condition.relations[0].sign in COMPARED:
        whole = replace(node, lower=first)
        yield from (replace(each, condition=condition) for each in (*_counted(whole), *_member(whole)))


def _up_to(node: Operation) -> Iterator[Range]:
    """``\\sum_i^n``, which begins with 1."""
    end = dimension_of(node.upper) if isinstance(node.lower, Symbol) and node.upper is not None else None
    for letter in _letters(node.lower) if isinstance(node.lower, Symbol) and end is not None else ():
        yield Range(letter, letter, ONE, end or UNTOLD)


def _bare(node: Operation) -> Iterator[Range]:
    if node.lower is None or node.upper is not None:
        return
    if isinstance(node.lower, Symbol) or (isinstance(node.lower, Listing) and node.lower.kind == "bare"):
        for letter in _letters(node.lower):
            yield Range(letter, letter, ONE, named(f"?{letter}"))


RANGES: tuple[tuple[RangeRow, Callable[[Operation], Iterator[Range]]], ...] = (
    (RangeRow("counted", r"\sum_{i=1}^n a_i", "i from 1, n"), _counted),
    (RangeRow("member", r"\sum_{v \in \mathcal{V}} a_v", r"v from 1, |\mathcal{V}|"), _member),
    (RangeRow("bounded", r"\sum_{1 \le i \le n} a_i", "i from 1, n"), _bounded),
    (RangeRow("compared", r"\sum_{j \ne i} a_j", "j from 1, ?"), _compared),
    (RangeRow("stacked", r"\sum_{\substack{j=1 \\ j \ne i}}^n a_j", "j from 1, n"), _stacked),
    (RangeRow("up-to", r"\sum_i^n a_i", "i from 1, n"), _up_to),
    (RangeRow("bare", r"\sum_{i, j} a_{i,j}", "i from 1, ?; j from 1, ?"), _bare),
)  # fmt: skip


def ranges_of(node: Operation) -> tuple[Range, ...]:
    """The letters of an operator with what they run over. Raises :class:`Refusal` where that is not written."""
    for _, read in RANGES:
        found = tuple(read(node))
        if found:
            return found
    raise Refusal("range-unknown", meaning_latex(node.lower) if node.lower is not None else node.operator)


def draws_of(node: Operation) -> tuple[Range, ...]:
    """What an expectation draws: names that share one axis of a few draws, and what they are drawn from.

    Where the formula does not say what is drawn, one range with the letter :data:`ANYTHING` comes out.
    """
    if node.operator == r"\mathbb{V}":
        raise Refusal("no-operation", meaning_latex(node))
    lower, source, origins = node.lower, None, dict(_origins(node.lower))
    if isinstance(lower, Chain) and [each.sign for each in lower.relations] in ([r"\sim"], [r"\in"]):
        source = lower.operands[1] if lower.relations[0].sign == r"\sim" else None
        lower = lower.operands[0]
    elif isinstance(lower, Listing) and all(isinstance(each, Chain) for each in lower.items):
        lower = replace(lower, items=tuple(each.operands[0] for each in lower.items if isinstance(each, Chain)))
    elif isinstance(lower, Application):
        first = lower.arguments[0]
        lower, source = (first.left if isinstance(first, Given) else first), lower
    letters = [each for each in (_letters(lower) if lower is not None else []) if _is_drawn(node.body, each)]
    if not letters:
        return (Range(ANYTHING, ANYTHING, ONE, named(DRAWS), drawn=True),)
    axis = ",".join(letters)
    return tuple(
        Range(each, axis, ONE, named(DRAWS), drawn=True, source=source, origin=origins.get(each, ""))
        for each in letters
    )


def _origins(lower: Meaning | None) -> Iterator[tuple[str, str]]:
    """Each letter of ``x \\sim p, y \\sim q`` with what it is drawn from."""
    for each in lower.items if isinstance(lower, Listing) else (lower,):
        if isinstance(each, Chain) and [sign.sign for sign in each.relations] in ([r"\sim"], [r"\in"]):
            for letter in _letters(each.operands[0]):
                yield letter, meaning_latex(each.operands[1])


def heads_of(*sources: Meaning | None) -> frozenset[str]:
    """``p`` of ``p`` and of ``p(\\cdot \\mid x)``."""
    heads = (each.function if isinstance(each, Application) else each for each in sources)
    return frozenset(each.latex for each in heads if isinstance(each, Symbol))


def applied_in(formulas: Iterable[Meaning]) -> frozenset[str]:
    """The functions of which a formula has values, what operators draw from aside."""
    found: set[str] = set()
    for formula in formulas:
        for node in _valued(formula):
            if isinstance(node, Application) and isinstance(node.function, Symbol):
                found.add(node.function.latex)
    return frozenset(found)


def _valued(node: Meaning) -> Iterator[Meaning]:
    yield node
    for child in (node.body,) if isinstance(node, Operation) and node.kind == "expectation" else children(node):
        yield from _valued(child)


def _is_drawn(body: Meaning, letter: str) -> bool:
    """Whether the body speaks of a letter, and not as of a function."""
    heads = {
        node.function.latex
        for node in walk(body)
        if isinstance(node, Application) and isinstance(node.function, Symbol)
    }
    return letter not in heads and mentions(body, frozenset({letter}))


def _letters(node: Meaning) -> list[str]:
    if isinstance(node, Symbol):
        return [node.latex]
    if isinstance(node, Listing) and all(isinstance(item, Symbol) for item in node.items):
        return [item.latex for item in node.items if isinstance(item, Symbol)]
    return []


def is_subset(each: Range) -> bool:
    """Whether a letter runs over a set whose name says that it is a part of another: ``\\mathcal{V}_{\\min}``; or over
    data, ``D``, which are not all that there may be.
    """
    return any(name.startswith("|") and ("_" in name or name.strip("|") in DATA) for name in each.size.names)
