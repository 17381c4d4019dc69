"""Powers that only look like labels: ``\\gamma^t`` of a discount, ``x^\\alpha`` of a number to one that is declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import (
    Application,
    Group,
    Meaning,
    Operation,
    Power,
    Product,
    Symbol,
    Total,
    Undecided,
)
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import Declaration
from reader.formula.shapes.expressions import SCALAR, skeleton
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import rebuilt, walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.spelling import LETTER

COUNTED = frozenset({"natural", "integer", "index", "binary"})  # what may as well be a label


def with_powers(meaning: Meaning, knowledge: Knowledge) -> Meaning:
    """The same formula with what the paper's words and declarations show to be powers."""
    if not any(isinstance(node, Undecided) for node in walk(meaning)):
        return meaning
    return _with_powers(meaning, knowledge, frozenset(labels_in(meaning)))


def _with_powers(node: Meaning, knowledge: Knowledge, labels: frozenset[str]) -> Meaning:
    inner = rebuilt(node, lambda part: _with_powers(part, knowledge, labels))
    found = (
        power_of(inner, knowledge, labels) or multiple_of(inner, knowledge) if isinstance(inner, Undecided) else None
    )
    return found or inner


def labels_in(meaning: Meaning) -> Iterator[str]:
    """Letters that a sum counts with and that stand above names alone: ``\\sum_i p^i \\log p^i`` has an i-th p, and
    ``\\sum_t \\gamma^t r_t`` has powers.
    """
    for node in walk(meaning):
        if isinstance(node, Operation):
            yield from (letter for letter in node.bound if not _stands_below(letter, node.body))


def _stands_below(letter: str, body: Meaning) -> bool:
    """Whether it is a value, or in a subscript."""
    return any(
        letter == part.latex or any(letter in item for item in skeleton(below)[1]) or letter in counted_with(below)
        for part in values_in(body)
        for below in (part.latex.partition("^")[0],)
    )


def counted_with(name: str) -> frozenset[str]:
    """The letters of a script that adds up: ``t`` and ``k`` of ``r_{t+k+1}``."""
    script = name.partition("_{")[2].removesuffix("}")
    return frozenset(each.strip() for each in script.replace("-", "+").split("+"))


def power_of(node: Undecided, knowledge: Knowledge, labels: frozenset[str]) -> Power | None:
    """``\\gamma^{t}`` of a number between 0 and 1, ``x^{\\alpha}`` where both are declared as numbers."""
    base, _, script = node.latex.removesuffix("}").partition("^{")
    name = read_meaning(parse_formula(base))
    if node.reason != "power-or-label" or not isinstance(name, Symbol) or not LETTER.fullmatch(name.stem) or not script:
        return None
    exponent = read_meaning(parse_formula(script))
    letters = {part.latex for part in walk(exponent) if isinstance(part, Symbol)}
    odd = any(isinstance(part, Application | Undecided) for part in walk(exponent))
    raised = isinstance(exponent, Symbol) and is_number(base, knowledge) and is_number(exponent.latex, knowledge)
    if odd or not letters or letters & labels or not (raised or is_share(base, knowledge)):
        return None
    return Power(node.start, node.end, placed(name, node.end), placed(exponent, node.end))


def multiple_of(node: Undecided, knowledge: Knowledge) -> Product | None:
    """``m(i - j)`` of a letter that is declared as a number, and no function."""
    head, bracket, inside = node.latex.partition("(")
    if node.reason != "application-or-product" or not bracket or not inside.endswith(")"):
        return None
    declared = _declared(head, knowledge)
    if declared is None or declared.function or knowledge.declarations.find(head, function=True) is not None:
        return None
    found = read_meaning(parse_formula(f"1 ({inside}"))
    name = read_meaning(parse_formula(head))
    group = found.factors[-1] if isinstance(found, Product) and len(found.factors) == 2 else None
    if not isinstance(group, Group) or not isinstance(group.body, Total) or not isinstance(name, Symbol):
        return None
    return Product(node.start, node.end, (placed(name, node.start), placed(group, node.end)), ("",))


def is_number(latex: str, knowledge: Knowledge) -> bool:
    """Whether the author declares a letter as a number that does not count."""
    declared = _declared(latex, knowledge)
    return declared is not None and declared.domain not in COUNTED


def is_share(latex: str, knowledge: Knowledge) -> bool:
    """Whether the author says that a letter lies between 0 and 1."""
    declared = _declared(latex, knowledge)
    return (declared.domain if declared is not None else knowledge.quantities.get(latex)) == "unit"


def _declared(latex: str, knowledge: Knowledge) -> Declaration | None:
    found = knowledge.declarations.find(latex)
    return found if found is not None and found.firm and found.shape == SCALAR else None


def placed(node: Meaning, end: int) -> Meaning:
    """The same at the end of what it is a part of."""
    return replace(rebuilt(node, lambda part: placed(part, end)), start=end, end=end)
