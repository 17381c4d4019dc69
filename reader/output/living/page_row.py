"""A living formula as the page shows it: its run as that of a paper's formula, its names, sliders and things to try.

::

    {"id", "name": {"en", "ja"}, "watch": {"en", "ja"}, "concepts": [[id, {"en", "ja"}]],
     "latex", "mathml", "places": [[start, end]], "drawn": {latex: "<math ...>"},
     "run": {...},            # bench_runs.py; each input and result has "said": {"en", "ja"}, "rows" and "columns":
                              # {"en": [text], "ja": [text]} | null, an input "ranges": {"0, 2": [low, high, step]},
                              # of some "ends": [least | null, most | null], "in_sight": true
     "controls": [{"input", "place": [number]}],
     "curve": {"result", "from", "count"},                      # entries of a result, in the order of its numbers
     "tries": [{"do": {"en", "ja"}, "says": {"en", "ja"}, "values": [nested numbers], "switch": number | null,
                "reads": [{"id", "percent", "was", "is",           # the numbers as computed here,
                           "result": number | null}]}],            # and of which result they are
     "code": {"numpy", "torch": text}}   # functions, to which the page adds the numbers of now
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.formula.semantics.statements import RowStatement
from reader.formula.syntax.parsing import parse_formula
from reader.model.document import StatementRow
from reader.output.drawing.mathml import to_mathml
from reader.output.page.bench_runs import FormulaParts, filled_row, shown_rows
from reader.output.page.drawings import NumberedPlaces, drawn
from reader.output.rows.runs import formulas_in_run, in_json, input_row
from reader.study.evaluation.code.dialects import TORCH
from reader.study.evaluation.code.readable_code import code_text
from reader.study.evaluation.refusal import Refusal
from reader.study.living.claims import tried
from reader.study.living.planned import LivingFault, PlannedLiving, planned

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.living.model import LivingFormula, LivingInput, LivingResult
    from glossary.model import Names
    from reader.output.rows.row import Row
    from reader.study.living.claims import ToldNumber, Tried


def living_row(row: LivingFormula, glossary: Glossary) -> Row:
    """All that the page needs. Raises as :func:`reader.study.living.planned.planned` does."""
    living = planned(row)
    statement = RowStatement(living.latex, living.attempt.part, StatementRow("", 0, len(living.latex)))
    parts, places = FormulaParts(living.latex, statement), NumberedPlaces((0, len(living.latex)))
    run = filled_row(living.attempt, _inputs(living, parts), parts, living.switched, [])
    run["shown"] = shown_rows(living.plan, parts)
    for result, each in zip(run["results"], _named_results(living), strict=True):
        result.update(each)
    run = places.within(run)
    return {
        "id": row.id,
        "name": dict(row.name),
        "watch": dict(row.watch),
        "concepts": [[each, dict(glossary[each].name)] for each in row.concepts if each in glossary],
        "latex": living.latex,
        "mathml": to_mathml(parse_formula(living.latex), places=places.all, meaning=living.attempt.part),
        "places": places.all,
        "drawn": {
            latex: drawn(latex) for latex in dict.fromkeys((*formulas_in_run(run), *formulas_in_texts(row))) if latex
        },
        "run": run,
        "controls": [{"input": k, "place": list(place)} for k, place in map(living.controlled, row.controls)],
        "curve": _curve(living),
        "tries": [_try(each, living) for each in tried(living)],
        "code": {
            "numpy": code_text(living.plan),
            "torch": code_text(living.plan, TORCH),
        },
    }


def living_or_none(row: LivingFormula, glossary: Glossary) -> Row | None:
    """The same; None where the row does not run, as one's own may while one writes it."""
    try:
        return living_row(row, glossary)
    except (LivingFault, Refusal):
        return None


def formulas_in_texts(row: LivingFormula) -> Iterator[str]:
    """The formulas that stand between dollar signs in its texts."""
    for text in (row.watch, *(text for one in row.tries for text in (one.do, one.says))):
        yield from (latex for language in text.values() for latex in language.split("$")[1::2])


def _inputs(living: PlannedLiving, parts: FormulaParts) -> list[Row]:
    rows = []
    for k, (each, place) in enumerate(zip(living.plan.inputs, living.given, strict=True)):
        said = living.row.inputs[place] if place is not None else None
        rows.append({
            **input_row(each, None), "chosen": None, "values": [living.values[k]],
            "at": parts.all_of(each.latex, parts.said.meaning), **_named(said, living), "ranges": _ranges(k, living),
            **_held(said),
        })  # fmt: skip
    return rows


def _held(said: LivingInput | None) -> Row:
    """The ends that a row has for an input, and whether it stands beside the results: told only where it is so."""
    if said is None:
        return {}
    ends = {"ends": [said.least, said.most]} if (said.least, said.most) != (None, None) else {}
    return {**ends, "in_sight": True} if said.in_sight else ends


def _ranges(k: int, living: PlannedLiving) -> dict[str, list[float]]:
    found = {}
    for control in living.row.controls:
        at, place = living.controlled(control)
        if at == k:
            found[", ".join(map(str, place))] = [control.low, control.high, control.step]
    return found


def _named_results(living: PlannedLiving) -> list[Row]:
    said = {living.part(each.of): each for each in living.row.results}
    return [_named(said.get(("result", k)), living) for k in range(len(living.plan.results))]


def _named(said: LivingInput | LivingResult | None, living: PlannedLiving) -> Row:
    def labels(name: str) -> dict[str, list[str]] | None:
        found: Names | None = living.row.labels.get(name)
        return {language: list(texts) for language, texts in found.items()} if found else None

    if said is None:
        return {"said": None, "rows": None, "columns": None}
    return {"said": dict(said.name), "rows": labels(said.rows), "columns": labels(said.columns)}


def _curve(living: PlannedLiving) -> Row:
    """All of a result, or the row of it that is said."""
    _, k = living.part(living.row.curve) if living.row.curve else ("result", len(living.plan.results) - 1)
    sizes = living.plan.instructions[living.plan.results[k].value].sizes
    width = sizes[-1] if sizes else 1
    count = width
    for size in sizes[:-1]:
        count *= size
    row = living.row.curve_row
    return {"result": k, "from": (row - 1) * width if row else 0, "count": width if row else count}


def _try(one: Tried, living: PlannedLiving) -> Row:
    return {
        "do": dict(one.one.do),
        "says": dict(one.one.says),
        "values": list(one.values),
        "switch": one.switch,
        "reads": [_told(each, living) for each in one.told],
    }


def _told(number: ToldNumber, living: PlannedLiving) -> Row:
    kind, k = living.part(number.read.of)
    return {
        "id": number.read.id,
        "percent": number.read.percent,
        "was": in_json(number.was),
        "is": in_json(number.value),
        "result": k if kind == "result" else None,
    }
