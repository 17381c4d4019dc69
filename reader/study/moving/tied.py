"""Inputs that hang together by what the paper says in other places, and that a run would move apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import Application, Meaning, Power, Product, Quotient, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tree import walk
from reader.study.evaluation.attempts import Attempt, equations_in
from reader.study.evaluation.conditions.heard import SUPPOSING_SIZES, UNLESS, word_before
from reader.study.evaluation.conditions.settled import called
from reader.study.evaluation.inputs import is_free
from reader.study.evaluation.plan import Input
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.relations import said_in
from reader.study.evaluation.spelling import base_of
from reader.study.moving.densities import laws_in

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.study.study import Study

COMPLEMENTS = (r"\bar{", r"\overline{")
NORMALISING = ("normali", "partition function")  # what a constant is called that makes a law add up to 1
CHANCES = frozenset({"unit", "share", "fraction"})
Ties = Mapping[str, tuple[tuple[str, frozenset[str]], ...]]


def ties_in(formulas: Iterable[tuple[Equation, Meaning]], reading: Reading) -> Ties:
    """By name what formulas make it of, with "" or the section that this is said in: of ``a = -1/(2 b)`` that a is made
    of b. In the text it holds for its section, and not where it is supposed ("for $a = b$").
    """
    found: dict[str, dict[tuple[str, frozenset[str]], None]] = {}
    for equation, formula in formulas:
        made = [
            (left.latex, frozenset(each.latex for each in values_in(chain.operands[1]) if isinstance(each, Symbol)))
            for chain in said_in(formula)
            if isinstance(left := chain.operands[0], Symbol) and chain.relations[0].sign in EQUAL
        ]
        if made and (equation.display or word_before(equation, reading) not in SUPPOSING_SIZES | UNLESS):
            for name, parts in made:
                found.setdefault(name, {})[equation.section, parts] = None
    return {name: tuple(told) for name, told in found.items()}


def why_tied(made: Attempt, said: Meaning, equation: Equation, study: Study) -> Refusal | None:
    """Why numbers that are moved each by itself would break what the paper says; None where nothing ties them."""
    free = [each for each in made.trial.plan.inputs if is_free(each)]
    found = (
        *complements(free),
        *made_of_others(free, equation.section, study.ties),
        *normalisers(free, said, study),
        *counts_of_parts(free, made.trial.nodes),
    )
    return next((Refusal("related-values", latex) for latex in found), None)


def complements(free: Iterable[Input]) -> Iterator[str]:
    """``\\bar F(t)`` beside ``F(t)``, which is what is left of it, or its mean."""
    values = {called(each.latex) for each in free}
    for head, place in values:
        accent = next((each for each in COMPLEMENTS if head.startswith(each)), "")
        plain = head.removeprefix(accent).replace("}", "", 1) if accent else head
        if accent and place and (plain, place) in values:
            yield f"{head}({place})"


def made_of_others(free: Iterable[Input], section: str, ties: Ties) -> Iterator[str]:
    """A name that a formula of the section makes of nothing but other inputs."""
    names = {each.latex for each in free}
    for name in names:
        for where, parts in ties.get(name, ()):
            if parts and where == section and parts <= names - {name}:
                yield name


def counts_of_parts(free: Iterable[Input], nodes: Iterable[Meaning]) -> Iterator[str]:
    """``n_k`` of ``n_k / n``: all of them together are as many as the whole."""
    counts = {each.latex for each in free if each.domain == "natural"}
    for node in nodes:
        above, below = (node.numerator, node.denominator) if isinstance(node, Quotient) else (node, node)
        if isinstance(above, Symbol) and isinstance(below, Symbol) and above.latex in counts:
            alike = base_of(above.latex) == base_of(below.latex)
            yield from [above.latex] if alike and len(below.indices) < len(above.indices) else []


def normalisers(free: Iterable[Input], said: Meaning, study: Study) -> Iterator[str]:
    """What makes a law add up to 1, by the author's words or because it alone is divided by where a law is given."""
    named = {each.latex: each for each in free if each.domain not in CHANCES}
    for latex in named:
        annotation = study.spelled.get(latex.partition("(")[0])
        words = (annotation.meaning or "").lower() if annotation is not None else ""
        if any(each in words for each in NORMALISING):
            yield latex
    for chain in equations_in(said):
        if any(True for _ in laws_in(chain.operands[0])):
            for side in chain.operands[1:]:
                yield from (each for each in divisors_of(bare(side)) if each in named and _stands_once(each, side))


def divisors_of(side: Meaning) -> Iterator[str]:
    """The Z of ``g / Z``, ``\\frac{1}{Z} g`` and ``Z^{-1} g``; none of a number over it that stands in a difference."""
    for factor in map(bare, side.factors if isinstance(side, Product) else (side,)):
        below = bare(factor.denominator) if isinstance(factor, Quotient) else None
        raised = factor.base if isinstance(factor, Power) and meaning_latex(factor.exponent) == "-1" else None
        for part in (below, raised):
            if isinstance(part, Symbol | Application):
                yield meaning_latex(part)


def _stands_once(latex: str, side: Meaning) -> bool:
    return sum(meaning_latex(node) == latex for node in walk(side)) == 1
