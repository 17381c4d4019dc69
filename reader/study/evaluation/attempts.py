"""What of a statement runs: all of it, else the largest part that does.

Whatever is tried is planned and computed on the first numbers, so that nothing is offered that then has no value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Constant,
    Grid,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Statements,
    Symbol,
    Undecided,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.formula.syntax.tree import children, walk
from reader.study.evaluation.definitions import MOST_STEPS, with_definitions
from reader.study.evaluation.inputs import Nested
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.evaluated import GROWTHS, evaluated, known_function, said_by_paper, stand_in_of
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.planning.holes import is_plain
from reader.study.evaluation.planning.run import numbers_of, run_plan
from reader.study.evaluation.planning.statements import (
    ASSIGNING,
    COMPARING,
    IMPLYING,
    equal_in,
    is_about,
    is_name,
    named_by_left,
)
from reader.study.evaluation.planning.switches import has_name
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of
from reader.study.name_kinds import numbers_in, vectors_in

MOST_SEEDS = 12
MOST_HELD = 48  # where results have to be of a kind
OUT_OF_RANGE, UNEQUAL = "out-of-range", "no-identity"
BROKEN = frozenset({OUT_OF_RANGE, "condition-unkept"})  # where made-up numbers would contradict the paper
UNLUCKY = BROKEN | {"no-value"}  # on these numbers; perhaps not on others
MOST_STAND_INS = 1  # of a run that one can still take for the paper's own
PUT_IN = frozenset({"atom-value", "near-reference"})  # values of functions that nobody knows
FEWEST = 3  # atoms of a part that is worth moving
MOST_TRIED = 10  # parts of one statement
LOCAL = frozenset(
    {
        "function-unknown",
        "undecided",
        "no-operation",
        "no-shape",
        "word-or-product",
        "norm-unknown",
        "product-unknown",
        "row-unknown",
        "range-unknown",
        "search",
        "shapes-clash",
        "draws-unknown",
        "form-not-drawn",
    }
)  # whatever is around
ATOMS = (Symbol, Number, Constant, Undecided)


@dataclass(frozen=True, slots=True)
class Attempt:
    """``part`` is what was planned; ``share`` how much of the statement's atoms it has, 1 for all of it."""

    part: Meaning
    trial: Trial
    share: float
    missing: Refusal | None = None  # why the whole does not run
    borrowed: tuple[str, ...] = ()  # names that other formulas of the paper compute

    @property
    def knowledge(self) -> Knowledge:
        """What it was planned with."""
        return self.trial.workshop.knowledge

    @property
    def plan_as_written(self) -> Plan:
        """With an input for each name of the formula, whatever other formulas say of it."""
        if not self.knowledge.defined:
            return self.trial.plan
        try:
            return computed_trial(self.part, self.knowledge.undefined()).plan
        except Refusal:
            return self.trial.plan

    @property
    def whole(self) -> bool:
        return self.share == 1

    @property
    def activations(self) -> tuple[tuple[str, str], ...]:
        """The functions that nobody knows for which another stands in, with its name."""
        nodes = [node for node in self.trial.nodes if isinstance(node, Application)]
        found = [(node, stand_in_of(node, self.knowledge)) for node in nodes]
        heads = {meaning_latex(node.function): known.name for node, known in found
                 if known is not None and known_function(node, self.knowledge) is known
                 and not said_by_paper(node, self.knowledge)}  # fmt: skip
        return tuple(heads.items())

    @property
    def stand_ins(self) -> frozenset[str]:
        """The functions that nobody knows: whose values are put in, or for which another stands in."""
        put_in = {head_of(each.latex) for each in self.trial.plan.inputs if each.why in PUT_IN}
        return frozenset(put_in | {head for head, _ in self.activations})


def head_of(latex: str) -> str:
    """``f`` of ``f(x)``."""
    return latex.partition("(")[0]


def attempt_with(
    said: Meaning, knowledge: Knowledge, formulas: Mapping[str, Meaning], fixed: Mapping[str, int] | None = None
) -> Attempt:
    """The same with names computed by the ``formulas`` that say what they are, where that runs as a whole."""
    tried: list[Collection[str]] = []
    refused: Refusal | None = None
    in_the_way: set[str] = set()
    for steps in (MOST_STEPS, MOST_STEPS, 1, 0):  # what others say; what the formula says itself holds all the same
        known, borrowed = with_definitions(knowledge, said, formulas, steps, in_the_way)
        if not borrowed and refused is not None and refused.reason == OUT_OF_RANGE:
            break
        if not known.defined or known.defined.keys() in tried:
            continue
        tried.append(known.defined.keys())
        try:
            made = Attempt(said, computed_trial(said, shown_here(said, known), fixed), 1, borrowed=borrowed)
        except Refusal as refusal:
            refused = refusal.kept()
            in_the_way |= {name for name in borrowed if _holds(known.defined[name].side, refusal.part)}
            continue
        if not borrowed or len(made.stand_ins) <= MOST_STAND_INS:
            used = {node.latex for node in made.trial.nodes if isinstance(node, Symbol)}
            return replace(made, borrowed=tuple(name for name in borrowed if name in used))
    if refused is None:
        return attempt(said, knowledge, fixed)
    try:
        return _without_others(said, knowledge, fixed, refused)
    finally:
        del refused  # or it and this frame would hold each other


