"""Words that contradict what a letter must be where it stands are not shown there."""

from __future__ import annotations

import pytest

from reader.meaning.linking.contradictions.contradictions import Contradiction, contradictions
from reader.model.annotations import Annotation
from reader.model.source import Paper, SourceBundle, SourceFile
from reader.pipeline import read_bundle


def annotated(body: str, latex: str) -> Annotation:
    text = f"\\documentclass{{article}}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    bundle = SourceBundle("made", {"main.tex": SourceFile("main.tex", text, "utf-8")}, "main.tex", "0")
    return next(one for one in read_bundle(Paper(), bundle).annotations if one.symbol.latex == latex)


def shown(row: Contradiction, words: str) -> str | None:
    """What is shown of the row's letter in its example, where the author calls it so."""
    one = annotated(f"Let ${row.of}$ be the {words}. We find \\[ {row.example}. \\]", row.of)
    return one.in_formula(one.symbol.occurrences[-1].equation).meaning


@pytest.mark.parametrize("row", contradictions(), ids=lambda row: row.id)
def test_example_refuses_its_words(row: Contradiction) -> None:
    assert row.excludes(row.refuses)
    assert row.refuses not in (shown(row, row.refuses) or "")


@pytest.mark.parametrize("row", contradictions(), ids=lambda row: row.id)
def test_example_keeps_words_that_fit(row: Contradiction) -> None:
    assert not row.excludes(row.fits)
    assert row.fits in (shown(row, row.fits) or "")


def test_a_letter_is_another_thing_in_one_formula() -> None:
    one = annotated(
        "Let $q$ be a question of a visitor, and $w$ a wish. \\[ A(q) = w + q. \\] "
        "The cost is \\[ L = D_{\\mathrm{KL}}(p \\| q). \\]",
        "q",
    )
    said = [one.in_formula(use.equation).meaning for use in one.symbol.occurrences]
    assert sorted(said) == ["", *["question of a visitor"] * 3]


@pytest.mark.parametrize("letter", ["y", r"\mathbf{y}"])
def test_an_element_is_not_what_the_whole_is_called(letter: str) -> None:
    body = rf"Let ${letter} = ({letter}_1, \dots, {letter}_n)$ be a shipping forecast. \[ L = \sum_t f({letter}_t). \]"
    assert annotated(body, f"{letter}_{{t}}").meaning != "shipping forecast"


def test_words_that_begin_with_a_formula_are_said_once() -> None:
    one = annotated("Here $h_0$ is the $k$-fold sum of first hulls. \\[ L = h_t + 1. \\]", "h_{t}")
    assert (one.meaning or "").count("fold") < 2
