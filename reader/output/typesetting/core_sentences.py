"""What is said of a core sample: what lies in a layer, and how much a formula or a paper stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.messages import sentences
from reader.study.core_sample import MEASURE, Core, Stratum, thickness

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.messages import Language


say = sentences("core")


def names_by_kind(stratum: Stratum, knowledge: Glossary, language: Language) -> Iterator[tuple[str, list[str]]]:
    """What lies in a layer, by how it is headed: blocks and concepts by name, symbols as they are spelled."""
    yield "blocks", [knowledge.blocks[block].name[language] for block in stratum.blocks]
    yield "symbols", list(stratum.symbols)
    yield "carriers", [knowledge[concept].name[language] for concept in stratum.carriers]


def thickness_text(core: Core, knowledge: Glossary, language: Language, *, whole: bool) -> str:
    """How much it stands on, in one sentence."""
    if not core.strata:
        return say("nothing", language)
    key = "thickness-paper" if whole else "thickness-formula"
    measure = knowledge[MEASURE].name[language] if MEASURE in knowledge else MEASURE
    return say(key, language, concepts=core.concepts, layers=len(core.strata), measure=measure,
               least=thickness(MEASURE, knowledge))  # fmt: skip
