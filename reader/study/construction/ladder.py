"""What to build first: a few blocks from the foundations up, and all others by the layer that they lie in."""

from __future__ import annotations

import pkgutil
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from glossary import Glossary
from reader.meaning.blocks.patterns import shelf_under, spoken_shelf
from reader.study.construction.recipes import Craft, craft_block, largest_recipe


@cache
def ladder() -> tuple[str, ...]:
    """The blocks in the order in which one builds them."""
    return tuple(_rows())


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((pkgutil.get_data(__name__, "ladder.toml") or b"").decode("utf-8"))


class Recipes:
    """How the blocks of one glossary are built. Each recipe is worked out when it is first asked for, and kept."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self.shelf = spoken_shelf(shelf_under(glossary), _speaks_of_nothing)
        self._crafts: dict[str, Craft | None] = {}
        self._largest: dict[str, Craft | None] = {}

    def of(self, block: str) -> Craft | None:
        """The recipe of a block; for those of the ladder in the formula that stands there."""
        row = _rows().get(block)
        if row is None:
            return self.largest(block)
        if block not in self._crafts:
            given = row.get("given", ())
            self._crafts[block] = craft_block(self.glossary.blocks[block], row["formula"], self.shelf, given)
        return self._crafts[block]

    def largest(self, block: str) -> Craft | None:
        """The recipe of a block from the largest of its examples."""
        if block not in self._largest:
            self._largest[block] = largest_recipe(self.glossary.blocks[block], self.shelf)
        return self._largest[block]

    def size(self, block: str) -> int:
        """How many pieces the recipe of a block has; 0 where it has none."""
        craft = self.of(block)
        return craft.goal.count if craft is not None else 0

    def by_layer(self, blocks: Iterable[str] | None = None) -> dict[str, list[str]]:
        """The blocks that have a recipe by layer from the bottom up: those given, or all, the smaller ones first."""
        layers: dict[str, list[str]] = {layer.id: [] for layer in self.glossary.layers}
        if blocks is None:
            blocks = sorted(self.glossary.blocks, key=lambda block: (self.size(block), block))
        for block in blocks:
            under = self.glossary.blocks[block].under
            if under in self.glossary and self.of(block) is not None:
                layers[self.glossary[under].layer].append(block)
        return {layer: members for layer, members in layers.items() if members}

    def named(self, wanted: str) -> list[str]:
        """The blocks with this id or name in either language; else those in whose name it stands, shortest first."""
        asked = folded(wanted)
        names_of = {
            block.id: [folded(text) for text in (block.id, *block.name.values())]
            for block in self.glossary.blocks.values()
        }
        exact = [block for block, names in names_of.items() if asked in names]
        inside = [
            (min(map(len, names)), block) for block, names in names_of.items() if any(asked in name for name in names)
        ]
        return exact or [block for _, block in sorted(inside)]


@lru_cache(maxsize=4)
def recipes_of(glossary: Glossary) -> Recipes:
    """The recipes of a glossary, which whoever uses the same glossary shares."""
    return Recipes(glossary)


def _speaks_of_nothing(word: str) -> bool:
    """A recipe has no prose: blocks that need a paper's words are not recognised on the way."""
    return False


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split())
