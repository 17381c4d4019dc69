"""The author's words without markup: LaTeX -> what a reader is shown."""

import pytest

from reader.meaning.prose.wording import as_meaning, plain, without_clause

PLAIN = [
    ("the learning rate", "the learning rate"),
    ("the \\emph{learning rate}~\\cite[p.~3]{kingma}", "the learning rate"),
    ("the \\textbf{\\textit{loss}}", "the loss"),
    ("a ``soft'' target", "a soft target"),
    ("the size\n  of the batch,", "the size of the batch"),
    ("the loss (\\eqref{eq:loss})", "the loss"),
    ("the loss in \\eqref{eq:loss}", "the loss in"),
    ("50\\% of the data \\& labels", "50% of the data & labels"),
    ("the set $\\{x_i\\}_{i=1}^{n}$ of~inputs", "the set $\\{x_i\\}_{i=1}^{n}$ of inputs"),
    ("the dual of \\(\\mathbf{x}\\)", "the dual of \\(\\mathbf{x}\\)"),
    ("the loss\\footnote{In \\emph{nats}.} of the model", "the loss of the model"),
    ("{\\bf loss}", "loss"),
    ("\\LaTeX", ""),
    ("学習率\\label{x}。", "学習率"),
    ("$^{a}$ Radii", "Radii"),
    ("${}^4$He nuclei", "${}^4$He nuclei"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_plain(text, expected):
    assert plain(text) == expected


MEANINGS = [
    ("the learning rate", "learning rate"),
    ("A set of states.", "set of states"),
    ("our policy", "policy"),
    ("theory", "theory"),
    ("the", "the"),
    ("another loss", "another loss"),
    ("the same dimension", "dimension"),
    ("the corresponding eigenvalue", "eigenvalue"),
    ("their own wage", "wage"),
    ("the resulting flow of water", "flow of water"),
    ("the owner", "owner"),
    ("the following", "following"),
]


@pytest.mark.parametrize(("text", "expected"), MEANINGS)
def test_as_meaning(text, expected):
    assert as_meaning(text) == expected


CLAUSES = [
    ("rate at which prey are eaten", "rate"),
    ("matrix whose rows are $x_i$", "matrix"),
    ("set of boats that sail", "set of boats"),
    ("probability that it rains", "probability that it rains"),
    ("wet rate", "wet rate"),
    ("", ""),
]


@pytest.mark.parametrize(("meaning", "expected"), CLAUSES)
def test_without_clause(meaning: str, expected: str) -> None:
    assert without_clause(meaning) == expected
