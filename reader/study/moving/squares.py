"""Square matrices of which the paper says more than that they are matrices."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Meaning, Product, Total, Transposed, bare
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.inputs import is_free
from reader.study.evaluation.matrices.forms import GENERAL, OF_OTHERS, forms_in, tokens_of
from reader.study.evaluation.planning.evaluated import is_unit
from reader.study.evaluation.planning.fragments import Workshop
from reader.study.evaluation.refusal import Refusal
from reader.study.noun_kinds import head_of

if TYPE_CHECKING:
    from reader.study.study import Study

ANY_MATRIX = frozenset({"matrix", "matrices", "weight", "weights", "parameter", "parameters"})
OF_ANY = ANY_MATRIX | {"any", "arbitrary", "general", "given", "fixed", "random", "real", "square", "dense", "full",
                       "projection", "learnable", "learned", "trainable", "recurrent", "linear", "input", "output",
                       "hidden", "query", "key", "value", "transformation", "coefficient", "mixing", "feature",
                       "design", "data", "system"}  # fmt: skip
BY_FORMULA = frozenset({"atom-value", "atom-gradient"})
WORDED = r"\operatorname"
LETTER_OF_WEIGHTS = "ground-weight"


def why_any_matrix(made: Attempt, study: Study) -> Refusal | None:
    """Why a square matrix is not drawn as any: what the author calls a gain, a transition or an inverse, or puts where
    nothing says what it is, is of a kind that random entries are not. A weight matrix may be any, and so may what is
    only declared. What the author calls one number, as an irradiance ``I``, is no matrix.
    """
    inputs = {each.latex for each in made.trial.plan.inputs if is_free(each)} & made.knowledge.called_numbers
    for step in made.trial.plan.steps:
        if step.latex in inputs and len(step.shape) > 1:
            return Refusal("kind-unknown", step.latex)
    free = (each for each in made.trial.plan.inputs if is_free(each) and each.domain == "real")
    squares = {each.latex: each for each in free if len(each.sizes) > 1}
    for latex in _square(made, squares.keys()):
        if not _is_any(latex, squares[latex].why, study):
            return Refusal("kind-unknown", latex)
    return None


def _square(made: Attempt, names: Collection[str]) -> Iterator[str]:
    """Of some inputs those with as many rows as columns, not by chance, and the matrices that an operator makes."""
    shop = made.trial.workshop
    seen: set[str] = set()
    beside = {*_beside_identity(made), *_around_others(made)}
    for node in made.trial.nodes:
        latex = meaning_latex(node)
        if latex in names and latex not in seen:
            seen.add(latex)
            if latex in beside or latex.startswith(WORDED) or _is_square(shop, node):
                yield latex


def _beside_identity(made: Attempt) -> Iterator[str]:
    """The A of ``I - A``."""
    for node in made.trial.nodes:
        if isinstance(node, Total) and any(is_unit(term, made.knowledge) for term in node.terms):
            yield from map(meaning_latex, node.terms)


def _around_others(made: Attempt) -> Iterator[str]:
    """The F of ``F P F^\\top``, by which one covariance becomes another."""
    for node in made.trial.nodes:
        factors = [bare(each) for each in node.factors] if isinstance(node, Product) else []
        for first, last in zip(factors, factors[2:], strict=False):
            if isinstance(last, Transposed) and meaning_latex(last.base) == meaning_latex(first):
                yield meaning_latex(first)


def _is_square(shop: Workshop, node: Meaning) -> bool:
    sizes = shop.shape(node).dimensions
    return len(sizes) == 2 and sizes[0] == sizes[1]


def _is_any(latex: str, why: str, study: Study) -> bool:
    annotation = study.spelled.get(latex.partition("(")[0])
    told = [each.meaning for each in annotation.senses] or [annotation.meaning or ""] if annotation is not None else []
    if words := [each for each in told if each]:
        return all(map(calls_any, words))
    return why == LETTER_OF_WEIGHTS or (why not in BY_FORMULA and study.name_kinds.declarations.find(latex) is not None)


def calls_any(meaning: str) -> bool:
    """Whether words call a matrix no more than one: "learned weight matrix", "rotation-invariant feature matrix"."""
    head = tokens_of(head_of(meaning))
    start = max((k + 1 for k, word in enumerate(head) if word in OF_OTHERS or (head[k - 1] == "non" and k)), default=0)
    plain = bool(head) and head[-1] in ANY_MATRIX and OF_ANY.issuperset(head[start:])
    return plain or GENERAL in forms_in(tokens_of(meaning))
