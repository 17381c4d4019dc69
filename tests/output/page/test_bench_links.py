"""Where a formula comes from and where it goes: only what uses a name, and only what stands beside a formula."""

from pathlib import Path

import pytest

import reader
from reader.model.document import Equation
from reader.output.page.bench_links import BenchLinks
from reader.study.study import Study

PAPER = r"""\documentclass{article}\begin{document}
\section{Tiles} We use the rule
\begin{equation} a = b + c \label{rule} \end{equation}
By \eqref{rule}, things hold, and \eqref{rule} once more.
\section{Kilns} Another word. Hence
\begin{equation} d = e f \end{equation}
From \eqref{rule} and that,
\begin{equation} g = a d \end{equation}
\begin{equation} \tilde{w} = F w F^T \end{equation}
We also write
\begin{equation} \tilde{w} = K w K^T \end{equation}
and step by step
\begin{equation} v = v + \tilde{w} \end{equation}
\end{document}"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> BenchLinks:
    path: Path = tmp_path_factory.mktemp("links") / "tiles.tex"
    path.write_text(PAPER, encoding="utf-8")
    return BenchLinks(Study(reader.read(str(path))))


def of_number(graph: BenchLinks, number: str) -> Equation:
    return next(each for each in graph.order if each.number == number)


@pytest.mark.parametrize(("number", "named"), [("2", []), ("3", ["1"])])
def test_a_formula_of_another_section_is_not_referred_to_beside_it(
    graph: BenchLinks, number: str, named: list[str]
) -> None:
    found = graph.row(of_number(graph, number))["named"]
    assert found == [of_number(graph, each).id for each in named]


def test_of_two_definitions_none_uses_the_other(graph: BenchLinks) -> None:
    for number in ("4", "5"):
        row = graph.row(of_number(graph, number))
        assert row["from"] == []
        assert [used["equations"] for used in row["to"]] == [[of_number(graph, "6").id]]


def test_what_gives_a_name_anew_from_itself_uses_it(graph: BenchLinks) -> None:
    last = of_number(graph, "6")
    assert last.id in graph.users[graph.given[last.id][0]]


def test_the_text_that_refers_to_a_formula_is_quoted_by_the_sentence_each_once(graph: BenchLinks) -> None:
    told = graph.row(of_number(graph, "1"))["text"]
    said = ["".join(part.get("text", "") for part in each["parts"]) for each in told]
    assert said == ["By (1), things hold, and (1) once more.", "From (1) and that,"]
    assert told[0]["place"] == "tiles.tex:4"
