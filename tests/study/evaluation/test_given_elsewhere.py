"""What another formula of the paper gives is not drawn as any number."""

from __future__ import annotations

import pytest
from paper_runs import display, offered

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal


@pytest.mark.parametrize(
    "text",
    [
        # a factor that stays below a half
        r"Let $e \ge 0$ be the width, $s \ge 0$ the load and $B \ge 0$ the bound. Here"
        + display(r"c_n = \sqrt{\frac{n}{4 (n + 1)}}")
        + display(r"B = c_n e s + e^2"),
        # a distance of two laws
        r"Let $g \ge 0$ be the gain and"
        + display(r"d_{\mathrm{TV}}(P, Q) = \sup_{A} |P(A) - Q(A)|")
        + r"We have $d_{\mathrm{TV}}(P, Q) \ge 0$."
        + display(r"L = g^2 + 2 g d_{\mathrm{TV}}(P_x, Q_x)"),
        # the mean of what stands beside it
        r"Let $a_i \in \mathbb{R}$ be the tides."
        + display(r"m_* = \frac{1}{N} \sum_{i=1}^{N} a_i")
        + r"Let $b \in \mathbb{R}^d$, $u \in \mathbb{R}^d$. The output $h_k = \operatorname{LayerNorm}(u + b)$ is"
        + r"a vector $h_k \in \mathbb{R}^d$, and $v \in \mathbb{R}^d$."
        + display(r"y = \|v + h_k\|^2"),
    ],
)
def test_numbers_that_the_definition_cannot_give_are_not_drawn(text: str) -> None:
    assert isinstance(offered(text), Refusal)


@pytest.mark.parametrize(
    "text",
    [
        # a sum with a term of any size
        r"Let $x_0, e \in \mathbb{R}^d$ be the start and the noise and $x_k, w \in \mathbb{R}^d$."
        + display(r"x_k = 2 x_0 + 3 e")
        + display(r"J = \|x_k - w\|^2"),
        # an error that may have any size from nought on
        r"Let $v \in \mathbb{R}^d$ be the flow and $\lambda > 0$ the weight."
        + display(r"E_n = \|v\|^2")
        + r"Let $R \ge 0$ be the rest."
        + display(r"T = \frac{E_n}{E_n + \lambda R}"),
    ],
)
def test_numbers_that_the_definition_may_give_are_drawn(text: str) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made


LOSS = r"L = - \frac{1}{N} \sum_{i=1}^{N} \log p(y_i \mid x_i)"


@pytest.mark.parametrize(
    ("law", "is_moved"),
    [
        (r"Let $\sigma > 0$." + display(r"p(y \mid x) = \mathcal{N}(y; f(x), \sigma^2 I)"), False),  # a regression
        (display(r"p(y \mid x) = \frac{1}{\sqrt{2 \pi}} \exp(-\frac{1}{2} (y - f(x))^2)"), False),
        (r"The prior is $p(z) = \mathcal{N}(z; 0, I)$.", True),  # of another outcome
        (r"Here $y_i$ is the species of a plant and $p(y_i \mid x_i)$ its probability.", True),
    ],
)
def test_a_density_is_no_probability(law: str, is_moved: bool) -> None:
    assert isinstance(offered(law + display(LOSS)), Attempt) == is_moved


@pytest.mark.parametrize(
    "text",
    [
        # the mean over samples of a size, of what is summed over as many
        r"Let $n$ be the number of samples and $F(n) \ge 0$ the cost. $S = \sum_{i=1}^{n} s_i$."
        + display(r"G = \mathbb{E}_n F(n)^2 + 2"),
        # a side that is told up to what vanishes
        r"Let $h > 0$ be the step and $a, b \ge 0$." + display(r"a^2 + h a b = c(h) d + O(h^3)"),
    ],
)
def test_no_mean_over_a_count_and_no_side_of_an_order(text: str) -> None:
    assert isinstance(offered(text), Refusal)


@pytest.mark.parametrize(
    "line",
    [
        r"u_t = F_t u_{t-1} + v_t, \qquad F_t = s_t",
        r"c_n = K_n c_{n-1} + d_n, \qquad K_n = r_n",
    ],
)
def test_what_the_same_display_equates_is_not_made_up(line: str) -> None:
    words = r"Let $u_t, v_t, c_n, d_n \in \mathbb{R}^d$ and $F_t, K_n \in \mathbb{R}^{d \times d}$."
    assert isinstance(offered(words + display(line)), Refusal)
