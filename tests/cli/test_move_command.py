"""``tezawari move``: living formulas in the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import glossary
from reader.cli import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["move", *arguments])
    except SystemExit as end:
        code = int(str(end.code))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys)
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == list(glossary.load().living)


def test_a_formula_its_numbers_and_what_happens(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "softmax-with-temperature")
    assert code == 0 and "p_{i} = [0.644, 0.237, 0.087, 0.032]" in out
    assert "from 64 % to 99.3 %" in " ".join(out.split())
    code, out, _ = said(capsys, "softmax-with-temperature", "--lang", "ja")
    assert "温度つきソフトマックス" in out and "99.3 %" in out


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        (("--set", "tau=0.1"), "p_{i} = [1, 0, 0, 0]"),
        (("--set", "\\tau=0.1", "--set", "z[4]=3"), "p_{i} = [0, 0, 0, 1]"),
    ],
)
def test_numbers_are_put_in(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], result: str) -> None:
    code, out, _ = said(capsys, "softmax-with-temperature", *arguments)
    assert code == 0 and result in out and "99.3" not in out


def test_a_part_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "attention", "--without", r"\sqrt{d_k}")
    assert code == 0 and "0.946" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("attenton",), "attention"),
        (("attention", "--set", "z=1"), "“z” is no input"),
        (("attention", "--set", "tau=much"), "tau=much"),
        (("attention", "--set", "tau=-1"), "may not hold"),
        (("attention", "--set", "Q[4, 1]=1"), "no such entry"),
        (("attention", "--without", "V"), r"\sqrt{d_k}"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = said(capsys, *arguments)
    assert code == 2 and out == "" and words in err and "Traceback" not in err


def test_code_runs_by_itself(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = said(capsys, "bell-curve", "--code", "numpy")
    file = tmp_path / "bell.py"
    file.write_text(out + "\nprint(run([1.0, 1.0, 0.0])[-1], run([1.0, 0.0, 0.0])[-1])\n", encoding="utf-8")
    printed = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=True).stdout
    assert code == 0 and float(printed.split()[0]) == pytest.approx(0.24197, abs=1e-5)


def test_json_has_what_the_page_has(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "attention", "--json")
    row = json.loads(out)
    assert code == 0 and row["id"] == "attention" and len(row["tries"]) == 3 and row["run"]["switches"]
