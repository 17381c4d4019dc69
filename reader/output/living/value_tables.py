"""A value in the terminal: a number or a short list in one line, a table with the names of its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.output.living.figures import spelled

if TYPE_CHECKING:
    from reader.study.evaluation.inputs import Nested

BETWEEN, INDENT = "  ", "  "


def value_lines(name: str, value: Nested, said: str, rows: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    """Its lines. Names of rows and columns have before them how an entry is written: ``[1] cat``."""
    if not isinstance(value, list):
        yield f"{INDENT}{name} = {spelled(value, in_full=True)}{BETWEEN}{said}".rstrip()
        return
    if not columns and not isinstance(value[0], list):
        yield f"{INDENT}{name} = [{', '.join(map(_number, value))}]{BETWEEN}{said}".rstrip()
        return
    yield f"{INDENT}{name}{BETWEEN}{said}".rstrip()
    table = [[_number(each) for each in row] if isinstance(row, list) else [_number(row)] for row in value]
    if not isinstance(value[0], list):
        table = [[cell for row in table for cell in row]]
    head = [_numbered(k, columns) for k in range(len(table[0]))] if columns else []
    beside = [_numbered(k, rows) for k in range(len(table))] if rows else [""] * len(table)
    yield from _aligned(
        [["", *head]] if head else [], [[first, *row] for first, row in zip(beside, table, strict=True)]
    )


def _numbered(k: int, names: Sequence[str]) -> str:
    return f"[{k + 1}] {names[k]}" if k < len(names) and names[k] != str(k + 1) else f"[{k + 1}]"


def _number(value: Nested) -> str:
    return spelled(value, in_full=True) if not isinstance(value, list) else "…"


def _aligned(head: list[list[str]], body: list[list[str]]) -> Iterator[str]:
    """Columns as wide as what stands in them, wide letters counted as two."""
    from rich.cells import cell_len, set_cell_size

    lines = [*head, *body]
    widths = [max(cell_len(line[k]) for line in lines) for k in range(len(body[0]))]
    for line in lines:
        cells = (set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True) if width)
        yield f"{INDENT * 2}{BETWEEN.join(cells)}".rstrip()
