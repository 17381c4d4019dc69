"""Parts switched off: each term, factor and known operation has a neutral form, which takes its place in the run.

A row of ``FORMS`` finds the parts that it can switch off. The numbers before and after come from the same inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Grid,
    Group,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
    Undecided,
    bare,
    leaf_latex,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import rebuilt, walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.evaluated import evaluated, is_atom, known_function, role_of
from reader.study.evaluation.planning.statements import statements_of
from reader.study.evaluation.spelling import base_of

NO_ACTIVATIONS = frozenset({"trace", "determinant", "diagonal", "sign", "log"})
PLAIN = r"\operatorname{normalise}"
EVEN = frozenset({"2", "4"})


@dataclass(frozen=True, slots=True)
class Switch:
    """A part with its neutral form. ``target`` is the node whose value is exchanged, for ``neutral`` or a formula.

    ``neutral``: ``zero``, ``one``, ``argument`` (the function left out), ``normalise`` (shares without the
    exponential), or ``formula``, which stands in ``instead``. In print, ``shown`` takes the place of ``place``.
    """

    form: str
    target: Meaning
    neutral: str
    place: Meaning
    shown: Meaning
    instead: Meaning | None = None

    @property
    def part(self) -> str:
        return meaning_latex(self.target)


@dataclass(frozen=True, slots=True)
class Form:
    """One row: what may be switched off, why that is neutral, an example with what is left of it."""

    id: str
    reason: str
    example: str
    part: str
    left: str


def terms(node: Meaning, knowledge: Knowledge) -> Iterator[Switch]:
    if not isinstance(node, Total) or len(node.terms) < 2 or is_complement(node):
        return
    for k, term in enumerate(node.terms):
        yield Switch("term", term, "zero", node, without_term(node, k))


def without_term(node: Total, k: int) -> Meaning:
    kept = [(each, sign) for j, (each, sign) in enumerate(zip(node.terms, node.signs, strict=True)) if j != k]
    signs = tuple("" if j == 0 and sign == "+" else sign for j, (_, sign) in enumerate(kept))
    rest = tuple(each for each, _ in kept)
    if not rest:
        return Number(node.start, node.end, "0")
    return rest[0] if len(rest) == 1 and not signs[0] else replace(node, terms=rest, signs=signs)


def is_difference(node: Meaning) -> TypeGuard[Total]:
    """``x - y``: the norm of what is no difference is no distance."""
    return isinstance(node, Total) and len(node.terms) > 1 and "-" in node.signs


def is_between_two(node: Meaning) -> TypeGuard[Total]:
    """``a - b``, whose sides only count together where their distance does."""
    return is_difference(node) and len(node.terms) == 2


def is_complement(node: Meaning) -> bool:
    """``1 - p``."""
    return is_between_two(node) and any(isinstance(bare(each), Number) for each in node.terms)


def measured_in(node: Meaning, knowledge: Knowledge) -> Sequence[Meaning]:
    """What a norm, an even power or a logarithm takes as one thing."""
    if isinstance(node, Bars) and node.kind in ("norm", "absolute"):
        return node.items
    if isinstance(node, Power) and isinstance(node.exponent, Number) and node.exponent.text in EVEN:
        return (node.base,)
    known = known_function(node, knowledge) if isinstance(node, Application) else None
    return node.arguments if known is not None and known.name == "log" and isinstance(node, Application) else ()


def factors(node: Meaning, knowledge: Knowledge) -> Iterator[Switch]:
    """What they weigh is no part that one leaves out: of ``\\lambda R`` the weight alone would stay."""
    if not isinstance(node, Product) or len(node.factors) < 2:
        return
    kept = weighed(node)
    for k, factor in enumerate(node.factors):
        if factor is not kept:
            yield Switch("factor", factor, "one", node, without_factor(node, k))


def weighed(node: Product) -> Meaning | None:
    """The last factor, or the ``\\frac{x - m}{s}`` before a last name; None where each may be the weight."""
    *before, last = node.factors
    if any(isinstance(part, Application) for each in before for part in walk(each)):
        return None
    shifted = before[-1]
    if isinstance(last, Symbol) and isinstance(shifted, Quotient) and isinstance(bare(shifted.numerator), Total):
        return shifted
    if isinstance(last, Quotient):
        return last if has_name(last.numerator) else None
    return last if isinstance(last, Symbol | Application | Group | Bars | Power | Operation) else None


def without_factor(node: Product, k: int) -> Meaning:
    rest = (*node.factors[:k], *node.factors[k + 1 :])
    gap = min(k, len(node.signs) - 1)
    signs = (*node.signs[:gap], *node.signs[gap + 1 :])
    return rest[0] if len(rest) == 1 else replace(node, factors=rest, signs=signs)


def divisor(node: Meaning, knowledge: Knowledge) -> Iterator[Switch]:
    if isinstance(node, Quotient) and node.form != "binom":
        yield Switch("divisor", node.denominator, "one", node, node.numerator)


def exponent(node: Meaning, knowledge: Knowledge) -> Iterator[Switch]:
    """None of a variance, which is one thing with its square."""
    if isinstance(node, Power) and base_of(leaf_latex(node.base)) not in ("e", r"\sigma"):
        yield Switch("exponent", node, "argument", node, node.base)


def softmax(node: Meaning, knowledge: Knowledge) -> Iterator[Switch]:
    known = known_function(node, knowledge) if isinstance(node, Application) else None
    if known is not None and known.name == "softmax" and isinstance(node, Application):
        plain = replace(node, function=Symbol(node.start, node.start, PLAIN, PLAIN))
        yield Switch("softmax", node, "normalise", node, plain)


def function(node: Meaning, knowledge: Knowledge) -> Iterator[Switch]:
    known = known_function(node, knowledge) if isinstance(node, Application) else None
    if known is not None and known.name not in NO_ACTIVATIONS | {"softmax"} and isinstance(node, Application):
        yield Switch("function", node, "argument", node, node.arguments[0])


def divergence(node: Meaning, knowledge: Knowledge) -> Iterator[Switch]:
    if isinstance(node, Application) and role_of(node, knowledge) == "divergence":
        yield Switch("divergence", node, "zero", node, Number(node.start, node.end, "0"))


def indicator(node: Meaning, knowledge: Knowledge) -> Iterator[Switch]:
    if isinstance(node, Application) and role_of(node, knowledge) == "indicator":
        yield Switch("indicator", node, "one", node, Number(node.start, node.end, "1"))


FORMS: tuple[tuple[Form, Callable[[Meaning, Knowledge], Iterator[Switch]]], ...] = (
    (Form("term", "a term of nought changes no sum: a mask, a penalty, a residual", "a + b", "b", "a"), terms),
    (Form("factor", "a factor of one changes no product: a scale, a weight", r"\beta a", r"\beta", "a"), factors),
    (Form("divisor", "to divide by one changes nothing", r"\frac{a}{\sqrt{b}}", r"\sqrt{b}", "a"), divisor),
    (Form("exponent", "to the power of one", "a^2", "a^{2}", "a"), exponent),
    (Form("softmax", "shares without the exponential", r"\operatorname{softmax}(\mathbf{x})",
          r"\operatorname{softmax}(\mathbf{x})", r"\operatorname{normalise}(\mathbf{x})"), softmax),
    (Form("function", "the function that leaves everything as it is", r"\tanh(a)", r"\tanh(a)", "a"), function),
    (Form("divergence", "a divergence of nought holds nothing back", r"D_{\mathrm{KL}}(p \| q)",
          r"D_{\mathrm{KL}}(p\|q)", "0"), divergence),
    (Form("indicator", "a condition that always holds", r"\mathbb{1}(a < b)", r"\mathbb{1}(a<b)", "1"), indicator),
)  # fmt: skip


def switches_of(meaning: Meaning, knowledge: Knowledge) -> tuple[Switch, ...]:
    """Everything in the computed sides of a display that can be switched off, outermost first."""
    knowledge = knowledge.with_definitions({})  # what stands in other formulas is taken out there
    sides = [side for statement in statements_of(meaning, knowledge) for side in statement.sides]
    nodes = [node for side in sides for node in evaluated(side, knowledge) if not is_atom(node, knowledge)]
    found = (switch for node in nodes for _, find in FORMS for switch in find(node, knowledge))
    measured = (bare(each) for node in nodes for each in measured_in(node, knowledge))
    whole = {id(each) for each in measured if is_between_two(each)}
    hinges = {id(bare(each)) for node in nodes for each in hinged_in(node, knowledge)}
    return tuple(
        each
        for each in found
        if has_name(each.target)
        and not (each.form == "term" and id(each.place) in whole)
        and not (is_lessened(each, knowledge) and id(each.place) not in hinges)
    )


def hinged_in(node: Meaning, knowledge: Knowledge) -> Sequence[Meaning]:
    """What a maximum takes: there a margin may be taken out."""
    return node.arguments if isinstance(node, Application) and role_of(node, knowledge) == "extremum" else ()


def is_lessened(switch: Switch, knowledge: Knowledge) -> bool:
    """The ``x`` of ``x - m``: without it nothing is left but what was taken away from it."""
    node = switch.place
    first = switch.form == "term" and is_between_two(node) and node.terms[0] is switch.target
    return first and is_atom(switch.target, knowledge)


def has_name(node: Meaning) -> bool:
    """Whether it is more than a number: the 2 of ``2n`` is no part that one leaves out."""
    heads = {id(part.function) for part in walk(node) if isinstance(part, Application)}
    return any(isinstance(part, Symbol | Undecided) and id(part) not in heads for part in walk(node))


def formula_switch(meaning: Meaning, knowledge: Knowledge, place: tuple[int, int], instead: Meaning) -> Switch | None:
    """A computed part, given by its place, exchanged for a formula; None where none stands exactly there."""
    sides = [side for statement in statements_of(meaning, knowledge) for side in statement.sides]
    nodes = [node for side in sides for node in evaluated(side, knowledge)]
    found = next((node for node in nodes if (node.start, node.end) == place), None)
    return Switch("formula", found, "formula", found, instead, instead) if found is not None else None


def exchanged(tree: Meaning, old: Meaning, new: Meaning) -> Meaning:
    """A tree with one node exchanged, found by identity."""
    return new if tree is old else rebuilt(tree, lambda child: exchanged(child, old, new))


def is_half(meaning: Meaning, knowledge: Knowledge, part: str, found: Sequence[Switch]) -> bool:
    """Whether a part stays in a condition of cases, or a count in another place or in what defines a name here: then it
    is not out of the formula.
    """
    gone = {id(node) for switch in found for node in walk(switch.target)}
    cases = [cell for node in walk(meaning) if isinstance(node, Grid) for row in node.rows for cell in row[1:]]
    if any(meaning_latex(node) == part and id(node) not in gone for cell in cases for node in walk(cell)):
        return True
    if not is_count(part, knowledge):
        return False
    sides = [side for statement in statements_of(meaning, knowledge) for side in statement.sides]
    defined = [knowledge.defined[name].side for side in sides for name in names_in(side) & knowledge.defined.keys()]
    here = any(node.latex == part and id(node) not in gone for side in sides for node in values_in(side))
    return here or any(part in names_in(side) for side in defined)


def names_in(side: Meaning) -> set[str]:
    return {node.latex for node in values_in(side)}


def is_count(latex: str, knowledge: Knowledge) -> bool:
    """Whether a name is a whole number of things."""
    declared = knowledge.declarations.find(latex)
    counts = declared is not None and declared.domain == "natural"
    return counts or latex in knowledge.counts or knowledge.quantity(latex) == "natural"
