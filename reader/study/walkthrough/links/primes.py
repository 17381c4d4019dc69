"""What a prime does: ``x'`` beside ``x`` is a second value of the same kind, one that is drawn given the first, or what
the first becomes. Where it may be a derivative, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import Application, Bars, Given, Meaning, Symbol, Total, bare
from reader.formula.semantics.statements import statements_of
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.walkthrough.directions import PROBABILITIES
from reader.study.walkthrough.links.wording import left_side
from reader.study.walkthrough.pen import Pen
from reader.study.walkthrough.sentence import Sentence

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.study import Study

DERIVED = frozenset({"f", "g", "h", "u", "y"})  # letters of which a prime is as likely the derivative
TWO = 2


def primes_in(meaning: Meaning, study: Study) -> Iterator[Sentence]:
    """The first letter of a formula that stands in it with a prime and without, where it is certain what that does."""
    for plain, primed in _pairs(meaning):
        key = _key(plain, primed, meaning, study)
        if key:
            yield Sentence("certain", primed, _Write(key, plain, primed))
            return


class _Write:
    """Writes what a prime does, where the letter with it has no name of its own."""

    __slots__ = ("key", "plain", "primed")

    def __init__(self, key: str, plain: Symbol, primed: Symbol) -> None:
        self.key, self.plain, self.primed = key, plain, primed

    def __call__(self, pen: Pen) -> str:
        if pen.is_named(self.primed):
            return ""
        return pen.row(self.key, primed=pen.math(self.primed.latex), part=pen.part(self.plain))


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
    given = study.giving.get(primed.latex, ())
    if not given:
        return next(filter(None, (_beside(node, plain.latex, primed.latex) for node in walk(meaning))), "")
    is_value = any(_is_argument(primed.latex, study.trees.meaning(each)) for each in _uses(primed.latex, study))
    made = any(_is_made(study.trees.said(each).told, plain.latex, primed.latex) for each in given[:1])
    return "prime-made" if made and is_value else ""


def _beside(node: Meaning, plain: str, primed: str) -> str:
    """Two arguments of one function, two terms whose distance is taken, or one that is drawn given the other."""
    if isinstance(node, Application) and len(node.arguments) == 1 and isinstance(node.arguments[0], Given):
        is_chance = isinstance(node.function, Symbol) and node.function.stem in PROBABILITIES
        sides = (node.arguments[0].left, node.arguments[0].right)
        drawn, given = ([each.latex for each in values_in(part)] for part in sides)
        return "prime-drawn" if is_chance and drawn == [primed] and plain in given else ""
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


def _uses(latex: str, study: Study) -> Iterator[Equation]:
    annotation = study.spelled.get(latex)
    for place in annotation.symbol.occurrences if annotation is not None else ():
        equation = study.equations.get(place.equation)
        if equation is not None:
            yield equation


def _is_argument(latex: str, meaning: Meaning) -> bool:
    """Whether a letter is put into a function, as no derivative is that is no function."""
    arguments = (part for node in walk(meaning) if isinstance(node, Application) for part in node.arguments)
    return any(isinstance(bare(part), Symbol) and bare(part).latex == latex for part in arguments)  # type: ignore[union-attr]
