"""Measures the searches of a large library and writes the tables of ``docs/library.md``.

usage: python .ci/bench_library.py [--equations 100000] [--file KEPT.sqlite3] [--papers FOLDER] [--output FILE]

The library is made of the bundled example and, where FOLDER is given, of each paper in it: copies in which every letter
of every formula is another one, so that no two are the same and all have the sizes that papers have. Of more than
100,000 equations the rest are these again and again. With ``--file`` it is kept, and found again by the next run.
Times are milliseconds of the wall clock, one question after the other.
"""

from __future__ import annotations

import argparse
import platform
import random
import re
import statistics
import string
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import glossary
from reader.errors import ReaderError
from reader.library import adding
from reader.library.adding import KeptFormula, formula_of, insert
from reader.library.counterparts import find_counterparts
from reader.library.searching import search_concept, search_formula, search_meaning, search_words
from reader.library.store import Library
from reader.library.trees import ANYTHING, Items, load, pieces
from reader.output.rows.reading import to_dict
from reader.pipeline import read
from reader.study.study import Study

LETTER = re.compile(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])")
UNLIKE = 100_000  # equations of which no two are the same
AT_ONCE = 200  # papers in a transaction
BEGIN, END = "<!-- measured: .ci/bench_library.py -->", "<!-- end -->"


@dataclass(frozen=True)
class Base:
    """A paper to make copies of."""

    reading: dict[str, Any]
    formulas: tuple[KeptFormula, ...]


# --- the library -----------------------------------------------------------------------------------------------------


def bases(folder: Path | None) -> Iterator[Base]:
    sources = ["example", *(str(each) for each in sorted(folder.iterdir()) if each.is_dir())] if folder else ["example"]
    for source in sources:
        try:
            row = to_dict(Study(read(source)))
        except ReaderError:
            continue
        if 5 <= len(row["equations"]) <= 200:
            yield Base(row, tuple(map(formula_of, row["equations"])))


def copy(base: Base, number: int) -> tuple[dict[str, Any], list[KeptFormula]]:
    """The paper in other letters. What it says in words stays, and so does what is not a letter alone."""
    letters = list(string.ascii_letters)
    random.Random(number).shuffle(letters)
    other = dict(zip(string.ascii_letters, letters, strict=True))

    def spelled(latex: str) -> str:
        return LETTER.sub(lambda letter: other[letter[0]], latex)

    def planted(items: Items) -> Items:
        return [
            [each[0], *map(planted, each[1:])] if isinstance(each, list) else other.get(each, each) for each in items
        ]

    formulas = [
        replace(
            each,
            row={**each.row, "expanded": spelled(each.row["expanded"]), "canonical": spelled(each.row["canonical"])},
            tree=planted(each.tree),
        )
        for each in base.formulas
    ]
    symbols = [{**each, "latex": spelled(each["latex"])} for each in base.reading["symbols"]]
    paper = {**base.reading["paper"], "id": f"{number // 100000:04}.{number % 100000:05}v1"}
    return {**base.reading, "paper": paper, "symbols": symbols}, formulas


def fill(library: Library, papers: Sequence[Base], wanted: int) -> None:
    """Copies until there are so many equations. The JSON is left out: no search looks at it."""
    adding.indexed = lru_cache(maxsize=100_000)(adding.indexed)  # type: ignore[assignment] # the same words again and again
    with library.reading() as connection:
        there = connection.execute("SELECT count(*), (SELECT count(*) FROM equations) FROM readings").fetchone()
    number, equations = int(there[0]), int(there[1])
    while equations < wanted:
        with library.writing() as connection:
            connection.execute("PRAGMA cache_size = -400000")
            for _ in range(AT_ONCE):
                base = papers[number % len(papers)]
                row, formulas = copy(base, number)
                insert(connection, row, row["paper"]["id"], formulas, b"")
                number, equations = number + 1, equations + len(formulas)
                if equations >= wanted:
                    break
        print(f"{equations:>9,} equations", file=sys.stderr, end="\r")
    print(file=sys.stderr)


