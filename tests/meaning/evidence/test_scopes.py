"""How far the author's words hold: those of a theorem, a proof or an example in their section."""

import pytest

from reader.model.source import Paper, SourceBundle, SourceFile
from reader.pipeline import read_bundle

PREAMBLE = r"""\documentclass{article}\usepackage{amsthm}
\newtheorem{theorem}{Theorem}\newtheorem{example}{Example}\newtheorem{definition}{Definition}
\begin{document} %s \end{document}"""


def told(body: str, latex: str) -> list[str]:
    """What the symbol is at each displayed formula, in their order; "" where nothing is said."""
    bundle = SourceBundle("made", {"main.tex": SourceFile("main.tex", PREAMBLE % body, "utf-8")}, "main.tex", "0")
    reading = read_bundle(Paper(), bundle)
    one = next(each for each in reading.annotations if each.symbol.latex == latex)
    return [
        next((sense.meaning for sense in one.senses if equation.id in sense.equations), one.meaning or "")
        for equation in reading.document.equations
        if one.symbol.id in reading.symbols.get(equation.id, ())
    ]


LOCAL = r"""\section{A} \begin{%s} Let $G$ be %s. Then \[ G + 1 > 2. \] \end{%s}
\section{B} %s \[ 3 G = y \]"""


@pytest.mark.parametrize(
    ("place", "words", "behind", "meant"),
    [
        ("theorem", "the growth rate of the culture", "Nothing is new.", ["growth rate of the culture", ""]),
        ("example", "the graph of friends", "Nothing is new.", ["graph of friends", ""]),
        ("proof", "the gain of the amplifier", "Nothing is new.", ["gain of the amplifier", ""]),
        ("definition", "the gain of the amplifier", "Nothing is new.", ["gain of the amplifier"] * 2),
        ("center", "the graph of friends", "Nothing is new.", ["graph of friends"] * 2),
        ("example", "the graph of friends", "Here $G$ is the shear modulus.", ["graph of friends", "shear modulus"]),
        ("theorem", "the growth rate of the culture", r"\begin{proof} Now", ["growth rate of the culture"] * 2),
    ],
)  # fmt: skip
def test_words_of_a_theorem_or_an_example_hold_in_their_section(
    place: str, words: str, behind: str, meant: list[str]
) -> None:
    body = LOCAL % (place, words, place, behind) + (r"\end{proof}" if "proof" in behind else "")
    assert told(body, "G") == meant


def test_a_name_with_scripts_holds_beyond_a_theorem() -> None:
    body = (LOCAL % ("theorem", "the growth rate of the culture", "theorem", "")).replace("G", r"G_{\mathrm{tot}}")
    assert told(body, r"G_{\mathrm{tot}}") == ["growth rate of the culture"] * 2


TWO_PROOFS = r"""\section{A} \begin{proof} Let $c$ be the median load of the boats. Then \[ c + 1 > 2. \] \end{proof}
Next we look at the other one. \begin{proof} %s Then \[ 3 c = y. \] \end{proof}"""


@pytest.mark.parametrize(
    ("introduction", "behind"),
    [
        ("Take a crew of any constant $c$ and any wind.", ""),  # another proof has a letter of its own
        ("Take the load $c$ as before.", "median load of the boats"),
        ("Nothing is new.", "median load of the boats"),
    ],
)
def test_words_of_one_proof_give_way_to_an_introduction_in_another(introduction: str, behind: str) -> None:
    assert told(TWO_PROOFS % introduction, "c") == ["median load of the boats", behind]


def test_what_stands_below_the_heading_of_a_theorem_is_its_own() -> None:
    body = r"""\section{Proofs} \subsection{Theorem 1} We want it for any constant $c$. Then \[ 3 c = y. \]
        \subsection{Theorem 2} Let $c$ be the median load of the boats. Then \[ c + 1 > 2. \]"""
    assert told(body, "c")[0] == "constant"
