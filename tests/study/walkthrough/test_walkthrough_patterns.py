"""Forms of chance, of fading and of steps: what only looks like one is not told as one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.messages import LANGUAGES
from reader.study.walkthrough.steps import walkthrough_of


def told(latex: str, language: str = "en", names: Mapping[str, str] | None = None) -> list[str]:
    called = dict.fromkeys(LANGUAGES, names or {})
    return [step.text[language] for step in walkthrough_of(latex, read_meaning(parse_formula(latex)), called).steps]  # type: ignore[index]


def has(latex: str, words: str, names: Mapping[str, str] | None = None) -> bool:
    return any(words in each for each in told(latex, names=names))


# --- chance ---


@pytest.mark.parametrize(
    "latex",
    [
        r"\prod_{i=1}^{N} p(y_i \mid x_i, \theta)",
        r"p(D) = p(\alpha) \prod_{i=1}^{N} p(y_i \mid \alpha)",
    ],
)
def test_factors_that_are_independent(latex: str) -> None:
    assert has(latex, "independent of each other")


@pytest.mark.parametrize(
    "latex",
    [
        r"\prod_{i=1}^{N} p(y_i \mid y_{i-1})",  # each depends on the one before
        r"\prod_{i=1}^{N} p(y_i \mid y_{<i})",
        r"\prod_{i=1}^{N} p(y_i \mid y_{A(i)})",  # on some others
        r"\prod_{t=1}^{T} p(a_t \mid s_t)",  # the state depends on what was done before
        r"\prod_{i=1}^{N} \pi(a_i \mid s_i)",
        r"\prod_{i=1}^{N} f(y_i \mid x_i)",  # no letter of probabilities
        r"\prod_{i=1}^{N} Q(y_i)",  # the values of a polynomial
        r"\prod_{i=1}^{N} p(y)",  # the same each time
        r"\sum_{i=1}^{N} p(y_i)",
    ],
)
def test_factors_that_are_not(latex: str) -> None:
    assert not has(latex, "independent")


@pytest.mark.parametrize(
    ("latex", "is_told"),
    [
        (r"p(x) = \int p(x \mid z) p(z) dz", True),
        (r"p(x) = \sum_z p(x \mid z) p(z)", True),
        (r"p(x) = \int p(x \mid z) f(z) dz", False),
        (r"p(x) = \int p(x \mid y) p(z) dz", False),
        (r"p(x) = \int p(z) dz", False),
    ],
)
def test_what_is_summed_out(latex: str, is_told: bool) -> None:
    assert has(latex, "as far as it is probable") == is_told


@pytest.mark.parametrize(
    ("latex", "words", "is_told"),
    [
        (r"r = \log \frac{p(x)}{q(x)}", "positive where $p(x)$", True),
        (r"r = \frac{p(x)}{q(x)}", "above 1 where $p(x)$", True),
        (r"r = \log \frac{p(x)}{q(x)}", "above 1", False),  # said once
        (r"r = \frac{p(x)}{q(y)}", "above 1", False),  # of two things
        (r"r = \frac{P(x)}{Q(x)}", "above 1", False),  # of polynomials, as likely as not
        (r"r = \frac{P(x \mid y)}{Q(x)}", "above 1", True),
        (r"r = \frac{f(x)}{g(x)}", "above 1", False),  # may be negative
        (r"r = \frac{p(x)}{p(x)}", "above 1", False),
        (r"p(x) \propto f(x)", "constant factor", True),
        (r"F \propto r^2", "constant factor", False),
        (r"P(k) \propto k^n", "constant factor", False),  # a spectrum, as likely as not
        (r"P(u) \propto e^{-\beta E(u)}", "constant factor", True),
        (r"P(u \mid v) \propto u^n", "constant factor", True),
        (r"p(x) = f(x)", "constant factor", False),
    ],
)
def test_ratios_of_probabilities(latex: str, words: str, is_told: bool) -> None:
    assert has(latex, words) == is_told


# --- fading ---


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"k = \exp\left(-\frac{\|x - y\|^2}{2 \ell^2}\right)", "as it grows."),
    ],
)
def test_what_fades_with_a_distance(latex: str, words: str) -> None:
    assert has(latex, "fades towards 0") and has(latex, words)


@pytest.mark.parametrize(
    "latex",
    [
        r"k = \exp(-E(x))",  # may be negative
        r"k = \exp(\|x\|^2)",
        r"k = \exp(-\|x\|^2 + b)",
        r"k = \exp(-\frac{\|x\|^2}{f(y)})",
        r"k = 2^{-\|x\|}",
        r"k = \exp(-\langle x, y \rangle)",
    ],
)
def test_what_does_not(latex: str) -> None:
    assert not has(latex, "fades")


@pytest.mark.parametrize(
    ("latex", "is_told"),
    [
        (r"z = \frac{x - \mu}{\sigma}", True),
        (r"z = \frac{r_i - \operatorname{mean}(r)}{\operatorname{std}(r)}", True),
        (r"z = \frac{x - \mu}{\sigma^2}", False),  # a variance is no unit of it
        (r"z = \frac{x + \mu}{\sigma}", False),
        (r"z = \frac{x - 1}{\sigma}", False),
        (r"z = \frac{x - y}{n}", False),
    ],
)
def test_units_of_spread(latex: str, is_told: bool) -> None:
    assert has(latex, "in units of") == is_told


# --- steps, conditions, weights ---


def test_what_a_step_carries_over() -> None:
    assert has("x_{t+1} = A x_t + B u_t", "$Ax_{t}$ is carried over, plus $Bu_{t}$.")
    assert not has("x_{t+1} = A f(x_t) + B u_t", "carried over")
    assert not has("x_{t+1} = A x_t + B x_t", "carried over")
    assert not has("x_{t+1} = A x_t - B u_t", "carried over")


@pytest.mark.parametrize(
    ("latex", "is_told"),
    [
        (r"r = \begin{cases} u & \text{if } i = j \\ 0 & \text{otherwise} \end{cases}", True),
        (r"r = \left\{ \begin{array}{ll} u & \text{if } i = j \\ 0 & \text{otherwise} \end{array} \right.", True),
        (r"r = \begin{cases} u & \text{unless } i = j \\ 0 & \text{otherwise} \end{cases}", False),
        (r"r = \left[ \begin{array}{ll} u & i = j \\ 0 & 1 \end{array} \right]", False),  # a matrix
    ],
)
def test_cases_that_are_zero_but_once(latex: str, is_told: bool) -> None:
    assert has(latex, "Unless $i=j$") == is_told


def test_constraints() -> None:
    assert has(r"\min_x f(x) \quad \text{subject to} \quad g(x) \le 0", "$x$ is allowed only where")
    both = r"$x$ is allowed only where $g(x)\le0$ and $h(x)=0$."
    assert has(r"\min_x f(x) \quad \text{subject to} \quad g(x) \le 0, \quad h(x) = 0", both)
    assert not has(r"\min_x f(x) \quad \text{where} \quad g(x) \le 0", "allowed")
    assert not has(r"f(x) \quad \text{s.t.} \quad g(x) \le 0", "allowed")  # nothing is sought


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"L = A + \lambda_r B + \lambda_s C", r"$\lambda_{r}$ and $\lambda_{s}$ set how much $B$ and $C$ count"),
        ("R = w_a A + w_b B", "$w_{a}$ and $w_{b}$ set how much"),
        ("R = A + w_b B", ""),  # one alone may be anything
        (r"R = \bm{w}_a A + \bm{w}_b B", ""),
        ("R = w_a A + w_a B", ""),
    ],
)
def test_all_weights_of_a_sum(latex: str, words: str) -> None:
    assert has(latex, words) if words else not has(latex, "how much")


@pytest.mark.parametrize(
    ("latex", "is_told"),
    [
        (r"u = v + a \frac{1}{|S|} \sum_{i \in S} f(i)", False),  # a mean
        (r"u = \frac{1}{n} \sum_{i=1}^{n} f(i) g", False),
        (r"u = v + a \sum_{i \in S} f(i)", True),
        (r"u = \frac{1}{m} \sum_{i=1}^{n} f(i)", True),
    ],
)
def test_a_mean_is_not_told_as_a_sum(latex: str, is_told: bool) -> None:
    assert has(latex, "adds up", {"S": "the batch", "n": "the size"}) == is_told


@pytest.mark.parametrize(
    ("latex", "is_drawn"),
    [
        (r"x \sim p(x \mid y)", True),
        (r"z \sim p(z \mid y)", False),  # the sign alone would be read out
        (r"(x, y) \sim \mathcal{D}", True),
        (r"y \sim \operatorname{Bernoulli}(p)", True),
        (r"w \sim \sqrt{\frac{\nu t}{d^2}}", False),  # about as large as
        (r"t \sim 8 \times 10^{-2}", False),
        (r"\tau \sim L", False),
        (r"\tau \sim \mathcal{O}(n)", False),
        (r"f \sim g(x)", False),  # grows as
    ],
)
def test_what_is_drawn_and_what_is_about_as_large(latex: str, is_drawn: bool) -> None:
    assert (
        has(latex, "drawn at random", {"x": "the image", "(x, y)": "the pair", r"\mathcal{D}": "the data"}) == is_drawn
    )


def test_cuts_at_zero() -> None:
    assert has("(a - b)_+", "Where $a-b$ is below 0") and has("[a]_{+}", "Where $a$ is below 0")
    assert not has("a_+", "below 0") and not has("(A)^{+}", "below 0")  # a name; an inverse


def test_ranges_are_not_folded() -> None:
    latex = (
        r"\max_\theta \mathbb{E}_{x \sim D, y \sim \pi_\theta(\cdot \mid x)}"
        r"[R(x, y) - \beta D_{\mathrm{KL}}(\pi_\theta(\cdot \mid x) \| \pi_0(\cdot \mid x))]"
    )
    assert not has(latex, r"\boxed") and has(latex, "The divergence measures") and len(told(latex)) <= 6
    assert any("が大きく、" in each for each in told(latex, "ja"))


def test_a_place_is_sought_and_has_no_size() -> None:
    said = told(r"u^{*} = \arg\max_{u} \|f(u)\| - \beta \|u - v\|")
    assert any(each.startswith("It favours large") for each in said)
    assert not any(r"the larger $u^{*}$" in each for each in said)


# --- slopes and comparisons ---


@pytest.mark.parametrize(
    ("latex", "words", "is_told"),
    [
        (r"g = \nabla f(x)", "grows fastest", True),
        (r"g = \nabla f(x) + b", "grows fastest", False),
        (r"g \ne \nabla f(x)", "grows fastest", False),
        (r"Z = \nabla_X Y", "grows fastest", False),  # along a field of directions
        (r"Z = \nabla_X Y", "asks how fast", False),
        (r"v = \nabla_\mu f", "changes with", False),
        (r"\mathbf{g} = \nabla_{\mathbf{x}} f", "grows fastest", True),
        (r"F = \nabla u", "grows fastest", False),  # a matrix
        (r"F = \nabla \mathbf{h}", "grows fastest", False),
        (r"\|u - w\| \le \|v - w\|", "$u$ lies at least as close to $w$ as $v$", True),
        (r"\|u - w\| \le \|v - z\|", "close", False),
        (r"\|u - w\| \le 2 \|v - w\|", "close", False),
        (r"\|u - w\|^2 \le \|v - w\|", "close", False),
        (r"\|u - w\|_1 \le \|v - w\|_2", "close", False),
    ],
)
def test_slopes_and_comparisons(latex: str, words: str, is_told: bool) -> None:
    assert has(latex, words) == is_told


@pytest.mark.parametrize(
    ("latex", "words", "is_told"),
    [
        (r"p(u \mid v) = \frac{p(v \mid u) p(u)}{p(v)}", "turns the condition round", True),
        (r"p(u \mid v, c) = \frac{p(v \mid u, c) p(u \mid c)}{p(v \mid c)}", "turns the condition round", True),
        (r"p(u \mid v) = \frac{p(u, v)}{p(v)}", "turns", False),
        (r"p(u \mid v) = \frac{p(v \mid w) p(u)}{p(v)}", "turns", False),
    ],
)
def test_conditions_that_are_shared_and_turned(latex: str, words: str, is_told: bool) -> None:
    assert has(latex, words) == is_told


@pytest.mark.parametrize(
    ("latex", "words", "is_told"),
    [
        (r"J = A + \lambda (B - \gamma f\left(u, v) \right)", "sets how much", False),  # brackets that cross
        (r"J = A + \lambda (B - \gamma f\left(u, v\right))", "sets how much", True),
        (r"V = (1 - \alpha) [b(s) + \alpha c(s]) ", "mixes", False),
        (r"V = (1 - \alpha) b(s) + \alpha c(s)", "mixes", True),
        (r"u = \mathbb{1}[v \in [a, b)]", "is 1 where", True),  # an interval that is open at one end
    ],
)
def test_a_term_that_is_cut_by_a_bracket_is_not_told(latex: str, words: str, is_told: bool) -> None:
    assert has(latex, words) == is_told


def test_spaces_within_a_product_are_no_factors() -> None:
    assert has(r"p(x) = \int p(x \mid z) p(z) \mathop{}\!\mathrm{d}z", "as far as it is probable")


def test_weights_that_count_on_are_none() -> None:
    assert not has("w_t z_t = w_{1:t} x_t - w_{1:t-1} x_{t-1}", "how much")


@pytest.mark.parametrize(
    ("latex", "words", "is_told"),
    [
        (r"p'(u) = \frac{p(u) q(u)}{Z}", "makes $p'(u)$ add up to 1", True),
        (r"p(u \mid v) = \frac{1}{Z} p(u) p(v \mid u)", "add up to 1", True),
        (r"P(t) = \frac{V(t)^2}{Z}", "add up to 1", False),  # a power
        (r"f(u) = \frac{g(u) h(u)}{Z}", "add up to 1", False),  # an impedance, as likely as not
        (r"p(u) = \frac{p(u) q(u)}{h}", "add up to 1", False),
        ("y = f(g(x))", "$g$ is applied first, $f$ last", True),
        (r"y = \log(g(x))", "applied first", False),
        ("y = f(g(x), z)", "applied first", False),
        (r"\dot{x}(t) = f(x(t))", "applied first", False),  # what changes in time
        (r"\langle u, v \rangle \in R", "point the same way", False),  # a pair
        (r"H = \sum_{\langle i, j \rangle} s_i s_j", "point the same way", False),
        (r"H = \sum_i \langle u_i, v \rangle", "point the same way", True),
        (r"S = S_0 + \int J(x) O(x) dx", "at most a constant", False),  # an operator
        (r"G(x) = \langle \mathcal{O}(x) \mathcal{O}(0) \rangle", "at most a constant", False),
        (r"f(x) = g(x) + O(x^2)", "at most a constant", True),
        ("y = p(g(x))", "applied first", False),
        ("y = f(g(x)) + z", "applied first", False),
        (r"C = \frac{D \Delta t}{\Delta x^2}", "right side", False),  # a step and no place
        (r"A = \frac{Q K}{\sqrt{d}}", "halves", False),  # there are more columns, too
    ],
)
def test_constants_orders_and_scales(latex: str, words: str, is_told: bool) -> None:
    assert has(latex, words) == is_told


def test_of_several_cuts_one_is_told() -> None:
    assert sum("stands in its place" in each for each in told("R = (a - b)_+ + (c - d)_+")) == 1


# --- comparisons ---

LONG_SIDE = r"\sum_{i \in S} g(u_i, v_i, w_i) h(u_i, v_i) + \sum_{j \in T} g(u_j, v_j, w_j) h(u_j, v_j)"


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"f(x) \le a = b \le c", "$f(x)$ is at most $c$"),
        (r"\|x - y\| \le c \|u - v\|", "how far $x$ lies from $y$"),
        (rf"0 \le {LONG_SIDE} \le 1", "the part in the middle lies between $0$ and $1$"),
        (r"1 \ge g(u) \ge c", "lies between $c$ and $1$"),
    ],
)
def test_what_a_comparison_comes_to(latex: str, words: str) -> None:
    assert has(latex, words)


@pytest.mark.parametrize(
    "latex",
    [
        r"P = K r^2 \; n < m", r"P = K r^2 \; l < r < m",  # a condition
        r"x \ge 0", r"1 \le k \le K", r"0 \le a \le b", r"a \le b \ge c",
        r"x_{1} \le \dots \le x_{n}", r"u \le v",
    ],
)  # fmt: skip
def test_comparisons_that_one_sees(latex: str) -> None:
    for words in ("at most", "at least", "between"):
        assert not has(latex, words)


def test_one_thing_of_a_set_is_not_the_set() -> None:
    assert has(r"V = \{u \in U : g(u) > 0\}", "holds every")
    assert not has(r"v \in \{u \in U : g(u) > 0\}", "holds every")
    assert not has(r"V \subset \{u \in U : g(u) > 0\}", "holds every")


@pytest.mark.parametrize(
    ("latex", "words", "times"),
    [
        (
            r"a_u = \frac{1}{n} \sum_{i=1}^{n} f(x_i, u), \quad a_w = \frac{1}{n} \sum_{i=1}^{n} f(x_i, w)",
            "the mean",
            1,
        ),
        (
            r"a_u = \frac{1}{n} \sum_{i=1}^{n} f(x_i, u), \quad a_w = \frac{1}{n} \sum_{i=1}^{n} f(x_i, w)",
            "$a_{w}$ is the same as $a_{u}$, with $w$ for $u$.",
            1,
        ),
        (r"a = \frac{1}{n} \sum_{i=1}^{n} f(x_i), \quad b = \frac{1}{n} \sum_{i=1}^{n} g(x_i)^2", "the mean", 2),
        (r"a = u - v, \quad b = v - u", "the same as", 0),
        (r"a = u, \quad b = v", "the same as", 0),
        (r"\theta \leftarrow g(\theta, \nabla_{\theta} f(\theta))", "asks how fast", 0),  # what is moved is seen
        (r"h_1 = p(x_1 + c), \quad h_2 = p(x_2 + c)", "the same as", 0),  # said of nothing else
    ],
)
def test_what_is_written_twice_is_told_once(latex: str, words: str, times: int) -> None:
    assert sum(words in each for each in told(latex)) == times


# --- from an old value to a new one ---


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"x \leftarrow x - \eta g", r"$\eta$ sets how far the step goes"),
    ],
)
def test_from_an_old_value_to_a_new_one(latex: str, words: str) -> None:
    assert has(latex, words)


@pytest.mark.parametrize(
    "latex",
    [
        r"u_i = \frac{u_{i-1} + u_{i+1}}{2}",  # neighbours on a grid
        "f := f(x)",  # a shorter name
        "x \\le x_{t}", r"x_t = g(y_{t+1})", r"p_{\text{new}} = q + r",
        r"u \gets \arg\min_{u \in Z} \| E - u v \|^2", r"u \gets \underset{u}{\operatorname{argmin}} f(u)",  # sought
        r"w_{t+1} = v_t - a \Delta w_t + r_t",  # the change alone
    ],
)  # fmt: skip
def test_what_is_no_renewal(latex: str) -> None:
    assert not has(latex, "next one")


def test_what_is_equal_to_its_own_opposite_has_no_direction() -> None:
    assert not has(r"p(u \mid v) = q(u) = -p(u \mid v)", "the larger")


# --- ends and powers ---


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"E = \frac{1}{2} m v^2", "With twice as much $v$, all else the same, $E$ becomes four times as large."),
        (r"\tau \sim \frac{L^2}{D}", "the right side becomes four times as large"),  # about as large as
    ],
)
def test_ends_and_powers(latex: str, words: str) -> None:
    assert has(latex, words)


@pytest.mark.parametrize(
    "latex",
    [
        "u = x^2 + y", r"u = \sum_i v_i^2 w", r"u = v^2 \exp(v)", r"u = \mathbf{A}^2 w",
    ],
)  # fmt: skip
def test_ends_and_powers_that_are_open(latex: str) -> None:
    assert not has(latex, "times as large")


@pytest.mark.parametrize(("latex", "is_named"), [(r"J = A + \lambda B", True), (r"J = A B + \lambda B", False)])
def test_what_stands_elsewhere_too_does_not_drop_out(latex: str, is_named: bool) -> None:
    assert has(latex, "sets how much")
    assert has(latex, "sets how much $B$") == is_named


@pytest.mark.parametrize(("power", "is_told"), [("^{2}", True), ("^{2(b-1)}", False)])
def test_a_power_of_a_distance_that_may_be_any_is_no_distance(power: str, is_told: bool) -> None:
    assert has(rf"J = c \|u - v\|{power} + d", f"{power}$ measures how far") == is_told
