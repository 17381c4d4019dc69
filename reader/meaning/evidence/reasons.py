"""Why an answer holds, in every language."""

from __future__ import annotations

from collections.abc import Mapping

from reader.limits.memory import cached_for_a_paper
from reader.messages import LANGUAGES, table


def reason(key: str, **blanks: str | Mapping[str, str]) -> Mapping[str, str]:
    """A row of ``reader/messages/linking.toml`` in every language; a blank may have a text for each."""
    texts = tuple(
        (name, (text,) * len(LANGUAGES) if isinstance(text, str) else tuple(text[language] for language in LANGUAGES))
        for name, text in blanks.items()
    )
    return _reason(key, texts)


@cached_for_a_paper(2048)
def _reason(key: str, blanks: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    """The same reason is given for many symbols."""
    row = table("linking")[key]
    return {
        language: row[language].format(**{name: texts[number] for name, texts in blanks})
        for number, language in enumerate(LANGUAGES)
    }
