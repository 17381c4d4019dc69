"""A formula on small numbers, as the page runs it: one list of instructions for the formula and all its switches.

::

    {"refused": null | {"en", "ja", "part": latex, "at": place},   # the sentences have "{part}" where the part stands
     "sizes": [[name, size]],
     "inputs": [{"latex", "sizes", "domain", "why": {"en", "ja"}, "normalised", "fixed",
                 "values": [nested numbers, one for each seed], "at": [place]}],
     "instructions": [[operation, arguments, options, sizes]],
     "steps": [{"at", "value", "axes", "shape"}],                   # from the leaves; `value` counts instructions
     "results": [{"at", "value", "axes", "shape", "name"}],
     "switches": [{"form", "part", "at": [place], "block": id | null, "after": latex, "steps": [[step, value]],
                   "alternative": {"part", "sentence"} | null,
                   "results": [{"value", "axes", "shape"}]}]}

A place is ``(start, end)`` in the macro-free LaTeX; the workbench numbers it. Axes are letters as LaTeX, or, where the
author has no letter, the name of a text (``letter-draw``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.messages import LANGUAGES
from reader.output.page.drawings import Stretch
from reader.output.rows.row import Row
from reader.output.rows.runs import input_row, instruction_row
from reader.output.typesetting.run_sentences import UNWRITTEN, giving, open_refusal, why
from reader.study.evaluation.inputs import Nested, inputs_of
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.planning.switches import without
from reader.study.evaluation.program import Program
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import parts_to_switch, trial_of
from reader.study.walkthrough.places import balanced

if TYPE_CHECKING:
    from reader.meaning.blocks.found import FoundBlock
    from reader.model.document import Equation
    from reader.study.alternatives import Alternative
    from reader.study.evaluation.plan import Input, Plan, PlanStep
    from reader.study.evaluation.planning.fragments import Trial
    from reader.study.evaluation.planning.kinds import Knowledge
    from reader.study.runs import Offer

SEEDS = range(4)
PUT_IN = ("input", "counter")  # no part that is computed
MOST_SWITCHES = 10
TELLING = ("formula", "softmax", "divergence", "divisor", "term", "indicator", "function", "exponent", "factor")


class BenchRuns:
    """The runs of one paper's formulas."""

    def __init__(
        self,
        knowledge: Knowledge,
        alternatives: Iterable[Alternative] = (),
        given: Mapping[str, Equation] = MappingProxyType({}),
    ) -> None:
        self.knowledge, self.alternatives, self.given = knowledge, tuple(alternatives), given

    def planned(self, equation: Equation, meaning: Meaning, fixed: Mapping[str, int] | None = None) -> Trial | Refusal:
        """One formula planned, with sizes that its reader chose, or why that cannot be."""
        try:
            return trial_of(equation, meaning, self.knowledge, fixed)
        except Refusal as refusal:
            return refusal.kept()

    def runs(self, equation: Equation, meaning: Meaning) -> bool:
        """Whether a formula runs on the numbers that are tried first."""
        planned = self.planned(equation, meaning)
        if isinstance(planned, Refusal):
            return False
        try:
            return tried_on(planned.plan, SEEDS[0]) is not None
        except Refusal:
            return False

    def row(self, equation: Equation, meaning: Meaning, planned: Trial | Refusal, blocks: Iterable[FoundBlock]) -> Row:
        """One formula, or why it does not run."""
        places = FormulaParts(equation.formula.expanded, meaning)
        if isinstance(planned, Refusal):
            return refused(planned, places)
        plan = planned.plan
        try:
            tried = [tried_on(plan, seed) for seed in SEEDS]
        except Refusal as refusal:
            return refused(refusal, places)
        seeds = [values for values in tried if values is not None]
        program = Program()
        at = program.add(plan)
        steps = computed(plan)
        rows = [self._switch(offer, after, plan, at, program, places)
                for offer, after in self._switches(meaning, planned, blocks)]  # fmt: skip
        switches = [each for each in rows if each is not None]
        return {
            "refused": None,
            "sizes": [[name, size] for name, size in plan.sizes.items()],
            "inputs": [_input(each, [values[k] for values in seeds], places, giving(each, equation, self.given))
                       for k, each in enumerate(plan.inputs)],
            "instructions": [instruction_row(each) for each in program.instructions],
            "steps": [_step(each, at, places) for each in steps],
            "results": [{**_step(each, at, places), "name": name}
                        for each, name in zip(plan.results, plan.names, strict=True)],
            "switches": switches,
        }  # fmt: skip

    def _switches(self, meaning: Meaning, trial: Trial, blocks: Iterable[FoundBlock]) -> list[tuple[Offer, Plan]]:
        """The switches that are shown, in the order of the formula: where there are many, factors go first."""
        offers = parts_to_switch(meaning, trial.workshop.knowledge, blocks, self.alternatives)
        ranked = sorted(enumerate(offers), key=lambda each: (TELLING.index(each[1].switches[0].form), each[0]))
        plans = ((k, offer, trial.plan_without(offer.switches)) for k, offer in ranked)
        shown = islice(((k, offer, after) for k, offer, after in plans if after is not None), MOST_SWITCHES)
        return [(offer, after) for _, offer, after in sorted(shown, key=lambda each: each[0])]

    def _switch(
        self, offer: Offer, after: Plan, before: Plan, at: tuple[int, ...], program: Program, places: FormulaParts
    ) -> Row | None:
        """One switch with all that comes out differently; None where nothing does."""
        own = program.add(after)
        later = {step.latex: own[step.value] for step in after.steps}
        changed = [[k, later[step.latex]] for k, step in enumerate(computed(before))
                   if later.get(step.latex, at[step.value]) != at[step.value]]  # fmt: skip
        results = [{"value": own[each.value], "axes": list(each.axes), "shape": list(each.shape)}
                   for each in after.results]  # fmt: skip
        if all(one["value"] == at[each.value] for one, each in zip(results, before.results, strict=True)):
            return None
        return {
            "form": offer.switches[0].form,
            "part": meaning_latex(offer.switches[0].target),
            "at": [places.of(switch.target) for switch in offer.switches],
            "block": offer.block.block.id if offer.block else None,
            "alternative": _alternative(offer),
            "after": meaning_latex(without(offer.meaning, offer.switches)),
            "steps": changed,
            "results": results,
        }


