"""Coefficients that weigh one part against another: what is left of a sum when they are 0 or 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Group,
    Meaning,
    Operation,
    Product,
    Statements,
    Symbol,
    Total,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import children, walk
from reader.model.values import value

# Letters that are written for plain numbers; what is bold or has an argument is none. What is mixed may be any.
COEFFICIENTS = frozenset(rf"\{name}" for name in ("alpha", "beta", "gamma", "eta", "kappa", "lambda", "rho", "tau"))
RUNNING = frozenset(("t", "x"))  # what runs: its factor is a slope, no weight
WEIGHT = "w"  # where several terms have one

OPEN = (Statements, Chain, Total, Product, Group, Operation, Annotated)


@value
class Weight:
    """``weight`` multiplies ``part`` and stands nowhere else; ``rest`` is what else its sum has."""

    weight: Symbol
    part: Meaning
    at: Total


@value
class Weights:
    """Several of them, each with the part of the sum that it multiplies."""

    weights: tuple[Symbol, ...]
    parts: tuple[Meaning, ...]
    at: Total


@value
class Mixture:
    """``weight`` times ``second`` and one minus ``weight`` times ``first``."""

    weight: Symbol
    first: Meaning
    second: Meaning
    at: Total


def weights_in(statement: Meaning) -> Iterator[Weight | Weights | Mixture]:
    """From the outside inwards."""
    bound = {name for node in walk(statement) if isinstance(node, Operation) for name in node.bound}
    outer = set(map(id, _outer(statement)))
    for node in walk(statement):
        if isinstance(node, Total) and len(node.terms) > 1:
            found = mixture_in(node) or (_weights(node, bound) if id(node) in outer else None)
            if found is not None and not (isinstance(found, Mixture) and found.weight.latex in bound):
                yield found


def _outer(node: Meaning) -> Iterator[Meaning]:
    """What the statement is made of but for the insides of functions, norms, fractions and powers: what a part counts
    there says little of the whole."""
    yield node
    if isinstance(node, OPEN):
        for child in children(node):
            yield from _outer(child)


def _weights(total: Total, bound: Set[str]) -> Weight | Weights | None:
    found: list[tuple[Symbol, Meaning]] = []
    for k, term in enumerate(total.terms):
        others = [other for j, other in enumerate(total.terms) if j != k]
        weighed = ((weight, part) for weight, part in _weighed(term) if weight.latex not in bound)
        found += islice((each for each in weighed if _is_weight(*each, others)), 1)
    if sum(weight.stem == WEIGHT for weight, _ in found) < 2:  # one alone may be anything
        found = [(weight, part) for weight, part in found if weight.stem != WEIGHT]
    if len(found) > 1:
        return Weights(tuple(weight for weight, _ in found), tuple(part for _, part in found), total)
    return Weight(*found[0], total) if found else None


def _is_weight(weight: Symbol, part: Meaning, others: Sequence[Meaning]) -> bool:
    """Whether a letter is a number that is free to be 0, and stands nowhere else."""
    is_number = is_coefficient(weight) or (weight.stem == WEIGHT and not weight.bold and not _runs(weight))
    is_part = any(map(_is_more_than_number, walk(part))) and not (isinstance(part, Symbol) and part.latex in RUNNING)
    is_free = is_number and is_part
    return is_free and not any(holds(each, weight) for each in (part, *others))


def _is_more_than_number(part: Meaning) -> bool:
    return isinstance(part, Application | Bars) or (isinstance(part, Symbol) and not is_coefficient(part))


def _runs(weight: Symbol) -> bool:
    """Whether its index counts on, or spans a range: ``w_{t-1}``, ``w_{1:t}``."""
    return any(sign in weight.latex for sign in "+-:<,")


def _weighed(term: Meaning) -> Iterator[tuple[Symbol, Meaning]]:
    """Each symbol of a product with what it multiplies."""
    if not isinstance(term, Product):
        return
    for k, factor in enumerate(term.factors):
        if isinstance(factor, Symbol):
            yield factor, without(term, k)


def is_coefficient(symbol: Symbol) -> bool:
    return symbol.stem in COEFFICIENTS and not symbol.bold


def without(product: Product, k: int) -> Meaning:
    """A product less one factor."""
    left = product.factors[:k] + product.factors[k + 1 :]
    signs = product.signs[: max(k - 1, 0)] + product.signs[max(k, 1) :]
    return left[0] if len(left) == 1 else Product(left[0].start, left[-1].end, left, signs)


def mixture_in(total: Total) -> Mixture | None:
    if len(total.terms) != 2 or total.signs[1] != "+":
        return None
    for term, other in (total.terms, total.terms[::-1]):
        for weight, part in _weighed(term):
            rest = _complement(other, weight)
            if rest is not None and not holds(part, weight) and not holds(rest, weight):
                return Mixture(weight, rest, part, total)
            end = _end_of_way(part, other)
            if end is not None and not any(holds(each, weight) for each in (end, other)):
                return Mixture(weight, other, end, total)
    return None


def _end_of_way(part: Meaning, start: Meaning) -> Meaning | None:
    """``b`` of ``b - a``, where ``a`` is the start: ``a + t (b - a)`` goes from one to the other."""
    inside = bare(part)
    if not isinstance(inside, Total) or inside.signs != ("", "-"):
        return None
    return inside.terms[0] if meaning_latex(inside.terms[1]) == meaning_latex(start) else None


def _complement(term: Meaning, weight: Symbol) -> Meaning | None:
    """What ``1 - weight`` multiplies."""
    if not isinstance(term, Product):
        return None
    wanted = f"1-{weight.latex}"
    at = next((k for k, factor in enumerate(term.factors) if meaning_latex(factor).strip("()") == wanted), None)
    return without(term, at) if at is not None else None


def holds(part: Meaning, weight: Symbol) -> bool:
    """Whether a letter stands in a part, or may do so."""
    for node in walk(part):
        is_letter = isinstance(node, Symbol) and node.latex == weight.latex
        if is_letter or (isinstance(node, Undecided) and weight.latex in node.latex):
            return True
    return False


def stands_once(part: Meaning, statement: Meaning) -> bool:
    """Whether a term's factor is nowhere else: "at 0 it drops out" would be false of the other place."""
    latex = meaning_latex(part)
    return sum(meaning_latex(node) == latex for node in walk(statement) if type(node) is type(part)) <= 1
