"""What to build first: a few blocks from the foundations up, and all others by the layer that they lie in."""

from __future__ import annotations

import pkgutil
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from glossary import Glossary
from glossary.blocks_loader import load_blocks
from reader.study.construction.recipes import Craft, craft_block, recipe


@cache
def ladder() -> tuple[str, ...]:
    """The blocks in the order in which one builds them."""
    return tuple(_rows())


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((pkgutil.get_data(__name__, "ladder.toml") or b"").decode("utf-8"))


@cache
def craft_of(block: str) -> Craft | None:
    """The recipe of a block; for those of the ladder in the formula that stands there."""
    row = _rows().get(block)
    return craft_block(load_blocks()[block], row["formula"], row.get("given", ())) if row else recipe(block)


def by_layer(knowledge: Glossary, blocks: Iterable[str] | None = None) -> dict[str, list[str]]:
    """The blocks that have a recipe, all or some, by layer from the bottom up; where all, the smaller ones first."""
    found: dict[str, list[str]] = {layer.id: [] for layer in knowledge.layers}
    wanted = load_blocks() if blocks is None else blocks
    for block in sorted(wanted, key=_size) if blocks is None else wanted:
        under = load_blocks()[block].under
        if under in knowledge and craft_of(block) is not None:
            found[knowledge[under].layer].append(block)
    return {layer: members for layer, members in found.items() if members}


def _size(block: str) -> tuple[int, str]:
    craft = craft_of(block)
    return (craft.goal.count if craft is not None else 0, block)


def named(wanted: str) -> list[str]:
    """The blocks with this id or name in either language; else those in whose name it stands, the shortest first."""
    asked = folded(wanted)
    rows = [(block.id, [folded(text) for text in (block.id, *block.name.values())]) for block in load_blocks().values()]
    exact = [block for block, names in rows if asked in names]
    inside = [(min(map(len, names)), block) for block, names in rows if any(asked in name for name in names)]
    return exact or [block for _, block in sorted(inside)]


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split())
