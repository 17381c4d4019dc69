"""What papers say about sizes in prose and in equations, and clashes with both places."""

from __future__ import annotations

from pathlib import Path

import pytest

import reader
from reader.formula.semantics.printer import meaning_latex
from reader.latex.document.document import read_passages
from reader.model.reading import Reading
from reader.output.terminal.shapes import shapes_view
from reader.study.noun_kinds import KINDS, kind_of
from reader.study.paper_shapes import ROWS, ShapeRow, clashes_in, said_in, shapes_in
from reader.study.study import Study


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_each_way_prose_says_a_shape(row: ShapeRow) -> None:
    (passage,) = read_passages(row.example)
    found = {each.rule: f"{each.name}: {each.shape.latex}" for each in said_in(passage) if each.shape is not None}
    assert found.get(row.id) == row.expected


@pytest.mark.parametrize(("noun", "rank", "domain", "example"), KINDS, ids=lambda value: str(value))
def test_each_noun_that_says_a_kind(noun: str, rank: int, domain: str, example: str) -> None:
    assert noun in example and kind_of(example) == (rank, domain)


def test_nouns_that_say_nothing() -> None:
    assert kind_of("policy of the agent") is None and kind_of("set of vectors") is None


def paper(folder: Path, body: str) -> Reading:
    text = f"\\documentclass{{article}}\n\\usepackage{{amssymb}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (folder / "main.tex").write_text(text, encoding="utf-8")
    return reader.read(folder)


def test_equations_tell_shapes_of_what_they_define() -> None:
    example = reader.read("example")
    found = Study(example).shapes
    attention = next(each for each in example.document.equations if each.number == "2")
    shapes = {meaning_latex(node): shape.latex for node, shape in shapes_in(attention, found)}
    assert shapes["Q"] == r"n \times d_{k}" and shapes[r"QK^{\top}"] == r"n \times n"
    assert [clash for each in example.document.equations for clash in clashes_in(each, found)] == []


def test_one_formula_settles_no_sizes_of_another(tmp_path: Path) -> None:
    body = r"""Let $W \in \mathbb{R}^{d \times k}$ and $D = d / H$ with $z \in \mathbb{R}^D$.
    We add a bias vector $b$, where $b$ is the bias vector.
    \begin{equation} y = W b \end{equation}
    """
    read = paper(tmp_path, body)
    found = Study(read).shapes
    before = dict(found.sizes)
    for _ in range(2):
        assert [clashes_in(each, found) for each in read.document.equations] == [()]
        assert found.sizes == before and "D" in before


def test_a_clash_names_both_places(tmp_path: Path) -> None:
    body = r"""Let $W \in \mathbb{R}^{d \times k}$ be a matrix.

    Let $x \in \mathbb{R}^{d}$ be a vector.
    \begin{equation} y = W x \end{equation}"""
    reading = paper(tmp_path, body)
    (sentence,) = [str(line) for line in shapes_view(Study(reading), "en", reading.document.equations[0].id)][1:]
    assert "W: main.tex:4" in sentence and "x: main.tex:6" in sentence and sentence.startswith("main.tex:7")
    (sentence,) = [str(line) for line in shapes_view(Study(reading), "ja", reading.document.equations[0].id)][1:]
    assert "main.tex:4" in sentence and "合いません" in sentence


def test_names_with_superscripts(tmp_path: Path) -> None:
    body = r"""Let $W^{Q} \in \mathbb{R}^{n \times k}$ and $b > 0$. The step $x^{t+1} = x^t - b(g^t + 1)$ goes on.
    \begin{equation} W^V + A^i + x^{t} \end{equation}"""
    found = Study(paper(tmp_path, body)).trees.evidence
    assert {"W^{Q}", "x^{+}"} <= found.names and "b" in found.numbers and "A^{+}" not in found.names


def test_two_declarations_of_one_letter_are_no_clash(tmp_path: Path) -> None:
    body = r"""\section{A} Let $x \in \mathbb{R}^{d}$. \section{B} Let $x \in \mathbb{R}^{k}$, $y \in \mathbb{R}^d$.
    \section{C} \begin{equation} x + y \end{equation}"""
    reading = paper(tmp_path, body)
    assert clashes_in(reading.document.equations[0], Study(reading).shapes) == ()
