"""Reading -> a Jupyter notebook (nbformat 4.5) of the formulas that run on numbers, with sliders.

It needs NumPy, and ipywidgets for the sliders; nothing of this program. Without ipywidgets the values are printed once.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import reader
from reader.formula.semantics.printer import meaning_latex
from reader.limits.watch import spare
from reader.output.rows.sheets import Sheet, Sheets, SheetSymbol, credits_of, say
from reader.output.typesetting.markdown_text import inline, plain
from reader.output.typesetting.marked_latex import marked_display
from reader.output.typesetting.portable_latex import portable
from reader.output.typesetting.run_sentences import giving, why
from reader.study.evaluation.attempts import numbers_for
from reader.study.evaluation.code.readable_code import Writer, readable_code
from reader.study.evaluation.matrices.drawn import DRAWN
from reader.study.evaluation.planning.run import Run, run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import attempt_at

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.output.rows.row import Row
    from reader.output.rows.sheets import Prose
    from reader.study.evaluation.inputs import Nested
    from reader.study.evaluation.plan import Input
    from reader.study.study import Study

WHOLES = frozenset({"rank", *DRAWN})  # lists and matrices of which no entry moves alone
STEPS = 100  # of the slider of a number that is too small for the usual ones
HELPERS = '''import numpy as np

try:
    import ipywidgets
except ImportError:  # {no_sliders}
    ipywidgets = None


def told(value):
    return np.array2string(np.asarray(value), precision=4, suppress_small=True)


def explore(formula, inputs, names, sliders):
    """Compute a formula; a slider moves a number, and the values at the beginning stay beside the new ones."""

    def computed(values):
        found = formula(**values)
        return found if isinstance(found, tuple) else (found,)

    before = computed(inputs)

    def show(**moved):
        values = {{name: np.array(value, dtype=float) for name, value in inputs.items()}}
        for key, number in moved.items():
            name, place = sliders[key][:2]
            values[name][tuple(place)] = number
        for name, now, then in zip(names, computed(values), before):
            print(name, "=", told(now))
            if not np.array_equal(now, then, equal_nan=True):
                print("    {at_first}", told(then))

    if ipywidgets is None or not sliders:
        return show()
    made = {{
        key: ipywidgets.FloatSlider(value=value, min=low, max=high, step=step, description=key, readout_format=".4g")
        for key, (_, _, value, low, high, step) in sliders.items()
    }}
    ipywidgets.interact(show, **made)
'''


def export(study: Study, language: Language = "en") -> str:
    """The notebook as JSON. Its formulas are in the paper's order."""
    cells = list(_cells(study, language))
    row = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(row, ensure_ascii=False, indent=1) + "\n"


def _cells(study: Study, language: Language) -> Iterator[Row]:
    whose = credits_of(study, language)
    told = [_formula(sheet, equation, study, language) for sheet in Sheets(study, language).all()
            for equation in sheet.rows]  # fmt: skip
    running = [pair for pair in told if pair is not None]
    made = say("made-by", language, version=reader.__version__)
    address = f"<{whose.address}>" if whose.address else ""
    how = say("notebook-how" if running else "notebook-empty", language, count=len(running), of=len(told))
    lines = [f"# {plain(whose.title)}", *(f"{plain(line)}  " for line in whose.lines), address, plain(made), how]
    yield _markdown("title", "\n\n".join(line for line in lines if line))
    if running:
        words = {"no_sliders": say("notebook-no-sliders", language), "at_first": say("notebook-at-first", language)}
        yield _code("helpers", HELPERS.format(**words))
    for pair in running:
        yield from pair


def _formula(sheet: Sheet, equation: Equation, study: Study, language: Language) -> tuple[Row, Row] | None:
    """What is said of a formula and its code; None where it does not run."""

    done = spare("run", equation, None, _run, equation, study)
    if done is None:
        return None
    text = "\n\n".join(_told(sheet, equation, *done, study, language))
    return _markdown(equation.id, text), _code(f"{equation.id}-run", _program(done[1]))


def _run(equation: Equation, study: Study) -> tuple[str | None, Run] | None:
    """What runs of a formula on the first numbers on which it has a value; the LaTeX of the part, None of all of it."""
    try:
        made = attempt_at(equation, study)
        done = run_plan(made.trial.plan, next(numbers_for(made.trial.plan)))
    except Refusal:
        return None
    return None if made.whole else meaning_latex(made.part), done


# --- what is said ----------------------------------------------------------------------------------------------------


def _told(
    sheet: Sheet, equation: Equation, part: str | None, done: Run, study: Study, language: Language
) -> Iterator[str]:
    yield f"## {plain(sheet.heading)}"
    whole = marked_display([equation], {})
    yield f"$$\n{whole}\n$$" if whole is not None else f"`{plain(equation.formula.latex)}`"
    if sheet.purpose:
        yield prose_text(sheet.purpose)
    if part is not None:
        yield say("notebook-part", language, part=inline(portable(part)))
    symbols = {symbol.latex: symbol for symbol in sheet.symbols}
    writer = Writer(done.plan)
    rows = [_input(each, name, symbols, equation, study, language)
            for each, name in zip(done.plan.inputs, writer.parameters, strict=True)]  # fmt: skip
    if rows:
        heads = [say(f"notebook-column-{key}", language) for key in ("name", "symbol", "meaning", "numbers")]
        yield "\n".join(["| " + " | ".join(heads) + " |", "|---|---|---|---|", *rows])


