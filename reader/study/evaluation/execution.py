"""A plan executed with NumPy: its own printed code, compiled once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reader.study.evaluation.code.numpy_code import numpy_code
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.study.evaluation.inputs import Nested
    from reader.study.evaluation.plan import Plan


def execute(plan: Plan, inputs: Sequence[Nested]) -> list[Any]:
    """The values of all instructions, as arrays. Raises :class:`Refusal` where a matrix has no inverse, or where shapes
    that nothing declares turn out not to fit."""
    import numpy as np

    compute = _compiled(numpy_code(plan))
    try:
        with np.errstate(all="ignore"):
            return list(compute(inputs))
    except np.linalg.LinAlgError as error:
        raise Refusal("no-value", plan.results[-1].latex) from error
    except ValueError as error:
        raise Refusal("shapes-clash", plan.results[-1].latex) from error


@lru_cache(maxsize=64)
def _compiled(code: str) -> Callable[[Sequence[Nested]], list[Any]]:
    """The code is ours: names of operations from a whitelist and numbers, nothing of a paper."""
    space: dict[str, Any] = {}
    exec(compile(code, "<plan>", "exec"), space)
    run: Callable[[Sequence[Nested]], list[Any]] = space["run"]
    return run
