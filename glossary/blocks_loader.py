"""``glossary/blocks/*.toml`` -> blocks by id. Lenient, as the glossary's loader is: the checks report the faults."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary import folders
from glossary.block import SLOT_KINDS, Block, Pattern, Removal, Slot
from glossary.errors import GlossaryFault
from glossary.loader import built_in

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ALLOWED = frozenset({
    "concept", "under", "name", "patterns", "slots", "matches", "lookalikes", "tolerant", "ordered", "whole",
    "distinct", "alike", "unlike", "covers", "words", "when_removed",
})  # fmt: skip


def load_blocks(*overlays: str | Path) -> Mapping[str, Block]:
    """The built-in blocks under those of the given folders, or where none is given of those that the user has.

    A folder has ``blocks/*.toml``; its row replaces the one with the same id. :class:`GlossaryFault` if a file is no
    TOML.
    """
    return _load(tuple(map(Path, overlays)) or folders.overlays())


@cache
def _load(places: tuple[Path, ...]) -> Mapping[str, Block]:
    blocks: dict[str, Block] = {}
    for folder in (built_in(), *places):
        blocks.update(_blocks_in(folder / "blocks"))
    return blocks


def _blocks_in(folder: Traversable) -> dict[str, Block]:
    found: dict[str, Block] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else ():
        if file.name.endswith(".toml"):
            try:
                tables = tomllib.loads(file.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise GlossaryFault(f"blocks/{file.name}", f"It is not valid TOML: {error}.") from error
            subject = file.name.removesuffix(".toml")
            for key, row in tables.items():
                _check(key, row, f"blocks/{file.name}")
                found[key] = _block(key, row, subject)
    return found


def _check(key: str, row: object, file: str) -> None:
    """What a hand-written row may get wrong so that nothing could be made of it: :class:`GlossaryFault`."""
    if not isinstance(row, dict):
        raise GlossaryFault(file, f"{key} is no block; a block is a table of its own, [{key}].")
    unknown = sorted(set(row) - ALLOWED)
    kinds = {name: slot.get("kind", "any") for name, slot in row.get("slots", {}).items()}
    strange = sorted(f"{name} = {kind}" for name, kind in kinds.items() if kind not in SLOT_KINDS)
    if unknown:
        raise GlossaryFault(file, f"{key} has a key that no block has: {', '.join(unknown)}.")
    if strange:
        raise GlossaryFault(file, f"{key} has a slot of a kind that there is not: {', '.join(strange)}.")


def _block(key: str, row: dict[str, Any], subject: str) -> Block:
    removal = row.get("when_removed")
    return Block(
        id=key,
        concept=row.get("concept", key),
        under=row.get("under", row.get("concept", key)),
        name=row.get("name", {}),
        patterns=tuple(_pattern(entry) for entry in row.get("patterns", [])),
        slots={name: _slot(name, values) for name, values in row.get("slots", {}).items()},
        matches=tuple(row.get("matches", [])),
        lookalikes=tuple(row.get("lookalikes", [])),
        tolerant=row.get("tolerant", False),
        ordered=row.get("ordered", False),
        whole=row.get("whole", False),
        distinct=tuple(row.get("distinct", [])),
        alike=tuple(row.get("alike", [])),
        unlike=tuple(row.get("unlike", [])),
        covers=tuple(row.get("covers", [])),
        words=tuple(row.get("words", [])),
        when_removed=Removal(removal.get("neutral", ""), _texts(removal)) if removal else None,
        subject=subject,
        keys=tuple(row),
    )


def _pattern(entry: str | dict[str, Any]) -> Pattern:
    if isinstance(entry, str):
        return Pattern(entry)
    rangeless = entry.get("rangeless", False)
    return Pattern(entry.get("latex", ""), _texts(entry) or None, tuple(entry.get("words", [])), rangeless)


def _slot(name: str, values: dict[str, Any]) -> Slot:
    stems, barred = tuple(values.get("stems", [])), tuple(values.get("barred", []))
    return Slot(name, _texts(values), values.get("kind", "any"), stems, barred, values.get("holds", ""))


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {language: values[language] for language in ("en", "ja") if language in values}
