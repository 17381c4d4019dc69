"""Equations of the paper that make two parts equal: what the parts differ by is a multiple of what is nought there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from reader.meaning.blocks.terms import Term
from reader.study.derivations.algebra import (
    MOST_MONOMIALS,
    Polynomial,
    Ratio,
    Ratios,
    TooLong,
    plus,
    ratio_of,
    times,
)
from reader.study.derivations.facts import Fact

LEAST_ATOMS = 2  # of an equation that is no wonder to be a factor of something
Powers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Nought:
    """A polynomial that some formula says is nought, with the atoms in it."""

    polynomial: Polynomial
    atoms: frozenset[str]


@dataclass(frozen=True)
class Equality:
    """An equation between two sides. It is multiplied out when it is first asked for."""

    fact: Fact

    @cached_property
    def nought(self) -> Nought | None:
        """None where factors keep their order, or nothing is said that could be used."""
        found = nought_of(self.fact.one, self.fact.other, {})
        is_telling = found is not None and len(found.polynomial) > 1 and len(found.atoms) >= LEAST_ATOMS
        return found if is_telling else None


def nought_of(one: Term, other: Term, known: Ratios) -> Nought | None:
    """What two sides differ by, but for what it is divided by."""
    left, right = ratio_of(one, known), ratio_of(other, known)
    if left is None or right is None:
        return None
    try:
        found = _difference(left, right)
    except TooLong:
        return None
    if not found or any(order for _, order in found):
        return None
    return Nought(found, frozenset(atom for powers, _ in found for atom, _ in powers))


def _difference(one: Ratio, other: Ratio) -> Polynomial:
    minus = {monomial: -factor for monomial, factor in other.over.items()}
    return plus(times(one.over, other.under), times(minus, one.under))


def equations_for(one: Term, other: Term, equalities: Sequence[Equality], known: Ratios) -> Iterator[Fact]:
    """The equations that make the one equal to the other."""
    if not equalities:
        return
    wanted = nought_of(one, other, known)
    if wanted is None:
        return
    for each in equalities:
        given = each.nought
        if given is not None and given.atoms <= wanted.atoms and divides(given, wanted):
            yield each.fact


def divides(given: Nought, wanted: Nought) -> bool:
    """Whether one polynomial is a multiple of another."""
    atoms = sorted(wanted.atoms)
    rest, by = (_placed(each.polynomial, atoms) for each in (wanted, given))
    first = max(by)
    for _ in range(MOST_MONOMIALS):
        if not rest:
            return True
        last = max(rest)
        lift = tuple(a - b for a, b in zip(last, first, strict=True))
        if min(lift) < 0 or len(rest) > MOST_MONOMIALS:
            return False
        factor = rest[last] / by[first]
        for powers, each in by.items():
            at = tuple(a + b for a, b in zip(powers, lift, strict=True))
            left = rest.get(at, Fraction(0)) - factor * each
            if left:
                rest[at] = left
            else:
                rest.pop(at, None)
    return False


def _placed(polynomial: Polynomial, atoms: Sequence[str]) -> dict[Powers, Fraction]:
    """By the exponents of all atoms, in their order."""
    made = {}
    for (powers, _), factor in polynomial.items():
        held = dict(powers)
        made[tuple(held.get(atom, 0) for atom in atoms)] = factor
    return made
