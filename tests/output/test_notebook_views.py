"""A paper, a formula and a symbol from Python, and as a notebook shows them: offline, and as text where it is text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import reader
from reader.errors import NotInPaper, NotRunnable, ReaderError
from reader.messages import Language
from reader.model.reading import Reading
from reader.output.rows.reading import to_dict
from reader.output.rows.report import tally

PAPERS = Path(__file__).resolve().parents[1] / "meaning" / "papers"
SHARP = r"""\documentclass{article}\title{A <b>bold</b> title}\begin{document}
The loss <script>alert(1)</script> $\ell$ is the sum of squares. It is
\begin{equation} \ell = \sum_i e_i^2 < \varepsilon \end{equation}
where $e_i$ is the <i>error</i> of example $i$ and $\varepsilon$ is the tolerance.
\end{document}"""


@pytest.fixture(scope="module")
def grpo() -> Reading:
    return reader.read(str(PAPERS / "grpo.tex"))


def test_a_formula_and_its_symbols(grpo: Reading) -> None:
    formula = reader.find_formula(grpo, "8")
    assert (formula.number, formula.place) == ("8", "grpo.tex:28")
    assert formula.purpose.startswith("Trains the reward") and formula.author.startswith("The reward model is trained")
    symbols = {each.latex: each for each in formula.symbols}
    assert symbols[r"r_{\phi}"].meaning == "reward model" and symbols[r"r_{\phi}"].status == "paper"
    assert symbols["w"].meaning == "" and symbols["w"].status == "unknown"
    assert reader.find_symbol(grpo, r"\beta", "ja").known == "著者による説明"


TWO_ROWS = r"""\documentclass{article}\begin{document}
\section{Tides} We write $h$ for the height of the tide.
\begin{align} h &= a t \\ &= a s + a r \end{align}
\section{Sheets} Here $h$ is the hue of a sheet, and $h = 2$.
\end{document}"""


def test_a_symbol_of_several_rows_is_one(tmp_path: Path) -> None:
    source = tmp_path / "rows.tex"
    source.write_text(TWO_ROWS, encoding="utf-8")
    reading = reader.read(str(source))
    for number in ("1", "2"):
        formula = reader.find_formula(reading, number)
        assert sorted(each.latex for each in formula.symbols) == ["a", "h", "r", "s", "t"]
        assert {each.latex: each.meaning for each in formula.symbols}["h"] == "height of the tide"


def test_a_study_keeps_what_it_found(grpo: Reading) -> None:
    study = reader.Study(grpo)
    assert reader.find_formula(study, "8").study is study is reader.find_symbol(study, r"\beta").study


def test_a_line_stands_for_each_where_no_notebook_draws_it(grpo: Reading) -> None:
    formula = reader.find_formula(grpo, 8)  # as a newcomer types it
    beta = reader.find_symbol(grpo, r"\beta")
    lines = {"9 displayed formulas": repr(grpo), "(8) · ": repr(formula), "(the author says)": repr(beta)}
    for part, line in lines.items():
        assert part in line
        assert len(line) < 300 and "\n" not in line and line[0] + line[-1] == "<>"
    run = reader.run_formula(reader.read("example"), "1a", {"n": 1, "d": 1, "d_k": 1})
    assert repr(run).startswith("<Run: Q = ")


def test_completion_and_exports_lead_on(grpo: Reading) -> None:
    assert set(dir(reader)) >= set(reader.__all__)
    with pytest.raises(KeyError, match="none of json, html"):
        reader.export(grpo, "pdf")
    study = reader.Study(grpo)
    assert reader.export(study, "csv") == reader.export(grpo, "csv")
    assert reader.reading_html(study) == reader.reading_html(grpo)


@pytest.mark.parametrize("wanted", ["99", "", "no such label"])
def test_what_is_not_in_the_paper(grpo: Reading, wanted: str) -> None:
    with pytest.raises(NotInPaper, match="Numbered are: 1, 2"):
        reader.find_formula(grpo, wanted)
    with pytest.raises(LookupError):
        reader.find_symbol(grpo, wanted + "nowhere")


def test_runs() -> None:
    reading = reader.read("example")
    run = reader.run_formula(reading, "1a", {"n": 2, "d": 5}, seed=1)
    assert run.results["Q"].shape[0] == 2 and len(run.given["X"]) == 2  # type: ignore[arg-type]
    assert set(run.parts) >= {"X", "W^{Q}"}
    with pytest.raises(NotRunnable, match="no input nonsense"):
        reader.run_formula(reading, "1a", {"nonsense": 1})


def test_what_does_not_run_says_why(grpo: Reading) -> None:
    with pytest.raises(NotRunnable) as error:
        reader.run_formula(grpo, "7")
    assert isinstance(error.value, ReaderError) and str(error.value).startswith("Formula 7 cannot be computed. ")


def test_a_notebook_shows_them_offline(grpo: Reading) -> None:
    formula = reader.find_formula(grpo, "8")
    for html in (grpo._repr_html_(), formula._repr_html_(), formula.symbols[0]._repr_html_()):
        assert html.count("<div") == html.count("</div>") and "<math" in html
        assert not re.search(r"<script|<img|<link|src=|href=|url\(|@import|\son\w+=", html)
    assert "Group relative tuning" in grpo._repr_html_() and "reward model" in formula._repr_html_()
    assert "著者による説明" in reader.reading_html(grpo, "ja")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_tally_counts_every_symbol_once(grpo: Reading, language: Language) -> None:
    first, second, *others = grpo.annotations
    told = (replace(first, status="model"), replace(second, status="reader"), *others)
    reading = replace(grpo, annotations=told)
    text = tally(to_dict(reader.Study(reading), language), language)
    formulas, _, symbols, *known = map(int, re.findall(r"\d+", text))
    assert (formulas, symbols, sum(known)) == (9, len(told), len(told)) and known[-2:] == [1, 1]
    assert text in reader.reading_html(reading, language)


def test_text_of_a_paper_is_no_markup(tmp_path: Path) -> None:
    source = tmp_path / "sharp.tex"
    source.write_text(SHARP, encoding="utf-8")
    reading = reader.read(str(source))
    shown = [reading._repr_html_(), reader.find_formula(reading, "1")._repr_html_()]
    shown += [each._repr_html_() for each in reader.find_formula(reading, "1").symbols]
    assert not re.search(r"<script|<b>bold|<i>error", "".join(shown)) and "tolerance" in "".join(shown)
