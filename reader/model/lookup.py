"""The formula and the symbol that somebody names: by number, label or id; by spelling, as one types it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model.annotations import Annotation
from reader.model.document import Equation


def find_equation(equations: Sequence[Equation], wanted: str) -> Equation | None:
    """The formula with this printed number, else this label, else this id."""
    wanted = wanted.strip().removeprefix("(").removesuffix(")")
    numbered = (each for each in equations if each.number == wanted)
    named = (each for each in equations if wanted in (*each.labels, each.id))
    return next(numbered, None) or next(named, None)


def find_symbol(annotations: Sequence[Annotation], wanted: str) -> Annotation | None:
    """The symbol with this spelling, canonical or as the author writes it, with or without braces and spaces."""
    for key in (str, _bare):
        for annotation in annotations:
            symbol = annotation.symbol
            if key(wanted) in [key(spelling) for spelling in (symbol.latex, *symbol.written, symbol.id)]:
                return annotation
    return None


def _bare(latex: str) -> str:
    return "".join(character for character in latex if character not in "{} $")
