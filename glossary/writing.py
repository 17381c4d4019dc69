"""Adds, changes and removes rows of the user's own TOML files without touching the rest of the file.

A change edits the text of its row alone, and there only the values that it sets; comments, order, sub-tables and
literal strings stay. The new text is parsed and compared before it is written.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from glossary.errors import GlossaryFault
from glossary.files import changing, write_whole
from glossary.row_files import unreadable

LATEX = frozenset({"symbol", "base", "near", "example", "formula", "patterns", "matches", "lookalikes"})
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
BY_HAND = "The row “{row}” is written in a way that only a person can change: change it in this file."
Tables = dict[str, Any]


def write_concept(folder: Path, layer: str, concept: str, values: Mapping[str, object]) -> Path:
    """Adds a concept to ``concepts/<layer>/own.toml``.

    Raises :class:`GlossaryFault` where the id is malformed or taken.
    """
    return _add(own_file(folder, "concept", layer), concept, values)


def write_block(folder: Path, block: str, values: Mapping[str, object]) -> Path:
    """Adds a block to ``blocks/own.toml``. Raises :class:`GlossaryFault` where the id is malformed or taken."""
    return _add(own_file(folder, "block", ""), block, values)


def write_notation(folder: Path, layer: str, values: Mapping[str, object]) -> Path:
    """Adds a notation to ``notations/<layer>/own.toml``."""
    file, row = own_file(folder, "notation", layer), row_text("", values)
    return _rewrite(file, lambda before: _appended(before, row, _tables(row, file), file))


def own_file(folder: Path, kind: str, layer: str) -> Path:
    """The user's file for rows of this kind and layer."""
    return folder / "blocks" / "own.toml" if kind == "block" else folder / f"{kind}s" / layer / "own.toml"


def own_row(folder: Path, kind: str, layer: str, key: str) -> str:
    """The text of a row of the user's own, with its comments and sub-tables; "" where there is none.

    Raises :class:`GlossaryFault` where its file cannot be read.
    """
    text = _read(own_file(folder, kind, layer))
    runs = _runs(text, key) if _is_row(text, key) else []
    return "".join(text[run.start : run.end] for run in runs if run.is_headed)


def put_row(folder: Path, kind: str, layer: str, row: str, base: str = "") -> Path:
    """Appends a row's TOML, or merges it into the row with the same id.

    ``base`` is the TOML from which the user's editing began: keys of it that ``row`` lacks are removed from an existing
    row. Other keys that ``row`` lacks stay. Raises :class:`GlossaryFault`; the file is unchanged then.
    """
    file = own_file(folder, kind, layer)
    tables = _tables(row, file)
    key = next(iter(tables), "")

    def change(before: str) -> str:
        text = row.strip() + "\n"
        if len(tables) != 1 or not isinstance(tables[key], dict) or not _is_row(before, key):
            return _appended(before, text, tables, file)
        values = _merged(_parsed(before)[key], tables[key], _table(_tables(base, file).get(key)))
        return _changed(before, key, values, text, file)

    return _rewrite(file, change)


def remove_row(folder: Path, kind: str, layer: str, key: str) -> Path:
    """Removes a row with the comments right above it. Raises :class:`GlossaryFault` where it is not there."""
    file = own_file(folder, kind, layer)

    def change(before: str) -> str:
        tables = _parsed(before)
        if tables.pop(key, None) is None:
            raise GlossaryFault(str(file), f"“{key}” is not there.")
        return _verified(_without(before, (run for run in _runs(before, key) if run.is_headed)), tables, key, file)

    return _rewrite(file, change)


def _add(file: Path, key: str, values: Mapping[str, object]) -> Path:
    if not ID.fullmatch(key):
        raise GlossaryFault(key, "An id is written in small letters, digits and hyphens, such as my-idea.")
    row = row_text(key, values)

    def change(before: str) -> str:
        if _is_row(before, key):
            raise GlossaryFault(str(file), f"“{key}” is there already.")
        return _appended(before, row, _tables(row, file), file)

    return _rewrite(file, change)


# --- a file that is changed ------------------------------------------------------------------------------------------


def _rewrite(file: Path, change: Callable[[str], str]) -> Path:
    """Changes a file under its lock. A file that is not valid TOML is left unchanged: :class:`GlossaryFault`."""
    try:
        with changing(file):
            write_whole(file, change(_read(file)))
    except OSError as error:
        raise GlossaryFault(str(file), f"It cannot be written ({error.strerror or error}).") from error
    return file


