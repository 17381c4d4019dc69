"""A model asked about one formula, because a reader wants to know a symbol of it: the question, and what is kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.assistant.answers import proposals_in
from reader.assistant.checks import ProposalChecks
from reader.assistant.keeping import keep_meaning
from reader.assistant.proposals import Dropped
from reader.assistant.questions import Question, Questions, is_open, may_be_told
from reader.limits.watch import watching

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.study.study import Study

SILENT: Final = "answered-silent"
KNOWN: Final = "answered-known"


class KeptAnswer(NamedTuple):
    """Why nothing is kept of the symbol that was asked about, the key of a message, "" where something is; and whether
    something is kept of ``others``."""

    why: str
    others: bool


class FormulaAsking:
    """What may be asked about the symbols of one paper, one formula at a time."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._displayed = {each.id: each for each in study.document.equations if each.display}
        self._open = {
            each.symbol.id: each
            for each in study.reading.annotations
            if may_be_told(each) and is_open(each) and self._formula_of(each) is not None
        }

    @cached_property
    def _questions(self) -> Questions:
        return Questions(self.study)

    def askable(self) -> list[str]:
        """The ids of the symbols that are worth a question, and stand in a displayed formula."""
        return list(self._open)

    def question(self, symbol: str, equation: str) -> Question | None:
        """The question about the formula where the symbol was met, else about the first that shows it."""
        annotation = self._open.get(symbol)
        formula = None if annotation is None else self._formula_of(annotation, equation)
        with watching():
            question = None if formula is None else self._questions.about(formula)
        return question if question and annotation and annotation.symbol.latex in question.asked else None

    def keep(self, symbol: str, question: Question, answer: str, language: Language) -> KeptAnswer:
        """Keeps each meaning of an answer that holds, that of this symbol and of others.

        :class:`reader.errors.CorrectionError` where nothing can be written.
        """
        with watching():
            return self._kept(symbol, question, answer, language)

    def _kept(self, symbol: str, question: Question, answer: str, language: Language) -> KeptAnswer:
        checks, proposals = ProposalChecks(self.study), proposals_in(answer, question)
        # Its reader may have said something meanwhile, so that it is open no more.
        wanted = next(each.symbol.latex for each in self.study.reading.annotations if each.symbol.id == symbol)
        why = f"dropped-{proposals.dropped[0].reason}" if proposals.dropped and not proposals.meanings else SILENT
        others = False
        for proposal in proposals.meanings:
            found = checks.meaning(proposal)
            is_wanted = proposal.symbol == wanted
            if isinstance(found, Dropped):
                why = f"dropped-{found.reason}" if is_wanted else why
                continue
            is_kept = keep_meaning(found, checks, language) is not None
            if is_wanted:
                why = "" if is_kept else KNOWN
            else:
                others = others or is_kept
        return KeptAnswer(why, others)

    def _formula_of(self, annotation: Annotation, wanted: str = "") -> Equation | None:
        shown = [each.equation for each in annotation.symbol.occurrences if each.equation in self._displayed]
        if not shown:
            return None
        return self._displayed[wanted if wanted in shown else shown[0]]
