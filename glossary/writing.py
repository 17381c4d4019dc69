"""New rows added to a folder of one's own: as TOML that people would write, behind what the file holds already."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from glossary.errors import GlossaryFault

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
    return _append(folder / "notations" / layer / "own.toml", "[[notation]]\n" + _lines(values))


def _add(file: Path, key: str, values: Mapping[str, object]) -> Path:
    if not ID.fullmatch(key):
        raise GlossaryFault(key, "An id is written in small letters, digits and hyphens, such as my-idea.")
    if file.is_file() and re.search(rf"(?m)^\[{re.escape(key)}\]", file.read_text(encoding="utf-8")):
        raise GlossaryFault(str(file), f"“{key}” is there already.")
    return _append(file, f"[{key}]\n" + _lines(values))


def _append(file: Path, row: str) -> Path:
    before = file.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if file.is_file() else ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(before + row, encoding="utf-8", newline="\n")
    except OSError as error:
        raise GlossaryFault(str(file), f"It cannot be written ({error.strerror}).") from error
    return file


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
