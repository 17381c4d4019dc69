"""What the authors set, and what is tied to it by its unit, its order or a sum, in the numbers of a run."""

from __future__ import annotations

from math import isclose

import pytest
from paper_runs import display, done, last_display, moved, offered, tried

from reader.output.typesetting.run_sentences import course_text
from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.plan import Input, Plan
from reader.study.evaluation.refusal import Refusal
from reader.study.moving.followed import course_of, course_over, way_of
from reader.study.values import settings_in

TASTES = (
    r"A taster $h_\theta(x, y) \in \mathbb{R}^d$ and the frozen one $h_{\mathrm{%s}}(x, y) \in \mathbb{R}^d$ score"
    r" it; $u \in \mathbb{R}^d$ is the profile. We set $\gamma = %s$ throughout, and $\sigma$ is the logistic function."
) + display(r"L = -\log \sigma(-\gamma (\|u - h_\theta(x, y)\|^2 - \|u - h_{\mathrm{%s}}(x, y)\|^2))")


def plan_of(text: str) -> Plan:
    made = offered(text)
    assert isinstance(made, Attempt), made
    return made.trial.plan


def inputs(text: str) -> dict[str, Input]:
    return {each.latex: each for each in plan_of(text).inputs}


def given(text: str) -> dict[str, object]:
    return dict(done(offered(text)).given)


# --- a model and its reference ---------------------------------------------------------------------------------------


def test_a_reference_is_as_close_as_the_weight_of_the_difference_asks() -> None:
    text = TASTES % ("old", "4000", "old")
    put_in = inputs(text)
    reference = put_in[r"h_{\mathrm{old}}(x,y)"]
    assert reference.near is not None and reference.near.spread <= 1e-3 and put_in[r"\gamma"].chosen == 4000
    plan = plan_of(text)
    for values in (next(numbers_for(plan)), *numbers_for(plan, 4)):
        own, other = (values[k] for k, each in enumerate(plan.inputs) if each.latex.startswith("h_"))
        assert isinstance(own, list) and isinstance(other, list)
        assert all(0 < abs(a - b) < 0.01 for a, b in zip(own, other, strict=True))  # type: ignore[operator]


@pytest.mark.parametrize(("other", "number"), [("old", "0.5"), ("b", "4000")])
def test_values_of_others_are_not_brought_near(other: str, number: str) -> None:
    made, _ = tried(TASTES % (other, number, other))
    assert isinstance(made, Attempt) and all(each.near is None for each in made.trial.plan.inputs)


# --- what is set -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        (r"Let $c > 0$ be the colour and $t \ge 0$ the time."
         + display(r"B = c (1 - e^{-t / \tau}), \qquad \tau = 14"), r"\tau", 14),
        (r"Let $t \ge 0$ be the time." + display("y = e^{-k t}") + r"where $k = 0.2$ slows the rise.", "k", 0.2),
        (r"The level is measured by" + display(r"y = \log(1 + M x)") + r"where $M = 255$ is the largest and $x > 0$.",
         "M", 255),
    ],
)  # fmt: skip
def test_what_is_set_beside_a_display_holds(text: str, name: str, number: float) -> None:
    assert inputs(text)[name].chosen == number


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x > 0$." + display(r"y = \log(1 + w x)") + r"where $w = 0.5$ gives the ordinary level.",
        r"Let $x > 0$." + display(r"y = \log(1 + w x)") + r"Fitting gives the weight $w = 0.7$ here.",
    ],
)
def test_a_case_is_no_setting(text: str) -> None:
    made = tried(text + r" Let $w > 0$.")[0]
    assert isinstance(made, Attempt) and all(each.chosen is None for each in made.trial.plan.inputs)


def test_a_rate_called_i_is_set_though_sums_count_with_i() -> None:
    text = (
        r"Let $x_i > 0$." + display(r"s = \sum_{i=1}^{n} x_i^2")
        + r"With rate $i = 0.03$ the value of the fee $m > 0$ is" + display(r"v = \sum_{t=1}^{T} \frac{m}{(1+i)^t}")
    )  # fmt: skip
    assert inputs(text)["i"].chosen == 0.03
    assert list(settings_in("i = 0.03"))


# --- what sums, norms and orders say ---------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["Let $a, b > 0$ with $a + b = 1$", "Let $a > 0$, $b > 0$ and $a + b = 1$"])
def test_two_parts_of_one_add_up(said: str) -> None:
    text = said + r", and let $u, v > 0$." + display("G = u^a v^b")
    run = done(offered(text))
    assert "b" not in run.given and 0 < float(run.given["a"]) < 1  # type: ignore[arg-type]
    assert isclose(run.results["G"], run.given["u"] ** run.given["a"] * run.given["v"] ** (1 - run.given["a"]))  # type: ignore[operator]


