"""What a reading process of the app does: it has one paper before it, reads and draws it, and answers about it.

Imported in that process, and therefore without Streamlit. ``reader.web.papers.desks`` is where it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal

from reader.web.papers import library_access as remembered
from reader.web.papers import page_cache as pages
from reader.web.papers import papers
from reader.web.papers.papers import DrawnPaper, Source

if TYPE_CHECKING:
    from reader.assistant.formula_asking import KeptAnswer
    from reader.assistant.questions import Question
    from reader.batch.worker import Tell
    from reader.messages import Language
    from reader.model.context import Context
    from reader.model.source import Paper
    from reader.pipeline import OpenedPaper
    from reader.user.context import ContextChoice

NEEDED: Final = (
    "reader.pipeline",
    "reader.output.page.payload",
    "reader.output.page.on_demand",
    "reader.library.adding",
)
Drawn = tuple[str, str, str]  # key, name and drawing of a paper


class NotHere(Exception):
    """The paper that is asked about does not lie at this desk."""


@dataclass(frozen=True, slots=True)
class DeskQuestion:
    """What is wanted, and of what."""

    act: Literal["prepare", "look_over", "fetch", "draw", "hold", "piece", "question", "keep", "export"]
    arguments: tuple[Any, ...] = ()


class PaperDesk:
    """Answers about the paper that lies before it. ``mark`` tells papers apart, and pages of another glossary."""

    def __init__(self) -> None:
        self._paper: DrawnPaper | None = None
        self._opened: tuple[OpenedPaper, Context] | None = None
        self._mark = ""

    def __call__(self, question: DeskQuestion, tell: Tell) -> Any:
        try:
            return getattr(self, question.act)(tell, *question.arguments)
        finally:
            for notice in remembered.notices():
                tell(notice)

    def prepare(self, tell: Tell) -> None:
        """Imports what reading needs."""
        for each in NEEDED:
            import_module(each)

    def look_over(self, tell: Tell, seconds: float) -> None:
        """Looks for damage in the library."""
        remembered.look_over(seconds)

    def fetch(self, tell: Tell, source: Source, choice: ContextChoice, offline: bool) -> Drawn | None:
        """Opens a source; the paper, where it need not be read."""
        context = choice.load()
        self._paper, self._opened = papers.kept_paper(source, context), None
        if self._paper is None:
            self._opened = papers.open_source(source, lambda *stage: tell(stage), offline=offline), context
            return None
        return self._drawn(self._paper, context)

    def draw(self, tell: Tell) -> Drawn:
        """Reads and draws what was opened, with what held then."""
        assert self._opened is not None
        (opened, context), self._opened = self._opened, None
        self._paper = papers.draw_paper(opened, context, lambda *stage: tell(stage))
        _ = self._paper.supply  # which is at hand
        return self._drawn(self._paper, context)

    def hold(self, tell: Tell, mark: str, key: str, source: Source, choice: ContextChoice) -> None:
        """Reads a paper that was drawn before, unless it lies here."""
        if self._mark != mark or self._paper is None:
            context = choice.load()
            self._paper = DrawnPaper(key, papers.file_name(key), "", lambda: papers.supply_again(source, context))
        self._mark = mark
        _ = self._paper.supply

    def piece(self, tell: Tell, mark: str, kind: str, name: str) -> Any:
        """What the page asks for (``reader.output.page.on_demand``)."""
        return self._held(mark).supply.piece(kind, name)

    def question(self, tell: Tell, mark: str, symbol: str, equation: str, whole: bool) -> tuple[Question, Paper] | None:
        """What a model would be asked about a symbol, and the paper that it is of; None where there is nothing."""
        supply = self._held(mark).supply
        question = supply.asking.question(symbol, equation, whole=whole)
        return None if question is None else (question, supply.study.reading.paper)

    def keep(
        self, tell: Tell, mark: str, symbol: str, question: Question, answer: str, model: str, language: Language
    ) -> KeptAnswer:
        """Keeps what holds of a model's answer."""
        return self._held(mark).supply.asking.keep(symbol, question, answer, model, language)

    def export(self, tell: Tell, mark: str, form: str, language: Language) -> str | bytes:
        """The paper to take along."""
        from reader.output.exporters.registry import write_study

        return write_study(self._held(mark).supply.study, form, language)

    def _held(self, mark: str) -> DrawnPaper:
        if self._paper is None or self._mark != mark or not self._paper.is_read:
            raise NotHere
        return self._paper

    def _drawn(self, paper: DrawnPaper, context: Context) -> Drawn:
        self._mark = mark_of(paper.key, pages.stamp(context))
        return paper.key, paper.name, paper.drawing


def mark_of(key: str, stamp: str) -> str:
    """A paper as it is explained now."""
    return f"{key} {stamp}"
