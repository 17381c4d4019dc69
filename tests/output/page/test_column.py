"""The reading column: what stands around a formula, which formulas are small, what belongs together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.model.reading import Reading
from reader.output.page.column import Column
from reader.output.page.drawings import Drawings, columns_of
from reader.output.typesetting.sentences import language_of
from reader.pipeline import read

PAPER = r"""
\documentclass{article}
\begin{document}
\section{Setting}
Nobody reads this. We draw $x \in A$ at will. The loss adds up
\begin{equation}\label{loss} L = a + b \end{equation}
where $a$ is the first part. And $b$ is the second. A third sentence goes on.

We set $k = 3$ throughout.
\section{Empty}
Nothing here.
\section{Method}
\subsection{Steps}
By \eqref{loss} and Section~\ref{none},
\begin{align}
  u &= v + w \label{first} \\
  &\le \begin{cases} 1 & t \\ 2 & s \end{cases} + \text{a \& b}
\end{align}
which ends it.
\end{document}
"""


def reading(text: str = PAPER, **options: Any) -> Reading:
    return read(bundle_from_bytes("paper.tex", text.encode()), **options)


def written(found: Reading) -> list[str]:
    """The column as lines, formulas between dollars."""
    formulas = {each.id: each.formula.expanded for each in (*found.document.equations, *found.document.inline)}

    def said(parts: list[Any]) -> str:
        return "".join(
            part if isinstance(part, str) else f"<{part[0]}>" if isinstance(part[0], str) else f"${formulas[part[1]]}$"
            for part in parts
        )

    lines: list[str] = []
    for item in Column(found.document, Drawings(found)).row()["items"]:
        if "heading" in item:
            folded = " (folded)" if item["closed"] else ""
            lines.append(f"{item['level'] * '#'} {item['number']} {said(item['heading'])}{folded}")
        elif "rows" in item:
            lines += [f"{item['kind']}: {len(item['rows'])}"]
        else:
            ((kind, parts),) = item.items()
            lines.append(said(parts) if kind == "sentences" else f"{kind}: {said(parts)}")
    return [" ".join(line.split()) for line in lines]


WHOLE = [
    "## 1 Setting",
    r"Nobody reads this. We draw $x \in A$ at will. The loss adds up",
    "single: 1",
    "where $a$ is the first part. And $b$ is the second. A third sentence goes on.",
    "We set $k = 3$ throughout.",
    "## 2 Empty (folded)",
    "Nothing here.",
    "## 3 Method",
    "### 3.1 Steps",
    "By <(1)> and Section …,",
    "rows: 2",
    "which ends it.",
]


def test_the_text_is_whole_and_a_section_without_formulas_is_folded() -> None:
    assert written(reading()) == WHOLE


def test_headings_stand_before_what_they_head_in_a_paper_of_several_files(tmp_path: Path) -> None:
    files = {
        "paper.tex": r"\documentclass{article}\begin{document}We begin. \input{first} \section{Second} \input{second}"
        r"\section{Third}\input{third}\end{document}",
        "first.tex": r"\section{First} \begin{equation} a = b \end{equation} It holds.",
        "second.tex": r"\subsection{Part} A part. \begin{equation} c = d \end{equation}",
        "third.tex": r"Nothing.",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert written(read(str(tmp_path))) == [
        "We begin.", "## 1 First", "single: 1", "It holds.", "## 2 Second", "### 2.1 Part", "A part.", "single: 1",
        "## 3 Third (folded)", "Nothing.",
    ]  # fmt: skip


def test_a_note_or_a_group_of_rows_does_not_change_the_order_of_the_text() -> None:
    rows = r"\begin{subequations}\label{all}\begin{align} a &= b \\ c &= d \end{align}\end{subequations}"
    text = rf"One.\footnote{{A note on one. It is long.}} Two. Three gives {rows} and four follows. Five."
    document = rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}"
    assert written(reading(document)) == ["One. Two. Three gives", "rows: 2", "and four follows. Five."]


def test_a_section_is_not_folded_where_formulas_stand_under_a_heading_below_it() -> None:
    text = PAPER.replace(r"\section{Empty}", r"\section{Proofs}In short. \section{Empty}\subsection{Still}It rests.")
    text = text.replace(r"\section{Method}", r"\section{Method}We go on.")
    headings = [line for line in written(reading(text)) if line.startswith("#")]
    assert headings == [
        "## 1 Setting", "## 2 Proofs (folded)", "## 3 Empty (folded)", "### 3.1 Still (folded)", "## 4 Method",
        "### 4.1 Steps",
    ]  # fmt: skip


def test_the_formulas_of_the_text_change_nothing_about_it() -> None:
    assert written(reading(inline=True)) == WHOLE


def test_a_theorem_that_is_stated_again_stands_where_it_was_written() -> None:
    body = r"""
