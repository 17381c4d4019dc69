"""A paper's formula as a heap of pieces, its blocks named on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import glossary
from glossary.model import Texts
from reader.formula.semantics.nodes import Meaning
from reader.meaning.blocks.patterns import Shelf, builtin_shelf, spoken_shelf
from reader.meaning.blocks.prose import ProseWords
from reader.model.document import Equation
from reader.model.reading import Reading
from reader.study.construction.recipes import LEAST, Craft, heap
from reader.study.evaluation.planning.evaluated import is_atom
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.planning.kinds import Knowledge
from reader.study.evaluation.planning.statements import statements_of
from reader.study.evaluation.refusal import Refusal
from reader.study.gloss import gloss_of
from reader.study.name_kinds import knowledge_of
from reader.study.paper_shapes import meaning_of
from reader.study.runs import LETTERS, MARKED, here

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

    def __init__(self, reading: Reading, knowledge: Knowledge | None = None) -> None:
        self.reading = reading
        self.given = knowledge

    @cached_property
    def shelf(self) -> Shelf:
        """The blocks as the paper's words allow them."""
        return spoken_shelf(builtin_shelf(), ProseWords(self.reading.document).speaks)

    @cached_property
    def knowledge(self) -> Knowledge:
        return self.given or knowledge_of(self.reading)

    @cached_property
    def roles(self) -> dict[str, Texts]:
        """What the names of the paper are, in a few words."""
        found: dict[str, Texts] = {}
        for annotation in self.reading.annotations:
            told = gloss_of(annotation, glossary.load())
            if told is not None:
                found[annotation.symbol.latex] = {"en": told.en, "ja": told.ja}
        return found

    @cached_property
    def uses(self) -> dict[str, str]:
        """As what the names of the paper are used, where something shows it."""
        return {each.symbol.latex: each.role for each in self.reading.annotations if each.role is not None}

    def of(
        self, equation: Equation, meaning: Meaning | None = None, planned: Trial | Refusal | None = None
    ) -> Craft | None:
        """One formula; ``meaning`` is its tree, ``planned`` what came of planning that, where it has been done."""
        latex = equation.formula.expanded
        if len(latex) > LONGEST or LETTERS.search(MARKED.sub(" ", latex)):
            return None
        display = meaning or meaning_of(equation, self.knowledge.evidence)
        return craft_display(display, here(self.knowledge, equation), self.shelf, self.roles, planned, self.uses)


def _sides(display: Meaning, knowledge: Knowledge) -> Iterator[tuple[Meaning | None, Meaning]]:
    try:
        statements = statements_of(display, knowledge)
    except Refusal:
        return
    for statement in statements:
        for side in statement.sides:
            if not is_atom(side, knowledge):
                yield statement.name, side
