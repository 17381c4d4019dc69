"""Inputs that the author's words settle: what is set behind a display, counts and shares by their nouns."""

from __future__ import annotations

import pytest
from paper_runs import display, done, last_display, tried

from reader.formula.semantics.nodes import Power
from reader.formula.syntax.tree import walk
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.powers import with_powers
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import attempt_at
from reader.study.values import is_appended


def made_of(text: str) -> Attempt:
    runs, equation = last_display(text)
    return attempt_at(equation, runs.study)


@pytest.mark.parametrize(
    ("behind", "chosen"),
    [
        (r"with the sharpness $k = 3$.", 3.0),
        (r"where $k = 0.02$.", 0.02),
        (r"where $m$ is the mass of the boat and $k = 0.4$ is the drag.", 0.4),
        (r"with $k = 2$, this becomes the old law.", None),
        (r"which for $k = 2$ is the old law.", None),
        (r"where $k = 1$ recovers the old law.", None),
    ],
)
def test_what_a_display_goes_on_with_is_set(behind: str, chosen: float | None) -> None:
    made = made_of(r"Let $m > 0$ be the mass and $k > 0$." + display(r"f = m \exp(-k m)") + behind)
    assert next(each.chosen for each in made.trial.plan.inputs if each.latex == "k") == chosen


def test_what_stands_elsewhere_is_not_what_a_display_goes_on_with() -> None:
    assert is_appended("with the width $", "$.")
    assert not is_appended("The tide rises with $", "$.")
    assert not is_appended("with the width $", "$, this is the old law.")
    assert not is_appended("where, if it rains, $", "$.")


@pytest.mark.parametrize(
    ("text", "latex", "domain"),
    [
        # a count, by what stands behind its noun
        (r"Let $N_a(t)$ be the number of times that boat $a$ left before day $t$." + display(r"u = \sqrt{1 / N_a(t)}"),
         "N_{a}(t)", "natural"),
        (r"Here $h$ is the size of the step." + display(r"y = \exp(-h) + h^2"), "h", "positive"),
        (r"Here $b$ is the size of the batch." + display(r"y = \exp(-b) + b^2"), "b", "natural"),
        (r"Here $R_0$ is the basic reproduction number." + display(r"y = \exp(-R_0) + R_0^2"), "R_{0}", "positive"),
        (r"Here $q$ is the success rate of the divers." + display(r"y = q \log q"), "q", "unit"),
        # the noun right before a letter that has no other words
        (r"It depends on the precision $P$ and recall $R$." + display(r"F = \frac{2 P R}{P + R}"), "R", "unit"),
        # a matrix, and a number of boats elsewhere
        (r"Let $B \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$." + display("y = B x + B x"), "B", "real"),
    ],
)  # fmt: skip
def test_words_say_which_numbers_an_input_is(text: str, latex: str, domain: str) -> None:
    inputs = {each.latex: each.domain for each in made_of(text).trial.plan.inputs}
    assert inputs[latex] == domain


def test_what_an_entropy_is_taken_of_adds_up_to_one() -> None:
    text = r"Let $p_c^{(m)}$ be the vote of judge $m$." + display(
        r"H = -\sum_{c=1}^C \bar p_c \log \bar p_c, \qquad \bar p_c = \frac{1}{M} \sum_{m=1}^M p_c^{(m)}"
    )
    made, _ = tried(text)
    entropy, mean = done(made).results.values()
    assert mean.sum() == pytest.approx(1)
    assert 0 < entropy <= 1.1


def test_a_divergence_is_between_two_laws() -> None:
    made, _ = tried(display(r"D = \sum_{c=1}^C p_c \log \frac{p_c}{q_c}"))
    p, q = (done(made).given[each] for each in ("p_{c}", "q_{c}"))
    assert sum(p) == pytest.approx(1)  # type: ignore[arg-type]
    assert sum(q) == pytest.approx(1)  # type: ignore[arg-type]


def test_a_small_change_is_no_number_to_move() -> None:
    runs, equation = last_display(r"Let $x > 0$ be the depth." + display(r"y = \frac{x^2}{dr} + x"))
    offered = runs.offered(equation, runs.tried(equation))
    assert not isinstance(offered, Attempt)


