"""The crafting table as a view: what to build first, and every block that can be built.

::

    {"texts": {key: {"en", "ja"}}, "ladder": [block id], "rows": {block id: {...}},     # of the ladder; crafting.py
                                 # and without a goal, under ""; free_table.py
     "names": {block id: {"en", "ja"}}, "layers": {layer id: {"en", "ja"}},
     "shelf": {layer id: [[block id, number of pieces]]}}
"""

from __future__ import annotations

from glossary import Glossary
from reader.messages import table
from reader.output.page.crafting import craft_row
from reader.output.page.free_table import free_row
from reader.output.page.workbench import texts
from reader.output.rows.row import Row
from reader.study.construction.ladder import ladder, recipes_of


def workshop_row(glossary: Glossary) -> Row:
    """All that the view begins with. The same glossary gives the same row."""
    recipes = recipes_of(glossary)
    shelf = recipes.by_layer()
    return {
        "texts": table("page") | texts(glossary),
        "ladder": list(ladder()),
        "rows": {"": free_row(recipes), **{block: block_row(block, glossary) for block in ladder()}},
        "names": {block: dict(glossary.blocks[block].name) for members in shelf.values() for block in members},
        "layers": {layer.id: dict(layer.name) for layer in glossary.layers if layer.id in shelf},
        "shelf": {layer: [[block, recipes.size(block)] for block in members] for layer, members in shelf.items()},
    }


def block_row(block: str, glossary: Glossary) -> Row | None:
    """The pieces of one block; None where it is not built."""
    craft = recipes_of(glossary).of(block) if block in glossary.blocks else None
    return craft_row(craft, glossary) if craft is not None else None
