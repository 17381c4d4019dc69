"""Which numbers a formula of a paper is moved on: those that the author's words, a place or a declaration give."""

from __future__ import annotations

import pytest
from paper_runs import display, done, offered, tried

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal
from reader.study.noun_kinds import KINDS, THING, nouns, quantity_of


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("mass of the star", "positive"),
        ("total energy", "real"),
        ("kinetic energy of the particle", "positive"),
        ("prices", "positive"),
        ("number of firms", "natural"),
        ("expected number of events", "positive"),
        ("Reynolds number", "positive"),
        ("atomic number", "natural"),
        ("mode number", "natural"),
        ("condition number", "positive"),
        ("positive number", "positive"),
        ("number", "real"),
        ("market share of firm $i$", "unit"),
        ("utility function", "real"),
        ("reward model", "real"),
        ("indicator function of $A$", "binary"),
        ("positive constant", "positive"),
        ("positive integer", "natural"),
        ("non-negative integer", "natural"),
        ("negative log-likelihood", "real"),  # of what is below nought the negative is not
        ("firm $i$'s income", "positive"),
        ("complex amplitude", THING),
        ("complex number", THING),
        ("annihilation operator", THING),
        ("Hamiltonian", THING),
        ("simple roots", THING),
        ("wave function", THING),
        ("element of the group", THING),
        ("reward function learned from preferences", "real"),
        ("loss function learned using the model of the day", "real"),
        ("scaling factor within the interval $[0, 1]$ that is tuned", "unit"),
        ("knob in $(-1, 1)$", "signed-unit"),
        ("knob in $[1, \\infty)$", "above-one"),
        (r"knob in the range $\left[ 0, 1 \right]$", "unit"),
        ("knob in $\\{0, 1\\}$", "binary"),
        ("knob in $[0, 1]^n$", None),  # of several numbers its shape would be said as well
        ("knob in $\\mathbb{R}$", None),
        ("smooth function of $t$ in $[0, 1]$", THING),  # the interval of t
        ("hyperparameter for $[0, 1]$", None),
        ("difference of both scores", "real"),
        ("maximum mean discrepancy", None),  # never below nought, but of a reward it may be
        ("quantity of interest", None),
        ("", None),
    ],
)
def test_which_numbers_a_noun_phrase_names(words: str, domain: str | None) -> None:
    assert quantity_of(words) == domain


def test_a_quantity_stands_once() -> None:
    found = [noun for row in nouns().values() for noun in row] + [noun for noun, rank, _, _ in KINDS if not rank]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("domain", nouns())
def test_each_noun_names_what_it_stands_under(domain: str) -> None:
    assert [noun for noun in nouns()[domain] if quantity_of(f"{noun} of the boat") != domain] == []


