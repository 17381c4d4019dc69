"""What symbols mean, and the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reader.model.source import Span
from reader.model.symbols import Role, Standing, Symbol
from reader.model.values import value

# --- meaning -------------------------------------------------------------------------------------------------------

Status = Literal["paper", "mention", "glossary", "structure", "unknown", "reader", "model"]
"""Who says it: ``paper``, the author, who defines the symbol so; ``mention``, the author's words where they only come
near it; ``reader``, a correction by the user; ``model``, a language model, checked against a sentence of the author."""

SourceKind = Literal["sentence", "display", "table", "item", "caption", "macro"]

Manner = Literal["defines", "names", "lists", "leads-in", "mentions"]
"""How words speak of a symbol: they say what it is; stand beside it; stand beside several, for all of them; stand
before a display that begins with it; or only come near it."""

Reach = Literal["", "here", "section", "paper"]


@dataclass(frozen=True, slots=True)
class Definition:
    """What an author says a symbol is. ``text`` is a verbatim slice (its determiner kept), ``span`` where that stands.

    ``symbol`` is the author's LaTeX; ``phrase`` the id of the definition phrase that found it; ``sentence`` the
    smallest defining unit as written, at most 400 characters. ``words`` says the same of this symbol alone where the
    slice speaks of several ("the input and output gates") or names a measure without its thing ("of width $w$").
    ``within`` is the theorem, proof, note or caption that it stands in, ``reach`` how far it says that it holds.
    """

    symbol: str
    text: str
    span: Span
    phrase: str
    sentence: str
    sentence_span: Span
    kind: SourceKind = "sentence"
    words: str | None = None
    manner: Manner = "mentions"
    within: str = ""
    reach: Reach = ""


@value
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


@value
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


Candidates = tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step of linking that changed something, and all candidates as it left them. ``name``: one of ``STEPS``."""

    name: str
    candidates: Candidates


@dataclass(frozen=True, slots=True)
class Trace:
    """How a symbol came by its meaning: the steps of ``reader.meaning.linking.linking.STEPS`` that changed something.

    The first of the last step's candidates is the annotation's answer; where none is shown, all were too unlikely.
    Empty where there was nothing to weigh.
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
    confidence: float = 0.0  # of the meaning


@dataclass(frozen=True, slots=True)
class Annotation:
    """A symbol explained, or honestly not. Keeps its candidates and reasons, never a bare winner.

    They are in ``trace``, step by step: where a meaning is shown, the first of its last step's candidates is what
    ``status``, ``meaning`` and ``links`` say, and that of every sense is among them. ``inherited`` is the spelling that
    the author's words are about, where that is another one: the base, or the same with another index. ``standing`` is
    what the formulas say.
    """

    symbol: Symbol
    status: Status
    meaning: str | None
    source: Definition | None
    links: tuple[ConceptLink, ...]  #: best first
    senses: tuple[Sense, ...] = ()
    role: Role | None = None
    inherited: str | None = None
    trace: Trace = Trace()
    standing: Standing | None = None
    confidence: float = 0.0  #: of the meaning: of what is shown at p, p are right

    def in_formula(self, equation: str) -> Sense | Annotation:
        """The sense that holds in a formula, by its id; the symbol's first where none is said to."""
        return next((each for each in self.senses if equation in each.equations), self)
