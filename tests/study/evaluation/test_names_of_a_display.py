"""Names that one line of a display computes and another uses: entries, families, letters in scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import Declarations, declared_in
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.attempts import attempt_with
from reader.study.evaluation.inputs import inputs_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.run import run_plan


def softmax(x: Any) -> Any:
    shares = np.exp(x - x.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


def ran(lines: list[str], *declared: str, **more: Any) -> tuple[Mapping[str, Any], list[Any]]:
    """The inputs by name, and the result of each line; the whole display must run."""
    evidence = DeclaredNames(frozenset(more.get("functions", ())), frozenset({"W^{O}"}))
    declarations = [each for latex in declared for each in declared_in(read_meaning(parse_formula(latex), evidence))]
    knowledge = Knowledge(Declarations(tuple(declarations), ()), evidence, **more)
    display = rf"\begin{{gathered}} {' '.join(f'{line} {chr(92)}{chr(92)}' for line in lines)} \end{{gathered}}"
    made = attempt_with(read_meaning(parse_formula(display), evidence), knowledge, {})
    assert made.whole
    plan = made.trial.plan
    values = inputs_of(plan)
    done = run_plan(plan, values)
    given = {each.latex: np.asarray(value) for each, value in zip(plan.inputs, values, strict=True)}
    return given, [done.of(step) for step in plan.results]


def test_a_family_is_computed_whatever_letter_counts_its_members() -> None:
    lines = [
        r"p_i = \frac{e^{z_i}}{\sum_{j=1}^{n} e^{z_j}}",
        r"c_i = \sum_{j=1}^{n} p_j \mathbb{1}(p_j > p_i)",
        r"L = \sum_{j=1}^{n} c_j",
    ]
    given, (shares, above, total) = ran(lines, r"z \in \mathbb{R}^n")
    expected = softmax(given["z"])
    assert set(given) == {"z"} and shares == pytest.approx(expected)
    assert above == pytest.approx([expected[expected > share].sum() for share in expected])
    assert total == pytest.approx(above.sum())


def test_a_family_of_which_no_sum_is_taken_counts_with_the_sum_over_it() -> None:
    given, (shares, total) = ran([r"p_i = \frac{1}{1 + e^{-z_i}}", r"L = \sum_{j=1}^{n} p_j"], r"z \in \mathbb{R}^n")
    assert shares == pytest.approx(1 / (1 + np.exp(-given["z"]))) and total == pytest.approx(shares.sum())


def test_labels_are_no_family() -> None:
    given, results = ran([r"r_a = u + 1", r"P = r_a - r_b"], r"u, r_b \in \mathbb{R}")
    assert results[-1] == pytest.approx(given["u"] + 1 - given["r_{b}"])


def test_a_name_with_a_prime_is_no_entry_of_the_vector_without_one() -> None:
    lines = [r"t'_i = 2 t_i", r"s = \sum_{j=1}^{n} t'_j - \sum_{j=1}^{n} t_j"]
    given, results = ran(lines, r"t \in \mathbb{R}^n")
    assert results[-1] == pytest.approx(given["t"].sum())


def test_entries_that_a_line_of_the_display_says_make_the_matrix() -> None:
    lines = [
        r"M_{ij} = \begin{cases} 0 & j \le i \\ -\infty & j > i \end{cases}",
        r"A = \operatorname{softmax}(S + M)",
    ]
    given, (mask, weights) = ran(lines, r"S \in \mathbb{R}^{n \times n}")
    assert set(given) == {"S"}
    assert np.isneginf(mask).tolist() == (np.tri(3) == 0).tolist()  # by rows, then columns, as its name says
    assert weights == pytest.approx(softmax(np.where(np.tri(3) > 0, given["S"], -np.inf)))


def test_a_letter_in_a_script_is_no_use_of_the_name() -> None:
    lines = [r"f = \sigma(a_f)", r"c' = f c"]
    given, results = ran(lines, r"a_f, c \in \mathbb{R}", functions={r"\sigma": "sigmoid"})
    assert set(given) == {"a_{f}", "c"}
    assert results[-1] == pytest.approx(given["c"] / (1 + np.exp(-given["a_{f}"])))


def test_heads_stand_side_by_side() -> None:
    lines = [r"O = \operatorname{Concat}(A, B) W^O"]
    declared = (r"A, B \in \mathbb{R}^{n \times d}", r"W^O \in \mathbb{R}^{2d \times m}")
    given, results = ran(lines, *declared)
    assert results[-1] == pytest.approx(np.hstack([given["A"], given["B"]]) @ given["W^{O}"])
