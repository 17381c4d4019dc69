"""Formulas on numbers: every row's example, values beside an independent form, laws that hold for any numbers."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formula.semantics.nodes import Meaning, Operation
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import Declarations, declared_in, equalities_in
from reader.formula.shapes.expressions import named
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import walk
from reader.messages import table
from reader.study.evaluation.code.javascript_code import javascript_code
from reader.study.evaluation.code.numpy_code import WRITERS, numpy_code
from reader.study.evaluation.inputs import inputs_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import OPERATIONS, REDUCTIONS, Plan
from reader.study.evaluation.planning.functions import FUNCTIONS, Known
from reader.study.evaluation.planning.indices import Item, split_script
from reader.study.evaluation.planning.kinds import GROUNDS
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.ranges import RANGES, RangeRow, ranges_of
from reader.study.evaluation.planning.run import Run, run, run_plan
from reader.study.evaluation.planning.sizes import choose_sizes
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of

NODE = shutil.which("node")


def meaning(latex: str) -> Meaning:
    return read_meaning(parse_formula(latex))


def knowing(*declarations: str, **more: Any) -> Knowledge:
    found = [each for latex in declarations for each in declared_in(meaning(latex))]
    equal = [each for latex in declarations for each in equalities_in(meaning(latex))]
    chances = frozenset({"p", "q", r"\pi"})
    return Knowledge(Declarations(tuple(found), tuple(equal)), chances=chances, **more)


def ran(latex: str, *declarations: str, seed: int = 0, **more: Any) -> Run:
    return run(meaning(latex), knowing(*declarations, **more), seed)


def result(done: Run) -> Any:
    return done.of(done.plan.results[-1])


def given_(done: Run) -> Mapping[str, Any]:
    return {each.latex: np.asarray(value) for each, value in zip(done.plan.inputs, done.inputs, strict=True)}


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", FUNCTIONS, ids=lambda known: known.name)
def test_each_function(known: Known) -> None:
    assert np.asarray(result(ran(known.example))).ravel()[0] == pytest.approx(known.value, abs=1e-12)


@pytest.mark.parametrize("row", [row for row, _ in RANGES], ids=lambda row: row.id)
def test_each_range(row: RangeRow) -> None:
    (node,) = [node for node in walk(meaning(row.example)) if isinstance(node, Operation)]
    told = "; ".join(f"{each.letter} from {each.start.latex}, {each.size.latex}" for each in ranges_of(node))
    assert told == row.expected


def test_each_ground_has_its_sentence() -> None:
    assert {ground.id for ground, _ in GROUNDS} <= set(table("running"))


def test_every_operation_is_printed() -> None:
    assert set(WRITERS) == set(OPERATIONS)


# --- values ----------------------------------------------------------------------------------------------------------

MATRICES = (r"X \in \mathbb{R}^{n \times d}", r"W \in \mathbb{R}^{d \times k}", r"x \in \mathbb{R}^{d}",
            r"A, B \in \mathbb{R}^{n \times n}", r"y \in \mathbb{R}^n")  # fmt: skip


def softmax(x: Any) -> Any:
    shares = np.exp(x - x.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


VALUES = [
    ("X W", lambda v: v["X"] @ v["W"]),
    (r"W^\top x", lambda v: v["W"].T @ v["x"]),
    (r"x^\top x", lambda v: v["x"] @ v["x"]),
    (r"y x^\top", lambda v: np.outer(v["y"], v["x"])),
    (r"x^\top W", lambda v: (v["x"] @ v["W"])[None]),
    (r"\operatorname{softmax}\left(\frac{A B^\top}{\sqrt{n}}\right) X",
     lambda v: softmax(v["A"] @ v["B"].T / np.sqrt(3)) @ v["X"]),
    (r"A^{-1} y", lambda v: np.linalg.solve(v["A"], v["y"])),
    ("A^3", lambda v: v["A"] @ v["A"] @ v["A"]),
    (r"\det(A) + \operatorname{tr}(A)", lambda v: np.linalg.det(v["A"]) + np.trace(v["A"])),
    (r"\|A - B\|_F^2 + \|x\|_1 + \|x\|_\infty",
     lambda v: ((v["A"] - v["B"]) ** 2).sum() + np.abs(v["x"]).sum() + np.abs(v["x"]).max()),
    (r"\langle y, A y \rangle", lambda v: v["y"] @ v["A"] @ v["y"]),
    (r"A \odot B + 2", lambda v: v["A"] * v["B"] + 2),
    (r"\sum_{i=1}^d x_i^2", lambda v: (v["x"] ** 2).sum()),
    (r"\sum_{i=1}^n \sum_{j=1}^n A_{ij} y_i y_j", lambda v: v["y"] @ v["A"] @ v["y"]),
    (r"\max(0, 1 - a b)", lambda v: max(0, 1 - v["a"] * v["b"])),
    (r"\frac{1}{m} \sum_{t=1}^m c_t c_{t+1}", lambda v: (v["c_{t}"][:-1] * v["c_{t}"][1:]).mean()),
    (r"h_i = \sum_{j \ne i} g_i g_j", lambda v: v["g_{i}"].sum() * v["g_{i}"] - v["g_{i}"] ** 2),
    (r"\sum_{k \ne l} g_k g_l", lambda v: v["g_{k}"].sum() ** 2 - (v["g_{k}"] ** 2).sum()),
    (r"\prod_{t=1}^m c_t - c_1", lambda v: v["c_{t}"].prod() - v["c_{t}"][0]),
    (r"\sum_{i=1}^n i", lambda v: 6),
    (r"\frac{e^{z_v}}{\sum_u e^{z_u}}", lambda v: softmax(v["z_{v}"])),
    (r"a \mathbb{1}(a < b) + \lfloor b \rfloor", lambda v: v["a"] * (v["a"] < v["b"]) + np.floor(v["b"])),
    (r"\begin{cases} a & \text{if } a > 0 \\ -a & \text{otherwise} \end{cases}", lambda v: abs(v["a"])),
    (r"\begin{pmatrix} a & b \\ 0 & a \end{pmatrix} \begin{pmatrix} b \\ a \end{pmatrix}",
     lambda v: np.array([v["a"] * v["b"] + v["b"] * v["a"], v["a"] ** 2])),
    (r"\frac{P(M_i) p(D \mid M_i)}{\sum_j P(M_j) p(D \mid M_j)}",
     lambda v: v["P(M_{i})"] * v[r"p(D\mid M_{i})"] / (v["P(M_{i})"] * v[r"p(D\mid M_{i})"]).sum()),
    (r"\sum_{(a, c) \in \mathcal{S}} f(a) g(c)", lambda v: (v["f(a)"] * v["g(c)"]).sum()),
    (r"A u + y", lambda v: v["A"] @ v["u"] + v["y"]),
    (r"\mathbb{E}_{u \sim \mathcal{D}}[f(u)^2]", lambda v: (v["f(u)"] ** 2).mean()),
    (r"\sum_y p(y) \log \frac{p(y)}{q(y)}", lambda v: (v["p(y)"] * np.log(v["p(y)"] / v["q(y)"])).sum()),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "independent"), VALUES, ids=[latex for latex, _ in VALUES])
def test_values_agree_with_an_independent_form(latex: str, independent: Any) -> None:
    done = ran(latex, *MATRICES)
    assert np.allclose(result(done), independent(given_(done)), rtol=1e-9, atol=1e-9)


def test_divergence_and_expectation_share_the_distribution() -> None:
    penalty = r"\beta D_{\mathrm{KL}}(\pi(\cdot \mid x) \| q(\cdot \mid x))"
    done = ran(rf"\mathbb{{E}}_{{y \sim \pi(\cdot \mid x)}}[r(x, y)] - {penalty}")
    pi, q, r, beta = _policy(done)
    assert result(done) == pytest.approx((pi * r).sum() - beta * (pi * np.log(pi / q)).sum(), abs=1e-9)


def _policy(done: Run) -> tuple[Any, Any, Any, Any]:
    values = given_(done)
    named_by = {latex.split("(")[0]: value for latex, value in values.items()}
    return named_by[r"\pi"], named_by["q"], named_by["r"], named_by[r"\beta"]


# --- laws ------------------------------------------------------------------------------------------------------------

SEEDS = st.integers(0, 10_000)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_softmax_sums_to_one(seed: int) -> None:
    done = ran(r"\operatorname{softmax}(A B)", *MATRICES, seed=seed)
    assert np.allclose(result(done).sum(axis=-1), 1, atol=1e-12)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_divergences_are_not_negative(seed: int) -> None:
    assert result(ran(r"D_{\mathrm{KL}}(p \| q)", seed=seed)) >= -1e-12
    assert result(ran(r"D_{\mathrm{KL}}(p \| p)", seed=seed)) == pytest.approx(0, abs=1e-12)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_rotations_keep_norms(seed: int) -> None:
    turn = r"\begin{pmatrix} \cos(t) & -\sin(t) \\ \sin(t) & \cos(t) \end{pmatrix} \begin{pmatrix} a \\ b \end{pmatrix}"
    done = ran(turn, seed=seed)
    values = given_(done)
    assert np.linalg.norm(result(done)) == pytest.approx(np.hypot(values["a"], values["b"]), abs=1e-9)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_inputs_are_of_their_kind(seed: int) -> None:
    done = ran(r"\sum_y p(y) \log p(y) + \beta u \tau", r"\beta > 0", r"u \in [0, 1]", r"\tau \in \{0, 1\}", seed=seed)
    values = given_(done)
    assert values["p(y)"].sum() == pytest.approx(1) and (values["p(y)"] > 0).all()
    assert values[r"\beta"] > 0 and 0 <= values["u"] <= 1 and values[r"\tau"] in (0, 1)


def test_the_same_seed_gives_the_same_numbers() -> None:
    plan = make_plan(meaning("X W"), knowing(*MATRICES))
    assert inputs_of(plan, 3) == inputs_of(plan, 3) != inputs_of(plan, 4)


# --- sizes -----------------------------------------------------------------------------------------------------------


def test_constraints_between_sizes_hold() -> None:
    done = ran("U x", r"U \in \mathbb{R}^{k \times d}", r"x \in \mathbb{R}^d", "k = d / h")
    assert done.plan.sizes["d"] == done.plan.sizes["h"] * len(result(done))
    chosen = run(meaning("X W"), knowing(*MATRICES), fixed={"d": 6})
    assert result(chosen).shape == (3, chosen.plan.sizes["k"]) and chosen.plan.sizes["d"] == 6


def test_sizes_that_cannot_be_met() -> None:
    with pytest.raises(Refusal, match="sizes-do-not-fit"):
        choose_sizes([named("d"), named("d").divided(named("h")) or named("d")], lambda size: size, {"d": 3, "h": 2})


# --- refusals --------------------------------------------------------------------------------------------------------

REFUSED = [
    (r"\sum_{m_k'} p(x_{m_k'}) - p(x_{m_k})", "index-unreadable", ""),
    (r"y = a^\top(x) b", "word-or-product", ""),
    (r"\frac{a}{e}", "no-shape", "e"),
    (r"\Delta i + 1", "word-or-product", ""),
    ("y = V z", "no-shape", r"V"),
    (r"x \in \mathbb{R}^d", "not-computed", ""),
    (r"z \sim p(z)", "not-computed", ""),
    ("a + b = c d", "no-identity", ""),
    ("x = f(a) + x", "circular", "x"),
    ("h = \\sigma(a) + 1", "function-unknown", r"\sigma"),
    (r"\mathcal{O}(n) + 1", "function-unknown", r"\mathcal{O}"),
    (r"\min_a f(a) + 1", "search", ""),
    (r"\mathbf{x} \mathbf{y}", "product-unknown", ""),
    (r"\|\mathbf{A}\| + 1", "norm-unknown", ""),
    (r"\log(a - b) + a^{0.5}", "no-value", ""),
    (r"\begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}^{-1} a", "no-value", ""),
    (r"\sum_{v \in \mathcal{V}} v^2", "letter-as-value", "v"),
    (r"\int_0^1 f(t) dt", "no-operation", ""),
    (r"T f(a) + \mathbb{E}[1]", "no-shape", "T"),
]


@pytest.mark.parametrize(("latex", "reason", "part"), REFUSED)
def test_what_does_not_run_says_why(latex: str, reason: str, part: str) -> None:
    refusals = []
    for seed in range(4):  # a logarithm of a difference has a value for some numbers
        try:
            ran(latex, seed=seed)
        except Refusal as refusal:
            refusals.append(refusal)
    assert refusals and refusals[0].reason == reason and part in refusals[0].part
    assert reason in table("running")


def test_complex_numbers_are_refused() -> None:
    for latex in ("2 z", "2 j", r"z^* + 1"):
        with pytest.raises(Refusal, match="complex"):
            ran(latex, r"z \in \mathbb{C}")


def test_a_capital_p_gives_probabilities() -> None:
    done = ran(r"\sum_{w} P(W = w) P(A \mid W = w)")
    first, second = done.inputs
    assert np.sum(first) == pytest.approx(1) and 0 < result(done) < 1 and np.max(second) < 1


def test_an_arrow_is_a_step() -> None:
    done = ran(r"a \leftarrow a - \eta g")
    assert result(done) == pytest.approx(given_(done)["a"] - given_(done)[r"\eta"] * given_(done)["g"])


def test_equal_sides_must_come_out_equal() -> None:
    assert len(ran("(a + b)^2 = a^2 + 2 a b + b^2").plan.results) == 2
    with pytest.raises(Refusal, match="no-identity"):
        ran("(a + b)^2 = a^2 + b^2")


# --- two printers ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
def test_javascript_and_numpy_agree(tmp_path: Path) -> None:
    runs = [ran(latex, *MATRICES) for latex, _ in VALUES]
    for k, done in enumerate(runs):
        (tmp_path / f"plan{k}.mjs").write_text(javascript_code(done.plan), encoding="utf-8")
    script = "const out = [];\n" + "".join(
        f"out.push((await import('./plan{k}.mjs')).run({json.dumps(list(done.inputs))}));\n"
        for k, done in enumerate(runs)
    )
    flat = (
        "const text = (k, value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);\n"
    )
    (tmp_path / "all.mjs").write_text(f"{script}{flat}console.log(JSON.stringify(out, text));\n", encoding="utf-8")
    printed = subprocess.run([str(NODE), "all.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    for done, values in zip(runs, json.loads(printed), strict=True):
        assert len(values) == len(done.values)
        for ours, theirs in zip(done.values, values, strict=True):
            assert list(np.shape(ours)) == theirs["sizes"]
            assert np.allclose(np.ravel(ours), np.array(theirs["data"], dtype=float), rtol=1e-9, atol=1e-9)


def test_code_holds_nothing_of_the_paper() -> None:
    done = ran(r"\operatorname{softmax}(A B)", *MATRICES)
    assert "softmax" not in numpy_code(done.plan) and "A B" not in javascript_code(done.plan)
    assert all(each.options[0] in REDUCTIONS for each in done.plan.instructions if each.operation == "reduce")


def test_a_plan_runs_on_other_inputs() -> None:
    plan: Plan = make_plan(meaning("a + b"), knowing())
    assert result(run_plan(plan, [2.0, 3.5])) == 5.5


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        ("y = a + b", ("y",)),
        ("y = a + b = b + a", ("y", "y")),
        (r"y \le a + b", ("",)),
        (r"y \le a + b = b + a", ("", "")),
        (r"y = a + b \le a + b + 1", ("y", "")),
    ],
)
def test_a_result_has_a_name_only_where_it_equals_it(latex: str, names: tuple[str, ...]) -> None:
    assert make_plan(meaning(latex), knowing()).names == names


def test_scripts_that_count() -> None:
    assert split_script("t+1", {"t"}) == [Item("t", 1)]
    assert split_script("ij", {"i"}) == [Item("i"), Item("j")]
    assert split_script("ref", {"i"}) is None
    assert (base_of(r"\hat{x}_{t}"), base_of(r"\mathbf{W}^{(2)}")) == ("x", r"\mathbf{W}")
