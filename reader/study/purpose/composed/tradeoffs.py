"""Quantities that make one term of a sum smaller and another larger: too little of them costs as much as too much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from reader.formula.semantics.nodes import Application, Meaning, Product, Quotient, Root, Symbol, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.noun_kinds import THING
from reader.study.purpose.composed.grows import KnownSigns, domain_of, hangs_elsewhere, is_number, outside_indices
from reader.study.purpose.composed.growth import FALLS, MOST, RISES, Growth
from reader.study.purpose.forms.scene import Scene, told
from reader.study.purpose.phrase import PurposePhrase, listing
from reader.study.purpose.pressure import growing_in

FEWEST, SEVERAL, SHOWN = 2, 6, 2  # terms; those shown on either side
ASSUMED = 4  # letters that must be positive


def trades(scene: Scene) -> PurposePhrase | None:
    """``R \\\\le a / h + b h``: what pulls two ways, the named one first."""
    for side in reversed(scene.claim.sides):
        total = sum_in(side, scene)
        if total is None or len(list(islice(walk(side), MOST + 1))) > MOST:
            continue
        found = list(filter(None, (_traded(letter, total, side, scene) for letter in letters_of(total))))
        if found:
            return max(found, key=lambda each: len(each.names))
    return None


def sum_in(side: Meaning, scene: Scene) -> Total | None:
    """The sum that a side is, but for factors that are never negative."""
    node = bare(side)
    if isinstance(node, Product):
        sums = [each for each in node.factors if isinstance(bare(each), Total)]
        signs = KnownSigns(scene)
        growth = Growth("", signs.holds, growing_in(scene.statement))
        others = [each for each in node.factors if each not in sums]
        node = bare(sums[0]) if len(sums) == 1 and all(growth.sign(each) == 1 for each in others) else node
    is_sum = isinstance(node, Total) and FEWEST <= len(node.terms) <= SEVERAL and not set(node.signs) - {"", "+"}
    return node if is_sum and isinstance(node, Total) else None


def letters_of(total: Total) -> Iterator[Symbol]:
    """Plain letters that several terms have."""
    functions = {id(each.function) for each in walk(total) if isinstance(each, Application)}
    seen: dict[str, tuple[Symbol, set[int]]] = {}
    for at, term in enumerate(total.terms):
        for node in outside_indices(term):
            if isinstance(node, Symbol) and not node.bold and id(node) not in functions:
                seen.setdefault(node.latex, (node, set()))[1].add(at)
    yield from (node for node, places in seen.values() if len(places) >= FEWEST)


def _traded(letter: Symbol, total: Total, side: Meaning, scene: Scene) -> PurposePhrase | None:
    """What a letter raises and what it lowers, where it does both, once each."""
    if domain_of(letter, scene) == THING or hangs_elsewhere(letter.latex, side, scene):
        return None
    signs = KnownSigns(scene)
    growth = Growth(letter.latex, signs.holds, growing_in(scene.statement))
    ways = [way_of(growth, term) for term in total.terms]
    if None in ways or {FALLS, RISES} - set(ways) or len(signs.assumed) > ASSUMED:
        return None
    if scene.kind != "bound" and not all(is_number(each, scene) for each in signs.assumed.values()):
        return None  # what a bound is made of is positive
    part = scene.part(letter)
    down, up = (_listed(total, ways, way, scene) for way in (FALLS, RISES))
    if part is None or down is None or is_only(total.terms[ways.index(RISES)], letter):
        return None
    if up is None:
        return told("trades-off-others", part=part, down=down) if 0 not in ways else None
    return told("trades-off", part=part, down=down, up=up)


def _listed(total: Total, ways: Sequence[int | None], way: int, scene: Scene) -> PurposePhrase | None:
    """The terms that move so."""
    moving = [term for term, each in zip(total.terms, ways, strict=True) if each == way]
    shown = [each for each in map(scene.shown, moving) if each is not None]
    return listing(shown) if 0 < len(shown) == len(moving) <= SHOWN else None


def is_only(term: Meaning, letter: Symbol) -> bool:
    """Whether a term is the letter itself: that it grows with it is seen."""
    return meaning_latex(bare(term)) == letter.latex


def way_of(growth: Growth, term: Meaning) -> int | None:
    """As a whole term moves; a root of a fraction whose lower part is positive has an upper part that is so too."""
    way = growth.of(term)
    node = bare(term)
    inside = bare(node.body) if isinstance(node, Root) else None
    if way is not None or not isinstance(inside, Quotient):
        return way
    above, below = growth.of(inside.numerator), growth.of(inside.denominator)
    return -below if above == 0 and below and growth.sign(inside.denominator) == 1 else None
