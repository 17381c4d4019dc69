"""What authors say of whole alphabets."""

from __future__ import annotations

import pytest

from reader.latex.document.document import read_passages
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.pool import options_of
from reader.meaning.prose.conventions import stated_conventions
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
    found = stated_conventions(read_passages(text))
    assert [(" ".join(sorted(one.traits)), " ".join(sorted(one.without)), one.concept) for one in found] == stated


def test_letters_that_are_not_explained_may_be_it() -> None:
    text = r"We use bold capital letters for matrices. \[ a = \mathbf{H} b \] where $b$ is a boat."
    source = "\\documentclass{article}\n\\begin{document}\n" + text + "\n\\end{document}\n"
    reading = read_bundle(Paper(), bundle_from_bytes("p.tex", source.encode()))
    found = {one.symbol.latex: one for one in reading.annotations}
    matrix = next(one for latex, one in found.items() if "H" in latex)
    assert isinstance(reading.evidence, LinkingEvidence)
    stated = [one for one in options_of(matrix.symbol, reading.evidence) if one.source == "letters"]
    assert [(one.concept, one.status) for one in stated] == [("matrix", "structure")]
    assert stated[0].why is not None and "bold capital letters" in stated[0].why.why["en"]
    assert found["b"].links == ()
