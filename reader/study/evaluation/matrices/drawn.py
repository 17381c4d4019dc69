"""Numbers that are a matrix of a kind: each kind is a row that says how its entries are put in order.

The page keeps the kind while one moves an entry (``reader/frontend/core/program.mjs``).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from math import cos, hypot, prod, sin

from reader.study.evaluation.matrices import forms

Matrix = list[list[float]]
Random = random.Random


@dataclass(frozen=True, slots=True)
class Drawn:
    """How one kind is drawn. ``entries`` is the kind of its numbers before they are arranged; ``fits`` says which
    sizes such a matrix has; ``summed`` along which of its axes it sums to one, from behind.
    """

    arranged: Callable[[Matrix, Random], Matrix]
    entries: str = "real"
    fits: Callable[[Sequence[int]], bool] = lambda sizes: sizes[-1] == sizes[-2] > 1
    summed: int = 0


def arranged(kind: str, flat: Sequence[float], sizes: Sequence[int], draw: Random) -> list[float]:
    """The numbers of all matrices of an array, row by row."""
    rows, columns = (1, sizes[-1]) if 1 in forms.RANKS[kind] else (sizes[-2], sizes[-1])
    found: list[float] = []
    for k in range(0, prod(sizes), rows * columns):
        matrix = [list(flat[k + i * columns : k + (i + 1) * columns]) for i in range(rows)]
        found += chain.from_iterable(DRAWN[kind].arranged(matrix, draw))
    return found


def keeps(kind: str, kept: Callable[[int, int], bool]) -> Callable[[Matrix, Random], Matrix]:
    """Noughts where nothing is ``kept``; what a triangle has on its diagonal is above nought."""

    def arrange(matrix: Matrix, draw: Random) -> Matrix:
        triangle = kind in (forms.LOWER, forms.UPPER)
        return [
            [abs(each) if i == j and triangle else each if kept(i, j) else 0.0 for j, each in enumerate(row)]
            for i, row in enumerate(matrix)
        ]

    return arrange


def _mirrored(sign: float, on_diagonal: bool = True) -> Callable[[Matrix, Random], Matrix]:
    def arrange(matrix: Matrix, draw: Random) -> Matrix:
        places = range(len(matrix))
        return [
            [
                matrix[i][j] if i < j or (i == j and on_diagonal) else sign * matrix[j][i] if j < i else 0.0
                for j in places
            ]
            for i in places
        ]

    return arrange


def _neighbours(matrix: Matrix, draw: Random) -> Matrix:
    """A graph without loops in which all hangs together."""
    linked = [[max(each, float(abs(i - j) == 1)) for j, each in enumerate(row)] for i, row in enumerate(matrix)]
    return _mirrored(1.0, on_diagonal=False)(linked, draw)


def _definite(matrix: Matrix, draw: Random) -> Matrix:
    """Symmetric and positive definite: on the diagonal stands more than beside it."""
    size = len(matrix)
    ends = [round(draw.uniform(0.5, 2.0), 2) for _ in range(size)]
    for i, j in product(range(size), repeat=2):
        room = min(ends[i], ends[j]) / max(1, size - 1)
        matrix[i][j] = ends[i] if i == j else round(draw.uniform(-0.8, 0.8) * room, 2) if i < j else matrix[j][i]
    return matrix


def _turned(matrix: Matrix, draw: Random, pairs: Iterable[tuple[int, int]]) -> Matrix:
    """The identity after a turn in each of some planes."""
    size = len(matrix)
    found = [[float(i == j) for j in range(size)] for i in range(size)]
    for i, j in pairs:
        angle = draw.choice((-1, 1)) * draw.uniform(0.3, 1.2)
        c, s = cos(angle), sin(angle)
        for row in found:
            row[i], row[j] = c * row[i] + s * row[j], c * row[j] - s * row[i]
    return found


def _rotation(matrix: Matrix, draw: Random) -> Matrix:
    """Of what has more rows than columns the first columns of one, and the other way round."""
    rows, columns = len(matrix), len(matrix[0])
    size = max(rows, columns)
    whole = _turned([[0.0]] * size, draw, combinations(range(size), 2))
    return [row[:columns] for row in whole[:rows]]


def _in_pairs(matrix: Matrix, draw: Random) -> Matrix:
    return _turned(matrix, draw, ((k, k + 1) for k in range(0, len(matrix), 2)))


def _permutation(matrix: Matrix, draw: Random) -> Matrix:
    places = list(range(len(matrix)))
    while places == sorted(places):
        draw.shuffle(places)
    return [[float(place == j) for j in range(len(places))] for place in places]


def _one_hot(matrix: Matrix, draw: Random) -> Matrix:
    size = len(matrix[0])
    place = draw.randrange(size)
    return [[float(j == place) for j in range(size)]]


def _of_length_one(matrix: Matrix, draw: Random) -> Matrix:
    length = hypot(*matrix[0])
    return [[each / length for each in matrix[0]]]


def _as_it_is(matrix: Matrix, draw: Random) -> Matrix:
    return matrix


def _any(sizes: Sequence[int]) -> bool:
    return True


def _several(sizes: Sequence[int]) -> bool:
    return sizes[-1] > 1


def _even(sizes: Sequence[int]) -> bool:
    return sizes[-1] == sizes[-2] and sizes[-1] % 2 == 0


def _on(i: int, j: int) -> bool:
    return i == j


DRAWN: dict[str, Drawn] = {
    forms.DEFINITE: Drawn(_definite),
    forms.SYMMETRIC: Drawn(_mirrored(1.0)),
    forms.SKEW: Drawn(_mirrored(-1.0, on_diagonal=False)),
    forms.ORTHOGONAL: Drawn(_rotation, fits=lambda sizes: max(sizes[-2:]) > 1),
    forms.ROTARY: Drawn(_in_pairs, fits=_even),
    forms.PERMUTATION: Drawn(_permutation),
    forms.DIAGONAL: Drawn(keeps(forms.DIAGONAL, _on), fits=_any),
    forms.POSITIVE_DIAGONAL: Drawn(keeps(forms.DIAGONAL, _on), "positive", _any),
    forms.UNIT_DIAGONAL: Drawn(keeps(forms.DIAGONAL, _on), "unit", _any),
    forms.LOWER: Drawn(keeps(forms.LOWER, lambda i, j: i >= j)),
    forms.UPPER: Drawn(keeps(forms.UPPER, lambda i, j: i <= j), fits=_any),
    forms.ADJACENCY: Drawn(_neighbours, "binary"),
    forms.NOUGHTS_AND_ONES: Drawn(_as_it_is, "binary", _any),
    forms.ROWS_OF_ONE: Drawn(_as_it_is, "unit", summed=-1),
    forms.COLUMNS_OF_ONE: Drawn(_as_it_is, "unit", summed=-2),
    forms.ONE_HOT: Drawn(_one_hot, "binary", _several),
    forms.LENGTH_ONE: Drawn(_of_length_one, fits=_several),
    forms.SHARES: Drawn(_as_it_is, "unit", _several, summed=-1),
}
ON_THE_DIAGONAL = {"positive": forms.POSITIVE_DIAGONAL, "nonnegative": forms.POSITIVE_DIAGONAL,
                   "unit": forms.UNIT_DIAGONAL, "real": forms.DIAGONAL}  # fmt: skip
# By the numbers that a kind has what else may be said of them.
ALSO_SAID: dict[str, frozenset[str]] = {
    "real": frozenset(),
    "positive": frozenset({"nonnegative"}),
    "unit": frozenset({"nonnegative", "positive"}),
    "binary": frozenset({"nonnegative", "unit", "natural", "integer"}),
}


def kind_drawn(kind: str, shape: Sequence[int], numbers: str) -> str | None:
    """The kind that is drawn for a matrix of some sizes whose author says that it is one of a ``kind``, and that its
    entries are such ``numbers``. None where none is.
    """
    if kind in (forms.DIAGONAL, forms.POSITIVE_DIAGONAL):
        told = ON_THE_DIAGONAL.get(numbers, forms.OTHER)
        kind, numbers = kind if told == forms.DIAGONAL else told, "real"
    if kind == forms.COLUMNS and shape[-2] >= shape[-1]:  # there are no more such columns than rows
        kind = forms.ORTHOGONAL
    row = DRAWN.get(kind)
    goes = row is not None and row.fits(shape) and numbers in {"real", row.entries, *ALSO_SAID[row.entries]}
    return kind if goes else None


__all__ = ["DRAWN", "arranged", "kind_drawn"]