@pytest.mark.parametrize(
    ("text", "latex", "shape"),
    [
        # what is multiplied entry by entry with a vector is one
        (r"Let $u, s \in \mathbb{R}^J$ be tides." + display(r"z = u + s \odot \epsilon"), r"\epsilon", 1),
        # a capital that is called one number
        (r"Let $\Delta$ be the price of the boat." + display(r"z = \exp(-\Delta) + \Delta^2"), r"\Delta", 0),
        (r"Let $\mathcal{L}_a$ be the loss of the sail." + display(r"z = \exp(-\mathcal{L}_a)"), r"\mathcal{L}_{a}", 0),
        (r"Let $m > 0$ be the slope." + display(r"s = c^2 - m (u - v)"), "m", 0),  # a product, no function
    ],
)
def test_words_and_neighbours_say_how_many_numbers_an_input_has(text: str, latex: str, shape: int) -> None:
    inputs = {each.latex: each.sizes for each in made_of(text).trial.plan.inputs}
    assert len(inputs[latex]) == shape


def test_a_gain_may_be_a_matrix() -> None:
    with pytest.raises(Refusal):
        made_of(r"Let $\Gamma$ be the gain of the rudder." + display(r"z = \exp(-\Gamma)"))


@pytest.mark.parametrize(
    "words",
    [
        "fraction of boats in bay $b$",
        "share of bay $b$",
        "relative frequency of bay $b$",
        "routing probability of bay $b$",
    ],
)
def test_fractions_that_a_sum_counts_add_up_to_one(words: str) -> None:
    text = rf"Let $F_b$ be the {words}, and $w_b > 0$ the price." + display(r"L = \sum_{b=1}^B F_b^2 w_b")
    assert sum(done(made_of(text)).given["F_{b}"]) == pytest.approx(1)  # type: ignore[arg-type]


def test_a_counted_letter_in_a_script_that_adds_is_no_label() -> None:
    text = r"Let $g \in (0, 1)$ be the discount factor, and $r_{t+k}$ the reward." + display(
        r"G_t = \sum_{k=0}^{K} g^k r_{t+k}"
    )
    runs, equation = last_display(text)
    told = with_powers(runs.study.trees.said(equation).told, runs.study.name_kinds)
    assert any(isinstance(node, Power) for node in walk(told))


def test_kin_of_a_share_is_one() -> None:
    text = (
        r"Let $0 < \rho_{t,a} \le 1$ be the radius, and call the spread $\rho$ a mass."
        + display(r"\rho_{t,a} = \exp(-\lambda_a)")
        + "Then"
        + display(r"n = \sum_{s=1}^{T} \rho_{s,a}^2")
    )
    inputs = {each.latex: each.domain for each in made_of(text).trial.plan.inputs}
    assert inputs[r"\rho_{s,a}"] == "unit"


def test_what_is_drawn_within_a_mean_does_not_stand_outside_of_it() -> None:
    runs, equation = last_display(
        r"Let $r(x)$ be the reward, $h(x)$ the loss and $b > 0$ the price."
        + display(r"J = \mathbb{E}_{x \sim D}[r(x)^2] - b h(x)")
    )
    found = runs.offered(equation, runs.tried(equation))
    assert isinstance(found, Refusal)
    assert found.reason == "draws-unknown"


def test_what_nobody_sees_is_nought() -> None:
    runs, equation = last_display(
        r"Let $b > 0$ be the price. We use $n = 1000$ boats." + display(r"p = \exp(-b n) + \exp(-2 b n)")
    )
    found = runs.offered(equation, runs.tried(equation))
    assert isinstance(found, Refusal)
    assert found.reason == "nought-as-set"


@pytest.mark.parametrize(("led", "moves"), [("at position $m$", False), ("of the sail $s$", True)])
def test_a_vector_that_is_a_number_here_is_not_moved(led: str, moves: bool) -> None:
    runs, equation = last_display(
        rf"Let $m, s \in \mathbb{{R}}^d$ be winds. The turn {led} is" + display(r"y = \exp(-\|m - s\|^2)")
    )
    assert isinstance(runs.offered(equation, runs.tried(equation)), Attempt) == moves
