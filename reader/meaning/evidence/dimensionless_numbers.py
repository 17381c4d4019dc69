"""Names of two letters for numbers without dimension: ``Re`` of "the Reynolds number $Re$" is no product.

TeX sees two letters in ``Re``, and so does whoever picks one of them. What the paper says of the name is all there is
to say of a letter that stands nowhere else; a radius ``R`` is another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reader.model.annotations import Definition
from reader.model.document import Equation
from reader.model.symbols import Occurrence, Symbol

_NAME = re.compile(r"[A-Z][a-z]")
_NUMBER = re.compile(r"(?<![\w-])[A-Z][^\W\d_]{2,}\s+number\Z")  # called after somebody
_RUN = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{2}(?![A-Za-z])")


def named_numbers(definitions: Iterable[Definition]) -> Mapping[str, Definition]:
    """The names, each with what the paper says of it first."""
    found: dict[str, Definition] = {}
    for one in definitions:
        if _NAME.fullmatch(one.symbol.strip()) and _NUMBER.search(one.text):
            found.setdefault(one.symbol.strip(), one)
    return found


def names_around(
    symbol: Symbol, names: Mapping[str, Definition], formulas: Mapping[str, Equation]
) -> Mapping[str, Definition]:
    """The names in which a letter stands wherever it stands, none where it stands for itself anywhere."""
    if not names or symbol.kind != "identifier" or len(symbol.latex) > 1:
        return {}
    told = [_run_at(place, formulas) for place in symbol.occurrences]
    return {name: names[name] for name in told} if all(name in names for name in told) else {}


def names_in(symbol: Symbol, equation: str, formulas: Mapping[str, Equation]) -> frozenset[str]:
    """The runs of two letters in which a letter stands in one formula: ``We`` and ``Re`` of ``e``."""
    return frozenset(_run_at(place, formulas) for place in symbol.occurrences if place.equation == equation)


def _run_at(place: Occurrence, formulas: Mapping[str, Equation]) -> str:
    """The two letters beside each other, one of which stands at a place; "" where there are more, or one alone."""
    latex = formulas[place.equation].formula.expanded if place.equation in formulas else ""
    run = _RUN.match(latex, place.start) or _RUN.match(latex, max(0, place.start - 1))
    return run.group() if run is not None else ""