def _holds(side: Meaning, part: str) -> bool:
    return bool(part) and any(meaning_latex(node) == part for node in walk(side))


def _without_others(said: Meaning, knowledge: Knowledge, fixed: Mapping[str, int] | None, first: Refusal) -> Attempt:
    """The formula by itself. Where it then only speaks of its own names, ``first`` says better why it does not run."""
    if first.reason != OUT_OF_RANGE:  # what the paper computes; made up it would be wrong
        try:
            made = attempt(said, knowledge, fixed)
        except Refusal as refusal:
            if refusal.reason != "circular":
                raise
        else:
            circular = made.missing is not None and made.missing.reason == "circular"
            return replace(made, missing=first) if circular else made
    try:
        raise first
    finally:
        del first  # or it and this frame would hold each other


def attempt(said: Meaning, knowledge: Knowledge, fixed: Mapping[str, int] | None = None) -> Attempt:
    """The statement, or its largest part that runs. Raises why the whole does not where no part does."""
    knowledge = shown_here(said, knowledge)
    try:
        return Attempt(said, computed_trial(said, knowledge, fixed), 1)
    except Refusal as refusal:
        first = refusal.kept()
    in_the_way = {first.part} if first.reason in LOCAL and first.part else set()
    whole = atoms_in(said)
    tried = 0
    found = parts_by_size(said, knowledge, first.reason == UNEQUAL) if first.reason not in BROKEN else ()
    for part in found:
        if tried == MOST_TRIED:
            break
        if in_the_way and in_the_way & {meaning_latex(node) for node in walk(part)}:
            continue
        if puts_in_what_is_said(part, said):
            continue
        tried += 1
        try:
            trial = computed_trial(part, knowledge, fixed)
            trial.plan = named_by_left(trial.plan, part, said)
            return Attempt(part, trial, atoms_in(part) / whole, first)
        except Refusal as refusal:
            if refusal.reason in LOCAL and refusal.part:
                in_the_way.add(refusal.part)
    try:
        raise first
    finally:
        del first  # or it and this frame would hold each other


def puts_in_what_is_said(part: Meaning, said: Meaning) -> bool:
    """Whether a part has a name that another line or statement of the display says what it is, which then would be made
    up: the ``\\pi_e`` of ``f = \\sum_e \\pi_e f_e, \\pi = \\operatorname{softmax}(g)``.
    """
    inside = {id(node) for node in walk(part)}
    told = {
        left.latex
        for chain in equations_in(said)
        if isinstance(left := chain.operands[0], Symbol) and not any(id(side) in inside for side in chain.operands)
    }
    return any(isinstance(node, Symbol) and not told.isdisjoint((node.latex, node.stem)) for node in walk(part))


def equations_in(said: Meaning) -> Iterator[Chain]:
    """What the lines and statements of a display say is equal; no bounds of sums."""
    if isinstance(said, Chain) and {relation.sign for relation in said.relations} <= EQUAL:
        yield said
    elif isinstance(said, Statements | Grid):
        for child in children(said):
            yield from equations_in(child)


def shown_here(said: Meaning, knowledge: Knowledge) -> Knowledge:
    """The same, where a formula that uses a name as a vector or as a number goes before what others do with it."""
    vectors, numbers = set(vectors_in(said)), set(numbers_in(said))
    only_vectors, only_numbers = vectors - numbers, numbers - vectors
    return replace(
        knowledge,
        vectors=(knowledge.vectors - only_numbers) | only_vectors,
        numbers=(knowledge.numbers - only_vectors) | only_numbers,
    )


def computed_trial(meaning: Meaning, knowledge: Knowledge, fixed: Mapping[str, int] | None = None) -> Trial:
    """A formula planned, and computed once. Raises :class:`Refusal`."""
    trial = Trial.of(meaning, knowledge, fixed)
    next(numbers_for(trial.plan))
    return trial


def numbers_for(plan: Plan, most: int = MOST_SEEDS) -> Iterator[list[Nested]]:
    """Sets of numbers on which the plan has a value. Raises why the first did not have one where there are none."""
    first: Refusal | None = None
    found = 0
    for seed in range(MOST_HELD if plan.held and most == MOST_SEEDS else most):
        values = numbers_of(plan, seed)
        try:
            run_plan(plan, values)
        except Refusal as refusal:
            first = first or refusal.kept()
            if refusal.reason not in UNLUCKY:
                break
            continue
        found += 1
        yield values
    if first is not None and not found:
        try:
            raise first
        finally:
            del first  # or it and this frame would hold each other


