"""The files of a folder of rows, the rows in them, and how rows overlay others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from glossary.errors import GlossaryFault
from glossary.glossary import GlossaryRow

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDERS: Mapping[str, str] = {"concepts": "concept", "notations": "notation", "blocks": "block",
                               "living": "living"}  # -> kind of rows  # fmt: skip
LISTED = frozenset({"notation"})  # kinds without an id: their files list them as ``[[kind]]``


def files_of(folder: Traversable, faults: list[GlossaryFault] | None = None) -> Iterator[tuple[str, bytes]]:
    """The files of rows in a folder: name and content. With ``faults``, unreadable ones are collected there."""
    for name, file in _places(folder):
        try:
            yield name, file.read_bytes()
        except OSError as error:
            fault = GlossaryFault(name, f"It cannot be read ({error.strerror or error}).")
            if faults is None:
                raise fault from error
            faults.append(fault)


def _places(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    layers = folder / "layers.toml"
    if layers.is_file():
        yield "layers.toml", layers
    for part in FOLDERS:
        if (folder / part).is_dir():
            yield from _places_below(folder / part, part)


def _places_below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _places_below(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(".toml"):
            yield f"{path}/{entry.name}", entry


def rows_of(file: str, content: bytes) -> Iterator[GlossaryRow]:
    """The rows of a file. Raises :class:`GlossaryFault` where it is not valid TOML."""
    import tomllib  # not needed where the rows were compiled before

    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GlossaryFault(file, unreadable(error)) from error
    except RecursionError as error:
        raise GlossaryFault(file, "Its values are nested too deeply.") from error
    kind = FOLDERS.get(file.split("/")[0], "layer")
    if kind in LISTED:
        listed = tables.pop(kind, None)
        for values in listed if isinstance(listed, list) else []:
            row = values if isinstance(values, dict) else {kind: values}
            yield GlossaryRow(kind, _notation_key(row), file, row)
    for key, values in tables.items():
        yield GlossaryRow(kind, key, file, values if isinstance(values, dict) else {key: values})


def unreadable(error: UnicodeDecodeError | ValueError) -> str:
    """Why a file is not valid TOML, with a hint for the most frequent fault: LaTeX in double quotes."""
    if isinstance(error, UnicodeDecodeError):
        return f"It is not UTF-8 (byte {error.start})."
    reason = f"It is not valid TOML: {error}."
    return reason + r" Write LaTeX such as '\alpha' in single quotes." if "Unescaped '\\'" in reason else reason


def _notation_key(values: Mapping[str, object]) -> str:
    sign = values.get("symbol") or f"{values.get('base', '?')}…"
    return f"{sign} → {values.get('concept', '?')}"


def overlay_rows(
    below: list[GlossaryRow], above: list[GlossaryRow], faults: list[GlossaryFault] | None = None
) -> list[GlossaryRow]:
    """The rows of ``below``, replaced or extended in place by rows of ``above`` with the same key."""
    new: dict[tuple[str, str], list[GlossaryRow]] = defaultdict(list)
    for row in above:
        new[row.kind, row.key].append(row)
    keys = {(row.kind, row.key) for row in below}
    for row in above:
        if row.values.get("extends") is True and (row.kind, row.key) not in keys:
            fault = GlossaryFault(row.file, f"“{row.key}” extends a row that does not exist.")
            if faults is None:
                raise fault
            faults.append(fault)
            above = [addition for addition in above if addition is not row]
    merged: list[GlossaryRow] = []
    for row in below:
        changes = new.get((row.kind, row.key))
        if changes is None:
            merged.append(row)
        elif changes and changes[0].values.get("extends") is True:
            merged.append(_extend(row, changes[0]))
        else:
            merged.extend(changes)
            new[row.kind, row.key] = []  # further rows of this key are replaced as well
    return merged + [row for row in above if (row.kind, row.key) not in keys]


def _extend(row: GlossaryRow, change: GlossaryRow) -> GlossaryRow:
    values = dict(row.values)
    for key, value in change.values.items():
        if key != "extends":
            old = values.get(key)
            values[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return GlossaryRow(row.kind, row.key, row.file, values, change.file)
