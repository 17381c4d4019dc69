"""Alternatives that an author names, as positions of a switch."""

from collections.abc import Iterator

import pytest

from reader.latex.source.bundle import SourceBundle
from reader.model.reading import Reading
from reader.model.source import SourceFile
from reader.pipeline import read
from reader.study.alternatives import WAYS, Way, alternatives_in
from reader.study.runs import compare_equation, offers_of
from reader.study.study import Study


def paper(body: str) -> Reading:
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    return read(SourceBundle("paper", {"paper.tex": SourceFile("paper.tex", text, "utf-8")}, "paper.tex", "digest"))


def found_by(way: Way, text: str) -> Iterator[object]:
    for passage in paper(text).document.passages:
        yield from way(passage)


@pytest.mark.parametrize(("way", "example", "lookalike"), WAYS, ids=[way.__name__ for way, _, _ in WAYS])
def test_each_way_finds_its_example_and_not_its_lookalike(way: Way, example: str, lookalike: str) -> None:
    assert list(found_by(way, example)) and not list(found_by(way, lookalike))


@pytest.mark.parametrize("formula", [r"q \in \{0, 1\}", r"y_{ij} \in \{1, 2\}", r"q \in \{1, 2, n\}"])
def test_labels_are_no_alternatives(formula: str) -> None:
    assert not list(alternatives_in(paper(f"The label is ${formula}$.").document.passages))


def test_a_number_that_the_author_names_is_put_in() -> None:
    reading = paper(r"""\begin{equation} f(u) = (u^2 + 1)^p \end{equation} Here $p \in \{1, 2\}$ is the order.""")
    equation, study = reading.document.equations[0], Study(reading)
    named = tuple(alternatives_in(reading.document.passages))
    offers = {each.part: each for each in offers_of(equation, study, (), named) if each.alternative}
    assert set(offers) == {"p = 1", "p = 2"}
    two = offers["p = 2"]
    assert two.alternative is not None and two.alternative.sentence == r"Here $p \in \{1, 2\}$ is the order."
    found = compare_equation(equation, study, two)
    inputs = {each.latex: value for each, value in zip(found.after.plan.inputs, found.after.inputs, strict=True)}
    u = float(inputs["u"])  # type: ignore[arg-type]
    assert found.after.of(found.after.plan.results[-1]) == pytest.approx((u * u + 1) ** 2)


def test_a_function_that_the_author_names_takes_the_others_place() -> None:
    body = r"""Here $\sigma$ is the sigmoid or tanh. \begin{equation} g = \sigma(c u + v) \end{equation}"""
    reading = paper(body)
    study = Study(reading)
    offers = offers_of(reading.document.equations[0], study, (), alternatives_in(reading.document.passages))
    named = [each for each in offers if each.alternative]
    assert [each.part for each in named] == [r"\sigma = \tanh"]
    assert compare_equation(reading.document.equations[0], study, named[0]).formula == r"g=\tanh(cu+v)"
