"""A living formula for the terminal: its lines, what goes in, what comes out, and what happens in the things to try."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.formula.syntax.plain import plain_formula
from reader.messages import sentences
from reader.output.terminal.runs import shown
from reader.study.living.claims import tried

if TYPE_CHECKING:
    from rich.console import RenderableType

    from glossary.living.model import LivingInput, LivingResult
    from reader.messages import Language
    from reader.study.evaluation.inputs import Nested
    from reader.study.living.claims import ToldNumber, Tried
    from reader.study.living.planned import PlannedLiving

say = sentences("living")
WIDTH = 4  # of figures that are told


def living_view(
    living: PlannedLiving, values: Sequence[Nested], switch: int | None, language: Language
) -> Iterator[RenderableType]:
    """The formula on these numbers; its things to try only where none were put in."""
    from rich.panel import Panel
    from rich.text import Text

    row = living.row
    yield Panel(Text("\n".join(row.formula)), title=row.name[language], title_align="left")
    yield Text(plain(row.watch[language]))
    named = {k: row.inputs[place] for k, place in enumerate(living.given) if place is not None}
    for k, value in enumerate(values):
        if k in named:
            yield Text(f"  {living.plan.inputs[k].latex} = {shown(value)}  {named_as(named[k], language)}", style="dim")
    run = living.run(values) if switch is None else living.run_without(switch, values)
    said = {living.part(each.of): each for each in row.results}
    for k, (name, step) in enumerate(zip(run.plan.names, run.plan.results, strict=True)):
        result = said.get(("result", k))
        label = f"  {named_as(result, language)}" if result is not None else ""
        yield Text(f"  {name or step.latex} = {shown(run.of(step).tolist())}{label}", style="bold")
    if switch is None and tuple(values) == tuple(living.values):
        yield Text(f"\n{say('to-try', language)}", style="bold")
        for one in tried(living):
            yield Text(f"· {plain(one.one.do[language])}\n  {told(one, language)}")


def named_as(part: LivingInput | LivingResult, language: Language) -> str:
    return part.name.get(language, "")


def told(one: Tried, language: Language) -> str:
    """What happened, with its numbers."""
    text = one.one.says[language]
    for number in one.told:
        text = text.replace(f"{{{number.read.id}}}", figure(number, number.value))
        text = text.replace(f"{{{number.read.id}-was}}", figure(number, number.was))
    return plain(text)


def figure(number: ToldNumber, value: float) -> str:
    if number.read.percent:
        share = 100 * value
        return f"{share:.1f} %" if 0 < share < 1 or 99 < share < 100 else f"{share:.0f} %"
    return f"{value:.{WIDTH - 1}g}".replace("-", "−")


def plain(text: str) -> str:
    """A text with its formulas as plain letters."""
    return re.sub(r"\$([^$]*)\$", lambda formula: plain_formula(formula[1]), text)
