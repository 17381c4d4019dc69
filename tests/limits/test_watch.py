"""One formula costs that formula: faults are put into every stage, and the rest of the paper comes out as ever."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import reader
from reader.formula.syntax.parsing import parse_formula
from reader.limits.budget import Limits
from reader.limits.watch import noted, spare, watching
from reader.model.document import Passage
from reader.model.reading import Reading
from reader.model.source import Span
from reader.output.exporters.html import page
from reader.output.exporters.registry import EXTRAS
from reader.output.page.payload import build_payload
from reader.study.study import Study

pytestmark = pytest.mark.slow

PAPER = r"""\documentclass{article}
\title{On steps}
\newcommand{\loss}{\mathcal{L}}
\begin{document}
\maketitle
We write $\eta$ for the learning rate, and $g_t$ is the gradient of the loss. Training changes $\theta$ by
\begin{equation}\label{eq:step}
  \theta_{t+1} = \theta_t - \eta \nabla \loss(\theta_t).
\end{equation}
The weights $w_i$ are positive. Here $p$ is the softmax of the scores $s$,
\begin{align}
  p_i &= \frac{\exp(s_i)}{\sum_j \exp(s_j)} \\
  H(p) &= - \sum_i p_i \log p_i.
\end{align}
\end{document}
"""
STAGES = (  # where a formula, a symbol or a passage is worked on
    "reader.formula.syntax.parser:Parser.parse",
    "reader.formula.symbols.inventory:symbol_uses",
    "reader.formula.semantics.parser:collect",
    "reader.output.drawing.mathml:MathMLWriter.group",
    "reader.meaning.prose.definitions:sentences",
    "reader.meaning.linking.linking:decide",
    "reader.meaning.blocks.reading:find_blocks",
    "reader.study.defining_formulas:formulas_giving",
    "reader.study.paper_shapes:declared_in",
    "reader.study.paper_shapes:said_in",
    "reader.output.rows.reading:canonical_string",
    "reader.output.rows.symbols:gloss",
    "reader.output.rows.reading:part_row",
    "reader.output.rows.extras:readings_row",
    "reader.output.rows.extras:steps_rows",
    "reader.output.page.workbench:steps_in",
    "reader.output.page.symbol_details:rows_of",
    "reader.output.page.lint_rows:lint",
    "reader.study.start.choosing:_weigh",
)
NAMED = (r"\eta", "g_{t}", "w_{i}")
ERRORS: dict[str, Callable[[], object]] = {
    "KeyError": lambda: {}["missing"],
    "RecursionError": lambda: _endless(),
    "MemoryError": lambda: bytearray(1 << 60),
}


def _endless() -> object:
    return _endless()


def forget() -> None:
    """So that every formula is worked on once more."""
    parse_formula.cache_clear()
    for name in ("reader.meaning.blocks.reading:blocks_of", "reader.formula.semantics.parser:plain_meaning"):
        module, _, function = name.partition(":")
        getattr(import_module(module), function).cache_clear()


def stumble(monkeypatch: pytest.MonkeyPatch, place: str, at: int, fail: Callable[[], object]) -> list[int]:
    """Makes the call number ``at`` of a function fail; the calls are counted."""
    module, _, path = place.partition(":")
    owner: Any = import_module(module)
    *outer, name = path.split(".")
    for each in outer:
        owner = getattr(owner, each)
    real, calls = getattr(owner, name), [0]

    def failing(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == at + 1:
            fail()
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, failing)
    return calls


def all_of(folder: Path) -> tuple[Reading, dict[str, Any], dict[str, Any]]:
    """The reading, its JSON with everything, and what the page draws; the page itself and Markdown are made too."""
    reading = reader.read(folder)
    row = json.loads(reader.export(reading, "json", extras=EXTRAS))
    with watching():
        payload = build_payload(Study(reading), switch=True)
    assert page(payload) and reader.export(reading, "md")
    return reading, row, payload


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "main.tex").write_text(PAPER, encoding="utf-8")
    forget()
    return tmp_path


@pytest.mark.parametrize("at", [0, 2])
@pytest.mark.parametrize("place", STAGES)
def test_a_fault_costs_one_formula(paper: Path, place: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = stumble(monkeypatch, place, at, ERRORS["KeyError"])
    _, row, payload = all_of(paper)
    assert [each["number"] for each in row["equations"]] == ["1", "2", "3"]
    lost = [each for each in row["symbols"] if each["latex"] in NAMED and each["meaning"] is None]
    assert len(lost) <= (3 if place.startswith("reader.meaning.prose.definitions") else 1)  # of one passage
    faults = [each for each in (*row["problems"], *payload["problems"]) if each["kind"] == "formula-fault"]
    assert bool(faults) == (calls[0] > at)
    assert len(payload["mathml"]) == 3 and all(payload["mathml"].values())


@pytest.mark.parametrize("error", ERRORS)
def test_whatever_goes_wrong_is_noted_with_its_place(paper: Path, error: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stumble(monkeypatch, "reader.meaning.linking.linking:decide", 0, ERRORS[error])
    reading = reader.read(paper)
    (problem,) = [each for each in reading.problems if each.kind == "formula-fault"]
    assert problem.span is not None and problem.span.file == "main.tex"
    assert problem.equation == reading.document.equations[0].id
    assert dict(problem.arguments)["fault"].startswith(error)


def test_a_fault_is_listed_once_where_one_watch_sees_reading_and_export(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stumble(monkeypatch, "reader.meaning.linking.linking:decide", 0, ERRORS["KeyError"])
    with watching():
        row = json.loads(reader.export(reader.read(paper), "json"))
    assert [each["kind"] for each in row["problems"]] == ["formula-fault"]


def test_a_fault_in_reading_costs_what_is_read_there(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stumble(monkeypatch, "reader.latex.displays.display:FormulaReader.read", 3, ERRORS["KeyError"])
    reading = reader.read(paper)
    assert len(reading.document.equations) >= 2
    assert any(each.kind == "formula-fault" for each in reading.problems)


def test_debugging_raises(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_DEBUG", "1")
    stumble(monkeypatch, "reader.meaning.linking.linking:decide", 0, ERRORS["KeyError"])
    with pytest.raises(KeyError):
        reader.read(paper)


def test_a_paper_without_faults_has_none(paper: Path) -> None:
    reading, row, _ = all_of(paper)
    assert not [each for each in row["problems"] if each["kind"].startswith("formula-")]
    assert noted() == () and reading.problems == ()


# --- time ---

QUICK = Limits(seconds=0.5)


def spin() -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass


def stubborn() -> None:
    """Takes the interrupt for an error of its own, once."""
    try:
        spin()
    except BaseException:
        spin()


@pytest.mark.parametrize("work", [spin, stubborn])
def test_a_formula_has_its_time_and_no_more(work: Callable[[], None]) -> None:
    begun = time.process_time()
    with watching(QUICK) as watch:
        assert spare("test", Span("a.tex", 3, 4), "instead", work) == "instead"
        assert spare("test", None, "instead", lambda: "made") == "made"
    assert time.process_time() - begun < 5
    assert [(each.kind, each.span) for each in watch.problems] == [("formula-over-time", Span("a.tex", 3, 4))]


def test_many_formulas_over_time_have_less_and_less() -> None:
    begun = time.process_time()
    with watching(QUICK) as watch:
        for number in range(5):
            spare("test", Span("a.tex", number, number), None, spin)
    assert len(watch.problems) == 5
    assert time.process_time() - begun < 0.5 + 5 * 0.5


def test_what_is_nested_has_the_time_of_what_is_around_it() -> None:
    with watching(QUICK) as watch:
        assert spare("outer", Passage("", Span("a.tex", 0, 1), ()), 1, lambda: spare("inner", None, 2, spin) or 3) == 1
        assert spare("outer", Span("b.tex", 0, 1), 1, lambda: spare("inner", None, 2, ERRORS["KeyError"])) == 2
    assert [(each.kind, dict(each.arguments)["stage"]) for each in watch.problems] == [
        ("formula-over-time", "outer"),
        ("formula-fault", "inner"),
    ]
    assert [each.span and each.span.file for each in watch.problems] == ["a.tex", "b.tex"]


def test_where_nobody_watches_faults_are_raised() -> None:
    with pytest.raises(KeyError):
        spare("test", None, None, ERRORS["KeyError"])
