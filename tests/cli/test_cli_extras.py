"""``annotate --with`` and ``show --steps``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli import main

pytestmark = pytest.mark.usefixtures("reads_here")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def paper(tmp_path: Path) -> str:
    body = "\\begin{equation} a = \\max_x b^2 \\end{equation}\n\\begin{equation} c = \\min_i d \\end{equation}"
    (tmp_path / "main.tex").write_text(
        f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n", encoding="utf-8"
    )
    return str(tmp_path)


def test_what_is_asked_for_is_there(paper: str, capsys: Captured) -> None:
    assert main(["annotate", paper, "--with", "steps, readings"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows["extras"] == ["readings", "steps"]
    assert rows["equations"][0]["reading"]["en"] == "a equals the maximum over x of b squared"
    assert rows["equations"][0]["steps"] and rows["equations"][0]["sympy"] is None


@pytest.mark.slow
def test_a_result_with_other_extras_is_made_anew(paper: str, tmp_path: Path, capsys: Captured) -> None:
    out = str(tmp_path / "out")
    for extras in ([], ["--with", "steps"], ["--with", "steps"]):
        assert main(["annotate", paper, "-o", out, *extras]) == 0
        capsys.readouterr() if extras == [] else None
    written, kept = capsys.readouterr().err.strip().splitlines()
    assert written != kept
    (result,) = Path(out).glob("*.json")
    assert json.loads(result.read_text(encoding="utf-8"))["extras"] == ["steps"]


def test_an_unknown_extra_is_one_sentence(paper: str, capsys: Captured) -> None:
    assert main(["annotate", paper, "--with", "songs"]) == 2
    assert "songs" in capsys.readouterr().err


def test_steps_in_the_terminal(paper: str, capsys: Captured) -> None:
    assert main(["show", paper, "--steps"]) == 0
    both = capsys.readouterr().out
    assert "takes the largest value over x" in both and "takes the smallest value over i" in both
    assert main(["show", paper, "--steps", "--equation", "2", "--lang", "ja"]) == 0
    second = capsys.readouterr().out
    assert "最小値" in second and "最大値" not in second
