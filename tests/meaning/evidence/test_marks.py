"""What marks on a letter make of it, and where they say nothing."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.model.annotations import Annotation
from reader.pipeline import read


def annotation_of(latex: str, text: str) -> Annotation:
    paper = rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}"
    found = read(bundle_from_bytes("p.tex", paper.encode())).annotations
    return next(one for one in found if one.symbol.latex == latex)


PARTS = r"For any number $z$ we write $z^+ = \max(z, 0)$ and $z^- = z^+ - z$. "
COSTS = r"Let $d$ denote the demand. We write $d^{+} = \max\{0, d\}$. "
MARKED = [
    # a dot is a change in time, whatever the letter is
    (r"\dot{x}", r"Let $x$ be the state of the boat at time $t$. \[ \dot x = A x \]", "time derivative of $x$"),
    (
        r"\ddot{\theta}",
        r"The angle $\theta$ depends on time. \[ \ddot\theta = -k \theta \]",
        r"second time derivative of $\theta$",
    ),
    (r"\dot{c}_{i}", r"Let $c_i$ be the dose at time $t$. \[ \dot c_i = -k c_i \]", r"time derivative of $c_{i}$"),
    # parts that the paper defines
    # bars round what lies between them
]


@pytest.mark.parametrize(("latex", "text", "meaning"), MARKED)
def test_a_mark_makes_another_thing_of_a_letter(latex: str, text: str, meaning: str) -> None:
    found = annotation_of(latex, text)
    assert (found.meaning, found.status) == (meaning, "structure")


UNMARKED = [
    (r"\dot{x}", r"Let $\dot{x}$ denote the speed of the boat at time $t$. \[ \dot x = A x \]"),  # it has a name
    (r"\dot{U}", r"\[ \dot U = Z I \] Here $U$ is the voltage."),  # a phasor, in a paper that speaks of no change
    ("A^{+}", r"Let $A$ be a matrix. \[ x = A^+ b, \quad y = \max(x, 0) \]"),  # a pseudoinverse
    (r"\mu^{-}", r"The muons are $\mu^-$ and $\mu^+$. \[ E = \mu^{-} + m \]"),
    ("s^{-}", COSTS + r"\[ f = s^- + s \]"),  # of the minus it says nothing
    (r"\bar{x}", r"\[ \bar{x} = \frac{1}{n} \sum_i x_i \]"),  # a mean
    (r"\bar{x}", r"\[ \bar{x} = \underline{x} + 1 \]"),
]


@pytest.mark.parametrize(("latex", "text"), UNMARKED)
def test_a_mark_that_the_paper_does_not_tell_says_nothing(latex: str, text: str) -> None:
    found = annotation_of(latex, text)
    assert not (found.links and found.links[0].strategy == "mark") and " of $" not in (found.meaning or "")


def test_words_of_a_letter_are_not_said_of_its_change() -> None:
    found = annotation_of(r"\dot{x}", r"Let $x$ be the position of the boat. \[ \dot x + x = 0 \]")
    assert "position" not in (found.meaning or "")
