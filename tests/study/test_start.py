"""Where to start: each ground says something of the formula that it is about, and nothing of the others."""

from __future__ import annotations

import pytest

from reader.latex.document.document import read_passages
from reader.latex.source.bundle import bundle_from_bytes
from reader.messages import table
from reader.model.reading import Reading
from reader.output.rows.start import reasoned_start_rows
from reader.pipeline import read
from reader.study.start.choosing import MOST, first_of_all, start_here
from reader.study.start.cues import cue, cue_rows
from reader.study.start.grounds import FOR, StartEvidence, StartReason, against
from reader.study.start.ideas import ideas_to_learn
from reader.study.start.labels import MOST_WORDS, labels_in
from reader.study.start.outline import PaperOutline
from reader.study.start.title_words import count_words, telling_words
from reader.study.study import Study

PAPER = r"""
\documentclass{article}
\newtheorem{theorem}{Theorem}
\newtheorem{assumption}{Assumption}
\title{Quiet Margins for Ranking}
\begin{document}
\maketitle
\begin{abstract}We propose quiet margins.\end{abstract}
\section{Introduction}
Scores are compared pair by pair, as in Theorem~\ref{bound}.
\section{Preliminaries}
The score is made small by descent,
\begin{equation} s_{t+1} = s_t - g(s_t) \label{descent} \end{equation}
and \eqref{descent} will be used again and again, so \eqref{descent}.
\section{Quiet margins}
The usual margin is, as is well known \cite{somebody},
\begin{equation} n = s(a) - s(b) \end{equation}
Something else comes first.
\begin{equation} c = d + e + h \end{equation}
We propose the quiet margin
\begin{equation} m = s(a) - s(b) + c \label{margin} \end{equation}
It is small where the two agree.
\begin{equation} q_a = \log (1 + m) + \log (2 + m) + d \end{equation}
\begin{algorithm}\begin{algorithmic} \State Compute $q_a$ for all $a$ \end{algorithmic}\end{algorithm}
The final loss is then
\begin{equation} \ell = \sum_i \log (1 + m_i) + r \label{loss} \end{equation}
\begin{equation} \boxed{k + l = r + t + v + m} \end{equation}
\begin{theorem}\label{bound} Let all scores be small,
\begin{equation} s(a) < 1 \end{equation}
Then
\begin{equation} \ell \le 2 \log 2 + r \end{equation}
\end{theorem}
\begin{proof} It is plain that
\begin{equation} \log (1 + m_i) \le \log 2 \end{equation}
\end{proof}
The best parameters are
\begin{equation} \min_{\theta} \; \sum_i h_i(\theta) + g \end{equation}
\section{Experiments}
We minimise \eqref{loss}, for all data sets \eqref{loss}, always \eqref{loss}. Theorem~\ref{bound} holds. The metric is
\begin{equation} \mathrm{hits} = a / b \end{equation}
\appendix
\section{More}
Our proposed loss, again,
\begin{equation} \ell = \sum_i \log (1 + m_i) + r + 0 \end{equation}
\end{document}
"""


def reading(text: str = PAPER) -> Reading:
    return read(bundle_from_bytes("paper.tex", text.encode()))


def of_body(body: str) -> Reading:
    return reading(rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}")


@pytest.fixture(scope="module")
def paper() -> StartEvidence:
    return StartEvidence(reading())


def grounds(paper: StartEvidence, number: str) -> dict[str, StartReason]:
    display = next(each for each in paper.outline.displays if each.rows[0].number == number)
    found = (ground(display, paper) for ground in FOR)
    return {each.kind: each for each in found if each is not None}


def numbers(reading: Reading) -> list[str | None]:
    shown = {each.id: each.number for each in reading.document.equations}
    return [shown[each.equation] for each in start_here(reading)]


# --- what speaks for a formula


@pytest.mark.parametrize(
    ("number", "kind", "others"),
    [
        ("4", "own", ["1", "2", "3", "5", "6", "7"]),
        ("4", "defines", ["2", "3", "5", "7"]),
        ("6", "cited", ["2", "3", "5", "7"]),
        ("6", "cited-most", ["1", "2", "4", "5", "7", "9"]),
        ("6", "introduced", ["2", "3", "4", "5", "7"]),
        ("6", "restated", ["1", "2", "4", "5", "7"]),
        ("7", "boxed", ["1", "2", "4", "5", "6", "9"]),
        ("9", "result", ["1", "4", "6", "10", "11"]),
        ("9", "cited", ["8", "10"]),
        ("9", "announced", ["1", "4", "6", "10", "11"]),
        ("6", "tried", ["1", "2", "4", "5", "7", "11"]),
        ("5", "computed", ["1", "2", "4", "6", "7", "9"]),
        ("11", "extreme", ["1", "4", "6", "9", "10"]),
        ("4", "method", ["1", "12"]),
        ("6", "labelled", ["2", "3", "5", "7"]),
    ],
)
def test_each_ground_is_found_where_it_holds(paper: StartEvidence, number: str, kind: str, others: list[str]) -> None:
    assert kind in grounds(paper, number)
    assert [each for each in others if kind in grounds(paper, each)] == []