def _read(file: Path) -> str:
    """The text of a TOML file, with its line breaks; "" where it does not exist."""
    try:
        text = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise GlossaryFault(str(file), f"It cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise GlossaryFault(str(file), unreadable(error)) from error
    _tables(text, file)
    return text


def _tables(text: str, file: Path) -> Tables:
    try:
        return _parsed(text)
    except tomllib.TOMLDecodeError as error:
        raise GlossaryFault(str(file), unreadable(error)) from error


def _appended(before: str, row: str, tables: Tables, file: Path) -> str:
    """The file with new rows appended."""
    expected = _parsed(before)
    for key, value in tables.items():
        expected[key] = [*expected[key], *value] if isinstance(value, list) and key in expected else value
    body = before.rstrip()
    after = body + _with_breaks(f"\n\n{row}" if body.strip("\ufeff") else row, before)
    return _verified(after, expected, next(iter(tables), ""), file)


def _with_breaks(row: str, before: str) -> str:
    """A text with the line breaks of a file."""
    return re.sub(r"\r?\n", "\r\n", row) if "\r\n" in before else row


def _verified(after: str, expected: Tables, key: str, file: Path) -> str:
    """The new text, if it parses to the expected tables.

    Otherwise the row is written in an unforeseen way: :class:`GlossaryFault`.
    """
    with suppress(tomllib.TOMLDecodeError):
        if _parsed(after) == expected:
            return after
    raise GlossaryFault(str(file), BY_HAND.format(row=key))


# --- where a row stands ----------------------------------------------------------------------------------------------

MARK = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]', re.S)
HEAD = re.compile(r"^[ \t\ufeff]*\[\[?(?P<key>[^\n]*?)\]\]?[ \t\r]*(?:#[^\n]*)?$", re.M)
AFTER = re.compile(r"\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*(?:#[^\n]*)?\Z")  # what follows the last value of a section
ABOVE = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.M)  # comments right above


@dataclass(frozen=True, slots=True)
class _Section:
    """The text of one header, from the comments right above it to its last value; or the text above all headers."""

    start: int
    end: int
    rows: frozenset[str]  # that it belongs to
    is_headed: bool = True


def _is_row(text: str, key: str) -> bool:
    return isinstance(_parsed(text).get(key), dict)


def _parsed(text: str) -> Tables:
    return tomllib.loads(text.removeprefix("\ufeff"))


def _runs(text: str, key: str) -> list[_Section]:
    """The spans of a row: one where its sub-tables follow it. Text between two sections of a row belongs to it."""
    runs: list[_Section] = []
    follows = False
    for section in _sections(text):
        if key in section.rows and follows:
            runs[-1] = replace(runs[-1], end=section.end)
        elif key in section.rows:
            runs.append(section)
        follows = key in section.rows
    return runs


def _sections(text: str) -> Iterator[_Section]:
    """The sections of a file that is TOML, in their order."""
    heads = list(HEAD.finditer(_in_lines(text)))
    behind = [0, *(head.end() for head in heads)]
    starts = [ABOVE.search(text, last, head.start()) or head for last, head in zip(behind, heads, strict=False)]
    ends = [*(head.start() for head in starts), len(text)]
    top = text[: heads[0].start() if heads else len(text)]
    yield _Section(0, _last_value(text, 0, ends[0]), frozenset(_parsed(top)), is_headed=False)
    for head, first, end in zip(heads, starts, ends[1:], strict=True):
        rows = frozenset(tomllib.loads(f"[{head['key']}]"))
        yield _Section(first.start(), _last_value(text, first.start(), end), rows)


def _last_value(text: str, start: int, end: int) -> int:
    after = AFTER.search(text, start, end)
    return min(after.start() + 1, end) if after else end


def _in_lines(text: str) -> str:
    """The text, equally long, with each value on one line: every line then begins with a key, a header or a comment."""
    pieces, depth, done = [], 0, 0
    for mark in MARK.finditer(text):
        between = text[done : mark.start()]
        pieces.append(between.replace("\n", " ") if depth else between)
        pieces.append(mark[0].replace("\n", " "))
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        done = mark.end()
    return "".join((*pieces, text[done:]))


