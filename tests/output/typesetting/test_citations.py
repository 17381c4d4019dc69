"""What citations print, and which work each part of them means."""

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.model.document import BibliographyEntry
from reader.output.page.column import Column
from reader.output.page.drawings import Drawings
from reader.output.typesetting.citations import Citation, CitedWorks
from reader.output.typesetting.cross_references import prose_rows
from reader.pipeline import read
from reader.study.study import Study

NAMED = (
    BibliographyEntry("fern", 1, "Fern et~al.(2021)Fern, Moss, and Ivy", "A."),
    BibliographyEntry("moss", 2, r"Moss \& Ivy(2019)", "B."),
)
NUMBERED = (BibliographyEntry("fern", 1, "", "A."), BibliographyEntry("moss", 2, "MI19", "B."))
CASES = [
    (r"as \citep{fern} says", "as (<Fern et al., 2021>) says", "as [<1>] says"),
    (r"as \cite{fern,moss} say", "as (<Fern et al., 2021>; <Moss & Ivy, 2019>) say", "as [<1>, <MI19>] say"),
    (r"\citet{fern} say", "<Fern et al. (2021)> say", "[<1>] say"),
    (r"\citep[see][p.~3]{moss}", "(see <Moss & Ivy, 2019>, p.~3)", "[see <MI19>, p.~3]"),
    (r"\citep[p.~3]{moss}", "(<Moss & Ivy, 2019>, p.~3)", "[<MI19>, p.~3]"),
    (r"(see \citep{fern})", "(see <Fern et al., 2021>)", "(see [<1>])"),
    (r"\citealp{fern} and \citeauthor{moss}", "<Fern et al., 2021> and <Moss & Ivy>", "[<1>] and <MI19>"),
    (r"in \citeyear{fern}", "in <2021>", "in <1>"),
    (r"\citep{fern,gone}", "(<Fern et al., 2021>; …)", "[<1>, …]"),
    (r"\citep{gone}", r"\citep{gone}", r"\citep{gone}"),
    (r"a\nocite{fern}b", "ab", "ab"),
]


@pytest.mark.parametrize(("latex", "named", "numbered"), CASES)
def test_citations_as_printed(latex: str, named: str, numbered: str) -> None:
    for bibliography, wanted in ((NAMED, named), (NUMBERED, numbered)):
        parts = CitedWorks(bibliography, prose_rows()["citations"]).split(latex)
        assert "".join(f"<{each.printed}>" if isinstance(each, Citation) else each for each in parts) == wanted


def test_the_column_has_the_works_that_the_text_cites() -> None:
    paper = r"""\documentclass{article}\begin{document}
    We go on from \citep{fern}: \begin{equation} x = y \end{equation}
    \begin{thebibliography}{9}
    \bibitem[Fern(2021)]{fern} A. Fern. On $K$-leaves. arXiv preprint arXiv:2101.00001, 2021.
    \bibitem[Moss(2019)]{moss} B. Moss. Never cited.
    \end{thebibliography}\end{document}"""
    reading = read(bundle_from_bytes("p.tex", paper.encode()))
    study = Study(reading)
    row = Column(reading.document, Drawings(reading, lambda equation: study.trees.meaning(equation))).row()
    said = next(item["sentences"] for item in row["items"] if "sentences" in item)
    assert ["Fern, 2021", None, 0] in said
    assert list(row["bibliography"]) == ["0"]
    work = row["bibliography"]["0"]
    assert (work["mark"], work["arxiv"]) == ("", "2101.00001")
    assert work["parts"][0] == "A. Fern. On " and isinstance(work["parts"][1][0], int)
    assert not any("Moss" in str(item) for item in row["items"])  # the list itself is no text of the paper
