"""What differs from draw to draw where an expectation does not say what is drawn, and what stays the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Meaning, Operation, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.planning.evaluated import evaluated, is_atom
from reader.study.evaluation.planning.ranges import ANYTHING, draws_of
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from reader.study.evaluation.planning.planner import Planner

OPTIMA = ("^{*}", r"^{\star}", r"_{*}", r"_{\star}")
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
    if not found - outside:
        raise Refusal("draws-unknown", meaning_latex(unnamed[0]))
    return frozenset(found - outside)


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