MOVED = [
    (r"where $p$ is the price, $q$ the quantity demanded, $c$ the cost, and $q > 0$." + display(r"u = p q - c"),
     {"p": "positive", "c": "positive", "q": "positive"}),
    (r"Here $E$ is the total energy, $m$ the mass and $v \in \mathbb{R}$ the velocity."
     + display(r"K = e^{-m v^2} - \frac{m}{2} v^2"), {"m": "positive", "v": "real"}),
    (r"The expected number of events is denoted by $\nu$." + display(r"\chi = \frac{(k - \nu)^2}{\nu}")
     + "where $k$ is the number of events.", {r"\nu": "positive", "k": "natural"}),
    (r"We bend." + display(r"y = \operatorname{sigmoid}(u) \operatorname{sigmoid}(-u)"), {"u": "real"}),
    (r"We bend." + display(r"f(x) = \begin{cases} 0 & \text{if } x < 0 \\ x & \text{otherwise} \end{cases}"),
     {"x": "real"}),
    (r"Let $b \in (0, 1]$ and $m = \max_v P(v \mid x)$." + display("t = b m^2"), {"b": "unit", "m": "unit"}),
    (r"We weigh." + display(r"g(x \mid m) = e^{-(x - m)^2}"), {"x": "real", "m": "real"}),
    (r"We train a predictor $q$ and minimise $\|q(z) - q(u)\|$." + display(r"m = \frac12 (q(u) + q(v))"),
     {"q(u)": "real", "q(v)": "real"}),  # by its letter it would be a probability
    (r"Flows have $\langle p(a), p(b) \rangle = 0$." + display(r"m = \frac12 (p(u) + p(v))"),
     {"p(u)": "real", "p(v)": "real"}),
    (r"The projection head $q$ is small. We sample from $q(z \mid x)$." + display(r"L = -\log q(z \mid x)"),
     {r"q(z\mid x)": "unit"}),  # what it is given says so
    (r"Let $q$ be the posterior." + display(r"m = \frac12 (q(u) + q(v))"), {"q(u)": "unit", "q(v)": "unit"}),
    (display(r"x_{t+1} = (1-c_{t+1}) x_t + c_{t+1} z_{t+1}") + r"where $x_t, z_t \in \mathbb{R}^n$.",
     {"c_{t+1}": "unit"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "domains"), MOVED)
def test_what_is_known_is_moved(text: str, domains: dict[str, str]) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    found = {each.latex: each.domain for each in made.trial.plan.inputs}
    assert {name: found[name] for name in domains} == domains


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        (r"Let $\hat a$ be the annihilation operator." + display(r"N = \hat a b + \frac{1}{2} \hat a"),
         "no-shape", r"\hat{a}"),
        (r"We multiply elements of $G$." + display("w = x y x - x^2"), "kind-unknown", "x"),
        (r"We count." + display(r"y = x - 2 f(x)"), "kind-unknown", "x"),
        (r"We bend." + display(r"f(x) = x + c x^2"), "kind-unknown", "c"),
        (r"We divide." + display(r"y = \frac{1}{u} + u"), "kind-unknown", "u"),  # below a line stand matrices as well
        (r"Let $z \in \mathbb{R}$." + display("y = 2 z - f(z)"), "kind-unknown", "f(z)"),
        (r"We train an encoder $q$." + display(r"m = \frac12 (q(u) + q(v))"), "kind-unknown", "q(u)"),
    ],
)  # fmt: skip
def test_what_nobody_says_the_kind_of_is_not_moved(text: str, reason: str, part: str) -> None:
    made = offered(text)
    assert isinstance(made, Refusal) and (made.reason, made.part) == (reason, part)


@pytest.mark.parametrize(
    ("formula", "reason", "part"),
    [
        (r"x = \frac{f}{4.7\,\text{s}} + (\frac{m}{1.2\,\mathrm{kg}})^2", "unit", r"\mathrm{s}"),
        (r"E = 2 \times 10^{-3}\,\mathrm{GeV} + a^2", "unit", r"\operatorname{GeV}"),
        (r"z = e^{i k x}", "complex", "i"),
        (r"w = \eta_{k[i}\theta_{j]l} + a^2", "undecided", r"\eta_{k[i}"),
        (r"\gamma(s) \sim s^a e^{-b s}", "not-computed", ""),
        (r"g h \subseteq g_{a+b} + 2 c h", "not-computed", ""),
        (r"f = \sum_e \pi_e f_e(z), \quad \pi = \operatorname{softmax}(g)", "function-of-shape",
         r"\operatorname{softmax}(g)"),  # what pi is, the display says
    ],
)  # fmt: skip
def test_what_is_no_number_is_none(formula: str, reason: str, part: str) -> None:
    made, _ = tried(display(formula))
    assert isinstance(made, Refusal) and (made.reason, made.part) == (reason, part)


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        (r"h = \frac{1}{\mathrm{m}_1} + 3 \mathrm{m}_1 a", {r"\mathrm{m}_{1}", "a"}),
        (r"c = \frac1n \sum_{i=1}^n i x_i", {"n", "x_{i}"}),
        (r"y = \frac{\pi}{2} x + \pi^2 \cos(\pi x)", {"x"}),
        (r"y = \frac{\pi a}{2 c} + a", {r"\pi", "a", "c"}),
        (r"u \leftarrow u - \eta v", {"u", r"\eta", "v"}),
    ],
)
def test_what_may_be_a_number_is_one(formula: str, names: set[str]) -> None:
    assert set(done(tried(display(formula))[0]).given) == names


def test_it_is_computed_all_the_same() -> None:
    """In the terminal, where each input stands with what it was taken for."""
    assert set(done(tried("We count." + display("y = x - 2 f(x)"))[0]).given) == {"x", "f(x)"}
