"""What symbols mean, and the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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


# --- what is weighed -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Naming:
    """A concept that a phrase names: the words that do it, and ``how`` (a key of ``concept_names.CERTAINTY``)."""

    concept: str
    words: str
    how: str


@dataclass(frozen=True, slots=True)
class AuthorStatement:
    """A definition tied to the canonical spelling that it introduces. ``position`` is its rank in reading order.

    ``shared`` says that the same words define other symbols too, and may fit each of them only in part; ``beside`` that
    they stand beside the text, or sum it up.
    """

    spelling: str
    definition: Definition
    meaning: str
    naming: Naming | None
    reliability: float
    position: int
    shared: bool = False
    beside: bool = False


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

    def with_link(self, link: ConceptLink) -> Candidate:
        """A copy with one more link; of two links to one concept the stronger is kept."""
        others = tuple(other for other in self.links if other.concept != link.concept)
        earlier = next((other for other in self.links if other.concept == link.concept), link)
        surer = max(earlier, link, key=lambda entry: entry.confidence)
        return replace(self, links=tuple(sorted((*others, surer), key=lambda entry: -entry.confidence)))


Candidates = tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step of linking that changed something, and all candidates as it left them. ``name``: one of ``STEPS``."""

    name: str
    candidates: Candidates


@dataclass(frozen=True, slots=True)
class Trace:
    """How a symbol came by its meaning: the steps of ``reader.meaning.linking.linking.STEPS`` that changed something.

    The first of the last step's candidates is the annotation's answer. Empty where there was nothing to weigh.
    """

    steps: tuple[TraceStep, ...] = ()

    @property
    def candidates(self) -> Candidates:
        """What was left at the end, the answer first."""
        return self.steps[-1].candidates if self.steps else ()

    def then(self, name: str, candidates: Candidates) -> Trace:
        """The same with one more step, if it changes anything; a step that is taken twice is one."""
        if candidates == self.candidates:
            return self
        before = self.steps[:-1] if self.steps and self.steps[-1].name == name else self.steps
        return Trace((*before, TraceStep(name, candidates)))


# --- what is shown -------------------------------------------------------------------------------------------------


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

    They are in ``trace``, step by step: the first of its last step's candidates is what ``status``, ``meaning`` and
    ``links`` say, and that of every sense is among them. ``inherited`` is the spelling that the author's words are
    about, where that is another one: the base, or the same with another index.
    """

    symbol: Symbol
    status: Status
    meaning: str | None
    source: Definition | None
    links: tuple[ConceptLink, ...]  # best first
    senses: tuple[Sense, ...] = ()
    role: Role | None = None
    inherited: str | None = None
    trace: Trace = Trace()
