"""Rows as the page holds them: JSON, deflated, in base64. ``supply.mjs`` inflates a pack when something in it is asked
for.

The benches are packed some at a time, so that one is soon there and what they share is still written once.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import islice

from reader.output.page.workbench import formulas_in
from reader.output.rows.row import Row, packed

BENCHES = 16  # in a pack: with twice as many a page is a twentieth smaller, and takes twice as long to open one
WHOLE = ("blocks", "enquiries", "lint", "living_rows", "spoken")  # a pack each
APART = (*WHOLE, "benches", "drawn")  # what is not needed for the first look


def packs(payload: Row) -> Iterator[str]:
    """The script elements of a payload, each with a pack: its core first."""
    yield _pack("core", {key: value for key, value in payload.items() if key not in APART})
    for part in WHOLE:
        if part in payload:
            yield _pack(part, payload[part])
    benches = iter(payload.get("benches", {}).items())
    while some := dict(islice(benches, BENCHES)):
        drawn = {latex: payload["drawn"][latex] for latex in formulas_in(some.values())}
        yield _pack("benches", {"benches": some, "drawn": drawn}, some)


def _pack(part: str, value: object, names: Row | None = None) -> str:
    known = f' data-names="{escape(" ".join(names))}"' if names else ""
    return f'<script type="text/plain" data-held="{part}"{known}>{packed(value)}</script>'
