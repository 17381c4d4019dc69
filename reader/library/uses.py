"""Which formulas of the library use which concepts: those where a symbol that means it first stands, and those with one
of its blocks."""

from __future__ import annotations

from reader.library.searching import PLACED, ResultPlace, place_of
from reader.library.store import Library

MOST = 24  # formulas of one concept that are shown
OF_A_PAPER = 4  # of them, where other papers have it as well
USING = (
    "SELECT concept, equation FROM blocks WHERE concept IS NOT NULL"
    " UNION SELECT concept, equation FROM symbols WHERE concept IS NOT NULL AND equation IS NOT NULL"
)


def uses_in_library(library: Library) -> dict[str, set[int]]:
    """By concept the row ids of the formulas that use it."""
    found: dict[str, set[int]] = {}
    with library.reading() as connection:
        for concept, equation in connection.execute(USING):
            found.setdefault(concept, set()).add(equation)
    return found


def formulas_using(
    library: Library, concept: str, without: str = "", limit: int = MOST
) -> tuple[tuple[ResultPlace, ...], int]:
    """The formulas that use a concept, a few of each paper, the paper opened last first; and how many there are.

    Those of the paper ``without`` are left out.
    """
    with library.reading() as connection:
        rows = connection.execute(
            f"{PLACED} WHERE r.key != ? AND e.id IN (SELECT equation FROM ({USING}) WHERE concept = ?)"
            " ORDER BY r.opened DESC, e.reading, e.id",
            (without, concept),
        ).fetchall()
    taken: dict[str, int] = {}
    places = []
    for row in rows:
        taken[row["key"]] = taken.get(row["key"], 0) + 1
        if taken[row["key"]] <= OF_A_PAPER:
            places.append(place_of(row))
    return tuple(places[:limit]), len(rows)
