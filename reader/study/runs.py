"""The formulas of a paper on numbers: run, and with parts switched off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from reader.formula.semantics.nodes import Application, Chain, Meaning, Nothing, Number, Product, Symbol, Total
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import RowStatement
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import rebuilt, walk
from reader.meaning.blocks.found import FoundBlock
from reader.model.annotations import Annotation
from reader.model.document import Equation
from reader.study.alternatives import Alternative, positions
from reader.study.defining_formulas import given_near
from reader.study.evaluation.attempts import Attempt, attempt_with, numbers_for
from reader.study.evaluation.conditions.heard import conditions_around
from reader.study.evaluation.conditions.kept import on_conditions, refuse_nearly
from reader.study.evaluation.conditions.near import brought_near
from reader.study.evaluation.conditions.values_computed import with_values_named
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.planning.run import Comparison, Run, run_plan, switch_off
from reader.study.evaluation.planning.statements import is_name
from reader.study.evaluation.planning.switches import Switch, formula_switch, is_half, switches_of
from reader.study.evaluation.powers import with_powers
from reader.study.evaluation.readied import readied
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.settings import Stated, as_set, at_end, number_of, set_in_display
from reader.study.evaluation.swaps import Swap, swaps_of
from reader.study.evaluation.words import refuse_words
from reader.study.evaluation.worth import numbers_to_show
from reader.study.formula_trees import FormulaTrees
from reader.study.study import Study
from reader.study.values import SymbolValue

Settings = Mapping[str, SymbolValue | Stated]
HALVED = ("term", "factor")  # what one takes out of all places or of none
LARGEST_SIZE = 6  # that is run as the authors set it
MOST = 0.5  # of the atoms of a formula, for a part of it that is worth moving


def plan_of(equation: Equation, study: Study, fixed: Mapping[str, int] | None = None) -> Plan:
    """The plan of what runs of a formula. Raises :class:`reader.study.evaluation.refusal.Refusal`."""
    return attempt_at(equation, study, fixed).trial.plan


def trial_of(
    equation: Equation, meaning: Meaning, knowledge: Knowledge, fixed: Mapping[str, int] | None = None
) -> Trial:
    """One formula of the paper planned for all that is done with it. ``meaning`` is its tree. Raises a refusal."""
    refuse_words(meaning, knowledge.declarations)
    return Trial.of(meaning, here(knowledge, equation), fixed)


def attempt_at(
    equation: Equation, study: Study, fixed: Mapping[str, int] | None = None, least: float = MOST
) -> Attempt:
    """What runs of what a formula says with the rows that it goes on with, on the numbers that its authors set. Raises
    a refusal where that is no more than ``least`` of its atoms.
    """
    said = study.trees.said(equation)
    told = with_powers(readied(own_statement(said, study.name_kinds)), study.name_kinds)
    refuse_words(told, study.name_kinds.declarations)
    given = given_trees(equation, study)
    knowledge = on_conditions(here(study.name_kinds, equation), told, conditions_around(equation, study), given)
    refuse_nearly(told, knowledge, given)
    made, values = attempted(told, knowledge, given, fixed), settings_of(equation, study, told)
    counted = [each for each in study.reading.annotations if each.symbol.latex in made.trial.plan.sizes]
    if sizes := sizes_as_set(made.trial.plan, {**set_to(counted, study), **values}, fixed or {}):
        with suppress(Refusal):
            made = attempted(told, knowledge, given, {**sizes, **(fixed or {})})
    if made.missing is not None and made.share <= least:
        missing = made.missing
        try:
            raise missing
        finally:
            del made, missing  # or these and this frame would hold each other
    return with_settings(made, values)


def attempted(told: Meaning, knowledge: Knowledge, given: GivenTrees, fixed: Mapping[str, int] | None) -> Attempt:
    """What runs of a formula, with values of functions computed by the formulas that give them, where that can be."""
    named, values = with_values_named(told, given, knowledge)
    with suppress(Refusal):
        made = attempt_with(named, knowledge, replace(given, computed=values), fixed) if values else None
        if made is not None and made.whole and values.keys() <= {*made.borrowed}:
            heads = (name.partition("(")[0] if name in values else name for name in made.borrowed)
            return replace(made, borrowed=tuple(dict.fromkeys(heads)))
    return attempt_with(told, knowledge, given, fixed)


def sizes_as_set(plan: Plan, values: Settings, chosen: Collection[str]) -> dict[str, int]:
    """The sizes that the authors set and that are small enough to look at; 1 where they leave others aside."""
    numbers = {name: number_of(values[name].value) for name in plan.sizes if name in values and name not in chosen}
    small = {name: int(number) for name, number in numbers.items() if number is not None and number.is_integer()}
    told = {name: size for name, size in small.items() if size > 1 or (size == 1 and values[name].kept)}
    return {name: size for name, size in told.items() if size <= LARGEST_SIZE and size != plan.sizes[name]}


def with_settings(made: Attempt, values: Settings) -> Attempt:
    """The same on what the authors set, where the formula has a value there."""
    plan = made.trial.plan
    inputs = tuple(at_end(as_set(each, values), made.knowledge) for each in plan.inputs)
    if inputs != plan.inputs:
        made.trial.plan = replace(plan, inputs=inputs)
        try:
            next(numbers_for(made.trial.plan))
        except Refusal:
            made.trial.plan = plan
    made.trial.plan = brought_near(made.trial.plan)
    return made


def settings_of(equation: Equation, study: Study, told: Meaning) -> Settings:
    """What the authors set the symbols of a statement to, there or elsewhere, by their spelling."""
    statement = study.trees.statements.get(equation.id)
    rows = [row.equation for row in statement.rows] if statement else [equation.id]
    annotations = [each for row in rows for each in study.reading.annotations_in(row)]
    return {**set_to(annotations, study), **set_in_display(told)}


def set_to(annotations: Iterable[Annotation], study: Study) -> dict[str, SymbolValue]:
    """The value that the authors give a symbol most often, nought only where they give no other one."""
    found: dict[str, SymbolValue] = {}
    for annotation in annotations:
        if annotation.symbol.latex not in found and study.parts.values(annotation, None):
            values = study.parts.values(annotation, study.parts.played(annotation))
            sure = [each for each in values if not is_case(each, values)]
            worded = {number_of(each.value) for each in sure if each.worded}
            sure = [each for each in sure if not each.worded or len(worded) == 1]  # of two numbers neither holds
            often = Counter(each.value for each in sure)
            best = max(sure, key=lambda each: (number_of(each.value) != 0, often[each.value]), default=None)
            found |= {annotation.symbol.latex: best} if best is not None else {}
    return found


def is_case(value: SymbolValue, values: Sequence[SymbolValue]) -> bool:
    """Whether its sentence gives the symbol another value as well: then neither is the one that holds."""
    within = value.source.sentence_span
    return any(each.value != value.value and each.source.sentence_span == within for each in values)


def given_trees(equation: Equation, study: Study) -> GivenTrees:
    """By name the trees of the other formulas that say what it is where the equation stands, each read when it is asked
    for. What is drawn at random is given by no formula."""
    statement = study.trees.statements.get(equation.id)
    own = {row.equation for row in statement.rows} if statement else {equation.id}
    return GivenTrees(given_beside(equation, study, own), study.trees)


def given_beside(equation: Equation, study: Study, own: Collection[str] = ()) -> Mapping[str, Equation]:
    """By name the formula that says what it is where an equation stands, none of ``own``."""
    drawn = {each.symbol.latex for each in study.reading.annotations_in(equation.id) if each.role == "random variable"}
    return FormulasBeside(equation, study.giving, drawn, own)


class FormulasBeside(Mapping[str, "Equation"]):
    """Chosen when a name is asked for: a paper may have as many names as formulas."""

    def __init__(
        self, equation: Equation, giving: Mapping[str, Sequence[Equation]], drawn: Collection[str], own: Collection[str]
    ) -> None:
        self.equation, self.giving, self.drawn, self.own = equation, giving, drawn, own

    def __getitem__(self, name: str) -> Equation:
        found = given_near(self.equation, self.giving[name]) if name not in self.drawn else None
        if found is None or found.id in self.own:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.giving if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, eq=False)
class GivenTrees(Mapping[str, Meaning]):
    """``computed`` are values of functions, by their names, and go before the formulas."""

    formulas: Mapping[str, Equation]
    trees: FormulaTrees
    computed: Mapping[str, Meaning] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Meaning:
        return self.computed[name] if name in self.computed else readied(self.trees.said(self.formulas[name]).meaning)

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self.computed), **dict.fromkeys(self.formulas)})

    def __len__(self) -> int:
        return len({*self.computed, *self.formulas})


def own_statement(said: RowStatement, knowledge: Knowledge) -> Meaning:
    """What a row says. A left side from above that is computed is computed there, and not once more."""
    told = said.told
    if said.begins or not isinstance(told, Chain) or is_name(told.operands[0], knowledge):
        return told
    left = Nothing(told.start, told.start)
    return replace(told, operands=(left, *told.operands[1:]))


def run_equation(equation: Equation, study: Study, seed: int = 0, chosen: Mapping[str, float] | None = None) -> Run:
    """Run what runs of one formula of the paper on seeded numbers. ``chosen`` are sizes, or values of inputs that are
    one number, by their LaTeX with or without braces.

    Raises :class:`~reader.study.evaluation.refusal.Refusal` where it does not run, :class:`UnknownName` for a name that
    the formula does not have.
    """
    plan = plan_of(equation, study)
    wanted = {unbraced(name): value for name, value in (chosen or {}).items()}
    chosen_sizes = {name: wanted.pop(unbraced(name)) for name in plan.sizes if unbraced(name) in wanted}
    for name, size in chosen_sizes.items():
        if not float(size).is_integer():  # nor are nan and inf
            raise Refusal("sizes-do-not-fit", name)
    sizes = {name: int(size) for name, size in chosen_sizes.items()}
    if sizes:
        plan = plan_of(equation, study, sizes)
    values = numbers_to_show(plan, seed)
    for k, each in enumerate(plan.inputs):
        if unbraced(each.latex) in wanted and not each.sizes and each.fixed is None:
            values[k] = float(wanted.pop(unbraced(each.latex)))
    if wanted:
        known = (*plan.sizes, *(each.latex for each in plan.inputs if not each.sizes and each.fixed is None))
        raise UnknownName(next(iter(wanted)), known)
    return run_plan(plan, values)


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be switched in a formula, in all its places at once; ``block`` is the block that it is, if any, and
    ``alternative`` what the author says may stand there, ``swap`` what else fits its place.

    ``meaning`` is the tree that the switches are of. ``lost`` is what goes of a block, where that is known:
    the ``\\sqrt{d}`` of a scaled product.
    """

    meaning: Meaning
    part: str
    switches: tuple[Switch, ...]
    block: FoundBlock | None = None
    alternative: Alternative | None = None
    swap: Swap | None = None
    lost: tuple[Meaning, ...] = ()

    @property
    def places(self) -> tuple[Meaning, ...]:
        """The parts that one takes out."""
        return self.lost or tuple(switch.target for switch in self.switches)


