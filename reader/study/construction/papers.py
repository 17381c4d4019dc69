"""A paper's formula as a heap of pieces, its blocks named on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from glossary.model import Texts
from reader.formula.semantics.nodes import Meaning
from reader.meaning.blocks.patterns import Shelf
from reader.model.document import Equation
from reader.study.construction.recipes import LEAST, Craft, heap
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.evaluated import is_atom
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.planning.statements import statements_of
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.words import holds_words
from reader.study.formula_trees import meaning_of
from reader.study.gloss import gloss_of
from reader.study.runs import here
from reader.study.study import Study

LONGEST = 400  # characters of a formula that is still built by hand


def craft_display(
    display: Meaning,
    local: Knowledge,
    shelf: Shelf,
    roles: Mapping[str, Texts],
    planned: Trial | Refusal | None,
    uses: Mapping[str, str] | None = None,
) -> Craft | None:
    """The first side of a display that is more than a few names; None where nothing is worked out, or nobody knows how.

    ``local`` is what holds in its section, ``roles`` say what the paper's names stand for, ``uses``
    as what they are used.
    """
    for name, side in _sides(display, local):
        goal = heap(side, local, shelf)
        if goal.piece.holes and goal.count > LEAST:
            return Craft(name, goal, display, local, shelf=shelf, roles=roles, uses=uses or {}, planned=planned)
    return None


class Crafts:
    """The formulas of one paper as heaps of pieces. What all of them ask for is gathered once, when first needed."""

    def __init__(self, study: Study) -> None:
        self.study = study

    @cached_property
    def roles(self) -> dict[str, Texts]:
        """What the names of the paper are, in a few words."""
        found: dict[str, Texts] = {}
        for annotation in self.study.reading.annotations:
            told = gloss_of(annotation, self.study.glossary)
            if told is not None:
                found[annotation.symbol.latex] = {"en": told.en, "ja": told.ja}
        return found

    @cached_property
    def uses(self) -> dict[str, str]:
        """As what the names of the paper are used, where something shows it."""
        return {each.symbol.latex: each.role for each in self.study.reading.annotations if each.role is not None}

    def of(
        self, equation: Equation, meaning: Meaning | None = None, planned: Trial | Refusal | None = None
    ) -> Craft | None:
        """One formula; ``meaning`` is its tree, ``planned`` what came of planning that, where it has been done."""
        knowledge = self.study.name_kinds
        display = meaning or meaning_of(equation, knowledge.evidence)
        if len(equation.formula.expanded) > LONGEST or holds_words(display):
            return None
        return craft_display(display, here(knowledge, equation), self.study.shelf, self.roles, planned, self.uses)


def _sides(display: Meaning, knowledge: Knowledge) -> Iterator[tuple[Meaning | None, Meaning]]:
    try:
        statements = statements_of(display, knowledge)
    except Refusal:
        return
    for statement in statements:
        for side in statement.sides:
            if not is_atom(side, knowledge):
                yield statement.name, side
