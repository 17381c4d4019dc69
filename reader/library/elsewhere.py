"""The same formula in other papers, in their letters: by its shape, and by the textbook blocks in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from reader.errors import LibraryError
from reader.formula import parse_formula
from reader.formula.canonical import names_in_shape, shape_hash
from reader.formula.nodes import Expression
from reader.library.adding import sides_of
from reader.library.searching import PLACED, Place
from reader.library.store import Library

MOST = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """A letter here and the letter there that has its place; ``slot`` names the place where the block does."""

    here: str
    there: str
    slot: str = ""
    means_here: str = ""
    means_there: str = ""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A formula elsewhere that is the same but for its letters.

    It is the whole formula, one ``side`` of a relation, or ``block``, a pattern with a name, that both contain.
    """

    place: Place
    pairs: tuple[Pair, ...]
    side: bool = False
    block: str = ""
    concept: str = ""


def find_elsewhere(library: Library, paper: str, equation: str, limit: int = MOST) -> tuple[Counterpart, ...]:
    """Counterparts of an equation (its id or printed number) in other papers, the closest first."""
    with library.reading() as connection:
        here = connection.execute(
            f"{PLACED} WHERE r.key = ? AND (e.name = ? OR e.number = ?) ORDER BY e.name = ? DESC, e.id LIMIT 1",
            (paper, equation, equation, equation),
        ).fetchone()
        if here is None:
            raise LibraryError("no-such-equation", wanted=equation, paper=paper)
        found = list(islice(chain(_of_shape(connection, here, limit), _of_blocks(connection, here, limit)), limit))
    closest: dict[tuple[str, str], Counterpart] = {}
    for each in found:
        closest.setdefault((each.place.paper, each.place.equation), each)
    return tuple(closest.values())[:limit]


def _of_shape(connection: sqlite3.Connection, here: sqlite3.Row, limit: int) -> Iterator[Counterpart]:
    own = _parts(here["expanded"])
    shapes = connection.execute("SELECT shape, side FROM shapes WHERE equation = ? ORDER BY side", [here["id"]])
    for shape, side in shapes.fetchall():
        rows = connection.execute(
            f"SELECT s.side, p.* FROM shapes s JOIN ({PLACED}) p ON p.id = s.equation"
            " WHERE s.shape = ? AND p.key <> ? ORDER BY s.equation DESC LIMIT ?",
            (shape, here["key"], limit),
        )
        for row in rows.fetchall():
            names = _paired(own[side], _parts(row["expanded"])[row["side"]])
            pairs = tuple(_told(connection, here["key"], row["key"], ours, theirs) for ours, theirs in names)
            if pairs:
                yield Counterpart(_place(row), pairs, side=side > 0 or row["side"] > 0)


def _paired(ours: Expression, theirs: Expression) -> list[tuple[str, str]]:
    """Names of two formulas of one shape; none where an older version of this program gave one of them its shape."""
    if shape_hash(ours) != shape_hash(theirs):
        return []
    return list(zip(names_in_shape(ours), names_in_shape(theirs), strict=True))


def _parts(latex: str) -> list[Expression]:
    expression = parse_formula(latex)
    return [expression, *sides_of(expression)]


def _of_blocks(connection: sqlite3.Connection, here: sqlite3.Row, limit: int) -> Iterator[Counterpart]:
    for block in _outermost(connection, here["id"]):
        slots: dict[str, str] = json.loads(block["bindings"])
        rows = connection.execute(
            f"SELECT b.bindings, p.* FROM blocks b JOIN ({PLACED}) p ON p.id = b.equation"
            " WHERE b.block = ? AND p.key <> ? ORDER BY b.rowid DESC LIMIT ?",
            (block["block"], here["key"], limit),
        )
        for row in rows.fetchall():
            theirs: dict[str, str] = json.loads(row["bindings"])
            shared = (slot for slot in slots if slot in theirs)
            pairs = (_told(connection, here["key"], row["key"], slots[each], theirs[each], each) for each in shared)
            yield Counterpart(_place(row), tuple(pairs), block=block["block"], concept=block["concept"] or "")


def _outermost(connection: sqlite3.Connection, equation: int) -> Iterator[sqlite3.Row]:
    """The blocks of a formula that stand in no larger one; those with one slot (``log x``) stand in every paper."""
    reached = -1
    rows = connection.execute(
        "SELECT block, concept, end, bindings FROM blocks WHERE equation = ? ORDER BY start, end DESC", [equation]
    )
    for row in rows.fetchall():
        if row["end"] > reached:
            reached = row["end"]
            if len(json.loads(row["bindings"])) > 1:
                yield row


def _told(connection: sqlite3.Connection, paper: str, other: str, own: str, theirs: str, slot: str = "") -> Pair:
    return Pair(own, theirs, slot, _meaning(connection, paper, own), _meaning(connection, other, theirs))


def _meaning(connection: sqlite3.Connection, paper: str, latex: str) -> str:
    row = connection.execute(
        "SELECT meaning FROM symbols WHERE reading = (SELECT id FROM readings WHERE key = ?) AND latex = ?",
        (paper, latex),
    ).fetchone()
    return (row["meaning"] or "") if row else ""


def _place(row: sqlite3.Row) -> Place:
    return Place(row["key"], row["title"], row["name"], row["number"], row["section"], row["expanded"])
