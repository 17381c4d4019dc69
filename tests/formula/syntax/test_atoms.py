"""Every atom of the source is drawn: the check that CI runs over whole papers, here over small ones."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]
PAPERS = sorted((ROOT / "tests" / "meaning" / "papers").glob("*.tex"))


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("atoms_check", ROOT / ".ci" / "atoms.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


atoms = loaded()


@pytest.mark.parametrize("source", ["example", *map(str, PAPERS)], ids=lambda source: Path(source).stem)
def test_no_formula_of_a_paper_loses_an_atom(source: str) -> None:
    equations = atoms.displays(source)
    assert equations
    assert [lost for _, lost in atoms.losses(equations) if lost] == []
    assert not any(map(atoms.is_shown_as_written, equations))


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{aligned} [p ; q&] = r \\ [1, 2] &= s \end{aligned}",
        r"a \\ [b + c] \\[2pt] d",
        r"{1 \above 2pt b} + \sqrt[3]{x} \begin{array}[t]{c} y \\ [2pt] z \end{array}",
        r"x = \left( a \right. \\ \left. b \right)^2 + \operatorname*{argmax}_\theta \text{if $k$ is g\'en\'eral}",
    ],
)
def test_nothing_is_lost(latex: str) -> None:
    assert atoms.lost_on_the_way(latex) == {}


def test_what_a_drawing_lacks_is_found() -> None:
    assert atoms.of_latex(r"\alpha + x_{12}") - atoms.of_drawing("<mi>α</mi><mn>1</mn>") == dict.fromkeys("+x2", 1)


def test_what_the_expansion_lacks_is_found(tmp_path: Path) -> None:
    paper = tmp_path / "a.tex"
    paper.write_text(r"\newcommand{\drop}[1]{} \begin{equation} a = \drop{b} c \end{equation}", encoding="utf-8")
    assert [lost for _, lost in atoms.losses(atoms.displays(str(paper)))] == [{"source": {"b": 1}}]
