"""A formula on small numbers, as the page runs it: one list of instructions for the formula and all its switches.

::

    {"refused": null | {"en", "ja", "part": latex, "at": place},   # the sentences have "{part}" where the part stands
     "part": {"at", "latex"} | null,                                # what runs, where that is not all of it
     "computed": [[name, number | null]],                           # names that other formulas compute, and which
     "draws": bool,                                                 # whether means are taken over a few draws
     "standing": [[function, name]],                                # functions that nobody knows, and what stands in
     "apart": [latex],                                              # ``x' \\sim q``, drawn apart under one letter
     "sizes": [[name, size]],
     "bounds": [[value, value, factor]], "holds": [latex],          # the first, so many times, is at most the other
     "watch": {"en", "ja", "part": latex, "other": latex} | null,   # sentences with "{part}" and "{other}"
     "inputs": [{"latex", "sizes", "domain", "why": {"en", "ja"} | null, "normalised", "fixed", "chosen": number | null,
                 "values": [nested numbers, one for each seed], "at": [place]}],
     "instructions": [[operation, arguments, options, sizes]],
     "steps": [{"at", "value", "axes", "shape", "draws"}],          # from the leaves; `value` counts instructions;
     "results": [{"at", "value", "axes", "shape", "draws", "name"}],   # `draws`: [value, axis] of a mean over draws
     "shown": [{"step", "number": number | null, "name": {"en", "ja"} | null}],   # whose values stand in the formula
     "switches": [{"form", "part", "at": [place], "block": id | null, "swap": id | null, "into": latex | null,
                   "after": latex, "steps": [[step, value]],
                   "alternative": {"part", "sentence"} | null, ["leaves": kind],
                   "results": [{"value", "axes", "shape"}]}]}

A place is ``(start, end)`` in the macro-free LaTeX; the workbench numbers it. Axes are letters as LaTeX, or, where the
author has no letter, the name of a text (``letter-draw``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reader.formula.semantics.nodes import Meaning, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.messages import LANGUAGES
from reader.output.page.drawings import Stretch
from reader.output.rows.row import Row
from reader.output.rows.runs import input_row, instruction_row
from reader.output.typesetting.run_sentences import UNWRITTEN, giving, open_refusal, open_watch, why
from reader.study.evaluation.inputs import Nested
from reader.study.evaluation.matrices.drawn import DRAWN
from reader.study.evaluation.planning.holes import left_of
from reader.study.evaluation.planning.run import keeps_equal, keeps_to, run_again
from reader.study.evaluation.program import Program
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.shown_parts import parts_shown
from reader.study.evaluation.worth import (
    is_named,
    is_telling,
    moves,
    numbers_to_begin,
)
from reader.study.moving.followed import course_of
from reader.study.moving.offered import is_taught, known_numbers, telling, worth_moving
from reader.study.moving.watched import turn_of
from reader.study.runs import given_beside, parts_to_switch
from reader.study.walkthrough.places import balanced

if TYPE_CHECKING:
    from reader.formula.semantics.statements import RowStatement
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.alternatives import Alternative
    from reader.study.evaluation.attempts import Attempt
    from reader.study.evaluation.plan import Input, Plan, PlanStep
    from reader.study.runs import Offer
    from reader.study.study import Study

MOST_SEEDS = 4
LEFT = {
    **dict.fromkeys(("unit", "share", "fraction"), "unit"),
    "signed-unit": "signed-unit",
    "positive": "positive",
    "natural": "positive",
    "nonnegative": "positive",
    "nonpositive": "nonpositive",
}  # kinds, by the text that says that one is left
LONGEST_NAME = 26  # letters of a name that stands beside a number
PUT_IN = ("input", "counter")  # no part that is computed
MOST_SWITCHES = 12
TELLING = ("formula", "swap", "divergence", "divisor", "term", "indicator", "function", "exponent", "factor", "softmax")
TOLD = ("ground-plain", "ground-weight", "atom-value", "near-reference")  # for what the paper does not say


class BenchRuns:
    """The runs of one paper's formulas."""

    def __init__(self, study: Study, alternatives: Iterable[Alternative] = ()) -> None:
        self.study, self.alternatives = study, tuple(alternatives)
        self._asked: dict[str, Attempt | Refusal] = {}  # of formulas that were only asked whether they run

    def tried(self, equation: Equation, fixed: Mapping[str, int] | None = None) -> Attempt | Refusal:
        """What runs of one formula and is worth moving, with sizes that its reader chose, or why nothing is."""
        if fixed is None and equation.id in self._asked:
            return self._asked.pop(equation.id)
        return worth_moving(equation, self.study, fixed)

    def offered(self, equation: Equation, made: Attempt | Refusal) -> Attempt | Refusal:
        """What was tried, where it tells something, on numbers of which something says that they can be these."""
        found = known_numbers(equation, made, self.study)
        return telling(found, not isinstance(found, Refusal) and is_taught(equation, self.study))

    def runs(self, equation: Equation) -> bool:
        """Whether a formula, or most of it, is moved."""
        made = self._asked[equation.id] = self.tried(equation)
        return not isinstance(self.offered(equation, made), Refusal)

    def row(self, equation: Equation, made: Attempt | Refusal, boxes: Iterable[tuple[int, Stretch]] = ()) -> Row:
        """One formula, or why it does not run. ``boxes`` are the parts that are spoken of by a number."""
        from reader.study.walkthrough.known import annotations_of_rows
        from reader.study.walkthrough.steps import named_parts, words_of

        said = self.study.trees.said(equation)
        places = FormulaParts(equation.formula.expanded, said)
        if isinstance(made, Refusal):
            return refused(made, places)
        plan = made.trial.plan
        seeds = numbers_to_begin(plan, MOST_SEEDS)
        given = given_beside(equation, self.study)
        tree = made.part if drawn_apart(made, places) else said.meaning
        lit = [places.all_of(each.latex, tree) for each in plan.inputs]
        inputs = [_input(each, [values[k] for values in seeds], lit[k], giving(each, equation, given))
                  for k, each in enumerate(plan.inputs)]  # fmt: skip
        borrowed = [[name, given[name].number] for name in made.borrowed if name in given]
        told = telling_results(self.switches(equation, made), plan, seeds)
        row = filled_row(made, inputs, places, told, borrowed, seeds)
        words = words_of(annotations_of_rows(equation, self.study))
        parts = named_parts(self.study.blocks_said(equation), self.study.glossary, words)
        names = {part.place: part.name for part in parts}
        turn = turn_of(plan, seeds[0])
        watch = open_watch(turn, course_of(plan, seeds[0], turn))
        return {**row, "watch": watch, "shown": shown_rows(plan, places, {place: k for k, place in boxes}, names)}

    def switches(self, equation: Equation, made: Attempt) -> list[tuple[Offer, Plan]]:
        """The switches that are shown, in the order of the formula: where there are many, factors go first."""
        offers = parts_to_switch(made.part, made.knowledge, self.study.blocks_said(equation), self.alternatives)
        ranked = sorted(enumerate(offers), key=lambda each: (TELLING.index(each[1].switches[0].form), each[0]))
        ranked = [each for each in ranked if is_telling(each[1], made.trial.plan, made.knowledge)]
        plans = ((k, offer, made.trial.plan_without(offer.switches)) for k, offer in once(ranked, made.trial.plan))
        shown = islice(((k, offer, after) for k, offer, after in plans if after is not None), MOST_SWITCHES)
        return [(offer, after) for _, offer, after in sorted(shown, key=lambda each: each[0])]