def offers_of(
    equation: Equation,
    study: Study,
    blocks: Iterable[FoundBlock] = (),
    alternatives: Iterable[Alternative] = (),
) -> tuple[Offer, ...]:
    """What can be switched off in a formula that runs; parts that have no neutral form are left out.

    ``blocks`` are those found in it: one whose row says what is left when it is removed is an offer of its own.
    ``alternatives`` are those that the author names: each that the formula does not have is a position of its own.
    """
    made = attempt_at(equation, study)
    offers = parts_to_switch(made.part, made.knowledge, blocks, alternatives)
    return tuple(offer for offer in offers if made.trial.plan_without(offer.switches) is not None)


def parts_to_switch(
    meaning: Meaning,
    knowledge: Knowledge,
    blocks: Iterable[FoundBlock] = (),
    alternatives: Iterable[Alternative] = (),
) -> list[Offer]:
    """The same before it is known whether the formula runs without them. ``knowledge`` is that of its section."""
    grouped: dict[tuple[str, str], list[Switch]] = {}
    for switch in switches_of(meaning, knowledge):
        grouped.setdefault((switch.form, switch.part), []).append(switch)
    offers = [
        Offer(meaning, part, tuple(switches))
        for (form, part), switches in grouped.items()
        if form not in HALVED or not is_half(meaning, knowledge, part, switches)
    ]
    offers += [offer for block in blocks if (offer := block_offer(meaning, block, knowledge)) is not None]
    offers += [
        Offer(meaning, part, switches, alternative=each)
        for each in alternatives
        for part, switches in positions(each, meaning, knowledge)
    ]
    swapped: dict[tuple[str, str], list[tuple[Swap, Switch]]] = {}
    for row, switch in swaps_of(meaning, knowledge):
        swapped.setdefault((row.id, function_in(switch.shown)), []).append((row, switch))
    offers += [
        Offer(meaning, put_in, tuple(switch for _, switch in found), swap=found[0][0])
        for (_, put_in), found in swapped.items()
    ]
    return offers


