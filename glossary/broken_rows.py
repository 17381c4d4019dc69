"""Overlays the user's own rows and sets broken ones aside, so that all others hold.

A row is broken where it can mean nothing: its file is not valid TOML, a key is unknown, its id is defined twice, its
concept does not exist, it closes a cycle. A row that merely lacks something is for ``glossary.check``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from glossary import graph
from glossary.checking.blocks import check_kinds
from glossary.checking.checks import SCHEMAS, check_table
from glossary.checking.notations import check_notation
from glossary.checking.problem import GlossaryProblem
from glossary.errors import GlossaryFault
from glossary.glossary import Glossary, GlossaryRow
from glossary.living.checks import check_living_row
from glossary.model import NEEDS_OF_CONCEPTS
from glossary.row_files import overlay_rows, rows_of
from glossary.rows import layer_of

MEANT = frozenset({"missing-key", "missing-language", "few-tries"})  # what rows may lack
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was set aside; a whole file where ``row`` is empty. ``line`` is 0 where it is unknown."""

    file: str
    line: int
    row: str
    problem: GlossaryProblem

    @property
    def place(self) -> str:
        """The place as editors and terminals write it."""
        return f"{self.file}:{self.line}" if self.line else self.file


class OwnFolder(NamedTuple):
    """A folder of the user's own: its files (name and content), and the faults of unreadable ones."""

    folder: Path
    files: Sequence[tuple[str, bytes]]
    faults: Sequence[GlossaryFault] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _OwnRow:
    """A row with its place in the user's file."""

    row: GlossaryRow
    folder: Path
    text: str
    number: int  # among the rows of its file that have the same key

    def set_aside(self, problem: GlossaryProblem) -> SetAside:
        line = _line(self.text, self.row, self.number, problem.key.split(".")[0])
        return SetAside(str(self.folder / self.row.file), line, self.row.key, problem)


def overlay_own(ground: Glossary, folders: Sequence[OwnFolder], digest: str) -> Glossary:
    """The glossary under these folders, without broken rows; ``set_aside`` lists those."""
    set_aside: list[SetAside] = []
    own = [list(_own_rows(folder, set_aside)) for folder in folders]
    while True:
        knowledge = Glossary(_laid(ground, own, set_aside), digest)
        broken = list(_broken(knowledge, [row for rows in own for row in rows], set_aside))
        if not broken:
            break
        set_aside += [row.set_aside(problem) for row, problem in broken]
        gone = {id(row) for row, _ in broken}
        own = [[row for row in rows if id(row) not in gone] for rows in own]
    knowledge.set_aside = tuple(sorted(set_aside, key=lambda row: (row.file, row.line)))
    return knowledge


def _own_rows(own: OwnFolder, set_aside: list[SetAside]) -> Iterator[_OwnRow]:
    """The rows of a folder's files. Unreadable files, and the later of two rows with one id, are set aside."""
    set_aside += [_of_file(own.folder, fault) for fault in own.faults]
    keys_seen: set[tuple[str, str]] = set()
    for name, content in own.files:
        try:
            rows = list(rows_of(name, content))
        except GlossaryFault as fault:
            set_aside.append(_of_file(own.folder, fault, content))
            continue
        text, keys = content.decode("utf-8-sig"), [row.key for row in rows]
        for at, row in enumerate(rows):
            number = at if row.kind == "notation" else keys[:at].count(row.key)
            own_row = _OwnRow(row, own.folder, text, number)
            if row.kind != "notation" and (row.kind, row.key) in keys_seen:
                set_aside.append(own_row.set_aside(GlossaryProblem(name, row.key, "", "duplicate-row")))
                continue
            keys_seen.add((row.kind, row.key))
            yield own_row


def _of_file(folder: Path, fault: GlossaryFault, content: bytes = b"") -> SetAside:
    problem = GlossaryProblem(fault.file, "", "", UNREADABLE, (("reason", fault.reason),))
    return SetAside(str(folder / fault.file), _line_of_fault(fault, content) if content else 0, "", problem)


def _laid(ground: Glossary, own: list[list[_OwnRow]], set_aside: list[SetAside]) -> list[GlossaryRow]:
    """All rows, overlaid. Own rows that extend nothing are set aside."""
    rows = list(ground.rows)
    for folder in own:
        keys = {(row.kind, row.key) for row in rows}
        for own_row in [own_row for own_row in folder if own_row.row.values.get("extends") is True]:
            if (own_row.row.kind, own_row.row.key) not in keys:
                reason = f"“{own_row.row.key}” extends a row that does not exist."
                problem = GlossaryProblem(
                    own_row.row.file, own_row.row.key, "extends", UNREADABLE, (("reason", reason),)
                )
                set_aside.append(own_row.set_aside(problem))
                folder.remove(own_row)
        rows = overlay_rows(rows, [own_row.row for own_row in folder])
    return rows


