"""What a symbol is called within a sentence: without a heading's capitals, but with those of a name."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.purpose.names import without_tail
from reader.study.purpose.purpose import purpose_of
from reader.study.study import Study
from reader.study.walkthrough.names import as_number, in_small_letters, is_said_plainly, name_in
from reader.study.walkthrough.steps import named_parts, steps_in


@pytest.mark.parametrize(
    ("name", "said"),
    [("Learning Rate", "learning rate"), ("Input", "input"), ("Dynamic Tanh", "Dynamic Tanh"),
     ("KL penalty", "KL penalty"), ("Learning rate of Adam", "learning rate of Adam")],
)  # fmt: skip
def test_capitals_of_a_heading(name: str, said: str) -> None:
    assert in_small_letters(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("the experts", "the number of experts"), ("the radius", "the radius"), ("the basis", "the basis"),
     ("the bias", "the bias"), ("the class", "the class")],
)  # fmt: skip
def test_only_plurals_are_counted(name: str, said: str) -> None:
    assert as_number({"en": name, "ja": ""})["en"] == said


@pytest.mark.parametrize(
    ("sentence", "is_plain"),
    [("where $q$ is the transmission distance, in metres.", True), ("where $q$ denotes a volatility.", True),
     ("where $q \\in \\mathbb{R}^{n}$ is the velocity field.", True),
     ("where $q$ and $w$ denote the load and the input.", False),  # which is which
     ("we use a transmission distance $q$ here.", False),  # the name stands before it
     ("where $q$ is the antenna (resp.\\ cell) impedance.", False)],  # more belongs to the name
)  # fmt: skip
def test_the_plainest_words(sentence: str, is_plain: bool) -> None:
    text = rf"\documentclass{{article}}\begin{{document}}The law is \[ p = q w, \] {sentence}\end{{document}}"
    reading = read(bundle_from_bytes("p.tex", text.encode()))
    found = next(each for each in reading.annotations if each.symbol.latex == "q")
    assert is_said_plainly(found) == is_plain


@pytest.mark.parametrize(
    ("says", "name"),
    [
        (r"where $q_{u}[j,:]$ is the quibbling direction.", ""),  # of one row
        (r"where $q_{u}$ is the quibbling direction.", "the quibbling direction"),
        (r"where $q_{u}[1]$ denotes the transmission distance.", ""),
        (r"where $q_{u}$ denotes the transmission distance.", "the transmission distance"),
    ],
)
def test_words_about_a_part_or_a_place_name_no_letter(says: str, name: str) -> None:
    text = rf"\documentclass{{article}}\begin{{document}}The law is \[ p = q_{{u}} w, \] {says}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    (equation,) = (each for each in study.document.equations if each.display)
    found = next(each for each in study.reading.annotations if each.symbol.latex == "q_{u}")
    assert name_in(found, equation, study.glossary, 0.5)["en"] == name


@pytest.mark.parametrize(
    ("says", "is_named"),
    [("where $s$ is the state and $a$ the action", True), ("where $s$ is the prompt and $a$ the answer", False)],
)
def test_who_acts_and_where_is_the_authors_word(says: str, is_named: bool) -> None:
    formula = r"\begin{equation} \pi(a \mid s) = \frac{\exp(Q(s,a))}{\sum_b \exp(Q(s,b))} \end{equation}"
    body = rf"We train it by reinforcement learning. The policy is {formula} {says}."
    text = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} {body}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    (told,) = ([step.text["en"] for step in steps_in(each, study)] for each in study.document.equations if each.display)
    assert any("$s$ (state)" in each for each in told) == is_named


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"x": "the prompt", "y": "a response"}, set()),  # the form has them the other way round
        ({"y": "the prompt"}, {"y", "x"}),
        ({"x": "a short discrete prompt of fixed length"}, set()),
        ({"x": "the other answer", "y": "the first prompt"}, {"y", "x"}),  # each is what the form says
        ({"x": "the prompt length"}, {"y", "x"}),  # another thing
        ({}, {"y", "x"}),
    ],
)
def test_a_form_names_no_letter_by_the_authors_word_for_another(words: dict[str, str], told: set[str]) -> None:
    latex = r"\max_{w} \mathbb{E}[r(y, x)] - \beta \operatorname{KL}(p \| q)"
    text = (
        f"\\documentclass{{article}}\\begin{{document}}\\begin{{equation}} {latex} \\end{{equation}}\\end{{document}}"
    )
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    (equation,) = study.document.equations
    parts = [each for each in named_parts(study.blocks[equation.id], study.glossary, words) if each.is_form]
    assert {latex for latex, _ in parts[0].slots} & {"x", "y"} == told


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("$\\eta$ denotes the learning rate of the quibbling stage.", True),  # with its name
        ("$\\eta$ denotes the quibbling jump step size.", False),  # another thing
    ],
)
def test_a_concept_lends_its_name_where_the_author_says_it(said: str, called: bool) -> None:
    latex = r"\begin{equation} x_{t+1} = x_t - \eta \nabla f(x_t) \end{equation}"
    body = f"Gradient descent is used. Here {said} {latex}"
    text = f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    equation = next(each for each in study.document.equations if each.display)
    purpose = purpose_of(equation, study)
    told = " ".join([*(purpose.text.values() if purpose else ()), *(s.text["ja"] for s in steps_in(equation, study))])
    assert ("学習率" in told) == called, told


@pytest.mark.parametrize(
    ("formula", "says", "words", "is_told"),
    [
        (r"e_t = O(q^t e_0)", "The convergence rate is $O(q)$.", "convergence rate", False),
        (r"h = w + O(n^{-1})", "The approximation error $O(n^{-1})$ is small.", "approximation error", False),
        (r"O = V W", "Here $O$ denotes the output of the layer.", "output of the layer", True),
        (r"u = \alpha(v) w", r"The attention scores $\alpha$ are made by a softmax.", "before softmax", False),
        (r"u = r(s, a) w", "Here $r$ denotes the reward of reinforcement learning.", "how good something done", True),
        (r"u = \log p_{\mathrm{ref}}(v)", r"Here $p_{\mathrm{ref}}$ denotes the reference policy.", "usually", False),
    ],
)
def test_no_habit_and_no_words_for_an_order_are_told(formula: str, says: str, words: str, is_told: bool) -> None:
    body = rf"We study it. \begin{{equation}} {formula} \end{{equation}} {says}"
    text = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} {body}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    (equation,) = (each for each in study.document.equations if each.display)
    assert any(words in each.text["en"] for each in steps_in(equation, study)) == is_told


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("the tide and its square $q$,", ""),
        ("the tide and its inverse $q$,", ""),
        ("the tide and its speed $q$,", "the speed"),
        ("the vector called wind load $q$,", "the wind load"),
    ],
)
def test_a_noun_that_is_of_something_is_no_name_alone(says: str, name: str) -> None:
    text = rf"\documentclass{{article}}\begin{{document}}We keep {says} where \[ p = q w. \]\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    (equation,) = (each for each in study.document.equations if each.display)
    found = study.spelled["q"]
    assert name_in(found, equation, study.glossary, 0.0, shortened=without_tail)["en"] == name
