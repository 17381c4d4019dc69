"""The list of references, as bibtex, authors and biber write it."""

import time

import pytest

from reader.latex.document.bibliography import authors_and_year, read_bibliography
from reader.latex.source.bundle import bundle_from_bytes
from reader.model.source import SourceBundle, SourceFile

PAGE = r"\documentclass{article}\begin{document}Words.%s\end{document}"
LIST = r"\begin{thebibliography}{9}%s\end{thebibliography}"
BIBER = r"""
\entry{fern}{article}{}
  \name{author}{3}{}{%
    {{hash=a1}{family={Fern}, familyi={F\bibinitperiod}, given={Ada\bibnamedelima B}, giveni={A\bibinitperiod}}}%
    {{hash=a2}{family={Moss}, familyi={M\bibinitperiod}, given={Bo}, giveni={B\bibinitperiod}}}%
    {{hash=a3}{family={Ivy}, familyi={I\bibinitperiod}, given={Cy}, giveni={C\bibinitperiod}}}%
  }
  \strng{namehash}{aa}
  \field{title}{On {Leaves} and their edges}
  \field{journaltitle}{Journal of Gardens}
  \field{year}{2021}
\endentry
"""
CASES = {
    "bibtex": (
        r"\bibitem[Fern et~al.(2021)Fern, Moss, and Ivy]{fern} A.~Fern. \newblock On leaves. \newblock 2021.",
        [("fern", "Fern et~al.(2021)Fern, Moss, and Ivy", "A.~Fern. On leaves. 2021.")],
    ),
    "by hand": (r"\bibitem{a} A. Fern. \bibitem{b} B. Moss.", [("a", "", "A. Fern."), ("b", "", "B. Moss.")]),
    "brackets in the label": (r"\bibitem[{[AB]}]{a} A.", [("a", "{[AB]}", "A.")]),
    "fields": (
        r"\bibitem{a} \bibinfo{author}{Fern, A.} (\bibinfo{year}{2021}). \bibinfo{title}{On leaves}.",
        [("a", "", "{Fern, A.} ({2021}). {On leaves}.")],
    ),
    "comments": ("%\\bibitem{old} O.\n\\bibitem{a} A.% end\n", [("a", "", "A.")]),
    "a key twice": (r"\bibitem{a} First. \bibitem{a} Second.", [("a", "", "First.")]),
}


@pytest.mark.parametrize("case", CASES)
def test_entries_of_a_list(case: str) -> None:
    written, entries = CASES[case]
    found = read_bibliography(bundle_from_bytes("p.tex", (PAGE % (LIST % written)).encode()))
    assert [(each.key, each.label, each.text) for each in found] == entries
    assert [each.number for each in found] == list(range(1, len(entries) + 1))


def test_entries_of_biber() -> None:
    (entry,) = read_bibliography(bundle_from_bytes("p.tex", (PAGE % BIBER).encode()))
    assert entry.text == "Ada B Fern, Bo Moss, Cy Ivy. On {Leaves} and their edges. Journal of Gardens, 2021."
    assert authors_and_year(entry.label) == ("Fern et al.", "2021")


def test_entries_that_do_not_end_are_passed_by_at_once() -> None:
    written = BIBER + r"\entry{a}{b}" * 20_000
    begun = time.perf_counter()
    (entry,) = read_bibliography(bundle_from_bytes("p.tex", (PAGE % written).encode()))
    assert entry.key == "fern" and time.perf_counter() - begun < 5  # it was a minute


def test_what_stands_beside_the_main_file_goes_first() -> None:
    texts = {
        "p.tex": PAGE % (LIST % r"\bibitem{a} From the paper."),
        "p.bbl": LIST % r"\bibitem{a} From beside it.",
        "x.sty": LIST % r"\bibitem{style} No work.",
    }
    files = {path: SourceFile(path, text, "utf-8") for path, text in texts.items()}
    found = read_bibliography(SourceBundle("p", files, "p.tex", "0"))
    assert [each.text for each in found] == ["From beside it."]


LABELS = {
    "Fern and Moss(2019)Fern and Moss": ("Fern and Moss", "2019"),
    r"{Fern \& Moss(2019a)}": ("Fern & Moss", "2019a"),
    r"\protect\citeauthoryear{Fern}{2012}": ("Fern", "2012"),
    r"\protect\citeauthoryear{Fern, Moss and Ivy}{Fern et~al.}{2012}": ("Fern et al.", "2012"),
    "FM19": None,
    "": None,
}


@pytest.mark.parametrize("label", LABELS)
def test_authors_and_year_of_a_label(label: str) -> None:
    assert authors_and_year(label) == LABELS[label]
