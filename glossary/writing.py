"""New rows added to a folder of one's own: as TOML that people would write, behind what the file holds already."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from glossary.errors import GlossaryFault

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def write_concept(folder: Path, layer: str, concept: str, values: Mapping[str, object]) -> Path:
    """Adds a concept to ``concepts/<layer>/own.toml``. :class:`GlossaryFault` where the id is none, or is there."""
    if not ID.fullmatch(concept):
        raise GlossaryFault(concept, "An id is written in small letters, digits and hyphens, such as my-concept.")
    file = folder / "concepts" / layer / "own.toml"
    if file.is_file() and re.search(rf"(?m)^\[{re.escape(concept)}\]", file.read_text(encoding="utf-8")):
        raise GlossaryFault(str(file), f"“{concept}” is there already.")
    return _append(file, f"[{concept}]\n" + _lines(values))


def write_notation(folder: Path, layer: str, values: Mapping[str, object]) -> Path:
    """Adds a notation to ``notations/<layer>/own.toml``."""
    return _append(folder / "notations" / layer / "own.toml", "[[notation]]\n" + _lines(values))


def _append(file: Path, row: str) -> Path:
    before = file.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if file.is_file() else ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(before + row, encoding="utf-8", newline="\n")
    except OSError as error:
        raise GlossaryFault(str(file), f"It cannot be written ({error.strerror}).") from error
    return file


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{key} = {to_toml(value)}\n" for key, value in values.items())


def to_toml(value: object) -> str:
    """One value. Texts with a backslash come in single quotes, where TOML leaves them alone."""
    if isinstance(value, str):
        return f"'{value}'" if "\\" in value and "'" not in value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {to_toml(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, list | tuple):
        entries = [to_toml(entry) for entry in value]
        if any(isinstance(entry, Mapping) for entry in value):
            return "[\n" + "".join(f"  {entry},\n" for entry in entries) + "]"
        return "[" + ", ".join(entries) + "]"
    return json.dumps(value)
