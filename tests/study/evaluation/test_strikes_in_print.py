"""What is printed of a formula after a strike is what is computed: read again, it comes to the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from paper_runs import display, tried

from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.latex.source.bundle import bundle_from_bytes
from reader.output.page.bench_runs import BenchRuns, what_is_left
from reader.pipeline import read
from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.inputs import Nested
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.run import run_again
from reader.study.evaluation.readied import readied
from reader.study.evaluation.refusal import Refusal
from reader.study.study import Study

MATRICES = r"Let $Q, K, M \in \mathbb{R}^{3\times 3}$."
VECTORS = r"Let $w, x_i \in \mathbb{R}^d$."
FORMULAS = [  # with how many strikes are offered at least
    (r"A = \mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}} + M\right)", 3),
    (r"y = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} \gamma + \beta", 4),
    (r"L = - y \log p - (1-y) \log(1-p)", 4),
    (r"L = -\alpha (1-p)^\gamma \log p", 2),
    (r"y = \sigma a + (1-\sigma) b", 4),
    (r"x_t = (1-t) x_0 + t x_1", 4),
    (r"x_t = \sqrt{\bar\alpha_t} x_0 + \sqrt{1-\bar\alpha_t} \epsilon", 4),
    (r"h = z \odot h' + (1 - z) \odot \tilde{h}", 4),
    (r"y_1 = x_1 \cos(m\theta) - x_2 \sin(m\theta)", 6),
    (r"\theta_t = \theta_{t-1} - \alpha \frac{\hat{m}_t}{\sqrt{\hat{v}_t} + \epsilon}", 3),
    (r"v = w - \eta (g + \lambda w)", 5),
    (r"\delta_t = r_t + \gamma V(s_{t+1}) - V(s_t)", 3),
    (r"L = \max(0, \|a - p\|_2^2 - \|a - n\|_2^2 + m)", 4),
    (r"y = 0.5 x (1 + \tanh(\sqrt{2/\pi}(x + 0.044715 x^3)))", 5),
    (r"z = a - (b - c) d + (b + f)^2 (c + h)^3", 5),
    (r"y = (\gamma\lambda)^l \delta", 2),
    (r"L = -\log \sigma\left(\beta \log \frac{\pi_\theta(y_w|x)}{\pi_{ref}(y_w|x)}"
     r"- \beta \log \frac{\pi_\theta(y_l|x)}{\pi_{ref}(y_l|x)}\right)", 4),
    (r"L = \frac{1}{n}\sum_{i=1}^n (y_i - w^\top x_i)^2 + \lambda \|w\|_2^2", 4),
]  # fmt: skip


def computed(plan: Plan, before: Plan, values: Sequence[Nested]) -> list[np.ndarray]:
    done = run_again(plan, before, values)
    return [np.asarray(done.of(each)) for each in plan.results]


def planned(printed: str, knowledge: Knowledge) -> Plan:
    """A name alone is not computed, but with nought added it is."""
    try:
        return make_plan(readied(read_meaning(parse_formula(printed), knowledge.evidence)), knowledge)
    except Refusal as refusal:
        if refusal.reason != "not-computed" or printed.endswith("+0"):
            raise
    return planned(printed + "+0", knowledge)


@pytest.mark.parametrize(("formula", "count"), FORMULAS, ids=[formula for formula, _ in FORMULAS])
def test_what_is_printed_is_what_is_computed(formula: str, count: int) -> None:
    said = MATRICES if "Q" in formula else VECTORS if "w^" in formula else ""
    body = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} {said} \[ {formula} \] \end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", body.encode())))
    runs = BenchRuns(study)
    (equation,) = [each for each in study.document.equations if each.display]
    made = runs.tried(equation)
    assert isinstance(made, Attempt)
    before = made.trial.plan
    values = next(numbers_for(before))
    offers = runs.switches(equation, made)
    for offer, after in offers:
        if offer.switches[0].form == "softmax":  # its shares have a name that is ours alone
            continue
        printed = what_is_left(offer, before)
        again = planned(printed, made.knowledge)
        for one, other in zip(computed(after, before, values), computed(again, before, values), strict=True):
            assert one.shape == other.shape and np.allclose(one, other), printed
    assert len(offers) >= count


@pytest.mark.parametrize(
    ("text", "part", "leaves"),
    [
        (r"Let $p$ be the probability of a win." + display(r"p = \frac{e^a}{e^a + e^b}"), "e^{b}", None),
        (r"Let $p$ be the probability of a win." + display(r"p = \operatorname{sigmoid}(a - b)"),
         r"\operatorname{sigmoid}(a-b)", "unit"),
        (r"Let $d \ge 0$ be a number." + display(r"d = \max(0, m + a)"), "m", None),
    ],
)  # fmt: skip
def test_it_is_said_where_a_result_leaves_its_range(text: str, part: str, leaves: str | None) -> None:
    _, switches = tried(text)
    found = {each["part"]: each.get("leaves") for each in switches if each["swap"] is None}
    assert found[part] == leaves


@pytest.mark.parametrize(
    ("text", "part", "printed"),
    [
        (r"Let $a, b, c \in \mathbb{R}$." + display(r"y = a c + b c = (a + b) c"), "ac", "y=bc"),
        (r"Let $a, b, c \in \mathbb{R}$." + display(r"a c + b c = (a + b) c"), "ac", "bc"),
        (r"Let $a, b, c \in \mathbb{R}$." + display(r"u = a c + 1, \quad y = a c + b c = (a + b) c"), "bc", "y=ac"),
        (r"Let $u, v \in \mathbb{R}^n$ and $c > 0$." + display(r"z = c u + c v = c (u + v)"), "c", "z=u+v=u+v"),
        (r"Let $a, c > 0$ and $b > 0$." + display(r"R \le a^2 + \sqrt{b} c"), r"\sqrt{b}c", "a^{2}"),
        (r"Let $a, b, c \in \mathbb{R}$." + display(r"a^2 + b^2 \ge 2 a b"), "b^{2}", "a^{2}"),
        (r"Let $a, b, c \in \mathbb{R}$." + display(r"y = a c + b"), "b", "y=ac"),  # nothing else is said
    ],
)  # fmt: skip
def test_of_sides_that_come_apart_none_is_said_to_equal_another(text: str, part: str, printed: str) -> None:
    _, switches = tried(text)
    assert printed in [each["after"] for each in switches if each["part"] == part]


@pytest.mark.parametrize(
    ("shape", "formula", "printed"),
    [
        (r"d\times d", r"y = \mathbf{x}\mathbf{W} + \mathbf{b}", r"y=\mathbf{x}\mathbf{W}"),
        (r"d\times k", r"y = \mathbf{x}\mathbf{W} + \mathbf{b}", r"y=\mathbf{x}\mathbf{W}"),
        (r"k\times d", r"y = \mathbf{W}\mathbf{x} + \mathbf{b}", r"y=\mathbf{W}\mathbf{x}"),
    ],
)  # fmt: skip
def test_what_a_block_leaves_has_its_factors_in_the_order_of_the_formula(
    shape: str, formula: str, printed: str
) -> None:
    said = rf"Let $\mathbf{{x}} \in \mathbb{{R}}^d$ and $\mathbf{{W}} \in \mathbb{{R}}^{{{shape}}}$."
    _, switches = tried(said + display(formula))
    found = {each["after"] for each in switches if each["form"] == "formula"}
    assert found == {printed}


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        (r"L = 2 - 2 \cdot \frac{\langle u, v \rangle}{\|u\|_2 \|v\|_2}", r"L=2-2\cdot u^{\top}v"),
        (r"L = 1 - \frac{\langle u, v \rangle}{\|u\|_2 \|v\|_2}", r"L=1-u^{\top}v"),
    ],
)  # fmt: skip
def test_a_number_before_a_block_stays(formula: str, printed: str) -> None:
    _, switches = tried(r"Let $u, v \in \mathbb{R}^n$." + display(formula))
    assert printed in [each["after"] for each in switches if each["block"] == "cosine-similarity"]


COUNTS = r"where $n$ is the number of hits, $m$ the number of shots, $u, v \in \mathbb{R}$ and $b > 0$."


@pytest.mark.parametrize(
    ("formula", "part", "offered"),
    [
        (r"a = \frac{n}{n + m} u", "n", False),  # it would stay above the line
        (r"a = \frac{u}{n + m}", "n", True),
        (r"a = \frac{u}{n + m} + \frac{v}{n + m}", "n", True),  # it goes from both
        (r"a = b + \frac{u}{\gamma - 2}, \quad \gamma = \frac{n}{n + m}", "n", False),
        (r"a = \frac{u^2}{n + m} \cdot \frac{1}{3 + \gamma}, \quad \gamma = \frac{m}{5}", "n", True),
        (r"f(u) = \begin{cases} v & u \ge 30 b \\ v (u - 30 b) & \text{otherwise} \end{cases}", "30b", False),
        (r"f(u) = \begin{cases} v & u \ge 30 \\ v (u - 30 b) & \text{otherwise} \end{cases}", "30b", True),
        (r"y = u + b \tanh(u)", "u", True),  # what goes past a function is no part of it
    ],
)
def test_what_would_stay_elsewhere_is_not_taken_out(formula: str, part: str, offered: bool) -> None:
    made, switches = tried(COUNTS + display(formula))
    assert isinstance(made, Attempt), made
    assert (part in {each["part"] for each in switches}) == offered
