"""Whole small papers: which meaning is shown for a symbol, where it holds, and what is quoted for it."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.pool import options_of
from reader.model.annotations import Annotation
from reader.model.reading import Reading
from reader.model.source import Paper
from reader.pipeline import read_bundle


def paper(text: str) -> Reading:
    source = "\\documentclass{article}\n\\begin{document}\n" + text + "\n\\end{document}\n"
    return read_bundle(Paper(), bundle_from_bytes("p.tex", source.encode()))


def symbol(reading: Reading, latex: str) -> Annotation:
    return next(one for one in reading.annotations if one.symbol.latex == latex)


def senses(text: str, latex: str) -> list[tuple[str, list[str]]]:
    """Each meaning with the formulas in which it holds."""
    reading = paper(text)
    formulas = {one.id: one.formula.expanded.strip() for one in reading.document.equations}
    found = symbol(reading, latex).senses
    return [(sense.meaning, [formulas[equation] for equation in sense.equations]) for sense in found]


def proposed(text: str, latex: str) -> list[str | None]:
    """The concepts that the symbol may stand for."""
    reading = paper(text)
    assert isinstance(reading.evidence, LinkingEvidence)
    return [option.concept for option in options_of(symbol(reading, latex).symbol, reading.evidence)]


REDEFINED = r"""
\section{Boats} Let $b$ be the number of boats. We sail. \[ a = b + 1 \]
\section{Winds} So it blows. \[ c = b + 2 \]
\section{Trees} Here $b$ is the height of a tree. \[ d = b + 3 \] It grows. \[ e = b + 4 \]
"""


def test_a_letter_means_something_else_in_another_section() -> None:
    assert senses(REDEFINED, "b") == [
        ("number of boats", ["a = b + 1", "c = b + 2"]),  # a section that says nothing keeps the first meaning
        ("height of a tree", ["d = b + 3", "e = b + 4"]),
    ]


def test_each_sense_has_concepts_of_its_own() -> None:
    text = (
        r"\section{One} where $q$ is the learning rate. \[ a = q \]"
        r"\section{Two} where $q$ is the covariance matrix. \[ b = q \]"
    )
    found = symbol(paper(text), "q").senses
    assert [[link.concept for link in sense.links][:1] for sense in found][:1] == [["learning-rate"]]
    assert [sense.source.sentence if sense.source else None for sense in found] == [
        "where $q$ is the learning rate.",
        "where $q$ is the covariance matrix.",
    ]


def test_a_later_sense_is_not_tied_to_the_concept_of_the_first() -> None:
    text = (
        r"\section{One} where $q$ is the learning rate. \[ a = q \]"
        r"\section{Two} where $q$ is the covariance matrix. \[ b = q \]"
    )
    _, later = symbol(paper(text), "q").senses
    assert [link.concept for link in later.links][:1] == ["covariance-matrix"]


def test_what_follows_with_where_governs() -> None:
    text = (
        r"Let $b$ be the number of boats. \[ a = b + 1 \] where $b$ is the height of a tree."
        r" It goes on and on and on and on and on and on and on and on. \[ c = b + 2 \]"
    )
    assert senses(text, "b")[1] == ("height of a tree", ["a = b + 1", "c = b + 2"])


ONE_THING = [
    r"Let $b$ be the step size. \[ a = b \] where $b$ is the step size of a boat. \[ c = b \]",
    r"\section{A} the step size $b$ \[ a = b \] \section{B} the point $b$ \[ c = b \]",  # a point says nothing
    r"\section{A} $b$ is the number of boats \[ a = b \] \section{B} stars $b_1, \dots, b_n$ \[ c = b \]",
]


@pytest.mark.parametrize("text", ONE_THING)
def test_no_second_sense(text: str) -> None:
    assert senses(text, "b") == []


MEANINGS = [
    # prose, symbol -> meaning, what is quoted holds this
    (r"A choir of $n$ singers. \[ a = n \]", "n", "number of singers", "choir of $n$ singers"),
    (
        r"We use the root mean error (RME) here. \[ \mathrm{RME} = 1 \]",
        r"\operatorname{RME}",
        "root mean error",
        "(RME)",
    ),
    (r"So $f$ is a function of $x$, and $f$ is the loss. \[ a = f \]", "f", "loss", "is the loss"),
    (
        r"where $g$ is the stochastic (sub-)gradient at time $t$. \[ a = g \]",
        "g",
        "stochastic (sub-)gradient at time $t$",
        "g",
    ),
    (r"Boats are kites parameterized by $\psi$. \[ a = \psi \]", r"\psi", "parameters of kites", "Boats are kites"),
    # what says more goes before the mere kind of thing
    (r"Take the function $g$ first. Here $g$ is the load of a mast. \[ a = g \]", "g", "load of a mast", "the load"),
    # below a brace
    (
        r"\[ a = \underbrace{Q}_{\text{noise of the sea}} + \underbrace{b c}_{\text{wind}} \]",
        "Q",
        "noise of the sea",
        "brace",
    ),
    # of all that have the letter
    (r"The $w$'s are weights of boats. \[ a = w_{\text{red}} \]", r"w_{\mathrm{red}}", "weights of boats", "weights"),
    # of a sequence, and in braces of a set, the symbol with an index is one member
    (r"the sequence of points $y_t$ \[ a = y_t \]", "y_{t}", "points", "sequence of points"),
    (r"Let $\{x_t\}$ be a family of boats. \[ a = x_t \]", "x_{t}", "boats", "family of boats"),
    (r"Let $N_i$ be the set of neighbours. \[ a = N_i \]", "N_{i}", "set of neighbours", "set of neighbours"),
]


LATER = r"\section{One} \[ a = N_i \] \section{Two} where $N$ is the number of boats. \[ c = N \]"


def test_a_bare_letter_of_a_later_section_is_no_claim_about_indexed_ones() -> None:
    assert symbol(paper(LATER), "N_{i}").status != "paper"


def test_a_bare_letter_of_a_later_section_says_less_of_indexed_ones() -> None:
    later, beside = (symbol(paper(text), "N_{i}") for text in (LATER, LATER.replace(r"\section{Two}", "")))
    assert later.meaning is None
    (there,), (here,) = later.trace.candidates, beside.trace.candidates
    assert (there.meaning, here.meaning) == ("number of boats",) * 2 and there.confidence < here.confidence


@pytest.mark.parametrize(("text", "latex", "meaning", "quoted"), MEANINGS, ids=[row[1] for row in MEANINGS])
def test_meaning_and_quotation(text: str, latex: str, meaning: str, quoted: str) -> None:
    found = symbol(paper(text), latex)
    assert found.meaning == meaning
    assert found.source and quoted in found.source.sentence