\usepackage{thm-restate}\newtheorem{theorem}{Theorem}
\begin{document}
\section{Results}
We bound it.
\begin{restatable}{theorem}{main}
Then \begin{equation} a = b \end{equation}
\end{restatable}
\section{Proof}
\main*
\end{document}
"""
    text = r"\documentclass{article}" + body
    assert [line for line in written(reading(text)) if line.startswith("single")] == ["single: 1"]


def test_theorems_and_proofs_have_their_heads() -> None:
    body = r"""\documentclass{article}\newtheorem{theorem}{Theorem}[section]\newtheorem*{rem}{Remark}
    \begin{document}\section{Boats}
    \begin{theorem}[Floor of sums]\label{t} Let $x$ be a boat. \end{theorem}
    \begin{proof}[Proof of Theorem~\ref{t}] By water. \end{proof}
    \begin{rem}[Weight] It floats. \end{rem} \begin{proof} Clear. \end{proof}
    \begin{theorem} \[ z = 2 \] \end{theorem}\end{document}"""
    assert written(reading(body))[1:] == [
        "theorem: Theorem 1.1 (Floor of sums)", "Let $x$ be a boat.", "theorem: Proof of Theorem 1.1", "By water.",
        "theorem: Remark (Weight)", "It floats.", "theorem: Proof", "Clear.", "theorem: Theorem 1.2", "single: 1",
    ]  # fmt: skip


def test_what_a_paper_makes_is_told_before_what_it_finds() -> None:
    abstract = r"\begin{abstract}Losses abound. We show that sums fail. We propose a mean.\end{abstract}"
    found = reading(PAPER.replace(r"\section{Setting}", abstract + r"\section{Setting}"))
    row = Column(found.document, Drawings(found)).row()["abstract"]
    assert row is not None and "".join(row["told"]).strip() == "We propose a mean."


def test_what_a_paper_also_brings_comes_after_what_it_brings() -> None:
    abstract = r"\begin{abstract}We also propose a sum. We show that means are small.\end{abstract}"
    found = reading(PAPER.replace(r"\section{Setting}", abstract + r"\section{Setting}"))
    row = Column(found.document, Drawings(found)).row()["abstract"]
    assert row is not None and "".join(row["told"]).strip() == "We show that means are small."


def test_captions_stand_where_they_are_written_and_an_abstract_is_told_in_one_sentence() -> None:
    figure = r"\begin{figure}\caption{The way of $a$.}\end{figure}"
    abstract = r"\begin{abstract}Losses abound. We propose a sum. It is small.\end{abstract}"
    text = PAPER.replace("Nothing here.", figure).replace(r"\section{Setting}", abstract + r"\section{Setting}")
    found = reading(text)
    assert "caption: The way of $a$." in written(found)
    assert Column(found.document, Drawings(found)).row()["abstract"] == {
        "told": [" We propose a sum.", " "],
        "rest": [["Losses abound.", " "], [" It is small.", " "]],
    }


def test_a_reference_leads_to_a_heading_that_is_shown() -> None:
    text = PAPER.replace("Nobody reads this.", r"\label{setting}").replace("Nothing here.", r"\label{empty}")
    found = reading(text.replace("ref{none}", r"ref{setting}, \ref{empty}, \ref{none} and \cite{them}"))
    assert "By <(1)> and Section <1>, <2>, … and […]," in written(found)
    items = Column(found.document, Drawings(found)).row()["items"]
    parts = next(item["sentences"] for item in items if ["1", 0] in item.get("sentences", ()))
    assert ["(1)", found.document.equations[0].id] in parts
    assert [item["section"] for item in items if "heading" in item] == [0, 1, 2, 3]


def test_alignment_marks_are_found_again_in_the_macro_free_row() -> None:
    rows = [each.formula for each in reading().document.equations if each.group]
    assert [[row.expanded[at : at + 3].strip() for at in columns_of(row)] for row in rows] == [["= v"], [r"\le"]]


def test_a_row_that_begins_with_a_mark_has_an_empty_first_column() -> None:
    found = reading()
    drawn = Drawings(found).displayed(found.document.equations[-1])
    assert '<mrow class="cell"></mrow><mrow class="cell">' in drawn


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This is the text of a paper and that is all of it.", "en"),
        ("これは論文の本文であり、数式を含みます。", "ja"),
        ("本文是一篇论文的正文，其中包含公式。", "zh"),
        ("Dies ist ein Aufsatz, der Formeln hat.", ""),
    ],
)
def test_a_papers_language_is_told_or_left_open(text: str, language: str) -> None:
    found = reading(rf"\documentclass{{article}}\begin{{document}}{text} $x$\end{{document}}")
    assert language_of(found.document) == language


def test_a_heading_says_what_it_refers_to() -> None:
    text = r"\section{One}\label{s}\[ x \]\section{More on \ref{s}}\[ y \]\section{Of \ref{gone}}\[ z \]"
    found = reading(rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}")
    items = Column(found.document, Drawings(found)).row()["items"]
    assert ["".join(item["heading"]) for item in items if "heading" in item] == ["One", "More on 1", "Of …"]
