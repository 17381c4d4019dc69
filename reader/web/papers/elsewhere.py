"""The same formula in the reader's other papers, as the workbench shows it, and papers that lack a symbol's meaning.

::

    [{"title", "number", "section", "address", "mathml", "side": bool, "long": bool, "block": {"en", "ja"} | null,
      "pairs": [{"here": "<math ...>", "there": "<math ...>", "means_here", "means_there"}]}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from reader.library.adding import shown_title
from reader.library.counterparts import find_counterparts
from reader.library.shelf import papers_with_unknown
from reader.output.page.drawings import drawn
from reader.output.rows.row import Row
from reader.web.papers import library_access as remembered
from reader.web.state import address

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.library.counterparts import Counterpart, SymbolPair
    from reader.library.shelf import ShelfEntry

MOST = 12


def counterparts(paper: str, equation: str, knowledge: Glossary) -> list[Row]:
    """Of an equation of a remembered paper, the closest first; nothing where the library cannot be used."""
    nothing: tuple[Counterpart, ...] = ()
    found = remembered.attempt(lambda library: find_counterparts(library, paper, equation, MOST), nothing)
    return [_row(each, knowledge) for each in found]


def also_unexplained(paper: str, latex: str) -> list[Row]:
    """The other papers in which nothing explains a symbol, those first that were opened last: title and address."""
    nothing: tuple[ShelfEntry, ...] = ()
    found = remembered.attempt(lambda library: papers_with_unknown(library, latex, paper, MOST), nothing)
    return [
        {
            "title": shown_title(each.key, each.title),
            "address": "?" + urlencode({**address.link(each.key), "symbol": latex}),
        }
        for each in found
    ]


def _row(each: Counterpart, knowledge: Glossary) -> Row:
    place = each.place
    block = knowledge.blocks.get(each.block)
    return {
        "title": shown_title(place.paper, place.title),
        "number": place.number,
        "section": place.section,
        "address": "?" + urlencode(address.link(place.paper, place.number or place.equation)),
        "mathml": drawn(place.latex),
        "side": each.side,
        "long": each.is_long,
        "block": dict(block.name) if block is not None else None,
        "pairs": [_pair(pair) for pair in each.pairs],
    }


def _pair(pair: SymbolPair) -> Row:
    return {
        "here": drawn(pair.here),
        "there": drawn(pair.there),
        "means_here": pair.means_here,
        "means_there": pair.means_there,
    }
