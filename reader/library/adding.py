"""A reading -> the rows of the library. They derive from its JSON alone, so the library can be rebuilt."""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reader.errors import LibraryError
from reader.formula.syntax.canonical import shape_hash
from reader.formula.syntax.nodes import Expression, Node, Relation, Row
from reader.formula.syntax.parsing import parse_formula
from reader.library.folding import index_text
from reader.library.store import Library
from reader.library.trees import Items, dump, head_atom, load, pieces, tree_of
from reader.model.source import SourceBundle, SourceFile
from reader.output.rows.report import meaning_of
from reader.output.rows.row import SCHEMA

ReadingRow = Mapping[str, Any]  # the contract's JSON
LEAST = 6  # atoms of a formula whose shape says something: "x = y" stands in every paper
SYMBOL, EQUATION, READING = 0, 1, 2  # what a row of `words` is about
LOCAL = "local:"
EQUATION_COLUMNS = "name, number, section, canonical, shape_hash, expanded"
SYMBOL_COLUMNS = "name, latex, status, part, meaning, gloss_en, gloss_ja, concept, confidence, count"


@dataclass(frozen=True, slots=True)
class KeptFormula:
    """The stored values of an equation, computed before the library is locked."""

    row: Mapping[str, Any]
    tree: Items
    shapes: tuple[tuple[str, int], ...]


def key_of(paper: Mapping[str, Any]) -> str:
    """The key of a reading: its arXiv id with version, else its source's digest and main file."""
    return str(paper["id"] or local_key(paper["digest"], paper["main"]))


def local_key(digest: str, main: str) -> str:
    """The key of a source that is not from arXiv."""
    return f"{LOCAL}{digest[:12]}:{main}"


def shown_title(key: str, title: str) -> str:
    """The title of a paper, else its arXiv id or the name of its file."""
    return title or (key.split(":", 2)[-1] if key.startswith(LOCAL) else key)


def add(library: Library, reading: ReadingRow, bundle: SourceBundle | None = None) -> str:
    """Adds a reading, replaces an earlier one of the same paper and version, and returns its key.

    With ``bundle`` the source is stored too. Raises :class:`LibraryError` where the row is no reading.
    """
    if reading.get("schema") != SCHEMA:
        raise LibraryError("no-reading", file=str(reading.get("schema")))
    formulas = [formula_of(row) for row in reading["equations"]]
    key = key_of(reading["paper"])
    with library.writing() as connection:
        source = connection.execute(
            "SELECT files FROM sources JOIN readings ON id = reading WHERE key = ?", [key]
        ).fetchone()
        remove(connection, key)
        number = insert(connection, reading, key, formulas, pack_reading(reading))
        files = pack_source(bundle) if bundle else source["files"] if source else None
        if files is not None:
            connection.execute("INSERT INTO sources VALUES (?, ?)", [number, files])
    return key


def insert(
    connection: sqlite3.Connection, reading: ReadingRow, key: str, formulas: Sequence[KeptFormula], body: bytes
) -> int:
    """Inserts the rows of a new reading, whose JSON ``pack_reading`` packed as ``body``. Returns its row id."""
    number = _insert_reading(connection, reading, key, len(formulas), body)
    of_name = dict(_insert_equations(connection, number, formulas))
    _insert_symbols(connection, number, reading["symbols"], of_name)
    _insert_concepts(connection, number, reading)
    return number


def remove(connection: sqlite3.Connection, key: str) -> bool:
    """Removes a reading; whether it was there."""
    reading = connection.execute("SELECT id FROM readings WHERE key = ?", [key]).fetchone()
    if reading is None:
        return False
    number = reading["id"]
    equations = connection.execute("SELECT id, tree FROM equations WHERE reading = ?", [number]).fetchall()
    connection.executemany(
        "INSERT INTO pieces (pieces, rowid, parts) VALUES ('delete', ?, ?)",
        ((row["id"], pieces(load(row["tree"]))) for row in equations),
    )
    symbols = connection.execute("SELECT id FROM symbols WHERE reading = ?", [number]).fetchall()
    documents = [3 * row["id"] + SYMBOL for row in symbols] + [3 * row["id"] + EQUATION for row in equations]
    connection.executemany("DELETE FROM words WHERE rowid = ?", ([row] for row in [*documents, 3 * number + READING]))
    connection.executemany("DELETE FROM shapes WHERE equation = ?", ([row["id"]] for row in equations))
    for table in ("equations", "symbols", "blocks", "concepts", "sources"):
        connection.execute(f"DELETE FROM {table} WHERE reading = ?", [number])
    connection.execute("DELETE FROM readings WHERE id = ?", [number])
    return True


# --- rows ------------------------------------------------------------------------------------------------------------


def formula_of(row: Mapping[str, Any]) -> KeptFormula:
    """The searchable values of an equation's row."""
    expression = parse_formula(row["expanded"])
    sides = [expression, *sides_of(expression)]
    shapes = tuple((shape_hash(side), place) for place, side in enumerate(sides) if weight(tree_of(side)) >= LEAST)
    return KeptFormula(row, tree_of(expression), shapes)


def sides_of(expression: Expression) -> list[Expression]:
    """The sides of a formula's relations; empty where it has none."""
    sides: list[list[Node]] = [[]]
    for child in expression.root.children:
        if type(child) is Relation:
            sides.append([])
        else:
            sides[-1].append(child)
    if len(sides) == 1:
        return []
    return [replace(expression, root=_row(side)) for side in sides]


def _row(children: Sequence[Node]) -> Row:
    start, end = (children[0].start, children[-1].end) if children else (0, 0)
    return Row(start, end, tuple(children))


