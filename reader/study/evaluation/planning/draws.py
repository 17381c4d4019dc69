"""What differs from draw to draw where an expectation does not say what is drawn, what stays the same, and what is
never beyond an end: a probability, an optimum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Application, Listing, Meaning, Operation, Symbol, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.matrices import forms
from reader.study.evaluation.matrices.places import MATRIX
from reader.study.evaluation.plan import PlanStep
from reader.study.evaluation.planning.evaluated import evaluated, is_atom
from reader.study.evaluation.planning.ranges import ANYTHING, draws_of
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.relations import SLOPE, applied
from reader.study.evaluation.spelling import base_of

if TYPE_CHECKING:
    from reader.study.evaluation.planning.planner import Planner

OPTIMA = ("^{*}", r"^{\star}", r"_{*}", r"_{\star}")
COUNTING = frozenset("ijkmnt")
NOISE = frozenset({r"\xi", r"\zeta"})  # letters of what is drawn, behind others to which a function is applied
CHOSEN = frozenset({"positive", "nonnegative", "nonpositive", "natural", "unit"})


def varying(it: Planner, nodes: Sequence[Meaning]) -> frozenset[str]:
    """Inputs that stand in expectations alone, where these do not say what is drawn; not the author's constants."""
    means = [node for node in nodes if isinstance(node, Operation) and node.kind == "expectation"]
    unnamed = [node for node in means if draws_of(node)[0].letter == ANYTHING]
    if not unnamed:
        return frozenset()
    inside = [part for node in unnamed for part in evaluated(node.body, it.knowledge)]
    counts = Counter(id(part) for part in inside)
    outside = {meaning_latex(node) for node in nodes if is_atom(node, it.knowledge) and id(node) not in counts}
    found = {
        meaning_latex(part)
        for part in inside
        if is_atom(part, it.knowledge) and not is_constant(it, part) and not it.is_index_value(part)
    }
    found -= outside | unmoved(inside, it.knowledge) | it.averages.keys()
    if not found:
        raise Refusal("draws-unknown", meaning_latex(unnamed[0]))
    return frozenset(found)


def unmoved(nodes: Sequence[Meaning], knowledge: Knowledge) -> set[str]:
    """Of inputs within a mean those that stay the same from draw to draw: what has nothing but that to which another is
    applied beside what is drawn, as ``h(x)`` and ``x`` beside ``f(x, \\xi)``.
    """
    atoms = {meaning_latex(node): applied(node) for node in nodes if is_atom(node, knowledge)}
    given = [each[1] for each in atoms.values() if each is not None]
    drawn = {name for names in given for name in names if is_drawn(name, knowledge)}
    beside = [names - drawn for names in given if names & drawn]
    own = {latex: each[1] if each is not None else frozenset({latex}) for latex, each in atoms.items()}
    return {latex for latex, names in own.items() if any(names <= others for others in beside)}


def is_drawn(name: str, knowledge: Knowledge) -> bool:
    """Whether the paper draws it at random, or its letter is that of what is drawn."""
    return bool({name, base_of(name)} & (knowledge.drawn.letters | NOISE))


def averages_in(nodes: Sequence[Meaning], knowledge: Knowledge) -> dict[str, Meaning]:
    """The values that are means of others which an expectation draws: ``\\nabla f(x)`` of ``\\nabla f(x, \\xi)``.
    Raises where the paper does not say that they are.
    """
    means = [node for node in nodes if isinstance(node, Operation) and node.kind == "expectation"]
    values = function_values(nodes, knowledge) if means else []
    found: dict[str, Meaning] = {}
    for mean in means:
        letters = {each.letter for each in draws_of(mean)}
        for node, head, names in function_values(evaluated(mean.body, knowledge), knowledge):
            for other, own, fewer in values:
                if own != head or not fewer < names or not all_drawn(names - fewer, letters, knowledge):
                    continue
                if knowledge.drawn.means.isdisjoint((head, head.removeprefix(rf"{SLOPE} "))):
                    raise Refusal("related-values", meaning_latex(other))
                found[meaning_latex(other)] = node
    return found


def function_values(nodes: Iterable[Meaning], knowledge: Knowledge) -> list[tuple[Meaning, str, frozenset[str]]]:
    """Inputs that are values of functions, with these and what they are applied to."""
    found = ((node, applied(node)) for node in nodes if is_atom(node, knowledge))
    return [(node, *said) for node, said in found if said is not None]


def all_drawn(names: frozenset[str], letters: Collection[str], knowledge: Knowledge) -> bool:
    """Whether an expectation draws them all; where it does not say what, whether the paper draws them."""
    return names <= set(letters) or (ANYTHING in letters and all(is_drawn(each, knowledge) for each in names))


