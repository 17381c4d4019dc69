"""What the strategies pass on: the senses that a symbol may have, each with its ties to concepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reader.meaning.evidence.statements import AuthorStatement
from reader.messages import LANGUAGES, table
from reader.model.annotations import ConceptLink, Status

SHOWN = 0.42  # a tie below this is never shown as the first


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sense that a symbol may have. ``confidence`` is that of the meaning; each link carries its own.

    ``meaning`` None leaves it to the first link to say what the symbol is. ``statement`` is the author's definition
    that it rests on, ``inherited`` the message that says how, where it defines another spelling.
    """

    status: Status
    confidence: float
    meaning: str | None = None
    statement: AuthorStatement | None = None
    inherited: Mapping[str, str] | None = None
    links: tuple[ConceptLink, ...] = ()

    @property
    def is_tied(self) -> bool:
        """Whether one of the ties is sure enough to be shown."""
        return any(link.confidence >= SHOWN for link in self.links)

    def with_link(self, link: ConceptLink) -> Candidate:
        """The same with one more tie; of two ties to one concept the stronger is kept."""
        others = tuple(other for other in self.links if other.concept != link.concept)
        known = next((other for other in self.links if other.concept == link.concept), link)
        kept = max(known, link, key=lambda one: one.confidence)
        return replace(self, links=tuple(sorted((*others, kept), key=lambda one: -one.confidence)))


Candidates = tuple[Candidate, ...]


def reason(key: str, **blanks: str | Mapping[str, str]) -> Mapping[str, str]:
    """A row of ``reader/messages/linking.toml`` in every language; a blank may have a text for each."""
    row = table("linking")[key]
    return {
        language: row[language].format(
            **{name: text if isinstance(text, str) else text[language] for name, text in blanks.items()}
        )
        for language in LANGUAGES
    }
