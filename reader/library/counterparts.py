"""Counterparts of a formula in other papers: formulas of the same shape, or with the same named block."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

from reader.errors import LibraryError
from reader.formula.syntax.canonical import shape_and_names
from reader.formula.syntax.parsing import parse_formula
from reader.library.adding import sides_of
from reader.library.searching import PLACED, ResultPlace, place_of
from reader.library.store import Library

MOST = 20
COMPARED = 30_000  # characters of formulas that are compared letter by letter for one question: some 0.2 s
MOST_OF = "({0}.end - {0}.start) * 2 > LENGTH({1}.expanded)"  # a block that is a small part of both makes them no kin
FEWEST_SLOTS = 2  # of a block that is looked for: one with a single slot (``log x``) stands in every paper


@dataclass(frozen=True, slots=True)
class SymbolPair:
    """Two letters that correspond, of this paper and of the other; ``slot`` is the slot of a block that both fill."""

    here: str
    there: str
    slot: str = ""
    means_here: str = ""
    means_there: str = ""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A formula of another paper that differs in its letters only.

    The whole formula agrees, or one ``side`` of a relation, or most of both is ``block``, a named pattern.
    ``is_long``: it is too long to be compared letter by letter, and has no pairs.
    """

    place: ResultPlace
    pairs: tuple[SymbolPair, ...]
    side: bool = False
    block: str = ""
    concept: str = ""
    is_long: bool = False


def find_counterparts(library: Library, paper: str, equation: str, limit: int = MOST) -> tuple[Counterpart, ...]:
    """The counterparts of an equation (its id or printed number) in other papers, the closest first."""
    with library.reading() as connection:
        row = connection.execute(
            f"{PLACED} WHERE r.key = ? AND (e.name = ? OR e.number = ?) ORDER BY e.name = ? DESC, e.id LIMIT 1",
            (paper, equation, equation, equation),
        ).fetchone()
        if row is None:
            raise LibraryError("no-such-equation", wanted=equation, paper=paper)
        search = _Search(connection, row, limit)
        counterparts = list(islice(chain(search.by_shape(), search.by_blocks()), limit))
    closest: dict[tuple[str, str], Counterpart] = {}
    for counterpart in counterparts:
        closest.setdefault((counterpart.place.paper, counterpart.place.equation), counterpart)
    return tuple(closest.values())[:limit]


def first_counterpart(library: Library, paper: str, among: Collection[str] | None = None) -> str | None:
    """The first equation of a paper, within ``among`` if given, that has a counterpart."""
    shared = (
        "SELECT e.name FROM equations e JOIN readings r ON r.id = e.reading WHERE r.key = ? AND ("
        "EXISTS (SELECT 1 FROM shapes s JOIN shapes o ON o.shape = s.shape JOIN equations t ON t.id = o.equation"
        " WHERE s.equation = e.id AND t.reading <> e.reading)"
        " OR EXISTS (SELECT 1 FROM blocks b JOIN blocks o ON o.block = b.block JOIN equations t ON t.id = o.equation"
        f" WHERE b.equation = e.id AND o.reading <> b.reading AND {MOST_OF.format('b', 'e')}"
        f" AND {MOST_OF.format('o', 't')} AND (SELECT COUNT(*) FROM json_each(b.bindings)) >= ?)) ORDER BY e.id"
    )
    with library.reading() as connection:
        names = (row["name"] for row in connection.execute(shared, (paper, FEWEST_SLOTS)))
        return next((name for name in names if among is None or name in among), None)


