"""What is found out of a reading when somebody asks for it, each thing once.

Whoever has read a paper (an exporter, a command, the app) makes one ``Study`` and hands it on. Nothing is made before
it is asked for, and nothing that is made points back here: what was found of a paper goes when its study goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from glossary import Glossary
from glossary.course import Course
from reader.latex.source.places import SourcePlaces
from reader.limits.watch import spare
from reader.meaning.blocks.patterns import Shelf
from reader.meaning.blocks.reading import BlocksByEquation, blocks_by_equation, blocks_of, shelf_for
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.mentions import Mentions
from reader.model.annotations import Annotation
from reader.model.document import Document, Equation
from reader.model.reading import Reading
from reader.study.defining_formulas import given_formulas
from reader.study.parts import Parts
from reader.study.start.choosing import Start, start_here
from reader.study.tracing import linking_evidence_of
from reader.study.usages import Usages
from reader.study.walkthrough.succession import is_step

if TYPE_CHECKING:
    from reader.formula.semantics.nodes import Meaning
    from reader.meaning.blocks.found import FoundBlock
    from reader.study.derivations.gathered import PaperLines
    from reader.study.evaluation.knowledge import Knowledge
    from reader.study.formula_trees import FormulaTrees
    from reader.study.moving.tied import Ties
    from reader.study.paper_shapes import Survey
    from reader.study.purpose.purpose import Purpose
    from reader.study.purpose.surroundings import Surroundings


def study_of(paper: Reading | Study) -> Study:
    """The study itself, or one of the reading: what was found out of a paper is then found out anew."""
    return paper if isinstance(paper, Study) else Study(paper)


class Study:
    """The analyses of one reading, explained with the reading's own glossary and course."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @property
    def document(self) -> Document:
        return self.reading.document

    @property
    def glossary(self) -> Glossary:
        """What the paper was explained with, whatever holds by now."""
        return self.reading.context.glossary

    @property
    def course(self) -> Course | None:
        """The course that was followed when the paper was read."""
        return self.reading.context.course

    @cached_property
    def equations(self) -> Mapping[str, Equation]:
        """The rows of displays by id."""
        return {each.id: each for each in self.document.equations}

    @cached_property
    def inline_formulas(self) -> Mapping[str, Sequence[Equation]]:
        """The formulas of the text by file, in its order."""
        found: dict[str, list[Equation]] = {}
        for each in sorted(self.document.inline, key=lambda each: each.formula.span.start):
            found.setdefault(each.formula.span.file, []).append(each)
        return found

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """By id of a row of a display how many stand before it."""
        return {each.id: rank for rank, each in enumerate(self.document.equations)}

    @cached_property
    def section_numbers(self) -> Mapping[str, str]:
        """The printed numbers of headings, by what a formula has for its section: "3.1" by "3.1 Setup"."""
        return {f"{each.number} {each.title}": each.number for each in self.document.sections if each.number}

    @cached_property
    def first_met(self) -> Mapping[tuple[str, str], int]:
        """The rank of the first display of a section that has a symbol, by the symbol's id and the section."""
        found: dict[tuple[str, str], int] = {}
        for annotation in self.reading.annotations:
            for use in annotation.symbol.occurrences:
                equation = self.equations.get(use.equation)
                if equation is not None and equation.display:
                    key = annotation.symbol.id, equation.section
                    found[key] = min(found.get(key, self.ranks[equation.id]), self.ranks[equation.id])
        return found

    @cached_property
    def continuous(self) -> frozenset[tuple[str, str]]:
        """Laws of which a formula says that they are normal, with the letter of their outcome."""
        from reader.study.moving.densities import continuous_in

        return continuous_in(meaning for _, meaning in self.trees.all())

    @cached_property
    def ties(self) -> Ties:
        """What formulas make names of."""
        from reader.study.moving.tied import ties_in

        return ties_in(self.trees.all(), self.reading)

    @cached_property
    def equated(self) -> Mapping[str, tuple[tuple[str, Meaning], ...]]:
        """By name what displays say that it equals, with their sections."""
        from reader.study.moving.elsewhere import equated_in

        return equated_in(self.trees.all())

    @cached_property
    def spelled(self) -> Mapping[str, Annotation]:
        """What is known of the symbols, by their spelling."""
        return {each.symbol.latex: each for each in self.reading.annotations}

    @cached_property
    def displays(self) -> Mapping[str, Sequence[Equation]]:
        """The rows of each display of several, by its group."""
        found: dict[str, list[Equation]] = {}
        for each in self.document.equations:
            if each.group is not None:
                found.setdefault(each.group, []).append(each)
        return found

    @cached_property
    def places(self) -> SourcePlaces:
        """Lines and columns in the paper's files."""
        return SourcePlaces(self.reading.bundle.files)

    # --- blocks ---

    @cached_property
    def shelf(self) -> Shelf:
        """The glossary's blocks as the paper's words allow them; those of linking, where there are any."""
        if isinstance(self.reading.evidence, LinkingEvidence):
            return self.reading.evidence.shelf
        return shelf_for(self.document, self.glossary)

    @cached_property
    def blocks(self) -> BlocksByEquation:
        """By equation id; each formula is searched when it is first asked for."""
        return blocks_by_equation(self.document, self.shelf)

    # --- symbols ---

    @property
    def evidence(self) -> LinkingEvidence:
        """What linking looked at."""
        return linking_evidence_of(self.reading)

    @cached_property
    def mentions(self) -> Mentions:
        """The places of the symbols that may be quoted; those of linking, where the reading was made with it."""
        if isinstance(self.reading.evidence, LinkingEvidence):
            return self.reading.evidence.mentions
        return Mentions([each.symbol for each in self.reading.annotations], self.document)

    @cached_property
    def usages(self) -> Usages:
        """Where symbols are first used and where they are defined."""
        return Usages(self.evidence)

    @cached_property
    def parts(self) -> Parts:
        """Which parts the symbols play, and what the authors set them to."""
        return Parts(self.reading.annotations, self.document, self.glossary, self.mentions)

    @cached_property
    def given(self) -> Mapping[str, Equation]:
        """By a symbol's spelling the formula that says what it is."""
        return {spelling: found[0] for spelling, found in self.giving.items()}

    @cached_property
    def giving(self) -> Mapping[str, Sequence[Equation]]:
        """By a symbol's spelling all formulas that say what it is, the plainest first."""
        return given_formulas(self.reading)

    @cached_property
    def steps_given(self) -> Sequence[str]:
        """The spellings among them that are a step on or back: "x_{t+1}"."""
        return tuple(filter(is_step, self.giving))

    @cached_property
    def start(self) -> tuple[Start, ...]:
        """The formulas that carry the paper, the first one first."""
        return spare("start", None, (), start_here, self.reading)

    # --- formulas, whose modules a plain JSON does not need and does not import ---

    def blocks_said(self, equation: Equation) -> Sequence[FoundBlock]:
        """The blocks of all that a formula says with the rows that it goes on with, with places in that."""
        if equation.id not in self.trees.statements:
            return self.blocks[equation.id]
        return blocks_of(self.trees.said(equation).latex, self.shelf)

    @cached_property
    def trees(self) -> FormulaTrees:
        """The content trees of all formulas, each read when it is asked for."""
        from reader.study.formula_trees import formula_trees

        return formula_trees(self.reading)

    @cached_property
    def last_conditions(self) -> dict[str, int]:
        """By the group of a display the rank of its last row that says where others hold, kept as it is asked for: a
        display may have thousands of rows."""
        return {}

    @cached_property
    def lines(self) -> PaperLines:
        """What leads from one formula, or from one line, to the next."""
        from reader.study.derivations.gathered import gathered

        return gathered(self.document, self.trees.evidence)

    @cached_property
    def shapes(self) -> Survey:
        """What is declared of sizes."""
        from reader.study.paper_shapes import survey

        return survey(self.reading, self.trees)

    @cached_property
    def surroundings(self) -> Surroundings:
        """The sentences around the displays, among which the one is that says what a formula is for."""
        from reader.study.purpose.surroundings import Surroundings

        return Surroundings(self.reading)

    @cached_property
    def purposes(self) -> dict[str, Purpose | None]:
        """What displays are for, by the id of the row that a statement begins with, kept as it is asked for."""
        return {}

    @cached_property
    def name_kinds(self) -> Knowledge:
        """Which names are vectors, numbers, probabilities: what running formulas asks for."""
        from reader.study.evaluation.settings import with_numbers
        from reader.study.name_kinds import knowledge_of

        return with_numbers(knowledge_of(self.reading, self.shapes), self.reading, self.shapes)