def weight(items: Items) -> int:
    """The number of atoms of a formula without punctuation."""
    total = 0
    for item in items:
        if isinstance(item, list):
            total += sum(map(weight, item[1:]))
        else:
            total += head_atom(item) not in (",", ".", ";", "'")
    return total


def _insert_reading(connection: sqlite3.Connection, reading: ReadingRow, key: str, equations: int, body: bytes) -> int:
    paper = reading["paper"]
    base, _, version = key.rpartition("v") if paper["id"] else (key, "", "")
    base, version = (base, version) if version.isdecimal() else (key, "0")
    row = (
        key, base, int(version), paper["title"] or "", ", ".join(paper["authors"]), paper["published"],
        paper["id"] or paper["main"], equations, paper["digest"], paper["main"], reading["tool"], reading["glossary"],
        time.time(), body,
    )  # fmt: skip
    cursor = connection.execute(
        "INSERT INTO readings (key, base, version, title, authors, published, name, equations, digest, main, tool,"
        f" glossary, opened, json) VALUES ({', '.join('?' * len(row))})",
        row,
    )
    number = int(cursor.lastrowid or 0)
    _insert_words(connection, 3 * number + READING, (row[3], row[4], key))
    return number


def _insert_equations(
    connection: sqlite3.Connection, reading: int, formulas: Sequence[KeptFormula]
) -> Iterator[tuple[str, int]]:
    """Inserts the equations, and returns the row id of each by name."""
    for formula in formulas:
        row = formula.row
        cursor = connection.execute(
            f"INSERT INTO equations (reading, {EQUATION_COLUMNS}, tree) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (reading, *equation_row(row), dump(formula.tree)),
        )
        number = int(cursor.lastrowid or 0)
        connection.execute("INSERT INTO pieces (rowid, parts) VALUES (?, ?)", (number, pieces(formula.tree)))
        connection.executemany(
            "INSERT INTO shapes VALUES (?, ?, ?)", ((shape, number, side) for shape, side in formula.shapes)
        )
        connection.executemany(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    block["block"],
                    block["under"],
                    reading,
                    number,
                    block["occurrence"]["start"],
                    block["occurrence"]["end"],
                    json.dumps(block["bindings"], ensure_ascii=False),
                )
                for block in row["blocks"]
            ),
        )
        names = (name for block in row["blocks"] for name in block["name"].values())
        concepts = (f"c:{block['under']}" for block in row["blocks"])
        _insert_words(connection, 3 * number + EQUATION, (row["section"], *names), concepts)
        yield row["id"], number


def equation_row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The columns of an equation, as in the JSON: ``EQUATION_COLUMNS``."""
    return row["id"], row["number"], row["section"], row["canonical"], row["shape_hash"], row["expanded"]


def symbol_row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The columns of a symbol, as in the JSON: ``SYMBOL_COLUMNS``."""
    gloss, link = row["gloss"] or {}, next(iter(row["concepts"]), None)
    concept, confidence = (link["id"], link["confidence"]) if link else (None, 0.0)
    return (
        row["id"], row["latex"], row["status"], row["part"], meaning_of(row), gloss.get("en"), gloss.get("ja"), concept,
        confidence, row["count"],
    )  # fmt: skip


def _insert_symbols(
    connection: sqlite3.Connection, reading: int, symbols: Sequence[Mapping[str, Any]], of_name: Mapping[str, int]
) -> None:
    for row in symbols:
        met = (of_name[place["equation"]] for place in row["occurrences"] if place["equation"] in of_name)
        cursor = connection.execute(
            f"INSERT INTO symbols (reading, {SYMBOL_COLUMNS}, equation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (reading, *symbol_row(row), next(met, None)),
        )
        concept = next((link["id"] for link in row["concepts"]), None)
        texts = [meaning_of(row), *(row["gloss"] or {}).values(), *map(meaning_of, row["senses"])]
        if row["status"] != "unknown":
            number = 3 * int(cursor.lastrowid or 0) + SYMBOL
            _insert_words(connection, number, texts, [f"c:{concept}"] if concept else [])


def _insert_concepts(connection: sqlite3.Connection, reading: int, row: ReadingRow) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO concepts VALUES (?, ?)", ((concept["id"], reading) for concept in row["concepts"])
    )


def _insert_words(
    connection: sqlite3.Connection, number: int, texts: Iterable[str | None], concepts: Iterable[str] = ()
) -> None:
    words = " ".join([*dict.fromkeys(index_text(text) for text in texts if text), *dict.fromkeys(concepts)])
    if words:
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, words))


def pack_reading(reading: ReadingRow) -> bytes:
    """The JSON of a reading, compressed for the library."""
    return zlib.compress(json.dumps(reading, ensure_ascii=False, separators=(",", ":")).encode())


def unpack_reading(data: bytes) -> dict[str, Any]:
    """Restores what ``pack_reading`` packed."""
    reading: dict[str, Any] = json.loads(zlib.decompress(data))
    return reading


# --- sources ---------------------------------------------------------------------------------------------------------


def pack_source(bundle: SourceBundle) -> bytes:
    """The text files of a paper, compressed, so that it can be read again by a later version of tool or glossary."""
    files, works = (
        [[each.path, each.text, each.encoding] for each in group] for group in (bundle.files.values(), bundle.works)
    )
    row = {"name": bundle.name, "main": bundle.main, "digest": bundle.digest, "files": files, "works": works}
    return zlib.compress(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpack_source(data: bytes) -> SourceBundle:
    """Restores what ``pack_source`` packed."""
    row = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    files = {path: SourceFile(path, text, encoding) for path, text, encoding in row["files"]}
    works = tuple(SourceFile(*each) for each in row.get("works", ()))
    return SourceBundle(row["name"], files, row["main"], row["digest"], works=works)
