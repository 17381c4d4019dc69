"""A plan as NumPy: one function ``run(inputs)`` that returns the list of all values."""

from __future__ import annotations

from collections.abc import Callable

from reader.study.evaluation.plan import Instruction, Plan


def numpy_code(plan: Plan) -> str:
    """Python source; needs nothing but NumPy."""
    lines = ["import numpy as np", "", "", "def run(inputs):", "    v = []"]
    lines += [f"    v.append({WRITERS[each.operation](each)})" for each in plan.instructions]
    return "\n".join([*lines, "    return v", ""])


def _argument(instruction: Instruction, k: int = 0) -> str:
    return f"v[{instruction.arguments[k]}]"


def _number(it: Instruction) -> str:
    return f"np.float64('{it.options[0]!r}')"


def _arrange(it: Instruction) -> str:
    order = it.options[0]
    assert isinstance(order, tuple)
    kept = [k for k in order if k >= 0]
    room = ", ".join(":" if k >= 0 else "None" for k in order)
    moved = f"np.transpose({_argument(it)}, {tuple(kept)})" if kept else f"np.asarray({_argument(it)})"
    return f"{moved}[{room}]" if -1 in order else moved


def _slice(it: Instruction) -> str:
    axis, first, length = it.options
    return f"np.take({_argument(it)}, np.arange({first}, {int(first) + int(length)}), axis={axis})"  # type: ignore[arg-type]


WRITERS: dict[str, Callable[[Instruction], str]] = {
    "input": lambda it: f"np.asarray(inputs[{it.options[0]}], dtype=float)",
    "number": _number,
    "counter": lambda it: f"np.arange({it.options[0]}, {it.options[0]} + {it.sizes[0]}, dtype=float)",
    "map": lambda it: f"np.{it.options[0]}({_argument(it)})",
    "zip": lambda it: f"np.{it.options[0]}({_argument(it)}, {_argument(it, 1)}).astype(float)",
    "reduce": lambda it: f"np.{it.options[0]}({_argument(it)}, axis={it.options[1]})",
    "contract": lambda it: f"np.einsum({it.options[0]!r}, {_argument(it)}, {_argument(it, 1)})",
    "arrange": _arrange,
    "slice": _slice,
    "join": lambda it: (
        f"np.concatenate([{', '.join(_argument(it, k) for k in range(len(it.arguments)))}], axis={it.options[0]})"
    ),
    "choose": lambda it: f"np.where({_argument(it)} != 0, {_argument(it, 1)}, {_argument(it, 2)})",
    "spread": lambda it: f"np.broadcast_to({_argument(it)}, {it.sizes})",
    "unit": lambda it: f"np.eye({it.sizes[0]})",
    "inverse": lambda it: f"np.linalg.inv({_argument(it)})",
    "determinant": lambda it: f"np.linalg.det({_argument(it)})",
}
