"""Searches the library by words, by concept, by the meaning of a symbol, and by formula."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from glossary import Glossary
from glossary.model import Concept
from reader.formula.syntax.canonical import canonical_string
from reader.formula.syntax.parsing import parse_formula
from reader.library.adding import EQUATION, READING, SYMBOL
from reader.library.folding import fold, index_query
from reader.library.patterns import is_empty, pattern_of, slack_of
from reader.library.store import Library
from reader.library.trees import load, pieces
from reader.model.context import Context

ResultKind = Literal["reading", "symbol", "equation"]
MOST = 50  # hits
LOOKED_AT = 1500  # formulas that have all pieces of a pattern and are tried, the newest first
RANKED = 1500  # rows that have the words and are put in order, the newest first
# A formula at its place, as all searches give it.
PLACED = (
    "SELECT e.id, e.name, e.number, e.section, e.expanded, r.key, r.title FROM equations e"
    " JOIN readings r ON r.id = e.reading"
)


@dataclass(frozen=True, slots=True)
class ResultPlace:
    """An equation of a paper: its id in the reading, its printed number, and its LaTeX without macros."""

    paper: str
    title: str
    equation: str
    number: str | None
    section: str
    latex: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result. ``place`` is where it is; only a paper without formulas has none.

    ``symbol`` is the spelling that has the meaning ``meaning``; ``slack`` says how loosely a formula matches.
    """

    kind: ResultKind
    paper: str
    title: str
    place: ResultPlace | None = None
    symbol: str = ""
    meaning: str = ""
    gloss: str = ""
    concept: str | None = None
    slack: int = 0


def looks_like_formula(text: str) -> bool:
    """Whether a query is a formula rather than words."""
    return any(mark in text for mark in "\\$?？^_={") and bool(text.strip(" ?？"))


# --- words -----------------------------------------------------------------------------------------------------------


def search(query: str, limit: int = MOST, context: Context | None = None) -> tuple[Hit, ...]:
    """The reader's own library searched: LaTeX of a formula (``?`` is a wildcard), else words or a concept's name.

    ``context`` has the glossary that knows the names, by default what the environment and the reader's own folders ask
    for. Raises :class:`reader.errors.LibraryError`.
    """
    from reader.user.context import current_context

    library = Library()
    if looks_like_formula(query):
        return search_formula(library, query, limit).hits
    return search_words(library, (context or current_context()).glossary, query, limit)


def search_words(library: Library, knowledge: Glossary, query: str, limit: int = MOST) -> tuple[Hit, ...]:
    """Symbols, formulas and papers about the query, under any of the names that the glossary has for it."""
    question = " OR ".join(filter(None, (_all_of(query), *_other_names(knowledge, query))))
    if not question:
        return ()
    with library.reading() as connection:
        rows = connection.execute(
            "SELECT rowid, length(text) FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?", (question, RANKED)
        ).fetchall()
        # what says little else is about it; symbols before formulas, papers first
        order = {READING: 0, SYMBOL: 1, EQUATION: 2}
        best = sorted(rows, key=lambda row: (order[row[0] % 3], row[1], -row[0]))[:limit]
        return tuple(hit for row in best if (hit := _hit(connection, row[0])) is not None)


def _all_of(query: str) -> str:
    return f"({question})" if (question := index_query(query)) else ""


def _other_names(knowledge: Glossary, query: str) -> Iterator[str]:
    """The glossary's other names for the concepts with exactly this name, and the marks of what is linked to them."""
    for identifier in concepts_called(knowledge, query):
        yield f'"c:{identifier}"'
        yield from (_all_of(name) for name in names_of(knowledge[identifier]))


def concepts_called(knowledge: Glossary, query: str) -> tuple[str, ...]:
    """The concepts with this name, alias or reading in any language: ゆうど, 尤度 and likelihood are one."""
    return _by_folded_name(knowledge).get(_folded(query), ())


@lru_cache(maxsize=4)
def _by_folded_name(knowledge: Glossary) -> dict[str, tuple[str, ...]]:
    by_name: dict[str, list[str]] = {}
    for concept in knowledge.concepts.values():
        for name in {_folded(name) for name in (*names_of(concept), concept.reading, concept.id)} - {""}:
            by_name.setdefault(name, []).append(concept.id)
    return {name: tuple(ids) for name, ids in by_name.items()}


def _folded(text: str) -> str:
    return " ".join(word for run in fold(text) for word in run)


def names_of(concept: Concept) -> tuple[str, ...]:
    """All names of a concept in prose."""
    aliases = (alias for names in concept.aliases.values() for alias in names)
    return tuple(dict.fromkeys(filter(None, (*concept.name.values(), *concept.phrase.values(), *aliases))))


