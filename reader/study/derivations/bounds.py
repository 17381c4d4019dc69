"""Checks of a bound: ``one`` is at most ``other``, by an inequality that has a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.meaning.blocks.likeness import read_as
from reader.meaning.blocks.terms import NONE, ONE, Term, factors_of, negated, product, total, unsigned
from reader.study.derivations.algebra import equal
from reader.study.derivations.laws import TWO
from reader.study.derivations.laws_of_chance import is_chance
from reader.study.derivations.laws_of_extrema import is_positive
from reader.study.derivations.laws_of_vectors import scaled
from reader.study.derivations.substitution import bound_names, mentions, rebuilt


def norm_of(term: Term, text: str = "") -> Term:
    return Term("norm", (term,), text)


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


def filled(average: Term, body: Term) -> Term:
    if average.head == "mean":
        return Term("mean", (*average.args[:2], body), average.text)
    low, high = average.args[1].args
    return product([Term("sum", (*average.args, body))], [total([high, negated(low), ONE])])


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
    minus = unsigned(inner)
    if minus[1]:
        for found, body in averages(minus[0]):
            if found.key == average.key:
                yield negated(body)


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


def triangle(one: Term, other: Term) -> bool:
    """``\\|a + b\\| \\le \\|a\\| + \\|b\\|``, also over a range; the same with absolute values."""
    if one.head not in ("norm", "absolute"):
        return False
    inside = one.args[0]

    def size(part: Term) -> Term:
        return rebuilt(one, (unsigned(part)[0],))

    if inside.head == "add":
        terms = other.args if other.head == "add" else (other,)
        return len(terms) > 1 and (equal(total([size(p) for p in inside.args]), other) or _grouped(inside, terms, size))
    if inside.head in ("sum", "int"):
        return equal(Term(inside.head, (*inside.args[:2], size(inside.args[2])), inside.text), other)
    return False


def _grouped(inside: Term, terms: Sequence[Term], size: object) -> bool:
    """``\\|a + b - c\\| \\le \\|a + b\\| + \\|c\\|``: the terms' insides add up to the whole, whatever their signs."""
    inner = [term.args[0] for term in terms if term.head in ("norm", "absolute")]
    if len(inner) != len(terms) or len(inner) > 4:
        return False
    choices = [[each, negated(each)] for each in inner[1:]]
    sums: list[list[Term]] = [[inner[0]], [negated(inner[0])]]
    for pair in choices:
        sums = [[*made, each] for made in sums for each in pair]
    return any(equal(total(made), inside) for made in sums)


def cauchy_schwarz(one: Term, other: Term) -> bool:
    """``\\langle a, b \\rangle \\le \\|a\\| \\|b\\|``"""
    inner = unsigned(one)[0]
    if inner.head == "absolute":
        inner = inner.args[0]
    pair = pair_of(inner)
    if pair is None:
        return False
    norms = product([norm_of(unsigned(each)[0]) for each in pair], ())
    return equal(_plain_norms(other), norms)


def _plain_norms(term: Term) -> Term:
    """Norms without their 2."""
    if term.head == "norm" and term.text == "2":
        return norm_of(term.args[0])
    return rebuilt(term, tuple(map(_plain_norms, term.args))) if term.args and term.head != "sym" else term


def pair_of(term: Term) -> tuple[Term, Term] | None:
    """The two of an inner product."""
    if term.head == "inner" and len(term.args) == 2:
        return term.args[0], term.args[1]
    if term.head == "mul" and len(term.args) == 2 and term.args[0].head == "transpose":
        return term.args[0].args[0], term.args[1]
    return None


def young(one: Term, other: Term) -> bool:
    """``2 \\langle a, b \\rangle \\le c \\|a\\|^2 + \\|b\\|^2 / c``, also for numbers and for norms multiplied."""
    inner, _ = unsigned(one)
    if other.head != "add" or len(other.args) != 2:
        return False
    above, below = factors_of(inner)
    for k, factor in enumerate(above):
        pair = pair_of(factor)
        if pair is not None:
            rest = product([*above[:k], *above[k + 1 :]], below)
            if _balanced(rest, [squared(norm_of(unsigned(each)[0])) for each in pair], _plain_norms(other).args):
                return True
    norms = [factor for factor in above if factor.head in ("norm", "absolute")]
    if len(norms) == 2:
        rest = product([each for each in above if not any(each is norm for norm in norms)], below)
        plain = [squared(_plain_norms(each)) for each in norms]
        return _balanced(rest, plain, _plain_norms(other).args)
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


