"""Between which numbers the paper says that names lie."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Listing,
    Meaning,
    Number,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.study.evaluation.conditions.heard import SUPPOSING_SIZES, UNLESS, word_before
from reader.study.evaluation.relations import said_in

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.model.reading import Reading

LAYING_DOWN = frozenset({"let", "where", "assume", "assuming", "suppose", "require", "requires"})
TRYING = frozenset(
    (
        "find",
        "found",
        "sweep",
        "swept",
        "try",
        "tried",
        "search",
        "searched",
        "tune",
        "tuned",
        "test",
        "tested",
        "vary",
        "varied",
        "values",
        "over",
        "from",
        "among",
        "use",
        "used",
        "consider",
        "range",
        "grid",
        "between",
        "within",
    )
)  # what authors try out others may go beyond
BOUNDING = AT_MOST | AT_LEAST | EQUAL | {r"\in"}
Ends = tuple[float | None, float | None]


def unsupposed(reading: Reading, formulas: Iterable[tuple[Equation, Meaning]]) -> Iterator[Meaning]:
    """Displays, and of the text the formulas that bound a name on both sides or that the words lay down: no "if
    $x > 3$" and no "($p < 0.05$)".
    """
    for equation, meaning in formulas:
        bounds = [each for each in said_in(meaning) if any(one.sign in BOUNDING for one in each.relations)]
        if not bounds:
            continue
        word = word_before(equation, reading) if not equation.display else "let"
        both = all(len(each.operands) > 2 or each.relations[0].sign == r"\in" for each in bounds)
        if word in LAYING_DOWN or (both and word not in SUPPOSING_SIZES | UNLESS | TRYING):
            yield meaning


def ends_in(formulas: Iterable[Meaning]) -> Mapping[str, Ends]:
    """Between which numbers names lie, as ``f()`` the values of functions: ``x \\le 9/8``, ``x \\in [0.1, 3]`` and
    ``\\sup_r f(r) = 9/8``, where all that is said agrees.
    """
    found: dict[tuple[str, bool], set[float]] = {}  # by name, and whether it is the upper end
    for chain in (said for formula in formulas for said in said_in(formula)):
        for (left, right), relation in zip(pairwise(chain.operands), chain.relations, strict=True):
            for low, high in _bounded(left, right, relation.sign):
                for name, number, above in ((low, _number(high), True), (high, _number(low), False)):
                    if number is not None and (spelled := _bounded_name(name)):
                        found.setdefault((spelled, above), set()).add(number)
    known = {(0.0, 1.0), (-1.0, 1.0)}  # these are declared, section by section
    two = {name for (name, _), numbers in found.items() if len(numbers) > 1}
    ends = {name: (_only(found.get((name, False))), _only(found.get((name, True)))) for name, _ in found}
    return {name: end for name, end in ends.items() if name not in two and end not in known and _is_sure(*end)}


def _bounded(left: Meaning, right: Meaning, sign: str) -> Iterator[tuple[Meaning, Meaning]]:
    """Pairs of which the first is at most the second."""
    if sign in AT_MOST | AT_LEAST:
        yield (left, right) if sign in AT_MOST else (right, left)
    elif (
        sign == r"\in" and isinstance(right, Listing) and right.kind in ("interval", "tuple") and len(right.items) == 2
    ):
        yield from ((right.items[0], left), (left, right.items[1]))


def _bounded_name(node: Meaning) -> str:
    if isinstance(node, Symbol):
        return node.latex
    head = node.function if isinstance(node, Application) else None
    return f"{head.latex}()" if isinstance(head, Symbol) else ""


def _number(node: Meaning) -> float | None:
    node = bare(node)
    if isinstance(node, Number):
        return float(node.text) if node.text.replace(".", "", 1).isdigit() else None
    if isinstance(node, Total) and node.signs == ("-",):
        number = _number(node.terms[0])
        return -number if number is not None else None
    if isinstance(node, Quotient) and node.form != "binom":
        above, below = _number(node.numerator), _number(node.denominator)
        return above / below if above is not None and below else None
    return None


def _only(numbers: Collection[float] | None) -> float | None:
    return next(iter(numbers)) if numbers is not None and len(numbers) == 1 else None


def _is_sure(low: float | None, high: float | None) -> bool:
    """Whether an end says more than a sign, and leaves room."""
    return (high is not None or low not in (None, 0.0)) and (low is None or high is None or low < high)
