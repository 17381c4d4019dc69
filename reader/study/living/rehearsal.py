"""Living formulas tried out: each row's formula runs on its numbers, and its things to try do what it claims."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.checking.problem import GlossaryProblem
from glossary.living.model import LivingFormula
from reader.formula.syntax.parsing import parse_formula
from reader.messages import LANGUAGES, sentences
from reader.study.evaluation.refusal import Refusal
from reader.study.living.claims import tried
from reader.study.living.planned import LivingFault, planned

say = sentences("running")


def rehearse_living(row: LivingFormula) -> Iterator[GlossaryProblem]:
    """Why a row does not run; of one that does each number that does not do what is claimed."""

    def wrong(key: str, kind: str, **arguments: str) -> GlossaryProblem:
        return GlossaryProblem(row.file, row.id, key, kind, tuple(arguments.items()))

    unread = [
        (latex, parse_formula(latex).problems) for latex in (*row.formula, *(each.declared for each in row.inputs))
    ]
    if faulty := [(latex, problems[0].kind) for latex, problems in unread if problems]:
        yield from (wrong("formula", "living-unread", part=latex, problem=kind) for latex, kind in faulty)
        return
    try:
        living = planned(row)
        for control in row.controls:
            living.controlled(control)
        for result in row.results:
            living.part(result.of)
        for number, one in enumerate(tried(living), 1):
            for told in one.told:
                if not told.holds:
                    numbers = {"was": f"{told.was:.6g}", "value": f"{told.value:.6g}"}
                    yield wrong(f"tries.{number}", "living-claim", read=told.read.id, **numbers)
    except LivingFault as error:
        yield error.problem(row.file, row.id, "formula")
    except Refusal as refusal:
        texts = {language: say(refusal.reason, language, part=refusal.part) for language in LANGUAGES}
        yield wrong("formula", "living-refused", **texts)