def test_a_line_is_no_sum_of_parts() -> None:
    text = r"Consider the line $x + y = 1$. Let $x > 0$ and $k > 0$." + display("z = e^{k x + k y}")
    made = tried(text)[0]
    assert isinstance(made, Attempt) and "y" in {each.latex for each in made.trial.plan.inputs}


@pytest.mark.parametrize(
    "said",
    [
        r"$\|f\|_2 = 1$",
        r"$\|f\| = 1$",
        r"$\|f\|^2 = 1$",
        r"$f^\top f = 1$",
        "the vector $f$ has unit norm",
        "$f$ of unit length",
    ],
)
def test_a_vector_of_length_one_is_one(said: str) -> None:
    text = rf"Let $f, g \in \mathbb{{R}}^d$ and $k > 0$, where {said}." + display(r"p = e^{k f^\top g}")
    kinds = {latex: each.domain for latex, each in inputs(text).items()}
    assert kinds["f"] == "length-one" and kinds["g"] == "real"


def test_the_length_of_another_norm_is_another() -> None:
    text = r"Let $f, g \in \mathbb{R}^d$ and $k > 0$, where $\|f\|_1 = 1$." + display(r"p = e^{k f^\top g}")
    assert inputs(text)["f"].domain == "real"


def test_entries_that_sum_to_one_are_shares() -> None:
    said = r"Let $w \in \mathbb{R}^k$ be a weight vector whose entries are nonnegative and sum to one."
    text = said + display(r"n = \frac{1}{\sum_{j=1}^k w_j^2}")
    shares = given(text)["w"] if "w" in given(text) else next(iter(given(text).values()))
    assert isinstance(shares, list) and isclose(sum(shares), 1, abs_tol=1e-9)  # type: ignore[arg-type]
    text = r"Let $w \in \mathbb{R}^k$ be drawn with distribution $q$." + display(r"n = \frac{1}{\sum_{j=1}^k w_j^2}")
    assert "shares" not in {each.domain for each in inputs(text).values()}


def test_what_is_above_a_positive_number_is_positive() -> None:
    text = r"Let $K$ be how much fits, $0 < N_0 < K$, and $r > 0$." + display(r"N = \frac{K}{1 + r N_0}")
    found = inputs(text)
    assert (found["K"].domain, found["N_{0}"].domain) == ("positive", "positive")
    values = given(text)
    assert values["N_{0}"] < values["K"]  # type: ignore[operator]


def test_a_law_of_an_entropy_adds_up_to_one() -> None:
    text = r"Let $p(c_k \mid s)$ be the chance that a tram of line $c_k$ comes to stop $s$." + display(
        r"I(s) = - \sum_{k=1}^J p(c_k \mid s) \log p(c_k \mid s)"
    )
    chances = given(text)[r"p(c_{k}\mid s)"]
    assert isinstance(chances, list) and isclose(sum(chances), 1, abs_tol=1e-9)  # type: ignore[arg-type]
    text = r"Let $p(c_k \mid s)$ be the chance of tram $c_k$ at stop $s$." + display(
        r"I(s) = - \sum_{k=1}^J \log p(c_k \mid s)"
    )
    assert all(not each.normalised for each in inputs(text).values())  # of each tram by itself


def test_what_is_left_to_divide_by_is_above_nought() -> None:
    text = r"A plan with $p$ prices, $X \in \mathbb{R}^{n \times p}$, and $r > 0$, what is left over."
    values = given(text + display(r"s = \sqrt{\frac{r}{n - p - 1}}"))
    assert values["n"] - values["p"] - 1 >= 1  # type: ignore[operator]


def test_parts_of_a_count_are_not_moved_apart() -> None:
    text = r"Let $n_k$ be the number of bees in hive $k$, $n$ the number of bees, and $f_k > 0$ the honey of hive $k$."
    found = offered(text + display(r"f = \sum_{k=1}^K \frac{n_k}{n} f_k"))
    assert isinstance(found, Refusal) and found.part == "n_{k}"


def test_the_logarithm_of_one_function_says_nothing_of_its_namesake() -> None:
    text = r"The score is $\log \mu^{\text{cat}}(x)$. Let $w > 0$ be the weight." + display(
        r"g = (1 + w) \mu^{\text{num}}(x) - w \mu^{\text{num}}(y)"
    )
    assert inputs(text)[r"\mu^{\mathrm{num}}(x)"].domain == "real"


