"""TOML files -> :class:`Glossary`: folders laid over one another, row by row.

Only what cannot be read at all, and an overlay that extends nothing, raise.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from glossary import compiled, folders
from glossary.errors import GlossaryFault
from glossary.shelf import Glossary, Row

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDERS: Mapping[str, str] = {"concepts": "concept", "notations": "notation", "blocks": "block"}  # -> kind of rows
LISTED = frozenset({"notation"})  # kinds without an id: their files list them as ``[[kind]]``


def load(*overlays: str | Path) -> Glossary:
    """The built-in glossary under the given folders, or where none is given under those that the user has.

    Once per process for each content of these folders. :class:`GlossaryFault` if a file is unusable.
    An overlay folder has the same files (``layers.toml``, ``concepts/``, ``notations/``, ``blocks/``, all optional).
    Its row replaces the one with the same id, or with ``extends = true`` changes the fields that it names. A
    notation's id is its symbol or base together with its concept.
    """
    places = tuple(Path(overlay) for overlay in overlays) or folders.overlays()
    for folder in places:
        if not folder.is_dir():
            raise GlossaryFault(str(folder), "There is no such folder.")
    return _load(places, tuple(map(_state, places)))


@lru_cache(maxsize=8)
def _load(places: tuple[Path, ...], state: tuple[object, ...]) -> Glossary:
    return assemble(built_in(), *places)


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a row of the folder does, so that nobody has to start anew to see it."""
    files = sorted(folder.rglob("*.toml"))
    return tuple((str(file), *(file.stat().st_mtime_ns, file.stat().st_size)) for file in files)


def built_in() -> Traversable:
    """The folder of the built-in rows."""
    folder = Path(__file__).parent
    if folder.is_dir():
        return folder
    from importlib import resources  # slow to import, and needed only where the package lies in an archive

    return resources.files(__package__)


def assemble(first: Traversable, *others: Traversable, faults: list[GlossaryFault] | None = None) -> Glossary:
    """One glossary from folders, each laid over those before it.

    Where ``faults`` are collected, what is unusable in the folders laid over is left out, and nothing is raised.
    """
    ground = _compiled(first)
    rows, digests = list(ground.rows), [ground.digest]
    for folder in others:
        files = list(_files(folder))
        digests.append(_digest(files))
        rows = _lay_over(rows, list(_usable(files, faults)), faults)
    return Glossary(rows, hashlib.sha256("".join(digests).encode()).hexdigest()[:16]) if others else ground


def load_for_check(folder: Path) -> tuple[Glossary, tuple[GlossaryFault, ...]]:
    """The built-in glossary under a folder, as far as that is usable, and what is not."""
    faults: list[GlossaryFault] = []
    return assemble(built_in(), folder, faults=faults), tuple(faults)


def _usable(files: list[tuple[str, bytes]], faults: list[GlossaryFault] | None) -> Iterator[Row]:
    for name, content in files:
        try:
            yield from _rows(name, content)
        except GlossaryFault as fault:
            if faults is None:
                raise
            faults.append(fault)


def has_rows(folder: Path) -> bool:
    """Whether a folder to be laid over has anything to say."""
    return any(True for file in _files(folder) for _ in _rows(*file))


def _compiled(folder: Traversable) -> Glossary:
    """The rows of one folder. What was compiled before is not read again."""
    files = list(_files(folder))
    digest = _digest(files)
    kept = compiled.find(digest)
    if kept is None:
        kept = Glossary(_lay_over([], [row for name, content in files for row in _rows(name, content)]), digest)
        compiled.keep(kept)
    return kept


def _digest(files: list[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def _files(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    layers = folder / "layers.toml"
    if layers.is_file():
        yield "layers.toml", layers.read_bytes()
    for part in FOLDERS:
        if (folder / part).is_dir():
            yield from _files_below(folder / part, part)


def _files_below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            yield f"{path}/{entry.name}", entry.read_bytes()
        elif entry.is_dir():
            yield from _files_below(entry, f"{path}/{entry.name}")


def _rows(file: str, content: bytes) -> Iterator[Row]:
    import tomllib  # not needed where the rows were compiled before

    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GlossaryFault(file, unreadable(error)) from error
    kind = FOLDERS.get(file.split("/")[0], "layer")
    if kind in LISTED:
        listed = tables.pop(kind, None)
        for values in listed if isinstance(listed, list) else []:
            yield Row(kind, _notation_key(values), file, values)
    for key, values in tables.items():
        yield Row(kind, key, file, values if isinstance(values, dict) else {key: values})


def unreadable(error: UnicodeDecodeError | ValueError) -> str:
    """Why a file is no TOML, and how to mend what goes wrong most: LaTeX in double quotes."""
    if isinstance(error, UnicodeDecodeError):
        return f"It is not UTF-8 (byte {error.start})."
    told = f"It is not valid TOML: {error}."
    return told + r" Write LaTeX such as '\alpha' in single quotes." if "Unescaped '\\'" in told else told


def _notation_key(values: Mapping[str, object]) -> str:
    written = values.get("symbol") or f"{values.get('base', '?')}…"
    return f"{written} → {values.get('concept', '?')}"


def _lay_over(below: list[Row], above: list[Row], faults: list[GlossaryFault] | None = None) -> list[Row]:
    """Rows of ``above`` replace or extend those of ``below`` with the same key, in their place."""
    new: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in above:
        new[row.kind, row.key].append(row)
    known = {(row.kind, row.key) for row in below}
    for row in above:
        if row.values.get("extends") is True and (row.kind, row.key) not in known:
            fault = GlossaryFault(row.file, f"“{row.key}” extends a row that does not exist.")
            if faults is None:
                raise fault
            faults.append(fault)
            above = [one for one in above if one is not row]
    merged: list[Row] = []
    for row in below:
        changes = new.get((row.kind, row.key))
        if changes is None:
            merged.append(row)
        elif changes and changes[0].values.get("extends") is True:
            merged.append(_extend(row, changes[0]))
        else:
            merged.extend(changes)
            new[row.kind, row.key] = []  # further rows of this key are replaced as well
    return merged + [row for row in above if (row.kind, row.key) not in known]


def _extend(row: Row, change: Row) -> Row:
    values = dict(row.values)
    for key, value in change.values.items():
        if key != "extends":
            old = values.get(key)
            values[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return Row(row.kind, row.key, row.file, values, change.file)