def _hit(connection: sqlite3.Connection, row: int) -> Hit | None:
    number, about = divmod(row, 3)
    if about == READING:
        record = connection.execute("SELECT key, title, id FROM readings WHERE id = ?", [number]).fetchone()
        if record is None:
            return None
        first = connection.execute(f"{PLACED} WHERE e.reading = ? ORDER BY e.id LIMIT 1", [number]).fetchone()
        return Hit("reading", record["key"], record["title"], place_of(first) if first else None)
    if about == EQUATION:
        record = connection.execute(f"{PLACED} WHERE e.id = ?", [number]).fetchone()
        return Hit("equation", record["key"], record["title"], place_of(record)) if record else None
    record = connection.execute(f"{_SYMBOL} WHERE s.id = ?", [number]).fetchone()
    return _symbol_hit(connection, record) if record else None


_SYMBOL = "SELECT s.*, r.key, r.title FROM symbols s JOIN readings r ON r.id = s.reading"


def _symbol_hit(connection: sqlite3.Connection, row: sqlite3.Row) -> Hit:
    placed = connection.execute(f"{PLACED} WHERE e.id = ?", [row["equation"]]).fetchone()
    return Hit(
        "symbol", row["key"], row["title"], place_of(placed) if placed else None, row["latex"], row["meaning"] or "",
        row["gloss_ja"] or "", row["concept"],
    )  # fmt: skip


def place_of(row: sqlite3.Row) -> ResultPlace:
    return ResultPlace(row["key"], row["title"], row["name"], row["number"], row["section"], row["expanded"])


# --- concepts and meanings -------------------------------------------------------------------------------------------


def search_concept(library: Library, concepts: Iterable[str], limit: int = MOST) -> tuple[Hit, ...]:
    """Symbols linked to one of the concepts, the surest first, then formulas with one of its blocks."""
    hits: list[Hit] = []
    with library.reading() as connection:
        for concept in concepts:
            symbols = connection.execute(
                f"{_SYMBOL} WHERE s.concept = ? ORDER BY s.id DESC LIMIT ?", (concept, RANKED)
            ).fetchall()
            best = sorted(symbols, key=lambda row: (-row["confidence"], -row["count"], -row["id"]))[:limit]
            hits += [_symbol_hit(connection, row) for row in best]
            formulas = connection.execute(
                f"{PLACED} WHERE e.id IN (SELECT equation FROM blocks WHERE concept = ? ORDER BY rowid DESC LIMIT ?)",
                (concept, limit),
            )
            hits += [Hit("equation", row["key"], row["title"], place_of(row), concept=concept) for row in formulas]
    return tuple(hits[:limit])


def search_meaning(library: Library, knowledge: Glossary, query: str, limit: int = MOST) -> tuple[Hit, ...]:
    """Symbols by their meaning."""
    return tuple(hit for hit in search_words(library, knowledge, query, limit * 4) if hit.kind == "symbol")[:limit]


# --- formulas --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fits:
    """The matches of a pattern. ``tried`` formulas had its pieces and were compared; ``is_cut``: older ones not."""

    hits: tuple[Hit, ...] = ()
    tried: int = 0
    is_cut: bool = False


def search_formula(library: Library, latex: str, limit: int = MOST) -> Fits:
    """Formulas equal to the query, then formulas that contain it; ``?`` is a wildcard."""
    pattern = pattern_of(latex)
    if is_empty(pattern):
        return Fits()
    needed = pieces(pattern).split()
    exact = canonical_string(parse_formula(latex.strip().strip("$")))
    with library.reading() as connection:
        same = connection.execute(
            f"{PLACED} WHERE e.canonical = ? ORDER BY e.id DESC LIMIT ?", (exact, limit)
        ).fetchall()
        hits = [(-1, row) for row in same]
        same_ids = {row["id"] for row in same}
        rows = connection.execute(
            "SELECT e.id, e.tree FROM pieces p CROSS JOIN equations e ON e.id = p.rowid"
            " WHERE pieces MATCH ? ORDER BY p.rowid DESC LIMIT ?",
            (" AND ".join(needed), LOOKED_AT + 1),
        )
        matches: list[tuple[int, int]] = []
        tried = 0
        is_cut = False
        for number, tree in rows:
            is_cut = tried == LOOKED_AT or len(matches) >= 4 * limit
            if is_cut:
                break
            tried += 1
            slack = None if number in same_ids else slack_of(pattern, load(tree))
            if slack is not None:
                matches.append((slack * 1000 + len(tree), number))
        for slack, number in sorted(matches)[: max(0, limit - len(hits))]:
            hits.append((slack // 1000, connection.execute(f"{PLACED} WHERE e.id = ?", [number]).fetchone()))
    found_hits = (Hit("equation", row["key"], row["title"], place_of(row), slack=slack) for slack, row in hits)
    return Fits(tuple(found_hits), tried, is_cut)
