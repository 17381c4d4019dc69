"""Runs that do not contradict their paper: signs and ranges it gives, draws it names, what it fixes, sets it counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from paper_runs import display, done, tried

from reader.formula.semantics.parser import plain_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.latex.source.bundle import bundle_from_bytes
from reader.output.page.bench_runs import BenchRuns
from reader.pipeline import read
from reader.study.evaluation.attempts import Attempt, numbers_for, numbers_from
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.signs import domain_of
from reader.study.evaluation.worth import telling_first
from reader.study.study import Study


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        (r"Let $\Phi(y) = -H(y) \ge 0$." + display(r"D = \gamma (\Phi(y_w) - \Phi(y_l))"),
         {r"\Phi(y_{w})": "nonnegative", r"\Phi(y_{l})": "nonnegative", r"\gamma": "positive"}),
        (display(r"H(s) = -\sum_t \max(0, |a_t| - 1)") + display(r"R = w H(s) + v"), {r"H(s)": "nonpositive"}),
        (r"Let $P_1 = \Pr(A \mid B)$." + display(r"r = 1 + c P_1"), {"P_{1}": "unit"}),
        (display(r"\sigma_x^2 \sigma_f^2 \ge \frac14"), {r"\sigma_{x}": "positive", r"\sigma_{f}": "positive"}),
        (display(r"l_2 = \frac{\sqrt{a^2+b^2}}{2\tau}") + "We set" + display("l = 2 l_1 + l_2"),
         {"l_{1}": "real", "l_{2}": "nonnegative"}),
        (display(r"q(s) = -\sum_t |s_t|") + "Then" + display("Z = a q(s)"), {"q(s)": "nonpositive"}),
        (r"For $c_0\in(0,1)$ take $c_1 = 2+2c_0$." + display(r"B=\frac{c_1+3c_2}{2}"),
         {"c_{1}": "nonnegative", "c_{2}": "real"}),
        (r"Let the policy be $\pi_\theta$, the reference $\pi_r$."
         + display(r"D = \log\frac{\pi_\theta(y\mid x)}{\pi_r(y\mid x)}"),
         {r"\pi_{\theta}(y\mid x)": "unit", r"\pi_{r}(y\mid x)": "unit"}),
        (r"Here $\Pr(y=1) = p$, and at $t=0$ we start." + display("g = a y + t"), {"y": "real", "t": "real"}),
        (display(r"v = \arg\max_u |f(u)|") + "Then" + display("g = a v + b"), {"v": "real"}),
        (display(r"\tau = \mathbb{E}[Y_1] - \mathbb{E}[Y_0]") + "Then" + display(r"z = a + \tau b"), {r"\tau": "real"}),
        (display(r"\eta_t = \eta_0 e^{-t}") + "Then" + display(r"z = a \eta_0 + \eta_k"),
         {r"\eta_{0}": "nonnegative", r"\eta_{k}": "nonnegative"}),
        (r"where $\beta + \gamma = 1$." + display(r"z = \beta a + \gamma b"), {r"\beta": "unit"}),
        (display(r"V = \mathbb{E}_{x\sim p}[\log C(x)] + \mathbb{E}_{x\sim q}[\log(1 - C(x))]"),
         {"C(x)": "unit", "C(x')": "unit"}),  # one function, whose values lie between 0 and 1 everywhere
        (display(r"V = \log f(u) + \log(1 - g(u))"), {"f(u)": "positive", "g(u)": "real"}),
        (display(r"V = \log f(u) + a^2") + "Then" + display("W = a f(w) - b^2"), {"f(w)": "positive"}),
        (display(r"f_l^{\text{a}} = \frac{1}{N} \sum_{i=1}^N \mathbf{1}[Q_l(u_i^{\text{a}}) > 0]") + "Then"
         + display(r"s = f_l^{\text{a}} + 2 b, \quad r = f_l^{\text{a}} b"), {r"f_{l}^{\mathrm{a}}": "unit"}),
        (display(r"h(r) = \frac{r^2}{r^2 + \|H(c)\|}") + "Then" + display("g = 2 h(u) + b"), {"h(u)": "fraction"}),
        (display(r"e_k(u) = \|x_k - z(u)\|^2") + display(r"\hat a_k(u) = \frac{e_k(u)}{h^q}") + "Then"
         + display(r"\bar m = c + \frac{1}{K} \sum_{k=1}^K \hat a_k(u)"), {r"\hat{a}_{k}(u)": "nonnegative"}),
        (display(r"D(t) = \sqrt{g(t)}") + display(r"M(t) = \max_i D(t) |v_i|") + "Then" + display("y = c + 2 M(s)"),
         {"M(s)": "nonnegative"}),
        (r"Let $k(x, y) \ge 0$ be a kernel." + display(r"y = c + 2 \bar{k}(u) - 3 \hat{k}_n(u)"),
         {r"\bar{k}(u)": "nonnegative", r"\hat{k}_{n}(u)": "nonnegative"}),
        (r"If $k(x, y) \ge 0$ we stop." + display(r"y = c + 2 \bar{k}(u)"), {r"\bar{k}(u)": "real"}),
        (r"Let $k(x, y) \ge 0$ be a kernel." + display(r"\bar k(u) = k(u, u) - 2 k(u, v)") + "Then"
         + display(r"y = b \bar k(w) + c^2 k_2(u)"), {r"k_{2}(u)": "real", r"\bar{k}(w)": "real"}),
    ],
)  # fmt: skip
def test_inputs_are_of_the_kind_that_the_paper_gives_them(text: str, domains: dict[str, str]) -> None:
    made, _ = tried(text)
    assert isinstance(made, Attempt) and made.whole
    found = {each.latex: each.domain for each in made.trial.plan.inputs}
    assert {name: found[name] for name in domains} == domains


@pytest.mark.parametrize(
    ("formula", "domain"),
    [
        (r"\frac{1}{N} \sum_{i=1}^N \mathbb{1}[g(u_i) > 0]", "unit"),
        (r"\frac{\sum_{i \in S} \mathbb{1}[g(i) = 0]}{|S|}", "unit"),
        (r"\frac{1}{M} \sum_{i=1}^N \mathbb{1}[g(u_i) > 0]", ""),  # of some others
        (r"\frac{1}{n} \sum_{i=1}^n g(u_i)", ""),
        (r"\frac{1}{n} \sum_{i=1}^n \|u_i\|^2", "nonnegative"),
        (r"\mathbb{E}_{x \sim D}[\mathbb{1}[g(x) > 0]]", "unit"),
        (r"\exp(-\|u\|^2)", "unit"),
        (r"\exp(u)", "nonnegative"),
        (r"\frac{|u|}{|u| + \|v\|^2}", "unit"),
        (r"\frac{|u|}{|u| - \|v\|^2}", ""),
        (r"\frac{u}{u + v}", ""),
        (r"1 - u^2", ""),
        (r"\cos(u)", "signed-unit"),
        (r"\operatorname{softmax}(u)", "unit"),
        (r"0.5", "nonnegative"),
    ],
)
def test_what_lies_between_two_numbers_by_its_form(formula: str, domain: str) -> None:
    assert domain_of(plain_meaning(formula), frozenset()) == domain


@pytest.mark.parametrize(
    ("formula", "part"),
    [
        (r"a^2 s = a + 3 b c + \sin(b)", r"a+3bc+\sin(b)"),  # whatever this is, s can make it hold
        (r"u b - b^2 c = a + u + b c", ""),  # no side has a name of its own left of the sign
        (r"f(u) - f(v) = 3 n + 6 b^2 + n^3", "3n+6b^{2}+n^{3}"),
        (r"f(n) - f(v) = f(n) + 6 f(v) - 2 n v", ""),
        (r"y = \frac{a}{1 + b} \approx a - a b + a b^2", ""),  # the larger of the two is only about equal
        (r"y = \frac{a + b}{1 + b} + b^2 \approx a - a b", r"\frac{a+b}{1+b}+b^{2}"),
        (r"g(b) \approx a - a b", ""),  # nobody says where
        (r"y = a b \lesssim a + b^2 + 3 a b", ""),
        (r"y \to \sum_i (a_i + b)^2", ""),
        (r"\frac{a}{1 + b} \approx a - a b", ""),
        (r"y \approx a - a b", "whole"),
        (r"\frac{a}{b + a^2} \ll 1", ""),
        (r"y = \Gamma(b) + (a + 2 b)^3", ""),  # a term is not what the formula gives
        (r"y = \{x_1, x_2\}_{i} + (a + 2 b + a b)^3", ""),
    ],
)
def test_what_runs_of_equations_that_hold_on_some_numbers(formula: str, part: str) -> None:
    made, _ = tried(display(formula))
    told = "" if isinstance(made, Refusal) else "whole" if made.whole else meaning_latex(made.part)
    assert told == part


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        (r"Let $\mathbf{W}\in\mathbb{R}^{m\times d}$ be weights."
         + display(r"L = \mathbb{E}_{(x,y)\in S}\left[\|\mathbf{W}x-y\|_2^2\right]"),
         {r"\mathbf{W}": (2, 4), "x": (3, 4), "y": (3, 2)}),
        (display(r"J = \mathbb{E}_{x\sim\mathcal{D},\,y\sim p(\cdot\mid x)}[ r(x,y) - \beta g(x) ]"),
         {"r(x,y)": (3,), r"\beta": (), "g(x)": (3,)}),
        (r"Each has $v_i \in \mathbb{R}^{768}$." + display(r"u = v_i + v_i"), {"v_{i}": (3,)}),
    ],
)  # fmt: skip
def test_only_what_is_drawn_varies_and_nothing_is_too_large_to_look_at(
    text: str, sizes: dict[str, tuple[int, ...]]
) -> None:
    made, _ = tried(text)
    assert isinstance(made, Attempt)
    assert {each.latex: each.sizes for each in made.trial.plan.inputs} == sizes


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        (r"\Pr(A=1\mid C=1)+\Pr(B=1\mid C=1) = 1", "no-identity"),
        (r"\frac{t}{t^2+1} < \Pr_{g\sim\mathcal{N}(0,1)}[g>t] < \frac1t", "distribution-unknown"),
        (r"|\langle w, \xi\rangle|^2 \le O\left(\frac{\|w\|_2^2}{d^{1+c}}\right)", "function-unknown"),
        (r"L = \sum_{p\in S}\Big[a(x_p) + \sum_{x_n\in N} f(x_n) f(x_p)\Big]", "letter-counts-twice"),
    ],
)
def test_half_of_what_is_said_is_not_run(formula: str, reason: str) -> None:
    made, _ = tried(display(formula))
    assert isinstance(made, Refusal) and made.reason == reason


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        (r"Let $\omega \sim P$ be a scenario." + display(r"V = \mathbb{E}[(c(u, \omega) - g(u))^2]"),
         {r"c(u,\omega)": (3,), "g(u)": ()}),
        (r"Let $\mathbf{m} \in \mathbb{R}^n$ be the field."
         + display(r"V = \mathbb{E}[\|\mathbf{s}(\mathbf{m}, \xi) - \mathbf{m}\|^2]"),
         {r"\mathbf{s}(\mathbf{m},\xi)": (3, 3), r"\mathbf{m}": (3,)}),
        (r"Let $r(s, a)$ be the reward." + display(r"V = \mathbb{E}[(r(s, a) - b(s))^2]"),
         {"r(s,a)": (3,), "b(s)": (3,)}),  # nobody says that a alone is drawn
        (r"Let $x \sim p$." + display(r"V = \mathbb{E}[(a(x) - b(x))^2]"), {"a(x)": (3,), "b(x)": (3,)}),
    ],
)  # fmt: skip
def test_what_does_not_depend_on_a_draw_has_one_value(text: str, sizes: dict[str, tuple[int, ...]]) -> None:
    made, _ = tried(text)
    assert isinstance(made, Attempt) and made.whole
    assert {each.latex: each.sizes for each in made.trial.plan.inputs} == sizes


@pytest.mark.parametrize(
    "formula",
    [
        r"\mathbb{E}\left[\|\nabla f(x, \xi) - \nabla f(x)\|_2^2\right] \le \sigma^2",  # no paper says its mean
        r"\mathbb{E}_w[\|\nabla h(u, w)\|^2] \le \|\nabla h(u)\|^2 + \sigma^2",
    ],
)
def test_a_mean_is_not_made_up_beside_its_draws(formula: str) -> None:
    made, _ = tried(r"Let $x, u \in \mathbb{R}^d$ and $\sigma > 0$." + display(formula))
    assert isinstance(made, Refusal) and made.reason == "related-values"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be a loss, $\tau > 0$ and $x, e \in \mathbb{R}^d$."
         + display(r"g = \frac{f(x + \tau e) - f(x - \tau e)}{2\tau} e"), "f"),
        (r"Let $u : \mathbb{R} \to \mathbb{R}$ be the temperature and $h > 0$ the width."
         + display(r"s = \frac{u(x+h) - 2 u(x) + u(x-h)}{h^2}"), "u"),
        (r"Let $C : \mathbb{R} \to \mathbb{R}$ be the cost and $q, k > 0$ quantities."
         + display(r"m = \frac{C(q) - C(k)}{q - k}"), "C"),
        (r"Let $L > 0$ and $x, y \in \mathbb{R}^d$, $f : \mathbb{R}^d \to \mathbb{R}$."
         + display(r"\|\nabla f(x) - \nabla f(y)\| \le L \|x - y\|"), r"\nabla f"),
        (r"Let $V$ be the value, $r_t$ the reward and $\gamma \in (0, 1)$."
         + display(r"\delta_t = r_t + \gamma V(s_{t+1}) - V(s_t)"), ""),  # where it is in s, nothing moves it
        (r"Let $\phi$ be a utility function and $c \in (0, 1)$."
         + display(r"B = c \phi(w + 1) + (1 - c) \phi(w - 1)"), ""),
        (r"Let $F$ be the loss and $G > 0$ a bound." + display(r"F(x_T) - F(x_0) \le \frac{G}{\sqrt{T}}"), ""),
        (r"Let $\mathcal{L}$ be the loss, $\lambda > 0$ and $w \in \mathbb{R}^d$."
         + display(r"J = \mathcal{L}(w) + \lambda \|w\|_2^2"), ""),  # at one place alone
    ],
)  # fmt: skip
def test_values_of_one_function_do_not_stay_where_their_places_move(text: str, part: str) -> None:
    made, _ = tried(text)
    assert made.part == part and made.reason == "places-apart" if isinstance(made, Refusal) else not part


def test_names_that_add_up_to_one_do_so() -> None:
    made, _ = tried(r"Let $P_1 = \Pr(A)$ and $P_2 = \Pr(B)$, where $P_1+P_2=1$." + display(r"r = 3 P_1 + P_2"))
    run = done(made)
    ((latex, value),) = run.given.items()
    assert latex == "P_{1}" and run.of(run.plan.results[0]) == pytest.approx(3 * value + (1 - value))


def test_numbers_on_which_a_hinge_does_something_go_first() -> None:
    made, _ = tried(display(r"h = \max(0, 1 + a - b)"))
    assert isinstance(made, Attempt)
    plan = made.trial.plan
    sets = telling_first(plan, [[-2.0, 2.0], [1.0, 0.5], [-3.0, 1.0]])
    assert sets == [[1.0, 0.5], [-2.0, 2.0], [-3.0, 1.0]]


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_mean_over_draws_knows_them(sign: str) -> None:
    """So that how far they lie from it can be said."""
    made, _ = tried(display(rf"L = {sign}\mathbb{{E}}_{{x \sim \mathcal{{D}}}}[g(x)]"))
    run = done(made)
    found = run.plan.draws_of(run.plan.results[0].value)
    assert found is not None and found[1] == 0
    draws = run.values[found[0]]
    assert draws.shape == (3,) and abs(run.of(run.plan.results[0])) == pytest.approx(abs(draws.mean()))


def test_what_is_left_out_of_a_set_is_not_counted() -> None:
    made, _ = tried(display(r"L = \sum_{p\in S}\left[-f(x_p) + \sum_{n\in S\setminus\{p\}} f(x_n) f(x_p)\right]"))
    run = done(made)
    (values,) = run.inputs
    f = np.asarray(values)
    assert run.of(run.plan.results[0]) == pytest.approx(-f.sum() + f.sum() ** 2 - (f**2).sum())


def test_a_letter_that_is_said_anew_is_not_what_it_was() -> None:
    again = r"\section{Proof} Let $L = 2 c$ be a constant."
    made, _ = tried(display(r"L = \sum_{i=1}^n a_i") + again + display(r"g = \frac{2}{L} h"))
    assert {each.latex for each in done(made).plan.inputs} == {"c", "h"}


@pytest.mark.parametrize(
    ("formula", "parts"),
    [
        (r"b = \frac{\|w\|_2^2}{2 n}", set()),  # no distance, and no word for what a divisor or a square does
        (r"c = \|u - v\|_2^2", {"distance"}),  # of a distance both sides count
        (r"c = \log(1 - p) + b", {r"\log(1-p)", "b"}),  # what is left of 1 is one thing
        (
            r"L = \sum_i (s_i - t_i)^2 + \lambda \|w\|^2",  # the largest of numbers
            {r"\sum_{i}(s_{i}-t_{i})^{2}", r"\lambda", r"\lambda\|w\|^{2}", "largest"},
        ),
        (r"R = w H(s) + v", {"wH(s)", "v", "w"}),  # a weight is not left standing alone
        (r"R = \gamma V(s) + \alpha \frac{u}{v}", {r"\gamma V(s)", r"\alpha\frac{u}{v}", r"\gamma", r"\alpha"}),
        (r"L = \frac{1}{n} \sum_{i=1}^n f(x_i)", {"sum"}),
        (r"y = \frac{x - m}{s} g + b", {r"\frac{x-m}{s}g", r"\frac{x-m}{s}g+b", "b", "g", "m"}),  # no x
        (r"h = \max(0, m - f(u))", {"m", "f(u)", "extremum"}),  # but a margin is a part
        (r"q = \tanh(x / T) + \frac{a}{b}", {r"\tanh(x/T)", "T", r"\frac{a}{b}", "function"}),  # a temperature bends
        (r"d = \sigma^2 + a", {r"\sigma^{2}", "a"}),  # a variance is one thing with its square
    ],
)
def test_parts_that_are_worth_leaving_out(formula: str, parts: set[str]) -> None:
    _, switches = tried(display(formula))
    assert {each["swap"] or each["part"] for each in switches} == parts


def test_of_several_vectors_none_is_the_largest() -> None:
    _, switches = tried(r"with $v_j \in \mathbb{R}^K$:" + display(r"c = \sum_{j \in S} a_j v_j"))
    assert [each["part"] for each in switches] == ["a_{j}"]


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("y = g(u) + h(v) + w", "only-adds"),
        (r"f = \sum_i x_i", "only-adds"),
        ("a = 9 - 3 - 2", "nothing-moves"),
        (r"p = \pi(y \mid h), \quad (1 - p)^2 \le \|\nabla_z \log \pi(y \mid h)\|^2", "slope-apart"),
        (r"g = \pi_\theta(y \mid h) \|\nabla_\theta \log \pi_\theta(y \mid h)\|^2", "slope-apart"),
        (r"I = f(x) \|\nabla_x \ln f(x)\|^2", "slope-apart"),
        (r"F(w') \le F(w) - \frac{\eta}{2} \|\nabla F(w)\|^2", "slope-apart"),
    ],
)
def test_what_teaches_nothing_is_not_moved(formula: str, reason: str) -> None:
    made, _ = tried(display(formula))
    assert isinstance(made, Refusal) and made.reason == reason


def test_of_a_part_that_only_adds_it_is_said_why_the_whole_does_not_run() -> None:
    made, _ = tried(display(r"y = \mathrm{LayerNorm}(x + \mathrm{Sublayer}(x))"))
    assert isinstance(made, Refusal) and made.reason == "function-of-shape"


@pytest.mark.parametrize(
    "formula",
    [
        r"\delta = V(a) - V(b)",
        "y = a u + b",
        r"y = \max(u, v)",
        r"u' = u - \eta \nabla F(u)",
        r"g = r \|\nabla_\theta \log \pi_\theta(y \mid h)\|^2",
        r"g = p(y) \|\nabla_\theta \log \pi_\theta(y \mid h)\|^2",
    ],
)
def test_what_teaches_something_is_moved(formula: str) -> None:
    made, _ = tried(display(formula))
    assert isinstance(made, Attempt)


def test_what_is_put_in_gets_its_brackets() -> None:
    _, switches = tried(display(r"Q = \max(0, 2 - |u - v| / 80)"))
    assert r"Q=\max(0,2-(u-v)/80)" in {each["after"] for each in switches}


def test_one_strike_has_one_name() -> None:
    _, switches = tried(r"Let $h_t, x_t \in \mathbb{R}^d$." + display(r"h_t = \mathbf{A} h_{t-1} + \mathbf{B} x_t"))
    left = [(each["block"] is None, each["after"]) for each in switches]
    assert left and len(left) == len(set(left))


def given_in(text: str) -> dict[str, Any]:
    """What is put in, of a formula that runs as a whole."""
    made, _ = tried(text)
    assert isinstance(made, Attempt) and made.whole
    return {name: np.asarray(value) for name, value in done(made).given.items()}


SPREAD = display(r"V = \frac{\sum_{i=1}^n (s_i - \bar s)^2}{n},")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SPREAD + r"where $\bar s = \frac1n \sum_{j=1}^n s_j$ is the mean.", {"s_{i}", "n"}),
        (display(r"V = \sum_{i=1}^n (s_i - c)^2,") + r"where $n$ is large, and $c = \frac{a+b}{2}$ is the middle.",
         {"s_{i}", "a", "b"}),
        (r"The middle $c$ is known." + display(r"V = \sum_{i=1}^n (s_i - c)^2,")
         + r"where equality holds iff $c = \frac{a+b}{2}$.", {"s_{i}", "c"}),
        (r"The middle $c$ is known." + display(r"V = \sum_{i=1}^n (s_i - c)^2.") + r"We see that $c = \frac{a+b}{2}$.",
         {"s_{i}", "c"}),
        (r"The middle $c$ is known." + display(r"V = \sum_{i=1}^n (s_i - c)^2,")
         + r"where $n$ is large. Later $c = \frac{a+b}{2}$ fails.", {"s_{i}", "c"}),
    ],
)  # fmt: skip
def test_what_the_words_behind_a_display_define_is_computed(text: str, names: set[str]) -> None:
    assert set(given_in(text)) == names


def test_a_mean_that_nobody_computes_is_not_made_up() -> None:
    made, _ = tried(SPREAD + "Here the scores lie far apart.")
    assert isinstance(made, Refusal) and (made.reason, made.part) == ("related-values", r"\bar{s}")
    assert set(given_in(display(r"V = \sum_{i=1}^n (s_i - \bar r)^2."))) == {"s_{i}", r"\bar{r}"}


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        (r"J = \mathbb{E}_{x\sim p}[f(x)] - \mathbb{E}_{x\sim q}[f(x)]", {"f(x)", "f(x')"}),
        (r"J = \mathbb{E}_{x\sim p}[f(x)] - \mathbb{E}_{x\sim p}[f(x)^2]", {"f(x)"}),
        (r"J = \mathbb{E}_{x\sim p}[f(x)] - \mathbb{E}_{y\sim q}[f(y)]", {"f(x)", "f(y)"}),
        (r"J = \mathbb{E}_{x\sim p}[f(x)] - \mathbb{E}_{y\sim p}[f(y)^2]", {"f(x)"}),
        (r"J = \mathbb{E}_{x\sim p}[\log \frac{p(x)}{m(x)}] + \mathbb{E}_{x\sim q}[\log \frac{q(x)}{m(x)}]",
         {"p(x)", "q(x)", "m(x)"}),  # both weigh the same outcomes
        (r"J = \mathbb{E}_{x\sim p}[f(x)] - \mathbb{E}_{x\sim q, x'\sim q}[f(x) f(x')]", {"f(x)", "f(x'')"}),
        (r"J = \mathbb{E}_{x\sim p}[f(x)] - \mathbb{E}_{x\sim q}[f(x)] + \mathbb{E}_{x\sim r}[f(x)^2]",
         {"f(x)", "f(x')", "f(x'')"}),
    ],
)  # fmt: skip
def test_draws_from_two_distributions_are_two(formula: str, names: set[str]) -> None:
    assert set(given_in(r"Here $f(x)\in\mathbb{R}$ is a score." + display(formula))) == names


APART = r"J = \mathbb{E}_{x\sim p}[f(x)^2] - \mathbb{E}_{x\sim q}[f(x)^2]"


def test_draws_of_one_letter_are_told_apart_and_found_in_the_formula() -> None:
    text = rf"\documentclass{{article}}\begin{{document}}{display(APART)}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    (equation,) = study.document.equations
    runs = BenchRuns(study)
    row = runs.row(equation, runs.tried(equation))
    latex = equation.formula.expanded
    assert row["apart"] == [r"x' \sim q"]
    assert [[latex[slice(*place)] for place in each["at"]] for each in row["inputs"]] == [["f(x)"], ["f(x)"]]
    assert len({place for each in row["inputs"] for place in each["at"]}) == 2


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (r"Here $a_j\in[0,1]$ and $\sum_j a_j = 1$." + display(r"c = \sum_{j=1}^n a_j v_j"), 1),
        (display(r"c = \sum_{j\in S} a_j(u) v_j") + r"where the $a_j$ are normalised attention weights.", 1),
        (r"With $\sum_{j=1}^n a_j = 1$ we take" + display(r"c = \sum_{j=1}^k a_j v_j"), None),  # of a part of them
        (r"Here $\sum_j a_j^2 = 1$." + display(r"c = \sum_{j=1}^n a_j v_j"), None),
        (r"The $a_j$ are attention scores." + display(r"c = \sum_{j=1}^n a_j v_j"), None),
    ],
)
def test_weights_that_add_up_to_one_do_so(text: str, total: int | None) -> None:
    given = given_in(text)
    weights = next(value for name, value in given.items() if name.startswith("a_{j}"))
    assert (weights.sum() == pytest.approx(1)) == (total == 1)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        (r"Let $u(s_k)\in\mathbb{R}^2$." + display(r"V = \sum_{k=1}^{K-1} \|u(s_{k+1}) - u(s_k)\|_2^2"), [(3, 2)]),
        (r"Let $z(t)\in\mathbb{R}^2$." + display(r"V = \sum_{t=1}^T \|z(t+1) - z(t)\|_2^2"), [(4, 2)]),
        (r"Let $f(x)\in\mathbb{R}$." + display(r"V = \mathbb{E}_{x\sim p}[f(x+1) - f(x)]"), [(3,), (3,)]),  # no index
        (r"Let $f(t)\in\mathbb{R}$." + display(r"V = \sum_{t=1}^T (f(2t+1) - f(2t))"), [(3,), (3,)]),
    ],
)
def test_a_function_has_one_value_at_one_moment(text: str, sizes: list[tuple[int, ...]]) -> None:
    assert [value.shape for value in given_in(text).values()] == sizes


@pytest.mark.parametrize(
    ("text", "grows"),
    [
        (r"Let $0 = s_1 < \dots < s_K = 1$ be times." + display(r"V = \sum_{k=1}^{K-1} (s_{k+1} - s_k) a_k"), True),
        (display(r"V = \sum_{k=1}^{K-1} \frac{a_k}{s_{k+1} - s_k}"), True),
        (display(r"V = \sum_{k=1}^{K-1} \frac{a_k}{s_{k} - s_{k+1}}"), False),
    ],
)
def test_times_are_in_their_order(text: str, grows: bool) -> None:
    given = given_in(text)
    times = next(value for name, value in given.items() if name.startswith("s_"))
    steps = np.diff(times)
    assert (steps > 0).all() if grows else (steps < 0).all()
    assert r"\dots" not in text or (times[0], times[-1]) == (0, 1)


DESCENT = display(r"F(w') \le F(w) - \frac{\eta}{2} \|g\|^2")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (r"Each is $k_i$-smooth with $k_i > 0$. Let $S = \max_i k_i$ and $\eta = \frac1S$.", {"k_{i}"}),
        (display(r"L(f) = \sum_i (f_i - y_i)^2")
         + r"\section{Rates} Let $L = \max_i 3k_i$ be the largest curvature, $\eta = \frac1L$.",
         {"k_{i}"}),
        (r"Let $\eta = \frac1S$, where S is known.", {"S"}),
    ],
)  # fmt: skip
def test_definitions_are_followed_and_what_they_give_is_of_its_kind(text: str, names: set[str]) -> None:
    made, _ = tried(text + DESCENT)
    run = done(made)
    assert set(run.given) == {"F(w)", "g"} | names
    assert made.trial.plan.held and run.of(run.plan.results[0]) <= run.given["F(w)"]  # type: ignore[union-attr,operator]


MEAN = r"Let $f(x) = \mathbb{E}_{\xi \sim \mathcal{D}}[f(x, \xi)]$ with $x \in \mathbb{R}^d$."


def test_a_mean_is_that_of_the_draws_beside_it() -> None:
    made, _ = tried(MEAN + display(r"V = \mathbb{E}\left[\|\nabla f(x, \xi) - \nabla f(x)\|_2^2\right]"))
    run = done(made)
    (values,) = map(np.array, run.given.values())
    assert run.results["V"] == pytest.approx(((values - values.mean(0)) ** 2).sum(1).mean())


def test_a_result_that_is_a_probability_is_one() -> None:
    chances = r"Let $p_1, p_2 \in (0,1)$ be the probabilities of the two faults."
    made, _ = tried(chances + display("p_0 = 1 - p_1 - p_2"))
    assert isinstance(made, Attempt)
    results = [float(run_plan(made.trial.plan, each).values[-1]) for each in numbers_for(made.trial.plan)]
    assert len(results) > 4 and min(results) >= 0
    made, _ = tried(chances + display("p_0 = p_1 - p_2 - 1"))
    assert isinstance(made, Refusal) and made.reason == "out-of-range"
    made, _ = tried(chances + display("q = p_1 - p_2 - 1"))  # nothing says that it is one
    assert isinstance(made, Attempt)


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        (display(r"J = \mathbb{E}_{x\sim p}[\log C(x)]") + r"where $C:\mathcal{X}\mapsto[0,1]$ is a judge.",
         {"C(x)": "unit"}),
        (r"With $h: x \mapsto x^2$ we take" + display(r"J = \sum_i h_i g(i)"), {"h_{i}": "real", "g(i)": "real"}),
        (display(r"S_a(x) = -\sum_t (u_t - u_0)_{+}") + "Then" + display(r"S(x) = c S_a(x)"),
         {"S_{a}(x)": "nonpositive"}),
        (r"Let $Q_{ij}\in\mathbb{R}$ be the rank of song $i$ on list $j$."
         + display(r"Q_i = \sum_{j=1}^m \sqrt{Q_{ij}^2+1}"),
         {"Q_{ij}": "natural"}),
        (r"Let $Q_{ij}\in\mathbb{R}$ be the gain of song $i$ on list $j$."
         + display(r"Q_i = \sum_{j=1}^m \sqrt{Q_{ij}^2+1}"),
         {"Q_{ij}": "real"}),
        (r"The codes $b_k'$ are binary vectors." + display(r"d = \|b_k' - b_l'\|_2"), {"b_{k}'": "binary"}),
    ],
)  # fmt: skip
def test_what_a_name_can_hold_is_read_where_the_paper_says_it(text: str, domains: dict[str, str]) -> None:
    made, _ = tried(text)
    assert isinstance(made, Attempt)
    found = {each.latex: each.domain for each in made.trial.plan.inputs}
    assert {name: found[name] for name in domains} == domains


def test_a_positive_part_is_computed() -> None:
    given = done(tried(display(r"h = (a - b)_{+} + [c]_{\!+}"))[0])
    a, b, c = (float(given.given[name]) for name in "abc")  # type: ignore[arg-type]
    assert given.of(given.plan.results[0]) == pytest.approx(max(0, a - b) + max(0, c))


@pytest.mark.parametrize(
    ("formula", "least"),
    [
        (r"G \ge \frac{2}{L} (f(w) - f(w^*))", True),
        (r"G \ge \|w - w^*\| + f(w) - f^*", True),
        (r"G = f(w^*) - f(w)", False),
        (r"G = \sum_{t=1}^T (f(w_t) - f(w_*))", True),
    ],
)
def test_an_optimum_is_one(formula: str, least: bool) -> None:
    made, _ = tried(r"Let $f(w)\in\mathbb{R}$ and $w \in\mathbb{R}^d$." + display(formula))
    assert isinstance(made, Attempt)
    for values in numbers_for(made.trial.plan):
        given = {each.latex: np.asarray(value) for each, value in zip(made.trial.plan.inputs, values, strict=True)}
        best = next(value for name, value in given.items() if name.startswith("f") and "*" in name)
        other = next(value for name, value in given.items() if name.startswith("f") and "*" not in name)
        assert (best <= other).all() if least else (best >= other).all()


@pytest.mark.parametrize(
    ("text", "size"),
    [("We use $K = 4$ heads.", 4), ("We use $K = 64$ heads.", 3), ("We use $K = 4$ heads, there we use $K = 5$.", 3)],
)
def test_small_sizes_are_as_the_authors_set_them(text: str, size: int) -> None:
    (values,) = given_in(r"Let $h_k(u)\in\mathbb{R}$." + text + display(r"v = \sum_{k=1}^K h_k(u)^2")).values()
    assert values.shape == (size,)


@pytest.mark.parametrize(
    ("formula", "wide"),
    [
        (r"Q = \max(0, 2 - |u-v|/80)", True),
        (r"Q = \max(0, 2 - \frac{(u-v)^2}{6400})", True),
        (r"Q = \max(0, 2 - |u-v|/2)", False),
        (r"Q = 2 - |u-v|/80", False),
    ],
)
def test_numbers_have_the_scale_of_what_they_are_compared_with(formula: str, wide: bool) -> None:
    given = given_in(display(formula))
    assert (max(abs(value.item()) for value in given.values()) > 5) == wide


def test_a_seed_goes_on_to_numbers_that_keep_to_their_kind() -> None:
    made, _ = tried(r"Let $p_1, p_2 \in (0,1)$ be probabilities." + display("p_0 = 1 - p_1 - p_2"))
    assert isinstance(made, Attempt)
    plan = made.trial.plan
    results = [float(run_plan(plan, numbers_from(plan, seed)).values[-1]) for seed in range(6)]
    assert min(results) >= 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (r"Let $x, \epsilon_i \in \mathbb{R}^n$ and $c > 0$." + display(r"x_i = x + c \epsilon_i, \quad y = 2 x"),
         {"x", "c", r"\epsilon_{i}"}),  # a vector of its own, of which the others are none of the numbers
        (r"Let $\theta_k \in \mathbb{R}$." + display(r"p_k = \theta_k^2, \quad r = \theta_k + p_*"),
         {r"\theta_{k}", "p_{*}"}),  # the best one
    ],
)  # fmt: skip
def test_a_row_is_computed_of_its_numbers(text: str, names: set[str]) -> None:
    made, _ = tried(text)
    assert isinstance(made, Attempt) and made.whole
    assert {each.latex for each in made.trial.plan.inputs} == names


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        (r"Let $u_i, v_j \in \mathbb{R}^d$." + display(r"s_{ij} = u_i^\top v_j, \quad m_i = \|s_{i,1:n}\|_2^2"),
         "index-unreadable", "s_{i,1:n}"),
        (r"Let $y \in \mathbb{R}^n$ be loads and $c > 0$." + display(r"y_i = c x_i^2, \quad m = \|y\|_2^2"),
         "index-unreadable", "y"),
        (r"Let $c > 0$ be a price and $x_i \in \mathbb{R}$." + display(r"m = c \sum_{i=1}^n x_i^2 + \|x_{1:n}\|_2^2"),
         "related-values", "x_{1:n}"),
        (r"Let $w_{1:t} > 0$ be the sum of weights $w_t > 0$." + display(r"c = \frac{w_t}{w_{1:t}} + w_t^2"),
         "related-values", "w_{1:t}"),
    ],
)  # fmt: skip
def test_a_row_is_not_made_up_beside_its_numbers(text: str, reason: str, part: str) -> None:
    made, _ = tried(text)
    assert isinstance(made, Refusal) and (made.reason, made.part) == (reason, part)
