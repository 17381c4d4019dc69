"""A model asked about one formula, because a reader wants to know a symbol of it: the question, and what is kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.assistant.answers import proposals_in
from reader.assistant.checks import ProposalChecks
from reader.assistant.keeping import keep_meaning
from reader.assistant.proposals import Dropped, FormulaAssistance
from reader.assistant.questions import Question, Questions, is_open, may_be_told
from reader.assistant.shelf import read_cached
from reader.assistant.told_formulas import NamedAnswer, keep_told, told_formulas
from reader.limits.watch import watching

if TYPE_CHECKING:
    from reader.assistant.answers import Proposals
    from reader.messages import Language
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.study.study import Study

SILENT: Final = "answered-silent"
KNOWN: Final = "answered-known"
NOTHING: Final = FormulaAssistance()


class KeptAnswer(NamedTuple):
    """What became of an answer.

    ``why`` nothing is kept of the symbol that was asked about is the key of a message, "" where something is;
    ``others`` says that something is kept of other symbols; ``formula`` is the one of which something is shown as a
    whole, or "". ``dropped`` counts what did not hold beside what ``why`` tells.
    """

    why: str
    others: bool
    formula: str
    dropped: int


class FormulaAsking:
    """What may be asked about the symbols of one paper, one formula at a time, and what was told of its formulas."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._displayed = {each.id: each for each in study.document.equations if each.display}
        self._open = {
            each.symbol.id: each
            for each in study.reading.annotations
            if may_be_told(each) and is_open(each) and self._formula_of(each) is not None
        }
        self._questions: dict[bool, Questions] = {}
        self._told: dict[str, FormulaAssistance] = {}

    def askable(self) -> list[str]:
        """The ids of the symbols that are worth a question, and stand in a displayed formula."""
        return list(self._open)

    def question(self, symbol: str, equation: str, *, whole: bool = False) -> Question | None:
        """The question about the formula where the symbol was met, else about the first that shows it.

        ``whole`` sends the text of the paper with it.
        """
        annotation = self._open.get(symbol)
        formula = None if annotation is None else self._formula_of(annotation, equation)
        with watching():
            question = None if formula is None else self._asks(whole).about(formula)
        return question if question and annotation and annotation.symbol.latex in question.asked else None

    def keep(self, symbol: str, question: Question, answer: str, model: str, language: Language) -> KeptAnswer:
        """Keeps what holds of an answer: each meaning, of this symbol and of others, and what is said of the formula.

        :class:`reader.errors.CorrectionError` or :class:`reader.errors.AssistantError` where nothing can be written.
        """
        with watching():
            proposals = proposals_in(answer, question)
            formula, dropped = self._checks.formula(proposals)
            why, others, more_dropped = self._kept(symbol, proposals, language)
            if formula != NOTHING:
                keep_told(self._paper, question.equation, NamedAnswer(model, question.key, question.wants_purpose))
                self._told[question.equation] = formula
            number = len(dropped) + more_dropped + len(proposals.dropped) - why.startswith("dropped-")
            return KeptAnswer(why, others, question.equation if formula != NOTHING else "", number)

    def told(self, equation: Equation) -> FormulaAssistance | None:
        """What holds of the answers that were kept about a formula; None where nobody asked."""
        if equation.id not in self._told:
            named = self._named.get(equation.id)
            answer = read_cached(named.model, named.key) if named is not None else None
            if named is None or answer is None:
                return None
            asked = Question(named.key, equation.id, (), "", named.wants_purpose)
            self._told[equation.id], _ = self._checks.formula(proposals_in(answer, asked))
        return self._told[equation.id]

    def _kept(self, symbol: str, proposals: Proposals, language: Language) -> tuple[str, bool, int]:
        """Why nothing is kept of the symbol, or ""; whether something is of others; how many meanings did not hold."""
        # Its reader may have said something meanwhile, so that it is open no more.
        wanted = next(each.symbol.latex for each in self.study.reading.annotations if each.symbol.id == symbol)
        why = f"dropped-{proposals.dropped[0].reason}" if proposals.dropped and not proposals.meanings else SILENT
        others, dropped = False, 0
        for proposal in proposals.meanings:
            found = self._checks.meaning(proposal)
            is_wanted = proposal.symbol == wanted
            if isinstance(found, Dropped):
                why, dropped = f"dropped-{found.reason}" if is_wanted else why, dropped + 1
                continue
            is_kept = keep_meaning(found, self._checks, language) is not None
            if is_wanted:
                why = "" if is_kept else KNOWN
            else:
                others = others or is_kept
        return why, others, dropped

    def _asks(self, whole: bool) -> Questions:
        if whole not in self._questions:
            self._questions[whole] = Questions(self.study, whole=whole)
        return self._questions[whole]

    @cached_property
    def _checks(self) -> ProposalChecks:
        return ProposalChecks(self.study)

    @cached_property
    def _named(self) -> dict[str, NamedAnswer]:
        return dict(told_formulas(self._paper))

    @property
    def _paper(self) -> str:
        return self.study.reading.bundle.digest

    def _formula_of(self, annotation: Annotation, wanted: str = "") -> Equation | None:
        shown = [each.equation for each in annotation.symbol.occurrences if each.equation in self._displayed]
        if not shown:
            return None
        return self._displayed[wanted if wanted in shown else shown[0]]
