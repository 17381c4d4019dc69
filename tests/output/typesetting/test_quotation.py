"""Which of an author's sentences is quoted for a symbol that words define, too."""

from __future__ import annotations

import pytest

import reader
from reader.latex.source.bundle import bundle_from_bytes
from reader.model.annotations import Annotation
from reader.output.typesetting.quotation import prose_latex, split_prose

QUOTED = [
    # prose, symbol -> its meaning, and what is quoted
    pytest.param(
        r"Let $D = \|u - v\|$ be fixed. Note that the bound $D$ never grows.",
        "D",
        ("bound", "Note that the bound $D$ never grows."),
        id="what is quoted says the words that are shown",
    ),
    pytest.param(
        r"We look at the bound $D$ first. Let $D = \|u - v\|$ hold from now on.",
        "D",
        ("bound", "We look at the bound $D$ first."),
        id="the words come first",
    ),
    pytest.param(
        r"Let $D = \|u - v\|$ be fixed. Here $D$ is the width of the river.",
        "D",
        ("width of the river", "Here $D$ is the width of the river."),
        id="words that define are quoted wherever they stand",
    ),
    pytest.param(
        r"It is taken at the point $z_t$. The $z$ sequence is the base sequence.",
        "z_{t}",
        ("point", "It is taken at the point $z_t$."),
        id="words about the symbol itself go before those about the whole sequence",
    ),
]


def annotation(prose: str, latex: str) -> Annotation:
    source = "\\documentclass{article}\n\\begin{document}\n" + prose + "\n\\end{document}\n"
    read = reader.read(bundle_from_bytes("p.tex", source.encode()))
    return next(one for one in read.annotations if one.symbol.latex == latex)


@pytest.mark.parametrize(("prose", "latex", "expected"), QUOTED)
def test_the_defining_sentence_is_quoted(prose: str, latex: str, expected: tuple[str, str]) -> None:
    found = annotation(prose, latex)
    assert found.source
    assert (found.meaning, found.source.sentence) == expected


def test_words_about_an_entry_are_not_the_symbols_own() -> None:
    prose = r"The net of all ropes is denoted by $W$. Denote by $W(i, j)$ the strength of a rope. \[ a = b W \]"
    assert annotation(prose, "W").meaning == "net of all ropes"


@pytest.mark.xfail(reason="the learned weights say otherwise", strict=True)
def test_words_about_a_value_are_not_the_symbols_own() -> None:
    prose = r"The first guess is given by $u(x, 0)$. The heat of the rod is given by $u(x, t)$. \[ u + a = 1 \]"
    assert annotation(prose, "u").meaning == "heat of the rod"


def test_one_of_two_things_is_not_called_two() -> None:
    assert annotation(r"It has two weights $a$ and $b$. \[ a + b = 1 \]", "a").meaning == "weights"


def test_of_two_meanings_each_keeps_its_own_sentence() -> None:
    prose = (
        r"\section{One} Let $D = \|u - v\|$ be so. For a bound $D$ it holds. \[ D < 1 \]"
        r"\section{Two} Here $D$ is the width of the river. \[ D > 2 \]"
    )
    found = annotation(prose, "D")
    assert [sense.source.sentence for sense in found.senses if sense.source] == [
        "For a bound $D$ it holds.",
        "Here $D$ is the width of the river.",
    ]
    assert found.source and found.source.sentence == "For a bound $D$ it holds."


@pytest.mark.parametrize(
    "prose", [r"5\% of $x_0$", r"the \{set\} $\{a\}$ \& more", r"\(a \text{ for $b$}\) cases", r"a\textasciitilde{}b"]
)
def test_prose_is_the_same_when_it_is_written_again(prose: str) -> None:
    parts = list(split_prose(prose))
    assert list(split_prose(prose_latex(parts))) == parts