def multiply(library: Library, wanted: int) -> None:
    """The same rows under other numbers until there are so many equations, by SQLite itself."""
    with library.writing() as connection:
        made, equations, symbols, readings = connection.execute(
            "SELECT (SELECT count(*) FROM equations), (SELECT max(id) FROM equations), (SELECT max(id) FROM symbols),"
            " (SELECT max(id) FROM readings)"
        ).fetchone()
    if made >= wanted:
        return
    with library.writing() as connection:
        connection.create_function("pieces_of", 1, lambda tree: pieces(load(tree)), deterministic=True)
        connection.execute("CREATE TABLE IF NOT EXISTS made_of AS SELECT id, pieces_of(tree) AS parts FROM equations")
    for turn in range(1, -(-wanted // made)):
        e, s, r = turn * equations, turn * symbols, turn * readings
        with library.writing() as connection:
            connection.execute("PRAGMA cache_size = -2000000")
            for statement in COPIES:
                connection.execute(statement, {"e": e, "s": s, "r": r, "es": equations, "ss": symbols, "rs": readings})
        print(f"{(turn + 1) * made:>9,} equations", file=sys.stderr, end="\r")
    print(file=sys.stderr)


COPIES = (
    "INSERT INTO readings SELECT id + :r, printf('%04d.%05dv1', (id + :r) / 100000, (id + :r) % 100000), base, version,"
    " title, authors, published, name, equations, digest, main, tool, glossary, opened, json FROM readings"
    " WHERE id <= :rs",
    "INSERT INTO equations SELECT id + :e, reading + :r, name, number, section, canonical, shape_hash, expanded, tree"
    " FROM equations WHERE id <= :es",
    "INSERT INTO symbols SELECT id + :s, reading + :r, name, latex, status, part, meaning, gloss_en, gloss_ja, concept,"
    " confidence, count, equation + :e FROM symbols WHERE id <= :ss",
    "INSERT INTO shapes SELECT shape, equation + :e, side FROM shapes WHERE equation <= :es",
    "INSERT INTO blocks SELECT block, concept, reading + :r, equation + :e, start, end, bindings FROM blocks"
    " WHERE equation <= :es",
    "INSERT INTO concepts SELECT concept, reading + :r FROM concepts WHERE reading <= :rs",
    "INSERT INTO pieces (rowid, parts) SELECT id + :e, parts FROM made_of",
    "INSERT INTO words (rowid, text) SELECT w.rowid + 3 * CASE w.rowid % 3 WHEN 0 THEN :s WHEN 1 THEN :e ELSE :r END,"
    " w.text FROM words w WHERE w.rowid / 3 <= CASE w.rowid % 3 WHEN 0 THEN :ss WHEN 1 THEN :es ELSE :rs END",
)


# --- the questions ---------------------------------------------------------------------------------------------------


def questions(library: Library, papers: Sequence[Base], count: int) -> dict[str, list[Callable[[], object]]]:
    chance, knowledge = random.Random(7), glossary.load()
    concepts = sorted({each["id"] for base in papers for each in base.reading["concepts"]} & set(knowledge.concepts))
    names = [name for each in concepts for name in (*knowledge[each].name.values(), knowledge[each].reading) if name]
    meanings = sorted({each["meaning"] for base in papers for each in base.reading["symbols"] if each["meaning"]})
    formulas = [formula for base in papers for formula in base.formulas]
    whole = [each.row["expanded"] for each in formulas]
    patterns = [pattern for each in formulas if (pattern := opened(each, chance))]

    def some(asked: Sequence[Any], ask: Callable[[Any], object]) -> list[Callable[[], object]]:
        return [lambda each=each: ask(each) for each in chance.choices(asked, k=count)]  # type: ignore[misc]

    return {
        "words, a name of a concept in English, Japanese or kana": some(
            names, lambda each: search_words(library, knowledge, each)
        ),
        "meaning, the words of an author": some(meanings, lambda each: search_meaning(library, knowledge, each)),
        "concept": some(concepts, lambda each: search_concept(library, [each])),
        "formula, as it stands in some paper": some(whole, lambda each: search_formula(library, each)),
        "formula with wildcards": some(patterns, lambda each: search_formula(library, each)),
        "the same formula elsewhere": some(
            placed(library, chance, count), lambda each: find_counterparts(library, each["key"], each["name"])
        ),
    }


def placed(library: Library, chance: random.Random, count: int) -> list[Any]:
    """Equations of the library, from anywhere in it."""
    with library.reading() as connection:
        last = connection.execute("SELECT max(id) FROM equations").fetchone()[0]
        wanted = "SELECT key, e.name FROM equations e JOIN readings r ON r.id = reading WHERE e.id = ?"
        rows = (connection.execute(wanted, [chance.randint(1, last)]).fetchone() for _ in range(count))
        return [row for row in rows if row]


def opened(formula: KeptFormula, chance: random.Random) -> str:
    """A formula of someone who remembers only parts of it: some of its letters and brackets are wildcards."""
    latex: str = formula.row["canonical"]
    latex = re.sub(r"\([^()]*\)", lambda match: f"({ANYTHING})" if chance.random() < 0.7 else match[0], latex)
    latex = LETTER.sub(lambda match: ANYTHING if chance.random() < 0.4 else match[0], latex)
    return latex if ANYTHING in latex and len(latex) < 200 else ""


def milliseconds(asked: Sequence[Callable[[], object]]) -> list[float]:
    times = []
    for ask in asked:
        start = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - start))
    return times