def computed(plan: Plan) -> list[PlanStep]:
    """The parts that are not put in as they are, those that are the result aside."""
    results = {(step.value, step.start, step.end) for step in plan.results}
    return [
        step
        for step in plan.steps
        if plan.instructions[step.value].operation not in PUT_IN and (step.value, step.start, step.end) not in results
    ]


def _alternative(offer: Offer) -> Row | None:
    """What the author says may stand there, in the author's words."""
    return {"part": offer.part, "sentence": offer.alternative.sentence} if offer.alternative is not None else None


class FormulaParts:
    """Where the parts of one formula stand."""

    def __init__(self, latex: str, meaning: Meaning) -> None:
        self.latex, self.meaning = latex, meaning

    def of(self, part: Meaning | PlanStep) -> Stretch:
        return balanced(self.latex, part.start, part.end)

    def all_of(self, latex: str) -> list[Stretch]:
        """Every place where a part is written in this way."""
        found = (self.of(node) for node in walk(self.meaning) if node.end > node.start and meaning_latex(node) == latex)
        return list(dict.fromkeys(found))


def tried_on(plan: Plan, seed: int) -> list[Nested] | None:
    """The numbers of one seed; None where the formula has no value on them, unless they are the first."""
    values = inputs_of(plan, seed)
    try:
        run_plan(plan, values)
    except Refusal:
        if seed == SEEDS[0]:
            raise
        return None
    return values


def refused(refusal: Refusal, places: FormulaParts) -> Row:
    """Why a formula does not run. The part is left open in the sentence, to be drawn there."""
    found = places.all_of(refusal.part) if refusal.part else []
    nothing: Row = {"sizes": [], "inputs": [], "instructions": [], "steps": [], "results": [], "switches": []}
    return {"refused": {**open_refusal(refusal), "part": refusal.part, "at": found[0] if found else None}, **nothing}


def _input(wanted: Input, values: list[Nested], places: FormulaParts, given: Equation | None) -> Row:
    reasons = {language: why(wanted, language, given) for language in LANGUAGES}
    return {**input_row(wanted, reasons), "values": values, "at": places.all_of(wanted.latex)}


def _step(step: PlanStep, at: tuple[int, ...], places: FormulaParts) -> Row:
    return {
        "at": places.of(step),
        "value": at[step.value],
        "axes": [UNWRITTEN.get(axis, axis) for axis in step.axes],
        "shape": list(step.shape),
    }
