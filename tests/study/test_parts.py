"""Every rule for the part of a symbol holds for its example, and not for its neighbours'."""

import pytest

from reader.model.annotations import Annotation
from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle, SourceFile
from reader.pipeline import read_bundle
from reader.study.parts import PartRule, Parts, distribution_of, rules
from reader.study.study import Study
from reader.study.values import SymbolValue, settings_in


def reading_of(body: str) -> Reading:
    text = f"\\documentclass{{article}}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    bundle = SourceBundle("made", {"main.tex": SourceFile("main.tex", text, "utf-8")}, "main.tex", "0")
    return read_bundle(Paper(), bundle)


def explained(reading: Reading, latex: str) -> tuple[Annotation, Parts]:
    annotation = next(each for each in reading.annotations if each.symbol.latex == latex)
    return annotation, Study(reading).parts


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_rule_holds_for_its_example(rule: PartRule) -> None:
    annotation, parts = explained(reading_of(rule.example), rule.of)
    played = parts.played(annotation)
    assert played is not None and played.rule is not None and (played.rule.id, played.part) == (rule.id, rule.part)


def test_rules_say_why_in_both_languages() -> None:
    assert all(rule.why["en"] and rule.why["ja"] for rule in rules())


UNKNOWN = {
    "a \\sim b": "a",  # an equivalence
    "f(x) \\le 3": "f",
    "\\nabla_{x} f": "x",
    "w (a - b) = c": "w",
    "x = 3": "x",
    "x \\in \\{0, 1\\}": "x",  # a domain, not a list of indices
    "S = \\{ a : a > b \\}": "S",  # a set is not worked out
    "X^{q+1} + q": "q",  # an exponent counts no steps
    "\\mathbb{E}_{\\pi}[r] = 3": "\\pi",  # a distribution
    "\\Pr(\\theta \\in C) = a": "\\theta",  # most often a parameter
    "\\arg\\max_{z \\in A} z": "z",
    "s \\sim \\mathcal{D}_f, a \\sim \\pi": "\\mathcal{D}_{f}",  # what is drawn from is not drawn
}


@pytest.mark.parametrize("formula", UNKNOWN)
def test_nothing_is_claimed_without_evidence(formula: str) -> None:
    annotation, parts = explained(reading_of(f"Now\n\\[ {formula} \\]\nfollows."), UNKNOWN[formula])
    played = parts.played(annotation)
    assert played is not None and played.part == "unknown"


WORDED = {
    "Let $q_{\\psi}$ be the predictor. We train it.": "q_{\\psi}",  # learned, not put in
    "Let $y$ be the generated response. We train on it.": "y",  # an answer of the model, not the right one
    "Let $y$ be the response. We train a policy.": "y",
    "The mean score $M = 43.2$ is low.": "M",  # measured, not chosen
}


@pytest.mark.parametrize("text", WORDED)
def test_a_word_of_two_roles_claims_none(text: str) -> None:
    annotation, parts = explained(reading_of(text), WORDED[text])
    played = parts.played(annotation)
    assert played is not None and played.part in ("unknown", "learned")


WORKED_OUT = {
    "Let $h$ be the alarm threshold. We train it. Then \\[ h = c \\times m. \\]": ("h", "computed"),
    "Let $h$ be the alarm threshold. We train it. Then \\[ m > h. \\]": ("h", "chosen"),
    "Let $h$ be the alarm threshold. We train it. Then \\[ h = 0.2. \\]": ("h", "chosen"),
}


@pytest.mark.parametrize("text", WORKED_OUT)
def test_nobody_chooses_what_a_formula_works_out(text: str) -> None:
    symbol, part = WORKED_OUT[text]
    annotation, parts = explained(reading_of(text), symbol)
    played = parts.played(annotation)
    assert played is not None and played.part == part


@pytest.mark.parametrize("bounds", ["U(0, H)", "\\mathcal{U}(0, H)", "\\mathrm{Unif}\\left(0, H\\right)"])
def test_what_a_distribution_has_in_brackets_is_not_drawn(bounds: str) -> None:
    reading = reading_of(
        f"Let $H$ be the constant height. Now \\[ \\mathbb{{E}}_{{h \\sim {bounds}, r \\sim p(r)}}[h] \\] follows."
    )
    annotation, parts = explained(reading, "H")
    played = parts.played(annotation)
    assert played is not None and played.part != "random"
    annotation, parts = explained(reading, "r")
    drawn = parts.played(annotation)
    assert drawn is not None and drawn.part == "random"


def test_a_query_of_attention_is_not_put_in() -> None:
    annotation, parts = explained(reading_of("Let $Q$ be the queries. Then \\[ [Q; R] = X W. \\]"), "Q")
    played = parts.played(annotation)
    assert played is not None and played.part != "input"


def test_operators_play_no_part_and_named_constants_do() -> None:
    reading = reading_of("Now\n\\[ \\sum_{i=1}^{\\infty} a_i \\]\nfollows.")
    annotation, parts = explained(reading, "\\sum")
    assert parts.played(annotation) is None
    annotation, parts = explained(reading, "\\infty")
    played = parts.played(annotation)
    assert played is not None and played.part == "constant"


def test_random_symbol_has_its_distribution() -> None:
    annotation, parts = explained(reading_of("Let\n\\[ x \\sim \\mathcal{N}(0, I), \\quad y = 2x. \\]\n"), "x")
    played = parts.played(annotation)
    assert played is not None and (played.part, played.distribution) == ("random", "\\mathcal{N}(0, I)")


