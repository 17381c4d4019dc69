"""Matrices and vectors that an author's words name: numbers are of that kind, and stay so while one moves them."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from math import prod
from pathlib import Path

import numpy as np
import pytest
from paper_runs import display, offered

from reader import frontend
from reader.formula.semantics.nodes import Chain, Statements
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.matrix_sets import SETS, MatrixSet
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.inputs import nested, number
from reader.study.evaluation.matrices.drawn import DRAWN, arranged
from reader.study.evaluation.matrices.forms import (
    FORMS,
    GENERAL,
    POSITIVE_ENTRIES,
    RANKS,
    MatrixForm,
    forms_in,
    together,
    tokens_of,
)
from reader.study.evaluation.matrices.said import forms_of
from reader.study.evaluation.refusal import Refusal

NODE = shutil.which("node")
CLOSE = 1e-9


def near(left: np.ndarray, right: np.ndarray) -> bool:
    return bool(np.allclose(left, right, atol=CLOSE))


def is_rotation(m: np.ndarray) -> bool:
    small = m if m.shape[0] >= m.shape[1] else m.T
    return near(small.T @ small, np.eye(small.shape[1]))


def is_diagonal(m: np.ndarray) -> bool:
    return near(m, np.diag(np.diag(m)))


def is_permutation(m: np.ndarray) -> bool:
    return is_rotation(m) and set(m.flat) == {0, 1}


KEPT: dict[str, Callable[[np.ndarray], bool]] = {
    "definite": lambda m: near(m, m.T) and bool((np.linalg.eigvalsh(m) > 0).all()),
    "symmetric": lambda m: near(m, m.T),
    "skew-symmetric": lambda m: near(m, -m.T),
    "orthogonal": is_rotation,
    "rotary": lambda m: is_rotation(m) and near(m[:2, 2:], np.zeros((2, m.shape[1] - 2))),
    "permutation": is_permutation,
    "diagonal": is_diagonal,
    "diagonal-positive": lambda m: is_diagonal(m) and bool((np.diag(m) > 0).all()),
    "diagonal-unit": lambda m: is_diagonal(m) and bool((np.diag(m) >= 0).all() and (np.diag(m) <= 1).all()),
    "lower-triangular": lambda m: near(m, np.tril(m)) and bool((np.diag(m) > 0).all()),
    "upper-triangular": lambda m: near(m, np.triu(m)) and bool((np.diag(m) > 0).all()),
    "adjacency": lambda m: near(m, m.T) and set(m.flat) <= {0, 1} and not np.diag(m).any(),
    "noughts-and-ones": lambda m: set(m.flat) <= {0, 1},
    "rows-of-one": lambda m: near(m.sum(axis=1), np.ones(len(m))) and bool((m >= 0).all()),
    "columns-of-one": lambda m: near(m.sum(axis=0), np.ones(m.shape[1])) and bool((m >= 0).all()),
    "shares": lambda v: near(v.sum(), np.array(1.0)) and bool((v >= 0).all()),
    "one-hot": lambda v: set(v.flat) == {0, 1} and near(v.sum(axis=-1), np.ones(v.shape[:-1])),
    "length-one": lambda v: near(np.linalg.norm(v), np.array(1.0)),
}
SQUARE = r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$."
PRODUCT = display(r"y = A x + x")


def given(text: str, name: str) -> list[np.ndarray]:
    """What is put in for a name, in each set of numbers."""
    made = offered(text)
    assert isinstance(made, Attempt), made
    (at,) = [k for k, each in enumerate(made.trial.plan.inputs) if each.latex == name]
    return [np.array(values[at]) for values in numbers_for(made.trial.plan)]


def test_each_kind_that_is_drawn_is_tried() -> None:
    assert DRAWN.keys() == KEPT.keys()


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.example)
def test_each_row_reads_its_example(row: MatrixForm) -> None:
    found = forms_in(tokens_of(row.example))
    assert row.id in found and together(found) == ("" if row.id in (GENERAL, POSITIVE_ENTRIES) else row.id)


@pytest.mark.parametrize("row", SETS, ids=lambda row: row.example)
def test_each_set_reads_its_example(row: MatrixSet) -> None:
    meaning = read_meaning(parse_formula(row.example))
    first = meaning.items[0] if isinstance(meaning, Statements) else meaning
    assert isinstance(first, Chain)
    found, _ = forms_of((), (), (), [meaning])
    assert found.of(row.example[0], max(RANKS[row.kind])) == row.kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("rotation matrix of the camera", "orthogonal"),
        ("orthogonal mixing matrix", "orthogonal"),
        ("unitary operator", "orthogonal"),
        ("permutation matrix", "permutation"),
        ("diagonal gain matrix", "diagonal"),
        ("diagonal matrix of the singular values", "diagonal-positive"),
        ("diagonal covariance matrix", "diagonal-positive"),
        ("symmetric matrix", "symmetric"),
        ("Hessian matrix at the optimum", "symmetric"),
        ("skew-symmetric matrix", "skew-symmetric"),
        ("transition matrix of the chain", "rows-of-one"),
        ("row-stochastic matrix", "rows-of-one"),
        ("column-stochastic matrix", "columns-of-one"),
        ("Cholesky factor of the covariance", "lower-triangular"),
        ("upper-triangular matrix", "upper-triangular"),
        ("adjacency matrix of the graph", "adjacency"),
        ("posterior covariance", "definite"),
    ],
)
def test_a_matrix_is_what_the_author_calls_it(words: str, kind: str) -> None:
    values = given(f"{SQUARE} Here $A$ is the {words}." + PRODUCT, "A")
    assert len(values) > 3 and all(KEPT[kind](each) for each in values)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("where $A$ is orthogonal.", "orthogonal"),
        ("for a symmetric $A$ and any $x$.", "symmetric"),
        ("where $A$ is symmetric and positive definite.", "definite"),
        (r"and $B \in \mathbb{R}^{n \times n}$, where $A$ and $B$ are both diagonal.", "diagonal"),
        (r"with $A$ symmetric.", "symmetric"),
        (r"with $A$ diagonal, and $x$ as before.", "diagonal"),
        (r"with $A^\top A = I$.", "orthogonal"),
        (r"with $A = A^\top$.", "symmetric"),
        (r"with $A^\top = -A$.", "skew-symmetric"),
        (r"with $A^{-1} = A^\top$.", "orthogonal"),
        (r"with $A \in \mathrm{SO}(n)$.", "orthogonal"),
        (r"with $A \in \mathbb{S}_{+}$.", "definite"),
        (r"with $A, C \succeq 0$.", "definite"),
        (r"with $0 \prec A$.", "definite"),
        (r"with $A = \operatorname{diag}(a_1, \dots, a_n)$.", "diagonal"),
        (r"with $A = \operatorname{diag}(a)$ positive, $A \succ 0$.", "diagonal-positive"),
    ],
)
def test_a_matrix_is_what_sentences_and_formulas_say(said: str, kind: str) -> None:
    made = offered(f"{SQUARE} We take these {said}" + PRODUCT)
    assert isinstance(made, Attempt), made
    plan = made.trial.plan
    found = {each.latex: k for k, each in enumerate(plan.inputs)}
    if "A" in found:
        assert all(KEPT[kind](np.array(values[found["A"]])) for values in numbers_for(plan))
    else:  # computed from its diagonal
        numbers = {"diagonal-unit": "unit", "diagonal-positive": "positive"}[kind]
        assert plan.inputs[found["a"]].domain == numbers


@pytest.mark.parametrize(
    "said",
    [
        "Here $A$ is the weight matrix.",
        r"By the identity $A = B C$ we are done.",
        r"Here $Q \in \mathbb{R}^{n \times n}$ is the noise covariance, $A$ the state transition matrix.",
        r"Here $Q \in \mathbb{R}^{n \times n}$ is orthogonal and $A$ the weight matrix.",
        "We use symmetric kernels and the matrix $A$.",
        "Here $A$ is the projection matrix of the queries.",  # learned, and no projection
        "Here $A$ is the state transition matrix of the plant.",
        "Here $A$ is the cross-covariance matrix.",
        "Here $A$ is the rotation-invariant feature matrix.",
        "Here $A$ is the matrix of one-hot codes.",
        "In general $A$ is not symmetric.",
        "Nothing is known of the non-diagonal matrix $A$.",
        "If $A$ is symmetric, more is known.",
        "Here $x$ is orthogonal to the rows of $A$.",
        "By symmetric arguments in $A$ we find the same.",
        r"The set $\{A : A \succ 0\}$ is open.",
        r"The cost is in $O(n)$, and $A \in \mathcal{S}$.",
    ],
)
def test_other_matrices_are_any(said: str) -> None:
    made = offered(f"{SQUARE} {said}" + PRODUCT)
    assert isinstance(made, Attempt), made
    assert {each.latex: each.domain for each in made.trial.plan.inputs}["A"] in ("real", "one-hot")


@pytest.mark.parametrize(
    "said",
    [
        "Here $A$ is the orthogonal projection.",
        "Here $A$ is the matrix of the projection onto the plane.",
        "Here $A$ is a circulant matrix.",
        "Here $A$ is the normalized Laplacian.",
        "Here $A$ is a block-diagonal matrix.",
        "Here $A$ is a symmetric orthogonal matrix.",
        "Here $A$ is doubly stochastic.",
    ],
)
def test_what_is_of_a_kind_that_is_not_drawn_is_not_moved(said: str) -> None:
    made = offered(f"{SQUARE} {said}" + PRODUCT)
    assert isinstance(made, Refusal) and (made.reason, made.part) == ("form-not-drawn", "A")


def test_a_mask_that_no_formula_gives_is_not_made_up() -> None:
    made = offered(f"{SQUARE} Here $A$ is the causal mask." + PRODUCT)
    assert isinstance(made, Refusal) and (made.reason, made.part) == ("kind-unknown", "A")


def test_a_mask_that_a_formula_gives_is_computed() -> None:
    said = rf"{SQUARE} Here $A$ is the causal mask." + display(r"y = A x") + "with"
    made = offered(said + display(r"z = A x, \quad A_{ij} = \begin{cases} 1 & j \le i \\ 0 & j > i \end{cases}"))
    assert isinstance(made, Attempt) and {each.latex for each in made.trial.plan.inputs} <= {"x", "i", "j"}


@pytest.mark.parametrize(
    ("said", "formula", "domains"),
    [
        (r"$\mathbf{D} = \operatorname{diag}(\mathbf{w}) \in \mathcal{D}_{++}^{n}$", r"z = \mathbf{w} \odot x",
         {r"\mathbf{w}": "positive"}),
        (r"$\mathbf{D} = \operatorname{diag}(\mathbf{w})$ and $\mathbf{D} \succ 0$", r"z = \mathbf{w} \odot x",
         {r"\mathbf{w}": "positive"}),
        (r"$\operatorname{diag}(\mathbf{w}) \succeq 0$", r"z = \mathbf{w} \odot x", {r"\mathbf{w}": "nonnegative"}),
        (r"$w \in \mathbb{R}^n$, $w \succ 0$", r"z = w^\top x", {"w": "positive"}),
        (r"$w \in \mathbb{R}^n$ and $w > 0$", r"z = w^\top x", {"w": "positive"}),
        (r"$\mathbf{w} > 0$", r"z = \mathbf{w} \odot x", {r"\mathbf{w}": "positive"}),
        (r"$\mathbf{D} = \operatorname{diag}(\mathbf{w})$", r"z = \mathbf{w} \odot x", {r"\mathbf{w}": "real"}),
        (r"$B \in \mathbb{S}_{++}^n$", r"z = x^\top B x", {"B": "definite"}),
        (r"the initial distribution $p \in \mathbb{R}^n$", r"z = p^\top x", {"p": "unit"}),
        (r"the distribution parameters $p \in \mathbb{R}^n$", r"z = p^\top x", {"p": "real"}),
        (r"$p \in \Delta^{n-1}$ and $p \in \mathbb{R}^n$", r"z = p^\top x", {"p": "unit"}),
        (r"$u \in \mathbb{S}^{n-1}$ and $u \in \mathbb{R}^n$", r"z = u^\top x", {"u": "length-one"}),
        (r"the one-hot vector $y \in \{0, 1\}^n$", r"z = \sum_{k=1}^n y_k x_k", {"y": "one-hot"}),
    ],
)  # fmt: skip
def test_sets_and_signs_say_what_stands_in_a_vector(said: str, formula: str, domains: dict[str, str]) -> None:
    made = offered(rf"Let $x \in \mathbb{{R}}^n$ and {said}." + display(formula))
    assert isinstance(made, Attempt), made
    found = {each.latex: each.domain for each in made.trial.plan.inputs}
    assert {name: found[name] for name in domains} == domains


def test_what_a_transposed_name_is_equal_to_is_solved_for() -> None:
    said = rf"{SQUARE} Here $A$ is the transition matrix and $x$ the stationary distribution."
    made = offered(said + display(r"x^\top = x^\top A"))
    assert isinstance(made, Refusal) and made.reason == "circular"


MOVES = [([0, 1], 0.9), ([2, 0], -9), ([1, 1], 0), ([2, 2], 1), ([0, 0], 0.3), ([3, 2], -0.4), ([1, 3], 1)]


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
def test_what_is_moved_stays_of_its_kind() -> None:
    program = Path(frontend.__file__).parent / "core" / "program.mjs"
    rows = []
    for kind in DRAWN.keys() - {"noughts-and-ones", "rows-of-one", "columns-of-one", "shares"}:
        for sizes in [(4,)] if kind == "length-one" else [(4, 4), (5, 4), (4, 5)] if kind == "orthogonal" else [(4, 4)]:
            draw = random.Random(kind)
            flat = [number(DRAWN[kind].entries, draw) for _ in range(prod(sizes))]
            value = nested(arranged(kind, flat, sizes, draw), sizes)
            rows += [[kind, sizes, value, place[-len(sizes) :], wanted] for place, wanted in MOVES]
    script = f"""import {{ firstPlace, withNumber }} from {json.dumps(program.as_uri())};
    if (!firstPlace({{ domain: "adjacency", sizes: [4, 4] }}).includes(1)) throw new Error("its first entry stays 0");
    console.log(JSON.stringify({json.dumps(rows)}.map(([domain, sizes, value, place, wanted]) =>
      withNumber({{ domain, sizes, normalised: [] }}, value, place, wanted))));"""
    ran = subprocess.run(
        [str(NODE), "--input-type=module", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    for (kind, _, before, *where), after in zip(rows, json.loads(ran.stdout), strict=True):
        assert KEPT[kind](np.array(before)), (kind, before)
        assert KEPT[kind](np.array(after)), (kind, where, after)
    assert sum(before != after for (_, _, before, *_), after in zip(rows, json.loads(ran.stdout), strict=True)) > 60


@pytest.mark.parametrize(
    ("said", "formula", "alike"),
    [
        (r"where $d$ is the head dimension.", r"z = \frac{\langle \mathbf{q}, \mathbf{k} \rangle}{\sqrt{d}}", True),
        (r"where $d_k$ is the key dimension.", r"z = \frac{\mathbf{q}^\top \mathbf{k}}{\sqrt{d_k}}", True),
        (r"where $d$ is the dimension.",
         r"\mathbf{A} = \operatorname{softmax}\left(\frac{\mathbf{Q} \mathbf{K}^\top}{\sqrt{d}}\right)", True),
        (r"where $n$ is the number of people.", r"z = \frac{\mathbf{q}^\top \mathbf{k}}{\sqrt{n}}", False),
        (r"where $d > 0$ is the distance.", r"z = \frac{\mathbf{q}^\top \mathbf{k}}{\sqrt{d}}", False),
        (r"where $d$ is the dimension and $\mathbf{q}, \mathbf{k} \in \mathbb{R}^{m}$.",
         r"z = \frac{\mathbf{q}^\top \mathbf{k}}{\sqrt{d}}", False),
    ],
)  # fmt: skip
def test_a_scaled_product_is_of_vectors_of_that_dimension(said: str, formula: str, alike: bool) -> None:
    made = offered(said + display(formula))
    assert isinstance(made, Attempt), made
    sizes = {each.latex: each.sizes for each in made.trial.plan.inputs}
    fixed = [each.fixed for each in made.trial.plan.inputs if not each.sizes]
    assert (fixed == [next(iter(sizes.values()))[-1]]) == alike


def test_columns_at_right_angles_are_no_more_than_rows() -> None:
    said = r"Let $U \in \mathbb{R}^{n \times r}$ with $U^\top U = I_r$, and $x \in \mathbb{R}^r$."
    made = offered(said + display(r"y = \|U x\|"))
    assert isinstance(made, Attempt), made
    assert made.trial.plan.sizes["r"] <= made.trial.plan.sizes["n"]


def test_a_row_of_what_a_line_defines_is_not_made_up() -> None:
    said = r"where $q_t, k_j \in \mathbb{R}^d$."
    lines = r"z_{tj} = \frac{\langle q_t, k_j \rangle}{2}, \quad a_{tj} = \operatorname{softmax}(z_{t,:})_j"
    made = offered(said + display(lines))
    given_names = {each.latex for each in made.trial.plan.inputs} if isinstance(made, Attempt) else set()
    assert "z_{t,:}" not in given_names
