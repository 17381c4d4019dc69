"""One study of a reading: each analysis is made once, when it is asked for, with the reading's own glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.latex.source.places import SourcePlaces
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.mentions import Mentions
from reader.model.reading import Reading
from reader.output.exporters.registry import BY_NAME, EXTRAS, FORMATS, export, export_bytes, export_study
from reader.output.page.on_demand import Supply
from reader.output.page.payload import core_payload
from reader.pipeline import read
from reader.study import name_kinds, paper_shapes
from reader.study import study as study_module
from reader.study.lint import lint
from reader.study.parts import Parts
from reader.study.study import Study
from reader.study.unknown import unknown_help
from reader.study.usages import Usages

CLASSES = (SourcePlaces, Parts, Usages)
OF_LINKING = (Mentions, LinkingEvidence)  # which the reading keeps
FUNCTIONS = {
    "blocks_by_equation": study_module,
    "given_formulas": study_module,
    "survey": paper_shapes,
    "knowledge_of": name_kinds,
}


@pytest.fixture(scope="module")
def example() -> Reading:
    return read("example")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each analysis was made."""
    counts: Counter[str] = Counter()

    def counted(name: str, make: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **more: Any) -> Any:
            counts[name] += 1
            return make(*arguments, **more)

        return counting

    for each in (*CLASSES, *OF_LINKING):
        monkeypatch.setattr(each, "__init__", counted(each.__name__, each.__init__))
    for name, module in FUNCTIONS.items():
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    return counts


def test_each_analysis_is_made_once(example: Reading, made: Counter[str]) -> None:
    study = Study(example)
    supply = Supply(study)
    core_payload(supply)
    export_study(study, "html")
    export_study(study, "json", "ja", EXTRAS)
    display = next(each.id for each in example.document.equations if each.display)
    assert supply.piece("bench", display) and supply.piece("lint", "all") and lint(study)
    unknown_help(study, example.annotations[0])
    assert made == Counter(dict.fromkeys((*FUNCTIONS, *(each.__name__ for each in CLASSES)), 1))


def test_nothing_is_made_that_nobody_asks_for(example: Reading, made: Counter[str]) -> None:
    study = Study(example)
    assert not made
    export_study(study, "json")
    assert set(made) == {"SourcePlaces", "Parts", "blocks_by_equation", "given_formulas"}


PAPER = rb"""\documentclass{article}\begin{document}
Let $\eta$ be the learning rate and $g$ the gradient.
\begin{equation} u = \eta \operatorname{whirl}(g) + \frac{1}{2} \end{equation}
\begin{align} v &= \operatorname{whirl}(a) \operatorname{whirl}(b) \operatorname{whirl}(c) - 3 \\ &= 3 - 2 u \end{align}
\end{document}"""
ROWS = {
    "concepts/training/mine.toml": r"""
[learning-rate]
extends = true
name = { en = "pace of learning", ja = "学びの歩調" }
phrase = { en = "pace of learning", ja = "学びの歩調" }
""",
    "blocks/mine.toml": r"""
[whirl]
concept = "hadamard-product"
name = { en = "great whirl", ja = "大きな渦" }
patterns = ['\operatorname{whirl}(x)']
slots.x = { en = "what turns", ja = "回るもの" }
""",
    "course.toml": r"""
title = { en = "Turning", ja = "回ること" }
concepts = ["learning-rate"]

[letters]
learning-rate = '\lambda'
""",
}


@pytest.mark.parametrize("form", [each.names[0] for each in FORMATS if each.is_there])
def test_a_reading_is_exported_with_the_glossary_that_it_was_made_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    for name, rows in ROWS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(rows, encoding="utf-8")
    monkeypatch.setenv("TEZAWARI_GLOSSARY", str(tmp_path))
    reading = read(bundle_from_bytes("paper.tex", PAPER))
    extras = EXTRAS if form == "json" else ()
    monkeypatch.delenv("TEZAWARI_GLOSSARY")
    if BY_NAME[form].binary:
        assert export_bytes(reading, form, "ja")
        return
    later = export(reading, form, "ja", extras)
    monkeypatch.setenv("TEZAWARI_GLOSSARY", str(tmp_path))
    assert later == export(reading, form, "ja", extras)
    if form in ("json", "markdown", "csv"):  # which name the concepts of all symbols
        assert "学びの歩調" in later
    if form == "json":
        assert "大きな渦" in later and r"\\lambda" in later and "回ること" in later
