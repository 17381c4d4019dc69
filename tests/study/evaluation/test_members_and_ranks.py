"""What belongs to a list: entries of shares, functions at numbered places, ranks."""

from __future__ import annotations

import pytest
from paper_runs import display, done, tried

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal

SHARES = display(r"a(u) = \operatorname{softmax}(s(u))") + "and"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (SHARES + display(r"y = 2 a_1(u) + c"), ["a_{1}(u)"]),
        (SHARES + display(r"y = a_1(u) b + a_2(u) c"), ["a_{1}(u)", "a_{2}(u)"]),
        (SHARES + display(r"b_k = \log a_k(u)"), ["a_{k}(u)"]),
        (display(r"\sum_{k=1}^K w_k = 1") + "and" + display(r"y = w_1 b + w_2 c + w_3"), ["w_{1}", "w_{2}", "w_{3}"]),
    ],
)
def test_entries_of_what_adds_up_to_one_are_parts_of_it(text: str, given: list[str]) -> None:
    made, _ = tried(text)
    values = done(made).given
    assert all(0 < values[name] < 1 for name in given)  # type: ignore[operator]
    assert sum(values[name] for name in given) < 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("formula", "given"),
    [
        (r"L = \sum_{k=1}^{K} (z(t_k) - z(t_1))^2", {"z(t_{k})": (3,)}),
        (r"L = \sum_{k=1}^{K} (z(t_k) - z(t_0))^2 + z(t_K) + z(t_{K-1})", {"z(t_{k})": (4,)}),
        (r"L = \sum_{k=1}^{K} f_k(u)^2 - f_1(u)", {"f_{k}(u)": (3,)}),
        (r"s = \sum_{n=1}^{N} x(n)^2 - x(1)", {"x(n)": (3,)}),
        (r"s = \sum_{t=1}^{T} \langle g_t, z_t - z_* \rangle", {"g_{t}": (3, 3), "z_{t}": (3, 3), "z_{*}": (3,)}),
    ],
)
def test_a_function_at_a_numbered_place_is_read_off_the_list(formula: str, given: dict[str, tuple[int, ...]]) -> None:
    made, _ = tried(display(formula))
    assert isinstance(made, Attempt) and made.whole
    assert {each.latex: each.sizes for each in made.trial.plan.inputs} == given


def test_what_is_at_its_own_place_differs_by_nothing() -> None:
    made, _ = tried(display(r"d_j = \sum_{k=2}^{2} (z(t_k) - z(t_2))^2 + a"))
    run = done(made)
    assert run.of(run.plan.results[0]) == pytest.approx(run.given["a"])


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        (r"s = \sum_{v \in V} g(v)^2 - g(1)", "index-unreadable"),  # a member of a set has no number
        (r"s = \sum_{k=1}^{K} z(t_k)^2 - z(t_{100000000})", "too-large"),  # nor is there room for all before it
    ],
)
def test_a_numbered_place_that_cannot_be_read_off_a_list_is_refused(formula: str, reason: str) -> None:
    made, _ = tried(display(formula))
    refusal = made if isinstance(made, Refusal) else made.missing
    assert refusal is not None and refusal.reason == reason