def square_of_sum(one: Term, other: Term) -> bool:
    """``\\|a + b\\|^2 \\le 2 \\|a\\|^2 + 2 \\|b\\|^2``, with coefficients in balance; of n terms n times
    their squares.
    """
    if one.head != "pow" or one.args[1].text != "2" or one.args[0].head not in ("norm", "absolute"):
        return False
    norm = one.args[0]
    inside = norm.args[0]

    def square(part: Term) -> Term:
        return squared(rebuilt(norm, (unsigned(part)[0],)))

    if inside.head == "sum" and inside.args[1].head == "range":
        low, high = inside.args[1].args
        count = total([high, negated(low), ONE])
        inner = square(inside.args[2])
        return equal(product([count, Term("sum", (*inside.args[:2], inner))], ()), other)
    if inside.head != "add":
        return False
    parts = list(inside.args)
    number = Term("num", text=str(len(parts)))
    if equal(product([number, total([square(part) for part in parts])], ()), other):
        return True
    terms = other.args if other.head == "add" else factored(other)
    if len(terms) != 2:
        return False
    held = [_held(term, norm) for term in terms]
    if any(each is None for each in held):
        return False
    (p, a), (q, b) = (each for each in held if each is not None)
    if not any(equal(total([a, each]), whole) for each in (b, negated(b)) for whole in (inside, negated(inside))):
        return False
    over = [total([each, negated(ONE)]) for each in (p, q)]
    return equal(product(over, ()), ONE)


def factored(term: Term) -> Sequence[Term]:
    """``2 (a + b)`` as its two terms."""
    above, below = factors_of(term)
    sums = [each for each in above if each.head == "add"]
    if len(sums) != 1:
        return (term,)
    rest = [each for each in above if each is not sums[0]]
    return [product([*rest, arg], below) for arg in sums[0].args]


def _held(term: Term, norm: Term) -> tuple[Term, Term] | None:
    """A coefficient and what the squared norm after it is of."""
    above, below = factors_of(term)
    for k, factor in enumerate(above):
        if factor.head == "pow" and factor.args[1].text == "2" and factor.args[0].head == norm.head:
            return product([*above[:k], *above[k + 1 :]], below), factor.args[0].args[0]
    return None


# --- what is not below nought ----------------------------------------------------------------------------------------


def dropped(one: Term, other: Term) -> bool:
    """``a - b \\le a`` and ``a \\le a + b``, where b is not below nought for certain."""
    if one.head == "num" and one.text == "0":
        return is_nonnegative(other)
    terms, kept = (list(side.args) if side.head == "add" else [side] for side in (one, other))
    keys = [each.key for each in kept]
    left = []
    for term in terms:
        if term.key in keys:
            keys.remove(term.key)
        else:
            left.append(term)
    known = [term.key for term in terms]
    added = []
    for term in kept:
        if term.key in known:
            known.remove(term.key)
        else:
            added.append(term)
    if not (left or added) or len(left) == len(terms) or len(added) == len(kept):
        return False
    return all(term.head == "neg" and is_nonnegative(term.args[0]) for term in left) and all(map(is_nonnegative, added))


def is_nonnegative(term: Term) -> bool:
    """Certain from its look: a square, a norm, an exponential, a probability, and sums and products of these."""
    found = scaled(term)
    if term.head in ("mul", "frac") and found is not None:
        above, below = factors_of(term)
        return all(map(is_positive, (*above, *below)))
    return term.head != "num" and is_positive(term)


def union(one: Term, other: Term) -> bool:
    """The probability that something of several happens is at most the sum of their probabilities."""
    if not is_chance(read_as("app", one)) or len(one.args) != 2:
        return False
    inside = one.args[1]
    if inside.head == r"op:\cup":
        return equal(total([Term("app", (one.args[0], arg)) for arg in inside.args]), other)
    if inside.head == r"big:\bigcup" and other.head == "sum":
        body = Term("app", (one.args[0], inside.args[2]))
        return equal(Term("sum", (*inside.args[:2], body)), other)
    return False


def markov(one: Term, other: Term) -> bool:
    """``P(X \\ge a) \\le \\mathbb{E}[X] / a``; with squares, Chebyshev's."""
    if not is_chance(one) or len(one.args) != 2 or one.args[1].head not in (r"rel:\le", "rel:<"):
        return False
    bound, value = one.args[1].args
    for power in (lambda each: each, squared):
        mean = Term("mean", (NONE, NONE, power(value)))
        if equal(product([mean], [power(bound)]), other):
            return True
    return False


def logarithm_below(one: Term, other: Term) -> bool:
    """``\\log x \\le x - 1``, ``1 + x \\le e^x``"""
    if one.head == "log" and len(one.args) == 1:
        return equal(total([one.args[0], negated(ONE)]), other)
    return other.head == "exp" and one.head == "add" and equal(total([ONE, other.args[0]]), one)
