"""Checks of a bound: ``one`` is at most ``other``, by an inequality that has a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.meaning.blocks.terms import NONE, ONE, Term, factors_of, negated, product, total, unsigned
from reader.study.derivations.algebra import equal
from reader.study.derivations.laws import TWO
from reader.study.derivations.substitution import bound_names, mentions, rebuilt


def norm_of(term: Term) -> Term:
    return Term("norm", (term,))


def squared(term: Term) -> Term:
    return Term("pow", (term, TWO))


def averages(term: Term) -> Iterator[tuple[Term, Term]]:
    """An average with what it is taken of: an expectation, or a sum over n things divided by n. The average comes with
    nothing in it."""
    if term.head == "mean" and term.args[2].head != "given":
        yield Term("mean", (*term.args[:2], NONE), term.text), term.args[2]
    above, below = factors_of(term)
    sums = [each for each in above if each.head == "sum" and each.args[1].head == "range"]
    if len(sums) == 1:
        (inner,) = sums
        low, high = inner.args[1].args
        rest = product([each for each in above if each is not inner], below)
        letters = bound_names(inner)
        bounded = low.head != "none" and high.head != "none" and not any(mentions(rest, name) for name in letters)
        if bounded and equal(product([rest, total([high, negated(low), ONE])], ()), ONE):
            yield Term("average", inner.args[:2]), inner.args[2]


# --- Jensen ----------------------------------------------------------------------------------------------------------


def jensen(one: Term, other: Term) -> bool:
    """``f(\\mathbb{E} x) \\le \\mathbb{E} f(x)`` of a convex function; of a concave one the other way round."""
    for average, inside in averages(other):
        if any(_convex_of(one, made, inside) for made in _under(average, one)):
            return True
    for average, inside in averages(one):
        if any(_concave_of(other, made, inside) for made in _under(average, other)):
            return True
    return False


def _under(average: Term, term: Term) -> Iterator[Term]:
    """What the same average is taken of, inside a function."""
    inner = term.args[0] if term.args else term
    if term.head == "pow" and inner.head == "norm":
        inner = inner.args[0]
    for found, body in averages(inner):
        if found.key == average.key:
            yield body


def _convex_of(term: Term, body: Term, wanted: Term) -> bool:
    """Whether the term is a convex function, and ``wanted`` the same function of the body."""
    if term.head in ("exp", "norm", "absolute"):
        return equal(rebuilt(term, (body,)), wanted)
    if term.head == "pow" and term.args[1].text == "2":
        base = term.args[0]
        inner = rebuilt(base, (body,)) if base.head in ("norm", "absolute") else body
        return equal(squared(inner), wanted)
    return False


def _concave_of(term: Term, body: Term, wanted: Term) -> bool:
    return term.head in ("log", "sqrt") and len(term.args) == 1 and equal(rebuilt(term, (body,)), wanted)


# --- norms -----------------------------------------------------------------------------------------------------------


def _plain_norms(term: Term) -> Term:
    """Norms without their 2."""
    if term.head == "norm" and term.text == "2":
        return norm_of(term.args[0])
    return rebuilt(term, tuple(map(_plain_norms, term.args))) if term.args and term.head != "sym" else term


def young(one: Term, other: Term) -> bool:
    """``2 \\langle a, b \\rangle \\le c \\|a\\|^2 + \\|b\\|^2 / c``"""
    inner, _ = unsigned(one)
    if other.head != "add" or len(other.args) != 2:
        return False
    above, below = factors_of(inner)
    for k, factor in enumerate(above):
        if factor.head == "inner" and len(factor.args) == 2:
            rest = product([*above[:k], *above[k + 1 :]], below)
            squares = [squared(norm_of(unsigned(each)[0])) for each in factor.args]
            if _balanced(rest, squares, _plain_norms(other).args):
                return True
    return False


def _balanced(factor: Term, squares: Sequence[Term], terms: Sequence[Term]) -> bool:
    """Whether the terms are ``p`` and ``q`` times the squares, with ``4 p q`` the factor's square."""
    for order in (squares, squares[::-1]):
        coefficients = [coefficient(term, square) for term, square in zip(terms, order, strict=True)]
        if all(each is not None for each in coefficients):
            p, q = (each for each in coefficients if each is not None)
            if equal(product([Term("num", text="4"), p, q], ()), squared(factor)):
                return True
    return False


def coefficient(term: Term, of: Term) -> Term | None:
    """What a term is multiplied by in another one."""
    above, below = factors_of(term)
    for k, factor in enumerate(above):
        if factor.key == of.key:
            return product([*above[:k], *above[k + 1 :]], below)
    return None