def _broken(
    knowledge: Glossary, own: list[_OwnRow], set_aside: list[SetAside]
) -> Iterator[tuple[_OwnRow, GlossaryProblem]]:
    """Broken rows, each with its first fault; of a cycle only the last row, which closes it."""
    by_row = {id(own_row.row): own_row for own_row in own}
    changing = {(own_row.row.kind, own_row.row.key): own_row for own_row in own}
    owned = [
        (row, by_row.get(id(row)) or changing[row.kind, row.key])
        for row in knowledge.rows
        if id(row) in by_row or (row.changed_in and (row.kind, row.key) in changing)
    ]
    aside = frozenset(own_row.row for own_row in set_aside)
    faulty = [(own_row, problem) for row, own_row in owned if (problem := next(_faults(row, knowledge, aside), None))]
    if faulty:
        yield from faulty
        return
    places = {id(own_row): at for at, own_row in enumerate(own)}
    circular = [(own_row, problem) for row, own_row in owned for problem in _circles(row, knowledge)]
    if circular:
        yield max(circular, key=lambda entry: places[id(entry[0])])


def _faults(row: GlossaryRow, knowledge: Glossary, aside: frozenset[str]) -> Iterator[GlossaryProblem]:
    """The faults that break a row. A prerequisite in ``aside`` is no fault of its dependant."""
    yield from (problem for problem in check_table(row, row.values, SCHEMAS[row.kind], "") if problem.kind not in MEANT)
    if row.kind == "notation":
        yield from check_notation(row, knowledge)
    elif row.kind == "layer":
        layer_ids = {layer.id for layer in knowledge.layers}
        for lower in next(layer for layer in knowledge.layers if layer.id == row.key).stands_on:
            if lower not in layer_ids:
                yield GlossaryProblem(row.file, row.key, "stands_on", "unknown-layer", (("layer", lower),))
    elif row.kind == "concept":
        yield from _faults_of_concept(row, knowledge, aside)
    elif row.kind == "living":
        yield from (problem for problem in check_living_row(row, knowledge) if problem.kind not in MEANT)
    else:
        yield from check_kinds(row)
        under = knowledge.blocks[row.key].under
        if under not in knowledge:
            key = "under" if "under" in row.values else "concept"
            yield GlossaryProblem(row.file, row.key, key, "unexplained-block", (("concept", under),))


def _faults_of_concept(row: GlossaryRow, knowledge: Glossary, aside: frozenset[str]) -> Iterator[GlossaryProblem]:
    if layer_of(row.file) not in {layer.id for layer in knowledge.layers}:
        yield GlossaryProblem(row.file, row.key, "", "unknown-layer", (("layer", layer_of(row.file)),))
    for need in knowledge[row.key].requires:
        if need.concept not in knowledge and need.concept not in aside:
            arguments = (("concept", need.concept),)
            yield GlossaryProblem(row.file, row.key, "requires", "dangling-prerequisite", arguments)


def _circles(row: GlossaryRow, knowledge: Glossary) -> Iterator[GlossaryProblem]:
    if row.kind == "layer" and row.key in graph.layers_below(knowledge.layers, row.key):
        yield GlossaryProblem(row.file, row.key, "stands_on", "cyclic-layer")
    for need in graph.prerequisites(knowledge, row.key, NEEDS_OF_CONCEPTS) if row.kind == "concept" else ():
        if row.key in graph.closure(knowledge, [need], NEEDS_OF_CONCEPTS):
            yield GlossaryProblem(row.file, row.key, "requires", "cyclic-prerequisite", (("through", need),))
            return


# --- where it stands -------------------------------------------------------------------------------------------------


def _line_of_fault(fault: GlossaryFault, content: bytes) -> int:
    """The line from the parser's message, or of the byte that is not UTF-8; 0 where it is unknown."""
    match = re.search(r"\(at line (\d+)", fault.reason) or re.search(r"\((byte) (\d+)\)", fault.reason)
    if match is None:
        return content.count(b"\n") + 1 if "end of document" in fault.reason else 0
    return content[: int(match[2])].count(b"\n") + 1 if match[1] == "byte" else int(match[1])


def _line(text: str, row: GlossaryRow, number: int, key: str) -> int:
    """The line of a row's key, else of its header; 0 where it is not found."""
    name = rf"[\"']?{re.escape(row.key)}[\"']?"
    head = r"\[\[\s*notation\s*\]\]" if row.kind == "notation" else rf"(?:\[\s*{name}\s*[\].]|{name}\s*[.=])"
    heads = list(re.finditer(rf"^[ \t]*{head}", text, re.M))
    if not heads:
        return 0
    start = heads[min(number, len(heads) - 1)]
    other = rf"^[ \t]*\[\[?(?!\s*{name}\s*\.)" if row.kind != "notation" else r"^[ \t]*\["
    end = re.compile(other, re.M).search(text, start.end())
    inside = text[start.end() : end.start() if end else len(text)]
    within = re.search(rf"^[ \t]*(?:\[.*\.)?[\"']?{re.escape(key)}[\"']?\s*[.=\]]", inside, re.M) if key else None
    return text.count("\n", 0, start.end() + within.end() if within else start.end()) + 1
