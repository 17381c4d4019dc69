"""Symbols, and the places where they occur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reader.model.source import Span
from reader.model.values import value

# --- expression -> symbols -----------------------------------------------------------------------------------------

Role = Literal[
    "variable", "parameter", "hyperparameter", "constant", "function", "operator", "index", "bound variable", "set",
    "distribution", "random variable", "vector", "matrix", "tensor",
]  # fmt: skip

Part = Literal["input", "target", "learned", "random", "chosen", "index", "computed", "constant", "unknown"]


@value
class SymbolUse:
    """One symbol in one formula: its canonical spelling and where it stands in the macro-free LaTeX.

    ``kind`` is what the layout alone says: ``identifier``, ``operator`` (``\\sum``, ``\\log``, ``\\nabla``),
    ``relation`` (``\\sim``, ``:=``), ``fence`` (``\\|\\cdot\\|``), ``constant`` (``\\infty``). ``base`` is the
    canonical spelling without scripts where that differs, ``traits`` what surrounds it.
    """

    latex: str
    start: int
    end: int
    kind: str
    base: str | None = None
    traits: frozenset[str] = frozenset()


@value
class Occurrence:
    """A symbol at one place of the author's file; ``start`` and ``end`` are in the equation's ``expanded``."""

    equation: str
    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Symbol:
    """One canonical spelling in one paper, with what all its occurrences show."""

    id: str
    latex: str
    kind: str
    base: str | None
    traits: frozenset[str]
    written: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the places of a symbol in the formulas say of it, before any text is read.

    ``kinds`` are what it must be to stand there, ``shares`` by kind the part of its telling places that force it, and
    ``places`` by relation (``reader/formula/positions/places.py``) the part of them that stand in it.
    ``text`` says the most telling thing, a noun phrase: {"en": ..., "ja": ...}; it holds in the equations ``at``.
    """

    kinds: frozenset[str]
    shares: Mapping[str, float]
    places: Mapping[str, float]
    text: Mapping[str, str] | None
    at: frozenset[str] = frozenset()