def function_in(node: Meaning) -> str:
    """The function that is put in, where that is what is exchanged."""
    return node.function.latex if isinstance(node, Application) and isinstance(node.function, Symbol) else ""


def block_offer(meaning: Meaning, found: FoundBlock, knowledge: Knowledge) -> Offer | None:
    """The formula with what is left in the place of a block. None where its row does not say what is left of it."""
    neutral = found.left
    if neutral is None:
        return None
    place = (found.start, found.end)
    stated = next((node for node in walk(meaning) if isinstance(node, Chain) and (node.start, node.end) == place), None)
    if stated is not None and len(stated.operands) == 2:  # of a block that says what something is, its right side
        place, neutral = (stated.operands[1].start, stated.operands[1].end), right_side(neutral)
    place = without_number(meaning, place, found.pattern)
    if neutral.startswith("-") and has_sign_outside(meaning, place):
        neutral = neutral.removeprefix("-")
    expression = parse_formula(neutral)
    instead = read_meaning(expression, knowledge.evidence)
    instead = with_products_of(meaning, instead)
    switch = formula_switch(meaning, knowledge, place, instead)
    if switch is None or expression.problems:
        return None
    return Offer(meaning, found.block.id, (switch,), found)


def with_products_of(meaning: Meaning, instead: Meaning) -> Meaning:
    """What is put in, its products in the order of the formula: ``x W`` where that has ``x W + b``."""
    written = {tuple(map(meaning_latex, node.factors)): node for node in walk(meaning) if isinstance(node, Product)}

    def change(node: Meaning) -> Meaning:
        factors = tuple(map(meaning_latex, node.factors)) if isinstance(node, Product) else ()
        if not factors or factors in written:
            return rebuilt(node, change)
        other = next((each for each in written if sorted(each) == sorted(factors)), None)
        return written[other] if other is not None else rebuilt(node, change)

    return change(instead)


