"""What is worth offering to a reader's fingers: what moves, and tells more than that made-up numbers add up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Given,
    Listing,
    Meaning,
    Operation,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.evaluation.attempts import numbers_for, numbers_from
from reader.study.evaluation.inputs import Nested
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Instruction, Plan
from reader.study.evaluation.planning.evaluated import is_atom, known_function
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.planning.ranges import ranges_of
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.planning.switches import NO_ACTIVATIONS, Switch, has_name
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.relations import SLOPE, applied
from reader.study.evaluation.shown_parts import moving_values
from reader.study.evaluation.spelling import base_of, is_slice, scripts_of

if TYPE_CHECKING:
    from reader.study.runs import Offer

MADE_UP = frozenset({"atom-value", "ground-plain", "ground-relative"})  # what the paper does not speak of
DRAWN = frozenset({"drawn", "drawn-here"})
ADDING = frozenset({"add", "subtract", "negative", "sum"})
ARRANGING = frozenset({"input", "number", "counter", "arrange", "spread", "slice", "choose", "join"})
EXTREME = ("maximum", "minimum")
ARITHMETIC = ADDING - {"sum"} | {"multiply", "divide", "contract"}
LINEAR = ADDING | {"multiply", "divide", "contract", "mean"}
MOST_LOOKED_AT = 4  # sets of numbers
UNSEEN = 1e-30
MORE = 3  # times as many where bounds may do nothing
MEETING = 2  # values that an operation takes
LOGARITHMS = (r"\log", r"\ln")
ALGEBRA = frozenset({"divisor", "exponent"})  # what one takes out of a formula without a word for what is lost


def why_idle(plan: Plan) -> Refusal | None:
    """Why nobody understands a formula better by moving it; None where one does."""
    if not moves(plan):
        return Refusal("nothing-moves")
    if only_steps(plan):
        return Refusal("only-steps")
    if only_adds(plan):
        return Refusal("only-adds")
    function = apart_from_slope(plan, {})
    return Refusal("slope-apart", function) if function is not None else None


def why_apart(trial: Trial) -> Refusal | None:
    """Why a formula is not moved: it puts in what other numbers of it settle. Values of one function at several places
    would stay where they are while one moves a letter of these, of ``\\frac{f(x + h) - f(x)}{h}`` with h; and
    ``x_{1:n}`` has the numbers of the ``x_i`` beside it. None where there is none.
    """
    if (row := row_apart(trial.plan)) is not None:
        return Refusal("related-values", row)
    if (function := apart_from_slope(trial.plan, trial.workshop.knowledge.named_values)) is not None:
        return Refusal("slope-apart", function)
    if (mean := undrawn(trial)) is not None:
        return Refusal("nothing-drawn", mean)
    if (count := count_apart(trial)) is not None:
        return Refusal("related-values", count)
    moved = {each.latex for each in trial.plan.inputs if each.fixed is None and each.why not in DRAWN}
    knowledge, places = trial.workshop.knowledge, dict[str, dict[str, bool]]()
    for node in trial.nodes:
        said = applied(node) if is_atom(node, knowledge) else None
        if said is not None:
            letters = {part.latex for part in values_in(node)}
            places.setdefault(said[0], {})[meaning_latex(node)] = not moved.isdisjoint(letters)
    found = (head for head, values in places.items() if len(values) > 1 and any(values.values()))
    apart = next(found, None)
    return Refusal("places-apart", apart) if apart is not None else None


def count_apart(trial: Trial) -> str | None:
    """The ``G`` of ``\\frac{2}{G (G - 1)} \\sum_{i < j} d_{ij}``, which is how many there are: of a sum that runs over
    a few and does not say so.
    """
    wholes = {each.latex for each in trial.plan.inputs if each.domain == "natural" and each.fixed is None}
    for node in trial.nodes if wholes else ():
        below, sums = shared_out(node)
        if any(isinstance(each, Operation) and is_untold(each) for each in sums):
            found = (name for each in below for name in counts_of(each) if name in wholes)
            if (count := next(found, None)) is not None:
                return count
    return None


def shared_out(node: Meaning) -> tuple[list[Meaning], list[Meaning]]:
    """By what a formula divides before a sum or in each of its members, and the sums."""
    if isinstance(node, Operation):
        return shared_out(bare(node.body))[0], [node]
    factors = [bare(each) for each in (node.factors if isinstance(node, Product) else (node,))]
    below = [each.denominator for each in factors if isinstance(each, Quotient)]
    return below, [bare(each.numerator) if isinstance(each, Quotient) else each for each in factors] if below else []


def undrawn(trial: Trial) -> str | None:
    """A mean of one value in which nothing differs from draw to draw here, so that it would be that value itself."""
    values = {step.latex: step.value for step in trial.plan.steps}
    for node in trial.nodes:
        if isinstance(node, Operation) and node.kind == "expectation" and isinstance(bare(node.body), Application):
            mean, body = (values.get(meaning_latex(each)) for each in (node, bare(node.body)))
            if mean is not None and mean == body:
                return meaning_latex(node)
    return None


def is_untold(node: Operation) -> bool:
    """Whether a sum does not say over how many it runs, or over what set alone."""
    if node.kind != "sum":
        return False
    with suppress(Refusal):
        return all(name.startswith(("?", "|")) for each in ranges_of(node) for name in each.size.names)
    return False


def counts_of(node: Meaning) -> Iterator[str]:
    """The letters of ``G (G - 1)``, ``2 N``, ``N^2`` and ``n - k``."""
    node = bare(node)
    for factor in map(bare, node.factors if isinstance(node, Product) else (node,)):
        part = bare(factor.base) if isinstance(factor, Power) else factor
        terms = part.terms if isinstance(part, Total) and part.signs == ("", "-") else (part,)
        yield from (each.latex for each in map(bare, terms) if isinstance(each, Symbol))


def row_apart(plan: Plan) -> str | None:
    """A row of a family that is put in beside its members or another row of it."""
    scripts = {each.latex: scripts_of(each.latex) for each in plan.inputs}
    for row, (head, items) in scripts.items():
        beside = [others for name, (other, others) in scripts.items() if other == head and others and name != row]
        if beside and any(map(is_slice, items)):
            return row
    return None


def why_unknown(plan: Plan, named: Collection[str] = ()) -> Refusal | None:
    """Why a formula of a paper is not moved: an input of which nobody says which numbers it can be, for these would be
    made up and may be what the paper excludes. None where there is none; of the ``named`` it is known.
    """
    change = next((each for each in plan.inputs if each.why == "atom-change"), None)
    if change is not None:  # the length of a small step, or a product of d and r
        return Refusal("undecided", change.latex)
    free = (each for each in plan.inputs if each.guessed and each.fixed is None and each.chosen is None)
    guessed = next((each for each in free if each.latex not in named), None)
    return Refusal("kind-unknown", guessed.latex) if guessed is not None else None


def varied_in(said: Meaning) -> frozenset[str]:
    """The letters that a formula itself lets vary: the ``x`` and ``m`` of ``f(x | m) = ...``, whose values it gives."""
    lefts = (
        bare(each.operands[0])
        for each in statements_of(said)
        if isinstance(each, Chain) and each.relations[0].sign in GIVING_RELATIONS
    )
    given = (part for left in lefts if isinstance(left, Application) for part in left.arguments)
    sides = (side for part in given for side in ((part.left, part.right) if isinstance(part, Given) else (part,)))
    members = (each for side in sides for each in (side.items if isinstance(side, Listing) else (side,)))
    return frozenset(each.latex for each in map(bare, members) if isinstance(each, Symbol))


def moves(plan: Plan) -> bool:
    """Whether a result depends on what one can move: in ``(9 - 3 - 2) = 4`` none does, and ``a b = 0`` holds a b."""
    moving = moving_values(plan)
    held = {value for pair in plan.same if not moving.issuperset(pair) for value in pair}
    return any(each.value in moving - held for each in plan.results)


def only_steps(plan: Plan) -> bool:
    """``1 - p``: one number, and one that stays as it is."""
    free = [each for each in plan.inputs if each.fixed is None]
    return len(free) == 1 and not free[0].sizes and done_in(plan) <= ADDING


def done_in(plan: Plan) -> set[str]:
    """What is computed."""
    return {str(each.options[0]) if each.operation in ("map", "zip", "reduce") else each.operation
            for each in plan.instructions if each.operation not in ARRANGING}  # fmt: skip


def only_adds(plan: Plan) -> bool:
    """``y = u + v``, of which the paper says no number; not ``V(a) - V(b)``, which compares."""
    done = done_in(plan)
    if not done <= ADDING:
        return False
    free = [each for each in plan.inputs if each.fixed is None]
    bases = [base_of(each.latex.partition("(")[0]) for each in free]
    compares = "subtract" in done and len(set(bases)) < len(bases)
    return not compares and all(each.why in MADE_UP and each.chosen is None for each in free)


def one_operation(plan: Plan) -> bool:
    """``y / z``, ``u - v`` and ``(1 - b) c`` of numbers that nobody sets: one knows what it does. What is done with
    a number that stands in the formula, as the difference to 1, does not count.
    """
    if any(each.chosen is not None for each in plan.inputs) or not done_in(plan) <= ARITHMETIC:
        return False
    moving = moving_values(plan)
    done = (each for each in plan.instructions if each.operation not in ARRANGING)
    return sum(len([k for k in each.arguments if k in moving]) > 1 for each in done) <= 1


def only_straight(plan: Plan) -> bool:
    """Whether each number that one drags draws a straight line and pulls one way: what is added up and multiplied, and
    no number meets itself, as the t of ``(1 - t) x + t y`` does. Of members that sum to 1 the others make room for the
    one that is dragged; a mean shows its draws.
    """
    if plan.means or any(each.normalised for each in plan.inputs) or not done_in(plan) <= LINEAR:
        return False
    reached: list[frozenset[int]] = []  # the inputs that move a value
    for each in plan.instructions:
        within = [reached[k] for k in each.arguments]
        if each.operation == "input":
            number = int(each.options[0])  # type: ignore[arg-type]
            within = [frozenset({number})] if plan.inputs[number].fixed is None else []
        elif len(within) == MEETING and bends(each, *within):
            return False
        reached.append(frozenset().union(*within))
    return True


def bends(each: Instruction, first: frozenset[int], second: frozenset[int]) -> bool:
    """Whether an operation divides by what moves, or brings together two values that one number moves."""
    return not first.isdisjoint(second) or (each.operation == "zip" and each.options[0] == "divide" and bool(second))


def apart_from_slope(plan: Plan, named: Mapping[str, str]) -> str | None:
    """The function whose values and whose slope, or that of its logarithm, are both put in: they would have nothing to
    do with each other. A value may be ``named``: ``p = \\pi(y)``.
    """
    heads = [each.latex.partition("(") for each in plan.inputs]
    slopes = [head for head, _, _ in heads if head.startswith(SLOPE)]
    functions = [head for head, _, _ in heads if not head.startswith(SLOPE)]
    values = [named[each.latex] for each in plan.inputs if each.latex in named]
    functions += [name for each in values for name in (each, base_of(each))]  # a letter alone stands for all of it
    return next((each for each in functions for slope in slopes if _is_slope_of(slope, each)), None)


def _is_slope_of(slope: str, function: str) -> bool:
    """``\\nabla F``, ``\\nabla_{w}F`` and ``\\nabla_{w}\\log F`` of ``F``."""
    forms = (function, *(f"{log}{gap}{function}" for log in LOGARITHMS for gap in ("", " ")))
    return any(slope.removeprefix(SLOPE).strip() == form or slope.endswith(f"}}{form}") for form in forms)


def is_telling(offer: Offer, plan: Plan, knowledge: Knowledge) -> bool:
    """Whether one learns something by a part taken out or put in another's place. The largest of several vectors would
    be taken entry by entry.
    """
    first = offer.switches[0]
    if offer.swap is not None and offer.swap.id == "largest":
        return all(step.shape == () for step in plan.steps if step.latex == first.part)
    return is_named(offer) or first.form not in ALGEBRA or is_temperature(first, offer.meaning, knowledge)


def is_named(offer: Offer) -> bool:
    """Whether something says what the part is: a block, the author, or what is put in its place."""
    return offer.block is not None or offer.alternative is not None or offer.swap is not None


def is_temperature(switch: Switch, meaning: Meaning, knowledge: Knowledge) -> bool:
    """A divisor right below a function, the ``\\tau`` of ``\\exp(s/\\tau)``: it does more than scale what comes out."""
    divided = switch.place
    if not isinstance(divided, Quotient) or switch.form != "divisor" or not has_name(divided.numerator):
        return False
    functions = (node for node in walk(meaning) if isinstance(node, Application))
    around = [node for node in functions if any(part is divided for part in walk(node))]
    known = known_function(around[-1], knowledge) if around else None
    return known is not None and known.name not in NO_ACTIVATIONS


def numbers_to_begin(plan: Plan, most: int) -> list[list[Nested]]:
    """So many sets of numbers for who moves a formula, those that tell most first."""
    looked_at = most * (MORE if bounds_in(plan) else 1)
    return telling_first(plan, list(islice(numbers_for(plan), looked_at)))[:most]


def numbers_to_show(plan: Plan, seed: int) -> list[Nested]:
    """The numbers of a seed, those first that tell most, as on the page."""
    sets: list[list[Nested]] = []
    with suppress(Refusal):
        sets = numbers_to_begin(plan, MOST_LOOKED_AT) if seed < MOST_LOOKED_AT else []
    return sets[seed] if seed < len(sets) else numbers_from(plan, seed)


def why_nought(plan: Plan) -> Refusal | None:
    """Why a formula is not moved that comes to 0 throughout on what the authors set, as deep in a sigmoid: what stands
    beside that is of another size in their work."""
    chosen = next((each.latex for each in plan.inputs if each.chosen is not None), None)
    if chosen is None or not all(is_nought(plan, values) for values in islice(numbers_for(plan), MOST_LOOKED_AT)):
        return None
    return Refusal("nought-as-set", chosen)


def telling_first(plan: Plan, sets: Sequence[list[Nested]]) -> list[list[Nested]]:
    """Sets of numbers, those first on which most bounds do something: on which a hinge is not at nought throughout."""
    bounds = bounds_in(plan)

    def idle(values: list[Nested]) -> int:
        found = run_plan(plan, values, checked=False).values
        return sum(bool((found[k] == found[side]).all()) for k, side in bounds)

    return sorted(sets, key=idle) if bounds else list(sets)


def bounds_in(plan: Plan) -> list[tuple[int, int]]:
    """Values of a least or greatest of two, with that of the two that is a number of the formula."""
    return [
        (k, side)
        for k, each in enumerate(plan.instructions)
        if each.operation == "zip" and each.options[0] in EXTREME
        for side in each.arguments
        if plan.instructions[side].operation == "number"
    ]


def is_nought(plan: Plan, values: list[Nested]) -> bool:
    """Whether every result is 0 in all of its entries, or so small that nobody sees it."""
    run = run_plan(plan, values, checked=False)
    return all(not (abs(run.of(step)) > UNSEEN).any() for step in plan.results)