# --- letters ---------------------------------------------------------------------------------------------------------


def test_a_measured_letter_in_a_script_counts_nothing() -> None:
    text = (
        r"The level of a voice with pressure $p$ is"
        + display(r"L_p = 20 \log_{10} \frac{p}{p_0}")
        + r"where $p_0 > 0$."
    )
    assert inputs(text)["p"].domain == "positive" and not inputs(text)["p"].sizes


def test_what_is_called_one_number_is_no_matrix() -> None:
    said = (
        r"Let $I$ be the irradiance, $K \in \mathbb{R}^{n \times n}$ a kernel matrix, $y \in \mathbb{R}^n$ and $s > 0$."
    )
    made = moved(said + display(r"m = y^\top (K + s I)^{-1} y"))
    assert isinstance(made, Refusal) and made.part == "I"


def test_a_member_raised_to_a_declared_number_is_a_power() -> None:
    text = r"Let $x_i > 0$." + display(r"U = \sum_{i=1}^n x_i^\rho, \quad 0 < \rho < 1")
    assert inputs(text)[r"\rho"].domain == "unit"


def test_the_greatest_of_two_may_be_squared() -> None:
    text = r"Let $a > 0$ be the load. We set $m = 2.5$." + display(r"y = \max(0, a - m)^2 + 1")
    plan = plan_of(text)
    course = course_of(plan, next(numbers_for(plan)))
    assert course is not None and course.other == "a" and not plan.results[-1].shape
    assert "equals a" in course_text(course, "en", "m")


# --- places that are told --------------------------------------------------------------------------------------------


def test_a_bend_is_where_the_case_begins() -> None:
    text = r"Let $u > 0$ be the load. We use $\delta = 1.3$." + display(r"y = \min(u^2, \delta^2)")
    plan = plan_of(text)
    k = next(k for k, each in enumerate(plan.inputs) if each.latex == "u")
    course = course_over(plan, next(numbers_for(plan)), k)
    assert course is not None and course.at is not None and isclose(course.at, 1.3, rel_tol=1e-3)


def test_what_comes_closer_and_closer_has_no_bend() -> None:
    plan = plan_of(r"Let $k > 0$ be the rate; we set $c = 9.5$." + display("y = 2 - e^{-c k}"))
    k = next(k for k, each in enumerate(plan.inputs) if each.latex == "k")
    course = course_over(plan, next(numbers_for(plan)), k)
    assert course is not None and course.kind == "rises"


def test_half_of_a_decay_is_where_half_is_left() -> None:
    text = r"Let $t \ge 0$ be the time; we set $k = 0.8$." + display("y = e^{-k t}")
    plan = plan_of(text)
    k = next(k for k, each in enumerate(plan.inputs) if each.latex == "t")
    course = course_over(plan, next(numbers_for(plan)), k)
    assert course is not None and course.at is not None
    half = (course.results[0][0] + course.results[-1][0]) / 2
    assert isclose(2.718281828 ** (-0.8 * course.at), half, rel_tol=1e-4)
    assert "almost 0" in course_text(course, "en", "t") and "ほぼ 0" in course_text(course, "ja", "t")


def test_counts_are_tried_as_far_as_other_numbers() -> None:
    plan = plan_of(r"Let $p \in (0, 1)$ and let $n$ be a positive integer." + display("q = 1 - (1 - p)^n"))
    wanted = next(each for each in plan.inputs if each.latex == "n")
    assert way_of(wanted, 4.0)[-1] == 32 and all(place.is_integer() for place in way_of(wanted, 4.0))


def test_what_is_set_above_nought_stays_there() -> None:
    runs, equation = last_display(
        r"Let $u > 0$ be the load. We use $\delta = 1.3$." + display(r"y = \min(u^2, \delta^2)")
    )
    made = runs.tried(equation)
    assert isinstance(made, Attempt)
    watch = runs.row(equation, made)["watch"]
    assert "-3" not in watch["en"]


def test_a_measured_letter_is_no_size() -> None:
    text = r"Let $X \in \mathbb{R}^{n \times p}$ hold the waits, and $p = x$ at the last stop. Let $b > 0$ and $x > 0$."
    assert inputs(text + display(r"f(x) = b e^{-b x}"))["x"].domain == "positive"


def test_an_order_of_growth_is_no_product() -> None:
    text = r"Let $O$ be the number of oars and $n$ the number of boats." + display(r"c = O(n \log n + \frac{2}{n})")
    assert not isinstance(tried(text)[0], Attempt)
