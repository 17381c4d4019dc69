"""What the JSON has on demand: readings aloud, steps, SymPy, runs, a course's letters, lines, core samples.

Each costs more than reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import glossary
from glossary.course import current_course
from reader.limits.watch import spare
from reader.meaning.blocks.reading import blocks_by_equation
from reader.messages import table
from reader.output.rows.letters import letters_row
from reader.output.rows.row import Row
from reader.output.rows.speech import readings_row, steps_rows
from reader.study.paper_shapes import Survey, survey

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.model.reading import Reading


def extras_of(reading: Reading, wanted: Sequence[str], language: Language) -> Callable[[Equation], Row]:
    """What an equation's row has beyond the default, for those of the registry's ``EXTRAS`` that are wanted."""
    found = survey(reading)
    makers: list[Callable[[Equation], Row]] = []
    if "readings" in wanted:
        makers.append(lambda equation: {"reading": readings_row(equation, reading, found)})
    if "steps" in wanted:
        blocks = blocks_by_equation(reading.document)
        makers.append(lambda equation: {"steps": steps_rows(equation, reading, found, blocks[equation.id])})
    if "sympy" in wanted:
        makers.append(sympy_rows(reading, found, language))
    if "runs" in wanted:
        makers.append(run_rows(reading, found, language))
    if "letters" in wanted:
        course = current_course()
        makers.append(lambda equation: {"in_our_letters": letters_row(equation, reading, course, language)})
    if "lines" in wanted:
        makers.append(lines_rows(reading, found))
    if "core" in wanted:
        makers.append(core_rows(reading))

    def row(equation: Equation) -> Row:
        rows = (spare("extras", equation, {}, make, equation) for make in makers)
        return {key: value for one in rows for key, value in one.items()}

    return row


# --- SymPy -----------------------------------------------------------------------------------------------------------


def sympy_rows(reading: Reading, found: Survey, language: Language) -> Callable[[Equation], Row]:
    """``status``, ``code`` and, in words, the ``problem`` of each equation."""
    from reader.study.sympy.assumptions import assumptions_from
    from reader.study.sympy.bridge import conversions

    converted = conversions(reading.document, found.evidence, assumptions_from(found.declarations))

    def row(equation: Equation) -> Row:
        conversion = converted[equation.id]
        problem = conversion.problem and table("conversion")[conversion.problem][language]
        return {"sympy": {"status": conversion.status, "code": conversion.code, "problem": problem}}

    return row


# --- runs ------------------------------------------------------------------------------------------------------------


def run_rows(reading: Reading, found: Survey, language: Language) -> Callable[[Equation], Row]:
    """Each formula on small numbers, or in words why it does not run."""
    from reader.output.rows.runs import refused_row, run_row
    from reader.study.defining_formulas import given_formulas
    from reader.study.evaluation.refusal import Refusal
    from reader.study.name_kinds import knowledge_of
    from reader.study.runs import run_equation

    knowledge, given = knowledge_of(reading, found), given_formulas(reading)

    def row(equation: Equation) -> Row:
        try:
            return {"run": run_row(run_equation(equation, knowledge), language, equation, given)}
        except Refusal as refusal:
            return {"run": refused_row(refusal, language)}

    return row


# --- lines, core samples ---------------------------------------------------------------------------------------------


def lines_rows(reading: Reading, found: Survey) -> Callable[[Equation], Row]:
    """The steps that end in each equation."""
    from reader.output.rows.lines import line_rows
    from reader.study.derivations.reading import Lines

    rows = line_rows(Lines(reading, found))
    return lambda equation: {"lines": rows.get(equation.id, [])}


def core_rows(reading: Reading) -> Callable[[Equation], Row]:
    """The layers that each equation stands on."""
    from reader.output.rows.core_sample import core_row
    from reader.study.core_sample import core_of

    knowledge, blocks = glossary.load(), blocks_by_equation(reading.document)
    return lambda equation: {"core": core_row(core_of(reading, blocks, knowledge, equation))}
