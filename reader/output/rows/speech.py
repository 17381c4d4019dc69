"""How a formula is said, and the steps through it, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.formula.semantics.printer import meaning_latex
from reader.formula.symbols.inventory import Places
from reader.formula.syntax.parsing import parse_formula
from reader.messages import table
from reader.output.rows.row import Row
from reader.study.speech.aloud import LANGUAGES, speak, speaker_for
from reader.study.speech.outline import in_one_go, outline_of, tell, told
from reader.study.speech.symbol_names import nameable_in, names_in
from reader.study.walkthrough.known import rows_beside
from reader.study.walkthrough.steps import skeletons_of, steps_in

if TYPE_CHECKING:
    from reader.formula.semantics.statements import RowStatement
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.formula_trees import FormulaTrees
    from reader.study.speech.speaker import Speaker
    from reader.study.study import Study
    from reader.study.walkthrough.skeleton import Box
    from reader.study.walkthrough.steps import Step


def readings_row(equation: Equation, study: Study) -> Row:
    """What :func:`said_row` has, and ``meanings`` with names for letters: of a long formula, of the same parts."""
    said = study.trees.said(equation)
    if not said.begins:
        return {**said_row(equation, study.trees), "meanings": dict.fromkeys(LANGUAGES)}
    annotations = nameable_in(rows_beside(equation, study), study.reading, said.told)
    names = names_in(equation, annotations, said.told, study.glossary)
    speakers = {language: _speaker(said, language) for language in LANGUAGES}
    outlines = {language: outline_of(speaker, said.told) for language, speaker in speakers.items()}
    plain = {language: tell(speakers[language], outline) for language, outline in outlines.items()}
    meant = {
        language: tell(_speaker(said, language, names=names[language]), outlines[language]) for language in LANGUAGES
    }
    return {
        "en": plain["en"],
        "ja": plain["ja"],
        "exact": {language: exactly(said, language) for language in LANGUAGES},
        "meanings": {
            language: meant[language] if meant[language] != plain[language] else None for language in LANGUAGES
        },
    }


def said_row(equation: Equation, trees: FormulaTrees) -> Row:
    """``en`` and ``ja`` as a lecturer says it, of a long formula its outer parts; ``exact`` with scope words."""
    said = trees.said(equation)
    exact = {language: exactly(said, language) for language in LANGUAGES}
    return {**{language: spoken(said, language) for language in LANGUAGES}, "exact": exact}


def spoken(said: RowStatement, language: Language) -> str:
    """What a lecturer says of a row; one that goes on with a term or a side from above was said there."""
    return told(_speaker(said, language), said.told) if said.begins else table("steps")["goes-on"][language]


def exactly(said: RowStatement, language: Language) -> str:
    """All of a row, so that it can be written down."""
    if not said.begins:
        return table("steps")["goes-on"][language]
    return speak(_speaker(said, language, exact=True), said.told)


def heard(said: RowStatement, language: Language) -> str:
    """For whoever does not see the formula: the lecturer's words where these are all of it, else the exact ones."""
    return (said.begins and in_one_go(_speaker(said, language), said.told)) or exactly(said, language)


def _speaker(
    said: RowStatement, language: Language, *, exact: bool = False, names: Mapping[str, str] | None = None
) -> Speaker:
    return speaker_for(parse_formula(said.latex), language, exact=exact, names=names)


def steps_rows(equation: Equation, study: Study) -> list[Row]:
    """Each step with its sentence in both languages, and its part in ``expanded`` and, as ``written``, in ``latex``."""
    places = Places(equation.formula)
    return [step_row(step, equation, places) for step in steps_in(equation, study)]


def skeleton_rows(equation: Equation, study: Study) -> list[Row]:
    """Each statement folded: its line, and what the boxes stand for; none of a row that goes on with one above."""
    said = study.trees.said(equation)
    if not said.begins:
        return []
    return [
        {"latex": meaning_latex(skeleton.line), "boxes": [_box_row(box) for box in skeleton.boxes]}
        for _, skeleton in skeletons_of(said.told)
    ]


def _box_row(box: Box) -> Row:
    alike = box.alike and {"box": box.alike.number, "swaps": [list(swap) for swap in box.alike.swaps]}
    return {
        "box": box.number,
        "latex": meaning_latex(box.line),
        "start": box.part.start,
        "end": box.part.end,
        "alike": alike,
    }


def step_row(step: Step, equation: Equation, places: Places) -> Row:
    formula = equation.formula
    span = places.span(step.start, step.end)
    whole = step.end - step.start == len(formula.expanded) or span.file != formula.span.file
    start, end = (0, len(formula.latex)) if whole else (span.start - formula.span.start, span.end - formula.span.start)
    inside = 0 <= start <= end <= len(formula.latex)
    return {
        "kind": step.kind,
        "start": step.start,
        "end": step.end,
        "written": {"start": start, "end": end} if inside else {"start": 0, "end": len(formula.latex)},
        "shape": list(step.shape),
        "en": step.text["en"],
        "ja": step.text["ja"],
        "aloud": dict(step.aloud),
    }
