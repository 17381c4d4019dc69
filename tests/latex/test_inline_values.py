"""Prose as TeX prints it: each command leaves words, a value of its own, or nothing."""

from __future__ import annotations

import pytest

from reader.latex.document.document import read_document, read_passages
from reader.latex.document.prose.inlines import MOST
from reader.latex.source.bundle import bundle_from_bytes
from reader.model.document import Passage
from reader.model.prose import CELL, CITE, EDGE, LINE, MATH, NOTE, REF, UNKNOWN, Cite, Math, Ref

PRINTED = [
    ("plain words", "plain words"),
    (r"the \emph{tidal} range", "the tidal range"),
    (r"{\em loose} rope", "loose rope"),
    (r"\newcommand{\mill}{wind mill}a \mill turns", "a wind mill turns"),
    (r"\newcommand{\two}[2]{#1 by #2}\two{oak}{elm} beams", "oak by elm beams"),
    (r"\newcommand{\note}[1]{}kept\note{dropped} words", "kept words"),
    (r"Poincar\'e and \v{C}ech, na\"{\i}ve", "Poincaré and Čech, naïve"),
    (r"se\~nor and caf\'{e}", "señor and café"),
    (r"5\,\% of A\&B", "5 % of A&B"),
    (r"\parbox{3cm}{narrow} words", "narrow words"),
    ("see Fig.~3", "see Fig.\u00a03"),
    ("one % not read\ntwo", "one two"),
    (r"a rate~\citep[see][p.~2]{x, y} of $r$", f"a rate\u00a0{CITE} of {MATH}"),
    (r"by \cref{one,two} and (\ref{three})", f"by {REF} and ({REF})"),
    (r"where\label{here} we are", "where we are"),
    (r"weights\footnote{of lead} sink", f"weights{NOTE} sink"),
    (r"\textcolor{red}{red} and \href{http://a.b}{blue}", "red and blue"),
    (r"left \hspace{1em} right \includegraphics[width=3pt]{mill} end", f"left  right {EDGE} end"),
    (r"one \\ two & three", f"one {LINE} two {CELL} three"),
    (r"an \unheardof{thing}", f"an {UNKNOWN}thing"),
]


@pytest.mark.parametrize(("latex", "printed"), PRINTED, ids=[latex[:30] for latex, _ in PRINTED])
def test_what_is_printed(latex: str, printed: str) -> None:
    assert _only(latex).printed.text == printed


def test_values_know_what_they_refer_to() -> None:
    inlines = _only(r"by \eqref{law} of \citet{kepler, newton}, \[ a = b \] where $a$ is").inlines
    assert [each.labels for each in inlines if isinstance(each, Ref)] == [("law",)]
    assert [each.keys for each in inlines if isinstance(each, Cite)] == [("kepler", "newton")]
    assert [each.display for each in inlines if isinstance(each, Math)] == [True, False]


def test_places_are_those_of_the_source() -> None:
    latex = r"\newcommand{\mill}{wind mill}The \emph{old} \mill{} on $h$ turns."
    passage = _only(latex)
    printed = passage.printed
    for words, written in (("The", "The"), ("old", "old"), ("wind", r"\mill"), ("mill", r"\mill"), ("turns", "turns")):
        at = printed.text.index(words)
        assert passage.text[printed.start(at) : printed.end(at + len(words))] == written
        assert printed.offset(printed.start(at)) <= at


def test_places_never_decrease_in_the_text() -> None:
    passage = _only(r"\newcommand{\swap}[2]{#2 before #1 and}\swap{oak}{elm} stand")
    starts = [passage.printed.start(at) for at in range(len(passage.printed.text))]
    assert passage.printed.text == "elm before oak and stand"
    assert starts == sorted(starts)


def test_words_of_a_macro_are_said() -> None:
    latex = r"\newcommand{\mill}{wind mill}the $k$-th \mill{} here"
    passage = _only(latex)
    start, end = passage.text.index("the"), passage.text.index(" here")
    assert passage.is_reworded(start, end)
    assert passage.said(start, end) == "the $k$-th wind mill"
    assert not passage.is_reworded(start, start + 3)


def test_what_is_skipped_parts_the_words() -> None:
    passage = _only("before\n\\begin{verbatim} x $y$ \\end{verbatim}\nbehind $a$")
    assert EDGE in passage.printed.text
    assert "x" not in passage.printed.text


def test_a_passage_of_commands_without_end_is_not_kept_whole() -> None:
    document = read_document(bundle_from_bytes("p.tex", (r"before $a$ \foo" + r" \foo" * 2 * MOST).encode()))
    (passage,) = document.passages
    assert len(passage.inlines) <= 2 * MOST  # values, and the blanks between them
    assert passage.printed.text.startswith(f"before {MATH} {UNKNOWN}")
    assert "passage-too-long" in [each.kind for each in document.problems]


def _only(latex: str) -> Passage:
    (passage,) = (each for each in read_passages(latex) if each.kind == "paragraph")
    return passage