def numbers_from(plan: Plan, seed: int) -> list[Nested]:
    """The numbers of a seed, or of the next one on which the plan has a value; of the seed where none has."""
    for each in range(seed, seed + MOST_HELD):
        values = numbers_of(plan, each)
        try:
            run_plan(plan, values)
        except Refusal as refusal:
            if refusal.reason not in UNLUCKY:
                break
        else:
            return values
    return numbers_of(plan, seed)


def _bounds(node: Meaning) -> Iterator[Meaning]:
    """Sides of a bound in which something is summed or averaged: these one reads for themselves, as the bound of a
    likelihood that a model is trained on.
    """
    compared = isinstance(node, Chain) and {relation.sign for relation in node.relations} <= AT_MOST | AT_LEAST
    for side in node.operands if isinstance(node, Chain) and compared else ():
        if any(isinstance(part, Operation) and part.kind in ("sum", "expectation") for part in walk(side)):
            yield side


def is_number(node: Meaning) -> bool:
    """Whether a side is a number, however it is written."""
    return any(isinstance(part, Number) for part in walk(node)) and not has_name(node)


def atoms_in(meaning: Meaning) -> int:
    """Names, numbers and constants that stand in a formula."""
    return sum(isinstance(node, ATOMS) for node in walk(meaning))


def parts_by_size(said: Meaning, knowledge: Knowledge, unequal: bool = False) -> list[Meaning]:
    """The parts that may run by themselves, those with most atoms first. ``unequal`` says that the sides of an equation
    came out different on made-up numbers.
    """
    bound = set(counted_in(said))
    found = [part for part in _parts(said, knowledge, unequal) if part is not said and not is_plain(part, knowledge)]
    found = [part for part in found if not counts_alone(part, bound, knowledge)]
    sized = [(atoms_in(part), part) for part in found]
    return [part for atoms, part in sorted(sized, key=lambda each: -each[0]) if atoms >= FEWEST]


def counted_in(node: Meaning) -> Iterator[str]:
    """The letters with which sums and products count."""
    for each in walk(node):
        if isinstance(each, Operation) and each.kind in ("sum", "product"):
            yield from each.bound


def counts_alone(part: Meaning, bound: Collection[str], knowledge: Knowledge) -> bool:
    """Whether it computes with a letter that a sum around it counts with: ``\\frac{i}{N} a_i``."""
    alone = set(bound) - set(counted_in(part))
    return any(isinstance(each, Symbol) and each.latex in alone for each in evaluated(part, knowledge))


def _parts(node: Meaning, knowledge: Knowledge, unequal: bool) -> Iterator[Meaning]:
    """The node, what of it can be said alone, and its parts. A side is taken with the name that it is given."""
    yield node
    if is_only_whole(node, knowledge):
        yield from (side for side in _bounds(node) if not is_number(side))
        return
    if isinstance(node, Chain) and is_about(node, knowledge):
        for each in equal_in(node):
            yield from _parts(each, knowledge, unequal)
        return
    if isinstance(node, Chain) and len(node.operands) > 2:
        yield from (_alone(node, k) for k in range(1, len(node.operands)))
    for child in sides_alone(node, knowledge) if unequal and isinstance(node, Chain) else children(node):
        if not isinstance(child, Nothing | Listing) and not (isinstance(node, Application) and child is node.function):
            yield from _parts(child, knowledge, unequal)


def is_only_whole(node: Meaning, knowledge: Knowledge) -> bool:
    """Whether its parts say nothing without it: half of a bound, what only says how something grows, what a number is
    said to be equal to and on made-up numbers is not.
    """
    if isinstance(node, Application) and isinstance(node.function, Symbol):
        return base_of(node.function.latex) in GROWTHS
    if not isinstance(node, Chain):
        return False
    signs = {relation.sign for relation in node.relations}
    if not signs <= EQUAL | ASSIGNING | COMPARING | IMPLYING | {r"\in"}:
        return True  # of A \sim B, A \subset B and x \mapsto A a side alone says nothing
    fixed = not signs.isdisjoint(EQUAL) and any(map(is_number, node.operands))
    return fixed or (not signs.isdisjoint(COMPARING) and not is_name(node.operands[0], knowledge))


def sides_alone(chain: Chain, knowledge: Knowledge) -> Sequence[Meaning]:
    """The sides of a relation that say something by themselves: of an equation between two that are computed the right
    one, where the left one has a name of its own, which may then be what makes it hold.
    """
    left, *others = chain.operands
    if not {relation.sign for relation in chain.relations} <= EQUAL or is_name(left, knowledge):
        return chain.operands
    own = set(names_of(left)) - {name for side in others for name in names_of(side)}
    return others if own else ()


def names_of(node: Meaning) -> Iterator[str]:
    """Names that stand in a formula, and applied functions with what they are applied to."""
    yield from (meaning_latex(each) for each in walk(node) if isinstance(each, Symbol | Application | Undecided))


def _alone(chain: Chain, k: int) -> Meaning:
    """One side of several, with what stands on the left."""
    side = chain.operands[k]
    return replace(chain, operands=(chain.operands[0], side), relations=(chain.relations[k - 1],), end=side.end)
