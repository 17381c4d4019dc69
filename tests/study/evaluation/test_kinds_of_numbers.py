"""Which numbers a formula of a paper is moved on: those that the author's words, a place or a declaration give."""

from __future__ import annotations

import pytest
from paper_runs import display, done, offered, tried

from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.inputs import ends_of
from reader.study.evaluation.refusal import Refusal
from reader.study.noun_kinds import KINDS, THING, nouns, numbers_of, quantity_of, usual_nouns, usual_of


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


@pytest.mark.parametrize("noun", usual_nouns())
def test_what_is_usual_is_of_the_kind(noun: str) -> None:
    ends = usual_of(f"{noun} of the boat") if noun != "small" else usual_of("small constant")
    assert ends is not None
    low, high = ends_of(numbers_of(quantity_of(f"{noun} of the boat")))
    assert low < ends[0] < ends[1] < high


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("learning rates of both nets", (0.01, 0.1)),
        ("global step size", (0.01, 0.1)),
        ("small positive constant for stability", (0.001, 0.02)),
        ("numerical floor", (0.001, 0.02)),
        ("numerical stabiliser of the variance", (0.001, 0.02)),
        ("small stability constant", (0.001, 0.02)),
        ("floor of the house", None),
        ("price floor", None),
        ("small network", None),
        ("time step", None),  # which may count
        ("constant", None),
        ("growth rate", None),
        ("sampling temperature", (0.3, 2.0)),
        ("temperature of the star in kelvin", (0.3, 2.0)),  # in units of the paper's own
        ("", None),
    ],
)
def test_between_which_numbers_a_noun_mostly_lies(words: str, ends: tuple[float, float] | None) -> None:
    assert usual_of(words) == ends


STEP = r"Let $w_t, g_t \in \mathbb{R}^d$, "
STEPS = display(r"w_{t+1} = w_t - \eta g_t")
BOTH = r"where $\mu$ is the momentum coefficient and $\eta$ the step size."


@pytest.mark.parametrize(
    ("text", "name", "ends"),
    [
        (STEP + r"where $\eta$ is the learning rate." + STEPS, r"\eta", (0.01, 0.1)),
        (STEP + r"where $\eta_a$ and $\eta_b$ are learning rates." + display(r"v_t = w_t - \eta_b g_t"), r"\eta_{b}",
         (0.01, 0.1)),
        (STEP + r"where $\eta$ is the efficiency." + STEPS, r"\eta", (0.01, 1)),
        (r"where $\epsilon$ is a small constant and $x \in \mathbb{R}^n$." + display(r"y = \frac{x}{\|x\| + \epsilon}"),
         r"\epsilon", (0.001, 0.02)),
    ],
)  # fmt: skip
def test_numbers_are_of_the_usual_order_of_size(text: str, name: str, ends: tuple[float, float]) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    (at,) = [k for k, each in enumerate(made.trial.plan.inputs) if each.latex == name]
    found = [float(str(values[at])) for values in numbers_for(made.trial.plan)]
    assert ends[0] <= min(found) <= max(found) <= ends[1]


@pytest.mark.parametrize(
    ("text", "name", "chosen"),
    [
        (STEP + r"where $\eta$ is the learning rate. We use a learning rate of 0.0003 throughout." + STEPS, r"\eta",
         0.0003),
        (STEP + r"where $\eta$ is the learning rate. We train it (learning rate 3e-4)." + STEPS, r"\eta", 0.0003),
        (STEP + r"where $\eta$ is the learning rate. Both have a learning rate set to $0.01$." + STEPS, r"\eta", 0.01),
        (STEP + BOTH + "We descend with momentum 0.9." + display(r"v_t = \mu w_t - \eta g_t"), r"\mu", 0.9),
        (STEP + BOTH + "We use a step size of 0.2." + display(r"v_t = \mu w_t - \eta g_t"), r"\eta", 0.2),
        (r"where $h$ is the mesh width and $u \in \mathbb{R}$. We use a mesh width of 0.5." + display("y = h u^2"), "h",
         0.5),
        # two numbers, two letters, another thing, a number of something else
        (STEP + r"where $\eta$ is the learning rate. We use a learning rate of 0.0003 for sounds and a learning rate of"
         r" 0.01 for texts." + STEPS, r"\eta", None),
        (STEP + r"where $\eta$ and $\eta_b$ are the learning rates. We use a learning rate of 0.0003." + STEPS, r"\eta",
         None),
        (STEP + r"where $\eta$ is the learning rate. We use a dropout rate of 0.1." + STEPS, r"\eta", None),
        (STEP + r"where $\eta$ is the learning rate. A learning rate 10 times as high fails." + STEPS, r"\eta", None),
    ],
)  # fmt: skip
def test_what_words_alone_set_is_where_one_begins(text: str, name: str, chosen: float | None) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    assert {each.latex: each.chosen for each in made.trial.plan.inputs}[name] == chosen


@pytest.mark.parametrize(
    ("said", "rank"),
    [
        ("We focus on the setting where the rank is $r = 1$.", 1),
        ("The rank of the map is set to $r = 2$.", 2),
        ("We use a rank of $r = 1$ in one test.", 3),  # of one number nobody sees a sum
        ("If the rank is $r = 1$ it is known.", 3),
    ],
)
def test_a_size_that_no_formula_names_is_as_it_is_set(said: str, rank: int) -> None:
    given = r"Let $A \in \mathbb{R}^{p \times r}$ and $b \in \mathbb{R}^r$. " + said
    made = offered(given + display(r"f = \|A b\|_2^2"))
    assert isinstance(made, Attempt), made
    sizes = {each.latex: each.sizes for each in made.trial.plan.inputs}
    assert (sizes["b"] == (rank,)) if rank < 3 else sizes["b"] > (1,)


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
