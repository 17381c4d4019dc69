"""A table of a file -> a frozen value. The dataclass is the schema: a field's type says how its value is converted.

Conversion is lenient: a missing or mistyped value becomes an empty one, so that ``glossary.checking.checks`` can report
all faults at once. Blocks alone are strict, since one without half of its conditions would match too much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from glossary.block import NEEDS, SLOT_KINDS, Block, BlockPurpose, Pattern, Removal, Slot
from glossary.errors import GlossaryFault
from glossary.living.model import (
    LivingControl,
    LivingFormula,
    LivingInput,
    LivingRead,
    LivingResult,
    LivingTry,
    Numbers,
)
from glossary.model import (
    LANGUAGES,
    PLACED,
    Concept,
    Confusion,
    Example,
    Feel,
    Layer,
    LessonStage,
    Names,
    Notation,
    Prerequisite,
    Reference,
    Since,
    Texts,
)

if TYPE_CHECKING:
    from glossary.glossary import GlossaryRow

Schema = TypeVar("Schema")

PARTS: Mapping[str, type] = {  # a field's type -> the schema of the table, or of each table, that a row writes for it
    "Example | None": Example,
    "Feel | None": Feel,
    "Since | None": Since,
    "tuple[Prerequisite, ...]": Prerequisite,
    "tuple[Confusion, ...]": Confusion,
    "tuple[LessonStage, ...]": LessonStage,
    "tuple[Reference, ...]": Reference,
    "tuple[Pattern, ...]": Pattern,
    "Mapping[str, Slot]": Slot,
    "Removal | None": Removal,
    "tuple[BlockPurpose, ...]": BlockPurpose,
    "tuple[LivingInput, ...]": LivingInput,
    "tuple[LivingResult, ...]": LivingResult,
    "tuple[LivingControl, ...]": LivingControl,
    "tuple[LivingTry, ...]": LivingTry,
    "Mapping[str, LivingRead]": LivingRead,
}
SHORT: Mapping[type, str] = {Pattern: "latex"}  # a table that has this key alone may be written as its value


def make_layer(row: GlossaryRow) -> Layer:
    """The layer of a row of layers.toml."""
    return make(Layer, row.values, id=row.key)


def make_concept(row: GlossaryRow) -> Concept:
    """The concept of a row. Missing forms of the name are derived from it."""
    concept = make(Concept, row.values, id=row.key, layer=layer_of(row.file), file=row.file)
    if not concept.phrase:
        concept = replace(concept, phrase=concept.name)
    return concept if concept.says else replace(concept, says=f"the {concept.phrase.get('en', '')}")


def make_notation(row: GlossaryRow) -> Notation:
    """The notation of a row."""
    return make(Notation, row.values, file=row.file)


def make_block(row: GlossaryRow) -> Block:
    """The block of a row. Raises :class:`GlossaryFault` for an unknown key or kind of slot."""
    slots = row.values.get("slots", {})
    unknown = sorted(row.values.keys() - {name for name, *_ in _plan(cast("Any", Block))} - {"extends"})
    if unknown:
        raise GlossaryFault(row.file, f"{row.key} has a key that no block has: {', '.join(unknown)}.")
    if not isinstance(slots, dict) or not all(isinstance(slot, dict) for slot in slots.values()):
        raise GlossaryFault(row.file, f"{row.key} has slots that are no tables.")
    kinds = {name: slot.get("kind", "any") for name, slot in slots.items()}
    strange = sorted(f"{name} = {kind}" for name, kind in kinds.items() if kind not in SLOT_KINDS)
    if strange:
        raise GlossaryFault(row.file, f"{row.key} has a slot of a kind that there is not: {', '.join(strange)}.")
    block = make(Block, row.values, id=row.key, file=row.file)
    if not NEEDS.issuperset(block.needs):
        raise GlossaryFault(row.file, f"{row.key} has a need that there is not: {', '.join(block.needs)}.")
    concept = block.concept or row.key
    return replace(block, concept=concept, under=block.under or concept)


def make_living(row: GlossaryRow) -> LivingFormula:
    """The living formula of a row."""
    return make(LivingFormula, row.values, id=row.key, file=row.file)


def layer_of(file: str) -> str:
    """``concepts/<layer>/<topic>.toml`` and ``concepts/<layer>.toml`` both belong to ``<layer>``."""
    parts = file.split("/")
    return parts[1] if len(parts) > 2 else parts[-1].removesuffix(".toml")


def make(schema: type[Schema], values: Mapping[str, object], **placed: object) -> Schema:
    """A value of the schema from a table and from the place of its row."""
    for name, convert, required in _plan(cast("Any", schema)):
        if required or name in values:
            placed.setdefault(name, convert(values.get(name)))
    return schema(**placed)


@cache
def _plan(schema: type) -> tuple[tuple[str, Callable[[object], Any], bool], ...]:
    return tuple(
        (entry.name, _converter(str(entry.type)), entry.default is MISSING and entry.default_factory is MISSING)
        for entry in fields(schema)
        if entry.name not in PLACED
    )


def _converter(kind: str) -> Callable[[object], Any]:
    if kind not in PARTS:
        return CONVERTERS[kind]
    part = PARTS[kind]
    if kind.startswith("tuple"):
        return lambda value: tuple(make(part, spelled_out(part, e)) for e in value) if isinstance(value, list) else ()
    if kind.startswith("Mapping"):
        return lambda value: {name: make(part, _table(entry), id=name) for name, entry in _table(value).items()}
    return lambda value: make(part, value) if isinstance(value, dict) else None


def spelled_out(part: type, entry: object) -> Mapping[str, object]:
    """The table of a part that may be written short; an empty one where it is missing."""
    return {SHORT[part]: entry} if part in SHORT and isinstance(entry, str) else _table(entry)


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _string(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _strings(value: object) -> tuple[str, ...]:
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()


def _texts(value: object) -> Texts:
    return {language: text for language, text in _table(value).items() if isinstance(text, str)}


def _names(value: object) -> Names:
    table = _table(value)
    return {language: _strings(table.get(language)) for language in LANGUAGES}


def _numbers(value: object) -> Numbers:
    return tuple(map(_numbers, value)) if isinstance(value, list) else _number(value)


CONVERTERS: Mapping[str, Callable[[object], Any]] = {
    "str": _string,
    "str | None": lambda value: _string(value) or None,
    "bool": lambda value: value is True,
    "int": lambda value: int(_number(value)),
    "float": _number,
    "float | None": lambda value: float(value) if isinstance(value, int | float) else None,
    "Numbers": _numbers,
    "Mapping[str, Numbers]": lambda value: {key: _numbers(entry) for key, entry in _table(value).items()},
    "Mapping[str, Names]": lambda value: {key: _names(entry) for key, entry in _table(value).items()},
    "tuple[int, ...]": lambda value: tuple(map(int, map(_number, value))) if isinstance(value, list) else (),
    "Texts": _texts,
    "Names": _names,
    "tuple[str, ...]": _strings,
    "Mapping[str, str]": lambda value: {key: text for key, text in _table(value).items() if isinstance(text, str)},
}
