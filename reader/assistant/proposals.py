"""What a model, or another program, proposes of a formula, and what is left of it when it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reader.model.source import Span

Reason = Literal[
    "malformed", "not-asked", "no-formula", "no-symbol", "no-words", "not-plain", "too-general", "no-quote", "planted",
    "elsewhere", "own-formula", "unsupported", "not-run", "disagrees",
]  # fmt: skip
"""Why something is dropped: each is a row of ``reader/messages/assistant.toml``, ``dropped-`` before it."""

Towards = Literal["0", "1", "infinity", "-infinity"]
Gives = Literal["0", "1", "infinity", "-infinity", "larger", "smaller"]


@dataclass(frozen=True, slots=True)
class MeaningProposal:
    """``symbol`` of the formula with this id means ``meaning``, says the author in ``quote``; ``concept`` may be ""."""

    equation: str
    symbol: str
    meaning: str
    quote: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class SentenceProposal:
    """A sentence about a whole formula, and the author's words that it rests on."""

    equation: str
    text: str
    quote: str


@dataclass(frozen=True, slots=True)
class EndProposal:
    """As ``symbol`` goes ``towards`` an end, all else held fast, what the formula computes goes as ``gives`` says."""

    equation: str
    symbol: str
    towards: Towards
    gives: Gives


@dataclass(frozen=True, slots=True)
class Quote:
    """The author's words as they stand in the source."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class CheckedMeaning:
    """``symbol`` is the canonical spelling; ``concept`` is "" where none was named, or the one named did not hold."""

    equation: str
    symbol: str
    meaning: str
    quote: Quote
    concept: str = ""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    equation: str
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class CheckedEnd:
    """``value`` is what was computed, as LaTeX; ``trials`` are the draws of numbers that all agreed."""

    equation: str
    symbol: str
    towards: Towards
    gives: Gives
    value: str
    trials: int


@dataclass(frozen=True, slots=True)
class FormulaAssistance:
    """What passed of a whole formula."""

    purpose: CheckedSentence | None = None
    sentences: tuple[CheckedSentence, ...] = ()
    ends: tuple[CheckedEnd, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that did not hold, and why; ``what`` is what was proposed, in a few words."""

    reason: Reason
    what: str
