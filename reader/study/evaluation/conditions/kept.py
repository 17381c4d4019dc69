"""The conditions of one formula, for its plan to keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reader.formula.semantics.nodes import Chain, Meaning, Symbol
from reader.formula.semantics.statements import statements_of
from reader.formula.syntax.tree import rebuilt, walk
from reader.study.evaluation.conditions.asked import ABOUT, Condition, with_conditions
from reader.study.evaluation.conditions.heard import conditions_of
from reader.study.evaluation.definitions import definition_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.refusal import Refusal


def on_conditions(
    knowledge: Knowledge, told: Meaning, around: Iterable[Condition], given: Mapping[str, Meaning]
) -> Knowledge:
    """The same with what the display itself and the words around it say it holds for. In the place of a name there that
    the formula does not have stands what another formula says it is.
    """
    named = names_in(told)
    heard = [*conditions_of(told), *around]
    for name in sorted({name for each in heard for name in names_in(each.low, each.high)} - named):
        definition = definition_of(name, given[name], knowledge) if name in given else None
        if definition is not None:
            sides = [[in_place_of(side, name, definition.side) for side in (each.low, each.high)] for each in heard]
            heard = [replace(each, low=low, high=high) for each, (low, high) in zip(heard, sides, strict=True)]
    if heard:
        named |= names_in(*(given[name] for name in named if name in given))
    kept, orders = with_conditions((each for each in heard if names_in(each.low, each.high) <= named), knowledge.orders)
    return replace(knowledge, conditions=kept, orders=orders)


def names_in(*formulas: Meaning) -> frozenset[str]:
    return frozenset(node.latex for each in formulas for node in walk(each) if isinstance(node, Symbol))


def refuse_nearly(told: Meaning, knowledge: Knowledge, given: Mapping[str, Meaning]) -> None:
    """Raises for a letter that is only about what stands beside it, nobody says where, and exactly something else."""
    for each in statements_of(told) if not knowledge.conditions else ():
        left = each.operands[0] if isinstance(each, Chain) else None
        signs = {one.sign for one in each.relations} if isinstance(each, Chain) else set()
        if not signs.isdisjoint(ABOUT) and isinstance(left, Symbol) and left.latex in given:
            raise Refusal("about", "")


def in_place_of(meaning: Meaning, name: str, side: Meaning) -> Meaning:
    """A formula with another one in the place of a name."""
    if isinstance(meaning, Symbol) and meaning.latex == name:
        return side
    return rebuilt(meaning, lambda part: in_place_of(part, name, side))
