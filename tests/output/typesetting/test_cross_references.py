"""References as they are printed, and where they lead."""

from __future__ import annotations

import pytest

from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.output.typesetting.cross_references import Pointer, Pointers
from reader.output.typesetting.prose import words_of

PAPER = r"""
\documentclass{article}
\newtheorem{lemma}{Lemma}\newtheorem{corollary}{Corollary}
\newcommand{\secref}[1]{Section~\ref{sec:#1}}
\newcommand{\ours}{\textsc{Ours}} \newcommand{\theirs}{Theirs\xspace}
\newcommand{\both}[2]{figures \ref{fig:#1} and \ref{fig:#2}}
\begin{document}
\section{First}\label{sec:a} \section{Second}\label{sec:b}
\begin{lemma}\label{lem} \[ a \] \end{lemma} \begin{corollary}\label{cor} b \end{corollary}
\begin{equation}\label{eq} e \end{equation}
\begin{figure}\caption{x}\label{fig:f}\end{figure} \begin{figure}\caption{x}\label{fig:g}\end{figure}
\begin{algorithm}\caption{x}\label{alg} \begin{algorithmic} \State $x = y$ \end{algorithmic} \end{algorithm}
\appendix \section{Third}\label{sec:c}
\end{document}
"""
DOCUMENT = read_document(bundle_from_bytes("paper.tex", PAPER.encode()))
EQUATIONS = {each.formula.expanded.strip(): each.id for each in DOCUMENT.equations}


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"Section~\ref{sec:b}, \S\ref{sec:a}, \S~\ref{none}", "Section 2, §1, § …"),
        (r"\eqref{eq}, (\ref{eq}), \cref{eq}, \eqref{none}, \cref{none}", "(1), (1), (1), (…), …"),
        (r"Table~\ref{none}, p.~\pageref{eq}", "Table …, p. …"),
        (r"\cref{sec:a,sec:b}; \Cref{fig:f,fig:g,eq}", "sections 1 and 2; Figures 1 and 2 and (1)"),
        (r"\cref{fig:f}, \Cref{fig:f}, \autoref{fig:f}, \autoref{sec:a}", "fig. 1, Figure 1, Figure 1, section 1"),
        (r"\cref{lem}, \autoref{lem}, \Cref{cor,cor}", "lemma 1, Lemma 1, Corollaries 1 and 1"),
        (r"\cref{alg}, \cref{sec:c}, \Cref{sec:c}", "algorithm 1, appendix A, Appendix A"),
        (r"\crefrange{sec:a}{sec:b}", "sections 1 to 2"),
        (r"\nameref{sec:b}; \hyperref[sec:a]{before}", "Second; before"),
        (r"\secref{b} and \both{f}{g}", "Section 2 and figures 1 and 2"),
        (
            r"\ours~and \theirs are better than \ours{} was; \theirs, that is",
            "Ours and Theirs are better than Ours was; Theirs, that is",
        ),
        (r"\textcite{a} and \parencite[p.~3]{b}, \citep{c}", "[…] and […], […]"),
    ],
)
def test_what_a_reference_prints(latex: str, printed: str) -> None:
    assert words_of(Pointers(DOCUMENT, "en").printed(latex)) == printed


def test_only_english_words_are_known() -> None:
    assert Pointers(DOCUMENT, "ja").printed(r"\cref{sec:b} と \Cref{fig:f}") == "2 と 1"


@pytest.mark.parametrize(
    ("latex", "target"),
    [(r"\ref{sec:b}", 1), (r"\ref{eq}", EQUATIONS["e"]), (r"\ref{lem}", EQUATIONS["a"]), (r"\ref{fig:f}", None),
     (r"\cref{alg}", EQUATIONS["x = y"]), (r"\ref{cor}", None), (r"\hyperref[sec:a]{before}", 0)],
)  # fmt: skip
def test_where_a_reference_leads(latex: str, target: str | int | None) -> None:
    pointers = [part for part in Pointers(DOCUMENT, "en").split(latex) if isinstance(part, Pointer)]
    assert [each.target for each in pointers] == [target]
