"""How large things are in a run: small numbers in the place of the author's sizes, his constraints kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from itertools import islice, product

from reader.formula.semantics.nodes import Meaning, Quotient, Total
from reader.formula.shapes.expressions import Dimension, dimension_of
from reader.formula.syntax.tree import walk
from reader.study.evaluation.refusal import Refusal

USUAL = {"n": 3, "N": 3, "m": 2, "M": 2, "d": 4, "D": 4, "k": 2, "K": 3, "h": 2, "H": 2, "T": 3, "t": 3, "p": 2, "L": 2,
         "b": 2, "B": 2, "C": 3, "V": 3, "l": 2, "w": 3, "J": 2}  # fmt: skip
OTHERS = (3, 4, 2, 5)
MOST_TRIED = 4000
FEWEST = 2  # terms of a sum or factors of a product, of which one alone would show nothing


def choose_sizes(
    wanted: Iterable[Dimension],
    normal: Callable[[Dimension], Dimension],
    fixed: Mapping[str, int],
    orders: Collection[tuple[str, str]] = (),
    counted: Iterable[Dimension] = (),
) -> dict[str, int]:
    """A size for each letter, so that every wanted dimension is a whole number above nought.

    ``normal`` puts in what the author says of sizes (``d_k = d / h``); ``fixed`` are the reader's own choices. Of the
    ``orders`` each first letter is at most the second, and what is ``counted`` is at least two, where that can be.
    Raises :class:`Refusal` where no small numbers fit.
    """
    needed, several = [normal(dimension) for dimension in wanted], [normal(dimension) for dimension in counted]
    found = {name for dimension in needed for name in dimension.names}
    letters = sorted(found, key=lambda name: (name.startswith("?"), name not in USUAL, name))
    ranges: list[list[int]] = []
    for k, name in enumerate(letters):
        taken = {each[0] for each in ranges}
        usual = _candidates(name, k)
        fresh = usual if name.startswith("?") else sorted(usual, key=lambda size: size in taken)
        ranges.append([fixed[name]] if name in fixed else fresh)
    known = found | fixed.keys()
    told = [(low, high) for low, high in orders if low in known and high in known]
    for pairs, many in dict.fromkeys(((tuple(told), tuple(several)), (tuple(told), ()), ((), ()))):
        for values in islice(product(*ranges), MOST_TRIED):
            sizes = {**fixed, **dict(zip(letters, values, strict=True))}
            fit = all((dimension.value(sizes) or 0) >= 1 for dimension in needed)
            fit &= all((dimension.value(sizes) or 0) >= FEWEST for dimension in many)
            if fit and all(sizes[low] <= sizes[high] for low, high in pairs):
                return sizes
    raise Refusal("sizes-do-not-fit", ", ".join(letter for letter in letters if not letter.startswith("?")))


def left_over(nodes: Iterable[Meaning], sizes: Set[str]) -> Iterator[Dimension]:
    """What one divides by that is left of sizes, the ``n - p - 1`` of a variance: it is above nought."""
    below = [node.denominator for node in nodes if isinstance(node, Quotient) and node.form != "binom"]
    totals = [each for side in below for each in walk(side) if isinstance(each, Total) and "-" in each.signs]
    yield from (
        each for each in map(dimension_of, totals) if each is not None and each.names and {*each.names} <= sizes
    )


def _candidates(name: str, place: int) -> list[int]:
    base = name.split("_")[0].split("^")[0]
    first = USUAL.get(name) or USUAL.get(base if "_" not in name else "") or OTHERS[place % len(OTHERS)]
    if name.startswith("?"):
        first = 3
    return list(dict.fromkeys((first, *OTHERS, 6)))
