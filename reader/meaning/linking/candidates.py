"""What is asked of candidates: whether they are tied to a concept, what they mean, and why."""

from __future__ import annotations

from collections.abc import Mapping

from glossary import Glossary
from reader.messages import LANGUAGES, table
from reader.model.annotations import Candidate

SHOWN = 0.42  # a tie below this is never shown as the first


def is_tied(candidate: Candidate) -> bool:
    """Whether one of its ties is sure enough to be shown."""
    return any(link.confidence >= SHOWN for link in candidate.links)


def meaning_of(candidate: Candidate, glossary: Glossary) -> str | None:
    """What it says the symbol is: the author's words, else those of the concept that it is tied to first."""
    return candidate.meaning or (glossary[candidate.links[0].concept].phrase.get("en") if candidate.links else None)


def reason(key: str, **blanks: str | Mapping[str, str]) -> Mapping[str, str]:
    """A row of ``reader/messages/linking.toml`` in every language; a blank may have a text for each."""
    row = table("linking")[key]
    return {
        language: row[language].format(
            **{name: text if isinstance(text, str) else text[language] for name, text in blanks.items()}
        )
        for language in LANGUAGES
    }
