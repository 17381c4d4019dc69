"""A paper's formulas in the letters of a course."""

import pytest

from glossary.course import Course
from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.letters import in_our_letters, rehearse_letters

PAPER = r"""\documentclass{article}
\begin{document}
The weights $\theta$ are moved with the learning rate $\eta$ along the loss $\mathcal{L}$, where $w$ is the width of the
network:
\begin{equation} \theta_{t+1} = \theta_t - \eta \nabla \mathcal{L}(\theta_t) \end{equation}
\begin{equation} \eta = \frac{1}{w} \end{equation}
\begin{equation} a + b = c \end{equation}
\end{document}
"""


@pytest.fixture(scope="module")
def reading():
    return read(bundle_from_bytes("paper.tex", PAPER.encode()))


def ours(reading, number, **letters):
    equation = reading.document.equations[number - 1]
    named = {concept.replace("_", "-"): letter for concept, letter in letters.items()}
    return in_our_letters(equation, reading, Course({}, (), letters=named))


def test_a_formula_in_our_letters(reading):
    told = ours(reading, 1, learning_rate=r"\alpha", loss_function="J")
    assert told.latex == r"\theta_{t+1}=\theta_{t}-\alpha\nabla J(\theta_{t})" and told.clash is None
    assert set(told.renamed) == {(r"\eta", r"\alpha", "learning-rate"), (r"\mathcal{L}", "J", "loss-function")}


def test_one_letter_for_two_things_is_refused(reading):
    told = ours(reading, 2, learning_rate="w")
    assert (told.latex, told.renamed) == (None, ())
    assert (told.clash.letter, {told.clash.first, told.clash.second}) == ("w", {r"\eta", "w"})
    assert "learning-rate" in (told.clash.first_concept, told.clash.second_concept)


def test_indices_of_one_letter_are_no_clash(reading):
    assert ours(reading, 1, weight="v", parameters="v").clash is None


def test_where_no_letter_changes_the_formula_stays(reading):
    assert ours(reading, 3, learning_rate="w").latex == reading.document.equations[2].formula.expanded


LETTERS = [("w", True), (r"\hat{w}_{i}", True), (r"\mathcal{L}", True), ("a b", False), (r"\frac{a}{b}", False),
           ("3", False), ("", False)]  # fmt: skip


@pytest.mark.parametrize(("letter", "good"), LETTERS)
def test_a_letter_is_one_symbol(letter, good):
    assert (not list(rehearse_letters(Course({}, (), letters={"weight": letter})))) is good
