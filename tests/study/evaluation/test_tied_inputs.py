"""What the paper ties together is not moved apart, and ranges told in passing hold."""

from __future__ import annotations

import pytest
from paper_runs import display, last_display, moved, offered

from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.refusal import Refusal


@pytest.mark.parametrize(
    "text",
    [
        # what is left of a share
        r"Let $F(t)$ be the probability that a lamp burns out by $t > 0$, $\bar F(t) \ge 0$ that it does not."
        + display(r"H = F(t) \log F(t) + \bar F(t) \log \bar F(t)"),
        # what makes a law sum to one, by its place and by its words
        r"Let $Z > 0$ and $x \in [-1, 1]$." + display(r"p(x) = \frac{1}{Z} (1 + x^2)"),
        r"Let $c > 0$ be the normalising constant and $r > 0$ the yield." + display(r"u = \exp(-r^2) / c + r"),
        # letters that a formula of the section ties
        r"Let $\mu > 0$ be the mean wait and $r > 0$ the rate, that is, $r = 1 / (2 \mu)$."
        + display(r"D = \log r + 3 (\log \mu)^2"),
    ],
)
def test_what_is_tied_is_not_moved_apart(text: str) -> None:
    found = offered(text)
    assert isinstance(found, Refusal)
    assert found.reason == "related-values"


@pytest.mark.parametrize(
    ("text", "latex", "domain"),
    [
        (
            r"Of each $\theta = -1 / (2 s^2) < 0$ is the slope." + display(r"A = \log \frac{\theta_1}{\theta_2}"),
            r"\theta_{1}",
            "nonpositive",
        ),
        (r"The charge is $q = Q_0 - Q_1 < 0$." + display(r"E = q^2 \exp(q)"), "q", "nonpositive"),
        (
            r"With probability at least $1 - \rho$ the bridge holds." + display(r"m = 8 \log \frac{16}{\rho}"),
            r"\rho",
            "unit",
        ),
        (
            r"With high probability $1 - \delta/2$ the seed sprouts." + display(r"m = 8 \log \frac{\delta}{16}"),
            r"\delta",
            "unit",
        ),
    ],
)
def test_ranges_told_in_passing_hold(text: str, latex: str, domain: str) -> None:
    found = offered(text)
    assert isinstance(found, Attempt), found
    assert {each.latex: each.domain for each in found.trial.plan.inputs}[latex] == domain


ROWS = r"Let $a \in \mathbb{R}^n$ be the wind and $U \in \mathbb{R}^{n \times n}$, $B \in \mathbb{R}^{n \times n}$."


@pytest.mark.parametrize(
    "text",
    [
        r"Let $z, w \in \mathbb{R}^n$ be tides." + ROWS + display(r"y = U z + B w + a"),
        r"Let $g, h \ge 0$ be heights and $r, s \ge 0$ weights." + display(r"y = r g + s h"),
    ],
)
def test_straight_lines_are_not_moved(text: str) -> None:
    found = moved(text)
    assert isinstance(found, Refusal)
    assert found.reason == "only-straight"


def test_a_straight_line_of_a_textbook_formula_is() -> None:
    text = r"Let $w_t \in \mathbb{R}^d$ be the weights, $\eta > 0$ the learning rate and $\nabla f(w_t)$ the gradient."
    runs, equation = last_display(text + display(r"w_{t+1} = w_t - \eta \nabla f(w_t)"))
    assert runs.runs(equation)


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x, y \in \mathbb{R}$ be shores and $t \in [0, 1]$." + display(r"z = (1 - t) x + t y"),
        r"Let $r_j \in \mathbb{R}$ be the score of runner $j$." + display(r"c_i = r_i - \frac{1}{k} \sum_{j=1}^k r_j"),
        r"Let $x \in \mathbb{R}$ be the pull and $k > 0$ the stiffness." + display(r"E = \frac{1}{2} k x^2 + k x"),
    ],
)
def test_what_pulls_two_ways_is(text: str) -> None:
    found = moved(text)
    assert isinstance(found, Attempt), found


def test_an_orthonormal_matrix_is_tall() -> None:
    text = (
        r"The columns of $U \in \mathbb{R}^{N \times D}$ are orthonormal; $z \in \mathbb{R}^D$, $w \in \mathbb{R}^N$."
    )
    found = offered(text + display(r"J = \|w - U z\|^2"))
    assert isinstance(found, Attempt), found
    assert found.trial.plan.sizes["D"] <= found.trial.plan.sizes["N"]


@pytest.mark.parametrize("label", [r"\min", r"\text{min}", r"\mathrm{min}"])
def test_the_least_is_below_the_greatest(label: str) -> None:
    high = label.replace("min", "max")
    text = rf"Let $h_{{{label}}} > 0$ be the height of the ebb, $h_{{{high}}} > 0$ that of the flood."
    found = offered(text + display(rf"s = \log(1 + h_{{{high}}}) - h_{{{label}}}^2"))
    assert isinstance(found, Attempt), found
    names = [each.latex for each in found.trial.plan.inputs]
    low, top = (next(k for k, each in enumerate(names) if word in each) for word in ("min", "max"))
    assert all(values[low] <= values[top] for values in numbers_for(found.trial.plan))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # how many a set has, beside its members
        (
            r"Let $n$ be the number of shells and $k$ the number of pearls, $v(x) \ge 0$ their weight."
            + display(r"m = \sum_{x \in X} \frac{1}{n - k} v(x)^2"),
            "related-values",
        ),
        # values of which only a logarithm is taken
        (display(r"b = \log g(u) + 3 a^2 g(u)"), "kind-unknown"),
        # a mixture of normal laws
        (
            display(r"p(y) = \sum_k w_k \mathcal{N}(y; m_k, s_k^2)")
            + display(r"L = -\frac{1}{N} \sum_{i=1}^N \log p(y_i)"),
            "density",
        ),
        # a setting that leaves nothing of the rest
        (r"We set $\beta = 5000$. Here $q > 0$ is a price." + display(r"s = \exp(-\beta q)"), "nought-as-set"),
    ],
)
def test_numbers_that_cannot_be_these_are_refused(text: str, reason: str) -> None:
    found = offered(text)
    assert isinstance(found, Refusal), found
    assert found.reason == reason


def test_a_relative_by_another_word_says_no_range() -> None:
    text = r"Let $\rho^{\mathrm{R}} \in [-1, 1]$ be the correlation of the rains. Let $s > 0$."
    found = offered(text + display(r"y = \exp(\rho_i s)"))
    assert not isinstance(found, Attempt) or found.trial.plan.inputs[0].domain != "signed-unit"


def test_what_equals_a_number_is_not_moved() -> None:
    text = r"Let $a, b > 0$ be loads of a bridge." + display(r"\mathbf{1}_{a \geq b} \cdot \mathbf{1}_{b > a} = 0")
    assert isinstance(offered(text), Refusal)
