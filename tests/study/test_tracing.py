"""Why a symbol means what it does: every strategy's change is told, and where each row of the glossary lost."""

from reader.meaning.linking.strategies import STRATEGIES
from reader.model.annotations import Annotation
from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle, SourceFile
from reader.pipeline import read_bundle
from reader.study.study import Study
from reader.study.tracing import Trace, trace
from reader.study.unknown import UnknownHelp, bare_letter, unknown_help

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


def traced(latex: str) -> Trace:
    read = reading()
    return trace(symbol(read, latex), Study(read).evidence)


def helped(latex: str) -> UnknownHelp:
    read = reading()
    return unknown_help(Study(read), symbol(read, latex))


def test_each_strategy_has_its_step() -> None:
    steps = traced(r"\eta").steps
    assert [step.strategy for step in steps] == [strategy.__name__ for strategy in STRATEGIES]
    definition, _, named = steps[:3]
    assert [change.kind for change in definition.changes] == ["meaning"]
    assert definition.changes[0].candidate.meaning == "learning rate at step $t$"
    assert [change.link.concept for change in named.changes if change.link] == ["learning-rate"]


def test_rows_say_where_they_lost() -> None:
    rows = [(one.row.concept, one.lost) for one in traced(r"\eta").rows]
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
