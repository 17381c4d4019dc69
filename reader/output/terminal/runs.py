"""A formula's run for the terminal: inputs, the value of each part, results, and two runs beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.output.typesetting.display_latex import without_bookkeeping
from reader.output.typesetting.run_sentences import course_text, giving, say, shape, watch_text, why
from reader.study.moving.followed import course_of
from reader.study.moving.watched import turn_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.evaluation.plan import PlanStep
    from reader.study.evaluation.planning.run import Comparison, Run
    from reader.study.runs import Offer


DIGITS = 3
MOST_NUMBERS, MOST_BESIDE = 24, 3  # of an array that is printed in full; of each row of a larger one
LONGEST = 70


def run_view(
    equation: Equation, done: Run, language: Language, given: Mapping[str, Equation]
) -> Iterator[RenderableType]:
    """The formula, what was put in, every part from the leaves to the result. ``given`` are the formulas of the paper
    that say what symbols are."""
    from rich.panel import Panel
    from rich.text import Text

    latex = " ".join(without_bookkeeping(equation.formula.expanded).split())
    yield Panel(Text(latex), title=f"({equation.number})" if equation.number else None, title_align="left")
    if done.plan.sizes:
        sizes = ", ".join(f"{name} = {size}" for name, size in done.plan.sizes.items())
        yield Text(say("sizes", language, sizes=sizes), style="dim")
    for _, _, _, condition in done.plan.conditions:
        yield Text(say("holds-where", language, part=condition), style="dim")
    yield _table(
        headed(language, "column-input", "column-kind", "column-value"),
        [(each.latex, why(each, language, giving(each, equation, given)), shown(value))
         for each, value in zip(done.plan.inputs, done.inputs, strict=True)],
    )  # fmt: skip
    yield _table(
        headed(language, "column-part", "column-shape", "column-value"),
        [(cut(step.latex), shape(step, language), shown(done.of(step).tolist())) for step in done.plan.steps],
    )
    for step, name in zip(done.plan.results, done.plan.names, strict=True):
        value = shown(done.of(step).tolist())
        yield Text(f"{cut(name or step.latex)} = {value}{spread(step, done)}", style="bold")
    yield from ways_view(done, language)


def ways_view(done: Run, language: Language) -> Iterator[RenderableType]:
    """What comes out at a few places of one number, and what to watch there."""
    from rich.text import Text

    turn = turn_of(done.plan, done.inputs)
    course = course_of(done.plan, done.inputs, turn)
    if course is not None:
        rows = [(f"{place:.3g}", shown(list(result) if course.entry else result[0])) for place, result in course.shown]
        yield _table((course.part, say("column-result", language)), rows)
    text = course_text(course, language, course.part) if course is not None else ""
    if not text and turn is not None:
        text = watch_text(turn, language, turn.part, turn.other)
    if text:
        yield Text(text)


def spread(step: PlanStep, done: Run) -> str:
    """How far the draws lie from a mean that is one number; "" for all else."""
    draws = done.plan.draws_of(step.value)
    if draws is None or done.of(step).shape:
        return ""
    return f" ± {shown(float(done.values[draws[0]].std()))}"


def comparison_view(
    equation: Equation, offer: Offer, found: Comparison, language: Language
) -> Iterator[RenderableType]:
    """Both formulas, what to look at, and every part that comes out differently."""
    from rich.panel import Panel
    from rich.text import Text

    latex = " ".join(without_bookkeeping(equation.formula.expanded).split())
    yield Panel(Text(latex), title=f"({equation.number})" if equation.number else None, title_align="left")
    key = "without" if offer.alternative is None else "instead"
    yield Panel(Text(found.formula), title=say(key, language, part=offer.part), title_align="left")
    if offer.alternative is not None:
        yield Text(say("named-by-author", language, sentence=offer.alternative.sentence), style="italic")
    removal = offer.block.block.when_removed if offer.block is not None else None
    if removal is not None:
        yield Text(removal.text[language], style="italic")
    rows = [(cut(name), shown(a), shown(b)) for name, a, b in differences(found)]
    yield _table(headed(language, "column-part", "column-before", "column-after"), rows)


def differences(found: Comparison) -> Iterator[tuple[str, Any, Any]]:
    """Parts that both runs have and that differ, and the results, with both values."""
    after = {step.latex: found.after.of(step).tolist() for step in found.after.plan.steps}
    for step in found.before.plan.steps:
        value = found.before.of(step).tolist()
        if step.latex in after and after[step.latex] != value:
            yield step.latex, value, after[step.latex]
    results = zip(found.before.plan.results, found.after.plan.results, found.before.plan.names, strict=True)
    for before, later, name in results:
        yield name or before.latex, found.before.of(before).tolist(), found.after.of(later).tolist()


def shown(value: Any) -> str:
    """A number with three digits, a small one by its power of ten; rows in brackets, where what is small is 0."""
    if isinstance(value, list):
        return listed(value, MOST_BESIDE if count_of(value) > MOST_NUMBERS else MOST_NUMBERS)
    rounded = round(float(value), DIGITS)
    if 0 < abs(value) < 10**-DIGITS:
        return f"{value:.1e}"
    return str(int(rounded)) if rounded.is_integer() and abs(rounded) < 1e15 else str(rounded)


def listed(value: list[Any], most: int) -> str:
    """An array, at most so many of each row."""
    found = [listed(each, most) if isinstance(each, list) else shown(each) for each in _rounded(value)]
    return "[" + ", ".join(found[:most] + ["…"] * (len(found) > most)) + "]"


def count_of(value: Any) -> int:
    return sum(map(count_of, value)) if isinstance(value, list) else 1


def _rounded(row: list[Any]) -> list[Any]:
    return [each if isinstance(each, list) else round(float(each), DIGITS) for each in row]


def cut(latex: str) -> str:
    return latex if len(latex) <= LONGEST else latex[: LONGEST - 1] + "…"


def headed(language: Language, *keys: str) -> tuple[str, ...]:
    return tuple(say(each, language) for each in keys)


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> RenderableType:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        drawn.add_column(Text(column), overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text, row))
    return drawn
