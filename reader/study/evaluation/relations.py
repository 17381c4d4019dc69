"""What a paper says of numbers beside each other: which is the smaller one, which squares add up to 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Given,
    Listing,
    Meaning,
    Number,
    Operation,
    Product,
    Statements,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST, GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.evaluation.conditions.asked import FAR_BELOW, Pairs
from reader.study.evaluation.conditions.heard import SUPPOSING_SIZES, UNLESS, led_in, word_before
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.study.evaluation.knowledge import Knowledge

SLOPE = r"\nabla"
LAYING_SUMS = frozenset(
    ("with", "where", "let", "that", "satisfy", "satisfies", "satisfying", "assume", "suppose", "say")
)
POINTS = frozenset("xyzuvwhg")  # letters of points: one of them as a number says nothing of its relatives
LEAST, GREATEST = "min", "max"
EXTREMES = ((LEAST, GREATEST), ("lo", "hi"), ("low", "high"), ("lower", "upper"))
PAIR = 2  # terms, and sides
STARS = ("^{*}", r"^{\star}", "_{*}", r"_{\star}")


@dataclass(frozen=True, slots=True)
class DrawnNames:
    """``letters`` are drawn at random, ``means`` are functions that are the mean over what is drawn."""

    letters: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()


def general(reading: Reading, formulas: Iterable[tuple[Equation, Meaning]]) -> Iterator[Meaning]:
    """Formulas without those that only say where others hold: "for $a \\ll b$"."""
    for equation, meaning in formulas:
        far = any(one.sign in FAR_BELOW for each in said_in(meaning) for one in each.relations)
        if not far or word_before(equation, reading) not in SUPPOSING_SIZES | UNLESS:
            yield meaning


def sums_laid_down(
    reading: Reading, formulas: Iterable[tuple[Equation, Meaning]], positive: Collection[str]
) -> Iterator[Chain]:
    """What the text says to add up to a number where it lays that down, "with $a + b = 1$", or of ``positive``."""
    for equation, meaning in formulas:
        for chain in said_in(meaning) if not equation.display else ():
            total = chain.operands[0]
            if (
                isinstance(total, Total)
                and len(total.terms) == len(chain.operands) == PAIR
                and chain.relations[0].sign in EQUAL
            ):
                word, names = word_before(equation, reading), {meaning_latex(each) for each in total.terms}
                if word in LAYING_SUMS or (word in ("and", "") and names <= {*positive}):
                    yield chain


def named_values(formulas: Iterable[Meaning]) -> Mapping[str, str]:
    """Names that stand for the value of a function, with its head: ``p_t`` of ``p_t = \\pi(y_t \\mid h_t)``."""
    found: dict[str, str] = {}
    for chain in (said for formula in formulas for said in said_in(formula)):
        left, right = chain.operands[0], bare(chain.operands[1])
        head = right.function if isinstance(right, Application) else None
        if isinstance(left, Symbol) and isinstance(head, Symbol) and chain.relations[0].sign in EQUAL:
            found[left.latex] = head.latex
    return found


def counts_in(meaning: Meaning) -> Iterator[str]:
    """What sums and products go up to, and ranges ``[n]``."""
    for node in walk(meaning):
        if isinstance(node, Operation) and isinstance(node.upper, Symbol) and node.kind in ("sum", "product"):
            yield node.upper.latex
        elif isinstance(node, Listing) and node.kind == "range" and isinstance(node.items[0], Symbol):
            yield node.items[0].latex


def whole_letters(formula: Meaning) -> Iterator[str]:
    """The letters with which sums and products count from a number: ``d`` of ``\\sum_{d=1}^{D}``. None of a point."""
    for node in walk(formula):
        lower = node.lower if isinstance(node, Operation) and node.kind in ("sum", "product") else None
        if isinstance(lower, Chain) and len(lower.operands) == 2 and lower.relations[0].sign in EQUAL:
            letter, first = lower.operands
            if isinstance(letter, Symbol) and isinstance(first, Number) and letter.latex not in POINTS:
                yield letter.latex


def orders_in(formulas: Iterable[Meaning]) -> Pairs:
    """Names of which a paper says that one is at most the other, ``k \\le n`` and ``0 < a < b``, and nowhere the other
    way round.
    """
    found = {pair for formula in formulas for chain in said_in(formula) for pair in _pairs(chain)}
    return frozenset((low, high) for low, high in found if (high, low) not in found and low != high)


def least_and_greatest(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """``\\sigma_{\\min}`` and ``\\sigma_{\\max}``, and the ``\\sigma`` between them, by what the scripts say."""
    for name in names:
        base, mark, script = name.partition("_")
        if mark and script.count(LEAST) == 1 and (high := base + mark + script.replace(LEAST, GREATEST)) in names:
            yield name, high
        word = word_of_script(script)
        for low, top in EXTREMES:
            other = base + mark + script.replace(low, top)
            if word == low and other in names:
                yield from ((name, other), *(((name, base), (base, other)) if base in names else ()))


def end_named(latex: str) -> tuple[str, int] | None:
    """``x`` and 0 of ``x_{\\min}``, ``x`` and 1 of ``x_{\\max}``."""
    base, _, script = latex.partition("_")
    word = word_of_script(script)
    return next(((base, pair.index(word)) for pair in EXTREMES if word in pair), None)


def word_of_script(script: str) -> str:
    """``min`` of ``{\\min}``, ``{\\mathrm{min}}`` and ``{min}``."""
    plain = script.strip("{}")
    for command in (r"\mathrm{", r"\text{", r"\textrm{", "\\"):
        plain = plain.removeprefix(command)
    return plain


def said_in(formula: Meaning) -> Iterator[Chain]:
    """What a formula says by itself; no cases, no members of a set, no events of which there is a probability."""
    items: tuple[Meaning, ...] = (formula,)
    if isinstance(formula, Statements):
        items = (*formula.items[:1], *(item for words, item, _ in led_in(formula) if SUPPOSING_SIZES.isdisjoint(words)))
    yield from (item for item in items if isinstance(item, Chain))


def steps_of(chain: Chain) -> Iterator[list[Meaning]]:
    """The factors of each product that a chain adds to the last value of its left side, ``x_t`` of ``x_{t+1}``."""
    left, right = chain.operands[0], bare(chain.operands[1])
    gives = chain.relations[0].sign in EQUAL | GIVING_RELATIONS
    terms = [bare(each) for each in right.terms] if isinstance(right, Total) and gives else []
    if isinstance(left, Symbol) and any(is_former(left, each) for each in terms):
        yield from ([*map(bare, each.factors)] for each in terms if isinstance(each, Product))


def is_former(left: Symbol, term: Meaning) -> bool:
    """Whether a term is what the left side was one step before: ``x_t`` of ``x_{t+1}``, ``x`` of ``x'``."""
    if not isinstance(term, Symbol):
        return False
    (family, _), (former, _) = skeleton(left.latex), skeleton(term.latex)
    return term.latex == left.latex or (family == former and "*" in former) or left.latex == f"{term.latex}'"