def filled_row(
    made: Attempt, inputs: list[Row], places: FormulaParts, switches: Sequence[tuple[Offer, Plan]],
    borrowed: list[list[Any]], seeds: Sequence[Sequence[Nested]] = (),
) -> Row:  # fmt: skip
    """The row of a formula that runs. ``inputs`` are its inputs' rows, ``borrowed`` the names that other formulas
    compute, ``seeds`` what is put in."""
    plan = made.trial.plan
    program = Program()
    at = program.add(plan)
    rows = [_switch(offer, after, plan, at, program, places, seeds) for offer, after in switches]
    return {
        "refused": None,
        "part": None if made.whole else {"at": places.of(made.part), "latex": meaning_latex(made.part)},
        "computed": borrowed,
        "draws": any(each.drawn for each in made.trial.workshop.indices.ranges.values()),
        "standing": [list(each) for each in made.activations],
        "apart": drawn_apart(made, places),
        "sizes": [[name, size] for name, size in plan.sizes.items()],
        "bounds": [[at[low], at[high], factor] for low, high, factor in plan.bounds],
        "holds": [latex for _, _, _, latex in plan.conditions],
        "inputs": inputs,
        "instructions": [instruction_row(each) for each in program.instructions],
        "steps": [_step(each, at, places, plan) for each in computed(plan)],
        "results": [{**_step(each, at, places, plan), "name": name}
                    for each, name in zip(plan.results, plan.names, strict=True)],
        "switches": [each for each in rows if each is not None],
    }  # fmt: skip


