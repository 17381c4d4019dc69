"""NumPy and PyTorch code: every row's example is run, and gives its result; what has no code says so."""

import ast
import re
from typing import Any

import numpy as np
import pytest

from reader.messages import table
from reader.study.sympy.algebra import NotComputable
from reader.study.sympy.array_code import numpy_code, operations, torch_code
from reader.study.sympy.bridge import to_sympy


def run(code: str, values: dict[str, Any]) -> Any:
    space: dict[str, Any] = {}
    exec(code, space)
    function = next(each for each in space.values() if getattr(each, "__code__", None))
    return function(**{name: np.array(value) if isinstance(value, list) else value for name, value in values.items()})


def spelled(form: str) -> re.Pattern[str]:
    """The whole form of a row, whatever stands in its blanks."""
    return re.compile(".+".join(map(re.escape, re.split(r"\{[^}]*\}", form))))


@pytest.mark.parametrize("row", operations().values(), ids=list(operations()))
def test_the_example_of_a_row(row: dict[str, Any]) -> None:
    conversion = to_sympy(row["latex"])
    assert spelled(row["numpy"]).search(numpy_code(conversion))
    assert np.allclose(run(numpy_code(conversion), row["values"]), row["result"])
    code = torch_code(conversion)
    assert spelled(row["torch"]).search(code)
    assert not {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)} & {"np", "numpy"}


@pytest.mark.parametrize(
    ("latex", "values", "result"),
    [
        ("y = x - 2 z / 3 - \\frac{a}{b c}", {"x": 1.0, "z": 3.0, "a": 4.0, "b": 2.0, "c": 1.0}, -3.0),
        (r"p_i = \frac{e^{x_i}}{\sum_{j=1}^K e^{x_j}}", {"i": 1, "x": [0.0, 0.0], "K": 2}, 0.5),
        (r"s = \sum_{i=0}^{n} \sum_{j=0}^{i} a_i b_j", {"n": 1, "a": [1.0, 2.0], "b": [3.0, 4.0]}, 17.0),
        (r"s = \prod_{i=1}^{n} x_i", {"n": 3, "x": [1.0, 2.0, 3.0]}, 6.0),
        (r"\theta = (\mathbf{X}^\top \mathbf{X})^{-1} \mathbf{X}^\top \mathbf{y}",
         {"X": [[1.0, 0.0], [0.0, 2.0]], "y": [3.0, 4.0]}, [3.0, 2.0]),
        (r"y = g(x) \lambda", {"g": lambda x: 2 * x, "x": 1.5, "lambda_": 2.0}, 6.0),
        (r"a = b = c^2", {"c": 3.0}, 9.0),
        ("f(x) = x^{-1/2}", {"x": 4.0}, 0.5),
        (r"\hat{x}' = -(a + b) c", {"a": 1.0, "b": 2.0, "c": 3.0}, -9.0),
        (r"\mathrm{Attention}(Q,K,V) = \mathrm{softmax}(\frac{QK^\top}{\sqrt{d_k}})V",
         {"Q": [[0.0, 0.0]], "K": [[1.0, 2.0], [3.0, 4.0]], "V": [[2.0], [4.0]], "d_k": 2}, [[3.0]]),
    ],
)  # fmt: skip
def test_formulas_run(latex: str, values: dict[str, Any], result: Any) -> None:
    assert np.allclose(run(numpy_code(to_sympy(latex)), values), result)
    ast.parse(torch_code(to_sympy(latex)))


def test_the_least_of_all_numbers_has_code() -> None:
    code = numpy_code(to_sympy(r"m = \begin{cases} x & x > 0 \\ -\infty & \text{otherwise} \end{cases}"))
    assert run(code, {"x": -1.0}) == -np.inf


@pytest.mark.parametrize("latex", [r"s = \sum_{k=1}^{\infty} x_k", r"y = \operatorname{Sum}(x) z"])
def test_what_does_not_end_and_a_function_called_sum_have_no_loop(latex: str) -> None:
    try:
        code = numpy_code(to_sympy(latex))
    except NotComputable:
        return
    assert "range" not in code


def test_numbers_alone_are_left_to_python_in_torch() -> None:
    assert "math.sqrt(2)" in torch_code(to_sympy(r"y = \sqrt{2} x"))


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"\mathbb{E}[x]", "no-code"),
        (r"\max_x f(x)", "no-code"),
        (r"\int_0^1 f(x) dx", "no-code"),
        ("a = b, c = d", "several-statements"),
        ("a < b", "several-statements"),
        ("A^i + 1", "not-converted"),
    ],
)
def test_what_has_no_code(latex: str, reason: str) -> None:
    with pytest.raises(NotComputable) as error:
        numpy_code(to_sympy(latex))
    assert error.value.reason == reason and reason in table("computing")
