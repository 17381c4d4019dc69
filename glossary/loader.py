"""TOML files -> :class:`Glossary`: folders overlaid row by row.

An unreadable file raises in the built-in folder and in folders that a caller names; so does an overlay row that extends
nothing. Broken rows of the user's own are set aside (``glossary.broken_rows``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from glossary import compiled, folders
from glossary.errors import GlossaryFault
from glossary.glossary import Glossary, GlossaryRow
from glossary.row_files import files_of, overlay_rows, rows_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def load(*overlays: str | Path) -> Glossary:
    """The built-in glossary under the given folders, or where none is given under those that the user has.

    Once per process for each content of these folders. :class:`GlossaryFault` if a file of a given folder is unusable,
    or a folder is not there; what is broken among the user's own rows is in ``set_aside`` of the glossary instead.
    An overlay folder has the same files (``layers.toml``, ``concepts/``, ``notations/``, ``blocks/``, all optional).
    Its row replaces the one with the same id, or with ``extends = true`` changes the fields that it names. A
    notation's id is its symbol or base together with its concept.
    """
    if not overlays:
        return load_own(*folders.overlays())
    places = _present(overlays)
    return _load(places, tuple(map(_state, places)))


def load_own(*overlays: str | Path) -> Glossary:
    """The built-in glossary under the user's own folders, whose broken rows are set aside.

    Raises :class:`GlossaryFault` only where a folder is missing.
    """
    places = _present(overlays)
    return _load_own(places, tuple(map(_state, places)))


def _present(overlays: tuple[str | Path, ...]) -> tuple[Path, ...]:
    places = tuple(map(Path, overlays))
    for folder in places:
        if not folder.is_dir():
            raise GlossaryFault(str(folder), "There is no such folder.")
    return places


@lru_cache(maxsize=8)
def _load(places: tuple[Path, ...], state: tuple[object, ...]) -> Glossary:
    return assemble(built_in(), *places)


@lru_cache(maxsize=8)
def _load_own(places: tuple[Path, ...], state: tuple[object, ...]) -> Glossary:
    ground = _compiled(built_in())
    if not places:
        return ground
    from glossary.broken_rows import (
        OwnFolder,
        overlay_own,
    )  # its checks are not needed where nobody has rows of their own

    faults: list[list[GlossaryFault]] = [[] for _ in places]
    files = [list(files_of(folder, folder_faults)) for folder, folder_faults in zip(places, faults, strict=True)]
    own = [OwnFolder(*parts) for parts in zip(places, files, faults, strict=True)]
    return overlay_own(ground, own, _joint([ground.digest, *map(_digest, files)]))


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """A cache key that changes with the files of a folder, so that changes show without a restart."""
    files = sorted(folder.rglob("*.toml"))
    return tuple((str(file), *(file.stat().st_mtime_ns, file.stat().st_size)) for file in files)


def built_in() -> Traversable:
    """The folder of the built-in rows."""
    folder = Path(__file__).parent / "data"
    if folder.is_dir():
        return folder
    from importlib import resources  # slow to import, and needed only where the package lies in an archive

    return resources.files(__package__) / "data"


def assemble(first: Traversable, *others: Traversable, faults: list[GlossaryFault] | None = None) -> Glossary:
    """One glossary from folders, each overlaid on those before it.

    With ``faults``, unusable parts of overlays are collected there and left out, and nothing raises.
    """
    ground = _compiled(first)
    rows, digests = list(ground.rows), [ground.digest]
    for folder in others:
        files = list(files_of(folder))
        digests.append(_digest(files))
        rows = overlay_rows(rows, list(_usable(files, faults)), faults)
    return Glossary(rows, _joint(digests)) if others else ground


def _joint(digests: list[str]) -> str:
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:16]


def load_for_check(*places: Path) -> tuple[Glossary, tuple[GlossaryFault, ...]]:
    """The built-in glossary under folders as far as they are usable, broken rows included, and the faults."""
    faults: list[GlossaryFault] = []
    return assemble(built_in(), *places, faults=faults), tuple(faults)


def overlay_draft(below: Glossary, folder: Path, faults: list[GlossaryFault]) -> Glossary:
    """A glossary under one more folder, as far as that is usable."""
    files = list(files_of(folder))
    rows = overlay_rows(list(below.rows), list(_usable(files, faults)), faults)
    return Glossary(rows, _joint([below.digest, _digest(files)]))


def _usable(files: list[tuple[str, bytes]], faults: list[GlossaryFault] | None) -> Iterator[GlossaryRow]:
    for name, content in files:
        try:
            yield from rows_of(name, content)
        except GlossaryFault as fault:
            if faults is None:
                raise
            faults.append(fault)


def has_rows(folder: Path) -> bool:
    """Whether an overlay folder has any files of rows."""
    return any(True for file in files_of(folder) for _ in rows_of(*file))


def _compiled(folder: Traversable) -> Glossary:
    """The rows of one folder, from the cache if possible."""
    files = list(files_of(folder))
    digest = _digest(files)
    cached = compiled.find(digest)
    if cached is None:
        cached = Glossary(overlay_rows([], [row for name, content in files for row in rows_of(name, content)]), digest)
        compiled.keep(cached)
    return cached


def _digest(files: list[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
