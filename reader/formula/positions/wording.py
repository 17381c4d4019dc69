"""The most telling thing that the places of a symbol say, in words: the rows of ``wording.toml``."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reader.formula.positions.places import FormulaPlace, Position
from reader.formula.positions.walker import WORD
from reader.messages import LANGUAGES
from reader.model.symbols import Symbol

OF_VALUES = frozenset({"extremised", "source", "versus", "defined", "equal"})  # said of f where f(x) stands so
OF_NAMES = frozenset({"factor", "term", "denominator", "exponent"})  # worth saying only where the host holds a letter
LONGEST = 60  # characters of a formula within a phrase; what computes a symbol may be longer
OF_WORDS = frozenset(
    {"applied", "mapping", "defined", "conditional", "condition", "extremised", "source", "versus", "unit"}
)  # what is said of an upright word, which may stand beside a formula as a word of a sentence
TWO_SCRIPTS = re.compile(r"([_^])\{[^{}]*\}\1")  # TeX does not print them
UNSAYABLE = ("&", r"\\", "$", "\n", r"\label")  # in a part of a formula that stands in a sentence


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """One row of ``wording.toml``, whose head says what the fields are. ``number`` None: any."""

    id: str
    en: str
    ja: str
    example: str
    of: str
    shows: str
    needs: str = ""
    kind: str = ""
    number: int | None = None
    sign: str = ""
    share: float = 0.15

    def phrase(self, **blanks: str) -> Mapping[str, str]:
        """The phrase in both languages."""
        return {language: getattr(self, language).format(**blanks) for language in LANGUAGES}


@cache
def phrase_rows() -> tuple[PhraseRow, ...]:
    """The rows, the most telling first."""
    rows = tomllib.loads((pkgutil.get_data(__package__, "wording.toml") or b"").decode("utf-8"))
    return tuple(PhraseRow(key, **row) for key, row in rows.items())


Blanks = tuple[tuple[str, str], ...]
"""What fills the blanks of a phrase, by name."""

Times = Sequence[tuple[Position, int]]
"""Positions, each with how often it is met."""


def wording(
    symbol: Symbol, places: Times, kinds: Collection[str]
) -> tuple[Mapping[str, str] | None, Sequence[Position]]:
    """What is said of a symbol with these places, and those that say it; None where they say nothing. ``kinds`` are
    those that they force."""
    if "operator" in kinds:
        return None, ()
    related = places_by_relation(places)
    many = sum(often for _, often in places)
    relations = related.keys() & OF_WORDS if WORD.match(symbol.latex) else related.keys()
    for row in phrase_rows():
        if row.needs not in relations or (row.kind and row.kind not in kinds):
            continue
        filled = [(one, place, often) for place, often in related[row.needs] for one in fillings(row, place, symbol)]
        counts: Counter[Blanks] = Counter()
        for blanks, _, often in filled:
            counts[blanks] += often
        if counts and counts.total() >= row.share * many:
            [(usual, _)] = counts.most_common(1)
            return row.phrase(**dict(usual)), [place for blanks, place, _ in filled if blanks == usual]
    return None, ()


def places_by_relation(places: Times) -> Mapping[str, Times]:
    """By relation the places at which a symbol or its value has it."""
    related: dict[str, list[tuple[Position, int]]] = {}
    for position, often in places:
        for relation in {place.relation for place in (*position.own, *position.worth)}:
            related.setdefault(relation, []).append((position, often))
    return related


def fillings(row: PhraseRow, position: Position, symbol: Symbol) -> list[Blanks]:
    """What fills the blanks of a row at one place; nothing where the row does not fit."""
    of_value = row.needs in OF_VALUES and position.has("applied")
    for place in (*position.own, *(position.worth if of_value else ())):
        if fits(row, place):
            blanks = blanks_at(place, position, row.en)
            longest = len(place.host) if row.needs == "defined" else LONGEST
            if all(is_sayable(value, symbol, longest) for value in blanks.values()):
                return [tuple((name, f"${value}$") for name, value in blanks.items())]
    return []


def fits(row: PhraseRow, place: FormulaPlace) -> bool:
    if place.relation != row.needs or row.number not in (None, place.number) or row.sign not in ("", place.host):
        return False
    return row.needs not in OF_NAMES or any(map(str.isalpha, place.host))


def blanks_at(place: FormulaPlace, position: Position, text: str) -> dict[str, str]:
    """What could fill the blanks that a text has."""
    also = {"condition": position.get("condition"), "start": position.get("valued")}
    blanks = {"host": place.host, **{name: other.host if other else "" for name, other in also.items()}}
    return {name: value for name, value in blanks.items() if f"{{{name}}}" in text}


def is_sayable(latex: str, symbol: Symbol, longest: int) -> bool:
    """Whether a part of a formula can stand in a phrase: it is there, short, on one line, and names something else."""
    named = any(sign.isalnum() for sign in latex.replace(r"\cdot", ""))
    if not named or latex == symbol.latex or len(latex) > longest or TWO_SCRIPTS.search(latex):
        return False
    return not any(mark in latex for mark in UNSAYABLE)


def label_wording(host: str, whole: str) -> Mapping[str, str]:
    """Of a label: which of several things it tells apart, and a whole name."""
    row = next(row for row in phrase_rows() if row.id == "label")
    return row.phrase(where=f"${whole}$", host=f"${host}$")
