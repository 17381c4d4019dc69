"""Why a formula that runs is not moved: what the paper says elsewhere, or in the same display, settles an input that
would be made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from reader.formula.semantics.free_values import values_in as values_in_formula
from reader.formula.semantics.nodes import Chain, Meaning, Number, Operation, Power, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import skeleton
from reader.study.evaluation.attempts import UNEQUAL, Attempt, equations_in, names_of, numbers_for
from reader.study.evaluation.conditions.values_given import function_given, value_at_place
from reader.study.evaluation.inputs import is_free
from reader.study.evaluation.matrices.parted import is_softmax
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of, plain_of

OPEN = frozenset({"real", "positive", "nonnegative"})  # kinds of numbers that need not add up to 1
DOT, MID = r"\cdot", r"\mid"
MOST_DRAWN = 4
UNLIKE = frozenset({r"\ne", r"\neq", r"\not="})


def why_settled(made: Attempt, said: Meaning, given: Mapping[str, Meaning]) -> Refusal | None:
    """Why the numbers of a run would break what the paper says; None where they need not. ``said`` is the statement of
    which a part or all runs, ``given`` the paper's other formulas by what they say.
    """
    if made.missing is not None and made.missing.reason == UNEQUAL and is_side_of_more(made, said):
        return made.missing
    plan = made.trial.plan
    found = (
        law_apart(plan),
        member_apart(plan),
        entry_apart(plan, said),
        raised_apart(plan),
        share_apart(plan, given),
        made_of_others(plan, given),
    )
    part = next((each for each in found if each is not None), None)
    values = made.knowledge.values_given
    if (
        part is None
        and (part := function_given(plan, said, made.knowledge, given) or value_at_place(plan, values)) is not None
    ):
        return Refusal("function-given", part)
    part = part or excluded(made)
    if part is None and is_square_below_nought(made, said):
        part = meaning_latex(made.part)
    return Refusal("related-values", part) if part is not None else None


def is_side_of_more(made: Attempt, said: Meaning) -> bool:
    """Whether another side of a chain has nothing but the names of the one that runs, and these numbers do not make
    them equal: of ``c = E = F`` the F beside E. What has a name of its own may be whatever makes it equal.
    """
    own = set(names_of(made.part))
    for chain in equations_in(said):
        sides = chain.operands[1:]
        latex = [meaning_latex(side) for side in sides]
        inside = [k for k, side in enumerate(latex) if side in meaning_latex(made.part)]
        if inside and any(set(names_of(side)) <= own for k, side in enumerate(sides) if k not in inside):
            return True
    return False


def called(latex: str) -> tuple[str, str]:
    """``f`` and ``x`` of ``f(x)``; of a name itself and ""."""
    head, _, inside = latex.partition("(")
    return head, inside.removesuffix(")")


def values_in(plan: Plan) -> list[tuple[str, str, str]]:
    """The function, the place and the whole of each value of a function that is put in."""
    found = ((*called(each.latex), each.latex) for each in plan.inputs if is_free(each))
    return [each for each in found if each[1]]


def law_apart(plan: Plan) -> str | None:
    """``q(h \\mid x)`` beside all of ``q(\\cdot \\mid x)``, of which it is one value."""
    values = values_in(plan)
    laws = {(head, place.partition(MID)[2]) for head, place, _ in values if place.partition(MID)[0].strip() == DOT}
    found = (latex for head, place, latex in values if DOT not in place and (head, place.partition(MID)[2]) in laws)
    return next((latex for latex in found if MID in latex), None)


def member_apart(plan: Plan) -> str | None:
    """``F(y_1)`` beside the ``F(y_t)`` of all t, among which it is."""
    for (head, one, latex), (other, place, _) in permutations(values_in(plan), 2):
        (family, first), (relatives, counted) = skeleton(one), skeleton(place)
        if head == other and family == relatives and "*" in family and len(first) == len(counted):
            differ = [(a, b) for a, b in zip(first, counted, strict=True) if a != b]
            if differ and all(a.isdigit() and b.isalpha() for a, b in differ):
                return latex
    return None


def entry_apart(plan: Plan, said: Meaning) -> str | None:
    """``\\pi_e(z)`` beside ``\\pi(z) = g(z)``, which gives it; not beside a sum of them."""
    for chain in equations_in(said):
        left, inside = called(meaning_latex(chain.operands[0])), [meaning_latex(each) for each in chain.operands[1:]]
        for head, place, latex in values_in(plan):
            stem, script, _ = head.partition("_")
            if script and (stem, place) == left and not is_worded(head) and not any(head in side for side in inside):
                return latex
    return None


def is_worded(latex: str) -> bool:
    """Whether its script is a word, which counts nothing."""
    return r"\mathrm" in latex or r"\text" in latex


def raised_apart(plan: Plan) -> str | None:
    """``p^{[1 - q]}`` beside q: a power, whatever its bracket looks like."""
    names = [each.latex for each in plan.inputs]
    for latex in names:
        above = latex.partition("^{[")[2]
        if ("-" in above or "+" in above) and any(name in above for name in names if name != latex):
            return latex
    return None


def share_apart(plan: Plan, given: Mapping[str, Meaning]) -> str | None:
    """A name, or the values of a function, that a softmax gives in another line, drawn as numbers that are no shares of
    anything.
    """
    for each in plan.inputs:
        if is_free(each) and each.domain in OPEN and not each.normalised:
            names = spellings(called(each.latex)[0])
            if any(is_softmax(bare(side)) for name in names if name in given for side in sides_of(given[name])):
                return each.latex
    return None


def made_of_others(plan: Plan, given: Mapping[str, Meaning]) -> str | None:
    """A name that another formula makes of nothing but what is put in beside it: ``C`` of ``C = (A + B)^{-1}`` beside A
    and B.
    """
    names = {each.latex for each in plan.inputs}
    for each in plan.inputs:
        formula = given.get(each.latex) if is_free(each) and "(" not in each.latex else None
        for chain in equations_in(formula) if formula is not None else ():
            made_of = {node.latex for side in chain.operands[1:2] for node in values_in_formula(side)}
            if meaning_latex(chain.operands[0]) == each.latex and made_of and made_of <= names - {each.latex}:
                return each.latex
    return None


def excluded(made: Attempt) -> str | None:
    """What leaves one member out for each that the result runs over, ``\\sum_{k \\ne i}`` of ``p_{j|i}``, where that
    goes over all pairs: a member beside itself has no such value.
    """
    axes = {axis for each in made.trial.plan.results for axis in each.axes if len(each.axes) > 1}
    for node in made.trial.nodes if axes else ():
        lower = node.lower if isinstance(node, Operation) else None
        if isinstance(lower, Chain) and {each.sign for each in lower.relations} & UNLIKE:
            letters = {meaning_latex(each) for each in lower.operands}
            if letters & axes and isinstance(node, Operation):
                return meaning_latex(node)
    return None


def spellings(latex: str) -> Iterator[str]:
    """A name, the whole of which it is an entry, and both in bold."""
    base = base_of(latex)
    for name in dict.fromkeys((latex, latex.partition("_")[0], base)):
        yield name
        if not plain_of(base):
            yield from (name.replace(base, rf"{font}{{{base}}}", 1) for font in (r"\bm", r"\mathbf"))


def sides_of(meaning: Meaning) -> Iterator[Meaning]:
    for chain in equations_in(meaning):
        yield from chain.operands[1:]


def is_square_below_nought(made: Attempt, said: Meaning) -> bool:
    """Whether a side comes out below 0 that is said to equal a square."""
    part, plan = meaning_latex(made.part), made.trial.plan
    squares = (chain for chain in equations_in(said) if any(map(is_even_power, chain.operands)))
    if not any(meaning_latex(side) == part for chain in squares for side in chain.operands):
        return False
    runs = (run_plan(plan, values, checked=False) for values in numbers_for(plan, MOST_DRAWN))
    return any((run.of(step) < 0).any() for run in runs for step in plan.results)


def is_even_power(node: Meaning) -> bool:
    node = bare(node)
    exponent = node.exponent if isinstance(node, Power) else None
    return isinstance(exponent, Number) and exponent.text.isdigit() and int(exponent.text) % 2 == 0
