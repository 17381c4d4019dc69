"""A reading written by hand: two files with different line ends, four rows, a symbol in two senses, an unknown one."""

from __future__ import annotations

import hashlib

import glossary
from glossary import Glossary
from reader.model.annotations import Annotation, ConceptLink, Definition, Sense
from reader.model.context import Context
from reader.model.document import CrossReference, Document, Equation, EquationGroup, Formula, Section
from reader.model.reading import Reading
from reader.model.source import Paper, Problem, SourceBundle, SourceFile, Span
from reader.model.symbols import Occurrence, Symbol

MAIN = r"""\documentclass{article}
\title{Weights & Temperature}
\begin{document}
\section{Model}
We write $\beta$ for the weight of the
penalty, and $\theta$ for what is learned.
\begin{equation}\label{eq:loss}
  L(\theta) = \beta \, D(\theta)
\end{equation}
\begin{align}
  D &= | a | \label{eq:d} \\
  a &\le \odd
\end{align}
\input{proof}
\end{document}
"""
PROOF = "\\section{Proof}\r\nLet $\\beta$ be a Beta variable.\r\n\\[ \\beta > 0 \\]\r\n"


def place(file: str, needle: str, within: str | None = None) -> Span:
    """Where ``needle`` first stands, after ``within`` if given."""
    text = {"main.tex": MAIN, "proof.tex": PROOF}[file]
    start = text.index(needle, text.index(within) if within else 0)
    return Span(file, start, start + len(needle))


def equation(id: str, file: str, latex: str, **fields: object) -> Equation:  # noqa: A002
    formula = Formula(latex, latex.replace(r"\odd", "3"), place(file, latex))
    return Equation(id, formula, **{"environment": "align", "display": True, **fields})  # type: ignore[arg-type]


def occurrence(equation: str, file: str, needle: str, within: str) -> Occurrence:
    return Occurrence(equation, place(file, needle, within), 0, len(needle))


def symbol(id: str, latex: str, *occurrences: Occurrence, written: tuple[str, ...] = ()) -> Symbol:  # noqa: A002
    return Symbol(id, latex, "identifier", None, frozenset(), written or (latex,), occurrences)


def definition(name: str, text: str, file: str, sentence: str) -> Definition:
    return Definition(name, text, place(file, text), "sample", sentence, place(file, sentence))


CONCEPT = next(iter(glossary.load().concepts))
LINK = ConceptLink(CONCEPT, 0.87654, "glossary", {"en": "beta is usual here", "ja": "よく使われる文字です"}, "notation")
WEIGHT = definition(
    r"\beta", "the weight of the\npenalty", "main.tex", "We write $\\beta$ for the weight of the\npenalty"
)
VARIABLE = definition(r"\beta", "a Beta variable", "proof.tex", r"Let $\beta$ be a Beta variable.")


def reading() -> Reading:
    """A fresh reading; equal at every call."""
    files = {"main.tex": SourceFile("main.tex", MAIN, "utf-8"), "proof.tex": SourceFile("proof.tex", PROOF, "latin-1")}
    equations = (
        equation(
            "e1", "main.tex", r"L(\theta) = \beta \, D(\theta)",
            environment="equation", number="1", labels=("eq:loss",), section="1 Model",
        ),
        equation(
            "e2", "main.tex", r"D &= | a | \label{eq:d}",
            number="2", labels=("eq:d",), section="1 Model", group="g1",
        ),
        equation("e3", "main.tex", r"a &\le \odd", number="3", section="1 Model", group="g1"),
        equation("e4", "proof.tex", r"\beta > 0", environment=r"\[", section="2 Proof"),
    )  # fmt: skip
    beta = symbol(
        "s1", r"\beta",
        occurrence("e1", "main.tex", r"\beta", r"L(\theta)"), occurrence("e4", "proof.tex", r"\beta", r"\["),
        written=(r"\beta", r"\weight"),
    )  # fmt: skip
    theta = symbol("s2", r"\theta", occurrence("e1", "main.tex", r"\theta", r"L(\theta)"))
    bars = symbol("s3", r"|\cdot|", occurrence("e2", "main.tex", "| a |", "D &="))
    senses = (
        Sense("weight of the penalty", WEIGHT, "paper", ("e1",), (LINK,)),
        Sense("Beta variable", VARIABLE, "paper", ("e4",)),
    )
    return Reading(
        paper=Paper("2501.00001v2", "Weights & Temperature", ("Ada Example",), ("cs.LG",), "2025-01-01", None,
                    "https://arxiv.org/abs/2501.00001v2", "arxiv"),
        bundle=SourceBundle("2501.00001v2", files, "main.tex", hashlib.sha256(MAIN.encode()).hexdigest()),
        document=Document("Weights & Temperature", (Section("Model", "1", 2, place("main.tex", r"\section{Model}")),),
                          equations, (), (EquationGroup("g1", "align", ("e2", "e3")),), (), {}, (),
                          (CrossReference("eq:d", "e2", place("main.tex", "D &="), "e1"),
                           CrossReference("eq:d", "e2", place("proof.tex", "Let")))),
        symbols={"e1": ("s2", "s1"), "e2": ("s3",), "e4": ("s1",)},
        annotations=(
            Annotation(beta, "paper", "weight of the penalty", WEIGHT, (LINK,), senses, "hyperparameter"),
            Annotation(theta, "unknown", None, None, ()),
            Annotation(bars, "structure", "absolute value", None, ()),
        ),
        concepts=(CONCEPT,),
        path=(CONCEPT,),
        context=Context(Glossary(glossary.load().rows, "0123456789abcdef")),
        problems=(
            Problem("encoding-guessed", "warning", place("proof.tex", "Let"), (("encoding", "latin-1"),), "e4"),
            Problem("encoding-guessed", "info", None, (("encoding", "latin-1"),)),
        ),
    )  # fmt: skip
