"""A formula's run -> what ``tezawari run`` prints, and a row for pages: inputs, the value of each part, results."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.exporters.markdown import without_bookkeeping
from reader.formula.running.distributions import ANY
from reader.formula.running.javascript_code import function_code
from reader.formula.running.ranges import ANYTHING
from reader.formula.running.refusal import Refusal
from reader.messages import sentences

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.formula.running.plan import Input, Step
    from reader.formula.running.run import Comparison, Run
    from reader.meaning.running import Offer
    from reader.messages import Language
    from reader.model import Equation

DIGITS = 3
LONGEST = 70
UNWRITTEN = {ANYTHING: "letter-draw", ANY: "letter-outcome"}


say = sentences("running")


def refusal_text(refusal: Refusal, language: Language) -> str:
    """One sentence: what keeps the formula from running."""
    return say(refusal.reason, language, part=refusal.part)


def refused_row(refusal: Refusal, language: Language) -> dict[str, Any]:
    """A formula that does not run, in the same form."""
    nothing: dict[str, Any] = {"sizes": {}, "inputs": [], "steps": [], "results": [], "javascript": None}
    return {"refused": refusal_text(refusal, language), **nothing}


def run_row(done: Run, language: Language, equation: Equation, given: Mapping[str, Equation]) -> dict[str, Any]:
    """The run of an equation as plain data: values are nested lists, ``javascript`` is what computes them again.

    Numbers that JSON does not have are words: ``Infinity``, ``-Infinity``, ``NaN``.
    """
    return {
        "refused": None,
        "sizes": dict(done.plan.sizes),
        "inputs": [
            {"latex": each.latex, "sizes": list(each.sizes), "domain": each.domain,
             "why": why(each, language, giving(each, equation, given)),
             "normalised": list(each.normalised), "fixed": each.fixed is not None, "value": value}
            for each, value in zip(done.plan.inputs, done.inputs, strict=True)
        ],
        "steps": [_step_row(step, done) for step in done.plan.steps],
        "results": [{**_step_row(step, done), "name": name}
                    for step, name in zip(done.plan.results, done.plan.names, strict=True)],
        "javascript": function_code(done.plan),
    }  # fmt: skip


def _step_row(step: Step, done: Run) -> dict[str, Any]:
    return {
        "latex": step.latex, "start": step.start, "end": step.end, "at": step.value, "axes": list(step.axes),
        "shape": list(step.shape), "value": in_json(done.of(step).tolist()),
    }  # fmt: skip


def in_json(value: Any) -> Any:
    if isinstance(value, list):
        return [in_json(each) for each in value]
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def why(each: Input, language: Language, given: Equation | None = None) -> str:
    """What an input was taken for, and why; ``given`` is the formula of the paper that says what it is."""
    kind = say(f"domain-{each.domain}", language)
    ground = say("input-why", language, kind=kind, ground=say(each.why, language))
    if given is None or each.fixed is not None:
        return ground
    if given.number:
        return say("input-made-up", language, why=ground, number=given.number)
    return say("input-made-up-unnumbered", language, why=ground)


def giving(each: Input, equation: Equation, given: Mapping[str, Equation]) -> Equation | None:
    """The other formula of the paper that says what an input is, or the function whose value is put in."""
    name = each.latex.partition("(")[0] if each.latex.endswith(")") else each.latex
    found = given.get(name)
    return None if found is None or found.formula.expanded == equation.formula.expanded else found


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
    yield _table(
        ("column-input", "column-kind", "column-value"),
        [(each.latex, why(each, language, giving(each, equation, given)), shown(value))
         for each, value in zip(done.plan.inputs, done.inputs, strict=True)],
        language,
    )  # fmt: skip
    yield _table(
        ("column-part", "column-shape", "column-value"),
        [(cut(step.latex), shape(step, language), shown(done.of(step).tolist())) for step in done.plan.steps],
        language,
    )
    for step, name in zip(done.plan.results, done.plan.names, strict=True):
        value = shown(done.of(step).tolist())
        yield Text(f"{cut(name or step.latex)} = {value}", style="bold")


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
    yield _table(("column-part", "column-before", "column-after"), rows, language)


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


def shape(step: Step, language: Language) -> str:
    """``3 × 4``; with letters that it runs over: ``2 for each i``."""
    own = " × ".join(map(str, step.shape)) if step.shape else say("one-number", language)
    letters = ", ".join(letter(axis, language) for axis in step.axes)
    return say("for-each", language, shape=own, letters=letters) if step.axes else own


def letter(axis: str, language: Language) -> str:
    """What a part runs over; a word where the author has no letter for it."""
    return say(UNWRITTEN[axis], language) if axis in UNWRITTEN else axis


def shown(value: Any) -> str:
    """Numbers with three digits, rows in brackets."""
    if isinstance(value, list):
        return "[" + ", ".join(map(shown, value)) + "]"
    rounded = round(float(value), DIGITS)
    return str(int(rounded)) if rounded.is_integer() and abs(rounded) < 1e15 else str(rounded)


def cut(latex: str) -> str:
    return latex if len(latex) <= LONGEST else latex[: LONGEST - 1] + "…"


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], language: Language) -> RenderableType:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        drawn.add_column(say(column, language), overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text, row))
    return drawn
