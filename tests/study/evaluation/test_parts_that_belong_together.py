"""What a run takes as one thing: transposes, vectors of ones, ends of intervals, values the other way round."""

from __future__ import annotations

import pytest
from paper_runs import display, done, tried

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (r"The matrix $\mathbf{X}^T$ turns $\mathbf{X}$." + display(r"s = \|\mathbf{X}^T \mathbf{X} \mathbf{y}\|_2"),
         {r"\mathbf{X}", r"\mathbf{y}"}),
        (display(r"J = \|\mathbf{y} - c \mathbb{1}\|_2^2"), {r"\mathbf{y}", "c"}),
        (r"Let $\mathbf{x} \in \mathbb{R}^p$." + display(r"s = \sum_{i, j} a_i a_j \mathbf{x}_i \cdot \mathbf{x}_j"),
         {"a_{i}", r"\mathbf{x}_{i}"}),
    ],
)  # fmt: skip
def test_what_is_one_thing_is_put_in_once(text: str, given: set[str]) -> None:
    made, _ = tried(text)
    assert isinstance(made, Attempt) and made.whole
    assert {each.latex for each in made.trial.plan.inputs} == given


def test_the_lower_end_of_an_interval_is_below_the_other() -> None:
    cases = r"\begin{cases} a - x & \text{if } x < a \\ x - b & \text{if } x > b \\ 0 & \text{otherwise} \end{cases}"
    values = done(tried(display(rf"\rho(x, [a, b]) = {cases}"))[0]).given
    assert values["a"] <= values["b"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        (r"D = 1 + \sum_{i=1}^{N-1} (\frac{i}{N} D(i) + \frac{N-i}{N} D(N-i))", "index-unreadable"),
        (r"d \ln M(t) = -\beta \ln M(t) dt", "word-or-product"),
        (r"V = -\frac{d \ln(P)}{d \ln(r)}", "word-or-product"),
    ],
)
def test_what_only_looks_like_numbers_does_not_run(formula: str, reason: str) -> None:
    made, _ = tried(display(formula))
    refusal = made if isinstance(made, Refusal) else made.missing
    assert refusal is not None and refusal.reason == reason


def test_no_part_runs_on_a_letter_that_counts_around_it() -> None:
    made, _ = tried(display(r"D = 1 + \sum_{i=1}^{N-1} (\frac{i}{N} D(i) + \frac{N-i}{N} D(N-i))"))
    assert isinstance(made, Refusal)  # its largest part would have an i of its own


def test_functions_of_one_letter_are_of_one_kind() -> None:
    text = r"Let $f_{\alpha}$ be the posterior distribution." + display(r"A = \frac{f_{\alpha}(y)}{f_{\beta}(x) + c}")
    made, _ = tried(text)
    assert isinstance(made, Attempt)
    assert {each.domain for each in made.trial.plan.inputs if each.latex.startswith("f")} == {"unit"}