def gradient_steps(formula: Meaning) -> Iterator[str]:
    """The ``a`` of ``x_{t+1} = x_t - a \\nabla f(x_t)``, the length of a step."""
    for chain in said_in(formula):
        for factors in steps_of(chain):
            if isinstance(factors[-1], Operation) and factors[-1].kind == "gradient":
                yield from (each.latex for each in factors[:-1] if isinstance(each, Symbol) and not each.bold)


def _pairs(chain: Chain) -> Iterator[tuple[str, str]]:
    for (left, right), relation in zip(pairwise(chain.operands), chain.relations, strict=True):
        if relation.sign in AT_MOST | FAR_BELOW:
            yield from _named(left, right)
        elif relation.sign in AT_LEAST:
            yield from _named(right, left)


def _named(low: Meaning, high: Meaning) -> Iterator[tuple[str, str]]:
    """Of ``r \\le \\min(m, n)`` each with r."""
    least = isinstance(high, Application) and isinstance(high.function, Symbol) and high.function.latex == r"\min"
    ends = high.arguments if isinstance(high, Application) and least else (high,)
    if isinstance(low, Symbol):
        yield from ((low.latex, end.latex) for end in ends if isinstance(end, Symbol))


def refuse_own_optima(nodes: Iterable[Meaning]) -> None:
    """Raises for ``\\nabla f_k(x_k^*)``: a function has no slope where it is least, or one that a bound holds."""
    for node in nodes:
        body = node.body if isinstance(node, Operation) and node.kind == "gradient" else None
        point = body.arguments[0] if isinstance(body, Application) and len(body.arguments) == 1 else None
        head = body.function if isinstance(body, Application) else None
        starred = isinstance(point, Symbol) and point.latex.endswith(STARS)
        if isinstance(head, Symbol) and isinstance(point, Symbol) and starred:
            if _scripts(head, ()) != _scripts(point, STARS):
                continue  # where the others are least it may well have one
            raise Refusal("slope-at-optimum", meaning_latex(node))