def kept(it: Planner, name: Meaning | None, results: Sequence[PlanStep]) -> list[tuple[int, str, str]]:
    """Results with the kind of their name: a probability is none below 0, a covariance is definite. Densities may be
    above 1.
    """
    square = all(len(each.shape) == MATRIX and each.shape[0] == each.shape[1] for each in results)
    if isinstance(name, Symbol) and square and it.knowledge.forms.of(name.latex) == forms.DEFINITE:
        domain = forms.DEFINITE
    elif isinstance(name, Symbol):
        domain = it.kinds.domain_of_result(name.latex)
    elif isinstance(name, Application) and isinstance(name.function, Symbol):
        own = it.kinds.domain(name.function.latex, function=True)
        declared = it.knowledge.declarations.find(name.function.latex, function=True)
        domain = own if declared is not None else "nonnegative" if own == "unit" else "real"
    else:
        return []
    return [(each.value, domain, meaning_latex(name)) for each in results if domain != "natural" or not each.shape]


def optima(nodes: Sequence[Meaning], knowledge: Knowledge) -> list[tuple[Meaning, Meaning, bool]]:
    """The value of a function at its optimum, ``f(x^*)`` or ``f^*``, with each beside it, and whether it is a maximum.
    Where two functions stand at an optimum, it is that of one of them alone.
    """
    values = [node for node in nodes if isinstance(node, Application | Symbol) and is_atom(node, knowledge)]
    applied = {meaning_latex(node.function) for node in values if isinstance(node, Application)}
    best = {meaning_latex(node): node for node in values if optimum_of(node) in applied}
    heads = {optimum_of(node) for node in best.values()}
    if len(heads) != 1:
        return []
    (head,) = heads
    others = [
        node
        for node in values
        if isinstance(node, Application) and meaning_latex(node.function) == head and meaning_latex(node) not in best
    ]
    greatest = is_greatest(head, nodes, knowledge)
    return [(one, node, greatest) for node in others for one in best.values()]


def ends_in(formulas: Iterable[Meaning]) -> Iterator[tuple[Meaning, Meaning, bool]]:
    """The ends of intervals, ``[a, b]``, of which the first is the lower one."""
    for formula in formulas:
        for node in walk(formula):
            interval = isinstance(node, Listing) and node.open in ("[", "]") and node.separators == (",",)
            first, last = (
                node.items if isinstance(node, Listing) and interval and len(node.items) == 2 else (node, node)
            )
            if isinstance(first, Symbol) and isinstance(last, Symbol) and first is not last:
                yield first, last, False


def pairs_in(
    said: Iterable[Meaning], numbers: Mapping[str, Symbol], knowledge: Knowledge
) -> Iterator[tuple[Meaning, Meaning, bool]]:
    """Of the ``numbers`` of a formula those of which one is at most the other: ends of an interval, and what the paper
    says.
    """
    ends = [each for each in ends_in(said) if {meaning_latex(each[0]), meaning_latex(each[1])} <= numbers.keys()]
    told = sorted((low, high) for low, high in knowledge.orders if low in numbers and high in numbers)
    yield from ends
    yield from ((numbers[low], numbers[high], False) for low, high in told)


def optimum_of(node: Meaning) -> str:
    """``f`` of ``f(x^*)`` and of ``f^*``; no function of a sum's part."""
    if isinstance(node, Application) and isinstance(node.function, Symbol) and len(node.arguments) == 1:
        starred = isinstance(node.arguments[0], Symbol) and node.arguments[0].latex.endswith(OPTIMA)
        return node.function.latex if starred and not _is_part(node.function) else ""
    mark = next((mark for mark in OPTIMA if isinstance(node, Symbol) and node.latex.endswith(mark)), "")
    return node.latex.removesuffix(mark) if isinstance(node, Symbol) and mark and node.latex != mark else ""


def _is_part(function: Symbol) -> bool:
    """``f_{i}``, one of several, is not least where their sum is."""
    return any(isinstance(index, Symbol) and index.latex in COUNTING for index in function.indices)


def is_greatest(head: str, nodes: Sequence[Meaning], knowledge: Knowledge) -> bool:
    """Whether an optimum is a maximum: of what is called a reward or a value, or where ``f(x^*) - f(x)`` is the gap."""
    for node in nodes:
        if isinstance(node, Total) and len(node.terms) == 2 and node.signs == ("", "-"):
            first, second = (bare(term) for term in node.terms)
            if optimum_of(first) == head and isinstance(second, Application) and meaning_latex(second.function) == head:
                return True
            if optimum_of(second) == head and isinstance(first, Application) and meaning_latex(first.function) == head:
                return False
    return head in knowledge.rewards


def is_constant(it: Planner, node: Meaning) -> bool:
    """Sizes, hyperparameters, matrices of weights, numbers that the paper divides by, optima with their star, what is
    on the left.
    """
    latex = meaning_latex(node)
    if latex in it.given or latex.endswith(OPTIMA) or latex in it.atoms.sizes:
        return True
    if not isinstance(node, Symbol):
        return latex.endswith((r"^{*})", r"\star})", "_{*})"))
    rank = it.shape(node).rank
    if rank == 2 or it.kinds.domain(latex) in CHOSEN:
        return True
    return not rank and it.knowledge.used_as(latex) == "number"