def measured(library: Library, papers: Sequence[Base], count: int) -> dict[str, list[float]]:
    asked = questions(library, papers, count)
    for several in asked.values():
        milliseconds(several[:3])  # modules, glossary, the file's first pages
    return {kind: milliseconds(several) for kind, several in asked.items()}


def table(library: Library, times: dict[str, list[float]], papers: int) -> str:
    with library.reading() as connection:
        equations, symbols, readings = (
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("equations", "symbols", "readings")
        )
    size = library.file.stat().st_size / 1e9
    system = f"Python {platform.python_version()}, {platform.system()}"
    lines = [
        f"{equations:,} equations and {symbols:,} symbols of {readings:,} papers, copies of {papers} in other letters, "
        f"without their JSON and LaTeX; {size:.1f} GB. {system}, a machine with other work to do.",
        "",
        "| search | questions | median ms | p95 ms | slowest ms |",
        "|---|---|---|---|---|",
    ]
    for kind, each in times.items():
        p95 = statistics.quantiles(each, n=20)[-1]
        lines.append(f"| {kind} | {len(each)} | {statistics.median(each):.1f} | {p95:.1f} | {max(each):.1f} |")
    return "\n".join(lines)


def write(output: Path, heading: str, text: str) -> None:
    """Puts the table below its heading in the measured part of the document, in place of the one before."""
    document = output.read_text(encoding="utf-8")
    before, _, rest = document.partition(BEGIN)
    inside, _, after = rest.partition(END)
    parts = dict(re.findall(r"^### (.+?)\n\n(.*?)(?=\n+### |\n*\Z)", inside, re.M | re.S)) | {heading: text}
    body = "\n\n".join(
        f"### {name}\n\n{content}" for name, content in sorted(parts.items(), key=lambda each: len(each[0]))
    )
    output.write_text(f"{before}{BEGIN}\n\n{body}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--equations", type=int, default=100_000)
    options.add_argument("--questions", type=int, default=200)
    options.add_argument("--file", type=Path)
    options.add_argument("--papers", type=Path)
    options.add_argument("--output", type=Path)
    given = options.parse_args()
    papers = list(bases(given.papers))
    with tempfile.TemporaryDirectory() as folder:
        library = Library(given.file or Path(folder) / "library.sqlite3")
        fill(library, papers, min(given.equations, UNLIKE))
        multiply(library, given.equations)
        text = table(library, measured(library, papers, given.questions), len(papers))
    print(text)
    if given.output:
        write(given.output, f"{given.equations:,} equations", text)


if __name__ == "__main__":
    main()
