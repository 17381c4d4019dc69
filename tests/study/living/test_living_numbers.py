"""Numbers that are put into a living formula: by which names, how many, which of them it holds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

import glossary
from glossary.living.model import Numbers
from reader.study.living.planned import LivingFault, PlannedLiving, planned

KNOWLEDGE = glossary.load()


def living(name: str) -> PlannedLiving:
    return planned(KNOWLEDGE.living[name])


def given(done: PlannedLiving, wanted: Mapping[str, Numbers], latex: str) -> list[float]:
    return np.ravel(done.put(wanted)[[each.latex for each in done.plan.inputs].index(latex)]).tolist()


@pytest.mark.parametrize(
    ("name", "wanted", "latex", "numbers"),
    [
        ("gradient-step", {"η": 0.3}, r"\eta", [0.3]),
        ("gradient-step", {"eta": 0.3}, r"\eta", [0.3]),
        ("recurrent-cell", {"x₁": 7.0}, "x_{1}", [7]),
        ("quantisation", {"w₄": 7.0}, "w", [0.12, -0.5, 0.33, 7]),
        ("diffusion-step", {"ᾱ": 0.3}, r"\bar{\alpha}", [0.3]),
        ("diffusion-step", {"ε̂": (1.0, 2.0)}, r"\hat{\epsilon}", [1, 2]),
        ("dpo-loss", {"π_ref(y_w|x)": 0.3}, r"\pi_{\mathrm{ref}}(y_{w}\mid x)", [0.3]),
        ("low-rank-adaptation", {"B": (1.0, 0.0, -1.0)}, "B", [1, 0, -1]),
        ("causal-mask", {"S[1]": (0.0, 9.0, 9.0, 9.0)}, "S", [0, 9, 9, 9, 0.5, 1, 2, 1, 0, 2, 1, 1.5, 0, 1, 2, 0.5]),
        ("kl-divergence", {"q[1]": 0.6}, "q", [0.6, 0.15, 0.25]),
        ("kl-divergence", {"q[1]": 0.6, "q[2]": 0.3}, "q", [0.6, 0.3, 0.1]),
        ("cross-entropy", {"p[2]": 0.25}, "p", [0.75, 0.25, 0]),
    ],
)
def test_numbers_go_where_they_are_named(
    name: str, wanted: Mapping[str, Numbers], latex: str, numbers: list[float]
) -> None:
    assert given(living(name), wanted, latex) == pytest.approx(numbers)


@pytest.mark.parametrize(
    ("name", "wanted", "words"),
    [
        ("kl-divergence", {"q[1]": 5.0}, "from −∞ to 0.999"),
        ("kl-divergence", {"q[1]": 0.8, "q[2]": 0.8}, "sum to one"),
        ("kl-divergence", {"q": (0.5, 0.4, 0.3)}, "sum to one"),
        ("cross-entropy", {"p[1]": 1.5}, "declared as p ∈"),
        ("perceptron-rule", {"y": 3.0}, "y ∈{-1, 1}"),
        ("perceptron-rule", {"y": 0.0}, "y ∈{-1, 1}"),
        ("policy-gradient-step", {"a": 5.0}, "to 3"),
        ("quantisation", {"b": 1.0}, "from 2 to"),
        ("nucleus-sampling", {"P": 0.0}, "from 0.01"),
        ("masked-language-model", {"m[1]": 0.5}, "declared as m ∈"),
        ("low-rank-adaptation", {"B": 1.0}, "B[1, 1]"),
        ("causal-mask", {"S[2]": 1.0}, "S[2, 1]"),
        ("flow-matching", {"v": 1.0}, "v[1]"),
        ("flow-matching", {"v": (1.0, 2.0, 3.0)}, "not of its size"),
        ("flow-matching", {"t": (1.0, 2.0)}, "not of its size"),
    ],
)
def test_what_a_formula_does_not_hold_is_told(name: str, wanted: Mapping[str, Numbers], words: str) -> None:
    with pytest.raises(LivingFault) as fault:
        living(name).put(wanted)
    assert words in fault.value.problem().text("en")
    assert "{" not in fault.value.problem().text("ja").replace("{-1, 1}", "").replace("{0, 1}", "")


def test_what_the_texts_of_a_row_compare_is_so() -> None:
    """Numbers that a text tells and no thing to try computes."""
    norm, dpo = living("layer-normalisation"), living("dpo-loss")
    small, large = (norm.run(norm.put({"x": (3.0, 3.0, 3.0, last)})).values[-1][3] for last in (3.04, 100.0))
    assert small < large < 1.02 * small
    run = dpo.run()
    assert float(run.of(run.plan.results[-1])) == pytest.approx(np.log(2), abs=1e-9) == pytest.approx(0.693, abs=5e-4)
