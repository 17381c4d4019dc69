"""Parts switched off: each row's example, numbers before and after on the same inputs, formulas that read well."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import reader
from reader.cli import main
from reader.formula.semantics.nodes import Meaning
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import Declarations, declared_in
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.holes import without
from reader.study.evaluation.planning.run import Comparison, run, switch_off
from reader.study.evaluation.planning.switches import FORMS, Form, Switch, switches_of
from reader.study.runs import compare_equation, offers_of
from reader.study.study import Study

SQUARE = r"A, B \in \mathbb{R}^{n \times n}"


def meaning(latex: str) -> Meaning:
    return read_meaning(parse_formula(latex))


def knowing(*declarations: str) -> Knowledge:
    found = [each for latex in declarations for each in declared_in(meaning(latex))]
    return Knowledge(Declarations(tuple(found)), chances=frozenset("pq"))


@pytest.mark.parametrize("form", [form for form, _ in FORMS], ids=lambda form: form.id)
def test_each_neutral_form(form: Form) -> None:
    tree = meaning(form.example)
    found = [each for each in switches_of(tree, knowing()) if each.form == form.id and each.part == form.part]
    assert found and meaning_latex(without(tree, found[:1])) == form.left


def off(latex: str, part: str, *declarations: str) -> Comparison:
    tree, knowledge = meaning(latex), knowing(*declarations)
    before = run(tree, knowledge)
    switches: list[Switch] = [each for each in switches_of(tree, knowledge) if each.part == part]
    return switch_off(tree, switches, knowledge, before, fixed=before.plan.sizes)


def results(found: Comparison) -> tuple[Any, Any, dict[str, Any]]:
    inputs = zip(found.before.plan.inputs, found.before.inputs, strict=True)
    named = {each.latex: np.asarray(value) for each, value in inputs}
    return found.before.of(found.before.plan.results[-1]), found.after.of(found.after.plan.results[-1]), named


def softmax(x: Any) -> Any:
    shares = np.exp(x - x.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


CASES = [
    (r"\operatorname{softmax}\left(\frac{A B}{\sqrt{n}}\right)", r"\sqrt{n}",
     lambda v: softmax(v["A"] @ v["B"] / np.sqrt(3)), lambda v: softmax(v["A"] @ v["B"])),
    (r"\operatorname{softmax}(A + B)", "B", lambda v: softmax(v["A"] + v["B"]), lambda v: softmax(v["A"])),
    (r"\operatorname{softmax}(A)", r"\operatorname{softmax}(A)", lambda v: softmax(v["A"]),
     lambda v: v["A"] / v["A"].sum(axis=-1, keepdims=True)),
    (r"\mathbf{x} + \tanh(\mathbf{x})", r"\mathbf{x}", lambda v: v[r"\mathbf{x}"] + np.tanh(v[r"\mathbf{x}"]),
     lambda v: np.tanh(v[r"\mathbf{x}"])),
    (r"f(a) - \beta D_{\mathrm{KL}}(p \| q)", r"D_{\mathrm{KL}}(p\|q)",
     lambda v: v["f(a)"] - v[r"\beta"] * (v[r"p(\cdot)"] * np.log(v[r"p(\cdot)"] / v[r"q(\cdot)"])).sum(),
     lambda v: v["f(a)"]),
    (r"\frac{\exp(z_v / \tau)}{\sum_u \exp(z_u / \tau)}", r"\tau", lambda v: softmax(v["z_{v}"] / v[r"\tau"]),
     lambda v: softmax(v["z_{v}"])),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "part", "before", "after"), CASES, ids=[part for _, part, *_ in CASES])
def test_numbers_before_and_after(latex: str, part: str, before: Any, after: Any) -> None:
    with_it, without_it, inputs = results(off(latex, part, SQUARE))
    assert np.allclose(with_it, before(inputs), atol=1e-9)
    assert np.allclose(without_it, after(inputs), atol=1e-9)


def test_the_whole_formula_stays_readable() -> None:
    found = off(r"y = \frac{a}{b} - c d^2", "c d^{2}".replace(" ", ""))
    assert found.formula == r"y=\frac{a}{b}"
    assert meaning_latex(meaning(found.formula)) == found.formula


def test_all_offers_of_the_example_run() -> None:
    example = reader.read("example")
    study = Study(example)
    attention = next(each for each in example.document.equations if each.number == "2")
    offers = offers_of(attention, study, study.blocks[attention.id])
    assert {r"\sqrt{d_{k}}", "M"} <= {offer.part for offer in offers}
    for offer in offers:
        found = compare_equation(attention, study, offer)
        assert found.after.inputs and found.before.inputs[: len(found.after.inputs)] == found.after.inputs


def test_a_block_says_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "example", "--equation", "12", "--without", "kl-divergence", "--lang", "ja"]) == 0
    said = capsys.readouterr().out
    assert "外すと" in said and "分布" in said
    assert main(["run", "example", "--equation", "2", "--without", "nothing"]) == 2
    assert "M" in capsys.readouterr().err
