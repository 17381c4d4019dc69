"""New rows added to a folder of one's own: as TOML that people would write, behind what the file holds already."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from glossary.errors import GlossaryFault
from glossary.files import write_whole

LATEX = frozenset({"symbol", "base", "near", "example", "formula", "patterns", "matches", "lookalikes"})
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def write_concept(folder: Path, layer: str, concept: str, values: Mapping[str, object]) -> Path:
    """Adds a concept to ``concepts/<layer>/own.toml``. :class:`GlossaryFault` where the id is none, or is there."""
    return _add(folder / "concepts" / layer / "own.toml", concept, values)


def write_block(folder: Path, block: str, values: Mapping[str, object]) -> Path:
    """Adds a block to ``blocks/own.toml``. :class:`GlossaryFault` where the id is none, or is there."""
    return _add(folder / "blocks" / "own.toml", block, values)


def write_notation(folder: Path, layer: str, values: Mapping[str, object]) -> Path:
    """Adds a notation to ``notations/<layer>/own.toml``."""
    return _append(folder / "notations" / layer / "own.toml", row_text("", values))


def own_file(folder: Path, kind: str, layer: str) -> Path:
    """The file of one's own that rows of this kind and layer are written to."""
    return folder / "blocks" / "own.toml" if kind == "block" else folder / f"{kind}s" / layer / "own.toml"


def put_row(folder: Path, kind: str, layer: str, row: str) -> Path:
    """Writes a row's TOML behind the others, or where one with its id stands already, in the place of that."""
    file = own_file(folder, kind, layer)
    head = re.match(r"\s*\[([^\[\]]+)\]", row)
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = head and re.search(rf"(?ms)^\[{re.escape(head[1])}\].*?(?=^\[|\Z)", before)
    if not found:
        return _append(file, row.strip() + "\n")
    kept = re.search(r"(?s)\n((?:[ \t]*\n|#[^\n]*\n)*)\Z", found[0])  # what stands before the next row belongs to that
    after = before[found.end() :]
    gap = "\n" + kept[1].lstrip("\n") if kept and after else ""
    return _write(file, before[: found.start()] + row.strip() + "\n" + gap + after)


def _add(file: Path, key: str, values: Mapping[str, object]) -> Path:
    if not ID.fullmatch(key):
        raise GlossaryFault(key, "An id is written in small letters, digits and hyphens, such as my-idea.")
    if file.is_file() and re.search(rf"(?m)^\[{re.escape(key)}\]", file.read_text(encoding="utf-8")):
        raise GlossaryFault(str(file), f"“{key}” is there already.")
    return _append(file, row_text(key, values))


def _append(file: Path, row: str) -> Path:
    before = file.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if file.is_file() else ""
    return _write(file, before + row)


def _write(file: Path, content: str) -> Path:
    try:
        write_whole(file, content)
    except OSError as error:
        raise GlossaryFault(str(file), f"It cannot be written ({error.strerror}).") from error
    return file


def row_text(key: str, values: Mapping[str, object]) -> str:
    """A row as TOML; without a key, one of a list of notations."""
    return (f"[{key}]\n" if key else "[[notation]]\n") + _lines(values)


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{key} = {to_toml(value, latex=key in LATEX)}\n" for key, value in _spread(values))


def _spread(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Keys with their values; a table of tables has a line for each of these."""
    for key, value in values.items():
        if isinstance(value, Mapping) and value and all(isinstance(entry, Mapping) for entry in value.values()):
            yield from ((f"{key}.{_key(name)}", entry) for name, entry in value.items())
        else:
            yield key, value


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else to_toml(name)


def to_toml(value: object, *, latex: bool = False) -> str:
    """One value. LaTeX, and whatever has a backslash, comes in single quotes, where TOML leaves it alone."""
    if isinstance(value, str):
        literal = (latex or "\\" in value) and "'" not in value
        return f"'{value}'" if literal else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {to_toml(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, list | tuple):
        entries = [to_toml(entry, latex=latex) for entry in value]
        if any(isinstance(entry, Mapping) for entry in value):
            return "[\n" + "".join(f"  {entry},\n" for entry in entries) + "]"
        return "[" + ", ".join(entries) + "]"
    return json.dumps(value)
