"""Distributions that a formula names without an outcome: both sides of a divergence, what an expectation draws from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Application, Given, Meaning, Operation, Quotient, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import named, number
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.matrices.parted import sides_weighed
from reader.study.evaluation.planning.evaluated import is_anything, role_of
from reader.study.evaluation.planning.indices import Indices, arguments_of, left_of
from reader.study.evaluation.planning.ranges import ANYTHING, Range, draws_of
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of

if TYPE_CHECKING:
    from reader.study.evaluation.planning.planner import Planner

OUTCOMES = "?outcomes"
ANY = r"\cdot"
POLICY = r"\pi"
OUTCOME_MARKS = frozenset({"w", "l", "+", "-", "'", r"\mathrm{chosen", r"\mathrm{rejected"})  # better, worse


def add_outcomes(indices: Indices) -> None:
    """The letter that counts the outcomes of distributions whose outcome is a dot."""
    indices.ranges.setdefault(ANY, Range(ANY, ANY, number(1), named(OUTCOMES)))


def at_outcome(node: Meaning, outcome: str) -> Application:
    """``\\pi(\\cdot \\mid x)`` or ``p`` at one outcome: ``\\pi(y \\mid x)``, ``p(y)``."""
    letter = Symbol(node.start, node.end, outcome, outcome)
    if isinstance(node, Symbol):
        return Application(node.start, node.end, node, (letter,), "(", ")", ())
    if not isinstance(node, Application) or not isinstance(node.function, Symbol):
        raise Refusal("distribution-unknown", meaning_latex(node))
    first = node.arguments[0]
    if isinstance(first, Given) and is_anything(first.left):
        return replace(node, arguments=(replace(first, left=letter), *node.arguments[1:]))
    if is_anything(first):
        return replace(node, arguments=(letter, *node.arguments[1:]))
    given = first.left if isinstance(first, Given) else first
    if isinstance(given, Symbol):
        swapped: Meaning = replace(first, left=letter) if isinstance(first, Given) else letter
        return replace(node, arguments=(swapped, *node.arguments[1:]))
    raise Refusal("distribution-unknown", meaning_latex(node))


def sides_of(node: Application) -> tuple[Application, Application]:
    """Both distributions of a divergence, at the same outcome."""
    versus = node.arguments[0]
    assert isinstance(versus, Given)
    return at_outcome(versus.left, ANY), at_outcome(versus.right, ANY)


def divergences(nodes: Sequence[Meaning], knowledge: Knowledge) -> list[Application]:
    return [node for node in nodes if isinstance(node, Application) and role_of(node, knowledge) == "divergence"]


def note_distributions(planner: Planner, nodes: Sequence[Meaning]) -> None:
    """Let the distributions be inputs that are read at an outcome."""
    for divergence in divergences(nodes, planner.knowledge):
        add_outcomes(planner.indices)
        for side in sides_of(divergence):
            planner.atoms.note(side, (), outcome=ANY)
    for axis, weights in weighted(nodes, planner.knowledge):
        planner.weights[axis] = weights
        planner.atoms.note(weights, (), outcome=axis)


def note_laws(planner: Planner, nodes: Sequence[Meaning]) -> None:
    """Let the inputs know which probabilities add up to one."""
    planner.atoms.complete = frozenset(axis for axis, _ in weighted(nodes, planner.knowledge))
    planner.atoms.divided = frozenset(divided_chances(nodes))
    planner.atoms.laws = frozenset(weighed_laws(nodes))


def refuse_related(nodes: Sequence[Meaning]) -> None:
    """Raises where a formula has a distribution beside its own marginal or conditional: one fixes the other."""
    seen: dict[str, list[tuple[frozenset[str], frozenset[str], str]]] = {}
    for node in nodes:
        if isinstance(node, Application) and isinstance(node.function, Symbol):
            outcomes = frozenset(meaning_latex(each) for each in left_of(node))
            whole = frozenset(meaning_latex(each) for each in arguments_of(node))
            seen.setdefault(law_of(node.function.latex), []).append((outcomes, whole, meaning_latex(node)))
    for of_one in seen.values():
        for outcomes, whole, latex in of_one:
            for _, larger, other in of_one:
                given = larger - next(left for left, all_, text in of_one if text == other)
                if latex != other and whole <= larger and not outcomes <= given:
                    raise Refusal("related-chances", f"{latex}, {other}")


def rival_of(node: Application) -> str:
    """The law of an outcome that others may stand beside, ``\\pi(y_w \\mid x)`` and ``\\pi(y_l \\mid x)``: together
    these are at most 1. "" for what may be of another variable.
    """
    given = node.arguments[0] if len(node.arguments) == 1 else None
    left = given.left if isinstance(given, Given) and given.kind == "condition" else None
    if not isinstance(left, Symbol) or not isinstance(given, Given):
        return ""
    base = base_of(left.latex)
    chosen = left.latex.removeprefix(base).strip("_^{}") in OUTCOME_MARKS
    head = meaning_latex(node.function)
    return f"{head}|{base}|{meaning_latex(given.right)}" if chosen or base_of(head) == POLICY else ""


def law_of(head: str) -> str:
    """Which law a head belongs to: ``P_{X \\mid Z}`` and ``P_{X, Y}`` are of one, ``p_{\\theta}`` is its own."""
    base, _, script = head.partition("_")
    names = re.findall(r"[A-Za-z]+", script.replace(r"\mid", ""))
    return base if names and all(name.isupper() for name in names) else head


def weights_of(node: Operation, nodes: Sequence[Meaning], knowledge: Knowledge) -> Application | None:
    """The probabilities that an expectation weighs with, where the formula has them; None for a plain mean."""
    drawn = draws_of(node)
    source = drawn[0].source
    if len(drawn) != 1 or drawn[0].letter == ANYTHING or not isinstance(source, Symbol | Application):
        return None
    head = source.function if isinstance(source, Application) else source
    used = {each.function for each in nodes if isinstance(each, Application) and isinstance(each.function, Symbol)}
    sides = [side.function for each in divergences(nodes, knowledge) for side in sides_of(each)]
    names = {each.latex for each in (*used, *sides) if isinstance(each, Symbol)}
    if not isinstance(head, Symbol) or head.latex not in names:
        return None
    return at_outcome(source, drawn[0].letter)


def weighted(nodes: Sequence[Meaning], knowledge: Knowledge) -> Iterator[tuple[str, Application]]:
    """The axes of the draws whose probabilities the formula has, with these."""
    for node in nodes:
        if isinstance(node, Operation) and node.kind == "expectation":
            weights = weights_of(node, nodes, knowledge)
            if weights is not None:
                yield draws_of(node)[0].axis, weights


def weighed_laws(nodes: Sequence[Meaning]) -> Iterator[str]:
    """Probabilities that a sum weighs their own logarithm with: they add up to one, whatever the outcomes are."""
    for node in nodes:
        yield from (meaning_latex(side) for side in sides_weighed(node) if isinstance(side, Application))


def divided_chances(nodes: Sequence[Meaning]) -> Iterator[str]:
    """Probabilities that the formula divides by their sum: it would not, if they summed to one."""
    sums = [node.denominator for node in nodes if isinstance(node, Quotient)]
    bodies = [each.body for each in sums if isinstance(each, Operation) and each.kind == "sum"]
    heads = {each.function for each in bodies if isinstance(each, Application)}
    names = {each.latex for each in heads if isinstance(each, Symbol)}
    for node in nodes:
        if isinstance(node, Application) and isinstance(node.function, Symbol) and node.function.latex in names:
            yield meaning_latex(node)
