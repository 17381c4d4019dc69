"""From an old value to a new one: the next step of a series, and a letter that is given a new value."""

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

REPLACING = frozenset(
    (r"\leftarrow", r"\gets", ":=", r"\coloneqq")
)  # what stands left may stand right with its old value
CHANGES = frozenset((r"\Delta", r"\delta", r"\partial"))
UPDATE, SAID_BY_UPDATES = "update rule", frozenset(("step", "replaced"))  # what the purpose of an update says
BY = {"step": "step-by", "replaced": "replaced-by"}  # rows that say what is added
ONE_WAY = {r"\max": "step-up", r"\min": "step-down"}  # rows of what never falls, never rises


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
        change = _added(right, head)
        yield from [_told("replaced", statement, head, head, change)] if change is not None else []
        return
    others = list(_of_one_kind(left, right))
    before = [each for each in others if is_next(head.latex, each.latex)]
    after = [each for each in others if is_next(each.latex, head.latex)]
    if before and after:
        return  # neighbours on a grid
    if before:
        yield _forward(statement, left, head, before[0])
    elif after:
        yield _told("step-back", statement, head, after[0])


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


def _forward(statement: Chain, left: Meaning, head: Symbol, before: Symbol) -> Sentence:
    right = bare(statement.operands[-1])
    if isinstance(left, Application):
        return _told("step", statement, head, before)
    key = _one_way(right, before)
    if key:
        return _told(key, statement, head, before)
    change, kept = _added(right, before), carried(right, before)
    if change is not None or kept is None:
        return _told("step", statement, head, before, change)

    def write(pen: Pen) -> str:
        new = pen.listed([pen.part(each) for each in kept[1]])
        carried_over = pen.math(meaning_latex(kept[0]))
        return pen.row("step-with", after=pen.part(head), before=pen.part(before), kept=carried_over, new=new)

    return Sentence("certain", statement, write, TELLING)


def _told(key: str, statement: Meaning, after: Symbol, before: Symbol, change: Meaning | None = None) -> Sentence:
    def write(pen: Pen) -> str:
        if key in SAID_BY_UPDATES and UPDATE in pen.rows:
            return ""
        blanks = {"after": pen.part(after), "before": pen.part(before)}
        if change is None:
            return pen.row(key, **blanks)
        return pen.row(BY[key], **blanks, change=pen.math(meaning_latex(change)))

    return Sentence("certain", statement, write, TELLING)


def _one_way(right: Meaning, before: Symbol) -> str:
    """``\\max(x_t, y)`` is never smaller than ``x_t``."""
    if not isinstance(right, Application) or len(right.arguments) < 2 or not isinstance(right.function, Symbol):
        return ""
    is_kept = any(isinstance(each, Symbol) and each.latex == before.latex for each in map(bare, right.arguments))
    return ONE_WAY.get(right.function.latex, "") if is_kept else ""


def _added(right: Meaning, before: Symbol) -> Meaning | None:
    """What is added to the old value, where that is all that happens."""
    if not isinstance(right, Total) or len(right.terms) != 2 or meaning_latex(right.terms[0]) != before.latex:
        return None
    sign = "" if right.signs[1] == "+" else right.signs[1]
    change = Total(right.terms[1].start, right.end, right.terms[1:], (sign,))
    return change if is_readable(change) else None
