"""Reading -> what ``tezawari show --steps`` prints: what a formula is for, and its steps with the part of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from reader.output.terminal.purpose import purpose_lines
from reader.output.typesetting.display_latex import display
from reader.output.typesetting.quotation import Quotations, plain_prose, split_prose
from reader.study.walkthrough.pen import boxes_as
from reader.study.walkthrough.steps import steps_in

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.study import Study
    from reader.study.walkthrough.steps import Step


def steps_view(study: Study, language: Language, equation: str | None = None) -> Iterator[RenderableType]:
    """The steps through the displayed formulas, or through the one with this id."""
    quotations = Quotations.in_document(study.document)
    for each in study.document.equations:
        if each.id == equation or (equation is None and each.display):
            yield Panel(Text(display(each.formula.expanded)), title=_title(each), title_align="left")
            yield from purpose_lines(study, each, quotations, language)
            for number, step in enumerate(steps_in(each, study), 1):
                yield from step_lines(number, step, language)


def step_lines(number: int, step: Step, language: Language) -> Iterator[RenderableType]:
    """The sentence; the whole formula stands above already."""
    yield Padding(Text.assemble((f"{number}. ", "bold"), written(step.text[language])), (0, 0, 0, 2))


def written(text: str) -> str:
    """A sentence in plain characters; ``[1]`` is the first box."""
    return plain_prose(list(split_prose(boxes_as(text, lambda number: rf"\text{{[{number}]}}"))))


def _title(equation: Equation) -> Text:
    return Text(f"({equation.number})" if equation.number else equation.id)
