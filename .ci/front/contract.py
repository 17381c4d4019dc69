"""Makes the JSON Schema and the TypeScript declarations of the page's payload from ``reader.output.rows.page_types``.

usage: python .ci/front/contract.py
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader.output.rows import page_types

ROOT = Path(__file__).parents[2]
ENTRY = page_types.PagePayload
PLAIN: dict[Any, tuple[dict[str, Any], str]] = {
    str: ({"type": "string"}, "string"),
    int: ({"type": "integer"}, "number"),
    float: ({"type": "number"}, "number"),
    bool: ({"type": "boolean"}, "boolean"),
    None: ({"type": "null"}, "null"),
    NoneType: ({"type": "null"}, "null"),
    Any: ({}, "any"),
}


def rows() -> Iterator[type]:
    """The typed rows, as they stand."""
    for each in vars(page_types).values():
        if isinstance(each, type) and is_typeddict(each):
            yield each


def fields(row: type) -> Iterator[tuple[str, Any, bool]]:
    """Name and type of each key, and whether it may be missing."""
    for name, hint in get_type_hints(row, include_extras=True).items():
        is_optional = get_origin(hint) is NotRequired
        yield name, get_args(hint)[0] if is_optional else hint, is_optional


def schema_of(hint: Any) -> dict[str, Any]:
    """A type as JSON Schema."""
    if hint in PLAIN:
        return PLAIN[hint][0]
    if is_typeddict(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return {"anyOf": [schema_of(each) for each in inner]}
    if origin is tuple:
        size = len(inner)
        return {"type": "array", "prefixItems": [schema_of(each) for each in inner], "minItems": size, "maxItems": size}
    if origin is list:
        return {"type": "array", "items": schema_of(inner[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(inner[1])}
    raise TypeError(f"no JSON Schema is made of {hint}")


def typescript_of(hint: Any) -> str:
    """A type as TypeScript."""
    if hint in PLAIN:
        return PLAIN[hint][1]
    if is_typeddict(hint):
        return str(hint.__name__)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(json.dumps(each) for each in inner)
    if origin in (Union, UnionType):
        return " | ".join(map(typescript_of, inner))
    if origin is tuple:
        return f"[{', '.join(map(typescript_of, inner))}]"
    if origin is list:
        return f"Array<{typescript_of(inner[0])}>"
    if origin is dict:
        return f"Record<string, {typescript_of(inner[1])}>"
    raise TypeError(f"no TypeScript is made of {hint}")


def schema() -> str:
    """The JSON Schema of a payload."""
    defined = {row.__name__: _object(row) for row in rows()}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tezawari/page/1",
        "$ref": f"#/$defs/{ENTRY.__name__}",
        "$defs": defined,
    }
    return json.dumps(whole, indent=1) + "\n"


def _object(row: type) -> dict[str, Any]:
    keys = list(fields(row))
    return {
        "type": "object",
        "properties": {name: schema_of(hint) for name, hint, _ in keys},
        "required": [name for name, _, is_optional in keys if not is_optional],
        "additionalProperties": False,
    }


def declarations() -> str:
    """The TypeScript declarations."""
    said = ["// Made by .ci/front/contract.py from reader/output/rows/page_types.py."]
    for row in rows():
        keys = (f"  {name}{'?' if optional else ''}: {typescript_of(hint)};" for name, hint, optional in fields(row))
        said.append("\n".join((f"\nexport interface {row.__name__} {{", *keys, "}")))
    return "\n".join(said) + "\n"


MADE = {
    ROOT / "reader" / "output" / "rows" / "page.schema.json": schema,
    ROOT / "reader" / "frontend" / "page.d.ts": declarations,
}


def stale() -> list[Path]:
    """The files that are not what the types say."""
    return [file for file, make in MADE.items() if not file.exists() or file.read_text(encoding="utf-8") != make()]


def main() -> None:
    """Writes the files that are stale."""
    for file in stale():
        file.write_text(MADE[file](), encoding="utf-8")
        print(f"wrote {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
