"""What authors say of whole alphabets."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.prose.conventions import stated_conventions
from reader.meaning.prose.passage import passages_of
from reader.model.source import Paper
from reader.pipeline import read_bundle

STATED = [
    (
        "Bold lower-case letters are vectors, bold upper-case letters are matrices.",
        [("bold", "blackboard calligraphic capital", "vector"), ("bold capital", "blackboard calligraphic", "matrix")],
    ),
    (
        "Italic, bold lower-case, and bold upper-case letters stand for scalars, vectors and matrices, respectively.",
        [
            ("", "blackboard bold calligraphic", "scalar"),
            ("bold", "blackboard calligraphic capital", "vector"),
            ("bold capital", "blackboard calligraphic", "matrix"),
        ],
    ),
    ("We denote sets by calligraphic letters.", [("calligraphic", "blackboard bold", "set")]),
    (
        "Capital letters denote random variables.",
        [("capital", "blackboard bold calligraphic", "random-variable")],
    ),
    (
        "We write bold, italic capital letters for matrices (e.g. $W$).",
        [("bold capital", "blackboard calligraphic", "matrix")],
    ),
    ("The best score of each set is set in bold.", []),
    ("Vectors and matrices are bold.", []),  # which letters are which is not said
    ("Capital cities have vectors.", []),
]


@pytest.mark.parametrize(("text", "stated"), STATED, ids=[text[:30] for text, _ in STATED])
def test_stated(text: str, stated: list[tuple[str, str, str]]) -> None:
    found = stated_conventions(passages_of(text))
    assert [(" ".join(sorted(one.traits)), " ".join(sorted(one.without)), one.concept) for one in found] == stated


def test_letters_that_are_not_explained_take_it() -> None:
    text = r"We use bold capital letters for matrices. \[ a = \mathbf{H} b \] where $b$ is a boat."
    source = "\\documentclass{article}\n\\begin{document}\n" + text + "\n\\end{document}\n"
    found = {
        one.symbol.latex: one for one in read_bundle(Paper(), bundle_from_bytes("p.tex", source.encode())).annotations
    }
    matrix = next(one for latex, one in found.items() if "H" in latex)
    assert [link.concept for link in matrix.links] == ["matrix"] and matrix.links[0].status == "paper"
    assert "bold capital letters" in matrix.links[0].why["en"] and found["b"].links == ()
