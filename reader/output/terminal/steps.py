"""Reading -> what ``tezawari show --steps`` prints: what a formula is for, and its steps with the part of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from reader.output.terminal.purpose import purpose_lines
from reader.output.typesetting.display_latex import display, without_bookkeeping
from reader.output.typesetting.quotation import Quotations
from reader.study.speech.named_steps import steps_in

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.speech.steps import SpokenStep
    from reader.study.study import Study

LONGEST = 90  # characters of a part


def steps_view(study: Study, language: Language, equation: str | None = None) -> Iterator[RenderableType]:
    """The steps through the displayed formulas, or through the one with this id."""
    quotations = Quotations.in_document(study.document)
    for each in study.document.equations:
        if each.id == equation or (equation is None and each.display):
            yield Panel(Text(display(each.formula.expanded)), title=_title(each), title_align="left")
            yield from purpose_lines(study, each, quotations, language)
            for number, step in enumerate(steps_in(each, study), 1):
                yield from step_lines(number, step, each, language)


def step_lines(number: int, step: SpokenStep, equation: Equation, language: Language) -> Iterator[RenderableType]:
    """The sentence, and below it the part; the whole formula stands above already."""
    yield Padding(Text.assemble((f"{number}. ", "bold"), step.text[language]), (0, 0, 0, 2))
    part = " ".join(without_bookkeeping(equation.formula.expanded[step.start : step.end]).split())
    if step.kind in ("operation", "statement", "result") and part:
        cut = part if len(part) <= LONGEST else part[: LONGEST - 1] + "…"
        yield Padding(Text(cut, style="cyan"), (0, 0, 0, 5))


def _title(equation: Equation) -> Text:
    return Text(f"({equation.number})" if equation.number else equation.id)