def _input(
    each: Input, name: str, symbols: Mapping[str, SheetSymbol], equation: Equation, study: Study, language: Language
) -> str:
    symbol = symbols.get(each.latex) or symbols.get(each.latex.partition("(")[0])  # a value of a function
    meaning = f"{prose_text(symbol.meaning)} ({plain(symbol.known)})" if symbol is not None else ""
    reason = plain(why(each, language, giving(each, equation, study.given)))
    cells = (f"`{name}`", inline(portable(each.latex)), meaning, reason)
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def prose_text(parts: Prose) -> str:
    """Prose as Markdown."""
    return "".join(plain(f"x{part['text']}x")[1:-1] if "text" in part else inline(portable(part["latex"]))
                   for part in parts)  # fmt: skip


# --- what is run -----------------------------------------------------------------------------------------------------


def _program(done: Run) -> str:
    lines = [str(line) for line in readable_code(done.plan)][3:]  # without the import and its blank lines
    parameters = Writer(done.plan).parameters
    title = lines[0].removeprefix("def ").partition("(")[0]
    given = [f"    {name!r}: {_number(value)}," for name, value in zip(parameters, done.inputs, strict=True)]
    names = [name or step.latex for name, step in zip(done.plan.names, done.plan.results, strict=True)]
    shown = [" ".join(name.split()) for name in names]
    sliders = [f"    {key!r}: {_tuple(row)}," for key, row in _sliders(done, parameters)]
    return "\n".join([*lines, "", "", "inputs = {", *given, "}", "sliders = {", *sliders, "}",
                      f"explore({title}, inputs, {shown!r}, sliders)"])  # fmt: skip


def _sliders(done: Run, parameters: list[str]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """By its label the input, the place in it, the number at first, the ends and the step."""
    for each, name, value in zip(done.plan.inputs, parameters, done.inputs, strict=True):
        if each.fixed is not None or each.normalised or each.domain in WHOLES or 0 in each.sizes:
            continue  # a share, a rank or an entry alone would break what the others of its list are
        place = [0] * len(each.sizes)
        first = first_of(value)
        if not math.isfinite(first):
            continue
        low, high, step = slider_range(each.domain, first)
        label = f"{name}[{', '.join(map(str, place))}]" if place else name
        yield label, (name, place, first, low, high, step)


def slider_range(domain: str, value: float) -> tuple[float, float, float]:
    """The ends of a slider and its step: those of the page, which are in ``reader/frontend/core/program.mjs``.

    Finer for a number that is too small for them, since none can be typed here.
    """
    far, size = max(4.0, 2 * abs(value)), abs(value)
    spans = {
        "positive": (0.05, far, 0.05),
        "nonnegative": (0.0, far, 0.05),
        "nonpositive": (-far, 0.0, 0.05),
        "unit": (0.0, 1.0, 0.01),
        "share": (0.0, 1.0, 0.01),
        "fraction": (0.0, 1.0, 0.01),
        "signed-unit": (-1.0, 1.0, 0.01),
        "above-one": (1.0, far, 0.05),
        "binary": (0.0, 1.0, 1.0),
        "sign": (-1.0, 1.0, 2.0),
        "natural": (1.0, max(8.0, 2 * value), 1.0),
        "index": (1.0, max(8.0, 2 * value), 1.0),
        "integer": (-far, far, 1.0),
    }
    low, high, step = spans.get(domain, (-far, far, 0.05))
    if 0 < size < step / 10:
        low, high = -4 * size if low < 0 else size / 4 if low > 0 else 0.0, 4 * size
        step = (high - low) / STEPS
    return min(low, value), max(high, value), step


def first_of(value: Nested) -> float:
    while isinstance(value, list):
        value = value[0]
    return float(value)


def _number(value: Nested) -> str:
    """Nested lists and numbers as NumPy takes them."""
    if isinstance(value, list):
        return f"np.array({value!r})"
    return repr(value) if math.isfinite(value) else f"float({str(value)!r})"


def _tuple(row: tuple[Any, ...]) -> str:
    name, place, *numbers = row
    return f"({name!r}, {tuple(place)!r}, {', '.join(f'{number:.6g}' for number in numbers)})"


# --- cells -----------------------------------------------------------------------------------------------------------


def _markdown(key: str, text: str) -> Row:
    return {"cell_type": "markdown", "id": key[:64], "metadata": {}, "source": _lines(text)}


def _code(key: str, text: str) -> Row:
    return {"cell_type": "code", "id": key[:64], "metadata": {}, "execution_count": None, "outputs": [],
            "source": _lines(text)}  # fmt: skip


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
