"""What formulas of a plain form are for: each form says its sentence, in both languages, of a formula made for it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.messages import table
from reader.pipeline import read
from reader.study.purpose.forms.table import FORMS, PurposeForm
from reader.study.purpose.kinds import kind_of
from reader.study.purpose.particular import BUILDS, EXPLAINS
from reader.study.purpose.purpose import sentences_of, written
from reader.study.purpose.statement import StatedFormula
from reader.study.study import Study

TABLE = tomllib.loads((Path(__file__).parent / "forms.toml").read_text("utf-8"))
ROWS, SILENT = TABLE["forms"], TABLE["silent"]


def told_of(latex: str, beside: str = "") -> dict[str, str]:
    body = f"{beside}\n\\begin{{equation}} {latex} \\end{{equation}}"
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    study = Study(read(bundle_from_bytes("paper.tex", text.encode())))
    statement = StatedFormula.of(study.document.equations[-1], study)
    found = next(sentences_of(statement, kind_of(statement)), None)
    return dict(written(found)) if found is not None else {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["latex"][:40])
def test_a_form_says_what_it_is_for(row: dict[str, str]) -> None:
    assert told_of(row["latex"], row.get("beside", "")) == {"en": row["en"], "ja": row["ja"]}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.tell.__name__)
def test_each_form_has_its_row(form: PurposeForm) -> None:
    assert any(row["latex"] == form.example and row.get("beside", "") == form.beside for row in ROWS)


def test_no_sentence_of_a_form_is_left_untold() -> None:
    texts = [row["en"] for row in ROWS]
    untold = {
        key
        for key, row in table("purpose_forms").items()
        if not any(all(piece in text.replace("\\", "") for piece in _pieces(row["en"])) for text in texts)
    }
    assert untold == set()


def test_no_set_names_a_row_that_is_gone() -> None:
    assert table("purpose_forms").keys() >= EXPLAINS | BUILDS


def _pieces(text: str) -> list[str]:
    """The words of a row between its blanks, without the first letter, which may be small."""
    return [piece.partition("}")[2] if "}" in piece else piece[1:] for piece in text.split("{")]


@pytest.mark.parametrize(
    ("latex", "beside"),
    [
        (r"y = c a + (1 - d) b", ""),  # no mixture
        (r"y = c f(c) + (1 - c) b", ""),  # the weight does more than weigh
        (r"L = A + \lambda B(\lambda)", "The loss $L$ is"),
        (r"q = A + \lambda B", ""),  # nothing is made small
        (r"q = \frac{1}{2} \sum_{i=1}^{n} x_i", ""),  # no average, and no name
        (r"x_{t+1} = x_t - \eta g_t + \mu v_t", ""),  # two ways at once
        (r"x_{t+1} = x_t - (a + b) g_t", ""),
        (r"p(x \mid y) = \mathcal{N}(z; m, S)", ""),  # of something else
        (r"y = f(x) + e", ""),  # a letter that nobody calls noise
        (r"y = f(x) + e", "where $e$ denotes the elevation"),
        (r"z = \frac{x - m}{s}", ""),
        (r"c = \frac{\langle a, b \rangle}{\| a \| \| c \|}", ""),
        (r"\| f(x) - g(y) \| \le L \| x - y \|", ""),
        (r"f(y) \ge f(x) + \langle \nabla g(x), y - x \rangle", ""),
        (r"\| x - y \| \le \frac{a n}{n + 1}", ""),  # the count stands above, too
        (r"\| x - y \| \le \frac{a}{b}", ""),  # no count
        (r"\mathbb{E}[x y] = z", ""),  # no estimate
        (r"m = \sum_{A : U} f(A)", "Here $m$ denotes the mass."),  # pairs of a type, no sum of numbers
        (r"m = \sum_{d \bmod c} f(d)", "Here $m$ denotes the mass."),  # over what, is not sure
        (r"\lim_{n \to \infty} f(n) = \lim_{n \to \infty} g(n)", ""),
        (r"\Pr(X > a \text{ and } Y > b) \le \delta", ""),  # words between formulas
        (r"d = a - b", ""),
        (r"S = \{ x \mid x > a \}", ""),  # a set that nobody names
        (r"p(x) = \prod_{i=1}^{n} p(x_i \mid a)", "Let $p$ be a distribution."),  # $a$ may depend on others of them
        (r"\Pr(X > a) \le \Pr(X > b)", ""),  # two chances
        (r"\dot{e} = 3 n \,\mathrm{erg}", ""),  # a value with its unit
        (r"h = \max(\unheard{a}, b)", ""),  # a command that nobody knows
    ],
)
def test_what_only_looks_like_a_form_is_left_alone(latex: str, beside: str) -> None:
    assert told_of(latex, beside) == {}


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row["latex"][:40])
def test_where_a_sentence_would_be_false_nothing_is_said(row: dict[str, str]) -> None:
    assert told_of(row["latex"], row.get("beside", "")) == {}
