"""What a formula that is a block is for: each row's sentences are told of a formula of the row, in its own symbols."""

from __future__ import annotations

import pytest
from textbook import blocks_in

from glossary.block import Block, BlockPurpose
from glossary.blocks_loader import load_blocks
from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.purpose.forms.named import in_symbols
from reader.study.purpose.purpose import purpose_of
from reader.study.study import Study
from reader.study.walkthrough.steps import steps_in

PAPER = "\\documentclass{article}\\begin{document}%s\\begin{equation}%s\\end{equation}\\end{document}"
ROWS = [(block, each) for block in load_blocks().values() for each in block.purposes]


@pytest.mark.parametrize(("block", "purpose"), ROWS, ids=lambda part: getattr(part, "id", ""))
def test_each_purpose_is_told_of_a_spelling_of_its_row(block: Block, purpose: BlockPurpose) -> None:
    formulas = (*block.matches, *(purpose.spellings or (each.latex for each in block.patterns)))
    found = [each for latex in formulas for each in blocks_in(latex, spoken=True) if each.block.id == block.id]
    assert any(in_symbols(purpose.en, each) and in_symbols(purpose.ja, each) for each in found)


def study_of(latex: str, beside: str = "") -> Study:
    return Study(read(bundle_from_bytes("paper.tex", (PAPER % (beside, latex)).encode())))


def told_of(latex: str, beside: str = "") -> str:
    study = study_of(latex, beside)
    found = purpose_of(study.document.equations[-1], study)
    return found.text.get("en", "") if found is not None else ""


@pytest.mark.parametrize(
    ("latex", "begins"),
    [
        # a minus before it, a mean round it, a factor beside it
        (r"L = -\log \frac{\exp(q \cdot k_+ / t)}{\sum_{i=0}^{K} \exp(q \cdot k_i / t)}", "Pulls $q$ towards"),
        (r"J = \hat{\mathbb{E}}_t[\min(r_t A_t, \operatorname{clip}(r_t, 1 - e, 1 + e) A_t)]", "Improves the policy"),
        (r"y = \frac{x}{\sqrt{\frac{1}{d} \sum_{i=1}^d x_i^2 + \epsilon}} \odot g", "Scales the vector until"),
    ],
)
def test_what_stands_round_a_block_changes_nothing(latex: str, begins: str) -> None:
    assert told_of(latex).startswith(begins)


def test_the_opposite_of_a_block_is_none() -> None:
    chance = r"1 - \frac{\binom{n - c}{k}}{\binom{n}{k}}"
    assert told_of(f"s = {chance}", "The rate is pass@k.").startswith("The chance")
    assert not told_of(f"s = -({chance})", "The rate is pass@k.").startswith("The chance")


def test_a_part_that_is_a_block_is_told_as_one() -> None:
    latex = r"J = \mathbb{E}[\min(r_t A_t, \operatorname{clip}(r_t, 1 - e, 1 + e) A_t)] - b (u - v)"
    study = study_of(latex)
    told = [each.text["en"] for each in steps_in(study.document.equations[-1], study)]
    assert any(each.startswith("A part of it is what textbooks call “PPO clipped") for each in told)


@pytest.mark.parametrize(
    "latex",
    [
        r"J = \mathbb{E}[\frac{1}{n} \sum_{i=1}^{n} CLIPPED - b D_{\mathrm{KL}}(p \| q)]",
        r"J = \frac{1}{n} \sum_{i=1}^{n} \frac{1}{|o_i|} \sum_{t=1}^{m} CLIPPED",
    ],
)
def test_a_mean_and_a_charge_for_leaving_a_law_leave_the_purpose(latex: str) -> None:
    clipped = r"\min(r_t A_t, \operatorname{clip}(r_t, 1 - e, 1 + e) A_t)"
    study = study_of(latex.replace("CLIPPED", clipped))
    told = purpose_of(study.document.equations[-1], study)
    assert told is not None
    assert told.text["en"].startswith("Improves the policy in small steps")


def test_a_display_that_names_parts_first_is_told_by_what_it_makes_of_them() -> None:
    study = study_of(r"q = x A, \quad k = x B, \quad o = \operatorname{softmax}(\frac{q k^\top}{\sqrt{d}}) v")
    told = purpose_of(study.document.equations[-1], study)
    assert told is not None
    assert told.text["en"].startswith("Compares every query")
