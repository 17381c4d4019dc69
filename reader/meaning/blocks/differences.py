"""How a formula departs from the textbook's pattern, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossary.block import Pattern
from reader.meaning.blocks.matcher import Fit
from reader.meaning.blocks.spelling import spelled
from reader.meaning.blocks.terms import unsigned
from reader.messages import LANGUAGES, Language, table


def told_differences(pattern: Pattern, fit: Fit) -> Mapping[str, str]:
    """By language, what differs, formulas between dollars; {} where nothing does."""
    return {language: text for language in LANGUAGES if (text := "; ".join(_told(pattern, fit, language)))}


def _told(pattern: Pattern, fit: Fit, language: Language) -> Iterator[str]:
    if pattern.differs is not None:
        yield pattern.differs[language]
    for head, term in fit.extra:
        inner, minus = unsigned(term)
        key = "times" if head == "mul" else "minus" if minus else "plus"
        yield table("blocks")[f"extra-{key}"][language].format(text=f"${spelled(inner)}$")
