"""Numbers that a paper rules out by what its letters are: none of them is put in, or the formula is not moved."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from paper_runs import display, done, offered, tried

from reader import frontend
from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.refusal import Refusal

NODE = shutil.which("node")


def given(text: str) -> dict[str, np.ndarray]:
    """What is put in, by its name."""
    made = offered(text)
    assert isinstance(made, Attempt), made
    return {name: np.array(value) for name, value in done(made).given.items()}


@pytest.mark.parametrize(
    "text",
    [
        r"Let $U \in \mathbb{R}^{m \times r}$ and $V \in \mathbb{Z}_{[a,b]}^{n \times r}$, where in fact"
        r" $U \in \mathbb{Z}_{[a,b]}^{m \times r}$." + display(r"f = \|U V^\top\|_F^2"),
        r"Let $U \in \mathbb{Z}_{+}^{m \times r}$ and $V \in \{0, \dots, 255\}^{n \times r}$."
        + display(r"f = \|U V^\top\|_F^2"),
    ],
)
def test_whole_numbers_stay_whole(text: str) -> None:
    values = given(text)
    assert all((values[name] == np.round(values[name])).all() for name in ("U", "V"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (r"Let $A \in \mathbb{R}^{d \times d}$ and $\lambda > 0$." + display(r"B = (A^\top A + \lambda I_d)^{-1}"),
         {"A", r"\lambda"}),
        (r"Let $A \in \mathbb{R}^{d \times d}$ and $x \in \mathbb{R}^d$." + display(r"y = (\mathbf{I} - A) x"),
         {"A", "x"}),
        (r"Let $I \in \mathbb{R}^{d \times d}$ be the Fisher information matrix and $u \in \mathbb{R}^d$."
         + display(r"y = u^\top I u"), {"I", "u"}),  # not every I is the identity
        (r"Let $I > 0$ be the current and $R > 0$ the resistance." + display(r"P = R I^2"), {"I", "R"}),
    ],
)  # fmt: skip
def test_the_identity_is_no_input(text: str, names: set[str]) -> None:
    assert set(given(text)) == names


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (r"Let $\alpha_t > 0$ be a schedule and $x \in \mathbb{R}^d$." + display(r"v = \dot{\alpha}_t x"),
         r"\dot{\alpha}_{t}"),
        (r"Let $R > 0$ be the radius and $E > 0$ the rim." + display(r"w = \frac{\dot R^2}{2} - \frac{\dot R}{E}"),
         r"\dot{R}"),
    ],
)  # fmt: skip
def test_how_fast_a_letter_changes_is_not_made_up(text: str, part: str) -> None:
    made = offered(text)
    assert isinstance(made, Refusal) and (made.reason, made.part) == ("kind-unknown", part)


def test_a_rate_of_change_that_is_declared_is_moved() -> None:
    text = r"Let $\dot m > 0$ be the flow and $u > 0$ the speed." + display(r"F = \dot m u^2")
    assert (given(text)[r"\dot{m}"] > 0).all()


def test_words_for_a_rate_of_change_say_its_numbers() -> None:
    said = r"where $\dot m$ is the accretion length, $m > 0$ and $u > 0$."
    assert given(said + display(r"F = \dot m u^2"))[r"\dot{m}"] > 0


def test_probabilities_in_bold_are_a_vector() -> None:
    text = (
        r"The model $\mathbf{x}_\theta(\mathbf{z}, t)$ is a distribution over words, $E \in \mathbb{R}^{V \times d}$."
    )
    shapes = {
        name: value.ndim for name, value in given(text + display(r"e = \mathbf{x}_\theta(\mathbf{z}, t) E")).items()
    }
    assert shapes[r"\mathbf{x}_{\theta}(\mathbf{z},t)"] == 1


def test_a_label_beside_a_number_does_not_make_a_vector() -> None:
    text = r"Let $\sigma_t > 0$ and $e \in \mathbb{R}^{n \times d}$." + display(
        r"m = \frac{\sigma_{t|s}^2}{\sigma_t^2} e"
    )
    assert given(text)[r"\sigma_{t\mid s}"].ndim == 0


@pytest.mark.parametrize(
    ("formula", "reason"),
    [(r"\mathbb{P}(x \in C) \ge 1 - \delta", "only-steps"), (r"q = 1 - \delta", "only-steps")],
)
def test_what_is_left_of_one_number_is_not_moved(formula: str, reason: str) -> None:
    made = offered(r"Let $\delta \in (0, 1)$." + display(formula))
    assert isinstance(made, Refusal) and made.reason == reason


def test_two_shares_are() -> None:
    assert isinstance(
        tried(r"Let $\delta \in (0, 1)$ and $p \in (0, 1)$." + display(r"q = (1 - \delta) p"))[0], Attempt
    )


@pytest.mark.parametrize(
    "said",
    [r"$\sum_k p_k = 1$", r"$\sum_k p_k$=$1$", r"$p_k \ge 0$ and $\sum_{k} p_k$ = $1$"],
)
def test_a_sign_between_dollars_is_read(said: str) -> None:
    values = given(f"where {said} and $F_k \\in \\mathbb{{R}}$." + display(r"f = \sum_{k=1}^N p_k F_k"))
    assert values["p_{k}"].sum() == pytest.approx(1)


def test_words_between_dollars_are_no_sign() -> None:
    assert given(r"Let $a$ be $b$, $a$ and $b > 0$ numbers, $a \in \mathbb{R}$." + display("f = a b^2"))["b"] > 0


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (r"Let $a, b \in \mathbb{R}$ with $a < b$." + display(r"m = \frac{a^2 + b^2}{2}"), "a", "b"),
        (r"Let $u > 0$ and $v > 0$ with $v \ge u$." + display(r"m = u v^2"), "u", "v"),
        (r"Let $0 < p < q < 1$, where $p \in (0, 1)$ and $q \in (0, 1)$." + display(r"m = p q^2"), "p", "q"),
        (r"where $k$ is the number of hits and $m$ the number of shots, $k \le m$." + display(r"f = k^2 m"), "k", "m"),
    ],
)  # fmt: skip
def test_an_order_that_is_said_is_kept(text: str, low: str, high: str) -> None:
    values = given(text)
    assert values[low] < values[high]


def test_whole_numbers_in_order_stay_whole() -> None:
    text = r"where $k$ is the number of hits and $m$ the number of shots, $k \le m$." + display(r"f = k^2 m")
    assert given(text)["k"] % 1 == 0


def test_an_order_that_is_said_both_ways_is_none() -> None:
    text = r"Let $a, b \in \mathbb{R}$. If $a < b$ we stop, if $a > b$ we go on." + display(r"m = a^2 + b^2")
    made = offered(text)
    assert isinstance(made, Attempt) and not any(each.best_of for each in made.trial.plan.inputs)


def test_sizes_keep_their_order() -> None:
    said = r"Let $X \in \mathbb{R}^{m \times n}$ and $U \in \mathbb{R}^{m \times r}$, $r \le \min(m, n)$."
    made = offered(said + display(r"f = \|X^\top U\|_F^2"))
    assert isinstance(made, Attempt)
    sizes = made.trial.plan.sizes
    assert sizes["r"] <= min(sizes["m"], sizes["n"])


CIRCLE = r"Let $a_t, s_t > 0$ with $a_t^2 + s_t^2 = 1$, and $x, \epsilon \in \mathbb{R}^d$."


def test_squares_that_add_up_to_one_do() -> None:
    values = given(CIRCLE + display(r"z_t = a_t x + s_t \epsilon"))
    assert "s_{t}" not in values and 0 < values["a_{t}"] < 1


def test_one_of_two_squares_is_below_one() -> None:
    assert 0 < given(CIRCLE + display(r"z_t = s_t x"))["s_{t}"] < 1


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (r"$S = \{(x, y) : x^2 + y^2 = 1\}$", {"x", "y", "c"}),  # of its members alone
        (r"$A = \int_{x^2 + y^2 = 1} g(x, y) dx$", {"x", "y", "c"}),
        (r"$x^2 + y^2 = 1$", {"x", "c"}),
    ],
)
def test_squares_of_members_of_a_set_are_those_of_no_other_numbers(said: str, names: set[str]) -> None:
    assert set(given(rf"Let $x, y, c \in \mathbb{{R}}$. Here {said}." + display(r"f = x^2 + c y"))) == names


def test_an_order_of_members_of_a_set_is_that_of_no_other_numbers() -> None:
    made = offered(r"Let $a, b > 0$. We look at $\{a : a < b\}$." + display(r"m = a b^2"))
    assert isinstance(made, Attempt) and not any(each.best_of for each in made.trial.plan.inputs)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        (r"d = \|\nabla F_k(w_k^*)\|^2", False),
        (r"d = \|\nabla F(w^\star) - \nabla F(w)\|^2", False),
        (r"d = \|\nabla F_k(w^*)\|^2", True),  # of all together, not of this one
        (r"d = \|\nabla F(w)\|^2", True),
    ],
)
def test_no_slope_is_made_up_where_its_function_is_least(formula: str, moved: bool) -> None:
    made = offered(r"Let $w \in \mathbb{R}^d$." + display(formula))
    assert isinstance(made, Attempt) if moved else isinstance(made, Refusal) and made.reason == "slope-at-optimum"


def test_what_is_switched_off_at_first_has_its_other_value() -> None:
    said = (
        r"Let $w > 0$ be the weight and $u \in \mathbb{R}$. First we train with $w = 0.0$ and use no term."
        r" Then we train with $w = 0.25$ and use it."
    )
    made = offered(said + display(r"f = w u^2"))
    assert isinstance(made, Attempt)
    assert {each.latex: each.chosen for each in made.trial.plan.inputs}["w"] == 0.25


def test_a_mean_over_sets_is_none_of_one_set() -> None:
    said = r"Let $g_k \in \mathbb{R}^d$ be gradients."
    made, _ = tried(said + display(r"D = \mathbb{E}_{S} [ \| \frac{1}{|S|} \sum_{k \in S} g_k \|^2 ]"))
    assert isinstance(made, Refusal)


def test_a_threshold_is_none_of_what_is_drawn() -> None:
    said = r"Here $r_i$ is the score of the $i$-th pair, and $r_0$ is the threshold, and $m \in (0, 1)$."
    made, _ = tried(said + display(r"y = m r_0 + (1 - m) \mathbb{E}_{i \sim B}[r_i]"))
    assert isinstance(made, Attempt), made
    sizes = {each.latex: each.sizes for each in made.trial.plan.inputs}
    assert sizes["r_{0}"] == () and sizes["r_{i}"] == (3,)


@pytest.mark.parametrize(
    "text",
    [
        r"Let $a, b > 0$ with $a < b$. We set $a = 25$." + display(r"m = a b^2"),
        r"where $k$ is the number of hits and $m$ the number of shots, $k \le m$. We use $k = 12$ hits."
        + display(r"m_2 = k^2 m"),
    ],
)
def test_what_is_larger_than_a_number_that_is_set_is_larger(text: str) -> None:
    low, high = list(given(text).values())[:2]
    assert low in (25, 12) and high > low


@pytest.mark.parametrize(
    ("said", "low", "high", "least", "most"),
    [
        (r"$a, b \in [-1, 1]$ with $a < b$. We set $a = 0.8$.", "a", "b", -1, 1),
        (r"$a, b \in [-1, 1]$ with $a < b$.", "a", "b", -1, 1),
        (r"$a, b \in [1, \infty)$ with $a < b$.", "a", "b", 1, np.inf),
        (r"$a, b \in \mathbb{Z}$ with $a < b$.", "a", "b", -np.inf, np.inf),
        (r"$a > 0$ and $b \in \mathbb{R}$ with $a < b$.", "a", "b", 0, np.inf),
    ],
)
def test_numbers_in_order_stay_what_they_are(said: str, low: str, high: str, least: float, most: float) -> None:
    made = offered(f"Let {said}" + display("m = a b^2 + b"))
    assert isinstance(made, Attempt), made
    names = [each.latex for each in made.trial.plan.inputs]
    for values in numbers_for(made.trial.plan):
        found = dict(zip(names, values, strict=True))
        assert least <= found[low] < found[high] <= most
        assert r"\mathbb{Z}" not in said or all(float(str(each)).is_integer() for each in values)


@pytest.mark.parametrize("order", [r"$a < b$ and $b < c$", r"$b < c$ and $a < b$", r"$a < b < c$", r"$c > b > a$"])
@pytest.mark.parametrize("setting", ["", "We set $a = 1.7$.", "We set $c = 0.3$.", "We set $b = 1.1$."])
def test_three_in_order_are(order: str, setting: str) -> None:
    made = offered(rf"Let $a, b, c > 0$ with {order}. {setting}" + display("m = a b^2 + c"))
    assert isinstance(made, Attempt), made
    for a, b, c in numbers_for(made.trial.plan):
        assert 0 < a < b < c  # type: ignore[operator]


COVARIANCES = [
    r"Let $K \in \mathbb{R}^{n \times n}$ be the kernel matrix, $s > 0$ and $y \in \mathbb{R}^n$."
    + display(r"f = y^\top (K + s I)^{-1} y"),
    r"Let $K \in \mathbb{R}^{n \times n}$ with $K \succ 0$ and $y \in \mathbb{R}^n$." + display("f = y^\\top K y"),
    r"where $K$ is the posterior covariance, $K \in \mathbb{R}^{n \times n}$, $y \in \mathbb{R}^n$."
    + display("f = y^\\top K y"),
]


@pytest.mark.parametrize("text", COVARIANCES)
def test_a_covariance_is_symmetric_and_positive(text: str) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    (at,) = [k for k, each in enumerate(made.trial.plan.inputs) if each.latex == "K"]
    for values in numbers_for(made.trial.plan):
        matrix = np.array(values[at])
        assert (matrix == matrix.T).all() and (np.linalg.eigvalsh(matrix) > 0).all()


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        (r"Let $\Sigma \in \mathbb{R}^{n \times n}$ and $y \in \mathbb{R}^n$." + display(r"f = y^\top \Sigma^{-1} y"),
         "definite"),
        (r"Let $\Sigma \in \mathbb{R}^{n \times n}$ be the diagonal matrix of scores and $y \in \mathbb{R}^n$."
         + display(r"f = y^\top \Sigma y"), "diagonal"),
        (r"Let $\Sigma \in \mathbb{R}^{n \times m}$ and $y \in \mathbb{R}^n$."
         + display(r"f = \|y^\top \Sigma\|^2"), "real"),
    ],
)  # fmt: skip
def test_a_sigma_of_rows_and_columns_is_a_covariance(text: str, domain: str) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    assert {each.latex: each.domain for each in made.trial.plan.inputs}[r"\Sigma"] == domain


VECTOR = r"Let $v \in \mathbb{R}^d$, $c > 0$ and $r = \|v\|_2^2$. "
FIELD = r"Let $x > 0$ be the distance and $y > 0$ the width. "
COURSE = r"Let $h > 0$ and $a, b \in \mathbb{R}$. "
NEARLY = display(r"g(r) \approx \frac{r}{c}, \qquad q(r) \approx \frac{3 r}{c},")
FIELD_AT = display(r"E(x) = \frac{y}{x^2} + \frac{y^2}{x^3}")
GROWS = display(r"F(h) \approx a + b h + a b h^2")


@pytest.mark.parametrize(
    ("text", "low", "high", "factor"),
    [
        (VECTOR + r"Indeed, when $r \ll c$," + NEARLY, "v", "c", 10),
        (VECTOR + r"In particular, if $\|v\|_2^2 \ll c$, then" + NEARLY, "v", "c", 10),
        (VECTOR + r"In particular, if $r \ll c$, then" + display(r"f = 1 + \frac{\|v\|_2^2}{c}"), "v", "c", 10),
        (VECTOR + "Then" + display(r"g(r) \approx \frac{r}{c} \quad \text{if } c \gg r"), "v", "c", 10),
        (FIELD + FIELD_AT + "for $x$ far larger than the width $y$.", "y", "x", 10),
        (FIELD + "When $y$ is small compared to $x$, it is" + FIELD_AT, "y", "x", 10),
        (FIELD + "If $x$ is larger than $y$, it is" + FIELD_AT, "y", "x", 1),
        (FIELD + r"The field, where $y \ll x$, is" + FIELD_AT, "y", "x", 10),
        (FIELD + "We find" + display(r"z = \frac{y}{x^2} + y^3 \quad (y \ll x)"), "y", "x", 10),
        (FIELD + r"As $y \to 0$, it is" + FIELD_AT, "y", 1, 10),
        (FIELD + "As $x$ tends to infinity, it is" + FIELD_AT, 1, "x", 10),
        (FIELD + r"In the limit of small $y$ it is" + FIELD_AT, "y", 1, 10),
        (FIELD + r"Assume that $y$ is much smaller than $x$. Then we have" + FIELD_AT, "y", "x", 10),
        (FIELD + "We find" + display(r"z(x) = \frac{y}{x^2} + y^3, \qquad y, x \ll 1"), "x", 1, 10),
        (COURSE + "For small $h$ we have" + GROWS, "h", 1, 10),
        (COURSE + "For sufficiently small steps $h$ we have" + GROWS, "h", None, 10),  # a step is no size that is said
        (COURSE + "We have" + GROWS + "This approximation holds for small $h$.", "h", 1, 10),
        (COURSE + "Then" + display(r"F(h) \approx a + b h^2 \quad \text{for small } h"), "h", 1, 10),
        (r"Let $n$ be the number of draws and $s > 0$. For large $n$," + display(r"V(s) \approx \frac{s^2}{n} + s"),
         1, "n", 10),
    ],
)  # fmt: skip
def test_numbers_keep_to_what_a_formula_holds_for(
    text: str, low: str | int, high: str | int | None, factor: int
) -> None:
    made = offered(text)
    if high is None:
        assert isinstance(made, Refusal) and made.reason == "about"
        return
    assert isinstance(made, Attempt), made
    names = [each.latex for each in made.trial.plan.inputs]
    for values in numbers_for(made.trial.plan):
        found = {
            name: np.linalg.norm(value) ** (2 if name == "v" else 1) for name, value in zip(names, values, strict=True)
        }
        found = {**found, 1: 1.0}
        assert found[low] * factor <= found[high] * (1 + 1e-9)


@pytest.mark.parametrize(
    "text",
    [
        FIELD + r"Unless $y \ll x$ it is" + FIELD_AT,
        FIELD + r"For $y \ll x$ it is flat; otherwise" + FIELD_AT,
        FIELD + "It is" + FIELD_AT + r"so for $y \ll x$ it is weak.",
        FIELD + r"For $a \ll b$ it is" + FIELD_AT,  # of other letters
        FIELD + r"For small nets $y$ it is" + FIELD_AT,
        FIELD + r"For $y \ll x$ it is weak. The field of the other pole is as follows." + FIELD_AT,
        FIELD + r"For $y \ll x$ and for $x \ll y$ it is" + FIELD_AT,
    ],
)
def test_what_is_said_of_others_is_no_condition(text: str) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    assert not made.trial.plan.conditions and not any(each.best_of for each in made.trial.plan.inputs)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (r"Let $x_i \in \mathbb{R}$. For large $n$," + display(r"V(n) \approx \frac{1}{n} \sum_{i=1}^n x_i^2"),
         "condition-unkept"),  # so many cannot be shown
        (COURSE + GROWS, "about"),
        (COURSE + display(r"s = \frac{a}{1 + h^2}") + "Often" + display(r"s \approx a - a h^2 + a h^4"), "about"),
        (COURSE + r"If $p \ll q$, then" + GROWS, "about"),  # of what is not in it
    ],
)  # fmt: skip
def test_a_condition_that_cannot_be_kept_leaves_a_formula_unmoved(text: str, reason: str) -> None:
    made = offered(text)
    assert isinstance(made, Refusal) and made.reason == reason


GAIN = display(r"y = \kappa x^2 + x")
BUMP = display(r"f(r) = \frac{r^2 + 3 c r}{(r + c)^2} \Gamma(r)")


@pytest.mark.parametrize(
    ("text", "name", "low", "high"),
    [
        (r"Let $x \in \mathbb{R}$ and $\kappa \in [2, 5]$." + GAIN, r"\kappa", 2, 5),
        (r"Let $x \in \mathbb{R}$ and $0 < \kappa < 0.25$." + GAIN, r"\kappa", 0, 0.25),
        (r"Let $x \in \mathbb{R}$ and $\kappa > 0$ be the gain." + display(r"\kappa \le \frac{9}{8}") + "Then"
         + GAIN, r"\kappa", 0, 9 / 8),
        (r"Let $m > 0$ be the mass, where $m \ge 7$." + display("y = m^2 + 2 m"), "m", 7, np.inf),
        # of what is only supposed, tried out or told in passing, others hold as well
        (r"We find $\kappa \in [20, 50]$. Let $x \in \mathbb{R}$ and $\kappa > 0$." + GAIN, r"\kappa", 0, 2.0),
        (r"If $\kappa \le 0.01$ we stop. Let $x \in \mathbb{R}$ and $\kappa > 0$." + GAIN, r"\kappa", 0.02, np.inf),
        (r"It is clear ($\kappa < 0.05$). Let $x \in \mathbb{R}$ and $\kappa > 0$." + GAIN, r"\kappa", 0.06, np.inf),
        (r"Let $\kappa \in [2, 5]$ or $\kappa \in [0.1, 7]$, $x, \kappa > 0$." + GAIN, r"\kappa", 0, 2.0),
    ],
)  # fmt: skip
def test_numbers_stay_between_the_ends_that_the_paper_gives(text: str, name: str, low: float, high: float) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    (at,) = [k for k, each in enumerate(made.trial.plan.inputs) if each.latex == name]
    for values in numbers_for(made.trial.plan):
        assert low <= float(str(values[at])) <= high


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
@pytest.mark.parametrize(
    ("bounds", "input_", "wanted", "found"),
    [
        ([[0, 1, 10]], 0, 5, 0.8),
        ([[0, 1, 10]], 0, -5, -0.8),  # whatever its sign
        ([[0, 1, 10]], 0, 0.5, 0.5),
        ([[0, 1, 10]], 1, 1, 2),
        ([[0, 1, 1]], 0, 9, 8),
        ([], 0, 9, 9),
    ],
)
def test_a_slider_stops_where_the_formula_holds_no_more(
    bounds: list[list[int]], input_: int, wanted: float, found: float
) -> None:
    program = Path(frontend.__file__).parent / "core" / "program.mjs"
    inputs = [{"domain": "real", "normalised": [], "sizes": [], "values": [each]} for each in (0.2, 8)]
    row = {"inputs": inputs, "bounds": bounds, "instructions": [["input", [], [k], []] for k in (0, 1)]}
    script = f"""import {{ Run }} from {json.dumps(program.as_uri())};
    const run = new Run({json.dumps(row)});
    run.put({input_}, [], {wanted});
    console.log(JSON.stringify(run.inputs));"""
    ran = subprocess.run(
        [str(NODE), "--input-type=module", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(ran.stdout)[input_] == pytest.approx(found, rel=0.01)


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
@pytest.mark.parametrize(("place", "wanted"), [([0, 1], 9), ([2, 0], -9), ([1, 1], 0), ([2, 2], 3)])
def test_a_moved_entry_keeps_its_matrix_symmetric_and_positive(place: list[int], wanted: float) -> None:
    program = Path(frontend.__file__).parent / "core" / "program.mjs"
    matrix = [[1.0, 0.2, 0.1], [0.2, 0.7, -0.3], [0.1, -0.3, 2.0]]
    row = {"domain": "definite", "normalised": [], "sizes": [3, 3]}
    script = f"""import {{ withNumber }} from {json.dumps(program.as_uri())};
    console.log(JSON.stringify(withNumber(...{json.dumps([row, matrix, place, wanted])})));"""
    ran = subprocess.run(
        [str(NODE), "--input-type=module", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    moved = np.array(json.loads(ran.stdout))
    assert (moved == moved.T).all() and (np.linalg.eigvalsh(moved) > 0).all() and not np.array_equal(moved, matrix)


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        (r"Let $A, B \in \mathbb{R}^{n \times n}$ and $x, u \in \mathbb{R}^n$.", True),
        (r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.", False),  # Bu may be a word
    ],
)
def test_two_letters_that_are_declared_are_no_word(said: str, moved: bool) -> None:
    made = offered(said + display(r"y(t) = A x(t)+Bu(t)"))
    assert isinstance(made, Attempt) if moved else isinstance(made, Refusal) and made.reason == "word-or-product"


@pytest.mark.parametrize(("said", "moved"), [(r"Let $\delta \in (0, 1)$ and $x > 0$.", True), (r"Let $x > 0$.", False)])
def test_a_delta_that_is_declared_is_a_factor(said: str, moved: bool) -> None:
    assert isinstance(offered(said + display(r"y = \frac{1}{\delta x} + x^2")), Attempt) == moved


@pytest.mark.parametrize(
    ("formula", "together"),
    [
        (r"f = \log \frac{\pi_\theta(y_w | x)}{\pi_\theta(y_l | x)}", True),
        (r"f = \pi(a | s)^2 - \pi(a' | s)^2", True),
        (r"f = \log \frac{\pi_\theta(y_w | x)}{\pi_r(y_w | x)}", False),  # two distributions
        (r"f = \pi(a | s)^2 - \pi(a | s')^2", False),
        (r"f = p(u | z) p(v | z)", False),  # two variables
    ],
)
def test_outcomes_of_one_distribution_are_parts_of_one(formula: str, together: bool) -> None:
    made = offered(r"where $\pi$ is the policy and $p$ the probability." + display(formula))
    assert isinstance(made, Attempt), made
    assert {each.domain for each in made.trial.plan.inputs} == {"share" if together else "unit"}
    for values in numbers_for(made.trial.plan):
        assert not together or sum(values) <= 1


@pytest.mark.parametrize(
    ("said", "domain"),
    [
        (r"Let $\alpha > 1$.", "above-one"),
        (r"Let $\alpha \in [1, \infty)$.", "above-one"),
        (r"Let $\alpha \ge 1$ be an integer.", "natural"),
        (r"If $\alpha > 1$ it grows, if $\alpha < 1$ it falls.", None),
    ],
)
def test_an_end_at_one_is_kept(said: str, domain: str | None) -> None:
    made = offered(said + r" Let $x > 0$." + display(r"y = \alpha^2 x"))
    found = {each.latex: each.domain for each in made.trial.plan.inputs} if isinstance(made, Attempt) else {}
    assert found.get(r"\alpha") == domain
    assert domain is None or given(said + r" Let $x > 0$." + display(r"y = \alpha^2 x"))[r"\alpha"] >= 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (r"where $\gamma$ is the discount factor and $r_t$ is the reward."
         + display(r"G = \sum_{t=0}^{T} \gamma^t r_t"), {r"\gamma", "r_{t}"}),
        (r"where $\gamma$ is the discount factor and $r$ is the reward."
         + display(r"G = \sum_{t=0}^{T} \gamma^{t} r(t)"), {r"\gamma", "r(t)"}),
        (r"Let $\gamma \in (0, 1)$ and $x > 0$." + display(r"y = \gamma^{n-1} x + n"), {r"\gamma", "n", "x"}),
        (r"Let $\alpha > 1$ and $x > 0$." + display(r"y = \alpha x^{\alpha}"), {r"\alpha", "x"}),
    ],
)  # fmt: skip
def test_a_number_with_an_exponent_is_a_power(text: str, names: set[str]) -> None:
    assert set(done(tried(text)[0]).given) == names


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x \in \mathbb{R}$ and $a > 0$." + display(r"y = a x^{i}"),  # the i-th x
        r"Let $V \in \mathbb{R}$ be the value and $a > 0$." + display(r"y = a V^{r}"),
        r"Let $k \in \mathbb{N}$, $x > 0$ and $a > 0$." + display(r"y = a x^{k}"),
        r"where $p$ is the probability." + display(r"H = -\sum_{i=1}^{n} p^i \log p^i"),  # the i-th p
        r"where $p$ is the probability and $x^i \in \mathbb{R}$." + display(r"m = \sum_{i=1}^{n} p^i x^i"),
    ],
)
def test_a_label_is_no_power(text: str) -> None:
    made, _ = tried(text)
    assert isinstance(made, Refusal) and made.reason == "undecided"


@pytest.mark.parametrize(("number", "parts"), [("1", set()), ("0.5", {r"\eta"})])
def test_a_strike_that_changes_nothing_is_none(number: str, parts: set[str]) -> None:
    said = rf"Let $u, v \in \mathbb{{R}}$ and $\eta > 0$. We use a rate of $\eta = {number}$ in all experiments."
    made, switches = tried(said + display(r"w = u^2 - \eta v"))
    assert isinstance(made, Attempt)
    assert {each["part"] for each in switches if each["form"] == "factor"} == parts


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (r"We normalise $\|\mathbf{d}\| = 1$."
         + display(r"\mathbf{V} = \mathbf{W} - \mathbf{W} \mathbf{d}^\top \mathbf{d}"), r"\mathbf{d}"),
        (r"Let $x, d \in \mathbb{R}^n$." + display(r"y = x - x d^\top d"), "d"),
        (r"Let $\mathbf{g} \in \mathbb{R}^n$ be the flow." + display(r"\mathbf{J} = \mathbf{M} \mathbf{g}^\top"),
         r"\mathbf{g}"),
        (r"Let $x, u \in \mathbb{R}^n$." + display(r"y = x - u u^\top x"), ""),
        (r"Let $w \in \mathbb{R}^n$ and $\lambda > 0$." + display(r"y = \lambda w^\top w + 1"), ""),
        (r"Let $W \in \mathbb{R}^{n \times m}$, $k \in \mathbb{R}^m$ and $v \in \mathbb{R}^n$."
         + display(r"S = W - W k k^\top + v k^\top"), ""),
        (r"Let $A \in \mathbb{R}^{n \times 1}$ and $w \in \mathbb{R}^m$." + display(r"B = A w^\top"), ""),
    ],
)  # fmt: skip
def test_a_vector_that_may_be_a_row_is_not_taken_for_a_column(text: str, part: str) -> None:
    made = offered(text)
    assert (made.reason, made.part) == ("row-unknown", part) if isinstance(made, Refusal) else not part


PAIRS = r"where $G$ is the number of answers and $d_{ij} > 0$."


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (PAIRS + display(r"L = \frac{2}{G(G-1)} \sum_{i<j} d_{ij}^2"), "G"),
        (r"where $N$ is the number of bodies." + display(r"E = \frac{1}{N^2} \sum_{i \ne j} |x_i - x_j|"), "N"),
        (PAIRS + display(r"L = \frac{2}{G(G-1)} \sum_{i=1}^G \sum_{j=1}^G d_{ij}^2"), ""),
        (r"where $k$ is the order of the gas, a whole number." + display(r"L = \frac{1}{1 + k} \sum_{i<j} |x_i - x_j|"),
         ""),
        (r"where $T > 0$ is the temperature." + display(r"E = \frac{1}{T} \sum_{i \ne j} |x_i - x_j|"), ""),
    ],
)  # fmt: skip
def test_a_count_beside_a_sum_that_runs_over_others_is_not_made_up(text: str, part: str) -> None:
    made, _ = tried(text)
    assert (made.part if isinstance(made, Refusal) and made.reason == "related-values" else "") == part