@pytest.mark.parametrize(
    ("text", "name", "each_once"),
    [
        (r"Let $r_i$ be the rank of $x_i$ among all." + display(r"s = \sum_{i=1}^n r_i x_i"), "r_{i}", True),
        (r"Here $R(x_i)$ is the rank of $x_i$." + display(r"s = \sum_{i=1}^n (R(x_i) - a)^2"), "R(x_{i})", True),
        (display(r"U = \sum_{i=1}^m \operatorname{rank}(x_i)^2 - a"), r"\operatorname{rank}(x_{i})", True),
        (r"where $r_{m}(d)$ is the rank of document $d$ in the list $m$."
         + display(r"s = \sum_{m \in M} \frac{1}{60 + r_m(d)}"), "r_{m}(d)", False),
        (r"The ranks of the layers are $r_l$." + display(r"N = \sum_{l=1}^L r_l (a + b)"), "r_{l}", False),
        (display(r"s = \frac{1}{N} \sum_{i=1}^N \frac{1}{\mathrm{rank}_i}"), r"\operatorname{rank}_{i}", False),
    ],
)  # fmt: skip
def test_ranks_of_a_list_are_all_different(text: str, name: str, each_once: bool) -> None:
    made, _ = tried(text)
    values = done(made).given[name]
    assert isinstance(values, list) and all(isinstance(each, float) and each >= 1 for each in values)
    assert isinstance(made, Attempt)
    domain = next(each.domain for each in made.trial.plan.inputs if each.latex == name)
    assert domain == ("rank" if each_once else "natural")
    assert not each_once or sorted(values) == list(range(1, len(values) + 1))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("formula", "sizes"),
    [
        (r"y = W h + U x + b", {"W": (3, 3), "h": (3,), "U": (3, 3), "x": (3,), "b": (3,)}),
        (r"y = \max(0, x W_1 + b_1) W_2 + b_2",
         {"x": (3,), "W_{1}": (3, 3), "b_{1}": (1, 3), "W_{2}": (3, 3), "b_{2}": (1, 3)}),
        (r"L = \sum_{i=1}^N \exp(u_i^\top v_i)", {"u_{i}": (3, 3), "v_{i}": (3, 3)}),
        (r"v_{t+1} = \mu v_t - \eta \nabla L(\theta_t)",
         {r"\mu": (), "v_{t}": (3,), r"\eta": (), r"\nabla L(\theta_{t})": (3,)}),
        (r"s = \frac{1}{|D|} \sum_{(x, y) \in D} f(x, y)^2", {"|D|": (), "f(x,y)": (3,)}),
        (r"s = \frac{1}{|\mathcal{B}|} \sum_{i \in \mathcal{B}} f(x_i)^2", {r"|\mathcal{B}|": (), "f(x_{i})": (3,)}),
        (r"s = \sum_{i=1}^G \frac{1}{|o_i|} \sum_{t=1}^{|o_i|} r_{i,t}^2", {"|o_{i}|": (), "r_{i,t}": (3, 4)}),
        (r"m = \frac{1}{N} \sum_i^N x_i^2", {"N": (), "x_{i}": (3,)}),
    ],
)  # fmt: skip
def test_letters_take_the_shape_that_their_place_asks_for(formula: str, sizes: dict[str, tuple[int, ...]]) -> None:
    made, _ = tried(display(formula))
    assert isinstance(made, Attempt) and made.whole
    assert {each.latex: each.sizes for each in made.trial.plan.inputs} == sizes


def test_what_is_counted_is_as_many() -> None:
    made, _ = tried(display(r"s = \frac{a}{|D|} \sum_{x \in D} f(x)"))
    run = done(made)
    values = run.given["f(x)"]
    assert isinstance(values, list) and isinstance(run.given["a"], float)
    assert run.of(run.plan.results[0]) == pytest.approx(run.given["a"] * sum(values) / len(values))  # type: ignore[arg-type]


WEIGHED = display(r"u_i^{(h)} = \sum_{j=1}^n \alpha_{ij}^{(h)} v_j") + r"where $v_j \in \mathbb{R}$"


@pytest.mark.parametrize(
    ("text", "sums_to_one"),
    [
        (display(r"\bm{\alpha}^{(h)} \gets \mathrm{Softmax}(X W)") + WEIGHED, True),
        (r"We take $\alpha^{(l)} \leftarrow \operatorname{softmax}(Q K^\top)$." + WEIGHED, True),
        (WEIGHED + r". Here $\alpha_{ij}^{(h)}$ are the softmax attention scores.", True),
        (WEIGHED + r". Here $\alpha_{ij}^{(h)}$ are the attention weights.", True),
        (r"The shares of the votes are $w = \operatorname{softmax}(z / \tau)$, and $x_i \in \mathbb{R}$."
         + display(r"m = \sum_{i=1}^n w_i x_i"), True),
        (r"Let $w(x; y) = \operatorname{Softmax}(g) \in \Delta^n$ and $r_i \in \mathbb{R}$."
         + display(r"m = \sum_{i=1}^n w_i(x; y) r_i^2"), True),
        (r"Occupations are $p_i = \frac{e^{-E_i / T}}{\sum_{k=1}^n e^{-E_k / T}}$, with $E_i \in \mathbb{R}$."
         + display(r"U = \sum_{i=1}^n p_i E_i"), True),
        (WEIGHED + r". Here $\alpha_{ij}^{(h)}$ are the attention scores.", False),  # before or behind the softmax
        (r"Let $w = \operatorname{softplus}(z)$ and $x_i \in \mathbb{R}$." + display(r"m = \sum_{i=1}^n w_i x_i"),
         False),
        (display(r"q_i = \frac{e^{a_i}}{\sum_{k=1}^n e^{b_k}}") + r"with $x_i \in \mathbb{R}$."
         + display(r"m = \sum_{i=1}^n q_i x_i"), False),
    ],
)  # fmt: skip
def test_what_a_softmax_gives_adds_up_to_one(text: str, sums_to_one: bool) -> None:
    made, _ = tried(text)
    assert isinstance(made, Attempt), made
    letters = (r"\alpha", "w", "p", "q")
    (weights,) = [each for each in made.trial.plan.inputs if each.latex.startswith(letters)]
    assert bool(weights.normalised) == sums_to_one and (weights.domain == "unit") >= sums_to_one


