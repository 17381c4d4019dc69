"""Of what a letter is the dimension or the index, and where the paper does not tell."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read

CASES = [
    ("j", r"where $M$ is the number of species. \[ s = \sum_{j=1}^{M} b_j \]", "index"),
    ("d", r"Let $w \in \mathbb{R}^d$ be a vector. \[ y = w^\top x \]", "dimension"),
    ("d", r"Let $w \in \mathbb{R}^{d \times m}$ denote the weights of the net. \[ y = w x \]", "dimension"),
    (
        "d",
        r"Let $w \in \mathbb{R}^d$ denote the weights. Here $x \in \mathbb{R}^d$. \[ y = x + x + w x \]",
        "dimension",
    ),
    (
        "i",
        r"It is met by a set of $N$ users. \[ s = \sum_{i=1}^{N} a_i, \quad t = \sum_{i=1}^{M} b_i \]",
        "summation index",
    ),
    ("i", r"where $N$ is the size. \[ s = \sum_{i=1}^{N} a_i \]", "summation index"),
    ("i", r"where $N$ is the size. \[ s = \sum_{i=1}^{N} a_i \] Then \[ V = \{ u_i \mid i \in I \} \]", "index"),
]


@pytest.mark.parametrize(("letter", "text", "meaning"), CASES)
def test_an_owner_is_named_where_the_author_names_it(letter: str, text: str, meaning: str) -> None:
    paper = rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}"
    found = read(bundle_from_bytes("p.tex", paper.encode())).annotations
    told = next(one for one in found if one.symbol.latex == letter)
    assert told.meaning == meaning and told.trace.candidates[0].meaning == meaning
