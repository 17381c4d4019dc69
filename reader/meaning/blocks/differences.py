"""How a formula departs from the textbook's pattern, in words."""

from __future__ import annotations

from collections.abc import Mapping

from glossary.block import Pattern
from reader.meaning.blocks.matcher import Fit
from reader.meaning.blocks.spelling import spelled
from reader.meaning.blocks.terms import unsigned
from reader.messages import LANGUAGES, table


def told_differences(pattern: Pattern, fit: Fit) -> Mapping[str, str]:
    """By language, what differs; {} where nothing does."""
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for language in LANGUAGES:
        if pattern.differs is not None:
            texts[language].append(pattern.differs[language])
        for head, term in fit.extra:
            inner, minus = unsigned(term)
            key = "times" if head == "mul" else "minus" if minus else "plus"
            texts[language].append(table("blocks")[f"extra-{key}"][language].format(text=spelled(inner)))
    return {language: "; ".join(parts) for language, parts in texts.items() if parts}