def _without(text: str, runs: Iterable[_Section]) -> str:
    for run in sorted(runs, key=lambda run: -run.start):
        text = text[: run.start] + text[run.end :].lstrip("\r\n")
    return text


# --- a row that is changed -------------------------------------------------------------------------------------------


def _merged(old: Tables, new: Tables, base: Tables) -> Tables:
    """The values of a row after the change."""
    values = {key: value for key, value in old.items() if key in new or key not in base}
    for key, value in new.items():
        is_table = isinstance(value, dict) and isinstance(values.get(key), dict)
        values[key] = _merged(values[key], value, _table(base.get(key))) if is_table else value
    return values


def _table(value: object) -> Tables:
    return value if isinstance(value, dict) else {}


def _changed(before: str, key: str, values: Tables, row: str, file: Path) -> str:
    """The file with a row that has these values, spelled as in the new row's text where that has them."""
    first, *others = _runs(before, key)
    own = "".join(before[run.start : run.end] for run in (first, *others))
    rest = _without(before, others)[first.end :]
    expected = _parsed(before) | {key: values}
    with suppress(GlossaryFault):
        edited = _edited(own, key, (_parsed(before)[key], values), row)
        return _verified(before[: first.start] + _with_breaks(edited, before) + rest, expected, key, file)
    anew = _with_breaks(_comments(own) + row_text(key, values), before)  # tomlkit cannot change what is written so
    return _verified(before[: first.start] + anew + rest, expected, key, file)


def _edited(own: str, key: str, values: tuple[Tables, Tables], row: str) -> str:
    """A row's text with other values (before and after). Raises :class:`GlossaryFault` where tomlkit fails."""
    import tomlkit  # slow to import, and needed only where a row is changed

    mark = "\ufeff" if own.startswith("\ufeff") else ""
    try:
        document: Any = tomlkit.parse(own.removeprefix(mark))
        _edit(document[key], *values, tomlkit.parse(row)[key])
        return mark + tomlkit.dumps(document)
    except (tomlkit.exceptions.TOMLKitError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise GlossaryFault(key, str(error)) from error


def _comments(own: str) -> str:
    return "".join(f"{mark[0].rstrip()}\n" for mark in MARK.finditer(own) if mark[0].startswith("#"))


def _edit(table: Any, before: Tables, after: Tables, source: Any) -> None:
    """Sets the values of a tomlkit table; equal ones are not touched."""
    for key in before.keys() - after.keys():
        del table[key]
    for key, value in after.items():
        old, new = before.get(key), source.get(key) if hasattr(source, "get") else None
        if type(old) is type(value) and old == value:
            continue
        if isinstance(old, dict) and isinstance(value, dict):
            _edit(table[key], old, value, new)
        else:
            table[key] = _item(table, key, value, new)


def _item(table: Any, key: str, value: object, new: Any) -> Any:
    """A value for this table in the user's spelling; a table under a header becomes an inline one."""
    import tomlkit
    from tomlkit.items import AoT, InlineTable, Table

    is_written = _plain(new) == value and not isinstance(new, Table | AoT)
    text = new.as_string() if is_written else to_toml(value, latex=key in LATEX)
    if isinstance(table, InlineTable):
        return cast("Any", tomlkit.parse(f"row = {{ value = {text} }}")["row"])["value"]
    comment = f"{new.trivia.comment_ws}{new.trivia.comment}" if is_written else ""
    return tomlkit.parse(f"value = {text}{comment}\n")["value"]


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


# --- rows as text ----------------------------------------------------------------------------------------------------


def row_text(key: str, values: Mapping[str, object]) -> str:
    """A row as TOML; without a key, as an item of a list of notations."""
    return (f"[{key}]\n" if key else "[[notation]]\n") + _lines(values)


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{key} = {to_toml(value, latex=key in LATEX)}\n" for key, value in _spread(values))


def _spread(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Keys with their values; a table of tables has a line for each inner table."""
    for key, value in values.items():
        if isinstance(value, Mapping) and value and all(isinstance(entry, Mapping) for entry in value.values()):
            yield from ((f"{key}.{_key(name)}", entry) for name, entry in value.items())
        else:
            yield key, value


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else to_toml(name)


def to_toml(value: object, *, latex: bool = False) -> str:
    """One value as TOML. Text with a backslash is written in single quotes, where TOML has no escapes."""
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
