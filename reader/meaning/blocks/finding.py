"""Blocks in a formula: every pattern that fits somewhere, then the ones that say most where several say the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reader.meaning.blocks.differences import told_differences
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.matcher import Fit
from reader.meaning.blocks.needs import NEEDS, PartPlaces
from reader.meaning.blocks.normal import normal_term, relation
from reader.meaning.blocks.patterns import Shelf
from reader.meaning.blocks.places import balanced
from reader.meaning.blocks.settling import Seat, settle
from reader.meaning.blocks.spelling import spelled
from reader.meaning.blocks.terms import Term, place, walk

BOUNDS = ("\\le", "\\ge")
MOST_FITS = 3  # of one pattern on one term


def find_blocks(latex: str, shelf: Shelf) -> tuple[FoundBlock, ...]:
    """The blocks of a formula in macro-free LaTeX, by place, the larger first."""
    return tuple(_finished(seat) for seat in settle(_all_seats(latex, shelf)))


def _all_seats(latex: str, shelf: Shelf) -> list[Seat]:
    term = normal_term(latex)
    usable = shelf.fitting(term)
    seats: dict[tuple[str, int, int], Seat] = {}
    standing = PartPlaces(term)
    for part in _parts(term):
        for ready in usable.candidates(part):
            for fit in islice(ready.matcher.fits(ready.term, part), MOST_FITS):
                start, end = _place(part, fit)
                if start >= 0 and all(NEEDS[need].holds(part, fit, standing) for need in ready.block.needs):
                    anchor = max(side.start for side in part.args) if part.head[:4] == "rel:" else start
                    _keep(seats, Seat(ready, fit, *balanced(latex, start, end), anchor=max(start, anchor)))
    return list(seats.values())


def _parts(term: Term) -> Iterator[Term]:
    """Every sub-term, and the pairs of neighbours in a chain of relations."""
    for part in walk(term):
        yield part
        if part.head == "chain":
            signs = part.text.split(" ")
            for sign, left, right in zip(signs, part.args, part.args[1:], strict=False):
                yield relation(sign, left, right)
            if len(signs) > 1 and signs[0] in ("=", ":=") and part.args[0].head != "none":
                for k, (sign, right) in enumerate(zip(signs[1:], part.args[2:], strict=False)):
                    if sign == "=" or (sign in BOUNDS and set(signs[: k + 1]) <= {"=", ":="}):
                        yield relation(sign, part.args[0], right)


def _place(part: Term, fit: Fit) -> tuple[int, int]:
    """Where a fit stands: the whole part, or of a product or sum the factors or terms that it takes."""
    if fit.beside and not any(taken is factor for taken in fit.taken for factor in part.parts[1]):
        return place(fit.taken)
    return (part.start, part.end) if part.start >= 0 else place([part])


def _keep(seats: dict[tuple[str, int, int], Seat], seat: Seat) -> None:
    """Of one block at one place the fit that tells most, and of these the one that differs least."""
    key = (seat.block.id, seat.start, seat.end)
    if key not in seats or (seat.size, -seat.odd) > (seats[key].size, -seats[key].odd):
        seats[key] = seat


def _finished(seat: Seat) -> FoundBlock:
    values = seat.fit.values
    return FoundBlock(
        seat.block, seat.start, seat.end,
        {name: spelled(value) for name, value in values.items()},
        {name: place([value]) for name, value in values.items()},
        seat.size, told_differences(seat.ready.pattern, seat.fit), seat.settled, seat.anchor,
        seat.fit.indices, seat.ready.pattern.latex,
    )  # fmt: skip