class _Search:
    """Finds the counterparts of one equation. Query results are cached."""

    def __init__(self, connection: sqlite3.Connection, equation: sqlite3.Row, limit: int) -> None:
        self._connection = connection
        self._here = equation
        self._limit = limit
        self._left = COMPARED
        self._meanings = cache(self._read_meanings)
        self._names = cache(_names_of)

    def by_shape(self) -> Iterator[Counterpart]:
        """Formulas of which the whole, or one side, has the same shape."""
        equation, compared = self._here, set()
        shapes = self._connection.execute(
            "SELECT shape, side FROM shapes WHERE equation = ? ORDER BY side", [equation["id"]]
        )
        for shape, side in shapes.fetchall():
            rows = self._connection.execute(
                f"SELECT s.side, p.* FROM shapes s JOIN ({PLACED}) p ON p.id = s.equation"
                " WHERE s.shape = ? AND p.key <> ? ORDER BY s.equation DESC LIMIT ?",
                (shape, equation["key"], self._limit),
            )
            for row in rows.fetchall():
                if row["id"] not in compared:  # nearer than one of its sides is the whole
                    compared.add(row["id"])
                    yield from self._compared(row, side)

    def _compared(self, row: sqlite3.Row, side: int) -> Iterator[Counterpart]:
        """The counterpart, unless an older version of this program computed one of the two shapes."""
        is_side = side > 0 or row["side"] > 0
        self._left -= len(row["expanded"]) + (len(self._here["expanded"]) if self._left == COMPARED else 0)
        if self._left < 0:
            yield Counterpart(place_of(row), (), side=is_side, is_long=True)
            return
        own, ours = self._names(self._here["expanded"], side)
        other, theirs = self._names(row["expanded"], row["side"])
        if own == other and ours:
            names = zip(ours, theirs, strict=True)
            pairs = tuple(self._symbol_pair(row["key"], own_name, their_name) for own_name, their_name in names)
            yield Counterpart(place_of(row), pairs, side=is_side)

    def by_blocks(self) -> Iterator[Counterpart]:
        """Formulas with a block that this equation has too."""
        for block in _outermost(self._connection, self._here["id"]):
            slots: dict[str, str] = json.loads(block["bindings"])
            rows = self._connection.execute(
                f"SELECT b.bindings, p.* FROM blocks b JOIN ({PLACED}) p ON p.id = b.equation"
                f" WHERE b.block = ? AND p.key <> ? AND {MOST_OF.format('b', 'p')} ORDER BY b.rowid DESC LIMIT ?",
                (block["block"], self._here["key"], self._limit),
            )
            for row in rows.fetchall():
                theirs: dict[str, str] = json.loads(row["bindings"])
                shared = (slot for slot in slots if slot in theirs)
                pairs = tuple(
                    self._symbol_pair(row["key"], slots[slot_id], theirs[slot_id], slot_id) for slot_id in shared
                )
                yield Counterpart(place_of(row), pairs, block=block["block"], concept=block["concept"] or "")

    def _symbol_pair(self, other: str, own: str, theirs: str, slot: str = "") -> SymbolPair:
        own_meanings, their_meanings = self._meanings(self._here["key"]), self._meanings(other)
        return SymbolPair(own, theirs, slot, own_meanings.get(own, ""), their_meanings.get(theirs, ""))

    def _read_meanings(self, paper: str) -> dict[str, str]:
        rows = self._connection.execute(
            "SELECT latex, meaning FROM symbols WHERE reading = (SELECT id FROM readings WHERE key = ?)"
            " ORDER BY id DESC",
            [paper],
        )
        return {row["latex"]: row["meaning"] or "" for row in rows}


def _names_of(latex: str, side: int) -> tuple[str, tuple[str, ...]]:
    """The shape hash and the names of a formula, or of one of its sides."""
    expression = parse_formula(latex)
    return shape_and_names([expression, *sides_of(expression)][side])


def _outermost(connection: sqlite3.Connection, equation: int) -> Iterator[sqlite3.Row]:
    """The blocks of a formula that are most of it and in no larger block."""
    reached = -1
    rows = connection.execute(
        "SELECT b.block, b.concept, b.end, b.bindings FROM blocks b JOIN equations e ON e.id = b.equation"
        f" WHERE e.id = ? AND {MOST_OF.format('b', 'e')} ORDER BY b.start, b.end DESC",
        [equation],
    )
    for row in rows.fetchall():
        if row["end"] > reached:
            reached = row["end"]
            if len(json.loads(row["bindings"])) >= FEWEST_SLOTS:
                yield row
