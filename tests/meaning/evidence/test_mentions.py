"""Which sentence is quoted for a symbol that no phrase defines."""

from __future__ import annotations

import pytest

from reader.formula.symbols.inventory import collect_symbols
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.mentions import Mentions
from reader.model.annotations import Definition

QUOTED = [
    # prose, symbol -> the quoted sentence
    (r"We use $\|D\|$ here. Let $D = \|x - y\|$ be fixed. So $D$ falls.", "D", r"Let $D = \|x - y\|$ be fixed."),
    (r"It takes $v + 1$ steps. Then $v := 2 u$ holds.", "v", r"Then $v := 2 u$ holds."),
    (
        r"A map turns $W + I$ round. It has $W \in \mathbb{R}^{d \times k}$.",
        "W",
        r"It has $W \in \mathbb{R}^{d \times k}$.",
    ),
    # kin, where the symbol itself stands in no prose
    (r"Let $w_1, \dots, w_T$ be so. \[ a = \sum_t w_t b \]", "w_{t}", r"Let $w_1, \dots, w_T$ be so."),
    # what a word says of the symbol that is spelled like it
    (
        r"\[ r = \frac{\mathrm{Cov}(a, b)}{2} \] Here Cov measures how both go together.",
        r"\operatorname{Cov}",
        "Here Cov measures how both go together.",
    ),
    # a display that stands alone, with the sentence before it
    (r"One more rule is this. \[ g = h^2 \] We go on.", "g", r"One more rule is this. \[ g = h^2 \]"),
    (  # a display between empty lines
        "Rain falls here. The wind takes a share of it.\n\n\\[ g = h^2 \\]\n\nWe go on.",
        "g",
        "The wind takes a share of it.",
    ),
    (
        r"So it is that the sum $v + a$ is odd. We say \[ v = b \qquad \text{where } a = c^2. \]",
        "a",
        r"\text{where } a = c^2",
    ),
    # what a formula is made of, and the same with other numbers as indices
    (r"We add $3 w_{ij}$ to it. Write $W = [w_{ij}]$ for it.", "w_{ij}", "Write $W = [w_{ij}]$ for it."),
    (r"The notation $s_{1:t} = \sum_i w_i$ helps. \[ a = s_{1:t-1} + b \]", "s_{1:t-1}", "The notation $s_{1:t}"),
    # a member with the index zero is set apart
    (
        r"We write $s_{1:t} = \sum_i w_i$. We write $s_{1:0} = 0$ as it is. \[ a = s_{1:t-1} + b \]",
        "s_{1:t-1}",
        r"We write $s_{1:t}",
    ),
    # the earlier one of two notations
    (
        r"We use the notation $v = 2 u$ here. Then let us define $v = 2 u$ again.",
        "v",
        "We use the notation $v = 2 u$ here.",
    ),
    # kin that stand nearer
    (
        "Set $k_1 = 2 u$ at first.\n\n"
        + "Rain falls, $u$ grows.\n\n" * 20
        + r"Now $k_2 = 3 u$ holds. \[ a = k_i + b \]",
        "k_{i}",
        "Now $k_2 = 3 u$ holds.",
    ),
    # a label below a brace
    (
        r"We see $Q$ often. \[ a = \underbrace{Q}_{\text{noise}} + b \]",
        "Q",
        r"\[ a = \underbrace{Q}_{\text{noise}} + b \]",
    ),
]


def quotation(prose: str, latex: str) -> Definition | None:
    source = "\\documentclass{article}\n\\begin{document}\n" + prose + "\n\\end{document}\n"
    document = read_document(bundle_from_bytes("p.tex", source.encode()))
    symbols = collect_symbols(document).symbols
    symbol = next(one for one in symbols if one.latex == latex)
    found = Mentions(symbols, document).quotation(symbol)
    if found:
        span, unit = found.span, found.sentence_span
        assert source[span.start : span.end] == found.text
        assert source[unit.start : unit.end] == found.sentence and len(found.sentence) <= 400
    return found


@pytest.mark.parametrize(("prose", "latex", "sentence"), QUOTED, ids=[latex for _, latex, _ in QUOTED])
def test_the_most_telling_place_is_quoted(prose: str, latex: str, sentence: str) -> None:
    found = quotation(prose, latex)
    assert found and sentence in found.sentence


def test_words_in_the_arguments_of_commands_are_no_prose() -> None:
    found = quotation(r"See \includegraphics{plots/gain.pdf} there. \[ a = \mathrm{gain} \]", r"\operatorname{gain}")
    assert found and "includegraphics" not in found.text


def test_long_sentences_are_cut_around_the_formula() -> None:
    found = quotation("We go " + "on and " * 120 + "then $x = 2$ stands " + "so and " * 120, "x")
    assert found and "$x = 2$" in found.sentence


def test_of_long_sentences_what_follows_the_display() -> None:
    clause = r"where $Q = [q_{ij}]$ are weights of " + "rain and " * 15 + "snow."
    found = quotation("We go " + "on and " * 60 + r"so \[ a = b + c \] " + clause, "q_{ij}")
    assert found and found.sentence == clause


def test_a_symbol_that_no_prose_speaks_of_is_quoted_with_its_display() -> None:
    found = quotation(r"\[ a = b \]", "b")
    assert found and found.kind == "display" and found.text == "a = b"
