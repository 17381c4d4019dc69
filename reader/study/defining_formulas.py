"""Which formula of a paper says what a symbol is: ``x := ...`` anywhere, ``x = ...`` where it reads as a definition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from reader.limits.watch import spare
from reader.meaning.evidence.places import PassageRanks
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.roles_in_blocks import defining_sign
from reader.meaning.linking.structure import entries_of
from reader.model.document import Equation
from reader.model.reading import Reading
from reader.model.symbols import Occurrence, Symbol

# Words after which an equation in the text is a condition or a supposition: "for $t = T/2$".
_SUPPOSED = re.compile(
    r"\b(?:for|at|when|whenever|if|iff|until|unless|case|suppose|assume|assuming|implies|because|since|than)"
    r"[\s~]*[$(\\]*\Z",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"[A-HJ-UWYZ](?:\.?\d+)*[.\s]")  # "I", "V" and "X" are numbers
BEFORE = 24  # characters before a formula in which such a word stands
GOING_ON = frozenset({"where", "with", "here", "wherein", "and"})  # first words after a display that go on with it
LONGEST_CLAUSE = 600  # characters between a display and a formula of its sentence
DISPLAY_ENDS = (r"\end{", r"\]", "$$")


def given_formulas(reading: Reading) -> Mapping[str, tuple[Equation, ...]]:
    """The formulas that say what a symbol is, by the symbol's canonical spelling, the plainest first.

    What is said of all entries ``M_{ij}`` says what the whole ``M`` is.
    """
    formulas = {each.id: each for each in (*reading.document.inline, *reading.document.equations)}
    symbols = {each.symbol.latex: each.symbol for each in reading.annotations if each.symbol.kind == "identifier"}
    order = PassageRanks(reading.document)
    found: dict[str, tuple[Equation, ...]] = {}
    for spelling, symbol in symbols.items():
        if equations := spare("defining formulas", symbol, (), formulas_giving, symbol, formulas, reading, order):
            found[spelling] = equations
    for spelling in tuple(found):
        for whole in entries_of(take_apart(spelling)):
            if whole in symbols:
                found.setdefault(whole, found[spelling])
    return found


def given_near(equation: Equation, found: Sequence[Equation]) -> Equation | None:
    """Of the formulas that say what a symbol is the one that holds where an equation stands: one of its own section, or
    the only one that there is. What an appendix says holds in appendices."""
    here = [each for each in found if each.section == equation.section]
    there = [each for each in found if not is_in_appendix(each) or is_in_appendix(equation)]
    if here or len({each.formula.expanded for each in there}) == 1:
        return (here or there)[0]
    return None


def is_in_appendix(equation: Equation) -> bool:
    """Whether its section is numbered by a letter."""
    return bool(_LETTERED.match(equation.section))


def formulas_giving(
    symbol: Symbol, formulas: Mapping[str, Equation], reading: Reading, order: PassageRanks
) -> tuple[Equation, ...]:
    """A sign of definition goes before an equals sign, a display before the text."""
    places: dict[str, list[Occurrence]] = {}
    for occurrence in symbol.occurrences:
        places.setdefault(occurrence.equation, []).append(occurrence)
    known = [(formulas[name], tuple(within)) for name, within in places.items() if name in formulas]
    ranked = sorted(_ranked(symbol, known, reading, order), key=lambda each: each[0])
    return tuple(equation for _, equation in ranked)


def _ranked(
    symbol: Symbol, known: list[tuple[Equation, tuple[Occurrence, ...]]], reading: Reading, order: PassageRanks
) -> Iterator[tuple[int, Equation]]:
    first: int | None = None
    for equation, within in known:
        sign = defining_sign(symbol, equation, within)
        if sign is None:
            continue
        if sign != "=":
            yield 0, equation
        elif equation.display:
            yield 1, equation
        elif _is_introduced(equation, reading):
            yield 2, equation
        elif not _is_supposed(equation, reading):
            if _goes_on(equation, [each for each, _ in known if each.display], reading):
                yield 2, equation
                continue
            if first is None:
                first = min(order.rank(each.formula.span) for each, _ in known)
            if order.rank(equation.formula.span) == first:
                yield 2, equation


def _is_supposed(equation: Equation, reading: Reading) -> bool:
    return bool(_SUPPOSED.search(_before(equation, reading)))


def _is_introduced(equation: Equation, reading: Reading) -> bool:
    """``Let $L = ...$``: whatever the letter was before."""
    words = _before(equation, reading).rstrip("$(\\~ \n").split()
    return bool(words) and words[-1].casefold() in ("let", "denote", "define")


def _goes_on(equation: Equation, displays: Sequence[Equation], reading: Reading) -> bool:
    """``where $c = ...$`` in the sentence that goes on from a display in which the letter stands."""
    span = equation.formula.span
    text = reading.bundle.files[span.file].text
    ends = [each.formula.span.end for each in displays if each.formula.span.file == span.file]
    end = max((each for each in ends if each <= span.start), default=None)
    if end is None or span.start - end > LONGEST_CLAUSE:
        return False
    between = text[end : span.start]
    closed = max(between.rfind(mark) for mark in DISPLAY_ENDS)
    behind = between[closed:] if closed >= 0 else ""
    behind = behind.partition("}")[2] if behind.startswith(DISPLAY_ENDS[0]) else behind[2:]
    words = [word for line in behind.splitlines() if not line.lstrip().startswith("%") for word in line.split()]
    while words and words[0].startswith("\\"):  # a label
        words.pop(0)
    ended = any(a.endswith((".", "?", "!")) and b[0].isupper() for a, b in pairwise(words))
    return bool(words) and words[0].casefold().rstrip(",") in GOING_ON and not ended


def _before(equation: Equation, reading: Reading) -> str:
    """The end of the text before a formula."""
    span = equation.formula.span
    return reading.bundle.files[span.file].text[max(0, span.start - BEFORE) : span.start]
