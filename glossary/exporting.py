"""Exports the glossary: as one JSON object, as SKOS in Turtle, and as a JSON Schema for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, asdict, fields
from typing import Any

from glossary.block import NEEDS, SLOT_KINDS, Block
from glossary.course import Course
from glossary.glossary import Glossary
from glossary.living.model import GOES, LivingFormula
from glossary.model import KINDS, LANGUAGES, NEEDS_OF_CONCEPTS, PLACED, TIERS, TRAITS, Concept, Layer, Notation
from glossary.rows import PARTS, SHORT

SCHEMES = "https://example.org/tezawari/"  # a namespace of SKOS; nothing is fetched from it


def to_json(glossary: Glossary) -> str:
    """Layers, concepts, notations, blocks and living formulas with all their fields."""
    content = {
        "schema": "tezawari/glossary/1",
        "glossary": glossary.digest,
        "layers": [asdict(layer) for layer in glossary.layers],
        "concepts": [_filled(concept) for concept in glossary.concepts.values()],
        "notations": [_filled(notation) for notation in glossary.notations],
        "blocks": [_filled(block) for block in glossary.blocks.values()],
        "living": [_filled(living) for living in glossary.living.values()],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _filled(value: Concept | Notation | Block | LivingFormula) -> dict[str, Any]:
    return {key: entry for key, entry in asdict(value).items() if entry not in (None, "", (), [], {}) and key != "file"}


# --- SKOS ------------------------------------------------------------------------------------------------------------


def to_skos(glossary: Glossary) -> str:
    """Concepts as SKOS in Turtle: labels, definitions, notations, and prerequisites as ``skos:related``.

    A layer is a ``skos:Collection`` of its concepts. SKOS has no word for *requires*: ``tz:requires`` is a sub-property
    of ``skos:related``.
    """
    head = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        f"@prefix tz: <{SCHEMES}> .",
        "",
        "tz:requires rdfs:subPropertyOf skos:related .",
        "tz:glossary a skos:ConceptScheme .",
    )
    blocks = [*map(_skos_layer, [glossary] * len(glossary.layers), glossary.layers)]
    blocks += [_skos_concept(glossary, concept) for concept in glossary.concepts.values()]
    return "\n".join((*head, "", "\n\n".join(blocks), ""))


def _skos_layer(glossary: Glossary, layer: Layer) -> str:
    lines = [f"tz:layer-{layer.id} a skos:Collection", *_labels("skos:prefLabel", layer.name)]
    members = [f"tz:{concept.id}" for concept in glossary.concepts.values() if concept.layer == layer.id]
    return _statement([*lines, *([f"skos:member {', '.join(members)}"] if members else [])])


def _skos_concept(glossary: Glossary, concept: Concept) -> str:
    lines = [f"tz:{concept.id} a skos:Concept", "skos:inScheme tz:glossary", *_labels("skos:prefLabel", concept.name)]
    for language, names in concept.aliases.items():
        lines += [f"skos:altLabel {_text(name, language)}" for name in names]
    lines += _labels("skos:definition", concept.definition)
    lines += [f"skos:notation {_text(concept.formula)}"] if concept.formula else []
    lines += [f"tz:requires tz:{need.concept}" for need in concept.requires if need.concept in glossary]
    return _statement(lines)


def _statement(lines: list[str]) -> str:
    return " ;\n    ".join(lines) + " ."


def _labels(kind: str, texts: object) -> Iterator[str]:
    yield from (
        f"{kind} {_text(text, language)}" for language, text in (texts if isinstance(texts, dict) else {}).items()
    )


def _text(text: str, language: str = "") -> str:
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")


# --- JSON Schema -----------------------------------------------------------------------------------------------------

STRING: dict[str, Any] = {"type": "string"}
TEXTS = {
    "type": "object",
    "properties": dict.fromkeys(LANGUAGES, STRING),
    "required": [*LANGUAGES],
    "additionalProperties": False,
}
STRINGS = {"type": "array", "items": STRING}
NAMES = {**TEXTS, "properties": dict.fromkeys(LANGUAGES, STRINGS)}
NUMBERS: dict[str, Any] = {"type": ["number", "array"]}
TYPES: dict[str, dict[str, Any]] = {
    "str": STRING, "str | None": STRING, "bool": {"type": "boolean"}, "int": {"type": "integer"},
    "float": {"type": "number"}, "Texts": TEXTS, "Names": NAMES, "tuple[str, ...]": STRINGS,
    "Mapping[str, str]": {"type": "object", "additionalProperties": STRING}, "float | None": {"type": "number"},
    "Numbers": NUMBERS, "Mapping[str, Numbers]": {"type": "object", "additionalProperties": NUMBERS},
    "Mapping[str, Names]": {"type": "object", "additionalProperties": NAMES},
    "tuple[int, ...]": {"type": "array", "items": {"type": "integer"}},
}  # fmt: skip
CHOICES: dict[tuple[str, str], list[str]] = {
    ("Concept", "tier"): [*TIERS],
    ("Prerequisite", "kind"): [*NEEDS_OF_CONCEPTS],
    ("Notation", "kind"): sorted(KINDS),
    ("Notation", "traits"): sorted(TRAITS),
    ("Notation", "without"): sorted(TRAITS),
    ("Slot", "kind"): sorted(SLOT_KINDS),
    ("Block", "needs"): sorted(NEEDS),
    ("LivingRead", "goes"): [*GOES],
}


def to_schema() -> str:
    """A JSON Schema for every kind of file: ``concepts/``, ``notations/``, ``blocks/``, layers and courses."""
    definitions = {
        schema.__name__.lower(): _schema(schema) for schema in (Concept, Notation, Block, LivingFormula, Layer)
    }
    tables = [{"$ref": f"#/definitions/{name}"} for name in ("concept", "block", "livingformula", "layer")]
    rows = {
        "type": "object",
        "properties": {"notation": {"type": "array", "items": {"$ref": "#/definitions/notation"}}},
        "additionalProperties": {"anyOf": tables},
    }
    content = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Tezawari's glossary",
        "definitions": {**definitions, "course": _table(Course)},
        "anyOf": [rows, {"$ref": "#/definitions/course"}],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _schema(schema: type) -> dict[str, Any]:
    schema_table = _table(schema)
    extended = {**schema_table, "properties": {**schema_table["properties"], "extends": {"const": True}}}
    required = extended.pop("required")
    return {**extended, "anyOf": [{"required": required}, {"required": ["extends"]}]}


def _table(schema: type) -> dict[str, Any]:
    entries = [entry for entry in fields(schema) if entry.name not in PLACED]
    properties = {entry.name: _type(str(entry.type), (schema.__name__, entry.name)) for entry in entries}
    required = [
        attribute.name for attribute in entries if attribute.default is MISSING and attribute.default_factory is MISSING
    ]
    return {"type": "object", "properties": properties, "additionalProperties": False, "required": required}


def _type(kind: str, place: tuple[str, str]) -> dict[str, Any]:
    if kind in PARTS:
        part = _table(PARTS[kind])
        if kind.startswith("tuple"):
            return {"type": "array", "items": {"anyOf": [STRING, part]} if PARTS[kind] in SHORT else part}
        return {"type": "object", "additionalProperties": part} if kind.startswith("Mapping") else part
    json_type = TYPES[kind]
    if place not in CHOICES:
        return json_type
    chosen = {"enum": CHOICES[place]}
    return {**json_type, "items": chosen} if json_type is STRINGS else chosen
