"""The journey as a whole: sources of every kind, what a reading holds, and what stops it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import reader
from reader.errors import NoTexFound, ReaderError, UnknownIdentifier
from reader.model.reading import Reading
from reader.model.source import Span
from reader.pipeline import open_source, read_bundle

PAPER = r"""\documentclass{article}
\newcommand{\loss}{\mathcal{L}}
\begin{document}
We write $\eta$ for the learning rate. Training changes the parameters by
\begin{equation}\label{eq:step}
  \theta_{t+1} = \theta_t - \eta \nabla \loss(\theta_t).
\end{equation}
\end{document}
"""


@pytest.fixture(scope="module")
def example() -> Reading:
    return reader.read("example")


def test_stages_are_told_in_order(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(PAPER, encoding="utf-8")
    stages: list[str] = []
    reader.read(tmp_path, progress=stages.append)
    assert stages == ["unpack", "read", "formulas", "meaning"]


def test_a_paper_comes_out_with_numbers_symbols_and_the_authors_words(tmp_path: Path) -> None:
    source = tmp_path / "paper.tex"
    source.write_text(PAPER, encoding="utf-8")
    reading = reader.read(source)
    (equation,) = reading.document.equations
    assert (equation.number, equation.labels) == ("1", ("eq:step",))
    by_latex = {annotation.symbol.latex: annotation for annotation in reading.annotations}
    assert by_latex[r"\eta"].meaning == "learning rate"
    assert by_latex[r"\eta"].status == "paper"
    assert by_latex[r"\mathcal{L}"].symbol.written == (r"\loss",)


def test_inline_formulas_are_listed_on_request(tmp_path: Path) -> None:
    source = tmp_path / "paper.tex"
    source.write_text(PAPER, encoding="utf-8")
    displayed = reader.read(source).document.equations
    everything = reader.read(source, inline=True).document.equations
    assert [equation.display for equation in displayed] == [True]
    assert sorted(equation.display for equation in everything) == [False, True]


@pytest.mark.parametrize("source", ["", "  ", "no such paper", "arXiv:nonsense", "a" * 300, "a\0b"])
def test_nonsense_is_one_sentence(source: str) -> None:
    with pytest.raises(UnknownIdentifier) as caught:
        open_source(source)
    assert str(caught.value).count("\n") == 0


def test_a_path_wins_over_an_identifier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "1706.03762").mkdir()
    with pytest.raises(NoTexFound):
        open_source("1706.03762", offline=True)
    with pytest.raises(ReaderError) as caught:
        open_source("arXiv:1706.03762", offline=True)
    assert caught.value.kind == "not-cached"


def test_reading_is_deterministic(example: Reading) -> None:
    again = read_bundle(example.paper, example.bundle)
    assert reader.export(again, "json") == reader.export(example, "json")


def test_every_place_lies_inside_its_file(example: Reading) -> None:
    def spans(value: object) -> list[Span]:
        if isinstance(value, Span):
            return [value]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return [span for field in dataclasses.fields(value) for span in spans(getattr(value, field.name))]
        if isinstance(value, tuple):
            return [span for part in value for span in spans(part)]
        return []

    found = spans(example.document.equations) + spans(example.annotations) + spans(example.document.passages)
    assert len(found) > 500
    for span in found:
        assert 0 <= span.start <= span.end <= len(example.bundle.files[span.file].text)


def test_what_is_deliberately_unexplained_stays_unknown(example: Reading) -> None:
    kappa = next(annotation for annotation in example.annotations if annotation.symbol.latex == r"\kappa")
    assert (kappa.status, kappa.meaning, kappa.links) == ("unknown", None, ())