def drawn_apart(made: Attempt, places: FormulaParts) -> list[str]:
    """``x' \\sim q``: the letters that a run has for what the formula draws under one name from two distributions."""
    written = {node.latex for node in walk(places.said.meaning) if isinstance(node, Symbol)}
    ranges = made.trial.workshop.indices.ranges.values()
    return [rf"{each.letter} \sim {each.origin}" for each in ranges if each.origin and each.letter not in written]


def _switch(
    offer: Offer, after: Plan, before: Plan, at: tuple[int, ...], program: Program, places: FormulaParts,
    seeds: Sequence[Sequence[Nested]],
) -> Row | None:  # fmt: skip
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
        "part": meaning_latex(offer.places[0]),
        "swap": offer.swap.id if offer.swap is not None else None,
        "into": offer.part if offer.swap is not None else None,
        "at": [places.of(part) for part in offer.places],
        "block": offer.block.block.id if offer.block else None,
        "alternative": _alternative(offer),
        **({"leaves": left} if (left := kind_left(after, before, seeds)) is not None else {}),
        "after": what_is_left(offer, before, all(keeps_equal(run_again(after, before, each)) for each in seeds)),
        "steps": changed,
        "results": results,
    }


def kind_left(plan: Plan, before: Plan, seeds: Sequence[Sequence[Nested]]) -> str | None:
    """What a result is by the paper and is no more when a part is gone: a probability may come out above 1."""
    for values in seeds:
        done = run_again(plan, before, values)
        for value, domain, _ in plan.held:
            if domain in LEFT and not keeps_to(domain, done.values[value]):
                return LEFT[domain]
    return None


def once(offers: Iterable[tuple[int, Offer]], before: Plan) -> Iterator[tuple[int, Offer]]:
    """The offers without those that take out what another one takes out. Of names for one and the same strike the
    first is kept, beside the part itself, which one finds in the formula.
    """
    taken: set[str] = set()
    left: set[tuple[bool, str]] = set()
    for k, offer in offers:
        plain = offer.block is None and offer.alternative is None and offer.swap is None
        after = (plain, what_is_left(offer, before))
        if after in left or (plain and offer.part in taken):
            continue
        left.add(after)
        taken |= {offer.part} if plain else set()
        yield k, offer


def what_is_left(offer: Offer, before: Plan, equal: bool = False) -> str:
    """The formula with the switches on; of several statements those that they change."""
    computed = frozenset((step.start, step.end) for step in before.results)
    return left_of(offer.meaning, offer.switches, computed, equal)


def telling_results(
    switches: Sequence[tuple[Offer, Plan]], before: Plan, seeds: Sequence[Sequence[Nested]]
) -> list[tuple[Offer, Plan]]:
    """The switches after which something still moves and is another number: a factor that the authors set to 1 is
    none. Of those that come to the same numbers the one is kept that has a name for it, at the part that goes.
    """
    found: dict[tuple[float, ...], list[int]] = {}
    for k, (_, after) in enumerate(switches):
        come = [results_on(after, before, values) for values in seeds] if moves(after) else [None]
        if None not in come:
            found.setdefault(tuple(number for each in come if each is not None for number in each), []).append(k)
    found.pop(tuple(number for values in seeds for number in results_on(before, before, values) or ()), None)
    kept: dict[int, Offer] = {}
    for same in found.values():
        offers = [switches[k][0] for k in same]
        best = next((k for k in same if is_named(switches[k][0])), same[0])
        kept[best] = closest(switches[best][0], offers)
    return [(kept[k], after) for k, (_, after) in enumerate(switches) if k in kept]


def closest(offer: Offer, same: Iterable[Offer]) -> Offer:
    """An offer with what goes of it, where another one that comes to the same takes out a part of its part."""
    whole = offer.places[0]
    for other in same:
        inner = other.places[0]
        if other is not offer and not is_named(other) and whole.start <= inner.start < inner.end <= whole.end:
            return replace(offer, lost=other.places)
    return offer