DISTRIBUTIONS = {
    r" \sim p": "p",
    r" \sim q(x \mid y) \right]": r"q(x \mid y)",
    r"\sim U[0,1]} f": "U[0,1]",
    r" \sim \mathcal{D}, y": r"\mathcal{D}",
}


@pytest.mark.parametrize("after", DISTRIBUTIONS)
def test_distribution_ends_where_its_brackets_do(after: str) -> None:
    assert distribution_of(after) == DISTRIBUTIONS[after]


SETTINGS = {
    "h = 8": [("h", "8")],
    "d_k = d_v = 64": [("d_{k}", "64"), ("d_{v}", "64")],
    r"\beta_1 = 0.9, \beta_2=0.98": [(r"\beta_{1}", "0.9"), (r"\beta_{2}", "0.98")],
    r"\epsilon = 10^{-9}": [(r"\epsilon", "10^{-9}")],
    r"\eta=3\times 10^{-4}": [(r"\eta", r"3\times 10^{-4}")],
    r"\epsilon \approx 0.2": [(r"\epsilon", "0.2")],
    r"x \sim p, n \sim 100": [("n", "100")],
    "n = 10,000": [("n", "10,000")],
    "k = 1, 5": [("k", "1"), ("k", "5")],
    "n = 0": [],
    "i = 1, \\dots, n": [("i", "1")],
    "f(2) = 3": [],
    "x + y = 3": [],
    "n = m + 1": [],
    "n > 3": [],
    "\\nicefrac{\\sigma^2}{n} = 100": [],
    "|D| = 20": [],
}


@pytest.mark.parametrize("formula", SETTINGS)
def test_settings_of_a_formula(formula: str) -> None:
    assert list(settings_in(formula)) == SETTINGS[formula]


def values_in(body: str, symbol: str) -> list[str]:
    return [value.value for value in found_in(body, symbol)]


def found_in(body: str, symbol: str) -> tuple[SymbolValue, ...]:
    annotation, parts = explained(reading_of(body), symbol)
    return parts.values(annotation, parts.played(annotation))


SET = {
    ("We use $h = 8$ heads.", "h"): ["8"],
    ("For $h = 8$ we use it.", "h"): [],
    ("It holds that $h = 8$ here.", "h"): [],
    ("Outputs have dimension $d = 512$.", "d"): ["512"],
    ("The radius of the ball is exactly $2$ at our $b = 0.5$.", "b"): ["0.5"],
    ("Theirs is wider, and for our $b = 3$ it is not.", "b"): ["3"],
    ("The radius of the hours is exactly $2$ near $b = 0.5$.", "b"): [],
    ("We focus on the setting where the rank is $r = 1$.", "r"): ["1"],
    ("The pump gives $v = g u$, where $g = 1.5$ is the gain and $u$ the input.", "g"): ["1.5"],
    ("The pump is idle where $g = 1.5$ and the valve is the same.", "g"): [],
    ("Throughout, the rank of the map is $r = 2$.", "r"): ["2"],
    ("We fix the order of the method, $q = 2$.", "q"): ["2"],
    ("This corresponds to a setting where the rank is $r = 1$.", "r"): [],
    ("The focus of the lens lies where $r = 2$.", "r"): [],
    ("The cost from one end to the other, chosen here for a dropout $a = 0$ and $a = 1$.", "a"): [],  # cases
    ("The figure used below has a dropout $a = 3$.", "a"): [],
    ("A dropout of $a = 3$ is too much, $a = 2$ was used.", "a"): [],
    ("The dropout that is used is $a = 3$.", "a"): ["3"],
    ("For a small error $e \\approx 0.2$ it holds.", "e"): ["0.2"],
    ("It holds near an error $e \\approx 0.2$.", "e"): [],
    ("Outputs have dimension $d = 2$.", "d"): [],  # theory supposes small numbers
    ("Fitting the mass to the curve gives for a typical day $m = 4.5$.", "m"): [],  # what came out
    ("With the fitted curve we use a mass of $m = 4.5$.", "m"): ["4.5"],
    ("我们采用 $h=8$ 个并行注意力层。", "h"): ["8"],
    ("Let $B$ be the batch size. We train with a batch size of 64.", "B"): ["64"],
    ("Let $\\eta$ be the learning rate. The learning rate is set to $3e-4$ here.", "\\eta"): ["3e-4"],
    ("Let $\\eta$ be the learning rate and $\\gamma$ be the learning rate. A learning rate of 2 is used.", "\\eta"): [],
    ("Let $B$ be the batch size. We take a batch size of 64k tokens.", "B"): [],
    ("Let $s$ be the standard deviation of the noise. We divide pixels by the standard deviation 0.31.", "s"): [],
    ("where $k$ represents the benchmark coefficient of the loss, typically set to 0.1.", "k"): ["0.1"],
    ("where $k$ represents the damping coefficient, defaulting to 0.8, and $m$ the mass.", "k"): ["0.8"],
    ("where $k$ represents the damping coefficient and $m$ is set to 0.8.", "k"): [],
    ("where $k$ represents the damping coefficient, set to the largest value.", "k"): [],
}


@pytest.mark.parametrize(("body", "symbol"), SET)
def test_values_that_authors_set(body: str, symbol: str) -> None:
    assert values_in(body, symbol) == SET[body, symbol]


def test_a_value_has_its_sentence_and_its_heading() -> None:
    (value,) = found_in("\\section{Training}\nWords. We use $h = 8$ heads. More.", "h")
    assert "We use $h = 8$ heads." in value.source.sentence and value.setting == "1 Training"


def test_an_index_is_never_set() -> None:
    assert values_in("We use $k = 4$ in\n\\[ \\sum_{k=1}^n a_k \\]\n", "k") == []
