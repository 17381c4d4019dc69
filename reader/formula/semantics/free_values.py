"""The symbols of a formula that stand for values: with those that it binds itself, and without."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Derivative,
    Differential,
    Given,
    Integral,
    Labelled,
    Listing,
    Meaning,
    Operation,
    Quantified,
    Symbol,
    bare,
)
from reader.formula.semantics.statements import statements_of
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import children, walk


def values_in(meaning: Meaning) -> Iterator[Symbol]:
    """The symbols that stand for something by themselves, not only in another one's script."""
    if isinstance(meaning, Symbol):
        yield meaning
        return
    for child in children(meaning):
        yield from values_in(child)


def free_values_in(meaning: Meaning, given: Container[str] = ()) -> Iterator[Symbol]:
    """Those of them that may have a value from elsewhere: no letter that runs, and no argument of what is defined.
    Where several arguments are all given by other formulas they are these values, and not any: ``A(Q, K, V)``."""
    own = {*_bound_in(meaning), *_arguments_in(meaning, given)}
    return (each for each in values_in(meaning) if each.latex not in own)


def _bound_in(meaning: Meaning) -> Iterator[str]:
    for node in walk(meaning):
        if isinstance(node, Operation):
            yield from node.bound
        for part in _binding(node):
            yield from (each.latex for each in walk(part) if isinstance(each, Symbol))


def _arguments_in(meaning: Meaning, given: Container[str]) -> Iterator[str]:
    """The arguments of left sides, where they are names: what is reckoned there is no variable of a definition."""
    for statement in statements_of(meaning) or [meaning]:
        if not isinstance(statement, Chain) or statement.relations[0].sign not in GIVING_RELATIONS:
            continue
        left = statement.operands[0]
        arguments = left.arguments if isinstance(left, Application) else ()
        are_given = all(isinstance(each, Symbol) and each.latex in given for each in arguments)
        if len(arguments) == 1 or not are_given:
            names = (part for part in arguments if isinstance(bare(part), Symbol | Given | Listing))
            yield from (each.latex for part in names for each in walk(part) if isinstance(each, Symbol))


def _binding(node: Meaning) -> Sequence[Meaning]:
    """The parts of a node whose letters run, change, or are any of a kind."""
    match node:
        case Integral() | Differential():
            return (node.variable,)
        case Derivative():
            return node.variables
        case Operation(kind="gradient" | "partial", lower=Symbol() as variable):
            return (variable,)
        case Application(function=Symbol(stem=word, indices=indices)) if word.startswith(r"\operatorname"):
            return indices  # those of an expectation
        case Quantified():
            return (_first(node.body),)
        case Labelled(below=Chain() as run):
            return (_first(run),)
        case Listing(kind="condition"):
            return node.items[:1]
        case _:
            return ()


def _first(part: Meaning) -> Meaning:
    return part.operands[0] if isinstance(part, Chain) else part
