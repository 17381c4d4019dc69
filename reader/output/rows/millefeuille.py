"""What a mille-feuille is drawn from: layers from below, the ideas in each, and how many formulas use them.

::

    {"layers": [{"name": {"en", "ja"}, "tower": bool, "on": [place of a layer], "formulas": int}],
     "pieces": [{"id", "name": {"en", "ja"}, "reading", "storey": place of its layer, "requires": [id], "count": int,
                 "uses": [equation id]}],          # in learning order; "uses" only where they are of one paper
     "assumed": [id]}                              # what everybody brings along
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from glossary.graph import LEARNED

if TYPE_CHECKING:
    from glossary import Concept, Glossary
    from reader.output.rows.row import Row

Formula = TypeVar("Formula", bound=Hashable)


def uses_in_paper(symbols: Iterable[Row], blocks: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """By concept the formulas of a paper that use it, in their order: those in which a symbol means it, and those with
    one of its blocks. ``blocks`` has the concepts of each formula's blocks."""
    found: dict[str, set[str]] = {}
    for symbol in symbols:
        for concept, equations in _tied(symbol):
            found.setdefault(concept, set()).update(equations)
    for equation, concepts in blocks.items():
        for concept in concepts:
            found.setdefault(concept, set()).add(equation)
    order = {equation: place for place, equation in enumerate(blocks)}
    return {concept: sorted(equations & order.keys(), key=order.__getitem__) for concept, equations in found.items()}


def _tied(symbol: Row) -> Iterator[tuple[str, list[str]]]:
    """The surest concept of each meaning of a symbol, with the formulas where it has this meaning."""
    for sense in symbol["senses"]:
        for link in sense["concepts"][:1]:
            yield link["id"], sense["equations"]
    if not symbol["senses"]:
        for link in symbol["concepts"][:1]:
            yield link["id"], [place["equation"] for place in symbol["occurrences"]]


def millefeuille_row(
    glossary: Glossary, ids: Iterable[str], uses: Mapping[str, Collection[Formula]], *, named: bool = False
) -> Row:
    """The layers with these ideas in them, ``named`` with the formulas that use each."""
    used = [each for each in uses if each in glossary]
    shown = [glossary[each] for each in dict.fromkeys((*ids, *glossary.path(used))) if each in glossary]
    there = {concept.id for concept in shown}
    storeys = {layer.id: number for number, layer in enumerate(glossary.layers)}
    of_layer: dict[str, set[Formula]] = {layer: set() for layer in storeys}
    for concept in shown:
        of_layer.setdefault(concept.layer, set()).update(uses.get(concept.id, ()))
    return {
        "layers": [
            {
                "name": dict(layer.name),
                "tower": layer.tower,
                "on": [storeys[lower] for lower in layer.stands_on if lower in storeys],
                "formulas": len(of_layer[layer.id]),
            }
            for layer in glossary.layers
        ],
        "pieces": [
            _piece(concept, storeys[concept.layer], there, uses.get(concept.id, ()))
            | ({"uses": list(uses.get(concept.id, ()))} if named else {})
            for concept in shown
        ],
        "assumed": [concept.id for concept in shown if concept.foundation],
    }


def _piece(concept: Concept, storey: int, ids: Collection[str], uses: Collection[object]) -> Row:
    needs = (need.concept for need in concept.requires if need.kind in LEARNED)
    return {
        "id": concept.id,
        "name": dict(concept.name),
        "reading": concept.reading,
        "storey": storey,
        "requires": [each for each in needs if each in ids],
        "count": len(uses),
    }
