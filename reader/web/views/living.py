"""Living formulas of the glossary, made once for each content of the glossary."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from glossary import Glossary
from reader.output.living.page_row import living_or_none


@lru_cache(maxsize=64)
def living_in(knowledge: Glossary, name: str) -> dict[str, Any] | None:
    """What the page draws a living formula from; None where it does not run."""
    return living_or_none(knowledge.living[name], knowledge)


def living_of(knowledge: Glossary, concept: str) -> list[str]:
    """The living formulas that show a concept."""
    return [each.id for each in knowledge.living.values() if concept in each.concepts]
