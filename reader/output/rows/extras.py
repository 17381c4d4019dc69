"""What the JSON has on demand: readings aloud, steps, purposes, SymPy, runs, a course's letters, lines, core samples.

Each costs more than reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.limits.watch import spare
from reader.messages import table
from reader.output.rows.letters import letters_row
from reader.output.rows.purpose import PurposeRows
from reader.output.rows.row import Row
from reader.output.rows.speech import readings_row, skeleton_rows, steps_rows

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.study import Study


def extras_of(study: Study, wanted: Sequence[str], language: Language) -> Callable[[Equation], Row]:
    """What an equation's row has beyond the default, for those of the registry's ``EXTRAS`` that are wanted."""
    _ = study.shapes, study.blocks  # which are of no formula: they do not count as the time of the first
    makers: list[Callable[[Equation], Row]] = []
    if "readings" in wanted:
        makers.append(lambda equation: {"reading": readings_row(equation, study)})
    if "steps" in wanted:
        _ = study.surroundings, study.given
        purposes = PurposeRows(study)
        makers.append(
            lambda each: {
                "steps": steps_rows(each, study),
                "skeleton": skeleton_rows(each, study),
                "purpose": purposes.row(each),
            }
        )
    if "sympy" in wanted:
        makers.append(sympy_rows(study, language))
    if "runs" in wanted:
        makers.append(run_rows(study, language))
    if "letters" in wanted:
        makers.append(lambda equation: {"in_our_letters": letters_row(equation, study, language)})
    if "lines" in wanted:
        makers.append(lines_rows(study))
    if "core" in wanted:
        makers.append(core_rows(study))

    def row(equation: Equation) -> Row:
        rows = (spare("extras", equation, {}, make, equation) for make in makers)
        return {key: value for one in rows for key, value in one.items()}

    return row


# --- SymPy -----------------------------------------------------------------------------------------------------------


def sympy_rows(study: Study, language: Language) -> Callable[[Equation], Row]:
    """``status``, ``code`` and, in words, the ``problem`` of each equation."""
    from reader.study.sympy.assumptions import assumptions_from
    from reader.study.sympy.bridge import conversions

    shapes = study.shapes
    converted = conversions(study.document, shapes.trees.evidence, assumptions_from(shapes.declarations))

    def row(equation: Equation) -> Row:
        conversion = converted[equation.id]
        problem = conversion.problem and table("conversion")[conversion.problem][language]
        return {"sympy": {"status": conversion.status, "code": conversion.code, "problem": problem}}

    return row


# --- runs ------------------------------------------------------------------------------------------------------------


def run_rows(study: Study, language: Language) -> Callable[[Equation], Row]:
    """Each formula on small numbers, or in words why it does not run."""
    from reader.output.rows.runs import refused_row, run_row
    from reader.study.evaluation.refusal import Refusal
    from reader.study.runs import run_equation

    given = study.given

    def row(equation: Equation) -> Row:
        try:
            return {"run": run_row(run_equation(equation, study), language, equation, given)}
        except Refusal as refusal:
            return {"run": refused_row(refusal, language)}

    return row


# --- lines, core samples ---------------------------------------------------------------------------------------------


def lines_rows(study: Study) -> Callable[[Equation], Row]:
    """The steps that end in each equation."""
    from reader.output.rows.lines import line_rows
    from reader.study.derivations.reading import Lines

    rows = line_rows(Lines(study))
    return lambda equation: {"lines": rows.get(equation.id, [])}


def core_rows(study: Study) -> Callable[[Equation], Row]:
    """The layers that each equation stands on."""
    from reader.output.rows.core_sample import core_row
    from reader.study.core_sample import core_of

    return lambda equation: {"core": core_row(core_of(study, equation))}
