"""From one value to the next: the step that a series makes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import Application, Chain, Meaning, Nothing, Operation, Product, Symbol, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.patterns.fading import carried
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import TELLING, Sentence
from reader.study.walkthrough.succession import is_next
from reader.study.walkthrough.weights import mixture_in

REPLACING = frozenset(
    (r"\leftarrow", r"\gets", ":=", r"\coloneqq")
)  # what stands left may stand right with its old value
CHANGES = frozenset((r"\Delta", r"\delta", r"\partial"))
UPDATE = "update rule"  # of which the purpose says as much


def renewals_in(statement: Meaning) -> Iterator[Sentence]:
    """The first step that a statement makes."""
    if not isinstance(statement, Chain) or isinstance(statement.operands[0], Nothing):
        return
    if any(each.sign not in GIVING_RELATIONS for each in statement.relations):
        return
    left, right = statement.operands[0], bare(statement.operands[-1])
    head = _head(left)
    if not isinstance(head, Symbol):
        return
    if is_replaced(statement):
        return
    others = list(_of_one_kind(left, right))
    before = [each for each in others if is_next(head.latex, each.latex)]
    after = [each for each in others if is_next(each.latex, head.latex)]
    if before and after:
        return  # neighbours on a grid
    if before:
        yield from _forward(statement, left, head, before[0])


def is_replaced(statement: Meaning) -> bool:
    """``x \\leftarrow x - g``: the same letter left and right, where none is sought: ``x \\leftarrow \\min_x f(x)``."""
    if not isinstance(statement, Chain) or len(statement.operands) != 2:
        return False
    left, right = statement.operands
    if not isinstance(left, Symbol) or statement.relations[0].sign not in REPLACING:
        return False
    if any(
        isinstance(each, Operation) and each.kind == "extremum" and left.latex in each.bound for each in walk(right)
    ):
        return False
    functions = [id(each.function) for each in walk(right) if isinstance(each, Application)]
    return any(each.latex == left.latex and id(each) not in functions for each in values_in(right))


def _head(part: Meaning) -> Meaning:
    """The letter of a value; of a function the one that it is called by."""
    return part.function if isinstance(part, Application) else part


def _of_one_kind(left: Meaning, right: Meaning) -> Iterator[Symbol]:
    """The values on the right where a value stands left, the functions where a function does; the change of a value,
    ``\\Delta x``, is not that value."""
    changes = {id(each) for node in walk(right) if isinstance(node, Product) for each in _changing(node)}
    for node in walk(right):
        if id(node) in changes:
            continue
        head = _head(node) if isinstance(left, Application) and isinstance(node, Application) else node
        if isinstance(head, Symbol) and (head is not node or isinstance(left, Symbol)):
            yield head


def _changing(product: Product) -> Iterator[Meaning]:
    """What stands behind a sign of change."""
    for sign, changed in pairwise(map(bare, product.factors)):
        if isinstance(sign, Symbol) and sign.stem in CHANGES:
            yield from walk(changed)


def _forward(statement: Chain, left: Meaning, head: Symbol, before: Symbol) -> Iterator[Sentence]:
    """What is added, or what is carried over beside what is new; that one value makes the next is seen, and what is
    mixed is told by its weight."""
    right = bare(statement.operands[-1])
    change = _added(right, before) if head is left else None
    kept = carried(right, before) if head is left and change is None else None
    if (change is None and kept is None) or (isinstance(right, Total) and mixture_in(right) is not None):
        return

    def write(pen: Pen) -> str:
        blanks = {"after": pen.part(head), "before": pen.part(before)}
        if kept is not None:
            new = pen.listed([pen.part(each) for each in kept[1]])
            return pen.row("step-with", **blanks, kept=pen.math(meaning_latex(kept[0])), new=new)
        is_said = UPDATE in pen.rows or change is None
        return "" if is_said else pen.row("step-by", **blanks, change=pen.math(meaning_latex(change)))

    yield Sentence("certain", statement, write, TELLING)


def _added(right: Meaning, before: Symbol) -> Meaning | None:
    """What is added to the old value, where that is all that happens."""
    if not isinstance(right, Total) or len(right.terms) != 2 or meaning_latex(right.terms[0]) != before.latex:
        return None
    sign = "" if right.signs[1] == "+" else right.signs[1]
    change = Total(right.terms[1].start, right.end, right.terms[1:], (sign,))
    return change if is_readable(change) else None