def test_a_citation_from_a_later_chapter_weighs_more(paper: StartEvidence) -> None:
    assert grounds(paper, "6")["cited"].weight == 2
    assert grounds(paper, "1")["cited"].weight == 1


def test_what_a_theorem_supposes_is_not_what_it_states(paper: StartEvidence) -> None:
    assert "labelled" not in grounds(paper, "8") and "cited" not in grounds(paper, "8")


def test_a_ground_quotes_the_author(paper: StartEvidence) -> None:
    assert grounds(paper, "4")["own"].words == "We propose"
    assert grounds(paper, "6")["introduced"].words == "loss"


# --- what speaks against one


@pytest.mark.parametrize("number", ["1", "2", "10", "12"])
def test_something_speaks_against_background_steps_and_measures(paper: StartEvidence, number: str) -> None:
    plain = next(each for each in paper.outline.displays if each.rows[0].number == "3")
    display = next(each for each in paper.outline.displays if each.rows[0].number == number)
    assert against(display, paper) >= against(plain, paper) + 2


def test_a_first_chapter_that_cites_others_far_more_than_the_next_prepares() -> None:
    words = "All of this was said before by many people in many places. " * 8
    review = words + r"\cite{a}, \cite{b}, \cite{c}, \cite{d}. It is \begin{equation} x = y + z \end{equation}"
    calm = rf"{words} It is \begin{{equation}} u = v + w \end{{equation}}"
    paper = StartEvidence(of_body(rf"\section{{Waves}} {review} \section{{Quieter waves}} {calm}"))
    assert paper.opening == 0
    assert against(paper.outline.displays[0], paper) > against(paper.outline.displays[1], paper) == 0


# --- what is chosen


def test_the_formula_that_carries_the_paper_is_the_first() -> None:
    found = numbers(reading())
    assert found[0] == "6" and set(found) <= {"6", "4", "7", "9"}
    assert len(found) <= MOST


def test_nothing_of_an_appendix_is_chosen() -> None:
    assert not {"A1", "13"} & set(numbers(reading()))


def test_rows_of_a_group_are_one_formula_that_begins_with_its_statement() -> None:
    body = r"We propose \begin{align} x &= a + b \\ &= c + d \label{two} \\ y &= x + e \end{align} By \eqref{two}."
    paper = of_body(body)
    (start,) = start_here(paper)
    assert start.equation == paper.document.equations[0].id
    assert start.rows == tuple(each.id for each in paper.document.equations)


def test_a_variant_of_one_that_is_named_is_not_named() -> None:
    body = r"We propose \begin{equation} %s = a + b \end{equation} We present \begin{equation} %s = c \end{equation}"
    assert numbers(of_body(body % ("L(x)", "L(x)"))) == ["1"]
    assert numbers(of_body(body % ("L(x)", "L(y)"))) == ["1", "2"]


def test_a_single_formula_may_carry_a_paper() -> None:
    assert numbers(of_body(r"We propose \begin{equation} x = y + z \end{equation}")) == ["1"]


def test_where_all_is_background_nothing_is_said() -> None:
    assert numbers(of_body(r"\section{Background} Let \begin{equation} x = y + z \end{equation}")) == []


def test_where_none_carries_a_paper_one_is_looked_at_first_and_no_more_is_claimed() -> None:
    trains = r"the average error of a boat $L = \frac{1}{n} \sum_i \|x_i - f(x_i)\|^2$"
    shown = r"\section{Background} Let \begin{equation} x = y + z \end{equation} Boats are trained to make small "
    reading = of_body(shown + trains.replace("$L", r"\begin{equation} L").replace("2$", r"2 \end{equation}"))
    assert start_here(reading) == ()
    assert all(not each.grounds for each in first_of_all(reading))
    (row,) = reasoned_start_rows(Study(reading))
    assert (row["carries"], row["grounds"]) == (False, []) and (row["purpose"] or row["author"])
    assert row["equation"] == reading.document.equations[1].id  # that of which something is known
    (row,) = reasoned_start_rows(Study(of_body(r"We propose \begin{equation} x = y + z \end{equation}")))
    assert row["carries"]


def test_of_the_example_the_objective_is_the_first() -> None:
    assert numbers(read("example"))[0] == "15"


# --- words


def test_every_ground_has_its_sentence() -> None:
    said = table("start")
    assert all(row["en"] and row["ja"] for row in said.values())
    assert set(grounds_of_everything()) <= set(said)


def grounds_of_everything() -> set[str]:
    paper = StartEvidence(reading())
    return {kind for each in paper.outline.displays for kind in grounds(paper, each.rows[0].number or "")}


@pytest.mark.parametrize("name", cue_rows())
def test_a_row_of_words_finds_its_example_and_no_other_heading(name: str) -> None:
    row = cue_rows()[name]
    assert row["in"] in ("heading", "lead", "abstract")
    assert cue(name, row["example"]) is not None
    assert cue(name, "Something quiet") is None


