"""``annotate --with`` and ``show --steps``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader.cli import main

pytestmark = pytest.mark.usefixtures("reads_here")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def paper(tmp_path: Path) -> str:
    body = "\\begin{equation} a_{t+1} = a_t + b \\end{equation}\n\\begin{equation} c = (1 - w) u + w v \\end{equation}"
    (tmp_path / "main.tex").write_text(
        f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n", encoding="utf-8"
    )
    return str(tmp_path)


def test_what_is_asked_for_is_there(paper: str, capsys: Captured) -> None:
    assert main(["annotate", paper, "--with", "steps, readings"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows["extras"] == ["readings", "steps"]
    assert rows["equations"][0]["reading"]["en"] == "a sub t plus 1, equals a sub t plus b"
    assert rows["equations"][1]["steps"] and rows["equations"][0]["sympy"] is None


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
    assert "w mixes the two" in both
    assert main(["show", paper, "--steps", "--equation", "2", "--lang", "ja"]) == 0
    second = capsys.readouterr().out
    joined = re.sub(r"\s+", "", second)  # the terminal breaks lines inside words
    assert "混ぜる割合です" in joined
