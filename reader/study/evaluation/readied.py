"""Formulas as runs take them: names that a run need not take apart, and marks moved to what they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import count as count_from

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Constant,
    Group,
    Meaning,
    Nothing,
    Number,
    Operation,
    Product,
    Quotient,
    Symbol,
    Transposed,
    Undecided,
    leaf_latex,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import rebuilt, walk
from reader.study.evaluation.planning.ranges import applied_in, draws_of, heads_of
from reader.study.evaluation.signs import positive_part
from reader.study.evaluation.spelling import base_of, is_bold, is_capital

CHANGE = r"\Delta"
ZERO_OR = Symbol(0, 0, r"\max", r"\max")
VARIANCE = r"\mathbb{V}"
ANGLES, PI = frozenset({r"\sin", r"\cos", r"\tan"}), r"\pi"
SIZES = ("absolute", "cardinality")


def readied(meaning: Meaning) -> Meaning:
    """The same formula, as far as its values go."""
    turns = any(isinstance(node, Application) and is_angle(node.function) for node in walk(meaning))
    return with_own_draws(with_sizes(_readied(with_pi(meaning) if turns else meaning)))


def _readied(meaning: Meaning) -> Meaning:
    inner = rebuilt(meaning, _readied)
    if (part := positive_part(inner)) is not None:
        return Application(
            inner.start, inner.end, ZERO_OR, (Number(inner.start, inner.start, "0"), part), "(", ")", (",",)
        )
    if isinstance(inner, Undecided):
        return transposed_of(inner) or name_of(inner) or inner
    if isinstance(inner, Symbol):
        return transposed_of(inner) or inner
    if isinstance(inner, Operation) and inner.kind == "gradient" and isinstance(inner.body, Transposed):
        return replace(inner.body, base=replace(inner, body=inner.body.base))
    if isinstance(inner, Quotient) and isinstance(inner.denominator, Number):  # \\frac{\\pi}{2}
        return replace(inner, numerator=with_pi(inner.numerator))
    if isinstance(inner, Product):
        return with_changes(without_gaps(inner))
    return inner


def is_angle(function: Meaning) -> bool:
    """Whether a function is one of angles, in whose formulas pi is 3.14."""
    return isinstance(function, Symbol) and function.latex in ANGLES


def with_pi(part: Meaning) -> Meaning:
    """``\\pi^2 \\cos(\\pi t)`` with the number for each pi that is no function."""
    if isinstance(part, Symbol) and part.latex == PI:
        return Constant(part.start, part.end, PI)
    if isinstance(part, Application):
        return replace(part, arguments=tuple(map(with_pi, part.arguments)))
    return rebuilt(part, with_pi)


def with_sizes(meaning: Meaning) -> Meaning:
    """With a name for the ``|D|`` of what the formula counts, ``\\sum_{x \\in D}`` or ``\\sum_{t=1}^{|y|}``."""
    counted = {meaning_latex(node) for node in walk(meaning) if isinstance(node, Bars) and node.kind in SIZES}
    counted &= {name for node in walk(meaning) if isinstance(node, Operation) for name in _sizes_of(node)}
    return _with_named(meaning, frozenset(counted)) if counted else meaning


def _with_named(node: Meaning, counted: frozenset[str]) -> Meaning:
    latex = meaning_latex(node) if isinstance(node, Bars) else ""
    if latex in counted:
        return Symbol(node.start, node.end, latex, latex)
    return rebuilt(node, lambda part: _with_named(part, counted))


def _sizes_of(node: Operation) -> Iterator[str]:
    if isinstance(node.upper, Bars):
        yield meaning_latex(node.upper)
    lower = node.lower
    if isinstance(lower, Chain) and len(lower.operands) == 2 and lower.relations[0].sign == r"\in":
        yield f"|{meaning_latex(lower.operands[1])}|"


def with_own_draws(meaning: Meaning) -> Meaning:
    """With ``x'`` for an ``x`` that a second operator draws from another distribution than the first, ``x''`` for that
    of a third. Where the formula has the chances of both it weighs the same outcomes twice, and the letter stays.
    """
    means = [node for node in walk(meaning) if isinstance(node, Operation) and node.kind == "expectation"]
    if len(means) < 2:
        return meaning
    applied = applied_in([meaning])
    written = {node.latex for node in walk(meaning) if isinstance(node, Symbol)}
    names: dict[str, dict[str, str]] = {}  # by letter: what it is drawn from -> what it is called there
    renamed: dict[int, list[tuple[str, str]]] = {}
    for node in means:
        for each in draws_of(node) if node.operator != VARIANCE else ():
            if not each.origin or heads_of(each.source) & applied:
                continue
            called = names.setdefault(each.letter, {each.origin: each.letter})
            if each.origin not in called:
                called[each.origin] = primed(each.letter, {*written, *called.values()})
            if called[each.origin] != each.letter:
                renamed.setdefault(id(node), []).append((each.letter, called[each.origin]))
    if not renamed:
        return meaning

    def change(node: Meaning) -> Meaning:
        inner = rebuilt(node, change)
        for letter, own in renamed.get(id(node), ()):
            inner = with_name(inner, letter, own)
        return inner

    return change(meaning)


def primed(letter: str, taken: Collection[str]) -> str:
    """A letter with as many primes as make it a name that is not taken."""
    return next(name for count in count_from(1) if (name := letter + "'" * count) not in taken)


def with_name(meaning: Meaning, name: str, other: str) -> Meaning:
    """The same formula, with another name for one of its names."""

    def change(node: Meaning) -> Meaning:
        if isinstance(node, Symbol) and node.latex == name:
            return replace(node, latex=other, stem=other)
        return rebuilt(node, change)

    return change(meaning)


def transposed_of(node: Symbol | Undecided) -> Meaning | None:
    """``\\mathbf{X}^T`` of a bold capital, even where something made a name of it."""
    stem, _, script = node.latex.rpartition("^")
    matrix = is_bold(stem) and is_capital(stem) and base_of(stem) == stem
    if script != "{T}" or not matrix:
        return None
    return Transposed(node.start, node.end, Symbol(node.start, node.end, stem, stem, (), True), "T")


def name_of(node: Undecided) -> Symbol | None:
    """``\\bm{x}[n]``, an entry, and ``\\bm{W}^{IQ}``, whose superscript is no power: vectors and matrices have none of
    letters. One name each, whatever its marks say.
    """
    base = base_of(node.latex)
    entry = node.reason == "application-or-product" and node.latex.endswith("]") and "[" in node.latex
    labelled = node.reason == "power-or-label" and is_bold(base) and _is_letters(node.latex.rpartition("^{")[2])
    bold = is_bold(base)
    return Symbol(node.start, node.end, node.latex, base, (), bold) if entry or labelled else None


def _is_letters(script: str) -> bool:
    return script.rstrip("}'").replace(",", "").isalpha()


def without_gaps(node: Product) -> Meaning:
    """Without empty braces, which authors set for spacing."""
    kept = [k for k, factor in enumerate(node.factors) if not is_gap(factor)]
    if len(kept) == len(node.factors) or not kept:
        return node
    if len(kept) == 1:
        return node.factors[kept[0]]
    signs = tuple(node.signs[k - 1] if k else "" for k in kept[1:])
    return replace(node, factors=tuple(node.factors[k] for k in kept), signs=signs)


def is_gap(node: Meaning) -> bool:
    return isinstance(node, Nothing) or (isinstance(node, Group) and not node.open and is_gap(node.body))


def with_changes(node: Meaning) -> Meaning:
    """``\\Delta t`` as one name."""
    if not isinstance(node, Product):
        return node
    factors: list[Meaning] = []
    signs: list[str] = []
    for k, factor in enumerate(node.factors):
        sign = node.signs[k - 1] if k else ""
        if k and not sign and leaf_latex(factors[-1]) == CHANGE and isinstance(factor, Symbol) and not factor.bold:
            latex = f"{CHANGE} {factor.latex}"
            factors[-1] = replace(factor, start=factors[-1].start, latex=latex, stem=latex)
            continue
        factors.append(factor)
        signs += [sign] if k else []
    if len(factors) == len(node.factors):
        return node
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), signs=tuple(signs))
