"""The crafting table as a view: what to build first, and every block that can be built.

::

    {"texts": {key: {"en", "ja"}}, "ladder": [block id], "rows": {block id: {...}},     # of the ladder; crafting.py
                                 # and without a goal, under ""; free_table.py
     "names": {block id: {"en", "ja"}}, "layers": {layer id: {"en", "ja"}},
     "shelf": {layer id: [[block id, number of pieces]]}}
"""

from __future__ import annotations

import glossary
from reader.messages import table
from reader.output.page.crafting import craft_row
from reader.output.page.free_table import free_row
from reader.output.page.workbench import texts
from reader.output.rows.row import Row
from reader.study.construction.ladder import by_layer, craft_of, ladder


def workshop_row() -> Row:
    """All that the view begins with. The same glossary gives the same row."""
    knowledge = glossary.load()
    shelf = by_layer(knowledge)
    return {
        "texts": table("page") | texts(knowledge),
        "ladder": list(ladder()),
        "rows": {"": free_row(knowledge), **{block: block_row(block) for block in ladder()}},
        "names": {block: dict(knowledge.blocks[block].name) for members in shelf.values() for block in members},
        "layers": {layer.id: dict(layer.name) for layer in knowledge.layers if layer.id in shelf},
        "shelf": {layer: [[block, _count(block)] for block in members] for layer, members in shelf.items()},
    }


def block_row(block: str) -> Row | None:
    """The pieces of one block; None where it is not built."""
    knowledge = glossary.load()
    craft = craft_of(block) if block in knowledge.blocks else None
    return craft_row(craft, knowledge) if craft is not None else None


def _count(block: str) -> int:
    craft = craft_of(block)
    return craft.goal.count if craft is not None else 0
