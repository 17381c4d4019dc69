"""A living formula for the terminal: its lines, what goes in, what comes out, and what happens in the things to try."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.messages import sentences
from reader.output.living.figures import percent, spelled
from reader.output.living.value_tables import value_lines
from reader.output.page.bench_runs import what_is_left
from reader.output.terminal.prose import Prose
from reader.study.living.claims import tried
from reader.study.living.planned import read_as

if TYPE_CHECKING:
    from rich.console import RenderableType

    from glossary.living.model import LivingInput, LivingResult
    from reader.messages import Language
    from reader.study.evaluation.inputs import Nested
    from reader.study.living.claims import ToldNumber, Tried
    from reader.study.living.planned import PlannedLiving

say = sentences("living")
say_of_runs = sentences("running")
FUNCTIONS = r"(log|tanh|cos|sin|softmax)"
UNFLAT = re.compile(rf"\\begin\{{|\\{FUNCTIONS}\s*\\frac")
BEFORE, AFTER = re.compile(rf"(?<=[^\W\d_]){FUNCTIONS}"), re.compile(rf"(?<![^\W\d_]){FUNCTIONS}(?=[^\W\d_])")


def living_view(
    living: PlannedLiving, values: Sequence[Nested], switch: int | None, language: Language
) -> Iterator[RenderableType]:
    """The formula on these numbers; its things to try only where none were put in."""
    from rich.panel import Panel
    from rich.text import Text

    row = living.row
    yield Panel(Text("\n".join(map(in_letters, row.formula))), title=row.name[language], title_align="left")
    if switch is not None:
        offer = living.switched[switch][0]
        title = say_of_runs("without", language, part=read_as(offer.part))
        yield Panel(Text(in_letters(what_is_left(offer, living.plan))), title=title, title_align="left")
    yield Prose(plain(row.watch[language]))
    named = {k: row.inputs[place] for k, place in enumerate(living.given) if place is not None}
    for k, value in enumerate(values):
        if k in named:
            yield Text(
                "\n".join(_told_value(living, living.plan.inputs[k].latex, value, named[k], language)), style="dim"
            )
    run = living.run(values) if switch is None else living.run_without(switch, values)
    said = {living.part(each.of): each for each in row.results}
    numberless = False
    for k, (name, step) in enumerate(zip(run.plan.names, run.plan.results, strict=True)):
        value = run.of(step).tolist()
        numberless = numberless or "nan" in str(value)
        lines = _told_value(living, name or step.latex, value, said.get(("result", k)), language)
        yield Text("\n".join(lines), style="bold")
    if numberless:
        yield Prose(say("no-number", language))
    if switch is None and tuple(values) == tuple(living.values):
        yield Text(f"\n{say('to-try', language)}", style="bold")
        for one in tried(living):
            yield Prose(f"· {plain(one.one.do[language])}")
            yield Prose(told(one, language), indent="  ")


def _told_value(
    living: PlannedLiving, latex: str, value: Nested, said: LivingInput | LivingResult | None, language: Language
) -> Iterator[str]:
    """A value with its name, and the names of its rows and columns."""
    labels = living.row.labels
    rows, columns = (
        labels.get(name, {}).get(language, ()) for name in ((said.rows, said.columns) if said else ("", ""))
    )
    yield from value_lines(read_as(latex), value, said.name.get(language, "") if said else "", rows, columns)


def told(one: Tried, language: Language) -> str:
    """What happened, with its numbers."""
    text = one.one.says[language]
    for number in one.told:
        text = text.replace(f"{{{number.read.id}}}", figure(number, number.value))
        text = text.replace(f"{{{number.read.id}-was}}", figure(number, number.was))
    return plain(text)


def figure(number: ToldNumber, value: float) -> str:
    if number.read.percent:
        return percent(value)
    return spelled(value, in_full=True)


def in_letters(latex: str) -> str:
    """A line in plain letters, a function's name with blanks around it. A table and a function of a fraction stay as
    they are written, for in one line of letters they would be read wrongly.
    """
    return latex if UNFLAT.search(latex) else AFTER.sub(r"\1 ", BEFORE.sub(r" \1", read_as(latex)))


def plain(text: str) -> str:
    """A text with its formulas as plain letters."""
    return re.sub(r"\$([^$]*)\$", lambda formula: read_as(formula[1]), text)