def _scripts(name: Symbol, marks: Collection[str]) -> str:
    """What stands in a name's subscript."""
    latex = next((name.latex.removesuffix(mark) for mark in marks if name.latex.endswith(mark)), name.latex)
    return latex.partition("_")[2]


def drawn_in(formulas: Iterable[Meaning]) -> DrawnNames:
    """What a paper draws at random, below an expectation or by ``\\xi \\sim D``, and the functions without it that it
    says are the mean: ``f`` of ``f(x) = \\mathbb{E} f(x, \\xi)``.
    """
    letters: set[str] = set()
    means: set[str] = set()
    for node in (node for formula in formulas for node in walk(formula)):
        if isinstance(node, Operation) and node.kind == "expectation" and node.lower is not None:
            letters.update(_drawn(node.lower))
        elif isinstance(node, Chain):
            letters.update(_drawn(node) if node.relations[0].sign == r"\sim" else ())
            for (left, right), relation in zip(pairwise(node.operands), node.relations, strict=True):
                if relation.sign in EQUAL:
                    means.update((*_mean_of(left, right), *_mean_of(right, left)))
    return DrawnNames(frozenset(letters), frozenset(means))


def _drawn(lower: Meaning) -> Iterator[str]:
    """The letters of ``\\xi``, ``x, y`` and ``(x, y) \\sim D``."""
    for each in lower.items if isinstance(lower, Listing) else (lower,):
        name = each.operands[0] if isinstance(each, Chain) else each
        names = name.items if isinstance(name, Listing) else (name,)
        yield from (one.latex for one in names if isinstance(one, Symbol))


def _mean_of(value: Meaning, mean: Meaning) -> Iterator[str]:
    body = bare(mean.body) if isinstance(mean, Operation) and mean.kind == "expectation" else None
    less, more = applied(bare(value)), applied(body)
    if less is not None and more is not None and less[0] == more[0] and less[1] < more[1]:
        yield less[0]


def applied(node: Meaning | None) -> tuple[str, frozenset[str]] | None:
    """The function of a value, or of its slope, and what it is applied to; None for others."""
    slope = isinstance(node, Operation) and node.kind == "gradient"
    value = node.body if isinstance(node, Operation) and slope else node
    if not isinstance(value, Application):
        return None
    pairs = ((each.left, each.right) if isinstance(each, Given) else (each,) for each in value.arguments)
    sides = (side for pair in pairs for side in pair)
    names = (name for side in sides for name in (side.items if isinstance(side, Listing) else (side,)))
    return f"{SLOPE} " * slope + meaning_latex(value.function), frozenset(map(meaning_latex, names))


def is_share_of_kin(latex: str, knowledge: Knowledge) -> bool:
    """Whether a letter of which no words of its own speak is declared to lie between 0 and 1 under other scripts, as
    many of them, and nowhere else: ``\\rho_{s,a}`` beside ``0 < \\rho_{t,a} \\le 1``.
    """
    if "_" not in latex or latex in knowledge.quantities:
        return False
    alike = (each.domain for each in knowledge.declarations.found
             if not each.function and each.firm and base_of(each.name) == base_of(latex) and "_" in each.name
             and "^" not in each.name and ("," in each.name) == ("," in latex))  # fmt: skip
    return {*alike} - {"real"} == {"unit"}