def test_what_is_never_meant_is_not_found() -> None:
    assert cue("aim", "The mass loss rate is") is None
    assert cue("whole", "Following [cite] we write") is None
    assert cue("whole", "It has the following form") == "following"


def test_plain_words_of_an_author() -> None:
    (passage,) = read_passages(r"\newcommand{\ours}{QuietNet}We \emph{now} use \ours~\citep{x} for $a$, see \ref{y}:")
    assert PaperOutline.plain(passage) == "We now use QuietNet [cite] for · , see :"


def test_telling_words_have_no_endings_and_no_spaces_in_chinese() -> None:
    assert telling_words("Attentions of the attention").keys() == {"attent"}
    assert "注意" in telling_words("注意力机制") and count_words("注意力机制 is") == 4


# --- what its parts are called, and what to learn for it --------------------------------------------------------------

LABELLED = r"""
\documentclass{article}
\begin{document}
\section{Our loss}
Let $D_{\mathrm{KL}}$ be the Kullback--Leibler divergence.
Here $\beta$ is the strength of the penalty, and $r$ is the reward of an answer.
We minimise
\begin{equation} L = -r + \beta D_{\mathrm{KL}}(p \,\|\, q) \label{loss} \end{equation}
The loss in \eqref{loss} is all there is. With \eqref{loss} we train.
\end{document}
"""


def labelled() -> Study:
    return Study(read(bundle_from_bytes("paper.tex", LABELLED.encode())))


def test_parts_are_labelled_by_sure_names_of_a_few_words() -> None:
    study = labelled()
    (equation,) = study.document.equations
    labels = labels_in(equation, study)
    named = {each.name["en"] for each in labels}
    assert "regularization" in named  # the penalty with its weight
    assert all(len(each.name["en"].split()) <= MOST_WORDS for each in labels)
    assert all((each.place is None) != (each.symbol is None) for each in labels)
    taken = [each.place for each in labels if each.place]
    assert all(a[1] <= b[0] or b[1] <= a[0] for a in taken for b in taken if a != b)


def test_the_index_of_a_name_has_no_label() -> None:
    body = r"Here $t$ is the hour and $z_{t}$ is the tide. We use \begin{equation} z_{t+1} = z_t + q \end{equation}"
    study = Study(of_body(body))
    (equation,) = study.document.equations
    ids = {each.symbol.latex: each.symbol.id for each in study.reading.annotations}
    assert ids["t"] not in {each.symbol for each in labels_in(equation, study)}


def test_the_ideas_to_learn_are_few_and_no_foundations() -> None:
    study = labelled()
    ideas = ideas_to_learn(study)
    assert "kl-divergence" in ideas and len(ideas) <= 7
    ground = {layer.id for layer in study.glossary.layers[:2]}
    assert not any(study.glossary[each].layer in ground for each in ideas)


def test_what_an_algorithm_only_asks_for_is_not_computed() -> None:
    lines = r"\State $y \gets \max_t z_t$ \State stop when $f(x) > 1$ \If{$g(x) = 1$} \State $h(x) \gets 2$ \EndIf"
    rows = ("x_t", "f(x)", "g(x)", "h(x)")
    shown = "".join(rf"\begin{{equation}} {row} = a + b \end{{equation}}" for row in rows)
    algorithm = rf"\begin{{algorithm}}\begin{{algorithmic}} {lines} \end{{algorithmic}}\end{{algorithm}}"
    uses = StartEvidence(of_body(shown + algorithm)).uses
    assert [uses.is_computed(each) for each in uses.outline.displays] == [False, False, False, True]


@pytest.mark.parametrize(
    ("heading", "is_told"),
    [
        (r"\section{Experiments}", True),
        (r"\section{Implementation details}", False),
        (r"\appendix \section{More experiments}", False),
    ],
)
def test_only_where_the_experiments_cite_it_they_are_said_to(heading: str, is_told: bool) -> None:
    shown = r"\section{Quiet margins} \begin{equation} m = a + b \label{m} \end{equation}"
    paper = StartEvidence(of_body(rf"{shown} {heading} Here \eqref{{m}} is used."))
    found = [ground(paper.outline.displays[0], paper) for ground in FOR]
    assert [each.is_told for each in found if each and each.kind == "tried"] == [is_told]


def test_what_is_cited_most_is_said_to_be_so_of_all_formulas() -> None:
    plain = r"\section{Background} \begin{equation} a = b \label{a} \end{equation} %s \section{Quiet margins} "
    body = plain + r"\begin{equation} m = a + b \label{m} \end{equation} See \eqref{m}, \eqref{m} and \eqref{m}."
    for said, is_told in ((r"\eqref{a}", True), (r"\eqref{a}, \eqref{a}, \eqref{a} and \eqref{a}", False)):
        paper = StartEvidence(of_body(body % said))
        found = [ground(paper.outline.displays[1], paper) for ground in FOR]
        assert [each.is_told for each in found if each and each.kind == "cited-most"] == [is_told]
