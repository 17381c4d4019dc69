"""TOML files -> :class:`Glossary`.

Loading is lenient: a missing or mistyped value becomes an empty one, so that ``glossary.checks`` can report every fault
of every row at once. Only what cannot be read at all, and an overlay that extends nothing, raise.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from glossary.errors import GlossaryFault
from glossary.model import LANGUAGES, Concept, Example, Glossary, Layer, Names, Notation, Prerequisite, Row, Texts


@cache
def load(*overlays: str | Path) -> Glossary:
    """The built-in glossary under the given folders, once per process. :class:`GlossaryFault` if a file is unusable.

    An overlay folder has the same files (``layers.toml``, ``concepts/``, ``notations/``, all optional). Its row
    replaces the one with the same id, or with ``extends = true`` changes the fields that it names. A notation's id
    is its symbol or base together with its concept.
    """
    folders = [Path(overlay) for overlay in overlays]
    for folder in folders:
        if not folder.is_dir():
            raise GlossaryFault(str(folder), "There is no such folder.")
    return assemble(resources.files(__package__), *folders)


def assemble(*folders: Traversable) -> Glossary:
    """One glossary from folders, each laid over those before it."""
    digest = hashlib.sha256()
    rows: list[Row] = []
    for folder in folders:
        files = list(_files(folder))
        for name, content in files:
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        rows = _lay_over(rows, [row for name, content in files for row in _rows(name, content)])
    return _build(rows, digest.hexdigest()[:16])


def _files(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    layers = folder / "layers.toml"
    if layers.is_file():
        yield "layers.toml", layers.read_bytes()
    for part in ("concepts", "notations"):
        if (folder / part).is_dir():
            for file in sorted((folder / part).iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".toml"):
                    yield f"{part}/{file.name}", file.read_bytes()


def _rows(file: str, content: bytes) -> Iterator[Row]:
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise GlossaryFault(file, f"It is not UTF-8 (byte {error.start}).") from error
    except tomllib.TOMLDecodeError as error:
        raise GlossaryFault(file, f"It is not valid TOML: {error}.") from error
    if file.startswith("notations/"):
        listed = tables.get("notation", [])
        for values in listed if isinstance(listed, list) else []:
            yield Row("notation", _notation_key(values), file, values)
        tables.pop("notation", None)
    kind = "layer" if file == "layers.toml" else "concept" if file.startswith("concepts/") else "notation"
    for key, values in tables.items():
        yield Row(kind, key, file, values if isinstance(values, dict) else {key: values})


def _notation_key(values: Mapping[str, object]) -> str:
    written = values.get("symbol") or f"{values.get('base', '?')}…"
    return f"{written} → {values.get('concept', '?')}"


def _lay_over(below: list[Row], above: list[Row]) -> list[Row]:
    """Rows of ``above`` replace or extend those of ``below`` with the same key, in their place."""
    new: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in above:
        new[row.kind, row.key].append(row)
    known = {(row.kind, row.key) for row in below}
    for row in above:
        if row.values.get("extends") is True and (row.kind, row.key) not in known:
            raise GlossaryFault(row.file, f"“{row.key}” extends a row that does not exist.")
    merged: list[Row] = []
    for row in below:
        changes = new.get((row.kind, row.key), [row])
        if changes and changes[0].values.get("extends") is True:
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
    return Row(row.kind, row.key, row.file, values)


def _build(rows: list[Row], digest: str) -> Glossary:
    layers = {row.key: _layer(row) for row in rows if row.kind == "layer"}
    position = {layer: number for number, layer in enumerate(layers)}
    concepts: dict[str, Concept] = {}
    for row in sorted(
        (row for row in rows if row.kind == "concept"), key=lambda r: position.get(_stem(r), len(layers))
    ):
        concepts.setdefault(row.key, _concept(row))
    notations = tuple(_notation(row) for row in rows if row.kind == "notation")
    by_symbol, by_base = defaultdict(list), defaultdict(list)
    for notation in notations:
        by_symbol[notation.symbol].append(notation)
        by_base[notation.base].append(notation)
    return Glossary(
        tuple(layers.values()), concepts, notations, digest, tuple(rows),
        {symbol: tuple(group) for symbol, group in by_symbol.items() if symbol},
        {base: tuple(group) for base, group in by_base.items() if base},
    )  # fmt: skip


def _stem(row: Row) -> str:
    return Path(row.file).stem


def _layer(row: Row) -> Layer:
    return Layer(
        row.key,
        _texts(row.values.get("name")),
        _strings(row.values.get("stands_on")),
        _strings(row.values.get("words")),
    )


def _concept(row: Row) -> Concept:
    values, example = row.values, _table(row.values.get("example"))
    return Concept(
        id=row.key,
        layer=_stem(row),
        name=_texts(values.get("name")),
        reading=_string(values.get("reading")),
        aliases=_names(values.get("aliases")),
        phrase=_texts(values.get("phrase")),
        definition=_texts(values.get("definition")),
        says=_string(values.get("says")),
        example=Example(
            en=_string(example.get("en")),
            ja=_string(example.get("ja")),
            compute=_string(example.get("compute")),
            gives=str(example.get("gives", "")),
        ),
        requires=tuple(_prerequisites(values.get("requires"))),
        formula=_string(values.get("formula")) or None,
        file=row.file,
    )


def _prerequisites(value: object) -> Iterator[Prerequisite]:
    for entry in value if isinstance(value, list) else []:
        table = _table(entry)
        yield Prerequisite(_string(table.get("concept")), _texts(table.get("why")))


def _notation(row: Row) -> Notation:
    values = row.values
    confidence = values.get("confidence")
    return Notation(
        concept=_string(values.get("concept")),
        confidence=float(confidence) if isinstance(confidence, int | float) else 0.0,
        why=_texts(values.get("why")),
        example=_string(values.get("example")),
        symbol=_string(values.get("symbol")) or None,
        base=_string(values.get("base")) or None,
        kind=_string(values.get("kind")) or None,
        traits=_strings(values.get("traits")),
        without=_strings(values.get("without")),
        words=_strings(values.get("words")),
        near=_strings(values.get("near")),
        categories=_strings(values.get("categories")),
        file=row.file,
    )


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _strings(value: object) -> tuple[str, ...]:
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()


def _texts(value: object) -> Texts:
    return {language: _string(text) for language, text in _table(value).items()}


def _names(value: object) -> Names:
    table = _table(value)
    return {language: _strings(table.get(language)) for language in LANGUAGES}
