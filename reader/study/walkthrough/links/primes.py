"""What a prime does: ``x'`` beside ``x`` is a second value of the same kind, one that is drawn given the first, or what
the first becomes. Where it may be a derivative, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import Application, Bars, Meaning, Symbol, Total, bare
from reader.formula.semantics.statements import statements_of
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.walkthrough.links.wording import left_side
from reader.study.walkthrough.pen import Pen
from reader.study.walkthrough.sentence import Sentence, Write

if TYPE_CHECKING:
    from reader.study.study import Study

DERIVED = frozenset({"f", "g", "h", "u", "y"})  # letters of which a prime is as likely the derivative
TWO = 2


def primes_in(meaning: Meaning, study: Study) -> Iterator[Sentence]:
    """The first letter of a formula that stands in it with a prime and without, where it is certain what that does."""
    for plain, primed in _pairs(meaning):
        key = _key(plain, primed, meaning, study)
        if key:
            yield Sentence("certain", primed, _writing(key, plain, primed))
            return


def _writing(key: str, plain: Symbol, primed: Symbol) -> Write:
    """Writes what a prime does, where the letter with it has no name of its own."""

    def write(pen: Pen) -> str:
        is_named = pen.is_named(primed)
        return "" if is_named else pen.row(key, primed=pen.math(primed.latex), part=pen.part(plain))

    return write


def _pairs(meaning: Meaning) -> Iterator[tuple[Symbol, Symbol]]:
    found = {each.latex: each for each in values_in(meaning)}
    for latex, primed in found.items():
        plain = found.get(_without_prime(latex))
        if plain is not None and latex != plain.latex and plain.latex not in DERIVED:
            yield plain, primed


def _without_prime(latex: str) -> str:
    return latex.replace("'", "", 1) if take_apart(latex).primes == "'" else latex


def _key(plain: Symbol, primed: Symbol, meaning: Meaning, study: Study) -> str:
    """The row that says what the prime does; "" where that is not certain."""
    if _is_derived(primed.latex, study):
        return ""
    given = study.giving.get(primed.latex, ())
    if not given:
        return next(filter(None, (_beside(node, plain.latex, primed.latex) for node in walk(meaning))), "")
    is_made = _is_made(study.trees.said(given[0]).told, plain.latex, primed.latex)
    is_value = is_made and any(_is_argument(primed.latex, each) for each in _uses(primed.latex, study))
    return "prime-made" if is_value else ""


def _is_derived(primed: str, study: Study) -> bool:
    """Whether the paper derives it once more, ``x''``, or puts something into it, as into a function: ``x'(t)``."""
    annotation = study.spelled.get(primed)
    is_applied = annotation is not None and "applied" in annotation.symbol.traits
    return is_applied or primed.replace("'", "''", 1) in study.spelled


def _beside(node: Meaning, plain: str, primed: str) -> str:
    """Two arguments of one function, or two terms whose distance is taken."""
    parts: tuple[Meaning, ...] = ()
    if isinstance(node, Application):
        parts = node.arguments
    elif isinstance(node, Bars):
        inner = bare(node.items[0]) if len(node.items) == 1 else None
        parts = inner.terms if isinstance(inner, Total) else node.items
    values = [part.latex for part in map(bare, parts) if isinstance(part, Symbol)]
    return "prime-second" if len(parts) == TWO and {*values} == {plain, primed} else ""


def _is_made(said: Meaning, plain: str, primed: str) -> bool:
    """Whether one statement gives the letter with the prime by the one without."""
    (statement, *others) = statements_of(said) or [said]
    left = left_side(statement)
    return (
        not others
        and isinstance(left, Symbol)
        and left.latex == primed
        and any(each.latex == plain for each in values_in(statement))
    )


def _uses(latex: str, study: Study) -> Iterator[Meaning]:
    """The formulas in which a letter stands."""
    annotation = study.spelled.get(latex)
    places = annotation.symbol.occurrences if annotation is not None else ()
    for equation in dict.fromkeys(place.equation for place in places):
        if equation in study.equations:
            yield study.trees.meaning(study.equations[equation])


def _is_argument(latex: str, meaning: Meaning) -> bool:
    """Whether a letter is put into a function, as no derivative is that is no function."""
    arguments = (bare(part) for node in walk(meaning) if isinstance(node, Application) for part in node.arguments)
    return any(isinstance(part, Symbol) and part.latex == latex for part in arguments)
