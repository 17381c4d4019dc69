"""A core sample as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.output.rows.row import Row

if TYPE_CHECKING:
    from reader.study.core_sample import Core


def core_row(core: Core) -> Row:
    """As data: ids of layers, blocks and concepts, spellings of symbols."""
    return {
        "concepts": core.concepts,
        "layers": [
            {"layer": each.layer.id, "blocks": list(each.blocks), "symbols": list(each.symbols),
             "carriers": list(each.carriers)}
            for each in core.strata
        ],
    }  # fmt: skip
