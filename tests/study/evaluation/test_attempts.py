"""What of a paper's formulas runs: parts, definitions, settings, draws, swaps; each on a paper of a few lines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.parsing import parse_formula
from reader.latex.source.bundle import SourceBundle
from reader.model.source import SourceFile
from reader.pipeline import read
from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.settings import number_of
from reader.study.evaluation.swaps import SWAPS, Swap, swaps_of
from reader.study.evaluation.words import holds_words
from reader.study.evaluation.worth import why_nought
from reader.study.runs import attempt_at, run_equation
from reader.study.study import Study


def study_of(body: str) -> Study:
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    return Study(
        read(SourceBundle("paper", {"paper.tex": SourceFile("paper.tex", text, "utf-8")}, "paper.tex", "digest"))
    )


def attempted(body: str, at: int = 0, least: float = 0.5) -> Attempt:
    study = study_of(body)
    return attempt_at(study.document.equations[at], study, least=least)


def equation(latex: str) -> str:
    return rf"\begin{{equation}} {latex} \end{{equation}}"


def inputs(made: Attempt) -> dict[str, Any]:
    return {each.latex: each for each in made.trial.plan.inputs}


def test_the_largest_part_runs_where_the_whole_does_not() -> None:
    made = attempted(equation(r"a = \min_\theta \; \frac{b^2 + c^2}{b + c + 2} + d \log(1 + b^2)"))
    assert not made.whole and 0.5 < made.share < 1 and made.missing is not None and made.missing.reason == "search"
    with pytest.raises(Refusal):
        attempted(equation(r"a = \min_\theta \; \frac{b^2 + c^2}{b + c + 2} + d \log(1 + b^2)"), least=0.99)


def test_the_rows_of_one_statement_run_together() -> None:
    body = r"\begin{align} y &= \biggl( a + b \\ &\qquad + c \, d \biggr)^2 \end{align}"
    made = attempted(body)
    assert made.whole and set(inputs(made)) == {"a", "b", "c", "d"}


def test_entries_that_another_formula_says_make_the_matrix() -> None:
    body = (
        r"Let $A, B \in \mathbb{R}^{n \times n}$. "
        + equation(r"S = A + C")
        + equation(r"C_{ij} = \begin{cases} 0 & \text{if } j \le i, \\ -\infty & \text{otherwise} \end{cases}")
    )
    study = study_of(body)
    done = run_equation(study.document.equations[0], study)
    result = done.of(done.plan.results[-1])
    assert np.isneginf(result[np.triu_indices(3, 1)]).all() and np.isfinite(np.tril(result)[np.tril_indices(3)]).all()


def test_halves_of_a_product_are_its_columns() -> None:
    body = r"Let $X \in \mathbb{R}^{n \times m}$ and $U \in \mathbb{R}^{m \times 2k}$. " + (
        r"\begin{equation}\begin{aligned} [P; R] &= X U \\ Y &= P R^\top \end{aligned}\end{equation}"
    )
    study = study_of(body)
    done = run_equation(study.document.equations[0], study)
    given = {each.latex: np.asarray(value) for each, value in zip(done.plan.inputs, done.inputs, strict=True)}
    whole = given["X"] @ given["U"]
    left, right = np.split(whole, 2, axis=1)
    assert np.allclose(done.of(done.plan.results[-1]), left @ right.T)


def test_a_slope_is_turned_as_a_whole() -> None:
    body = r"Let $f: \mathbb{R}^d \to \mathbb{R}$ be smooth and $x, u \in \mathbb{R}^d$. " + equation(
        r"y = \nabla f(x)^\top u"
    )
    assert isinstance(attempted(body), Attempt)


def test_what_the_authors_set_goes_in_first() -> None:
    body = equation(r"L = \log(1 + \exp(-\beta u))") + r" In all experiments we set $\beta = 2000$."
    assert inputs(attempted(body))[r"\beta"].chosen == 2000


@pytest.mark.parametrize(
    ("latex", "value"),
    [("0.9", 0.9), ("5{,}000", 5000), (r"3 \times 10^{-4}", 3e-4), (r"\frac{1}{8}", 0.125), ("a", None)],
)
def test_numbers_as_authors_write_them(latex: str, value: float | None) -> None:
    assert number_of(latex) == pytest.approx(value) if value is not None else number_of(latex) is None


def test_a_normal_density_has_its_value() -> None:
    body = r"Let $\mathbf{x}, \mathbf{m} \in \mathbb{R}^{d}$. " + equation(
        r"f = \mathcal{N}(\mathbf{x}; \mathbf{m}, s^2 \mathbf{I})"
    )
    study = study_of(body)
    done = run_equation(study.document.equations[0], study)
    given = {each.latex: np.asarray(value) for each, value in zip(done.plan.inputs, done.inputs, strict=True)}
    away, variance = given[r"\mathbf{x}"] - given[r"\mathbf{m}"], given["s"] ** 2
    expected = (2 * np.pi * variance) ** (-len(away) / 2) * np.exp(-(away @ away) / (2 * variance))
    assert done.of(done.plan.results[-1]) == pytest.approx(expected)


def test_what_is_divided_by_its_sum_does_not_sum_to_one() -> None:
    made = attempted(equation(r"q(v) = \frac{P(v \mid h)}{\sum_{u \in S} P(u \mid h)}"))
    (shares,) = made.trial.plan.inputs
    assert shares.domain == "share" and not shares.normalised


def test_draws_have_a_chance_each() -> None:
    made = attempted(equation(r"L = -\mathbb{E}_{x, y \sim D} [\log p(y \mid x)]"))
    (chance,) = made.trial.plan.inputs
    assert chance.domain == "unit" and not chance.normalised and len(chance.sizes) == 1


def test_a_drawn_vector_differs_from_draw_to_draw() -> None:
    made = attempted(equation(r"L = \mathbb{E}_{\mathbf{u} \sim D} [\| \mathbf{u} - \mathbf{w} \|^2]"))
    assert len(inputs(made)[r"\mathbf{u}"].sizes) == 2 and len(inputs(made)[r"\mathbf{w}"].sizes) == 1


def test_an_activation_that_nobody_names_is_stood_in_for() -> None:
    body = r"Let $\mathbf{W} \in \mathbb{R}^{m \times d}$, $\mathbf{x} \in \mathbb{R}^d$. " + equation(
        r"\mathbf{h} = \phi(\mathbf{W} \mathbf{x})"
    )
    assert attempted(body).activations == ((r"\phi", "tanh"),)


# --- swaps and words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [row for row, _ in SWAPS], ids=lambda row: row.id)
def test_each_swap_becomes_what_it_says(row: Swap) -> None:
    knowledge = Knowledge(chances=frozenset({"p", "q"}))
    found = swaps_of(read_meaning(parse_formula(row.example)), knowledge)
    assert row.becomes in {meaning_latex(switch.shown) for each, switch in found if each is row}


def test_every_swap_is_named_and_told() -> None:
    from reader.messages import table

    texts = table("workbench")
    assert all(f"swapped-{row.id}" in texts for row, _ in SWAPS)
    assert all(row.id == "function" or f"swap-{row.id}" in texts for row, _ in SWAPS)


@pytest.mark.parametrize(("latex", "held"), [("SSE + 1", True), ("kx(a + b)", True), ("a b c", False), ("x y", False)])
def test_letters_side_by_side_may_be_a_word(latex: str, held: bool) -> None:
    assert holds_words(read_meaning(parse_formula(latex))) is held


def test_made_up_numbers_keep_a_bound() -> None:
    made = attempted(equation(r"a b + b c \le \frac{c + d}{2} + a d"))
    (pair,) = made.trial.plan.ordered
    for values in numbers_for(made.trial.plan):
        done = run_plan(made.trial.plan, values)
        assert (done.values[pair[0]] <= done.values[pair[1]] + 1e-9).all()


def test_a_definition_of_another_section_counts_only_where_it_is_the_only_one() -> None:
    body = (
        r"\section{One}" + equation("c = a + b") + r"\section{Two}" + equation("c = a b") + r"\section{Three}"
        + equation(r"y = c \, d + d^2")
    )  # fmt: skip
    assert "c" in inputs(attempted(body, at=2))
    there = r"\section{One}" + equation("c = a + b") + r"\section{Three}" + equation(r"y = c \, d + d^2")
    assert "c" not in inputs(attempted(there, at=1))
    beside = body.replace(r"\section{Three}", "")
    assert "c" not in inputs(attempted(beside, at=2))


def test_names_that_are_said_by_way_of_each_other_are_no_definitions() -> None:
    study = study_of(equation(r"y = a + b, \quad a = b c, \quad b = \frac{a}{c}"))
    with pytest.raises(Refusal):  # and no recursion without end
        attempt_at(study.document.equations[0], study, least=0.99)


def test_an_empty_grid_is_refused() -> None:
    with pytest.raises(Refusal):
        attempted(equation(r"\frac{\begin{gathered} \ \end{gathered}}{\begin{gathered} a \end{gathered}}"))


def test_an_optimum_that_the_authors_set_keeps_their_number() -> None:
    said = r"Here $f(x) \ge 0$. In all experiments we set $f^{*} = 0.1$. "
    plan = attempted(said + equation(r"R = \sum_t (f(x_t) - f^{*})^2")).trial.plan
    at = [each.latex for each in plan.inputs].index("f^{*}")
    assert plan.inputs[at].chosen == 0.1 and {values[at] for values in numbers_for(plan)} == {0.1}


@pytest.mark.parametrize(("said", "is_nought"), [("5000", True), ("2", False)])
def test_what_the_authors_set_leaves_something(said: str, is_nought: bool) -> None:
    body = rf"We set $\beta = {said}$. Here $q \ge 1$ is a rate. " + equation(r"s = \exp(-\beta q)")
    assert (why_nought(attempted(body).trial.plan) is not None) == is_nought


@pytest.mark.parametrize(
    ("body", "names", "borrowed"),
    [
        # what a formula says itself holds although nobody knows its functions, or another formula does not run
        (equation(r"y = f(a) + g(a) + h(a) a^2, \quad a = 2 k^2"), {"f(a)", "g(a)", "h(a)", "k"}, ()),
        (equation(r"b = \mathbb{V}[z]") + "Then" + equation(r"y = a x^2 + b, \quad a = 2 k^2"), {"k", "x", "b"}, ()),
        # and one that does not run takes no other with it
        (equation(r"b = \mathbb{V}[z]") + equation(r"a = 2 k^2") + equation(r"y = a x^2 + b"), {"k", "x", "b"}, ("a",)),
    ],
)
def test_what_does_not_run_takes_no_other_definition_with_it(
    body: str, names: set[str], borrowed: tuple[str, ...]
) -> None:
    made = attempted(body, at=-1)
    assert made.whole and set(inputs(made)) == names and made.borrowed == borrowed
