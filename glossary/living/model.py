"""The schema of a living formula: a formula on small numbers, what one may move, and what to try.

Nothing is computed here: ``reader.study.living`` plans the formula, runs it, and holds each row to what it claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from glossary.model import Names, Texts

Numbers = float | tuple["Numbers", ...]
GOES = ("up", "down", "same")  # what a number may do when one tries something


@dataclass(frozen=True, slots=True)
class LivingInput:
    """What is put in. ``declared`` says its name and what it may be, as authors declare it: ``\\tau > 0``, ``W \\in
    \\mathbb{R}^{d \\times k}``. ``rows`` and ``columns`` name labels of the row. What ``sums_to_one`` still does so
    after one share was moved. ``least`` and ``most`` are ends that the declaration does not say. What is
    ``in_sight`` stands beside the results, for the texts speak of it.
    """

    declared: str
    name: Texts
    value: Numbers
    rows: str = ""
    columns: str = ""
    sums_to_one: bool = False
    least: float | None = None
    most: float | None = None
    in_sight: bool = False


@dataclass(frozen=True, slots=True)
class LivingResult:
    """What a line gives: ``of`` is its left side."""

    of: str
    name: Texts
    rows: str = ""
    columns: str = ""


@dataclass(frozen=True, slots=True)
class LivingControl:
    """A slider over an input, or over the entry ``at`` of one, counted from 1."""

    input: str
    low: float
    high: float
    step: float
    at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LivingRead:
    """One number that a text tells, and what is claimed of it once the thing was tried: where it ``goes`` from what it
    was, and what it then lies ``above`` and ``below``. ``of`` is a left side, or a part of the formula.
    """

    id: str
    of: str
    at: tuple[int, ...] = ()
    goes: str = ""
    above: float | None = None
    below: float | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class LivingTry:
    """A thing to try: which numbers are put in (``'x'``, or ``'x[2]'`` for an entry), what is left out ``without`` it,
    and what happens. The text has a blank ``{name}`` for each of ``reads``, and ``{name-was}`` for what it was before.
    """

    do: Texts
    says: Texts
    reads: Mapping[str, LivingRead]
    set: Mapping[str, Numbers] = field(default_factory=dict)
    without: str = ""


@dataclass(frozen=True, slots=True)
class LivingFormula:
    """One row. ``formula`` are its lines, ``functions`` say which known function a letter stands for. ``concepts`` are
    those that it shows, ``blocks`` those in whose place of a paper it is offered. ``switches`` are parts that one may
    leave out; ``curve`` is the left side whose curve is drawn, the last one where it is empty; of a table it
    may be the row ``curve_row``, counted from 1.
    """

    id: str
    name: Texts
    concepts: tuple[str, ...]
    formula: tuple[str, ...]
    watch: Texts
    inputs: tuple[LivingInput, ...]
    controls: tuple[LivingControl, ...]
    tries: tuple[LivingTry, ...]
    results: tuple[LivingResult, ...] = ()
    blocks: tuple[str, ...] = ()
    functions: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Names] = field(default_factory=dict)
    switches: tuple[str, ...] = ()
    curve: str = ""
    curve_row: int = 0
    file: str = ""