def without_number(meaning: Meaning, place: tuple[int, int], pattern: str) -> tuple[int, int]:
    """The place of a block without a number before it that its pattern does not have: of ``2 u^\\top v`` that of
    ``u^\\top v``.
    """
    for node in walk(meaning):
        if isinstance(node, Product) and (node.start, node.end) == place and len(node.factors) == 2:
            number, rest = node.factors
            if isinstance(number, Number) and number.text not in pattern:
                return rest.start, rest.end
    return place


def right_side(latex: str) -> str:
    """What a formula says that its left side is; the formula where it has none."""
    return latex.partition("=")[2].strip() or latex


def has_sign_outside(meaning: Meaning, place: tuple[int, int]) -> bool:
    """Whether what stands there is a term with a minus before it."""
    return any(
        sign == "-" and (term.start, term.end) == place
        for node in walk(meaning)
        if isinstance(node, Total)
        for term, sign in zip(node.terms, node.signs, strict=True)
    )


def compare_equation(
    equation: Equation, study: Study, offer: Offer, seed: int = 0, chosen: Mapping[str, float] | None = None
) -> Comparison:
    """A formula with all its parts, and without one, on the same numbers. Raises as :func:`run_equation` does."""
    before = run_equation(equation, study, seed, chosen)
    knowledge = attempt_at(equation, study).knowledge
    return switch_off(offer.meaning, offer.switches, knowledge, before, seed, before.plan.sizes)


class UnknownName(Exception):
    """A reader chose a value for ``name``; ``known`` are those that the formula has."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, tuple(known)


def unbraced(latex: str) -> str:
    """A name as one types it: ``d_k`` for ``d_{k}``, ``beta`` for ``\\beta``."""
    return re.sub(r"[{}_^\s\\\\]", "", latex)


def here(knowledge: Knowledge, equation: Equation) -> Knowledge:
    """The same, with declarations as they hold in the formula's section."""
    return replace(knowledge, declarations=knowledge.declarations.within(equation.section, small=True))
