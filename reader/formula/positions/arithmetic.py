"""Where names stand in sums, products, fractions and powers, and in what marks or groups them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.formula.positions.places import FormulaPlace, Here
from reader.formula.positions.scalars import is_large, is_scalar
from reader.formula.positions.signs import CROSS, crosses
from reader.formula.positions.walker import ContentWalker, is_word, shifted
from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Combination,
    Factorial,
    Group,
    Listing,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Transposed,
    Undecided,
    bare,
)
from reader.formula.syntax.tables.name_rows import LETTER_OPERATORS, NUMBER_SETS

ADDED, TAKEN, REDUCED = 1, 2, 3  # a term of two is added, taken away, or what the other is taken away from
BEFORE, BEHIND = 1, 2  # a factor stands before the others, or behind
KEPT_IN_SUMS = ("shifted", "upper", "lower", "list-end", "size", "part-of-size")  # N - 1 still says how many
MOST_FACTORS = 40  # of a product in which each is told from the others


# --- names and what they are wrapped in ------------------------------------------------------------------------------


def symbol(walker: ContentWalker, node: Symbol, here: Here) -> None:
    walker.note(node.start, here)
    for index in node.indices:
        walker.visit(index, here.part(*shifted(index)))


def power(walker: ContentWalker, node: Power, here: Here) -> None:
    if isinstance(node.base, Symbol) and node.base.stem in NUMBER_SETS:
        walker.note(node.base.start, here)
        sizes(walker, bare(node.exponent), walker.text(node), here)
        return
    exponent = walker.text(node.exponent)
    mark = FormulaPlace("inverted") if exponent == "-1" else FormulaPlace("raised", exponent)
    walker.visit(node.base, here.changed(mark))
    walker.visit(node.exponent, here.part(FormulaPlace("exponent", walker.text(node.base))))


def sizes(walker: ContentWalker, exponent: Meaning, space: str, here: Here) -> None:
    """The exponent of a space: each of its factors says how many dimensions there are in one direction."""
    factors = [exponent]
    if isinstance(exponent, Combination) and exponent.operator == CROSS:
        factors = [bare(operand) for operand in exponent.operands]
    elif isinstance(exponent, Product) and CROSS in exponent.signs:
        factors = [bare(factor) for factor in exponent.factors]
    crosses(walker, factors, "joins-sizes")
    for k, factor in enumerate(factors):
        if isinstance(factor, Symbol):
            walker.visit(factor, here.part(FormulaPlace("size", space, k + 1 if len(factors) > 1 else 0)))
        else:
            walker.visit(factor, here.part(FormulaPlace("part-of-size", space)))


def transposed(walker: ContentWalker, node: Transposed, here: Here) -> None:
    walker.visit(node.base, here.changed(FormulaPlace("transposed")))


def accented(walker: ContentWalker, node: Accented, here: Here) -> None:
    walker.visit(node.base, here)


def annotated(walker: ContentWalker, node: Annotated, here: Here) -> None:
    walker.visit(node.base, here)
    walker.visit(node.above, Here())
    walker.visit(node.below, Here())


def group(walker: ContentWalker, node: Group, here: Here) -> None:
    walker.visit(node.body, here.plus(FormulaPlace("bracket")) if node.open else here)


# --- terms and factors -----------------------------------------------------------------------------------------------


def total(walker: ContentWalker, node: Total, here: Here) -> None:
    numbers = any(isinstance(term, Number) and term.text.strip("0.") for term in node.terms)
    scalar = any(map(is_scalar, node.terms))
    kept = here.only(*KEPT_IN_SUMS)
    for k, term in enumerate(node.terms):
        other = walker.text(node.terms[1 - k]) if len(node.terms) == 2 else ""
        places = [FormulaPlace("term", other, sign_of(node, k)), *kept]
        if numbers and not isinstance(term, Number):
            places.append(FormulaPlace("beside-number"))
        if scalar:
            places.append(FormulaPlace("scalar"))
        walker.visit(term, here.part(*places))


def sign_of(node: Total, k: int) -> int:
    if node.signs[k] not in ("", "+"):
        return TAKEN
    return REDUCED if len(node.terms) == 2 and k == 0 and node.signs[1] != "+" else ADDED


def product(walker: ContentWalker, node: Product, here: Here) -> None:
    factors = [factor for factor in node.factors if not isinstance(factor, Number) and not is_word(factor)]
    kept = here.only("part-of-size")
    if CROSS in node.signs:
        crosses(walker, node.factors)
    if len(node.factors) > MOST_FACTORS:
        for factor in node.factors:
            walker.visit(factor, here.part(*kept))
        return
    scalar = here.has("beside-number", "scalar") or is_scalar(node)
    sure = is_surely_product(factors)
    for k, factor in enumerate(node.factors):
        others = [other for other in factors if other is not factor] if not is_word(factor) else []
        places = [FormulaPlace("factor", walker.texts(others), side_of(factor, factors)), *kept] if sure else [*kept]
        if not others:
            places = list(here.own)
        if scalar and others and all(map(is_scalar, others)):
            places.append(FormulaPlace("scalar"))
        if is_weight(node.factors, k):
            places.append(FormulaPlace("coefficient", walker.texts(node.factors[k + 1 :])))
        if 0 < k < len(node.factors) - 1 and isinstance(node.factors[k - 1], Transposed):
            places.append(FormulaPlace("between", walker.text(node)))
        walker.visit(factor, here.part(*places))


def side_of(factor: Meaning, factors: Sequence[Meaning]) -> int:
    """Where a factor stands among the others; 0 between them."""
    if not factors or len(factors) < 2:
        return 0
    return BEFORE if factor is factors[0] else BEHIND if factor is factors[-1] else 0


def is_surely_product(factors: Sequence[Meaning]) -> bool:
    """No name before a bracket that nothing needs, and no capitals typed as one word: ``q^{+}(Z)``, ``SE``."""
    if any(isinstance(factor, Undecided) and factor.reason != "power-or-label" for factor in factors):
        return False
    for left, right in pairwise(factors):
        if isinstance(right, Listing) or (isinstance(right, Group) and not isinstance(bare(right), Total | Operation)):
            return False
        if right.start == left.end and is_plain_capital(left) and is_plain_capital(right):
            return False
    return True


def is_plain_capital(node: Meaning) -> bool:
    return isinstance(node, Symbol) and node.stem[:1].isupper()


def is_weight(factors: Sequence[Meaning], k: int) -> bool:
    """A plain letter before something large that is one number: how much that counts."""
    factor, rest = factors[k], factors[k + 1 :]
    if not isinstance(factor, Symbol) or factor.bold or factor.stem in LETTER_OPERATORS:
        return False
    small = factor.stem[:1].islower() or (factor.stem[:1] == "\\" and factor.stem[1:2].islower())
    before = all(isinstance(other, Number | Symbol) for other in factors[:k])
    return small and before and bool(rest) and all(map(is_scalar, rest)) and any(map(is_large, rest))


def quotient(walker: ContentWalker, node: Quotient, here: Here) -> None:
    kept = here.only("part-of-size")
    walker.visit(node.numerator, here.part(FormulaPlace("numerator", walker.text(node.denominator)), *kept))
    walker.visit(node.denominator, here.part(FormulaPlace("denominator", walker.text(node.numerator)), *kept))


def root(walker: ContentWalker, node: Root, here: Here) -> None:
    walker.visit(node.body, here.part(FormulaPlace("rooted")))
    walker.visit(node.degree, here.part(FormulaPlace("exponent")))


def factorial(walker: ContentWalker, node: Factorial, here: Here) -> None:
    walker.visit(node.base, here.part(FormulaPlace("factorial")))


def combination(walker: ContentWalker, node: Combination, here: Here) -> None:
    passed = here.only("members", "maps-from", "maps-to")
    if node.operator == CROSS:
        crosses(walker, node.operands)
    for operand in node.operands:
        others = [other for other in node.operands if other is not operand]
        composed = node.operator == r"\circ"
        place = FormulaPlace("composed", walker.texts(others)) if composed else FormulaPlace("operand", node.operator)
        walker.visit(operand, here.part(place, *passed))
