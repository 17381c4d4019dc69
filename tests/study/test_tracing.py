"""Why a symbol means what it does: every step's change is told, and where each row of the glossary lost."""

from dataclasses import replace

import pytest

import glossary
from reader.meaning.linking.corrections import apply_corrections
from reader.meaning.linking.linking import STEPS
from reader.model.annotations import Annotation, Candidate, ConceptLink, Trace
from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle, SourceFile
from reader.pipeline import read_bundle
from reader.study.study import Study
from reader.study.tracing import StepChanges, rows_of, steps_of
from reader.study.unknown import UnknownHelp, bare_letter, near_of, unknown_help
from reader.user.corrections import Correction

BODY = r"""
\section{Start}
Let $\eta$ be the learning rate at step $t$. Words come between. First we meet $\zeta_t \in \mathbb{R}^{3}$ in passing.
\begin{equation} \theta_{t+1} = \theta_t - \eta \hat{\zeta}_t + \zeta_t \end{equation}
"""


def reading() -> Reading:
    text = f"\\documentclass{{article}}\\begin{{document}}\n{BODY}\n\\end{{document}}\n"
    return read_bundle(
        Paper(), SourceBundle("made", {"main.tex": SourceFile("main.tex", text, "utf-8")}, "main.tex", "0")
    )


def symbol(read: Reading, latex: str) -> Annotation:
    return next(one for one in read.annotations if one.symbol.latex == latex)


def steps(annotation: Annotation) -> dict[str, StepChanges]:
    return {step.name: step for step in steps_of(annotation.trace)}


def helped(latex: str) -> UnknownHelp:
    read = reading()
    return unknown_help(Study(read), symbol(read, latex))


def test_each_step_is_told() -> None:
    told = list(steps_of(symbol(reading(), r"\eta").trace))
    assert [step.name for step in told] == list(STEPS)
    pool, decision = told[:2]
    assert {change.kind for change in pool.changes} == {"meaning", "link"}
    assert "learning rate at step $t$" in [change.candidate.meaning for change in pool.changes]
    assert [change.link.concept for change in decision.changes if change.link][:1] == ["learning-rate"]


def test_rows_say_where_they_lost() -> None:
    read = reading()
    rows = [(one.row.concept, one.lost) for one in rows_of(symbol(read, r"\eta"), Study(read).evidence)]
    assert ("learning-rate", None) in rows
    assert {lost for _, lost in rows} - {None}, "other rows for this letter exist and lost"


def test_unknown_symbol_is_worth_a_click() -> None:
    found = helped(r"\zeta_{t}")
    assert found.first is not None and "First we meet" in found.first.sentence
    assert [one.symbol.latex for one in found.relatives] == [r"\hat{\zeta}_{t}"]
    assert found.shape is not None and found.shape.rank == 1
    assert found.played is not None


def test_fonts_accents_and_scripts_are_clothes() -> None:
    wanted = {r"\hat{\beta}_{t}": r"\beta", r"\mathcal{L}": "L", "x'": "x", r"\bm{\theta}^{*}": r"\theta", "N": "N"}
    assert {latex: bare_letter(latex) for latex in wanted} == wanted


def test_what_leaves_and_what_comes_first_is_told() -> None:
    read = reading()
    known, other = symbol(read, r"\eta"), Candidate("paper", 0.5, "another thing")
    first = known.trace.candidates[0]
    trace = Trace().then("pool", (other, first)).then("decision", (first, other)).then("senses", (first,))
    left = replace(known, trace=trace)
    kinds = {name: [change.kind for change in step.changes] for name, step in steps(left).items()}
    assert (kinds["decision"], kinds["senses"]) == (["first"], ["withdrawn"])


def test_what_lost_is_near() -> None:
    known = symbol(reading(), r"\eta")
    tied = replace(known.trace.candidates[0], links=(*known.links, ConceptLink("mean", 0.4, "paper", {}, "author")))
    near = near_of(replace(known, trace=known.trace.then("senses", (tied,))), ())
    assert [one.concept for one in near] == ["mean"]


def test_a_correction_is_told() -> None:
    read = reading()
    given = (Correction("made", r"\eta", "pace"),)
    (one, *_), _ = apply_corrections([symbol(read, r"\eta")], given, read.document, glossary.load())
    (change,) = (change for change in steps(one)["correction"].changes if change.kind != "first")
    assert (change.kind, change.candidate.meaning) == ("meaning", "pace")


def test_a_reading_without_linking_has_no_evidence() -> None:
    with pytest.raises(TypeError):
        Study(replace(reading(), evidence=None)).evidence  # noqa: B018
