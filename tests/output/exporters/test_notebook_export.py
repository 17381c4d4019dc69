"""The notebook: its code gives our values without this program, and Jupyter runs it with sliders."""

from __future__ import annotations

import io
import json
import keyword
import math
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reader
from reader import frontend
from reader.messages import LANGUAGES, Language
from reader.output.exporters.notebook import slider_range
from reader.output.exporters.registry import export
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import run_equation
from reader.study.study import Study
from reader.study.sympy.array_code import python_name

NODE = shutil.which("node")
PAPERS = Path(__file__).resolve().parents[2] / "meaning" / "papers"


def cells_of(text: str, kind: str) -> dict[str, str]:
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == kind}


@pytest.mark.parametrize("source", ["example", str(PAPERS / "vae.tex"), str(PAPERS / "grpo.tex")])
def test_its_code_gives_our_values(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = reader.read(source)
    study, code = Study(reading), cells_of(export(reading, "notebook"), "code")
    assert not any("reader" in text or "tezawari" in text for text in code.values())
    monkeypatch.setitem(sys.modules, "ipywidgets", None)  # the values are printed then
    space: dict[str, Any] = {}
    exec(code.pop("helpers"), space)
    compared = 0
    for equation in reading.document.equations:
        text = code.pop(f"{equation.id}-run", None)
        try:
            done = run_equation(equation, study)
        except Refusal:
            continue  # on the first numbers, not on those of the notebook
        assert text is not None
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(text, space)
        formula = space[text.rpartition("explore(")[2].partition(",")[0]]
        found = formula(**space["inputs"])
        for value, step in zip(found if isinstance(found, tuple) else (found,), done.plan.results, strict=True):
            assert np.allclose(np.broadcast_to(value, done.of(step).shape), done.of(step), equal_nan=True)
            compared += 1
        assert printed.getvalue().count(" = ") >= len(done.plan.results)
    assert compared > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_have_their_words_and_symbols(language: Language) -> None:
    text = export(reader.read(str(PAPERS / "grpo.tex")), "notebook", language)
    (told,) = (cell for cell in cells_of(text, "markdown").values() if cell.startswith("## (8)"))
    assert r"-\mathbb{E}_{(x, y_w, y_l)}\left[\log\sigma\left(r_\phi(x,y_w) - r_\phi(x,y_l)\right)\right]" in told
    assert {"en": "reward model (the author says)", "ja": "報酬モデル（reward model）"}[language] in told
    assert {"en": "the preferred answer gets a clearly higher reward", "ja": "好まれた答えの報酬が"}[language] in told


SLIDERS = {
    ("unit", 0.3): (0.0, 1.0, 0.01),
    ("share", 0.25): (0.0, 1.0, 0.01),
    ("signed-unit", -0.5): (-1.0, 1.0, 0.01),
    ("positive", 0.5): (0.05, 4.0, 0.05),
    ("nonnegative", 8.0): (0.0, 16.0, 0.05),
    ("natural", 3.0): (1.0, 8.0, 1.0),
    ("index", 30.0): (1.0, 60.0, 1.0),
    ("integer", -7.0): (-14.0, 14.0, 1.0),
    ("binary", 1.0): (0.0, 1.0, 1.0),
    ("sign", -1.0): (-1.0, 1.0, 2.0),
    ("real", -0.04): (-4.0, 4.0, 0.05),
    ("real", -40.0): (-80.0, 80.0, 0.05),
}
FINER = {
    ("real", 1e-6): (-4e-6, 4e-6, 8e-8),
    ("positive", 1e-6): (2.5e-7, 4e-6, 3.75e-8),
    ("unit", 1e-4): (0.0, 4e-4, 4e-6),
    ("unit", 2.0): (0.0, 2.0, 0.01),
}


@pytest.mark.parametrize(("domain", "value"), SLIDERS | FINER)
def test_sliders_reach_the_number(domain: str, value: float) -> None:
    found = slider_range(domain, value)
    assert found == pytest.approx((SLIDERS | FINER)[domain, value])
    assert found[0] <= value <= found[1] and math.isfinite(found[2]) and found[2] > 0


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
def test_sliders_are_those_of_the_page() -> None:
    program = Path(frontend.__file__).parent / "core" / "program.mjs"
    script = f"""import {{ scaleOf }} from {json.dumps(program.as_uri())};
    const rows = {json.dumps(list(SLIDERS))}.map(([domain, value]) => scaleOf(domain, value));
    console.log(JSON.stringify(rows.map(({{ low, high, step }}) => [low, high, step])));"""
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert [tuple(row) for row in json.loads(done.stdout)] == list(SLIDERS.values())


@pytest.mark.parametrize("latex", [r"\mathbf{1}", "2x", r"\lambda", r"\hat{\theta}_{t}", "'", "class"])
def test_names_in_the_code_are_names(latex: str) -> None:
    name = python_name(latex)
    assert name.isidentifier() and not keyword.iskeyword(name)


def test_a_paper_without_running_formulas(tmp_path: Path) -> None:
    source = tmp_path / "none.tex"
    source.write_text(r"\documentclass{article}\begin{document}Nothing.\end{document}", encoding="utf-8")
    (told,) = json.loads(export(reader.read(str(source)), "notebook"))["cells"]
    assert "No formula of this paper runs" in "".join(told["source"])


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_jupyter_runs_it(language: Language) -> None:
    formats: Any = pytest.importorskip("nbformat", reason="nbformat is not installed, so no notebook is checked")
    clients: Any = pytest.importorskip("nbclient", reason="nbclient is not installed, so no notebook is run")
    pytest.importorskip("ipywidgets", reason="ipywidgets is not installed, so a notebook has no sliders")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed, so no notebook is run")
    notebook = formats.reads(export(reader.read(str(PAPERS / "grpo.tex")), "notebook", language), as_version=4)
    formats.validate(notebook)
    clients.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    states = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
    sliders = [each for each in states if each["model_name"] == "FloatSliderModel"]
    printed = [out["text"] for each in states for out in each["state"].get("outputs", ()) if "text" in out]
    assert len(sliders) > 5 and any(text.startswith("p_{\\theta}(x) = ") for text in printed)
    assert not any(cell.cell_type == "code" and any(o.output_type == "error" for o in cell.outputs)
                   for cell in notebook.cells)  # fmt: skip
