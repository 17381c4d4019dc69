"""Letters that are numbers where a formula stands, and vectors elsewhere in the paper."""

from __future__ import annotations

from itertools import islice, pairwise

from reader.formula.semantics.nodes import Symbol
from reader.model.document import Equation
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.conditions.heard import tokens_of
from reader.study.evaluation.refusal import Refusal
from reader.study.study import Study

COUNTED = frozenset({"position", "step", "index", "layer", "time", "timestep", "iteration", "round", "epoch", "level",
                     "depth", "rank", "order", "degree", "batch", "trial"})  # fmt: skip


def why_another_sense(made: Attempt, equation: Equation, study: Study) -> Refusal | None:
    """Why a formula is not moved: the sentence that leads to it calls a number what runs as a vector or a matrix, as
    the mask m elsewhere "at position $m$"."""
    arrays = {each.latex for each in made.trial.plan.inputs if each.sizes}
    named = {step.latex for step in made.trial.plan.steps if step.latex in arrays and step.shape}
    for piece in islice(study.surroundings.before(equation), 1) if named else ():
        for word, token in pairwise(tokens_of(piece, equation, study)):
            if word in COUNTED and isinstance(token, Symbol) and token.latex in named:
                return Refusal("kind-unknown", token.latex)
    return None
