"""LaTeX of what SymPy holds: it reads back as the same object."""

import pytest

from reader.study.sympy.bridge import evaluate, to_sympy
from reader.study.sympy.latex import TEMPLATES, latex_of

FORMULAS = [
    "y_i = x a + 1", r"\theta_{t+1} = \frac{\theta_t}{2}", r"\max_x f(x) \le \max(a, b)", r"\min_i a_i + b",
    r"\mathbb{E}_{x \sim p}[\log p(x \mid y, z)]", r"\|x\|_2^2", r"\mathbf{x}^\top \mathbf{A} \mathbf{y}",
    r"\sum_{i=1}^n x_i^{(t)}", r"\sum_{i \in S} (x_i + 1)", r"f(x)^2 + a \odot b", r"x \in \{1, 2\}", "a = b = c",
    r"a < b \le c", r"\frac{\partial u}{\partial t} = \frac{\partial^2 u}{\partial x^2}",
    r"\hat{y} = \operatorname{softmax}(W h + b)", r"\arg\min_\theta L(\theta)", r"e^{-x} + \sqrt{x}", "a = b, c = d",
    r"p(x) = \int q(x, z) dz", r"D(p \| q) \ge 0", r"\langle x, y \rangle = |z|", r"A \subseteq B \cup C",
    r"\nabla_x f(x) = 0", r"f(x) = 0, \forall x \in X", r"g = (a, b)", "[x]_+", r"x \approx y", r"a \otimes b + c",
    r"\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}", r"\mathbf{a} \cdot \mathbf{b}", "t = 0, 1, 2",
]  # fmt: skip


@pytest.mark.parametrize("latex", FORMULAS)
def test_it_reads_back(latex: str) -> None:
    conversion = to_sympy(latex)
    again = to_sympy(latex_of(conversion))
    assert again.status == "ok", latex_of(conversion)
    assert evaluate(again.code or "") == evaluate(conversion.code or ""), latex_of(conversion)


def test_no_sign_is_left_over() -> None:
    assert all("\0" not in latex_of(to_sympy(each)) for each in FORMULAS)
    assert set(TEMPLATES) >= {"Norm", "Union", "Distributed", "E"}
