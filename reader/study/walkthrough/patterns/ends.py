"""What is left of a sum at the ends of a letter that weighs several of its terms: ``\\sqrt{a} x + \\sqrt{1 - a} y``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reader.formula.semantics.nodes import Meaning, Number, Power, Product, Root, Symbol, Total, bare
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence
from reader.study.walkthrough.weights import holds, mixture_in, without

ENDS = (0, 1)


def left_at_ends(node: Meaning) -> Sentence | None:
    """A sum of two terms that one letter weighs; what plainly mixes the two has a sentence of its own."""
    if not isinstance(node, Total) or len(node.terms) != 2 or mixture_in(node) is not None:
        return None
    for letter in _letters(node):
        zero, one = (_left(node, letter, end) for end in ENDS)
        if zero is not None and one is not None and zero is not one:
            return _told("mixes", node, letter, zero, one)
        if zero is not None:
            return _told("only-at-zero", node, letter, zero)
    return None


def _letters(total: Total) -> Iterator[Symbol]:
    """The letters that stand in both terms' weights."""
    first, second = ({each.latex: each for each in walk(term) if isinstance(each, Symbol)} for term in total.terms)
    yield from (each for latex, each in first.items() if latex in second and not each.bold)


def _left(total: Total, letter: Symbol, end: int) -> Meaning | None:
    """The term that is left alone and as it is, without its weight."""
    found: list[Meaning] = []
    for term, sign in zip(total.terms, total.signs, strict=True):
        weighed = _weighed(term, letter, end)
        if weighed is None:
            return None
        weight, rest = weighed
        if weight == 0:
            continue
        if weight != 1 or sign == "-" or not is_readable(rest):
            return None
        found.append(rest)
    return found[0] if len(found) == 1 else None


def _weighed(term: Meaning, letter: Symbol, end: int) -> tuple[Fraction, Meaning] | None:
    """The weight of a term where the letter has a value, and what it weighs; None where the letter is more than a
    weight."""
    inner = bare(term)
    if not isinstance(inner, Product):
        return None
    values = [_value(each, letter, end) for each in inner.factors]
    weights = [each for each in values if each is not None]
    at = values.index(weights[0]) if len(weights) == 1 else -1
    rest = without(inner, at) if at >= 0 else None
    return None if rest is None or holds(rest, letter) else (weights[0], rest)


def _value(factor: Meaning, letter: Symbol, end: int) -> Fraction | None:
    """``a``, ``1 - a``, ``1 + a``, their squares and roots, where the letter is 0 or 1."""
    part = bare(factor)
    if isinstance(part, Symbol) and part.latex == letter.latex:
        return Fraction(end)
    if isinstance(part, Root) and part.degree is None:
        inner = _value(part.body, letter, end)
        return inner if inner in (0, 1) else None
    if isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.text == "2":
        inner = _value(part.base, letter, end)
        return inner * inner if inner is not None else None
    if isinstance(part, Total) and len(part.terms) == 2 and part.signs in (("", "-"), ("", "+")):
        first, second = map(bare, part.terms)
        other = _value(second, letter, end)
        if isinstance(first, Number) and first.text == "1" and other is not None:
            return 1 - other if part.signs[1] == "-" else 1 + other
    return None


def _told(key: str, node: Meaning, letter: Symbol, first: Meaning, second: Meaning | None = None) -> Sentence:
    def write(pen: Pen) -> str:
        weight, zero, one = pen.part(letter), *(pen.math(f"{letter.latex}={end}") for end in ENDS)
        parts = [pen.part(each) for each in (first, second) if each is not None]
        return pen.row(key, weight=weight, zero=zero, one=one, first=parts[0], second=parts[-1])

    return Sentence("certain", node, write)
