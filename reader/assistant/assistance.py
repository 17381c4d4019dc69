"""Checked answers laid over a reading: what fills a gap, what stands against a doubtful answer, what was dropped.

What the author was found to define, and what the reader corrected, stays. A doubtful answer that gives way is kept
beside the one that stands there now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from glossary.course import follow
from glossary.naming import fold_name
from reader.assistant.answers import Proposals, proposals_in
from reader.assistant.checks import ProposalChecks
from reader.assistant.proposals import CheckedMeaning, Dropped, FormulaAssistance
from reader.assistant.questions import Question, Questions, is_open
from reader.assistant.shelf import AnswerShelf
from reader.assistant.wording import is_borne, tells
from reader.meaning.linking.proposed import as_model_says, tie_of_model
from reader.model.annotations import Annotation, ConceptLink, Status
from reader.model.reading import Reading
from reader.pipeline import concepts_of
from reader.study.study import Study

if TYPE_CHECKING:
    from glossary import Glossary


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stood where a model's answer stands now."""

    status: Status
    meaning: str


@dataclass(frozen=True, slots=True)
class Assistance:
    """What a model added to a reading. ``by`` is who answered, ``source`` a mark of these answers.

    ``shown`` of what was ``proposed`` passed, ``dropped`` counts the rest by reason; ``instead_of`` is by spelling.
    """

    by: str
    source: str
    questions: int
    answered: int
    proposed: int
    shown: int
    dropped: Mapping[str, int]
    formulas: Mapping[str, FormulaAssistance] = field(default_factory=dict)
    instead_of: Mapping[str, Earlier] = field(default_factory=dict)


def assistance_of(reading: Reading) -> Assistance | None:
    """What a model added; None where none was asked."""
    return reading.assistance if isinstance(reading.assistance, Assistance) else None


def assisted(reading: Reading, shelf: AnswerShelf) -> Reading:
    """The reading with what holds of the answers. Raises :class:`reader.errors.AssistantError`."""
    study = Study(reading)
    questions, answers = Questions(study, whole=shelf.whole).all(), shelf.open()
    gathered = GatheredAnswers(study)
    for question in questions:
        text = answers.find(question.key)
        if text is not None:
            gathered.take(proposals_in(text, question), question)
    return gathered.laid_over(reading, shelf, len(questions))


class GatheredAnswers:
    """The answers about one paper, checked one after the other."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.checks = ProposalChecks(study)
        self.meanings: dict[str, CheckedMeaning] = {}
        self.formulas: dict[str, FormulaAssistance] = {}
        self.dropped: list[Dropped] = []
        self.answered = self.proposed = 0

    def take(self, proposals: Proposals, question: Question) -> None:
        """Checks what one answer proposes."""
        self.answered += 1
        self.proposed += proposals.number
        self.dropped += proposals.dropped
        for meaning in map(self.checks.meaning, proposals.meanings):
            if isinstance(meaning, Dropped):
                self.dropped.append(meaning)
            else:
                self.meanings.setdefault(meaning.symbol, meaning)
        found, dropped = self.checks.formula(proposals)
        self.dropped += dropped
        if found != FormulaAssistance():
            self.formulas[question.equation] = found

    def laid_over(self, reading: Reading, shelf: AnswerShelf, questions: int) -> Reading:
        """The reading with the meanings that passed, and the account of all."""
        glossary = self.study.glossary
        instead_of: dict[str, Earlier] = {}
        annotations = []
        for one in reading.annotations:
            told = self.meanings.get(one.symbol.latex)
            if told is None or not is_open(one):
                annotations.append(one)
                continue
            if one.meaning and fold_name(one.meaning) != fold_name(told.meaning):
                instead_of[one.symbol.latex] = Earlier(one.status, one.meaning)
            links = self._links(told, glossary) or _kept(one, told)
            annotations.append(as_model_says(one, told.meaning, told.quote.text, told.quote.span, links))
        concepts = concepts_of(tuple(annotations))
        dropped = Counter(each.reason for each in self.dropped)
        return replace(
            reading,
            annotations=tuple(annotations),
            concepts=concepts,
            path=follow(glossary, reading.context.course, concepts),
            assistance=Assistance(
                shelf.name, shelf.fingerprint(), questions, self.answered, self.proposed,
                self.proposed - len(self.dropped), dict(sorted(dropped.items())), self.formulas, instead_of,
            ),
        )  # fmt: skip

    def _links(self, told: CheckedMeaning, glossary: Glossary) -> tuple[ConceptLink, ...]:
        """The concept that the model named, else the one that its words name."""
        concept = told.concept
        if not concept:
            naming = self.study.evidence.name_concept(told.meaning)
            concept = naming.concept if naming is not None and tells(naming.words) else ""
        return (tie_of_model(concept),) if concept in glossary else ()


def _kept(annotation: Annotation, told: CheckedMeaning) -> tuple[ConceptLink, ...]:
    """The ties of before, where what they were called is still said."""
    meaning = annotation.meaning
    return annotation.links if meaning and is_borne(meaning, f"{told.meaning} {told.quote.text}") else ()
