"""What a display claims, one relation after the other: a left side, a sign, and the sides that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.formula.semantics.nodes import Chain, Grid, Group, Listing, Meaning, Nothing, Quantified, Statements, Words


@dataclass(frozen=True, slots=True)
class Claim:
    """``left sign right``, or a lone expression: then ``left`` is None and ``sign`` empty.

    ``sides`` are all sides after the first, those of the rows that continue it among them; ``signs`` stand before them.
    """

    left: Meaning | None
    signs: tuple[str, ...]
    sides: tuple[Meaning, ...]

    @property
    def sign(self) -> str:
        return self.signs[0] if self.signs else ""

    @property
    def right(self) -> Meaning:
        """The side that says most plainly what the left one is: the first."""
        return self.sides[0]


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a display in order, and the words between them, folded."""

    claims: tuple[Claim, ...]
    words: tuple[str, ...]


def claims_in(meaning: Meaning) -> Claims:
    """Rows without a left side of their own continue the claim before them."""
    found: list[Claim] = []
    words: list[str] = []
    for item in _items(meaning, words):
        if isinstance(item, Chain):
            _take(item, found)
        else:
            found.append(Claim(None, (), (item,)))
    return Claims(tuple(found), tuple(words))


def _take(chain: Chain, found: list[Claim]) -> None:
    left, *sides = chain.operands
    signs = tuple(relation.sign for relation in chain.relations)
    full = [(sign, side) for sign, side in zip(signs, sides, strict=False) if not isinstance(side, Nothing)]
    if not full:
        if not isinstance(left, Nothing):
            found.append(Claim(None, (), (left,)))
        return
    kept = tuple(sign for sign, _ in full), tuple(side for _, side in full)
    if not isinstance(left, Nothing):
        found.append(Claim(left, *kept))
    elif found:
        before = found.pop()
        if before.left is None and before.sides:  # the left side stands in the cell before
            found.append(Claim(before.sides[-1], *kept))
        else:
            found.append(Claim(before.left, before.signs + kept[0], before.sides + kept[1]))
    else:
        found.append(Claim(None, *kept))


def _items(meaning: Meaning, words: list[str]) -> Iterator[Meaning]:
    """The statements of a display; the words between them go into ``words``."""
    if isinstance(meaning, Statements) or (isinstance(meaning, Listing) and _lists_claims(meaning)):
        for item in meaning.items:
            yield from _items(item, words)
        words += [_folded(each) for row in meaning.separators for each in row]
    elif isinstance(meaning, Group) and not meaning.open:
        yield from _items(meaning.body, words)
    elif isinstance(meaning, Grid) and meaning.kind == "lines":
        for row in meaning.rows:
            for cell in row:
                yield from _items(cell, words)
    elif isinstance(meaning, Words):
        words.append(_folded(meaning.text))
    elif not isinstance(meaning, Nothing | Quantified):
        yield meaning


def _lists_claims(listing: Listing) -> bool:
    """A display in a colour is a list of claims, with nothing behind its last comma."""
    return listing.kind == "bare" and all(isinstance(item, Chain | Nothing) for item in listing.items)


def _folded(text: str) -> str:
    """The words of a text between formulas."""
    words = "".join(mark if mark.isalpha() or mark == "\\" else " " for mark in text.casefold()).split()
    return " ".join(word for word in words if not word.startswith("\\"))