@pytest.mark.parametrize(
    ("formula", "sums_to_one"),
    [
        (r"s = -\sum_{y \in Y} \log p(y \mid x)", True),
        (r"s = -\sum_{(x, y) \in D} \log p(y \mid x)", False),  # each y has an x of its own
        (r"s = -\sum_{x \in D} \log p(x)", False),  # data are not all that there may be
        (r"V = \sum_{a \in A} \pi(a \mid s) Q(s, a)", True),
    ],
)
def test_chances_of_all_outcomes_add_up_to_one_those_of_data_do_not(formula: str, sums_to_one: bool) -> None:
    made, _ = tried(display(formula))
    assert isinstance(made, Attempt)
    first = made.trial.plan.inputs[0]
    assert bool(first.normalised) == sums_to_one and first.domain in ("unit", "share")


SCORES = r"Let $z\in\mathbb{R}^K$ be scores."


@pytest.mark.parametrize(
    ("text", "axes", "sizes"),
    [
        (SCORES + display(r"p = \operatorname{softmax}(z)"), (), (3,)),
        (SCORES + display(r"p_k = \operatorname{softmax}(z)"), ("k",), (3,)),
        (SCORES + display(r"p_k(u) = \operatorname{softmax}_k(z)"), ("k",), (3,)),
        (SCORES + display(r"p_i = \operatorname{softmax}(z / \tau)_i"), ("i",), (3,)),
        (SCORES + display(r"L = -\log\, [\operatorname{softmax}(z)]_y"), ("y",), (3,)),
        (SCORES + display(r"L = a + \operatorname{softmax}(z)_2"), (), ()),
        (SCORES + display(r"p(y = k \mid x) = \operatorname{softmax}(z)"), ("k",), (3,)),
        (SCORES + display(r"p(y \mid x) = \operatorname{softmax}(z)"), ("y",), (3,)),
        (SCORES + display(r"h_t = \operatorname{softmax}(z)"), (), (3,)),  # t may be a time
        (display(r"\alpha_{ij} = \operatorname{softmax}_j(e_{ij})"), ("j",), (3,)),
        (display(r"A_i = \frac{r_i - \operatorname{mean}(\mathbf{r})}{\operatorname{std}(\mathbf{r})}"), ("i",), (3,)),
        (display(r"A_i = r_i - \operatorname{mean}(\{r_j\}_{j=1}^G)"), ("i",), (3,)),
    ],
)
def test_an_entry_is_a_number_for_each_of_what_counts_it(text: str, axes: tuple[str, ...], sizes: tuple[int]) -> None:
    made, _ = tried(text)
    run = done(made)
    (result,) = run.plan.results
    assert result.axes == axes and result.shape == (() if axes else sizes) and run.of(result).shape == sizes


def test_shares_along_a_letter_add_up_to_one() -> None:
    run = done(tried(display(r"\alpha_{ij} = \operatorname{softmax}_j(e_{ij})"))[0])
    assert run.of(run.plan.results[0]).sum() == pytest.approx(1)


def test_names_of_other_letters_are_no_members() -> None:
    made, _ = tried(display(r"o_i = \sum_{j=1}^{n} (q_i^\top k_j)^2 a_j"))
    assert isinstance(made, Attempt) and made.whole
    assert {each.latex: each.sizes for each in made.trial.plan.inputs}["k_{j}"] == (3, 3)


@pytest.mark.parametrize(
    ("formula", "domains"),
    [
        (r"m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t", {r"\beta_{1}": "unit", "g_{t}": "real"}),
        (r"p = \frac{e^{a}}{e^{a}+e^{b}}", {"a": "real", "b": "real"}),
        (r"\ell = \max(0, 1 - y f(x))", {"y": "real"}),  # added to digits, which says no sign
        (r"y = \frac{a}{\sqrt{v} + c}", {"v": "positive", "c": "positive", "a": "real"}),
    ],
)
def test_only_what_is_divided_by_is_positive(formula: str, domains: dict[str, str]) -> None:
    made, _ = tried(display(formula))
    assert isinstance(made, Attempt)
    found = {each.latex: each.domain for each in made.trial.plan.inputs}
    assert {name: found[name] for name in domains} == domains


def test_pi_in_an_angle_is_the_number() -> None:
    made, _ = tried(display(r"\eta = \cos\left(\frac{t}{T} \pi\right)"))
    assert isinstance(made, Attempt)
    assert [each.latex for each in made.trial.plan.inputs] == ["t", "T"]