def results_on(plan: Plan, before: Plan, values: Sequence[Nested]) -> tuple[float, ...] | None:
    """What a changed formula comes to on what the formula as it stands was given, rounded; None for no numbers."""
    import numpy as np

    try:
        done = run_again(plan, before, values)
    except Refusal:
        return None
    numbers = np.concatenate([np.ravel(done.of(step)) for step in plan.results])
    return tuple(np.round(numbers, 9)) if np.isfinite(numbers).all() else None


def computed(plan: Plan) -> list[PlanStep]:
    """The parts that are not put in as they are, those that are the result aside. Of two in one place (``x_i`` in
    ``x_i^2``) it is the outer one, for that is what one sees there.
    """
    results = {(step.value, step.start, step.end) for step in plan.results}
    outermost = {(step.start, step.end): k for k, step in enumerate(plan.steps)}
    return [
        step
        for k, step in enumerate(plan.steps)
        if plan.instructions[step.value].operation not in PUT_IN
        and (step.value, step.start, step.end) not in results
        and (step.start >= step.end or outermost[step.start, step.end] == k)
    ]


def shown_rows(
    plan: Plan, places: FormulaParts, numbers: Mapping[Stretch, int] = MappingProxyType({}),
    names: Mapping[Stretch, Mapping[Language, str]] = MappingProxyType({}),
) -> list[Row]:  # fmt: skip
    """The parts whose values stand in the formula, each with its number, and its name where that is short. ``numbers``
    are by places in the formula, ``names`` by places in all that it says.
    """
    steps = computed(plan)
    stretches = [places.of(each) for each in steps]
    found = []
    for k in parts_shown(plan, steps, stretches, numbers):
        start = steps[k].start
        signed = places.said.latex[:start].rstrip().endswith("-")  # the block may have the sign, the number has none
        name = names.get((start, steps[k].end)) if not signed else None
        told = dict(name) if name is not None and len(name["en"]) <= LONGEST_NAME else None
        found.append({"step": k, "number": numbers.get(stretches[k]), "name": told})
    return found


def _alternative(offer: Offer) -> Row | None:
    """What the author says may stand there, in the author's words."""
    return {"part": offer.part, "sentence": offer.alternative.sentence} if offer.alternative is not None else None


class FormulaParts:
    """Where the parts of one formula stand."""

    def __init__(self, latex: str, said: RowStatement) -> None:
        self.latex, self.said = latex, said

    def of(self, part: Meaning | PlanStep) -> Stretch:
        return balanced(self.latex, *self.said.place(part.start, part.end))

    def all_of(self, latex: str, meaning: Meaning) -> list[Stretch]:
        """Every place in a tree of the formula where a part is written in this way."""
        found = (self.of(node) for node in walk(meaning) if node.end > node.start and meaning_latex(node) == latex)
        return list(dict.fromkeys(found))


def refused(refusal: Refusal, places: FormulaParts) -> Row:
    """Why a formula does not run. The part is left open in the sentence, to be drawn there."""
    found = places.all_of(refusal.part, places.said.meaning) if refusal.part else []
    nothing: Row = {
        "part": None,
        "computed": [],
        "standing": [],
        "apart": [],
        "sizes": [],
        "bounds": [],
        "holds": [],
        "watch": None,
        "inputs": [],
        "instructions": [],
        "steps": [],
        "results": [],
        "shown": [],
        "switches": [],
    }
    return {"refused": {**open_refusal(refusal), "part": refusal.part, "at": found[0] if found else None}, **nothing}


def _input(wanted: Input, values: list[Nested], at: list[Stretch], given: Equation | None) -> Row:
    given = None if wanted.latex.endswith(")") and wanted.why not in TOLD else given  # of a law at one point no formula
    told = (
        wanted.why in TOLD
        or wanted.domain in DRAWN
        or (given is not None and wanted.fixed is None and wanted.chosen is None)
    )
    reasons = {language: why(wanted, language, given) for language in LANGUAGES} if told else None
    return {
        **input_row(wanted, reasons),
        "chosen": wanted.chosen,
        "values": values,
        "at": at,
    }


def _step(step: PlanStep, at: tuple[int, ...], places: FormulaParts, plan: Plan) -> Row:
    draws = plan.draws_of(step.value)
    return {
        "at": places.of(step),
        "value": at[step.value],
        "axes": [UNWRITTEN.get(axis, axis) for axis in step.axes],
        "shape": list(step.shape),
        "draws": [at[draws[0]], draws[1]] if draws is not None else None,
    }
