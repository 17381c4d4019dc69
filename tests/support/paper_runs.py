"""The runs of made-up papers: the last display of a text, what it is given and what comes of it."""

from __future__ import annotations

from typing import Any

from reader.latex.source.bundle import bundle_from_bytes
from reader.model.document import Equation
from reader.output.page.bench_runs import BenchRuns
from reader.pipeline import read
from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.planning.run import Run, run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.moving.offered import known_numbers, telling
from reader.study.study import Study


def last_display(text: str) -> tuple[BenchRuns, Equation]:
    """The last display of a paper of one section, and the runs of that paper."""
    body = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} {text} \end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", body.encode())))
    return BenchRuns(study), [each for each in study.document.equations if each.display][-1]


def offered(text: str) -> Attempt | Refusal:
    """What runs of the last display on numbers of which something says that they can be these."""
    runs, equation = last_display(text)
    return known_numbers(equation, runs.tried(equation), runs.study)


def moved(text: str) -> Attempt | Refusal:
    """What the page moves of the last display: not what does one step of arithmetic on made-up numbers."""
    return telling(offered(text))


def tried(text: str) -> tuple[Attempt | Refusal, list[dict[str, Any]]]:
    """What runs of the last display, whether or not its numbers are known, and what can be taken out of it."""
    runs, equation = last_display(text)
    made = runs.tried(equation)
    return made, [] if isinstance(made, Refusal) else runs.row(equation, made)["switches"]


def done(made: Attempt | Refusal) -> Run:
    assert isinstance(made, Attempt)
    plan = made.trial.plan
    return run_plan(plan, next(numbers_for(plan)))


def display(latex: str) -> str:
    return rf"\begin{{equation}} {latex} \end{{equation}}"
