"""A core sample for the terminal: the layers, the top one first, each with what lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.output.typesetting.core_sentences import names_by_kind, say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from glossary import Glossary
    from reader.messages import Language
    from reader.study.core_sample import Core


def core_view(core: Core, knowledge: Glossary, language: Language) -> Iterator[RenderableType]:
    """The layers, each with what lies in it."""
    from rich.text import Text

    for stratum in core.strata:
        yield Text(stratum.layer.name[language], style="bold magenta")
        for key, names in names_by_kind(stratum, knowledge, language):
            if names:
                text = say(key, language, names=", ".join(names))
                yield Text("    " + text, style="dim" if key == "carriers" else "")
