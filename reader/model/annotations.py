"""What symbols mean, and the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reader.model.source import Span
from reader.model.symbols import Role, Symbol

# --- meaning -------------------------------------------------------------------------------------------------------

Status = Literal["paper", "glossary", "structure", "unknown", "reader"]  # "reader": a correction by the user

SourceKind = Literal["sentence", "display", "table", "item", "caption", "macro"]


@dataclass(frozen=True, slots=True)
class Definition:
    """What an author says a symbol is. ``text`` is a verbatim slice (its determiner kept), ``span`` where that stands.

    ``symbol`` is the author's LaTeX; ``phrase`` the id of the definition phrase that found it; ``sentence`` the
    smallest defining unit as written, at most 400 characters. ``words`` says the same of this symbol alone where the
    slice speaks of several ("the input and output gates") or names a measure without its thing ("of width $w$").
    """

    symbol: str
    text: str
    span: Span
    phrase: str
    sentence: str
    sentence_span: Span
    kind: SourceKind = "sentence"
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """A symbol's link to a concept of the glossary, with the reason in both languages."""

    concept: str
    confidence: float
    status: Status
    why: Mapping[str, str]  # {"en": ..., "ja": ...}
    strategy: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a spelling, and the equations in which it holds."""

    meaning: str
    source: Definition | None
    status: Status
    equations: tuple[str, ...]
    links: tuple[ConceptLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """A symbol explained, or honestly not. Keeps its candidates and reasons, never a bare winner.

    ``inherited`` is the spelling that the author's words are about, where that is another one: the base, or the same
    with another index.
    """

    symbol: Symbol
    status: Status
    meaning: str | None
    source: Definition | None
    links: tuple[ConceptLink, ...]  # best first
    senses: tuple[Sense, ...] = ()
    role: Role | None = None
    inherited: str | None = None
